"""Write what is handed on: files that appear only when they are whole, the same bytes each time, no formulas in cells.

Nothing here looks at a clock: two exports of one case are equal byte for byte.
"""

import csv
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import SetupError

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP archive can state; says that there is none
READABLE = 0o644 << 16  # a plain file, in the way that ZIP archives say so
# What a spreadsheet takes for the beginning of a formula.
# Source: OWASP, CSV Injection.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
# Characters that XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unwritable(path: Path, error: OSError) -> SetupError:
    """Say why a file that was asked for is not there, and what to do."""
    if not path.parent.is_dir():
        return SetupError("cli.out", f"folder {path.parent} does not exist; make it, or write {path.name} elsewhere.")
    return SetupError("cli.out", f"{path} cannot be written ({error.strerror or error}). Choose another place for it.")


@contextmanager
def published(path: Path) -> Iterator[Path]:
    """Yield another name to write to; the file takes its own name when the block is left without an error.

    Raises:
        FileNotFoundError: where its folder does not exist.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(str(path.parent))
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield waiting
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file."""
    with published(path) as waiting:
        waiting.write_bytes(content)


def write_lines(path: Path, rows: Iterable[Any]) -> int:
    """Write JSON Lines, one row a line; returns how many."""
    count = 0
    with published(path) as waiting, waiting.open("wb") as file:
        for row in rows:
            file.write(msgspec.json.encode(row) + b"\n")
            count += 1
    return count


def write_json(path: Path, content: Any) -> None:
    """Write one JSON value, indented so that it can be read."""
    write_bytes(path, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a ZIP archive of these files, in their order."""
    with published(path) as waiting, zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            archive.writestr(entry, content)


def write_files(path: Path, members: Iterable[tuple[str, Callable[[], bytes]]]) -> None:
    """Write several files: into a ZIP archive where the path ends in `.zip`, else into a new folder.

    Args:
        path: The archive, or a folder that does not exist yet or is empty.
        members: Names, each with what makes the content.

    Raises:
        FileExistsError: where the folder holds something already.
    """
    if path.suffix == ".zip":
        write_zip(path, {name: make() for name, make in members})
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(f"{path} exists already; name a new folder, or a file that ends in .zip")
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    waiting.mkdir(parents=True)
    try:
        for name, make in members:
            (waiting / name).write_bytes(make())
        if path.exists():
            path.rmdir()
        waiting.replace(path)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def delimited(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, tabs: bool = False) -> bytes:
    """Return a table as CSV (RFC 4180), or separated by tabs, in UTF-8; None is an empty cell.

    Args:
        columns: The heading; none is written where it is empty.
        rows: The rows, each as long as the heading.
        tabs: Separate by tabs and never quote: tabs and line breaks within a cell become spaces.
    """
    text = io.StringIO(newline="")
    if tabs:
        for row in (columns, *rows) if columns else rows:
            text.write("\t".join(" ".join(str(cell(one)).split()) for one in row) + "\n")
    else:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([columns] if columns else [])
        writer.writerows([cell(one) for one in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """Return what a cell shows; text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return number(value)
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else value


def number(value: float | None) -> str:
    """A figure without the decimals that it does not have; "" for None."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def xml_text(text: str) -> str:
    """The text without the control characters that no XML file may hold; each becomes a replacement character."""
    return _NOT_XML.sub("\ufffd", text)
