"""Page furniture: running heads, feet and page numbers, told from the text between them."""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dragoman.model import Record
from dragoman.read.pdf.layout import SAME_LINE, Line

EDGE_ROWS = 3  # of a page's top and foot that can be furniture: a head of two lines, and a rule of dashes
MARGIN = 0.045  # of the page's height: no text is set so near its edge, where browsers print address and page number
APART = 1.5  # times the size of the print, by which furniture stands off the text at least
USUAL = 1.2  # times the size of the print, the usual distance of lines: where it is wider, so is what counts as apart
ENOUGH_ROWS = 6  # by which a page's usual distance of lines can be told
NUMBER = re.compile(r"\d+")
ROMAN = re.compile(r"[ivxlc]+")
SIGNS = re.compile(r"[^\w#]+")

REPEATED = "printed at this height of several pages"
MARGINAL = "printed in the page's margin"


class Sheet(Record, frozen=True):
    """A page cut into its lines.

    Attributes:
        height: Of the page, in points.
        lines: From the top down.
    """

    height: float
    lines: tuple[Line, ...]


class Parted(Record, frozen=True):
    """A page's head, text and foot; head and foot are furniture, each row with the reason why."""

    head: tuple[tuple[Line, str], ...]
    text: tuple[Line, ...]
    foot: tuple[tuple[Line, str], ...]


def part(sheets: Sequence[Sheet], body: float) -> list[Parted]:
    """Part the furniture of every page from its text.

    A row is furniture where a part of it returns at the same height of another page, numbers aside, or where it stands
    in the margin; where all rows between it and the page's edge are furniture too; and where a gap parts it from the
    text.

    Args:
        sheets: The pages of a document.
        body: The size of the body's print, in points.
    """
    on_pages: dict[tuple[str, int, str], set[int]] = {}
    for number, sheet in enumerate(sheets):
        for edge in ("top", "foot"):
            for row in _rows(sheet, edge)[:EDGE_ROWS]:
                for key in _keys(sheet, edge, row):
                    on_pages.setdefault(key, set()).add(number)
    repeated = {key for key, numbers in on_pages.items() if len(numbers) > 1}
    return [_parted(sheet, body, repeated) for sheet in sheets]


def _parted(sheet: Sheet, body: float, repeated: set[tuple[str, int, str]]) -> Parted:
    """Part one page."""
    ends: dict[str, list[tuple[Line, str]]] = {}
    taken: set[int] = set()
    for edge in ("top", "foot"):
        rows = [row for row in _rows(sheet, edge) if taken.isdisjoint(map(id, row))]
        reasons: list[str] = []
        for row in rows[:EDGE_ROWS]:
            if not repeated.isdisjoint(_keys(sheet, edge, row)):
                reasons.append(REPEATED)
            elif _is_marginal(sheet, row, body):
                reasons.append(MARGINAL)
            else:
                break
        while reasons and not _stands_off(rows, len(reasons)):
            reasons.pop()
        ends[edge] = [(line, reason) for row, reason in zip(rows, reasons, strict=False) for line in row]
        taken.update(id(line) for line, _ in ends[edge])
    text = tuple(line for line in sheet.lines if id(line) not in taken)
    return Parted(tuple(ends["top"]), text, tuple(ends["foot"][::-1]))


def _stands_off(rows: Sequence[Sequence[Line]], count: int) -> bool:
    """Does a gap part the outermost rows from the next one, wider than most gaps between rows?"""
    if count >= len(rows):
        return True
    gaps = [abs(one[0].base - two[0].base) for one, two in pairwise(rows)]
    size = min(rows[count - 1][0].size, rows[count][0].size)
    usual = statistics.median(gaps) / USUAL if len(gaps) >= ENOUGH_ROWS else size
    return gaps[count - 1] > APART * max(size, usual)


def _is_marginal(sheet: Sheet, row: Sequence[Line], body: float) -> bool:
    """Does a row of no large print stand in the page's margin?"""
    near = min(row[0].base, sheet.height - row[0].base) < MARGIN * sheet.height
    return near and row[0].size <= body


def _rows(sheet: Sheet, edge: str) -> list[tuple[Line, ...]]:
    """The rows of a page, lines side by side in one, counted from an edge; turned lines are in none."""
    rows: list[list[Line]] = []
    for line in sheet.lines:
        if line.words[0].turned:
            continue
        if rows and abs(rows[-1][0].base - line.base) <= SAME_LINE * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(row) for row in (rows if edge == "top" else reversed(rows))]


def _keys(sheet: Sheet, edge: str, row: Iterable[Line]) -> Iterator[tuple[str, int, str]]:
    """Yield edge, distance from it and words without their numbers, for each part of a row."""
    for line in row:
        distance = sheet.height - line.base if edge == "top" else line.base
        for cell in line.cells:
            words = " ".join(word.text for word in cell)
            pattern = SIGNS.sub("", NUMBER.sub("#", words.lower()))
            yield edge, round(distance), "#" if ROMAN.fullmatch(pattern) else pattern or words
