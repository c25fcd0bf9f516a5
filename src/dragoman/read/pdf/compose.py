"""Compose: the text layer of printed pages, with what is printed around the text set apart."""

import math
import re
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.model import Piece, PieceKind
from dragoman.read.pdf.answer import Layer
from dragoman.read.pdf.furniture import Parted, Sheet, part
from dragoman.read.pdf.layout import (
    LARGER,
    SAME_SIZE,
    Line,
    Paragraph,
    blocks_of,
    lines_of,
    main_size,
    paragraphs_of,
    runs_on,
)
from dragoman.read.pdf.printed import Page
from dragoman.read.pdf.prose import Vocabulary, join, line_text
from dragoman.read.properties import is_row_of_figures, letters_of

NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?[.:]?$")  # the first word of a note at a page's foot
HEADLINE_WORDS = (4, 30)  # fewer words in the largest print are rather the outlet's own name
REACH = 3  # paragraphs at a page's end or beginning among which the one that runs on is: captions stand beside it
PARTING = "\n\n"


class _Entry(msgspec.Struct, frozen=True):
    """A paragraph, its lines with the row of their page; with its kind and the reason where the print tells them."""

    lines: tuple[tuple[int, Line], ...]
    kind: PieceKind | None = None
    reason: str = ""

    @property
    def size(self) -> float:
        """The size of most of its print."""
        return main_size(word for _, line in self.lines for word in line.words)

    @property
    def letters(self) -> str:
        """Its letters and digits, by which it is known again."""
        return letters_of("".join(word.text for _, line in self.lines for word in line.words))


class _Parts(msgspec.Struct, frozen=True):
    """A page's running text, and what stands above and below it."""

    above: list[_Entry]
    flow: list[Paragraph]
    below: list[_Entry]


def compose(pages: Sequence[Page], title: str = "") -> Layer:
    """Lay out the text of a document: every paragraph on a line of its own, blank lines between.

    What stands on the pages stands in the layer once, but for hyphens that only a line's end put there. A page's
    notes and foot stand before a paragraph that runs on to the next page: so it is whole, and the pages keep their
    order.

    Args:
        pages: The pages of a document.
        title: The one that the file's own properties give it.
    """
    body = main_size(word for page in pages for word in page.words)
    sheets = [Sheet(page.height, tuple(lines_of(page.words))) for page in pages]
    words = Vocabulary([line for sheet in sheets for line in sheet.lines])
    parted = part(sheets, body)
    parts = [_parts(row, one, body) for row, one in enumerate(parted)]
    entries = _with_headline(list(_entries(parts, body)), body, title)
    text, starts, marked = _written(entries, words)
    filled = [
        min((starts[later] for later in range(row, len(pages)) if later in starts), default=len(text))
        for row in range(len(pages))
    ]
    letters = tuple(sum(line.letters for line in one.text) for one in parted)
    return Layer(text, tuple(filled), marked, letters)


def _parts(row: int, parted: Parted, body: float) -> _Parts:
    """Part the notes at a page's foot, and what does not stand upright, from its running text."""
    flow: list[Paragraph] = []
    below: list[_Entry] = []
    paragraphs = paragraphs_of(blocks_of(parted.text), body)
    lowest = min(
        (line.base for one in paragraphs if one.size >= SAME_SIZE * body for line in one.lines), default=math.inf
    )
    in_notes = False
    for one in paragraphs:
        lines = tuple((row, line) for line in one.lines)
        in_notes = one.size < SAME_SIZE * body and one.lines[0].base < lowest and (in_notes or _is_note(one))
        if one.lines[0].words[0].turned:
            below.append(_Entry(lines, "other", "does not stand upright on the page"))
        elif in_notes:
            below.append(_Entry(lines, "footnotes", "small print with the mark of a note at the page's foot"))
        else:
            flow.append(one)
    above, feet = (
        [_Entry(((row, line),), "nav", reason) for line, reason in end] for end in (parted.head, parted.foot)
    )
    return _Parts(above, flow, below + feet)


def _is_note(paragraph: Paragraph) -> bool:
    """Does it begin with the mark of a note?"""
    return len(paragraph.lines[0].words) > 1 and bool(NOTE.match(paragraph.lines[0].words[0].text))


def _entries(parts: Sequence[_Parts], body: float) -> Iterator[_Entry]:
    """Yield all that stands on the pages, each paragraph whole."""
    rests: dict[int, Paragraph] = {}  # what was read already of each page, as the rest of a paragraph
    for row, one in enumerate(parts):
        yield from one.above
        leaving = _leaving(parts, row, body)
        for paragraph in one.flow:
            if paragraph is not leaving and paragraph is not rests.get(row):
                lines = tuple((row, line) for line in paragraph.lines)
                yield _Entry(lines, "other", "figures in columns") if _is_table(paragraph) else _Entry(lines)
        yield from one.below
        if leaving is None or leaving is rests.get(row):
            continue
        whole, at, last = [(row, line) for line in leaving.lines], row, leaving
        while last is _leaving(parts, at, body) and (rest := _arriving(parts, at + 1, body)) is not None:
            at, last = at + 1, rest
            rests[at] = rest
            whole += [(at, line) for line in rest.lines]
        yield _Entry(tuple(whole))


def _leaving(parts: Sequence[_Parts], row: int, body: float) -> Paragraph | None:
    """The paragraph of a page that runs on to the next page."""
    last = next((one for one in parts[row].flow[: -REACH - 1 : -1] if _is_body(one, body)), None)
    first = _arriving(parts, row + 1, body)
    return last if last is not None and first is not None and runs_on(last, first, body, pages=True) else None


def _arriving(parts: Sequence[_Parts], row: int, body: float) -> Paragraph | None:
    """The first paragraph of the body on a page."""
    flow = parts[row].flow if row < len(parts) else []
    return next((one for one in flow[:REACH] if _is_body(one, body)), None)


def _is_table(paragraph: Paragraph) -> bool:
    """Is it a row of a table: figures in cells of their own?"""
    return all(
        is_row_of_figures(" ".join(word.text for word in cell) for cell in line.cells) for line in paragraph.lines
    )


def _is_body(paragraph: Paragraph, body: float) -> bool:
    return SAME_SIZE * body <= paragraph.size <= body / SAME_SIZE


def _with_headline(entries: list[_Entry], body: float, title: str) -> list[_Entry]:
    """Mark the headline, if there is one, among the running text of the first page that has any.

    It is what the file's own title repeats, else the largest print, or the second largest under the outlet's name.
    """
    running = [entry for entry in entries if entry.kind is None]
    first = [entry for entry in running if entry.lines[0][0] == running[0].lines[0][0]]
    headline = next((entry for entry in first if entry.letters == letters_of(title)), None)
    reason = "the title that the file bears"
    if headline is None:
        reason = "the largest print of the first page"
        large = sorted((entry for entry in first if entry.size > LARGER * body), key=lambda entry: -entry.size)
        headline = next((entry for entry in large[:2] if _has_words(entry, HEADLINE_WORDS)), None)
    return [_Entry(entry.lines, "title", reason) if entry is headline else entry for entry in entries]


def _has_words(entry: _Entry, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= sum(len(line.words) for _, line in entry.lines) <= bounds[1]


def _written(entries: Sequence[_Entry], words: Vocabulary) -> tuple[str, dict[int, int], tuple[Piece, ...]]:
    """Write entries one below the other.

    Returns:
        The text, where each page begins in it, and the pieces of the entries that have a kind.
    """
    parts: list[str] = []
    starts: dict[int, int] = {}
    marked: list[Piece] = []
    length = 0
    for entry in entries:
        text = ""
        for row, line in entry.lines:
            added = line_text(line, words)
            text = join(text, added, words)
            starts.setdefault(row, length + len(text) - len(added))
        if entry.kind is not None:
            marked.append(Piece(length, length + len(text), entry.kind, entry.reason))
        parts.append(text)
        length += len(text) + len(PARTING)
    return PARTING.join(parts), starts, tuple(marked)
