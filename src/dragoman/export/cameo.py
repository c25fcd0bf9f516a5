"""`--format cameo`: the columns of ICEWS, separated by tabs; one row a pair of parties a report.

Lists of parties are expanded to pairs. Countries are ISO 3166 alpha-3 codes. `Intensity` is PLOVER's score, since a
CAMEO code that is not certain has no Goldstein value. Where several codes fit and none covers them all, they stand side
by side ("18|19|20"). ICEWS has no place for the columns after `Longitude`; they lead back to the words.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.export.calendar import the_day
from dragoman.export.dyads import cameo, cameo_choices, intensity, is_reciprocal, pairs
from dragoman.export.files import delimited, write_bytes
from dragoman.export.joined import Joined, levels
from dragoman.model import Event, Party, Report
from dragoman.plugins import Exporter

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "Report ID", "PLOVER Type", "PLOVER Modes", "Status",
    "EDTF", "Placename", "Spans",
)  # fmt: skip


def rows(told: Joined) -> Iterator[list[Any]]:
    """Yield a row for each pair of parties of each report."""
    for event, report in told.rows():
        for actor, recipient in pairs(report.actors, report.recipients, reciprocal=is_reciprocal(report.type)):
            yield _row(told, event, report, (actor, recipient))


def _row(told: Joined, event: Event, report: Report, pair: tuple[Party | None, Party | None]) -> list[Any]:
    where, (city, province) = report.where, levels(report.where)
    code = cameo(report.type, report.modes) or "|".join(cameo_choices(report.type, report.modes))
    actor, recipient = pair
    return [
        event.id, the_day(report.when), *_party(actor), _words(told, report), code,
        intensity(report.type, report.modes), *_party(recipient), report.document, None, report.outlet, city, None,
        province, where and where.country, where and where.lat, where and where.lon, report.id, report.type,
        "; ".join(report.modes), report.status, report.when and report.when.edtf, where and where.name,
        told.cite([report]),
    ]  # fmt: skip


def _party(one: Party | None) -> tuple[str | None, str | None, str | None]:
    return (one.name, one.sector, one.country) if one else (None, None, None)


def _words(told: Joined, report: Report) -> str:
    """The characters that name the act, each once."""
    text = told.account(report).text
    return "; ".join(dict.fromkeys(text[one.start : one.end] for one in told.said(report)))


def write(case: Any, path: Path) -> int:
    """Write the table; returns how many rows it has, which is at least one a report."""
    made = list(rows(Joined(case)))
    write_bytes(path, delimited(COLUMNS, made, tabs=True))
    return len(made)


PLUGIN = Exporter("cameo", ".tsv", write)
