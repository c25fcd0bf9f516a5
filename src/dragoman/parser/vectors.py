"""The vectors of words in their sentence, computed faster than the model's own layers do, and for each text by itself.

The layers are those of spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`. The vector of a word alone depends on its
form only and is kept; then each text goes through the windows by itself, so that what stands beside it in a batch
cannot touch the last bits of its vectors: the same text is parsed alike in any order and on any number of processes.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.parser.threads import controls

Floats = npt.NDArray[np.float32]

MAX_WORDS = 100_000  # forms whose vectors are kept: 40 MB at 96 numbers each; beyond it, they are begun anew
TINY = np.float32(1e-8)  # added to a variance before it divides, as thinc's layernorm does
EMBED = {"ints-getitem", "hashembed"}
KNOWN = EMBED | {"extract_features", "list2ragged", "ragged2list", "maxout", "layernorm", "dropout", "expand_window"}


class _Mix:
    """One maxout layer and the normalisation after it.

    Its weights come as (outputs, pieces, inputs) and are kept as (inputs, pieces x outputs), so that the pieces stand
    side by side and their maximum is one of whole rows.
    """

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self.width, self.pieces, inputs = weights.shape
        self.weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self.bias = np.ascontiguousarray(bias.T.reshape(-1))
        self.scale, self.shift = norm.get_param("G"), norm.get_param("b")

    def settle(self, sums: Floats) -> Floats:
        """Take the maximum over the pieces of each weighted sum, and bring each row to mean 0 and variance 1."""
        sums += self.bias
        width = self.width
        best: Floats = sums[:, :width]
        for piece in range(1, self.pieces):
            best = np.maximum(best, sums[:, piece * width : (piece + 1) * width])
        best = best - np.add.reduce(best, axis=1, keepdims=True) / width
        best *= (np.add.reduce(best * best, axis=1, keepdims=True) / width + TINY) ** np.float32(-0.5)
        best *= self.scale
        best += self.shift
        return best


class Vectors:
    """The vectors of the words of a text, from a model whose layers `recognise` knows.

    Args:
        leaves: The model's layers without sublayers, in their order.
    """

    def __init__(self, leaves: list[Any]) -> None:
        by_name: dict[str, list[Any]] = {}
        for layer in leaves:
            by_name.setdefault(layer.name, []).append(layer)
        mixes = [_Mix(*pair) for pair in zip(by_name["maxout"], by_name["layernorm"], strict=True)]
        self._features: list[str] = by_name["extract_features"][0].attrs["columns"]
        self._mixer, self._windows = mixes[0], mixes[1:]
        self._tables = [(layer, table) for layer, table in _weighed(by_name["hashembed"], self._mixer)]
        self.width = self._mixer.width
        self._known: dict[bytes, int] = {}
        self._words: Floats = np.empty((1024, self.width), "float32")

    def __call__(self, doc: Any) -> Floats:
        """The vectors of a text's tokens: one row a token."""
        words = self._words_of(doc.to_array(self._features).astype("uint64"))
        pad = len(self._windows)
        rows: Floats = np.zeros((len(words) + 2 * pad, self.width), "float32")
        rows[pad : pad + len(words)] = words
        for number, mix in enumerate(self._windows):
            reach = pad - 1 - number  # a word sees so many rows beyond the text in the windows that are still to come
            first, last = pad - reach, pad + len(words) + reach
            seen = np.concatenate((rows[first - 1 : last - 1], rows[first:last], rows[first + 1 : last + 1]), axis=1)
            rows[first:last] += mix.settle(seen @ mix.weights)
        return rows[pad : pad + len(words)]

    def _words_of(self, features: npt.NDArray[np.uint64]) -> Floats:
        """The vectors of words alone: one row for each row of features; those not met before are worked out."""
        if len(self._known) > MAX_WORDS:
            self._known.clear()
        keys = [row.tobytes() for row in features]
        new = {key: features[number] for number, key in enumerate(keys) if key not in self._known}
        if new:
            self._learn(list(new), np.stack(list(new.values())))
        return self._words[[self._known[key] for key in keys]]

    def _learn(self, keys: list[bytes], features: npt.NDArray[np.uint64]) -> None:
        """Keep the vectors of words that were not met before."""
        held = len(self._known)
        while held + len(keys) > len(self._words):
            self._words = np.concatenate((self._words, np.empty_like(self._words)))
        sums: Floats = np.zeros((len(keys), self._mixer.bias.size), "float32")
        for number, (layer, table) in enumerate(self._tables):
            ids = np.ascontiguousarray(features[:, layer.attrs.get("column", number)])
            rows = layer.ops.hash(ids, layer.attrs["seed"]) % len(table)
            for one in range(rows.shape[1]):
                sums += table[rows[:, one]]
        self._words[held : held + len(keys)] = self._mixer.settle(sums)
        self._known.update((key, held + number) for number, key in enumerate(keys))


def _weighed(embeds: list[Any], mixer: _Mix) -> Iterator[tuple[Any, Floats]]:
    """Each table of embeddings after the mixer's weights, which are linear: looked up, its rows need only be added."""
    first = 0
    for layer in embeds:
        table = layer.get_param("E")
        yield layer, table @ mixer.weights[first : first + table.shape[1]]
        first += table.shape[1]


def recognise(model: Any) -> Vectors | None:
    """The vectors that a spaCy model computes, or None where it has other layers than those that are known here.

    None, too, where numpy's threads cannot be held to one: there the model's own layers cost less.
    """
    if controls() is None:
        return None
    leaves = [layer for layer in model.walk() if not layer.layers]
    names = [layer.name for layer in leaves]
    windows = [layer for layer in leaves if layer.name == "expand_window"]
    plain = set(names) <= KNOWN and names.count("extract_features") == 1 and windows
    if not plain or any(layer.attrs["window_size"] != 1 for layer in windows):
        return None
    mixes = [layer for layer in leaves if layer.name == "maxout"]
    width = mixes[0].get_dim("nO")
    if len(mixes) != len(windows) + 1 or any(layer.get_dim("nI") != 3 * width for layer in mixes[1:]):
        return None
    return Vectors(leaves)
