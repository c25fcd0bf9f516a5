"""Streams: a large file of text, decoded as it is read, so that no more of it is held than one article."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from dragoman.read.encoding import BYTE_ORDER_MARKS, SAMPLE_BYTES, decode

CHUNK = 1 << 20  # bytes that are looked at together


def encoding_of(file: BinaryIO) -> str:
    """Name the encoding of a whole file: its byte order mark, UTF-8 where every byte agrees, else what `decode` tells.

    What does not fit is judged by the bytes around it. The file is left at its beginning.
    """
    file.seek(0)
    chunk = file.read(CHUNK)
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if chunk.startswith(mark)), None)
    found = marked or _unmarked(file, chunk)
    file.seek(0)
    return found


def _unmarked(file: BinaryIO, chunk: bytes) -> str:
    """The encoding of a file without a byte order mark, of which the first chunk was read."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    if b"\x00" in chunk:
        return decode(chunk[:SAMPLE_BYTES]).encoding
    while chunk:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            first = max(0, error.start - SAMPLE_BYTES // 2)
            return decode(chunk[first : first + SAMPLE_BYTES]).encoding
        chunk = file.read(CHUNK)
    return "utf-8"


@contextmanager
def as_text(file: BinaryIO, encoding: str) -> Iterator[TextIO]:
    """A file from its beginning as text; what cannot be decoded becomes U+FFFD, and line ends stay as they are."""
    file.seek(0)
    mark = next((mark for mark, marked in BYTE_ORDER_MARKS if marked == encoding), b"")
    if file.read(len(mark)) != mark:
        file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()
