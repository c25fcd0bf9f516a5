"""One event a mention: the content of a speech act is no second event, and a second word for the same act joins it."""

from collections.abc import Iterable

import msgspec

from dragoman.find.events.aspect import is_counted_beside
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.gates import meets
from dragoman.find.events.triggers import Trigger
from dragoman.find.events.words import ANY

CONTENT = ("ccomp", "xcomp", "pcomp", "acl", "oprd")
CONTENT_PREPOSITIONS = ("for", "of", "to", "on", "from", "against", "about", "into", "with")
JOINING = ("in", "by", "with", "during", "through", "under", "from")
NAMING = ("nsubj", "acl", "relcl", "advcl", "dobj", "nsubjpass", "agent", "appos", "oprd", "attr")
LABEL = ("oprd", "attr")
MAX_UP = 8  # words between a content's trigger and the act of speech that holds it


class Choice(msgspec.Struct, frozen=True):
    """What becomes of the triggers of a document.

    Attributes:
        kept: Those that make an event each.
        joined: By the row of an event's trigger, those that name the same act once more.
        dropped: By row, why a trigger makes no event.
    """

    kept: list[Trigger]
    joined: dict[int, list[Trigger]]
    dropped: dict[int, str]


def choose(clauses: Clauses, triggers: Iterable[Trigger]) -> Choice:
    """Sort triggers into the events that they make, those that joined one, and those that are none."""
    at = {trigger.row: trigger for trigger in triggers}
    dropped: dict[int, str] = {}
    for trigger in list(at.values()):
        for row in _named_objects(clauses, trigger):
            if not _goes_on(clauses, at, trigger, row) and at.pop(row, None) is not None:
                dropped[row] = f'a part of "{trigger.wording}", whose pattern asks for it as object'
    for row, trigger in at.items():
        if _says_itself(clauses, trigger, at):
            dropped[row] = "what it passes says itself what is asked"
    for row, trigger in at.items():
        speech = _speech_over(clauses, trigger, at)
        if speech is not None:
            dropped[row] = f'what "{speech.wording}" ({speech.event.code}) asks, promises or refuses is no second event'
    for row, trigger in at.items():
        host = _host(clauses, trigger, at)
        if row not in dropped and host is not None and host.row in dropped:
            dropped[row] = f'names "{host.wording}" once more, which is no event itself'
    spoken = {row: trigger for row, trigger in at.items() if row not in dropped}
    joined: dict[int, list[Trigger]] = {}
    kept = []
    for trigger in spoken.values():
        host = _host(clauses, trigger, spoken)
        if host is None:
            kept.append(trigger)
        else:
            joined.setdefault(host.row, []).append(trigger)
    return Choice(kept, joined, dropped)


def aside_of(clauses: Clauses, trigger: Trigger) -> str | None:
    """Why a trigger is only spoken of: in a game, as a word, or in brackets: "the party (*banned* in the south)"."""
    if clauses.is_play(trigger.row):
        return "the paragraph tells of sport or the stage"
    head = clauses.grammar.head(trigger.row)
    beside = clauses.grammar.children_by(trigger.row, "nmod", "compound")
    beside += [head] if head is not None and clauses.dep[trigger.row] == "appos" else []
    if trigger.kind == "noun" and any(clauses.lemma(one) in clauses.words.mentions for one in beside):
        return "the word itself is spoken of"
    if trigger.kind == "verb" and clauses.dep[trigger.row] != "ROOT" and clauses.names_given(trigger.row):
        return "it says by what name a party is called"
    if trigger.kind == "verb" and _is_left_undone(clauses, trigger):
        return "it says what was left undone while something else was done"
    if _is_ground(clauses, trigger) or _is_manner(clauses, trigger.row):
        return "it says why another act is done"
    if trigger.kind == "verb" and clauses.tag[trigger.row] == "VBN" and clauses.grammar.child(trigger.row, "det"):
        return "a participle with an article names people"
    if trigger.kind == "verb" and not trigger.pattern.role and clauses.is_passive(trigger.row):
        return "a participle in brackets says what somebody is in law" if _is_bracketed(clauses, trigger.row) else None
    return None


def _is_left_undone(clauses: Clauses, trigger: Trigger) -> bool:
    """Does a gerund behind "without" only say what nobody troubled to do: "claimed it *without providing* evidence"?"""
    preposition = clauses.grammar.tokens.head[trigger.row]
    behind = clauses.dep[trigger.row] == "pcomp" and trigger.event.quad == "material cooperation"
    return behind and clauses.grammar.lower(preposition) in clauses.words.negating_prepositions


def _is_ground(clauses: Clauses, trigger: Trigger) -> bool:
    """Does a noun only say what an act answers: "imposed sanctions *in retaliation*"?"""
    preposition = clauses.grammar.head(trigger.row)
    return (
        trigger.kind == "noun"
        and clauses.dep[trigger.row] == "pobj"
        and preposition is not None
        and clauses.lemma(trigger.row) in clauses.words.aftermaths
        and clauses.grammar.lower(preposition) in clauses.words.accompanying_prepositions
    )


def _is_manner(clauses: Clauses, row: int) -> bool:
    """Does a bare noun say in what spirit something else is done: "left *in protest* at the arrest"?"""
    preposition = clauses.grammar.tokens.head[row]
    bare = clauses.tag[row] == "NN" and clauses.grammar.child(row, "det", "amod", "poss", "compound") is None
    behind = clauses.dep[row] == "pobj" and clauses.grammar.lower(preposition) == "in"
    return bare and behind and clauses.lemma(row) in clauses.words.manners


def _is_bracketed(clauses: Clauses, row: int) -> bool:
    """Does a participle without a subject of its own stand in brackets?"""
    own = clauses.grammar.children_by(row, "nsubjpass", "agent")
    if any(clauses.grammar.lower(one) not in clauses.words.relatives for one in own):
        return False
    first, last = clauses.grammar.sentence_rows(row)
    before = [clauses.grammar.word(one) for one in range(first, row)]
    behind = [clauses.grammar.word(one) for one in range(row, last)]
    return before.count("(") > before.count(")") and ")" in behind


def _named_objects(clauses: Clauses, trigger: Trigger) -> list[int]:
    """Rows of the nouns that a verb's pattern asks for as its object: verb and noun name one act."""
    wanted = trigger.pattern.object
    if trigger.kind != "verb" or not wanted or ANY in wanted:
        return []
    own = {*clauses.objects(trigger.row), *clauses.grammar.children_by(trigger.row, "dobj", "attr")}
    return [row for row in own if meets(clauses, [row], wanted)]


def _says_itself(clauses: Clauses, trigger: Trigger, at: dict[int, Trigger]) -> bool:
    """Does a clause tell what a paper asks or threatens: "passed *a resolution demanding* that they leave"?"""
    papers = [noun for noun in _named_objects(clauses, trigger) if clauses.lemma(noun) in clauses.words.papers]
    below = [one for noun in papers for one in clauses.grammar.children_by(noun, "acl", "relcl")]
    if papers:  # "passed it on Sunday, demanding"
        below += [one for one in clauses.grammar.children_by(trigger.row, "advcl") if clauses.tag[one] == "VBG"]
    return any(one in at and at[one].event.content for one in below)


def _goes_on(clauses: Clauses, at: dict[int, Trigger], trigger: Trigger, row: int) -> bool:
    """Is it an act of conflict that somebody is only asked to end: "urged them to stop *the attacks*"?"""
    named = at.get(row)
    if named is None or not named.event.quad.endswith("conflict") or not _is_ended(clauses, trigger.row):
        return False
    before = (clauses.lemma(one) for one in clauses.grammar.children_by(row, "det", "amod"))
    return clauses.words.open_determiners.isdisjoint(before) and _speech_over(clauses, trigger, at) is not None


def _is_ended(clauses: Clauses, verb: int | None) -> bool:
    """Does the verb say that what it governs comes to an end?"""
    return verb is not None and clauses.is_verb(verb) and clauses.lemma(verb) in clauses.words.ending_verbs


def _speech_over(clauses: Clauses, trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """The act that asks, promises, threatens or refuses what the trigger names.

    A clause is content, and so is a noun of cooperation right under the act of speech ("demanded talks"). A noun of
    conflict speaks of what is already there ("demanded an end to the attacks"), unless a verb of the content carries
    it ("threatened to launch attacks").
    """
    carrier = clauses.carrier(trigger.row)
    carried = carrier in tuple(clauses.grammar.ancestors(trigger.row)) and not _is_ended(clauses, carrier)
    carried = carried and carrier is not None and clauses.pos[carrier] != "ADJ"  # not "held *responsible* for them"
    is_clause = trigger.kind == "verb" or carried
    cooperative = trigger.event.quad.endswith("cooperation")
    row, below = trigger.row, False
    for _ in range(MAX_UP):
        head, relation = clauses.grammar.head(row), clauses.dep[row]
        if head is None or relation in ("relcl", "advcl", "nsubj", "nsubjpass"):
            return None
        link = clauses.grammar.lower(row)
        paid = relation == "prep" and link == "in" and clauses.dep[head] == "dobj"  # "pledged 3 billion euros *in aid*"
        if relation == "prep" and link not in (*CONTENT_PREPOSITIONS, *clauses.words.likening) and not paid:
            return None
        speech = at.get(head)
        if speech is not None and clauses.grammar.parted(trigger.row, head):
            return None  # "the dam broke; both sides *blamed* each other"
        if speech is not None and speech.event.content:
            if below and relation == "dobj" and is_clause and _is_named_content(clauses, row, speech):
                return speech
            if relation == "prep" and clauses.grammar.lower(row) in clauses.words.likening:
                return speech
            if relation in CONTENT and (is_clause or cooperative):
                return speech
            if relation in ("dobj", "prep", "nsubjpass") and cooperative and trigger.kind == "noun":
                return speech
        is_plan = (
            relation == "acl" and clauses.has_to(row) and clauses.lemma(head) not in clauses.words.factive_governors
        )
        row, below = head, is_plan
    return None


def _is_named_content(clauses: Clauses, noun: int, speech: Trigger) -> bool:
    """Is a noun's clause what is asked or turned down with it: "*issued an ultimatum* to go", "*rejected* a plea"?"""
    plain = not any(clauses.lemma(one) in clauses.words.negative_determiners for one in clauses.grammar.children(noun))
    named = noun in _named_objects(clauses, speech) and plain
    return named or clauses.lemma(speech.row) in clauses.words.others_plans


def _host(clauses: Clauses, trigger: Trigger, others: dict[int, Trigger]) -> Trigger | None:
    """The event of the same type that this trigger only names once more."""
    row = trigger.row
    head, relation = clauses.grammar.head(row), clauses.dep[row]
    while head is not None and relation == "pobj" and clauses.grammar.lower(head) == "of":
        measure = clauses.grammar.head(head)
        if measure is None or clauses.lemma(measure) not in clauses.words.partitives:
            break
        row, head, relation = measure, clauses.grammar.head(measure), clauses.dep[measure]
    if head is None:
        return None
    host = others.get(head)
    if host is not None and is_counted_beside(clauses, row):
        return host if host.event.code == trigger.event.code else None
    if host is None and relation in LABEL:
        named = (*clauses.objects(head), *clauses.surface_subjects(head, 0))
        host = next((others[one] for one in named if one in others and one != row), None)
    if host is None and relation == "advcl":
        host = _carried(clauses, head, others)
    if relation in ("pobj", "pcomp"):
        above = clauses.grammar.head(head)
        host = others.get(above) if above is not None and clauses.grammar.lower(head) in JOINING else None
    elif relation not in NAMING or (relation in ("acl", "advcl") and not _is_participle(clauses, row)):
        host = host if relation == "advcl" and _is_purpose(clauses, trigger) else None
    return host if host is not None and host.event.code == trigger.event.code and host.row != trigger.row else None


def _is_purpose(clauses: Clauses, trigger: Trigger) -> bool:
    """Does an infinitive only say what a meeting or a march is for: "met *to discuss* it", "marched *to protest*"?"""
    shown = trigger.event.code == "PROTEST" and clauses.tag[trigger.row] == "VB"
    return trigger.event.reciprocal or shown


def _carried(clauses: Clauses, verb: int, others: dict[int, Trigger]) -> Trigger | None:
    """The act that a verb carries or aims at: "launched a *raid*, killing ten", "met to *attack*, killing ten"."""
    below = (*clauses.grammar.children_by(verb, "xcomp"), *clauses.objects(verb))
    return next((others[row] for row in below if row in others), None)


def _is_participle(clauses: Clauses, row: int) -> bool:
    """Is it a bare participle ("struck the base, *killing* ten"), which tells more of the same act?"""
    return clauses.tag[row] in ("VBG", "VBN") and clauses.grammar.child(row, "mark", "aux") is None
