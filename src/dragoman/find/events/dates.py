"""Dates that an act's own sentence does not give: of the same act elsewhere, and of what goes on as one writes."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from dragoman.model import EventMention, Meta, Party, When

MOST_DAYS = 92  # a quarter of a year; a wider stretch of publication dates nothing; an estimate
DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
SURE = ("stated", "relative")  # bases of a date that an act's own words give


def complete_dates(events: Sequence[EventMention], meta: Meta) -> tuple[EventMention, ...]:
    """Give acts without a date of their own the date of the same act elsewhere in the document.

    An act that goes on as the document is written holds on the day of publication; its reason says so. No other act
    takes the day of publication.

    Args:
        events: A document's events.
        meta: Its publication day.
    """
    dated = [one for one in events if one.when is not None and one.when.basis in SURE and one.status == "occurred"]
    return tuple(_completed(one, dated, meta.published.edtf) for one in events)


def _completed(event: EventMention, dated: Iterable[EventMention], published: str | None) -> EventMention:
    """The event, with a date where another mention or its own going on gives it one."""
    basis = event.when.basis if event.when is not None else "none"
    if basis in SURE or event.historical:
        return event
    if event.status == "ongoing" and published is not None and _is_narrow(published):
        when = When(published, None, None, "document")
        return _dated(event, when, "it goes on as the document is published")
    same = [one for one in dated if one.id != event.id and _is_same_act(event, one)]
    if event.status != "occurred" or not same:
        return event
    nearest = min(same, key=lambda one: (abs(one.start - event.start), one.start))
    if nearest.when is None:
        return event
    when = When(nearest.when.edtf, nearest.when.start, nearest.when.end, "document")
    return _dated(event, when, f'the same act as "{nearest.wording}" elsewhere, which has a date')


def _is_narrow(published: str) -> bool:
    """Is the day of publication known closely enough to date what goes on by it?"""
    days = [date.fromisoformat((one + "-01")[:10]) for one in published.split("/") if DAY.fullmatch(one)]
    return bool(days) and days[-1] - days[0] <= timedelta(days=MOST_DAYS) and len(days) == published.count("/") + 1


def _dated(event: EventMention, when: When, reason: str) -> EventMention:
    """The event with a date and its reason."""
    return replace(event, when=when, reasons={**event.reasons, "when": reason})


def _is_same_act(a: EventMention, b: EventMention) -> bool:
    """Do two mentions of one document name the same act: one victim killed, or one noun with the same parties?"""
    if a.type != b.type or a.several != b.several:
        return False
    whom = _shared(a.recipients, b.recipients)
    if a.effect is not None and a.effect == b.effect and whom:
        return True
    if a.wording.split()[-1] != b.wording.split()[-1]:
        return False
    who = _shared(a.actors, b.actors)
    return (who and (whom or not a.recipients or not b.recipients)) or (whom and (not a.actors or not b.actors))


def _shared(some: Iterable[Party], others: Iterable[Party]) -> bool:
    """Is a party of the first one of the second?"""
    return bool({one.id for one in some} & {one.id for one in others})
