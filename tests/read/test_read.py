"""Reading files and folders: every input gives a document, by content and not by name."""

import os
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.model import RawDocument, Stated
from dragoman.plugins import Member, Reader, ReadOptions
from dragoman.read import read, read_content, text_layer, unreadable
from dragoman.read.text import PLUGIN as TEXT


def test_folder_is_read_with_its_subfolders_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    """A folder gives its files and those of its subfolders, sorted, and passes hidden ones over."""
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"text of {name}")
    assert [Path(found.source).name for found in read([tmp_path])] == ["a.txt", "b.txt", "c.txt"]


def test_an_input_that_does_not_exist_stops_the_work(tmp_path: Path) -> None:
    """A name that is no file stops the work before anything is read."""
    with pytest.raises(SetupError) as caught:
        list(read([tmp_path, tmp_path / "nowhere.txt"]))
    assert caught.value.slug == "read.missing"


def test_a_folder_without_files_gives_nothing(tmp_path: Path) -> None:
    """An empty folder gives no document, and no error."""
    assert list(read([tmp_path])) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "read.empty"), (b" \n\t ", "read.empty"), (b"\x7fELF\x02\x01\x01", "read.binary"),
     (bytes(range(256)) * 20, "read.binary")],
)  # fmt: skip
def test_what_cannot_be_read_is_a_document_with_a_problem(tmp_path: Path, content: bytes, code: str) -> None:
    """A file that cannot be read gives an empty text and a problem that names it."""
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    (found,) = read([path])
    assert found.text == ""
    assert [problem.code for problem in found.problems] == [code]
    assert "strange.txt" in found.problems[0].message


def test_the_format_is_told_by_content_and_not_by_name(tmp_path: Path) -> None:
    """A web page under a name that ends in .txt is read as a web page."""
    path = tmp_path / "page.txt"
    path.write_text("<!DOCTYPE html><html><body><p>The talks ended on Friday.</p></body></html>")
    assert text_layer(path) == "The talks ended on Friday."


def test_a_document_with_the_id_of_another_text_has_a_problem(tmp_path: Path) -> None:
    """Two articles under one id are told; the same bytes under two names are one text in two places."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("the same text")
    (tmp_path / "c.jsonl").write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n')
    first, second, third, fourth = read([tmp_path])
    assert first.id == second.id
    assert not (*first.problems, *second.problems, *third.problems)
    assert [problem.code for problem in fourth.problems] == ["read.duplicate"]


def box(file: BinaryIO, _source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """A made container: what stands behind its mark is its one member."""
    told, heard = Stated(title="As the box says", outlet="The box"), Stated(title="As heard", author="A. Heard")
    yield Member("inner", BytesIO(file.read()[4:]), told, hinted=heard)


BOX = Reader("box", (".box",), lambda head, _source: head.startswith(b"box:"), box)


def test_what_lies_in_a_container_is_read_by_its_own_format_under_both_names() -> None:
    """A member's source names both; what the container states goes before, what it only heard goes behind."""
    (found,) = read_content(b"box:box:The talks ended.", "a.box", [BOX, TEXT])
    assert (found.text, found.source) == ("The talks ended.", "a.box!/inner!/inner")
    assert (found.stated.title, found.stated.outlet) == ("As the box says", "The box")
    assert found.stated.author == "A. Heard"


def test_containers_in_containers_are_followed_to_a_limit() -> None:
    """A container that holds itself for ever is a problem and no hang."""
    (found,) = read_content(b"box:" * 50 + b"end", "a.box", [BOX, TEXT])
    assert [problem.code for problem in found.problems] == ["read.deep"]


def slow(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """A made format that gives one article and then turns in a circle."""
    yield RawDocument("first", source, "The first article.")
    while True:
        file.seek(0)


def failing(_file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """A made format whose reader fails after its first article."""
    yield RawDocument("first", source, "The first article.")
    raise ZeroDivisionError("by design")


@pytest.mark.parametrize(("function", "code"), [(slow, "limit.time"), (failing, "read.failed")])
def test_a_reader_that_hangs_or_fails_costs_the_rest_of_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Any, code: str
) -> None:
    """What was read before is kept, a problem says what happened, and the next file is read."""
    monkeypatch.setattr("dragoman.limits.READ_SECONDS", 0.05)
    odd = Reader("odd", (), lambda head, _source: head.startswith(b"odd"), function)
    monkeypatch.setattr("dragoman.read.installed", lambda: (odd, TEXT))
    (tmp_path / "a.odd").write_text("odd")
    (tmp_path / "b.txt").write_text("The second article.")
    first, broken, second = read([tmp_path])
    assert (first.text, second.text) == ("The first article.", "The second article.")
    assert [problem.code for problem in broken.problems] == [code]
    assert "a.odd" in broken.problems[0].message


def test_a_name_that_is_no_text_or_steers_a_terminal_is_shown_with_escapes(tmp_path: Path) -> None:
    """Sources can be stored and printed, whatever a file is called."""
    for name in (
        b"caf\xe9.txt",
        b"red\x1b[31m.txt",
        "gpj.\u202etxt".encode(),
        "\u0645\u0642\u0627\u0644\u0647\u200c.txt".encode(),
    ):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("An article.")
    names = {found.source.removeprefix(f"{tmp_path}/") for found in read([tmp_path])}
    assert names == {"caf\\udce9.txt", "red\\x1b[31m.txt", "gpj.\\u202etxt", "\u0645\u0642\u0627\u0644\u0647\u200c.txt"}


def test_a_folder_that_stays_closed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subfolder that the system refuses to list is not passed over in silence."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text("An article.")
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    article, closed = read([tmp_path])
    assert article.text == "An article."
    assert [problem.code for problem in closed.problems] == ["read.unreadable"]


def test_a_full_disk_is_a_problem_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room to unpack a member, the other files are read."""

    class Full(BytesIO):
        def write(self, _content: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("dragoman.read.unpack.SpooledTemporaryFile", lambda **_: Full())
    monkeypatch.setattr("dragoman.read.installed", lambda: (BOX, TEXT))
    (tmp_path / "a.box").write_text("box:inside")
    (tmp_path / "b.txt").write_text("The second article.")
    first, second = read([tmp_path])
    assert [problem.code for problem in first.problems] == ["read.unreadable"]
    assert "No space left" in first.problems[0].message
    assert second.text == "The second article."


def test_messages_can_be_stored_whatever_stands_in_a_file() -> None:
    """What a library says of a file's odd names is shown with escapes."""

    def failing_oddly(_file: BinaryIO, _source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
        yield unreadable(b"", "a", "read.damaged", "is damaged (\udcff \x1b[31m)")

    (found,) = read_content(b"odd", "a", [Reader("odd", (), lambda _head, _source: True, failing_oddly)])
    assert found.problems[0].message == "a is damaged (\\udcff \\x1b[31m)."


def test_an_article_beyond_every_length_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content that no article can be is not read into memory."""
    monkeypatch.setattr("dragoman.read.MAX_ARTICLE_BYTES", 10)
    everything = Reader("all", (), lambda _head, _source: True, TEXT.read)
    (found,) = read_content(b"longer than that", "a.txt", [everything])
    assert [problem.code for problem in found.problems] == ["read.large"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "head"),
    [("a.txt", b""), ("a.html", b"<!DOCTYPE html><html><body><p>"), ("a.jsonl", b'{"id": "a", "text": "'),
     ("a.csv", b'title,text\na,"'), ("a.eml", b"MIME-Version: 1.0\nMessage-ID: <a@b.test>\n\n"),
     ("a.pdf", b"%PDF-1.4\n"), ("a.warc", b"WARC/1.0\r\nWARC-Type: "), ("a.md", b"# Title\n\n")],
)  # fmt: skip
def test_one_line_of_200_mb_is_a_problem_and_no_hang(tmp_path: Path, name: str, head: bytes) -> None:
    """No format takes what no article can be for one."""
    line = b"words and " * 100_000
    with (tmp_path / name).open("wb") as file:
        file.write(head)
        for _ in range(200):
            file.write(line)
    before = time.monotonic()
    documents = list(read([tmp_path]))
    assert time.monotonic() - before < 30
    assert not any(document.text for document in documents)
    assert all(document.problems for document in documents)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(str.encode)
    | st.text(max_size=200).map(lambda t: t.encode("utf-16"))
)
def test_no_bytes_make_reading_fail(content: bytes) -> None:
    """Whatever the bytes, there is a document; an empty text has a problem."""
    documents = list(read_content(content, "odd"))
    assert documents
    assert all(document.text.strip() or document.problems for document in documents)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.recursive(st.text(max_size=20), lambda inner: st.lists(inner, max_size=4).map("<div><p>".join), max_leaves=30),
    st.binary(max_size=30),
)
def test_no_markup_makes_reading_fail(markup: str, tail: bytes) -> None:
    """Broken markup is read as far as it goes, and every span lies in the text layer."""
    for document in read_content(b"<html><body>" + markup.encode() + tail, "page.html"):
        assert all(0 <= piece.start < piece.end <= len(document.text) for piece in document.marked)


def test_a_case_below_a_folder_is_passed_over(tmp_path: Path) -> None:
    """What a build wrote is no article, also where the case lies among the articles; another case.json is a file."""
    (tmp_path / "a.txt").write_text("The talks ended on Friday.", encoding="utf-8")
    for name, stated in (("case", '{"format": 2}'), ("court", '{"text": "The trial began on Monday."}')):
        (tmp_path / name / "raw").mkdir(parents=True)
        (tmp_path / name / "case.json").write_text(stated, encoding="utf-8")
        (tmp_path / name / "raw" / "b.txt").write_text(f"Words of {name}.", encoding="utf-8")
    assert [one.text for one in read([tmp_path])] == [
        "The talks ended on Friday.",
        "The trial began on Monday.",
        "Words of court.",
    ]
