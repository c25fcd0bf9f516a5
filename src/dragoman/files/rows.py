"""Rows: records as Parquet files, which appear under their names only when they are whole and on the disk."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import SetupError
from dragoman.files.arrays import records, schema_of, table
from dragoman.model import Record

ROWS_AT_ONCE = 256  # rows that a reader holds in memory
ROWS_A_GROUP = 5_000  # rows that a writer holds; an event or a report takes 1 to 4 KB
WAITING = re.compile(r"\..+\.\d+")  # the name of a file that is being written, ending in the number of the process

Row = TypeVar("Row", bound=Record)


def _unwritable(path: Path, error: OSError) -> SetupError:
    return SetupError("store.write", f"{path} cannot be written ({error}). Free or choose another place.")


def leftovers(folder: Path) -> Iterator[Path]:
    """What writers left in a folder and below it that were ended before they had done."""
    return (path for path in folder.rglob(".*") if WAITING.fullmatch(path.name))


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Yield another name to write to; the file takes its own name when it is on the disk, whole, or not at all.

    Raises:
        SetupError: `store.write`, where the folder cannot be written.
    """
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield waiting
        with waiting.open("rb+") as file:
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


@contextmanager
def locked(path: Path, *, wait: bool) -> Iterator[bool]:
    """Keep others out who lock the same file; a process that ends, however it does, keeps nobody out.

    Args:
        path: A file that is made for this, and stays.
        wait: Until the others have done. Where it is false and somebody is at work, the block is entered all the same.

    Yields:
        Is nobody else at work? Always, on systems without such locks (Windows).

    Raises:
        SetupError: `store.write`, where the folder cannot be written.
    """
    if sys.platform == "win32":
        yield True
        return
    import fcntl  # noqa: PLC0415 - Windows does not have it

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise _unwritable(path, error) from error
    with file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def writing(path: Path, kind: type[Record]) -> Iterator[Callable[[Record], None]]:
    """Yield what takes the records of a Parquet file one by one, and holds few; raises what `appearing` raises."""
    rows: list[Record] = []

    def put(row: Record) -> None:
        rows.append(row)
        if len(rows) >= ROWS_A_GROUP:
            writer.write_table(table(rows, kind))
            rows.clear()

    with appearing(path) as waiting, pq.ParquetWriter(waiting, schema_of(kind), compression="zstd") as writer:
        yield put
        writer.write_table(table(rows, kind))


def write_rows(path: Path, rows: Iterable[Record], kind: type[Record]) -> None:
    """Write records as one Parquet file; raises what `appearing` raises."""
    with writing(path, kind) as put:
        for row in rows:
            put(row)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; raises what `appearing` raises."""
    with appearing(path) as waiting:
        waiting.write_bytes(content)


def packed(rows: Sequence[Record], kind: type[Record]) -> bytes:
    """The content of the file that `write_rows` writes."""
    content = BytesIO()
    pq.write_table(table(rows, kind), content, compression="zstd")
    return content.getvalue()


def unpacked(content: bytes, kind: type[Row]) -> Iterator[Row]:
    """Read the records of a Parquet file that is in memory."""
    with pq.ParquetFile(pa.BufferReader(content)) as file:
        yield from _rows(file, kind, None)


def read_rows(path: Path, kind: type[Row], only: Set[str] | None = None) -> Iterator[Row]:
    """Read the records of a Parquet file, a few at a time, and only the fields of their kind.

    Args:
        path: The file.
        kind: What the records are.
        only: The ids of those that are read; None reads all.

    Raises:
        SetupError: `store.read`, where the file is not one that this version wrote.
    """
    if only is not None and (not only or only.isdisjoint(read_columns(path, "id")[0])):
        return
    try:
        with pq.ParquetFile(path) as file:
            yield from _rows(file, kind, only)
    except (OSError, pa.ArrowException, msgspec.ValidationError) as error:
        raise _damaged(path, error) from error


def _rows(file: pq.ParquetFile, kind: type[Row], only: Set[str] | None) -> Iterator[Row]:
    columns = [file.schema.column(number).path for number in range(len(file.schema.names))]
    wanted = [path for path in columns if path.partition(".")[0] in kind.__struct_fields__]
    for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted):
        yield from records(batch if only is None else batch.filter(_among(batch["id"], only)), kind)


def _among(ids: pa.Array, only: Set[str]) -> pa.BooleanArray:
    return pa.array([id_ in only for id_ in ids.to_pylist()], pa.bool_())


def _damaged(path: Path, error: Exception) -> SetupError:
    return SetupError("store.read", f"{path} cannot be read ({error}). Delete that file and run dragoman build again.")


def read_columns(path: Path, *names: str) -> list[list[Any]]:
    """Read some columns of a Parquet file, and nothing of the others."""
    try:
        table = pq.ParquetFile(path).read(columns=list(names))
    except (OSError, pa.ArrowException) as error:
        raise _damaged(path, error) from error
    return [table.column(name).to_pylist() for name in names]
