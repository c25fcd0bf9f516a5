"""Tests of resolve/days.py."""

import datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve.days import days_of, gap, length


def test_a_day_holds_one_day_and_lies_within_its_month() -> None:
    """A date of day precision is one day, and its month and year contain it."""
    day, month, year = days_of("2020-01-03"), days_of("2020-01"), days_of("2020")
    assert day
    assert month
    assert year
    assert length(day) == 1
    assert (length(month), length(year)) == (31, 366)
    assert gap(day, month) == gap(month, year) == 0


def test_neighbouring_days_lie_one_day_apart_also_over_a_year_and_a_leap_day() -> None:
    """The distance of two days is the calendar's."""
    for one, other in (("2019-12-31", "2020-01-01"), ("2020-02-28", "2020-02-29"), ("2020-02-29", "2020-03-01")):
        assert gap(days_of(one), days_of(other)) == 1


@given(st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)), st.integers(0, 4000))
def test_distances_are_those_of_the_calendar(day: datetime.date, later: int) -> None:
    """For any two dates the distance is that of the standard library."""
    other = min(day + datetime.timedelta(min(later, (datetime.date.max - day).days)), datetime.date.max)
    assert gap(days_of(day.isoformat()), days_of(other.isoformat())) == (other - day).days


def test_intervals_may_be_open_and_nonsense_is_unknown() -> None:
    """An open end is infinite; what is no date, or lacks its year, is None and never an error."""
    assert days_of("2023-10/..")[1] == float("inf")
    assert days_of("../2023-10")[0] == float("-inf")
    for nonsense in (None, "", "soon", "2020-13-45", "2021/2020", "/", "XXXX-06-27"):
        found = days_of(nonsense)
        assert found is None or found[0] <= found[1]
    assert days_of("2020-01-03T10:00") == days_of("2020-01-03")
    assert days_of("2021-21") is not None, "a season is a stretch of days"


@pytest.mark.parametrize(
    "edtf", ["1984", "1984-02", "1984-02~", "1984-12-30?", "198X", "19XX~", "1984-21", "1984-24", "1984-34"]
)
def test_plain_dates_mean_what_the_standard_says(edtf: str) -> None:
    """Seasons, decades and what is told with a doubt are the stretch of days that the library of EDTF gives them."""
    parsed = parse_edtf(edtf)
    first, last = (datetime.date(*moment[:3]) for moment in (parsed.lower_strict(), parsed.upper_strict()))
    assert days_of(edtf) == (days_of(first.isoformat())[0], days_of(last.isoformat())[0])


@pytest.mark.parametrize("edtf", ["-0492", "-0482-24", "-0004-02", "-044X", "-04XX", "-0479-33", "-0001-12-31"])
def test_years_before_the_first_are_read_alike(edtf: str) -> None:
    """Their stretch is the library's too; 400 years later the calendar is the same, 146,097 days on."""
    parsed = parse_edtf(edtf)
    first, last = ((moment[0] + 800, *moment[1:3]) for moment in (parsed.lower_strict(), parsed.upper_strict()))
    later = [days_of(datetime.date(*day).isoformat())[0] - 2 * 146_097 for day in (first, last)]
    assert list(days_of(edtf)) == later
