"""Notes: the marks of footnotes in the text, the notes that they stand for, and the notes that only repeat another."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import msgspec

from dragoman.clean.units import Unit
from dragoman.model import Note, Record, Span

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NUMBERED = re.compile(
    r"[(\[]?(?P<number>\d{1,3}|[⁰¹²³⁴-⁹]{1,3})(?:[.:)\]]{1,2}\s*|\s+[-–—]\s+|\s+|(?<=[⁰¹²³⁴-⁹]))(?=[^\s\d])"
)
# The ways to print a mark, the surest first. A plain digit counts behind a stop alone: "F16" and "G20" are words.
STYLES = (
    re.compile(r"[(\[](?P<number>\d{1,3})[)\]]"),
    re.compile(r"(?<![⁰¹²³⁴-⁹])(?P<number>[⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹])"),
    re.compile(
        r"(?<=[^\W\d_][.,;:!?\"'”’)])(?P<number>\d{1,3})(?=\s|$)|(?<=[^\W\d_][.!?][\"”’])(?P<number2>\d{1,3})(?=\s|$)"
    ),
)
PLAIN = STYLES[2]
LEAST_PLAIN = 2  # notes that plain digits must mark: one alone can be a misprint for a blank
LEAST_CITED = 0.5  # share of a run of notes that the text must mark; a list of points is not cited by its numbers
CARRIED_ON = 3  # lines without a number that a note may run on for
WORDS = re.compile(r"[^\W_]+")

Mark = tuple[int, int, Span]  # row of its unit, its number, and where it stands


class NoteWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`[notes]` of `cleaning.toml`: how a note says that it repeats another.

    Attributes:
        same: First words of a note that repeats the one before it ("Ibid.").
        above: Words behind the name of a source that was cited before ("op. cit.").
        see: Words before the number of the note that is meant ("see note").
    """

    same: tuple[str, ...]
    above: tuple[str, ...]
    see: tuple[str, ...]

    @cached_property
    def before(self) -> re.Pattern[str]:
        """A note that repeats the one before it."""
        return re.compile(rf"(?:{'|'.join(map(re.escape, self.same))})(?!\w)", re.IGNORECASE)

    @cached_property
    def earlier(self) -> re.Pattern[str]:
        """The words behind the name of a source that was cited before."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self.above))})(?!\w)", re.IGNORECASE)

    @cached_property
    def numbered(self) -> re.Pattern[str]:
        """The number of the note that is meant."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self.see))})\s+(\d{{1,3}})(?!\w)", re.IGNORECASE)


class Cited(Record, frozen=True):
    """A note and the marks of it in the text.

    Attributes:
        number: As it is printed, in plain digits.
        rows: The units that it takes.
        note: Its words, without the number.
        marks: Where the text cites it, in order.
    """

    number: int
    rows: tuple[int, ...]
    note: Span
    marks: tuple[Span, ...]


def cited_notes(text: str, page: Sequence[Unit]) -> tuple[Cited, ...]:
    """Find the notes of a page: a run of lines numbered one by one, most of whose numbers are marked above it.

    Args:
        text: The raw text.
        page: Its units.
    """
    heads = [(row, head) for row, unit in enumerate(page) if (head := NUMBERED.match(text, unit.start, unit.end))]
    if not heads:
        return ()
    printed = {style: _printed(text, page, style) for style in STYLES}
    best: tuple[Cited, ...] = ()
    for run in _runs([(row, _number(head)) for row, head in heads]):
        marks = max(
            (_marks(printed[style], style, run[0][0], {number for _, number in run}) for style in STYLES), key=len
        )
        if len(marks) < LEAST_CITED * len(run):
            continue
        found = _cited(page, run, dict(heads), marks)
        if sum(bool(one.marks) for one in found) > sum(bool(one.marks) for one in best):
            best = found
    return best


def _number(found: re.Match[str]) -> int:
    """The number of a note or mark, raised or not."""
    return int(next(filter(None, found.groupdict().values())).translate(RAISED))


def _runs(numbered: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the stretches of (row, number) in which each number is one more than the one before it, and near it."""
    run: list[tuple[int, int]] = []
    for row, number in numbered:
        if run and not (number == run[-1][1] + 1 and row - run[-1][0] <= CARRIED_ON + 1):
            yield run
            run = []
        run.append((row, number))
    if run:
        yield run


def _cited(
    page: Sequence[Unit],
    run: list[tuple[int, int]],
    heads: dict[int, re.Match[str]],
    marks: dict[int, list[Span]],
) -> tuple[Cited, ...]:
    """Tie the marks above a run of numbered lines to it."""
    ends = [row for row, _ in run[1:]] + [_last_row(page, run[-1][0]) + 1]
    return tuple(
        Cited(
            number=number,
            rows=tuple(range(row, end)),
            note=Span(heads[row].end(), page[end - 1].end),
            marks=tuple(marks.get(number, ())),
        )
        for (row, number), end in zip(run, ends, strict=True)
    )


def _marks(printed: list[Mark], style: re.Pattern[str], above: int, numbers: set[int]) -> dict[int, list[Span]]:
    """The marks of a style in the units above a row, by number; each note is first cited after the one before it."""
    found: dict[int, list[Span]] = {}
    for row, number, span in printed:
        known = number in numbers and (style is not PLAIN or number in found or number == max(found, default=0) + 1)
        if known and row < above:
            found.setdefault(number, []).append(span)
    firsts = [marks[0] for _, marks in sorted(found.items())]
    rising = all(one < two for one, two in pairwise(firsts))
    return found if rising and (style is not PLAIN or len(found) >= LEAST_PLAIN) else {}


def _printed(text: str, page: Sequence[Unit], style: re.Pattern[str]) -> list[Mark]:
    """Whatever is printed like a mark of a style, but what a unit begins with."""
    return [
        (row, _number(match), Span(match.start(), match.end()))
        for row, unit in enumerate(page)
        for match in style.finditer(text, unit.start + 1, unit.end)
    ]


def _last_row(page: Sequence[Unit], row: int) -> int:
    """The last row of the last note: what stands below it in its block."""
    while row + 1 < len(page) and page[row + 1].block == page[row].block and page[row].block > page[0].block:
        row += 1
    return row


def tie(text: str, found: Sequence[Cited], words: NoteWords) -> tuple[Note, ...]:
    """Tie every mark to its note, and every note that repeats another to that one, in the order of the marks.

    Args:
        text: The raw text.
        found: The notes of the page.
        words: How a note says that it repeats another.
    """
    tied: list[Note] = []
    origins: list[tuple[Span, str]] = []  # of each note: what it stands for in the end, and why
    for at, one in enumerate(found):
        origin, why = _origin(text, found[:at], one, words)
        if origin is None:
            origins.append((one.note, ""))
        else:
            origins.append((origins[origin][0], why))
        stands_for, why = origins[-1]
        reason = f"the mark bears the number {one.number} of the note" + (f"; {why}" if why else "")
        tied += [Note(mark, one.note, stands_for if why else None, reason) for mark in one.marks]
    return tuple(sorted(tied, key=lambda one: one.mark))


def _origin(text: str, before: Sequence[Cited], one: Cited, words: NoteWords) -> tuple[int | None, str]:
    """Place among the earlier notes of the one that a note repeats, and the words by which it says so."""
    said = one.note.of(text)
    if (same := words.before.match(said)) and before:
        return len(before) - 1, f'"{same.group()}" repeats the note before it'
    if see := words.numbered.search(said):
        at = bisect_left([note.number for note in before], int(see[1]))
        if at < len(before) and before[at].number == int(see[1]):
            return at, f'"{see.group()}" names it'
    if earlier := words.earlier.search(said):
        name = _folded(said[: earlier.start()])
        rest = _folded(said[earlier.end() :])
        holders = [at for at, note in enumerate(before) if name and name <= _folded(note.note.of(text))]
        if holders:
            shared = Counter({at: sum((rest & _folded(before[at].note.of(text))).values()) for at in holders})
            best = max(holders, key=lambda at: (shared[at], at))
            return best, f'"{earlier.group()}" names a source that was cited before'
    return None, ""


def _folded(text: str) -> Counter[str]:
    """The words of a text in small letters."""
    return Counter(WORDS.findall(text.lower()))
