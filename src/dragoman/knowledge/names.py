"""Which names stand in a row of words: an index by first word, so that a text is walked once, whatever its size."""

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.knowledge.folding import first_capital, is_acronym, name_words, skeleton
from dragoman.knowledge.records import Entry, Use


class Name(msgspec.Struct, frozen=True):
    """One of a party's names.

    Attributes:
        words: Folded words.
        party: Id of the entry.
        use: Whether it names the party, is its demonym as an adjective or a noun, or a seat that stands for it.
        acronym: It must stand in capitals.
        capital: Which of the words must begin with a capital; -1 where none must.
    """

    words: tuple[str, ...]
    party: str
    use: Use
    acronym: bool
    capital: int


def names_of(entry: Entry) -> Iterable[Name]:
    """Yield every name of a party with its use."""
    uses: tuple[tuple[Use, tuple[str, ...]], ...] = (
        ("name", (entry.name, *entry.variants)),
        ("adjective", entry.adjectives),
        ("people", entry.people),
        ("seat", entry.seats),
    )
    for use, texts in uses:
        made: dict[tuple[str, ...], Name] = {}
        for text in texts:
            words = name_words(text)
            if words:
                acronym, capital = is_acronym(text), first_capital(text)
                same = made.get(words)
                if same is not None:
                    acronym, capital = acronym and same.acronym, min(capital, same.capital)
                made[words] = Name(words, entry.id, use, acronym, capital)
        yield from made.values()


class NameIndex:
    """Every name, by its first word; persons' names of two words and more also by their skeleton."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[str, dict[tuple[str, ...], list[Name]]] = {}
        self._longest: dict[str, int] = {}
        self._skeletons: dict[tuple[str, ...], list[Name]] = {}
        for entry in entries:
            for name in names_of(entry):
                self._add(name, entry.kind == "person")

    def _add(self, name: Name, person: bool) -> None:
        first = name.words[0]
        self._exact.setdefault(first, {}).setdefault(name.words, []).append(name)
        self._longest[first] = max(self._longest.get(first, 0), len(name.words))
        if person and len(name.words) > 1:
            self._skeletons.setdefault(tuple(map(skeleton, name.words)), []).append(name)

    def at(self, words: Sequence[str]) -> list[tuple[int, list[Name]]]:
        """Names that these folded words begin with: how many words each takes, and the names, longest first."""
        first = words[0] if words else ""
        table = self._exact.get(first)
        if table is None:
            return []
        longest = min(self._longest[first], len(words))
        return [(size, table[key]) for size in range(longest, 0, -1) if (key := tuple(words[:size])) in table]

    def sounding(self, words: tuple[str, ...]) -> list[Name]:
        """Names of persons that sound like these folded words."""
        return self._skeletons.get(tuple(map(skeleton, words)), [])
