"""Reads knowledge files: TOML tables of parties, tables of offices, countries; and says what is wrong with one."""

import csv
import re
import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

import msgspec

from dragoman.errors import SetupError
from dragoman.knowledge.folding import name_words
from dragoman.knowledge.records import SECTORS, ActorFile, CountryRow, Entry, Office

_ID = re.compile(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"(-?\d{4}(-\d{2}(-\d{2})?)?)?")
COLUMNS = ("id", "name", "kind", "country", "sector", "variants", "gender", "office", "of", "since", "until")


def read_file(path: Path | Traversable) -> tuple[Entry, ...]:
    """Read a TOML or CSV file of parties.

    Args:
        path: `NAME.toml` with `[[actor]]` tables, or `NAME.csv` with a heading and one line an office.

    Raises:
        SetupError: `knowledge.file`, with file, entry and what to do.
    """
    problems: list[str] = []
    entries = _entries(path, problems)
    problems.extend(problem for entry in entries for problem in _faults(entry))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SetupError("knowledge.file", f"{path}: {problems[0]}{more}. Mend that entry; see docs/knowledge.md.")
    return entries


def check_file(path: Path) -> list[str]:
    """Say everything that is wrong with a knowledge file, a sentence each; an empty list where nothing is."""
    problems: list[str] = []
    entries = _entries(path, problems)
    return [*problems, *(problem for entry in entries for problem in _faults(entry))]


def _entries(path: Path | Traversable, problems: list[str]) -> tuple[Entry, ...]:
    """Read the entries of a file; what cannot be read is added to the problems."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.name.endswith(".csv"):
            return tuple(_from_table(text))
        tables = msgspec.convert(tomllib.loads(text), ActorFile).actor
    except (OSError, ValueError) as error:
        problems.append(str(error))
        return ()
    entries = []
    for number, table in enumerate(tables, 1):
        try:
            entries.append(msgspec.convert(table, Entry))
        except ValueError as error:
            problems.append(f'"{table.get("id", f"entry {number}")}": {error}')
    return tuple(entries)


def _faults(entry: Entry) -> Iterator[str]:
    """Say what is wrong with an entry."""
    if not _ID.fullmatch(entry.id):
        yield f'"{entry.id}": an id is made of lower-case letters, digits and hyphens'
    if not entry.name.strip():
        yield f'"{entry.id}": the name is empty'
    if entry.sector is not None and entry.sector not in SECTORS:
        yield f'"{entry.id}": "{entry.sector}" is no PLOVER sector'
    if entry.country is not None and not _COUNTRY.fullmatch(entry.country):
        yield f'"{entry.id}": "{entry.country}" is no ISO 3166 alpha-3 code'
    for office in entry.offices:
        if not (_DATE.fullmatch(office.since) and _DATE.fullmatch(office.until)):
            yield f'"{entry.id}": the dates of "{office.title}" must be YYYY, YYYY-MM or YYYY-MM-DD'
        elif office.since and office.until and office.until < office.since[: len(office.until)]:
            yield f'"{entry.id}": the office "{office.title}" ends before it begins'


def _from_table(text: str) -> Iterator[Entry]:
    """Yield the parties of a CSV table; lines of one id are put together, one office each."""
    rows = csv.DictReader(StringIO(text))
    unknown = set(rows.fieldnames or ()) - set(COLUMNS)
    if unknown or "name" not in (rows.fieldnames or ()):
        message = f"the columns are {', '.join(COLUMNS)}, of which name is needed; not known: {sorted(unknown)}"
        raise ValueError(message)
    gathered: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if None in row:
            message = f"line {rows.line_num}: there are more cells than columns"
            raise ValueError(message)
        cells = {key: (value or "").strip() for key, value in row.items()}
        gathered.setdefault(cells.get("id") or slug(cells["name"]), []).append(cells)
    for name, lines in gathered.items():
        yield _from_lines(name, lines)


def _from_lines(key: str, lines: list[dict[str, str]]) -> Entry:
    """Put the lines of one party together."""
    first = lines[0]
    offices = tuple(
        Office(line["office"], line.get("of") or line.get("country", ""), line.get("since", ""), line.get("until", ""))
        for line in lines
        if line.get("office")
    )
    variants = dict.fromkeys(part.strip() for line in lines for part in line.get("variants", "").split(";"))
    raw = {
        "id": key,
        "name": first["name"],
        "kind": first.get("kind") or "person",
        "country": first.get("country") or None,
        "sector": first.get("sector") or ("GOV" if offices else None),
        "variants": [variant for variant in variants if variant],
        "gender": first.get("gender", ""),
        "offices": offices,
    }
    return msgspec.convert(raw, Entry)


def slug(name: str) -> str:
    """Make an id of a name: "Ali Khamenei" is "ali-khamenei"."""
    return "-".join(name_words(name))


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
            adjectives=row.adjectives, people=row.people, seats=row.capital + row.seats,
        )
        for code, row in rows.items()
    )  # fmt: skip
