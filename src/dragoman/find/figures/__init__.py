"""Figures: every count, amount, share, age and length of time that a document states."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from dragoman.find.figures.fractions import Fractions
from dragoman.find.figures.numbers import FigureWords, Numbers, Written
from dragoman.find.figures.settings import Settings
from dragoman.find.figures.tolls import role_of
from dragoman.grammar import TIME_NAMES, Grammar
from dragoman.hedges import HedgeWords
from dragoman.lang import Language
from dragoman.model import FigureMention, Mentions, Record, Span, TimeMention

OLDEST = 120  # years; nobody of whom news tell is older, so a larger number behind a name is no age
SMALL = 12  # "the two countries" up to "the twelve apostles" take up what was counted before
NOUNS = ("NOUN", "PROPN")
JOINED = ("compound", "nmod", "npadvmod", "amod")


class Counted(Record, frozen=True):
    """What a number counts: the row that names it, its unit, and where the figure ends."""

    row: int
    unit: str | None
    end: int
    of: str | None = None
    noun: bool = False


def find_figures(grammar: Grammar, found: Mentions, *, lang: Language) -> tuple[FigureMention, ...]:
    """Find the stated figures of a document.

    Args:
        grammar: The document.
        found: Its times, since numbers within dates, clock times and sets are no figures; its quotations, whose
            speakers give the figures in them; its actors and places.
        lang: Its language.

    Returns:
        One mention a figure, in text order; its span holds number, hedge and counted noun.
    """
    numbers, fractions = _numbers(lang)
    finder = Finder(grammar, found, numbers.words)
    figures: list[FigureMention] = []
    for rows in grammar.paragraphs:
        whole = grammar.span(*rows)
        for written in _written(grammar.text, numbers, fractions, (whole.start, whole.end)):
            figure = finder.figure(written, whole.start)
            if figure is not None:
                figures.append(finder.continued(figure, figures))
    taken = [Span(figure.start, figure.end) for figure in figures]
    more = [
        one
        for one in (*finder.lengths(), *finder.nobody())
        if not any(Span(one.start, one.end).overlaps(span) for span in taken)
    ]
    settings = Settings(grammar, found, numbers.words, lang.section("hedges", HedgeWords))
    return settings.settled(sorted([*figures, *more], key=lambda figure: (figure.start, figure.end)))


def _written(text: str, numbers: Numbers, fractions: Fractions, within: tuple[int, int]) -> list[Written]:
    """The numbers between two offsets, in text order; a fraction goes before the numbers in it."""
    parts = list(fractions.find(text, *within))
    plain = [one for one in numbers.find(text, *within) if not any(_overlap(one, part) for part in parts)]
    return sorted([*parts, *plain], key=lambda one: one.at)


def _overlap(one: Written, other: Written) -> bool:
    """Do two written numbers share a character?"""
    return Span(one.start, one.end).overlaps(Span(other.start, other.end))


@lru_cache
def _numbers(lang: Language) -> tuple[Numbers, Fractions]:
    """The written numbers of a language, and its written fractions, made once."""
    words = lang.section("figures", FigureWords)
    return Numbers(words), Fractions(words)


class Finder:
    """Reads the figures of one document.

    Args:
        grammar: The document.
        found: Its times.
        words: The language's `figures.toml`.
    """

    def __init__(self, grammar: Grammar, found: Mentions, words: FigureWords) -> None:
        self.grammar, self.words, self.times = grammar, words, found.times
        self._lengths = {*words.time_units.values(), words.fractions.unit}  # units that no bare number takes over
        self._dates = [time for time in found.times if time.kind != "duration"]

    def figure(self, written: Written, begin: int) -> FigureMention | None:
        """The figure that a written number gives, or None where it gives none."""
        span = Span(written.at, written.until)
        first, last = self.grammar.rows(span)
        if first == last or self._in_date(written) or self._is_label(written, first, begin):
            return None
        row = self.grammar.governor(first, last)
        if written.unit == self.words.fractions.unit and self._names_part(written, last - 1):
            return None
        counted = self._counted(written, row, last)
        if self.grammar.text[written.start : counted.end].lower() in self.words.grammar.idioms:
            return None
        role = None if counted.unit else role_of(self.grammar, self.words, row, counted.row if counted.noun else None)
        if (
            written.best is None
            and written.words
            and role is None
            and not counted.noun
            and not counted.unit
            and not written.hedged
            and not self._adds(last)
        ):
            return None
        if role is None and not counted.unit and self._repeats(written, first, last, counted):
            return None
        unit = counted.unit or (
            self._name(counted.row) if counted.noun else self.words.grammar.people if role else None
        )
        low, high, best = written.low, written.high, written.best
        reason = f"{role or 'count'}: {self.grammar.text[written.start : written.until]!r}"
        return FigureMention(written.start, max(written.end, counted.end), low, high, best, unit, counted.of,
                             written.approximate, self._when(row), counted.row, role, (), reason)  # fmt: skip

    def _names_part(self, written: Written, part: int) -> bool:
        """Does a fraction count none: "the *northern* half of the city", "nearly a third *time*"?"""
        tokens, head = self.grammar.tokens, self.grammar.head(part)
        described = self.grammar.child(part, "amod") in range(self.grammar.rows(Span(written.start, written.end))[0])
        ranks = head is not None and head > part and tokens.dep[part] == "amod" and tokens.tag[head] == "NN"
        return described or ranks

    def _adds(self, row: int) -> bool:
        """Does "more" or "others" stand right behind a number: "hundreds *more* arrived"?"""
        return row < len(self.grammar.tokens) and self.grammar.lower(row) in self.words.grammar.fresh

    def continued(self, figure: FigureMention, before: list[FigureMention]) -> FigureMention:
        """Give a bare number the unit of the figure before it in its sentence ("2,500 troops here, 900 there")."""
        last = before[-1] if before else None
        if last is None or figure.unit is not None or figure.role is not None:
            return figure
        same = self.grammar.sentence(last.head) == self.grammar.sentence(figure.head) and last.unit not in self._lengths
        beside = self.grammar.text[last.end : figure.start].strip() == "("  # "7 people (10 according to the police)"
        return replace(figure, unit=last.unit, role=last.role if beside else None) if same else figure

    def _in_date(self, written: Written) -> bool:
        """Does it stand in a time? A length that nothing dates ("two hours after he was born") is a figure too."""
        span = Span(written.at, written.until)
        dates = [one for one in self._dates if Span(one.start, one.end).overlaps(span) and self._dates_it(one, written)]
        return any(one.edtf is not None or not self._time_unit(written) for one in dates)

    def _dates_it(self, date: TimeMention, written: Written) -> bool:
        """Is the number a part of the date, and of no clause in it ("a day after *two soldiers* were killed")?"""
        first, last = self.grammar.rows(Span(date.start, date.end))
        row = self.grammar.rows(Span(written.at, written.until))[0]
        verbs = (one for one in self.grammar.ancestors(row) if self.grammar.tokens.pos[one] == "VERB")
        return self.grammar.tokens.name[row] in TIME_NAMES or not any(first <= one < last for one in verbs)

    def _time_unit(self, written: Written) -> re.Match[str] | None:
        """The unit of time right behind a number."""
        units = "|".join(self.words.time_units)
        pattern = rf"(?:\s?[-‑–]?\s?|\s+of\s+)(?P<unit>{units})(?:s\b|\b)(?:\s?[-‑–]?\s?old\b|\s+of\s+age\b)?"
        return re.compile(pattern, re.IGNORECASE).match(self.grammar.text, written.until)

    def _is_label(self, written: Written, first: int, begin: int) -> bool:
        """Is the number a name, a note mark or the number of a list's item?"""
        text, tokens, words = self.grammar.text, self.grammar.tokens, self.words.grammar
        if written.unit:
            return False
        if tokens.name[first] in words.not_counts:
            return True
        before = text[begin : written.start].rstrip()
        if not before and re.match(r"[.)]\s", text[written.until : written.until + 2]):
            return True
        if before[-1:] in "([" and before and text[written.until : written.until + 1] in (")", "]"):
            return tokens.name[max(first - 2, 0)] not in words.person_names
        if written.start != written.at or not first:
            return False
        link = first - 1  # "the Group of 20"
        name = link - 1 if self.grammar.lower(link) == words.of and link and tokens.dep[first] == "pobj" else link
        joined = tokens.head[first] == link and tokens.pos[name] == "PROPN" and not written.words
        return self.grammar.lower(first - 1) in words.labels or joined

    def _counted(self, written: Written, row: int, last: int) -> Counted:
        """What the number counts."""
        if written.unit:
            return Counted(row, written.unit, written.end)
        unit = self._time_unit(written)
        if unit:
            at = self.grammar.row_at(unit.end("unit") - 1)
            return Counted(row if at is None else at, self.words.time_units[unit["unit"].lower()], unit.end())
        if self._is_age(written, row):
            return Counted(row, self.words.time_units["year"], written.until)
        beyond = self.grammar.rows(Span(written.start, written.until if written.inner else written.end))[1]
        noun = self._noun(row, last, beyond)
        if noun is None and written.best is None:
            noun = self._noun(last - 1, last, beyond)  # "between 7 and, by some accounts, 12 *people*"
        if noun is None:
            whole = self._whole_of(row)
            return Counted(row if whole is None else whole, None, written.until, noun=whole is not None)
        phrase_start, phrase_end = self._phrase(noun, max(last, beyond))
        tokens = self.grammar.tokens
        of = self.grammar.text[tokens.start[phrase_start] : tokens.end[phrase_end - 1]]
        return Counted(noun, None, tokens.end[noun], of, noun=True)

    def _whole_of(self, row: int) -> int | None:
        """The noun that a number gives the size of: "a population of 3 million", not "the Group of 20"."""
        link = self.grammar.head(row)
        if link is None or self.grammar.tokens.dep[row] != "pobj" or self.grammar.lower(link) != self.words.grammar.of:
            return None
        whole = self.grammar.head(link)
        return whole if whole is not None and self.grammar.tokens.pos[whole] == "NOUN" else None

    def _noun(self, row: int, last: int, beyond: int) -> int | None:
        """The noun that the number counts: the one it modifies, or the one behind "of".

        A word that is written with the number ("3,000-*strong*") leads on to its own noun; it ends before `beyond`.
        """
        tokens = self.grammar.tokens
        head = self.grammar.head(row)
        while head is not None and head > row and (tokens.pos[head] == "NUM" or head < beyond):
            row, head = head, self.grammar.head(head)
        if head is not None and head >= last and (tokens.pos[head] in NOUNS or tokens.dep[row] == "nummod"):
            return self._whole(head)
        for child in self.grammar.children(row):
            if child >= row and self.grammar.lower(child) == self.words.grammar.of:
                return self.grammar.child(child, "pobj")
        return None

    def _whole(self, noun: int) -> int:
        """The noun that a name before it belongs to ("five Iran and Iraq-based *companies*")."""
        tokens = self.grammar.tokens
        while tokens.dep[noun] in JOINED and tokens.head[noun] > noun and self._leads_on(noun):
            noun = tokens.head[noun]
        if tokens.tag[noun] == "NNP":
            return next((row for row in self.grammar.conjuncts(noun) if tokens.tag[row] == "NNS"), noun)
        return noun

    def _leads_on(self, row: int) -> bool:
        """Is it a name or participle before the noun, or the first half of a compound ("*Iran-* and Iraq-based")?"""
        return self.grammar.tokens.pos[row] in ("PROPN", "VERB", "ADJ") or self.grammar.word(row).endswith("-")

    def _phrase(self, noun: int, last: int) -> tuple[int, int]:
        """Rows of the noun phrase, without number, relative clause and second parts."""
        first, end = (last if noun >= last else noun), noun + 1
        if self.grammar.lower(first) == self.words.grammar.of and first < noun:
            first += 1
        for child in self.grammar.children(noun):
            if child > noun:
                if self.grammar.tokens.dep[child] in self.words.grammar.outside or child > end:
                    break
                end = self.grammar.subtree(child)[1]
        return first, end

    def _is_age(self, written: Written, row: int) -> bool:
        """Find "Ollie Hall, 24, died", "aged 32", "he is four"."""
        grammar, words, best = self.grammar, self.words.grammar, written.best
        if best is None or best > OLDEST or not row:
            return False
        text, before = grammar.text, grammar.lower(row - 1)
        if before in words.aged or (before == words.of and grammar.lower(max(row - 2, 0)) in words.aged):
            return True
        if before in (",", "(") and row > 1 and self._is_person(row - 2):
            return text[written.until : written.until + 1] in (",", ")", ".", ";")
        head = grammar.head(row)
        if (
            head is None
            or grammar.tokens.lemma[head] not in words.be
            or grammar.tokens.dep[row] not in ("attr", "acomp", "nummod", "nsubj")
        ):
            return False
        subject = grammar.child(head, "nsubj")
        return (
            subject is not None
            and subject < head
            and (grammar.lower(subject) in words.persons or grammar.tokens.name[subject] in words.person_names)
        )

    def _is_person(self, row: int) -> bool:
        """Is it the last word of somebody's name, or of a name that the parser knows no type of?"""
        tokens = self.grammar.tokens
        return tokens.name[row] in self.words.grammar.person_names or (
            tokens.pos[row] == "PROPN" and not tokens.name[row]
        )

    def _repeats(self, written: Written, first: int, last: int, counted: Counted) -> bool:
        """Does it take up what was counted before ("the two countries"), or count nothing ("one of them")?"""
        grammar, words = self.grammar, self.words.grammar
        if (written.best == 1 and written.words) or (
            counted.noun and grammar.tokens.lemma[counted.row] in words.uncounted
        ):
            return True
        if written.best is None or written.best > SMALL or written.hedged:
            return False
        following = grammar.lower(last) if last < len(grammar.tokens) else ""
        return bool(first) and grammar.lower(first - 1) in words.definite and following not in words.fresh

    def _name(self, row: int) -> str:
        """The counted noun as it is written, in lower case, with the nouns joined to it."""
        first = row
        while first and self.grammar.tokens.head[first - 1] == row and self._joined(first - 1):
            first -= 1
        span = self.grammar.span(first, row + 1).of(self.grammar.text)
        return span if self.grammar.tokens.pos[row] == "PROPN" else span.lower()

    def _joined(self, row: int) -> bool:
        """Is it a common noun that is part of the next ("merchant vessels")?"""
        return self.grammar.tokens.dep[row] == "compound" and self.grammar.tokens.pos[row] == "NOUN"

    def _when(self, row: int) -> str | None:
        """The date that stands under the same verb."""
        verb = next((above for above in self.grammar.ancestors(row) if self.grammar.tokens.pos[above] == "VERB"), None)
        sentence = self.grammar.sentence(row)
        for time in self.times:
            at = self.grammar.row_at(time.start)
            if time.edtf is None or at is None or self.grammar.sentence(at) != sentence or verb is None:
                continue
            above = next((one for one in self.grammar.ancestors(at) if self.grammar.tokens.pos[one] == "VERB"), None)
            if above == verb:
                return time.edtf
        return None

    def _supposed(self, row: int) -> bool:
        """Does it stand in a clause that only supposes it ("if no staff are hurt")?"""
        above = (one for verb in self.grammar.ancestors(row) for one in self.grammar.children(verb))
        return any(self.grammar.lower(one) in self.words.grammar.supposing for one in above)

    def lengths(self) -> Iterator[FigureMention]:
        """Lengths of time that an article counts: "a month"."""
        for time in self.times:
            rows = self.grammar.rows(Span(time.start, time.end))
            length = time.kind == "duration" and re.fullmatch(r"PT?1[DWMYHMS]", time.duration or "")
            counted = time.kind == "date" and time.edtf is None  # "*a day* after the vote"
            if not (length or counted) or rows[1] - rows[0] < 2:
                continue
            row = rows[1] - 1 if length else rows[0] + 1
            unit = self.words.time_units.get(self.grammar.lower(row))
            if (
                unit
                and self.grammar.tokens.dep[row] in ("pobj", "npadvmod", "dobj")
                and self.grammar.tokens.pos[row - 1] == "DET"
                and self.grammar.lower(row - 1) not in self.words.grammar.definite
            ):
                end = self.grammar.tokens.end[row]
                yield FigureMention(time.start, end, 1, 1, 1, unit, None, False, None, row, None, (),
                                    "a length of time")  # fmt: skip

    def nobody(self) -> Iterator[FigureMention]:
        """Find "No casualties", "no one was injured": a toll of 0."""
        grammar, words = self.grammar, self.words.grammar
        for row in range(len(grammar.tokens)):
            none = grammar.lower(row) in words.none
            if not none and grammar.lower(row) not in words.nobody:
                continue
            counted = grammar.tokens.head[row] if none else row
            role = role_of(grammar, self.words, row, counted)
            if role is not None and counted >= row and not self._supposed(counted):
                span = grammar.span(row, counted + 1)
                unit = self._name(counted) if none and grammar.lower(counted) not in words.anyone else words.people
                when = self._when(row)
                yield FigureMention(span.start, span.end, 0, 0, 0, unit, None, False, when, counted, role, (),
                                    f"{role}: nobody")  # fmt: skip
