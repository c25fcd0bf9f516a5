"""What the parts of the actor finder share: the document, its words, its day, and the records they hand on."""

import re
from functools import cached_property

import msgspec

from dragoman.find.actors.words import ActorWords, Being, Role
from dragoman.grammar import Grammar
from dragoman.knowledge import Knowledge

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LONGEST_NOUN = 6  # words of the longest role noun ("chief of the general staff")


class PartyRecord(msgspec.Struct, frozen=True):
    """A party of the document before it is written down as a mention.

    Attributes:
        being: What pronouns can stand for it.
        gender: "f", "m" or "" where unknown.
        named: It has a name; others are only described.
    """

    id: str
    name: str
    country: str | None
    sector: str | None
    being: Being
    gender: str = ""
    named: bool = True

    @property
    def is_state(self) -> bool:
        """Is it a country, which stands for its government?"""
        return self.country is not None and self.id == f"kb:{self.country}"


class Hit(msgspec.Struct, frozen=True):
    """A name of the knowledge base in the text: rows `[first, last)`, the governing row, and how it may be used."""

    first: int
    last: int
    head: int
    party: PartyRecord
    uses: frozenset[str]
    score: float
    reason: str


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase that stands for a party: rows `[first, last)`, governing row, party, how, and why.

    Attributes:
        roles: Role nouns that the text gives the party here ("prime minister"), by which it may be called later.
    """

    first: int
    last: int
    head: int
    party: PartyRecord
    kind: str
    score: float
    reason: str
    roles: tuple[str, ...] = ()


class Reading:
    """One document as the parts of the finder see it.

    Args:
        grammar: Its grammar.
        knowledge: Known parties.
        words: The language's words for parties.
    """

    def __init__(self, grammar: Grammar, knowledge: Knowledge, words: ActorWords) -> None:
        self.grammar = grammar
        self.tokens = grammar.tokens
        self.knowledge = knowledge
        self.words = words
        self.lower = [grammar.lower(row) for row in range(len(grammar.tokens))]
        self.hits: list[Hit] = []
        self.hit_at: dict[int, Hit] = {}
        self._roles: dict[int, tuple[Role, int] | None] = {}

    def take(self, hits: list[Hit]) -> None:
        """Keep the names that were found."""
        self.hits = hits
        self.hit_at = {row: hit for hit in hits for row in range(hit.first, hit.last)}

    def drop(self, hit: Hit) -> None:
        """Take back a name that turns out to be none."""
        for row in range(hit.first, hit.last):
            self.hit_at.pop(row, None)

    def hits_in(self, first: int, last: int) -> list[Hit]:
        """The names that stand wholly in a range of rows, in text order."""
        found = dict.fromkeys(self.hit_at[row] for row in range(first, last) if row in self.hit_at)
        return [hit for hit in found if first <= hit.first and hit.last <= last]

    @cached_property
    def day(self) -> str:
        """The first day on which the document can have been published, as far as known; "" where it is not."""
        found = _DAY.search(self.grammar.document.meta.published.edtf or "")
        return found.group() if found else ""

    def is_plural(self, row: int) -> bool:
        """Is the noun in the plural?"""
        return self.tokens.tag[row] in ("NNS", "NNPS")

    def is_proper(self, row: int) -> bool:
        """Is the noun written as a name?"""
        return self.tokens.pos[row] == "PROPN" and self.grammar.word(row)[:1].isupper()

    def possessor(self, row: int) -> int:
        """The row of whose the noun is ("*its* allies", "*Iraq*'s partner"); -1 where that is not said."""
        found = self.grammar.child(row, "poss")
        return -1 if found is None else found

    def role_at(self, row: int) -> tuple[Role, int] | None:
        """The longest role noun that ends at this row, and its first row."""
        if row not in self._roles:
            self._roles[row] = self._find_role(row)
        return self._roles[row]

    def _find_role(self, row: int) -> tuple[Role, int] | None:
        if self.tokens.pos[row] not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return None
        lemma = self.tokens.lemma[row].lower()
        for last in dict.fromkeys((self.lower[row], lemma)):
            table = self.words.by_last_word.get(last)
            if table is None:
                continue
            for size in range(min(LONGEST_NOUN, row + 1), 0, -1):
                words = (*self.lower[row - size + 1 : row], last)
                if words in table:
                    return table[words], row - size + 1
        return None
