"""Resolve: the only stage that sees more than one document. Mentions become reports, reports become events."""

from collections.abc import Iterable, Sequence

from dragoman.model import Account, Actor, Constraint, Event, Record, Report
from dragoman.resolve.actors import resolve_actors
from dragoman.resolve.events import resolve_events


class Resolved(Record, frozen=True):
    """What all documents say together."""

    actors: tuple[Actor, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]


def resolve(accounts: Iterable[Account], judged: Sequence[Constraint] = ()) -> Resolved:
    """Recognise the same actors and the same events across documents; the order of the documents does not matter.

    Args:
        accounts: What the documents say.
        judged: Mentions that people judged to be of one event, or not; it beats every rule.
    """
    ordered = sorted(accounts, key=lambda account: account.id)
    reports, events = resolve_events(ordered, judged)
    return Resolved(resolve_actors(ordered), reports, events)
