"""What each document is about: its words, and what it names. Documents of one story share the rare ones of both."""

from collections.abc import Sequence

import msgspec
import numpy as np

from dragoman.resolve.sets import Floats, Laid, Numbers, Rows, Sets, parted, telling

MOST = 100  # words of a document that are kept, the rarest: what its story is about


class Stories(msgspec.Struct, frozen=True):
    """The words of each document and the names and numbers among them; row i is document i of a `Table`."""

    words: Sets
    names: Sets

    def in_words(self, a: Numbers, b: Numbers) -> Floats:
        """How alike pairs of documents are in their words, 0 to 1."""
        return _alike(self.words, a, b)

    def in_names(self, a: Numbers, b: Numbers) -> Floats:
        """How alike pairs of documents are in what they name, 0 to 1."""
        return _alike(self.names, a, b)


def _alike(sets: Sets, a: Numbers, b: Numbers) -> Floats:
    """The likeness of pairs of documents, looked at once for each two."""
    pairs, back = np.unique(np.minimum(a, b) * len(sets) + np.maximum(a, b), return_inverse=True)
    return sets.cosine(*parted(pairs, len(sets)))[back]


class Subjects:
    """The words of documents, while they come in; what is made of them does not depend on their order.

    Args:
        vocabulary: Numbers their words.
    """

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._ids: list[str] = []
        self._words, self._names = Rows(number=vocabulary), Rows(number=vocabulary)

    def add(self, documents: Sequence[str], words: Laid, names: Laid) -> None:
        """Add some documents: their ids, and the words and the names of each."""
        self._ids += documents
        self._words.lay(words)
        self._names.lay(names)

    def stories(self) -> Stories:
        """What the documents are about, in the order in which they came in."""
        rank = np.argsort(sorted(range(len(self._ids)), key=self._ids.__getitem__))
        return Stories(*(Sets(rows.renumbered(rank), telling, MOST) for rows in (self._words, self._names)))
