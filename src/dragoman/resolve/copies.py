"""Recognise copies: documents whose bodies are nearly the same text, as a wire story that several outlets print.

Source: A. Z. Broder, On the resemblance and containment of documents (1997), for shingles and their minima; the bands
are those of J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, chapter 3. It is written here, since the
libraries for it load so much that every command would start a second later.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Account, content_id
from dragoman.resolve.stories import body_of

SHINGLE_WORDS = 5  # runs of five words: common phrases seldom reach that length
PERMUTATIONS = 128  # standard error of the estimated likeness at most 0.045
BAND = 4  # minima that must be equal for two bodies to be compared: of pairs as like as `SAME_TEXT` 99 % are
SAME_TEXT = 0.6  # Jaccard likeness of the shingles from which two bodies are one text, slightly edited
MIN_WORDS = 40  # a shorter body is too little to tell a copy from a coincidence
PRIME = np.uint64((1 << 31) - 1)  # a prime that keeps products of two numbers below it within 64 bits

Sketch = NDArray[np.uint64]


def find_copies(accounts: Sequence[Account]) -> dict[str, str]:
    """Return, for each document that copies another, the id of the one it copies.

    Of several alike, the one published first is taken for the original, then the one of the smallest id.
    """
    multiply, add = _permutations("multiply"), _permutations("add")
    band_of: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    originals: dict[str, tuple[int, Sketch]] = {}  # the how-manieth it is, and its sketch
    copies: dict[str, str] = {}
    for account in sorted(accounts, key=lambda one: (one.meta.published.edtf or "~", one.id)):
        sketch = _sketch(account, multiply, add)
        if sketch is None:
            continue
        bands = [(at, sketch[at : at + BAND].tobytes()) for at in range(0, PERMUTATIONS, BAND)]
        near = {other for band in bands for other in band_of.get(band, ())}
        alike = [other for other in near if np.mean(originals[other][1] == sketch) >= SAME_TEXT]
        if alike:
            copies[account.id] = min(alike, key=lambda other: originals[other][0])
            continue
        originals[account.id] = (len(originals), sketch)
        for band in bands:
            band_of[band].append(account.id)
    return copies


def _permutations(name: str) -> Sketch:
    """Fixed numbers below the prime, one a permutation: the same on every machine."""
    return np.array([int(content_id(name, at), 16) for at in range(PERMUTATIONS)], np.uint64) % (PRIME - np.uint64(1))


def _sketch(account: Account, multiply: Sketch, add: Sketch) -> Sketch | None:
    """The least of the permuted hashes of a body's shingles, one a permutation; None for a short body."""
    words = re.findall(r"\w+", body_of(account).lower())
    if len(words) < MIN_WORDS:
        return None
    runs = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
    hashes = np.fromiter((crc32(run.encode()) for run in runs), np.uint64, len(runs)) % PRIME
    least: Sketch = np.full(PERMUTATIONS, PRIME)
    for at in range(0, len(hashes), 1024):
        permuted = (hashes[at : at + 1024, None] * (multiply + np.uint64(1)) + add) % PRIME
        least = np.minimum(least, permuted.min(axis=0))
    return least
