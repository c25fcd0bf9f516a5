"""Date: when a document was published: given, stated by its container, printed in its text, or inferred from it."""

from collections.abc import Iterator

from msgspec.structs import replace

from dragoman.date.evidence import infer
from dragoman.date.expressions import DateWords, Printed, printed_dates
from dragoman.date.offices import OfficePeriods, installed_offices
from dragoman.lang import Language
from dragoman.model import CleanDocument, Piece, Published, Stated

NEAR_PIECES = 8  # lines above the text that a dateline can stand on; below it only a line that says "published" counts
DATELINE = 60  # code points at the head of the text in which an agency's dateline stands ("BAGHDAD, 5 Jan 2020 -")
SHORT_LINE = (
    160  # code points; a longer line above the text is a standfirst or caption, and its date is not the article's
)
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
        bylines = list(_bylines(document, words))
        offices = office_periods or installed_offices(words)
        published = _printed(bylines) or infer(document, [one for _, one in bylines], words, offices)
    return replace(document, meta=replace(document.meta, published=published))


def _bylines(document: CleanDocument, words: DateWords) -> Iterator[tuple[float, Printed]]:
    """Yield the dates of bylines and datelines, each with how likely it is the day of publication."""
    body = [at for at, piece in enumerate(document.pieces) if piece.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(document.pieces), len(document.pieces))
    for at, piece in enumerate(document.pieces):
        line = document.text[piece.start : piece.end].lower()
        if piece.kind not in BYLINE_KINDS or len(line) > SHORT_LINE or "ago" in line.split():
            continue
        said = any(_has(line, word) for word in words.published)
        updated = any(_has(line, word) for word in words.updated)
        if first - NEAR_PIECES <= at < first or (
            at > last and (said or piece.kind == "byline") and at - last <= NEAR_PIECES
        ):
            worth = 2.0 * said - updated + (piece.kind == "byline") - 0.1 * min(abs(first - at), abs(at - last))
            yield from ((worth, one) for one in printed_dates(document.text, piece.start, piece.end, words))
    for piece in document.body[:1]:
        yield from ((0.0, one) for one in _dateline(document.text, piece, words))


def _dateline(text: str, piece: Piece, words: DateWords) -> Iterator[Printed]:
    """Yield the date of an agency's dateline: before the dash that opens the first paragraph."""
    head = text[piece.start : min(piece.end, piece.start + DATELINE)]
    dash = min((at for mark in (" - ", " – ", " — ", "–", "—", " -- ") if (at := head.find(mark)) > 0), default=-1)
    if dash > 0:
        yield from printed_dates(text, piece.start, piece.start + dash, words)


def _has(line: str, words: str) -> bool:
    """Does a line hold these whole words?"""
    at = line.find(words)
    after = at + len(words)
    return at >= 0 and not line[after : after + 1].isalnum() and not line[max(0, at - 1) : at].isalnum()


def _printed(bylines: list[tuple[float, Printed]]) -> Published | None:
    """The likeliest full date of the bylines."""
    full = [(worth, -one.start, one) for worth, one in bylines if one.day and one.month and one.first]
    full = [entry for entry in full if not entry[2].either]
    if not full:
        return None
    best = max(full, key=lambda entry: entry[:2])[2]
    return Published(str(best.first), "stated", (best.span,), "printed in the byline or dateline")
