"""`--format timeline`: the events in time as TimelineJS reads them; events without a year are counted in its title.

Source: TimelineJS, "JSON data format". Its texts are HTML: all that stands in them is escaped.
"""

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from dragoman.export.calendar import first_and_last
from dragoman.export.files import write_json
from dragoman.export.joined import Joined, headline, quote
from dragoman.model import Event
from dragoman.plugins import Exporter


def _slide(told: Joined, event: Event) -> dict[str, Any] | None:
    """The slide of an event; None where no day of it is known."""
    first, last = first_and_last(event.when)
    known = first or last
    if known is None or event.when is None:
        return None
    reports = told.told(event)
    slide = {
        "unique_id": event.id,
        "start_date": _date(first or known),
        "display_date": event.when.edtf,
        "text": {"headline": escape(headline(event, reports)), "text": _accounts(told, event)},
        "group": event.type,
        "autolink": False,
    }
    return slide | ({"end_date": _date(last)} if last and last != first else {})


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _accounts(told: Joined, event: Event) -> str:
    """Who says what, in the words of each."""
    made = []
    for report in told.told(event):
        text = told.account(report).text
        for one in (quote(text, mention) for mention in told.said(report)):
            words = f"{escape(one.before)}<b>{escape(one.words)}</b>{escape(one.after)}"
            made.append(f"<li>{escape(told.teller(report))} [{one.start}, {one.end}): {words}</li>")
    return f"<ul>{''.join(made)}</ul>"


def write(case: Any, path: Path) -> int:
    """Write one slide an event that has a time; returns how many events the file speaks of, with or without."""
    told = Joined(case)
    slides = [slide for event in told.events if (slide := _slide(told, event))]
    undated = len(told.events) - len(slides)
    title = {
        "headline": escape(told.name),
        "text": f"{len(slides)} events in time; {undated} more without a known time.",
    }
    slides.sort(key=lambda one: (*one["start_date"].values(), one["unique_id"]))
    write_json(path, {"title": {"text": title}, "events": slides})
    return len(told.events)


PLUGIN = Exporter("timeline", ".json", write)
