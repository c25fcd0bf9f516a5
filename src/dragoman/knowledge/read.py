"""Reads knowledge files: TOML tables of parties, tables of offices, countries; and says what is wrong with one."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

import msgspec

from dragoman.errors import SetupError
from dragoman.knowledge.folding import name_words
from dragoman.knowledge.records import SECTORS, ActorFile, CountryRow, Entry, Office, Spell

_ID = re.compile(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"(-?\d{4}(-\d{2}(-\d{2})?)?)?")
_HEAD = re.compile(r"\s*\[\[\s*actor\s*\]\]")
# What a fault names: a key in backticks ("`$.offices[1].since`": the second of the offices), or a value in quotes.
_NAMED = re.compile(r'`(?:\$\.)?(\w+)(?:\[(\d+)\])?[^`]*`|"([^"]+)"')
COLUMNS = ("id", "name", "kind", "country", "sector", "variants", "gender", "office", "of", "since", "until")


def read_file(path: Path | Traversable) -> tuple[Entry, ...]:
    """Read a TOML or CSV file of parties.

    Args:
        path: `NAME.toml` with `[[actor]]` tables, or `NAME.csv` with a heading and one line an office.

    Raises:
        SetupError: `knowledge.file`, with file, line, entry and what to do.
    """
    entries, problems = _checked(path)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        advice = f"Mend that entry; dragoman knowledge check {path} lists all; docs/howto/knowledge.md has the form."
        raise SetupError("knowledge.file", f"{path}: {problems[0]}{more}. {advice}")
    return entries


def unreadable(path: Path | Traversable, error: OSError) -> SetupError:
    """Say that a file of the user's cannot be read, and what to do."""
    return SetupError("knowledge.file", f"{path} cannot be read ({error.strerror or error}). Check its name and place.")


def check_file(path: Path, known: Mapping[str, Entry]) -> list[str]:
    """Say everything that is wrong with a knowledge file, a sentence each; an empty list where nothing is.

    Args:
        path: The file.
        known: The parties that it may refer to besides its own, by id.

    Raises:
        SetupError: `knowledge.file`, where there is no such file.
    """
    entries, problems = _checked(path)
    lines = _Lines(path)
    own = {entry.id for entry in entries}
    for entry in entries:
        referred = [
            *entry.part_of,
            *(office.of for office in entry.offices),
            *([entry.country] if entry.country else []),
        ]
        lost = [one for one in dict.fromkeys(referred) if one not in own and one not in known]
        problems.extend(
            lines.said(entry.id, f'there is no "{one}", neither here nor in the knowledge base') for one in lost
        )
    twice = [party for party, count in Counter(entry.id for entry in entries).items() if count > 1]
    return [*problems, *(lines.said(party, "the id stands twice; only the first is meant to be it") for party in twice)]


class _Lines:
    """Where entries stand in a file, for messages."""

    def __init__(self, path: Path | Traversable) -> None:
        try:
            self._lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError):
            self._lines = []
        self._heads = [number for number, text in enumerate(self._lines) if _HEAD.match(text)]

    def said(self, party: str, fault: str, entry: int | None = None) -> str:
        """A fault with its line and the id of its entry, as far as the line can be told.

        Args:
            party: The id.
            fault: What is wrong with the entry.
            entry: Which entry of the file it is, from 0; without it the first that has the id.
        """
        stated = re.compile(rf'\bid\s*=\s*"{re.escape(party)}"')
        at = next((number for number, text in enumerate(self._lines) if stated.search(text)), None)
        if entry is not None and entry < len(self._heads):
            at = self._heads[entry]
        return f'"{party}": {fault}' if at is None else f'line {self._named(at, fault) + 1}: "{party}": {fault}'

    def _named(self, at: int, fault: str) -> int:
        """The line of the key or value that a fault names, in the entry that a line is of; else that line."""
        first = max((number for number in self._heads if number <= at), default=0)
        last = min((number for number in self._heads if number > at), default=len(self._lines))
        for key, which, value in _NAMED.findall(fault):
            what = re.compile(rf'.*"{re.escape(value)}"' if value else rf"\s*(\[\[\s*actor\.)?{key}\b")
            found = [number for number in range(first, last) if what.match(self._lines[number])]
            if found:
                return found[min(int(which or 0), len(found) - 1)]
        return at


def _checked(path: Path | Traversable) -> tuple[tuple[Entry, ...], list[str]]:
    """The entries of a file, and what is wrong with them by themselves."""
    problems: list[str] = []
    lines = _Lines(path)
    entries = _entries(path, problems, lines)
    problems.extend(lines.said(entry.id, fault) for entry in entries for fault in _faults(entry))
    return entries, problems


def _entries(path: Path | Traversable, problems: list[str], lines: _Lines) -> tuple[Entry, ...]:
    """Read the entries of a file; what cannot be read is added to the problems."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        problems.append(str(error))
        return ()
    try:
        if path.name.endswith(".csv"):
            return tuple(parties_of_table(text))
        tables = msgspec.convert(tomllib.loads(text), ActorFile).actor
    except ValueError as error:
        problems.append(str(error))
        return ()
    entries = []
    for number, table in enumerate(tables):
        try:
            entries.append(msgspec.convert(table, Entry))
        except ValueError as error:
            problems.append(lines.said(str(table.get("id", f"entry {number + 1}")), str(error), number))
    return tuple(entries)


def _faults(entry: Entry) -> Iterator[str]:
    """Say what is wrong with an entry by itself."""
    if not _ID.fullmatch(entry.id):
        yield "an id is made of lower-case letters, digits and hyphens"
    if not name_words(entry.name):
        yield "the name has no letter"
    if entry.kind == "country" and not _COUNTRY.fullmatch(entry.id):
        yield "the id of a country is its ISO 3166 alpha-3 code"
    sectors = (entry.sector, *(spell.sector for spell in entry.spells))
    yield from (f'"{sector}" is no PLOVER sector' for sector in sectors if sector and sector not in SECTORS)
    countries = (entry.country, *(spell.country for spell in entry.spells))
    yield from (f'"{code}" is no ISO 3166 alpha-3 code' for code in countries if code and not _COUNTRY.fullmatch(code))
    for office in entry.offices:
        yield from _faulty_time(f'the office "{office.title}"', office)
    for spell in entry.spells:
        yield from _faulty_time("a spell", spell)


def _faulty_time(what: str, held: Office | Spell) -> Iterator[str]:
    """Say what is wrong with a beginning and an end."""
    if not (_DATE.fullmatch(held.since) and _DATE.fullmatch(held.until)):
        yield f"the dates of {what} must be YYYY, YYYY-MM or YYYY-MM-DD"
    elif held.since and held.until and held.until < held.since[: len(held.until)]:
        yield f"{what} ends before it begins"


def parties_of_table(text: str) -> Iterator[Entry]:
    """Yield the parties of a CSV table; lines of one id are put together, one office each.

    Raises:
        ValueError: where a column is not known, a line is longer than the heading, or a value does not fit; it names
            the line.
    """
    rows = csv.DictReader(StringIO(text))
    unknown = set(rows.fieldnames or ()) - set(COLUMNS)
    if unknown or "name" not in (rows.fieldnames or ()):
        message = f"the columns are {', '.join(COLUMNS)}, of which name is needed; not known: {sorted(unknown)}"
        raise ValueError(message)
    gathered: dict[str, list[dict[str, str]]] = {}
    first: dict[str, int] = {}
    for row in rows:
        if None in row:
            message = f"line {rows.line_num}: there are more cells than columns"
            raise ValueError(message)
        cells = {key: (value or "").strip() for key, value in row.items()}
        key = cells.get("id") or slug(cells["name"])
        gathered.setdefault(key, []).append(cells)
        first.setdefault(key, rows.line_num)
    for key, lines in gathered.items():
        try:
            yield _from_lines(key, lines)
        except msgspec.ValidationError as error:
            message = f'line {first[key]}: "{key}": {error}'
            raise ValueError(message) from error


def _from_lines(key: str, lines: list[dict[str, str]]) -> Entry:
    """Put the lines of one party together."""
    first = lines[0]
    offices = tuple(
        Office(line["office"], line.get("of") or line.get("country", ""), line.get("since", ""), line.get("until", ""))
        for line in lines
        if line.get("office")
    )
    raw = {
        "id": key,
        "name": first["name"],
        "kind": first.get("kind") or "person",
        "country": first.get("country") or None,
        "sector": first.get("sector") or ("GOV" if offices else None),
        "variants": list(dict.fromkeys(_parts(line.get("variants", "") for line in lines))),
        "gender": first.get("gender", ""),
        "offices": offices,
    }
    return msgspec.convert(raw, Entry)


def _parts(cells: Iterable[str]) -> Iterator[str]:
    """The parts of cells that hold several values between semicolons."""
    return (part.strip() for cell in cells for part in cell.split(";") if part.strip())


def slug(name: str) -> str:
    """Make an id of a name in the Latin alphabet: "Ali Khamenei" is "ali-khamenei"; "" where no letter of it is."""
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]+", "", word) for word in name_words(name))))


def read_countries(path: Traversable) -> tuple[Entry, ...]:
    """Read countries.toml: a country stands for its government, as PLOVER has it.

    Raises:
        SetupError: `knowledge.file`, where the file does not have its form.
    """
    try:
        rows = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, CountryRow])
    except (OSError, ValueError) as error:
        raise SetupError("knowledge.file", f"{path}: {error}. Mend that file.") from error
    return tuple(
        Entry(
            id=code, name=row.name, kind="country", country=code, sector="GOV", variants=row.variants,
            adjectives=row.adjectives, people=row.people, seats=row.capital + row.seats, wikidata=row.wikidata,
        )
        for code, row in rows.items()
    )  # fmt: skip
