"""ZIP and tar archives: every file in them is read by its own format, in the archive's order.

Nothing is written under a name of the archive's, so hostile names do no harm; they are shown without what leads out of
the archive. Hidden files are passed over as in folders, and with them what macOS adds.
"""

import stat
import struct
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import SEEK_END
from typing import Any, BinaryIO, cast

from dragoman.model import RawDocument
from dragoman.plugins import Member, Reader, ReadOptions
from dragoman.read import HEAD_BYTES, inside, passed_over, unreadable
from dragoman.read.unpack import DAMAGE

MOST_AT_ONCE = 32 << 20  # bytes; a ZIP's directory of that size names half a million files, a tar's header one
TAR_BLOCK = 512
MAC_FOLDER = "__MACOSX"  # holds what macOS keeps beside each file
# What the parts of office files (OOXML, ODF), books (EPUB) and Java programs are listed in.
PROGRAM_FILES = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
ENCRYPTED = 0x1  # flag bit of a ZIP's entry
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")  # a file, or the end of an empty archive
ZIP_DAMAGE = (*DAMAGE, struct.error)


class Bounded:
    """A file of which no more than `MOST_AT_ONCE` is read at a time, whatever length a hostile header states."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file = file

    def read(self, count: int = -1) -> bytes:
        """Read that many bytes, or what is left.

        Raises:
            OSError: where nothing honest asks for so many.
        """
        if count > MOST_AT_ONCE:
            raise OSError(f"states a part of {count:,} bytes that should be short")
        return self._file.read(MOST_AT_ONCE if count < 0 else count)


def looks_like_archive(head: bytes, _source: str) -> bool:
    """Does it begin like a ZIP or a tar archive?"""
    return head.startswith(ZIP_STARTS) or looks_like_tar(head)


def read_archive(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """Yield the files of an archive."""
    is_zip = file.read(len(ZIP_STARTS[0])) in ZIP_STARTS
    file.seek(0)
    yield from read_zip(file, source) if is_zip else read_tar(file, source)


def read_zip(file: BinaryIO, source: str) -> Iterator[RawDocument | Member]:
    """Yield the files of a ZIP archive."""
    try:
        archive = zipfile.ZipFile(cast(BinaryIO, Bounded(file)))
    except (*ZIP_DAMAGE, NotImplementedError) as error:
        advice = f"is no whole ZIP archive ({error}); get it again, or mend it with `zip -FF`"
        yield unreadable(_known_by(file), source, "read.damaged", advice)
        return
    if not PROGRAM_FILES.isdisjoint(archive.namelist()):
        advice = "is the file of a program, packed as a ZIP, and no archive of articles; save it as DOCX, PDF or text"
        yield unreadable(_known_by(file), source, "read.binary", advice)
        return
    count, links = 0, 0
    for entry in archive.infolist():
        name = _name_within(entry.filename)
        if entry.filename.endswith("/") or name is None:
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):
            links += 1
            continue
        count += 1
        yield _from_zip(archive, entry, inside(source, name), name)
    yield from _closing(file, source, count, Counter({"link": links}))


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: str, name: str) -> RawDocument | Member:
    """One file of a ZIP archive, or what hinders."""
    known_by = f"{name}:{entry.CRC}:{entry.file_size}".encode("utf-8", "replace")
    if entry.flag_bits & ENCRYPTED:
        return unreadable(known_by, source, "read.locked", "is encrypted; unpack it with its password")
    try:
        return Member(name, cast(BinaryIO, archive.open(entry)))
    except NotImplementedError:
        advice = f"is packed in a way that is not known (method {entry.compress_type}); unpack it first"
        return unreadable(known_by, source, "read.packed", advice)
    except (*ZIP_DAMAGE, RuntimeError) as error:
        return unreadable(known_by, source, "read.damaged", f"is damaged ({error}); get the archive again")


def looks_like_tar(head: bytes) -> bool:
    """Does it begin with a tar header, whose checksum is there and holds?

    An empty field reads as 0, which the bytes of other files add up to by chance, counted with their signs.
    """
    try:
        header = tarfile.TarInfo.frombuf(head[:TAR_BLOCK], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return header.chksum > 0


def read_tar(file: BinaryIO, source: str) -> Iterator[RawDocument | Member]:
    """Yield the files of a tar archive; behind a damaged part, and behind an early end, the search goes on."""
    count, others = 0, Counter[str]()
    try:
        archive: Any = tarfile.open(fileobj=cast(BinaryIO, Bounded(file)), mode="r:")  # noqa: SIM115 - not its own file
        while True:
            entry = archive.next()
            archive.members.clear()  # it would keep them all
            if entry is None and not archive.ignore_zeros and _goes_on(file, archive.offset):
                advice = "is damaged or ends early; the files that were found behind that were read too. Get it again"
                yield unreadable(_known_by(file) + b"goes on", source, "read.damaged", advice)
                archive.ignore_zeros = True
                continue
            if entry is None:
                break
            name = _name_within(entry.name)
            if entry.isdir() or name is None:
                continue
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is None:
                others["link" if entry.issym() or entry.islnk() else "device or entry of an unknown kind"] += 1
                continue
            count += 1
            yield Member(name, cast(BinaryIO, content))
    except (*DAMAGE, RecursionError) as error:
        yield unreadable(_known_by(file), source, "read.damaged", f"breaks off ({error}); get it again")
        return
    yield from _closing(file, source, count, others)


def _goes_on(file: BinaryIO, offset: int) -> bool:
    """Is there anything but zeros from here on?"""
    file.seek(offset)
    while block := file.read(MOST_AT_ONCE):
        if block.strip(b"\0"):
            return True
    return False


def _name_within(name: str) -> str | None:
    """A file's name without what leads out of the archive; None where it is hidden or macOS's own."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    if any(part.startswith(".") or part == MAC_FOLDER for part in parts):
        return None
    return "/".join(parts) or "unnamed"


def _closing(file: BinaryIO, source: str, count: int, others: Counter[str]) -> Iterator[RawDocument]:
    """Say what an archive held besides its files, and where it held none."""
    if others.total():
        yield passed_over(_known_by(file), source, count, +others)
    elif not count:
        yield unreadable(_known_by(file), source, "read.empty", "holds no files; get it again")


def _known_by(file: BinaryIO) -> bytes:
    """What makes an archive known again, for the id of what is said of it as a whole."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    return file.read(HEAD_BYTES) + str(size).encode()


PLUGIN = Reader("archive", (".zip", ".tar"), looks_like_archive, read_archive, order=30)
