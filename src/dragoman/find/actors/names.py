"""Finds the names of the knowledge base in a document: one walk over its words, the longest name first."""

import msgspec

from dragoman.find.actors.namesakes import Told, tell
from dragoman.find.actors.reading import Hit, PartyRecord, Reading
from dragoman.knowledge import Entry, Name
from dragoman.knowledge.folding import fold, is_sun_article, name_words

LONGEST_NAME = 9  # words of the longest name that is looked for
LONGEST_UNSURE = 5  # words of the longest that is looked for by its sound or with a typing error
# Scores: spelled as in the knowledge base, only sounding like it, or a letter off; and what several namesakes cost
EXACT, BY_SOUND, MISTYPED, NAMESAKES = 0.95, 0.8, 0.5, 0.15
_FOUND_BY = {
    EXACT: "name in the knowledge base",
    BY_SOUND: "sounds like a name in the knowledge base",
    MISTYPED: "a letter off a name in the knowledge base",
}
_MODIFYING = frozenset({"amod", "compound", "nmod"})
_INSIDE_A_NAME = frozenset({"-", "–", "'", "’", "`", ".", "‘", "'s"})
_MARKS = frozenset("\"'“”‘’«»")
_BEINGS = {"person": "person", "people": "people"}


class Found(msgspec.Struct, frozen=True):
    """Rows `[first, last)` that are a name, the names that they may be, and how sure that is."""

    first: int
    last: int
    names: list[Name]
    score: float

    @property
    def parties(self) -> list[str]:
        """Ids of those who are called so, each once."""
        return list(dict.fromkeys(name.party for name in self.names))


def being_of(entry: Entry) -> str:
    """Which pronouns can stand for a known party."""
    return _BEINGS.get(entry.kind, "body")


def record_of(entry: Entry) -> PartyRecord:
    """Write a known party down."""
    return PartyRecord(
        f"kb:{entry.id}", entry.name, entry.country, entry.sector,
        being_of(entry), entry.gender,  # type: ignore[arg-type]
    )  # fmt: skip


def find_names(reading: Reading) -> list[Hit]:
    """Find every name of the knowledge base, in text order, none over another."""
    rows, words = _foldable(reading)
    found: list[Found] = []
    at = 0
    while at < len(rows):
        one, taken = _found_at(reading, rows, words, at)
        if one is not None:
            found.append(one)
        at += taken
    told = tell(reading, [(one.first, one.last, one.parties) for one in found])
    hits = (_hit(reading, one, told) for one in found)
    return [hit for hit in hits if hit is not None]


def _foldable(reading: Reading) -> tuple[list[int], list[str]]:
    """The rows that count in a name, and their folded words; hyphens and articles do not."""
    rows, words = [], []
    for row in range(len(reading.tokens)):
        word = fold(reading.grammar.word(row))
        if word and not _is_article(reading, row) and not _is_nickname(reading, row):
            rows.append(row)
            words.append(word)
    return rows, words


def _is_article(reading: Reading, row: int) -> bool:
    """Is the word an Arabic article that sounds like the word after it ("as-Sudani")?"""
    joined = row + 2 < len(reading.lower) and reading.lower[row + 1] == "-"
    return joined and is_sun_article(reading.lower[row], reading.lower[row + 2])


def _is_nickname(reading: Reading, row: int) -> bool:
    """Is the word in quotation marks within a name ("Jimmy 'Barbecue' Cherizier")?"""
    if not 1 < row < len(reading.lower) - 2:
        return False
    marked = reading.lower[row - 1] in _MARKS and reading.lower[row + 1] in _MARKS
    return marked and _capital(reading, row) and reading.is_proper(row - 2) and reading.is_proper(row + 2)


def _found_at(reading: Reading, rows: list[int], words: list[str], at: int) -> tuple[Found | None, int]:
    """The name that begins here, if any, and how many words to move on."""
    index = reading.knowledge.index
    for size, names in index.at(words[at : at + LONGEST_NAME]):
        if _unbroken(reading, rows, at, size):
            fitting = [name for name in names if _written_as(reading, rows[at : at + size], name)]
            if fitting and not _is_anothers(reading, rows[at], rows[at + size - 1], fitting):
                return Found(rows[at], rows[at + size - 1] + 1, fitting, EXACT), size
    return _unsure(reading, rows, words, at)


def _unsure(reading: Reading, rows: list[int], words: list[str], at: int) -> tuple[Found | None, int]:
    """A name that only sounds like a known one, or is a letter off."""
    tokens = reading.tokens
    if not _capital(reading, rows[at]) or (tokens.name[rows[at]] != "PERSON" and tokens.pos[rows[at]] != "PROPN"):
        return None, 1
    index = reading.knowledge.index
    for size in range(min(LONGEST_UNSURE, len(rows) - at), 0, -1):
        if _unbroken(reading, rows, at, size) and _capital(reading, rows[at + size - 1]):
            said = words[at : at + size]
            sounding = index.sounding(said)
            names = sounding or index.mistyped(said)
            if names and not (size > 1 and _is_anothers(reading, rows[at], rows[at + size - 1], names)):
                score = BY_SOUND if sounding else MISTYPED
                return Found(rows[at], rows[at + size - 1] + 1, names, score), size
    return None, 1


def _capital(reading: Reading, row: int) -> bool:
    """Does the word begin with a capital?"""
    return reading.grammar.word(row)[:1].isupper()


def _unbroken(reading: Reading, rows: list[int], at: int, size: int) -> bool:
    """Do only hyphens, apostrophes and articles stand between the words?"""
    if size == 1 or rows[at + size - 1] - rows[at] == size - 1:
        return True
    counted = set(rows[at : at + size])
    between = (reading.lower[row] for row in range(rows[at], rows[at + size - 1]) if row not in counted)
    return all(word in _INSIDE_A_NAME | _MARKS or word.rstrip("-").isalpha() for word in between)


def _is_anothers(reading: Reading, row: int, last: int, names: list[Name]) -> bool:
    """Is a word or surname only a part of another person's name ("Jordan Smith", "Ivanka Trump", "Amira Ben Ali")?"""
    entries = [reading.knowledge.entries[name.party] for name in names]
    part = [entry.kind == "person" and len(name.words) < len(name_words(entry.name))
            for name, entry in zip(names, entries, strict=True)]  # fmt: skip
    if row < last and not all(part):
        return False
    tokens = reading.tokens
    person = tokens.name[row] == "PERSON"
    follows = person and last + 1 < len(tokens) and tokens.name[last + 1] == "PERSON"
    if follows and not tokens.name_begins[last + 1] and tokens.pos[last + 1] == "PROPN":
        return True
    before = row - 1
    while before > 0 and not fold(reading.grammar.word(before)):
        before -= 1
    given = fold(reading.grammar.word(before)) if before >= 0 else ""
    if row < last and any(given in name_words(entry.name) for entry in entries):
        return False  # "Zine Ben Ali"
    if before < 0 or tokens.pos[before] != "PROPN" or tokens.head[before] not in range(row, last + 1):
        return False
    same = tokens.name[before] == "PERSON" and person and not tokens.name_begins[row]
    title = reading.lower[before].rstrip(".") in reading.words.words.titles or reading.role_at(before) is not None
    return not title and (same or not reading.knowledge.index.at([given]))


def _written_as(reading: Reading, name_rows: list[int], name: Name) -> bool:
    """Is it written with the capitals that the name needs?"""
    if name.words[0] == reading.words.words.article and reading.tokens.dep[name_rows[-1]] in _MODIFYING:
        return False  # "The Australian" is a paper, "the Australian government" is none
    if name.acronym:
        letters = "".join(reading.grammar.word(row) for row in name_rows)
        return not any(letter.islower() for letter in letters) and not _among_capitals(reading, name_rows)
    return name.capital < 0 or _capital(reading, name_rows[name.capital])


def _among_capitals(reading: Reading, name_rows: list[int]) -> bool:
    """Are the words on both sides in capitals too, so that capitals tell nothing?"""
    around = (name_rows[0] - 1, name_rows[-1] + 1)
    words = [reading.grammar.word(row) for row in around if 0 <= row < len(reading.tokens)]
    return len(words) == 2 and all(len(word) > 1 and word.isalpha() and word.isupper() for word in words)


def _hit(reading: Reading, found: Found, told: Told) -> Hit | None:
    """Choose the party that is meant: of several, the one that the document tells most of; None where it tells nothing.

    Persons are the exception: of namesakes, the one that the knowledge base has first is the best known.
    """
    knowledge, parties = reading.knowledge, found.parties
    reason, score, chosen = _FOUND_BY[found.score], found.score, parties[0]
    if len(parties) > 1:
        weighed = {party: told.weigh(reading, knowledge.entries[party], tuple(parties)) for party in parties}
        chosen = max(parties, key=weighed.__getitem__)
        persons = any(knowledge.entries[party].kind == "person" for party in parties)
        if not persons and list(weighed.values()).count(weighed[chosen]) > 1:
            return None
        reason, score = f"{reason}; one of {len(parties)} that are called so", score - NAMESAKES
    uses = frozenset(name.use for name in found.names if name.party == chosen)
    head = reading.grammar.governor(found.first, found.last)
    party = record_of(knowledge.on(knowledge.entries[chosen], reading.day))
    return Hit(found.first, found.last, head, party, uses, score, reason)
