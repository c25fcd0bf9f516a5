"""The knowledge base: parties, their names, and who held which office when; data files, with the user's own on top."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dragoman.knowledge.cache import kept
from dragoman.knowledge.folding import name_words
from dragoman.knowledge.index import Index, build_index
from dragoman.knowledge.names import Name
from dragoman.knowledge.read import check_file, read_countries, read_file, unreadable
from dragoman.knowledge.records import Entry, Office, is_on

__all__ = ["Entry", "Knowledge", "Name", "Office", "check_file", "load_knowledge"]


class Knowledge:
    """What is known of parties before any text is read.

    Args:
        index: Every party, by id and by name.
        files: The user's files, by which it is loaded again in another process.
    """

    def __init__(self, index: Index, files: tuple[Path, ...] = ()) -> None:
        self._files = files
        self.index = index
        self.entries = index

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Knowledge":
        """Make a knowledge base of parties; a later one of the same id adds to the earlier."""
        return cls(Index.in_memory(_merged(entries)))

    def __reduce__(self) -> tuple[Any, tuple[tuple[Path, ...]]]:
        return load_knowledge, (self._files,)

    def country(self, code: str) -> Entry | None:
        """The entry of a country by its ISO 3166 alpha-3 code."""
        entry = self.entries.get(code)
        return entry if entry is not None and entry.kind == "country" else None

    def holder(self, title: str, of: str, day: str) -> Entry | None:
        """Who held an office on a day; None where nobody or more than one is known to have.

        Args:
            title: The office in plain words ("prime minister").
            of: Alpha-3 of the country, or id of the body.
            day: ISO date to the year, month or day.
        """
        found = {party for office, party in self.index.offices(of, title) if is_on(office, day)}
        return self.entries[found.pop()] if len(found) == 1 else None

    def organ(self, organ: str, country: str) -> Entry | None:
        """The body that is this organ of a country ("parliament"), where it is known."""
        found = self.index.organ(organ, country)
        return self.entries[found] if found else None

    def in_office(self, party: str, day: str) -> bool:
        """Did this person hold any office on this day?"""
        entry = self.entries.get(party)
        return entry is not None and any(is_on(office, day) for office in entry.offices)

    def on(self, entry: Entry, day: str) -> Entry:
        """A party as it was on a day: with the country and sector that it had then."""
        spell = next((spell for spell in entry.spells if is_on(spell, day)), None)
        if spell is None or not day:
            return entry
        return replace(entry, country=spell.country or entry.country, sector=spell.sector or entry.sector)

    def named(self, name: str) -> list[tuple[Entry, str]]:
        """Every party that may be meant by a name, and how it was found: spelled so, by its sound, or mistyped."""
        words = name_words(name)
        exact = [one for size, names in self.index.at(words) if size == len(words) for one in names]
        ways = (
            (exact, "called so"),
            (self.index.sounding(words), "sounds so"),
            (self.index.mistyped(words), "a letter off"),
        )
        found: dict[str, str] = {}
        for names, how in ways:
            for one in names:
                found.setdefault(one.party, how)
        if name in self.entries:
            found = {name: "its id"} | found
        return [(self.entries[party], how) for party, how in found.items()]


def _merged(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Every party once."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        known = merged.get(entry.id)
        merged[entry.id] = entry if known is None else _joined(known, entry)
    return merged.values()


def _joined(known: Entry, added: Entry) -> Entry:
    """Put a later entry over an earlier one: its single values win, its lists are added."""
    lists = {
        field: tuple(dict.fromkeys(getattr(known, field) + getattr(added, field)))
        for field in ("variants", "part_of", "offices", "spells", "adjectives", "people", "seats")
    }
    single = {
        field: getattr(added, field) or getattr(known, field)
        for field in ("country", "sector", "gender", "wikidata", "organ")
    }
    if added.name != known.name:
        lists["variants"] = tuple(dict.fromkeys((*lists["variants"], known.name)))
    return replace(known, name=added.name, kind=added.kind, **single, **lists)


@lru_cache(maxsize=4)
def load_knowledge(user_files: tuple[Path, ...] = ()) -> Knowledge:
    """Open our knowledge files, and the user's, which add to or override ours by id; an index is made the first time.

    Args:
        user_files: TOML or CSV files; see docs/howto/knowledge.md.

    Raises:
        SetupError: `knowledge.file`, where one cannot be used: file, entry and what to do.
    """
    index = kept(
        f"actors-{index_version(user_files)}.sqlite", lambda path: build_index(path, _merged(_all(user_files)))
    )
    return Knowledge(Index.in_file(index), user_files)


def _all(user_files: tuple[Path, ...]) -> Iterator[Entry]:
    """Every entry of our files and the user's."""
    yield from read_countries(files("dragoman.knowledge").joinpath("countries.toml"))
    for path in (*own_files(), *user_files):
        yield from read_file(path)


def own_files() -> list[Path]:
    """Our own files of parties, in a fixed order."""
    home = Path(str(files("dragoman.knowledge"))) / "actors"
    return sorted(path for path in home.iterdir() if path.suffix in (".toml", ".csv"))


def index_version(user_files: tuple[Path, ...]) -> str:
    """What the index depends on, as a short hash: the files, and how they are read and folded."""
    home = Path(__file__).parent
    code = [path for path in sorted(home.glob("*.py")) if path.name != "write.py"]
    digest = hashlib.sha256()
    for path in (home / "countries.toml", *own_files(), *code, *user_files):
        digest.update(str(path.name).encode())
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise unreadable(path, error) from error
    return digest.hexdigest()[:12]
