"""What a notebook shows: tables, texts with their spans marked, accounts side by side, a timeline and a map.

All of it is plain HTML or SVG without scripts, styles of its own or anything fetched; all text in it is escaped.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any

from dragoman.export.calendar import first_and_last
from dragoman.export.files import number, xml_text
from dragoman.export.joined import Joined, headline, names, quote, spans
from dragoman.model import Account, Estimate, Event, Report, Span, Toll
from dragoman.resolve.disputes import show_toll

ROWS_SHOWN, CELL_SHOWN = 20, 200  # rows of a table, characters of a cell
WIDTH, MARGIN, LANE, DOT = 720, 24, 16, 4  # pixels of the drawings
MAP_HEIGHT = 360  # pixels
LANES = 40  # of events on one day that a timeline draws above each other; more lie on the last of them
FENCE, MONTH_DAYS = 1.5, 31  # see `_middle`
FRAME_DEGREES = 1.0  # around the places of a map, so that a single one has surroundings

# A colour for each part that a span plays, pale enough for black text; the part's name stands in its tooltip as well.
COLOURS = {
    "act": "#ffd8a8", "actor": "#c5e1ff", "recipient": "#d8c9f5", "when": "#cdeac0", "where": "#ffe9a3",
    "quote": "#e8e8e8",
}  # fmt: skip
FIGURE_COLOUR = "#f7c8d0"

Mark = tuple[str, Span]  # the part that the words play, and where they stand


# ------------------------------------------------------------------------------------------------------------ tables


def table_html(columns: Sequence[str], rows: Sequence[Sequence[Any]], total: int) -> str:
    """A table's first rows, and how many there are."""
    shown = rows[:ROWS_SHOWN]
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in shown)
    more = f"<p>{total} rows; {len(shown)} are shown.</p>" if total > len(shown) else f"<p>{total} rows.</p>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = number(value) if isinstance(value, float) else str(value)
    return escape(text if len(text) <= CELL_SHOWN else text[: CELL_SHOWN - 1] + "…")


def accounts_html(told: Joined, event: Event) -> str:
    """The accounts of an event side by side: a column each, after the column of what is derived from them."""
    reports = told.told(event)
    told_by: list[Event | Report] = [event, *reports]
    rows: list[tuple[str, list[str]]] = [
        ("who", [names(one.actors) for one in told_by]),
        ("whom", [names(one.recipients) for one in told_by]),
        ("when", [_edtf(one) for one in told_by]),
        ("where", [one.where.name if one.where else "" for one in told_by]),
        ("how many", [_figures(one.tolls) for one in told_by]),
        ("status", [one.status for one in told_by]),
    ]
    disputed = {one.field for one in event.disputed}
    heads = "".join(f"<th>{escape(told.teller(one))}</th>" for one in reports)
    body = "".join(
        f"<tr><th>{name}</th>{''.join(f'<td>{escape(value)}</td>' for value in values)}</tr>" for name, values in rows
    )
    words = "".join(f'<td style="vertical-align:top">{_words(told, one)}</td>' for one in reports)
    differ = f"<p>The accounts differ on: {escape(', '.join(sorted(disputed)))}.</p>" if disputed else ""
    silent = f"<p>Not reported by: {escape(', '.join(event.silent))}.</p>" if event.silent else ""
    return (
        f"<h4>{escape(headline(event, reports))}</h4><table><thead><tr><th></th><th>derived</th>{heads}</tr></thead>"
        f"<tbody>{body}<tr><th>words</th><td></td>{words}</tr></tbody></table>{differ}{silent}"
    )


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
    """Every stretch of a text on which an event or a quotation rests, with the part that it plays."""
    found: list[Mark] = [("quote", Span(one.start, one.end)) for one in account.mentions.quotes]
    for one in account.mentions.events:
        found += spans(one, [one])
    return sorted(set(found), key=lambda mark: (mark[1], mark[0]))


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
    return f'<div style="white-space:pre-wrap">{"".join(made)}</div>'


def _stretch(words: str, active: Sequence[Mark]) -> str:
    if not active:
        return words
    shortest = min(active, key=lambda mark: (mark[1].end - mark[1].start, mark[0]))[0]
    parts = ", ".join(sorted({part for part, _ in active}))
    colour = COLOURS.get(shortest, FIGURE_COLOUR)
    return f'<mark style="background:{colour};color:#000" title="{escape(parts)}">{words}</mark>'


# ---------------------------------------------------------------------------------------------------------- drawings


def timeline_svg(told: Joined) -> str:
    """The events in time: a bar from the first to the last day that each may mean.

    The few that lie far from the others (flashbacks to other decades) would leave no room for these: the axis holds the
    middle of all, and what lies before or after it, or has no year, is counted below.
    """
    dated = ((*first_and_last(event.when), headline(event, told.told(event))) for event in told.events)
    known = sorted((one.toordinal(), last.toordinal(), line) for one, last, line in dated if one and last)
    note = f"{len(told.events) - len(known)} without a known day"
    if not known:
        return _svg(2 * MARGIN, _label(MARGIN, MARGIN, f"{note}."))
    low, high = _middle([first for first, _, _ in known])
    shown = [one for one in known if low <= one[0] <= high]
    low, high = shown[0][0], max(last for _, last, _ in shown)
    outside = f"{sum(one[0] < low for one in known)} earlier, {sum(one[0] > high for one in known)} later"
    drawn, lanes = _bars(shown, low, high)
    height = 2 * MARGIN + (lanes + 1) * LANE
    note = f"{date.fromordinal(low)} to {date.fromordinal(high)}: {len(shown)} events; {outside}, {note}."
    return _svg(height, drawn + _label(MARGIN, height - MARGIN // 2, note))


def _middle(days: Sequence[int]) -> tuple[float, float]:
    """The stretch that holds the middle half of sorted days, widened by 1.5 times its length (but a month) each way.

    Source: the fences of a box plot (Tukey 1977).
    """
    low, high = days[len(days) // 4], days[3 * len(days) // 4]
    reach = max(FENCE * (high - low), MONTH_DAYS)
    return low - reach, high + reach


def _bars(shown: Sequence[tuple[int, int, str]], low: int, high: int) -> tuple[str, int]:
    """Draw bars so that none covers another as long as the lanes last; returns how many lanes there are."""
    scale = (WIDTH - 2 * MARGIN) / max(1, high + 1 - low)
    free: list[float] = []  # where each lane is free from
    drawn = []
    for first, last, line in shown:
        left = MARGIN + (first - low) * scale
        right = max(MARGIN + (last + 1 - low) * scale, left + 2 * DOT)
        lane = min(next((place for place, until in enumerate(free) if until <= left), len(free)), LANES - 1)
        free[lane : lane + 1] = [right + 1]
        drawn.append(_bar(left, right, MARGIN + lane * LANE, line))
    return "".join(drawn), len(free)


def _bar(left: float, right: float, top: float, line: str) -> str:
    shape = f'x="{left:.1f}" y="{top}" width="{right - left:.1f}" height="{LANE - 4}" rx="3"'
    return f'<rect {shape} fill="#5b7fa6" fill-opacity="0.7"><title>{_safe(line)}</title></rect>'


def map_svg(told: Joined) -> str:
    """The events on the earth, a dot a place, larger for more events; plate carrée, without any border."""
    places: dict[tuple[float, float, str], list[str]] = {}
    for event in told.events:
        where = event.where
        if where is not None and where.lat is not None and where.lon is not None:
            places.setdefault((where.lon, where.lat, where.name), []).append(headline(event, told.told(event)))
    count = sum(map(len, places.values()))
    note = f"{count} events at {len(places)} places; {len(told.events) - count} without a known place."
    if not places:
        return _svg(2 * MARGIN, _label(MARGIN, MARGIN, note))
    west, east = min(one[0] for one in places) - FRAME_DEGREES, max(one[0] for one in places) + FRAME_DEGREES
    south, north = min(one[1] for one in places) - FRAME_DEGREES, max(one[1] for one in places) + FRAME_DEGREES
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (MAP_HEIGHT - 2 * MARGIN) / (north - south))
    drawn = []
    for (lon, lat, name), lines in sorted(places.items()):
        x, y = MARGIN + (lon - west) * scale, MARGIN + (north - lat) * scale
        size = DOT + min(len(lines), 3 * DOT)
        title = _safe("\n".join([name, *lines]))
        shape = f'cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="#b5533c" fill-opacity="0.6"'
        drawn.append(f"<circle {shape}><title>{title}</title></circle>")
        drawn.append(_label(x + size + 2, y + DOT, f"{name} ({len(lines)})"))
    frame = f"{south:.1f} to {north:.1f} degrees north, {west:.1f} to {east:.1f} degrees east. {note}"
    return _svg(MAP_HEIGHT + MARGIN, "".join(drawn) + _label(MARGIN, MAP_HEIGHT + MARGIN // 2, frame))


def _label(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" fill="currentColor">{_safe(text)}</text>'


def _safe(text: str) -> str:
    """The text as XML can hold it."""
    return escape(xml_text(text))


def _svg(height: float, content: str) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif">{content}</svg>'
