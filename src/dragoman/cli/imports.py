"""The command that takes event data of others into a case."""

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.terminal import CasePath, console, print_problems
from dragoman.display import count, plain
from dragoman.errors import SetupError
from dragoman.imports import bring

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Event data: GDELT, ICEWS, POLECAT, ACLED, UCDP.")]


def import_(
    case: CasePath,
    files: Files,
    format_: Annotated[
        str | None, typer.Option("--format", help="Where the columns do not tell it: gdelt, ...")
    ] = None,
) -> None:
    """Take event data of others into a case, as reports beside those of the texts."""
    brought = bring(case, files, format_)
    print_problems(brought.problems)
    if not brought.rows:
        raise SetupError("imports.nothing", f"there is no row in {', '.join(map(str, files))}.")
    counts = f"{count(brought.rows, 'row')}: {brought.added} added, {brought.known} known already"
    line = f"{counts}, {brought.left_out} without a counterpart in PLOVER, {len(brought.problems)} unreadable"
    console().print(plain(line))
    if (held := brought.settled) is not None:
        console().print(plain(f"the case holds {count(held.reports, 'report')} of {count(held.events, 'event')}"))
