"""`--format plover`: one JSON record a report, with the field names of the PLOVER manual's chapter "JSON Data Fields".

Compound actors stay lists. `link` is the event that several records tell of. What the manual has no name for (spans,
status, voices) stands beside its fields, as it allows; what is not known is left out, but for the required dates.
"""

from pathlib import Path
from typing import Any

from dragoman import __version__
from dragoman.export.calendar import first_and_last, iso, the_day
from dragoman.export.dyads import intensity, quad
from dragoman.export.files import write_lines
from dragoman.export.joined import Joined, all_modes, contexts, quote, role
from dragoman.model import Account, Event, Party, Report, Where
from dragoman.plugins import Exporter

CODER = f"dragoman {__version__}"
CODEBOOK = "PLOVER (Open Event Data Alliance)"


def record(told: Joined, event: Event, report: Report) -> dict[str, Any]:
    """Return the record of one report."""
    account, said = told.account(report), told.said(report)
    first, last = first_and_last(report.when)
    act = said[0]
    words = quote(account.text, act)
    made = {
        "id": report.id,
        "date": the_day(report.when) or iso(first),
        "enddate": iso(last),
        "dateEDTF": report.when.edtf if report.when else None,
        "source": [_actor(one, account) for one in report.actors],
        "target": [_actor(one, account) for one in report.recipients],
        "event": report.type,
        "eventLoc": _location(report.where),
        "eventText": words.words,
        "quadCode": quad(report.type),
        "eventScale": intensity(report.type, report.modes),
        "mode": all_modes(report, said),
        "context": contexts(said),
        "dead": _count(report, "killed"),
        "injured": _count(report, "injured"),
        "link": event.id,
        "text": words.before + words.words + words.after,
        "citation": report.document,
        "url": account.meta.url,
        "language": account.meta.language,
        "publication": report.outlet,
        "textInfo": {"start": act.start, "end": act.end},
        "coder": CODER,
        "codebook": CODEBOOK,
        "status": report.status,
        "mentions": [{"id": one.id, "start": one.start, "end": one.end} for one in said],
        "voices": [one.name for one in report.voices],
    }
    required = {"date", "enddate"}
    return {name: value for name, value in made.items() if name in required or value not in (None, [])}


def _actor(one: Party, account: Account) -> dict[str, Any]:
    """PLOVER's actor object, with the words that stand for it."""
    made = {
        "code": one.country,
        "sector": one.sector,
        "identifier": one.id,
        "name": one.name,
        "actorText": account.text[one.start : one.end],
        "start": one.start,
        "end": one.end,
    }
    return {name: value for name, value in made.items() if value is not None}


def _location(where: Where | None) -> dict[str, Any] | None:
    """PLOVER's location object, which is GeoNames' own, with the words that stand for it."""
    if where is None:
        return None
    made = {"name": where.name, "latitude": where.lat, "longitude": where.lon, "cc3": where.country}
    made |= {"precision": where.precision, "start": where.start, "end": where.end}
    return {name: value for name, value in made.items() if value is not None}


def _count(report: Report, name: str) -> float | dict[str, float | None] | None:
    """The number stated; its bounds, where it is a range or open."""
    toll = role(report.tolls, name)
    if toll is None:
        return None
    return toll.best if toll.low == toll.best == toll.high else {"low": toll.low, "best": toll.best, "high": toll.high}


def write(case: Any, path: Path) -> int:
    """Write one line a report; returns how many."""
    told = Joined(case)
    return write_lines(path, (record(told, event, report) for event, report in told.rows()))


PLUGIN = Exporter("plover", ".jsonl", write)
