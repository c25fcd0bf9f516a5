"""What the parts of the actor finder share: the document, its words, the day it was published, and internal records."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dragoman.find.actors.words import ActorWords, Being, Role
from dragoman.grammar import Grammar
from dragoman.knowledge import Knowledge

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LONGEST_NOUN = 6  # words of the longest role noun ("chief of the general staff")


@dataclass(frozen=True)
class PartyRecord:
    """A party of the document before it is written down as a mention.

    Attributes:
        being: What pronouns can stand for it.
        gender: "f", "m" or "" where unknown.
    """

    id: str
    name: str
    country: str | None
    sector: str | None
    being: Being
    gender: str = ""


Use = Literal["name", "adjective", "people", "seat"]


@dataclass(frozen=True)
class Hit:
    """A name of the knowledge base in the text: rows `[first, last)`, the governing row, and how it is used."""

    first: int
    last: int
    head: int
    party: PartyRecord
    uses: frozenset[str]
    score: float
    reason: str

    @property
    def is_state(self) -> bool:
        """Is it a country, which stands for its government?"""
        return self.party.id == f"kb:{self.party.country}"


@dataclass
class Reading:
    """One document as the parts of the finder see it."""

    grammar: Grammar
    knowledge: Knowledge
    words: ActorWords
    hits: list[Hit] = field(default_factory=list)
    hit_at: dict[int, Hit] = field(default_factory=dict)

    @cached_property
    def day(self) -> str:
        """The first day on which the document can have been published, as far as known; "" where it is not."""
        found = _DAY.search(self.grammar.document.meta.published.edtf or "")
        return found.group() if found else ""

    @cached_property
    def lower(self) -> list[str]:
        """Every word in lower case, apostrophes plain."""
        return [self.grammar.lower(row) for row in range(len(self.grammar.tokens))]

    def role_at(self, row: int) -> tuple[Role, int] | None:
        """The longest role noun that ends at this row, and its first row."""
        lemma = self.grammar.tokens.lemma[row].lower()
        for last in (lemma, self.lower[row]):
            table = self.words.by_last_word.get(last)
            if table is None:
                continue
            for size in range(min(LONGEST_NOUN, row + 1), 0, -1):
                first = row - size + 1
                words = (*self.lower[first:row], last)
                if words in table:
                    return table[words], first
        return None
