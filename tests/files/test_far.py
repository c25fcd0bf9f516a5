"""Files elsewhere: what a URL names is read and written as a folder of this machine is."""

import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from dragoman.errors import SetupError
from dragoman.files.far import is_far, listed, mirrored
from dragoman.pipeline import build, build_far
from dragoman.read import read
from dragoman.settings import Settings


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """A store in memory, empty at the beginning and at the end."""
    system = fsspec.filesystem("memory")
    for name in system.find("/"):
        system.rm_file(name)
    yield system
    for name in system.find("/"):
        system.rm_file(name)


def test_a_url_is_told_from_a_path() -> None:
    """A drive letter and a colon are no scheme."""
    assert [is_far(one) for one in ("s3://a/b", "file:///a", "C:/a", "a:b", "./s3:/a")] == [True, True, *3 * [False]]


def test_files_elsewhere_are_read_in_sorted_order_without_hidden_ones(memory: fsspec.AbstractFileSystem) -> None:
    """As those of a folder here; the source is the URL."""
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        memory.pipe(f"/in/{name}", f"text of {name}".encode())
    assert [name for name, _ in listed("memory://in")] == [
        f"memory:///in/{name}" for name in ("a.txt", "b.txt", "sub/c.txt")
    ]
    found = list(read(["memory://in"]))
    assert (found[0].source, found[0].text) == ("memory:///in/a.txt", "text of a.txt")
    assert [one.text for one in read(["memory://in/sub/c.txt"])] == ["text of sub/c.txt"]
    with pytest.raises(SetupError) as caught:
        list(read(["memory://nowhere"]))
    assert caught.value.slug == "read.missing"


@pytest.mark.slow
def test_a_case_elsewhere_is_the_case_that_is_made_here(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    """The same files; a second build fetches it, adds to it, and does nothing again."""
    memory.pipe("/in/a.txt", b"Iran attacked Iraq on 3 January 2020.")
    first = build_far("memory://out/case", ["memory://in"], settings=Settings(), workers=1)
    here, _ = build(tmp_path / "case", ["memory://in"], settings=Settings(), workers=1)
    there = {name.removeprefix("/out/case/"): memory.cat(name) for name in memory.find("/out/case")}
    assert there == {
        path.relative_to(here.path).as_posix(): path.read_bytes()
        for path in here.path.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    memory.pipe("/in/b.txt", b"Turkey accused Egypt on 4 January 2020.")
    second = build_far("memory://out/case", ["memory://in"], settings=Settings(), workers=1)
    assert (first.added, second.added, second.read) == (1, 1, 2)


def test_what_makes_a_case_count_is_sent_last(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where sending breaks off, no reader elsewhere sees a generation whose files are not there."""
    sent: list[str] = []
    move, full = type(memory).mv, True

    def broken(system: fsspec.AbstractFileSystem, one: str, other: str, **more: object) -> None:
        sent.append(other)
        if full and other.endswith("current"):
            raise OSError("the store is full")
        move(system, one, other, **more)

    monkeypatch.setattr(type(memory), "mv", broken)

    def fill(url: str) -> None:
        with mirrored(url) as mirror:
            for name in ("current", "case.json", "raw/a.parquet"):
                (mirror.folder / name).parent.mkdir(exist_ok=True)
                (mirror.folder / name).write_text("x")
            mirror.send()

    with pytest.raises(SetupError, match="full") as caught:
        fill("memory://out/case")
    assert caught.value.slug == "far.failed"
    assert [one.rpartition("/")[2] for one in sent] == ["a.parquet", "case.json", "current"]
    assert not memory.exists("/out/case/current")


def test_what_cannot_be_reached_stops_the_work_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown scheme, a page of the web, and a machine without fsspec: each says what to do."""
    for url, slug in (("nonsense://a", "far.driver"), ("https://news.test/a", "far.web"), ("s3://b/a", "far.driver")):
        with pytest.raises(SetupError) as caught:
            list(read([url]))
        assert caught.value.slug == slug
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(SetupError, match=r"dragoman\[cluster\]"):
        list(read(["memory://a"]))
