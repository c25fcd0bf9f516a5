"""`--format acled`: the columns of ACLED, as CSV; one row an event, with precision codes of time and place.

ACLED says of itself that its actors 1 and 2 imply no direction; here actor 1 acts and actor 2 is acted upon. An event
type is given only where PLOVER's type and modes leave one, a day only where it is known: 0 and the first of the month
are never filled in. `fatalities` is the lowest figure, as ACLED takes it. The columns after `timestamp` are our own.
"""

from pathlib import Path
from typing import Any

from dragoman.export.calendar import first_and_last, iso, the_day, time_precision
from dragoman.export.files import delimited, write_bytes
from dragoman.export.joined import Joined, headline, levels, role
from dragoman.model import Event, PartyName, Where
from dragoman.plugins import Exporter

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp", "first_day", "last_day", "status", "fatalities_best",
    "fatalities_high", "reports", "spans",
)  # fmt: skip

_VIOLENCE, _DEMONSTRATIONS, _REMOTE = "Political violence", "Demonstrations", "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
# PLOVER type and mode: ACLED's disorder, event and sub-event type; "" as a mode stands for the type alone.
# Source: ACLED codebook, "Event types"; only pairs whose meanings coincide.
EQUIVALENTS = {
    ("ASSAULT", ""): (_VIOLENCE, "", ""),
    ("ASSAULT", "aerial"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (_VIOLENCE, _REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): (_VIOLENCE, _REMOTE, ""),
    ("ASSAULT", "suicide-attack"): (_VIOLENCE, _REMOTE, "Suicide bomb"),
    ("ASSAULT", "abduct"): (_VIOLENCE, _CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): (_VIOLENCE, _CIVILIANS, "Sexual violence"),
    ("PROTEST", ""): (_DEMONSTRATIONS, "", ""),
    ("PROTEST", "demo"): (_DEMONSTRATIONS, "Protests", ""),
    ("PROTEST", "riot"): (_DEMONSTRATIONS, "Riots", ""),
    ("COERCE", "arrest"): ("Strategic developments", "Strategic developments", "Arrests"),
}
# A town or site is exact; of a province ACLED takes the capital; of a country it codes no place.
# Source: ACLED codebook, "Geo-precision".
GEO_PRECISION = {"site": 1, "city": 1, "region": 3}


def equivalent(event: Event) -> tuple[str, str, str]:
    """ACLED's types of an event: what all of its modes that have an equivalent agree on, "" for the rest."""
    modes = [EQUIVALENTS[event.type, mode] for mode in event.modes if (event.type, mode) in EQUIVALENTS]
    known = modes or [EQUIVALENTS.get((event.type, ""), ("", "", ""))]
    agreed = [values[0] if len(set(values)) == 1 else "" for values in zip(*known, strict=True)]
    return agreed[0], agreed[1], agreed[2]


def _row(told: Joined, event: Event) -> list[Any]:
    reports, where = told.told(event), event.where
    first, last = first_and_last(event.when)
    killed = role(event.tolls, "killed")
    year = first.year if first and last and first.year == last.year else None
    return [
        event.id, the_day(event.when), year, time_precision(event.when), *equivalent(event), *_side(event.actors),
        *_side(event.recipients), None, None, None, None, where and where.country, *_place(where),
        "; ".join(sorted({told.teller(one) for one in reports})), None, headline(event, reports),
        killed and killed.low, "; ".join([f"plover={event.type}", *(f"mode={mode}" for mode in event.modes)]), None,
        iso(first), iso(last), event.status, killed and killed.best, killed and killed.high, len(reports),
        told.cite(reports),
    ]  # fmt: skip


def _side(parties: tuple[PartyName, ...]) -> list[str | None]:
    """The first party, the others as its associates, and no code of interaction."""
    listed = [one.name for one in parties]
    return [listed[0] if listed else None, "; ".join(listed[1:]), None]


def _place(where: Where | None) -> list[Any]:
    """The province and what lies below it, the place, its coordinates and precision."""
    if where is None:
        return [None] * 7
    return [levels(where)[1], None, None, where.name, where.lat, where.lon, GEO_PRECISION.get(where.precision)]


def write(case: Any, path: Path) -> int:
    """Write one row an event; returns how many."""
    told = Joined(case)
    rows = [_row(told, event) for event in told.events]
    write_bytes(path, delimited(COLUMNS, rows))
    return len(rows)


PLUGIN = Exporter("acled", ".csv", write)
