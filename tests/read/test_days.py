"""Days as machines print them."""

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.days import stated_day


@pytest.mark.parametrize(
    ("stamp", "day"),
    [("2020-01-03T22:00:00-05:00", "2020-01-03"), ("2020-01-03 22:00", "2020-01-03"), ("2020", "2020"),
     ("2020-01", "2020-01"), ("2020-1-3", "2020-01-03"), ("2020/01/03", "2020-01-03"), ("20200103101010", "2020-01-03"),
     ("Fri, 03 Jan 2020 23:10:00 -0500", "2020-01-03"), ("Friday, January 3, 2020", "2020-01-03"),
     ("January 3, 2020 at 10:00 pm", "2020-01-03"), ("3 January 2020", "2020-01-03"), ("Jan 3, 2020 EST", None),
     ("03/04/2020", None), ("1578009600", None), ("1612051200000", None), ("9999-12-31", None), ("", None),
     (None, None), (20200103, None)],
)  # fmt: skip
def test_a_stamp_gives_the_day_that_it_prints(stamp: object, day: str | None) -> None:
    """The usual forms give their day unconverted; what leaves the day open gives none."""
    assert stated_day(stamp) == day


@pytest.mark.slow
@given(st.text(max_size=40) | st.dates().map(str) | st.datetimes().map(str))
def test_whatever_the_stamp_the_day_is_one(stamp: str) -> None:
    """Every outcome is a date that exists, or None."""
    day = stated_day(stamp)
    assert day is None or parse_edtf(day)
