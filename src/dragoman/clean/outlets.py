"""Outlets: who published a page, by what its bylines, running heads and notices of rights say."""

import re
from collections.abc import Iterator, Sequence

from dragoman.clean.lines import parts_of
from dragoman.clean.words import MetaWords
from dragoman.model import Piece

TELLING_KINDS = {"byline", "disclaimer", "footnotes", "other"}  # pieces in which the words of a pattern count
HEAD_KINDS = {"banner", "nav", "byline", "caption", "other"}  # pieces above the text that can hold the outlet's name
LONGEST_LINE = 1000  # code points of such a piece
LONGEST_NAME_LINE = 120  # code points of a running head or a byline with the outlet's name
NAME_WORDS = (2, 6)  # of an outlet's name that stands alone; one word alone could be anything
SEPARATORS = (" - ", " | ", " – ", " — ", " :: ", " » ")
SITE_WORDS = 4  # of what stands behind the headline in a page's title; more words go on with the headline
TITLE_REACH = 4  # pieces under the headline in which the byline stands
HEAD_PIECES = 3  # at the top of a page, in which a running head stands
WORDS = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
EDGE = re.compile(r"^[\W_]+|[\W_]+$")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DIGIT = re.compile(r"\d")
JOINING = frozenset({"of", "the", "and"})  # small words of a site's name
DASHED = re.compile(r"(?<!\s)\s+[-–—]\s+|,\s+")  # what sets a name apart from a motto or a date, besides bars and gaps
RIGHTS = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)[\s©]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)[\s,]*(?:by )?"
    r"(?P<outlet>[A-Z][^.,;|©]{1,60})"
)


def outlets(text: str, pieces: Sequence[Piece], words: MetaWords) -> Iterator[str]:
    """Yield the outlets that a page names, the surest first.

    What disclaimers and bylines say in so many words; what stands behind the headline in the page's title; a name of an
    outlet's form in the byline, or in a running head that the page repeats; the holder of the rights.

    Args:
        text: The raw text.
        pieces: Its sorted pieces.
        words: The language's words for outlets.
    """
    yield from _told(text, pieces, words)
    yield from _behind_the_title(text, pieces)
    yield from _named(text, pieces, words)
    for piece in pieces:
        if piece.kind in {"disclaimer", "nav", "other"} and (found := RIGHTS.match(piece.span.of(text))):
            yield found["outlet"].strip()


def is_outlet(name: str, words: MetaWords) -> bool:
    """Does a name have an outlet's form: "The Post", or a word as of newspapers beside one of its own?"""
    found = WORDS.findall(name)
    if not NAME_WORDS[0] <= len(found) <= NAME_WORDS[1] or DIGIT.search(name):
        return False
    if found[0].lower() in words.by or not all(word[0].isupper() or word in words.small for word in found):
        return False
    kinds = {part for word in found for part in word.lower().split("-")}
    return bool(kinds & words.outlet_words) and not kinds <= words.outlet_words | words.small | words.sections


def _told(text: str, pieces: Sequence[Piece], words: MetaWords) -> Iterator[str]:
    """Yield the outlets that bylines and disclaimers name."""
    for pattern in (re.compile(pattern) for pattern in words.outlet):
        for piece in pieces:
            telling = piece.kind in TELLING_KINDS and piece.end - piece.start < LONGEST_LINE
            if telling and (match := pattern.search(piece.span.of(text))) and not YEAR.search(match["outlet"]):
                yield " ".join(match["outlet"].split())


def split_title(line: str) -> tuple[str, str | None]:
    """A page's title as the headline and the site's name behind it, None where it names no site."""
    cut, mark = max((line.rfind(mark), mark) for mark in SEPARATORS)
    site = WORDS.findall(line[cut:]) if cut > 0 else []
    if not 1 <= len(site) <= SITE_WORDS or len(WORDS.findall(line[:cut])) <= len(site):
        return line, None
    if DIGIT.search(line[cut:]) or not all(word[0].isupper() or word in JOINING for word in site):
        return line, None
    return line[:cut].rstrip(), line[cut + len(mark) :].strip()


def _behind_the_title(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield what follows the headline in the line that is it, or repeats it, as the title of a web page does."""
    title = next((piece.span.of(text) for piece in pieces if piece.kind == "title"), None)
    headline = split_title(title)[0] if title else None
    for piece in _above(pieces) if headline else ():
        line = piece.span.of(text)
        if line.startswith(f"{headline} ") and (site := split_title(line)[1]):
            yield site


def _above(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces above the body."""
    return pieces[: next((at for at, piece in enumerate(pieces) if piece.kind == "body"), len(pieces))]


def _named(text: str, pieces: Sequence[Piece], words: MetaWords) -> Iterator[str]:
    """Yield the names of an outlet's form in the byline, beside a date or an author, or above the headline.

    What stands above it is the first line by itself, as a paper's name is printed, or a head that returns.
    """
    above = _above(pieces)
    title = next((at for at, piece in enumerate(above) if piece.kind == "title"), -TITLE_REACH)
    for at, piece in enumerate(above):
        line = piece.span.of(text)
        if piece.kind not in HEAD_KINDS or len(line) > LONGEST_NAME_LINE:
            continue
        parts = [EDGE.sub("", part) for whole in parts_of(line) for part in DASHED.split(whole)]
        beside = [other.span.of(text) for other in above[max(0, at - 1) : at + 2] if other.kind == "byline"]
        dated = bool(DIGIT.search(" ".join([line, *beside])))
        signed = title < at <= title + TITLE_REACH and (len(beside) > (piece.kind == "byline") or len(parts) > 1)
        for part in parts:
            formed = is_outlet(part, words) or (signed and dated and _with_article(part, words))
            heads = at == 0 and title == 1 and len(parts) == 1
            if formed and (signed or heads or (at < HEAD_PIECES and _returns(text, part, piece))):
                yield _as_printed(text, part)


def _with_article(name: str, words: MetaWords) -> bool:
    """Does a name begin with the article, as no person's does?"""
    found = WORDS.findall(name)
    return (
        NAME_WORDS[0] <= len(found) <= NAME_WORDS[1]
        and found[0].lower() in words.articles
        and all(word[0].isupper() or word in words.small for word in found)
    )


def _returns(text: str, name: str, piece: Piece) -> bool:
    """Does a name stand elsewhere on the page, in any capitals?"""
    found = re.finditer(re.escape(name), text, re.IGNORECASE)
    return any(match.start() >= piece.end or match.end() <= piece.start for match in found)


def _as_printed(text: str, name: str) -> str:
    """A name in capitals as the page prints it elsewhere with small letters; else as it stands."""
    if not name.isupper():
        return name
    printed = (match.group() for match in re.finditer(re.escape(name), text, re.IGNORECASE))
    return next((other for other in printed if not other.isupper()), name)
