"""JSON files: one article, an array of articles, or the export of a news interface that lists them."""

import json
from collections.abc import Iterator
from functools import partial
from json import JSONDecodeError
from typing import Any, BinaryIO, TextIO

from dragoman.model import RawDocument
from dragoman.plugins import Reader, ReadOptions
from dragoman.read import MAX_ARTICLE_BYTES
from dragoman.read.encoding import decode
from dragoman.read.tables.columns import PARTS, Row, articles, plain_name
from dragoman.read.tables.jsonl import SUFFIXES as LINES
from dragoman.read.tables.objects import LISTS, broken, rows_of
from dragoman.read.tables.stream import as_text, encoding_of

SUFFIX = ".json"
CHUNK = 1 << 16  # code points that are read at least
NEAR_END = 16  # code points before the end of what was read, where an error is most likely its being cut off
DECODER = json.JSONDecoder(strict=False)


def looks_like_json(head: bytes, source: str) -> bool:
    """Does it begin with an array of objects, or with an object that lists articles or is one over several lines?"""
    if source.endswith(LINES):
        return False
    text = decode(head).text.lstrip()
    if text.startswith("["):
        return text[1:].lstrip()[:1] in ("{", "")
    if not text.startswith("{"):
        return False
    keys = list(_first_keys(text))
    if any(key in LISTS and opening == "[" for key, opening in keys):
        return True
    several = "\n" in text.rstrip() and not _is_whole(text.splitlines()[0])
    return several and (
        source.endswith(SUFFIX) or any(key in LISTS or plain_name(key) in PARTS["text"] for key, _ in keys)
    )


def _is_whole(line: str) -> bool:
    """Is a line a JSON value by itself?"""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _first_keys(text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of an object that may be cut off, each with the character that its value begins with."""
    at = 1
    while True:
        try:
            key, at = DECODER.raw_decode(text, _past_blanks(text, at))
            at = _past_blanks(text, _past_blanks(text, at) + 1)
            if isinstance(key, str):
                yield key, text[at : at + 1]
            _, at = DECODER.raw_decode(text, at)
            at = _past_blanks(text, at) + 1
        except (ValueError, RecursionError, StopIteration):
            return


def _past_blanks(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def read_json(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[RawDocument]:
    """Yield one document an article, holding no more of the file than one."""
    yield from articles(partial(_rows, file, source, options), source, options)


def _rows(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the rows of a file; where it is broken, the last says so."""
    number = 0
    with as_text(file, encoding_of(file)) as text:
        scan = _Scan(text)
        try:
            while scan.peek():
                for value, alone in scan.articles():
                    number += 1
                    content = json.dumps(value, sort_keys=True).encode()
                    yield from rows_of(value, content, source if alone else f"{source}:{number}", options)
        except (ValueError, RecursionError) as error:
            at = f"{source}:{number + 1}"
            yield broken(str(error).encode(), at, f"{error}; nothing from here on was read")


class _Scan:
    """A JSON text, of which no more is held than the value that is being read.

    Args:
        text: The text.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._held = ""
        self._at = 0

    def articles(self) -> Iterator[tuple[Any, bool]]:
        """Yield the articles of the next value, each with whether it is that value itself.

        Raises:
            ValueError: where the text is no JSON, or one article too long.
        """
        opening = self.peek()
        if opening == "[":
            yield from self._array()
        elif opening == "{":
            yield from self._object()
        else:
            yield self._value(), True

    def peek(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            self._at = _past_blanks(self._held, self._at)
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def _more(self) -> bool:
        """Read on, as much again as is held; False at the end."""
        held = self._held[self._at :]
        if len(held) > MAX_ARTICLE_BYTES:
            raise ValueError("too long for one article")
        read = self._text.read(max(CHUNK, len(held)))
        self._held, self._at = held + read, 0
        return bool(read)

    def _take(self, *expected: str) -> str:
        """Take one of these characters."""
        found = self.peek()
        if found not in expected:
            raise ValueError(f"{found or 'the end'} stands where {' or '.join(expected)} should")
        self._at += 1
        return found

    def _value(self) -> Any:
        """Take a whole value."""
        self.peek()
        while True:
            try:
                value, self._at = DECODER.raw_decode(self._held, self._at)
            except JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self._held) - NEAR_END
                if not cut or not self._more():
                    raise
            else:
                return value

    def _array(self) -> Iterator[tuple[Any, bool]]:
        self._take("[")
        while self.peek() != "]":
            yield self._value(), False
            if self._take(",", "]") == "]":
                return
        self._take("]")

    def _object(self, *, outer: bool = True) -> Iterator[tuple[Any, bool]]:
        """Yield what an object lists, or another in it, as it comes; where it lists nothing before a text, itself."""
        self._take("{")
        whole: dict[str, Any] = {}
        lists = False
        while self.peek() != "}":
            key = str(self._value())
            self._take(":")
            listing = key in LISTS and not any(plain_name(name) in PARTS["text"] for name in whole)
            if listing and (self.peek() == "[" or (self.peek() == "{" and outer)):
                lists = True
                yield from self._array() if self.peek() == "[" else self._object(outer=False)
            else:
                whole[key] = self._value()
            if self._take(",", "}") == "}":
                break
        else:
            self._take("}")
        if not lists:
            yield whole, True


PLUGIN = Reader("json", (SUFFIX,), looks_like_json, read_json, order=9)
