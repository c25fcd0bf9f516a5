"""Meta: title, author and outlet, from the container first and then from the text itself."""

import re
from collections.abc import Iterator, Sequence

from dragoman.clean.lines import parts_of
from dragoman.clean.outlets import is_outlet, outlets, split_title
from dragoman.clean.words import CleaningWords, MetaWords
from dragoman.model import Meta, Piece, RawDocument

NAME = re.compile(
    r"(?:(?:(?:al|el|ad|an|ar|as|ash|at|az)-)?[A-Z][\w'’.-]*|al|el|bin|ibn|van|von|de|da|di|del|la|le|der|den)(?:\s+|$)"
)
BYLINE_REACH = 8  # pieces above or below the text; a name further away is an entry of a menu


def describe(raw: RawDocument, pieces: Sequence[Piece], words: CleaningWords) -> Meta:
    """Say what is known of a document as a whole but for its language and its date, which are told later."""
    stated = raw.stated
    title = next((piece for piece in pieces if piece.kind == "title"), None)
    outlet = stated.outlet or next(outlets(raw.text, pieces, words.meta), None)
    return Meta(
        title=stated.title or (_headline(title.span.of(raw.text)) if title else None),
        author=stated.author or next(_authors(raw.text, pieces, words.meta, outlet), None),
        outlet=outlet,
        url=stated.url,
        pages=stated.pages,
    )


def _headline(line: str) -> str:
    """A headline as it is printed, with plain blanks and without the site's name behind it."""
    return " ".join(split_title(line)[0].split())


def _authors(text: str, pieces: Sequence[Piece], words: MetaWords, outlet: str | None) -> Iterator[str]:
    """Yield the names of bylines, the surest first: after "by", before a date, alone on a line that returns."""
    body = [at for at, piece in enumerate(pieces) if piece.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(pieces), len(pieces))
    bylines = [
        (at, part)
        for at, piece in enumerate(pieces)
        if piece.kind == "byline"
        for part in parts_of(piece.span.of(text))
        if not is_outlet(part, words) and not (outlet and part.startswith(outlet))
    ]
    for _, line in bylines:
        lead = next((by for by in sorted(words.by, key=len, reverse=True) if _begins(line, by)), None)
        if lead is not None and (name := _name(line[len(lead) :].lstrip(" :"), words)):
            yield name
    for at, line in bylines:
        name = _name(line, words) if first - BYLINE_REACH <= at <= last + BYLINE_REACH else None
        if name and (len(bylines) > 1 or len(line) > len(name)):
            yield name


def _begins(line: str, words: str) -> bool:
    """Does a line begin with these whole words, in any capitals?"""
    return line[: len(words)].lower() == words and not line[len(words) : len(words) + 1].isalnum()


def _name(line: str, words: MetaWords) -> str | None:
    """The person's name that a line begins with, without honorifics; None where it begins with none."""
    found: list[str] = []
    rest = line.lstrip(" *\u00a0(")
    while match := NAME.match(rest):
        word = match.group().strip()
        if word.lower() in words.not_names:
            return None
        if word.lower() not in words.honorifics:
            found.append(word.removesuffix("'s").removesuffix("’s").rstrip("."))
        rest = rest[match.end() :]
        if len(found) == 5:
            return None
    if (part := re.match(r"([A-Z][\w'’-]*)[,;/|]", rest)) and part[1].lower() not in words.not_names:
        found.append(part[1])
    while found and found[-1].islower():
        found.pop()
    if words.calendar.issuperset(word.lower() for word in found):
        return None
    return " ".join(found) if 2 <= len(found) <= 4 and found[0][0].isupper() else None
