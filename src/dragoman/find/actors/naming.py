"""What parties of a document are called: shorter names that later stand for them, and names of those described."""

from msgspec.structs import replace

from dragoman.find.actors.names import record_of
from dragoman.find.actors.reading import PartyRecord, Phrase, Reading
from dragoman.find.actors.words import Role
from dragoman.knowledge.folding import fold, is_acronym, sound_of
from dragoman.model import content_id

_NOT_IN_A_NAME = frozenset({"DET", "NUM", "PUNCT", "PRON", "ADV", "CCONJ", "SYM", "SPACE"})
_QUANTIFIED = frozenset({"nummod", "det", "quantmod"})


class Naming:
    """The names that stood in the document so far, by the part that may stand for the whole."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: dict[str, PartyRecord] = {}
        self._parts: dict[str, PartyRecord] = {}
        self._called: dict[str, list[PartyRecord]] = {}

    def _words(self, first: int, last: int) -> list[str]:
        folded = (fold(self._reading.grammar.word(row)) for row in range(first, last))
        return [word for word in folded if word]

    def learn(self, party: PartyRecord, first: int, last: int) -> None:
        """Remember a name: the whole, a person's last words and his first, an acronym in brackets after it."""
        words, lower = self._words(first, last), self._reading.lower
        if not words:
            return
        self._names.setdefault(" ".join(words), party)
        if party.being == "person" and len(words) > 1:
            self._parts.setdefault(sound_of(words[:1]), party)  # "Xi", "Saddam"
            self._parts.update({sound_of(words[at:]): party for at in range(1, len(words))})
        if last + 1 < len(lower) and lower[last] == "(" and is_acronym(self._reading.grammar.word(last + 1)):
            self._names[fold(self._reading.grammar.word(last + 1))] = party

    def learn_roles(self, phrase: Phrase) -> None:
        """Remember by which roles the text calls a person, and those of the offices that he is known to have held."""
        party = phrase.party
        if party.being != "person" or phrase.kind == "description":
            return
        entry = self._reading.knowledge.entries.get(party.id.removeprefix("kb:"))
        offices = {office.title for office in entry.offices} if entry is not None else set()
        nouns = {noun for title in offices for noun in self._reading.words.offices.get(title, ())}
        for noun in {*phrase.roles, *nouns}:
            named = self._called.setdefault(noun, [])
            if party in named:
                named.remove(party)
            named.append(party)

    def complete(self, party: PartyRecord, described: Phrase) -> PartyRecord:
        """Give a new party the country, sector and gender of the words that describe it, where it has none yet."""
        if party.country and party.sector and party.gender:
            return party
        says = described.party
        whole = replace(
            party,
            country=party.country or says.country,
            sector=party.sector or says.sector,
            gender=party.gender or says.gender,
        )
        for table in (self._names, self._parts):
            table.update({words: whole for words, known in table.items() if known == party})
        return whole

    def called(self, noun: str, country: str | None) -> PartyRecord | None:
        """The person of a country (of any, where it is not said) that was last called by a role."""
        named = self._called.get(noun, ())
        return next((party for party in reversed(named) if country in (None, party.country)), None)

    def known(self, first: int, last: int) -> PartyRecord | None:
        """The party whose name, or part of it, these rows are."""
        words = self._words(first, last)
        if not words:
            return None
        return self._names.get(" ".join(words)) or self._parts.get(sound_of(words))

    def describe(
        self, rows: tuple[int, int], head: int, role: Role, said: tuple[str | None, str | None]
    ) -> PartyRecord:
        """Name a party that is described: its country, what qualifies the noun, the noun.

        Args:
            rows: The phrase.
            head: Row of its noun.
            role: What the noun says.
            said: Country and sector.
        """
        reading, (country, sector) = self._reading, said
        entry = reading.knowledge.country(country) if country else None
        kept = []
        for row in range(*rows):
            hit = reading.hit_at.get(row)
            if hit is not None and hit.party.is_state and hit.party.country == country and row < head:
                continue
            if row >= head or self._qualifies(row):
                kept.append(row)
        while kept and kept[0] < head and reading.tokens.pos[kept[0]] in ("PART", "PUNCT"):
            kept.pop(0)
        text = _joined(reading, kept)
        named = any(row in reading.hit_at for row in kept)
        if entry is not None and role.noun in reading.words.armed_forces and not self._counted(head):
            return of_country(reading, PartyRecord("", "", country, "MIL", "body"), role.noun, entry.id)
        name = f"{entry.name} {text}" if entry is not None and not named else text
        key = (
            (country, sector, reading.tokens.lemma[head].lower())
            if entry is not None and not named
            else (name.casefold(), sector)
        )
        one = role.being == "people" and reading.tokens.tag[head] == "NN"
        being = "person" if one else role.being
        return PartyRecord(content_id("description", *key), name, country, sector, being, _gender(reading, role.noun))

    def _qualifies(self, row: int) -> bool:
        """Does a word before a noun belong to the name of a party that is described?"""
        reading = self._reading
        if reading.lower[row] == "-":
            return True
        if any(reading.tokens.pos[above] == "NUM" for above in reading.grammar.ancestors(row)):
            return False  # it hedges a number: "no fewer than 25 men"
        return (
            reading.tokens.pos[row] not in _NOT_IN_A_NAME and reading.lower[row] not in reading.words.words.indefinite
        )

    def _counted(self, head: int) -> bool:
        """Is only a number of them meant ("two soldiers", "a soldier")?"""
        reading = self._reading
        for child in reading.grammar.children(head):
            if reading.tokens.dep[child] in _QUANTIFIED and reading.lower[child] not in reading.words.words.definite:
                return True
        return False


def of_country(reading: Reading, party: PartyRecord, noun: str, country: str) -> PartyRecord:
    """The body of a country that a bare noun means: the country itself for "the government", else its army, police."""
    entry = reading.knowledge.country(country)
    if entry is None:
        return replace(party, country=country)
    if noun in reading.words.state:
        return PartyRecord(f"kb:{country}", entry.name, country, entry.sector, "body")
    if noun in reading.words.armed_forces:
        name = f"{entry.name} {reading.words.armed_forces_name}"
        return PartyRecord(content_id("description", name), name, country, "MIL", "body")
    name = party.name or noun
    key = content_id("description", country, party.sector, name.casefold())
    return PartyRecord(key, f"{entry.name} {name}", country, party.sector, party.being)


def owned(reading: Reading, phrase: Phrase, owners: dict[int, PartyRecord]) -> Phrase:
    """Give what is described as somebody's ("its troops") the country of its owner; allies and rivals are others.

    Args:
        reading: The document.
        phrase: The phrase.
        owners: Whom the possessive pronouns read so far stand for.
    """
    owner = owners.get(reading.grammar.child(phrase.head, "poss") or -1)
    noun = phrase.roles[0] if phrase.roles else ""
    if owner is None or phrase.party.country or phrase.kind == "name" or noun in reading.words.others:
        return phrase
    theirs = noun in reading.words.state and not owner.is_state and owner.being != "person"
    if owner.country is None or phrase.party.sector == "CVL" or theirs:
        return replace(phrase, party=replace(phrase.party, name=f"{phrase.party.name} of {owner.name}"))
    entry = reading.knowledge.country(owner.country)
    reason = f"{phrase.reason}; its country is that of {owner.name}"
    if noun in reading.words.anaphors.country and entry is not None:
        return replace(phrase, party=record_of(entry), reason=reason)
    possessor = reading.grammar.child(phrase.head, "poss") or 0
    bare = replace(phrase.party, name=noun) if reading.tokens.pos[possessor] == "NOUN" else phrase.party
    return replace(phrase, party=of_country(reading, bare, noun, owner.country), reason=reason)


def same_being(one: PartyRecord, other: PartyRecord) -> bool:
    """Can the two be the same party: both persons, or neither?"""
    return (one.being == "person") == (other.being == "person")


def _gender(reading: Reading, noun: str) -> str:
    """The gender that a role noun says ("spokeswoman"), or ""."""
    words = reading.words.words
    return "f" if noun in words.feminine_titles else "m" if noun in words.masculine_titles else ""


def _joined(reading: Reading, rows: list[int]) -> str:
    """Join words with the blanks that stand between them in the text."""
    text, tokens = "", reading.tokens
    for number, row in enumerate(rows):
        near = number > 0 and tokens.end[rows[number - 1]] == tokens.start[row]
        text += ("" if near or not text else " ") + reading.grammar.word(row)
    return text.strip("- ")
