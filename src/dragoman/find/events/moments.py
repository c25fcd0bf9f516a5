"""When an act was, by the words of its own sentence: the time that the grammar ties to it, and how it is tied.

"Since 2014" and "for ten years" end at the publication, "from 2015 to 2017" is one stretch, "recent" the weeks before.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from dragoman.find.events import asides
from dragoman.find.events.aspect import shares_auxiliary, tense_of
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.days import DATE, before, first_day
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.scenes import chain, leads_to_answered
from dragoman.find.events.triggers import Trigger
from dragoman.model import Mentions, Span, TimeMention, When

RECENT_DAYS = 60  # what news calls recent: two months before it; an estimate, not measured
RECENT_OF = {"month": 183, "year": 1826}  # "recent months" are half a year, "recent years" five; estimates
ADVERBIAL = ("ADP", "SCONJ")
COMPLETING = ("xcomp", "pcomp", "acomp", "conj")
CONTENT = "ccomp"  # "said *that they had fled*": what is reported of the past stands one step back
RELATIVE = "WDT"
TOLD_BACK = ("past", "perfect", "before")
ASIDE = ("relcl", "acl")

Placed = tuple[int, TimeMention]  # the row that governs a time, and the time
Found = tuple[When, str]  # a time and why it is the act's


class Moments:
    """The times of one document, ready to be asked for by the row of a word.

    Args:
        clauses: Who stands where.
        found: The mentions of the finders before.
    """

    def __init__(self, clauses: Clauses, found: Mentions) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.quotes = found.quotes
        self.figures = found.figures
        self.published = clauses.grammar.document.meta.published.edtf
        placed = [(self._head(Span(one.start, one.end)), one) for one in found.times]
        dated = [(head, one) for head, one in placed if head >= 0 and one.edtf is not None]
        self.dates = [(head, one) for head, one in dated if not asides.only_names(self.clauses, head)]
        self._lengths = self._by_sentence((head, one) for head, one in placed if head >= 0 and one.kind == "duration")
        self._times = dict(dated)
        self._dates, self._around = self._by_sentence(self.dates), asides.around(found.times)
        self._day = first_day(self.published)

    def _by_sentence(self, placed: Iterable[Placed]) -> dict[int, list[Placed]]:
        """Times by the sentence that they stand in, in text order."""
        found: dict[int, list[Placed]] = defaultdict(list)
        for head, one in placed:
            found[self.grammar.sentence(head)].append((head, one))
        return found

    def _head(self, span: Span) -> int:
        """The row that governs a mention, or -1."""
        first, last = self.grammar.rows(span)
        return self.grammar.governor(first, last) if first < last else -1

    def _is_compared(self, row: int, head: int) -> bool:
        """Does a clause only bound a comparison around an act: "the worst since a raid *killed* ten in May"?"""
        marks = self._openers(row, head)
        since = (mark for mark in marks if self.grammar.lower(mark) in self.clauses.words.since)
        return any(asides.compares(self.clauses, mark) for mark in since)

    def _openers(self, row: int, head: int) -> list[int]:
        """The words that open the clauses in which a time stands, and an act does not: "*since* it began in 2024"."""
        own = {row, *self.grammar.ancestors(row)}
        clauses = (one for one in self.grammar.ancestors(head) if self.clauses.dep[one] == "advcl" and one not in own)
        return [mark for one in clauses for mark in self.grammar.children_by(one, "mark")]

    def of(self, trigger: Trigger) -> Found | None:
        """The time that an act's own sentence gives it, and why; None where it gives none."""
        tied = self.tied(trigger.row)
        if tied is not None:
            return self._told(*tied, "in its clause", since=self._is_since(trigger.row, tied[0]))
        noun = self._of_its_noun(trigger.row)
        if noun is not None:
            return self._told(*noun, "says when that was in which it was done", then=True)
        main = self._of_main_clause(trigger.row)
        if main is not None:
            return self._told(*main, "in the clause around it")
        lasted = self._lasted(trigger.row)
        if lasted is not None:
            return lasted
        only = self._only(trigger)
        if only is None:
            return self._recent(trigger.row)
        return self._told(*only, "the only time in its sentence", since=self._is_since(trigger.row, only[0]))

    def text(self, one: TimeMention) -> str:
        """The words of a time."""
        return self.grammar.text[one.start : one.end]

    # ------------------------------------------------------------------------------------------- which time is meant

    def _here(self, row: int) -> list[Placed]:
        """The times of a word's sentence; not one that only counts another ("a day after *Monday's* raid")."""
        at = self.grammar.tokens.start[row]
        outer = ((placed, self._around.get(placed[1].start)) for placed in self._dates[self.grammar.sentence(row)])
        return [placed for placed, one in outer if one is None or one.start <= at < one.end]

    def tied(self, row: int) -> Placed | None:
        """The time that the grammar ties to a word: right under it, else in the clause of its verb."""
        clause = None if self._apart(row) else self.clauses.clause_verb(row)
        ranked = []
        for head, one in self._here(row):
            above = chain(self.clauses, head)
            if self._is_compared(row, head) or asides.is_of_later(self.clauses, row, head):
                continue
            if row not in above and asides.is_day_of_war(self.clauses, row, one):
                continue
            if row in above or (clause is not None and clause in above and not self.names(head)):
                ranked.append((row not in above, abs(head - row), head, one))
        best = min(ranked, key=lambda one: one[:3], default=None)
        return (best[2], best[3]) if best is not None else self._shared(row)

    def _shared(self, row: int) -> Placed | None:
        """The time of the verb that a verb is joined with under one subject: "*convicted* of it and jailed in May"."""
        if not self.clauses.is_verb(row):
            return None
        for one in self.grammar.children_by(row, "conj"):
            alone = self.grammar.child(one, *SUBJECT, *PASSIVE_SUBJECT) is None or shares_auxiliary(self.clauses, one)
            if alone and self.clauses.tag[one] == self.clauses.tag[row]:
                return self.tied(one)
        return self._fronted(row)

    def _fronted(self, row: int) -> Placed | None:
        """The time before the first of several joined verbs: "*on Monday* jets struck the city and killed ten"."""
        first = self.grammar.first_conjunct(row)
        if first == row or tense_of(self.clauses, first) != tense_of(self.clauses, row):
            return None
        before = [placed for placed in self._here(row) if placed[0] < first]
        return next((placed for placed in before if first in chain(self.clauses, placed[0])), None)

    def _of_its_noun(self, row: int) -> Placed | None:
        """The time of the thing in which an act was done: "*Friday's* coup, in which 230 were killed"."""
        verb = self.clauses.clause_verb(row)
        noun = self.grammar.head(verb) if verb is not None and self.clauses.dep[verb] == "relcl" else None
        first = self.grammar.first_conjunct(verb) if verb is not None else row
        if verb is not None and self.clauses.dep[first] == "advcl":
            verb, noun = first, asides.before_scene(self.clauses, first)
        if verb is None or noun is None or asides.is_somebody(self.clauses, noun):
            return None
        links = self.grammar.children_by(verb, "prep", "advmod")
        within = any(self._is_within(link) for link in links)
        if noun in self._times or self._apart(row):  # "since *May*, when he left"
            return (noun, self._times[noun]) if within and noun in self._times else None
        subject = self.grammar.child(verb, *SUBJECT, *PASSIVE_SUBJECT)
        itself = subject is not None and self.clauses.tag[subject] == RELATIVE
        return self.tied(noun) if within or itself else None

    def _of_main_clause(self, row: int) -> Placed | None:
        """The time of the verb to which a clause tells what happened with it: "left on Monday, *ending a siege*".

        Such are a bare participle behind its verb, and a clause with "when".
        """
        if not self.clauses.is_verb(row) or self.clauses.dep[row] != "advcl" or self._apart(row):
            return None
        verb, own = self.grammar.tokens.head[row], self.grammar.child(row, *SUBJECT, *PASSIVE_SUBJECT, "mark", "aux")
        bare = self.clauses.tag[row] == "VBG" and own is None and verb < row
        opens = self.grammar.children_by(row, "advmod") if self.clauses.tag[row] == "VBD" else []
        with_it = any(self.grammar.lower(one) in self.clauses.words.at_once_with for one in opens)
        told = self.tied(verb) if (bare or with_it) and self.clauses.is_verb(verb) else None
        return None if told is None or self.is_ahead(told[0]) else told

    def _is_within(self, link: int) -> bool:
        """Does a word lead from a clause to the thing or time before it: "*in* which", "when"?"""
        words = self.clauses.words
        inner = self.grammar.child(link, "pobj")
        if inner is None:
            return self.grammar.lower(link) in words.scenes
        return self.clauses.tag[inner] == RELATIVE and self.grammar.lower(link) in words.accompanying_prepositions

    def _only(self, trigger: Trigger) -> Placed | None:
        """The only time of its sentence that is no other act's, clause's or quotation's."""
        row = trigger.row
        here = [(head, one) for head, one in self._here(row) if self._said_with(trigger, one)]
        here = [(head, one) for head, one in here if not self._is_of_another_clause(row, head)]
        here = [(head, one) for head, one in here if not asides.is_of_another_act(self.clauses, row, head)]
        told_back = tense_of(self.clauses, row) in TOLD_BACK
        here = [(head, one) for head, one in here if not (told_back and self.is_to_come(one))]
        here = [(head, one) for head, one in here if not asides.is_day_of_war(self.clauses, row, one)]
        if (
            len(here) != 1
            or self._claimed(here[0][0])
            or self._apart(row)
            or self.is_placed_by_another(row, here[0][0])
        ):
            return None
        return here[0]

    def is_to_come(self, one: TimeMention) -> bool:
        """Does a time lie after the publication? Not surely where that is known only as a stretch."""
        first, is_stretch = first_day(one.edtf), "/" in (self.published or "")
        return first is not None and self._day is not None and first > self._day and not is_stretch

    def is_placed_by_another(self, row: int, head: int) -> bool:
        """Does a clause of its own say when the act was, without this time: "but was freed *after he had paid*"?"""
        clauses = self.grammar.children_by(row, "advcl")
        said = [one for one in clauses if any(self.grammar.lower(mark) in self.clauses.words.placing
                                              for mark in self.grammar.children_by(one, "mark", "advmod"))]  # fmt: skip
        return bool(said) and not any(one in self.grammar.ancestors(head) for one in said)

    def _apart(self, row: int) -> bool:
        """Has an act a time of its own beside its clause ("two days after the *killing*", "after they had *left*")?"""
        verb = self.clauses.clause_verb(row)
        while verb is not None and self.clauses.dep[verb] in ("xcomp", "conj"):
            verb = self.grammar.head(verb)
        if verb is not None and self.clauses.dep[verb] == "advcl" and asides.is_parted(self.clauses, verb):
            return True
        for above in self.grammar.ancestors(row):
            if self.clauses.is_verb(above):
                return False
            accompanying = self.grammar.lower(above) in self.clauses.words.accompanying_prepositions
            if self.clauses.pos[above] in ADVERBIAL and not accompanying and not self._counts(above):
                return True
        return False

    def _counts(self, preposition: int) -> bool:
        """Does "of" only say which of several: "the latest *of* ten attacks", or where it was: "the scene *of* it"?"""
        above = self.grammar.head(preposition)
        if above is None or self.grammar.lower(preposition) != "of":
            return False
        if self.clauses.lemma(above) in self.clauses.words.theatres:
            return True
        return self.clauses.pos[above] in ("ADJ", "NUM") or self.clauses.lemma(above) in self.clauses.words.partitives

    def _said_with(self, trigger: Trigger, time: TimeMention) -> bool:
        """Do act and time stand in the same quoted words? The day of a statement is not the day of what it tells."""
        span = self.grammar.span(*trigger.rows)
        quoted = [one for one in self.quotes if one.kind != "indirect"]
        holding = [one for one in quoted if one.start <= span.start and span.end <= one.end]
        return all(one.start <= time.start and time.end <= one.end for one in holding)

    def _is_of_another_clause(self, row: int, head: int) -> bool:
        """Does a time say when something else was?

        Of somebody whom the act is no part of ("the force, which was formed in 2014, attacked"), or of what came long
        before or after it ("the raids came *days after* a bomb killed ten on Monday"; "Russia, which *had allowed* the
        attack, blamed them on Monday"), or of what is to be then ("called a strike *for* 1 May").
        """
        if self._is_compared(row, head) or (row < head and self.grammar.parted(row, head)):
            return True
        own = {row, *self.grammar.ancestors(row)}
        for above in self.grammar.ancestors(head):
            parted = self.clauses.dep[above] == "advcl" and above not in own
            if parted and asides.is_of_its_own(self.clauses, above):
                return True
            noun = self.grammar.head(above) if self.clauses.dep[above] in ASIDE and above not in own else None
            if noun is not None and asides.is_of_noun(self.clauses, noun, above, head):
                return True
            if noun is not None and asides.is_past_of_now(self.clauses, row, noun, above):
                return True
        if self.is_ahead(head):
            return self.clauses.clause_verb(head) != self.clauses.clause_verb(row)
        earlier = tense_of(self.clauses, row) == "before" and tense_of(self.clauses, head) != "before"
        return earlier and row not in self.grammar.ancestors(head)

    def names(self, head: int) -> bool:
        """Is the time part of what a thing is called ("the *1951* defence treaty"), which dates nothing else?"""
        noun = self.grammar.head(head)
        before = noun is not None and head < noun and self.clauses.dep[head] in ("compound", "nummod", "amod", "nmod")
        named = before and self.clauses.pos[noun or 0] in ("NOUN", "PROPN") and self.clauses.tag[head] == "CD"
        return named and head > 0 and self.clauses.pos[head - 1] != "ADP"  # "back in 2003 photographs ...": a date

    def _claimed(self, head: int) -> bool:
        """Does the time modify a noun ("the January killing"), so that it is that noun's alone? No person has one."""
        above = chain(self.clauses, head)
        if any(leads_to_answered(self.clauses, one) for one in (*above, *self.grammar.ancestors(head))):
            return True
        if not above or self.clauses.is_verb(above[0]) or self.grammar.tokens.name[above[0]] == "PERSON":
            return False
        return self.clauses.pos[above[0]] in ("NOUN", "PROPN")

    # --------------------------------------------------------------------------------------------- what it says of it

    def _is_since(self, row: int, head: int) -> bool:
        """Does a clause that opens the stretch of an act hold the time: "killed *since the war began in 2024*"?"""
        marks = map(self.grammar.lower, self._openers(row, head))
        return not self.clauses.words.since.isdisjoint(marks) and self._has(row)

    def _told(self, head: int, one: TimeMention, how: str, *, since: bool = False, then: bool = False) -> Found:
        """The time of an act from a time mention: as it stands, or the stretch that it opens or closes; just `then`."""
        other = self._joined(head, one)
        if other is not None:
            first, last = sorted((one, other), key=lambda time: time.start)
            when = When(f"{first.edtf}/{last.edtf}", first.start, last.end, one.basis)
            return when, f'from "{self.text(first)}" to "{self.text(last)}" {how}'
        opens = {self._preposition(head), self._word_before(one)} & self.clauses.words.since
        if since or (opens and not then):
            when = When(self.until_now(one.edtf), one.start, one.end, one.basis)
            return when, f'since "{self.text(one)}" {how}; {one.reason}'
        when = When(one.edtf, one.start, one.end, one.basis)
        is_ = "is " if how.startswith("the") else ""
        return when, f'"{self.text(one)}" {is_}{how}; {one.reason}'

    def _joined(self, head: int, one: TimeMention) -> TimeMention | None:
        """The other end of "from 2015 to 2017" and "between March and May", where both ends are plain dates."""
        words = self.clauses.words
        for other_head, other in self.dates:
            first, last = sorted(((head, one), (other_head, other)), key=lambda time: time[1].start)
            between = self.grammar.text[first[1].end : last[1].start].strip()
            opened = words.ranges.get(self._word_before(first[1]), frozenset())
            plain = all(DATE.fullmatch(time.edtf or "") for time in (one, other))
            if other is not one and plain and between in opened and (one.edtf or "") != (other.edtf or ""):
                return other if (first[1].edtf or "") < (last[1].edtf or "") else None
        return None

    def _word_before(self, one: TimeMention) -> str:
        """The word before a time, in lower case."""
        row = self.grammar.rows(Span(one.start, one.end))[0]
        return self.grammar.lower(row - 1) if row else ""

    def is_ahead(self, head: int) -> bool:
        """Is it a time by or for which something is to be: "promised it *by* June", "called a strike *for* Monday"?"""
        return self._preposition(head) in self.clauses.words.deadlines

    def _preposition(self, head: int) -> str:
        """The word that ties a time to its clause, in lower case; "" where none does."""
        above = self.grammar.head(head)
        return self.grammar.lower(above) if above is not None and self.clauses.pos[above] in ADVERBIAL else ""

    def until_now(self, edtf: str | None) -> str:
        """The stretch from a time to the publication; open where that is not known."""
        return f"{(edtf or '').split('/')[0]}/{(self.published or '..').split('/')[-1]}"

    def _lasted(self, row: int) -> Found | None:
        """What lasts until the publication for a length: "has fought *for 40 years*", "in *the last few weeks*"."""
        day, lengths = self._day, self._lengths[self.grammar.sentence(row)]
        if day is None or not lengths or self._apart(row):
            return None
        verbs = [one for one in (row, self.clauses.clause_verb(row)) if one is not None]
        for head, one in lengths:
            above = chain(self.clauses, head)
            elapsed = any(
                self.grammar.lower(child) in self.clauses.words.elapsed for child in self.grammar.children(head)
            )
            lasting = self._preposition(head) == "for" and any(self._has(verb) for verb in verbs)
            if not (elapsed or lasting) or not set(verbs) & set(above):
                continue
            since = before(day, one.duration) or (day - timedelta(days=RECENT_DAYS)).isoformat()
            when = When(self.until_now(since), one.start, one.end, "relative")
            return when, f'"{self.text(one)}" until published {self.published}'
        return None

    def _has(self, verb: int) -> bool:
        """Is the verb itself in the perfect?"""
        return any(
            self.grammar.lower(one) in self.clauses.words.perfect for one in self.grammar.children_by(verb, "aux")
        )

    def _recent(self, row: int) -> Found | None:
        """The stretch before publication that "recent attacks", "recently attacked" and "in recent weeks" mean."""
        near = [child for one in (row, *self.verbs_of(row)) for child in self.grammar.children(one)]
        near += [one for child in near if self.clauses.pos[child] == "ADP" for one in self._phrase_of(child)]
        said = next((one for one in near if self.grammar.lower(one) in self.clauses.words.recent), None)
        if said is None or self._day is None:
            return None
        span = self.grammar.span(said, said + 1)
        days = RECENT_OF.get(self.clauses.lemma(self.grammar.tokens.head[said]), RECENT_DAYS)
        when = When(self.until_now((self._day - timedelta(days=days)).isoformat()), span.start, span.end, "relative")
        return when, f'"{self.grammar.word(said)}": the {days} days before publication'

    def verbs_of(self, row: int) -> list[int]:
        """The verb of an act's clause, and those that it completes: "*have become* bolder in *attacking* them"."""
        found: list[int] = []
        for above in (row, *self.grammar.ancestors(row)):
            if self.clauses.is_verb(above):
                found.append(above)
            leaves = self.clauses.pos[above] in ADVERBIAL and above != row
            leaves = leaves and self.grammar.lower(above) not in self.clauses.words.accompanying_prepositions
            own = self.grammar.child(above, *SUBJECT, *PASSIVE_SUBJECT) is not None
            if leaves or (self.clauses.is_verb(above) and (own or self.clauses.dep[above] not in COMPLETING)):
                break
        return found

    def _phrase_of(self, preposition: int) -> list[int]:
        """What modifies the noun that a preposition governs: "in *recent* weeks"."""
        nouns = self.grammar.children_by(preposition, "pobj")
        return [one for noun in nouns for one in self.grammar.children_by(noun, "amod")
                if self.clauses.lemma(noun) in self.clauses.words.lengths]  # fmt: skip
