"""Delimited tables: CSV and its kin, with commas, semicolons, tabs or bars; one article a row below a header."""

import csv
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, TextIO

from dragoman.model import Problem, RawDocument
from dragoman.plugins import Reader, ReadOptions
from dragoman.read.encoding import decode, is_binary
from dragoman.read.tables.columns import Row, articles, has_text, known_parts, without_text
from dragoman.read.tables.stream import as_text, encoding_of
from dragoman.read.text import MAX_CHARACTERS

DELIMITERS = (",", ";", "\t", "|")
SUFFIXES = (".csv", ".tsv", ".tab")
LONGEST_NAME = 40  # code points of a column's name; prose with commas has longer parts
LEAST_KNOWN = 2  # columns with a usual name, one of them the text, that make a table of a file under any other name
SPREADSHEET = re.compile(r"sep=(.)\s*$")  # a first line by which a spreadsheet program is told the delimiter


def looks_like_table(head: bytes, source: str) -> bool:
    """Is its first line a header of usual names, or has it the ending of a table?"""
    if is_binary(head):
        return False
    if source.lower().endswith(SUFFIXES):
        return True
    line = next(iter(decode(head).text.lstrip("\r\n").splitlines()), "")
    names = _cells(line, _delimiter(line))
    known = known_parts(names)
    return "text" in known and len(known) >= LEAST_KNOWN and all(len(name) <= LONGEST_NAME for name in names)


def read_table(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[RawDocument]:
    """Yield one document a row; a cell may hold line ends and doubled quotes within quotes."""
    csv.field_size_limit(MAX_CHARACTERS)  # of the whole process, which has no other reader of such tables
    encoding = encoding_of(file)
    with as_text(file, encoding) as text:
        _, names = _header(_Lines(text))
    if not has_text(names, options):
        yield without_text(names, source)
        return
    yield from articles(partial(_rows, file, encoding, source), source, options, names)


def _delimiter(line: str) -> str:
    """The delimiter by which most cells of a header are usual names, then by which it has most cells."""
    return max(DELIMITERS, key=lambda one: (len(known_parts(_cells(line, one))), line.count(one)))


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


class _Lines:
    """The lines of a table, which remember how many were taken, and what since it was last asked for.

    Args:
        text: The table.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._taken: list[str] = []
        self.count = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self.count += 1
        self._taken.append(line)
        return line

    def taken(self) -> str:
        """The lines since the last call."""
        lines, self._taken = "".join(self._taken), []
        return lines


def _header(lines: Iterator[str]) -> tuple[str, list[str]]:
    """Take the first line that is not blank: the delimiter, and the names of the columns."""
    told = None
    for line in lines:
        if told is None and (match := SPREADSHEET.match(line)):
            told = match[1]
        elif line.strip():
            delimiter = told or _delimiter(line)
            return delimiter, _cells(line, delimiter)
    return DELIMITERS[0], []


def _rows(file: BinaryIO, encoding: str, source: str) -> Iterator[Row]:
    """Yield the rows below the header."""
    with as_text(file, encoding) as text:
        lines = _Lines(text)
        delimiter, names = _header(lines)
        lines.taken()
        reader = csv.reader(lines, delimiter=delimiter)
        cells: list[str] | None = []
        while cells is not None:
            at = f"{source}:{lines.count + 1}"
            try:
                cells = next(reader, None)
            except csv.Error as error:
                message = f"{at}: {error}; close the quote that is open there. The rows from here on were not read."
                yield Row(at, lines.taken().encode(), None, (Problem("read", "read.table", message, at),))
                return
            whole = lines.taken()
            if cells:
                problems = tuple(_problems(cells, names, whole, at))
                cells[len(names) - 1 :] = [delimiter.join(cells[len(names) - 1 :])]
                yield Row(at, whole.strip().encode(), dict(zip(names, cells, strict=False)), problems)


def _problems(cells: list[str], names: list[str], whole: str, at: str) -> Iterator[Problem]:
    """Say what is odd in a row."""
    if len(cells) > len(names):
        message = f"{at} has {len(cells)} cells under {len(names)} columns, the last took the rest; quote its text."
        yield Problem("read", "read.table", message, at)
    elif "\n" in whole.strip() and whole.count('"') % 2:
        message = f"{at} opens a quote that is not closed, so that rows below it may be part of its text; close it."
        yield Problem("read", "read.table", message, at)
    if "\ufffd" in whole:
        message = f"{at} has characters that could not be decoded; save the table as UTF-8."
        yield Problem("read", "read.encoding", message, at)


PLUGIN = Reader("delimited", SUFFIXES, looks_like_table, read_table, order=40)
