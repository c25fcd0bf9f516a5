"""What a notebook shows: tables, accounts side by side, and texts with their spans marked; `drawings` has the rest.

All of it is plain HTML without scripts or anything fetched; all text in it is escaped. Notebooks give tables a style of
their own, so what must be otherwise stands in each tag.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from dragoman.export.files import number
from dragoman.export.joined import Joined, headline, names, quote, spans
from dragoman.model import Account, Estimate, Event, Report, Span, Toll
from dragoman.resolve.disputes import show_toll

ROWS_SHOWN, CELL_SHOWN = 20, 200  # rows of a table, characters of a cell
SHORT_CELL, LONG_CELL = 16, 60  # characters that stand on one line; that need a wide column

# A colour for each part that a span plays, pale enough for black text; the part's name stands in its tooltip as well.
COLOURS = {
    "act": "#ffd8a8", "actor": "#c5e1ff", "recipient": "#d8c9f5", "when": "#cdeac0", "where": "#ffe9a3",
    "quote": "#e8e8e8",
}  # fmt: skip
FIGURE_COLOUR = "#f7c8d0"
ACCOUNT = "text-align:left;vertical-align:top;min-width:12em"
NAME = "text-align:left;vertical-align:top;white-space:nowrap"
LEFT_OUT = "not the article"  # begins the part that a piece plays which `clean` left out

Mark = tuple[str, Span]  # the part that the words play, and where they stand


# ------------------------------------------------------------------------------------------------------------ tables


def table_html(columns: Sequence[str], rows: Sequence[Sequence[Any]], total: int) -> str:
    """A table's first rows, and how many there are."""
    shown = rows[:ROWS_SHOWN]
    head = "".join(f'<th style="text-align:left">{escape(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown)
    more = f"<p>{total} rows; {len(shown)} are shown.</p>" if total > len(shown) else f"<p>{total} rows.</p>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div style="overflow-x:auto">{table}</div>{more}'


def _cell(value: Any) -> str:
    """A cell: numbers to the right, short texts on one line, long ones cut."""
    text = "" if value is None else number(value) if isinstance(value, float) else str(value)
    align = "right" if isinstance(value, int | float) and not isinstance(value, bool) else "left"
    line = "white-space:nowrap" if len(text) <= SHORT_CELL else f"min-width:{8 if len(text) <= LONG_CELL else 16}em"
    cut = text if len(text) <= CELL_SHOWN else text[: CELL_SHOWN - 1] + "…"
    return f'<td style="text-align:{align};vertical-align:top;{line}">{escape(cut)}</td>'


def case_html(told: Joined) -> str:
    """A case at a glance: what it holds, and its most reported events, a line each."""
    outlets = {account.meta.outlet for account in told.documents.values()} - {None}
    disputed = sum(bool(event.disputed) for event in told.events)
    rows = [_event_row(event, told.told(event)) for event in told.events[:ROWS_SHOWN]]
    columns = ("when", "accounts", "type", "words", "who", "whom", "where", "how many", "disputed", "id")
    held = f"{len(told.documents)} documents of {len(outlets)} outlets, {len(told.reports)} reports of"
    summary = f"<b>{escape(told.name)}</b>: {held} {len(told.events)} events, {disputed} of them disputed."
    return f"<p>{summary}</p>{table_html(columns, rows, len(told.events))}"


def _event_row(event: Event, reports: Sequence[Report]) -> tuple[str | int, ...]:
    """An event on a line; the type names its status where it is not simply one that occurred."""
    kind = event.type if event.status == "occurred" else f"{event.type}, {event.status}"
    words = " / ".join(dict.fromkeys(word for one in reports for word in one.wording))
    where = event.where.name if event.where else ""
    disputed = ", ".join(one.field for one in event.disputed)
    told_of = (names(event.actors), names(event.recipients), where, _figures(event.tolls))
    return _edtf(event), len(reports), kind, words, *told_of, disputed, event.id[:8]


def accounts_html(told: Joined, event: Event) -> str:
    """The accounts of an event side by side: a column each, after the column of what is derived from them."""
    reports = told.told(event)
    told_by: list[Event | Report] = [event, *reports]
    disputed = {one.field for one in event.disputed}
    rows = (
        _row("who", "actors" in disputed, [names(one.actors) for one in told_by]),
        _row("whom", "recipients" in disputed, [names(one.recipients) for one in told_by]),
        _row("when", "when" in disputed, [_edtf(one) for one in told_by]),
        _row("where", "where" in disputed, [one.where.name if one.where else "" for one in told_by]),
        _row("how many", bool(disputed & {one.role for one in event.tolls}), [_figures(one.tolls) for one in told_by]),
        _row("status", "status" in disputed, [one.status for one in told_by]),
    )
    heads = "".join(f'<th style="{ACCOUNT}">{_teller(told, one)}</th>' for one in reports)
    words = "".join(f'<td style="{ACCOUNT}">{_words(told, one)}</td>' for one in reports)
    differ = f"<p>The accounts differ on (≠): {escape(', '.join(sorted(disputed)))}.</p>" if disputed else ""
    silent = f"<p>Not reported by: {escape(', '.join(event.silent))}.</p>" if event.silent else ""
    table = (
        f'<table><thead><tr><th></th><th style="{ACCOUNT}">derived</th>{heads}</tr></thead>'
        f'<tbody>{"".join(rows)}<tr><th style="{NAME}">words</th><td></td>{words}</tr></tbody></table>'
    )
    title = f"<p><b>{escape(headline(event, reports))}</b></p>"
    return f'{title}<div style="overflow-x:auto">{table}</div>{differ}{silent}'


def _row(name: str, differs: bool, values: Iterable[str]) -> str:
    """A field as each account gives it, with a sign where they differ."""
    cells = "".join(f'<td style="{ACCOUNT}">{escape(value)}</td>' for value in values)
    return f'<tr><th style="{NAME}">{name}{" ≠" if differs else ""}</th>{cells}</tr>'


def _teller(told: Joined, report: Report) -> str:
    """Who reports, and when it was published."""
    published = told.account(report).meta.published.edtf or "no date"
    return f"{escape(told.teller(report))}<br>{escape(published)}"


def _edtf(owner: Event | Report) -> str:
    return owner.when.edtf or "" if owner.when else ""


def _figures(tolls: Iterable[Estimate | Toll]) -> str:
    return "; ".join(f"{one.role} {show_toll(one)}" for one in tolls)


def _words(told: Joined, report: Report) -> str:
    """The words of a report, each act in its sentence."""
    text = told.account(report).text
    made = (quote(text, one) for one in told.said(report))
    return "<br>".join(f"{escape(one.before)}<b>{escape(one.words)}</b>{escape(one.after)}" for one in made)


# ------------------------------------------------------------------------------------------------------------- texts


def marks_of(account: Account) -> list[Mark]:
    """Every stretch of a text on which an event or a quotation rests, and what is not the article, with its part."""
    found: list[Mark] = [("quote", Span(one.start, one.end)) for one in account.mentions.quotes]
    found += [(f"{LEFT_OUT}: {one.kind}", one.span) for one in account.pieces if one.kind != "body"]
    for one in account.mentions.events:
        found += spans(one, [one])
    return sorted(set(found), key=lambda mark: (mark[1], mark[0]))


def account_html(account: Account) -> str:
    """A document's text with its marks, below what the colours stand for."""
    marks = marks_of(account)
    used = {_colour(part): part if part in COLOURS else "figure" for part, _ in marks if not part.startswith(LEFT_OUT)}
    keys = (f'<mark style="background:{colour};color:#000">{name}</mark>' for colour, name in sorted(used.items()))
    pale = ['<span style="opacity:.5">not the article</span>'] if any(p.startswith(LEFT_OUT) for p, _ in marks) else []
    return f"<p>{' '.join([*keys, *pale])}</p>{text_html(account.text, marks)}"


def text_html(text: str, marks: Iterable[Mark]) -> str:
    """The text with its marks; where several cover the same words, each is named and the shortest gives its colour."""
    listed = sorted(marks, key=lambda mark: mark[1].start)
    edges = sorted({0, len(text), *(it for _, span in listed for it in (span.start, span.end))})
    made, active, coming = [], list[Mark](), 0
    for start, end in pairwise(edges):
        while coming < len(listed) and listed[coming][1].start <= start:
            active.append(listed[coming])
            coming += 1
        active = [mark for mark in active if mark[1].end > start]
        made.append(_stretch(escape(text[start:end]), active))
    return f'<div style="white-space:pre-wrap;max-width:50em">{"".join(made)}</div>'


def _stretch(words: str, active: Sequence[Mark]) -> str:
    if not active:
        return words
    shortest = min(active, key=lambda mark: (mark[1].end - mark[1].start, mark[0]))[0]
    parts = ", ".join(sorted({part for part, _ in active}))
    left_out = shortest.startswith(LEFT_OUT)
    style = "background:none;color:inherit;opacity:.5" if left_out else f"background:{_colour(shortest)};color:#000"
    return f'<mark style="{style}" title="{escape(parts)}">{words}</mark>'


def _colour(part: str) -> str:
    return COLOURS.get(part, FIGURE_COLOUR)
