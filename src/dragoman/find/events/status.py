"""Whether an act is said to have happened: negation, modals, conditions and intentions above and around its trigger.

From the trigger one walks up as long as the words above speak of the same act ("no *reports of* clashes", "was not
*thought to have* attacked"); the first that decides wins.
"""

from dragoman.find.events.aspect import Verdict, aspect_of
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.conditions import condition, exemplified, is_asked, is_asked_about, is_pluperfect, modal_of
from dragoman.find.events.heads import OBJECT, SUBJECT
from dragoman.find.events.negation import called_untrue, disbelieved, is_none, negated, passed_over
from dragoman.find.events.triggers import Trigger
from dragoman.grammar import CONJUNCTION
from dragoman.model import Status

UPWARD = ("xcomp", "ccomp", "pcomp", "pobj", "dobj", "acl", "nsubjpass", "nsubj", "attr", "advcl", "oprd")
GOVERNING = ("of", "for", "from", "to", "against", "about", "on")  # "a risk of", "a call for", "refrain from"
TOLD = ("ccomp", "acl", "relcl")  # "the claim *that they attacked*", by whichever name the parser gives the clause
AIMED = ("for", "of")  # "the case *for* striking", "the idea *of* striking"
PRESUPPOSING = ("after", "following", "since", "despite", "in", "by")  # what stands behind them has happened
WITHIN = ("in", "by")  # of these, what stands in a clause of what could be is no more than that
FUTURE_HELD = ("THREATEN", "AGREE")  # "will respond" is the threat; "will ask them next week" asks nothing yet
UTTERED = ("SUPPORT", "ACCUSE")  # thanks, praise and blame are given by the words that say so
ASKED: Verdict = ("hypothetical", "the sentence asks whether")
MAX_STEPS = 6  # words above a trigger that may still decide about it


def status_of(clauses: Clauses, trigger: Trigger) -> Verdict:
    """The status of an act, and why."""
    found = _status_of(clauses, trigger)
    asked = found[0] == "planned" and trigger.speech is None and is_asked(clauses, trigger.row)
    return ASKED if asked else found


def _status_of(clauses: Clauses, trigger: Trigger) -> Verdict:
    """The status of an act in a sentence that tells it."""
    if trigger.said:
        if trigger.speech is not None:
            return status_of_speech(clauses, trigger.speech)
        return "planned", "a future that nobody is quoted for"
    if trigger.refused:
        return "occurred", "the refusal is the act"
    if trigger.kind == "noun":
        found = _modifiers(clauses, trigger.row)
        if found is not None:
            return found
    row = trigger.row
    for _ in range(MAX_STEPS):
        found = _own(clauses, row, trigger) or _said_of_it(clauses, row)
        if found is not None:
            return found
        if _shares_infinitive(clauses, row) or _is_joined_bare(clauses, row):
            row = clauses.grammar.tokens.head[row]
            continue
        above, verdict = _above(clauses, row, trigger)
        if verdict is not None:
            return verdict
        if above is None:
            break
        row = above
    if is_asked(clauses, trigger.row):
        return ASKED
    return aspect_of(clauses, trigger)


def _is_joined_bare(clauses: Clauses, row: int) -> bool:
    """Is it the second of two nouns of which the same is said: "could launch air raids and missile *strikes*"?"""
    first = clauses.grammar.head(row) if clauses.dep[row] == CONJUNCTION else None
    nouns = first is not None and clauses.pos[row] == clauses.pos[first] == "NOUN"
    return nouns and not clauses.grammar.children_by(row, "det", "poss", "amod")


def _shares_infinitive(clauses: Clauses, row: int) -> bool:
    """Is it the second of two infinitives, or of two gerunds behind a preposition, of which the same is said?

    "Reasons to support and *welcome* it", "a plan of dividing and *conquering* it".
    """
    head = clauses.grammar.tokens.head[row]
    bare = clauses.dep[row] == CONJUNCTION and clauses.tag[row] == clauses.tag[head]
    bare = bare and (clauses.tag[row] == "VB" or (clauses.tag[row] == "VBG" and clauses.dep[head] == "pcomp"))
    return bare and clauses.grammar.child(row, *SUBJECT, "aux") is None


def status_of_speech(clauses: Clauses, speech: int) -> Verdict:
    """The status of a statement is that of its utterance."""
    if negated(clauses, speech):
        return "denied", "its statement is negated"
    return modal_of(clauses, speech) or ("occurred", "the statement is the act")


def _modifiers(clauses: Clauses, row: int) -> Verdict | None:
    """What stands before a noun: "planned attack", "no attack", "alleged attack"."""
    words = clauses.words
    for child in clauses.grammar.children(row):
        lemma = clauses.lemma(child)
        text = clauses.grammar.word(child)
        if lemma in words.negative_determiners and clauses.dep[child] in ("det", "neg"):
            verb = clauses.grammar.tokens.head[row]  # "had he left, there *would have been no siege*"
            imagined = _is_perfect(clauses, verb) and modal_of(clauses, verb) is not None
            return _against_facts(clauses, verb) if imagined else ("denied", f'"{text}" stands before it')
        if child < row and clauses.dep[child] in ("amod", "compound", "advmod", "nmod", "det"):
            found = _of_modifier(clauses, child)
            if found is not None:
                return found
    return None


def _of_modifier(clauses: Clauses, row: int) -> Verdict | None:
    """What an adjective says of an act: "*planned* attack", "the attack is *imminent*"."""
    words = clauses.words
    for group, status in (
        (words.planned_modifiers, "planned"), (words.hypothetical_modifiers, "hypothetical"),
        (words.denied_modifiers, "denied"), (words.ongoing_modifiers, "ongoing"),
    ):  # fmt: skip
        if clauses.lemma(row) in group:
            return _verdict(status, f'"{clauses.grammar.word(row)}" is said of it')
    return None


def _verdict(status: str, reason: str) -> Verdict:
    """A verdict; the name of a status as its type."""
    known: dict[str, Status] = {"planned": "planned", "hypothetical": "hypothetical", "denied": "denied"}
    return known.get(status, "ongoing"), reason


def _own(clauses: Clauses, row: int, trigger: Trigger) -> Verdict | None:
    """What the verb itself carries: negation, a modal, a condition, a purpose."""
    over = passed_over(clauses, row)
    if not clauses.is_verb(row) and clauses.pos[row] != "ADJ":
        if row != trigger.row and any(clauses.lemma(one) in clauses.words.negative_determiners
                                      for one in clauses.grammar.children_by(row, "det", "neg")):  # fmt: skip
            return "denied", f'"no" stands before "{clauses.grammar.word(row)}"'
        return None if over is None else ("denied", f'"{over}" it')
    named = row == trigger.row and trigger.has_no(clauses)  # "would *not* hear of it" is the refusal
    clause, no = _shared_clause(clauses, row), negated(clauses, row) and not named
    marker = condition(clauses, clause)
    if marker is not None and no and is_pluperfect(clauses, row):
        return "occurred", "a condition against the facts presupposes it"
    if marker is not None:
        return "hypothetical", f'a condition: "{clauses.grammar.word(marker)}"'
    modal = None if named else modal_of(clauses, row)
    if no and modal is not None and modal[0] == "hypothetical" and _is_perfect(clauses, row):
        return _against_facts(clauses, row)
    if no or over is not None:
        return "denied", "negated" if no else f'"{over}" it'
    held = trigger.event.code in FUTURE_HELD and row == trigger.row and modal is not None and modal[0] == "planned"
    return None if held else modal


def _shared_clause(clauses: Clauses, row: int) -> int:
    """The first of the verbs that share a subject, at which the word stands that opens their clause."""
    head = clauses.grammar.tokens.head[row]
    shares = clauses.dep[row] == CONJUNCTION and clauses.is_verb(head)
    return head if shares and clauses.grammar.child(row, *SUBJECT, *PASSIVE_SUBJECT) is None else row


def _is_perfect(clauses: Clauses, row: int) -> bool:
    """Has the verb the auxiliary "have", as in "would have fired", "accused of having fired"?"""
    return any(clauses.grammar.lower(one) in clauses.words.having for one in clauses.grammar.children_by(row, "aux"))


def _against_facts(clauses: Clauses, row: int) -> Verdict:
    """What "would not have fired" says: under a condition that it was fired, else nothing of the facts."""
    grammar, words = clauses.grammar, clauses.words
    for child in grammar.children(row):
        if grammar.lower(child) in words.negating_prepositions or condition(clauses, child) is not None:
            return "occurred", "a result against the facts presupposes it"
    return "hypothetical", "a past that is only imagined"


def _above(clauses: Clauses, row: int, trigger: Trigger) -> tuple[int | None, Verdict | None]:
    """The next word up that speaks of the same act, or what it decides."""
    grammar = clauses.grammar
    head, relation = grammar.head(row), clauses.dep[row]
    if relation == "relcl" and (scene := _imagined_scene(clauses, row)) is not None:
        return None, ("hypothetical", f'in "{scene}", which is only thought of')
    if relation == "relcl" and clauses.tag[row] == "VB" and clauses.has_to(row):
        relation = "acl"  # "reasons *to support*": an infinitive under a noun, by whichever name the parser gives it
    if head is None or relation not in UPWARD or _is_sentence_of_its_own(clauses, row, head):
        return None, None
    if relation == "advcl" or (relation == "acl" and (clauses.tag[row] != "VB" or _is_aim(clauses, head))):
        return _past_purpose(clauses, row, head, trigger)
    if clauses.pos[head] == "ADP" or relation in ("pobj", "pcomp"):
        found = _behind(clauses, row, head)
        if found is not None:
            return found
    uttered = trigger.event.code in UTTERED and row == trigger.row and _wishes_to(clauses, head)
    said: Verdict = ("occurred", f'who says "{grammar.word(head)} to" does so')
    verdict = said if uttered else _to_end(clauses, row, head) or _governing(clauses, head)
    if verdict is not None and _says_nothing(clauses, row, verdict, by_force=trigger.event.code == "ASSAULT"):
        verdict = None
    if verdict is not None and not (verdict[0] == "ongoing" and _deferred(clauses, head)):
        return head, verdict
    if relation == "xcomp" and clauses.lemma(head) == "be" and clauses.has_to(row):
        return None, ("planned", f'"{grammar.word(head)} to"')
    return (head if _speaks_of_it(clauses, row, head) else None), None


def _behind(clauses: Clauses, row: int, link: int) -> tuple[int | None, Verdict | None] | None:
    """What stands above a preposition that leads to an act, or what the two say of it; None where they say nothing."""
    clause = exemplified(clauses, link)
    if clause is not None:
        return clause, None
    if clauses.grammar.lower(link) in PRESUPPOSING and clauses.carrier(row) is None:
        return None, _of_scene(clauses, row, link)
    return _past_preposition(clauses, row, link) if clauses.pos[link] == "ADP" else None


def _of_scene(clauses: Clauses, row: int, link: int) -> Verdict | None:
    """What a clause says of an act that it does not take as known: "it *could* find itself in a war"."""
    verb = clauses.clause_verb(row)
    new = clauses.grammar.lower(link) in WITHIN and not clauses.is_definite(row)
    if verb is None or not new or any(clauses.grammar.lower(one) == "have" for one in clauses.grammar.children(verb)):
        return None
    return modal_of(clauses, verb)


def _said_of_it(clauses: Clauses, row: int) -> Verdict | None:
    """What is said of an act itself: "an attack is *imminent*", "it is *false* that they attacked"."""
    verb = clauses.grammar.head(row)
    if verb is not None and clauses.dep[row] in TOLD:
        return called_untrue(clauses, row, verb)
    if verb is not None and clauses.grammar.lower(verb) == "of":
        denier = disbelieved(clauses, row)
        return None if denier is None else ("denied", f'"{clauses.grammar.word(denier)}" it')
    if verb is None or clauses.dep[row] not in ("csubj", "nsubj"):
        return None
    if clauses.dep[row] == "nsubj" and clauses.lemma(verb) in clauses.words.ending_verbs:
        past = clauses.tag[verb] in ("VBD", "VBN")
        return ("occurred" if past else "ongoing"), f'what is said to "{clauses.grammar.word(verb)}" has been'
    if _is_generic(clauses, row, verb):
        return "hypothetical", "said of all that are called so"
    if clauses.dep[row] == "csubj":
        bare = clauses.tag[row] == "VBG" and clauses.grammar.child(row, "aux") is None
        return modal_of(clauses, verb) if bare else None
    adjectives = clauses.grammar.children_by(verb, "acomp") if clauses.lemma(verb) == "be" else []
    verdicts = (_of_modifier(clauses, one) for one in adjectives)
    return None if negated(clauses, verb) else next((one for one in verdicts if one is not None), None)


def _is_generic(clauses: Clauses, row: int, verb: int) -> bool:
    """Is a sentence of the present true of any such act: "*attacks* on civilians are war crimes"?"""
    bare = clauses.tag[row] == "NNS" and not clauses.grammar.children_by(row, "det", "poss", "nummod", "amod")
    said = [one for one in clauses.grammar.children_by(verb, "attr") if clauses.pos[one] == "NOUN"]
    present = clauses.lemma(verb) == "be" and clauses.tag[verb] in ("VBP", "VBZ")
    return bare and present and bool(said) and clauses.grammar.child(verb, "expl") is None


def _wishes_to(clauses: Clauses, verb: int) -> bool:
    """Does somebody say of himself that he wants to do what saying does: "I *want* to thank", "we would *like* to"?"""
    subjects = (clauses.grammar.lower(one) for one in clauses.grammar.children_by(verb, *SUBJECT))
    said = clauses.lemma(verb) in clauses.words.wishing and clauses.tag[verb] not in ("VBD", "VBN")
    return said and not negated(clauses, verb) and any(one in clauses.words.first_persons for one in subjects)


def _is_sentence_of_its_own(clauses: Clauses, row: int, head: int) -> bool:
    """Does a mark part a clause from the verb that the parser puts over it: "*attacked* it; nobody was hurt"?

    A colon does so unless somebody speaks: "fears the worst: they *have threatened* it".
    """
    own = clauses.grammar.child(row, *SUBJECT, *PASSIVE_SUBJECT) is not None
    marks = ";:" if own and clauses.lemma(head) not in clauses.words.speaking else ";"
    return clauses.dep[row] == "ccomp" and clauses.grammar.parted(row, head, by=marks)


def _past_purpose(clauses: Clauses, row: int, head: int, trigger: Trigger) -> tuple[int | None, Verdict | None]:
    """What stands above a participle or an infinitive: what one does in order to act is not the act, but for words."""
    if clauses.dep[row] != "advcl" and clauses.tag[row] == "VB":
        return None, ("hypothetical", f'"{clauses.grammar.word(head)}" to do it')
    is_purpose = clauses.dep[row] == "advcl" and clauses.tag[row] == "VB" and clauses.has_to(row)
    if not is_purpose or clauses.lemma(head) == "be":
        return None, None
    if clauses.lemma(head) in clauses.words.deciding:
        return head, None  # "voted on Sunday to expel them"
    if trigger.event.quad.startswith("verbal") and clauses.lemma(head) in clauses.words.addressing:
        return head, None  # "rallied to demand reform": the rally is the demand
    return None, ("planned", "a purpose: to do it")


def _says_nothing(clauses: Clauses, row: int, verdict: Verdict, *, by_force: bool) -> bool:
    """Was an act made whatever the word above it says: "*ordered* the raid", "*called* the raid cruel"?"""
    head, relation = clauses.grammar.tokens.head[row], clauses.dep[row]
    if relation == "nsubj":
        does = clauses.pos[head] == "VERB" and not clauses.is_passive(head)
        return does and (verdict[0] in ("planned", "hypothetical") or negated(clauses, head))
    if clauses.lemma(head) in clauses.words.forgetting and clauses.pos[row] == "NOUN":
        return True  # "the raid will not be *forgotten*"
    if clauses.aimed_at(row) or (relation == "ccomp" and is_asked_about(clauses, row)):
        return True
    readied = clauses.lemma(head) in clauses.words.preparing and _is_perfect(clauses, head)
    known = clauses.is_definite(row) and (readied or clauses.lemma(head) in clauses.words.naming)
    return by_force and relation == "dobj" and (known or _is_done_by_order(clauses, row, head))


def _to_end(clauses: Clauses, row: int, verb: int) -> Verdict | None:
    """What is to be ended goes on: "urged them to *stop* the attacks"."""
    is_object = clauses.dep[row] == "dobj" and clauses.tag[verb] == "VB"
    if not is_object or clauses.lemma(verb) not in clauses.words.ending_verbs:
        return None
    return "ongoing", f'what is to "{clauses.grammar.word(verb)}" goes on'


def _imagined_scene(clauses: Clauses, row: int) -> str | None:
    """The noun of what is only thought of, in which a clause is set: "a *future* where they leave"."""
    grammar, words = clauses.grammar, clauses.words
    noun = grammar.tokens.head[row]
    if not any(grammar.lower(one) in words.scenes for one in range(grammar.subtree(row)[0], row)):
        return None
    named = [noun]
    if clauses.pos[noun] in ("NUM", "PRON") and clauses.dep[noun] == "attr":
        named += clauses.subjects(grammar.tokens.head[noun])  # "the future that they want is one where"
    return next((grammar.word(one) for one in named if clauses.lemma(one) in words.imagined), None)


def _is_done_by_order(clauses: Clauses, noun: int, verb: int) -> bool:
    """Is an act of force told by its order: "*ordered* the killing of X"? An arrest or closure is still to follow."""
    past = clauses.tag[verb] in ("VBD", "VBN")
    return past and clauses.lemma(verb) in clauses.words.commanding and clauses.is_definite(noun)


def _speaks_of_it(clauses: Clauses, row: int, head: int) -> bool:
    """Does what is said of the word above hold for the act too? Not past a word that presupposes it."""
    lemma = clauses.lemma(head)
    if lemma in clauses.words.factive_governors:
        return False
    carried = lemma in clauses.words.carriers and clauses.dep[row] != "nsubj"  # "the attack *did* no harm"
    if clauses.pos[row] not in ("NOUN", "PROPN") or carried:
        return True
    return lemma in clauses.words.existence and clauses.dep[row] == ("attr" if lemma == "be" else "nsubj")


def _past_preposition(clauses: Clauses, row: int, preposition: int) -> tuple[int | None, Verdict | None]:
    """What stands above "of", "for" and their like: "a risk of war" is none yet, "blame for the war" presupposes it."""
    above = clauses.grammar.head(preposition)
    if above is None:
        return None, None
    if clauses.grammar.lower(preposition) in clauses.words.negating_prepositions:
        imagined = clauses.is_verb(above) and modal_of(clauses, above) is not None and clauses.dep[row] == "pobj"
        if imagined and clauses.is_definite(row):
            return None, ("occurred", "what would be so without it presupposes it")
        return None, ("denied", f'"{clauses.grammar.word(preposition)}"')
    ended = [above, *(clauses.grammar.children_by(above, *OBJECT) if clauses.is_verb(above) else [])]  # "put an end to"
    if clauses.dep[row] == "pobj" and any(clauses.lemma(one) in clauses.words.endings for one in ended):
        return None, ("ongoing", f'what is to come to "{clauses.grammar.word(above)}" goes on')
    if clauses.lemma(above) in clauses.words.shares and clauses.pos[above] == "NOUN":
        return None, None
    if clauses.lemma(above) in clauses.words.upcoming:
        return None, ("planned", f'"{clauses.grammar.word(above)} {clauses.grammar.word(preposition)}" it')
    aim = next((one for one in ended if _is_imagined(clauses, one, preposition, row)), None)
    if aim is not None:
        return None, ("hypothetical", f'"{clauses.grammar.word(aim)} {clauses.grammar.word(preposition)}" it')
    clausal = clauses.dep[row] == "pcomp"
    helped = clauses.pos[above] == "NOUN" and clauses.lemma(above) in clauses.words.helping and clauses.is_definite(row)
    governs = clausal or (clauses.grammar.lower(preposition) in GOVERNING and not helped)
    named = _governing(clauses, above) if governs else None
    carries = clauses.lemma(above) in clauses.words.reports or clauses.carrier(row) is not None
    return (above if carries or clausal else None), named


def _is_imagined(clauses: Clauses, noun: int, preposition: int, row: int) -> bool:
    """Is an act behind a preposition one that is only thought of: "*talk of* war", "the *case for* striking"?"""
    link = clauses.grammar.lower(preposition)
    aimed = clauses.dep[row] == "pcomp" and link in AIMED and _is_aim(clauses, noun)
    known = {"of": clauses.words.imagined_of, "on": clauses.words.decided_on}.get(link, ())
    return aimed or clauses.lemma(noun) in known


def _is_aim(clauses: Clauses, row: int) -> bool:
    """Is it a noun that a deed completes which is yet to be done: "a *mandate* to attack"? Not one that was used."""
    verb = clauses.grammar.head(row)
    used = verb is not None and clauses.dep[row] in OBJECT and clauses.lemma(verb) in clauses.words.using
    return clauses.pos[row] == "NOUN" and clauses.lemma(row) in clauses.words.aims and not used


def _governing(clauses: Clauses, head: int) -> Verdict | None:
    """What the word above an act says of it."""
    words, lemma, text = clauses.words, clauses.lemma(head), clauses.grammar.word(head)
    particles = clauses.grammar.children_by(head, "prt")
    lemma = " ".join([lemma, *(clauses.grammar.lower(one) for one in particles)])  # "set off" is not "set"
    if clauses.grammar.child(head, "oprd") is not None and clauses.grammar.child(head, *OBJECT) is not None:
        return None  # "called the raid a crime" names what is there
    ongoing = words.ongoing_governors if clauses.tag[head] != "VBD" or lemma in words.keeping else frozenset()
    for group, status in (
        (words.denying_governors, "denied"),
        (words.future_governors, "planned"),
        (words.hypothetical_governors, "hypothetical"),
        (ongoing, "ongoing"),
    ):
        if lemma in group:
            none = status == "planned" and (negated(clauses, head) or is_none(clauses, head))
            return _verdict("denied" if none else status, f'{"not " if none else ""}"{text}"')
    return None


def _deferred(clauses: Clauses, row: int) -> bool:
    """Does the word above itself stand under something that decides: "plan to *begin* shelling it"; or is it over?"""
    words, lemma = clauses.words, clauses.lemma(row)
    begins = clauses.has_to(row) and lemma in words.ongoing_governors and lemma not in words.keeping
    return begins or negated(clauses, row) or modal_of(clauses, row) is not None
