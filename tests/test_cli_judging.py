"""The commands of judgements and of evaluation, as a user types them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.explain import Explained
from dragoman.judge import read_book
from dragoman.store import Case, open_case
from tests.judge.test_judge import SECOND, TEXT, strike, told
from tests.judge.test_settled import ALIKE, OTHER, made

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    first, second = told(strike(**ALIKE)), told(strike("b", **ALIKE), strike("b", SECOND, **OTHER), document="b")
    return made(tmp_path / "case", first, second)[0]


def test_what_is_judged_is_listed_undone_and_acts(case: Case, command: Command) -> None:
    """Each command keeps a judgement with its judge, and the case shows it at once."""
    path, one, two = case.path, strike().id, strike("b").id
    assert len(case.events()) == 2
    status, out, _ = command("judge", path, "different", one, two, "--as", "Ann", "--why", "two nights")
    assert status == 0
    assert "Ann on 20" in out
    assert "not the same (two nights)" in out
    assert len(open_case(path).events()) == 3
    assert command("judge", path, "correct", one, "when", "2020-01-02", "--span", 29, 35)[0] == 0
    assert command("judge", path, "right", two, "actors")[0] == 0
    assert command("judge", path, "wrong", strike("b", SECOND).id)[0] == 0
    assert command("judge", path, "add", "a", TEXT.index("denounced"), TEXT.index("denounced") + 9, "ACCUSE")[0] == 0
    told_of = Explained(open_case(path))
    assert {"ACCUSE", "ASSAULT"} == {event.type for event in told_of.events.values()}
    assert "left out: judged by" in "\n".join(line for _, line in told_of.lines(strike("b", SECOND).id))
    assert f"of another event than {two}" in "\n".join(line for _, line in told_of.lines(one))
    _, listed, _ = command("judge", path, "list")
    assert len(listed.splitlines()) == 5
    (first, *_) = (one for one in read_book(path)[0])
    assert command("judge", path, "undo", first.id)[0] == 0
    assert "[undone]" in command("judge", path, "list")[1].splitlines()[0]
    assert len(open_case(path).events()) == 2


def test_judgements_can_be_kept_for_later(case: Case, command: Command) -> None:
    """With --later nothing changes until `apply` or a build."""
    command("judge", case.path, "same", strike().id, strike("b", SECOND).id, "--later")
    assert len(open_case(case.path).events()) == 2
    assert command("judge", case.path, "unsure", strike().id, strike("b").id, "--later")[0] == 0
    assert command("judge", case.path, "apply")[0] == 0
    assert len(open_case(case.path).events()) == 1


def test_judgements_go_from_case_to_case(case: Case, tmp_path: Path, command: Command) -> None:
    """What one exports another takes over, once; a line that is none is named."""
    command("judge", case.path, "wrong", strike().id)
    file = tmp_path / "mine.jsonl"
    assert command("judge", case.path, "export", "--out", file)[0] == 0
    other = made(tmp_path / "other", told(strike(**ALIKE)))[0]
    assert "1 of 1" in command("judge", other.path, "import", file)[2]
    assert open_case(other.path).events() == ()
    file.write_bytes(file.read_bytes() + b"{}\n")
    _, _, err = command("judge", other.path, "import", file)
    assert "0 of 1" in err
    assert "judge.line" in err


def test_a_case_is_scored_and_sampled(case: Case, tmp_path: Path, command: Command) -> None:
    """Without judgements there is nothing to score; a sheet is drawn, filled, read back, and scores the rules."""
    status, _, err = command("evaluate", case.path)
    assert (status, "evaluate.nothing" in err) == (2, True)
    sheet = tmp_path / "sheet.csv"
    assert command("evaluate", case.path, "--sample", 5, "--seed", 1, "--out", sheet)[0] == 0
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace(",,,ASSAULT,", ",right,,ASSAULT,"), encoding="utf-8")
    assert command("judge", case.path, "import", sheet, "--as", "Ann")[0] == 0
    status, out, _ = command("evaluate", case.path)
    assert "Krippendorff" not in out, "with one judge there is no agreement to tell of"
    assert status == 0
    assert "1.000" in next(line for line in out.splitlines() if line.startswith("detection"))
    reference = tmp_path / "events.jsonl"
    command("export", case.path, "--format", "events", "--out", reference)
    status, out, _ = command("evaluate", case.path, "--against", reference)
    assert (status, "same event, CoNLL" in out) == (0, True)


def test_what_is_no_judgement_says_what_to_do(case: Case, command: Command) -> None:
    """Wrong ids, fields and cases: status 2 and a slug, and nothing is kept."""
    assert command("judge", case.path, "wrong", "nothing")[0] == 2
    assert "judge.field" in command("judge", case.path, "right", strike().id, "colour")[2]
    assert "store.missing" in command("judge", case.path / "no", "list")[2]
    assert read_book(case.path) == ((), ())
