"""ZIP and tar archives: every file by its own format, and no harm from hostile ones."""

import struct
import tarfile
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import RawDocument
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

STORY = "The envoys met on Friday, and agreed to meet again."
PAGE = f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>"


def zipped(*files: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these files."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, held in files:
            archive.writestr(zipfile.ZipInfo(name), held, compress_type=method)
    return content.getvalue()


def tarred(*files: tuple[str, bytes | str], kind: bytes = tarfile.REGTYPE, format_: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive of these files."""
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=format_) as archive:
        for name, text in files:
            held = text.encode() if isinstance(text, str) else text
            entry = tarfile.TarInfo(name)
            entry.type, entry.size = kind, len(held) if kind == tarfile.REGTYPE else 0
            archive.addfile(entry, BytesIO(held))
    return content.getvalue()


def found(content: bytes, name: str = "a.zip") -> list[tuple[str, str, list[str]]]:
    """Source within the archive, text and problems of each document."""
    documents = list(read_content(content, name))
    return [(one.source.removeprefix(f"{name}!/"), one.text, codes(one)) for one in documents]


def codes(document: RawDocument) -> list[str]:
    """The slugs of a document's problems."""
    return [problem.code for problem in document.problems]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_files_are_read_by_their_content_in_the_archives_order(pack: object) -> None:
    """A page, a text in a folder and a table: each is read by its own format, under its name in the archive."""
    rows = '{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}'
    content = pack(("z.txt", PAGE), ("folder/a.txt", STORY + " Again."), ("t.jsonl", rows))
    assert found(content) == [
        ("z.txt", STORY, []), ("folder/a.txt", STORY + " Again.", []), ("t.jsonl:1", "One.", []),
        ("t.jsonl:2", "Two.", []),
    ]  # fmt: skip


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hidden_files_are_passed_over_as_in_folders(pack: object) -> None:
    """What begins with a dot, and what macOS adds, is not an article."""
    content = pack(("a.txt", STORY), (".hidden", "x"), ("__MACOSX/._a.txt", "x"), (".git/b.txt", "x"))
    assert found(content) == [("a.txt", STORY, [])]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("a/../../b.txt", "a/b.txt"),
     ("..", "unnamed"), ("red\x1b[31m.txt", "red\\x1b[31m.txt"), ("gpj.\u202etxt", "gpj.\\u202etxt"),
     ("n" * 3000, "n" * 1000)],
)  # fmt: skip
def test_hostile_names_lead_nowhere(pack: object, name: str, shown: str) -> None:
    """A name that leads out of the archive, steers a terminal or has no end is shown without that."""
    assert found(pack((name, STORY))) == [(shown, STORY, [])]


def test_names_in_old_encodings_and_no_encoding_are_shown() -> None:
    """A ZIP's name is CP437 unless it says UTF-8; a tar's bytes that are no text are shown as escapes."""
    assert found(zipped(("Übergabe.txt", STORY)))[0][0] == "Übergabe.txt"
    old = zipped(("xbergabe.txt", STORY)).replace(b"xbergabe", b"\x9abergabe")
    assert found(old)[0][0] == "Übergabe.txt"
    broken = tarred(("xbergabe.txt", STORY), format_=tarfile.GNU_FORMAT)
    assert found(headed(broken, 0, b"\xff"), "a.tar")[0][0] == "\\udcffbergabe.txt"


def headed(content: bytes, at: int, change: bytes) -> bytes:
    """A tar whose first header is changed there, with a checksum that holds."""
    header = bytearray(content[:512])
    header[at : at + len(change)] = change
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + content[512:]


def test_a_tar_that_states_a_file_beyond_all_size_is_damaged() -> None:
    """A length in a header is not believed."""
    content = headed(tarred(("a.txt", STORY)), 124, b"\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff")
    assert found(content, "a.tar")[-1][2] == ["read.damaged"]


def test_a_file_without_a_name_is_read() -> None:
    """An empty name is shown as such."""
    content = zipped(("a", STORY)).replace(b"\x01\x00\x00\x00a", b"\x00\x00\x00\x00a")
    at = content.rindex(b"PK\x01\x02") + 28
    content = content[:at] + b"\x00\x00" + content[at + 2 :]
    assert "read.failed" not in {code for _, _, problems in found(content) for code in problems}


def test_two_files_of_one_name_are_both_read() -> None:
    """Nothing is lost where an archive names two files alike."""
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped(("a.txt", "One."), ("a.txt", "Two."))
    assert [text for _, text, _ in found(content)] == ["One.", "Two."]


def test_what_cannot_be_unpacked_is_a_problem_and_the_rest_goes_on() -> None:
    """An encrypted file, an unknown packing and a wrong checksum are named, and the files around them are read."""
    files = [("a.txt", STORY), ("b.txt", "B" * 5000), ("c.txt", STORY + " Again.")]
    whole = zipped(*files, method=zipfile.ZIP_STORED)
    second = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"PK\x01\x02"))
    for at, change, code, kept in [
        (8, b"\x01\x00", "read.locked", 0), (10, b"\x63\x00", "read.packed", 0), (16, b"XXXX", "read.damaged", 4096)
    ]:  # fmt: skip
        content = whole[: second + at] + change + whole[second + at + len(change) :]
        assert found(content) == [
            ("a.txt", STORY, []), ("b.txt", "B" * kept, [code]), ("c.txt", STORY + " Again.", [])
        ]  # fmt: skip


def test_a_zip_without_its_end_is_a_problem() -> None:
    """A download that was cut off has lost the list of its files."""
    ((_, text, problems),) = found(zipped(("a.txt", STORY))[:-30])
    assert (text, problems) == ("", ["read.damaged"])


def test_a_tar_that_breaks_off_is_read_to_there() -> None:
    """The files before the end are read, the last as far as it goes, and a problem says that there was more."""
    content = tarred(("a.txt", STORY), ("b.txt", STORY * 400))
    first, second, last = found(content[: 512 * 2 + 512 + 9000], "a.tar")
    assert first == ("a.txt", STORY, [])
    assert (STORY * 400).startswith(second[1])
    assert second[2] == ["read.damaged"]
    assert len(second[1]) > 4000
    assert last[2] == ["read.damaged"]


@pytest.mark.parametrize("between", [b"\xff" * 512, bytes(10240)])
def test_behind_a_damaged_part_of_a_tar_the_files_are_found_again(between: bytes) -> None:
    """Rubbish, or another archive behind the end of the first, does not hide what follows."""
    content = tarred(("a.txt", STORY))[:1024] + between + tarred(("b.txt", STORY + " Again."))
    assert [(text, problems) for _, text, problems in found(content, "a.tar")] == [
        (STORY, []), ("", ["read.damaged"]), (STORY + " Again.", [])
    ]  # fmt: skip


def test_links_and_devices_are_counted() -> None:
    """They hold no text of their own; one problem says how many there were."""
    content = tarred(("a.txt", STORY))[:1024] + tarred(("l", ""), ("m", ""), kind=tarfile.SYMTYPE)
    text, rest = found(content, "a.tar")
    assert text[1] == STORY
    assert rest[2] == ["read.skipped"]
    (device,) = read_content(tarred(("d", ""), kind=tarfile.CHRTYPE), "a.tar")
    assert "1 device" in device.problems[0].message
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(link, "../../etc/passwd")
    assert [problems for _, _, problems in found(content.getvalue())] == [["read.skipped"]]


@pytest.mark.parametrize("content", [zipped(), zipped(("folder/", "")), tarred((".hidden", "x"))])
def test_an_archive_without_files_is_a_problem(content: bytes) -> None:
    """Nothing to read is said."""
    assert [problems for _, _, problems in found(content)] == [["read.empty"]]


@pytest.mark.parametrize("listed", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_office_files_are_no_archives_of_articles(listed: str) -> None:
    """The parts of a spreadsheet or a book are not read as a heap of articles; one problem says what to do."""
    content = zipped((listed, "<Types/>"), ("xl/sheet1.xml", "<sheet>1</sheet>"))
    assert found(content, "a.xlsx") == [("a.xlsx", "", ["read.binary"])]


def overlapping(count: int, size: int) -> bytes:
    """A ZIP whose every entry names the same packed zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(size)) + packer.flush()
    sizes = struct.pack("<III", zlib.crc32(bytes(size)), len(packed), size)
    first = (
        b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", 5, 0) + b"a.txt" + packed
    )
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    entries = (entry + struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"a.txt") * count
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), len(first), 0)
    return first + entries + end


def nested(depth: int, size: int) -> bytes:
    """A ZIP of sixteen ZIPs of sixteen ZIPs ... of zeros."""
    content = zipped(("zeros.txt", bytes(size)))
    for _ in range(depth):
        content = zipped(*((f"{number}.zip", content) for number in range(16)))
    return content


@pytest.mark.parametrize("bomb", [overlapping(500, 1 << 20), nested(3, 1 << 20), zipped(("0.txt", bytes(9 << 20)))])
def test_bombs_are_stopped(monkeypatch: pytest.MonkeyPatch, bomb: bytes) -> None:
    """A file that unpacks to far more than its size is left there, however it is built; later Pythons see overlaps."""
    monkeypatch.setattr("dragoman.read.unpack.ALWAYS_UNPACKED_BYTES", 32 << 20)
    assert found(bomb)[-1][2] in (["read.bomb"], ["read.damaged"])


def test_a_bomb_among_articles_costs_nothing_but_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """One file of an archive that is too long is refused, and those behind it are read."""
    monkeypatch.setattr("dragoman.read.unpack.ALWAYS_UNPACKED_BYTES", 32 << 20)
    content = zipped(("a.txt", STORY), ("b.txt", bytes(9 << 20)), ("c.txt", STORY + " Again."))
    assert [problems for _, _, problems in found(content)] == [[], ["read.bomb"], []]


def test_a_million_empty_files_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files without content count as well."""
    monkeypatch.setattr("dragoman.read.unpack.ALWAYS_UNPACKED_BYTES", 100 << 10)
    monkeypatch.setattr("dragoman.read.unpack.MOST_UNPACKED_RATIO", 1)
    documents = found(zipped(*((f"{number}.txt", "") for number in range(1000))))
    assert documents[-1][2] == ["read.bomb"]
    assert len(documents) < 150


def test_a_zip_that_states_an_endless_directory_costs_no_memory() -> None:
    """A length in a header is not believed."""
    content = bytearray(zipped(("a.txt", STORY)) + bytes(100))
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", 0xFFFFFFF0)
    content[end + 20 : end + 22] = struct.pack("<H", 100)
    assert [problems for _, _, problems in found(bytes(content))] == [["read.damaged"]]


WHOLE = [
    zipped(("a.txt", STORY), ("b/ü.html", PAGE), ("c.txt", STORY * 30)),
    zipped(("a.txt", STORY), ("b.txt", STORY * 30), method=zipfile.ZIP_STORED),
    zipped(("a.txt", STORY), ("b.txt", STORY * 30), method=zipfile.ZIP_BZIP2),
    zipped(("a.txt", STORY), ("b.txt", STORY * 30), method=zipfile.ZIP_LZMA),
    tarred(("a.txt", STORY), ("b" * 200, STORY * 30)),
    tarred(("a.txt", STORY), ("b" * 200, STORY * 30), format_=tarfile.GNU_FORMAT),
]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_makes_reading_fail(data: st.DataObject) -> None:
    """Whatever bytes of an archive are changed, moved or missing, there are documents, and an empty one says why."""
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content)))
        change = data.draw(st.binary(max_size=6) | st.sampled_from([b"\xff" * 4, bytes(4), b"PK\x01\x02", b"\xff\xff"]))
        content[at : at + data.draw(st.sampled_from([0, len(change), 300]))] = change
    documents = list(read_content(bytes(content), "a.zip"))
    assert documents
    assert all(document.text.strip() or document.problems for document in documents)
    assert not any("read.failed" in codes(document) for document in documents)
