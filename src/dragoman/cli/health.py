"""The command that says what is installed and what is missing."""

import sys
from pathlib import Path

from rich.table import Table

from dragoman.cli.terminal import console
from dragoman.display import plain

MARKS = {"ok": "ok", "optional": "–", "missing": "MISSING"}


def doctor() -> None:
    """Say what is installed and what is missing, and what to run for it."""
    from dragoman.doctor import examine  # noqa: PLC0415 - nothing else needs it

    found = list(examine(Path.cwd()))
    table = Table(show_edge=False, pad_edge=False, show_header=False)
    for one in found:
        table.add_row(MARKS[one.state], plain(one.about), plain(one.told), plain(one.remedy))
    console().print(table)
    missing = [one.about for one in found if one.state == "missing"]
    if missing:
        console(stderr=True).print(plain(f"missing: {', '.join(missing)}"))
        sys.exit(1)
