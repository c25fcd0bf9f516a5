"""What stands beside an event's own values on the page: what other rules make of it, and what outlets revised.

The rules run here, not in the browser, so that the page shows what `--rules` prints.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.model import Estimate, Event, PartyName, Record, Report, When, Where
from dragoman.resolve.days import Days
from dragoman.resolve.derive import Telling, derive, independent
from dragoman.resolve.disputes import Revision, find_revisions
from dragoman.resolve.rules import presets


class Outcome(Record, frozen=True):
    """A value of an event that some rules derive otherwise than those by which the case is shown.

    Attributes:
        event: Its id.
        field: `when`, `where`, `actors`, `recipients`, or the role of a figure.
        rules: Names of the rules that come to this value, in the order of `rules.toml`.
        when, where, parties, toll: The value, in the one that the field holds; empty where the rules leave it open.
        reason: That of the first of the rules.
    """

    event: str
    field: str
    rules: tuple[str, ...]
    when: When | None = None
    where: Where | None = None
    parties: tuple[PartyName, ...] = ()
    toll: Estimate | None = None
    reason: str = ""


class Revised(Record, frozen=True):
    """A figure of an event that an outlet changed later."""

    event: str
    change: Revision


def outcomes(events: Iterable[Event], reports: Mapping[str, Report], telling: Telling) -> Iterator[Outcome]:
    """Name each value of these events that some rules of `rules.toml` derive otherwise than it stands.

    Args:
        events: The events as they are shown, by whichever rules.
        reports: At least theirs, by id.
        telling: What is known of these reports.
    """
    for event in events:
        told = [reports[id_] for id_ in event.reports]
        if len(told) == 1 and not told[0].tolls:
            continue  # one account without a figure leaves the rules no choice
        by_name = {name: derive(event, told, telling, rules) for name, rules in presets().items()}
        for field in ("when", "where", "actors", "recipients", *(one.role for one in event.tolls)):
            yield from _outcomes(event, field, by_name)


def _outcomes(event: Event, field: str, by_name: Mapping[str, Event]) -> Iterator[Outcome]:
    found: dict[object, list[str]] = {}
    for name, derived in by_name.items():
        found.setdefault(_key(derived, field), []).append(name)
    found.pop(_key(event, field), None)
    for names in found.values():
        yield _outcome(by_name[names[0]], field, tuple(names))


def _outcome(derived: Event, field: str, rules: tuple[str, ...]) -> Outcome:
    """The value of a field as some rules derive it."""
    return Outcome(
        derived.id, field, rules,
        when=derived.when if field == "when" else None,
        where=derived.where if field == "where" else None,
        parties=getattr(derived, field) if field in ("actors", "recipients") else (),
        toll=next((one for one in derived.tolls if one.role == field), None),
        reason=derived.reasons.get(field, ""),
    )  # fmt: skip


def _key(event: Event, field: str) -> object:
    """What a reader sees of a value; of which report it is the words makes no difference."""
    if field == "when":
        return event.when and event.when.edtf
    if field == "where":
        return event.where and (event.where.name, event.where.country)
    if field in ("actors", "recipients"):
        return tuple(party.id for party in getattr(event, field))
    return next((one for one in event.tolls if one.role == field), None)


def revisions(
    events: Sequence[Event], reports: Mapping[str, Report], published: Mapping[str, Days | None]
) -> Iterator[Revised]:
    """Name each figure of these events that an outlet changed later."""
    for event in events:
        if len(event.reports) > 1:
            told = independent([reports[id_] for id_ in event.reports])
            yield from (Revised(event.id, change) for change in find_revisions(told, published))
