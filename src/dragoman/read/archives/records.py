"""The records of a WARC file, one after the other, in little memory; damage costs the records that it hits.

The walk is our own: the libraries for it stop at the first damage, or end in silence where a file was cut off.

Source: ISO 28500:2017 (WARC 1.1), sections 4 to 6; a packed file holds one gzip member a record, as Annex D advises.
"""

import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

VERSION = b"WARC/"
GZIP = b"\x1f\x8b\x08"
MOST_HEADER_BYTES = 64 << 10  # of one line; addresses of pages are the longest, and end at 8,000
MOST_HEADER_LINES = 200
MOST_DAMAGES = 1000  # places; a file with more is no crawl any more
RAW_BYTES = 16 << 10  # at a time, which unpack to 16 MB at the most


class RecordBreaksOffError(Exception):
    """A record breaks off; it does not leave this file."""


class Records:
    """The records of a file.

    Attributes:
        damages: How many places were damaged so far.
        given_up: There were so many that the rest was not read.
    """

    def __init__(self, file: BinaryIO) -> None:
        packed = file.read(len(GZIP)) == GZIP
        file.seek(0)
        self._file = cast(BinaryIO, BufferedReader(_Gunzip(file))) if packed else file
        self._left = 0  # bytes of the record that were not read yet
        self._lost = False  # looking for the next record, behind damage
        self.damages = 0

    @property
    def given_up(self) -> bool:
        """Was the rest not read, since too much was damaged?"""
        return self.damages >= MOST_DAMAGES

    def heads(self) -> Iterator[dict[str, str]]:
        """Yield the header of each record, its keys in lower case; `content` reads what follows it."""
        while not self.given_up:
            try:
                while self._left:
                    self._take(self._left)
                version = self._file.readline(MOST_HEADER_BYTES)
                if not version:
                    return
                if version.startswith(VERSION):
                    head = self._header()
                    self._left = _length(head)
                    self._lost = False
                    yield head
                elif version.strip() and not self._lost:
                    self._lose()
            except RecordBreaksOffError:
                self._lose()

    def content(self, most: int) -> tuple[bytes, bool]:
        """Read on in the record, that many bytes at most; the flag says that the record broke off before."""
        pieces = []
        try:
            while most > 0 and self._left and (piece := self._take(min(most, self._left))):
                pieces.append(piece)
                most -= len(piece)
        except RecordBreaksOffError:
            self._lose()
            return b"".join(pieces), True
        return b"".join(pieces), False

    def _lose(self) -> None:
        """Count a damage; the next record is looked for."""
        self.damages += 1
        self._left = 0
        self._lost = True

    def _take(self, most: int) -> bytes:
        """The next bytes of a record, as many as lie ready."""
        piece = cast(BufferedReader, self._file).read1(min(most, RAW_BYTES))
        if not piece:
            raise RecordBreaksOffError
        self._left -= len(piece)
        return piece

    def _header(self) -> dict[str, str]:
        """The fields of a header, up to its blank line; a field may run on in lines that begin with a blank."""
        fields: dict[str, str] = {}
        name = ""
        for _ in range(MOST_HEADER_LINES):
            line = self._file.readline(MOST_HEADER_BYTES)
            if not line.endswith(b"\n"):
                raise RecordBreaksOffError
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if not text:
                return fields
            if text[0] in " \t" and name:
                fields[name] += " " + text.strip()
                continue
            name, _, value = text.partition(":")
            name = name.strip().lower()
            fields.setdefault(name, value.strip())
        raise RecordBreaksOffError


def _length(head: dict[str, str]) -> int:
    """The length of a record's content in bytes."""
    stated = head.get("content-length", "")
    if not stated.isascii() or not stated.isdigit():
        raise RecordBreaksOffError
    return int(stated[:18])


class _Gunzip(RawIOBase):
    """The bytes that a gzip file holds; where a member is damaged, the next one follows."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._raw = b""
        self._ready = memoryview(b"")
        self._member: zlib._Decompress | None = None

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises:
            RecordBreaksOffError: where a member breaks off; reading may go on behind it.
        """
        while not self._ready:
            if not self._raw:
                self._raw = self._file.read(RAW_BYTES)
            if not self._raw:
                cut, self._member = self._member is not None, None
                if cut:
                    raise RecordBreaksOffError
                return 0
            self._unpack()
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpack(self) -> None:
        """Unpack what was read of the file; between members there may be zeros."""
        if self._member is None:
            self._raw = self._raw.lstrip(b"\0")
            if not self._raw:
                return
            self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            self._ready = memoryview(self._member.decompress(self._raw))
        except zlib.error:
            self._member = None
            self._find_next()
            raise RecordBreaksOffError from None
        self._raw = self._member.unused_data
        if self._member.eof:
            self._member = None

    def _find_next(self) -> None:
        """Go to where the next member may begin."""
        self._raw = self._raw[1:]
        while (at := self._raw.find(GZIP)) < 0:
            more = self._file.read(RAW_BYTES)
            if not more:
                self._raw = b""
                return
            self._raw = self._raw[-len(GZIP) + 1 :] + more
        self._raw = self._raw[at:]
