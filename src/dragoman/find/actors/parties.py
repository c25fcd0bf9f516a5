"""Decides who a noun phrase stands for: a known name, an office, a new name, or a description."""

import msgspec

from dragoman.find.actors.naming import Naming
from dragoman.find.actors.phrases import complement, is_locative, phrase_end, phrase_start
from dragoman.find.actors.reading import Hit, PartyRecord, Reading
from dragoman.find.actors.words import Role
from dragoman.model import content_id

NEW_NAME, OFFICE, DESCRIPTION = 0.7, 0.85, 0.7  # scores: a name unknown to us, who held an office, what is described
_NO_PARTY_NAMES = frozenset({
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "EVENT", "LAW", "WORK_OF_ART",
})  # fmt: skip


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase that stands for a party: rows, governing row, party, how, and why."""

    first: int
    last: int
    head: int
    party: PartyRecord
    kind: str
    score: float
    reason: str


def phrase_at(reading: Reading, naming: Naming, head: int) -> Phrase | None:
    """Decide who the noun phrase that this token governs stands for; None where it is no party."""
    hit = reading.hit_at.get(head)
    if hit is not None:
        return _named(reading, naming, hit, head)
    found = reading.role_at(head)
    tokens = reading.grammar.tokens
    if tokens.pos[head] == "PROPN" and found is None:
        return _new_name(reading, naming, head)
    if found is None:
        return None
    return _described(reading, naming, head, found)


def _named(reading: Reading, naming: Naming, hit: Hit, head: int) -> Phrase | None:
    """A phrase whose head is a known name."""
    tokens = reading.grammar.tokens
    party, reason = hit.party, hit.reason
    if hit.is_state:
        if hit.uses & {"name", "seat"} and not (hit.uses & {"people"}):
            if is_locative(reading, head):
                return None
        elif "people" in hit.uses or "adjective" in hit.uses:
            word = reading.grammar.word(head)
            party = PartyRecord(
                content_id("people", party.country),
                word if word.endswith("s") else f"{word}s",
                party.country,
                "CVL",
                "people",
            )  # noqa: E501
            reason = "people of a country"
    elif party.being != "person" and is_locative(reading, head) and tokens.name[head] in ("GPE", "LOC", "FAC"):
        return None
    start = phrase_start(reading, head) if party.being == "person" else _with_article(reading, hit, head)
    naming.learn(party, reading, hit.first, hit.last)
    return Phrase(min(start, hit.first), max(hit.last, head + 1), head, party, "name", hit.score, reason)


def _with_article(reading: Reading, hit: Hit, head: int) -> int:
    """The first row of a phrase that a body's name governs."""
    start = phrase_start(reading, head)
    return start if start < hit.first else hit.first


def _new_name(reading: Reading, naming: Naming, head: int) -> Phrase | None:
    """A phrase whose head is a name that the knowledge base does not have."""
    tokens = reading.grammar.tokens
    if tokens.name[head] in _NO_PARTY_NAMES:
        return None
    first = _name_start(reading, head)
    start = phrase_start(reading, head)
    known = naming.known(reading, first, head + 1)
    if known is not None:
        return Phrase(min(start, first), head + 1, head, known, "name", EXACT_PART, "part of a name that stood before")
    kind = tokens.name[head]
    if kind in ("GPE", "LOC", "FAC") and is_locative(reading, head):
        return None
    if kind == "" and not _likely_name(reading, first, head):
        return None
    party = _new_party(reading, start, first, head)
    naming.learn(party, reading, first, head + 1)
    return Phrase(
        min(start, first), head + 1, head, party, "name", NEW_NAME, "a name that the knowledge base does not have"
    )


EXACT_PART = 0.85  # score of a part of a name whose whole stood before


def _likely_name(reading: Reading, first: int, head: int) -> bool:
    """Is a capitalised word that the parser gives no type a party's name? It is where it acts or is of several words."""
    return reading.grammar.tokens.dep[head] in ("nsubj", "nsubjpass", "agent", "poss") or head - first > 0


def _name_start(reading: Reading, head: int) -> int:
    """The first row of the name that ends with this token: back over capitalised words of the same name."""
    tokens = reading.grammar.tokens
    if tokens.name[head]:
        first = head
        while first > 0 and not tokens.name_begins[first] and tokens.name[first - 1] == tokens.name[head]:
            first -= 1
        while first < head and tokens.pos[first] == "DET":
            first += 1
        return first
    first = head
    while (
        first > 0
        and tokens.pos[first - 1] == "PROPN"
        and reading.grammar.sentence(first - 1) == reading.grammar.sentence(head)
    ):  # noqa: E501
        first -= 1
    return first


def _new_party(reading: Reading, start: int, first: int, head: int) -> PartyRecord:
    """Make a party of a new name; country and sector are those that the words before the name give."""
    grammar, tokens = reading.grammar, reading.grammar.tokens
    country = country_of(reading, start, head + 1)
    text = grammar.span(first, head + 1).of(reading.grammar.text)
    person = tokens.name[head] == "PERSON"
    sector, gender = None, ""
    for row in range(start, head):
        found = reading.role_at(row)
        if found is not None:
            sector = found[0].sector or found[0].otherwise or sector
        gender = "f" if reading.lower[row].rstrip(".") in reading.words.words.feminine_titles else gender
        gender = "m" if reading.lower[row].rstrip(".") in reading.words.words.masculine_titles else gender
    name = " ".join(text.split())
    return PartyRecord(
        content_id("name", name.casefold()), name, country, sector, "person" if person else "body", gender
    )


def country_of(reading: Reading, first: int, last: int) -> str | None:
    """The country that the words of a phrase name, nearest to its end; not one that only backs or opposes."""
    row = last - 1
    while row >= first:
        hit = reading.hit_at.get(row)
        if hit is not None and hit.last <= last and hit.party.country and not _tied_only(reading, hit):
            return hit.party.country
        row = hit.first - 1 if hit is not None else row - 1
    return None


def _tied_only(reading: Reading, hit: Hit) -> bool:
    """Does the name only say who backs, leads or is opposed ("Iran-backed", "pro-Iranian")?"""
    words, lower = reading.words.words, reading.lower
    after = lower[hit.last + 1] if hit.last + 1 < len(lower) and lower[hit.last] == "-" else ""
    before = lower[hit.first - 2] if hit.first > 1 and lower[hit.first - 1] == "-" else ""
    return after in words.sponsor or before in words.stance


def _described(reading: Reading, naming: Naming, head: int, found: tuple[Role, int]) -> Phrase | None:
    """A phrase whose head is a role noun."""
    role, noun = found
    if role.being == "thing" and is_locative(reading, head):
        return None
    start = phrase_start(reading, head)
    end = phrase_end(reading, head, office=bool(role.office) or role.being == "person")
    start = min(start, noun)
    country = country_of(reading, start, end)
    if country and role.noun in reading.words.state and end == head + 1:
        entry = reading.knowledge.country(country)
        if entry is not None:
            party = PartyRecord(f"kb:{country}", entry.name, country, "GOV", "body")
            return Phrase(
                start, end, head, party, "office", OFFICE, "the government of a country stands for the country"
            )
    holder = _holder(reading, start, role, country, head)
    if holder is not None:
        return Phrase(start, end, head, holder, "office", OFFICE, f"{role.office} of {country} on {reading.day}")
    sector = _sector(reading, start, end, role, head)
    return Phrase(start, end, head, naming.describe(reading, (start, end), head, role, country, sector), "description",
                  DESCRIPTION, f'"{role.noun}" is a role')  # fmt: skip


def _holder(reading: Reading, start: int, role: Role, country: str | None, head: int) -> PartyRecord | None:
    """Who held an office on the document's day."""
    from dragoman.find.actors.names import record_of  # noqa: PLC0415

    if not (role.office and country and reading.day) or reading.grammar.tokens.tag[head] in ("NNS", "NNPS"):
        return None
    if any(reading.lower[row] in reading.words.words.former for row in range(start, head)):
        return None
    entry = reading.knowledge.holder(role.office, country, reading.day)
    return record_of(entry) if entry is not None else None


def _sector(reading: Reading, start: int, end: int, role: Role, head: int) -> str | None:
    """The sector of a role; that of the words around where the noun itself has none."""
    if role.sector:
        return role.sector
    inner = complement(reading, head, office=True)
    rows = [*range(head - 1, start - 1, -1), *([inner] if inner is not None and inner < end else [])]
    for row in rows:
        hit = reading.hit_at.get(row)
        if hit is not None and hit.party.sector and not hit.is_state:
            return hit.party.sector
        found = reading.role_at(row)
        if found is not None and found[0].sector:
            return found[0].sector
    return role.otherwise or None
