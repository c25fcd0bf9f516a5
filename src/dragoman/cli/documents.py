"""Commands that read documents and make no case of them."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from dragoman.cli.terminal import (
    CodebookFolder,
    Columns,
    Include,
    Inputs,
    KnowledgeFiles,
    Model,
    Out,
    Outlet,
    PlaceFiles,
    Workers,
    bar,
    columns_of,
    output,
    reading_of,
    settings_of,
)
from dragoman.errors import SetupError
from dragoman.export.annotations import record
from dragoman.pipeline import annotate_all
from dragoman.plugins import ReadOptions
from dragoman.read import text_layer


def annotate(
    inputs: Inputs,
    out: Out = None,
    knowledge: KnowledgeFiles = None,
    places: PlaceFiles = None,
    codebook: CodebookFolder = None,
    include: Include = "",
    columns: Columns = "",
    outlet: Outlet = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Print everything that is found in each document as one line of JSON, without making a case."""
    settings = reading_of(settings_of(model, knowledge, places, codebook, include), columns, outlet)
    count = 0
    with bar() as move, output(out) as file:
        for account in annotate_all(inputs, settings=settings, workers=workers, progress=move):
            file.write(msgspec.json.encode(record(account)) + b"\n")
            count += 1
    if not count:
        raise SetupError("annotate.nothing", f"there is no document in {', '.join(map(str, inputs))}.")


def text(file: Annotated[Path, typer.Argument(metavar="FILE")], columns: Columns = "") -> None:
    """Print the text layer of a document, which every offset counts in, byte for byte."""
    options = ReadOptions(dict(columns_of(columns)))
    sys.stdout.buffer.write(text_layer(file, options).encode("utf-8", "surrogatepass"))
