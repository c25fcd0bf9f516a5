"""The command that draws a case as a whole."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from dragoman.cli.terminal import CasePath, console
from dragoman.display import plain
from dragoman.explain import Explained
from dragoman.situation import draw, look
from dragoman.situation.page import lines
from dragoman.situation.positions import read_issues
from dragoman.situation.scene import Asked, Period
from dragoman.store import open_case


def situation(
    case: CasePath,
    since: Annotated[
        str | None, typer.Option("--from", help="Only from this date on: 2020, 2020-01, 2020-01-03.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="Only up to this date.")] = None,
    about: Annotated[str | None, typer.Option(metavar="ACTOR", help="Only what concerns this party.")] = None,
    issues: Annotated[Path | None, typer.Option(help="Your own issues: docs/concepts/situation.md.")] = None,
    by: Annotated[Period, typer.Option(help="Periods of the counts: week, month or year.")] = "month",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a page.")] = False,
) -> None:
    """Print who is who, who stands with whom, who has what where, who wants what, and what led to what."""
    asked = Asked(since, until, about, read_issues(issues) if issues else (), by)
    scene = look(Explained(open_case(case)), asked)
    drawn = draw(scene)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(drawn) + b"\n")
        return
    screen = console()
    for depth, line in lines(scene, drawn):
        if depth == 0:
            screen.print()
            screen.print(plain(line), style="bold")
        else:
            screen.print(plain("  " * (depth - 1) + line), soft_wrap=True)
