"""Dyads: counts in both directions, and a test of answers that is silent where there is too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.situation.dyads import between, find_dyads, period_of
from tests.situation.made import ORMS, TARIM, VESNA, World


@pytest.mark.parametrize(
    ("edtf", "by", "period"),
    [
        ("2020-01-03", "month", "2020-01"), ("2020-01-03", "week", "2020-W01"), ("2019-12-30", "week", "2020-W01"),
        ("2020-01-31/2020-02-01", "month", None), ("2020", "month", None), ("2020", "year", "2020"),
        (None, "month", None), ("2020-01/..", "month", None),
    ],
)  # fmt: skip
def test_a_time_belongs_to_a_period_that_holds_it_wholly(edtf: str | None, by, period: str | None) -> None:
    """A time that reaches over two periods is in neither."""
    assert period_of(edtf, by) == period


def test_acts_are_counted_in_the_direction_in_which_they_were_done() -> None:
    """Plans and denials are no acts; talks are one in each direction."""
    world = World()
    paper = world.document("a")
    world.event(paper, "ASSAULT", [VESNA], [TARIM], when="2020-01-03")
    world.event(paper, "AID", [TARIM], [VESNA], when="2020-02-03")
    world.event(paper, "CONSULT", [TARIM, VESNA], when="2020-02-05")
    world.event(paper, "ASSAULT", [TARIM], [VESNA], when="2020-02-06", status="planned")
    (dyad,) = find_dyads(world.scene())
    assert (dyad.a, dyad.b, len(dyad.events)) == ("Tarim", "Vesna", 3)
    counts = {
        row.period: (row.forth.cooperation, row.forth.conflict, row.back.cooperation, row.back.conflict)
        for row in dyad.rows
    }
    assert counts == {"2020-01": (0, 0, 0, 1), "2020-02": (2, 0, 1, 0)}
    assert dyad.rows[0].back.conflict_score == -9


def series(world: World, answers: bool) -> None:
    """Forty weeks: the Orms strike in some, and Vesna answers a week later, or strikes all along."""
    paper = world.document("a")
    weeks = between(["2020-W01", "2020-W40"], "week")
    for number, week in enumerate(weeks):
        day = f"{week[:4]}-{1 + number // 4:02}-{1 + 7 * (number % 4):02}"
        if number % 7 in (0, 3) and number % 5:
            world.event(paper, "ASSAULT", [ORMS], [VESNA], when=day)
        if answers and (number - 1) % 7 in (0, 3) and (number - 1) % 5:
            world.event(paper, "ASSAULT", [VESNA], [ORMS], when=day)
        if not answers and number % 2:
            world.event(paper, "ASSAULT", [VESNA], [ORMS], when=day)


@pytest.mark.parametrize("answers", [True, False])
def test_an_answer_is_found_where_there_is_one(answers: bool) -> None:
    """One who strikes back a week later answers; one who strikes every other week does not."""
    world = World()
    series(world, answers)
    (dyad,) = find_dyads(world.scene(by="week"))
    told = {test.actor: test for test in dyad.reciprocity}
    assert told["Vesna"].chance is not None
    assert (told["Vesna"].delay == 1) is answers


def test_too_few_acts_say_nothing() -> None:
    """Below the least number of acts and periods no chance is given, only that there are too few."""
    world = World()
    for _ in range(4):
        world.event(world.document("a"), "ASSAULT", [VESNA], [TARIM], when="2020-01-03")
    (dyad,) = find_dyads(world.scene())
    assert all(test.chance is None and "too few" in test.says for test in dyad.reciprocity)


@given(st.integers(1990, 2030), st.integers(1, 12), st.integers(0, 60))
def test_no_period_is_missed_between_the_first_and_the_last(year: int, month: int, more: int) -> None:
    """Months follow each other without gap or double."""
    last = year * 12 + month - 1 + more
    first_name, last_name = f"{year:04}-{month:02}", f"{last // 12:04}-{last % 12 + 1:02}"
    found = between([first_name, last_name], "month")
    assert len(found) == len(set(found)) == more + 1
    assert (found[0], found[-1]) == (first_name, last_name)
