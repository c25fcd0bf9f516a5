"""Words that name an act: each token is looked up by its lemma, and the most demanding pattern that fits wins."""

from collections.abc import Iterator

import msgspec

from dragoman.codebook import Codebook, Entry, EventType, Pattern, TriggerKind
from dragoman.find.events.clauses import MODIFIER, OBJECT, Clauses
from dragoman.find.events.words import EventWords, split_terms

PARTICLES = ("prt", "prep", "advmod", "acomp", "dobj", "npadvmod", "oprd")
ANY = "*"  # as a term: the place must be filled, by whatever word
MAX_GAP = 3  # tokens between a verb and its object or particle that may still stand in one trigger


class Trigger(msgspec.Struct, frozen=True):
    """A word that names an act, and the pattern that says so.

    Attributes:
        row: The governing token.
        rows: First and last + 1 of the trigger's tokens.
        kind: Whether it is a verb, noun or adjective.
        event: The event type.
        pattern: What fitted.
        wording: The lemma, or the run of lemmas, that named it.
        said: The act is a stated intention or refusal of what the word names.
        refused: The act is a refusal: its negation is part of what it is.
        speech: Then the verb that states it, or None where nobody is quoted.
    """

    row: int
    rows: tuple[int, int]
    kind: TriggerKind
    event: EventType
    pattern: Pattern
    wording: str
    said: bool = False
    refused: bool = False
    speech: int | None = None


def find_triggers(clauses: Clauses, codebook: Codebook) -> Iterator[Trigger]:
    """Yield the triggers of a document in text order."""
    for row in range(len(clauses.grammar.tokens)):
        kind = _kind(clauses, row)
        if kind is None:
            continue
        fitting = [entry for entry in codebook.entries(kind, clauses.lemma(row)) if fits(clauses, row, entry)]
        if fitting:
            best = max(fitting, key=lambda entry: (entry.pattern.demands, len(entry.words), entry.pattern.weight))
            yield _trigger(clauses, row, best, codebook)


def _kind(clauses: Clauses, row: int) -> TriggerKind | None:
    """What sort of trigger the token could be; auxiliaries and parts of compounds are none."""
    pos, dep = clauses.pos[row], clauses.dep[row]
    if pos == "VERB":
        return None if dep in ("aux", "auxpass", "amod", "compound") else "verb"
    if pos in ("NOUN", "PROPN"):
        if pos == "PROPN" and clauses.grammar.tokens.name[row]:
            return None
        return None if dep == "compound" and not clauses.grammar.children(row) else "noun"
    return "adjective" if pos == "ADJ" and dep not in ("amod", "compound") else None


def _trigger(clauses: Clauses, row: int, entry: Entry, codebook: Codebook) -> Trigger:
    """The trigger that an entry makes of a row, with the run of tokens that names the act."""
    first = last = row
    if entry.kind == "noun":
        first = row - len(entry.words) + 1
    elif len(entry.words) > 1:
        run = row + len(entry.words) - 1
        last = max(row, *(_part(clauses, row, word) or min(run, len(clauses.dep) - 1) for word in entry.words[1:]))
        last = last if last - row <= MAX_GAP else row
    wording = " ".join(entry.words)
    return Trigger(row, (first, last + 1), entry.kind, codebook.types[entry.type], entry.pattern, wording)


def fits(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Does the pattern fit the word where it stands?"""
    return not failures(clauses, row, entry)


def failures(clauses: Clauses, row: int, entry: Entry) -> tuple[str, ...]:
    """The gates of a pattern that the word fails, in the order of the pattern's keys; empty where it fits."""
    pattern = entry.pattern
    words = clauses.words
    tests = {
        "words": _words_there(clauses, row, entry),
        "object": not pattern.object or _meets(clauses, _things(clauses, row), pattern.object),
        "not_object": not (pattern.not_object and _meets(clauses, _things(clauses, row), pattern.not_object)),
        "subject": not pattern.subject or _meets(clauses, clauses.subjects(row), pattern.subject),
        "not_subject": not (pattern.not_subject and _meets(clauses, clauses.subjects(row), pattern.not_subject)),
        "before": not pattern.before or _modified(clauses, row, pattern.before),
        "not_before": not (pattern.not_before and _modified(clauses, row, pattern.not_before)),
        "after": all(_follows(clauses, row, place, terms) for place, terms in pattern.after.items()),
        "not_after": not any(_follows(clauses, row, place, terms) for place, terms in pattern.not_after.items()),
        "near": not pattern.near or _meets(clauses, _under(clauses, row), pattern.near),
        "not_near": not (pattern.not_near and _meets(clauses, _under(clauses, row), pattern.not_near)),
        "tense": pattern.tense is None or _is_future(clauses, row, words),
    }
    return tuple(gate for gate, passed in tests.items() if not passed)


def _words_there(clauses: Clauses, row: int, entry: Entry) -> bool:
    """Do the other words of the entry stand there: before a noun, or as particle or object of a verb?"""
    if entry.kind == "noun":
        first = row - len(entry.words) + 1
        return first >= clauses.grammar.sentence_rows(row)[0] and all(
            word in (clauses.lemma(first + number), clauses.grammar.lower(first + number))
            for number, word in enumerate(entry.words[:-1])
        )
    last = clauses.grammar.sentence_rows(row)[1]
    run = range(row + 1, min(row + len(entry.words), last))
    if [clauses.grammar.lower(one) for one in run] == list(entry.words[1:]):
        return True
    return all(_part(clauses, row, word) is not None for word in entry.words[1:])


def _part(clauses: Clauses, row: int, word: str) -> int | None:
    """The row of a particle, or of any word close by, that belongs to a verb."""
    for child in clauses.grammar.children(row):
        if clauses.dep[child] in PARTICLES and word in (clauses.lemma(child), clauses.grammar.lower(child)):
            return child
    return None


def _things(clauses: Clauses, row: int) -> tuple[int, ...]:
    """Objects of a verb with the nouns that coordinate and the datives' counterparts."""
    own = clauses.grammar.children_by(row, *OBJECT, "attr", "acomp")
    return tuple(dict.fromkeys([*clauses.objects(row), *own]))


def _meets(clauses: Clauses, rows: tuple[int, ...] | list[int], terms: tuple[str, ...]) -> bool:
    """Is one of the rows one of the terms; a term of several words ends in the row?"""
    return any(matches(clauses, row, term) for row in rows for term in terms)


def matches(clauses: Clauses, row: int, term: str) -> bool:
    """Is the row this word, a word of this class, or the end of this run of words?"""
    if term == ANY:
        return True
    if term.startswith("@"):
        return any(matches(clauses, row, one) for one in _class(clauses.words, term)[clauses.lemma(row)])
    *before, last = split_terms(term)
    if last != clauses.lemma(row):
        return False
    first = row - len(before)
    return first >= 0 and all(word == clauses.lemma(first + number) for number, word in enumerate(before))


class _ByLast(dict[str, list[str]]):
    """Terms of a class by their last word; a word that ends none gives nothing."""

    def __missing__(self, key: str) -> list[str]:
        return []


def _class(words: EventWords, term: str) -> _ByLast:
    """The terms of a word class, by their last word."""
    found = _ByLast()
    for one in words.classes.get(term[1:], ()):
        found.setdefault(split_terms(one)[-1], []).append(one)
    return found


def _modified(clauses: Clauses, row: int, terms: tuple[str, ...]) -> bool:
    """Does one of these words modify the noun or verb from before, or belong to it as its possessor?"""
    near = clauses.grammar.children_by(row, *MODIFIER, "poss", "advmod", "det", "nummod", "aux", "neg")
    return _meets(clauses, near, terms)


def _under(clauses: Clauses, row: int) -> list[int]:
    """The rows of the clause that a word stands in: everything under its verb."""
    top = clauses.clause_verb(row)
    first, last = clauses.grammar.subtree(row if top is None else top)
    return [one for one in range(first, last) if one != row]


def _follows(clauses: Clauses, row: int, place: str, terms: tuple[str, ...]) -> bool:
    """Is the place filled, by one of these words where any are named?"""
    if place == "clause":
        return _clause_follows(clauses, row, terms)
    filled = clauses.phrases(row).get(place)
    return filled is not None and (not terms or _meets(clauses, filled, terms))


def _clause_follows(clauses: Clauses, row: int, terms: tuple[str, ...]) -> bool:
    """Does a clause complete the word: any, one of a form (`to`, `that`, `ing`), or one with such a verb?"""
    for verb in clauses.complements(row):
        form = {"VB": "to", "VBG": "ing"}.get(clauses.tag[verb], "that")
        if form == "to" and clauses.grammar.child(verb, "nsubj") is not None and not has_to(clauses, verb):
            form = "that"
        auxiliaries = clauses.grammar.children_by(verb, "aux")
        if not terms or form in terms or _meets(clauses, [verb, *auxiliaries], terms):
            return True
    return False


def has_to(clauses: Clauses, verb: int) -> bool:
    """Is the verb an infinitive with its particle?"""
    return any(clauses.tag[child] == "TO" for child in clauses.grammar.children(verb))


def _is_future(clauses: Clauses, row: int, words: EventWords) -> bool:
    """Is the verb in the future ("will meet", "are to meet", "plan to meet")?"""
    auxiliaries = clauses.grammar.children_by(row, "aux")
    if any(clauses.grammar.lower(one) in words.modal_future for one in auxiliaries):
        return True
    head = clauses.grammar.head(row)
    governed = head is not None and clauses.dep[row] == "xcomp"
    return governed and head is not None and clauses.lemma(head) in words.future_governors
