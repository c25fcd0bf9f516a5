"""A sentence whose grammar can be changed."""

import msgspec

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
AUXILIARIES = frozenset({"aux", "auxpass"})


class Sentence(msgspec.Struct):
    """One sentence as columns that can be changed; heads are positions within it, a root is its own head."""

    words: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]

    def root(self) -> int | None:
        """The position of the word that governs the sentence."""
        return next((row for row, head in enumerate(self.head) if head == row), None)

    def children(self, row: int) -> list[int]:
        """Positions of the words that a word governs."""
        return [child for child, head in enumerate(self.head) if head == row and child != row]

    def first(self, row: int) -> int:
        """The first position under a word."""
        return min([row, *(self.first(child) for child in self.children(row) if child < row)])

    def last(self, row: int) -> int:
        """The last position under a word."""
        return max([row, *(self.last(child) for child in self.children(row) if child > row)])

    def group(self, verb: int) -> list[int]:
        """A verb and its auxiliaries."""
        return [verb, *(row for row in self.children(verb) if self.dep[row] in AUXILIARIES)]

    def is_finite(self, verb: int) -> bool:
        """Is a verb, or one of its auxiliaries, of a form that needs a subject?"""
        return any(self.tag[row] in FINITE for row in self.group(verb))

    def subject_label(self, verb: int) -> str:
        """What a verb's subject is called: that of a passive has a name of its own."""
        return "nsubjpass" if any(self.dep[row] == "auxpass" for row in self.group(verb)) else "nsubj"

    def enthrone(self, verb: int, instead: int, label: str) -> None:
        """Make a verb the root instead of another word, which hangs on it by a label, and so does what is behind it."""
        for row in self.children(instead):
            if row > verb:
                self.head[row] = verb
        self.dep[verb], self.head[verb] = "ROOT", verb
        self.dep[instead], self.head[instead] = label, verb

    def child(self, row: int, *relations: str) -> int | None:
        """The first word that a word governs by one of some relations."""
        return next((child for child in self.children(row) if self.dep[child] in relations), None)
