"""JSON Lines: one article a line, or a list of articles a line as news interfaces answer."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import BinaryIO

from dragoman.model import Problem, RawDocument
from dragoman.plugins import Reader, ReadOptions
from dragoman.read import MAX_ARTICLE_BYTES
from dragoman.read.encoding import BYTE_ORDER_MARKS, decode
from dragoman.read.tables.columns import Row, articles
from dragoman.read.tables.objects import broken, is_article, listed, loaded, rows_of

SUFFIXES = (".jsonl", ".ndjson", ".jl")
MARK = BYTE_ORDER_MARKS[0][0]  # of UTF-8


def looks_like_lines(head: bytes, source: str) -> bool:
    """Does it begin with a JSON object on one line that has a text, or bear the format's ending?"""
    lines = head.removeprefix(MARK).lstrip().split(b"\n", 1)
    if not lines[0].startswith(b"{"):
        return False
    whole = len(lines) > 1 or len(head) < len(lines[0]) + 1
    if source.endswith(SUFFIXES) or not whole:
        return lines[0][1:].lstrip().startswith(b'"')
    try:
        first = loaded(lines[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, Mapping) and (is_article(first, ReadOptions()) or listed(first) is not None)


def read_lines(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[RawDocument]:
    """Yield one document a line that is not blank, in order; a broken line is a document with a `Problem`."""
    yield from articles(partial(_rows, file, source, options), source, options)


def _rows(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the rows of every line."""
    file.seek(0)
    number = 0
    while line := file.readline(MAX_ARTICLE_BYTES + 1):
        number += 1
        at = f"{source}:{number}"
        if len(line) > MAX_ARTICLE_BYTES:
            problem = Problem("read", "read.large", f"{at} is too long for one article; split it.", at)
            yield Row(at, line, None, (problem,))
            while not line.endswith(b"\n") and (line := file.readline(MAX_ARTICLE_BYTES)):
                pass
        elif content := line.removeprefix(MARK if number == 1 else b"").strip():
            yield from _line(content, at, options)


def _line(content: bytes, source: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the rows of one line; bytes that are no UTF-8 are decoded as those of any other text."""
    try:
        value = loaded(content)
    except UnicodeDecodeError:
        message = f"{source} is not valid UTF-8, and was read as what it seems to be; save the file as UTF-8."
        problem = Problem("read", "read.encoding", message, source)
        for row in _line(decode(content).text.encode(), source, options):
            yield Row(row.source, row.content, row.cells, (*row.problems, problem))
    except (ValueError, RecursionError) as error:
        yield broken(content, source, error)
    else:
        yield from rows_of(value, content, source, options)


PLUGIN = Reader("json lines", SUFFIXES, looks_like_lines, read_lines, order=10)
