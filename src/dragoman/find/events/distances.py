"""Acts that a length of time parts from another with a date: "two days after the raid, police arrested him"."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from dragoman.find.events.clauses import Clauses
from dragoman.find.events.days import DATE, DAY, MONTHS
from dragoman.find.events.moments import Found, Moments
from dragoman.model import EventMention, FigureMention, Span, TimeMention, When

DAYS_IN = {"days": 1, "nights": 1, "weeks": 7, "fortnights": 14}
MONTHS_IN = {"months": 1, "years": 12, "decades": 120}
MONTH_DIGITS = 7  # "2021-06": as far as a date counted in months is exact
YEAR_DIGITS = 4
ADVERBIAL = "npadvmod"
PLURAL = "NNS"
SURE = ("stated", "relative")  # bases of a date that the words of a sentence give


class Distances:
    """The lengths of time between the acts of one document.

    Args:
        clauses: Who stands where.
        moments: The times of the document.
        figures: Its figures, of which lengths of time are some; "hours" without a number are of one day.
    """

    def __init__(self, clauses: Clauses, moments: Moments, figures: tuple[FigureMention, ...]) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.moments = moments
        self._lengths: dict[int, FigureMention | None] = {
            row: None
            for row, tag in enumerate(clauses.tag)
            if tag == PLURAL and clauses.lemma(row) in clauses.words.hours
        }
        self._lengths |= {one.head: one for one in figures if one.unit in DAYS_IN or one.unit in MONTHS_IN}

    def date_of(self, event: EventMention, heads: Mapping[int, EventMention]) -> Found | None:
        """The date of an act, counted from that of the act from which a length parts it, and why.

        Args:
            event: The act.
            heads: The dated acts of the document by the row of their trigger.
        """
        for head, way, inner, outer in self._links(event.head):
            if self._is_in(event.head, inner):
                named = (outer, *self.clauses.subjects(outer))  # "*the strike on Monday* came two days after"
                tied = next((one for one in map(self.moments.tied, named) if one is not None), None)
                told = next((heads[row].when for row in named if row in heads), None)
                anchor, sign = (_when(tied[1]) if tied is not None else told), -way
            else:
                anchor = next((heads[row].when for row in self._rows_in(inner) if row in heads), None)
                sign = way
            if anchor is None:
                continue
            length = self._lengths[head]
            edtf = shifted(anchor.edtf, length, sign) if length is not None else _day(anchor.edtf)
            if edtf is not None:
                span = Span(length.start, length.end) if length is not None else self.grammar.span(head, head + 1)
                words = self.grammar.text[span.start : span.end]
                when = When(edtf, span.start, span.end, "relative" if anchor.basis in SURE else "document")
                return when, f'"{words}" {"after" if sign > 0 else "before"} an act of {anchor.edtf}'
        return None

    def _links(self, row: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield the rows of lengths before "after" or "before" in the sentence of a word.

        With each come the way (1 after, -1 before), the row of the act behind the link, and that of the act before it.
        """
        verbs = {row, *self.grammar.ancestors(row)}
        for head in self._lengths:
            above = self.grammar.head(head)
            if above is None or self.grammar.sentence(head) != self.grammar.sentence(row):
                continue
            ways = self.clauses.words.ways
            if self.clauses.dep[head] == ADVERBIAL and self.grammar.lower(above) in ways:
                link, outer = above, self.grammar.head(above)
                inner = self.grammar.child(above, "pobj", "pcomp")
                if self.clauses.dep[above] == "mark" and outer is not None:
                    outer, inner = self.grammar.head(outer), outer
            else:
                marks = self.grammar.children_by(above, "mark", "advmod")
                link = next((one for one in marks if self.grammar.lower(one) in ways and one > head), -1)
                outer, inner = self.grammar.head(above), above
            if link < 0 or outer is None or inner is None or not {outer, inner} & verbs:
                continue
            yield head, ways[self.grammar.lower(link)], inner, outer

    def _is_in(self, row: int, inner: int) -> bool:
        """Does a word name the act behind a link, or stand in its clause?"""
        return row == inner or inner in self.grammar.ancestors(row)

    def _rows_in(self, inner: int) -> range:
        """The rows of the clause or phrase behind a link."""
        return range(*self.grammar.subtree(inner))


def _when(time: TimeMention) -> When:
    """The time of a word that a time is tied to."""
    return When(time.edtf, time.start, time.end, time.basis)


def _day(anchor: str | None) -> str | None:
    """The day of what was hours before or after something of a known day: as a rule the same."""
    return anchor if anchor is not None and DAY.fullmatch(anchor) else None


def shifted(anchor: str | None, length: FigureMention, way: int) -> str | None:
    """The EDTF date so much later (`way` 1) or earlier (-1) than a day; None where either is not known exactly.

    A length in months or years leads to a month or a year, since nobody counts such lengths in days.
    """
    if anchor is None or length.best is None or length.best != int(length.best) or not DATE.fullmatch(anchor):
        return None
    amount, unit = int(length.best), length.unit or ""
    if unit in DAYS_IN:
        if len(anchor) <= MONTH_DIGITS:
            return None
        return (date.fromisoformat(anchor) + timedelta(days=way * amount * DAYS_IN[unit])).isoformat()
    year, month = int(anchor[:YEAR_DIGITS]), int(anchor[5:MONTH_DIGITS] or 1)
    months = year * MONTHS + month - 1 + way * amount * MONTHS_IN[unit]
    if months < MONTHS:
        return None
    whole = MONTHS_IN[unit] >= MONTHS or len(anchor) == YEAR_DIGITS
    return f"{months // MONTHS:04d}" + ("" if whole else f"-{months % MONTHS + 1:02d}")
