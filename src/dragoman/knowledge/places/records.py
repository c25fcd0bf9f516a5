"""What the gazetteer knows of a place, and the form of the files that it is told in."""

from typing import Literal

import msgspec

from dragoman.model import Record

Precision = Literal["country", "region", "city", "site"]


class Place(Record, frozen=True):
    """A place on earth.

    Attributes:
        precision: What sort of area the point stands for.
        kind: `country`, `continent`, `area` (a part of the world, a sea, a river), `region` (of the first level),
            `county`, `capital`, `city`, `town` (a city of our own files), `site` or `airport`.
        country: ISO 3166 alpha-3, or None for what lies in several or in none.
        region: Code of the first-level region that it lies in (of itself, for a region), "" where it is not known.
        lat, lon: WGS 84 degrees; None where only the name is known.
        geonames: GeoNames id, where sure.
        population: Of a city or country, or of the city that an airport serves; 0 where not known.
        own_name: It was found by its own name, not by an alternate one.
        exact: The spelling in which the name must stand ("US"), or "" where any will do.
    """

    name: str
    precision: Precision
    kind: str
    country: str | None
    region: str
    lat: float | None
    lon: float | None
    geonames: int | None
    population: int
    exact: str = ""
    own_name: bool = True


class NamedPlace(Record, frozen=True):
    """A place with the keys of its names; `keys` are its own, `others` alternate ones, `exact` spellings that count."""

    place: Place
    keys: tuple[str, ...]
    others: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


class PlaceEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One place of a place file.

    Attributes:
        name: As it is to be printed.
        lat, lon: WGS 84 degrees; a region may name a `seat` instead.
        precision: What sort of area the point stands for.
        country: ISO 3166 alpha-3.
        seat: A city of the region, from which its code and, where no point is given, its point are worked out.
        also: Other names and spellings.
        marked: Spellings that count only where they are written just so, since they are also words ("US").
        geonames: GeoNames id.
        kind: As in `Place`; the precision, where it is left out.
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    country: str | None = None
    seat: str | None = None
    also: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    geonames: int | None = None
    kind: str | None = None


class PlaceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place file: places, and what they have in common."""

    place: tuple[PlaceEntry, ...]
    precision: Precision = "site"
    kind: str | None = None
    country: str | None = None


class CountryEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The point of a country and its other names."""

    lat: float
    lon: float
    also: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


class CountryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The countries by ISO 3166 alpha-3 code."""

    country: dict[str, CountryEntry]
