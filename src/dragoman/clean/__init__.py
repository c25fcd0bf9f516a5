"""Clean: sort every line of a document into the article's body and what is not the article, each with its reason."""

from collections.abc import Iterator, Sequence

from dragoman.clean.chain import best_way, score
from dragoman.clean.edges import ending
from dragoman.clean.forms import settle
from dragoman.clean.kinds import is_pulled, sort_out
from dragoman.clean.lines import look
from dragoman.clean.meta import describe
from dragoman.clean.signs import signs_of
from dragoman.clean.units import Unit, units
from dragoman.clean.words import CleaningWords, cleaning_words
from dragoman.lang import Language
from dragoman.model import CleanDocument, Piece, RawDocument

TELLING_SIGNS = 3  # how many of the weightiest signs a reason names


def clean(raw: RawDocument, *, lang: Language) -> CleanDocument:
    """Sort a document's text into pieces that hold every character that is not blank, once.

    What the markup told (`raw.marked`) stands, but for lines of its body whose own form settles that they are none. The
    body comes in one piece a paragraph: a line, or the lines of a hard-wrapped paragraph together.

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
        pieces = list(_reviewed(raw, words))
    else:
        pieces = _sort(raw.text, page, words)
    meta = describe(raw, pieces, words)
    return CleanDocument(raw.id, raw.source, raw.text, meta, tuple(pieces), raw.problems)


def _sort(text: str, page: list[Unit], words: CleaningWords) -> list[Piece]:
    """Sort units by the signs of all of them together."""
    lines = [text[unit.start : unit.end] for unit in page]
    seen = [look(line, words.index, words.function_words) for line in lines]
    signs = signs_of(text, page, seen)
    settled = [settle(line, words.forms) for line in lines]
    scores = [
        # A pull quote or a form is dropped whatever stands around it, and says nothing of whether the article goes on.
        0.0 if form or is_pulled(one, mine) else score(mine, words.weighing)
        for one, mine, form in zip(seen, signs, settled, strict=True)
    ]
    end = ending(lines, seen, signs, words.forms)
    way = best_way(scores[:end], words.steps) + [False] * (0 if end is None else len(page) - end)
    return [
        Piece(unit.start, unit.end, kind, reason or _reason(mine, words.weighing, kind == "body"))
        for unit, mine, (kind, reason) in zip(page, signs, sort_out(seen, signs, way, settled), strict=True)
    ]


def _reviewed(raw: RawDocument, words: CleaningWords) -> Iterator[Piece]:
    """Yield the pieces that the markup told; credits, calls and a line between headline and byline are no body."""
    for at, piece in enumerate(raw.marked):
        line = piece.span.of(raw.text)
        form = settle(line, words.forms) if piece.kind == "body" else None
        if form is None and piece.kind == "body" and _is_standfirst(raw.marked, at):
            form = ("other", "between headline and byline")
        yield Piece(piece.start, piece.end, *form) if form else piece


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
