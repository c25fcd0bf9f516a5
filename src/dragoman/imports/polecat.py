"""POLECAT: tabs, with a header; PLOVER's own types, modes and sectors.

Source: POLECAT weekly data, Harvard Dataverse doi:10.7910/DVN/AJGVIT, description of columns.
"""

from dragoman.codebook import load_codebook
from dragoman.imports.format import Coded, Format, PartyCell, Sheet, iso_day, place_by_city

PLACES = ("City", "District", "Province", "Placename", "Country")  # the closest first


def _code(sheet: Sheet) -> Coded | None:
    type_ = sheet.get("Event Type").upper()
    known = load_codebook().types.get(type_)
    if known is None:
        return None
    mode = sheet.get("Event Mode").casefold()
    return Coded(
        id=sheet.get("Event ID"),
        type=type_,
        mode=mode if mode in known.modes else "",
        word=(mode or type_.casefold()),
        act=sheet.at("Event Type"),
        reason=f"POLECAT's own type {type_}",
        actors=_parties(sheet, "Actor"),
        recipients=_parties(sheet, "Recipient"),
        edtf=iso_day(sheet.get("Event Date")),
        when=sheet.at("Event Date"),
        where=place_by_city(sheet, PLACES),
        sources=(sheet.get("Source"),) if sheet.get("Source") else (),
        published=iso_day(sheet.get("Publication Date")),
    )


def _parties(sheet: Sheet, side: str) -> tuple[PartyCell, ...]:
    """The parties of a side: semicolons part them; a single country or sector is that of all."""
    names = _list(sheet.get(f"{side} Name", f"{side} Name Raw"))
    countries = _list(sheet.get(f"{side} Country"))
    sector = _list(sheet.get(f"Primary {side} Sector"))
    at = sheet.at(f"{side} Name", f"{side} Name Raw", f"{side} Country")
    if not names:
        return tuple(PartyCell("", country, sector[0] if sector else "", at) for country in countries)
    same = countries * len(names) if len(countries) == 1 else countries
    told = same if len(same) == len(names) else [""] * len(names)
    return tuple(PartyCell(name, one, sector[0] if sector else "", at) for name, one in zip(names, told, strict=True))


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip() and part.strip() != "None"]


FORMAT = Format("polecat", "POLECAT", _code, needs=frozenset({"Event Type", "Event Mode", "Actor Name"}))
