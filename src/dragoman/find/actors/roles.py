"""Parties that a role noun describes: "the Iraqi prime minister", "Iran-backed Shia militants", "US and UK troops"."""

from msgspec.structs import replace

from dragoman.find.actors.names import record_of
from dragoman.find.actors.naming import Naming
from dragoman.find.actors.phrases import complement, is_locative, phrase_end, phrase_start, place_inside
from dragoman.find.actors.reading import Hit, PartyRecord, Phrase, Reading
from dragoman.find.actors.words import Role
from dragoman.model import ARMED, LEGISLATIVE

# Scores, from reading the development articles
OFFICE = 0.85  # who held an office on a day, or a government that stands for its country
DESCRIPTION = 0.7
ROLE_MODIFIER = 0.6


ABSTRACT_USES = frozenset({"pobj", "dobj", "attr", "conj", "appos"})


def described(reading: Reading, naming: Naming, head: int) -> list[Phrase]:
    """Decide who a phrase stands for whose head is a role noun; two parties where it names two countries."""
    found = reading.role_at(head)
    if found is None or (found[0].being == "thing" and is_locative(reading, head)) or _is_abstract(reading, head):
        return []
    role, noun = found
    if role.noun in reading.words.capital and reading.grammar.word(head).islower():
        return []
    start = min(phrase_start(reading, head), noun)
    end = phrase_end(reading, head, office=role.being == "person")
    shared = _sharing(reading, start, head)
    if shared:
        return [
            replace(
                _decide(reading, naming, (role, head), (shared[-1].last, end), hit.party.country),
                first=first,
                last=last,
            )
            for hit, (first, last) in zip(shared, _cut(shared, start, end), strict=True)
        ]
    behind = _heading(reading, head)
    if behind:
        return [
            replace(
                _decide(reading, naming, (role, head), (start, head + 1), hit.party.country),
                first=start if number == 0 else hit.first,
                last=hit.last,
            )
            for number, hit in enumerate(behind)
        ]
    country = _country(reading, role, head, (start, end))
    if role.noun in reading.words.only_of and country is None and not _is_owned(reading, head, (start, end)):
        return []
    return [_decide(reading, naming, (role, head), (start, end), country)]


def _is_owned(reading: Reading, head: int, rows: tuple[int, int]) -> bool:
    """Do the words say whose it is?"""
    return reading.grammar.child(head, "poss") is not None or bool(reading.hits_in(*rows))


def _is_abstract(reading: Reading, head: int) -> bool:
    """Does the noun mean no one: singular without an article ("by force"), "state of emergency", "use of force"?"""
    found = reading.role_at(head)
    above = reading.tokens.head[head]
    if reading.tokens.dep[head] == "pobj" and reading.lower[above] == reading.words.words.belonging:
        governor = reading.tokens.lemma[reading.tokens.head[above]].lower()
        if governor in reading.words.abstract_before_of:
            return True
    if found is not None and found[0].noun in reading.words.not_with_of and complement(reading, head) is not None:
        return True
    bare = reading.tokens.tag[head] == "NN" and not any(child < head for child in reading.grammar.children(head))
    return bare and reading.lower[head] not in reading.words.mass and reading.tokens.dep[head] in ABSTRACT_USES


def _country(reading: Reading, role: Role, head: int, rows: tuple[int, int]) -> str | None:
    """The country of a role; of forces, things and embassies it is not the place where they are.

    Of allies it is not whose they are.
    """
    said = country_of(reading, rows[0], head + 1)
    if said is None and not _is_sent_to(reading, head):
        said = country_of(reading, head, rows[1])
    if role.noun in reading.words.others and said is not None:
        return country_of(reading, *rows, owners=False)
    abroad = role.sector == "MIL" or role.being == "thing" or role.noun in reading.words.abroad
    return said or country_around(reading, head, rows[0], place=not abroad)


def _is_sent_to(reading: Reading, head: int) -> bool:
    """Does a country that follows only say where somebody is sent ("ambassador to Iraq")?"""
    after = head + 1
    return after < len(reading.lower) and reading.lower[after] == reading.words.words.destination


def role_modifier(reading: Reading, naming: Naming, row: int) -> list[Phrase]:
    """A role noun that only modifies a noun that is no party: "*Syrian government* shelling", "*militia* attacks"."""
    found, governor = reading.role_at(row), reading.tokens.head[row]
    if found is None or found[0].being == "thing" or not (found[0].sector or found[0].otherwise):
        return []
    if found[0].noun in reading.words.state and found[1] - 1 not in reading.hit_at:
        return []
    if reading.tokens.pos[row] != "NOUN" or reading.tokens.pos[governor] != "NOUN" or _in_role(reading, governor, row):
        return []
    role, first = found
    before = reading.hit_at.get(first - 1)
    first = before.first if before is not None and before.party.is_state else first
    phrase = _decide(reading, naming, (role, row), (first, row + 1), country_of(reading, first, row + 1))
    reason = f'"{role.noun}" modifies a noun'
    return [Phrase(first, row + 1, row, phrase.party, "adjective", ROLE_MODIFIER, reason)]


def _in_role(reading: Reading, governor: int, row: int) -> bool:
    """Is the noun that is modified a party itself ("militia leaders", "army base")?"""
    found = reading.role_at(governor)
    return governor in reading.hit_at or (found is not None and row < governor)


def _sharing(reading: Reading, start: int, head: int) -> list[Hit]:
    """Countries that are coordinated before one noun ("US and UK troops"); empty where there are fewer than two."""
    hits: list[Hit] = []
    for hit in reading.hits_in(start, head):
        between = reading.lower[hits[-1].last : hit.first] if hits else []
        linked = bool(between) and reading.words.words.coordinators.issuperset(between)
        if hit.party.is_state and not tied_only(reading, hit) and (not hits or linked):
            hits.append(hit)
    return hits if len({hit.party.id for hit in hits}) > 1 else []


def _heading(reading: Reading, head: int) -> list[Hit]:
    """Countries that are coordinated behind a plural ("the leaders of Armenia and Azerbaijan"); empty for fewer."""
    inner = complement(reading, head)
    if inner is None or not reading.is_plural(head):
        return []
    hits = [reading.hit_at.get(row) for row in reading.grammar.conjuncts(inner)]
    states = [hit for hit in hits if hit is not None and hit.party.is_state]
    return states if len(states) == len(hits) and len({hit.party.id for hit in states}) > 1 else []


def _cut(hits: list[Hit], start: int, end: int) -> list[tuple[int, int]]:
    """The rows of each of the parties that share a noun: the first begins, the last ends the phrase."""
    last = len(hits) - 1
    return [
        (start if number == 0 else hit.first, end if number == last else hit.last) for number, hit in enumerate(hits)
    ]


def _decide(
    reading: Reading, naming: Naming, noun: tuple[Role, int], rows: tuple[int, int], country: str | None
) -> Phrase:
    """Decide who a role noun with its country stands for."""
    role, head = noun
    ruled = _ruled(reading, role, rows[0], head)
    if ruled is not None:
        reason = f'{ruled.reason}; its "{role.noun}" stands for it'
        return Phrase(*rows, head, ruled.party, "office", ruled.score, reason, (role.noun,))
    if country and role.noun in reading.words.state and (rows[1] <= head + 1 or _is_of_state(reading, head)):
        entry = reading.knowledge.country(country)
        if entry is not None:
            reason = "the government of a country stands for the country"
            return Phrase(*rows, head, record_of(entry), "office", OFFICE, reason, (role.noun,))
    named = reading.hit_at.get(head - 1)
    if role.noun in reading.words.anaphors.group and named is not None and _is_called(named):
        return Phrase(*rows, head, named.party, "name", named.score, f'{named.reason}; "{role.noun}" says what it is')
    body = _ranks_of(reading, role, head)
    if body is not None:
        reason = f'{body.reason}; "{role.noun}" are those who fight for it'
        return Phrase(*rows, head, body.party, "name", body.score, reason, (role.noun,))
    holder = _holder(reading, naming, noun, rows, country) or _soldier(reading, naming, noun, rows)
    if holder is not None:
        party, reason = holder
        return Phrase(*rows, head, party, "office", OFFICE, reason, (role.noun,))
    party = naming.describe(rows, head, role, (country, sector_of(reading, role, rows, head)))
    return Phrase(*rows, head, party, "description", DESCRIPTION, f'"{role.noun}" is a role', (role.noun,))


def _ruled(reading: Reading, role: Role, first: int, head: int) -> Hit | None:
    """The body that is no state of its own, but has a government: "*Somaliland's* government", "the *Scottish* one"."""
    hits = [hit for hit in reading.hits_in(first, head) if not tied_only(reading, hit)]
    alone = role.noun in reading.words.state and len(hits) == 1 and not hits[0].party.is_state
    return hits[0] if alone and hits[0].party.being == "body" and hits[0].party.sector in ("GOV", None) else None


def _is_of_state(reading: Reading, head: int) -> bool:
    """Does the name of a country alone stand behind a noun: "the government *of Iran*"?"""
    hit = _behind(reading, head)
    return hit is not None and hit.party.is_state and complement(reading, hit.head) is None


def _behind(reading: Reading, head: int) -> Hit | None:
    """The name that the `of` phrase of a noun governs."""
    inner = complement(reading, head)
    return reading.hit_at.get(inner) if inner is not None else None


def _is_called(hit: Hit) -> bool:
    """Is it a body whose name may stand before the noun for what it is ("the NATO alliance", "the Hamas movement")?"""
    return hit.party.being == "body" and not hit.party.is_state and hit.party.sector not in ("GOV", None)


def _ranks_of(reading: Reading, role: Role, head: int) -> Hit | None:
    """The armed body whose men are meant, who are that body itself: "*Hezbollah* fighters", "troops of the *RSF*"."""
    if role.sector not in ARMED or not reading.is_plural(head):
        return None
    near = [reading.hit_at.get(head - 1), _behind(reading, head)]
    bodies = (hit for hit in near if hit is not None and hit.party.being == "body" and not tied_only(reading, hit))
    return next((hit for hit in bodies if hit.party.sector in ARMED and not hit.party.is_state), None)


def _holder(
    reading: Reading, naming: Naming, noun: tuple[Role, int], rows: tuple[int, int], country: str | None
) -> tuple[PartyRecord, str] | None:
    """Who held an office on the document's day, or is called so in the document; and why."""
    role, head = noun
    if not role.office or reading.is_plural(head) or not is_definite(reading, rows[0], head):
        return None
    if any(reading.lower[row] in reading.words.words.former for row in range(rows[0], head)):
        return None
    of = country
    inner = complement(reading, head, office=True)
    hit = reading.hit_at.get(inner) if inner is not None else None
    hit = hit or next((one for one in reading.hits_in(rows[0], head) if not one.party.is_state), None)
    if hit is not None and not hit.party.is_state and hit.party.being != "person":
        of = hit.party.id.removeprefix("kb:")
    if inner is not None and hit is None:
        return None
    called = naming.called(role.noun, country)
    if called is not None:
        return called, f'called "{role.noun}" before in the document'
    entry = reading.knowledge.holder(role.office, of, reading.day) if of and reading.day else None
    return (record_of(entry), f"{role.office} of {of} on {reading.day}") if entry is not None else None


def _soldier(
    reading: Reading, naming: Naming, noun: tuple[Role, int], rows: tuple[int, int]
) -> tuple[PartyRecord, str] | None:
    """Whom "the general" means: who was called so before, or the only one of those named so far who is a soldier."""
    role, head = noun
    alone = rows[1] == head + 1 and reading.lower[rows[0] : head] == [reading.words.words.article]
    if role.being != "person" or role.sector != "MIL" or reading.is_plural(head) or not alone:
        return None
    called = naming.called(role.noun, None)
    if called is not None:
        return called, f'called "{role.noun}" before in the document'
    only = naming.only_soldier(role.noun)
    return (only, f'the only soldier named before this "{role.noun}"') if only is not None else None


def is_definite(reading: Reading, start: int, head: int, *, numbers: bool = False) -> bool:
    """Does the phrase speak of certain ones: no "a", "another", "any", and no number where none is allowed?"""
    undefined, pos = reading.words.words.indefinite, reading.tokens.pos
    return not any(reading.lower[row] in undefined or (pos[row] == "NUM" and not numbers) for row in range(start, head))


def country_of(reading: Reading, first: int, last: int, *, owners: bool = True) -> str | None:
    """The country that the words of a phrase name, nearest to its end; not one that only backs or opposes.

    Args:
        reading: The document.
        first: First row of the phrase.
        last: The row after its last.
        owners: Possessors count too ("Iran's army", but not "Iran's neighbours").
    """
    for hit in reversed(reading.hits_in(first, last)):
        if _gives_name(reading, hit):
            continue
        owner = reading.tokens.dep[hit.head] in ("poss", "pobj")
        if hit.party.country and not tied_only(reading, hit) and (owners or not owner):
            return hit.party.country
    return None


def _gives_name(reading: Reading, hit: Hit) -> bool:
    """Is a person's name only part of the name of a thing ("Assad Airbase"), which need not be of his country?"""
    above = reading.tokens.head[hit.head]
    return hit.party.being == "person" and reading.tokens.dep[hit.head] == "compound" and reading.is_proper(above)


def country_around(reading: Reading, head: int, start: int, *, place: bool) -> str | None:
    """The country in which a party is said to be, or that the first of a coordination gives ("US forces and bases")."""
    inside = place_inside(reading, head) if place else None
    hit = reading.hit_at.get(inside) if inside is not None else None
    if hit is not None:
        return hit.party.country
    first = reading.grammar.first_conjunct(head)
    if first != head and start == head:
        return country_of(reading, phrase_start(reading, first), first)
    return None


def tied_only(reading: Reading, hit: Hit) -> bool:
    """Does the name only say who backs, leads or is opposed ("Iran-backed", "pro-Iranian")?"""
    words, lower = reading.words.words, reading.lower
    after = lower[hit.last + 1] if hit.last + 1 < len(lower) and lower[hit.last] in ("-", "–") else ""
    before = lower[hit.first - 2] if hit.first > 1 and lower[hit.first - 1] in ("-", "–") else ""
    return after in words.sponsor or before in words.stance


def sector_of(reading: Reading, role: Role, rows: tuple[int, int], head: int) -> str | None:
    """The sector of a role; that of the words around where the noun itself has none.

    Soldiers are of the armed group that is named with them ("*rebel* commander", "commander *of Hezbollah*"), or of no
    army ("*aid* convoy").
    """
    first = head + 1 - len(role.noun.split())
    before = reading.role_at(first - 1) if role.sector == "MIL" and first else None
    if before is not None and before[0].sector in ARMED:
        return before[0].sector
    body = _behind(reading, head) if role.sector == "MIL" else None
    if body is not None and body.party.being == "body" and body.party.sector in ARMED:
        return body.party.sector
    if role.sector == "MIL" and first and reading.lower[first - 1] in reading.words.words.civil:
        return role.otherwise or None
    if role.sector:
        return role.sector
    inner = complement(reading, head, office=True)
    electors = inner is not None and reading.tokens.lemma[inner].lower() in reading.words.words.electors
    if electors and role.noun in reading.words.words.deputies:
        return LEGISLATIVE  # "representatives *of the nation*"
    around = [*range(head - 1, rows[0] - 1, -1), *([inner] if inner is not None else [])]
    for row in around:
        hit = reading.hit_at.get(row)
        if hit is not None and hit.party.sector and not hit.party.is_state and not tied_only(reading, hit):
            return hit.party.sector
        found = reading.role_at(row)
        if found is not None and found[0].sector:
            return found[0].sector
    return role.otherwise or None
