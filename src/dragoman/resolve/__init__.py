"""Resolve: the only stage that sees more than one document. Mentions become reports, reports become events."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from dragoman.model import Account, Actor, Constraint, Event, Record, Report
from dragoman.resolve.events import Finished, resolve_events
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import Gist, gists
from dragoman.resolve.hands import ALONE, Hands


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
    outcome = resolve_large(gists(accounts), judged)
    made = list(outcome.finished)
    reports = tuple(report for one in made for report in one.reports)
    return Resolved(tuple(outcome.actors), reports, tuple(one.event for one in made))


class Outcome(NamedTuple):
    """As `Resolved`, to be read once: the actors by id, and the events, each with its reports."""

    actors: Iterator[Actor]
    finished: Iterator[Finished]


def resolve_large(told: Iterable[Gist], judged: Sequence[Constraint] = (), hands: Hands = ALONE) -> Outcome:
    """As `resolve`, for more than the memory holds: no document, no report and no event stays in it.

    Args:
        told: What is to be known of the documents; each is read once, before this returns.
        judged: As for `resolve`.
        hands: Who compares accounts.
    """
    with _circles_let_be():
        gathered = Gathered(told)
        return Outcome(gathered.parties.actors(), _one_by_one(resolve_events(gathered, judged, hands)))


def _one_by_one(finished: Iterator[Finished]) -> Iterator[Finished]:
    """Yield events; only while one is made circles are let be."""
    while True:
        with _circles_let_be():
            one = next(finished, None)
        if one is None:
            return
        yield one


@contextmanager
def _circles_let_be() -> Iterator[None]:
    """Do not look for things that hold each other in a circle: records never do.

    The search goes through all that is held, again and again while more is made: a tenth of the time of resolving.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
