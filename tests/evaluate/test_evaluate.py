"""Scores against a reference, against judgements, and of two judges; and the sheet to judge by hand."""

import csv
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.evaluate.compare import compare
from dragoman.evaluate.judged import against_judgements, agreements
from dragoman.evaluate.measures import Measured
from dragoman.evaluate.sheet import COLUMNS, draw, read_sheet, write_sheet
from dragoman.evaluate.told import claims, read_claims
from dragoman.explain import Explained
from dragoman.export.annotations import record
from dragoman.export.events import rows
from dragoman.judge import append
from dragoman.model import Value
from dragoman.store import Case
from tests.judge.test_judge import SECOND, THIRD, at, said, strike, told, when
from tests.judge.test_settled import ALIKE, OTHER, made
from tests.resolve.made import IRAN, US

pytestmark = pytest.mark.slow  # left out of `make quick`


def figures(lines: list[Measured]) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {one.name: (one.right, one.said, one.wanted) for one in lines}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    first = told(strike(**ALIKE), strike(start=SECOND, **OTHER))
    second = told(strike("b", **ALIKE), strike("b", THIRD, type="THREATEN", actors=(IRAN,)), document="b")
    return made(tmp_path / "case", first, second)[0]


def test_a_case_agrees_with_itself_in_either_form(case: Case) -> None:
    """Everything is right; the form of events has its groups as well."""
    found, _ = claims(record(one) for one in case.documents())
    assert all(one.f1 in (1, None) for one in compare(found, found))
    grouped, documents = claims(rows(case))
    lines = compare(grouped, grouped)
    assert documents == {"a", "b"}
    assert all(one.f1 in (1, None) for one in lines)
    assert "same event, CoNLL" in {one.name for one in lines}


def test_each_field_is_counted_over_what_was_detected() -> None:
    """One of two found, its type and recipients right, its actors half right, its date in the same month, no place."""
    gold = [told(strike(actors=(US, IRAN), recipients=(US,), when="2020-01", killed=5), strike(start=SECOND))]
    mine = [told(strike(actors=(US,), recipients=(US,), when="2020-01-03", killed=4), strike(start=THIRD))]
    reference, ours = (claims(record(one) for one in side)[0] for side in (gold, mine))
    counts = figures(compare(reference, ours))
    assert counts["detection"] == (1, 2, 2)
    assert counts["type"] == (1, 2, 2)
    assert counts["status"] == (1, 1, 1)
    assert counts["actors"] == (1, 1, 2)
    assert counts["dates"] == (1, 1, 1)
    assert counts["places"] == (0, 0, 0)
    assert counts["figures"] == (0, 1, 1)


def test_a_place_may_be_named_otherwise_nearby() -> None:
    """The airport is within a hundred miles of its city, Basra is not."""
    near, far, city = (
        claims([record(told(strike(where=name)))])[0] for name in ("Baghdad airport", "Basra", "Baghdad")
    )
    assert figures(compare(city, near))["places"] == (1, 1, 1)
    assert figures(compare(city, far))["places"] == (0, 1, 1)


def test_a_reference_of_neither_form_is_refused(tmp_path: Path) -> None:
    """`evaluate.gold` names the file."""
    for text in ("{", "[1]", '{"id": "a"}', '{"id": "a", "events": [{"start": 1}]}'):
        (tmp_path / "gold.jsonl").write_text(text)
        with pytest.raises(SetupError, match=r"gold\.jsonl") as caught:
            read_claims(tmp_path / "gold.jsonl")
        assert caught.value.slug == "evaluate.gold"
    with pytest.raises(SetupError):
        read_claims(tmp_path / "missing.jsonl")
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode(record(told(strike()))) + b"\n\n")
    found, documents = read_claims(tmp_path / "gold.jsonl")
    assert (len(found), documents) == (1, {"a"})


def test_judgements_score_the_rules_and_not_what_they_were_corrected_to(case: Case) -> None:
    """Of three mentions judged one is right, one is none, and one was missed; one date of two is right."""
    a, b = case.documents(judged=False)
    missed = replace(strike(start=THIRD), type="ASSAULT")
    verdicts = [
        said("right", about=at(a, strike())),
        when(a, "2020-01-03", strike()),
        said("wrong", about=at(a, strike(start=SECOND))),
        said("add", about=at(a, missed)),
        when(b, "2020-01-02", strike("b")),
        said("correct", about=at(b, strike("b")), field="type", value=Value(word="COERCE")),
        said("different", about=at(a, strike()), other=at(b, strike("b"))),
    ]
    lines = against_judgements([a, b], verdicts)
    counts = figures(lines)
    assert counts["detection"] == (2, 3, 3)
    assert counts["type"] == (1, 2, 2)
    assert counts["when"] == (1, 2, 2)
    assert counts["same event, pairs"] == (0, 1, 0)
    append(case.path, verdicts)
    assert figures(against_judgements(list(case.documents(judged=False)), verdicts)) == counts


def test_two_judges_are_compared_on_what_both_judged() -> None:
    """They agree on one mention of two, and on no pair; of three judges there is a line for all."""
    one, two = told(strike(), strike(start=SECOND)), told(strike("b"), document="b")
    first, second = strike(), strike(start=SECOND)
    pair = {"about": at(one, first), "other": at(two, strike("b"))}
    verdicts = [
        said("right", "Ann", about=at(one, first)),
        said("right", "Ben", about=at(one, first)),
        said("right", "Ann", about=at(one, second)),
        said("wrong", "Ben", about=at(one, second)),
        said("right", "Ann", about=at(two, strike("b"))),
        said("same", "Ann", **pair),
        said("different", "Ben", about=pair["other"], other=pair["about"]),
    ]
    types, events = agreements([one, two], verdicts)
    assert (types.judges, types.about, types.things) == (("Ann", "Ben"), "type", 2)
    assert (types.kappa, types.f1) == (0, pytest.approx(2 / 3))
    assert (events.about, events.things, events.kappa) == ("same event", 1, 0)
    more = [*verdicts, said("right", "Eve", about=at(one, first))]
    assert ("Ann", "Ben", "Eve") in {line.judges for line in agreements([one, two], more)}
    assert agreements([one, two], verdicts[:1]) == []


# ---------------------------------------------------------------------------------------------------------- sheets


def test_a_sheet_is_drawn_from_every_type_and_the_same_again(case: Case) -> None:
    """With one row for each type there is one of each; the seed decides, and nothing else."""
    told_of = Explained(case)
    drawn = draw(told_of, 2, seed=1)
    assert {row["type"] for row in drawn if row["kind"] == "mention"} == {"ASSAULT", "THREATEN"}
    assert drawn == draw(Explained(case), 2, seed=1)
    assert any(draw(told_of, 2, seed=1) != draw(told_of, 2, seed=seed) for seed in range(2, 9))
    everything = draw(told_of, 1000, seed=1)
    assert sum(row["kind"] == "mention" for row in everything) == len(told_of.mentions)
    assert any(row["kind"] == "pair" for row in everything)


def filled(path: Path, **cells: str) -> None:
    """Fill the first row of a sheet."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, *others = csv.DictReader(file)
    write_sheet([first | {name.replace("_", " "): text for name, text in cells.items()}, *others], path)


def test_a_filled_sheet_becomes_judgements(case: Case, tmp_path: Path) -> None:
    """Right, wrong, a value, and nothing where the cell is empty; a row that makes no sense is named."""
    path, told_of = tmp_path / "sheet.csv", Explained(case)
    mentions = [row for row in draw(told_of, 9, seed=1) if row["kind"] == "mention"]
    pairs = [row for row in draw(told_of, 9, seed=1) if row["kind"] == "pair"]
    assert write_sheet(mentions[:1], path) == 1
    assert read_sheet(path, told_of, "Ann") == ((), ())
    filled(path, verdict="Right", type_is="right", status_is="denied", when_is="wrong")
    verdicts = [(one.what, one.field) for one in read_sheet(path, told_of, "Ann")[0]]
    assert verdicts == [("right", None), ("right", "type"), ("correct", "status"), ("wrong", "when")]
    filled(path, verdict="wrong")
    assert [(one.what, one.who) for one in read_sheet(path, told_of, "Ann")[0]] == [("wrong", "Ann")]
    filled(path, verdict="perhaps")
    made_of, problems = read_sheet(path, told_of, "Ann")
    assert (made_of, [one.code for one in problems]) == ((), ["judge.row"])
    assert "row 2" in problems[0].message
    write_sheet([pairs[0] | {"verdict": "different", "why": "two days"}], path)
    ((verdict,), _) = read_sheet(path, told_of, "Ann")
    assert (verdict.what, verdict.why) == ("different", "two days")


def test_no_cell_is_a_formula_and_no_other_file_a_sheet(case: Case, tmp_path: Path) -> None:
    """What an article says cannot act in a spreadsheet; a table of other columns is refused."""
    path = tmp_path / "sheet.csv"
    write_sheet(
        [{"kind": "mention", "id": "x", "words": '=HYPERLINK("http://evil.example")', "text": "@x\u202ey"}], path
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["words"].startswith("'=")
    assert "\u202e" not in row["text"]
    assert tuple(row) == COLUMNS
    for text in ("", "a,b\n1,2\n"):
        path.write_text(text)
        with pytest.raises(SetupError) as caught:
            read_sheet(path, Explained(case), "Ann")
        assert caught.value.slug == "judge.file"
