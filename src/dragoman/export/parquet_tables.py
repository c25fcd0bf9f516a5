"""`--format parquet`: every table of a case as a Parquet file, in a ZIP archive or a new folder."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.export.files import write_files
from dragoman.export.joined import Joined
from dragoman.export.tables import Table, tables
from dragoman.plugins import Exporter

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def arrow(table: Table) -> pa.Table:
    """Return a table in Arrow's form."""
    schema = pa.schema([(column.name, _TYPES[column.kind]) for column in table.columns])
    columns = list(zip(*table.rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _file(table: Table) -> bytes:
    held = io.BytesIO()
    pq.write_table(arrow(table), held, compression="zstd")
    return held.getvalue()


def write(case: Any, path: Path) -> int:
    """Write `TABLE.parquet` for each table; returns how many rows they hold together.

    Raises:
        FileExistsError: where the folder holds something already.
    """
    made = list(tables(Joined(case)))
    write_files(path, [(f"{one.name}.parquet", partial(_file, one)) for one in made])
    return sum(len(one.rows) for one in made)


PLUGIN = Exporter("parquet", ".zip", write, binary=True)
