"""Lay out a case for a terminal: the table of events, and the accounts of one event side by side.

Text of articles is hostile: control characters, which could move a cursor or reverse a line, are shown as blanks.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.explain import SHORT_ID, Explained, page_of, passage, revised
from dragoman.model import Event, Party, PartyName, Problem, Report
from dragoman.pipeline import Built
from dragoman.resolve.diagnostics import Diagnosis
from dragoman.resolve.disputes import show_toll
from dragoman.resolve.wordings import Count

PROBLEMS_SHOWN = 20  # lines of one sort of problem after which the rest is counted
UNSIGNED = (
    "unsigned {} of {} name no outlet, and are left out where outlets are compared; build them anew with "
    "--outlet NAME, or from a table with a column outlet\n"
)
_ID = re.compile(r"[0-9a-f]{8,16}")  # of an event, report, mention or judgement, whole or as tables print it
EVENT_COLUMNS = ("Date", "Who", "What", "Whom", "Where", "How many", "Reported by", "Disputed", "Id")
TABLE_WIDTH = 110  # characters a line with which each of these columns has room for a word
CELL_WIDTH = 12  # characters in which a cell of an answer can be read
COLUMNS_AT_ONCE = 3  # accounts side by side that a terminal holds


STEERING = {"Cc", "Cf", "Zl", "Zp"}  # categories: control, direction and joining, ends of lines and paragraphs


def safe(text: str) -> str:
    """Replace what would steer a terminal by blanks."""
    return "".join(" " if unicodedata.category(one) in STEERING and one != "\n" else one for one in text)


def plain(text: str) -> Text:
    """Text that is shown as it is: no markup in it is obeyed."""
    return Text(safe(text))


def events_table(told: Explained, events: Sequence[Event], width: int) -> RenderableType:
    """Lay out events as date, who, what, whom, where, how many, who reports it, and what is disputed.

    Args:
        told: The case.
        events: Those to show.
        width: Characters a line; where a table has no room, an event takes some lines of its own.
    """
    if width < TABLE_WIDTH:
        return Group(*(one for event in events for one in _event_lines(_event_cells(told, event))))
    table = Table(show_edge=False, pad_edge=False, header_style="bold", expand=False)
    for heading in EVENT_COLUMNS[:-1]:
        table.add_column(heading, overflow="fold")
    table.add_column(EVENT_COLUMNS[-1], no_wrap=True)
    for event in events:
        table.add_row(*map(plain, _event_cells(told, event)))
    return table


def _event_cells(told: Explained, event: Event) -> tuple[str, ...]:
    """What stands under each of `EVENT_COLUMNS`."""
    reports = [told.reports[id_] for id_ in event.reports]
    return (
        event.when.edtf.partition("T")[0] if event.when and event.when.edtf else "–",
        names(event.actors),
        what(event, reports),
        names(event.recipients),
        event.where.name if event.where else "–",
        "; ".join(f"{show_toll(toll)} {toll.role}" for toll in event.tolls) or "–",
        ", ".join(tellers(told, reports)),
        ", ".join(dispute.field for dispute in event.disputed) or "no",
        event.id[:SHORT_ID],
    )


def _event_lines(cells: tuple[str, ...]) -> Iterator[RenderableType]:
    """An event in lines: its id and date and what it is; under it who did it to whom, the rest, and who reports it."""
    date, who, act, whom, where, many, tellers, disputed, id_ = cells
    yield Text(safe(f"{id_}  {date}  {act}"), style="bold")
    told = ", ".join(one for one in (f"{who} → {whom}", where, many) if one != "–")
    yield Padding(plain(f"{told}\n{tellers}" + ("" if disputed == "no" else f"; disputed: {disputed}")), (0, 0, 0, 4))


def answer_table(columns: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> RenderableType:
    """Lay out the answer to a query; what is no single value stands as JSON, and no id is broken.

    Args:
        columns: Their names.
        rows: Their values.
        width: Characters a line; where so many columns have no room, each value has a line of its own.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    if rows and len(columns) * CELL_WIDTH > width:
        return Group(*(_answer_lines(columns, row) for row in cells))
    table = Table(show_edge=False, pad_edge=False)
    for at, heading in enumerate(columns):
        table.add_column(plain(heading), overflow="fold", no_wrap=any(_ID.fullmatch(row[at]) for row in cells))
    for row in cells:
        table.add_row(*map(plain, row))
    return table


def _answer_lines(columns: Sequence[str], row: Sequence[str]) -> RenderableType:
    """A row of an answer, a value a line, and an empty line behind it."""
    table = Table(show_edge=False, show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for heading, cell in zip(columns, row, strict=True):
        table.add_row(plain(heading), plain(cell))
    table.add_row("", "")
    return table


def _cell(value: object) -> str:
    """A value of an answer as text; none as nothing."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list | bool) else str(value)


def what(event: Event, reports: Sequence[Report]) -> str:
    """The type, how it was done, whether it happened, and the words that are used for it."""
    words = dict.fromkeys(word for report in reports for word in report.wording)
    modes = f" ({', '.join(event.modes)})" if event.modes else ""
    status = "" if event.status == "occurred" else f", {event.status}"
    return f"{event.type}{modes}{status}: {', '.join(words)}"


def names(side: Sequence[Party] | Sequence[PartyName]) -> str:
    """The names of a side, or a dash."""
    return ", ".join(party.name for party in side) or "–"


def tellers(told: Explained, reports: Sequence[Report]) -> list[str]:
    """Who reports, each once; a copy is not counted as a voice of its own but marked."""
    return list(dict.fromkeys(told.teller(one) + (" (copy)" if one.same_text_as else "") for one in reports))


def accounts_side_by_side(told: Explained, event: Event) -> Group:
    """Lay out what each document says of an event, a column a document, with the words it says it in."""
    reports = [told.reports[id_] for id_ in event.reports]
    heading = Text(f"{safe(what(event, reports))}", style="bold")
    parts: list[RenderableType] = [heading, Text(f"event {event.id}\n", style="dim")]
    columns = iter(reports)
    while some := list(islice(columns, COLUMNS_AT_ONCE)):
        parts += [_columns(told, some), Text("")]
    parts += [plain(line) for line in _summary(told, event)]
    return Group(*parts)


def _columns(told: Explained, reports: Sequence[Report]) -> Table:
    table = Table(show_lines=True, header_style="bold")
    table.add_column("")
    for report in reports:
        account = told.accounts[report.document]
        dated = account.meta.published.edtf or "undated"
        table.add_column(plain(f"{told.teller(report)}\n{dated}"), overflow="fold", ratio=1)
    rows: dict[str, list[str]] = {
        "words": [", ".join(report.wording) for report in reports],
        "who": [names(report.actors) for report in reports],
        "whom": [names(report.recipients) for report in reports],
        "when": [report.when.edtf if report.when and report.when.edtf else "–" for report in reports],
        "where": [report.where.name if report.where else "–" for report in reports],
        "how many": ["; ".join(f"{show_toll(toll)} {toll.role}" for toll in one.tolls) or "–" for one in reports],
        "status": [report.status for report in reports],
        "says who": [" → ".join(voice.name for voice in report.voices) or "–" for report in reports],
    }
    for name, cells in rows.items():
        table.add_row(name, *(plain(cell) for cell in cells))
    table.add_row("text", *(_quoted(told, report) for report in reports))
    return table


def _quoted(told: Explained, report: Report) -> Text:
    """Each mention in its sentence, the trigger in bold."""
    shown = Text()
    for number, id_ in enumerate(report.mentions):
        mention, account = told.mentions[id_]
        before, words, after = passage(account.text, mention.start, mention.end)
        shown.append("\n" if number else "").append(safe(before)).append(safe(words), "bold").append(safe(after))
        if page := page_of(account.meta.pages, mention.start):
            shown.append(f" (page {page})", "dim")
    return shown


def _summary(told: Explained, event: Event) -> Iterator[str]:
    yield f"derived: {event.when.edtf if event.when else 'no date'} [{event.reasons.get('when', '')}]"
    yield f"         {event.where.name if event.where else 'no place'} [{event.reasons.get('where', '')}]"
    for estimate in event.tolls:
        yield f"         {show_toll(estimate)} {estimate.role} [{event.reasons.get(estimate.role, '')}]"
    yield from disagreements(told, event)
    if event.silent:
        yield f"silent: {', '.join(event.silent)}"


def disagreements(told: Explained, event: Event) -> Iterator[str]:
    """Each field on which reports differ, with its values and who gives them; then what outlets revised."""
    for dispute in event.disputed:
        values = (
            f"{one.value} ({', '.join(told.teller(told.reports[id_]) for id_ in one.reports)})"
            for one in dispute.values
        )
        yield f"disputed {dispute.field}: {'; '.join(values)}"
    yield from map(revised, told.revisions(event))


def diagnoses_table(diagnoses: Sequence[Diagnosis], *, outlets: bool) -> Table:
    """Lay out how far accounts differ: one row a field of the case, or a field and two outlets."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in (*(("Outlets",) if outlets else ()), "Field"):
        table.add_column(heading, overflow="fold")
    for heading in ("Events", "Disagree", "Modal confidence", "Divergence", "Normalised", "Range", "Deviation"):
        table.add_column(heading, justify="right")
    for one in diagnoses:
        numbers = (one.disagreement, one.confidence, one.divergence, one.normalised, one.range, one.deviation)
        pair = (plain(f"{one.outlet} / {one.other}"),) if outlets else ()
        shown = ("–" if number is None else f"{number:.2f}" for number in numbers)
        table.add_row(*pair, one.field, str(one.events), *shown)
    return table


def named(told: Explained, of: str) -> str:
    """An actor by its name; an event by its id, day and words."""
    if of in told.actors:
        return told.actors[of].name
    event = told.events[of]
    day = event.when.edtf if event.when and event.when.edtf else "–"
    return f"{of[:SHORT_ID]}  {day}  {what(event, [told.reports[id_] for id_ in event.reports])}"


def words_by_outlet(counts: Sequence[Count]) -> Iterator[str]:
    """The words for one thing, an outlet in a line; how many of them are not its own stands behind."""
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for one in counts:
        others = ("reported", one.reported), ("quoted", one.quoted), ("in scare quotes", one.scare)
        apart = ", ".join(f"{number} {how}" for how, number in others if number)
        number = one.own + one.reported + one.quoted + one.scare
        by_outlet[one.outlet].append(f"{one.word} {number}" + (f" ({apart})" if apart else ""))
    for outlet, words in sorted(by_outlet.items()):
        yield f"{outlet}: {', '.join(words)}"


def built_summary(built: Built) -> str:
    """What a build did, in a few lines."""
    dropped = ", ".join(f"{number} {kind}" for kind, number in sorted(built.dropped.items(), key=lambda item: -item[1]))
    same = f"same     {count(built.same_text, 'document')} of the same text as another\n" if built.same_text else ""
    unsigned = UNSIGNED.format(built.unsigned, count(built.readable, "document")) if built.unsigned else ""
    return (
        f"read     {count(built.read, 'document')}, {built.added} of them new to the case\n{same}{unsigned}"
        f"dropped  {dropped or 'nothing'} (pieces that are not the article)\n"
        f"found    {count(built.mentions, 'event mention')}, "
        f"{count(built.reports, 'report')} of {count(built.events, 'event')}\n"
        f"problems {len(built.problems) or 'none'}"
    )


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Each problem in a line; of a sort of which there are many the first, and how many more there are."""
    met: Counter[str] = Counter()
    for problem in problems:
        met[problem.code] += 1
        if met[problem.code] <= PROBLEMS_SHOWN:
            yield "problem: " + problem_line(problem)
    for code, number in met.items():
        if number > PROBLEMS_SHOWN:
            more = count(number - PROBLEMS_SHOWN, "more problem")
            yield f"problem: {more} of this sort; the table `problems` of the case holds them all [{code}]"


def problem_line(problem: Problem) -> str:
    """A problem in one line: where, what, and what to do."""
    where = "" if problem.source in problem.message else f"{problem.source}: "
    return safe(f"{where}{problem.message} [{problem.code}]")


def count(number: int, noun: str) -> str:
    """A number and its noun: "1 event", "2 events"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
