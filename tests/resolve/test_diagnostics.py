"""Tests of resolve/diagnostics.py and revisions: figures that are worked out by hand on a small made case."""

from math import sqrt

import pytest
from msgspec.structs import replace

from dragoman.model import Account, Report
from dragoman.resolve import resolve
from dragoman.resolve.days import days_of
from dragoman.resolve.diagnostics import Diagnosis, confidence, diagnose, exclusive
from dragoman.resolve.disputes import find_revisions
from tests.resolve.made import IRAN, US, account, event


def told(outlet: str, when: str, killed: float | None, published: str = "2020-03-01") -> Account:
    """What an outlet says of the strike of a day; its document is named after both."""
    name = f"{outlet} {when}"
    made = account(
        name, event(name, 10, killed=killed, when=when, actors=(US,), recipients=(IRAN,)), published=published
    )
    return replace(made, meta=replace(made.meta, outlet=outlet))


# Three strikes. Of the first, A counts 10 and B 20; of the second, A and B count 5 and C 15; of the third only A tells.
CASE = (
    told("A", "2020-01-03", 10), told("B", "2020-01-03", 20),
    told("A", "2020-02-04", 5), told("B", "2020-02-04", 5), told("C", "2020-02-04", 15),
    told("A", "2020-02-20", 10),
)  # fmt: skip


def by_field(*accounts: Account) -> dict[tuple[str | None, str | None, str], Diagnosis]:
    """The diagnoses of a case, by outlets and field."""
    outcome = resolve(accounts)
    events: dict[str, list[Report]] = {}
    for report in outcome.reports:
        events.setdefault(report.event, []).append(report)
    published = {one.id: days_of(one.meta.published.edtf) for one in accounts}
    return {(one.outlet, one.other, one.field): one for one in diagnose(events.values(), published)}


def test_the_six_diagnostics_are_those_worked_out_by_hand() -> None:
    """Two events count; 5, 10, 15 and 20 are four values."""
    killed = by_field(*CASE)[None, None, "killed"]
    assert killed.events == 2
    assert killed.disagreement == 1.0
    assert killed.confidence == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert killed.divergence == 1.0
    assert killed.normalised == pytest.approx(1 / 4)
    assert killed.range == pytest.approx((10 + 10) / 2)
    assert killed.deviation == pytest.approx((sqrt(50) + sqrt(100 / 3)) / 2)


def test_outlets_are_compared_two_by_two() -> None:
    """A and B differ in one of two events, A and C in the only one."""
    found = by_field(*CASE)
    both, other = found["A", "B", "killed"], found["A", "C", "killed"]
    assert (both.events, both.disagreement, both.confidence, both.divergence) == (2, 0.5, 0.75, 0.5)
    assert (both.normalised, both.range) == (pytest.approx(0.5 / 3), 5.0)
    assert (other.events, other.disagreement, other.range) == (1, 1.0, 10.0)
    assert found["A", "B", "when"].disagreement == 0.0


def test_differing_precision_is_no_disagreement() -> None:
    """A month and a day of it are one value, and are fully agreed."""
    when = by_field(told("A", "2020-01-03", None), told("B", "2020-01", None))[None, None, "when"]
    assert (when.disagreement, when.confidence, when.divergence) == (0.0, 1.0, 0.0)


def test_a_value_that_fits_all_takes_nobodys_place() -> None:
    """Of 2020, 3 January and 5 January two exclude each other; two of three agree with any one, all with the year."""

    def differ(one: str, other: str) -> bool:
        return len(one) > 4 and len(other) > 4 and one != other

    values = ["2020", "2020-01-03", "2020-01-05"]
    assert exclusive(values, differ) == 2
    assert confidence(values, differ) == 1.0


def test_a_later_figure_of_an_outlet_is_a_revision_and_no_dispute() -> None:
    """An outlet that counts 34 and a fortnight later 50 disagrees with nobody."""
    first = told("A", "2020-01-08", 34, "2020-01-10")
    later = replace(told("A", "2020-01-08", 50, "2020-01-24"), id="later")
    outcome = resolve((first, later))
    published = {one.id: days_of(one.meta.published.edtf) for one in (first, later)}
    (event_,) = outcome.events
    (change,) = find_revisions(outcome.reports, published)
    assert event_.disputed == ()
    assert (change.outlet, change.was.best, change.now.best) == ("A", 34, 50)
    assert [one.document for one in outcome.reports if one.id == change.after] == ["later"]
    assert (None, None, "killed") not in by_field(first, later)
