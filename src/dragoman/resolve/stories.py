"""What each document is about: its words, and what it names. Documents of one story share the rare ones of both."""

import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.model import Account
from dragoman.resolve.sets import Floats, Numbers, Numbers32, Rows, Sets, telling

MOST = 100  # words of a document that are kept, the rarest: what its story is about
LONG = 3  # characters; shorter words are mostly grammar, in any language with spaces

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b(?:[^\W\d_a-z]\w+|\d[\d,.]*\d\b)")  # a word with a capital, or a number of two digits and more


class Stories(msgspec.Struct, frozen=True):
    """The words of each document and the names and numbers among them; row i is document i of a `Table`."""

    words: Sets
    names: Sets

    def alike(self, a: Numbers, b: Numbers) -> tuple[Floats, Floats]:
        """How alike pairs of documents are in their words, and in what they name, 0 to 1."""
        both = np.minimum(a, b) * len(self.words) + np.maximum(a, b)
        pairs, back = np.unique(both, return_inverse=True)
        one, other = pairs // len(self.words), pairs % len(self.words)
        return self.words.cosine(one, other)[back], self.names.cosine(one, other)[back]


class Body(NamedTuple):
    """An article itself.

    Attributes:
        text: Its pieces joined by blanks.
        hashes: A number of 32 bits for each word of it, in their order, the same on every machine.
        words: Its long words, each once, as `Bodies` numbers them.
    """

    document: str
    text: str
    hashes: NDArray[np.uint32]
    words: Numbers32


class _Vocabulary(dict[str, int]):
    """Words in lower case, numbered as they come; what is told of each is looked up once."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes, self.long = array("I"), bytearray()

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        self.hashes.append(crc32(word.encode("utf-8", "surrogatepass")))
        self.long.append(len(word) >= LONG)
        return number


class Bodies:
    """The words of documents, while these come in; what is made of them does not depend on their order.

    Args:
        accounts: Documents to begin with.
    """

    def __init__(self, accounts: Iterable[Account] = ()) -> None:
        self._ids: list[str] = []
        self._vocabulary = _Vocabulary()
        self._words, self._names = Rows(number=self._vocabulary), Rows()
        for account in accounts:
            self.add(self.body_of(account))

    def body_of(self, account: Account) -> Body:
        """Take the article itself out of a document."""
        text = " ".join(account.text[piece.start : piece.end] for piece in account.pieces if piece.kind == "body")
        said = list(map(self._vocabulary.__getitem__, _WORD.findall(text.lower())))
        numbers = np.array(array("i", said), np.int32)
        words = np.unique(numbers)
        hashes = np.frombuffer(self._vocabulary.hashes, np.uint32)[numbers]
        return Body(account.id, text, hashes, words[np.frombuffer(self._vocabulary.long, bool)[words]])

    def add(self, body: Body) -> None:
        """Add the body of a document."""
        self._ids.append(body.document)
        self._words.add_numbered(body.words)
        self._names.add({name.lower() for name in _NAME.findall(body.text)})

    def stories(self) -> Stories:
        """What the documents are about, in the order in which they came in."""
        rank = np.argsort(sorted(range(len(self._ids)), key=self._ids.__getitem__))
        return Stories(*(Sets(rows.renumbered(rank), telling, MOST) for rows in (self._words, self._names)))
