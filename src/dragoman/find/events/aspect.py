"""Whether an act that is told as a fact is over or goes on: tense, aspect, and the words that say how long it lasts."""

from typing import Literal

from dragoman.find.events.clauses import Clauses
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.triggers import Trigger
from dragoman.model import Status

PARTICIPLE = "VBN"
MAX_STEPS = 6  # verbs above a participle or noun that may give it its tense
PLURAL = "NNS"
COUNTED = ("ORDINAL", "DATE")  # spaCy's names for "third" in "the third day"
UNTENSED = ("to", "be", "been", "being", "having", "have")  # auxiliaries of infinitives and participles
PRESENT = ("VBZ", "VBP")
Verdict = tuple[Status, str]
Tense = Literal["past", "before", "perfect", "present", "open"]
IN_THE_PRESENT = "present tense"
FACT: Verdict = ("occurred", "told as a fact")


def aspect_of(clauses: Clauses, trigger: Trigger) -> Verdict:
    """Occurred or ongoing, by tense and aspect of the verb that carries the act and by the words of duration."""
    lasting = _lasting(clauses, trigger)
    if lasting is not None:
        return lasting
    row = trigger.row if trigger.kind == "verb" else told_by(clauses, trigger.row)
    if row is None:
        return _by_frame(clauses, trigger)
    beside = clauses.grammar.children_by(row, "advmod", "acomp")
    words = (*clauses.words.ongoing_adverbs, *clauses.words.ongoing_modifiers)
    adverb = next((one for one in beside if clauses.lemma(one) in words), None)
    over = clauses.tag[row] == "VBD" or _is_perfect(clauses, row)  # "has repeatedly accused"
    if adverb is not None and (not over or clauses.dep[adverb] == "acomp"):
        return "ongoing", f'"{clauses.grammar.word(adverb)}"'
    told = _by_tense(clauses, trigger, row)
    return _by_frame(clauses, trigger) if told is FACT and trigger.kind == "noun" else told


def shares_auxiliary(clauses: Clauses, row: int) -> bool:
    """Is it a participle under the auxiliary of the verb before it: "12 were killed and 30 *wounded*"?"""
    bare = clauses.dep[row] == "conj" and clauses.tag[row] == PARTICIPLE
    return bare and clauses.grammar.child(row, "aux", "auxpass") is None


def is_counted_beside(clauses: Clauses, row: int) -> bool:
    """Does a participle only count others to whom the verb before it was done: "12 were killed and *30 wounded*"?"""
    grammar = clauses.grammar
    subject = grammar.child(row, "nsubj", "nsubjpass") if shares_auxiliary(clauses, row) else None
    counted = subject is not None and grammar.child(subject, "nummod") is not None
    return subject is not None and (counted or clauses.pos[subject] == "NUM")


def _by_tense(clauses: Clauses, trigger: Trigger, row: int) -> Verdict:
    """What the form of the verb says that tells of the act."""
    finite = _finite(clauses, row)
    auxiliaries = {clauses.grammar.lower(one) for one in clauses.grammar.children_by(finite, "aux")}
    if clauses.tag[finite] == "VBG" and auxiliaries & clauses.words.progressive:
        return "ongoing", "progressive form"
    if not trigger.event.quad.startswith("material"):
        return FACT
    if auxiliaries & clauses.words.perfect and _lasts(clauses, finite):
        return "ongoing", "perfect form with the time that it has lasted"
    if clauses.tag[row] in PRESENT and not auxiliaries and not clauses.is_passive(row) and row == trigger.row:
        return "ongoing", IN_THE_PRESENT
    if clauses.tag[row] == "VBG" and clauses.dep[row] == "acl" and clauses.lemma(row) in clauses.words.lasting_verbs:
        return "ongoing", "a participle that says what its noun is at"
    return FACT


def _lasting(clauses: Clauses, trigger: Trigger) -> Verdict | None:
    """What stands with an act and says that it goes on: "decades-long", "the third day of", "amid"."""
    if not trigger.event.quad.startswith("material"):
        return None
    grammar, row = clauses.grammar, trigger.row
    for noun in (row,) if trigger.kind == "noun" else clauses.objects(row):
        for child in grammar.children_by(noun, "amod", "compound", "nmod"):
            if grammar.lower(child) in ("long", "running") and child > 1 and grammar.word(child - 1) == "-":
                return "ongoing", f'"{grammar.word(child - 2)}-{grammar.word(child)}" stands before it'
    preposition = grammar.head(row) if clauses.dep[row] == "pobj" else None
    if preposition is None:
        return None
    if grammar.lower(preposition) in clauses.words.surrounding:
        return "ongoing", f'"{grammar.word(preposition)}" it'
    above = grammar.head(preposition)
    measured = (
        above is not None and grammar.lower(preposition) == "of" and clauses.lemma(above) in clauses.words.lengths
    )
    counts = grammar.children_by(above, "amod") if above is not None and measured else []
    if above is not None and any(grammar.tokens.name[one] in COUNTED for one in counts):
        return "ongoing", f'a counted "{grammar.word(above)}" of it'
    return None


def _by_frame(clauses: Clauses, trigger: Trigger) -> Verdict:
    """Several acts, or one that lasts, that a sentence in the present tense speaks of go on as it is written."""
    if trigger.kind != "noun" or not trigger.event.quad.startswith("material"):
        return FACT
    several = clauses.tag[trigger.row] == PLURAL or clauses.lemma(trigger.row) in clauses.words.lasting_nouns
    verb = clauses.clause_verb(trigger.row)
    settled = any(
        clauses.lemma(one) in clauses.words.factive_governors for one in clauses.grammar.ancestors(trigger.row)
    )
    if not several or verb is None or settled or _stands_apart(clauses, trigger.row):
        return FACT
    finite = _finite(clauses, verb)
    auxiliaries = {clauses.grammar.lower(one) for one in clauses.grammar.children_by(finite, "aux", "auxpass")}
    present = clauses.tag[finite] in PRESENT or bool(auxiliaries & clauses.words.progressive)
    if present and clauses.lemma(finite) not in clauses.words.speaking and not auxiliaries & clauses.words.perfect:
        return "ongoing", f'"{clauses.grammar.word(finite)}" speaks of it in the present tense'
    return FACT


def _stands_apart(clauses: Clauses, noun: int) -> bool:
    """Is it what something is said to be, or that before which it was: "remains *the bombing* of X", "after *it*"?"""
    link = clauses.grammar.head(noun)
    behind = link is not None and clauses.dep[noun] == "pobj" and clauses.grammar.lower(link) in clauses.words.apart
    return behind or clauses.dep[noun] == "attr"


def told_by(clauses: Clauses, noun: int) -> int | None:
    """The verb whose tense tells of a noun's act: its carrier, or the verb that it is the subject of."""
    carrier = clauses.carrier(noun)
    if carrier is not None and clauses.is_verb(carrier):
        return carrier
    head = clauses.grammar.head(noun)
    return head if head is not None and clauses.dep[noun] in SUBJECT and clauses.is_verb(head) else None


def _finite(clauses: Clauses, row: int) -> int:
    """The verb that gives a participle or infinitive its tense: itself where it has auxiliaries, else one above."""
    for _ in range(MAX_STEPS):
        auxiliaries = clauses.grammar.children_by(row, "aux", "auxpass")
        bare = clauses.tag[row] in ("VBG", "VB", "VBN") and all(
            clauses.grammar.lower(one) in UNTENSED for one in auxiliaries
        )
        head = clauses.grammar.head(row)
        bare = bare and (clauses.dep[row] != "ccomp" or clauses.has_to(row))
        above = clauses.clause_verb(head) if head is not None and bare else None
        if above is None:
            return row
        row = above
    return row


def _is_perfect(clauses: Clauses, row: int) -> bool:
    """Is the verb in the perfect, and not in its progressive form?"""
    auxiliaries = {clauses.grammar.lower(one) for one in clauses.grammar.children_by(row, "aux")}
    return clauses.tag[row] == "VBN" and bool(auxiliaries & clauses.words.perfect)


def _lasts(clauses: Clauses, row: int) -> bool:
    """Does the clause say for how long or since when?"""
    phrases = clauses.phrases(row)
    return "since" in phrases or any(clauses.lemma(one) in clauses.words.lengths for one in phrases.get("for", ()))


def tense_of(clauses: Clauses, row: int) -> Tense | None:
    """The tense of the clause that a word stands in; None where no verb governs it.

    `before` is the past before another past ("had fled"); `open` what no past or present form fixes: modals, commands.
    """
    verb = clauses.clause_verb(row)
    if verb is None:
        return None
    finite = _finite(clauses, verb)
    helpers = clauses.grammar.children_by(finite, "aux", "auxpass")
    said = {clauses.grammar.lower(one) for one in helpers}
    if said & clauses.words.pluperfect and clauses.tag[finite] in ("VBN", "VBD"):
        return "before"
    if said & {*clauses.words.modal_hypothetical, *clauses.words.modal_future}:
        return "open"
    tags = {clauses.tag[one] for one in (finite, *helpers)}
    if said & clauses.words.perfect and clauses.tag[finite] in ("VBN", "VBD"):
        return "perfect"
    if clauses.tag[finite] in PRESENT or any(clauses.tag[one] in PRESENT for one in helpers):
        return "present"
    return "past" if "VBD" in tags or (not helpers and clauses.tag[finite] == "VBN") else "open"
