"""Mend what a small parser is known to get wrong, where the grammar of the language leaves only one reading.

"… after A, B and C were killed": a finite verb needs a subject. Where the parser makes "after" a preposition and leaves
the verb behind its noun without one, "after" is a conjunction, the noun the verb's subject and the verb a clause of its
own. The labels are spaCy's for English (ClearNLP).
"""

from collections.abc import Collection

import msgspec

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass"})


class Sentence(msgspec.Struct):
    """One sentence as columns that can be changed; heads are positions within it, a root is its own head."""

    words: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]

    def children(self, row: int) -> list[int]:
        """Positions of the words that a word governs."""
        return [child for child, head in enumerate(self.head) if head == row and child != row]

    def last(self, row: int) -> int:
        """The last position under a word."""
        return max([row, *(self.last(child) for child in self.children(row) if child > row)])


def mend(sentence: Sentence, subordinators: Collection[str]) -> None:
    """Give a finite verb without a subject the noun that stands before it behind "after", "before" ..."""
    for row, word in enumerate(sentence.words):
        if sentence.dep[row] != "prep" or word.lower() not in subordinators:
            continue
        noun = next((child for child in sentence.children(row) if sentence.dep[child] == "pobj"), None)
        verb = _orphan(sentence, sentence.last(noun) + 1) if noun is not None else None
        if noun is None or verb is None or sentence.head[row] in (row, verb):
            continue
        passive = any(sentence.dep[child] == "auxpass" for child in sentence.children(verb))
        sentence.head[verb], sentence.dep[verb] = sentence.head[row], "advcl"
        sentence.head[row], sentence.dep[row] = verb, "mark"
        sentence.head[noun], sentence.dep[noun] = verb, "nsubjpass" if passive else "nsubj"


def _orphan(sentence: Sentence, start: int) -> int | None:
    """The finite verb without a subject whose group begins here."""
    for verb in range(start, len(sentence.words)):
        if sentence.pos[verb] not in ("VERB", "AUX") or sentence.dep[verb] in AUXILIARIES:
            continue
        children = sentence.children(verb)
        group = [verb, *(child for child in children if sentence.dep[child] in AUXILIARIES and child < verb)]
        finite = any(sentence.tag[one] in FINITE for one in group)
        alone = not any(sentence.dep[child] in SUBJECTS for child in children)
        is_root = sentence.head[verb] == verb
        return verb if min(group) == start and finite and alone and not is_root else None
    return None
