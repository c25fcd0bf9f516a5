"""Decides who a noun phrase stands for: a known name, a new name, an office, or somebody described."""

from msgspec.structs import replace

from dragoman.find.actors.naming import Naming
from dragoman.find.actors.phrases import is_locative, names_craft, phrase_end, phrase_start, place_inside
from dragoman.find.actors.reading import Hit, PartyRecord, Phrase, Reading
from dragoman.find.actors.roles import country_of, described, role_modifier, sector_of
from dragoman.find.actors.words import Being
from dragoman.model import content_id, people_id

# Scores, from reading the development articles: how often a decision of the kind was right
NEW_NAME = 0.7
PART_OF_NAME = 0.85
PEOPLE = 0.8
_NO_PARTY_NAMES = frozenset({
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "EVENT", "LAW", "WORK_OF_ART",
})  # fmt: skip
_PLACE_NAMES = frozenset({"GPE", "LOC", "FAC"})
_ACTING = frozenset({"nsubj", "nsubjpass", "agent", "poss"})


def phrases_at(reading: Reading, naming: Naming, head: int) -> list[Phrase]:
    """Decide who the noun phrase that this token governs stands for; empty where it is no party."""
    hit = reading.hit_at.get(head)
    if hit is not None and _of_another_country(reading, hit, head):
        reading.drop(hit)
        hit = None
    if hit is not None:
        found = _named(reading, naming, hit, head)
    elif reading.role_at(head) is not None:
        return described(reading, naming, head)
    else:
        found = _new_name(reading, naming, head) if reading.tokens.pos[head] == "PROPN" else None
    return [found] if found is not None else []


def modifiers_at(reading: Reading, naming: Naming, row: int) -> list[Phrase]:
    """A name or role that only modifies a noun: "the *US* strike", "*Syrian government* shelling"."""
    hit = reading.hit_at.get(row)
    if hit is None:
        return role_modifier(reading, naming, row)
    if hit.party.being == "person" and hit.last < len(reading.tokens) and reading.tokens.pos[hit.last] == "PROPN":
        return []  # a thing that is named after him
    return [Phrase(hit.first, hit.last, row, hit.party, "adjective", hit.score, f"{hit.reason}; it modifies a noun")]


def _named(reading: Reading, naming: Naming, hit: Hit, head: int) -> Phrase | None:
    """A phrase whose head is a known name."""
    party, reason, score = hit.party, hit.reason, hit.score
    if party.is_state and not hit.uses & {"name", "seat"}:
        party, reason, score = _people(reading, party, head), "people of a country", PEOPLE
    elif party.being != "person" and _is_place(reading, hit, head):
        return None
    start = min(phrase_start(reading, head), hit.first)
    if party.being == "people" and party.country is None:
        party = _people_of(reading, party, country_of(reading, start, hit.first))
    naming.learn(party, hit.first, hit.last)
    return Phrase(start, max(hit.last, head + 1), head, party, "name", score, reason, _roles(reading, start, hit.first))


def _of_another_country(reading: Reading, hit: Hit, head: int) -> bool:
    """Is a name that is also a common noun said to be another country's ("Peru's Congress")?"""
    if hit.party.being == "person" or hit.party.country is None or reading.role_at(head) is None:
        return False
    said = country_of(reading, phrase_start(reading, head), hit.first)
    return said is not None and said != hit.party.country


def _is_place(reading: Reading, hit: Hit, head: int) -> bool:
    """Does a name that can be a place's stand for the place here?"""
    if hit.party.is_state and _is_dateline(reading, hit):
        return True
    lower = reading.grammar.word(head).islower()
    return (hit.party.is_state or lower or reading.tokens.name[head] in _PLACE_NAMES) and is_locative(reading, head)


def _is_dateline(reading: Reading, hit: Hit) -> bool:
    """Does a name in capitals only say where the report was written ("MOSCOW --")?"""
    first, last = reading.grammar.sentence_rows(hit.first)
    capitals = len(reading.grammar.word(hit.first)) > 3 and reading.grammar.word(hit.first).isupper()
    return capitals and hit.first == first and hit.last < last and reading.tokens.pos[hit.last] == "PUNCT"


def _people(reading: Reading, state: PartyRecord, head: int) -> PartyRecord:
    """The people of a country, by a demonym that is a noun ("Iranians", "an Iranian")."""
    entry = reading.knowledge.country(state.country or "")
    names = entry.people if entry is not None else ()
    name = names[1] if len(names) > 1 else names[0] if names else reading.grammar.word(head)
    return PartyRecord(people_id(state.country), name, state.country, "CVL", "people")


def _people_of(reading: Reading, people: PartyRecord, country: str | None) -> PartyRecord:
    """The part of a people that lives in a country ("Syria's Kurds"); the whole people where none is named."""
    entry = reading.knowledge.country(country) if country else None
    if entry is None:
        return people
    return replace(people, id=content_id(people.id, country), name=f"{entry.name} {people.name}", country=country)


def _roles(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """Role nouns in a range of rows."""
    return tuple(found[0].noun for row in range(first, last) if (found := reading.role_at(row)) is not None)


def _new_name(reading: Reading, naming: Naming, head: int) -> Phrase | None:
    """A phrase whose head is a name that the knowledge base does not have."""
    kind = reading.tokens.name[head]
    if kind in _NO_PARTY_NAMES:
        return None
    first = _name_start(reading, head)
    if " ".join(reading.lower[first : head + 1]) in reading.words.no_parties:
        return None
    above = reading.tokens.head[reading.tokens.head[head]]
    if reading.tokens.dep[head] == "pobj" and first <= above < head and reading.role_at(above) is not None:
        return None  # the name goes on before "of": it is that of the phrase above
    start = min(phrase_start(reading, head), first)
    known = naming.known(first, head + 1)
    if known is not None and not (kind in _PLACE_NAMES and is_locative(reading, head)):
        return Phrase(start, head + 1, head, known, "name", PART_OF_NAME, "part of a name that stood before",
                      _roles(reading, start, first))  # fmt: skip
    if kind in _PLACE_NAMES and (is_locative(reading, head) or reading.tokens.dep[head] == "poss"):
        return None  # "Mariupol's hospital"
    if kind == "" and head == first and reading.tokens.dep[head] not in _ACTING:
        return None
    party = _new_party(reading, (start, first), head)
    naming.learn(party, first, head + 1)
    return Phrase(start, head + 1, head, party, "name", NEW_NAME, "a name that the knowledge base does not have",
                  _roles(reading, start, first))  # fmt: skip


def _name_start(reading: Reading, head: int) -> int:
    """The first row of the name that ends with this token: back over the words of the parser's name, or capitals."""
    tokens, first = reading.tokens, head
    if tokens.name[head]:
        while first > 0 and not tokens.name_begins[first] and tokens.name[first - 1] == tokens.name[head]:
            first -= 1
    else:
        opening = reading.grammar.sentence_rows(head)[0]
        while first > opening and tokens.pos[first - 1] == "PROPN" and first - 1 not in reading.hit_at:
            first -= 1
    while first < head and (tokens.pos[first] == "DET" or _is_title(reading, first)):
        first += 1
    return first


def _is_title(reading: Reading, row: int) -> bool:
    """Is the word a title that stands before a name ("Gen.", "Minister")?"""
    return reading.lower[row].rstrip(".") in reading.words.words.titles


def _new_party(reading: Reading, starts: tuple[int, int], head: int) -> PartyRecord:
    """Make a party of a new name; country and sector are those that the words before and beside the name give."""
    start, first = starts
    country, sector, gender = (
        country_of(reading, start, head + 1),
        None,
        reading.words.given_names.gender_of(reading.lower[first]),
    )
    words = reading.words.words
    for row in range(start, first):
        found = reading.role_at(row)
        if found is not None:
            sector = sector_of(reading, found[0], (start, row + 1), row) or sector
        if reading.lower[row].rstrip(".") in words.feminine_titles:
            gender = "f"
        elif reading.lower[row].rstrip(".") in words.masculine_titles:
            gender = "m"
    for child in reading.grammar.children_by(head, "appos"):
        found = reading.role_at(child)
        if found is not None:
            beginning, end = phrase_start(reading, child), phrase_end(reading, child, office=True)
            country = country or country_of(reading, beginning, end) or _country_inside(reading, child)
            sector = sector or sector_of(reading, found[0], (beginning, end), child)
    being: Being = "thing" if _is_craft(reading, starts, head) else "body"
    being = "person" if being == "body" and _is_person(reading, starts, head) else being
    name = " ".join(reading.grammar.span(first, head + 1).of(reading.grammar.text).split())
    return PartyRecord(content_id("name", name.casefold()), name, country, sector, being, gender)


def _is_craft(reading: Reading, starts: tuple[int, int], head: int) -> bool:
    """Is a new name that of a ship or an aircraft ("the bulk *carrier* Rubymar", "a *tanker*, the Sea Champion")?"""
    before = range(*starts)
    if reading.tokens.dep[head] == "appos":
        before = range(reading.tokens.head[head], reading.tokens.head[head] + 1)
    return names_craft(reading, before)


def _is_person(reading: Reading, starts: tuple[int, int], head: int) -> bool:
    """Is a new name a person's: by its type, what stands before or beside it ("the governor, X"), or by "X, who"?"""
    if reading.tokens.name[head] == "PERSON" or _stands_beside_a_person(reading, head):
        return True
    called = any((found := reading.role_at(row)) and found[0].being in ("person", "people") for row in range(*starts))
    clause = reading.grammar.child(head, "relcl")
    subject = reading.grammar.child(clause, "nsubj", "nsubjpass") if clause is not None else None
    return called or (subject is not None and reading.lower[subject] in reading.words.pronouns.personal)


def _stands_beside_a_person(reading: Reading, head: int) -> bool:
    """Is the name in apposition to one person's role ("the governor, X")?"""
    noun = reading.tokens.head[head]
    found = reading.role_at(noun) if reading.tokens.dep[head] == "appos" else None
    return found is not None and found[0].being == "person" and not reading.is_plural(noun)


def _country_inside(reading: Reading, head: int) -> str | None:
    """The country in which a party is said to be."""
    place = place_inside(reading, head)
    hit = reading.hit_at.get(place) if place is not None else None
    return hit.party.country if hit is not None else None
