"""The time that a story has reached: what an act without a time of its own takes from the sentences before it.

An act told in the simple past goes on from the last time that its paragraph gave. What had happened before, what has
happened since and what is said in somebody else's words do not; a heading that is a date holds for all below it.
"""

from collections.abc import Iterator
from itertools import takewhile

from dragoman.find.events.aspect import PRESENT, tense_of, told_by
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.days import first_day
from dragoman.find.events.moments import ASIDE, CONTENT, Found, Moments
from dragoman.grammar import RELATIVES
from dragoman.model import EventMention, QuoteMention, TimeMention, When

MOST_HEADING = 12  # words of a line that is only a heading; longer ones are sentences
MODAL = "MD"
ENTRY_MARKS = (":", "–", "—", "- ")  # behind the date of an entry; a hyphen alone may belong to a word
ENDS = (".", "!", "?", "…")
FROM_PUBLICATION = "published"  # how the anchor of a time begins that is counted from the publication
OPENING = 2  # sentences that tell the news of a report: its lead, as wire services write it
BREAK = 2  # sentences of the present that end the news of a day; one alone is a remark in passing
NEXT_TO = 8  # characters between a resuming word and its time: "Back in the 1980s"
NEWS_UNITS = 7  # days from the publication within which a time shows that the text is a report of the day


class Narrative:
    """Where the story of one document stands in time.

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
        self.published = first_day(moments.published)
        self._headings = list(self._find_headings())

    def is_definite(self, row: int) -> bool:
        """Does a noun speak of an act as known: "the attack", "its raid"?"""
        return self.clauses.is_definite(row) and self.clauses.pos[row] in ("NOUN", "PROPN")

    # --------------------------------------------------------------------------------------------- the story's time

    def time_of(self, event: EventMention) -> Found | None:
        """The time that the story has reached where it tells of an act, and why; None where it tells nothing of it."""
        row = event.head
        quote = self._quoted(event.start)
        if quote is not None and event.type in self.verbal:
            return self._uttered(quote)
        points, after = self._points_back(row), self._points_after(row)
        if not points and not after and not self._goes_on(row):
            return None
        told = self._last(row, quote, far=points or after)
        if told is None and self._answers(event):
            told, after = self._last(row, quote, far=True), True
        if told is None:
            return self._resumed(row) if quote is None else None
        text = self.moments.text(told)
        if after:
            when = When(self.moments.until_now(told.edtf), told.start, told.end, "document")
            return when, f'later than "{text}", the last time before it'
        when = When(told.edtf, told.start, told.end, "document")
        return when, f'taken from "{text}", the nearest time before it in the paragraph'

    def _answers(self, event: EventMention) -> bool:
        """Does somebody speak of a thing that the text has told: "condemned *the attack*", "praised *the deal*"?"""
        if event.type not in self.verbal or self.clauses.is_passive(event.head):
            return False
        objects = self.clauses.objects(event.head)
        return any(self.is_definite(one) and not self.clauses.is_people(one) for one in objects)

    def _goes_on(self, row: int) -> bool:
        """Does the act move the story on: told in the simple past, and not merely spoken of?"""
        tense = tense_of(self.clauses, row)
        reported = any(self.clauses.dep[one] == CONTENT for one in (row, *self.grammar.ancestors(row)))
        if tense != "past" and not (tense == "before" and reported):
            return False
        if self.clauses.is_verb(row):
            return not (self._is_of_thing(row) or self._is_of_act_before(row))
        verb = told_by(self.clauses, row)
        return verb is not None or self._accompanies(row)

    def _is_of_thing(self, row: int) -> bool:
        """Does a clause only say what was once done to what it stands behind: "the grid, *which* was destroyed"?"""
        subject = self.grammar.child(row, *PASSIVE_SUBJECT)
        return self.clauses.dep[row] == "relcl" and subject is not None and self.clauses.tag[subject] in RELATIVES

    def _is_of_act_before(self, row: int) -> bool:
        """Does a clause tell of an act that only says what was before or after: "weeks after a raid *in which*"?"""
        if self.clauses.dep[row] != "relcl":
            return False
        phrase = takewhile(lambda one: not self.clauses.is_verb(one), self.grammar.ancestors(row))
        return any(self.grammar.lower(one) in self.clauses.words.apart for one in phrase)

    def _accompanies(self, row: int) -> bool:
        """Does a noun name what was done in the same breath as its clause: "died *in* an attack"?"""
        above = self.grammar.head(row)
        return above is not None and self.grammar.lower(above) in self.clauses.words.accompanying_prepositions

    def _last(self, row: int, quote: QuoteMention | None, *, far: bool) -> TimeMention | None:
        """The last time before an act that the story goes on from.

        Args:
            row: Row of the act.
            quote: The quotation that holds it: what is quoted has no share in the story around it.
            far: The act points back to it, so that it may stand in the paragraph before and in any tense.
        """
        sentence, paragraph = self.grammar.sentence(row), self.grammar.paragraph(row)
        for head, one in reversed(self.moments.dates):
            away = paragraph - self.grammar.paragraph(head)
            if self.grammar.sentence(head) >= sentence or away > far or away < 0:
                continue
            if (
                self._quoted(one.start) != quote
                or self._is_aside(head)
                or self.moments.is_to_come(one)
                or self.moments.is_ahead(head)
                or self.moments.names(head)
            ):
                continue
            unlinked = (
                self._is_of_speech(row, head) or self._is_broken(head, one, sentence) or self._is_news_of(row, one)
            )
            if not far and (unlinked or self.moments.is_placed_by_another(row, head)):
                return None
            return one
        return None

    def _resumed(self, row: int) -> Found | None:
        """The time that the next sentence of the paragraph goes back to: "They invaded it. Back in 2003 ..."."""
        after = self.grammar.sentence(row) + 1
        last = self.grammar.document.paragraphs[self.grammar.paragraph(row)][1]
        first = self.grammar.document.sentences[after][0] if after < last else None
        if first is None or self.grammar.lower(first) not in self.clauses.words.resuming:
            return None
        here = [one for head, one in self.moments.dates if self.grammar.sentence(head) == after]
        if not here or here[0].start - self.grammar.tokens.end[first] > NEXT_TO:
            return None
        when = When(here[0].edtf, here[0].start, here[0].end, "document")
        opening = self.grammar.word(first)
        return when, f'"{opening} ... {self.moments.text(here[0])}" in the next sentence goes back to it'

    def _is_aside(self, head: int) -> bool:
        """Does a time stand in a clause with which the story does not move on?

        In one on a noun ("founded in 1923"), or that says after what something was ("it came after he *left in May*").
        """
        above = list(self.grammar.ancestors(head))
        return any(self.clauses.dep[one] in ASIDE or self._is_before_told(one) for one in above)

    def _is_before_told(self, clause: int) -> bool:
        """Does a clause behind its verb say what was earlier or later than what that tells?"""
        verb = self.grammar.head(clause)
        behind = verb is not None and verb < clause and self.clauses.dep[clause] == "advcl"
        marks = self.grammar.children_by(clause, "mark") if behind else []
        return any(self.grammar.lower(one) in self.clauses.words.apart for one in marks)

    def _is_of_speech(self, row: int, head: int) -> bool:
        """Is it when somebody spoke, while the act is what is reported: "said on Monday. ... said he had fled"?"""
        verb = self.clauses.clause_verb(head)
        reported = any(self.clauses.dep[one] == CONTENT for one in (row, *self.grammar.ancestors(row)))
        return reported and verb is not None and self.clauses.lemma(verb) in self.clauses.words.speaking

    def _is_news_of(self, row: int, one: TimeMention) -> bool:
        """Is an act told with a day of the news, the time before it of another year: "in 2019. ... on *Tuesday*"?"""
        day = first_day(one.edtf)
        here = [time for head, time in self.moments.dates if self.grammar.sentence(head) == self.grammar.sentence(row)]
        days = [first_day(time.edtf) for time in here if time.anchor.startswith(FROM_PUBLICATION)]
        return day is not None and any(other is not None and other.year != day.year for other in days)

    def _is_broken(self, head: int, one: TimeMention, sentence: int) -> bool:
        """Does the text speak of the present between a time and an act, so that the news of that day is over?"""
        if not one.anchor.startswith(FROM_PUBLICATION):
            return False
        between = range(self.grammar.sentence(head) + 1, sentence)
        return sum(self._speaks_of_now(number) for number in between) >= BREAK

    def _speaks_of_now(self, number: int) -> bool:
        """Does the main clause of a sentence, in the author's own words, stand in the present or the perfect?"""
        root = self._root(number)
        quoted = self._quoted(self.grammar.tokens.start[root]) is not None
        spoken = self.clauses.lemma(root) in self.clauses.words.speaking
        return not quoted and not spoken and tense_of(self.clauses, root) in ("present", "perfect")

    def _root(self, number: int) -> int:
        """The row of the word that governs a sentence."""
        first, last = self.grammar.document.sentences[number]
        return self.grammar.governor(first, last)

    def _quoted(self, at: int) -> QuoteMention | None:
        """The quotation in marks that holds a character."""
        direct = (one for one in self.moments.quotes if one.kind == "direct")
        return next((one for one in direct if one.start <= at < one.end), None)

    def _uttered(self, quote: QuoteMention) -> Found | None:
        """When a quotation was said: what is threatened or asked for in it was threatened or asked for then."""
        row = self.grammar.row_at(quote.cue.start) if quote.cue is not None else None
        if row is None:
            return None
        tied = self.moments.tied(row)
        told = tied[1] if tied is not None else self._last(row, None, far=False)
        if told is None:
            return None
        when = When(told.edtf, told.start, told.end, "document")
        return when, f'said in words of "{self.moments.text(told)}"'

    # ------------------------------------------------------------------------------------------------ pointing words

    def _points_back(self, row: int) -> bool:
        """Does the act's clause say "then", "meanwhile", "at the time"?"""
        return any(self._is_back(one) for one in self._beside(row))

    def _is_back(self, row: int) -> bool:
        """Is it a word for the time that the story has reached?"""
        words, lower = self.clauses.words, self.grammar.lower(row)
        inner = self.grammar.child(row, "pobj")
        if inner is not None and self.clauses.pos[row] == "ADP":
            return self.clauses.lemma(inner) in words.moments and self.is_definite(inner)
        return lower in words.back_to and self.clauses.dep[row] == "advmod"

    def _points_after(self, row: int) -> bool:
        """Does the act's clause say "later", "afterwards", "since then", "in the months that followed"?"""
        return any(self._is_after(one) for one in self._beside(row))

    def _is_after(self, row: int) -> bool:
        """Is it a word for what came after the time that the story has reached?"""
        words, lower = self.clauses.words, self.grammar.lower(row)
        if lower in words.since:
            return any(self.grammar.lower(one) in words.back_to for one in self.grammar.children(row))
        inner = self.grammar.child(row, "pobj") if self.clauses.pos[row] == "ADP" else None
        if inner is not None and self.clauses.lemma(inner) in words.lengths:
            clauses = self.grammar.children_by(inner, "relcl", "acl", "amod", "advmod")
            return any(self.clauses.lemma(one) in words.following for one in clauses)
        return lower in words.after_it and self.clauses.dep[row] == "advmod" and not self.grammar.children(row)

    def _beside(self, row: int) -> Iterator[int]:
        """What stands beside an act in its clause."""
        for one in dict.fromkeys((row, *self.moments.verbs_of(row))):
            yield from self.grammar.children(one)

    # ------------------------------------------------------------------------------------------------ headings, leads

    def heading(self, row: int) -> Found | None:
        """The date of the heading that an act stands below, and why; None where no heading is a date."""
        paragraph = self.grammar.paragraph(row)
        at = self.grammar.tokens.start[row]
        above = ((number, one) for number, one in reversed(self._headings) if number <= paragraph and one.end <= at)
        one = next((one for number, one in above if number < paragraph or self._opens(one)), None)
        if one is None:
            return None
        return When(one.edtf, one.start, one.end, "document"), f'it stands below the heading "{self.moments.text(one)}"'

    def _opens(self, one: TimeMention) -> bool:
        """Does a date open its paragraph as the entry of a chronicle: "*December 3:* Three ships ..."?"""
        row = self.grammar.row_at(one.start)
        if row is None:
            return False
        sentence = self.grammar.document.paragraphs[self.grammar.paragraph(row)][0]
        first, last = self.grammar.document.sentences[sentence]
        behind = self.grammar.text[one.end :].lstrip()
        alone = behind[:1] in ENDS and self.grammar.tokens.start[last - 1] == one.end  # "*May 2015.* Troops ..."
        return row == first and (behind.startswith(ENTRY_MARKS) or alone)

    def _find_headings(self) -> Iterator[tuple[int, TimeMention]]:
        """Yield the paragraphs that are a short line with a date and no finite verb, or open with one as an entry."""
        for head, one in self.moments.dates:
            paragraph = self.grammar.paragraph(head)
            rows = range(*self.grammar.paragraphs[paragraph])
            finite = any(self.clauses.tag[row] in (*PRESENT, "VBD", MODAL) for row in rows)
            line = len(rows) <= MOST_HEADING and not finite and self.grammar.word(rows[-1]) not in ENDS
            if line or self._opens(one):
                yield paragraph, one

    def is_news(self, row: int) -> str | None:
        """Does the lead of a day's report tell an act as its news? Why, or None.

        The perfect of a lead is that of news; the simple past is where the text counts days from its publication.
        """
        if self.grammar.sentence(row) >= OPENING or self._quoted(self.grammar.tokens.start[row]) is not None:
            return None
        root = self._root(self.grammar.sentence(row))
        verb = self.clauses.clause_verb(row)
        if verb is None or not self._is_main(verb, root) or (verb != row and told_by(self.clauses, row) is None):
            return None
        tense = tense_of(self.clauses, verb)
        if tense == "perfect":
            return "news, in the perfect, of the day that it was published"
        return "news of the day, as its lead tells it" if tense == "past" and self._counts_days() else None

    def _is_main(self, verb: int, root: int) -> bool:
        """Is the verb that of the sentence, one joined to it, or one that completes it?"""
        while verb != root and self.clauses.dep[verb] in ("conj", "xcomp"):
            verb = self.grammar.tokens.head[verb]
        return verb == root

    def _counts_days(self) -> bool:
        """Does the text name a day of the week before its publication, as a report of the day does?"""
        for _, one in self.moments.dates:
            day = first_day(one.edtf)
            counted = one.anchor.startswith(FROM_PUBLICATION) and len(one.edtf or "") == len("2021-06-27")
            if (
                day is not None
                and self.published is not None
                and counted
                and 0 <= (self.published - day).days <= NEWS_UNITS
            ):
                return True
        return False
