"""Tests of files/generations.py."""

import os
import time
from pathlib import Path

import pytest

from dragoman.files.generations import KEPT, READING, forget
from dragoman.judge import append
from dragoman.settle import settle
from dragoman.store import open_case
from tests.judge.test_judge import at, said
from tests.resolve.made import news
from tests.test_settle import stored

pytestmark = pytest.mark.slow  # left out of `make quick`


def made(folder: Path, name: str, hours: float) -> Path:
    """A whole generation that was current last so many hours ago."""
    (folder / name).mkdir(parents=True)
    (folder / name / "events.parquet").write_text(name)
    (folder / name / "last").write_text(name)
    then = time.time() - hours * 3_600
    os.utime(folder / name / "last", (then, then))
    return folder / name


def left(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_the_newest_generations_and_those_just_replaced_are_kept(tmp_path: Path) -> None:
    """Old ones beyond the newest few are deleted whole; one that a reader may still read stays, whatever its place."""
    for number in range(8):
        made(tmp_path, f"g{number}", hours=10 - number)
    forget(tmp_path, "last", "g7")
    assert left(tmp_path) == {f"g{number}" for number in range(8 - KEPT, 8)}
    for number in range(8):
        made(tmp_path, f"h{number}", hours=number / 10)
    forget(tmp_path, "last", "h0")
    assert {f"h{number}" for number in range(8)} <= left(tmp_path)


def test_what_was_current_until_now_counts_as_just_read(tmp_path: Path) -> None:
    """A generation of last year that was current until a minute ago outlives those that were replaced before it."""
    for number in range(8):
        made(tmp_path, f"g{number}", hours=9_000 - number)
    forget(tmp_path, "last", "g7")
    now = time.time()
    assert (tmp_path / "g6" / "last").stat().st_mtime > now - READING
    assert (tmp_path / "g5" / "last").stat().st_mtime < now - READING


def test_the_current_generation_is_kept_however_old_it_is(tmp_path: Path) -> None:
    """A judgement that was taken back leads to an old one."""
    for number in range(8):
        made(tmp_path, f"g{number}", hours=10 - number)
    forget(tmp_path, "last", "g0")
    assert left(tmp_path) == {"g0", *(f"g{number}" for number in range(9 - KEPT, 8))}


def test_what_was_left_half_made_is_deleted(tmp_path: Path) -> None:
    """A build that was killed left no last file; what cannot be deleted stops nothing."""
    made(tmp_path, "whole", hours=0)
    (made(tmp_path, "half", hours=0) / "last").unlink()
    (tmp_path / "a file").write_text("of somebody")
    forget(tmp_path, "last", "whole")
    assert left(tmp_path) == {"whole", "a file"}


def test_a_case_that_is_judged_all_day_does_not_grow_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each judgement makes a generation; a reader of the one before reads on, and no more than a few stay."""
    monkeypatch.setattr("dragoman.files.generations.READING", -1)
    told = list(news(50))
    case, files = stored(tmp_path / "case", told, 1)
    settle(case, files)
    for mention in told[0].mentions.events[:6]:
        reader = open_case(case.path)
        before, events = reader.generation, reader.events()
        append(case.path, [said("wrong", about=at(told[0], mention))])
        settle(case, files)
        assert case.generation != before
        assert reader.events() == events
    assert len(left(case.path / "generations")) == KEPT
