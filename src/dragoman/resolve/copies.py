"""Recognise copies: documents whose bodies are nearly the same text, as a wire story that several outlets print."""

import re
from collections.abc import Sequence

from datasketch import MinHash, MinHashLSH

from dragoman.model import Account

SHINGLE_WORDS = 5  # runs of five words: common phrases seldom reach that length
PERMUTATIONS = 128  # standard error of the estimated likeness about 0.09
SAME_TEXT = 0.6  # Jaccard likeness of the shingles from which two bodies are one text, slightly edited
MIN_WORDS = 40  # a shorter body is too little to tell a copy from a coincidence


def find_copies(accounts: Sequence[Account]) -> dict[str, str]:
    """Return, for each document that copies another, the id of the one it copies.

    Of several alike, the one published first is taken for the original, then the one of the smallest id.
    """
    sketches = {account.id: sketch for account in accounts if (sketch := _sketch(account)) is not None}
    order = {account.id: (account.meta.published.edtf or "~", account.id) for account in accounts}
    index = MinHashLSH(threshold=SAME_TEXT, num_perm=PERMUTATIONS)
    copies: dict[str, str] = {}
    for id_ in sorted(sketches, key=lambda one: order[one]):
        near = [str(other) for other in index.query(sketches[id_])]
        alike = [other for other in near if sketches[id_].jaccard(sketches[other]) >= SAME_TEXT]
        if alike:
            first = min(alike, key=lambda one: order[one])
            copies[id_] = first
        else:
            index.insert(id_, sketches[id_])
    return copies


def body_of(account: Account) -> str:
    """The words of the article itself, its pieces joined by blanks."""
    return " ".join(account.text[piece.start : piece.end] for piece in account.pieces if piece.kind == "body")


def _sketch(account: Account) -> MinHash | None:
    words = re.findall(r"\w+", body_of(account).lower())
    if len(words) < MIN_WORDS:
        return None
    sketch = MinHash(num_perm=PERMUTATIONS)
    runs = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
    sketch.update_batch([run.encode() for run in sorted(runs)])
    return sketch
