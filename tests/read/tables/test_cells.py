"""Days in the cells of tables."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.tables.cells import day_of, is_edtf, order_of


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020-01-05", "2020-01-05"), ("2020-01", "2020-01"), ("2020-01-05 23:10:00", "2020-01-05"),
        ("2020-01-05T23:10:00.123-05:00", "2020-01-05"), ("20200105", "2020-01-05"), ("2020/1/5", "2020-01-05"),
        ("Sun, 05 Jan 2020 23:10:00 -0500", "2020-01-05"), ("January 5, 2020", "2020-01-05"),
        (1578182400, "2020-01-05"), (1578182400.5, "2020-01-05"), ("1578182400000", "2020-01-05"),
        (1578182400000000, "2020-01-05"), ("5.1.2020", "2020-01-05"), ("13/1/20", "2020-01-13"),
        ("1/13/2020 10:00 PM", "2020-01-13"), ("5/5/2020", "2020-05-05"), (date(2020, 1, 5), "2020-01-05"),
        (datetime(2020, 1, 5, 23, 10), "2020-01-05"),
        ("5/1/2020", None), ("31/31/2020", None), ("last Tuesday", None), ("2020-13-45", None), ("", None),
        (None, None), (True, None), (12345, None), (float("nan"), None), (["2020"], None),
    ],
)  # fmt: skip
def test_a_day_is_told_from_any_usual_form(cell: object, day: str | None) -> None:
    """The day as it is printed; what has two readings or none is no day."""
    assert day_of(cell, None)[0] == day


def test_only_what_stands_unchanged_is_given() -> None:
    """A day that was put into another form is not what the user wrote."""
    assert day_of("2020-01-05", None) == ("2020-01-05", True)
    assert day_of("20200105", None) == ("2020-01-05", False)
    assert day_of("2020-01-05T10:00:00Z", None) == ("2020-01-05", False)
    assert day_of("2020-01-05T10:00:00Z", None, timed=True) == ("2020-01-05T10:00:00Z", True)


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m-%d-%Y"])
)
def test_a_settled_column_gives_every_day_back(day: date, form: str) -> None:
    """Whatever the day, a column whose order is known prints it."""
    order = order_of([date(2020, 1, 31).strftime(form)])
    assert day_of(day.strftime(form), order)[0] == day.isoformat()


@pytest.mark.slow
@given(st.text(max_size=30) | st.integers() | st.floats() | st.from_regex(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"))
def test_whatever_the_cell_the_outcome_is_edtf_or_none(cell: object) -> None:
    """No cell makes a date that no other program could read."""
    day, _ = day_of(cell, "day first")
    assert day is None or is_edtf(day)
