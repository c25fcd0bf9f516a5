"""Whether a verb or noun is negated: by itself, by its subject or object, by what it is joined to, or as untrue."""

from dragoman.find.events.aspect import Verdict
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.heads import OBJECT, SUBJECT
from dragoman.grammar import CONJUNCTION

NEGATING = ("advmod", "preconj", "cc")  # "*never* attacked", "*neither* confirmed nor denied"


def negated(clauses: Clauses, row: int) -> bool:
    """Does the verb stand under a negation, its own or its subject's or object's?"""
    grammar, words = clauses.grammar, clauses.words
    for child in grammar.children(row):
        negates = clauses.dep[child] in NEGATING and grammar.lower(child) in words.negators and child < row
        behind = grammar.lower(child + 1) if child + 1 < len(clauses.dep) else ""
        if (negates or clauses.dep[child] == "neg") and behind not in words.merely:
            return True
        ended = clauses.dep[child] == "advmod" and grammar.lower(child) in words.ended
        if ended and any(grammar.lower(one) in words.negators for one in grammar.children(child)):
            return True
        of = grammar.child(child, "pobj") if clauses.dep[child] == "prep" else None
        if of is not None and clauses.lemma(of) in words.nobody and grammar.child(of, "prep") is not None:
            return True  # "withdrew from *none* of the towns"
        if clauses.dep[child] in (*SUBJECT, *PASSIVE_SUBJECT, *OBJECT) and _names_none(clauses, child):
            return True
    head = grammar.tokens.head[row]
    if clauses.dep[row] != CONJUNCTION or not clauses.is_verb(head):
        return False
    joined = {grammar.lower(one) for one in grammar.children_by(head, "cc") if one < row}
    if joined & words.nor:
        return True  # "has never attacked, *nor did it shell* the village"
    return grammar.child(row, *SUBJECT) is None and bool(joined & words.alternatives) and negated(clauses, head)


def _names_none(clauses: Clauses, noun: int) -> bool:
    """Is what takes part in an act none: "*nobody* attacked", "*neither* side attacked"?"""
    words = (noun, *clauses.grammar.children_by(noun, "det", "preconj"))
    return any(clauses.lemma(one) in clauses.words.negative_determiners for one in words) or not_one(clauses, noun)


def is_none(clauses: Clauses, noun: int) -> bool:
    """Is there none of what the noun names: "*no* plans to attack", "*not a single* state"?"""
    before = (clauses.lemma(one) for one in clauses.grammar.children_by(noun, "det"))
    return not clauses.words.negative_determiners.isdisjoint(before) or not_one(clauses, noun)


def not_one(clauses: Clauses, noun: int) -> bool:
    """Is it said of each one that it is not so: "*not a single* state condemned it", "*not one* of them"?"""
    first, after = clauses.grammar.subtree(noun)[0], clauses.grammar.subtree(noun)[0] + 1
    opens = first < noun and clauses.grammar.lower(first) in clauses.words.negators
    return opens and clauses.grammar.lower(after) in clauses.words.singles


def passed_over(clauses: Clauses, row: int) -> str | None:
    """The words by which an act is set against what was done: "*instead of* lifting them", "*rather than* leave"."""
    first = clauses.grammar.subtree(row)[0]
    for at in (first - 2, first):
        if at >= 0 and (at < first or at + 2 == row):
            words = f"{clauses.grammar.lower(at)} {clauses.grammar.lower(at + 1)}"
            if words in clauses.words.passing_over or (clauses.is_verb(row) and words in clauses.words.stopping_at):
                return words
    return None


def disbelieved(clauses: Clauses, noun: int) -> int | None:
    """The verb by which somebody denies what a report or claim tells: "*dismissed* reports that they had attacked"."""
    grammar = clauses.grammar
    above = grammar.head(noun)
    if clauses.dep[noun] == "pobj" and above is not None and _is_claim(clauses, grammar.tokens.head[above]):
        noun = grammar.tokens.head[above]  # "denied reports *of its fighters* attacking it"
    verb = grammar.head(noun)
    denied = clauses.dep[noun] in (*OBJECT, *PASSIVE_SUBJECT, "pobj") and _is_claim(clauses, noun)
    if verb is not None and clauses.dep[noun] == "pobj":
        verb = grammar.head(verb)  # "dismissed as rumour reports": the parser hangs the one on the other
    return verb if denied and verb is not None and clauses.lemma(verb) in clauses.words.disbelieving else None


def _is_claim(clauses: Clauses, noun: int) -> bool:
    """Is it a noun for what somebody says to be so?"""
    return clauses.lemma(noun) in clauses.words.claims


def called_untrue(clauses: Clauses, clause: int, above: int) -> Verdict | None:
    """What is said of what a clause tells: "it is *false* that", "the claim that ... is *untrue*", "*falsely* says"."""
    grammar, words = clauses.grammar, clauses.words
    if clauses.is_verb(above) and any(
        grammar.lower(one) in words.untruly for one in grammar.children_by(above, "advmod")
    ):
        return "denied", "it is told untruly"
    if (denier := disbelieved(clauses, above)) is not None:
        return "denied", f'"{grammar.word(denier)} {grammar.word(above)}" of it'
    if clauses.dep[clause] != "ccomp" and not (_is_claim(clauses, above) and _is_told(clauses, clause)):
        return None
    verb = above if clauses.lemma(above) == "be" else grammar.head(above)
    if verb is None or clauses.lemma(verb) != "be":
        return None
    said = grammar.children_by(verb, "acomp", "attr")
    if any(clauses.lemma(one) in words.untrue for one in said):
        return None if negated(clauses, verb) else ("denied", "it is called untrue")
    true = any(clauses.lemma(one) in words.true for one in said)
    return ("denied", "it is called not true") if true and negated(clauses, verb) else None


def _is_told(clauses: Clauses, clause: int) -> bool:
    """Does a clause under a noun say what is claimed, rather than what the claim did: "the rumour *that X fell*"?"""
    subject = clauses.grammar.child(clause, *SUBJECT, *PASSIVE_SUBJECT)
    return subject is not None and clauses.grammar.lower(subject) not in clauses.words.relatives
