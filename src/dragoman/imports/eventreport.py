"""Event reports as a table, one report a row: commas, with a header, and columns as the field names them.

`event_type` is a PLOVER type. `date` (or `date_start` and `date_end`), `actor`, `recipient`, their `_country` (ISO 3166
alpha-3 or a name) and `_sector` (PLOVER), `location`, `country`, `latitude`, `longitude`, `deaths_low`, `deaths_best`,
`deaths_high`, the same with `injuries_`, and `source` may stand beside it. Semicolons part several parties.
A row is the report of its source, so that sources are compared as outlets are; rows of one `event_id` are one event.
Source: the R package eventreport, whose tables hold one row a source and event, with such columns.
"""

from dragoman.codebook import load_codebook
from dragoman.imports.format import Coded, Format, PartyCell, PlaceCell, Sheet, TollCell, iso_day

ROLES = {"deaths": "killed", "injuries": "injured"}


def _code(sheet: Sheet) -> Coded | None:
    type_, _, mode = sheet.get("event_type").partition(":")
    known = load_codebook().types.get(type_.strip().upper())
    if known is None:
        return None
    mode = mode.strip().casefold()
    return Coded(
        id=sheet.get("report_id", "event_report_id") or f"{sheet.get('event_id')} {sheet.get('source')}",
        type=known.code,
        mode=mode if mode in known.modes else "",
        word=(mode or known.code.casefold()),
        act=sheet.at("event_type"),
        reason=f"the row's own type {known.code}",
        actors=_parties(sheet, "actor"),
        recipients=_parties(sheet, "recipient"),
        edtf=_time(sheet),
        when=sheet.at("date", "date_start"),
        where=_place(sheet),
        tolls=tuple(toll for name in ROLES if (toll := _toll(sheet, name))),
        outlet=sheet.get("source"),
        event=sheet.get("event_id"),
    )


def _parties(sheet: Sheet, side: str) -> tuple[PartyCell, ...]:
    names = [name.strip() for name in sheet.get(side).split(";") if name.strip()]
    country, sector, at = sheet.get(f"{side}_country"), sheet.get(f"{side}_sector"), sheet.at(side)
    return tuple(PartyCell(name, country, sector, at) for name in names)


def _time(sheet: Sheet) -> str | None:
    first, last = iso_day(sheet.get("date", "date_start")), iso_day(sheet.get("date_end"))
    return first if last in (None, first) else f"{first or '..'}/{last}"


def _place(sheet: Sheet) -> PlaceCell | None:
    names = ("city", "location", "country")
    if not sheet.get(*names):
        return None
    precision = "city" if sheet.get("city", "location") else "country"
    latitude, longitude = sheet.number("latitude"), sheet.number("longitude")
    return PlaceCell(sheet.get(*names), sheet.get("country"), latitude, longitude, precision, sheet.at(*names))


def _toll(sheet: Sheet, name: str) -> TollCell | None:
    low, best, high = (sheet.number(f"{name}_{part}") for part in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    columns = (f"{name}_best", f"{name}_low", f"{name}_high")
    return TollCell(
        ROLES[name], low if low is not None else best, best, high if high is not None else best, sheet.at(*columns)
    )


FORMAT = Format("eventreport", "event reports", _code, needs=frozenset({"event_id", "event_type"}))
