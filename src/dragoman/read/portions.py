"""Portions: the inputs taken apart into what one process reads at a time, the same ones however many there are.

A portion is a few small files, a large one, or a part of a packed crawl. A crawl is cut behind pages, where its records
have been walked over from the beginning: what stands inside a page can never pass for a record.
"""

import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.files import far
from dragoman.files.marker import case_format
from dragoman.model import Record
from dragoman.read.archives.records import RAW_BYTES, VERSION

PART_BYTES = 32 << 20  # of a packed crawl: some 1,600 pages, a minute of reading
FILES_A_PORTION = 32  # small files that are read at once
HEAD_BYTES = 4096  # of a record, within which its kind stands
_PAGE = re.compile(rb"\r?\nwarc-type:[ \t]*(?:response|resource|conversion)\s", re.IGNORECASE)


class Place(Record, frozen=True):
    """Where a file, or a part of one, lies.

    Attributes:
        name: Path or URL.
        start, end: Its bytes, where it is a part; the end None for the end of the file.
        content: Those bytes, where they travel with it.
        is_long: It is large and cannot be cut: better read as a stream where it lies.
    """

    name: str
    start: int = 0
    end: int | None = None
    content: bytes | None = None
    is_long: bool = False

    @property
    def is_part(self) -> bool:
        """Is it only a part of a file?"""
        return self.start > 0 or self.end is not None


Portion = tuple[Place, ...]
Each = Callable[[Callable[[Place], Portion], Iterable[Place]], Iterable[Portion]]


def portions_of(inputs: Iterable[str | Path], each: Each = map) -> Iterator[Portion]:
    """Take inputs apart, in a fixed order.

    Args:
        inputs: Files, and folders that are searched with all their subfolders, but for cases, in sorted order; paths or
            URLs.
        each: Applies a function to every one of some large files, like `map`; it may do so in other processes.

    Raises:
        SetupError: `read.missing`, where an input does not exist; checked for all of them before any is read.
    """
    names = [str(entry) for entry in inputs]
    for name in names:
        if not (far.exists(name) if far.is_far(name) else _exists(name)):
            advice = "Check the name; a relative path counts from here."
            raise SetupError("read.missing", f"{name or 'An empty path'} does not exist. {advice}")
    large = [Place(name) for name, size in _listed(names) if size >= 2 * PART_BYTES]
    cut = {place.name: parts for place, parts in zip(large, each(cuts, large), strict=True)}
    small: list[Place] = []
    held = 0
    for name, size in _listed(names):
        if name not in cut:
            small.append(Place(name))
            held += size
        if small and (name in cut or len(small) == FILES_A_PORTION or held >= PART_BYTES):
            yield tuple(small)
            small, held = [], 0
        yield from ((part,) for part in cut.get(name, ()))
    if small:
        yield tuple(small)


def _exists(name: str) -> bool:
    """Is there a file or folder of this name? Nothing has one that is empty, too long or no name at all."""
    try:
        return bool(name) and Path(name).exists()
    except (OSError, ValueError):
        return False


def cuts(place: Place, every: int = PART_BYTES) -> Portion:
    """Cut a packed crawl behind pages, into parts of no less than so many bytes; anything else stays whole."""
    bounds, last = [place.start], None
    try:
        with opened(place) as file:
            for end in _page_ends(file):
                if last is not None:
                    bounds.append(last)  # only now, so that the last part holds a page too
                    last = None
                if place.start + end - bounds[-1] >= every:
                    last = place.start + end
    except OSError:
        pass  # whoever reads it says so
    if len(bounds) == 1:
        return (replace(place, is_long=True),)
    return tuple(_between(place, *ends) for ends in zip(bounds, (*bounds[1:], place.end), strict=True))


def _between(place: Place, start: int, end: int | None) -> Place:
    """The part of a place between two offsets of the file."""
    content = place.content
    if content is not None:
        content = content[start - place.start : None if end is None else end - place.start]
    return replace(place, start=start, end=end, content=content)


def carried(portion: Portion) -> Portion:
    """Let the content of files of this machine travel with them, but for long ones, since others cannot open them."""
    return tuple(
        place if place.is_long or far.is_far(place.name) else replace(place, content=_content(place))
        for place in portion
    )


def _content(place: Place) -> bytes | None:
    """The bytes of a place; None where they cannot be read, which is told where they are missed."""
    try:
        with opened(place) as file:
            return file.read()
    except OSError:
        return None


def opened(place: Place) -> BinaryIO:
    """Open a place; a part looks like a file of its own."""
    if place.content is not None:
        return BytesIO(place.content)
    file = far.opened(place.name) if far.is_far(place.name) else Path(place.name).open("rb")  # noqa: SIM115 - handed on
    return cast(BinaryIO, BufferedReader(_Part(file, place))) if place.is_part else file


class _Part(RawIOBase):
    """The bytes of a file between two offsets."""

    def __init__(self, file: BinaryIO, place: Place) -> None:
        self._file = file
        self._start = place.start
        self._end = file.seek(0, os.SEEK_END) if place.end is None else place.end
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be sought in."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move."""
        size = self._end - self._start
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: size}[whence])
        return self._at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill a buffer."""
        self._file.seek(self._start + self._at)
        piece = self._file.read(max(0, min(len(buffer), self._end - self._start - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()


def _page_ends(file: BinaryIO) -> Iterator[int]:
    """Yield where each page of a packed crawl ends; nothing of any other file, and nothing behind damage."""
    raw, at, head = b"", 0, b""
    member: zlib._Decompress | None = None
    while raw or (raw := file.read(RAW_BYTES)):
        member = member or zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked = member.decompress(raw)
        except zlib.error:
            return
        head += unpacked[: HEAD_BYTES - len(head)]
        if len(head) >= len(VERSION) and not head.startswith(VERSION):
            return
        at += len(raw) - len(member.unused_data)
        raw = member.unused_data
        if member.eof:
            if _PAGE.search(head.replace(b"\r\n\r\n", b"\n\n").partition(b"\n\n")[0]):
                yield at
            member, head = None, b""


def _listed(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield every file of the inputs with its size in bytes, folders in sorted order."""
    for name in names:
        if far.is_far(name):
            yield from far.listed(name)
        else:
            yield from ((str(file), _size(file)) for file in _files(Path(name)))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or the files below a folder in sorted order without hidden ones, and folders that stay closed.

    What lies in a case was made by a build; it is no article.
    """
    if not path.is_dir():
        yield path
        return
    closed: list[Path] = []
    for folder, names, files in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        if case_format(Path(folder)) is not None:
            names.clear()
            continue
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))
    yield from closed
