"""What one asks of a parsed text: who governs whom, where a phrase begins and ends, which words stand in a span.

A `Grammar` is a reading view over the plain columns of an `AnnotatedDocument`; it holds no model object. Rows are token
rows; a phrase is a half-open range of rows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from dragoman.model import AnnotatedDocument, Span

CONJUNCTION = "conj"
RELATIVES = ("WDT", "WP")  # tags of "which", "that", "who"
TIME_NAMES = ("DATE", "TIME")  # kinds of names (OntoNotes) of dates, times of day and lengths of time


class Grammar:
    """The grammar of one document.

    What is asked of rows most often is looked up in a list and costs no call: these are attributes.

    Args:
        document: The annotated document; it is only read.

    Attributes:
        word: The word of a row as it stands in the text.
        lower: The word of a row in lower case, with a typographic apostrophe made plain.
        lemma: The dictionary form of a row in lower case, that of a name too.
        children: The rows that a row governs, in text order.
        sentence: The number of the sentence that a row stands in.
        subtree: The range of rows from the first to the last token under a row.
        paragraphs: The range of rows of each paragraph, in text order.
    """

    def __init__(self, document: AnnotatedDocument) -> None:
        self.document = document
        self.text = document.text
        self.tokens = tokens = document.tokens
        self._words = [self.text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)]
        self.word: Callable[[int], str] = self._words.__getitem__
        self.lower: Callable[[int], str] = [word.lower().replace("’", "'") for word in self._words].__getitem__
        self.lemma: Callable[[int], str] = [lemma.lower() for lemma in tokens.lemma].__getitem__
        self._children: list[list[int]] = [[] for _ in range(len(tokens))]
        self._joined: dict[int, list[int]] = {}  # by row, what is coordinated with it right behind
        for row, head in enumerate(tokens.head):
            if head != row:
                self._children[head].append(row)
                if tokens.dep[row] == CONJUNCTION:
                    self._joined.setdefault(head, []).append(row)
        self.children: Callable[[int], list[int]] = self._children.__getitem__
        edges: list[tuple[int, int]] = [(-1, -1)] * len(tokens)
        for first, last in document.sentences:
            edges[first:last] = self._edges(first, last)
        self.subtree: Callable[[int], tuple[int, int]] = edges.__getitem__
        numbers = [number for number, (first, last) in enumerate(document.sentences) for _ in range(first, last)]
        numbers += [len(document.sentences) - 1, -1]  # behind the text, and no row
        self.sentence: Callable[[int], int] = numbers.__getitem__
        starts, ends = [first for first, _ in document.sentences], [last for _, last in document.sentences]
        self.paragraphs = [(starts[first], ends[last - 1]) for first, last in document.paragraphs]
        self._paragraph_starts = [first for first, _ in document.paragraphs]

    def _edges(self, first: int, last: int) -> list[tuple[int, int]]:
        """The range of rows under every token of a sentence."""
        heads = self.tokens.head
        left, right = list(range(first, last)), list(range(first, last))
        for row in range(first, last):
            above, steps = row, 0
            while heads[above] != above and steps < last - first:
                above, steps = heads[above], steps + 1
                if row < left[above - first]:
                    left[above - first] = row
                elif row > right[above - first]:
                    right[above - first] = row
        return [(start, end + 1) for start, end in zip(left, right, strict=True)]

    def child(self, row: int, *relations: str) -> int | None:
        """The first row that this token governs by one of these relations."""
        dep = self.tokens.dep
        for child in self._children[row]:
            if dep[child] in relations:
                return child
        return None

    def children_by(self, row: int, *relations: str) -> list[int]:
        """All rows that this token governs by one of these relations."""
        children, dep = self._children[row], self.tokens.dep
        return [child for child in children if dep[child] in relations] if children else []

    def head(self, row: int) -> int | None:
        """The row that governs this token; None for the root of a sentence."""
        head = self.tokens.head[row]
        return None if head == row else head

    def ancestors(self, row: int) -> Iterator[int]:
        """Rows above this token, nearest first."""
        heads = self.tokens.head
        while (above := heads[row]) != row:
            yield above
            row = above

    def parted(self, row: int, other: int, *, by: str = ";") -> bool:
        """Does a semicolon, or one of some marks, stand between two tokens, so that each is told in its own clause?"""
        return not set(by).isdisjoint(self._words[min(row, other) : max(row, other)])

    def conjuncts(self, row: int) -> list[int]:
        """The token and everything coordinated with it further right ("A, B and C" from A)."""
        found = [row]
        for one in found:
            found.extend(self._joined.get(one, ()))
        return sorted(found)

    def first_conjunct(self, row: int) -> int:
        """The leftmost member of the coordination that this token stands in."""
        while self.tokens.dep[row] == CONJUNCTION and self.tokens.head[row] != row:
            row = self.tokens.head[row]
        return row

    def sentence_rows(self, row: int) -> tuple[int, int]:
        """The rows of the sentence that the token stands in."""
        return self.document.sentences[self.sentence(row)]

    def paragraph(self, row: int) -> int:
        """The number of the paragraph that the token stands in."""
        return bisect_right(self._paragraph_starts, self.sentence(row)) - 1

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` up to, not including, token `last`."""
        return Span(self.tokens.start[first], self.tokens.end[last - 1])

    def rows(self, span: Span) -> tuple[int, int]:
        """The rows of the tokens that share a character with the span; an empty range where none does."""
        first = bisect_right(self.tokens.end, span.start)
        return first, max(first, bisect_left(self.tokens.start, span.end))

    def row_at(self, offset: int) -> int | None:
        """The row of the token that holds this character; None between tokens and outside the body."""
        row = bisect_right(self.tokens.start, offset) - 1
        return row if row >= 0 and offset < self.tokens.end[row] else None

    def governor(self, first: int, last: int) -> int:
        """The row within a range of rows that governs the others (the head of the phrase)."""
        for row in range(first, last):
            head = self.tokens.head[row]
            if head == row or not first <= head < last:
                return row
        return last - 1
