"""Names: which words are names and of what type, by the model's own weights, read without its step by step search.

spaCy's name finder walks over a text and takes, at each word, the best of the moves that are allowed: the word stands
outside, is a name alone, begins one, continues it or ends it. While no name is open, the scores depend on the word
alone, so those of all words are computed at once; only inside a name a step waits for the one before.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.parser.vectors import Floats, Vectors, recognise

NEXT, FIRST, LAST_SEEN = 0, 1, 2  # what a state of the search shows: the next word, the open name's first and last word
OUTSIDE, ALONE, BEGINS, INSIDE, ENDS = "O", "U", "B", "I", "L"


class Names:
    """The name finder of a model that `recognise_names` knows.

    Args:
        finder: spaCy's component.
        vectors: The vectors of its words.
    """

    def __init__(self, finder: Any, vectors: Vectors) -> None:
        tok2vec, lower, upper = finder.model.layers
        linear = tok2vec.layers[-1]
        self._vectors = vectors
        self._squeeze, self._squeeze_bias = linear.get_param("W").T.copy(), linear.get_param("b")
        weights = lower.get_param("W")  # (parts of the state, hidden, pieces, inputs)
        self._parts, self._hidden, self._pieces, inputs = weights.shape
        self._lower = np.ascontiguousarray(weights.reshape(-1, inputs).T)
        self._pad, self._bias = lower.get_param("pad")[0], lower.get_param("b")
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        self._moves = _moves(finder)
        self._rows = {move: row for row, move in enumerate(self._moves)}
        self._never = self._all(lambda move, kind: move in (INSIDE, ENDS) or (move == ALONE and not kind))
        self._begins = self._all(lambda move, _: move == BEGINS)
        self._alone = self._all(lambda move, kind: move == ALONE and bool(kind))

    def _all(self, are: Callable[[str, str], bool]) -> npt.NDArray[np.intp]:
        """The columns of the scores of some moves."""
        return np.flatnonzero([are(move, kind) for move, kind in self._moves])

    def __call__(self, doc: Any, starts: npt.NDArray[np.bool_], blank: npt.NDArray[np.bool_]) -> list[tuple[str, bool]]:
        """The type of the name that each token is part of, else "", and whether the token begins it.

        Args:
            doc: The tokens.
            starts: Which of them begin a sentence; no name goes over its end.
            blank: Which of them are blanks; no name begins there.
        """
        count = len(doc)
        found = [("", False)] * count
        ends = np.append(starts[1:], True)  # the last word of a sentence
        parts, chosen = self._read(doc, ends, blank)
        row = 0
        while row < count:
            move, kind = self._moves[chosen[row]]
            if move != OUTSIDE:
                last = row if move == ALONE else self._end(parts, row, kind, ends)
                found[row : last + 1] = [(kind, True), *[(kind, False)] * (last - row)]
                row = last
            row += 1
        return found

    def _read(self, doc: Any, ends: npt.NDArray[np.bool_], blank: npt.NDArray[np.bool_]) -> tuple[Floats, list[int]]:
        """What each word adds to a state in each part of it, and each word's best move while no name is open."""
        seen = self._vectors(doc) @ self._squeeze + self._squeeze_bias
        parts = (seen @ self._lower).reshape(len(doc), self._parts, self._hidden, self._pieces)
        sums = parts[:, NEXT] + self._pad[FIRST] + self._pad[LAST_SEEN] + self._bias
        scores = _best(sums) @ self._upper.T + self._upper_bias
        scores[:, self._never] = -np.inf
        scores[np.ix_(blank | ends, self._begins)] = -np.inf
        scores[np.ix_(blank, self._alone)] = -np.inf
        return parts, scores.argmax(axis=1).tolist()

    def _end(self, parts: Floats, first: int, kind: str, ends: npt.NDArray[np.bool_]) -> int:
        """The last word of a name that begins at a word."""
        inside, over = self._rows[INSIDE, kind], self._rows[ENDS, kind]
        for row in range(first + 1, len(parts)):
            sums = parts[row, NEXT] + parts[first, FIRST] + parts[row - 1, LAST_SEEN] + self._bias
            hidden = _best(sums)
            on, off = (self._upper[move] @ hidden + self._upper_bias[move] for move in (inside, over))
            if ends[row] or off > on:
                return row
        return len(parts) - 1


def _best(sums: Floats) -> Floats:
    """The maximum over the pieces, which are the last axis; numpy's own is slow along so short an axis."""
    best: Floats = sums[..., 0]
    for piece in range(1, sums.shape[-1]):
        best = np.maximum(best, sums[..., piece])
    return best


def _moves(finder: Any) -> list[tuple[str, str]]:
    """The moves of the search in the model's order, each with the type of name that it is for."""
    names = [finder.moves.get_class_name(number) for number in range(finder.moves.n_moves)]
    return [(name[0], name[2:]) for name in names]


def recognise_names(finder: Any) -> Names | None:
    """The name finder of a spaCy component, or None where it is built otherwise than is known here."""
    model = finder.model
    if getattr(model, "name", "") != "parser_model" or finder.cfg.get("beam_width") != 1:
        return None
    tok2vec, lower, upper = model.layers
    shape = [layer.name for layer in tok2vec.layers[1:]]
    usual = lower.get_dim("nF") == 3 and lower.get_dim("nP") > 1 and upper.name == "linear"
    known = {move for move, _ in _moves(finder)} <= {OUTSIDE, ALONE, BEGINS, INSIDE, ENDS}
    if shape != ["list2array", "linear"] or not usual or not known or model.attrs["unseen_classes"]:
        return None
    vectors = recognise(tok2vec.layers[0])
    return Names(finder, vectors) if vectors else None
