"""Recognise copies: documents whose bodies are nearly the same text, as a wire story that several outlets print.

Source: A. Z. Broder, On the resemblance and containment of documents (1997), for shingles and their minima; the bands
are those of J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, chapter 3. It is written here, since the
libraries for it load so much that every command would start a second later.
"""

from collections import defaultdict
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.model import content_id

SHINGLE_WORDS = 5  # runs of five words: common phrases seldom reach that length
PERMUTATIONS = 128  # standard error of the estimated likeness at most 0.045
BAND = 4  # minima that must be equal for two bodies to be compared: of pairs as like as `SAME_TEXT` 99 % are
SAME_TEXT = 0.6  # Jaccard likeness of the shingles from which two bodies are one text, slightly edited
MIN_WORDS = 40  # a shorter body is too little to tell a copy from a coincidence
AT_ONCE = 512  # shingles that are permuted at once: so few that they stay near the processor
_BASE = np.uint32(1_000_003)  # an odd number that mixes the words of a shingle
_NUMBER = np.dtype("<u4")  # of a sketch

Sketch = NDArray[np.uint32]


class Sketches:
    """The sketches of documents, while these come in, in any order."""

    def __init__(self) -> None:
        self._documents: list[tuple[str, str]] = []  # day of publication and id
        self._sketches = bytearray()

    def add(self, document: str, published: str | None, sketch: bytes) -> None:
        """Add a document that was published on a day; one without a sketch is left out."""
        if sketch:
            self._documents.append((published or "~", document))
            self._sketches += sketch

    def copies(self) -> dict[str, str]:
        """Return, for each document that copies another, the id of the one it copies.

        Of several alike, the one published first is taken for the original, then the one of the smallest id.
        """
        sketches = np.frombuffer(self._sketches, _NUMBER).reshape(-1, PERMUTATIONS)
        band_of: dict[tuple[int, bytes], list[int]] = defaultdict(list)
        copies: dict[str, str] = {}
        alike = np.flatnonzero(_share_a_band(sketches)).tolist()
        for row in sorted(alike, key=self._documents.__getitem__):
            sketch = sketches[row]
            bands = [(at, sketch[at : at + BAND].tobytes()) for at in range(0, PERMUTATIONS, BAND)]
            near = {other for band in bands for other in band_of.get(band, ())}
            same = [other for other in near if np.mean(sketches[other] == sketch) >= SAME_TEXT]
            if same:
                first = min(same, key=self._documents.__getitem__)
                copies[self._documents[row][1]] = self._documents[first][1]
                continue
            for band in bands:
                band_of[band].append(row)
        return copies


def sketch_of(words: NDArray[np.uint32]) -> bytes:
    """The least of the permuted hashes of a body's shingles, one a permutation; nothing of a short body.

    Times an odd number, and plus another number, permutes the numbers of 32 bits.

    Args:
        words: The hashes of the body's words, in their order.
    """
    if len(words) < MIN_WORDS:
        return b""
    runs = np.zeros(len(words) - SHINGLE_WORDS + 1, np.uint32)
    for at in range(SHINGLE_WORDS):
        runs = runs * _BASE + words[at : at + len(runs)]
    least = np.full(PERMUTATIONS, np.iinfo(np.uint32).max, np.uint32)
    multiply, add = _permutations("multiply") | np.uint32(1), _permutations("add")
    for at in range(0, len(runs), AT_ONCE):
        permuted = np.multiply.outer(multiply, runs[at : at + AT_ONCE])
        permuted += add[:, None]
        np.minimum(least, permuted.min(axis=1), out=least)
    return least.astype(_NUMBER).tobytes()


def _share_a_band(sketches: Sketch) -> NDArray[np.bool_]:
    """Has a document any band in common with another? Most have none, and are not looked at again."""
    found = np.zeros(len(sketches), bool)
    for at in range(0, PERMUTATIONS, BAND):
        band = np.ascontiguousarray(sketches[:, at : at + BAND]).view(np.dtype((np.void, 4 * BAND))).ravel()
        _, number, count = np.unique(band, return_inverse=True, return_counts=True)
        found |= count[number] > 1
    return found


@cache
def _permutations(name: str) -> Sketch:
    """Fixed numbers, one a permutation: the same on every machine."""
    return np.array([int(content_id(name, at)[:8], 16) for at in range(PERMUTATIONS)], np.uint32)
