"""When, where, how many and who says so: what the grammar ties to a trigger, else what stands nearest."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from dragoman.find.events.clauses import Clauses
from dragoman.find.events.scenes import MAX_CHAIN, chain, scene
from dragoman.find.events.triggers import Trigger
from dragoman.model import FigureMention, Mentions, Party, Span, TimeMention, Toll, Voice, When, Where
from dragoman.voices import voices_at

SOMEBODY = ("PERSON", "ORG", "NORP", "GPE")  # spaCy's types of names that can be a party
SUPERLATIVE = ("JJS", "RBS")
HISTORY_YEARS = 1  # calendar years back from which an act is a flashback; last year's is still the same story
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
NEAR_TOLL = 3  # words from a figure up to its act; beyond it counts another ("the man behind the deaths of hundreds")
RECENT_DAYS = 60  # what news calls recent: two months before it; an estimate, not measured


class Settings:
    """Times, places, figures and voices of one document, ready to be asked for by trigger.

    Args:
        clauses: Who stands where.
        found: The mentions of the finders before.
    """

    def __init__(self, clauses: Clauses, found: Mentions) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.quotes = found.quotes
        times = [(self._head(Span(one.start, one.end)), one) for one in found.times if one.edtf is not None]
        self._times = [(head, one) for head, one in times if not self._compares(head)]
        self._places = [(self._head(Span(one.start, one.end)), one) for one in found.places]
        self._figures = [one for one in found.figures if one.role is not None]

    def _head(self, span: Span) -> int:
        """The row that governs a mention, or -1."""
        first, last = self.grammar.rows(span)
        return self.grammar.governor(first, last) if first < last else -1

    def _compares(self, head: int) -> bool:
        """Does a time only bound a comparison: "the deadliest raid *since 2014*", "the first since the war of 2006"?"""
        if head < 0:
            return False
        above = list(self.grammar.ancestors(head))[:MAX_CHAIN]
        since = next((row for row in (head, *above) if self.grammar.lower(row) in self.clauses.words.since), None)
        if since is None:
            return False
        before = range(self.grammar.sentence_rows(since)[0], since)
        return any(
            self.clauses.tag[row] in SUPERLATIVE or self.grammar.lower(row) in self.clauses.words.ranks
            for row in before
        )

    # --------------------------------------------------------------------------------------------------------- when

    def when(self, trigger: Trigger) -> tuple[When, str]:
        """The time of an act, and why."""
        row = trigger.row
        tied = self._tied_time(row)
        if tied is not None:
            return _when(tied), f'"{self._text(tied)}" in its clause; {tied.reason}'
        sentence = self.grammar.sentence(row)
        here = [one for head, one in self._times if head >= 0 and self.grammar.sentence(head) == sentence]
        here = [one for one in here if self._said_with(trigger, one) and not self._is_of_another_clause(row, one)]
        if len(here) == 1 and not self._claimed(here[0]) and not self._apart(row):
            one = here[0]
            return _when(one), f'"{self._text(one)}" is the only time in its sentence; {one.reason}'
        recent = self._recent(row)
        if recent is not None:
            return recent
        earlier = self._earlier(row, sentence)
        if earlier is not None:
            when = When(earlier.edtf, earlier.start, earlier.end, "document")
            return when, f'taken from "{self._text(earlier)}", the nearest time before it in the paragraph'
        return When(None, None, None, "none"), "null: no time in its sentence or before it in the paragraph"

    def _recent(self, row: int) -> tuple[When, str] | None:
        """The stretch before publication that "recent attacks", "recently attacked" and "in recent weeks" mean."""
        told = self.grammar.document.meta.published.edtf
        published = _days(told)
        verb = self.clauses.clause_verb(row)
        near = [*self.grammar.children(row), *(self.grammar.children(verb) if verb is not None else ())]
        near += [one for child in near if self.clauses.pos[child] == "ADP" for one in self._phrase_of(child)]
        said = next((one for one in near if self.grammar.lower(one) in self.clauses.words.recent), None)
        if said is None or published is None or told is None:
            return None
        first = date.fromisoformat(published[0]) - timedelta(days=RECENT_DAYS)
        span = self.grammar.span(said, said + 1)
        when = When(f"{first.isoformat()}/{told.split('/')[-1]}", span.start, span.end, "relative")
        return when, f'"{self.grammar.word(said)}": the {RECENT_DAYS} days before publication'

    def _phrase_of(self, preposition: int) -> list[int]:
        """What modifies the noun that a preposition governs: "in *recent* weeks"."""
        nouns = self.grammar.children_by(preposition, "pobj")
        return [one for noun in nouns for one in self.grammar.children_by(noun, "amod")
                if self.clauses.lemma(noun) in self.clauses.words.lengths]  # fmt: skip

    def _text(self, one: TimeMention) -> str:
        """The words of a time."""
        return self.grammar.text[one.start : one.end]

    def _tied_time(self, row: int) -> TimeMention | None:
        """The time that the grammar ties to a trigger: right under it, else in the clause of its verb."""
        clause = None if self._apart(row) else self.clauses.clause_verb(row)
        best: tuple[int, TimeMention] | None = None
        for head, one in self._times:
            if head < 0 or self.grammar.sentence(head) != self.grammar.sentence(row):
                continue
            above = chain(self.clauses, head)
            if row in above:
                rank = 0
            elif clause is not None and clause in above:
                rank = 1
            else:
                continue
            if best is None or (rank, abs(head - row)) < (
                best[0],
                abs(self._head(Span(best[1].start, best[1].end)) - row),
            ):
                best = (rank, one)
        return best[1] if best else None

    def _apart(self, row: int) -> bool:
        """Does a noun name an act beside its clause's, with a time of its own ("two days after the *killing*")?"""
        for above in self.grammar.ancestors(row):
            if self.clauses.is_verb(above):
                return False
            accompanying = self.grammar.lower(above) in self.clauses.words.accompanying_prepositions
            if self.clauses.pos[above] in ("ADP", "SCONJ") and not accompanying:
                return True
        return False

    def _said_with(self, trigger: Trigger, time: TimeMention) -> bool:
        """Do act and time stand in the same quoted words? The day of a statement is not the day of what it tells."""
        span = self.grammar.span(*trigger.rows)
        quoted = [one for one in self.quotes if one.kind != "indirect"]
        holding = [one for one in quoted if one.start <= span.start and span.end <= one.end]
        return all(one.start <= time.start and time.end <= one.end for one in holding)

    def _is_of_another_clause(self, row: int, time: TimeMention) -> bool:
        """Does a time say of somebody what the act is no part of: "the force, which was formed in 2014, attacked"?"""
        own = {row, *self.grammar.ancestors(row)}
        for above in self.grammar.ancestors(self._head(Span(time.start, time.end))):
            noun = self.grammar.head(above) if self.clauses.dep[above] == "relcl" and above not in own else None
            if noun is not None and self._is_somebody(noun):
                return True
        return False

    def _is_somebody(self, row: int) -> bool:
        """Is the noun a word for people or a body, or the name of one or of a country?"""
        return self.clauses.lemma(row) in self.clauses.words.people or self.grammar.tokens.name[row] in SOMEBODY

    def _claimed(self, time: TimeMention) -> bool:
        """Does the time modify a noun ("the January killing"), so that it is that noun's alone?"""
        above = chain(self.clauses, self._head(Span(time.start, time.end)))
        return bool(above) and not self.clauses.is_verb(above[0]) and self.clauses.pos[above[0]] in ("NOUN", "PROPN")

    def _earlier(self, row: int, sentence: int) -> TimeMention | None:
        """The nearest time in an earlier sentence of the same paragraph."""
        paragraph = self.grammar.paragraph(row)
        best = None
        for head, one in self._times:
            before = head >= 0 and self.grammar.paragraph(head) == paragraph and self.grammar.sentence(head) < sentence
            if before and not self._is_aside(head):
                best = one
        return best

    def _is_aside(self, head: int) -> bool:
        """Does a time stand in a clause on a noun ("founded in 1923"), so that the story does not move on with it?"""
        return any(self.clauses.dep[above] in ("relcl", "acl") for above in self.grammar.ancestors(head))

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
        return scene(self.clauses, self._places, trigger, (actors, recipients))

    # --------------------------------------------------------------------------------------- figures, voices, history

    def tolls(self, trigger: Trigger) -> tuple[Toll, ...]:
        """The killed, injured, detained that the trigger's clause counts."""
        clause = self.clauses.clause_verb(trigger.row)
        return tuple(_toll(one) for one in self._figures if self._counts(one, trigger.row, clause))

    def _counts(self, figure: FigureMention, row: int, clause: int | None) -> bool:
        """Does the figure stand under the trigger or in its clause, or in a participle that hangs on it?"""
        if self.grammar.sentence(figure.head) != self.grammar.sentence(row):
            return False
        above = list(self.grammar.ancestors(figure.head))
        if figure.head == row or row in above[:NEAR_TOLL]:
            return True
        verbs = [one for one in above[:MAX_CHAIN] if self.clauses.is_verb(one)]
        return clause is not None and clause in verbs[:2]

    def voices(self, trigger: Trigger) -> tuple[Voice, ...]:
        """Who says so, from the outlet inwards."""
        return voices_at(self.grammar, self.quotes, self.grammar.span(*trigger.rows))


def _days(edtf: str | None) -> tuple[str, str] | None:
    """The first and last day that an EDTF date or interval can mean, as text that sorts; None where it has no year."""
    found = DATE.findall(edtf or "")
    if not found or edtf is None or edtf.startswith(("-", "..", "/")):
        return None
    if edtf.endswith("/.."):
        return (found[0] + "-01-01")[:10], "9999-12-31"
    return (found[0] + "-01-01")[:10], (found[-1] + "-12-31"[len(found[-1]) - 4 :])[:10]


def _when(time: TimeMention) -> When:
    """The time of an act from a time mention."""
    return When(time.edtf, time.start, time.end, time.basis)


def _toll(figure: FigureMention) -> Toll:
    """A toll from a figure."""
    return Toll(figure.role or "", figure.low, figure.best, figure.high, figure.start, figure.end)
