"""`--format polecat`: the columns of POLECAT, separated by tabs; one row a report.

What Dragoman does not find out (COW codes, titles, Wikipedia ids, districts) is left empty. POLECAT has no place
for the columns after `Version`; they lead back to the words.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman import __version__
from dragoman.export.calendar import the_day
from dragoman.export.dyads import intensity, quad
from dragoman.export.files import delimited, write_bytes
from dragoman.export.joined import Joined, all_modes, contexts, levels, names
from dragoman.model import Account, Event, Party, Report
from dragoman.plugins import Exporter

_SIDE = ("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw",
         "Wikipedia {0} ID")  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format(side) for side in ("Actor", "Recipient") for name in _SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version", "Cluster ID", "Document ID", "Spans",
)  # fmt: skip


def _row(told: Joined, event: Event, report: Report) -> list[Any]:
    account, said, where = told.account(report), told.said(report), report.where
    city, province = levels(where)
    found = account.mentions
    place = next((one for one in found.places if where and (one.start, one.end) == (where.start, where.end)), None)
    return [
        report.id, the_day(report.when), report.type, "; ".join(all_modes(report, said)),
        intensity(report.type, report.modes), quad(report.type), "; ".join(contexts(said)),
        *_side(report.actors, account), *_side(report.recipients, account), where and where.name, city, None, province,
        where and where.country, where and where.lat, where and where.lon, place and place.geonames,
        where and account.text[where.start : where.end], None, report.outlet, account.meta.published.edtf,
        _distinct(one.name for one in found.actors if one.person),
        _distinct(one.name for one in found.actors if one.kind == "name" and not one.person),
        _distinct(one.name for one in found.places), account.meta.language, f"dragoman {__version__}", event.id,
        report.document, told.cite([report]),
    ]  # fmt: skip


def _side(parties: Sequence[Party], account: Account) -> list[str | None]:
    """The eight columns of a side."""
    sectors = _distinct(one.sector for one in parties)
    primary = sectors.partition("; ")[0]
    raw = _distinct(account.text[one.start : one.end] for one in parties)
    return [names(parties), _distinct(one.country for one in parties), None, primary, sectors, None, raw, None]


def _distinct(values: Any) -> str:
    """The values that are known, each once, joined by "; "."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def write(case: Any, path: Path) -> int:
    """Write one row a report; returns how many."""
    told = Joined(case)
    rows = [_row(told, event, report) for event, report in told.rows()]
    write_bytes(path, delimited(COLUMNS, rows, tabs=True))
    return len(rows)


PLUGIN = Exporter("polecat", ".tsv", write)
