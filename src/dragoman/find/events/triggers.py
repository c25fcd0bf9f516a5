"""Words that name an act: each token is looked up by its lemma, and the most demanding pattern that fits wins."""

from collections.abc import Iterator

import msgspec

from dragoman.codebook import Codebook, Entry, EventType, Pattern, TriggerKind
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.gates import fits, particle

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
        last = max(row, *(particle(clauses, row, word) or min(run, len(clauses.dep) - 1) for word in entry.words[1:]))
        last = last if last - row <= MAX_GAP else row
    wording = " ".join(entry.words)
    return Trigger(row, (first, last + 1), entry.kind, codebook.types[entry.type], entry.pattern, wording)
