"""Which of several parties of one name a document means: the one that the rest of the document tells most of."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.find.actors.reading import Reading
from dragoman.knowledge import Entry
from dragoman.knowledge.folding import fold, name_words
from dragoman.model import ARMED

NAMING = frozenset({"NOUN", "PROPN"})  # parts of speech of the words that tell of a name: "border", but no "without"
Stand = tuple[int, int, Sequence[str]]  # rows `[first, last)` of a name, and ids of those who are called so


class Told(msgspec.Struct, frozen=True):
    """What a document tells of parties beside a name that several share.

    Attributes:
        parties: How often each party stands under a name of its own.
        countries: How often a name of each country, or of what belongs to it, stands.
        words: Folded nouns of the document.
        fighting: Those who share a name that stands in one coordination with an army or armed group.
    """

    parties: Counter[str]
    countries: Counter[str | None]
    words: frozenset[str]
    fighting: frozenset[tuple[str, ...]]

    def weigh(self, reading: Reading, entry: Entry, sharing: Sequence[str]) -> tuple[float, ...]:
        """How well a party fits the document, the surest sign first: the larger the likelier.

        In office on its day; named in full; armed, beside others who fight; its country named; words of its name.
        """
        held = bool(reading.day) and reading.knowledge.in_office(entry.id, reading.day)
        armed = tuple(sharing) in self.fighting and entry.sector in ARMED
        words = name_words(entry.name)
        said = len(self.words.intersection(words)) / len(words)
        country = self.countries[entry.country] if entry.country else 0
        return float(held), float(self.parties[entry.id]), float(armed), float(country), said


def tell(reading: Reading, stands: Iterable[Stand]) -> Told:
    """Gather what a document tells of the parties whose names stand in it.

    Args:
        reading: The document.
        stands: Where names stand, in text order.
    """
    parties, countries, fighting = Counter[str](), Counter[str | None](), set[tuple[str, ...]]()
    stands = list(stands)
    for _, _, ids in stands:
        if len(ids) == 1:
            parties[ids[0]] += 1
            countries[reading.knowledge.entries[ids[0]].country] += 1
    for first, last, ids in stands:
        if len(ids) > 1 and _beside_fighters(reading, reading.grammar.governor(first, last)):
            fighting.add(tuple(ids))
    if all(len(ids) == 1 for _, _, ids in stands):
        return Told(parties, countries, frozenset(), frozenset())
    nouns = (row for row in range(len(reading.tokens)) if reading.tokens.pos[row] in NAMING)
    return Told(parties, countries, frozenset(fold(reading.grammar.word(row)) for row in nouns), frozenset(fighting))


def _beside_fighters(reading: Reading, row: int) -> bool:
    """Does a coordination join the name to an army, a militia or rebels ("X and *the army*")?"""
    first = reading.grammar.first_conjunct(row)
    found = (reading.role_at(other) for other in reading.grammar.conjuncts(first) if other != row)
    return any(role is not None and role[0].sector in ARMED for role in found)
