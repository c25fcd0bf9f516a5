"""Cells: the day that a table's cell holds, in whatever form tables keep days."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Literal

from dragoman.read.days import stated_day

DayOrder = Literal["day first", "month first"] | None

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?")
FORMAL = re.compile(r"[-0-9XYES?~%/.]{4,80}|[\[{][-0-9X, .]{4,80}[\]}]")  # what EDTF is written with
FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-])")
COUNT = re.compile(r"\d{9,16}(?:\.0+)?")
PIVOT = 69  # of years of two figures, from here on they are of the 1900s (POSIX, strptime %y)
# Counts of seconds since 1970: from 1973, below which they are no ten or nine figures, to 2100; each unit is a thousand
# times finer. They lie in no time zone; their day is that of UTC.
EARLIEST_SECOND, LATEST_SECOND = 10**8, 4_102_444_800


def order_of(values: Iterable[Any]) -> DayOrder:
    """How a column orders day and month, told by the days after the twelfth; None where it has none, or both orders."""
    firsts, seconds = False, False
    for value in values:
        if isinstance(value, str) and (match := FIGURES.match(value.strip())) and match[2] != ".":
            firsts = firsts or 12 < int(match[1]) <= 31
            seconds = seconds or 12 < int(match[3]) <= 31
    return None if firsts == seconds else "day first" if firsts else "month first"


def day_of(value: Any, order: DayOrder, *, timed: bool = False) -> tuple[str | None, bool]:
    """The day of a cell as EDTF, as it is printed: hours and time zone are cut and never converted.

    Args:
        value: A string, a date of the table's own type, or a count of seconds, milliseconds or finer since 1970.
        order: How its column orders day and month; where it is None, figures that can be read both ways are no date.
            With full stops the day is first: nowhere else are they used.
        timed: Keep the time of day of a full time stamp, as docs/reference/interchange.md has it for `date`.

    Returns:
        The EDTF, and whether it stands unchanged in the cell; None and False where no day can be told.
    """
    if isinstance(value, date):  # a datetime is one
        return f"{value.year:04}-{value.month:02}-{value.day:02}", False
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if value == value and abs(value) < 1e17 else ""  # noqa: PLR0124 - NaN is not itself
    if not isinstance(value, str):
        return None, False
    text = value.strip()
    if match := FIGURES.match(text):
        return _by_order(match, order), False
    if COUNT.fullmatch(text):
        return _counted(int(text.partition(".")[0])), False
    if (FORMAL.fullmatch(text) or (timed and STAMP.fullmatch(text))) and is_edtf(text):
        return text, text == value
    return stated_day(text), False


def _by_order(match: re.Match[str], order: DayOrder) -> str | None:
    """The day that figures like 05/01/2020 print."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 1900 if year >= PIVOT else 2000
    if match[2] == "." or second == first:
        order = "day first"
    elif order is None:
        order = "day first" if first > 12 else "month first" if second > 12 else None
    if order is None:
        return None
    day, month = (first, second) if order == "day first" else (second, first)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _counted(count: int) -> str | None:
    """The day of a count since 1970 in seconds, or in thousandths, millionths of them."""
    for unit in (1, 10**3, 10**6):
        if EARLIEST_SECOND <= count // unit < LATEST_SECOND:
            return datetime.fromtimestamp(count // unit, UTC).date().isoformat()
    return None


@lru_cache(maxsize=4096)
def is_edtf(text: str) -> bool:
    """Is it a date or interval of the Extended Date/Time Format?"""
    if DAY.fullmatch(text) or STAMP.fullmatch(text):  # the parser takes 10 ms for each
        return _is_date(text)
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 - slow to load, and few tables need it

    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError):
        return False
    return True


def _is_date(text: str) -> bool:
    """Is there such a day, and such a time of it?"""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
