"""What parties of a document are called: shorter names that later stand for them, and names of those described."""

from itertools import takewhile

from msgspec.structs import replace

from dragoman.find.actors.names import record_of
from dragoman.find.actors.phrases import aboard, complement
from dragoman.find.actors.reading import PartyRecord, Phrase, Reading
from dragoman.find.actors.words import ARMED_FORCES, Role
from dragoman.grammar import TIME_NAMES
from dragoman.knowledge import Entry
from dragoman.knowledge.folding import fold, is_acronym, sound_of
from dragoman.model import ARMED, DESCRIBED, content_id

_NOT_IN_A_NAME = frozenset({"DET", "NUM", "PUNCT", "PRON", "ADV", "CCONJ", "SYM", "SPACE"})
_QUANTIFIED = frozenset({"nummod", "det", "quantmod"})


class Naming:
    """The names that stood in the document so far, by the part that may stand for the whole."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: dict[str, PartyRecord] = {}
        self._parts: dict[str, PartyRecord] = {}
        self._called: dict[str, list[PartyRecord]] = {}
        self._soldiers: dict[str, PartyRecord] = {}
        self._described: set[str] = set()

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
        if party.sector == "MIL":
            self._soldiers[party.id] = party
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

    def only_soldier(self, noun: str) -> PartyRecord | None:
        """The one named person so far who is of an army; None for several, and where "a general" was told of."""
        alone = len(self._soldiers) == 1 and noun not in self._described
        return next(iter(self._soldiers.values())) if alone else None

    def known(self, first: int, last: int) -> PartyRecord | None:
        """The party whose name, or part of it, these rows are."""
        words = self._words(first, last)
        if not words:
            return None
        return self._names.get(" ".join(words)) or self._parts.get(sound_of(words))

    def describe(
        self, rows: tuple[int, int], head: int, role: Role, said: tuple[str | None, str | None]
    ) -> PartyRecord:
        """Name a party that is described, in the words of the text: its nationality, what qualifies the noun, the noun.

        An organ that every state has one of is that organ, and the holder of an office of a country on a day is one
        person. Anybody else has the id of the description only: "a general" of one text need not be that of another.

        Args:
            rows: The phrase.
            head: Row of its noun.
            role: What the noun says.
            said: Country and sector.
        """
        reading, (country, sector) = self._reading, said
        self._described.add(role.noun)
        if (holder := self._whose_office(role, head)) is not None:
            return _office_of(reading, role.noun, holder)
        entry = reading.knowledge.country(country) if country else None
        whose = reading.hit_at.get(reading.possessor(head)) if role.noun in reading.words.others else None
        kept = self._kept((whose.last if whose else rows[0], rows[1]), head, country)
        words = reading.words
        organ = words.organ_of.get(role.noun)
        bare = organ == ARMED_FORCES or len(kept) == len(role.noun.split())
        if entry is not None and organ is not None and bare and not self._counted(head):
            return organ_of(reading, organ, entry)
        names = [hit for row in kept if (hit := reading.hit_at.get(row)) is not None]
        text = _joined(reading, kept)
        text = f"{text} {words.words.belonging} {whose.party.name}" if whose else text  # "ally of Iraq"
        key = (text.casefold(), sector)
        if entry is not None and all(hit.first > head and hit.party.country != country for hit in names):
            # "envoy to the UN" is not the envoy
            what = text.casefold() if names else self._what(role, kept, head)
            key = (entry.id, f"{sector} {what}")
            text = self._with_nationality(rows, head, kept, entry)
        one = role.being in ("person", "people") and reading.tokens.tag[head] != "NNS"
        text = f"{words.words.unnamed} {text}" if one or self._is_some_group(rows, head, role) else text
        carried = aboard(reading, rows[1]) if role.being in ("person", "people") else ""
        text = f"{text} {carried}".rstrip()
        being = "person" if one and reading.tokens.tag[head] == "NN" else role.being
        held = entry is not None and role.office and one and reading.day and not self._counted(head)
        id_ = (
            content_id("office", role.office, reading.day, *key)
            if held
            else description_id(*key, *carried.casefold().split())
        )
        return PartyRecord(id_, text, country, sector, being, _gender(reading, role.noun), named=False)

    def _what(self, role: Role, kept: list[int], head: int) -> str:
        """What one described by a noun is: of one person or office with the nouns before it ("*farm* minister")."""
        tokens = self._reading.tokens
        one = tokens.tag[head] == "NN" and (role.being == "person" or role.noun in self._reading.words.bureaus)
        nouns = [row for row in kept if row < head and tokens.pos[row] in ("NOUN", "PROPN")] if one else []
        return " ".join(tokens.lemma[row].lower() for row in (*nouns, head))

    def _whose_office(self, role: Role, head: int) -> PartyRecord | None:
        """The person whose office it is, by his name before or behind the noun: it speaks for him."""
        reading = self._reading
        inner = complement(reading, head)
        owner = inner if inner is not None else reading.possessor(head)
        hit = reading.hit_at.get(owner) if role.noun in reading.words.bureaus else None
        return hit.party if hit is not None and hit.party.being == "person" else None

    def _kept(self, rows: tuple[int, int], head: int, country: str | None) -> list[int]:
        """The rows of a phrase that its name is made of: without its country, which goes before it as an adjective."""
        reading, kept = self._reading, list[int]()
        for row in range(*rows):
            hit = reading.hit_at.get(row)
            state = hit is not None and hit.party.is_state and hit.party.country == country and row < head
            if not state and (row >= head or self._qualifies(row, head)):
                kept.append(row)
        return _coordinated(reading, kept, head)

    def _with_nationality(self, rows: tuple[int, int], head: int, kept: list[int], entry: Entry) -> str:
        """Name a party with its nationality, where the words before the noun have it, else before them."""
        reading = self._reading
        hits = [hit for hit in reading.hits_in(rows[0], head) if hit.party.country == entry.id and hit.party.is_state]
        first = hits[-1].first if hits else rows[0]
        before, after = ([row for row in kept if (row < first) == side] for side in (True, False))
        return " ".join(filter(None, (_joined(reading, before), nationality(entry), _joined(reading, after))))

    def _is_some_group(self, rows: tuple[int, int], head: int, role: Role) -> bool:
        """Is it one of the groups that the text gives no name ("a militant group")?"""
        reading = self._reading
        noun = role.noun.split()[-1]
        indefinite = any(reading.lower[row] in reading.words.words.indefinite for row in range(rows[0], head))
        return indefinite and noun in reading.words.anaphors.group and not reading.is_plural(head)

    def _qualifies(self, row: int, head: int) -> bool:
        """Does a word before a noun belong to the name of a party that is described?"""
        reading = self._reading
        if "-" in (reading.lower[row], *reading.lower[row + 1 : row + 2]):
            return True  # "left-leaning"
        between = takewhile(lambda above: above != head, reading.grammar.ancestors(row))
        if any(reading.tokens.pos[above] == "NUM" for above in between):
            return False  # it hedges a number: "no fewer than 25 men"
        if reading.tokens.name[row] in TIME_NAMES:
            return False  # "last *September* helicopters struck", where the parser joins the two
        words = reading.words.words
        if reading.lower[row] in words.coordinators and reading.lower[row] != words.article:
            return True
        return reading.tokens.pos[row] not in _NOT_IN_A_NAME and reading.lower[row] not in words.indefinite | words.idle

    def _counted(self, head: int) -> bool:
        """Is only a number of them meant ("two soldiers", "a soldier")?"""
        reading = self._reading
        for child in reading.grammar.children(head):
            if reading.tokens.dep[child] in _QUANTIFIED and reading.lower[child] not in reading.words.words.definite:
                return True
        return False


def description_id(*parts: object) -> str:
    """The id of what is only described: it tells descriptions apart, and does not say that two texts mean the same."""
    return DESCRIBED + content_id("description", *parts)


def nationality(entry: Entry) -> str:
    """What stands before the noun for what is of a country: "Iraqi"; its name, where it has no adjective."""
    return entry.adjectives[0] if entry.adjectives else entry.name


def organ_of(reading: Reading, organ: str, state: Entry) -> PartyRecord:
    """An organ of a state: the body of the knowledge base, else one that is called after both in every document."""
    known = reading.knowledge.organ(organ, state.id)
    if known is not None:
        return record_of(known)
    name = f"{nationality(state)} {organ.title() if organ == ARMED_FORCES else organ}"
    sector = next(role.sector for group in reading.words.by_last_word.values() for role in group.values()
                  if reading.words.organ_of.get(role.noun) == organ)  # fmt: skip
    return PartyRecord(content_id("organ", state.id, organ), name, state.id, sector, "body")


def of_country(reading: Reading, party: PartyRecord, noun: str, country: str) -> PartyRecord:
    """The body of a country that a bare noun means: the country itself for "the government", else its army, police."""
    entry = reading.knowledge.country(country)
    if entry is None:
        return replace(party, country=country)
    if noun in reading.words.state:
        return record_of(entry)
    if noun in reading.words.organ_of:
        return organ_of(reading, reading.words.organ_of[noun], entry)
    name = party.name or noun
    unnamed = reading.words.words.unnamed + " "
    whole = f"{unnamed if name.startswith(unnamed) else ''}{nationality(entry)} {name.removeprefix(unnamed)}"
    return PartyRecord(
        description_id(country, party.sector, name.casefold()), whole, country, party.sector, party.being, named=False
    )


def owned(reading: Reading, phrase: Phrase, owners: dict[int, PartyRecord]) -> Phrase:
    """Give what is described as somebody's ("its troops") the country of its owner; allies and rivals are others.

    Args:
        reading: The document.
        phrase: The phrase.
        owners: Whom the possessive pronouns read so far stand for.
    """
    owner = owners.get(reading.possessor(phrase.head))
    noun = phrase.roles[0] if phrase.roles else ""
    if owner is None or phrase.kind == "name":
        return phrase
    theirs = noun in reading.words.state and not owner.is_state and owner.being != "person"
    apart = noun in reading.words.others or owner.country is None or phrase.party.sector == "CVL" or theirs
    apart = apart and not (noun in reading.words.bureaus and owner.being == "person")
    if apart and reading.possessor(phrase.head) in reading.hit_at:
        return phrase  # it is named after him already
    if apart and owner.id != phrase.party.id:
        name = f"{phrase.party.name} {reading.words.words.belonging} {owner.name}"
        own_id = description_id(phrase.party.id, owner.id)
        return replace(phrase, party=replace(phrase.party, id=own_id, name=name))
    if (speaker := _speaker(reading, phrase, owner)) is not None:
        return replace(phrase, party=speaker, reason=f"{phrase.reason}; of {owner.name}")
    ranks = reading.is_plural(phrase.head) and reading.possessor(phrase.head) == phrase.head - 1
    if ranks and owner.being == "body" and {owner.sector, phrase.party.sector} <= ARMED:
        return replace(phrase, party=owner, reason=f"{phrase.reason}; those who fight for {owner.name}")
    if phrase.party.country or owner.country is None:
        return phrase
    entry = reading.knowledge.country(owner.country)
    reason = f"{phrase.reason}; its country is that of {owner.name}"
    if noun in reading.words.anaphors.country and entry is not None:
        return replace(phrase, party=record_of(entry), reason=reason)
    possessor = reading.grammar.child(phrase.head, "poss") or 0
    bare = replace(phrase.party, name=noun) if reading.tokens.pos[possessor] == "NOUN" else phrase.party
    return replace(phrase, party=of_country(reading, bare, noun, owner.country), reason=reason)


def _office_of(reading: Reading, noun: str, holder: PartyRecord) -> PartyRecord:
    """The office that speaks for a person; one in every document."""
    name = f"{noun} {reading.words.words.belonging} {holder.name}"
    id_ = description_id(noun, holder.id)
    return PartyRecord(id_, name, holder.country, holder.sector, "body", named=False)


def _speaker(reading: Reading, phrase: Phrase, owner: PartyRecord) -> PartyRecord | None:
    """The office of a person, or who acts for a group that is no state's ("the Houthis, *whose spokesman*")."""
    if phrase.roles and phrase.roles[0] in reading.words.bureaus and owner.being == "person":
        return _office_of(reading, phrase.roles[0], owner)
    group = owner.being in ("body", "people") and not owner.is_state and owner.sector in ARMED - {"MIL"}
    if not group or phrase.party.being != "person" or phrase.party.named:
        return None
    name, own_id = f"{phrase.party.name} {reading.words.words.belonging} {owner.name}", (phrase.party.id, owner.id)
    return replace(phrase.party, id=description_id(*own_id), name=name, sector=owner.sector, country=owner.country)


def same_being(one: PartyRecord, other: PartyRecord) -> bool:
    """Can the two be the same party: both persons, or neither?"""
    return (one.being == "person") == (other.being == "person")


def _gender(reading: Reading, noun: str) -> str:
    """The gender that a role noun says ("spokeswoman"), or ""."""
    words = reading.words.words
    return "f" if noun in words.feminine_titles else "m" if noun in words.masculine_titles else ""


def _coordinated(reading: Reading, kept: list[int], head: int) -> list[int]:
    """Drop from the words of a name what only links words that are not in it: marks and "and" at its edges."""
    words = [row for row in kept if not _links(reading, row) or row > head]
    if not words:
        return [head]
    return [
        row
        for row in kept
        if row in words or (words[0] < row < head and {row - 1, row + 1} <= set(kept) and not _links(reading, row - 1))
    ]


def _links(reading: Reading, row: int) -> bool:
    """Does the word only stand between others?"""
    return reading.tokens.pos[row] in ("PART", "PUNCT", "CCONJ", "SYM")


def _joined(reading: Reading, rows: list[int]) -> str:
    """Join words with the blanks that stand between them in the text."""
    text, tokens = "", reading.tokens
    for number, row in enumerate(rows):
        near = number > 0 and tokens.end[rows[number - 1]] == tokens.start[row]
        text += ("" if near or not text else " ") + reading.grammar.word(row)
    return text.strip("- ")
