"""The names of a party, cut into folded words, with how each may be used."""

from collections.abc import Iterable

import msgspec

from dragoman.knowledge.folding import first_capital, is_acronym, name_words, sound, sound_of
from dragoman.knowledge.records import Entry, Use

SHORTEST_SOUND = 5  # letters of a sound that still tells names apart
SHORTEST_ALONE = 7  # letters of a name of one word that is looked for by its sound or with a typing error
SHORTEST_MISTYPED = 10  # letters of a name in which one wrong letter is taken for a typing error
_SPELLED_FREELY = frozenset({"person", "group", "party"})  # kinds whose names are often transliterated


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

    @property
    def letters(self) -> str:
        """The folded name in one."""
        return "".join(self.words)


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


def sound_key(words: tuple[str, ...]) -> str:
    """The sound by which a name is looked for; "" where it is too short to tell names apart, or has a mere number."""
    if len(words) == 1 and len(words[0]) < SHORTEST_ALONE:
        return ""
    if any(len(sound(word)) == 1 for word in words):
        return ""  # "Charles III", "Charles E."
    key = sound_of(words)
    return key if len(key) >= SHORTEST_SOUND else ""


def is_spelled_freely(entry: Entry, name: Name) -> bool:
    """Is it a name that outlets spell as they hear it? A person's surname alone is not looked for so."""
    several = len(name.words) > 1
    return (
        name.use == "name"
        and not name.acronym
        and entry.kind in _SPELLED_FREELY
        and (several or entry.kind != "person")
    )


def halves(letters: str) -> tuple[str, ...]:
    """The two halves of a name: a typing error leaves one of them whole."""
    if len(letters) < SHORTEST_MISTYPED:
        return ()
    middle = len(letters) // 2
    return f"{letters[:middle]}-", f"-{letters[middle:]}"


def halves_around(letters: str) -> set[str]:
    """Every half that a name can have which one typing error turned into these letters."""
    if len(letters) < SHORTEST_MISTYPED:
        return set()
    found = set()
    for size in range(len(letters) - 1, len(letters) + 2):
        found |= {f"{letters[: size // 2]}-", f"-{letters[len(letters) - (size - size // 2) :]}"}
    return found
