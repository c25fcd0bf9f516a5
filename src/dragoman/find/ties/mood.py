"""Whether a clause asserts a tie, or denies it, asks for it, or only imagines it.

What stands in a noun phrase ("Iran's ally Syria", "A, the commander of B") is asserted whatever the clause around it
says: "he did not meet A, the commander of B" leaves A commander. Only what is predicated ("A is an ally of B", "A backs
B") falls under the clause's negation, modal or condition. Source: the projection of appositives and presuppositions
(Potts, The Logic of Conventional Implicatures, 2005, chapter 2).
"""

from dragoman.find.ties.words import TieWords
from dragoman.grammar import Grammar

COMPLEMENTS = ("xcomp", "ccomp", "pcomp")  # clauses that a verb over them decides about
PREDICATES = ("attr", "acomp", "oprd")


def predicate(grammar: Grammar, row: int, words: TieWords) -> int | None:
    """The row of the verb by which a word is said of somebody; None where it only stands in a noun phrase."""
    if grammar.tokens.pos[row] in ("VERB", "AUX"):
        return None if grammar.tokens.dep[row] in ("acl", "amod") and grammar.tokens.tag[row] == "VBN" else row
    first = grammar.first_conjunct(row)
    above = grammar.head(first)
    said = above is not None and grammar.tokens.dep[first] in PREDICATES
    return above if said and above is not None and grammar.tokens.lemma[above].lower() in words.grammar.be else None


def is_asserted(grammar: Grammar, row: int, words: TieWords) -> bool:
    """Does its clause assert what the word at a row says ("ally", "backs")?"""
    verb = predicate(grammar, row, words)
    if verb is None:
        return not any(grammar.lower(one) in words.mood.negations for one in grammar.children_by(row, "det", "neg"))
    own = [child for one in {row, verb} for child in grammar.children(one)]
    return not (_unreal(grammar, own, words) or _governed(grammar, verb, words) or is_imagined(grammar, verb, words))


def is_over(grammar: Grammar, row: int, words: TieWords) -> bool:
    """Is it said to hold no more: "is no *longer* an ally"?"""
    verb = predicate(grammar, row, words)
    return verb is not None and any(
        grammar.lower(one) in words.mood.ended for one in grammar.children_by(verb, "advmod", "npadvmod")
    )


def is_past(grammar: Grammar, row: int, words: TieWords) -> bool:
    """Is it predicated in the past tense: "was an ally"?"""
    verb = predicate(grammar, row, words)
    return verb is not None and grammar.tokens.tag[verb] == "VBD"


def _unreal(grammar: Grammar, own: list[int], words: TieWords) -> bool:
    """Is there a negation, a modal or a condition among the words right under a predicate?"""
    dep, lower = grammar.tokens.dep, grammar.lower
    return any(
        (dep[one] in ("neg", "det", "advmod", "preconj") and lower(one) in words.mood.negations)
        or (dep[one] == "aux" and lower(one) in words.mood.modals)
        or (dep[one] in ("mark", "advmod") and lower(one) in words.mood.conditions)
        for one in own
    )


def _governed(grammar: Grammar, verb: int, words: TieWords) -> bool:
    """Does a verb over the clause leave it open, or deny it: "*wants* to be an ally"?"""
    above = grammar.head(verb)
    return (
        above is not None
        and grammar.tokens.dep[verb] in COMPLEMENTS
        and grammar.tokens.lemma[above].lower() in words.mood.governors
    )


def is_imagined(grammar: Grammar, verb: int, words: TieWords) -> bool:
    """Does it stand in the clause of a place that is only thought of: "the future that A wants is one *where* ..."?"""
    mood = words.mood
    for row in (verb, *grammar.ancestors(verb)):
        noun = grammar.head(row)
        if noun is None or grammar.tokens.dep[row] not in ("relcl", "advcl"):
            continue
        first, last = grammar.subtree(row)
        if not any(grammar.lower(one) in mood.scenes for one in range(first, min(row, last))):
            continue
        named = [noun]
        above = grammar.head(noun)
        if grammar.lower(noun) in mood.one and above is not None:
            named += grammar.children_by(above, "nsubj")
        if any(grammar.tokens.lemma[one].lower() in mood.imagined for one in named):
            return True
    return False
