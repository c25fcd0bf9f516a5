"""Export: what a case holds, in the forms that other programs read; one file a format, found by discovery."""

from pathlib import Path
from typing import Any

from dragoman.errors import SetupError
from dragoman.export.files import unwritable
from dragoman.plugins import Exporter, discover


def exporter(format_: str) -> Exporter:
    """The exporter of a format.

    Raises:
        SetupError: `export.format`, where there is no such format.
    """
    exporters = discover("export", Exporter)
    if format_ not in exporters:
        raise SetupError("export.format", f'there is no format "{format_}"; there are: {", ".join(sorted(exporters))}.')
    return exporters[format_]


def write_as(case: Any, format_: str, path: Path) -> int:
    """Write a case, or a part of one, in a format; returns how many rows it has.

    Raises:
        SetupError: `export.format`, where there is no such format; `cli.out`, where the file cannot be written.
    """
    chosen = exporter(format_)
    try:
        return chosen.write(case, path)
    except OSError as error:
        raise unwritable(path, error) from error
