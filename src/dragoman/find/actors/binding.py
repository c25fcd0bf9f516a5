"""What a pronoun cannot stand for: what stands beside it in its own clause, or what it is told of as another's.

Source: the locality of binding, as in Lappin and Leass (1994), and what English verbs of force and asking imply.
"""

from dragoman.find.actors.reading import Reading
from dragoman.grammar import CONJUNCTION

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "iobj"})
QUANTITY = "CARDINAL"  # spaCy's name for "thousands"


def bound(reading: Reading, row: int, head: int) -> bool:
    """May the two not be the same: both parts of one clause, or one inside the other's phrase?"""
    first, last = reading.grammar.subtree(head)
    if reading.tokens.dep[row] == "poss":
        others = _is_asked_of_others(reading, row, head) or _is_struck(reading, row, head)
        return reading.tokens.head[row] == head or others
    inside = first <= row < last and reading.tokens.pos[head] not in ("VERB", "AUX")
    verb = governor(reading, row)
    clause = governor(reading, head) == verb or _is_subject_of(reading, head, verb)
    clause = clause and not _is_object_before(reading, row, head)
    return (inside and not _in_clause_below(reading, row, head)) or (
        clause and not reading.lower[row].endswith(("self", "selves"))
    )


def _is_object_before(reading: Reading, row: int, head: int) -> bool:
    """Does a verb before the word's own act on the phrase: "condemned *X* and hit it", "spoke to *X* and asked it"?"""
    before, own = _acting(reading, reading.grammar.first_conjunct(head)), _acting(reading, row)
    return before is not None and own is not None and before != own


def _acting(reading: Reading, row: int) -> int | None:
    """The verb that acts on a phrase: as its object, or behind a preposition ("set fire to *it*")."""
    tokens = reading.tokens
    verb = tokens.head[tokens.head[row]] if tokens.dep[row] == "pobj" else tokens.head[row]
    acted = tokens.dep[row] in OBJECTS or (tokens.dep[row] == "pobj" and tokens.pos[verb] == "VERB")
    return verb if acted else None


def _is_asked_of_others(reading: Reading, row: int, head: int) -> bool:
    """Is it somebody's departure or release that the subject asks for ("Iran demanded *their* departure")?"""
    tokens, words = reading.tokens, reading.words.words
    noun = tokens.head[row]
    above = tokens.head[noun]
    verb = tokens.head[above] if tokens.dep[noun] == "pobj" else above
    asked = tokens.lemma[noun].lower() in words.asked_for and tokens.lemma[verb].lower() in words.asking
    return asked and tokens.head[head] == verb and tokens.dep[head] in SUBJECTS


def _is_struck(reading: Reading, row: int, head: int) -> bool:
    """Are it the forces or things of somebody else that the subject strikes: "rammed one of *its* ships"?"""
    tokens, words = reading.tokens, reading.words.words
    noun = tokens.head[row]
    whole = (
        tokens.head[tokens.head[noun]]
        if tokens.dep[noun] == "pobj" and tokens.lemma[tokens.head[noun]] == "of"
        else noun
    )
    verb = tokens.head[whole]
    struck = tokens.dep[whole] in OBJECTS and tokens.lemma[verb].lower() in words.striking
    return (
        struck
        and tokens.lemma[noun].lower() in words.assets
        and tokens.head[head] in (verb, reading.grammar.first_conjunct(verb))
        and tokens.dep[head] == "nsubj"
    )


def _is_subject_of(reading: Reading, head: int, verb: int) -> bool:
    """Is the phrase the subject of a verb that has none of its own ("X left, accusing him")?"""
    while reading.tokens.dep[verb] in ("advcl", "xcomp") and reading.grammar.child(verb, *SUBJECTS) is None:
        verb = reading.tokens.head[verb]
        if reading.tokens.head[head] == verb and reading.tokens.dep[head] in SUBJECTS:
            return True
    return False


def _in_clause_below(reading: Reading, row: int, head: int) -> bool:
    """Does the word stand in a clause of its own under the phrase ("the man who said that he")?"""
    for above in reading.grammar.ancestors(row):
        if above == head:
            return False
        if reading.tokens.pos[above] in ("VERB", "AUX"):
            return True
    return False


def governor(reading: Reading, row: int) -> int:
    """The word that a phrase depends on, over its preposition."""
    row = reading.grammar.first_conjunct(row)
    above = reading.tokens.head[row]
    above = reading.tokens.head[above] if reading.tokens.dep[row] == "pobj" else above
    if reading.tokens.dep[above] == CONJUNCTION and reading.grammar.child(above, *SUBJECTS) is None:
        above = reading.grammar.first_conjunct(above)
    return above


def is_count(reading: Reading, row: int) -> bool:
    """Does the word only count a noun behind it: "*thousands* of people"?"""
    links = reading.grammar.children_by(row, "prep")
    return any(counted(reading, one) == row for link in links for one in reading.grammar.children_by(link, "pobj"))


def counted(reading: Reading, row: int) -> int:
    """The word that counts a noun, and stands where it would: "*thousands* of people"; else its own row."""
    above = reading.tokens.head[reading.tokens.head[row]]
    return above if reading.tokens.dep[row] == "pobj" and reading.tokens.name[above] == QUANTITY else row
