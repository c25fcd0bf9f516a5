"""UCDP's Georeferenced Event Dataset: commas, with a header; organised violence with at least one death.

Source: UCDP GED codebook 23.1: types of violence 1 (a state), 2 (groups), 3 (one-sided, against civilians), precision
of place, and best, low and high of deaths.
"""

import re

from dragoman.imports.format import Coded, Format, PartyCell, PlaceCell, Sheet, TollCell, iso_day, place_cell

GOVERNMENT = re.compile(r"Government of ([^(]+)")
ONE_SIDED = "3"
# where_prec: 1 the place, 2 near it, 3 second-order unit, 4 first-order unit, 5 area or line, 6 country, 7 waters
PRECISIONS = {"1": "city", "2": "city", "3": "region", "4": "region", "5": "region", "6": "country", "7": "region"}


def _code(sheet: Sheet) -> Coded | None:
    one, other = _party(sheet, "side_a"), _party(sheet, "side_b")
    one_sided = sheet.get("type_of_violence") == ONE_SIDED
    both = (*one, *other)
    return Coded(
        id=sheet.get("id"),
        type="ASSAULT",
        mode="",
        word="attack" if one_sided else "clash",
        act=sheet.at("type_of_violence"),
        reason=f"UCDP type of violence {sheet.get('type_of_violence')}"
        + ("" if one_sided else "; who struck whom is not given, so each is told to have fought the other"),
        actors=one if one_sided else both,
        recipients=other if one_sided else both,
        edtf=_time(sheet),
        when=sheet.at("date_start"),
        where=_place(sheet),
        tolls=_tolls(sheet),
        sources=tuple(name for name in (sheet.get("source_office"), sheet.get("source_original")) if name),
        published=iso_day(sheet.get("source_date")),
    )


def _party(sheet: Sheet, side: str) -> tuple[PartyCell, ...]:
    name = sheet.get(side)
    if not name:
        return ()
    at = sheet.at(side)
    if state := GOVERNMENT.match(name):
        return (PartyCell(name, state[1].strip(), "GOV", at),)
    return (PartyCell(name, "", "CVL" if name == "Civilians" else "REB", at),)


def _time(sheet: Sheet) -> str | None:
    """A day, or the stretch between the first and the last day that the event may have."""
    first, last = iso_day(sheet.get("date_start")), iso_day(sheet.get("date_end"))
    return first if first == last or last is None else f"{first or '..'}/{last}"


def _place(sheet: Sheet) -> PlaceCell | None:
    names = ("where_coordinates", "adm_2", "adm_1", "country")
    precision = PRECISIONS.get(sheet.get("where_prec"), "region")
    return place_cell(sheet, names, precision)


def _tolls(sheet: Sheet) -> tuple[TollCell, ...]:
    low, best, high = (sheet.number(name) for name in ("low", "best", "high"))
    if not (low or best or high):
        return ()
    return (TollCell("killed", low, best, high, sheet.at("best")),)


FORMAT = Format("ucdp", "UCDP GED", _code, needs=frozenset({"side_a", "side_b", "type_of_violence"}))
