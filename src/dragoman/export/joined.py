"""A case with its records by id, as exporters need it: from an event down to the characters of each account."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import Any

from dragoman.model import (
    Account,
    Actor,
    Estimate,
    Event,
    EventMention,
    Party,
    PartyName,
    Record,
    Report,
    Span,
    Toll,
    Where,
)
from dragoman.resolve.days import Days, days_of

UNKNOWN_OUTLET = "outlet not known"


class Joined:
    """A case, read once.

    Args:
        case: The case, which has the read methods of `store.Case`.
    """

    def __init__(self, case: Any) -> None:
        self.case = case
        self.name: str = case.name
        self.documents: dict[str, Account] = {one.id: one for one in case.documents()}
        self.actors: dict[str, Actor] = {one.id: one for one in case.actors()}
        self.reports: dict[str, Report] = {one.id: one for one in case.reports()}
        self.events: tuple[Event, ...] = tuple(case.events())
        self.mentions: dict[str, EventMention] = {
            mention.id: mention for account in self.documents.values() for mention in account.mentions.events
        }

    @cached_property
    def published(self) -> dict[str, Days | None]:
        """When each document was published."""
        return {id_: days_of(account.meta.published.edtf) for id_, account in self.documents.items()}

    def told(self, event: Event) -> list[Report]:
        """The accounts of an event, in its fixed order."""
        return [self.reports[id_] for id_ in event.reports]

    def account(self, report: Report) -> Account:
        """The document of a report."""
        return self.documents[report.document]

    def said(self, report: Report) -> list[EventMention]:
        """The places in its document that a report is made of, in text order."""
        return [self.mentions[id_] for id_ in report.mentions]

    def teller(self, report: Report) -> str:
        """Who reports: the outlet, or where it is not known the document's file."""
        return report.outlet or PurePath(self.account(report).source).name or UNKNOWN_OUTLET

    def cite(self, reports: Sequence[Report]) -> str:
        """Where the acts of these reports are named: `DOCUMENT:START-END,START-END` each, joined by "; "."""
        places = ((one.document, ",".join(f"{it.start}-{it.end}" for it in self.said(one))) for one in reports)
        return "; ".join(f"{document}:{ranges}" for document, ranges in places)

    def rows(self) -> Iterator[tuple[Event, Report]]:
        """Every report with its event, the events in their order."""
        for event in self.events:
            for report in self.told(event):
                yield event, report


class Quote(Record, frozen=True):
    """A span with its characters and some of those around it, on one line; `start` and `end` count in the raw text."""

    start: int
    end: int
    before: str
    words: str
    after: str


def quote(text: str, span: Any, reach: int = 120) -> Quote:
    """Return the words of a span with at most `reach` code points on either side, cut at the paragraph."""
    start, end = span.start, span.end
    before = text[max(0, start - reach) : start].rpartition("\n")[2]
    after = text[end : end + reach].partition("\n")[0]
    if start - len(before) > 0 and len(before) == reach:
        before = "…" + before.partition(" ")[2]
    if end + len(after) < len(text) and len(after) == reach:
        after = after.rpartition(" ")[0] + "…"
    return Quote(start, end, _line(before), _line(text[start:end]), _line(after))


def _line(text: str) -> str:
    """The text with every run of blanks as one space."""
    inner = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def names(side: Sequence[Party] | Sequence[PartyName]) -> str:
    """The names of a side, joined by "; "; "" where nobody is named."""
    return "; ".join(dict.fromkeys(one.name for one in side))


def role(tolls: Sequence[Estimate] | Sequence[Toll], name: str) -> Estimate | Toll | None:
    """The figure of a role (`killed`, `injured`), or None."""
    return next((one for one in tolls if one.role == name), None)


def headline(event: Event, reports: Sequence[Report]) -> str:
    """An event in one line: the words that are used for it, whose act it was and upon whom, its status.

    The words are the reports' own, all of them, so that no side's word is chosen.
    """
    words = "/".join(dict.fromkeys(word for report in reports for word in report.wording))
    parts = [f"{event.type} ({words})"]
    parts += [f"by {names(event.actors)}"] if event.actors else []
    parts += [f"upon {names(event.recipients)}"] if event.recipients else []
    parts += [f"[{event.status}]"] if event.status != "occurred" else []
    return " ".join(parts)


def spans(report: Report | EventMention, mentions: Sequence[EventMention]) -> list[tuple[str, Span]]:
    """Every stretch of its document on which the values of a report or mention rest, with the part that it plays."""
    found = [("act", Span(one.start, one.end)) for one in mentions]
    found += [("actor", Span(one.start, one.end)) for one in report.actors]
    found += [("recipient", Span(one.start, one.end)) for one in report.recipients]
    when = report.when
    if when is not None and when.start is not None and when.end is not None:
        found.append(("when", Span(when.start, when.end)))
    if report.where is not None:
        found.append(("where", Span(report.where.start, report.where.end)))
    found += [(one.role, Span(one.start, one.end)) for one in report.tolls]
    return sorted(set(found), key=lambda one: (one[1], one[0]))


def levels(where: Where | None) -> tuple[str | None, str | None]:
    """The town and the province of a place, each only where that is what was found."""
    if where is None:
        return None, None
    return (where.name if where.precision == "city" else None), (where.name if where.precision == "region" else None)


# What PLOVER calls the states of an event that is not simply one that occurred.
AUXILIARY = {"planned": "future", "hypothetical": "hypothetical", "denied": "negation"}


def all_modes(report: Report, mentions: Sequence[EventMention]) -> list[str]:
    """A report's modes with PLOVER's auxiliary ones: future, hypothetical, negation; historical where all tell it so.

    Source: PLOVER manual, "Auxiliary modes".
    """
    modes = [*report.modes, *(mode for status, mode in AUXILIARY.items() if report.status == status)]
    return [*modes, "historical"] if mentions and all(one.historical for one in mentions) else modes


def contexts(mentions: Sequence[EventMention]) -> list[str]:
    """PLOVER's contexts of all of these mentions, sorted."""
    return sorted({context for one in mentions for context in one.contexts})
