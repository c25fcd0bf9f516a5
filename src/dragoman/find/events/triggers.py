"""Words that name an act: each token is looked up by its lemma, and the most demanding pattern that fits wins."""

from collections.abc import Iterator

import msgspec

from dragoman.codebook import Codebook, Entry, EventType, Pattern, TriggerKind
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.gates import fits
from dragoman.find.events.relatives import related

MAX_RUN = 4  # tokens that a verb and its particles may take in one trigger


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

    @property
    def mutual(self) -> bool:
        """Is it something that all parties do together (talks, a treaty)?"""
        stated = self.pattern.reciprocal
        return self.event.reciprocal if stated is None else stated

    def has_no(self, clauses: Clauses) -> bool:
        """Is "not" one of the words that name the act: "will *not* hesitate to strike"?"""
        return not clauses.words.negators.isdisjoint(self.pattern.near)


def find_triggers(clauses: Clauses, codebook: Codebook) -> Iterator[Trigger]:
    """Yield the triggers of a document in text order."""
    for row in range(len(clauses.grammar.tokens)):
        kind = kind_of(clauses, row)
        if kind is None:
            continue
        lemma = clauses.lemma(row)
        known = codebook.entries(kind, lemma) or related(codebook, kind, lemma, clauses.vocabulary)
        fitting = [entry for entry in known if fits(clauses, row, entry)]
        if fitting:
            best = max(fitting, key=_rank)
            yield _trigger(clauses, row, best, codebook)


def _rank(entry: Entry) -> tuple[int, float]:
    """What the entry asks for, its further words included; then how sure it is."""
    return entry.pattern.demands + 2 * (len(entry.words) - 1), entry.pattern.weight


def kind_of(clauses: Clauses, row: int) -> TriggerKind | None:
    """What sort of trigger the token could be; auxiliaries and parts of compounds are none."""
    pos, dep = clauses.pos[row], clauses.dep[row]
    if pos == "VERB":
        return None if dep in ("aux", "auxpass", "amod", "compound") or _is_graded(clauses, row) else "verb"
    if pos in ("NOUN", "PROPN"):
        if pos == "PROPN" and clauses.grammar.tokens.name[row]:
            return None
        return None if dep == "compound" and not clauses.grammar.children(row) else "noun"
    return "adjective" if pos == "ADJ" and dep not in ("amod", "compound") else None


def _is_graded(clauses: Clauses, row: int) -> bool:
    """Does a word of degree right before a present participle make it an adjective: "more *taxing* than"?"""
    degree = row - 1 if clauses.tag[row] == "VBG" and row and clauses.grammar.tokens.head[row - 1] == row else None
    graded = degree is not None and clauses.grammar.lower(degree) in clauses.words.degrees
    return graded and not clauses.objects(row)


def _trigger(clauses: Clauses, row: int, entry: Entry, codebook: Codebook) -> Trigger:
    """The trigger that an entry makes of a row, with the run of tokens that names the act."""
    first = last = row
    if entry.kind == "noun":
        first = row - len(entry.words) + 1
    elif len(entry.words) > 1:
        last = _last_of_run(clauses, row, entry.words[1:])
    wording = " ".join(entry.words).replace(" - ", "-")
    return Trigger(row, (first, last + 1), entry.kind, codebook.types[entry.type], entry.pattern, wording)


def _last_of_run(clauses: Clauses, row: int, words: tuple[str, ...]) -> int:
    """The last row of an unbroken run of a verb and its further words; the verb alone where arguments stand between."""
    last = row
    while (
        last - row < MAX_RUN
        and last + 1 < len(clauses.dep)
        and (clauses.grammar.lower(last + 1) in words or clauses.lemma(last + 1) in words)
    ):
        last += 1
    return last
