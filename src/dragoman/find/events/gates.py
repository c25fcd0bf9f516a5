"""The gates of a pattern: what must and must not stand around a word for the pattern to code it."""

from collections.abc import Iterable, Iterator

from dragoman.codebook import Entry, Pattern
from dragoman.find.events.clauses import MODIFIER, Clauses
from dragoman.grammar import CONJUNCTION, TIME_NAMES

PARTICLES = ("prt", "prep", "advmod", "acomp", "dobj", "npadvmod", "oprd")
FINITE = ("VBD", "VBZ", "VBP")
PREDICATE = ("acomp", "xcomp", "prep")  # "said that he was *responsible*", "that he was to *blame*"
BEFORE = (*MODIFIER, "poss", "advmod", "det", "nummod", "aux", "neg")


def fits(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Does the pattern fit the word where it stands?"""
    return next(failures(clauses, row, entry), None) is None


def failures(clauses: Clauses, row: int, entry: Entry) -> Iterator[str]:
    """Yield the gates of a pattern that the word fails, by the pattern's keys, the cheap ones first."""
    pattern = entry.pattern
    if entry.kind == "verb" and not clauses.particles[row].issubset(entry.words):
        yield "particle"  # "dropped off" is not "dropped"
    if len(entry.words) > 1 and not _words_there(clauses, row, entry):
        yield "words"
    if pattern.before and not meets(clauses, _before(clauses, row), pattern.before):
        yield "before"
    if pattern.not_before and meets(clauses, _before(clauses, row), pattern.not_before):
        yield "not_before"
    yield from _failing_arguments(clauses, row, pattern)
    for place, terms in pattern.after.items():
        if not _follows(clauses, row, place, terms):
            yield f"after {place}"
    for place, terms in pattern.not_after.items():
        if _follows(clauses, row, place, terms):
            yield f"not_after {place}"
    if pattern.near and not meets(clauses, _under(clauses, row), pattern.near):
        yield "near"
    if pattern.not_near and meets(clauses, _under(clauses, row), pattern.not_near):
        yield "not_near"
    if pattern.earlier and not (clauses.is_definite(row) and clauses.is_earlier(row, pattern.earlier)):
        yield "earlier"
    if pattern.role and _is_mishap(clauses, row):
        yield "role"  # nobody killed them


def _failing_arguments(clauses: Clauses, row: int, pattern: Pattern) -> Iterator[str]:
    """Yield the gates that subject and object fail."""
    named = [one for one in clauses.things(row) if meets(clauses, [one], pattern.object)] if pattern.object else []
    if pattern.object and not named:
        yield "object"
    barred = pattern.not_object
    if barred and (meets(clauses, _first_things(clauses, row), barred) or _all_meet(clauses, named, barred)):
        yield "not_object"
    if pattern.subject and not meets(clauses, clauses.subjects(row), pattern.subject):
        yield "subject"
    if pattern.not_subject and meets(clauses, clauses.subjects(row), pattern.not_subject):
        yield "not_subject"


def _all_meet(clauses: Clauses, rows: list[int], terms: tuple[str, ...]) -> bool:
    """Are there rows, and each one of these words?"""
    return bool(rows) and all(meets(clauses, [row], terms) for row in rows)


def meets(clauses: Clauses, rows: Iterable[int], terms: tuple[str, ...]) -> bool:
    """Is one of the rows one of these words, one of a class of them, or the end of one of these runs of words?"""
    index = clauses.vocabulary.index(terms)
    for row in rows:
        if index.any_word or clauses.name[row] in index.names:
            return True
        for before, behind in index.get(clauses.lemma(row), ()):
            if _run_is(clauses, row - len(before), before) and _run_is(clauses, row + 1, behind):
                return True
    return False


def _run_is(clauses: Clauses, first: int, words: tuple[str, ...]) -> bool:
    """Do these words stand from this row on?"""
    if not words:
        return True
    inside = first >= 0 and first + len(words) <= len(clauses.dep)
    return inside and all(word == clauses.lemma(first + at) for at, word in enumerate(words))


def _words_there(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Do the other words of the entry stand there: before a noun, or behind a verb or as its particle?"""
    if not clauses.said(clauses.grammar.sentence(row)).issuperset(entry.words):
        return False
    if entry.kind == "noun":
        first = row - len(entry.words) + 1
        return first >= clauses.grammar.sentence_rows(row)[0] and all(
            word in (clauses.lemma(first + at), clauses.grammar.lower(first + at))
            for at, word in enumerate(entry.words[:-1])
        )
    run = range(row + 1, min(row + len(entry.words), clauses.grammar.sentence_rows(row)[1]))
    if [clauses.grammar.lower(one) for one in run] == list(entry.words[1:]):
        last = run[-1]  # "said *no* embassy was safe" is not "said no"
        return clauses.dep[last] != "det" or clauses.grammar.tokens.head[last] < last
    return all(particle(clauses, row, word) is not None for word in entry.words[1:])


def particle(clauses: Clauses, row: int, word: str) -> int | None:
    """The row of a word that belongs to a verb as particle, preposition or object."""
    for child in clauses.grammar.children(row):
        if clauses.dep[child] not in PARTICLES or word not in (clauses.lemma(child), clauses.grammar.lower(child)):
            continue
        governed = clauses.grammar.child(child, "pobj")
        if governed is None or clauses.grammar.tokens.name[governed] not in TIME_NAMES:
            return child
    return None


def _first_things(clauses: Clauses, row: int) -> tuple[int, ...]:
    """Objects and predicates of a verb, of a coordination only the first: "attacked *the base* and a market"."""
    return tuple(one for one in clauses.things(row) if clauses.dep[one] != CONJUNCTION)


def _before(clauses: Clauses, row: int) -> list[int]:
    """What modifies the noun or verb, or owns it."""
    return clauses.grammar.children_by(row, *BEFORE)


def _under(clauses: Clauses, row: int) -> list[int]:
    """The rows of the clause that a word stands in: everything under its verb."""
    top = clauses.clause_verb(row)
    first, last = clauses.grammar.subtree(row if top is None else top)
    return [one for one in range(first, last) if one != row]


def _is_mishap(clauses: Clauses, row: int) -> bool:
    """Does a participle tell what came of a mishap: "the bus *crashed*, killing ten"? Not where a drone did."""
    verb = clauses.grammar.head(row) if clauses.dep[row] == "advcl" and clauses.tag[row] == "VBG" else None
    if verb is None or clauses.lemma(verb) not in clauses.words.mishaps or clauses.objects(verb):
        return False
    subjects = clauses.subjects(verb)
    return not meets(clauses, subjects, ("@weapon", "@PERSON")) and not any(map(clauses.is_people, subjects))


def _follows(clauses: Clauses, row: int, place: str, terms: tuple[str, ...]) -> bool:
    """Is the place filled, by one of these words where any are named?"""
    if place == "clause":
        return any(_completes(clauses, verb, terms) for verb in clauses.complements(row))
    filled = clauses.phrases(row).get(place)
    return filled is not None and (not terms or meets(clauses, filled, terms))


def _completes(clauses: Clauses, verb: int, terms: tuple[str, ...]) -> bool:
    """Is the clause of one of these forms, or has it such a verb, auxiliary or, behind "be", predicate?"""
    predicates = clauses.grammar.children_by(verb, *PREDICATE) if clauses.lemma(verb) == "be" else []
    auxiliaries = [one for one in clauses.grammar.children_by(verb, "aux") if clauses.tag[one] != "TO"]
    return (
        not terms
        or bool(_forms(clauses, verb, auxiliaries).intersection(terms))
        or meets(clauses, [verb, *auxiliaries, *predicates], terms)
    )


def _forms(clauses: Clauses, verb: int, auxiliaries: list[int]) -> set[str]:
    """The forms of a clause: `to`, `that` or `ing`; `other` with a subject of its own, `bare` in the subjunctive.

    A `fact` is told in the past or present, without "will" or "should": "agreed that the raid *reflected* caution".

    Source: "is leaving" is no participle for all its "-ing"; "insisted that they *leave*" is the English subjunctive.
    """
    own = clauses.grammar.child(verb, "nsubj", "nsubjpass") is not None
    form = {"VB": "to", "VBG": "ing"}.get(clauses.tag[verb], "that")
    if form == "ing" and auxiliaries:
        form = "that"
    if form == "to" and not clauses.has_to(verb) and (auxiliaries or own):
        form = "that"
    is_bare = form == "that" and clauses.tag[verb] == "VB" and not auxiliaries
    is_fact = (
        form == "that" and clauses.tag[verb] in FINITE and not any(clauses.tag[one] == "MD" for one in auxiliaries)
    )
    return {
        form,
        *(["fact"] if is_fact else []),
        *(["other"] if own and form == "to" else []),
        *(["bare"] if is_bare else []),
    }
