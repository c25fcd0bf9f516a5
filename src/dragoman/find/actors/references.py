"""Finds whom pronouns and descriptions that point back stand for: "he", "its", "the country", "both sides".

Source: the factors of Lappin and Leass, An algorithm for pronominal anaphora resolution (1994): how recent a phrase is,
and whether it is a subject; the weights were set on the development articles. What cannot be told is left out.
"""

from collections import Counter

import msgspec
from msgspec.structs import replace

from dragoman.find.actors.naming import of_country, owned
from dragoman.find.actors.reading import PartyRecord, Phrase, Reading
from dragoman.find.actors.roles import is_definite
from dragoman.grammar import CONJUNCTION

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_CONTENTS = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "advcl", "relcl", "acl"})
REACH = 4  # sentences back in which whom a word stands for is looked for
# Weights of a phrase as antecedent
SUBJECT, OBJECT, OTHER, MODIFIER = 1.0, 0.6, 0.45, 0.3
A_SENTENCE_BACK = 0.62  # factor for each sentence between
SAME_ROLE = 0.15  # subject after subject
SETTING = 0.4  # a country that is the place of all that was read: "the country" is where things happen
MAIN_CLAUSE = 0.1  # the subject of a sentence as a whole
OWN = 1.0  # "Iran and its neighbours"
NAMED_BEFORE = 0.03  # for each earlier mention, up to four
ENOUGH = 0.3  # least weight that is believed
CERTAIN = 1.2  # weight that gives the full score
BEST_SCORE = 0.9


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

    def add(self, antecedent: Antecedent) -> None:
        """Read on by one phrase."""
        self._read.append(antecedent)
        self._times.update(party.id for party in antecedent.parties)

    def add_setting(self, row: int, state: PartyRecord) -> None:
        """Read a country as the place where something is."""
        self._settings[state.id] += 1
        self._read.append(Antecedent(row, (state,), False, OTHER))

    def likeliest(self, row: int, kind: str) -> Choice | None:
        """The phrase that a word of this kind most likely stands for; None where none is likely enough."""
        reading, best = self._reading, None
        sentence, barred = reading.grammar.sentence(row), set[str]()
        for read in reversed(self._read):
            candidate = read.read_until(row)
            distance = sentence - reading.grammar.sentence(candidate.head)
            if distance > REACH:
                break
            if distance == 0 and _bound(reading, row, candidate.head):
                barred.update(_names_of(candidate, kind))
                continue
            free = _free(candidate, kind, barred)
            if free is not None and agrees(kind, free):
                weight = self._weight(row, free, distance)
                if kind == "state" and self._settings:
                    weight += SETTING * self._settings[free.parties[0].id] / self._settings.total()
                if best is None or weight > best.weight:
                    best = Choice(free, weight)
        return best if best is not None and best.weight >= ENOUGH else None

    def _weight(self, row: int, candidate: Antecedent, distance: int) -> float:
        """How likely the word stands for this phrase."""
        reading = self._reading
        weight = candidate.weight * A_SENTENCE_BACK**distance
        if reading.tokens.dep[row] in _SUBJECTS and candidate.weight == SUBJECT:
            weight += SAME_ROLE
        if (
            reading.tokens.dep[row] == "poss"
            and reading.grammar.first_conjunct(reading.tokens.head[row]) == candidate.head
        ):
            weight += OWN
        if candidate.weight == SUBJECT and reading.tokens.dep[reading.tokens.head[candidate.head]] == "ROOT":
            weight += MAIN_CLAUSE
        if candidate.parties:
            weight += NAMED_BEFORE * min(4, max(self._times[party.id] for party in candidate.parties) - 1)
        return weight

    def last_two(self, row: int, kind: str) -> tuple[PartyRecord, ...]:
        """The last two parties of a kind before a row, if both stand within reach; "states", "persons" or "any"."""
        sentence = self._reading.grammar.sentence(row)
        found: dict[str, PartyRecord] = {}
        for candidate in reversed(self._read):
            if sentence - self._reading.grammar.sentence(candidate.head) > REACH:
                break
            fitting = tuple(party for party in candidate.parties if _fits(party, kind))
            if len(fitting) == len(candidate.parties) == 2:
                return fitting
            if kind != "any":
                found.update({party.id: party for party in fitting if party.id not in found and len(found) < 2})
        return tuple(reversed(found.values())) if len(found) == 2 else ()


def resolve_references(reading: Reading, phrases: list[Phrase]) -> list[Phrase]:
    """Give pronouns and descriptions that point back the party they stand for; each one found can carry the next.

    Args:
        reading: The document.
        phrases: The parties that it names or describes.

    Returns:
        All phrases, with those of pronouns, and with descriptions that were resolved.
    """
    memory, resolved, owners = Memory(reading), list[Phrase](), dict[int, PartyRecord]()
    by_head: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        by_head.setdefault(phrase.head, []).append(phrase)
    for row in range(len(reading.tokens)):
        pronoun = (
            reading.words.pronouns.kind_of(reading.lower[row]) if reading.tokens.pos[row] in ("PRON", "DET") else None
        )
        if row in by_head:
            here = [
                one for phrase in by_head[row] for one in _resolved(reading, memory, owned(reading, phrase, owners))
            ]
        elif pronoun is not None and not _says_nothing(reading, row, pronoun):
            here = _pronoun(reading, memory, row, pronoun)
            if here:
                owners[row] = here[0].party
        else:
            here = []
            _remember_other(reading, memory, row)
        resolved.extend(here)
        if here and here[0].party.is_state and reading.tokens.dep[row] == "poss":
            owners[row] = here[0].party
        if here and not _is_predicate(reading, row):
            memory.add(_antecedent(reading, row, here, by_head))
    return resolved


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


def _pronoun(reading: Reading, memory: Memory, row: int, kind: str) -> list[Phrase]:
    """The parties that a pronoun stands for."""
    chosen = memory.likeliest(row, kind)
    if chosen is None:
        return []
    reason = f'"{reading.lower[row]}" stands for "{reading.grammar.word(chosen.antecedent.head)}" ({chosen.weight:.2f})'
    return [Phrase(row, row + 1, row, party, "pronoun", chosen.score, reason) for party in chosen.antecedent.parties]


def _resolved(reading: Reading, memory: Memory, phrase: Phrase) -> list[Phrase]:
    """A phrase, or what it stands for where it is a description that points back."""
    if phrase.kind not in ("description", "possessive") or len(phrase.roles) != 1 or phrase.party.country is not None:
        return [phrase]
    words, noun = reading.words.anaphors, phrase.roles[0]
    if not is_definite(reading, phrase.first, phrase.head, numbers=True):
        return [phrase]
    if reading.is_plural(phrase.head) or noun in words.duos:
        before = set(reading.lower[phrase.first : phrase.head])
        pointed = noun in words.pairs and bool(before & words.two) and before <= words.two | words.pointing
        both = pointed or (noun in words.duos and before <= words.pointing)
        person = phrase.party.being == "person" and noun not in reading.words.others
        kind = "states" if noun in words.country else "persons" if person else "any"
        pair = memory.last_two(phrase.head, kind) if both else ()
        reason = f'"{noun}" stands for the two that were named last'
        return [replace(phrase, party=party, score=0.5, reason=reason) for party in pair] or [phrase]
    points = [word for word in reading.lower[phrase.first : phrase.head] if word not in reading.words.words.idle]
    if len(points) != 1 or points[0] not in words.pointing:
        return [phrase]
    return [_pointing_back(reading, memory, phrase, noun)]


def _pointing_back(reading: Reading, memory: Memory, phrase: Phrase, noun: str) -> Phrase:
    """What a bare "the country", "this group" or "the army" stands for; the phrase itself where that cannot be told."""
    words = reading.words.anaphors
    kind = (
        "state" if noun in words.country else "group" if noun in words.group else "owner" if noun in words.owned else ""
    )
    chosen = memory.likeliest(phrase.head, kind) if kind else None
    if chosen is None or not chosen.antecedent.parties:
        return phrase
    party = chosen.antecedent.parties[0]
    reason = f'"{noun}" stands for "{reading.grammar.word(chosen.antecedent.head)}" ({chosen.weight:.2f})'
    if kind == "owner":
        if party.country is None:
            return phrase
        party = of_country(reading, phrase.party, noun, party.country)
        reason = f'"{noun}" is taken as that of the country of "{reading.grammar.word(chosen.antecedent.head)}"'
    return replace(phrase, party=party, score=min(chosen.score, 0.7), reason=reason)


def _antecedent(reading: Reading, row: int, here: list[Phrase], by_head: dict[int, list[Phrase]]) -> Antecedent:
    """What later words may stand for at this row: the party, or all parties of a coordination."""
    parties, last = [phrase.party for phrase in here], row
    weight = MODIFIER if here[0].kind == "adjective" else _weight(reading, row)
    if here[0].kind != "adjective" and reading.tokens.dep[row] != "conj":
        members = reading.grammar.conjuncts(row)
        parties.extend(phrase.party for other in members[1:] for phrase in by_head.get(other, ()))
        last = members[-1]
    distinct = tuple({party.id: party for party in parties}.values())
    alone = reading.is_plural(row) or here[0].party.being == "people"
    return Antecedent(row, distinct, alone or len(distinct) > 1, weight, last, alone)


def _remember_other(reading: Reading, memory: Memory, row: int) -> None:
    """Remember a subject or object that is no party, which a pronoun may stand for as well; and countries as places."""
    hit = reading.hit_at.get(row)
    if hit is not None and hit.head == row and hit.party.is_state:
        memory.add_setting(row, hit.party)
    elif reading.tokens.pos[row] in ("NOUN", "PROPN") and reading.tokens.dep[row] in _SUBJECTS | _OBJECTS:
        memory.add(Antecedent(row, (), reading.is_plural(row), _weight(reading, row)))


def _is_predicate(reading: Reading, row: int) -> bool:
    """Does the phrase only say what the subject is ("he was a journalist")?"""
    return reading.tokens.dep[reading.grammar.first_conjunct(row)] == "attr"


def _weight(reading: Reading, row: int) -> float:
    """How likely a phrase is spoken of next, by its place in the clause."""
    dep = reading.tokens.dep[reading.grammar.first_conjunct(row)]
    if dep in _SUBJECTS:
        return SUBJECT
    return OBJECT if dep in _OBJECTS else OTHER


def _says_nothing(reading: Reading, row: int, kind: str) -> bool:
    """Is it an "it" without a meaning of its own ("it is rare for him to", "it seems that")?"""
    tokens, grammar = reading.tokens, reading.grammar
    if kind != "thing" or tokens.dep[row] not in _SUBJECTS:
        return False
    verb = tokens.head[row]
    if tokens.dep[row] != "nsubjpass" and tokens.lemma[verb].lower() not in reading.words.words.being:
        return False
    below = grammar.children(verb)
    later = (*below, *(low for child in below for low in grammar.children(child)))
    return any(child > row and tokens.dep[child] in _CONTENTS for child in later)


def agrees(kind: str, candidate: Antecedent) -> bool:
    """Can a word of this kind stand for the phrase?"""
    one = candidate.parties[0] if len(candidate.parties) == 1 else None
    if kind in ("masculine", "feminine"):
        other = "f" if kind == "masculine" else "m"
        return one is not None and one.being == "person" and not candidate.plural and one.gender != other
    if kind == "plural":
        return candidate.plural or (one is not None and one.being == "body")
    if kind == "state":
        return one is not None and one.is_state
    if kind == "group":
        return one is not None and one.being == "body" and not one.is_state and not candidate.plural
    if kind == "owner":
        return one is not None and one.country is not None
    return not candidate.plural and (not candidate.parties or (one is not None and one.being in ("body", "thing")))


def _bound(reading: Reading, row: int, head: int) -> bool:
    """May the two not be the same: both parts of one clause, or one inside the other's phrase?"""
    first, last = reading.grammar.subtree(head)
    if reading.tokens.dep[row] == "poss":
        return reading.tokens.head[row] == head
    inside = first <= row < last and reading.tokens.pos[head] not in ("VERB", "AUX")
    governor = _governor(reading, row)
    clause = _governor(reading, head) == governor or _is_subject_of(reading, head, governor)
    return (inside and not _in_clause_below(reading, row, head)) or (
        clause and not reading.lower[row].endswith(("self", "selves"))
    )


def _is_subject_of(reading: Reading, head: int, verb: int) -> bool:
    """Is the phrase the subject of a verb that has none of its own ("X left, accusing him")?"""
    while reading.tokens.dep[verb] in ("advcl", "xcomp") and reading.grammar.child(verb, *_SUBJECTS) is None:
        verb = reading.tokens.head[verb]
        if reading.tokens.head[head] == verb and reading.tokens.dep[head] in _SUBJECTS:
            return True
    return False


def _in_clause_below(reading: Reading, row: int, head: int) -> bool:
    """Does the word stand in a clause of its own under the phrase ("the man who said that he")?"""
    for above in reading.grammar.ancestors(row):
        if above == head:
            return False
        if reading.tokens.pos[above] in ("VERB", "AUX"):
            return True
    return False


def _governor(reading: Reading, row: int) -> int:
    """The word that a phrase depends on, over its preposition."""
    row = reading.grammar.first_conjunct(row)
    above = reading.tokens.head[row]
    above = reading.tokens.head[above] if reading.tokens.dep[row] == "pobj" else above
    if reading.tokens.dep[above] == CONJUNCTION and reading.grammar.child(above, *_SUBJECTS) is None:
        above = reading.grammar.first_conjunct(above)
    return above
