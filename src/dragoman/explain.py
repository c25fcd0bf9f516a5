"""Explain: walk from an event down to the characters, through every rule that was applied on the way.

Returns lines of plain text, indented by depth; whoever prints them decides how.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.knowledge.calling import advice, called
from dragoman.knowledge.folding import is_acronym
from dragoman.model import RULES, Account, Constraint, Event, EventMention, Party, PartyName, Report
from dragoman.resolve.days import days_of
from dragoman.resolve.derive import independent
from dragoman.resolve.disputes import Revision, find_revisions, show_toll
from dragoman.store import Case

PASSAGE = 140  # code points shown on either side of a value, at most
SHORT_ID = 8  # characters of an id that tables print; any unambiguous beginning is understood
# A line break, or a mark that ends a sentence: not after a short capitalised word, which may be a title ("Gen.").
_SENTENCE_END = re.compile(r"\n|(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.?!][\"'”’)]*\s")

Line = tuple[int, str]  # depth and words


def passage(text: str, start: int, end: int, *, reach: int = PASSAGE) -> tuple[str, str, str]:
    """Return the words before a span, the span and the words after it, cut at its sentence or paragraph.

    The text is shown on one line: runs of blanks become one space. Offsets are not touched.
    """
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    breaks = list(_SENTENCE_END.finditer(before))
    before = before[breaks[-1].end() :] if breaks else before
    closed = _SENTENCE_END.search(after)
    after = after[: closed.end()].rstrip() if closed else after
    before = before if len(before) < reach else "…" + before.partition(" ")[2]
    after = after if len(after) < reach else after.rpartition(" ")[0] + "…"
    return _one_line(before), _one_line(text[start:end]), _one_line(after)


def _one_line(text: str) -> str:
    padded = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + padded + (" " if text[-1:].isspace() and padded else "")


def page_of(pages: Sequence[int], at: int) -> int | None:
    """The number of the printed page that a character stands on, counted from 1; None where there are no pages.

    Args:
        pages: Where each page begins in the text, as in `Stated`.
        at: Offset of the character.
    """
    return max(1, bisect_right(pages, at)) if pages else None


def place(account: Account, start: int, end: int) -> str:
    """A span as it is shown: its offsets, and its page where the document is printed on pages."""
    page = page_of(account.meta.pages, start)
    return f"[{start}, {end})" + (f" page {page}" if page else "")


def revised(change: Revision) -> str:
    """A revision in a line."""
    return f"revised {change.role}: {change.outlet} said {show_toll(change.was)}, and later {show_toll(change.now)}"


def check_former(case: Case, id_: str) -> None:
    """Say what became of an event or report whose id begins so, where it is one of a build before the current one.

    Raises:
        SetupError: `explain.former`, with the ids of the events in which what it told stands now.
    """
    for before in case.before():
        told = _told(before, id_)
        if told:
            now = dict.fromkeys(one.event[:SHORT_ID] for one in case.reports() if not told.isdisjoint(one.mentions))
            where = f"what it told of is now {' and '.join(now)}" if now else "nothing tells of that any more"
            raise SetupError("explain.former", f'"{id_}" is of an earlier build; {where}.')


def _told(case: Case, id_: str) -> set[str]:
    """The mentions of the events and reports of a build whose id begins so; none where another version made it."""
    try:
        reports = case.reports()
    except SetupError:
        return set()
    return {
        mention for one in reports if one.id.startswith(id_) or one.event.startswith(id_) for mention in one.mentions
    }


class Explained:
    """A case, laid out for walking from any id downwards.

    Args:
        case: The case; it is read once.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self.accounts = {account.id: account for account in case.documents()}
        self.events = {event.id: event for event in case.events()}
        self.reports = {report.id: report for report in case.reports()}
        self.actors = {actor.id: actor for actor in case.actors()}
        self.mentions: dict[str, tuple[EventMention, Account]] = {
            mention.id: (mention, account) for account in self.accounts.values() for mention in account.mentions.events
        }
        self.left_out = {
            left.mention.id: (left, account) for account in self.accounts.values() for left in account.left_out
        }
        self.bonds: dict[str, list[Constraint]] = defaultdict(list)
        for bond in case.constraints():
            self.bonds[bond.a].append(bond)
            self.bonds[bond.b].append(bond)

    def find(self, id_: str) -> str:
        """Complete the beginning of an id.

        Raises:
            SetupError: `explain.unknown`, where nothing has it; `explain.former`, where an event or report of a build
                before had it; `explain.ambiguous`, where several things do.
        """
        kinds: tuple[dict[str, object], ...] = (self.events, self.reports, self.mentions, self.left_out, self.actors)  # type: ignore[assignment]
        found = [known for kind in kinds for known in kind if known.startswith(id_)]
        if not found:
            check_former(self._case, id_)
            raise SetupError("explain.unknown", f'no event, report, mention or actor of the case has the id "{id_}".')
        if len(found) > 1 and id_ not in found:
            raise SetupError("explain.ambiguous", f'"{id_}" begins several ids: {", ".join(sorted(found)[:5])}.')
        return id_ if id_ in found else found[0]

    def about(self, name: str) -> list[Event]:
        """The events with a party that is called so, or with a word that begins so for a party, a place or the act.

        Raises:
            SetupError: `explain.about`, where there are none.
        """
        parties, begins = called(self.actors.values(), name), re.IGNORECASE if not is_acronym(name) else re.NOFLAG
        word = re.compile(rf"(?<!\w){re.escape(name)}", begins)
        found = [one for one in self.events.values() if self._speaks_of(one, parties, word)]
        if not found:
            told = f'no event of the case speaks of "{name}". {advice(self.actors.values(), name)}'
            raise SetupError("explain.about", told)
        return found

    def _speaks_of(self, event: Event, wanted: Set[str], word: re.Pattern[str]) -> bool:
        names: list[str] = []
        parties: list[PartyName | Party] = [*event.actors, *event.recipients]
        for report in (self.reports[id_] for id_ in event.reports):
            parties += [*report.actors, *report.recipients]
            names += [*report.wording, report.where.name if report.where else ""]
        names += [party.name for party in parties]
        return any(party.id in wanted for party in parties) or any(map(word.search, names))

    def teller(self, report: Report) -> str:
        """Who reports: the outlet, or where it is not known the document's file."""
        return report.outlet or Path(self.accounts[report.document].source).name

    def revisions(self, event: Event) -> tuple[Revision, ...]:
        """What outlets said later of a figure of an event."""
        reports = [self.reports[id_] for id_ in event.reports]
        documents = {report.document for report in reports}
        published = {id_: days_of(self.accounts[id_].meta.published.edtf) for id_ in documents}
        return find_revisions(independent(reports), published)

    def lines(self, id_: str) -> Iterator[Line]:
        """Walk down from an event, a report, a mention or an actor.

        Raises:
            SetupError: as `find` does.
        """
        whole = self.find(id_)
        if whole in self.events:
            yield from self._event(self.events[whole])
        elif whole in self.reports:
            yield from self._report(self.reports[whole], 0)
        elif whole in self.mentions:
            yield from self._mention(*self.mentions[whole], 0)
        elif whole in self.left_out:
            left, account = self.left_out[whole]
            yield 0, f"left out: {left.reason}"
            yield from self._mention(left.mention, account, 0)
        else:
            yield from self._actor(whole)

    def _event(self, event: Event) -> Iterator[Line]:
        yield 0, f"event {event.id}  {event.type}  {', '.join(event.modes)}".rstrip()
        for field in ("actors", "recipients"):
            side = getattr(event, field)
            names = ", ".join(party.name for party in side) or "nobody"
            yield 1, f"{field}: {names}   [{event.reasons.get(field, event.reasons.get('actors', ''))}]"
        yield 1, f"when: {event.when.edtf if event.when else None}   [{event.reasons.get('when', '')}]"
        yield 1, f"where: {event.where.name if event.where else None}   [{event.reasons.get('where', '')}]"
        yield 1, f"status: {event.status}   [{event.reasons.get('status', '')}]"
        for estimate in event.tolls:
            reason = event.reasons.get(estimate.role, "")
            yield 1, f"{estimate.role}: {show_toll(estimate)}   [{reason}]"
        for dispute in event.disputed:
            shown = "; ".join(f"{one.value} ({self._outlets(one.reports)})" for one in dispute.values)
            yield 1, f"disputed {dispute.field}: {shown}"
        for change in self.revisions(event):
            yield 1, revised(change)
        if event.silent:
            yield 1, f"silent: {', '.join(event.silent)}"
        for link in event.links:
            yield 1, f"same event: {link.a[:SHORT_ID]} = {link.b[:SHORT_ID]}  {link.score:.2f}   [{link.reason}]"
        for other in event.related:
            relation = other.relation.replace("_", " ")
            yield 1, f"{relation} {other.event[:SHORT_ID]}  {other.score:.2f}   [{other.reason}]"
        for id_ in event.reports:
            yield from self._report(self.reports[id_], 1)

    def _outlets(self, reports: Sequence[str]) -> str:
        return ", ".join(self.teller(self.reports[id_]) for id_ in reports)

    def _report(self, report: Report, depth: int) -> Iterator[Line]:
        account = self.accounts[report.document]
        yield depth, f"report {report.id}  {report.outlet or 'outlet not known'}  {account.source}"
        if account.sources:
            yield depth + 1, f"the same text stands in: {', '.join(account.sources)}"
        yield depth + 1, f"words: {', '.join(report.wording)}; status {report.status}"
        if report.same_text_as:
            yield depth + 1, f"copies the text of report {report.same_text_as}"
        for id_ in report.mentions:
            yield from self._mention(*self.mentions[id_], depth + 1)

    def _mention(self, mention: EventMention, account: Account, depth: int) -> Iterator[Line]:
        before, words, after = passage(account.text, mention.start, mention.end)
        coder = "" if mention.coder == RULES else f"  coded by {mention.coder}"
        yield depth, f"mention {mention.id}  {mention.type}  {mention.status}  score {mention.score:.2f}{coder}"
        yield depth + 1, f"{before}«{words}»{after}"
        yield depth + 1, f"trigger {place(account, mention.start, mention.end)}   {mention.reasons.get('type', '')}"
        for field in ("actors", "recipients"):
            side: tuple[Party, ...] = getattr(mention, field)
            for party in side:
                yield (
                    depth + 1,
                    f"{field[:-1]} {party.name}: {self._at(account, party.start, party.end)}   {party.reason}",
                )
            if not side:
                yield depth + 1, f"{field[:-1]} null   {mention.reasons.get(field, '')}"
        when, where = mention.when, mention.where
        at = f": {self._at(account, when.start, when.end)}" if when.start is not None and when.end is not None else ""
        yield depth + 1, f"when {when.edtf}{at}   {mention.reasons.get('when', '')}"
        at = f": {self._at(account, where.start, where.end)}" if where else ""
        yield depth + 1, f"where {where.name if where else None}{at}   {mention.reasons.get('where', '')}"
        for toll in mention.tolls:
            yield depth + 1, f"{toll.role} {show_toll(toll)}: {self._at(account, toll.start, toll.end)}"
        yield depth + 1, f"voices {' → '.join(voice.name for voice in mention.voices) or 'none'}"
        for hedge in mention.hedges:
            yield depth + 1, f"left open by {self._at(account, hedge.start, hedge.end)}"
        told = {"type", "actors", "recipients", "when", "where"}
        for field, reason in mention.reasons.items():
            if field not in told:
                yield depth + 1, f"{field}: {reason}"
        for one in account.codings:
            if mention.start < one.end and one.start < mention.end and one is not mention:
                yield depth + 1, "beside it"
                yield from self._mention(one, replace(account, codings=()), depth + 2)
        for bond in self.bonds.get(mention.id, ()):
            other = bond.b if bond.a == mention.id else bond.a
            yield depth + 1, f"{'of one event with' if bond.same else 'of another event than'} {other}   {bond.reason}"

    def _at(self, account: Account, start: int, end: int) -> str:
        return f"“{_one_line(account.text[start:end]).strip()}” {place(account, start, end)}"

    def _actor(self, id_: str) -> Iterator[Line]:
        actor = self.actors[id_]
        yield 0, f"actor {actor.id}  {actor.name}  {actor.country or 'no country'}  {actor.sector or 'no sector'}"
        yield 1, f"named: {', '.join(actor.variants) or 'only by pronouns and modifiers'}"
        for account in self.accounts.values():
            for mention in account.mentions.actors:
                if mention.id == id_:
                    at = self._at(account, mention.start, mention.end)
                    yield 1, f"{at} in {account.source}   {mention.kind}, score {mention.score:.2f}: {mention.reason}"
