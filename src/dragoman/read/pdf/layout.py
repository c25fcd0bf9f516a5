"""Layout: the lines, columns and paragraphs of printed pages, from where their words stand.

The order in which a file draws its words is trusted within a line only; lines are put in order by their places.
"""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from dragoman.read.pdf.printed import RAISED_SIZE, Word

# All lengths are shares of the size of the print ("em") but where another unit is named.
SAME_LINE = 0.45  # by which the feet of words in a line may differ: raised marks of notes, letters of another font
SPACE = 0.7  # the widest blank by which words that are drawn apart from each other still make one line
WIDE_GAP = 1.6  # wider than the blanks of justified lines: between the cells of a row, or two columns
LONE_GAP = 3.0  # the same in a line of two words, which a narrow column stretches
EVEN = 0.3  # by which the blanks of a justified line differ, at most
BACK = 0.5  # by which a word may begin left of the last one's end: italics, kerning
COLUMN_LETTERS = 20  # code points on both sides of a gap from which on it rather parts columns than cells
COLUMN_LINES = 3  # such lines below each other that make a gap the one between two columns
LEADING = 2.2  # from line to line of a block, at most; typescripts are set at double distance
LOOSE = 1.4  # times the block's own distance of lines: a wider one parts paragraphs
SAME_SIZE = 0.9  # ratio of two sizes of print that count as one
INDENT = 0.7  # of a paragraph's first line
RAGGED = 0.5  # by which a full line may stay short of the column's edge beside the word that did not fit
SHORT = 0.3  # of a line's own length: so much room behind it ends a paragraph even within a sentence
NEAR_LINES = 3  # lines above and below, by which a column's edge is told: pictures make columns narrower for a while
INITIAL = 1.8  # times the size of the words that it begins: a large initial reaches down two lines or more
LARGER = 1.15  # times the body's size, from where on print is a heading's
LARGE_PAGE = 400  # blocks of a page that are put in order by their places; a chart or a form has more
SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*(?: \[\d+\])?$")
BULLET = re.compile(r"[•●▪◦‣∙■□]$")  # the first word of an entry of a list
ITEM = re.compile(
    r"[•●▪◦‣∙■□–—*]$|\(?(?:\d{1,3}|[a-z])[.)]$"
)  # it may be one: a dash or number begins lines of prose too


class Line(msgspec.Struct, frozen=True, dict=True):
    """A line of print: words side by side."""

    words: tuple[Word, ...]

    @cached_property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its print."""
        return main_size(self.words)

    @cached_property
    def base(self) -> float:
        """What most of its print stands on."""
        return next(word.base for word in self.words if round(word.size, 1) == self.size)

    @cached_property
    def letters(self) -> int:
        """How many characters it has, blanks left out."""
        return sum(len(word.text) for word in self.words)

    @cached_property
    def cells(self) -> tuple[tuple[Word, ...], ...]:
        """Its words, cut at wide gaps; not behind the mark of a list's entry, nor where all blanks are stretched."""
        gaps = [two.left - one.right for one, two in pairwise(self.words)]
        if self.words[0].turned or (len(gaps) > 1 and max(gaps) - min(gaps) < EVEN * self.size):
            return (self.words,)
        least = WIDE_GAP if len(gaps) > 1 else LONE_GAP
        item = 1 if ITEM.match(self.words[0].text) else 0
        cuts = [at for at, gap in enumerate(gaps, start=1) if at > item and gap > least * self.words[at].size]
        return tuple(self.words[start:end] for start, end in pairwise([0, *cuts, len(self.words)]))

    def overlaps(self, other: "Line") -> bool:
        """Do the two share a part of the page's width?"""
        return self.left < other.right and other.left < self.right


class Block(msgspec.Struct, frozen=True, dict=True):
    """Lines of one size below each other, with nothing beside them in their column."""

    lines: tuple[Line, ...]

    @cached_property
    def left(self) -> float:
        """Where most of its lines begin, to the point."""
        return float(statistics.mode(round(line.left) for line in self.lines))

    @cached_property
    def leading(self) -> float:
        """The distance from line to line, in points."""
        gaps = [above.base - below.base for above, below in pairwise(self.lines)]
        return min((gap for gap in gaps if gap > self.lines[0].size * 0.8), default=self.lines[0].size * LEADING)

    def edge(self, at: int) -> float:
        """The right edge of the column around a line."""
        return max(line.right for line in self.lines[max(0, at - NEAR_LINES) : at + NEAR_LINES + 1])


def main_size(words: Iterable[Word]) -> float:
    """The size in which most of the characters are printed, to a tenth of a point; 0 where there are none."""
    held: dict[float, int] = {}
    for word in words:
        size = round(word.size, 1)
        held[size] = held.get(size, 0) + len(word.text)
    return max(held, key=lambda size: (held[size], size), default=0.0)


# ---------------------------------------------------------------------------------------------------------- lines


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Put words into lines, from the top of the page down; turned words, if any, in one line at the end."""
    words = list(_with_initials(list(words)))
    runs = _joined(_drawn([word for word in words if not word.turned]))
    rows = [Line(tuple(run)) for run in _without_gutters(runs)]
    turned = tuple(word for word in words if word.turned)
    return sorted(rows, key=lambda line: (-line.base, line.left)) + ([Line(turned)] if turned else [])


def _with_initials(words: Sequence[Word]) -> Iterator[Word]:
    """Yield words, a large initial as part of the word that it begins.

    A letter that is a word by itself ("A") is only taken for an initial where the page holds what the two make.
    """
    known = {word.text.lower() for word in words if len(word.text) > 1 or word.text.islower()}
    initial: Word | None = None
    for word in [*words, None]:
        if initial is not None and word is not None and _begins(initial, word):
            joined = initial.text + word.text
            if joined.lower() in known or initial.text.lower() not in known:
                yield replace(word, text=joined)
                initial = None
                continue
        if initial is not None:
            yield initial
        initial = word


def _begins(initial: Word, word: Word) -> bool:
    """Is a word one large letter, and does the other stand close behind its upper half?"""
    large = initial.size >= INITIAL * word.size and len(initial.text) == 1 and initial.text.isupper()
    near = -SAME_LINE * word.size <= word.left - initial.right <= SPACE * word.size
    return large and near and initial.base <= word.base < initial.base + initial.size


def _drawn(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words that are drawn one after the other in one line, whatever stands between them."""
    run: list[Word] = []
    for word in words:
        if run and not _goes_on(run, word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _goes_on(run: Sequence[Word], word: Word) -> bool:
    """Does a word stand in the line of a run, and to its right? A note's mark does, however high it is raised."""
    if word.glued:
        return True
    standing = next((one for one in reversed(run) if not one.glued), run[-1])
    size = max(standing.size, word.size)
    return abs(word.base - standing.base) <= SAME_LINE * size and word.left >= run[-1].right - BACK * size


def _joined(runs: Iterable[list[Word]]) -> list[list[Word]]:
    """Put runs together that stand in one line without a gap, but are drawn apart."""
    joined: list[list[Word]] = []
    for run in sorted(runs, key=lambda run: (-round(run[0].base), run[0].left)):
        for before in joined[-3:]:
            gap = run[0].left - before[-1].right
            if _goes_on(before, run[0]) and gap <= SPACE * min(before[-1].size, run[0].size):
                before.extend(run)
                break
        else:
            joined.append(run)
    return joined


def _without_gutters(runs: list[list[Word]]) -> Iterator[list[Word]]:
    """Cut runs at the gap between two columns; the gap between two cells of a row parts no lines.

    A gap is one of columns where several lines have as much text on both sides of it as lines of columns have, or where
    more lines begin behind it than have a gap there.
    """
    gaps = [(left, right, prose) for run in runs for left, right, prose in _gaps(run)]
    for run in runs:
        start = 0
        for at in range(1, len(run)):
            left, right = run[at - 1].right, run[at].left
            if right - left <= WIDE_GAP * run[at].size / 2:
                continue
            shared = [prose for one, other, prose in gaps if max(left, one) < min(right, other)]
            begun = sum(abs(other[0].left - right) <= WIDE_GAP * run[at].size for other in runs)
            if sum(shared) >= COLUMN_LINES or (shared and begun > len(shared)):
                yield run[start:at]
                start = at
        yield run[start:]


def _gaps(run: list[Word]) -> Iterator[tuple[float, float, bool]]:
    """Yield the wide gaps of a run: where they begin and end, and whether there is prose on both sides."""
    lengths = [len(word.text) + 1 for word in run]
    for at in range(1, len(run)):
        if run[at].left - run[at - 1].right > WIDE_GAP * run[at].size:
            yield run[at - 1].right, run[at].left, min(sum(lengths[:at]), sum(lengths[at:])) >= COLUMN_LETTERS


# ------------------------------------------------------------------------------------------------ blocks in order


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Put lines together that follow each other in one column, and the blocks in the order in which they are read.

    Two lines make one block where each is the only one next to the other: where a line stands above two columns, or
    one column narrows around a box, a new block begins.

    Args:
        lines: The lines of a page, from the top down.
    """
    below = [_below(lines, at) for at in range(len(lines))]
    above: list[list[int]] = [[] for _ in lines]
    for at, rows in enumerate(below):
        for row in rows:
            above[row].append(at)
    blocks: dict[int, list[Line]] = {}  # by the row of the last line
    for at, line in enumerate(lines):
        before = above[at][0] if len(above[at]) == 1 and below[above[at][0]] == [at] else None
        if before in blocks and _same_size(lines[before].size, line.size):
            blocks[at] = [*blocks.pop(before), line]
        else:
            blocks[at] = [line]
    return list(_in_order([Block(tuple(held)) for held in blocks.values()]))


def _below(lines: Sequence[Line], at: int) -> list[int]:
    """The rows that stand directly below a line, within the distance of lines."""
    line = lines[at]
    found: list[int] = []
    for row in range(at + 1, len(lines)):
        distance = line.base - lines[row].base
        if distance > LEADING * line.size:
            break
        beside = distance < SAME_LINE * line.size
        if beside or not line.overlaps(lines[row]) or lines[row].words[0].turned:
            continue
        if not any(lines[row].overlaps(lines[other]) for other in found):
            found.append(row)
    return found


def _same_size(one: float, other: float) -> bool:
    return min(one, other) >= SAME_SIZE * max(one, other)


def _in_order(blocks: list[Block]) -> Iterator[Block]:
    """Yield blocks as they are read: down each column before the next one, and above before below.

    Source: the two constraints of Breuel, High Performance Document Layout Analysis (2003), without the second one's
    reach below a block's foot; where they leave a choice, the column is read on.
    """
    if len(blocks) > LARGE_PAGE:
        yield from blocks
        return
    frames = [_frame(block) for block in blocks]
    waits = [sum(_precedes(other, frame) for other in frames) for frame in frames]
    left, last = set(range(len(blocks))), None
    while left:
        free = [at for at in left if waits[at] <= 0] or list(left)
        column = [at for at in free if last is not None and _overlap(frames[at], frames[last])]
        last = min(column or free, key=lambda at: (-frames[at][3], frames[at][0], at))
        left.discard(last)
        for at in left:
            waits[at] -= _precedes(frames[last], frames[at])
        yield blocks[last]


Frame = tuple[float, float, float, float]  # left, right, foot, top


def _frame(block: Block) -> Frame:
    """The place of a block; its top is the height of its first line's letters."""
    first, last = block.lines[0], block.lines[-1]
    left, right = min(line.left for line in block.lines), max(line.right for line in block.lines)
    return left, right, last.base, first.base + first.size / 2


def _overlap(one: Frame, other: Frame) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _precedes(one: Frame, other: Frame) -> bool:
    """Must one block be read before another: above it, or left of it and not below its foot?"""
    if _overlap(one, other):
        return one[3] > other[3]
    return one[1] <= other[0] and one[3] > other[2]


# ------------------------------------------------------------------------------------------------------ paragraphs


class Paragraph(msgspec.Struct, frozen=True, dict=True):
    """Lines that are read on without a break.

    Attributes:
        room: How far its last line stays short of its column's edge, in points; infinite where no column is seen.
    """

    lines: tuple[Line, ...]
    room: float

    @cached_property
    def size(self) -> float:
        """The size of most of its print."""
        return main_size(word for line in self.lines for word in line.words)


def paragraphs_of(blocks: Iterable[Block], body: float) -> list[Paragraph]:
    """Cut blocks into paragraphs, and join those that run on in the next column.

    Args:
        blocks: The blocks of a page, as they are read.
        body: The size of the body's print, in points.
    """
    found: list[Paragraph] = []
    for block in blocks:
        for number, paragraph in enumerate(_cut(block, body)):
            if found and number == 0 and runs_on(found[-1], paragraph, body):
                found[-1] = Paragraph(found[-1].lines + paragraph.lines, paragraph.room)
            else:
                found.append(paragraph)
    return found


def runs_on(one: Paragraph, other: Paragraph, body: float, *, pages: bool = False) -> bool:
    """Is a paragraph the rest of the one before it, in another column or on another page?

    Args:
        one: The paragraph before.
        other: The first paragraph of the new column.
        body: The size of the body's print: only the body runs on.
        pages: The new column stands on the next page.
    """
    if not (_same_size(one.size, body) and _same_size(other.size, body)) or one.lines[-1].words[-1].turned:
        return False
    last, first = one.lines[-1].words[-1].text, other.lines[0].words[0]
    if SENTENCE_END.search(last) or BULLET.match(first.text):
        return False
    full = one.room < first.right - first.left + RAGGED * body
    if pages or one.lines[-1].base < other.lines[0].base:
        return full or first.text[:1].islower()
    return full and first.text[:1].islower()


def _cut(block: Block, body: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of a block."""
    start = 0
    for at in range(1, len(block.lines) + 1):
        if at == len(block.lines) or _is_break(block, at, body):
            room = block.edge(at - 1) - block.lines[at - 1].right if len(block.lines) > 1 else float("inf")
            yield Paragraph(block.lines[start:at], room)
            start = at


def _is_break(block: Block, at: int, body: float) -> bool:
    """Does a paragraph begin with a line of its block?"""
    above, line = block.lines[at - 1], block.lines[at]
    first, last = line.words[0], above.words[-1]
    if line.size > LARGER * body:
        return False
    if (
        first.size < RAISED_SIZE * line.size  # the mark of a note
        or len(line.cells) > 1
        or len(above.cells) > 1
        or BULLET.match(first.text)
        or above.base - line.base > LOOSE * block.leading
    ):
        return True
    room = block.edge(at - 1) - above.right
    begun = SENTENCE_END.search(last.text) or not first.text[:1].islower() or room > SHORT * (above.right - above.left)
    if not begun:
        return False
    hangs = line.left > above.left and bool(ITEM.match(above.words[0].text))
    moved = not hangs and min(abs(line.left - block.left), abs(line.left - above.left)) > INDENT * line.size
    return moved or first.right - first.left + RAGGED * line.size < room
