"""GDELT's event files, version 1 (57 or 58 columns) and 2 (61 columns): tabs, no header.

Source: GDELT event database codebooks 1.0 and 2.0, table of fields. Countries of actors are CAMEO's, which are those of
ISO 3166 alpha-3 but for a few.
"""

from dragoman.imports.crosswalk import cameo
from dragoman.imports.format import Coded, Format, PartyCell, PlaceCell, Sheet, iso_day

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_EVENT = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
)  # fmt: skip
_GEO_1 = ("Geo_Type", "Geo_FullName", "Geo_CountryCode", "Geo_ADM1Code", "Geo_Lat", "Geo_Long", "Geo_FeatureID")
_GEO_2 = (*_GEO_1[:4], "Geo_ADM2Code", *_GEO_1[4:])


def _columns(geo: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a version, in their order."""
    actors = tuple(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR)
    places = tuple(f"{of}{name}" for of in ("Actor1", "Actor2", "Action") for name in geo)
    return ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *actors, *_EVENT, *places, *last)


# Precision of GDELT's geographic types: country, US state, US city, city, state
PRECISIONS = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}
DIFFERENT = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "WSB": "PSE"}  # CAMEO's codes that ISO changed or has not


def _code(sheet: Sheet) -> Coded | None:
    act = cameo(sheet.get("EventCode"))
    if act is None:
        return None
    return Coded(
        id=sheet.get("GLOBALEVENTID"),
        type=act.type,
        mode=act.mode,
        word=act.word,
        act=sheet.at("EventCode"),
        reason=f"CAMEO {sheet.get('EventCode')}",
        actors=_party(sheet, "Actor1"),
        recipients=_party(sheet, "Actor2"),
        edtf=iso_day(sheet.get("SQLDATE")),
        when=sheet.at("SQLDATE"),
        where=_place(sheet),
        sources=(sheet.get("SOURCEURL"),) if sheet.get("SOURCEURL") else (),
        published=iso_day(sheet.get("DATEADDED")[:8]),
    )


def _party(sheet: Sheet, side: str) -> tuple[PartyCell, ...]:
    if not sheet.get(f"{side}Code", f"{side}Name"):
        return ()
    country = sheet.get(f"{side}CountryCode")
    sector = sheet.get(f"{side}Type1Code")
    at = sheet.at(f"{side}Name", f"{side}Code")
    return (PartyCell(sheet.get(f"{side}Name").title(), DIFFERENT.get(country, country), sector, at),)


def _place(sheet: Sheet) -> PlaceCell | None:
    """The place of the act; the last part of a full name is its country."""
    name = sheet.get("ActionGeo_FullName")
    if not name:
        return None
    precision = PRECISIONS.get(sheet.get("ActionGeo_Type"), "region")
    at = sheet.at("ActionGeo_FullName")
    latitude, longitude = sheet.number("ActionGeo_Lat"), sheet.number("ActionGeo_Long")
    return PlaceCell(name.split(",")[0], name.rpartition(",")[2].strip(), latitude, longitude, precision, at)


GDELT_1 = _columns(_GEO_1, ("DATEADDED",))
FORMAT = Format(
    name="gdelt",
    outlet="GDELT",
    code=_code,
    begins=r"\d+\t\d{8}\t",
    columns=(GDELT_1, (*GDELT_1, "SOURCEURL"), _columns(_GEO_2, ("DATEADDED", "SOURCEURL"))),
)
