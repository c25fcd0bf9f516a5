"""Clean: sort every line of a document into the article's body and what is not the article, each with its reason."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dragoman.clean.chain import Steps, best_way, score
from dragoman.clean.edges import ending
from dragoman.clean.forms import Settled, settle
from dragoman.clean.kinds import is_pulled, sort_out
from dragoman.clean.lines import Seen, look
from dragoman.clean.meta import describe
from dragoman.clean.notes import Cited, cited_notes, tie
from dragoman.clean.signs import signs_of
from dragoman.clean.sources import CitationWords, with_sources
from dragoman.clean.units import Unit, units
from dragoman.clean.words import CleaningWords, cleaning_words
from dragoman.lang import Language
from dragoman.model import CleanDocument, Piece, RawDocument, Record

TELLING_SIGNS = 3  # how many of the weightiest signs a reason names


def clean(raw: RawDocument, *, lang: Language) -> CleanDocument:
    """Sort a document's text into pieces that hold every character that is not blank, once.

    What the markup told (`raw.marked`) stands, but for lines of its body whose own form settles that they are none;
    what it left open is sorted like plain text. The body comes in one piece a paragraph: a line, or the lines of a
    hard-wrapped paragraph together.

    Args:
        raw: The document as it was read.
        lang: The language whose words are used.

    Raises:
        SetupError: `lang.section`, where the language's `cleaning.toml` is missing or broken.
    """
    words = cleaning_words(lang)
    page = units(raw.text)
    if raw.is_body:
        pieces = [Piece(unit.start, unit.end, "body", "given as nothing but the article") for unit in page]
    elif raw.marked:
        pieces = _completed(raw, page, list(_reviewed(raw, words)), words)
    else:
        pieces = decide(look_at(raw.text, page, words), words.weighing, words.steps)
    noted = cited_notes(raw.text, [Unit(piece.start, piece.end, at) for at, piece in enumerate(pieces)])
    if not raw.is_body:
        pieces = _apart(pieces, noted)
    meta = describe(raw, pieces, words)
    notes = with_sources(raw.text, tie(raw.text, noted, words.notes), lang.section("citations", CitationWords))
    return CleanDocument(raw.id, raw.source, raw.text, meta, tuple(pieces), raw.problems, notes)


class Looked(Record, frozen=True):
    """A page with all that was seen of it, before anything is decided.

    Attributes:
        page: Its units.
        seen: What was seen of each unit alone.
        signs: The signs of each unit, its own and those of its surroundings.
        settled: The kind and reason of the units whose form alone settles them.
        end: Row from which on nothing is of the article, if there is one.
    """

    page: list[Unit]
    seen: list[Seen]
    signs: list[list[str]]
    settled: list[Settled | None]
    end: int | None

    @property
    def silent(self) -> list[bool]:
        """Whether a unit is dropped whatever stands around it, and says nothing of whether the article goes on."""
        triples = zip(self.seen, self.signs, self.settled, strict=True)
        return [form is not None or is_pulled(one, mine) for one, mine, form in triples]


def look_at(text: str, page: list[Unit], words: CleaningWords) -> Looked:
    """See all that can be seen of a page that is cut into units."""
    lines = [text[unit.start : unit.end] for unit in page]
    seen = [look(line, words.index, words.function_words) for line in lines]
    signs = signs_of(text, page, seen)
    settled = [settle(line, words.forms) for line in lines]
    return Looked(page, seen, signs, settled, ending(lines, seen, signs, words.forms))


def decide(looked: Looked, weighing: dict[str, float], steps: Steps) -> list[Piece]:
    """Sort the units of a page by the signs of all of them together.

    Args:
        looked: The page.
        weighing: What each sign weighs.
        steps: What a step from unit to unit adds.
    """
    page, signs = looked.page, looked.signs
    scores = [
        0.0 if silent else score(mine, weighing) for mine, silent in zip(signs, looked.silent, strict=True)
    ]  # fmt: skip
    way = best_way(scores[: looked.end], steps)
    way += [False] * (len(page) - len(way))
    sorted_out = sort_out(looked.seen, signs, way, looked.settled)
    return [
        Piece(unit.start, unit.end, kind, reason or _reason(mine, weighing, kind == "body"))
        for unit, mine, (kind, reason) in zip(page, signs, sorted_out, strict=True)
    ]


def _reviewed(raw: RawDocument, words: CleaningWords) -> Iterator[Piece]:
    """Yield the pieces that the markup told; credits, calls and a line between headline and byline are no body."""
    for at, piece in enumerate(raw.marked):
        line = piece.span.of(raw.text)
        form = settle(line, words.forms) if piece.kind == "body" else None
        if form is None and piece.kind == "body" and _is_standfirst(raw.marked, at):
            form = ("standfirst", "between headline and byline")
        yield Piece(piece.start, piece.end, *form) if form else piece


def _completed(raw: RawDocument, page: list[Unit], told: list[Piece], words: CleaningWords) -> list[Piece]:
    """Add to the pieces that the markup told the units that it left open, sorted as if they were the whole page.

    A headline that the markup told is the only one.
    """
    starts = [piece.start for piece in told]
    rows = [bisect_right(starts, unit.end - 1) - 1 for unit in page]
    untold = [unit for unit, row in zip(page, rows, strict=True) if row < 0 or told[row].end <= unit.start]
    if not untold:
        return told
    added = decide(look_at(raw.text, untold, words), words.weighing, words.steps)
    if any(piece.kind == "title" for piece in told):
        added = [replace(piece, kind="other") if piece.kind == "title" else piece for piece in added]
    return sorted((*told, *added), key=lambda piece: piece.start)


def _apart(pieces: list[Piece], noted: Sequence[Cited]) -> list[Piece]:
    """Set the notes that the text cites apart from the body."""
    rows = {row for one in noted for row in one.rows}
    return [
        replace(piece, kind="footnotes", reason="a note that is marked in the text")
        if at in rows and piece.kind == "body"
        else piece
        for at, piece in enumerate(pieces)
    ]


def _is_standfirst(pieces: Sequence[Piece], at: int) -> bool:
    """Does a piece stand right under the headline and right above the byline?"""
    near = [piece.kind for piece in pieces[max(0, at - 1) : at + 2]]
    return len(near) == 3 and near[0] == "title" and near[2] == "byline"


def _reason(signs: list[str], weights: dict[str, float], body: bool) -> str:
    """Name the signs that spoke most for the decision."""
    side = 1 if body else -1
    telling = sorted((side * weights.get(sign, 0.0), sign) for sign in set(signs))[-TELLING_SIGNS:]
    named = [sign for weight, sign in reversed(telling) if weight > 0]
    return ", ".join(named) if named else "like the lines around it"
