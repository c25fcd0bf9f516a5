"""Dates that an act's own sentence does not give: of the same act elsewhere, of the story's time, of what goes on.

Every date given here has the basis `document` and says what it was taken from. The day of publication dates only what
goes on as one writes, and the news of the day's lead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from dragoman.find.events.aspect import IN_THE_PRESENT
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.days import first_day
from dragoman.find.events.moments import Found, Moments
from dragoman.find.events.narrative import Narrative
from dragoman.find.events.order import SURE, Order
from dragoman.model import DESCRIBED, EventMention, Meta, Party, Span, TimeMention, When

MOST_DAYS = 92  # a quarter of a year; a wider stretch of publication dates nothing; an estimate
NEWS_DAYS = 7  # a lead tells what happened in the week before; an estimate from weekly and daily outlets
NO_YEAR = "XXXX-"  # EDTF: a day or month of a year that nothing fixes
DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
KILLED = "killed"
SINGULAR, PLURAL = "NN", "NNS"
ONE = (SINGULAR, "NNP", "PRP")  # tags of who is one: "he died", "Hall died"
STATE = ("GOV", "MIL")  # PLOVER sectors of those who act for a state
UNTIMED = {
    "hypothetical": "null: what is only imagined has no day, and its sentence gives none",
    "planned": "null: it is still to come, and its sentence does not say when",
}


class Dates:
    """The dates of one document's acts.

    Args:
        clauses: Who stands where.
        moments: The times that the acts' own sentences give.
        ids: Row and id of the parties that the document names.
        verbal: The event types of what is said: its day is that of the utterance.
    """

    def __init__(self, clauses: Clauses, moments: Moments, ids: Mapping[int, str], verbal: frozenset[str]) -> None:
        self.clauses = clauses
        self.meta: Meta = clauses.grammar.document.meta
        self.narrative = Narrative(clauses, moments, verbal)
        self.order = Order(clauses, moments, verbal)
        self._verbal = verbal
        self._rows: Mapping[str, Sequence[int]] = {}
        self._deaths = list(self._find_deaths(ids))

    def complete(self, events: Sequence[EventMention], rows: Mapping[str, Sequence[int]]) -> tuple[EventMention, ...]:
        """Give acts without a date of their own the date that the rest of the document gives them.

        Args:
            events: A document's events, in text order.
            rows: For each event's id the rows of the words that name it: the trigger, and those that joined it.
        """
        self._rows = rows
        stated = _sure(events)
        events = [_sharpened(one, stated) for one in events]
        own = _sure(events)
        done: list[EventMention] = []
        for event in map(self._in_its_time, events):
            found = (
                None if event.when.basis in SURE else self._found(event, own, done, rows.get(event.id, (event.head,)))
            )
            found = found or self._reacted_to(event, events, done, rows.get(event.id, (event.head,)))
            done.append(event if found is None or _is_another_day(event.when, found[0]) else _dated(event, *found))
        return self.order.complete(done)

    def _found(
        self, event: EventMention, own: Sequence[EventMention], before: Sequence[EventMention], rows: Sequence[int]
    ) -> Found | None:
        """The date that the document gives an act, and why; a reason alone where it gives none."""
        headed = self.narrative.heading(event.head)
        if headed is not None and event.status in ("occurred", "ongoing"):
            return headed
        if event.status == "ongoing":
            return self._going_on()
        if event.status in UNTIMED:
            return event.when, UNTIMED[event.status]
        if event.status == "occurred":
            same = self._same(event, own) or self._introduced(event, own) or self._named_before(event, before, rows)
            if same is not None:
                when = When(same.when.edtf, same.when.start, same.when.end, "document")
                return when, f'the same act as "{same.wording}" elsewhere, which has a date'
            if (died := self._death(event)) is not None:
                return died
        return self.narrative.time_of(event) or self._news(event)

    def _reacted_to(
        self, event: EventMention, events: Sequence[EventMention], before: Sequence[EventMention], rows: Sequence[int]
    ) -> Found | None:
        """The date of a known act, where the time beside it is that of speech: "condemned the raid *on Monday*"."""
        verb = self.clauses.grammar.head(event.head)
        said = (one for one in events if one.head == verb and one.type in self._verbal)
        if event.when.start is None or not any(one.when.start == event.when.start for one in said):
            return None
        same = self._named_before(event, before, rows)
        if same is None or same.when.edtf == event.when.edtf:
            return None
        when = When(same.when.edtf, same.when.start, same.when.end, "document")
        return when, f'the "{same.wording}" told before, which has a date; the one beside it says when it was spoken of'

    def _in_its_time(self, event: EventMention) -> EventMention:
        """An act that a chronicle tells in the present tense below a day that was over has occurred."""
        headed = self.narrative.heading(event.head) if event.reasons.get("status") == IN_THE_PRESENT else None
        day, published = first_day(headed[0].edtf) if headed else None, first_day(self.meta.published.edtf)
        if event.status != "ongoing" or day is None or published is None or day >= published:
            return event
        reasons = {**event.reasons, "status": f"{IN_THE_PRESENT} of a chronicle, below a day that was over"}
        return replace(event, status="occurred", reasons=reasons)

    def _going_on(self) -> Found | None:
        """What goes on as the document is written holds on the day of publication."""
        published = self.meta.published.edtf
        if published is None or not _is_within(published, MOST_DAYS):
            return None
        return When(published, None, None, "document"), "it goes on as the document is published"

    def _news(self, event: EventMention) -> Found | None:
        """The week before the publication, for what the lead of the day's news tells."""
        published = self.meta.published.edtf
        if event.status != "occurred" or published is None or not _is_within(published, 0):
            return None
        why = self.narrative.is_news(event.head)
        if why is None:
            return None
        first = date.fromisoformat(published) - timedelta(days=NEWS_DAYS)
        return When(
            f"{first.isoformat()}/{published}", None, None, "document"
        ), f"{why}: the {NEWS_DAYS} days before it"

    def _same(self, event: EventMention, own: Iterable[EventMention]) -> EventMention | None:
        """The nearest other mention of the same act that has a date of its own."""
        fresh = self._is_fresh(event.head)
        same = [] if fresh else [one for one in own if one.id != event.id and _is_same_act(event, one)]
        same = [one for one in same if not self._adds(max(event, one, key=lambda act: act.start))]
        return min(same, key=lambda one: (abs(one.start - event.start), one.start), default=None)

    def _introduced(self, event: EventMention, own: Iterable[EventMention]) -> EventMention | None:
        """What a lead tells of somebody whom it only describes, where the text tells one such act of a person."""
        if event.effect is None or not self._introduces(event):
            return None
        same = [one for one in own if one.type == event.type and one.effect == event.effect and not one.several]
        same = [one for one in same if self._is_of_person(one)]
        return same[0] if len({one.when.edtf for one in same}) == 1 and not _are_apart(same[0], event) else None

    def _introduces(self, event: EventMention) -> bool:
        """Does a lead tell of one human being whom it only describes: "*A British soldier* was killed"?"""
        if self.clauses.grammar.sentence(event.head) != 0 or event.several or len(event.recipients) != 1:
            return False
        first, last = self.clauses.grammar.rows(Span(event.recipients[0].start, event.recipients[0].end))
        head = self.clauses.grammar.governor(first, last)
        somebody = self.clauses.lemma(head) in self.clauses.words.people or event.recipients[0].sector is not None
        return self.clauses.tag[head] == SINGULAR and somebody and not _named(event.recipients)

    def _is_of_person(self, event: EventMention) -> bool:
        """Was it done to a human being who has a name, or does it tell of a death?"""
        dies = bool(set(event.wording.split()) & self.clauses.words.dying)
        told = bool(event.recipients) or (dies and not event.tolls)
        return told and all(party.person for party in event.recipients)

    def _death(self, event: EventMention) -> Found | None:
        """The day that the text gives the death of whom an act killed: nobody dies twice."""
        dies = bool(set(event.wording.split()) & self.clauses.words.dying)
        if event.effect != KILLED and not dies:
            return None
        killed, introduces = {one.id for one in event.recipients}, self._introduces(event)
        days = {one.edtf: one for who, one in self._deaths if who & killed or introduces}
        if len(days) != 1:
            return None
        (one,) = days.values()
        text = self.narrative.moments.text(one)
        return When(one.edtf, one.start, one.end, "document"), f'"{text}" elsewhere is when the one who was killed died'

    def _find_deaths(self, ids: Mapping[int, str]) -> Iterator[tuple[set[str], TimeMention]]:
        """Yield who died, and when, wherever the text says so by a verb of dying with a time."""
        for row, tag in enumerate(self.clauses.tag):
            if tag in ("VBD", "VBN") and self.clauses.lemma(row) in self.clauses.words.dying:
                tied = self.narrative.moments.tied(row)
                who = self.clauses.surface_subjects(row, 1)
                if tied is not None and who and all(self.clauses.tag[one] in ONE for one in who):
                    yield {ids[one] for one in who if one in ids}, tied[1]

    def _named_before(
        self, event: EventMention, before: Sequence[EventMention], rows: Sequence[int]
    ) -> EventMention | None:
        """The act that "the attack" or "the raid" speaks of: the last one of its type, where that has a date."""
        known = [row for row in rows if self.narrative.is_definite(row) and not self._is_fresh(row)]
        same_type = [one for one in before if one.type == event.type and one.status in ("occurred", "ongoing")]
        bursts = any(self.clauses.lemma(row) in self.clauses.words.outbreaks for row in known)  # or of one raid
        wars = all(self._is_war(row) for row in known)
        same_type = [
            one for one in same_type if bursts or self._is_war(one.head) == wars
        ]  # a raid is not its whole war
        same_type = [
            one for one in same_type if not one.historical and (not event.modes or set(event.modes) & set(one.modes))
        ]
        same_type = [one for one in same_type if not (_are_apart(one, event) or self._is_series(one, event))]
        many = _sure([one for one in same_type if one.several and self._are_several(known)])  # "in *those attacks*"
        same_type = many or [one for one in same_type if "/" not in (one.when.edtf or "")] or same_type  # not "since"
        named = {self.clauses.lemma(row) for row in known}
        called = [one for one in same_type if not named.isdisjoint(map(self.clauses.lemma, self._rows.get(one.id, ())))]
        if event.recipients:  # "the bombing *of a city*" is none that was told without one
            called = [one for one in called if one.recipients and _leaves_open(one, event)]
        last = next(reversed(called or same_type), None)  # "the strike" is rather one that was called so
        sure = {_day_of(one.when) for one in same_type if one.when.basis in SURE}
        return last if known and last is not None and _day_of(last.when) in sure else None

    def _are_several(self, rows: Sequence[int]) -> bool:
        """Do words name acts in the plural?"""
        return any(self.clauses.tag[row] == PLURAL for row in rows)

    def _is_series(self, told: EventMention, event: EventMention) -> bool:
        """Was it told as something done again and again, of which "the attack" is one?"""
        return told.several and not event.several and self.clauses.is_verb(told.head)

    def _is_war(self, row: int) -> bool:
        """Does a word name what holds many acts: "the war", "a campaign"?"""
        return self.clauses.lemma(row) in self.clauses.words.wars

    def _adds(self, event: EventMention) -> bool:
        """Does a word say that somebody said this besides: "it *also* condemned the raid"?"""
        adverbs = self.clauses.grammar.children_by(event.head, "advmod")
        said = event.type in self._verbal and self.clauses.is_verb(event.head)
        return said and any(self.clauses.grammar.lower(one) in self.clauses.words.besides for one in adverbs)

    def _is_fresh(self, row: int) -> bool:
        """Does a word before it say that the act is another one: "a *further* raid"?"""
        return any(self.clauses.lemma(one) in self.clauses.words.fresh for one in self.clauses.grammar.children(row))


def _sure(events: Sequence[EventMention]) -> list[EventMention]:
    """The acts that came about and have a date by their own words."""
    return [one for one in events if one.when.basis in SURE and one.status in ("occurred", "ongoing")]


def _sharpened(event: EventMention, own: Sequence[EventMention]) -> EventMention:
    """The act with the finer date that another mention of it has: "arrested last year", and "his arrest in July"."""
    if event.when.basis not in SURE or event.status != "occurred":
        return event
    within = f"{event.when.edtf}-"
    finer = [one for one in own if (one.when.edtf or "").startswith(within) and _is_same_act(event, one)]
    if len({one.when.edtf for one in finer}) != 1:
        return event
    return _dated(event, finer[0].when, f'{event.reasons["when"]}; the "{finer[0].wording}" elsewhere says when in it')


def _is_another_day(own: When, other: When) -> bool:
    """Do an act's own words give a day of an unknown year, and is the other time not that day of some year?"""
    return own.edtf is not None and own.edtf.startswith(NO_YEAR) and (other.edtf or "")[4:] != own.edtf[4:]


def _is_within(published: str, days: int) -> bool:
    """Is the publication known to so many days?"""
    known = [date.fromisoformat((one + "-01")[:10]) for one in published.split("/") if DAY.fullmatch(one)]
    whole = len(known) == published.count("/") + 1
    return whole and known[-1] - known[0] <= timedelta(days=days) and (days > 0 or len(published) == len("2021-06-27"))


def _dated(event: EventMention, when: When, reason: str) -> EventMention:
    """The event with a date and its reason."""
    return replace(event, when=when, reasons={**event.reasons, "when": reason})


def _is_same_act(a: EventMention, b: EventMention) -> bool:
    """Do two mentions of one document name the same act: one victim killed, or one word with the same parties?"""
    if a.type != b.type or a.several != b.several:
        return False
    whom = _shared(a.recipients, b.recipients)
    if a.effect is not None and a.effect == b.effect and whom and (_named(_both(a, b)) or a.tolls == b.tolls):
        return True  # but "people were killed", here and there, are not the same people
    if a.wording.split()[-1] != b.wording.split()[-1]:
        return False
    who = _shared(a.actors, b.actors) or (a.several and _of_one_state(a.actors, b.actors))
    return (who and (whom or _leaves_open(a, b))) or (whom and (not a.actors or not b.actors))


def _both(a: EventMention, b: EventMention) -> list[Party]:
    """Those to whom both were done."""
    ids = {one.id for one in b.recipients}
    return [one for one in a.recipients if one.id in ids]


def _leaves_open(a: EventMention, b: EventMention) -> bool:
    """May those whom it was done to be the same: one mention says nothing of them, or only describes who is named?"""
    if not a.recipients or not b.recipients:
        return True
    return (a.several or b.several) and _named(a.recipients) != _named(b.recipients)


def _of_one_state(some: Iterable[Party], others: Iterable[Party]) -> bool:
    """Does a party of the first and one of the second act for the same state: "Washington" and its president?"""
    states = [{one.country for one in side if one.country and one.sector in STATE} for side in (some, others)]
    return bool(states[0] & states[1])


def _are_apart(a: EventMention, b: EventMention) -> bool:
    """Are both actors, or both recipients, named, and others; or is who strikes in one struck in the other?

    Two who fight each other are not one of them and a third.
    """
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    named = ((one, other) for one, other in sides if _named(one) and _named(other))
    others = any(not (_shared(one, other) or _speaks_for(one, other)) for one, other in named)
    pairs = [{one.id for one in event.actors} for event in (a, b) if not event.recipients]
    others = others or (len(pairs) == 2 and pairs[0] != pairs[1] and all(len(pair) == 2 for pair in pairs))
    turned = ((a.actors, b.recipients), (a.recipients, b.actors))
    return others or any(_shared(one, other) or _of_one_state(one, other) for one, other in turned)


def _speaks_for(some: Sequence[Party], others: Sequence[Party]) -> bool:
    """Is one of the two sides a single person of the other's state: "the *minister* defended the raid"?"""
    return any(len(side) == 1 and side[0].person for side in (some, others)) and _of_one_state(some, others)


def _day_of(when: When) -> str | None:
    """A date without the time of day."""
    return when.edtf and when.edtf.partition("T")[0]


def _named(side: Iterable[Party]) -> bool:
    """Is somebody there who is more than described?"""
    return any(not one.id.startswith(DESCRIBED) for one in side)


def _shared(some: Iterable[Party], others: Iterable[Party]) -> bool:
    """Is a party of the first one of the second?"""
    return bool({one.id for one in some} & {one.id for one in others})
