"""What the commands share: options, where they print to, progress, and files that appear only when they are whole."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from msgspec.structs import replace
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.display import built_summary, plain, problem_lines
from dragoman.export.files import unwritable
from dragoman.model import Problem
from dragoman.pipeline import Built, nothing_read
from dragoman.settings import Settings

PAPER_WIDTH = 160  # characters a line where the output is no terminal

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
Inputs = Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files and folders of articles.")]
BuiltPlace = Annotated[str, typer.Argument(metavar="CASE", help="The case's folder; also one elsewhere, as s3://...")]
BuiltInputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT...]", help="Files and folders of articles; also elsewhere, as s3://..."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file instead of the terminal.")]
Model = Annotated[str | None, typer.Option("--model", help="Another spaCy model of the same language.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes; the default is one a core.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", envvar="DASK_SCHEDULER_ADDRESS", help="Let a Dask cluster do the work: tcp://HOST:8786."),
]
KnowledgeFiles = Annotated[
    list[Path] | None, typer.Option("--knowledge", help="A file of your own actors; may be repeated.")
]
PlaceFiles = Annotated[list[Path] | None, typer.Option("--places", help="A file of your own places; may be repeated.")]
Include = Annotated[str, typer.Option("--include", help="Code these as well: captions,standfirst.")]
Columns = Annotated[str, typer.Option("--map", help="Columns of tables that bear no usual name: text=story,date=day.")]
Outlet = Annotated[str | None, typer.Option(help="Who published the articles that do not state it themselves.")]
RulesName = Annotated[
    str, typer.Option("--rules", help="By which rules an event's values follow from its reports: acled, ucdp, ...")
]
CodebookFolder = Annotated[Path | None, typer.Option("--codebook", help="A folder of your own event types.")]


def console(*, stderr: bool = False) -> Console:
    """The terminal, without colours for words; a wide page where the output is no terminal."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=PAPER_WIDTH)


def settings_of(
    model: str | None,
    knowledge: list[Path] | None,
    places: list[Path] | None,
    codebook: Path | None,
    include: str = "",
) -> Settings:
    """What the options say that decides the outcome."""
    return Settings(
        model=model,
        knowledge=tuple(str(path) for path in knowledge or ()),
        places=tuple(str(path) for path in places or ()),
        codebook=str(codebook) if codebook else None,
        include=tuple(sorted({name.strip() for name in include.split(",") if name.strip()})),
    )


def reading_of(settings: Settings, columns: str, outlet: str | None) -> Settings:
    """The settings, with what `--map` and `--outlet` say of the inputs."""
    named = (outlet or "").strip() or None
    return replace(settings, columns=columns_of(columns), outlet=named)


def columns_of(pairs: str) -> tuple[tuple[str, str], ...]:
    """What `--map` says of the columns of tables."""
    from dragoman.read.tables.columns import mapped  # noqa: PLC0415 - the readers are not needed to look into a case

    return tuple(sorted(mapped(pairs).items())) if pairs else ()


def print_built(built: Built, inputs: Sequence[str | Path]) -> None:
    """What a build did, and on standard error every problem that it met.

    Raises:
        SetupError: `build.nothing`, where the case holds nothing to read; it tells of the first problem.
    """
    if not built.readable:
        print_problems(built.problems[1:])
        raise nothing_read(built, inputs)
    console().print(plain(built_summary(built)))
    print_problems(built.problems)


def print_problems(problems: Iterable[Problem]) -> None:
    """Every problem in a line, on standard error; of many of one sort the first."""
    for line in problem_lines(problems):
        console(stderr=True).print(plain(line), soft_wrap=True)


@contextmanager
def bar() -> Iterator[Any]:
    """A progress bar on standard error; yields the function that moves it."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def move(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield move


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if path is None:
        yield sys.stdout.buffer
        return
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("wb") as file:
            yield file
        waiting.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
