"""The knowledge base: parties, their names, and who held which office when; data files, with the user's own on top."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dragoman.knowledge.names import Name, NameIndex
from dragoman.knowledge.read import check_file, read_countries, read_file
from dragoman.knowledge.records import Entry, Office

__all__ = ["Entry", "Knowledge", "Name", "Office", "check_file", "load_knowledge"]


class Knowledge:
    """What is known of parties before any text is read.

    Args:
        entries: Every party; a later one of the same id adds to the earlier.
        files: The user's files, by which it is loaded again in another process.
    """

    def __init__(self, entries: Iterable[Entry], files: tuple[Path, ...] = ()) -> None:
        self._files = files
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            known = self.entries.get(entry.id)
            self.entries[entry.id] = entry if known is None else _joined(known, entry)
        self.index = NameIndex(self.entries.values())

    def __reduce__(self) -> tuple[Any, tuple[tuple[Path, ...]]]:
        return load_knowledge, (self._files,)

    @cached_property
    def _holders(self) -> dict[tuple[str, str], list[tuple[Office, Entry]]]:
        """Offices by title and country or body."""
        holders: dict[tuple[str, str], list[tuple[Office, Entry]]] = {}
        for entry in self.entries.values():
            for office in entry.offices:
                holders.setdefault((office.title, office.of), []).append((office, entry))
        return holders

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
        offices = self._holders.get((title, of), ())
        found = {entry.id: entry for office, entry in offices if _held_on(office, day)}
        return next(iter(found.values())) if len(found) == 1 else None

    def in_office(self, party: str, day: str) -> bool:
        """Did this person hold any office on this day?"""
        entry = self.entries.get(party)
        return entry is not None and any(_held_on(office, day) for office in entry.offices)


def _held_on(office: Office, day: str) -> bool:
    """Was the office held on this day? Dates of different precision are compared as far as both go."""
    begun = not office.since or office.since[: len(day)] <= day[: len(office.since)]
    lasting = not office.until or day[: len(office.until)] <= office.until[: len(day)]
    return begun and lasting


def _joined(known: Entry, added: Entry) -> Entry:
    """Put a later entry over an earlier one: its single values win, its lists are added."""
    lists = {
        field: tuple(dict.fromkeys(getattr(known, field) + getattr(added, field)))
        for field in ("variants", "part_of", "offices", "adjectives", "people", "seats")
    }
    single = {
        field: getattr(added, field) or getattr(known, field) for field in ("country", "sector", "gender", "wikidata")
    }
    if added.name != known.name:
        lists["variants"] = tuple(dict.fromkeys((*lists["variants"], known.name)))
    return msgspec.structs.replace(known, name=added.name, kind=added.kind, **single, **lists)


@lru_cache(maxsize=4)
def load_knowledge(user_files: tuple[Path, ...] = ()) -> Knowledge:
    """Load our knowledge files, and then the user's, which add to or override ours by id.

    Args:
        user_files: TOML or CSV files; see docs/knowledge.md.

    Raises:
        SetupError: `knowledge.file`, where one cannot be used: file, entry and what to do.
    """
    home = files("dragoman.knowledge")
    ours = sorted((entry for entry in home.joinpath("actors").iterdir() if entry.name.endswith((".toml", ".csv"))),
                  key=lambda entry: entry.name)  # fmt: skip
    entries = list(read_countries(home.joinpath("countries.toml")))
    for path in [*ours, *user_files]:
        entries.extend(read_file(path))
    return Knowledge(entries, user_files)
