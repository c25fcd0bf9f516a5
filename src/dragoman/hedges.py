"""Hedges: the words by which a text leaves it open whether something is so, and the evidence words it puts it under.

"Reportedly", "the alleged attack", "is believed to have", "claimed that", "may have", "reports of". They are kept with
the value that they stand with; they do not change it.
"""

import msgspec

from dragoman.grammar import Grammar
from dragoman.model import Span

MAX_STEPS = 6  # words above a value that may still hedge it; as many as may decide about an act's status
_CLAUSAL = ("xcomp", "ccomp", "csubj", "csubjpass", "conj")  # from a clause to the verb that reports it
_NOMINAL = ("dobj", "nsubj", "nsubjpass", "pobj", "prep", "agent", "attr", "oprd", "acl", "pcomp", "appos", "npadvmod",
            "nummod", "quantmod", "compound", "amod")  # fmt: skip


class HedgeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`hedges.toml`; what each list is for stands in the data file."""

    adverbs: frozenset[str]
    adjectives: frozenset[str]
    passives: frozenset[str]
    verbs: frozenset[str]
    modals: frozenset[str]
    nouns: frozenset[str]
    links: frozenset[str]


def hedges_at(grammar: Grammar, row: int, words: HedgeWords) -> tuple[Span, ...]:
    """Return where the hedges of a value stand, in text order.

    From the value one walks up: through its noun phrase to the verb of its clause, then from clause to the verb or noun
    that reports the clause. A clause beside it ("and", "after") hedges nothing of it.

    Args:
        grammar: The document.
        row: The word that governs the value: an act's trigger, a counted noun.
        words: The language's words.
    """
    found: set[Span] = set()
    at: int | None = row
    for _ in range(MAX_STEPS):
        if at is None:
            break
        found |= _beside(grammar, at, words)
        above = grammar.head(at)
        if above is not None and _goes_up(grammar, at):
            found |= _above(grammar, above, at, words)
            at = above
        else:
            at = None
    return tuple(sorted(found))


def _goes_up(grammar: Grammar, row: int) -> bool:
    """Is what governs the word said of it too?"""
    relation = grammar.tokens.dep[row]
    if relation == "conj":
        return _shares(grammar, row)
    return relation in _CLAUSAL or relation in _NOMINAL


def _shares(grammar: Grammar, row: int) -> bool:
    """Has a second verb no subject of its own, so that it stands under the auxiliaries of the first?"""
    return grammar.tokens.pos[row] != "VERB" or grammar.child(row, "nsubj", "nsubjpass") is None


def _beside(grammar: Grammar, row: int, words: HedgeWords) -> set[Span]:
    """Adverbs, adjectives and modals that hang on the word."""
    found = set()
    for child in grammar.children(row):
        word, relation = grammar.lower(child), grammar.tokens.dep[child]
        adverb = word in words.adverbs and relation in ("advmod", "amod")
        adjective = word in words.adjectives and relation in ("amod", "compound", "nmod", "advmod") and child < row
        if adverb or adjective or (word in words.modals and relation == "aux"):
            found.add(grammar.span(child, child + 1))
    return found


def _above(grammar: Grammar, above: int, row: int, words: HedgeWords) -> set[Span]:
    """The verb or noun that a clause, or a thing, stands under, where it hedges."""
    lemma, relation = grammar.tokens.lemma[above].lower(), grammar.tokens.dep[row]
    if grammar.tokens.pos[above] == "NOUN" and lemma in words.nouns:
        linked = any(grammar.lower(one) in words.links for one in (row, *grammar.children(row)))
        return {grammar.span(above, above + 1)} if linked else set()
    undergoer = relation == "nsubjpass" and grammar.child(above, "xcomp") is not None  # "12 are feared to have died"
    if not (undergoer or relation in _CLAUSAL[:4]) or grammar.tokens.pos[above] not in ("VERB", "AUX"):
        return set()
    passive = grammar.child(above, "auxpass")
    if passive is not None and lemma in words.passives:
        return {grammar.span(min(passive, above), above + 1)}
    return {grammar.span(above, above + 1)} if passive is None and lemma in words.verbs else set()
