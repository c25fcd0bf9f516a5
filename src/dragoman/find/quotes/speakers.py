"""Whom the grammar makes the source of a cue: its subject, its agent, the owner of a noun of saying."""

from dragoman.grammar import Grammar

_SUBJECTS = ("nsubj", "csubj")
_CLIMBS = frozenset({"conj", "xcomp", "advcl", "pcomp", "acl", "prep", "ccomp", "oprd", "dobj"})
MAX_SOURCE = 12  # words of a source before a verb that ends its sentence; an estimate
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ", "ADP", "PART", "PRON"})  # parts of a noun phrase
_TAIL = frozenset({"PUNCT", "SPACE", "ADP", "DET", "ADJ", "ADV", "NOUN", "PROPN", "NUM"})  # of an adverbial behind it
MAX_CLIMB = 4  # verbs between a participle and the clause that gives its subject; a guess, not measured


def source_of(grammar: Grammar, row: int, empty: frozenset[str]) -> tuple[int, int] | None:
    """The rows of the phrase that a reporting verb has for its source.

    A verb without a subject of its own ("..., adding that ...") has that of the clause it hangs on; a participle after
    a noun ("a letter saying ...") has that noun. A passive has its agent, and without one nobody.

    Args:
        grammar: The document.
        row: The verb.
        empty: Subjects that are nobody ("it", "there").
    """
    verb = row
    for _ in range(MAX_CLIMB):
        if is_passive(grammar, verb):
            return agent_of(grammar, verb) if verb == row else _passive_subject(grammar, verb)
        subject = grammar.child(verb, *_SUBJECTS)
        if subject is not None and (verb == row or _can_speak(grammar, subject)):
            return None if grammar.lower(subject) in empty else phrase(grammar, subject)
        relation, above = grammar.tokens.dep[verb], grammar.head(verb)
        if above is None and verb == row:
            return _of_participle(grammar, row)
        if above is None or relation not in _CLIMBS:
            return None
        if relation == "acl" and grammar.tokens.pos[above] in ("NOUN", "PROPN", "PRON"):
            return before(grammar, phrase(grammar, above), verb)
        verb = above
    return None


def _of_participle(grammar: Grammar, row: int) -> tuple[int, int] | None:
    """The subject that the parser hangs on a participle before the verb ("X, *referring* to Y, said ...")."""
    for clause in grammar.children_by(row, "advcl"):
        subject = grammar.child(clause, "nsubj")
        if clause < row and subject is not None and grammar.tokens.tag[clause] == "VBG":
            return before(grammar, phrase(grammar, subject), clause)
    return None


def left_of(grammar: Grammar, verb: int) -> tuple[int, int] | None:
    """The noun phrase between the last comma and a verb that ends its sentence, as in "..., *two medics* said".

    There the parser often takes the phrase for a part of what is said, and leaves the verb without a subject.
    """
    first, last = grammar.sentence_rows(verb)
    ends = all(grammar.tokens.pos[row] in _TAIL for row in range(verb + 1, last))
    comma = next((row for row in range(verb - 1, first, -1) if grammar.word(row) == ","), None)
    if not ends or grammar.tokens.tag[verb] not in ("VBD", "VBZ", "VBP") or comma is None:
        return None
    rows = range(comma + 1, verb)
    if not 0 < len(rows) <= MAX_SOURCE or any(grammar.tokens.pos[row] not in _PHRASE for row in rows):
        return None
    return (comma + 1, verb) if grammar.tokens.pos[verb - 1] in ("NOUN", "PROPN", "PRON") else None


def _can_speak(grammar: Grammar, row: int) -> bool:
    """Is it a name or a pronoun, or does it stand in no clause that somebody else heads?"""
    if grammar.tokens.pos[row] in ("PROPN", "PRON") or grammar.tokens.name[row]:
        return True
    verb = grammar.head(row)
    return verb is None or grammar.tokens.dep[verb] != "ccomp"


def is_passive(grammar: Grammar, verb: int) -> bool:
    """Is it a passive, with or without its auxiliary ("was accused", "described by officials as")?"""
    if grammar.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if grammar.tokens.tag[verb] != "VBN":
        return False
    reduced = grammar.tokens.dep[verb] in ("advcl", "acl") and grammar.child(verb, "aux", "nsubj") is None
    return reduced or grammar.child(verb, "agent") is not None


def agent_of(grammar: Grammar, row: int) -> tuple[int, int] | None:
    """The phrase after "by"."""
    agent = grammar.child(row, "agent")
    owner = grammar.child(agent, "pobj") if agent is not None else None
    return phrase(grammar, owner) if owner is not None else None


def _passive_subject(grammar: Grammar, verb: int) -> tuple[int, int] | None:
    """The subject of a passive that a verb hangs on ("he was quoted saying")."""
    subject = grammar.child(verb, "nsubjpass")
    return phrase(grammar, subject) if subject is not None else None


def phrase(grammar: Grammar, row: int) -> tuple[int, int]:
    """The whole noun phrase of a head, relative clauses and appositions too, without marks at its edges."""
    return trimmed(grammar, *grammar.subtree(row))


def before(grammar: Grammar, rows: tuple[int, int], limit: int) -> tuple[int, int] | None:
    """The part of a phrase that stands before a row."""
    first, last = trimmed(grammar, rows[0], min(rows[1], limit))
    return (first, last) if first < last else None


def trimmed(grammar: Grammar, first: int, last: int) -> tuple[int, int]:
    """Rows without punctuation and connecting words at their edges; an empty range where nothing else is there."""
    tokens = grammar.tokens
    while first < last and (_is_mark(grammar, first) or tokens.pos[first] == "CCONJ"):
        first += 1
    while first < last and (_is_mark(grammar, last - 1) or tokens.pos[last - 1] == "CCONJ"):
        last -= 1
    return first, last


def _is_mark(grammar: Grammar, row: int) -> bool:
    """Does the token hold neither letter nor figure nor sign of its own?"""
    return not any(sign.isalnum() or sign in "$€£%)" for sign in grammar.word(row))
