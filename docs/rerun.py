"""Run the commands of a page and compare, or write anew, what the page shows of their output; run a notebook.

    python docs/rerun.py docs/start/tutorial.md examples/sample.ipynb    # from the root of the sources; rewrites both

A block begins with "$ " and a command, and goes on with what it prints. A line "⋮" stands for any number of lines that
are not shown. The commands of a page run one after the other in an empty folder that has `examples/`; where an id in
the output changes, it changes in all that follows on the page.
"""

import re
import shlex
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from dragoman import cli

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(?P<lines>.*?)^```$", re.DOTALL | re.MULTILINE)
ID = re.compile(r"\b[0-9a-f]{8}(?:[0-9a-f]{8})?\b")
SHORT = 8  # characters of an id, as commands print and take them
SECONDS_A_CELL = 300  # of a notebook
GAP = "⋮"
JUDGED = "2026-01-02T10:00:00Z"  # when all judgements of a page are made, since their ids hold the time
WIDTH = 120  # characters a line: what fits a page without scrolling

Run = Callable[[str], str]


def run(line: str) -> str:
    """Run `dragoman ...` in this process; returns all that it prints, without blanks at the ends of lines."""
    printed = TextIOWrapper(BytesIO(), encoding="utf-8")
    program, *arguments = shlex.split(line)
    if program != "dragoman":
        raise ValueError(f"{line}: only dragoman is run")
    with (
        patch.object(sys, "argv", [program, *arguments]),
        patch("dragoman.cli.terminal.PAPER_WIDTH", WIDTH),
        patch("dragoman.judging.now", lambda: JUDGED),
        redirect_stdout(printed),
        redirect_stderr(printed),
    ):
        try:
            cli.main()
        except SystemExit as stop:
            if stop.code not in (None, 0):
                raise RuntimeError(f"{line}: exit status {stop.code}") from stop
    printed.flush()
    text = printed.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    return "\n".join(one.rstrip() for one in text.strip("\n").splitlines())


def blocks(page: str) -> list[tuple[str, str]]:
    """The commands of a page, each with what the page shows of its output."""
    found = (match["lines"].rstrip("\n").partition("\n") for match in BLOCK.finditer(page))
    return [(head.removeprefix("$ "), shown) for head, _, shown in found]


def fits(shown: str, printed: str) -> bool:
    """Is what a page shows what was printed, but for the lines that it leaves out?"""
    parts = ("".join(re.escape(f"{line}\n") for line in part) for part in _parts(shown.splitlines()))
    return re.fullmatch(r"(?:.*\n)*?".join(parts), "".join(f"{line}\n" for line in printed.splitlines())) is not None


def _parts(lines: list[str]) -> list[list[str]]:
    """The lines between gaps."""
    parts: list[list[str]] = [[]]
    for line in lines:
        parts.append([]) if line == GAP else parts[-1].append(line)
    return parts


def anew(shown: str, printed: str) -> str:
    """The output as the page is to show it: as many lines before and after its gap as there are now."""
    lines = shown.splitlines()
    if GAP not in lines:
        return printed
    first, last = lines.index(GAP), len(lines) - 1 - lines[::-1].index(GAP)
    made = printed.splitlines()
    tail = made[len(made) - (len(lines) - 1 - last) :]
    return "\n".join([*made[:first], GAP, *tail])


def rewrite(page: str, run_line: Run) -> str:
    """The page with the output of its commands as it is now."""
    at = 0
    while match := BLOCK.search(page, at):
        head, _, shown = match["lines"].rstrip("\n").partition("\n")
        made = anew(shown, run_line(head.removeprefix("$ ")))
        block = "\n".join(["```console", head, *([made] if made else []), "```"])
        rest = page[match.end() :]
        for old, new in zip(ID.findall(shown), ID.findall(made), strict=False):
            rest = rest.replace(old, new).replace(old[:SHORT], new[:SHORT])
        page = page[: match.start()] + block + rest
        at = match.start() + len(block)
    return page


def executed(path: Path) -> NotebookNode:
    """The notebook as it is after a run of all its cells, in its own folder, without times and versions."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=SECONDS_A_CELL, kernel_name="python3", record_timing=False).execute(
        cwd=str(path.parent)
    )
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def main() -> None:
    """Rewrite the pages and notebooks that are named."""
    for path in map(Path, sys.argv[1:]):
        if path.suffix == ".ipynb":
            nbformat.write(executed(path), path)
            continue
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            Path("examples").symlink_to(ROOT / "examples")
            made = rewrite(page, run)
        path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
