"""The book of judgements: nothing written is lost, nothing half written is taken."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.judge import append, load, now, read_book, signed
from dragoman.model import Judgement
from tests.judge.test_judge import at, said, strike, told

WRITER = """
import sys
from pathlib import Path
from dragoman.judge import append, signed
from dragoman.model import Judgement
for number in range(int(sys.argv[3])):
    one = signed(Judgement("", "2026-01-01T12:00:00Z", "Ann", "undo", of=f"{sys.argv[2]} {number}", why="x" * 2000))
    append(Path(sys.argv[1]), [one])
    print(number, flush=True)
"""


def some(why: str = "", who: str = "Ann") -> Judgement:
    document = told(strike())
    return said("right", who, about=at(document, strike()), why=why)


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), min_size=1, max_size=9)
)
def test_what_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, why: str, who: str) -> None:
    """Any remark of any judge, line breaks and emoji too; written twice it is one."""
    case = tmp_path_factory.mktemp("case")
    one = some(why, who)
    append(case, [one])
    append(case, [one])
    assert read_book(case) == ((one,), ())


def test_judges_have_files_of_their_own_and_one_order(tmp_path: Path) -> None:
    """Two judges write two files; the book has the earliest first, whoever wrote it."""
    late, early = said("undo", "Ann", 2, of="x"), said("undo", "Ben/../Ben", 1, of="x")
    append(tmp_path, [late, early])
    assert read_book(tmp_path)[0] == (early, late)
    assert len(list((tmp_path / "judgements").iterdir())) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["judgements"]


def test_a_line_cut_short_is_named_and_hurts_no_other(tmp_path: Path) -> None:
    """What a crash left is passed over with a problem; the next judgement begins a line of its own."""
    append(tmp_path, [some("one"), some("two")])
    (path,) = (tmp_path / "judgements").iterdir()
    path.write_bytes(path.read_bytes()[:-40])
    held, problems = read_book(tmp_path)
    assert held == (some("one"),)
    assert [one.code for one in problems] == ["judge.line"]
    assert "line 2" in problems[0].message
    assert "cut short" in problems[0].message
    append(tmp_path, [some("three")])
    held, problems = read_book(tmp_path)
    assert {one.why for one in held} == {"one", "three"}
    assert len(problems) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"why": "changed by hand"},
        {"what": "same"},
        {"about": ()},
        {"of": "x"},
        {"when": "yesterday"},
        {"what": "correct"},
    ],
)
def test_what_was_changed_or_says_nothing_is_no_judgement(tmp_path: Path, change: dict[str, object]) -> None:
    """A changed line does not fit its id; one with a fitting id must still say what its verdict needs."""
    changed = replace(some(), **change)
    for one in (changed, signed(changed)) if "why" not in change else (changed,):
        path = tmp_path / "sent.jsonl"
        path.write_bytes(msgspec.json.encode(one) + b"\n\n[]\n\xff\n")
        held, problems = load(path)
        assert held == []
        assert [problem.code for problem in problems] == ["judge.line"] * 3


def test_a_span_must_fit_its_words(tmp_path: Path) -> None:
    """An anchor of other length than its words, or before the text, is refused."""
    one = some()
    for span in ((5, 5), (-3, 3), (2, 9)):
        wrong = signed(replace(one, about=(replace(one.about[0], start=span[0], end=span[1]),)))
        (tmp_path / "sent.jsonl").write_bytes(msgspec.json.encode(wrong))
        assert load(tmp_path / "sent.jsonl")[0] == []


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    """A file where the folder should be, and a file that is not there."""
    (tmp_path / "judgements").write_text("mine")
    with pytest.raises(SetupError) as caught:
        append(tmp_path, [some()])
    assert caught.value.slug == "judge.write"
    with pytest.raises(SetupError) as caught:
        load(tmp_path / "missing.jsonl")
    assert caught.value.slug == "judge.file"


def test_moments_of_one_process_have_an_order() -> None:
    """They are in UTC, to the microsecond, in a form that sorts as text."""
    first = now()
    time.sleep(0.001)
    assert first < now()
    assert first.endswith("Z")


def written(case: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, case, name, str(count)], stdout=subprocess.PIPE)


@pytest.mark.slow
def test_two_writers_of_one_judge_lose_nothing(tmp_path: Path) -> None:
    """Two processes that judge at once under one name: every line of both is whole."""
    writers = [written(tmp_path, name, 60) for name in "ab"]
    for one in writers:
        one.communicate(timeout=120)
    held, problems = read_book(tmp_path)
    assert (len(held), problems) == (120, ())


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no such signal")
def test_a_writer_killed_in_the_middle_leaves_whole_lines(tmp_path: Path) -> None:
    """Whatever a killed process said that it had written is there, and the book can be added to."""
    writer = written(tmp_path, "a", 100_000)
    said_so = [writer.stdout.readline() for _ in range(5)] if writer.stdout else []
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=60)
    append(tmp_path, [some("after")])
    held, _ = read_book(tmp_path)
    assert len(held) > len(said_so)
    assert some("after") in held
