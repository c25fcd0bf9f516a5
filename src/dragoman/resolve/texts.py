"""The words of texts as numbers: many texts are read at once, and each word is looked up once for all of them."""

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import count, islice
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Account
from dragoman.resolve.sets import Flags, Laid, Numbers, Numbers32, once, ranges

LONG = 3  # characters; shorter words are mostly grammar, in any language with spaces
ASCII_BITS = 7  # of the characters that are told apart by name

_FIGURE = re.compile(r"\d[\d,.]*\d\b")  # a number of two digits and more
# What a character is to a word that it begins; of a name it is the first where it is a letter, but none from a to z.
_OUTSIDE, _SMALL, _DIGIT, _NAME = range(4)


class Vocabulary(defaultdict[str, int]):
    """Words in lower case, numbered as they come."""

    def __init__(self) -> None:
        super().__init__(count().__next__)
        self._hashes, self._long = array("I"), bytearray()

    def numbers(self, words: Sequence[str]) -> Numbers32:
        """The numbers of words."""
        return np.frombuffer(array("i", list(map(self.__getitem__, words))), np.int32)

    def hashes(self, words: Numbers32) -> NDArray[np.uint32]:
        """A number of 32 bits for each of some words, the same on every machine."""
        self._look_at_new()
        found: NDArray[np.uint32] = np.frombuffer(self._hashes, np.uint32)[words]
        return found

    def long(self, words: Numbers32) -> Flags:
        """Which of some words are long?"""
        self._look_at_new()
        found: Flags = np.frombuffer(self._long, bool)[words]
        return found

    def _look_at_new(self) -> None:
        new = list(islice(self, len(self._long), None))
        self._hashes.extend([crc32(word.encode("utf-8", "surrogatepass")) for word in new])
        self._long.extend([len(word) >= LONG for word in new])


class Bodies(NamedTuple):
    """The articles themselves, in the order of their documents.

    Attributes:
        hashes: Of all words of each article, in their order.
        words: The long words of each, once; `names` the names and the numbers among its words.
    """

    hashes: list[NDArray[np.uint32]]
    words: Laid
    names: Laid


class Texts:
    """The texts of some documents, laid end to end, and their words: runs of letters, digits and underscores.

    Offsets count in what is laid end to end; between two texts stands a line break.

    Args:
        accounts: The documents.
        vocabulary: Numbers the words.

    Attributes:
        vocabulary: Numbers their words.
        lower: The texts in lower case.
        begins, ends: Where each text begins and ends.
        lines: Where lines break, the beginning and the end included.
    """

    def __init__(self, accounts: Sequence[Account], vocabulary: Vocabulary) -> None:
        self._accounts, self.vocabulary = accounts, vocabulary
        self._text = "\n".join([account.text for account in accounts])
        self.lower = self._text.replace("İ", "i").lower()  # in lower case it alone of all letters would become two
        lengths = np.array([len(account.text) for account in accounts])
        self.ends = np.cumsum(lengths + 1) - 1
        self.begins = self.ends - lengths
        codes = _codes(self._text)
        self.lines = np.concatenate(([-1], np.flatnonzero(codes == ord("\n")), [len(codes)]))
        self._read_words(codes)

    def _read_words(self, codes: NDArray[np.uint32]) -> None:
        kinds = _kinds(int(codes.max(initial=0)).bit_length())[codes]
        outside = np.ones(len(codes) + 2, bool)
        np.equal(kinds, _OUTSIDE, out=outside[1:-1])
        edges = np.flatnonzero(outside[1:] != outside[:-1])
        self._starts, self._ends = edges[::2], edges[1::2]
        self._kinds = kinds[self._starts]
        words = np.where(outside[1:-1], np.uint32(ord(" ")), _codes(self.lower)).astype("<u4", copy=False)
        self._words = self.vocabulary.numbers(words.tobytes().decode("utf-32-le").split())

    def bodies(self) -> Bodies:
        """Take the articles out of the documents; a word belongs to the piece in which it begins."""
        bounds = [
            (begin + piece.start, begin + piece.end)
            for begin, account in zip(self.begins.tolist(), self._accounts, strict=True)
            for piece in account.pieces
            if piece.kind == "body"
        ]
        firsts, lasts = np.searchsorted(self._starts, np.array(bounds, np.int64).reshape(-1, 2)).T
        count, size = len(self._accounts), len(self._words) + 1
        entered = np.bincount(firsts, minlength=size) - np.bincount(lasts, minlength=size)
        inside = np.cumsum(entered[:-1]) > 0
        document = np.searchsorted(self.begins, self._starts, side="right") - 1
        words, owners = self._words[inside], document[inside]
        long = self.vocabulary.long(words)
        named = inside & (self._kinds == _NAME) & (self._ends - self._starts > 1)
        at, figures = self._figures(np.flatnonzero(inside & (self._kinds == _DIGIT)))
        return Bodies(
            np.split(self.vocabulary.hashes(words), np.searchsorted(owners, np.arange(1, count))),
            once(owners[long], words[long], count),
            once(np.append(document[named], document[at]), np.append(self._words[named], figures), count),
        )

    def _figures(self, at: Numbers) -> tuple[Numbers, Numbers32]:
        """The numbers that some of the words begin; what is part of one ("2,500") is none of its own."""
        last, found = 0, []
        for word, start in zip(at.tolist(), self._starts[at].tolist(), strict=True):
            if start >= last and (figure := _FIGURE.match(self._text, start)):
                last = figure.end()
                found.append((word, figure[0]))
        return np.array([word for word, _ in found], np.int64), self.vocabulary.numbers([told for _, told in found])

    def long_words(self, firsts: Numbers, lasts: Numbers) -> tuple[Numbers, Numbers32]:
        """The long words of stretches of text, as (number of the stretch, word).

        Of a word that its stretch cuts it has what is left, where that is long.
        """
        begin, end = np.searchsorted(self._ends, firsts, side="right"), np.searchsorted(self._starts, lasts)
        left = np.flatnonzero(begin < end)
        left = left[self._starts[begin[left]] < firsts[left]]
        cut = [(left, firsts[left], np.minimum(lasts[left], self._ends[begin[left]]))]
        begin[left] += 1
        right = np.flatnonzero(begin < end)
        right = right[self._ends[end[right] - 1] > lasts[right]]
        end[right] -= 1
        cut.append((right, self._starts[end[right]], lasts[right]))
        stretch, at = ranges(begin, end)
        words = self._words[at]
        long = self.vocabulary.long(words)
        cut_stretch, first, last = map(np.concatenate, zip(*cut, strict=True))
        kept = last - first >= LONG
        bounds = zip(first[kept].tolist(), last[kept].tolist(), strict=True)
        left_over = self.vocabulary.numbers([self.lower[start:end] for start, end in bounds])
        return np.append(stretch[long], cut_stretch[kept]), np.append(words[long], left_over)


def _codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


@cache
def _kinds(bits: int) -> NDArray[np.uint8]:
    """What each character whose number has so many bits, or fewer, is to a word that it begins."""
    characters = list(map(chr, range(1 << max(bits, ASCII_BITS))))
    inside, digit = (np.fromiter(map(test, characters), bool) for test in (str.isalnum, str.isdecimal))
    found = np.where(digit, _DIGIT, np.where(inside, _NAME, _OUTSIDE)).astype(np.uint8)
    found[ord("a") : ord("z") + 1] = found[ord("_")] = _SMALL
    return found
