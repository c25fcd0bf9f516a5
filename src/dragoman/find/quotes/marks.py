"""Pair the quotation marks of a text: any style, nested, unbalanced, and told apart from apostrophes."""

import re
from collections.abc import Iterator

from dragoman.grammar import Grammar
from dragoman.model import Record

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "‚": "‘’", "「": "」"}
_STRAIGHT = {'"': '"', "''": '"', "``": '"', "'": "'"}
_MARK = re.compile(r"''|``|[“”„«»‹›‘’‚「」\"']")
_STOPS = tuple(".!?…")
_SINGLE = "'’"  # marks that are apostrophes as well
_OPENS_AFTER = "([{-–—―/:“‘«\"'"  # besides a blank or the paragraph's start


class Quoted(Record, frozen=True, order=True):
    """What stands between two marks.

    Attributes:
        start, end: The characters within, without the marks and without blanks at the edges.
        outer: Where the opening mark stands.
        outer_end: Behind the closing mark.
        depth: 0 for a quotation of the text itself, 1 for one within it, and so on.
        closed: False where no closing mark was found; it then ends with its paragraph.
        paragraph: Number of its paragraph.
    """

    start: int
    end: int
    outer: int
    outer_end: int
    depth: int
    closed: bool
    paragraph: int


def quoted_spans(grammar: Grammar) -> tuple[Quoted, ...]:
    """Everything between quotation marks, in text order, the outer before the inner.

    An unclosed mark ends with its paragraph, since the rule of print is that each paragraph of a long quotation opens
    again and only the last one closes.
    """
    found: list[Quoted] = []
    for number, rows in enumerate(grammar.paragraphs):
        whole = grammar.span(*rows)
        found += _pair(grammar.text, whole.start, whole.end, number)
    return tuple(sorted(found, key=lambda one: (one.outer, -one.outer_end)))


def _pair(text: str, start: int, end: int, paragraph: int) -> list[Quoted]:
    """Pair the marks of one paragraph with a stack of what is open."""
    found: list[Quoted] = []
    open_marks: list[tuple[str, int, int]] = []  # closing mark, where the mark stands, where its content starts
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        level = _closes(mark, before, after, open_marks)
        if level is not None and not _is_plural(text, at, end, mark):
            _, outer, inner = open_marks[level]
            del open_marks[level:]
            found += _within(text, (outer, inner, at, match.end()), level, paragraph)
        elif _opens_again(text, at, mark, open_marks):
            continue  # each paragraph of a long quotation opens again, here with its paragraphs joined
        elif _opens(mark, before, after) and _has_partner(text, match.end(), end, mark):
            open_marks.append((_PAIRS.get(mark) or _STRAIGHT[mark], at, match.end()))
    for level, (closing, outer, inner) in enumerate(open_marks):
        if closing not in _SINGLE:
            found += _within(text, (outer, inner, end, end), level, paragraph)
    return found


def _opens(mark: str, before: str, after: str) -> bool:
    """Can a quotation begin here?"""
    if mark in _PAIRS:
        return True
    return mark in _STRAIGHT and (before.isspace() or before in _OPENS_AFTER) and not after.isspace()


def _opens_again(text: str, at: int, mark: str, open_marks: list[tuple[str, int, int]]) -> bool:
    """Is it the mark that is open already, at the start of a new sentence?"""
    return bool(open_marks) and _PAIRS.get(mark) == open_marks[-1][0] and text[:at].rstrip()[-1:] in _STOPS


def _closes(mark: str, before: str, after: str, open_marks: list[tuple[str, int, int]]) -> int | None:
    """Which open quotation, counted from the outermost, ends here?"""
    if mark in _SINGLE and (after.isalnum() or before.isspace()):
        return None  # an apostrophe within a word, or a mark that opens
    plain = _STRAIGHT.get(mark, mark)
    for level in range(len(open_marks) - 1, -1, -1):
        if plain in open_marks[level][0]:
            return level
    return None


def _is_plural(text: str, at: int, end: int, mark: str) -> bool:
    """Is it the apostrophe of a plural possessive ("the officials’ view"), with a better closing mark further on?"""
    if mark not in _SINGLE or text[at - 1] != "s" or not re.match(r"[’'] [a-z]", text[at : at + 3]):
        return False
    further = re.search(r"[^\s]" + mark + r"(?!\w)", text[at + 1 : end])
    return further is not None and not re.search(r"[‘“\"]", text[at + 1 : at + 1 + further.start()])


def _has_partner(text: str, after: int, end: int, mark: str) -> bool:
    """Has a mark that may be an apostrophe a closing partner in its paragraph?  Other marks need none."""
    if mark not in ("'", "‘", "‚"):
        return True
    partner = "'" if mark == "'" else "’‘"
    return re.search(rf"\S[{partner}](?!\w)", text[after:end]) is not None


def _within(text: str, bounds: tuple[int, int, int, int], depth: int, paragraph: int) -> Iterator[Quoted]:
    """What stands between two marks, unless it is empty; a closing mark of no width is one that is missing."""
    outer, inner, inner_end, outer_end = bounds
    words = text[inner:inner_end]
    start = inner + len(words) - len(words.lstrip())
    end = inner + len(words.rstrip())
    if start < end:
        yield Quoted(start, end, outer, outer_end, depth, inner_end < outer_end, paragraph)
