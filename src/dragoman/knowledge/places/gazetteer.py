"""The gazetteer: which places bear a name, and where they lie.

It is an index on disk, made once from the installed data packages and our own files (a few seconds), then opened in
no time and shared by all processes; the user's own places lie on top, in memory.
"""

import sqlite3
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dragoman.knowledge.cache import kept, opened
from dragoman.knowledge.places.build import build_index, index_version, places_of_file
from dragoman.knowledge.places.names import place_key
from dragoman.knowledge.places.records import Place

LOOKUPS_KEPT = 50_000  # names whose answer is kept in memory: a name recurs through a document and a batch


class Gazetteer:
    """Answers which places bear a name.

    Args:
        index: The index on disk.
        user_files: The user's own place files; a place in them takes the stead of all others of its name.

    Raises:
        SetupError: `knowledge.places`, where a user's file does not have the form.
    """

    def __init__(self, index: Path, user_files: tuple[Path, ...] = ()) -> None:
        self._index = index
        self._user_files = user_files
        self._own: dict[str, list[Place]] = {}
        for path in user_files:
            for named in places_of_file(path):
                for key in named.keys:
                    self._own.setdefault(key, []).append(named.place)
                for name in named.exact:
                    self._own.setdefault(place_key(name), []).append(replace(named.place, exact=name))
        self._known: dict[str, tuple[Place, ...]] = {}

    def __reduce__(self) -> tuple[Any, tuple[tuple[Path, ...]]]:
        return load_gazetteer, (self._user_files,)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return opened(self._index)

    def places(self, name: str) -> tuple[Place, ...]:
        """Every place that bears this name, in any spelling that `place_key` takes as the same; largest first."""
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= LOOKUPS_KEPT:
                self._known.clear()
            found = self._known[name] = self._look_up(place_key(name))
        return found

    def country(self, iso3: str) -> Place | None:
        """The country or territory with this ISO 3166 alpha-3 code."""
        found = [place for place in self._select("iso:" + iso3) if place.precision == "country"]
        return found[0] if found else None

    def _look_up(self, key: str) -> tuple[Place, ...]:
        return tuple(self._own.get(key, ())) or self._select(key)

    def _select(self, key: str) -> tuple[Place, ...]:
        rows = self._connection.execute(
            "SELECT p.name, p.precision, p.kind, p.country, p.region, p.lat, p.lon, p.geonames, p.population,"
            " n.exact, n.own"
            " FROM names n JOIN places p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id",
            (key,),
        )
        return tuple(Place(*(*row[:10], bool(row[10]))) for row in rows)


@lru_cache(maxsize=4)
def load_gazetteer(user_files: tuple[Path, ...] = ()) -> Gazetteer:
    """Open the gazetteer; the first time on a machine its index is made.

    Where the cache folder cannot be written, the index is made in a folder for temporary files.

    Args:
        user_files: The user's own place files, in the form of docs/concepts/places.md.

    Raises:
        SetupError: `knowledge.places`, where a place file does not have the form.
    """
    index = kept(f"places-{index_version()}.sqlite", build_index)
    return Gazetteer(index, user_files)
