"""Date: when a document was published: given, stated by its container, printed in its text, or inferred from it."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from dragoman.date.evidence import infer
from dragoman.date.expressions import DateWords, Printed, printed_dates
from dragoman.date.offices import OfficePeriods, installed_offices
from dragoman.lang import Language
from dragoman.model import CleanDocument, Piece, Published, Record, Stated

NEAR_PIECES = 8  # lines above the text that a dateline can stand on; below it only a line that says "published" counts
DATELINE = 60  # code points at the head of the text in which an agency's dateline stands ("BAGHDAD, 5 Jan 2020 -")
SHORT_LINE = (
    160  # code points; a longer line above the text is a standfirst or caption, and its date is not the article's
)
PART_END = re.compile(r"(?:(?<!\s)\s+)?[|;]\s*")
PLACE = re.compile(r"[^a-z\n]{3,40}(?:\([\w .]{2,20}\)\s*)?,\s*(?:[A-Z][\w. ]{1,20},\s*)?")  # "BEIRUT, Lebanon, "
NAMED = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3},\s*(?:[A-Z][\w. ]{1,20},\s*)?")  # "Port Sudan, Sudan, "
BYLINE_KINDS = {"byline", "other", "share", "nav", "banner"}


def publish(
    document: CleanDocument, *, stated: Stated, lang: Language, office_periods: OfficePeriods | None = None
) -> CleanDocument:
    """Set `meta.published`.

    In this order: the date that the user gave, unchanged; what the container states; a full date in byline or dateline;
    an interval inferred from inside evidence, every piece of it as a span. Else it stays None, with basis "none".

    Args:
        document: The sorted document; only body and bylines are evidence, never comments.
        stated: What its container says.
        lang: The language whose `dates.toml` is used.
        office_periods: Finds in `text[start:end]` the people named with an office, and when they held it; those of the
            installed knowledge base by default.

    Raises:
        SetupError: `lang.section`, where `dates.toml` is missing or broken.
    """
    if stated.published:
        basis, whence = ("given", "given with the document") if stated.published_given else ("stated", "page metadata")
        published = Published(stated.published, basis, (), whence)  # type: ignore[arg-type]
    else:
        words = lang.section("dates", DateWords)
        signed = list(_bylines(document, words))
        offices = office_periods or installed_offices(words)
        published = _printed(document, signed, words) or infer(document, [one.date for one in signed], words, offices)
    return replace(document, meta=replace(document.meta, published=published))


class Signed(Record, frozen=True):
    """A date in a byline or dateline.

    Attributes:
        worth: How likely it is the day of publication; the highest is taken.
        updated: Its line says that it is the day of an update.
    """

    worth: float
    date: Printed
    updated: bool = False


def _bylines(document: CleanDocument, words: DateWords) -> Iterator[Signed]:
    """Yield the dates of bylines and datelines."""
    body = [at for at, piece in enumerate(document.pieces) if piece.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(document.pieces), len(document.pieces))
    for at, piece in enumerate(document.pieces):
        near = first - NEAR_PIECES <= at < first or last < at <= last + NEAR_PIECES
        if not near or piece.kind not in BYLINE_KINDS or piece.end - piece.start > SHORT_LINE:
            continue
        for start, end in _parts(document.text, piece):
            part = document.text[start:end].lower()
            said = any(_has(part, word) for word in words.published)
            updated = any(_has(part, word) for word in words.updated)
            if at < first or said or piece.kind == "byline":
                worth = 2.0 * said - updated + (piece.kind == "byline") - 0.1 * min(abs(first - at), abs(at - last))
                for one in printed_dates(document.text, start, end, words):
                    yield Signed(worth, one, updated)
    for piece in document.body[:1]:
        for one in _dateline(document.text, piece, words):
            yield Signed(0.0, one)


def _parts(text: str, piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line that bars or semicolons set apart: "Published 3 May 2021 | Updated 5 May 2021"."""
    start = piece.start
    for bar in PART_END.finditer(text, piece.start, piece.end):
        yield start, bar.start()
        start = bar.end()
    yield start, piece.end


def _dateline(text: str, piece: Piece, words: DateWords) -> Iterator[Printed]:
    """Yield the date of an agency's dateline: behind a place in capitals that opens the text, or before its dash.

    Behind a place in small letters a full date with a stop is one ("Goma, May 3, 2021. Rebels left ...").
    """
    head = text[piece.start : min(piece.end, piece.start + DATELINE)]
    dash = min((at for mark in (" - ", " – ", " — ", "–", "—", " -- ") if (at := head.find(mark)) > 0), default=-1)
    for one in printed_dates(text, piece.start, piece.start + len(head), words):
        placed = PLACE.fullmatch(head[: one.start - piece.start])
        if one.day and one.first and text[one.end : one.end + 1] in (".", ":", "\n"):
            placed = placed or NAMED.fullmatch(head[: one.start - piece.start])
        if placed or one.end <= piece.start + dash:
            yield one


def _has(line: str, words: str) -> bool:
    """Does a line hold these whole words?"""
    at = line.find(words)
    after = at + len(words)
    return at >= 0 and not line[after : after + 1].isalnum() and not line[max(0, at - 1) : at].isalnum()


def _printed(document: CleanDocument, signed: list[Signed], words: DateWords) -> Published | None:
    """The likeliest full date of the bylines; the day of an update stands beside it as evidence."""
    full = [one for one in signed if one.date.day and one.date.month and one.date.first]
    if not full:
        return None
    best = max(full, key=lambda one: (one.worth, -one.date.start))
    if best.date.either:
        return _either(document, best.date, words)
    updates = [one.date.span for one in full if one.updated and one.date.first != best.date.first]
    why = "printed in the byline or dateline"
    why += "; an update of another day is printed beside it" if updates else ""
    why += "; no day but that of an update is printed" if best.updated else ""
    return Published(str(best.date.first), "stated", tuple(sorted({best.date.span, *updates})), why)


def _either(document: CleanDocument, one: Printed, words: DateWords) -> Published:
    """The day of a date in digits of which month and day could change places.

    Its weekday settles which is which, else the other dates in digits that the page prints, where all have one order.
    Where nothing does, it is the interval from the earlier to the later reading.
    """
    year, month, day = one.year or 1, one.month or 1, one.day or 1
    readings = {"day": date(year, month, day), "month": date(year, day, month)}
    said = one.span.of(document.text)
    if one.weekday is not None:
        fits = [reading for reading in readings.values() if reading.weekday() == one.weekday]
        if len(fits) == 1:
            return Published(str(fits[0]), "stated", (one.span,), f'"{said}": its weekday tells day from month')
    others = [other for other in printed_dates(document.text, 0, len(document.text), words) if other.order]
    if len({other.order for other in others}) == 1:
        why = f'"{said}": "{others[0].span.of(document.text)}" on the same page puts the {others[0].order} first'
        because = tuple(sorted((one.span, others[0].span)))
        return Published(str(readings[others[0].order]), "stated", because, why)
    why = f'"{said}" can be read with the day or the month first, and nothing on the page tells which'
    return Published(f"{min(readings.values())}/{max(readings.values())}", "inferred", (one.span,), why)
