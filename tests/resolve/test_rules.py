"""Tests of resolve/rules.py and resolve/derive.py: what an event's values are by each of the named rules."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.model import Account, Event, Party, Report, Toll
from dragoman.resolve import resolve
from dragoman.resolve.days import days_of
from dragoman.resolve.derive import Telling, derive, derive_actors, derive_parties
from dragoman.resolve.rules import Rules, load_rules, presets
from tests.resolve.made import IRAN, MUHANDIS, SOLEIMANI, US, account, event, party

pytestmark = pytest.mark.slow  # left out of `make quick`


def one_event(*accounts: Account) -> tuple[Event, list[Report], Telling]:
    """The only event of these accounts, with its reports."""
    outcome = resolve(accounts)
    (only,) = outcome.events
    return only, list(outcome.reports), Telling({one.id: days_of(one.meta.published.edtf) for one in accounts})


def strike(document: str, killed: float | None, published: str, **said: str) -> Account:
    """A document that tells of one strike."""
    given = {"when": "2020-01-03", "where": "Baghdad", **said}
    return account(
        document, event(document, 10, killed=killed, actors=(US,), recipients=(IRAN,), **given), published=published
    )


FIVE = (
    strike("a", 5, "2020-01-04"), strike("b", 7, "2020-01-05"), strike("c", 7, "2020-01-06"),
    strike("d", 9, "2020-01-07"), strike("e", 12, "2020-01-08"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("usual", 7),
        ("mode", 7),
        ("minimum", 5),
        ("maximum", 12),
        ("median", 7),
        ("latest", 12),
        ("acled", 5),
        ("ucdp", 7),
    ],
)
def test_each_preset_chooses_its_figure(name: str, best: float) -> None:
    """Of 5, 7, 7, 9 and 12 each rule takes its own, and all keep the lowest and the highest beside it."""
    only, reports, telling = one_event(*FIVE)
    (killed,) = derive(only, reports, telling, load_rules(name)).tolls
    assert (killed.low, killed.best, killed.high) == (5, best, 12)


def test_a_tie_is_indeterminate_but_for_ucdp_which_takes_the_lower() -> None:
    """Where two figures are reported equally often, none is best; the reason says so."""
    only, reports, telling = one_event(*FIVE[1:2], *FIVE[3:4])
    for name, best in (("usual", None), ("median", None), ("precise", None), ("ucdp", 7)):
        derived = derive(only, reports, telling, load_rules(name))
        assert derived.tolls[0].best == best
        assert ("indeterminate" in derived.reasons["killed"]) is (best is None)


def test_by_ucdp_doubtful_figures_only_raise_the_high_bound() -> None:
    """A figure that is hedged counts for high, and neither for low nor for best."""
    only, reports, telling = one_event(*FIVE[:3], FIVE[4])
    hedged = frozenset(one.id for one in reports if one.document in ("a", "e"))
    (killed,) = derive(only, reports, replace(telling, hedged=hedged), load_rules("ucdp")).tolls
    assert (killed.low, killed.best, killed.high) == (7, 7, 12)


def test_the_narrowest_bounds_are_the_most_precise_figure() -> None:
    """A plain number is more precise than a range, however often the range is told."""
    only, reports, telling = one_event(*FIVE[:3])
    wide = Toll("killed", 4, None, 20, 10, 11)
    reports = [replace(one, tolls=(wide,)) if one.document != "a" else one for one in reports]
    (killed,) = derive(only, reports, telling, load_rules("precise")).tolls
    assert (killed.low, killed.best, killed.high) == (4, 5, 20)


def test_the_most_precise_day_and_what_most_reports_give_may_differ() -> None:
    """Two reports of a month outweigh a day by the mode; by precision the day is taken."""
    told = (strike("a", None, "2020-02-01", when="2020-01"), strike("b", None, "2020-02-02", when="2020-01"))
    only, reports, telling = one_event(*told, strike("c", None, "2020-02-03"))
    by = {
        name: derive(only, reports, telling, load_rules(name)).when for name in ("mode", "precise", "usual", "latest")
    }
    assert {name: when.edtf if when else None for name, when in by.items()} == {
        "mode": "2020-01", "precise": "2020-01-03", "usual": "2020-01-03", "latest": "2020-01-03",
    }  # fmt: skip


def test_places_that_lie_apart_and_are_equally_well_told_leave_the_place_open() -> None:
    """No place is taken by the alphabet where two reports name two towns."""
    only, reports, telling = one_event(*FIVE[:2])
    basra = replace(strike("b", 7, "2020-01-05", where="Basra").mentions.events[0].where)  # type: ignore[type-var]
    reports = [replace(one, where=basra) if one.document == "b" else one for one in reports]
    derived = derive(only, reports, telling)
    assert derived.where is None
    assert derived.reasons["where"].startswith("null: indeterminate")
    latest = derive(only, reports, telling, load_rules("latest")).where
    assert latest is not None
    assert latest.name == "Basra"


def test_every_preset_says_what_it_is_and_those_of_others_where_it_comes_from() -> None:
    """The rules that imitate somebody name their source."""
    assert all(one.about for one in presets().values())
    assert presets()["acled"].source
    assert presets()["ucdp"].source


def test_rules_of_the_users_own_are_read_from_a_file(tmp_path: Path) -> None:
    """A file with the keys of a preset is one; what it leaves out is as usual."""
    file = tmp_path / "mine.toml"
    file.write_text('figures = "maximum"\n', encoding="utf-8")
    assert load_rules(str(file)) == Rules(figures="maximum")


def test_unknown_rules_and_broken_files_are_named(tmp_path: Path) -> None:
    """The messages list the rules, or name the file."""
    with pytest.raises(SetupError, match="acled") as unknown:
        load_rules("acleed")
    assert unknown.value.slug == "rules.unknown"
    file = tmp_path / "mine.toml"
    file.write_text('figures = "average"\n', encoding="utf-8")
    with pytest.raises(SetupError, match="mine") as broken:
        load_rules(str(file))
    assert broken.value.slug == "rules.file"


@cache
def one_strike() -> tuple[Event, list[Report], Telling]:
    """An event of one report, made once."""
    return one_event(FIVE[0])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.sampled_from(sorted(presets())), st.randoms())
def test_the_best_figure_is_one_that_is_reported_and_the_order_of_reports_decides_nothing(
    numbers: list[int], name: str, chance: object
) -> None:
    """No rule makes up a figure, whatever the figures are."""
    only, reports, telling = one_strike()
    told = [
        replace(reports[0], id=str(at), outlet=None, tolls=(Toll("killed", one, one, one, 0, 1),))
        for at, one in enumerate(numbers)
    ]
    first = derive(only, told, telling, load_rules(name)).tolls
    chance.shuffle(told)  # type: ignore[attr-defined]
    assert derive(only, told, telling, load_rules(name)).tolls == first
    assert first[0].best is None or first[0].best in numbers
    assert (first[0].low, first[0].high) == (min(numbers), max(numbers))


DESCRIBED = [
    replace(party(name, country, sector), id=f"said:{name}")
    for name, country, sector in (
        ("men", None, None), ("civilians", "IRQ", "CVL"), ("fighters of the guard", "IRN", "REB"),
        ("market", None, None), ("crowded market", "IRQ", None),
    )
]  # fmt: skip
STATE = replace(IRAN, id="kb:IRN")


@given(st.lists(st.sampled_from([US, IRAN, STATE, SOLEIMANI, MUHANDIS, *DESCRIBED]), unique=True))
def test_what_one_report_gives_alone_is_what_two_would_give_who_say_the_same(side: list[Party]) -> None:
    """Parties are derived in one way, whether one report gives any or more of them do."""
    for derived in (derive_parties, derive_actors):
        alone, reason = derived([tuple(side), ()])
        assert alone == derived([tuple(side), tuple(side)])[0]
        assert reason.endswith(", 1 of 1") is bool(side)
