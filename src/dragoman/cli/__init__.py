"""The commands. The only place that prints, and that turns errors into exit statuses.

0: done, also where some documents had problems; 1: nothing could be done; 2: wrong usage or a broken data file.
"""

import atexit
import gc
import signal
import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli import (
    cases,
    codebook,
    coding,
    comparing,
    documents,
    health,
    imports,
    judging,
    knowledge,
    situation,
    web,
)
from dragoman.display import safe
from dragoman.errors import BrokenPromise, DocumentError, DragomanError

NOTHING, USAGE = 1, 2
INTERRUPTED = 130  # what Typer returns after Ctrl-C
# Errors of the documents, not of the command
NOTHING_DONE = {"add.nothing", "build.nothing", "annotate.nothing", "imports.nothing", "coders.nothing"}

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Dragoman reads what every side says about a conflict and turns it into event reports.",
)
# In the order in which the help lists them
for command in (
    cases.build, web.add, coding.code, cases.show, cases.explain, comparing.disputes, comparing.wording,
    situation.situation, cases.sql, documents.annotate, cases.export, judging.evaluate, documents.text, cases.serve,
    health.doctor,
):  # fmt: skip
    app.command()(command)
app.command("import")(imports.import_)
app.add_typer(codebook.app, name="codebook")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(judging.app, name="judge")


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        sys.stdout.write(f"dragoman {__version__}\n")
        raise typer.Exit


def _leave() -> None:
    """Let what is left go with the process: to look through it once more took a build 0.4 s.

    DuckDB looks itself, and complains of what it finds.
    """
    if "duckdb" not in sys.modules:
        gc.freeze()


def main() -> None:
    """Run a command, and turn what went wrong into a message and an exit status."""
    atexit.register(_leave)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # to be ended by others is as Ctrl-C: it is tidied up
    try:
        status = app(standalone_mode=False)
        if status == INTERRUPTED:
            raise KeyboardInterrupt
        if status:
            sys.exit(status)
    except DragomanError as error:
        sys.stderr.write(f"dragoman: {safe(error.message)} [{error.slug}]\n")
        if isinstance(error, BrokenPromise):
            sys.stderr.write("This is a fault of the program: please report it with the command that you gave.\n")
        of_documents = isinstance(error, DocumentError) or error.slug in NOTHING_DONE
        sys.exit(NOTHING if of_documents else USAGE)
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
