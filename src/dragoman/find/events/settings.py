"""Where, how many and who says so: what the grammar ties to a trigger."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from dragoman.find.events.aspect import is_counted_beside
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.scenes import MAX_CHAIN, Placed, leads_to_answered, scene, site
from dragoman.find.events.triggers import Trigger
from dragoman.model import FigureMention, Mentions, Party, Span, Toll, Voice, When, Where
from dragoman.voices import voices_at

HISTORY_YEARS = 1  # calendar years back from which an act is a flashback; last year's is still the same story
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
# EDTF: the first and last month of its year that a season or quarter has
SEASONS = {
    "21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12"),
    "33": ("01", "03"), "34": ("04", "06"), "35": ("07", "09"), "36": ("10", "12"),
}  # fmt: skip
FORCEFUL = ("ASSAULT", "COERCE")  # types whose acts have the tolls that the verb joined to them counts
NEAR_TOLL = 3  # words from a figure up to its act; beyond it counts another ("the man behind the deaths of hundreds")


class Settings:
    """Places, figures and voices of one document, ready to be asked for by trigger.

    Args:
        clauses: Who stands where.
        found: The mentions of the finders before.
    """

    def __init__(self, clauses: Clauses, found: Mentions) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.quotes = found.quotes
        self._places: dict[int, list[Placed]] = defaultdict(list)  # by sentence
        for one in found.places:
            first, last = self.grammar.rows(Span(one.start, one.end))
            if first < last:
                row = site(clauses, self.grammar.governor(first, last), one)
                self._places[self.grammar.sentence(row)].append((row, one))
        self._figures = [one for one in found.figures if one.role is not None]
        self._counts_of = {one.head: one for one in found.figures if one.role is None and one.unit}
        self._named = [one for one in found.actors if one.kind != "pronoun"]

    def against_publication(self, when: When) -> Literal["history", "future"] | None:
        """Does the time lie wholly after the day of publication, or more than a year before it? None where unknown.

        Source: PLOVER, "Auxiliary modes": historical is what is told from an earlier time than the document's own.
        """
        said, published = _days(when.edtf), _days(self.grammar.document.meta.published.edtf)
        if said is None or published is None or when.basis == "document":
            return None
        if said[0] > published[1]:
            return "future"
        return "history" if int(said[1][:4]) < int(published[0][:4]) - HISTORY_YEARS else None

    # -------------------------------------------------------------------------------------------------------- where

    def where(self, trigger: Trigger, actors: Sequence[Party], recipients: Sequence[Party]) -> tuple[Where | None, str]:
        """The place of an act, and why."""
        return scene(self.clauses, self._places[self.grammar.sentence(trigger.row)], trigger, (actors, recipients))

    # --------------------------------------------------------------------------------------- figures, voices, history

    def tolls(self, trigger: Trigger) -> tuple[Toll, ...]:
        """The killed, injured, detained that the trigger's clause counts."""
        clause = self.clauses.clause_verb(trigger.row)
        found = (one for one in self._figures if self._counts(one, trigger.row, clause))
        of_other = self._is_of_answered if trigger.event.code in FORCEFUL else self._is_of_joined
        return tuple(_toll(one) for one in found if not of_other(one, trigger.row))

    def counted_before(self, trigger: Trigger, recipients: Sequence[Party]) -> tuple[Toll, ...]:
        """Those who suffered an act, as counted where "they" were named: "the *40 people* aboard. They were killed"."""
        role, whom = trigger.pattern.role, recipients[0] if len(recipients) == 1 else None
        if role is None or whom is None:
            return ()
        row = self.grammar.row_at(whom.start)
        if row is None or self.grammar.lower(row) not in self.clauses.words.third_persons:
            return ()
        before = (one.head for one in reversed(self._named) if one.id == whom.id and one.start < whom.start)
        counted = self._counts_of.get(next(before, -1))
        return () if counted is None else (_toll(counted, role),)

    def _counts(self, figure: FigureMention, row: int, clause: int | None) -> bool:
        """Does the figure stand under the trigger or in its clause, or in a participle that hangs on it?"""
        if self.grammar.sentence(figure.head) != self.grammar.sentence(row):
            return False
        above = list(self.grammar.ancestors(figure.head))
        if any(self._has_subject_of_its_own(one) for one in above[: above.index(row) if row in above else 0]):
            return False
        if figure.head == row or row in above[:NEAR_TOLL]:
            return True
        verbs = [one for one in above[:MAX_CHAIN] if self.clauses.is_verb(one)]
        parted = above[: above.index(verbs[0])] if verbs else []  # "the talks collapsed *after* the murder of four"
        if any(self.grammar.lower(one) in self.clauses.words.separating for one in parted):
            return False
        if self._is_apart(row) or (verbs and verbs[0] != clause and self._has_subject_of_its_own(verbs[0])):
            return False
        return clause is not None and clause in verbs[:2]

    def _is_of_answered(self, figure: FigureMention, row: int) -> bool:
        """Is it of the older act that this one answers: "the raid was a response *to the death of two*"?"""
        above = list(self.grammar.ancestors(figure.head))
        for one, head in pairwise(above):
            answers = self.clauses.dep[one] == "dobj" and self.clauses.lemma(head) in self.clauses.words.responding
            if answers or leads_to_answered(self.clauses, one):
                return one not in (row, *self.grammar.ancestors(row))
        return False

    def _is_of_joined(self, figure: FigureMention, row: int) -> bool:
        """Does the verb count it that is joined to another: "sent 5,000 soldiers and *evacuated* 16 people"?"""
        verb = self.clauses.clause_verb(figure.head)
        return verb not in (None, row, self.clauses.clause_verb(row)) and self.clauses.dep[verb] == "conj"

    def _is_apart(self, row: int) -> bool:
        """Does a noun only name another act: "hours after the *strike*", "in revenge for the *explosion*"?"""
        above = self.grammar.head(row)
        if above is not None and leads_to_answered(self.clauses, above):
            return True
        verb = self.clauses.clause_verb(row)
        dies = verb is not None and self.clauses.lemma(verb) in self.clauses.words.dying
        return not dies and above is not None and self.grammar.lower(above) in self.clauses.words.separating

    def _has_subject_of_its_own(self, verb: int) -> bool:
        """Is the verb told of somebody else: "sent troops, and X *evacuated* 50", "came after X *killed* 25"?"""
        if is_counted_beside(self.clauses, verb):
            return False  # "leaving ten dead and 20 *wounded*"
        marks = self.grammar.children_by(verb, "mark")
        apart = any(self.grammar.lower(one) in self.clauses.words.separating for one in marks)
        own = self.clauses.dep[verb] == "conj" or (self.clauses.dep[verb] == "advcl" and apart)
        return own and self.grammar.child(verb, *SUBJECT, *PASSIVE_SUBJECT) is not None

    def voices(self, trigger: Trigger) -> tuple[Voice, ...]:
        """Who says so, from the outlet inwards."""
        return voices_at(self.grammar, self.quotes, self.grammar.span(*trigger.rows))


def _days(edtf: str | None) -> tuple[str, str] | None:
    """The first and last day that an EDTF date or interval can mean, as text that sorts; None where it has no year."""
    found = DATE.findall(edtf or "")
    if not found or edtf is None or edtf.startswith(("-", "..", "/")):
        return None
    first, last = (found[at][:5] + SEASONS.get(found[at][5:], (found[at][5:],) * 2)[at] for at in (0, -1))
    if edtf.endswith("/.."):
        return (first.rstrip("-") + "-01-01")[:10], "9999-12-31"
    last = last.rstrip("-")
    return (first.rstrip("-") + "-01-01")[:10], (last + "-12-31"[len(last) - 4 :])[:10]


def _toll(figure: FigureMention, role: str | None = None) -> Toll:
    """A toll from a figure."""
    return Toll(role or figure.role or "", figure.low, figure.best, figure.high, figure.start, figure.end)
