"""One file packed by gzip, bzip2, xz or Zstandard: what is inside is read by its own format."""

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import msgspec
from fastwarc.stream_io import ZstdReader

from dragoman.model import RawDocument
from dragoman.plugins import Member, Reader, ReadOptions


class Packing(msgspec.Struct, frozen=True):
    """A way to pack one file.

    Attributes:
        starts: The first bytes.
        unpack: Makes a packed file one that reads as what is inside.
        ending: What is added to a file's name.
        tar_endings: Endings that stand for ".tar" and this one.
    """

    starts: tuple[bytes, ...]
    unpack: Callable[[Any], Any]
    ending: str
    tar_endings: tuple[str, ...]


BZIP2 = tuple(b"BZh%d1AY&SY" % level for level in range(1, 10))  # a text may begin with the first three letters
PACKINGS = (
    Packing((b"\x1f\x8b\x08",), gzip.open, ".gz", (".tgz",)),
    Packing(BZIP2, bz2.open, ".bz2", (".tbz2", ".tbz")),
    Packing((b"\xfd7zXZ\x00",), lzma.open, ".xz", (".txz",)),
    Packing((b"\x28\xb5\x2f\xfd",), ZstdReader, ".zst", (".tzst",)),
)


def looks_packed(head: bytes, _source: str) -> bool:
    """Does it begin like one of the packings?"""
    return any(head.startswith(packing.starts) for packing in PACKINGS)


def read_packed(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """Yield what is packed as the one member."""
    head = file.read(max(len(start) for packing in PACKINGS for start in packing.starts))
    file.seek(0)
    for packing in PACKINGS:
        if head.startswith(packing.starts):
            yield Member(_name_inside(source, packing), packing.unpack(file))


def _name_inside(source: str, packing: Packing) -> str:
    """What a packed file was called before it was packed."""
    name = PurePosixPath(source).name
    for ending in packing.tar_endings:
        if name.lower().endswith(ending):
            return name[: -len(ending)] + ".tar"
    return name[: -len(packing.ending)] if name.lower().endswith(packing.ending) else name


PLUGIN = Reader(
    "packed",
    tuple(ending for packing in PACKINGS for ending in (packing.ending, *packing.tar_endings)),
    looks_packed,
    read_packed,
    order=31,  # behind the crawls, whose packed records are unpacked one by one
)
