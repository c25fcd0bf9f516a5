"""The commands. The only place that prints, and that turns errors into exit statuses.

0: done, also where some documents had problems; 1: nothing could be done; 2: wrong usage or a broken data file.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from dragoman import __version__
from dragoman.display import accounts_side_by_side, built_summary, events_table, plain, problem_line, safe
from dragoman.errors import BrokenPromise, DocumentError, DragomanError, SetupError
from dragoman.explain import Explained
from dragoman.export.annotations import record
from dragoman.model import Event
from dragoman.pipeline import Settings, annotate_all
from dragoman.pipeline import build as build_case
from dragoman.plugins import Exporter, discover
from dragoman.read import text_layer
from dragoman.store import open_case

NOTHING, USAGE = 1, 2
NOTHING_DONE = {"build.nothing", "annotate.nothing"}  # errors of the documents rather than of the command
PAPER_WIDTH = 160  # characters a line where the output is no terminal
EVENTS_SHOWN = 40  # rows that `show` prints unless it is asked for more

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Dragoman reads what every side says about a conflict and turns it into event reports.",
)

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
Inputs = Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files and folders of articles.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file instead of the terminal.")]
Model = Annotated[str | None, typer.Option("--model", help="Another spaCy model of the same language.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes; the default is one a core.")]
KnowledgeFiles = Annotated[
    list[Path] | None, typer.Option("--knowledge", help="A file of your own actors; may be repeated.")
]
PlaceFiles = Annotated[list[Path] | None, typer.Option("--places", help="A file of your own places; may be repeated.")]
CodebookFolder = Annotated[Path | None, typer.Option("--codebook", help="A folder of your own event types.")]


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=PAPER_WIDTH)


def _settings(
    model: str | None, knowledge: list[Path] | None, places: list[Path] | None, codebook: Path | None
) -> Settings:
    return Settings(
        model=model,
        knowledge=tuple(str(path) for path in knowledge or ()),
        places=tuple(str(path) for path in places or ()),
        codebook=str(codebook) if codebook else None,
    )


@contextmanager
def _bar() -> Iterator[Any]:
    """A progress bar on standard error; yields the function that moves it."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def move(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield move


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
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
        raise SetupError("cli.out", f"{path} cannot be written ({error}). Choose another --out.") from error


@app.command()
def build(
    case: CasePath,
    inputs: Inputs,
    knowledge: KnowledgeFiles = None,
    places: PlaceFiles = None,
    codebook: CodebookFolder = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Read articles and build a case of them, or add them to one."""
    with _bar() as move:
        settings = _settings(model, knowledge, places, codebook)
        _, built = build_case(case, inputs, settings=settings, workers=workers, progress=move)
    console = _console()
    console.print(plain(built_summary(built)))
    for problem in built.problems:
        _console(stderr=True).print(plain("problem: " + problem_line(problem)), soft_wrap=True)
    if not built.readable:
        raise SetupError("build.nothing", f"nothing could be read from {', '.join(map(str, inputs))}.")


@app.command()
def show(
    case: CasePath,
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="The id of one event, or its start.")] = None,
    about: Annotated[str | None, typer.Option(help="Only events that this word or name occurs in.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only events of this PLOVER type.")] = None,
    by_date: Annotated[bool, typer.Option("--by-date", help="Order by date, not by how many report it.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = EVENTS_SHOWN,
) -> None:
    """Print the events of a case as a table, or each document's account of one event side by side."""
    told = Explained(open_case(case))
    console = _console()
    if event is not None:
        whole = told.find(event)
        if whole not in told.events:
            raise SetupError("cli.event", f'"{event}" is not the id of an event; dragoman show {case} lists them.')
        console.print(accounts_side_by_side(told, told.events[whole]))
        return
    events = [one for one in told.events.values() if type_ in (None, one.type) and _speaks_of(told, one, about)]
    if by_date:
        events.sort(key=lambda one: (one.when is None, one.when.edtf or "" if one.when else "", one.id))
    console.print(events_table(told, events[:limit]))
    hidden = len(events) - limit
    more = f"; {hidden} more with --limit {len(events)}" if hidden > 0 else ""
    console.print(plain(f"\n{len(events)} events{more}. The accounts of one: dragoman show {case} ID"))


def _speaks_of(told: Explained, event: Event, about: str | None) -> bool:
    """Does the word stand in a party's name, the place or the words of an event?"""
    if about is None:
        return True
    parts = [party.name for party in (*event.actors, *event.recipients)]
    for report in (told.reports[id_] for id_ in event.reports):
        parts += [*report.wording, *(party.name for party in (*report.actors, *report.recipients))]
        parts += [report.where.name] if report.where else []
    return about.lower() in " ".join(parts).lower()


@app.command()
def explain(case: CasePath, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Walk from an event, report, mention or actor down to the characters that say it."""
    console = _console()
    for depth, line in Explained(open_case(case)).lines(id_):
        console.print(plain("  " * depth + line), soft_wrap=True)


@app.command()
def sql(
    case: CasePath,
    query: Annotated[str, typer.Argument(help='One SELECT, such as "select type, count(*) from events group by 1".')],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines instead of a table.")] = False,
) -> None:
    """Query a case; it cannot be changed this way."""
    columns, rows = open_case(case).sql(query)
    if as_json:
        for row in rows:
            line = msgspec.json.encode(dict(zip(columns, row, strict=True)), enc_hook=str)
            sys.stdout.buffer.write(line + b"\n")
        return
    table = Table(*columns, show_edge=False, pad_edge=False)
    for row in rows:
        table.add_row(*(plain("" if cell is None else str(cell)) for cell in row))
    _console().print(table)


@app.command()
def annotate(
    inputs: Inputs,
    out: Out = None,
    knowledge: KnowledgeFiles = None,
    places: PlaceFiles = None,
    codebook: CodebookFolder = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Print everything that is found in each document as one line of JSON, without making a case."""
    settings = _settings(model, knowledge, places, codebook)
    count = 0
    with _bar() as move, _output(out) as file:
        for account in annotate_all(inputs, settings=settings, workers=workers, progress=move):
            file.write(msgspec.json.encode(record(account)) + b"\n")
            count += 1
    if not count:
        raise SetupError("annotate.nothing", f"there is no document in {', '.join(map(str, inputs))}.")


@app.command()
def export(
    case: CasePath,
    format_: Annotated[str, typer.Option("--format", help="events, page, ...")],
    out: Out = None,
) -> None:
    """Write a case in a form that other programs read."""
    exporters = discover("export", Exporter)
    if format_ not in exporters:
        raise SetupError("export.format", f'there is no format "{format_}"; there are: {", ".join(sorted(exporters))}.')
    opened = open_case(case)
    path = out or Path(f"{opened.name}{exporters[format_].suffix}")
    try:
        count = exporters[format_].write(opened, path)
    except OSError as error:
        raise SetupError("cli.out", f"{path} cannot be written ({error}). Choose another --out.") from error
    _console(stderr=True).print(plain(f"{count} rows in {path}"))


@app.command()
def text(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Print the text layer of a document, which every offset counts in, byte for byte."""
    sys.stdout.buffer.write(text_layer(file).encode("utf-8", "surrogatepass"))


@app.command()
def serve(case: CasePath, port: Annotated[int, typer.Option(min=1, max=65535)] = 8765) -> None:
    """Open the case's page on this machine."""
    from dragoman.serve import serve as serve_case  # noqa: PLC0415 - a web server is not needed for anything else

    _console(stderr=True).print(plain(f"http://127.0.0.1:{port}/  (stop with Ctrl-C)"))
    serve_case(open_case(case), port=port)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        sys.stdout.write(f"dragoman {__version__}\n")
        raise typer.Exit


def main() -> None:
    """Run a command, and turn what went wrong into a message and an exit status."""
    try:
        app(standalone_mode=False)
    except DragomanError as error:
        sys.stderr.write(f"dragoman: {safe(error.message)} [{error.slug}]\n")
        if isinstance(error, BrokenPromise):
            sys.stderr.write("This is a fault of the program: please report it with the command that you gave.\n")
        of_documents = isinstance(error, DocumentError) or error.slug in NOTHING_DONE
        sys.exit(NOTHING if of_documents else USAGE)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write("dragoman: stopped; what is done is kept, and the same command goes on from there.\n")
        sys.exit(NOTHING)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        if error.__class__.__module__.startswith(("click", "typer")) and hasattr(error, "show"):
            error.show()
            sys.exit(USAGE)
        raise
