"""Where a noun phrase begins and ends: without relative clauses, appositions, coordinations and places."""

from dragoman.find.actors.reading import Reading

# ClearNLP labels, Source: Choi and Palmer, Guidelines for the CLEAR style (2012)
LEFT_PARTS = frozenset({
    "det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "punct", "npadvmod", "case",
    "preconj", "neg", "cc", "conj", "dep", "nounmod", "prep", "intj",
})  # fmt: skip
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss", "npadvmod", "quantmod", "advmod", "dep", "conj"})
NOMINAL = frozenset({
    "nsubj", "nsubjpass", "dobj", "iobj", "dative", "pobj", "attr", "conj", "ROOT", "agent", "oprd", "appos", "poss",
    "dep", "csubj", "npadvmod", "parataxis", "ccomp", "pcomp", "acomp", "intj", "relcl", "advcl", "acl", "xcomp", "meta",
    "nmod", "obj", "obl", "root", "flat",
})  # fmt: skip
_MARKS = frozenset("\"'“”‘’«»([{)]},;:-–—`")


def phrase_start(reading: Reading, head: int) -> int:
    """The first row of the phrase that this token governs."""
    grammar, tokens = reading.grammar, reading.grammar.tokens
    start = head
    for child in reversed(grammar.children(head)):
        if child < head:
            if tokens.dep[child] not in LEFT_PARTS or (tokens.dep[child] == "punct" and _stops(reading, child)):
                break
            start = min(start, grammar.subtree(child)[0])
    while start < head and reading.lower[start] in _MARKS:
        start += 1
    return start


def _stops(reading: Reading, row: int) -> bool:
    """Is this a mark that a phrase does not reach over to the left?"""
    return reading.lower[row] in "—;:("


def complement(reading: Reading, head: int, *, office: bool) -> int | None:
    """The row that governs the `of` phrase right after a noun (of an office also `for`, `to`), or None."""
    grammar, tokens = reading.grammar, reading.grammar.tokens
    for child in grammar.children(head):
        if child > head:
            of = reading.lower[child] == "of" or (office and reading.lower[child] in reading.words.words.complement)
            if tokens.dep[child] != "prep" or not of:
                if tokens.dep[child] in ("case", "punct"):
                    continue
                return None
            return grammar.child(child, "pobj")
    return None


def phrase_end(reading: Reading, head: int, *, office: bool = False, depth: int = 3) -> int:
    """The row after the phrase's last: after its head, or after its `of` phrase."""
    inner = complement(reading, head, office=office) if depth else None
    if inner is None:
        return head + 1
    return max(head + 1, phrase_end(reading, inner, office=office, depth=depth - 1))


def is_modifier(reading: Reading, row: int) -> bool:
    """Does the token only modify a noun to its right?"""
    dep = reading.grammar.tokens.dep[row]
    head = reading.grammar.tokens.head[row]
    if dep == "conj":
        first = reading.grammar.first_conjunct(row)
        return is_modifier(reading, first) and reading.grammar.tokens.head[first] > row
    return dep in ("compound", "amod", "nmod", "npadvmod", "quantmod", "advmod") and head > row


def is_locative(reading: Reading, row: int) -> bool:
    """Does a place name at this row say where something is or goes, rather than who acts or is acted on?"""
    grammar, tokens, words = reading.grammar, reading.grammar.tokens, reading.words.words
    first = grammar.first_conjunct(row)
    above = tokens.head[first]
    dep = tokens.dep[first]
    if dep == "pobj":
        preposition = reading.lower[above]
        if preposition in words.locative:
            return True
        governor = tokens.head[above]
        return preposition in words.directional and tokens.lemma[governor].lower() in words.motion
    if dep == "dobj":
        return tokens.lemma[above].lower() in words.place_verbs
    return dep == "npadvmod"
