"""Import: event data of others as reports, so that text and data stand side by side.

A row is a document whose text is its cells; each value points to its cell. What has no counterpart in
PLOVER is left out, and counted. Each format is a file of this room with a `FORMAT`; crosswalks are TOML files.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from pkgutil import iter_modules

import msgspec

from dragoman.errors import SetupError
from dragoman.files.rows import read_rows, write_rows
from dragoman.imports.account import account_of
from dragoman.imports.format import Format, Sheet
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.model import Account, Problem, content_id
from dragoman.settle import Settled, settle
from dragoman.store import Case, create_case

LONGEST_CELL = 1_000_000  # code points; notes are far shorter, and a quote that is not closed is cut there
ROWS_A_FILE = 5_000  # rows that are held before they are stored: some tens of megabytes
MARK = "import-"  # how the files of imported accounts begin, beside those that builds make


class Imported(msgspec.Struct):
    """What was imported.

    Attributes:
        rows: Rows of the files.
        added: Those that are new to the case.
        known: Those that the case held already.
        left_out: Rows whose act has no counterpart in PLOVER.
        problems: Rows that could not be read.
        settled: What the case holds now; None where nothing was added.
    """

    rows: int = 0
    added: int = 0
    known: int = 0
    left_out: int = 0
    problems: list[Problem] = []
    settled: Settled | None = None


def formats() -> dict[str, Format]:
    """The formats, by name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [module.FORMAT for module in modules if isinstance(getattr(module, "FORMAT", None), Format)]
    return {one.name: one for one in found}


def imported_files(case: Case) -> tuple[Path, ...]:
    """The files of the accounts that were imported into a case, by name."""
    return tuple(sorted((case.path / "accounts").glob(f"{MARK}*.parquet")))


def bring(path: Path, inputs: Sequence[Path], format_: str | None = None) -> Imported:
    """Import files of event data into a case, which is made where there is none, and resolve it anew.

    Args:
        path: The case's folder.
        inputs: The files.
        format_: Their format; where it is not given, it is told by their columns.

    Raises:
        SetupError: `imports.missing`, `imports.format`, where a file is not there or in no known format.
    """
    known, knowledge = formats(), load_knowledge()
    if format_ is not None and format_ not in known:
        raise SetupError("imports.format", f'there is no format "{format_}"; there are: {", ".join(sorted(known))}.')
    told = [(file, known[format_] if format_ else recognise(file, known)) for file in inputs]
    case = create_case(path)
    with case.building():
        held = {account.id for file in imported_files(case) for account in read_rows(file, Account)}
        outcome = Imported()
        for file, one in told:
            fresh = (account for account in _read(file, one, knowledge, outcome) if account.id not in held)
            while batch := {account.id: account for account in islice(fresh, ROWS_A_FILE)}:
                outcome.added += len(batch)
                held |= set(batch)
                name = content_id(*sorted(batch))
                write_rows(case.path / "accounts" / f"{MARK}{name}.parquet", list(batch.values()), Account)
        if outcome.added:
            with case.settling():
                built = case.account_files() if (case.path / "current").is_file() else ()
                outcome.settled = settle(case, tuple(dict.fromkeys((*built, *imported_files(case)))))
    outcome.known = max(0, outcome.rows - outcome.added - outcome.left_out - len(outcome.problems))
    return outcome


def recognise(file: Path, known: dict[str, Format]) -> Format:
    """Tell the format of a file by the columns of its first line.

    Raises:
        SetupError: as `bring` does.
    """
    line = _first(file)
    cells = _cells(line)
    for one in known.values():
        if one.needs and one.needs <= set(cells):
            return one
        if len(cells) in {len(columns) for columns in one.columns} and re.match(one.begins, line):
            return one
    message = f"{file} has the columns of no known format; there are: {', '.join(sorted(known))}. Try --format."
    raise SetupError("imports.format", message)


def _first(file: Path) -> str:
    """A file's first line."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            return lines.readline(LONGEST_CELL)
    except OSError as error:
        raise SetupError("imports.missing", f"{file} cannot be read ({error}). Check the path.") from error


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], _form(line)), [])]


class _Commas(csv.excel):
    """Tables with commas."""


class _Semicolons(csv.excel):
    """Tables with semicolons."""

    delimiter = ";"


class _Tabs(csv.excel_tab):
    """Tables with tabs, in which a quotation mark is a character like others."""

    quoting = csv.QUOTE_NONE


def _form(line: str) -> type[csv.Dialect]:
    """How a table is written, by the delimiter that its first line has most of."""
    return max((_Tabs, _Commas, _Semicolons), key=lambda form: line.count(form.delimiter))


def _read(file: Path, format_: Format, knowledge: Knowledge, outcome: Imported) -> Iterator[Account]:
    """Yield what the rows of a file say, and count them; where a row cannot be taken apart, the rest is left out."""
    csv.field_size_limit(LONGEST_CELL)
    line = _first(file)
    size = len(_cells(line))
    numbered = next((columns for columns in format_.columns if len(columns) == size), None)
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        rows = csv.reader(lines, _form(line))
        try:
            names = list(numbered) if numbered else [cell.strip() for cell in next(rows, [])]
            for cells in rows:
                if any(cell.strip() for cell in cells):
                    outcome.rows += 1
                    yield from _told(cells, names, f"{file}:{rows.line_num}", (format_, knowledge, outcome))
        except csv.Error as error:
            message = f"{file}:{rows.line_num}: {error}; the rows from here on were left out. Mend that row."
            outcome.problems.append(Problem("read", "imports.row", message, str(file)))


def _told(cells: list[str], names: list[str], at: str, by: tuple[Format, Knowledge, Imported]) -> Iterator[Account]:
    """What a row says; a problem where it has another number of cells or no id."""
    format_, knowledge, outcome = by
    if len(cells) != len(names):
        message = f"{at} has {len(cells)} cells under {len(names)} columns, and was left out; mend that row."
        outcome.problems.append(Problem("read", "imports.row", message, at))
        return
    sheet = Sheet(dict(zip(names, cells, strict=True)))
    coded = format_.code(sheet)
    if coded is None:
        outcome.left_out += 1
    elif not coded.id.strip():
        message = f"{at} has no id, and was left out; give each row one of its own."
        outcome.problems.append(Problem("read", "imports.row", message, at))
    else:
        yield account_of(coded, sheet, format_, at, knowledge)
