"""Commands of a case: make it, look into it, hand it on."""

import os
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from dragoman.authoring import why_nothing
from dragoman.cli.terminal import (
    BuiltInputs,
    BuiltPlace,
    CasePath,
    Cluster,
    CodebookFolder,
    Columns,
    Include,
    KnowledgeFiles,
    Model,
    Out,
    Outlet,
    PlaceFiles,
    RulesName,
    Workers,
    bar,
    console,
    print_built,
    reading_of,
    settings_of,
)
from dragoman.display import accounts_side_by_side, answer_table, count, events_table, plain
from dragoman.errors import SetupError
from dragoman.explain import Explained
from dragoman.export import exporter, write_as
from dragoman.export.part import part_of
from dragoman.export.ruled import by_rules
from dragoman.files.far import is_far
from dragoman.model import Span
from dragoman.pipeline import build as build_here
from dragoman.pipeline import build_far
from dragoman.resolve.rules import USUAL
from dragoman.store import open_case

EVENTS_SHOWN = 40  # rows that `show` prints unless it is asked for more


def build(
    case: BuiltPlace,
    inputs: BuiltInputs = None,
    knowledge: KnowledgeFiles = None,
    places: PlaceFiles = None,
    codebook: CodebookFolder = None,
    include: Include = "",
    columns: Columns = "",
    outlet: Outlet = None,
    model: Model = None,
    workers: Workers = None,
    cluster: Cluster = None,
) -> None:
    """Read articles and build a case of them, or add them to one; without any, code anew what a case holds."""
    given = inputs or []
    with bar() as move:
        settings = reading_of(settings_of(model, knowledge, places, codebook, include), columns, outlet)
        if is_far(case):
            built = build_far(case, given, settings=settings, workers=cluster or workers, progress=move)
        else:
            _, built = build_here(case, given, settings=settings, workers=cluster or workers, progress=move)
    print_built(built, given or [case])


def show(
    case: CasePath,
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="The id of one event, or its start.")] = None,
    about: Annotated[str | None, typer.Option(help="Only events of this party, by any name, or word.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only events of this PLOVER type.")] = None,
    by_date: Annotated[bool, typer.Option("--by-date", help="Order by date, not by how many report it.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = EVENTS_SHOWN,
    rules: RulesName = USUAL,
) -> None:
    """Print the events of a case as a table, or each document's account of one event side by side."""
    told = Explained(by_rules(open_case(case), rules))
    screen = console()
    if event is not None:
        whole = told.find(event)
        if whole not in told.events:
            raise SetupError("cli.event", f'"{event}" is not the id of an event; dragoman show {case} lists them.')
        screen.print(accounts_side_by_side(told, told.events[whole]))
        return
    spoken = list(told.events.values() if about is None else told.about(about))
    events = [one for one in spoken if one.type == type_.upper()] if type_ else spoken
    if type_ and not events:
        met = ", ".join(sorted({one.type for one in spoken}))
        raise SetupError("cli.type", f'none of these events is of the type "{type_}"; there are: {met}.')
    if by_date:
        events.sort(key=lambda one: (one.when is None, one.when.edtf or "" if one.when else "", one.id))
    screen.print(events_table(told, events[:limit], screen.width))
    hidden = len(events) - limit
    more = f"; {hidden} more with --limit {len(events)}" if hidden > 0 else ""
    screen.print(plain(f"\n{count(len(events), 'event')}{more}. The accounts of one: dragoman show {case} ID"))


def explain(
    case: CasePath,
    id_: Annotated[str, typer.Argument(metavar="ID", help="Of an event, report, mention or actor; or of a document.")],
    why_not: Annotated[
        tuple[int, int] | None,
        typer.Option(metavar="START END", help="Say why these characters of document ID code nothing more."),
    ] = None,
    codebook: CodebookFolder = None,
    knowledge: KnowledgeFiles = None,
    rules: RulesName = USUAL,
) -> None:
    """Walk from an event, report, mention or actor down to the characters that say it."""
    opened = open_case(case)
    if why_not is None:
        lines = Explained(by_rules(opened, rules)).lines(id_)
    else:
        lines = why_nothing(opened, id_, Span(*why_not), settings_of(None, knowledge, None, codebook))
    screen = console()
    for depth, line in lines:
        screen.print(plain("  " * depth + line), soft_wrap=True)


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
    screen = console()
    screen.print(answer_table(columns, rows, screen.width))


def export(
    case: CasePath,
    format_: Annotated[str, typer.Option("--format", help="events, page, csv, dossier ...: docs/reference/exports.md")],
    out: Out = None,
    about: Annotated[str | None, typer.Option(help="Only this event, or the events of this actor: id or name.")] = None,
    rules: RulesName = USUAL,
) -> None:
    """Write a case in a form that other programs read."""
    suffix = exporter(format_).suffix
    opened = open_case(case)
    path = out or Path(f"{opened.name}{suffix}")
    derived = by_rules(opened, rules)
    rows = write_as(part_of(derived, about) if about else derived, format_, path)
    console(stderr=True).print(plain(f"{count(rows, 'row')} in {path}"))


def serve(
    case: CasePath,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Of this machine.")] = 8765,
    host: Annotated[str, typer.Option(help="The address to listen on; others than this machine's need a password.")] = (
        "127.0.0.1"
    ),
    password_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the password; else DRAGOMAN_PASSWORD is.")
    ] = None,
) -> None:
    """Open the case's page on this machine, or with a password for others."""
    from dragoman.serve import is_loopback  # noqa: PLC0415 - a web server is not needed for anything else
    from dragoman.serve import serve as serve_case  # noqa: PLC0415 - as above

    opened, password = open_case(case), _password(password_file)
    tell = console(stderr=True)
    tell.print(plain(f"http://{host}:{port}/  (stop with Ctrl-C)"))
    if not is_loopback(host):
        tell.print(plain(_READABLE.format(port=port)))
    serve_case(opened, port=port, host=host, password=password)


_READABLE = """What is sent, the password too, can be read on the way. Safer: leave --host away, and put a proxy that
speaks TLS before it, such as: caddy reverse-proxy --from https://NAME --to 127.0.0.1:{port}
or let others come in with: ssh -L {port}:127.0.0.1:{port} THIS-MACHINE"""


def _password(file: Path | None) -> str | None:
    """The password that the user gives, in a file or in the environment."""
    if file is None:
        return os.environ.get("DRAGOMAN_PASSWORD")
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError("serve.password", f"{file} cannot be read ({error}). Give a file with a password.") from error
