"""Finds whom pronouns and descriptions that point back stand for: "he", "its", "the country", "both sides".

What cannot be told is left out.
"""

from msgspec.structs import replace

from dragoman.find.actors.binding import OBJECTS, SUBJECTS, counted, is_count
from dragoman.find.actors.memory import MODIFIER, OBJECT, OTHER, SOURCE, SUBJECT, Antecedent, Memory
from dragoman.find.actors.naming import of_country, owned
from dragoman.find.actors.reading import PartyRecord, Phrase, Reading
from dragoman.find.actors.roles import is_definite
from dragoman.model import ARMED

_CONTENTS = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "advcl", "relcl", "acl"})
RELATIVE_POSSESSIVE = "WP$"  # the Penn tag
_GROUPS = ARMED - {"MIL"}  # sectors of groups that texts call rebels, militants, militiamen by turns
# Scores: one of the two that were named last; the only such group that was named; the one that was so called before
PAIR, GROUP, REPEATED = 0.5, 0.55, 0.65
RAISED = 0.95  # weight of the subject of an infinitive: less than that of the sentence, more than an object


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
        if (owner := _whose(reading, row, resolved)) is not None:
            owners[row] = owner
        if row in by_head:
            here = [
                one for phrase in by_head[row] for one in _resolved(reading, memory, owned(reading, phrase, owners))
            ]
        elif (order := _order_of(reading, row)) is not None:
            here = _one_of_two(reading, memory, row, order)
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


def _whose(reading: Reading, row: int, resolved: list[Phrase]) -> PartyRecord | None:
    """The party that a relative possessive stands for: "*Iraq*, whose parliament"."""
    if reading.tokens.tag[row] != RELATIVE_POSSESSIVE:
        return None
    clause = next((one for one in reading.grammar.ancestors(row) if reading.tokens.dep[one] == "relcl"), row)
    noun = reading.tokens.head[clause]
    return next((phrase.party for phrase in reversed(resolved) if phrase.head == noun), None)


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
    if _is_armed_group(reading, phrase, noun) and (group := _only_group(memory, phrase, noun)) is not None:
        return [group]
    if reading.is_plural(phrase.head) or noun in words.duos:
        reason = f'"{noun}" stands for the two that were named last'
        pair = _pair(reading, memory, phrase, noun)
        return [replace(phrase, party=party, score=PAIR, reason=reason) for party in pair] or [phrase]
    repeated = _repeated(reading, memory, phrase, noun)
    if repeated is not None:
        return [
            replace(phrase, party=repeated, score=REPEATED, reason=f'"{noun}" is the one that was so called before')
        ]
    before = _without_state(reading, noun, reading.lower[phrase.first : phrase.head])
    points = [word for word in before if word not in reading.words.words.idle]
    alone = not points and noun in words.owned and noun in reading.words.mass  # "Parliament voted"
    shown = noun in words.country and points[:1] and points[0] in words.showing  # "this rich but unhappy country"
    if not (alone or shown) and (len(points) != 1 or points[0] not in words.pointing):
        return [phrase]
    return [_pointing_back(reading, memory, phrase, noun)]


def _repeated(reading: Reading, memory: Memory, phrase: Phrase, noun: str) -> PartyRecord | None:
    """The party that the document called by the noun before, with more words ("the Russian defence *ministry*")."""
    words, told = reading.words.anaphors, reading.lower[phrase.first : phrase.head + 1 - len(noun.split())]
    before = _without_state(reading, noun, told)
    bare = before == [reading.words.words.article] and phrase.last == phrase.head + 1
    if not bare or noun in words.country | words.group:
        return None
    found = memory.called(phrase.head, noun, phrase.party.id)
    if found is not None and phrase.party.sector is not None and found.sector in _GROUPS:
        # "the Libyan *National Army*"; the National Liberation Army is not "the army"
        so_named = before != told and found.name.lower().endswith(" ".join([*told[1:], noun]))
        return found if so_named or phrase.party.sector in _GROUPS else None
    return found


def _without_state(reading: Reading, noun: str, before: list[str]) -> list[str]:
    """The words before a noun; of a body of a state, without those that say no more: "the *national* army"."""
    words = reading.words.anaphors
    return [word for word in before if word not in words.of_state] if noun in words.owned else before


def _pair(reading: Reading, memory: Memory, phrase: Phrase, noun: str) -> tuple[PartyRecord, ...]:
    """The two that "both sides", "the two countries" or "the pair" stand for; () where that cannot be told."""
    words, before = reading.words.anaphors, set(reading.lower[phrase.first : phrase.head])
    pointed = noun in words.pairs and bool(before & words.two) and before <= words.two | words.pointing
    if not (pointed or (noun in words.duos and before <= words.pointing)):
        return ()
    person = phrase.party.being == "person" and noun not in reading.words.others
    kind = "states" if noun in words.country else "persons" if person else "any"
    fighting = memory.only(phrase.head, sectors=ARMED) if noun in words.sides else ()
    if len(fighting) == 2:
        return fighting  # those who fight each other, before those who condemn it together
    pair = memory.last_two(phrase.head, kind)
    sides = memory.only(phrase.head) if not pair and noun in words.sides else ()
    return pair or (sides if len(sides) == 2 else ())


def _is_armed_group(reading: Reading, phrase: Phrase, noun: str) -> bool:
    """Does it point back to a group that fights: "the rebels", "the militant group"?"""
    words, sector = reading.words.anaphors, phrase.party.sector
    before = reading.lower[phrase.first : phrase.head + 1 - len(noun.split())]
    several = reading.is_plural(phrase.head) or noun.rsplit(maxsplit=1)[-1] in words.group
    return sector in _GROUPS and several and bool(before) and words.pointing.issuperset(before)


def _only_group(memory: Memory, phrase: Phrase, noun: str) -> Phrase | None:
    """What points back, as the only armed group that was named just before; None where there is none, or several."""
    groups = memory.only(phrase.head, sectors=_GROUPS)
    if len(groups) != 1:
        return None
    reason = f'"{noun}" stands for the only such group that was named just before'
    return replace(phrase, party=groups[0], score=GROUP, reason=reason)


def _order_of(reading: Reading, row: int) -> int | None:
    """Is it "the former" (0) or "the latter" (1) as a phrase of its own?"""
    words, tokens, word = reading.words.anaphors, reading.tokens, reading.lower[row]
    if not (word in words.first or word in words.second):
        return None
    if row == 0 or reading.lower[row - 1] != reading.words.words.article:
        return None
    if tokens.dep[row] in ("amod", "compound") and tokens.head[row] > row:
        return None  # "the former president"
    return int(word in words.second)


def _one_of_two(reading: Reading, memory: Memory, row: int, order: int) -> list[Phrase]:
    """The first or second of the two that the sentence before names."""
    two = memory.two_in_a_sentence(row)
    if not two:
        return []
    reason = f'"{reading.lower[row]}" is the {"second" if order else "first"} of the two that were named last'
    return [Phrase(row - 1, row + 1, row, two[order], "description", PAIR, reason)]


def _pointing_back(reading: Reading, memory: Memory, phrase: Phrase, noun: str) -> Phrase:
    """What a bare "the country", "this group", "the army" or "the compound" stands for.

    The phrase itself where that cannot be told.
    """
    words = reading.words.anaphors
    kinds = {
        "state": words.country,
        "agency": words.agency,
        "group": words.group,
        "owner": words.owned,
        "site": words.site,
    }
    kind = next((kind for kind, nouns in kinds.items() if noun in nouns), "")
    chosen = memory.likeliest(phrase.head, kind) if kind else None
    if chosen is None or not chosen.antecedent.parties:
        return (_only_group(memory, phrase, noun) if kind == "group" else None) or phrase
    party = chosen.antecedent.parties[0]
    reason = f'"{noun}" stands for "{reading.grammar.word(chosen.antecedent.head)}" ({chosen.weight:.2f})'
    if kind == "owner":
        parted = any(reading.lower[one] == "of" for one in reading.grammar.children_by(phrase.head, "prep"))
        if party.country is None or parted:  # "the army *of* the east"
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
    they = reading.words.pronouns.kind_of(reading.lower[row]) == "plural"
    state = here[0].party.is_state and here[0].kind == "name"  # "the Philippines" is one
    alone = (reading.is_plural(row) and not state) or they or here[0].party.being == "people"
    return Antecedent(row, distinct, alone or len(distinct) > 1, weight, last, alone)


def _remember_other(reading: Reading, memory: Memory, row: int) -> None:
    """Remember a subject or object that is no party, which a pronoun may stand for as well; and countries as places."""
    hit = reading.hit_at.get(row)
    if hit is not None and hit.head == row and hit.party.is_state:
        memory.add_setting(row, hit.party)
    elif (
        reading.tokens.pos[row] in ("NOUN", "PROPN")
        and reading.tokens.dep[counted(reading, row)] in SUBJECTS | OBJECTS
        and not is_count(reading, row)
    ):
        memory.add(Antecedent(row, (), reading.is_plural(row), _weight(reading, row)))


def _is_predicate(reading: Reading, row: int) -> bool:
    """Does the phrase only say what the subject is ("he was a journalist")?"""
    return reading.tokens.dep[reading.grammar.first_conjunct(row)] == "attr"


def _weight(reading: Reading, row: int) -> float:
    """How likely a phrase is spoken of next, by its place in the clause."""
    at = counted(reading, reading.grammar.first_conjunct(row))
    dep = reading.tokens.dep[at]
    if dep in SUBJECTS:
        raised = reading.tokens.tag[reading.tokens.head[at]] == "VB"  # "called on them to allow *X* to see it"
        return RAISED if raised and _is_infinitive(reading, reading.tokens.head[at]) else SUBJECT
    if _only_says_so(reading, at):
        return SOURCE
    return OBJECT if dep in OBJECTS else OTHER


def _only_says_so(reading: Reading, row: int) -> bool:
    """Is it whose count it is: "40 were wounded, by *the army's* count"?"""
    tokens, above = reading.tokens, reading.tokens.head[row]
    owns = tokens.dep[row] == "poss" and tokens.dep[above] == "pobj"
    return owns and tokens.lemma[above].lower() in reading.words.words.reckonings


def _is_infinitive(reading: Reading, verb: int) -> bool:
    """Is the verb an infinitive with its particle?"""
    return any(reading.tokens.tag[one] == "TO" for one in reading.grammar.children_by(verb, "aux"))


def _says_nothing(reading: Reading, row: int, kind: str) -> bool:
    """Is it an "it" that means no party ("it is rare for him to", "it seems that", "it mattered", "they denied it")?"""
    tokens, grammar = reading.tokens, reading.grammar
    if kind == "thing" and tokens.dep[row] == "dobj":
        return tokens.lemma[tokens.head[row]].lower() in reading.words.words.of_acts
    if kind != "thing" or tokens.dep[row] not in SUBJECTS:
        return False
    verb = tokens.head[row]
    if tokens.lemma[verb].lower() in reading.words.words.befalling and grammar.child(verb, "dobj", "xcomp") is None:
        return True
    if tokens.dep[row] != "nsubjpass" and tokens.lemma[verb].lower() not in reading.words.words.being:
        return False
    below = grammar.children(verb)
    later = (*below, *(low for child in below for low in grammar.children(child)))
    return any(child > row and tokens.dep[child] in _CONTENTS for child in later)
