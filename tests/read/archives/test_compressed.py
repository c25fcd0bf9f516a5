"""Single packed files: what is inside is read by its own format."""

import bz2
import gzip
import lzma
import tarfile
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.read import content_hash, read_content
from dragoman.read.archives.archive import looks_like_tar
from tests.read.archives.test_archive import STORY, codes, tarred

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long


def zstd(content: bytes, folder: Path) -> bytes:
    """Content packed by Zstandard."""
    path = folder / "packed.zst"
    writer = ZstdWriter(str(path))
    writer.write(content)
    writer.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("pack", "ending"), [(gzip.compress, ".gz"), (bz2.compress, ".bz2"), (lzma.compress, ".xz"), (zstd, ".zst")]
)
def test_a_packed_file_is_the_file_that_was_packed(pack: object, ending: str, tmp_path: Path) -> None:
    """Its text and id are those of the file inside; its source names both."""
    packed = pack(STORY.encode(), tmp_path) if pack is zstd else pack(STORY.encode())
    (document,) = read_content(packed, f"old/story.txt{ending}")
    assert (document.text, document.id) == (STORY, content_hash(STORY.encode()))
    assert document.source == f"old/story.txt{ending}!/story.txt"


def test_what_is_packed_is_told_by_content() -> None:
    """A packed file under any name is read."""
    (document,) = read_content(gzip.compress(STORY.encode()), "story.txt")
    assert document.text == STORY


def test_a_packed_tar_is_an_archive() -> None:
    """The files of a .tgz are named within the tar that is within it."""
    (document,) = read_content(gzip.compress(tarred(("a.txt", STORY))), "all.tgz")
    assert (document.text, document.source) == (STORY, "all.tgz!/all.tar!/a.txt")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_that_breaks_off_is_read_to_there(pack: object) -> None:
    """What stands before the end is read, and a problem says that there was more."""
    text = "".join(f"{number}. {STORY}\n" for number in range(30_000))
    packed = pack(text.encode())
    (document,) = read_content(packed[: 2 * len(packed) // 3], "story.txt.gz")
    assert text.startswith(document.text)
    assert document.text or pack is not gzip.compress
    assert "read.damaged" in codes(document)


def test_packings_within_packings_are_followed_to_a_limit() -> None:
    """A file that is packed over and over is a problem, and no hang."""
    content = STORY.encode()
    for _ in range(6):
        content = gzip.compress(content)
    (document,) = read_content(content, "story.gz")
    assert codes(document) == ["read.deep"]


def test_a_packed_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Zeros that pack a thousand to one are not unpacked to their end."""
    monkeypatch.setattr("dragoman.read.unpack.ALWAYS_UNPACKED_BYTES", 4 << 20)
    (document,) = read_content(gzip.compress(bytes(64 << 20)), "story.gz")
    assert codes(document) == ["read.bomb"]


def test_bytes_that_add_up_to_nothing_are_no_tar() -> None:
    """A checksum that is not there is none, though the first bytes of a file, counted with their signs, make 0."""
    head = b"\x80\x80" + bytes(510)  # -128 twice, and the eight blanks for which its checksum's field counts
    assert tarfile.calc_chksums(head)[1] == 0  # type: ignore[attr-defined]
    assert not looks_like_tar(head)
    assert looks_like_tar(tarred(("a.txt", STORY)))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([gzip.compress, bz2.compress, lzma.compress]),
    st.integers(0, 200),
    st.binary(min_size=1, max_size=8),
)
def test_no_damage_makes_reading_fail(pack: object, at: int, change: bytes) -> None:
    """Whatever bytes of a packed file are changed, there is a document, and an empty one says why."""
    content = bytearray(pack((STORY * 20).encode()))
    content[at : at + len(change)] = change
    documents = list(read_content(bytes(content), "story.gz"))
    assert documents
    assert all(document.text.strip() or document.problems for document in documents)
