"""`--format csv`: every table of a case as a CSV file, in a ZIP archive or a new folder."""

from functools import partial
from pathlib import Path
from typing import Any

from dragoman.export.files import delimited, write_files
from dragoman.export.joined import Joined
from dragoman.export.tables import tables
from dragoman.plugins import Exporter


def write(case: Any, path: Path) -> int:
    """Write `TABLE.csv` for each table; returns how many rows they hold together.

    Raises:
        FileExistsError: where the folder holds something already.
    """
    made = list(tables(Joined(case)))
    write_files(
        path,
        [(f"{one.name}.csv", partial(delimited, [column.name for column in one.columns], one.rows)) for one in made],
    )
    return sum(len(one.rows) for one in made)


PLUGIN = Exporter("csv", ".zip", write, binary=True)
