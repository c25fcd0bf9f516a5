"""EDTF dates as the plain days that other formats ask for; a day that is not fixed stays empty."""

from datetime import date

from dragoman.model import When
from dragoman.resolve.days import days_of

ORDINAL_OF_DAY_0 = -305  # `days_of` counts from 1 March of the year 0, Python from 1 January of the year 1
WEEK_DAYS = 7


def first_and_last(when: When | None) -> tuple[date | None, date | None]:
    """The first and last day that a time may mean; None where it is open, has no year, or lies outside 1 to 9999."""
    stretch = days_of(when.edtf if when else None)
    return (None, None) if stretch is None else (_day(stretch[0]), _day(stretch[1]))


def _day(number: float) -> date | None:
    if number in (float("inf"), float("-inf")):
        return None
    ordinal = int(number) + ORDINAL_OF_DAY_0
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def iso(day: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return day.isoformat() if day else None


def the_day(when: When | None) -> str | None:
    """The day as YYYY-MM-DD where the time is one day, else None: a month is never put down as its first day."""
    first, last = first_and_last(when)
    return iso(first) if first is not None and first == last else None


def time_precision(when: When | None) -> int | None:
    """ACLED's code: 1 for a day, 2 for a stretch of up to a week, 3 for a longer one; None where no day is known.

    Source: ACLED codebook, "Time precision".
    """
    first, last = first_and_last(when)
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return 1 if days == 1 else 2 if days <= WEEK_DAYS else 3
