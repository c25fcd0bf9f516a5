"""What tests share: a parser that turns a sentence or a page into grammar, loaded once a process; a command line."""

import re
import sys
from collections.abc import Callable

import pytest

from dragoman import cli
from dragoman.annotate import annotate
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import CleanDocument, Meta, Piece, Published


def clean_document(text: str, *, published: str | None = None, outlet: str | None = "The Test") -> CleanDocument:
    """Wrap a text whose every line is a paragraph of the body."""
    lines = re.finditer(r"\S(?:.*\S)?", text)
    pieces = tuple(Piece(line.start(), line.end(), "body", "given") for line in lines)
    basis = "given" if published else "none"
    meta = Meta(outlet=outlet, language="en", published=Published(published, basis))
    return CleanDocument("doc", "test", text, meta, pieces)


def parse_text(text: str, *, published: str | None = None, outlet: str | None = "The Test") -> Grammar:
    """Parse a text into a Grammar."""
    document = clean_document(text, published=published, outlet=outlet)
    return Grammar(next(annotate([document], lang=load_language("en"))))


@pytest.fixture(scope="session")
def parse() -> Callable[..., Grammar]:
    """`parse(text, published="2020-04-05")` gives the text's Grammar."""
    return parse_text


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """`command("show", case)` runs a command in this process: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        status = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return call
