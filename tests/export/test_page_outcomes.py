"""Tests of page_outcomes.py: what other rules make of an event, and what outlets revised."""

from typing import Any

import pytest

from dragoman.export.page_data import case_data, parts
from dragoman.export.ruled import by_rules
from dragoman.model import Event
from dragoman.resolve.rules import presets
from tests.page_case import ruled_page_case


def shown(event: Event, field: str) -> Any:
    """What a reader sees of a field."""
    if field in ("actors", "recipients"):
        return getattr(event, field)
    if field in ("when", "where"):
        return getattr(getattr(event, field), "edtf" if field == "when" else "name", None)
    return next(one for one in event.tolls if one.role == field)


@pytest.mark.parametrize("by", ["usual", "latest"])
@pytest.mark.parametrize("name", presets())
def test_the_page_comes_to_what_the_program_comes_to(by: str, name: str) -> None:
    """By each rule, each value is the outcome that names the rule, else the value that is shown."""
    case = by_rules(ruled_page_case(), by)
    data = case_data(case)
    own, derived = data.events[0], by_rules(ruled_page_case(), name).events()[0]
    if name == "usual":
        derived = ruled_page_case().events()[0]
    assert data.rules == by
    for field in ("when", "where", "actors", "recipients", "killed"):
        found = [one for one in data.outcomes if one.field == field and name in one.rules]
        if not found:
            assert shown(own, field) == shown(derived, field)
            continue
        value = {"when": found[0].when and found[0].when.edtf, "where": found[0].where and found[0].where.name}
        told = value.get(field, found[0].toll or found[0].parties)
        assert told == shown(derived, field) != shown(own, field)


def test_rules_that_come_to_the_same_stand_together() -> None:
    """One outcome a value, with all rules that come to it, in their order."""
    killed = [one for one in case_data(ruled_page_case()).outcomes if one.field == "killed"]
    assert [(one.rules, one.toll and one.toll.best) for one in killed] == [
        (("minimum", "latest", "acled", "ucdp"), 5),
        (("maximum",), 10),
    ]


def test_an_outlet_that_corrects_its_figure_has_revised_it() -> None:
    """The Harbour said 3 and four days later 5; Radio Sahil's 10 is no revision of either."""
    told = case_data(ruled_page_case()).revisions
    assert [(one.event, one.change.outlet, one.change.was.best, one.change.now.best) for one in told] == [
        ("e1", "The Harbour", 3, 5)
    ]


def test_outcomes_stand_with_their_event() -> None:
    """In the parts of a large case too."""
    data = case_data(ruled_page_case())
    assert [one.outcomes for one in parts(data)] == [data.outcomes]
