"""Tables of articles: JSON Lines, one article a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from dragoman.model import Problem, RawDocument, Stated
from dragoman.plugins import Reader, ReadOptions
from dragoman.read import content_hash, unreadable
from dragoman.read.encoding import BYTE_ORDER_MARKS

ADVICE = 'is no article; a line must be {"id": "...", "text": "..."} with the fields of docs/interchange.md'


class Row(msgspec.Struct, frozen=True):
    """A line of the file; further fields are passed over."""

    text: str
    id: str | int | None = None
    date: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    body: bool | None = None


def looks_like_lines(head: bytes, source: str) -> bool:
    """Does it begin with a JSON object on one line that has a text, or bear the format's ending?"""
    lines = _without_mark(head).lstrip().split(b"\n", 1)
    if not lines[0].startswith(b"{"):
        return False
    whole = len(lines) > 1 or len(head) < len(lines[0]) + 1
    if source.endswith(PLUGIN.suffixes) or not whole:
        return b'"' in lines[0][:2000] and lines[0][1:].lstrip().startswith(b'"')
    try:
        return "text" in json.loads(lines[0])
    except ValueError:
        return False


def read_lines(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument]:
    """Yield one document a line that is not blank, in order; a broken line is a document with a `Problem`."""
    for number, line in enumerate(file, start=1):
        content = (_without_mark(line) if number == 1 else line).strip()
        if content:
            yield _document(content, f"{source}:{number}")


def _without_mark(content: bytes) -> bytes:
    """Cut off a UTF-8 byte order mark."""
    return content.removeprefix(BYTE_ORDER_MARKS[0][0])


def _document(line: bytes, source: str) -> RawDocument:
    """Turn one line into a document."""
    try:
        row = _decoder.decode(line)
    except (ValueError, RecursionError) as error:
        return unreadable(line, source, "read.line", f"{ADVICE} ({error})")
    problems = []
    published = row.date or None
    if published and not is_edtf(published):
        message = f'{source}: "{published}" is no EDTF date, and was left out; write it like 2020-04-05 or 2020-04.'
        problems.append(Problem("read", "read.date", message, source))
        published = None
    if not row.text.strip():
        problems.append(Problem("read", "read.empty", f"{source} has an empty text; fill it in or remove it.", source))
    stated = Stated(
        title=row.title or None,
        author=row.author or None,
        outlet=row.outlet or None,
        language=row.language or None,
        url=row.url or None,
        published=published,
        published_given=published is not None,
    )
    number = content_hash(line) if row.id is None else str(row.id)
    return RawDocument(number, source, row.text, stated, is_body=bool(row.body), problems=tuple(problems))


def is_edtf(text: str) -> bool:
    """Is it a date or interval of the Extended Date/Time Format?"""
    try:
        parse_edtf(text)
    except EDTFParseException:
        return False
    return True


_decoder = msgspec.json.Decoder(Row)
PLUGIN = Reader("json lines", (".jsonl", ".ndjson"), looks_like_lines, read_lines, order=10)
