"""Import: event data of others as reports, so that text and data stand side by side.

A row is a document whose text is its cells, one a line; each value points to its cell. What has no counterpart in
PLOVER is left out, and counted. Each format is a file of this room with a `FORMAT`; crosswalks are TOML files.
"""

import csv
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import msgspec

from dragoman.errors import SetupError
from dragoman.imports.account import account_of
from dragoman.imports.format import Format, Sheet
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.model import Account, Problem, content_id
from dragoman.settle import Settled, settle
from dragoman.store import Case, create_case, read_rows, write_rows

LONGEST_CELL = 1_000_000  # code points; notes are far shorter, and a quote that is not closed is cut there
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
    held = {account.id for file in imported_files(case) for account in read_rows(file, Account)}
    outcome = Imported()
    for file, one in told:
        fresh = [account for account in _read(file, one, knowledge, outcome) if account.id not in held]
        unique = {account.id: account for account in fresh}
        outcome.added += len(unique)
        held |= set(unique)
        if unique:
            name = content_id(*sorted(unique))
            write_rows(case.path / "accounts" / f"{MARK}{name}.parquet", list(unique.values()), Account)
    if outcome.added:
        built = case.account_files() if (case.path / "current").is_file() else ()
        outcome.settled = settle(case, tuple(dict.fromkeys((*built, *imported_files(case)))))
    outcome.known = outcome.rows - outcome.added - outcome.left_out - len(outcome.problems)
    return outcome


def recognise(file: Path, known: dict[str, Format]) -> Format:
    """Tell the format of a file by the columns of its first line.

    Raises:
        SetupError: as `bring` does.
    """
    cells = _first(file)
    for one in known.values():
        if (one.needs and one.needs <= set(cells)) or len(cells) in {len(columns) for columns in one.columns}:
            return one
    message = f"{file} has the columns of no known format; there are: {', '.join(sorted(known))}. Try --format."
    raise SetupError("imports.format", message)


def _first(file: Path) -> list[str]:
    """The cells of a file's first line."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            line = lines.readline(LONGEST_CELL)
    except OSError as error:
        raise SetupError("imports.missing", f"{file} cannot be read ({error}). Check the path.") from error
    return [cell.strip() for cell in next(csv.reader([line], delimiter=_delimiter(line)), [])]


def _delimiter(line: str) -> str:
    return max(("\t", ",", ";"), key=line.count)


class _Tabs(csv.excel_tab):
    """Tables with tabs, in which a quotation mark is a character like others."""

    quoting = csv.QUOTE_NONE


def _read(file: Path, format_: Format, knowledge: Knowledge, outcome: Imported) -> Iterator[Account]:
    """Yield what the rows of a file say, and count them."""
    csv.field_size_limit(LONGEST_CELL)
    first = _first(file)
    numbered = next((columns for columns in format_.columns if len(columns) == len(first)), None)
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        delimiter = _delimiter(lines.readline(LONGEST_CELL))
        lines.seek(0)
        rows = csv.reader(lines, _Tabs if delimiter == "\t" else csv.excel, delimiter=delimiter)
        names = list(numbered) if numbered else [cell.strip() for cell in next(rows, [])]
        for cells in rows:
            if any(cells):
                outcome.rows += 1
                at = f"{file}:{rows.line_num}"
                yield from _told(cells, names, at, (format_, knowledge, outcome))


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
