"""Resolve reports: one document's account of one event, put together from that document's mentions of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from dragoman.model import (
    EventMention,
    Party,
    Report,
    Status,
    Toll,
    Voice,
    When,
    Where,
    content_id,
)
from dragoman.resolve.days import days_of, length

PRECISION = {"site": 0, "city": 1, "region": 2, "country": 3}
BASIS = {"stated": 0, "relative": 1, "document": 2, "none": 3}

_standing = attrgetter("start", "id")


class Together(NamedTuple):
    """What the mentions of one event in one document say of it together; see `EventMention` and `Report`."""

    type: str
    modes: tuple[str, ...]
    status: Status
    wording: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    where: Where | None
    tolls: tuple[Toll, ...]
    voices: tuple[Voice, ...]


def together(mentions: Sequence[EventMention]) -> Together:
    """Say what mentions of one event in one document, in text order, tell together.

    Rule: parties are those that any mention gives; time and place the most precise that one gives; a toll the first
    that is stated; type and status those that most mentions give, of the status on a tie that of the first; the voices
    those of the mention with the fewest, since what the outlet says once in its own voice it does not only report.
    """
    if len(mentions) == 1:
        return _told_once(mentions[0])
    return Together(
        main_type(mentions),
        tuple(sorted({mode for mention in mentions for mode in mention.modes})),
        _most_told([mention.status for mention in mentions]),
        tuple(dict.fromkeys([mention.wording for mention in mentions])),
        _each_once([party for mention in mentions for party in mention.actors]),
        _each_once([party for mention in mentions for party in mention.recipients]),
        _most_precise_time([mention.when for mention in mentions]),
        _most_precise_place([mention.where for mention in mentions]),
        _tolls([toll for mention in mentions for toll in mention.tolls]),
        min([mention.voices for mention in mentions], key=len),
    )


def _told_once(mention: EventMention) -> Together:
    """As `together`, of one mention; most events are told in one place of a document."""
    return Together(
        mention.type,
        tuple(sorted(set(mention.modes))) if mention.modes else (),
        mention.status,
        (mention.wording,),
        _each_once(mention.actors),
        _each_once(mention.recipients),
        mention.when if mention.when.edtf is not None else None,
        mention.where,
        _tolls(mention.tolls),
        mention.voices,
    )


def make_report(mentions: Sequence[EventMention], document: str, outlet: str | None, event: str) -> Report:
    """Put the mentions of one event in one document together, as `together` says."""
    ordered = sorted(mentions, key=_standing) if len(mentions) > 1 else mentions
    told = together(ordered)
    ids = tuple([mention.id for mention in ordered])
    return Report(
        id=content_id(document, *ids),
        event=event,
        document=document,
        outlet=outlet,
        type=told.type,
        modes=told.modes,
        status=told.status,
        wording=told.wording,
        mentions=ids,
        actors=told.actors,
        recipients=told.recipients,
        when=told.when,
        where=told.where,
        tolls=told.tolls,
        voices=told.voices,
        same_text_as=None,
        reasons=_reasons(len(ids), told),
    )


def main_type(mentions: Sequence[EventMention]) -> str:
    """The type that most mentions give, weighed by their scores; on a tie the alphabetically first."""
    if len(mentions) == 1:
        return mentions[0].type
    weights: Counter[str] = Counter()
    for mention in mentions:
        weights[mention.type] += round(1000 * mention.score)
    return min(weights, key=lambda type_: (-weights[type_], type_))


def _each_once(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Every party once, in the words that name it best: those of the sentence itself rather than from elsewhere."""
    if len(parties) < 2:
        return tuple(parties)
    found: dict[str, Party] = {}
    for party in parties:
        if party.id not in found or (party.explicit and not found[party.id].explicit):
            found[party.id] = party
    return tuple(found.values())


def _most_precise_time(times: Iterable[When | None]) -> When | None:
    """The best founded time; of several, the shortest stretch of days, then the earlier in the text.

    A time of its own sentence comes before one inherited from others; a date without a year comes last.
    """
    known = [when for when in times if when is not None and when.edtf is not None]
    return known[0] if len(known) == 1 else min(known, key=_time_rank, default=None)


def _time_rank(when: When) -> tuple[bool, bool, float, int, int]:
    days = days_of(when.edtf)
    inherited = when.basis not in ("stated", "relative")
    return days is None, inherited, length(days) if days else 0.0, BASIS[when.basis], when.start or 0


def _most_precise_place(places: Iterable[Where | None]) -> Where | None:
    """The smallest place, the earlier in the text of two alike."""
    known = [place for place in places if place is not None]
    if len(known) == 1:
        return known[0]
    return min(known, key=lambda place: (PRECISION[place.precision], place.start), default=None)


def _tolls(told: Sequence[Toll]) -> tuple[Toll, ...]:
    """One figure a role: the first that the text states."""
    if len(told) < 2:
        return tuple(told)
    found: dict[str, Toll] = {}
    for toll in told:
        if toll.role not in found or toll.start < found[toll.role].start:
            found[toll.role] = toll
    return tuple([found[role] for role in sorted(found)])


def _most_told(statuses: list[Status]) -> Status:
    return max(statuses, key=statuses.count)


def _reasons(count: int, told: Together) -> dict[str, str]:
    return {
        "mentions": f"{count} mention{'s' if count > 1 else ''} of one event",
        "when": "the most precise time that a mention gives" if told.when else "null: no mention gives a time",
        "where": "the most precise place that a mention gives" if told.where else "null: no mention gives a place",
    }
