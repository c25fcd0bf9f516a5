"""ICEWS coded event data: tabs, with a header.

Source: ICEWS coded event data, Harvard Dataverse doi:10.7910/DVN/28075, description of columns.
"""

from dragoman.imports.crosswalk import cameo, crosswalk
from dragoman.imports.format import Coded, Format, PartyCell, Sheet, iso_day, place_by_city

HIGHEST_ROOT = 20  # of CAMEO
PLACES = ("City", "District", "Province", "Country")  # the closest first


def _code(sheet: Sheet) -> Coded | None:
    code = sheet.get("CAMEO Code")
    act = cameo(f"0{code}" if _lost_zero(code) else code)
    if act is None:
        return None
    return Coded(
        id=sheet.get("Event ID"),
        type=act.type,
        mode=act.mode,
        word=act.word,
        act=sheet.at("CAMEO Code"),
        reason=f"CAMEO {code}",
        actors=_party(sheet, "Source"),
        recipients=_party(sheet, "Target"),
        edtf=iso_day(sheet.get("Event Date")),
        when=sheet.at("Event Date"),
        where=place_by_city(sheet, PLACES),
        sources=(sheet.get("Publisher"),) if sheet.get("Publisher") else (),
    )


def _lost_zero(code: str) -> bool:
    """Has the code lost its leading zero, as spreadsheets do ("42" for "042")? No root is above 20."""
    return int(code[:2]) > HIGHEST_ROOT if code[:2].isdigit() else False


def _party(sheet: Sheet, side: str) -> tuple[PartyCell, ...]:
    """A party; of "Military (Iraq)" the brackets repeat the country."""
    name = sheet.get(f"{side} Name")
    if not name:
        return ()
    country = sheet.get(f"{side} Country")
    words = sheet.get(f"{side} Sectors").casefold().split(",")
    known = (crosswalk("icews").sectors.get(word.strip()) for word in words)
    sector = next((one for one in known if one), "GOV" if name == country else "")
    bare = name.removesuffix(f"({country})").strip()
    return (PartyCell(bare, country, sector, sheet.at(f"{side} Name")),)


FORMAT = Format("icews", "ICEWS", _code, needs=frozenset({"Source Name", "CAMEO Code", "Target Name"}))
