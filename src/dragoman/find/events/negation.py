"""Whether a verb or noun is negated: by itself, by its subject or object, by what it is joined to, or as untrue."""

from dragoman.find.events.aspect import Verdict
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.heads import OBJECT, SUBJECT

NEGATING = ("advmod", "preconj", "cc")  # "*never* attacked", "*neither* confirmed nor denied"


def negated(clauses: Clauses, row: int) -> bool:
    """Does the verb stand under a negation, its own or its subject's or object's?"""
    grammar, words = clauses.grammar, clauses.words
    for child in grammar.children(row):
        if clauses.dep[child] == "neg" or (
            clauses.dep[child] in NEGATING and grammar.lower(child) in words.negators and child < row
        ):
            return True
        ended = clauses.dep[child] == "advmod" and grammar.lower(child) in words.ended
        if ended and any(grammar.lower(one) in words.negators for one in grammar.children(child)):
            return True
        of = grammar.child(child, "pobj") if clauses.dep[child] == "prep" else None
        if of is not None and clauses.lemma(of) in words.nobody and grammar.child(of, "prep") is not None:
            return True  # "withdrew from *none* of the towns"
        if clauses.dep[child] in (*SUBJECT, *PASSIVE_SUBJECT, *OBJECT):
            if clauses.lemma(child) in words.negative_determiners:
                return True
            if any(clauses.lemma(one) in words.negative_determiners
                   for one in grammar.children_by(child, "det", "preconj")):  # fmt: skip
                return True
    if clauses.dep[row] == "conj" and clauses.is_verb(grammar.tokens.head[row]):
        return (
            grammar.child(row, *SUBJECT) is None
            and negated(clauses, grammar.tokens.head[row])
            and _joined_by_or(clauses, grammar.tokens.head[row])
        )
    return False


def is_none(clauses: Clauses, noun: int) -> bool:
    """Is there none of what the noun names: "*no* plans to attack"?"""
    return any(
        clauses.lemma(one) in clauses.words.negative_determiners for one in clauses.grammar.children_by(noun, "det")
    )


def disbelieved(clauses: Clauses, noun: int) -> int | None:
    """The verb by which somebody denies what a report or claim tells: "*dismissed* reports that they had attacked"."""
    verb = clauses.grammar.head(noun)
    denied = clauses.dep[noun] in (*OBJECT, "pobj") and clauses.lemma(noun) in clauses.words.claims
    if verb is not None and clauses.dep[noun] == "pobj":
        verb = clauses.grammar.head(verb)  # "dismissed as rumour reports": the parser hangs the one on the other
    return verb if denied and verb is not None and clauses.lemma(verb) in clauses.words.disbelieving else None


def called_untrue(clauses: Clauses, above: int) -> Verdict | None:
    """What is said of what a clause tells: "it is *false* that", "it is *not true* that"."""
    verb = above if clauses.lemma(above) == "be" else clauses.grammar.head(above)
    if verb is None or clauses.lemma(verb) != "be":
        return None
    said = clauses.grammar.children_by(verb, "acomp", "attr")
    if any(clauses.lemma(one) in clauses.words.untrue for one in said):
        return None if negated(clauses, verb) else ("denied", "it is called untrue")
    true = any(clauses.lemma(one) in clauses.words.true for one in said)
    return ("denied", "it is called not true") if true and negated(clauses, verb) else None


def _joined_by_or(clauses: Clauses, row: int) -> bool:
    """Are the coordinated verbs joined by "or", so that a negation reaches both?"""
    return any(clauses.lemma(one) in ("or", "nor") for one in clauses.grammar.children_by(row, "cc"))
