"""Clean: sort every line of a document into the article's body and what is not the article."""

import re

from dragoman.lang import Language
from dragoman.model import CleanDocument, Meta, Piece, RawDocument

LINE = re.compile(r"\S(?:[^\n]*\S)?")
LONG = 20  # words


def clean(raw: RawDocument, *, lang: Language) -> CleanDocument:
    """Sort a document's text into pieces."""
    stated = raw.stated
    meta = Meta(title=stated.title, author=stated.author, outlet=stated.outlet, language=stated.language or lang.code)
    pieces = []
    for line in LINE.finditer(raw.text):
        body = raw.is_body or len(line.group().split()) >= LONG
        reason = "given as body" if raw.is_body else f"{'at least' if body else 'fewer than'} {LONG} words"
        pieces.append(Piece(line.start(), line.end(), "body" if body else "other", reason))
    return CleanDocument(raw.id, raw.source, raw.text, meta, tuple(pieces), raw.problems)
