"""The fields of a mention that a person can judge: read one, set one, and show one."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from dragoman.model import TOLL_ROLES, EventMention, Party, Span, Value, When
from dragoman.resolve.disputes import show_toll

SIDES = ("actors", "recipients")
NEEDED = ("type", "status")  # an event has each of them: they can be corrected, but not be null
FIELDS = (*NEEDED, "modes", *SIDES, "when", "where", *TOLL_ROLES)
NULL = "null"
_NO_TIME = When(None, None, None, "none")


def value_of(mention: EventMention, field: str) -> Value | None:
    """What a field of a mention holds; None where it is null or empty."""
    if field in NEEDED:
        return Value(word=getattr(mention, field))
    if field == "modes":
        return Value(words=mention.modes) if mention.modes else None
    if field in SIDES:
        parties: tuple[Party, ...] = getattr(mention, field)
        return Value(parties=parties) if parties else None
    if field == "when":
        return Value(when=mention.when) if mention.when.edtf is not None else None
    if field == "where":
        return Value(where=mention.where) if mention.where else None
    toll = next((one for one in mention.tolls if one.role == field), None)
    return Value(toll=toll) if toll else None


def with_value(mention: EventMention, field: str, value: Value | None, reason: str) -> EventMention:
    """A mention with another value in a field, and the reason for it; None makes the field null."""
    held = value or Value()
    changed: dict[str, Any]
    if field in NEEDED:
        changed = {field: held.word}
    elif field == "modes":
        changed = {field: held.words}
    elif field in SIDES:
        changed = {field: tuple(replace(party, reason=reason) for party in held.parties)}
    elif field == "when":
        changed = {field: held.when or _NO_TIME}
    elif field == "where":
        changed = {field: held.where}
    else:
        others = tuple(one for one in mention.tolls if one.role != field)
        changed = {"tolls": others + ((held.toll,) if held.toll else ())}
    said = reason if value is not None else f"{NULL}: {reason}"
    return replace(mention, **changed, reasons={**mention.reasons, field: said})


def meaning(value: Value | None) -> str:
    """A value in words, without where it stands: two judges who give the same one agree."""
    if value is None:
        return NULL
    if value.word is not None:
        return value.word
    if value.when is not None:
        return value.when.edtf or NULL
    if value.where is not None:
        return value.where.name
    if value.toll is not None:
        return show_toll(value.toll)
    if value.parties:
        return "; ".join(sorted({party.name for party in value.parties}))
    return ", ".join(sorted(value.words)) or NULL


def spans_of(value: Value | None) -> Iterator[Span]:
    """Every span that a value holds."""
    if value is None:
        return
    for one in (*value.parties, value.when, value.where, value.toll):
        if one is not None and one.start is not None and one.end is not None:
            yield Span(one.start, one.end)


def moved(value: Value, place: Callable[[Span], Span]) -> Value:
    """A value whose spans are replaced by others."""

    def put(one: Any) -> Any:
        if one is None or one.start is None or one.end is None:
            return one
        span = place(Span(one.start, one.end))
        return replace(one, start=span.start, end=span.end)

    parties = tuple(put(one) for one in value.parties)
    return replace(value, parties=parties, when=put(value.when), where=put(value.where), toll=put(value.toll))
