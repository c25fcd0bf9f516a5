"""EDTF dates as stretches of days, so that two of them can be laid over each other."""

import re
from calendar import monthrange
from functools import lru_cache
from time import struct_time

NO_YEAR = "XXXX"  # EDTF's year of which no digit is known
MONTH_DAYS = 31  # the longest month
CYCLE, KNOWN = 400, 2000  # years after which leap years come again; one that stands for those that Python lacks
YEAR_DAYS = 366  # the longest year

# First and last month of a season or a quarter, as the `edtf` library has them.
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}
SEASONS |= {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12)}

# A decade, a century or a year, the latter with or without a season, or a month and its day.
_PLAIN = re.compile(
    r"(-?(?:\d{3}X|\d\dXX|\d{4}))(?:(?<=\d)-(2[1-4]|3[3-6])|(?:(?<=\d)-(0[1-9]|1[0-2])(?:-(\d\d))?)?[~?%]?)(?:T.*)?"
)

Days = tuple[float, float]  # first and last day, counted from the year 0; infinite where the interval is open


@lru_cache(maxsize=65_536)
def days_of(edtf: str | None) -> Days | None:
    """Return the first and last day that an EDTF date may mean.

    None for None, for the unreadable, for "unknown", and for a date whose year is missing ("XXXX-06-27").

    Years before 1 and beyond 9999 are placed by the mean length of a year; exact days matter only in between.
    """
    if not edtf or NO_YEAR in edtf:
        return None
    first, _, last = edtf.partition("/")
    if "/" in edtf:
        low = float("-inf") if first in ("", "..") else _bound(first, lower=True)
        high = float("inf") if last in ("", "..") else _bound(last, lower=False)
    else:
        low, high = _bound(edtf, lower=True), _bound(edtf, lower=False)
    return None if low is None or high is None or low > high else (low, high)


def _bound(edtf: str, *, lower: bool) -> float | None:
    """The first or the last day of a date without a slash; only what is no plain date is left to the parser."""
    if plain := _PLAIN.fullmatch(edtf):
        return _plain_bound(plain, lower=lower)
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 - slow to load, and few dates need it

    try:
        parsed = parse_edtf(edtf.partition("T")[0])
        moment: struct_time = parsed.lower_strict() if lower else parsed.upper_strict()
    except (EDTFParseException, ValueError, AttributeError, TypeError):
        return None
    return _day_number(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _plain_bound(plain: re.Match[str], *, lower: bool) -> float | None:
    """The first or the last day of a plain date; None for a day that its month does not have."""
    years, season, month, day = plain.groups()
    year = int(years.replace("X", "0" if lower != years.startswith("-") else "9"))
    first, last = SEASONS[season] if season else (int(month or 1), int(month or 12))
    longest = monthrange(KNOWN + year % CYCLE, last)[1]
    number = int(day) if day else (1 if lower else longest)
    return _day_number(year, first if lower else last, number) if 1 <= number <= longest else None


def _day_number(year: int, month: int, day: int) -> float:
    """Days since the first of March of the year 0 in the proleptic Gregorian calendar.

    Source: the usual civil-calendar arithmetic, with the year begun in March so that leap days come last.
    """
    year -= month <= 2
    month = (month + 9) % 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1


def length(days: Days) -> float:
    """How many days the stretch holds: 1 for a date of day precision."""
    return days[1] - days[0] + 1


def gap(one: Days, other: Days) -> float:
    """How many days lie between the two; 0 where they share a day."""
    return max(0.0, one[0] - other[1], other[0] - one[1])
