"""What each document is about: its words, and what it names. Documents of one story share the rare ones of both."""

import re
from collections.abc import Iterable

import msgspec
import numpy as np

from dragoman.model import Account
from dragoman.resolve.columns import Floats, Numbers, Sets, telling

MOST = 100  # words of a document that are kept, the rarest: what its story is about

_WORD = re.compile(r"\w{3,}")
_NAME = re.compile(r"\b(?:[^\W\d_a-z]\w+|\d[\d,.]*\d\b)")  # a word with a capital, or a number of two digits and more


class Stories(msgspec.Struct, frozen=True):
    """The words of each document and the names and numbers among them; row i is document i."""

    words: Sets
    names: Sets

    def alike(self, a: Numbers, b: Numbers) -> tuple[Floats, Floats]:
        """How alike pairs of documents are in their words, and in what they name, 0 to 1."""
        both = np.minimum(a, b) * len(self.words) + np.maximum(a, b)
        pairs, back = np.unique(both, return_inverse=True)
        one, other = pairs // len(self.words), pairs % len(self.words)
        return self.words.cosine(one, other)[back], self.names.cosine(one, other)[back]


def tell_stories(accounts: Iterable[Account]) -> Stories:
    """Gather the words of documents, in their order."""
    bodies = [body_of(account) for account in accounts]
    return Stories(
        words=Sets((set(_WORD.findall(body.lower())) for body in bodies), telling, MOST),
        names=Sets(({name.lower() for name in _NAME.findall(body)} for body in bodies), telling, MOST),
    )


def body_of(account: Account) -> str:
    """The words of the article itself, its pieces joined by blanks."""
    return " ".join(account.text[piece.start : piece.end] for piece in account.pieces if piece.kind == "body")
