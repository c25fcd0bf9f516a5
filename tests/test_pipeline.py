"""Tests of pipeline.py: one document, and one finder, never stops the rest."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dragoman import pipeline
from dragoman.errors import BrokenPromise
from dragoman.model import RawDocument, Span, Stated
from dragoman.pipeline import Settings, Tools, accounts, load_tools

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


def test_the_fingerprint_follows_what_decides_the_outcome(tmp_path: Path) -> None:
    """Another model or another content of a user's file is another fingerprint; the same is the same."""
    own = tmp_path / "mine.toml"
    own.write_text("")
    before = Settings(knowledge=(str(own),)).fingerprint()
    assert Settings(knowledge=(str(own),)).fingerprint() == before
    own.write_text("# changed")
    assert Settings(knowledge=(str(own),)).fingerprint() != before
    assert Settings(model="other").fingerprint() != Settings().fingerprint()
