"""Prose: printed lines as running text, with the words whole that a line's end breaks."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from dragoman.read.pdf.layout import Line
from dragoman.read.pdf.printed import RAISED_SIZE, Word

HYPHENS = "-\u00ad\u2010"
SOFT_HYPHEN = "\u00ad"
BROKEN_LINES = 0.05  # share of lines that end in a hyphen above which the document breaks words; compounds end 1 in 100
LEAST_PART = 4  # letters of a part that tells a compound: shorter ones ("in", "to") are syllables too
POWERS, UNIT_LETTERS = ("2", "3"), 2  # such a raised number behind so few letters is no note's: km²
RISE, CLOSE = 0.15, 0.3  # of the print's size: how high such a mark stands at least, and how far off at most
MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})$")
EDGES = re.compile(r"^\W+|\W+$")


class Vocabulary:
    """The words of a document, by which those that a line's end breaks are put together again.

    Args:
        lines: All of its lines.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words: set[str] = set()
        self.numbers = {line.words[0].text.strip("()[].") for line in lines}
        for line in lines:
            whole = line.words[:-1] if line.words[-1].text[-1:] in HYPHENS else line.words
            self._words.update(_bare(word.text) for word in whole)
        broken = [
            _bare(one.words[-1].text) + _bare(two.words[0].text)
            for one, two in pairwise(lines)
            if one.words[-1].text[-1:] in HYPHENS
        ]
        self._breaks_words = len(broken) > BROKEN_LINES * len(lines) or not self._words.isdisjoint(broken)

    def is_compound(self, left: str, right: str) -> bool:
        """Does a hyphen between two parts belong to the word, not to the line's end?

        It does not where the document writes the joined word elsewhere. It does where it is not followed by a small
        letter, where the first part is all capitals, ends in one letter or holds a hyphen itself, where the document
        writes the compound elsewhere or both parts as words, and where the document does not break words at all.
        """
        one, two = _bare(left), _bare(right)
        if left[-1:].isalpha() and one + two in self._words:
            return False
        last = one.rpartition("-")[2]
        if not self._breaks_words or not left[-1:].isalpha() or not right[:1].islower():
            return True
        if left.isupper() or last != one or len(last) == 1 or f"{one}-{two}" in self._words:
            return True
        return min(len(one), len(two)) >= LEAST_PART and {one, two} <= self._words


def _bare(word: str) -> str:
    """A word in lower case, without punctuation around it."""
    return EDGES.sub("", word).lower()


def line_text(line: Line, words: Vocabulary) -> str:
    """The characters of a line: a blank between words, a tab at a wide gap, the mark of a note in brackets.

    A raised mark is one of a note where a line of the document begins with its number.
    """
    return "\t".join(_cell_text(cell, words) for cell in line.cells)


def _cell_text(cell: tuple[Word, ...], words: Vocabulary) -> str:
    """The characters of a cell."""
    text = ""
    for at, word in enumerate(cell):
        if not (word.glued or (at and _is_raised(word, cell[at - 1]))):
            text += f" {word.text}" if text else word.text
            continue
        before = _bare(text.rpartition(" ")[2])
        is_power = word.text in POWERS and before.isalpha() and len(before) <= UNIT_LETTERS
        text += f" [{word.text}]" if word.text in words.numbers and not is_power else word.text
    return text


def _is_raised(word: Word, before: Word) -> bool:
    """Is a word the mark of a note that is printed apart from its word: small, raised and close behind it?"""
    small = word.size < RAISED_SIZE * before.size and word.base > before.base + RISE * before.size
    return small and word.left - before.right < CLOSE * before.size and bool(MARK.match(word.text))


def join(text: str, line: str, words: Vocabulary) -> str:
    """Add a line to the text of its paragraph.

    A hyphen that only the line's end put there is left out, as the line's end is.
    """
    if not text:
        return line
    left, right = text.rsplit(None, 1)[-1], line.split(None, 1)[0]
    if text[-1] in HYPHENS and len(left) > 1:
        if text[-1] == SOFT_HYPHEN or not words.is_compound(left[:-1], right):
            return text[:-1] + line
        return text + line
    if _is_wide(text[-1]) and _is_wide(line[0]):
        return text + line
    return f"{text} {line}"


def _is_wide(char: str) -> bool:
    """Is it of a script that is written without blanks?"""
    return unicodedata.east_asian_width(char) in {"W", "F"}
