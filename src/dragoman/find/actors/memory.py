"""What a reader has in mind at a place of a text: who was spoken of, and how likely each is spoken of next.

Source: the factors of Lappin and Leass, An algorithm for pronominal anaphora resolution (1994): how recent a phrase is,
and whether it is a subject; the weights were set on the development articles. There a sentence between halves a weight.
"""

from collections import Counter
from itertools import takewhile

import msgspec
from msgspec.structs import replace

from dragoman.find.actors.binding import OBJECTS, SUBJECTS, bound, counted
from dragoman.find.actors.reading import PartyRecord, Reading
from dragoman.model import STATE_SECTORS

REACH = 4  # sentences back in which whom a word stands for is looked for
# Weights of a phrase as antecedent
SUBJECT, OBJECT, OTHER, MODIFIER = 1.0, 0.6, 0.45, 0.3
SOURCE = 0.1  # "by *the army's* count": who only says so is seldom spoken of next; an estimate
A_SENTENCE_BACK = 0.55  # factor for each sentence between
SAME_ROLE = 0.15  # subject after subject
SAME_OBJECT = 0.9  # object after object of one sentence: "met the families and promised *them*"; over any subject
SETTING = 0.4  # a country that is the place of all that was read: "the country" is where things happen
ANSWERED = 1.2  # "broke with X over *its* raid": one is treated in a way for one's own acts; over any subject
MAIN_CLAUSE = 0.1  # the subject of a sentence as a whole
OWN = 1.0  # "Iran and its neighbours"
OWN_ACT = 0.6  # "urged Israel to stop *its* attacks": over the subject of the sentence
NAMED_BEFORE = 0.03  # for each earlier mention, up to four
ENOUGH = 0.25  # least weight that is believed
CERTAIN = 1.2  # weight that gives the full score
BEST_SCORE = 0.9
HELD = 0.6  # "abducted three men ... *they* were freed": whoever was taken; over the subject of the sentence
THINGS = 0.2  # weapons and vehicles are seldom "they"
ABOUT = 0.8  # where its own sentence names none, "the army" is that of the country that a text is about
A_STATE = 0.2  # a government is rather that of a state that was named than of somebody's ("no American was harmed")
COUNTED = 0.3  # "thousands of raids ... one of them": what was counted, rather than who is spoken of; an estimate
TRAILING = 0.45  # "X has gone, Y wrote. *His* office": the text goes on about X; an estimate
SAME_NUMBER = 0.3  # several after "they": a state or body may be meant too, but less likely


class Antecedent(msgspec.Struct, frozen=True):
    """A phrase that a later word may stand for; without parties it only stands in the way of others.

    Attributes:
        head: Its governing row.
        parties: Whom it stands for: all members of a coordination.
        plural: It is spoken of as several.
        weight: How likely it is spoken of next, by its place in the clause.
        last: Row of the last member of its coordination.
        plural_alone: Its first member alone is spoken of as several.
    """

    head: int
    parties: tuple[PartyRecord, ...]
    plural: bool
    weight: float
    last: int = 0
    plural_alone: bool = False

    def read_until(self, row: int) -> "Antecedent":
        """What of a coordination has been read at a row: all of it, or only its first member."""
        if self.last < row or len(self.parties) < 2:
            return self
        return replace(self, parties=self.parties[:1], plural=self.plural_alone)


class Choice(msgspec.Struct, frozen=True):
    """The likeliest antecedent of a word, and its weight."""

    antecedent: Antecedent
    weight: float

    @property
    def score(self) -> float:
        """0 to 1."""
        return round(BEST_SCORE * min(1.0, self.weight / CERTAIN), 2)


class Memory:
    """What a reader of the text has in mind at a place of it: the phrases read so far."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._read: list[Antecedent] = []
        self._times: Counter[str] = Counter()
        self._settings: Counter[str] = Counter()
        self._countries: Counter[str] = Counter()

    def _is_about(self, country: str | None) -> bool:
        """Is most of what was read of countries, their people and bodies of this one?"""
        return self._countries[country or ""] * 2 > self._countries.total()

    def add(self, antecedent: Antecedent) -> None:
        """Read on by one phrase."""
        self._read.append(antecedent)
        self._countries.update(party.country for party in antecedent.parties if party.country)
        self._times.update(party.id for party in antecedent.parties)

    def add_setting(self, row: int, state: PartyRecord) -> None:
        """Read a country as the place where something is."""
        self._settings[state.id] += 1
        self._countries[state.country or ""] += 1
        self._read.append(Antecedent(row, (state,), False, OTHER))

    def likeliest(self, row: int, kind: str) -> Choice | None:
        """The phrase that a word of this kind most likely stands for; None where none is likely enough."""
        reading, best = self._reading, None
        sentence, barred, near = reading.grammar.sentence(row), set[str](), False
        for read in reversed(self._read):
            candidate = read.read_until(row)
            distance = sentence - reading.grammar.sentence(candidate.head)
            if distance > REACH:
                break
            if distance == 0 and bound(reading, row, candidate.head):
                barred.update(_names_of(candidate, kind))
                continue
            free = _free(candidate, kind, barred)
            if free is not None and kind == "owner" and _goes_by_another_name(reading, row, free):
                continue
            meant = free is not None and (bool(free.parties) or not _is_addressed(reading, row))
            if free is not None and meant and agrees(reading, kind, free):
                weight = self._weight(row, kind, free, distance)
                if kind == "state" and self._settings:
                    weight += SETTING * self._settings[free.parties[0].id] / self._settings.total()
                if kind == "owner" and distance > 0 and not near:
                    weight += ABOUT * self._is_about(free.parties[0].country)
                near = near or distance == 0
                if best is None or weight > best.weight:
                    best = Choice(free, weight)
        return best if best is not None and best.weight >= ENOUGH else None

    def _weight(self, row: int, kind: str, candidate: Antecedent, distance: int) -> float:
        """How likely the word stands for this phrase."""
        reading, words = self._reading, self._reading.words.words
        weight = candidate.weight * A_SENTENCE_BACK**distance
        if reading.tokens.dep[row] in SUBJECTS and candidate.weight == SUBJECT:
            weight += SAME_ROLE * A_SENTENCE_BACK**distance
        if (
            reading.tokens.dep[row] == "poss"
            and reading.grammar.first_conjunct(reading.tokens.head[row]) == candidate.head
        ):
            weight += OWN
        if reading.tokens.dep[row] == "poss" and _ends_own(reading, row, candidate.head):
            weight += OWN_ACT
        if candidate.weight != SUBJECT and _is_answered(reading, row, candidate.head):
            weight += ANSWERED
        if _is_done_to(reading, row, words.freeing) and _is_done_to(reading, candidate.head, words.taking):
            weight += HELD
        verb = reading.tokens.head[counted(reading, candidate.head)]
        if candidate.weight == SUBJECT and distance > 0 and _trails(reading, candidate.head, verb, row):
            weight -= TRAILING * A_SENTENCE_BACK**distance
        if candidate.weight == SUBJECT and reading.tokens.dep[verb] == "ROOT":
            weight += MAIN_CLAUSE * A_SENTENCE_BACK**distance
        one_of = _is_one_of(reading, row)
        told = reading.tokens.head[reading.tokens.head[row]] if one_of else row  # "*40* of them"
        if reading.tokens.dep[told] in OBJECTS and reading.tokens.dep[candidate.head] in OBJECTS:
            same = reading.tokens.head[candidate.head] in reading.grammar.ancestors(row)
            weight += SAME_OBJECT if same and kind in ("thing", "plural") else 0.0
        if kind == "plural" and one_of and _has_count(reading, candidate.head):
            weight += COUNTED
        if kind == "plural" and candidate.plural:
            weight += SAME_NUMBER
        if kind == "owner" and candidate.parties:
            weight += A_STATE * candidate.parties[0].is_state
        if kind == "plural" and candidate.parties and all(party.being == "thing" for party in candidate.parties):
            weight -= THINGS
        if candidate.parties:
            weight += NAMED_BEFORE * min(4, max(self._times[party.id] for party in candidate.parties) - 1)
        return weight

    def called(self, row: int, noun: str, bare: str) -> PartyRecord | None:
        """The last party before a row that the document called by a noun and more; not that of the bare noun."""
        words = noun.split()
        for read in reversed(self._read):
            first = read.head + 1 - len(words)
            if read.head < row and self._reading.lower[first : read.head + 1] == words and len(read.parties) == 1:
                party = read.parties[0]
                if party.id != bare and (party.country or party.named or party.name.split()[-len(words) :] == words):
                    return party
        return None

    def two_in_a_sentence(self, row: int) -> tuple[PartyRecord, ...]:
        """The two that the nearest sentence names that names more than one, in text order; () where it names more."""
        sentences: dict[int, dict[str, PartyRecord]] = {}
        for read in self._within_reach(row):
            named = sentences.setdefault(self._reading.grammar.sentence(read.head), {})
            named.update({party.id: party for party in read.parties if party.id not in named})
        several = next((named for _, named in sorted(sentences.items(), reverse=True) if len(named) > 1), {})
        return tuple(several.values()) if len(several) == 2 else ()

    def only(self, row: int, *, sectors: frozenset[str] | None = None) -> tuple[PartyRecord, ...]:
        """Every state, body and people spoken of within reach, each once; or named groups and armies of some sectors.

        Not those of the word's own clause, which it cannot stand for.
        """
        read = self._within_reach(row)
        told = (one for one in read if one.weight > SOURCE)
        found = {party.id: party for one in told for party in one.parties if party.being in ("body", "people")}
        barred = self._beside(row, read)
        if sectors is None:
            return tuple(party for party in found.values() if party.id not in barred)
        fighting = (
            party
            for party in found.values()
            if (party.named or party.sector == "MIL") and party.sector in sectors
            if not party.is_state and party.id not in barred
        )
        return tuple({_force_of(party): party for party in reversed(list(fighting))}.values())[::-1]

    def _beside(self, row: int, read: list[Antecedent]) -> set[str]:
        """Ids of those read that the word cannot stand for, since they stand in its own clause."""
        return {party.id for one in read if bound(self._reading, row, one.head) for party in one.parties}

    def _within_reach(self, row: int) -> list[Antecedent]:
        """What was read of the last sentences, in text order."""
        sentence = self._reading.grammar.sentence
        near = takewhile(lambda read: sentence(row) - sentence(read.head) <= REACH, reversed(self._read))
        return list(near)[::-1]

    def last_two(self, row: int, kind: str) -> tuple[PartyRecord, ...]:
        """The last two parties of a kind before a row, if both stand within reach; "states", "persons" or "any"."""
        found: dict[str, PartyRecord] = {}
        read = self._within_reach(row)
        barred = self._beside(row, read)
        for candidate in reversed(read):
            fitting = tuple(party for party in candidate.parties if _fits(party, kind) and party.id not in barred)
            if len(fitting) == len(candidate.parties) == 2:
                return fitting
            if kind != "any":
                found.update({party.id: party for party in fitting if party.id not in found and len(found) < 2})
        return tuple(reversed(found.values())) if len(found) == 2 else ()


def _trails(reading: Reading, head: int, verb: int, row: int) -> bool:
    """Is it who says what stands before him ("he is gone, *a man* wrote"), and the word no second saying of his?"""
    tokens, grammar = reading.tokens, reading.grammar
    said = any(one < head < verb for one in grammar.children_by(verb, "ccomp"))
    next_verb = tokens.head[tokens.head[row]] if tokens.dep[row] == "poss" else tokens.head[row]
    return said and grammar.child(next_verb, "ccomp") is None


def _force_of(party: PartyRecord) -> tuple[str, str | None]:
    """On whose side a party fights: the army, air force and soldiers of a state are one, every armed group its own."""
    return ("state", party.country) if party.sector == "MIL" and party.country else ("party", party.id)


def _fits(party: PartyRecord, kind: str) -> bool:
    """Is the party of this kind: "states", "persons" or "any"?"""
    return party.is_state if kind == "states" else kind == "any" or party.being == "person"


def _names_of(candidate: Antecedent, kind: str) -> set[str]:
    """Ids of the parties of a phrase; where a country is looked for, countries."""
    return {(party.country or "") if kind == "state" else party.id for party in candidate.parties}


def _free(candidate: Antecedent, kind: str, barred: set[str]) -> Antecedent | None:
    """The phrase without parties that the word cannot stand for, since they stand in its own clause."""
    if not candidate.parties:
        return candidate
    free = tuple(one for one in candidate.parties if ((one.country or "") if kind == "state" else one.id) not in barred)
    if len(free) == len(candidate.parties):
        return candidate
    return replace(candidate, parties=free, plural=candidate.plural and len(free) > 1) if free else None


def agrees(reading: Reading, kind: str, candidate: Antecedent) -> bool:
    """Can a word of this kind stand for the phrase?"""
    one = candidate.parties[0] if len(candidate.parties) == 1 else None
    if kind in ("masculine", "feminine"):
        other = "f" if kind == "masculine" else "m"
        return one is not None and one.being == "person" and not candidate.plural and one.gender != other
    if kind == "plural":
        return candidate.plural or (one is not None and one.being == "body")
    if kind == "state":
        return one is not None and one.is_state
    if kind in ("group", "agency"):
        if one is None or one.being != "body" or one.is_state or candidate.plural:
            return False
        return kind == "agency" or one.sector not in STATE_SECTORS  # an army is no "group"
    if kind == "site":
        called = reading.tokens.lemma[candidate.head].lower() in reading.words.anaphors.sites
        return called and one is not None and one.being != "person" and not candidate.plural
    if kind == "owner":
        return one is not None and one.country is not None
    return not candidate.plural and (not candidate.parties or (one is not None and one.being in ("body", "thing")))


def _goes_by_another_name(reading: Reading, row: int, candidate: Antecedent) -> bool:
    """Has the phrase's country such a body under another name: is Congress called "parliament"?"""
    country = candidate.parties[0].country if candidate.parties else None
    return reading.lower[row] in reading.words.anaphors.otherwise.get(country or "", ())


def _is_answered(reading: Reading, row: int, head: int) -> bool:
    """Is a possessive's noun the ground of what the verb does to the phrase: "criticised *Israel* over *its* raid"?"""
    tokens = reading.tokens
    preposition = tokens.head[tokens.head[row]]
    if tokens.dep[row] != "poss" or tokens.dep[tokens.head[row]] != "pobj":
        return False
    verb = tokens.head[preposition]
    while tokens.dep[verb] in OBJECTS:
        verb = tokens.head[verb]
    ground = reading.lower[preposition] in reading.words.words.grounds
    return ground and head < preposition and verb in reading.grammar.ancestors(head) and tokens.pos[verb] == "VERB"


def _ends_own(reading: Reading, row: int, head: int) -> bool:
    """Does the phrase end, take back or go on with what the word owns ("urged *Israel* to stop its attacks")?"""
    tokens, noun = reading.tokens, reading.tokens.head[row]
    verb = tokens.head[noun]
    if tokens.dep[noun] not in OBJECTS or tokens.lemma[verb].lower() not in reading.words.words.own_objects:
        return False
    return reading.grammar.first_conjunct(head) in _doers(reading, verb)


def _doers(reading: Reading, verb: int) -> list[int]:
    """The subject of a verb; of an infinitive under a verb of asking, whoever is asked."""
    tokens, grammar = reading.tokens, reading.grammar
    own = grammar.children_by(verb, *SUBJECTS)
    above = tokens.head[verb]
    if (
        own
        or tokens.dep[verb] not in ("xcomp", "ccomp")
        or tokens.lemma[above].lower() not in reading.words.words.asking
    ):
        return own
    phrases = [one for child in grammar.children_by(above, "prep") for one in grammar.children_by(child, "pobj")]
    return [one for one in (*grammar.children_by(above, *OBJECTS), *phrases) if one < verb]


def _is_done_to(reading: Reading, row: int, verbs: frozenset[str]) -> bool:
    """Is it the object of one of some verbs, or the subject of their passive?"""
    row = counted(reading, reading.grammar.first_conjunct(row))
    patient = reading.tokens.dep[row] in OBJECTS or reading.tokens.dep[row] == "nsubjpass"
    return patient and reading.tokens.lemma[reading.tokens.head[row]].lower() in verbs


def _is_addressed(reading: Reading, row: int) -> bool:
    """Can the word only be a party, since a verb of speech is turned to it: "accused *it* of supplying weapons"?"""
    return reading.tokens.dep[row] == "dobj" and _is_done_to(reading, row, reading.words.words.addressing)


def _is_one_of(reading: Reading, row: int) -> bool:
    """Is it what some are taken from: "one of *them*"?"""
    link = reading.tokens.head[row]
    above = reading.tokens.head[link]
    return reading.tokens.dep[row] == "pobj" and reading.lower[link] == "of" and reading.tokens.pos[above] == "NUM"


def _has_count(reading: Reading, row: int) -> bool:
    """Is a noun counted: "*thousands* of raids", "*four* raids"?"""
    return counted(reading, row) != row or reading.grammar.child(row, "nummod") is not None
