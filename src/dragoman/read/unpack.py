"""Unpack what lies inside other content: into a file that can be sought in, and no more than an honest file holds.

A member is copied to memory, or to a temporary file where it is long; never under a name of its own, so that a hostile
name does no harm.
"""

import lzma
import tarfile
import zipfile
import zlib
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import msgspec

from dragoman.errors import DocumentError

# News text packs to a third or a tenth, like pages of one site with xz to a sixtieth; deflate reaches 1:1,032 on zeros
# alone, and bombs multiply it by nesting or by naming the same bytes many times.
MOST_UNPACKED_RATIO = 400  # times its own size that a file may unpack to, all layers together
ALWAYS_UNPACKED_BYTES = 256 << 20  # what any file may unpack to, however small: a bomb of this size costs seconds
MEMBER_SHARE = 4  # a member of more than this part of the whole is a bomb by itself, and the rest goes on
MEMBER_COST_BYTES = 1024  # what a member counts besides its bytes: a million empty ones are a bomb as well
MEMORY_BYTES = 8 << 20  # of a member that is held in memory; longer ones go to a temporary file
COPY_BYTES = 4096  # at a time: what is lost with the piece in which damage is found

# What damaged content makes the libraries raise.
DAMAGE = (
    OSError, EOFError, ValueError, OverflowError, MemoryError,
    zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip


class Allowance(msgspec.Struct):
    """How many bytes an input file may still unpack to, and how many in one member."""

    source: str
    left: int
    a_member: int

    @property
    def is_used_up(self) -> bool:
        """May nothing more be unpacked?"""
        return self.left < 0

    @classmethod
    def of(cls, source: str, size: int) -> "Allowance":
        """What an input file of so many bytes may unpack to."""
        whole = max(ALWAYS_UNPACKED_BYTES, MOST_UNPACKED_RATIO * size)
        return cls(source, whole, whole // MEMBER_SHARE)

    def take(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            DocumentError: `read.bomb`, where the file's allowance is used up.
        """
        self.left -= count
        if self.is_used_up:
            message = f"{self.source} unpacks to far more than its size; the rest was not read. Unpack it by yourself."
            raise DocumentError("read.bomb", message)


def unpacked(stream: BinaryIO, source: str, allowance: Allowance) -> tuple[BinaryIO, str]:
    """Copy a member out of its container.

    Args:
        stream: The member, as the container's library gives it.
        source: What it is called.
        allowance: What the input file may still unpack to.

    Returns:
        The copy, at its beginning, and what was wrong with the rest where the member breaks off, else "".

    Raises:
        DocumentError: `read.bomb`, where the member, or by now the whole file, unpacks to more than it may.
    """
    copy = cast(BinaryIO, SpooledTemporaryFile(max_size=MEMORY_BYTES))  # noqa: SIM115 - handed to the caller
    try:
        wrong = _copy(stream, copy, source, allowance)
    except DocumentError:
        copy.close()
        raise
    copy.seek(0)
    return copy, wrong


def _copy(stream: BinaryIO, copy: BinaryIO, source: str, allowance: Allowance) -> str:
    """Copy a stream to its end, or to where it breaks off; return what was wrong there, else ""."""
    read = getattr(stream, "read1", stream.read)  # `read` of a buffer drops what it has when it meets damage
    length = 0
    allowance.take(MEMBER_COST_BYTES)
    while True:
        try:
            piece = read(COPY_BYTES)
        except DAMAGE as error:
            return str(error) or type(error).__name__
        if not piece:
            return ""
        allowance.take(len(piece))
        length += len(piece)
        if length > allowance.a_member:
            message = f"{source} unpacks to far more than its size, and was not read; unpack it by yourself."
            raise DocumentError("read.bomb", message)
        copy.write(piece)
