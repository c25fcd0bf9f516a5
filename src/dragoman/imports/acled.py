"""ACLED's exports: commas, with a header.

Source: ACLED codebook (2023), columns, time and geo-precision; actors carry no direction.
"""

import re
from datetime import date, timedelta

from dragoman.imports.crosswalk import Act, crosswalk
from dragoman.imports.format import Coded, Format, PartyCell, PlaceCell, Sheet, TollCell, iso_day, place_cell

BRACKETS = re.compile(r"(?<!\s)\s*\([^()]*\)\s*$")  # the years or the country behind an actor's name
FORCES = re.compile(r"(Military|Police) Forces of (?:the )?(.+)")
FORCE_SECTORS = {"Military": "MIL", "Police": "COP"}
PRECISIONS = {"1": "city", "2": "region", "3": "region"}


def _code(sheet: Sheet) -> Coded | None:
    act = _act(sheet)
    if act is None:
        return None
    one, other = _party(sheet, "1"), _party(sheet, "2")
    both = (*one, *other)
    return Coded(
        id=sheet.get("event_id_cnty", "data_id"),
        type=act.type,
        mode=act.mode,
        word=act.word,
        act=sheet.at("sub_event_type", "event_type"),
        reason=f"ACLED {sheet.get('event_type')}: {sheet.get('sub_event_type')}"
        + ("; who struck whom is not given, so each is told to have fought the other" if act.fought else ""),
        actors=both if act.fought else one,
        recipients=both if act.fought and other else other,
        edtf=_time(sheet),
        when=sheet.at("event_date"),
        where=_place(sheet),
        tolls=_tolls(sheet),
        sources=(sheet.get("source"),) if sheet.get("source") else (),
    )


def _act(sheet: Sheet) -> Act | None:
    types = crosswalk("acled").types
    return types.get(sheet.get("sub_event_type").casefold()) or types.get(sheet.get("event_type").casefold())


def _party(sheet: Sheet, number: str) -> tuple[PartyCell, ...]:
    name = BRACKETS.sub("", sheet.get(f"actor{number}"))
    if not name:
        return ()
    at = sheet.at(f"actor{number}")
    if forces := FORCES.match(name):
        return (PartyCell(name, BRACKETS.sub("", forces[2]), FORCE_SECTORS[forces[1]], at),)
    return (PartyCell(name, "", crosswalk("acled").sectors.get(sheet.get(f"inter{number}").casefold(), ""), at),)


def _time(sheet: Sheet) -> str | None:
    """The day; the week around it, or its month, where ACLED gives no more than that (time_precision 2 and 3)."""
    day = iso_day(sheet.get("event_date"))
    precision = sheet.get("time_precision")
    if day is None or precision not in ("2", "3"):
        return day
    if precision == "3":
        return day[:7]
    monday = date.fromisoformat(day) - timedelta(days=date.fromisoformat(day).weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _place(sheet: Sheet) -> PlaceCell | None:
    names = ("location", "admin1", "country")
    precision = PRECISIONS.get(sheet.get("geo_precision"), "city") if sheet.get("location") else "region"
    return place_cell(sheet, names, precision)


def _tolls(sheet: Sheet) -> tuple[TollCell, ...]:
    """The killed; 0 stands in ACLED also for what no source counts, and is no figure."""
    killed = sheet.number("fatalities")
    return (TollCell("killed", killed, killed, killed, sheet.at("fatalities")),) if killed else ()


FORMAT = Format("acled", "ACLED", _code, needs=frozenset({"event_date", "actor1", "sub_event_type"}))
