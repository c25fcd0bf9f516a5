"""Whether a clause is a condition, is asked about or only possible by its modal verb: then it tells of nothing done."""

from dragoman.find.events.aspect import Verdict, tense_of
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.heads import SUBJECT

CONDITIONAL = ("advcl", "ccomp", "pcomp")
PRESENT = ("VBZ", "VBP")
WORDS_BEFORE_END = 2  # a question mark may stand before a closing quotation mark


def condition(clauses: Clauses, row: int) -> int | None:
    """The word that makes a clause a condition: "*if* they leave", "*had* they left", "*whoever* leaves"; else None."""
    if (free := _generic(clauses, row)) is not None:
        return free
    if clauses.dep[row] not in CONDITIONAL:
        return None
    grammar, words = clauses.grammar, clauses.words
    for one in grammar.children_by(row, "mark", "advmod"):
        first = grammar.tokens.head[row] if grammar.lower(one) in words.comparing else one
        at_once = first != one and grammar.lower(first) in words.at_once and clauses.tag[row] != "VBD"
        to_come = at_once and not any(clauses.tag[aux] == "VBD" for aux in grammar.children_by(row, "aux", "auxpass"))
        if to_come or (grammar.lower(one) in words.conditions and not _is_limit(clauses, row, one)):
            return one
    return _inverted(clauses, row)


def is_pluperfect(clauses: Clauses, row: int) -> bool:
    """Does the verb, or the one that the parser puts over it, stand in the past perfect: "if they *had not fired*"?"""
    auxiliaries = (*clauses.grammar.children_by(row, "aux"), clauses.grammar.tokens.head[row])
    return any(clauses.grammar.lower(one) in clauses.words.pluperfect for one in auxiliaries)


def is_asked(clauses: Clauses, row: int) -> bool:
    """Does the sentence ask whether it was done? Who asks why, when or by whom it was done takes it as done."""
    grammar = clauses.grammar
    first, last = grammar.sentence_rows(row)
    if "?" not in [grammar.word(one) for one in range(max(first, last - WORDS_BEFORE_END), last)]:
        return False
    verb = clauses.clause_verb(row)
    opens = [grammar.lower(one) for one in range(first, row) if clauses.tag[one].startswith("W")][:1]
    past = verb is not None and "VBD" in {
        clauses.tag[one] for one in (verb, *grammar.children_by(verb, "aux", "auxpass"))
    }
    return not (past and clauses.words.asking.issuperset(opens) and opens)


def is_asked_about(clauses: Clauses, row: int) -> bool:
    """Does a question take a clause of the past as told: "was asked *why* they had chosen to attack"?"""
    adverbs = map(clauses.grammar.lower, clauses.grammar.children_by(row, "advmod"))
    return not clauses.words.asking.isdisjoint(adverbs) and tense_of(clauses, row) in ("past", "before")


def _generic(clauses: Clauses, row: int) -> int | None:
    """The subject that may be anybody: "*whoever* attacks us", "*anyone* who attacks us"; of what is not past."""
    grammar, words = clauses.grammar, clauses.words
    subject = grammar.child(row, *SUBJECT)
    if subject is None or clauses.tag[row] not in PRESENT:
        return None
    if grammar.lower(subject) in words.whoever:
        return subject
    head = grammar.tokens.head[row]
    meant = clauses.dep[row] == "relcl" and grammar.lower(subject) in words.relatives
    return head if meant and grammar.lower(head) in words.anybody else None


def _inverted(clauses: Clauses, row: int) -> int | None:
    """The auxiliary that opens a condition before its subject: "*had* they fired", "*should* the raids continue"."""
    grammar = clauses.grammar
    subject = grammar.child(row, *SUBJECT, "nsubjpass")
    head = grammar.tokens.head[row]
    raised = [head] if clauses.dep[row] == "ccomp" and grammar.children_by(head, "aux", *SUBJECT) == [] else []
    for one in (*grammar.children_by(row, "aux", "auxpass"), *raised):
        if grammar.lower(one) in clauses.words.inverted and subject is not None and one < subject:
            opens = one == grammar.subtree(one if one == head else row)[0]
            return one if opens else None
    return None


def _is_limit(clauses: Clauses, row: int, marker: int) -> bool:
    """Does a clause in the past say how far another in the past went: "held them *until* the police came"?"""
    head = clauses.grammar.tokens.head[row]
    return clauses.grammar.lower(marker) in clauses.words.limits and clauses.tag[row] == clauses.tag[head] == "VBD"


def modal_of(clauses: Clauses, row: int) -> Verdict | None:
    """What a modal auxiliary says, own or shared with the verb it is coordinated with."""
    words, grammar = clauses.words, clauses.grammar
    auxiliaries = grammar.children_by(row, "aux")
    perfect = any(grammar.lower(one) == "have" for one in auxiliaries)
    for one in auxiliaries:
        if grammar.lower(one) in words.modal_hypothetical:
            return "hypothetical", f'"{grammar.word(one)}"'
        if grammar.lower(one) in words.modal_future and not perfect:
            return "planned", f'"{grammar.word(one)}"'
    if clauses.dep[row] == "conj" and not auxiliaries and clauses.tag[row] == "VB":
        head = grammar.tokens.head[row]
        return modal_of(clauses, head) if clauses.is_verb(head) else None
    return None


def exemplified(clauses: Clauses, link: int) -> int | None:
    """The verb of a clause of what may be, in which an act is an example: "*if* it takes steps *such as mining*"."""
    grammar, words = clauses.grammar, clauses.words
    phrase = f"{grammar.lower(link - 1)} {grammar.lower(link)}"
    if phrase not in words.example_phrases:
        return None
    verb = next((one for one in grammar.ancestors(link) if clauses.is_verb(one)), None)
    may_be = verb is not None and (condition(clauses, verb) is not None or modal_of(clauses, verb) is not None)
    return verb if may_be else None
