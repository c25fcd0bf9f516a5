"""Whether a verb or noun is negated: by itself, by its subject or object, or by what it is joined to."""

from dragoman.find.events.clauses import OBJECT, PASSIVE_SUBJECT, SUBJECT, Clauses

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


def _joined_by_or(clauses: Clauses, row: int) -> bool:
    """Are the coordinated verbs joined by "or", so that a negation reaches both?"""
    return any(clauses.lemma(one) in ("or", "nor") for one in clauses.grammar.children_by(row, "cc"))
