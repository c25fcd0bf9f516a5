"""Clean: sort every line of a document into the article's body and what is not the article, each with its reason."""

from dragoman.clean.chain import best_way, score
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

    What the markup told (`raw.marked`) stands. The body comes in one piece a paragraph: a line, or the lines of a
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
        pieces = list(raw.marked)
    else:
        pieces = _sort(raw.text, page, words)
    meta = describe(raw, pieces, lang, words)
    return CleanDocument(raw.id, raw.source, raw.text, meta, tuple(pieces), raw.problems)


def _sort(text: str, page: list[Unit], words: CleaningWords) -> list[Piece]:
    """Sort units by the signs of all of them together."""
    seen = [look(text[unit.start : unit.end], words.index, words.function_words) for unit in page]
    signs = signs_of(text, page, seen)
    # A pull quote is dropped whatever stands around it, and says nothing of whether the article goes on.
    scores = [
        0.0 if is_pulled(one, mine) else score(mine, words.weighing) for one, mine in zip(seen, signs, strict=True)
    ]
    way = best_way(scores, words.steps)
    return [
        Piece(unit.start, unit.end, kind, reason or _reason(mine, words.weighing, kind == "body"))
        for unit, mine, (kind, reason) in zip(page, signs, sort_out(seen, signs, way), strict=True)
    ]


def _reason(signs: list[str], weights: dict[str, float], body: bool) -> str:
    """Name the signs that spoke most for the decision."""
    side = 1 if body else -1
    telling = sorted((side * weights.get(sign, 0.0), sign) for sign in set(signs))[-TELLING_SIGNS:]
    named = [sign for weight, sign in reversed(telling) if weight > 0]
    return ", ".join(named) if named else "like the lines around it"
