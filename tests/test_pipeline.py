"""Tests of pipeline.py: one document, and one finder, never stops the rest."""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dragoman import intake, pipeline
from dragoman.errors import BrokenPromise, SetupError
from dragoman.files.rows import packed, unpacked
from dragoman.intake import _read
from dragoman.limits import memory_limit
from dragoman.model import RawDocument, Span, Stated
from dragoman.pipeline import _Shard, _work, accounts
from dragoman.read import portions
from dragoman.scale import crew
from dragoman.settings import Settings, Tools, load_tools
from tests.read.archives.test_warc import crawl, response

pytestmark = pytest.mark.slow  # left out of `make quick`

TEXT = "Iran attacked Iraq on 3 January 2020."


def document(name: str, text: str = TEXT) -> RawDocument:
    return RawDocument(name, f"{name}.txt", text, Stated(outlet="The Test"), is_body=True)


def broken(tools: Tools, field: str) -> Tools:
    """The same tools, with one finder that breaks a promise."""

    def fail(*_: Any) -> tuple[Any, ...]:
        return (Span(3, 3),)

    return replace(tools, finders=tuple((name, fail if name == field else one) for name, one in tools.finders))


def test_a_finder_that_fails_costs_what_it_would_have_found_and_nothing_else() -> None:
    """Without its quotes a document keeps its actors, times and events, and a problem says what failed."""
    (told,) = accounts([document("a")], broken(load_tools(Settings()), "quotes"))
    assert told.mentions.events
    assert told.mentions.quotes == ()
    assert [(one.stage, one.code, one.source) for one in told.problems] == [("find", "model.span", "a.txt")]


def test_a_document_that_cannot_be_cleaned_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text stands in one dropped piece with a reason, and the others go through."""
    whole = pipeline.clean

    def fail(raw: RawDocument, **options: Any) -> Any:
        if raw.id == "bad":
            raise ValueError("made to fail")
        return whole(raw, **options)

    monkeypatch.setattr(pipeline, "clean", fail)
    good, bad, last = accounts([document("good"), document("bad"), document("last")], load_tools(Settings()))
    assert good.mentions.events
    assert last.mentions.events
    assert [(piece.start, piece.end, piece.kind) for piece in bad.pieces] == [(0, len(TEXT), "other")]
    assert [one.code for one in bad.problems] == ["clean.failed"]


def test_a_document_that_cannot_be_parsed_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a batch fails, its documents are parsed one by one, and only the one at fault is left without grammar."""
    whole = pipeline.annotate

    def fail(documents: Any, **options: Any) -> Iterator[Any]:
        batch = list(documents)
        if any(one.id == "bad" for one in batch):
            raise BrokenPromise("model.span", "made to fail")
        return whole(batch, **options)

    monkeypatch.setattr(pipeline, "annotate", fail)
    good, bad = accounts([document("good"), document("bad")], load_tools(Settings()))
    assert good.mentions.events
    assert (bad.mentions.events, [one.stage for one in bad.problems]) == ((), ["annotate"])


@pytest.mark.slow
def test_what_hangs_on_a_document_costs_its_stage_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finder, and a cleaner, that never end are broken off; the other documents, and finders, go on."""
    tools, whole = load_tools(Settings()), pipeline.clean
    list(accounts([document("first")], tools))  # the models are loaded now
    monkeypatch.setattr("dragoman.limits.CODE_SECONDS", 1.0)

    def hang(*_: Any) -> tuple[Any, ...]:
        while True:
            time.sleep(0.01)

    finders = tuple((name, hang if name == "quotes" else one) for name, one in tools.finders)
    (told,) = accounts([document("a")], replace(tools, finders=finders))
    assert told.mentions.events
    assert [(one.stage, one.code) for one in told.problems] == [("find", "limit.time")]
    monkeypatch.setattr(pipeline, "clean", lambda raw, **more: hang() if raw.id == "bad" else whole(raw, **more))
    good, bad = accounts([document("good"), document("bad")], tools)
    assert good.mentions.events
    assert [(one.stage, one.code) for one in bad.problems] == [("clean", "limit.time")]


def test_what_takes_too_much_memory_costs_its_stage_alone() -> None:
    """A finder that asks for more than the process may take is broken off, and the others go on."""
    tools = load_tools(Settings())

    def fill(*_: Any) -> tuple[Any, ...]:
        return tuple(bytearray(1 << 30) for _ in range(64))

    finders = tuple((name, fill if name == "quotes" else one) for name, one in tools.finders)
    with memory_limit(4 << 30):
        (told,) = accounts([document("a")], replace(tools, finders=finders))
    assert told.mentions.events
    assert [(one.stage, one.code) for one in told.problems] == [("find", "limit.memory")]


@pytest.mark.slow
def test_a_document_that_ends_its_process_is_found_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept with its text and a problem that says so; all others are coded, and the build goes on."""
    monkeypatch.setattr(intake, "DOCUMENTS_A_SHARD", 4)
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number in range(9):
        (inputs / f"{number}.txt").write_text(f"{TEXT} It was attack {number}.", encoding="utf-8")
    monkeypatch.setattr(pipeline, "_work", deadly_work)
    case, built = pipeline.build(tmp_path / "case", [inputs], settings=Settings(), workers=2)
    told = {Path(one.source).stem: one for one in case.documents()}
    assert sorted(told) == [str(number) for number in range(9)]
    assert [name for name, one in sorted(told.items()) if not one.mentions.events] == ["5"]
    assert told["5"].text.startswith(TEXT)
    assert [(one.code, one.source) for one in built.problems] == [("limit.crash", str(inputs / "5.txt"))]


def deadly_work(shard: Any) -> bytes:
    """Work as usual, but die of attack 5."""
    if any("attack 5" in one.text for one in unpacked(shard.content, RawDocument)):
        os._exit(9)
    return _work(shard)


@pytest.mark.slow
def test_a_file_that_ends_its_reader_is_found_and_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and pages beside it are read; a problem names it, and of a crawl the part."""
    monkeypatch.setattr(intake, "_read", deadly_read)
    monkeypatch.setattr(portions, "FILES_A_PORTION", 3)
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} It was attack {number}.", encoding="utf-8")
    pages = [
        response(f"http://news.test/{number}", f"Attack {number} of many.".encode(), "text/plain")
        for number in (4, 5, 6)
    ]
    (tmp_path / "9.warc.gz").write_bytes(crawl(*pages, packed=True))
    with crew(2) as hands:
        found = list(intake.documents_of([tmp_path], Settings().reading(), hands))
    lost = [problem for one in found for problem in one.problems]
    assert [problem.code for problem in lost] == ["limit.crash", "limit.crash"]
    assert ["3.txt" in lost[0].message, "from byte" in lost[1].message] == [True, True]
    assert [Path(one.source).name for one in found if one.text] == ["0.txt", "1.txt", "2.txt", "4.txt", "4", "6"]


def deadly_read(job: Any) -> Any:
    """Read as usual, but die of attack 3, and of page 5."""
    for place in job.portion:
        with portions.opened(place) as file:
            content = file.read()
        text = gzip.decompress(content) if place.name.endswith(".gz") else content
        if b"attack 3" in text or b"Attack 5" in text:
            os._exit(9)
    return _read(job)


def test_a_worker_with_another_version_is_told(tmp_path: Path) -> None:
    """What it would make would not be what the others make."""
    job = _Shard(packed([document("a")], RawDocument), Settings(), "of another version")
    with pytest.raises(SetupError, match="same") as caught:
        _work(job)
    assert caught.value.slug == "scale.version"


def test_the_fingerprint_follows_what_decides_the_outcome(tmp_path: Path) -> None:
    """Another model or another content of a user's file is another fingerprint; the same is the same."""
    own = tmp_path / "mine.toml"
    own.write_text("")
    before = Settings(knowledge=(str(own),)).fingerprint()
    assert Settings(knowledge=(str(own),)).fingerprint() == before
    own.write_text("# changed")
    assert Settings(knowledge=(str(own),)).fingerprint() != before
    assert Settings(model="other").fingerprint() != Settings().fingerprint()


@pytest.mark.slow
def test_what_a_case_holds_is_coded_anew_without_its_articles(tmp_path: Path) -> None:
    """The command that the refusal of an older case names: the articles may be gone, and the case is as it was."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    case, _ = pipeline.build(tmp_path / "case", [tmp_path / "a.txt"], settings=Settings(), workers=1)
    before = case.events()
    (tmp_path / "a.txt").unlink()
    (case.path / "case.json").write_text('{"format": 1}')
    renewed, built = pipeline.build(case.path, [], settings=Settings(), workers=1)
    assert (built.read, built.readable) == (0, 1)
    assert before
    assert renewed.events() == before
    with pytest.raises(SetupError, match="is no case"):
        pipeline.build(tmp_path / "cas", [], settings=Settings(), workers=1)


@pytest.mark.slow
def test_a_command_begins_without_what_it_does_not_need() -> None:
    """Libraries that are slow to load, and that few commands need, are not loaded before they are needed."""
    told = "import sys, dragoman.cli; from dragoman.read import installed; installed(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True).stdout.split()
    assert not {"spacy", "duckdb", "networkx", "edtf", "trafilatura", "distributed"} & set(loaded)
