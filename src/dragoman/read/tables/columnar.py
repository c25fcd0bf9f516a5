"""Parquet: tables in columns, one article a row, read a few rows at a time."""

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.model import Problem, RawDocument
from dragoman.plugins import Reader, ReadOptions
from dragoman.read import unreadable
from dragoman.read.encoding import decode
from dragoman.read.tables.columns import PARTS, Row, articles, has_text, plain_name, without_text

DAMAGE = (pa.ArrowException, OSError, ValueError, OverflowError, KeyError)  # what a broken file is met with
MOST_ROWS = 256  # rows that are decoded together
# Bytes that these may take, however the file packs them: a text that is kept once in a column can stand for every row.
MOST_BYTES = 1 << 30
BUFFER_BYTES = 1 << 16  # of a column's packed pages that are read together; without it a whole row group is


def looks_like_parquet(head: bytes, _source: str) -> bool:
    """Does it begin with the format's mark?"""
    return head.startswith(b"PAR1")


def read_parquet(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[RawDocument]:
    """Yield one document a row."""
    try:
        names = pq.ParquetFile(file).schema_arrow.names
    except DAMAGE as error:
        yield unreadable(source.encode("utf-8", "surrogateescape"), source, "read.damaged", _damage(error))
        return
    if not has_text(names, options):
        yield without_text(names, source)
        return
    yield from articles(partial(_rows, file, source, options), source, options, names)


def _damage(error: Exception) -> str:
    """What is wrong with a file, in one line."""
    return f"is damaged ({' '.join(str(error).split())[:200]}); get it again"


def _rows(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the rows, with no column but those that hold a part of an article."""
    file.seek(0)
    usual = {plain_name(name) for name in options.columns.values()}.union(*PARTS.values())
    number = 0
    try:
        table = pq.ParquetFile(file, buffer_size=BUFFER_BYTES, pre_buffer=False)
        names = [name for name in table.schema_arrow.names if plain_name(name) in usual]
        for batch in table.iter_batches(_rows_at_once(table.metadata), columns=names):
            columns = [_to_seconds(column) for column in batch.columns]
            for row in range(batch.num_rows):
                number += 1
                cells = {name: _cell(column[row]) for name, column in zip(batch.schema.names, columns, strict=True)}
                content = msgspec.json.encode(cells, enc_hook=str, order="sorted")
                yield Row(f"{source}:{number}", content, cells)
    except DAMAGE as error:
        at = f"{source}:{number + 1}"
        message = f"{source} {_damage(error)}. Its rows from {number + 1} on were not read."
        yield Row(at, message.encode(), None, (Problem("read", "read.damaged", message, at),))


def _rows_at_once(metadata: Any) -> int:
    """How many rows may be decoded together: fewer of larger groups, since one cell may hold all that a group does.

    What the file says of its single columns is not asked: Arrow ends the process where that is damaged.
    """
    sizes = [int(metadata.row_group(at).total_byte_size) for at in range(metadata.num_row_groups)]
    return max(1, min(MOST_ROWS, MOST_BYTES // max([1, *sizes])))


def _to_seconds(column: Any) -> Any:
    """A column whose times have no parts of seconds, which Python's own times cannot all hold."""
    if not pa.types.is_timestamp(column.type):
        return column
    return column.cast(pa.timestamp("s", column.type.tz), safe=False)


def _cell(value: Any) -> Any:
    """The plain value of a cell; bytes are text in an encoding of their own, and a time beyond the calendar is none."""
    try:
        plain = value.as_py()
    except (ValueError, OverflowError):
        return None
    return decode(plain).text if isinstance(plain, bytes) else plain


PLUGIN = Reader("parquet", (".parquet", ".pq"), looks_like_parquet, read_parquet, order=12)
