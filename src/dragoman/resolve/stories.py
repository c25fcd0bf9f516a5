"""What each document is about: its words, and what it names. Documents of one story share the rare ones of both."""

import re
from collections.abc import Iterable

import msgspec
import numpy as np

from dragoman.model import Account
from dragoman.resolve.sets import Floats, Numbers, Rows, Sets, telling

MOST = 100  # words of a document that are kept, the rarest: what its story is about

_WORD = re.compile(r"\w{3,}")
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


class Bodies:
    """The words of documents, while these come in; what is made of them does not depend on their order.

    Args:
        accounts: Documents to begin with.
    """

    def __init__(self, accounts: Iterable[Account] = ()) -> None:
        self._ids: list[str] = []
        self._words, self._names = Rows(), Rows()
        for account in accounts:
            self.add(account)

    def add(self, account: Account) -> None:
        """Add a document."""
        body = body_of(account)
        self._ids.append(account.id)
        self._words.add(set(_WORD.findall(body.lower())))
        self._names.add({name.lower() for name in _NAME.findall(body)})

    def stories(self) -> Stories:
        """What the documents are about, in the order in which they came in."""
        rank = np.argsort(sorted(range(len(self._ids)), key=self._ids.__getitem__))
        return Stories(*(Sets(rows.renumbered(rank), telling, MOST) for rows in (self._words, self._names)))


def body_of(account: Account) -> str:
    """The words of the article itself, its pieces joined by blanks."""
    return " ".join(account.text[piece.start : piece.end] for piece in account.pieces if piece.kind == "body")
