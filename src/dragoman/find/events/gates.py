"""The gates of a pattern: what must and must not stand around a word for the pattern to code it."""

from collections.abc import Callable, Iterable, Iterator

from dragoman.codebook import Entry, Pattern
from dragoman.find.events.clauses import MODIFIER, OBJECT, Clauses
from dragoman.grammar import CONJUNCTION, TIME_NAMES

PARTICLES = ("prt", "prep", "advmod", "acomp", "dobj", "npadvmod", "oprd")
BEFORE = (*MODIFIER, "poss", "advmod", "det", "nummod", "aux", "neg")
Gate = tuple[str, Callable[[], bool]]


def fits(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Does the pattern fit the word where it stands?"""
    return all(passes() for _, passes in gates(clauses, row, entry))


def failures(clauses: Clauses, row: int, entry: Entry) -> tuple[str, ...]:
    """The gates of a pattern that the word fails, by the pattern's keys; empty where it fits."""
    return tuple(name for name, passes in gates(clauses, row, entry) if not passes())


def gates(clauses: Clauses, row: int, entry: Entry) -> Iterator[Gate]:
    """The gates of an entry, cheap ones first; those that its pattern does not ask for are left out."""
    pattern = entry.pattern
    if entry.kind == "verb":
        yield "particle", lambda: _no_other_particle(clauses, row, entry)
    if len(entry.words) > 1:
        yield "words", lambda: _words_there(clauses, row, entry)
    if pattern.before:
        yield "before", lambda: _meets(clauses, _before(clauses, row), pattern.before)
    if pattern.not_before:
        yield "not_before", lambda: not _meets(clauses, _before(clauses, row), pattern.not_before)
    yield from _argument_gates(clauses, row, pattern)
    for place, terms in pattern.after.items():
        yield f"after {place}", lambda place=place, terms=terms: _follows(clauses, row, place, terms)  # type: ignore[misc]
    for place, terms in pattern.not_after.items():
        yield f"not_after {place}", lambda place=place, terms=terms: not _follows(clauses, row, place, terms)  # type: ignore[misc]
    if pattern.near:
        yield "near", lambda: _meets(clauses, _under(clauses, row), pattern.near)
    if pattern.not_near:
        yield "not_near", lambda: not _meets(clauses, _under(clauses, row), pattern.not_near)


def _argument_gates(clauses: Clauses, row: int, pattern: Pattern) -> Iterator[Gate]:
    """What subject and object must and must not be."""
    if pattern.object:
        yield "object", lambda: _meets(clauses, things(clauses, row), pattern.object)
    if pattern.not_object:
        yield "not_object", lambda: not _meets(clauses, _first_things(clauses, row), pattern.not_object)
    if pattern.subject:
        yield "subject", lambda: _meets(clauses, clauses.subjects(row), pattern.subject)
    if pattern.not_subject:
        yield "not_subject", lambda: not _meets(clauses, clauses.subjects(row), pattern.not_subject)


def matches(clauses: Clauses, row: int, terms: tuple[str, ...]) -> bool:
    """Is the row one of these words, one of a class of them, or the end of one of these runs of words?"""
    index = clauses.vocabulary.index(terms)
    if index.any_word or clauses.grammar.tokens.name[row] in index.names:
        return True
    return any(
        _run_is(clauses, row - len(before), before) and _run_is(clauses, row + 1, behind)
        for before, behind in index.get(clauses.lemma(row), ())
    )


def _run_is(clauses: Clauses, first: int, words: tuple[str, ...]) -> bool:
    """Do these words stand from this row on?"""
    if not words:
        return True
    inside = first >= 0 and first + len(words) <= len(clauses.dep)
    return inside and all(word == clauses.lemma(first + at) for at, word in enumerate(words))


def _meets(clauses: Clauses, rows: Iterable[int], terms: tuple[str, ...]) -> bool:
    """Is one of the rows one of the terms?"""
    return any(matches(clauses, row, terms) for row in rows)


def _words_there(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Do the other words of the entry stand there: before a noun, or behind a verb or as its particle?"""
    if entry.kind == "noun":
        first = row - len(entry.words) + 1
        return first >= clauses.grammar.sentence_rows(row)[0] and all(
            word in (clauses.lemma(first + at), clauses.grammar.lower(first + at))
            for at, word in enumerate(entry.words[:-1])
        )
    run = range(row + 1, min(row + len(entry.words), clauses.grammar.sentence_rows(row)[1]))
    if [clauses.grammar.lower(one) for one in run] == list(entry.words[1:]):
        return True
    return all(particle(clauses, row, word) is not None for word in entry.words[1:])


def _no_other_particle(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Is every particle of the verb one that the entry names? "Dropped off" is not "dropped"."""
    particles = clauses.grammar.children_by(row, "prt")
    return all(clauses.grammar.lower(one) in entry.words for one in particles)


def particle(clauses: Clauses, row: int, word: str) -> int | None:
    """The row of a word that belongs to a verb as particle, preposition or object."""
    for child in clauses.grammar.children(row):
        if clauses.dep[child] not in PARTICLES or word not in (clauses.lemma(child), clauses.grammar.lower(child)):
            continue
        governed = clauses.grammar.child(child, "pobj")
        if governed is None or clauses.grammar.tokens.name[governed] not in TIME_NAMES:
            return child
    return None


def things(clauses: Clauses, row: int) -> tuple[int, ...]:
    """Objects and predicates of a verb, as meant and as they stand."""
    own = clauses.grammar.children_by(row, *OBJECT, "attr", "acomp")
    return tuple(dict.fromkeys([*clauses.objects(row), *own]))


def _first_things(clauses: Clauses, row: int) -> tuple[int, ...]:
    """Objects and predicates of a verb, of a coordination only the first: "attacked *the base* and a market"."""
    return tuple(one for one in things(clauses, row) if clauses.dep[one] != CONJUNCTION)


def _before(clauses: Clauses, row: int) -> list[int]:
    """What modifies the noun or verb, or owns it."""
    return clauses.grammar.children_by(row, *BEFORE)


def _under(clauses: Clauses, row: int) -> list[int]:
    """The rows of the clause that a word stands in: everything under its verb."""
    top = clauses.clause_verb(row)
    first, last = clauses.grammar.subtree(row if top is None else top)
    return [one for one in range(first, last) if one != row]


def _follows(clauses: Clauses, row: int, place: str, terms: tuple[str, ...]) -> bool:
    """Is the place filled, by one of these words where any are named?"""
    if place == "clause":
        return any(_completes(clauses, verb, terms) for verb in clauses.complements(row))
    filled = clauses.phrases(row).get(place)
    return filled is not None and (not terms or _meets(clauses, filled, terms))


def _completes(clauses: Clauses, verb: int, terms: tuple[str, ...]) -> bool:
    """Is the clause of one of these forms, or has it such a verb or auxiliary?"""
    auxiliaries = [one for one in clauses.grammar.children_by(verb, "aux") if clauses.tag[one] != "TO"]
    return (
        not terms
        or bool(_forms(clauses, verb, auxiliaries).intersection(terms))
        or _meets(clauses, [verb, *auxiliaries], terms)
    )


def _forms(clauses: Clauses, verb: int, auxiliaries: list[int]) -> set[str]:
    """The forms of a clause: `to`, `that` or `ing`; `other` with a subject of its own, `bare` in the subjunctive.

    Source: "is leaving" is no participle for all its "-ing"; "insisted that they *leave*" is the English subjunctive.
    """
    own = clauses.grammar.child(verb, "nsubj", "nsubjpass") is not None
    form = {"VB": "to", "VBG": "ing"}.get(clauses.tag[verb], "that")
    if form == "ing" and auxiliaries:
        form = "that"
    if form == "to" and not clauses.has_to(verb) and (auxiliaries or own):
        form = "that"
    is_bare = form == "that" and clauses.tag[verb] == "VB" and not auxiliaries
    return {form, *(["other"] if own and form == "to" else []), *(["bare"] if is_bare else [])}
