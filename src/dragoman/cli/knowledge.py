"""Commands of the knowledge base: who is known, and the user's own files of actors."""

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dragoman.cli.terminal import KnowledgeFiles, console
from dragoman.display import count, plain
from dragoman.errors import SetupError
from dragoman.export.files import unwritable
from dragoman.knowledge import Entry, Knowledge, Office, check_file, load_knowledge
from dragoman.knowledge.foreign import import_file
from dragoman.knowledge.records import is_on
from dragoman.knowledge.write import as_toml

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
OFFICES_SHOWN = 12  # of one party without a day

app = typer.Typer(no_args_is_help=True, help="Look into the knowledge base of actors; check and import your own.")
File = Annotated[Path, typer.Argument(metavar="FILE")]


@app.command()
def check(file: File) -> None:
    """Say everything that is wrong with a file of actors."""
    faults = check_file(file, load_knowledge().entries)
    for fault in faults:
        console().print(plain(f"{file}: {fault}"), soft_wrap=True)
    if faults:
        raise SetupError(
            "knowledge.check", f"{file} has {count(len(faults), 'fault')}; docs/howto/knowledge.md has the form."
        )
    console().print(plain(f"{file}: nothing is wrong with it"))


@app.command("import")
def import_(
    file: File, out: Annotated[Path, typer.Option("--out", metavar="FILE.toml", help="The file to write.")]
) -> None:
    """Turn a CSV, PETRARCH, FollowTheMoney or Wikidata file of actors into one of ours."""
    told = import_file(file, load_knowledge())
    if out.suffix != ".toml":
        raise SetupError("cli.out", f"{out} must end in .toml, since it is by its name that it is read again.")
    try:
        out.write_text(as_toml(told.entries, head=f"Imported from {file.name}, {told.form}."), encoding="utf-8")
    except OSError as error:
        raise unwritable(out, error) from error
    screen = console(stderr=True)
    parties = "1 party" if len(told.entries) == 1 else f"{len(told.entries)} parties"
    screen.print(plain(f"{parties} of {told.form} in {out}"))
    for note in told.notes:
        screen.print(plain(f"note: {note}"), soft_wrap=True)
    for fault in check_file(out, load_knowledge().entries):
        screen.print(plain(f"to mend: {fault}"), soft_wrap=True)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in any spelling, or an id.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="As of this day, month or year.")] = None,
    knowledge: KnowledgeFiles = None,
) -> None:
    """Show who a name may stand for, what they were on a day, and who held the offices of a country or body."""
    day = on or ""
    if day and not DAY.fullmatch(day):
        raise SetupError("knowledge.date", f'"{day}" is no date of the form YYYY, YYYY-MM or YYYY-MM-DD.')
    known = load_knowledge(tuple(knowledge or ()))
    found = known.named(name)
    if not found:
        raise SetupError("knowledge.unknown", f'nobody is called "{name}"; a file of your own may say who that is.')
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("Name", "Id", "Kind", "Country", "Sector", "Found", "Offices", "Also"):
        table.add_column(heading, overflow="fold")
    for entry, how in found:
        then = known.on(entry, day)
        cells = (then.name, then.id, then.kind, then.country or "–", then.sector or "–", how)
        offices = [_told(office) for office in entry.offices if not day or is_on(office, day)][:OFFICES_SHOWN]
        table.add_row(*map(plain, (*cells, "; ".join(offices) or "–", "; ".join(entry.variants) or "–")))
    console().print(table)
    for entry, _ in found:
        _show_holders(known, entry, day)


def _told(office: Office) -> str:
    """An office in words: "prime minister of IRQ, 2018-10-25 to 2020-05-07"."""
    begun, over = office.since or "?", office.until or "now"
    return f"{office.title} of {office.of}, {begun} to {over}"


def _show_holders(known: Knowledge, entry: Entry, day: str) -> None:
    """List who held the offices of a country or body, on a day or ever."""
    held = [(office, party) for office, party in known.index.offices(entry.id) if not day or is_on(office, day)]
    if not held:
        return
    table = Table(show_edge=False, pad_edge=False)
    for heading in (f"Office of {entry.name}", "Holder", "Since", "Until"):
        table.add_column(heading, overflow="fold")
    for office, party in sorted(held, key=lambda one: (one[0].title, one[0].since, one[1])):
        table.add_row(*map(plain, (office.title, known.entries[party].name, office.since or "?", office.until or "–")))
    console().print()
    console().print(table)
