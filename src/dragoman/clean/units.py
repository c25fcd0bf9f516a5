"""Units of cleaning: a line, or the lines of a hard-wrapped paragraph together."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.model import Record

LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
WRAPPED_WIDTH = 130  # code points; mail and archives break lines at 60 to 80, editors at up to 120
NARROW_WIDTH = 40  # narrower columns are lists and verse, not wrapped prose
FULL_SHARE = 0.8  # share of lines that must be full, that is, could not have taken the next line's first word


class Unit(Record, frozen=True):
    """A run of text that is sorted as one.

    Attributes:
        start, end: Where it stands, without the blanks around it.
        block: Number of its block; units without a blank line between them share a block.
    """

    start: int
    end: int
    block: int


def units(text: str) -> list[Unit]:
    """Cut a text into units that hold every character that is not blank."""
    lines = list(_lines(text))
    width = max((line.end - line.start for line in lines), default=0)
    if not _is_wrapped(text, lines, width):
        return lines
    joined: list[Unit] = []
    open_line = False  # is the last line full, so that the next one carries it on?
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if open_line:
            joined[-1] = Unit(joined[-1].start, line.end, line.block)
        else:
            joined.append(line)
        open_line = following is not None and _is_full(text, line, following, width)
    return joined


def _lines(text: str) -> Iterator[Unit]:
    """Yield every line that is not blank."""
    block, last_line = 0, -1
    for match in LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        if last_line >= 0 and _blank_between(text, last_line, match.start()):
            block += 1
        last_line = match.end()
        yield Unit(start, start + len(stripped), block)


def _blank_between(text: str, end: int, start: int) -> bool:
    """Does a blank line stand between two lines? A carriage return before a line feed is part of one line end."""
    gap = text[end:start].replace("\r\n", "\n")
    return len(gap) > 1


def _is_full(text: str, line: Unit, following: Unit, width: int) -> bool:
    """Would the first word of the next line not have fitted on this one?"""
    if line.block != following.block:
        return False
    word = text[following.start : following.end].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width


def _is_wrapped(text: str, lines: list[Unit], width: int) -> bool:
    """Were the paragraphs of this text broken into lines of even width?"""
    if not NARROW_WIDTH <= width <= WRAPPED_WIDTH:
        return False
    pairs = [(one, two) for one, two in pairwise(lines) if one.block == two.block]
    full = sum(_is_full(text, one, two, width) for one, two in pairs)
    return len(pairs) > 1 and full >= FULL_SHARE * len(pairs)
