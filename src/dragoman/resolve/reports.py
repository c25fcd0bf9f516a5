"""Resolve reports: one document's account of one event, put together from that document's mentions of it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.model import (
    EventMention,
    Party,
    Report,
    Status,
    Toll,
    When,
    Where,
    content_id,
)
from dragoman.resolve.days import days_of, length

PRECISION = {"site": 0, "city": 1, "region": 2, "country": 3}
BASIS = {"stated": 0, "relative": 1, "document": 2, "none": 3}


def make_report(mentions: Sequence[EventMention], document: str, outlet: str | None, event: str) -> Report:
    """Put the mentions of one event in one document together.

    Rule: parties are those that any mention gives; time and place the most precise that one gives; a toll the first
    that is stated; the status that most mentions give, on a tie that of the first; the voices those of the mention
    with the fewest, since what the outlet says once in its own voice it does not only report.
    """
    if len(mentions) == 1:
        return _told_once(mentions[0], document, outlet, event)
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.id))
    when = most_precise_time([mention.when for mention in ordered])
    where = most_precise_place([mention.where for mention in ordered])
    voices = min([mention.voices for mention in ordered], key=len)
    ids = tuple([mention.id for mention in ordered])
    return Report(
        id=content_id(document, *ids),
        event=event,
        document=document,
        outlet=outlet,
        type=main_type(ordered),
        modes=tuple(sorted({mode for mention in ordered for mode in mention.modes})),
        status=_most_told([mention.status for mention in ordered]),
        wording=tuple(dict.fromkeys([mention.wording for mention in ordered])),
        mentions=ids,
        actors=parties([mention.actors for mention in ordered]),
        recipients=parties([mention.recipients for mention in ordered]),
        when=when,
        where=where,
        tolls=tolls(ordered),
        voices=voices,
        same_text_as=None,
        reasons=_reasons(ordered, when, where),
    )


def _told_once(mention: EventMention, document: str, outlet: str | None, event: str) -> Report:
    """As `make_report` where the document tells of the event in one place: all that is said there."""
    when = mention.when if mention.when.edtf is not None else None
    return Report(
        id=content_id(document, mention.id),
        event=event,
        document=document,
        outlet=outlet,
        type=mention.type,
        modes=tuple(sorted(set(mention.modes))) if mention.modes else (),
        status=mention.status,
        wording=(mention.wording,),
        mentions=(mention.id,),
        actors=parties((mention.actors,)),
        recipients=parties((mention.recipients,)),
        when=when,
        where=mention.where,
        tolls=tolls((mention,)) if mention.tolls else (),
        voices=mention.voices,
        same_text_as=None,
        reasons=_reasons((mention,), when, mention.where),
    )


def main_type(mentions: Sequence[EventMention]) -> str:
    """The type that most mentions give, weighed by their scores; on a tie the alphabetically first."""
    if len(mentions) == 1:
        return mentions[0].type
    weights: Counter[str] = Counter()
    for mention in mentions:
        weights[mention.type] += round(1000 * mention.score)
    return min(weights, key=lambda type_: (-weights[type_], type_))


def parties(sides: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """Every party once, in the words that name it best: those of the sentence itself rather than from elsewhere."""
    given = [side for side in sides if side]
    if len(given) == 1 and len(given[0]) == 1:
        return given[0]
    found: dict[str, Party] = {}
    for side in given:
        for party in side:
            if party.id not in found or (party.explicit and not found[party.id].explicit):
                found[party.id] = party
    return tuple(found.values())


def most_precise_time(times: Iterable[When | None]) -> When | None:
    """The best founded time; of several, the shortest stretch of days, then the earlier in the text.

    A time of its own sentence comes before one inherited from others; a date without a year comes last.
    """
    known = [when for when in times if when is not None and when.edtf is not None]
    return known[0] if len(known) == 1 else min(known, key=_time_rank, default=None)


def _time_rank(when: When) -> tuple[bool, bool, float, int, int]:
    days = days_of(when.edtf)
    inherited = when.basis not in ("stated", "relative")
    return days is None, inherited, length(days) if days else 0.0, BASIS[when.basis], when.start or 0


def most_precise_place(places: Iterable[Where | None]) -> Where | None:
    """The smallest place, the earlier in the text of two alike."""
    known = [place for place in places if place is not None]
    if len(known) == 1:
        return known[0]
    return min(known, key=lambda place: (PRECISION[place.precision], place.start), default=None)


def tolls(mentions: Sequence[EventMention]) -> tuple[Toll, ...]:
    """One figure a role: the first that the text states."""
    found: dict[str, Toll] = {}
    for mention in mentions:
        for toll in mention.tolls:
            if toll.role not in found or toll.start < found[toll.role].start:
                found[toll.role] = toll
    return tuple([found[role] for role in sorted(found)])


def _most_told(statuses: list[Status]) -> Status:
    return max(statuses, key=statuses.count)


def _reasons(mentions: Sequence[EventMention], when: When | None, where: Where | None) -> dict[str, str]:
    count = len(mentions)
    return {
        "mentions": f"{count} mention{'s' if count > 1 else ''} of one event",
        "when": "the most precise time that a mention gives" if when else "null: no mention gives a time",
        "where": "the most precise place that a mention gives" if where else "null: no mention gives a place",
    }
