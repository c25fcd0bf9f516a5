"""The words of texts as numbers: a text is read once, and what is told of a word is looked up once for all texts."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Account
from dragoman.resolve.sets import Flags, Numbers, Numbers32

LONG = 3  # characters; shorter words are mostly grammar, in any language with spaces
PLANE_BITS = 16  # that number a character within its plane of Unicode

_FIGURE = re.compile(r"\d[\d,.]*\d\b")  # a number of two digits and more
# What a character is to a word that it begins; of a name it is the first where it is a letter, but none from a to z.
_OUTSIDE, _SMALL, _DIGIT, _NAME = range(4)


class Vocabulary(dict[str, int]):
    """Words in lower case, numbered as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes, self._long = array("I"), bytearray()

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        self._hashes.append(crc32(word.encode("utf-8", "surrogatepass")))
        self._long.append(len(word) >= LONG)
        return number

    def numbered(self, words: list[str]) -> Numbers32:
        """The numbers of words."""
        return np.frombuffer(array("i", list(map(self.__getitem__, words))), np.int32)

    def hashes(self, words: Numbers32) -> NDArray[np.uint32]:
        """A number of 32 bits for each of some words, the same on every machine."""
        found: NDArray[np.uint32] = np.frombuffer(self._hashes, np.uint32)[words]
        return found

    def long(self, words: Numbers32) -> Flags:
        """Which of some words are long?"""
        found: Flags = np.frombuffer(self._long, bool)[words]
        return found


class Body(NamedTuple):
    """An article itself.

    Attributes:
        hashes: Of all its words, in their order.
        words: Its long words, each once; `names` the names and numbers among them.
    """

    document: str
    hashes: NDArray[np.uint32]
    words: Numbers32
    names: Numbers32


class Text:
    """The words of a document's text, in their order: runs of letters, digits and underscores.

    Args:
        account: The document.
        vocabulary: Numbers the words.

    Attributes:
        lower: The text in lower case; offsets count in either.
    """

    def __init__(self, account: Account, vocabulary: Vocabulary) -> None:
        self._account, self._vocabulary = account, vocabulary
        self.lower = account.text.replace("İ", "i").lower()  # in lower case it alone of all letters would become two
        codes = _codes(account.text)
        kinds = _kinds(int(codes.max(initial=0)) >> PLANE_BITS)[codes]
        outside = kinds == _OUTSIDE
        edges = np.flatnonzero(np.diff(outside, prepend=True, append=True))
        self._starts, self._ends = edges[::2], edges[1::2]
        self._kinds = kinds[self._starts]
        words = _codes(self.lower).copy()
        words[outside] = ord(" ")
        self._words = vocabulary.numbered(words.tobytes().decode("utf-32-le").split())

    def body(self) -> Body:
        """Take the article out of the document; a word belongs to the piece in which it begins."""
        bounds = [(piece.start, piece.end) for piece in self._account.pieces if piece.kind == "body"]
        inside = np.zeros(len(self._words), bool)
        for first, last in np.searchsorted(self._starts, np.array(bounds, np.int64).reshape(-1, 2)).tolist():
            inside[first:last] = True
        words, vocabulary = self._words[inside], self._vocabulary
        once = _distinct(words)
        names = self._words[inside & (self._kinds == _NAME) & (self._ends - self._starts > 1)]
        figures = vocabulary.numbered(list(self._figures(self._starts[inside & (self._kinds == _DIGIT)])))
        return Body(
            self._account.id, vocabulary.hashes(words), once[vocabulary.long(once)],
            _distinct(np.concatenate((names, figures))),
        )  # fmt: skip

    def _figures(self, starts: Numbers) -> Iterator[str]:
        """The numbers that begin at some places; what is part of one is none of its own ("2,500")."""
        last = 0
        for start in starts.tolist():
            if start >= last and (found := _FIGURE.match(self._account.text, start)):
                last = found.end()
                yield found[0]

    def long_words(self) -> "LongWords":
        """The long words, to look up those of a stretch."""
        chosen = self._vocabulary.long(self._words)
        columns = (column[chosen].astype(np.int32) for column in (self._starts, self._ends, self._words))
        return LongWords(self.lower, self._vocabulary, *(array("i", column.tobytes()) for column in columns))


class LongWords(NamedTuple):
    """The long words of a text in lower case, where they stand, and their numbers."""

    lower: str
    vocabulary: Vocabulary
    starts: "array[int]"
    ends: "array[int]"
    words: "array[int]"

    def between(self, first: int, last: int) -> set[int]:
        """The words of a stretch; of one that it cuts it has what is left, where that is long."""
        begin, end = bisect_right(self.ends, first), bisect_left(self.starts, last)
        cut = []
        if begin < end and self.starts[begin] < first:
            cut.append(self.lower[first : min(last, self.ends[begin])])
            begin += 1
        if begin < end and self.ends[end - 1] > last:
            end -= 1
            cut.append(self.lower[self.starts[end] : last])
        found = set(self.words[begin:end])
        found.update(self.vocabulary[word] for word in cut if len(word) >= LONG)
        return found


def _codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


@cache
def _kinds(planes: int) -> NDArray[np.uint8]:
    """What each character of the first planes, and of one more, is to a word that it begins."""
    characters = list(map(chr, range((planes + 1) << PLANE_BITS)))
    inside, digit = (np.fromiter(map(test, characters), bool) for test in (str.isalnum, str.isdecimal))
    found = np.where(digit, _DIGIT, np.where(inside, _NAME, _OUTSIDE)).astype(np.uint8)
    found[ord("a") : ord("z") + 1] = found[ord("_")] = _SMALL
    return found


def _distinct(words: Numbers32) -> Numbers32:
    """Each of some words once, by their numbers."""
    ordered = np.sort(words)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
