"""Acts that another act dates: those done in it, after it or in answer to it.

"Died in the raid" was then; "voted in the aftermath of the killing" was between it and the publication, and so was
"condemned the raid". Where more than a year lies between the two, nothing is said.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from dragoman.find.events.aspect import tense_of
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.days import first_day
from dragoman.find.events.distances import Distances
from dragoman.find.events.moments import Found, Moments
from dragoman.model import EventMention, When

A_YEAR = 366  # days; "after" an act says nothing of when where more lie between it and the publication
A_QUARTER = 92  # days within which an act is answered; an estimate
CARRIED = ("xcomp", "pcomp", "ccomp", "conj")  # verbs that share the phrases of the verb above them
SURE = ("stated", "relative")  # bases of a date that an act's own words give
HAPPENED = ("occurred", "ongoing")


class Order:
    """The order of one document's acts.

    Args:
        clauses: Who stands where.
        moments: The times of the document.
        verbal: The event types of what is said.
    """

    def __init__(self, clauses: Clauses, moments: Moments, verbal: frozenset[str]) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.moments = moments
        self.verbal = verbal
        self.distances = Distances(clauses, moments, moments.figures)

    def complete(self, events: Sequence[EventMention]) -> tuple[EventMention, ...]:
        """Give acts that no time dates the time of the act that they were done in, after or in answer to."""
        heads = {one.head: one for one in events if one.when.edtf is not None and one.status in HAPPENED}
        made = []
        for event in events:
            found = self._found(event, heads) if event.status == "occurred" else None
            reasons = {**event.reasons, "when": found[1]} if found is not None else event.reasons
            made.append(replace(event, when=found[0], reasons=reasons) if found is not None else event)
        return tuple(made)

    def _found(self, event: EventMention, heads: Mapping[int, EventMention]) -> Found | None:
        """The time that another act gives, and why; a length between the two beats what the story around tells."""
        parted = self.distances.date_of(event, heads) if event.when.basis not in SURE else None
        if parted is not None or event.when.edtf is not None:
            return parted
        return self._by_phrase(event, heads) or self._answered(event, heads)

    def _by_phrase(self, event: EventMention, heads: Mapping[int, EventMention]) -> Found | None:
        """By a phrase: "in the raid", "after the raid", "in the wake of the raid"."""
        words = self.clauses.words
        for preposition, row in self._phrases_of(event.head):
            other = self._dated_in(row, event, heads)
            if other is None:
                continue
            if preposition in words.accompanying_prepositions and other.head == row:
                when = When(other.when.edtf, other.when.start, other.when.end, "document")
                return when, f'done in the "{other.wording}", which has a date'
            if preposition in words.after_act or self.clauses.lemma(row) in words.aftermaths:
                return self._since(other, A_YEAR, "after")
        return None

    def _answered(self, event: EventMention, heads: Mapping[int, EventMention]) -> Found | None:
        """By what it speaks of: "condemned the raid"."""
        if event.type not in self.verbal or tense_of(self.clauses, event.head) != "past":
            return None
        others = (self._dated_in(row, event, heads) for row in self.clauses.objects(event.head))
        other = next((one for one in others if one is not None), None)
        return self._since(other, A_QUARTER, "in answer to") if other is not None else None

    def _since(self, other: EventMention, most_days: int, how: str) -> Found | None:
        """The days from an act to the publication, where they are few enough to tell anything."""
        first, last = first_day(other.when.edtf), first_day((self.moments.published or "").rpartition("/")[-1])
        if first is None or last is None or not 0 <= (last - first).days <= most_days:
            return None
        when = When(self.moments.until_now(other.when.edtf), other.when.start, other.when.end, "document")
        return when, f'{how} the "{other.wording}", which has a date'

    def _dated_in(self, row: int, event: EventMention, heads: Mapping[int, EventMention]) -> EventMention | None:
        """The first dated act that a phrase holds, where it does not hold the act itself."""
        first, last = self.grammar.subtree(row)
        if first <= event.head < last:
            return None
        return next((heads[one] for one in (row, *range(first, last)) if one in heads), None)

    def _phrases_of(self, row: int) -> Iterator[tuple[str, int]]:
        """Yield the prepositions in an act's clause and the rows that they govern."""
        for verb in dict.fromkeys((row, *self.moments.verbs_of(row), *self.grammar.ancestors(row))):
            for one in self.grammar.children_by(verb, "prep"):
                for inner in self.grammar.children_by(one, "pobj"):
                    yield self.grammar.lower(one), inner
            if self.clauses.is_verb(verb) and self.clauses.dep[verb] not in CARRIED:
                return
