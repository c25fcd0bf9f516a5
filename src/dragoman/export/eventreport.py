"""`--format eventreport`: one row per source per event, as CSV, for the R package eventreport.

Columns bear the names of that package's own data (`event_id`, `deaths_best`, ...), as its functions are told them:
`aggregateData(data, group_var = "event_id", find_mode = "location")`.
"""

from pathlib import Path
from typing import Any

from dragoman.export.calendar import first_and_last, iso, time_precision
from dragoman.export.files import delimited, write_bytes
from dragoman.export.joined import Joined, all_modes, levels, names, role
from dragoman.model import Event, Party, Report
from dragoman.plugins import Exporter

# Roles of figures, under the names that the package's data has for the first two.
ROLES = {
    "killed": "deaths", "injured": "injuries", "detained": "detained", "missing": "missing", "displaced": "displaced",
}  # fmt: skip
# The higher, the more precise, as the package's precision rules want it; 1 and 6 are the ends of its own data's scale.
GEO_PRECISION = {"country": 1, "region": 2, "city": 4, "site": 6}
DATE_PRECISION = {1: 3, 2: 2, 3: 1}  # of ACLED's codes, where 1 is the most precise

COLUMNS = (
    "id", "event_id", "country", "date_start", "date_end", "date_edtf", "date_precision", "city", "location",
    "latitude", "longitude", "geo_precision", "actor1", "actor1_id", "actor1_country", "actor1_type", "actor2",
    "actor2_id", "actor2_country", "actor2_type", "event_type", "event_mode", "event_status", "wording",
    *(f"{name}_{bound}" for name in ROLES.values() for bound in ("best", "low", "high")),
    "source", "source_outlet", "source_author", "source_voice", "source_url", "same_text_as", "number_of_sources",
    "unit_of_analysis", "document", "spans",
)  # fmt: skip


def write(case: Any, path: Path) -> int:
    """Write one row a report; returns how many."""
    told = Joined(case)
    rows = [_row(told, event, report) for event, report in told.rows()]
    write_bytes(path, delimited(COLUMNS, rows))
    return len(rows)


def _row(told: Joined, event: Event, report: Report) -> list[Any]:
    where, meta = report.where, told.account(report).meta
    first, last = first_and_last(report.when)
    precision = time_precision(report.when)
    voice = report.voices[-1].name if report.voices else None
    return [
        report.id, event.id, where and where.country, iso(first), iso(last), report.when and report.when.edtf,
        precision and DATE_PRECISION[precision], levels(where)[0], where and where.name, where and where.lat,
        where and where.lon, where and GEO_PRECISION[where.precision], *_side(report.actors),
        *_side(report.recipients), report.type, "; ".join(all_modes(report, told.said(report))), report.status,
        "; ".join(report.wording), *_figures(report), _source(told, report), report.outlet, meta.author, voice,
        meta.url, report.same_text_as, 1, "Event report", report.document, told.cite([report]),
    ]  # fmt: skip


def _side(parties: tuple[Party, ...]) -> list[str]:
    """Names, ids, countries and sectors of a side."""
    columns = ([getattr(one, field) for one in parties] for field in ("id", "country", "sector"))
    return [names(parties), *("; ".join(dict.fromkeys(filter(None, column))) for column in columns)]


def _figures(report: Report) -> list[float | None]:
    figures: list[float | None] = []
    for name in ROLES:
        toll = role(report.tolls, name)
        figures += [toll.best, toll.low, toll.high] if toll else [None] * 3
    return figures


def _source(told: Joined, report: Report) -> str:
    """Who published it, when and under which title, on one line, as the package's data writes it."""
    meta = told.account(report).meta
    day = f" ({meta.published.edtf})" if meta.published.edtf else ""
    return f"{told.teller(report)}{day} {meta.title or ''}".strip()


PLUGIN = Exporter("eventreport", ".csv", write)
