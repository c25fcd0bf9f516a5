"""What the page shows of a case: all of it, or first what every view needs, and the rest in parts.

A large case comes light: its documents without text and mentions, its reports and events without reasons. The rest
stands in parts of so many documents each, which the page reads when a view asks for them, or when it has nothing to do.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from dragoman.explain import Explained
from dragoman.export.page_outcomes import Outcome, Revised, outcomes, revisions
from dragoman.export.ruled import telling_of
from dragoman.judge import in_force, read_book
from dragoman.model import Account, Actor, Event, Judgement, Mentions, Meta, Party, Problem, Record, Report, When, Where
from dragoman.resolve.rules import USUAL
from dragoman.situation import Picture, look, picture
from dragoman.situation.scene import Asked

VERSION = 1
# A document with 40 event mentions takes about 145 kB of JSON; a browser reads 40 MB in well under a second.
WHOLE_DOCUMENTS = 300
_Spanned = TypeVar("_Spanned", When | None, Where | None)
PART_DOCUMENTS = 25  # documents of a part: about 2 MB of JSON, which a browser reads in some 20 ms


class Head(Record, frozen=True):
    """What is known of a document without its text and what was found in it."""

    id: str
    source: str
    meta: Meta
    problems: tuple[Problem, ...] = ()


class CaseData(Record, frozen=True):
    """What the page shows of a case.

    Attributes:
        judgements: Those in force, the earliest first.
        whole: True; a case that is not comes as `LightData`.
        build: Name of the build that is shown, or "".
        rules: Name of the rules by which the events' values are derived.
        outcomes: What other rules make of them, where that is something else.
        revisions: Figures that outlets changed later.
    """

    name: str
    version: int
    documents: tuple[Account, ...]
    actors: tuple[Actor, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...] = ()
    whole: bool = True
    build: str = ""
    rules: str = USUAL
    outcomes: tuple[Outcome, ...] = ()
    revisions: tuple[Revised, ...] = ()


class Columns(msgspec.Struct, frozen=True):
    """Rows of one kind, column by column.

    Attributes:
        names: What each column is called.
        values: By column, the different values as JSON, in the order in which they first occur.
        cells: By column, the number of each row's value; empty where each row has one of its own.
    """

    names: tuple[str, ...]
    values: tuple[tuple[msgspec.Raw, ...], ...]
    cells: tuple[tuple[int, ...], ...]


class LightData(Record, frozen=True):
    """A large case as far as every view needs it; what is left out stands in its parts.

    Attributes:
        part_documents: How many documents each part of an exported page holds; 0 where a server gives the parts.
    """

    name: str
    version: int
    documents: Columns
    actors: Columns
    reports: Columns
    events: Columns
    judgements: tuple[Judgement, ...]
    build: str
    rules: str
    revisions: tuple[Revised, ...]
    part_documents: int = 0
    whole: bool = False


class Part(Record, frozen=True):
    """Some records of a case, each of them whole."""

    documents: tuple[Account, ...] = ()
    reports: tuple[Report, ...] = ()
    events: tuple[Event, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def case_data(case: Any, told: Explained | None = None) -> CaseData:
    """Return everything that the page shows of a case; one that is laid out already is not read again."""
    told = told or Explained(case)
    events = tuple(told.events.values())
    telling = telling_of(list(told.accounts.values()), told.reports.values())
    return CaseData(
        name=case.name,
        version=VERSION,
        documents=tuple(told.accounts.values()),
        actors=tuple(told.actors.values()),
        reports=tuple(told.reports.values()),
        events=events,
        judgements=judgements_of(case),
        build=build_of(case),
        rules=getattr(case, "rules_name", USUAL),
        outcomes=tuple(outcomes(events, told.reports, telling)),
        revisions=tuple(revisions(events, told.reports, telling.published)),
    )


def picture_of(told: Explained) -> Picture:
    """Return the situation that a whole case describes."""
    return picture(look(told, Asked()))


def judgements_of(case: Any) -> tuple[Judgement, ...]:
    """Those in force; a part of a case has no folder and hence none."""
    path = getattr(case, "path", None)
    return in_force(read_book(path)[0]) if path else ()


def build_of(case: Any) -> str:
    """The name of the build that a case shows; a part of a case has none."""
    folder: Path | None = getattr(case, "generation", None)
    return folder.name if folder else ""


def lighten(data: CaseData) -> LightData:
    """Return a case without texts, mentions and reasons, and without places in texts, which are not at hand."""
    return LightData(
        name=data.name,
        version=data.version,
        documents=columns([bare(one) for one in data.documents]),
        actors=columns(data.actors),
        reports=columns([_light_report(one) for one in data.reports]),
        events=columns([_light_event(one) for one in data.events]),
        judgements=data.judgements,
        build=data.build,
        rules=data.rules,
        revisions=data.revisions,
    )


def bare(head: Head | Account) -> Account:
    """Return a document as far as it is known without its text."""
    meta = replace(head.meta, pages=(), published=replace(head.meta.published, because=()))
    return Account(head.id, head.source, "", meta, (), Mentions(), head.problems)


def _light_report(report: Report) -> Report:
    return replace(
        report, reasons={}, voices=(), tolls=(), when=_nowhere(report.when), where=_nowhere(report.where),
        actors=tuple(map(_light_party, report.actors)), recipients=tuple(map(_light_party, report.recipients)),
    )  # fmt: skip


def _light_event(event: Event) -> Event:
    return replace(
        event, reasons={}, links=(), related=(), when=_nowhere(event.when), where=_nowhere(event.where)
    )  # fmt: skip


def _light_party(party: Party) -> Party:
    return replace(party, start=0, end=0, reason="")


def _nowhere(value: _Spanned) -> _Spanned:
    """A value without the place of its words, so that equal values are one."""
    return None if value is None else replace(value, start=0, end=0)


def columns(rows: Sequence[Record]) -> Columns:
    """Write rows column by column; a value that stands in many rows is written once, and its rows name it by number."""
    names = rows[0].__struct_fields__ if rows else ()
    values, cells = [], []
    for name in names:
        known: dict[bytes, int] = {}
        numbers = [known.setdefault(msgspec.json.encode(getattr(row, name)), len(known)) for row in rows]
        values.append(tuple(map(msgspec.Raw, known)))
        cells.append(() if len(known) == len(rows) else tuple(numbers))
    return Columns(names, tuple(values), tuple(cells))


def parts(data: CaseData) -> Iterator[Part]:
    """Cut a case into parts of `PART_DOCUMENTS` documents, in their order.

    An event stands with its first report, and an outcome with its event.
    """
    part_of = {one.id: number // PART_DOCUMENTS for number, one in enumerate(data.documents)}
    cut: list[tuple[list[Account], list[Report], list[Event], list[Outcome]]]
    cut = [([], [], [], []) for _ in range(0, len(data.documents), PART_DOCUMENTS)]
    first = {one.id: part_of[one.document] for one in data.reports}
    with_event = {one.id: first[one.reports[0]] for one in data.events}
    for document in data.documents:
        cut[part_of[document.id]][0].append(document)
    for report in data.reports:
        cut[first[report.id]][1].append(report)
    for event in data.events:
        cut[with_event[event.id]][2].append(event)
    for outcome in data.outcomes:
        cut[with_event[outcome.event]][3].append(outcome)
    for documents, reports, events, otherwise in cut:
        yield Part(tuple(documents), tuple(reports), tuple(events), tuple(otherwise))
