"""Calendar arithmetic: stretches of the calendar, from a day to a century, and their EDTF form.

Years are counted as EDTF and ISO 8601 count them: 1 BC is year 0, 44 BC is year -43. The calendar is the Gregorian one,
carried back without a break, so that every date has a day number and arithmetic works before 1 AD too.
"""

import re
from typing import Literal

from dragoman.model import Record

Grain = Literal["century", "decade", "year", "season", "month", "week", "weekend", "day"]

NO_YEAR = "XXXX"  # EDTF: a year that nothing tells
MONTHS = 12
WEEK = 7
QUARTERS = 33  # EDTF level 2: 33 to 36 are the quarters of a year
# EDTF level 1: 21 spring, 22 summer, 23 autumn, 24 winter
SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10}
SEASON_MONTHS = 3
YEARS_IN = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3}
SYNODIC_YEAR_DAYS, SYNODIC_CYCLE = 10631, 30  # days in 30 years of the arithmetic Islamic calendar
HIJRA = -492148  # day number of 1 Muharram 1 AH, civil epoch (16 July 622, Julian)


class Stretch(Record, frozen=True):
    """A stretch of the calendar.

    Attributes:
        grain: How long it is.
        year: Astronomical year; of a decade or century its first year.
        month: 1 to 12, or the EDTF code of a season or quarter.
        day: Day of the month; of a week or weekend that of its first day.
    """

    grain: Grain
    year: int
    month: int = 0
    day: int = 0

    @property
    def edtf(self) -> str:
        """The stretch in EDTF; a week is its Monday/Sunday interval, a weekend Saturday/Sunday."""
        if self.grain == "century":
            return f"{_year(self.year)[:-2]}XX"
        if self.grain == "decade":
            return f"{_year(self.year)[:-1]}X"
        if self.grain == "year":
            return _year(self.year)
        if self.grain in ("season", "month"):
            return f"{_year(self.year)}-{self.month:02d}"
        if self.grain == "day":
            return f"{_year(self.year)}-{self.month:02d}-{self.day:02d}"
        return f"{of_number(self.first).edtf}/{of_number(self.last).edtf}"

    @property
    def first(self) -> int:
        """The number of its first day."""
        if self.grain in ("century", "decade", "year"):
            return number(self.year, 1, 1)
        if self.grain == "season":
            return number(self.year, SEASON_FIRST_MONTH[self.month], 1)
        return number(self.year, self.month, self.day or 1)

    @property
    def last(self) -> int:
        """The number of its last day."""
        if self.grain in ("century", "decade", "year"):
            return number(self.year + YEARS_IN[self.grain], 1, 1) - 1
        if self.grain == "season":
            return number(*_month_after(self.year, SEASON_FIRST_MONTH[self.month] + SEASON_MONTHS - 1), 1) - 1
        if self.grain == "month":
            return number(*_month_after(self.year, self.month), 1) - 1
        return self.first + {"week": 6, "weekend": 1, "day": 0}[self.grain]


def _year(year: int) -> str:
    """Four digits, with a minus before them for years before year 0."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _month_after(year: int, month: int) -> tuple[int, int]:
    """The month that follows."""
    return year + month // MONTHS, month % MONTHS + 1


def number(year: int, month: int, day: int) -> int:
    """The number of a day, 0 for 1 January 1970.

    Source: days_from_civil, Howard Hinnant, chrono-Compatible Low-Level Date Algorithms.
    """
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def of_number(days: int) -> Stretch:
    """The day that has this number.

    Source: civil_from_days, the same paper.
    """
    era, day_of_era = divmod(days + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return Stretch(
        "day", year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1
    )  # fmt: skip


def weekday(days: int) -> int:
    """The day of the week, 0 for Monday."""
    return (days + 3) % WEEK


def exists(year: int, month: int, day: int) -> bool:
    """Is there such a day?"""
    return 1 <= month <= MONTHS and day >= 1 and of_number(number(year, month, day)) == Stretch("day", year, month, day)


def within(days: int, unit: str) -> Stretch | None:
    """The day, week, month, season, year, decade or century that holds a day."""
    at = of_number(days)
    if unit in ("week", "fortnight"):
        monday = of_number(days - weekday(days))
        return Stretch("week", monday.year, monday.month, monday.day)
    if unit == "quarter":
        return Stretch("season", at.year, QUARTERS + (at.month - 1) // SEASON_MONTHS)
    if unit == "decade":
        return Stretch("decade", at.year - at.year % 10)
    if unit == "century":
        return Stretch("century", at.year - at.year % 100)
    return {"day": at, "month": Stretch("month", at.year, at.month), "year": Stretch("year", at.year)}.get(unit)


def shift(days: int, amount: int, unit: str) -> Stretch | None:
    """The day, week, month, year, decade or century so many units away from a day.

    Returns:
        A stretch as long as the unit, or None for a unit shorter than a day.
    """
    if unit in DAYS_IN:
        return within(days + amount * DAYS_IN[unit], "day" if unit == "day" else "week")
    at = of_number(days)
    if unit in MONTHS_IN:
        count = at.year * MONTHS + at.month - 1 + amount * MONTHS_IN[unit]
        return within(number(count // MONTHS, count % MONTHS + 1, 1), unit)
    if unit in YEARS_IN:
        return within(number(at.year + amount * YEARS_IN[unit], 1, 1), "century" if unit == "millennium" else unit)
    return None


def weekend(monday: int) -> Stretch:
    """The Saturday and Sunday of the week that begins on this Monday."""
    saturday = of_number(monday + 5)
    return Stretch("weekend", saturday.year, saturday.month, saturday.day)


def easter(year: int) -> Stretch:
    """Western Easter Sunday.

    Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).
    """
    golden, (century, of_century) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return Stretch("day", year, month, day + 1)


def lunar(year: int, month: int, day: int) -> int:
    """The number of a day of the arithmetic Islamic calendar; the sighted one may begin a day earlier or later."""
    return HIJRA + day - 1 + (month - 1) * 29 + month // 2 + (year - 1) * 354 + (3 + 11 * year) // SYNODIC_CYCLE


def lunar_stretch(year: int, month: int, length: int) -> tuple[int, int]:
    """First and last day number of a feast or month of the Islamic calendar that begins in a given Gregorian year.

    Args:
        year: Gregorian year.
        month: Islamic month, 1 to 12 (9 is Ramadan).
        length: Days that it lasts.
    """
    islamic = (number(year, 1, 1) - HIJRA) * SYNODIC_CYCLE // SYNODIC_YEAR_DAYS + 1
    first = next(
        (
            lunar(one, month, 1)
            for one in (islamic - 1, islamic, islamic + 1)
            if lunar(one, month, 1) >= number(year, 1, 1)
        ),
        lunar(islamic, month, 1),
    )
    return first, first + length - 1


def bounds(edtf: str) -> tuple[int, int] | None:
    """First and last day number of an EDTF date or closed interval; None where it has unknown or open parts."""
    ends = [_stretch(part) for part in edtf.split("/")]
    if not ends[0] or not ends[-1] or len(ends) > 2:
        return None
    return ends[0].first, ends[-1].last


def _stretch(edtf: str) -> Stretch | None:
    """An EDTF date as a stretch; None where it has unknown parts."""
    found = re.fullmatch(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", re.sub(r"[?~%]", "", edtf))
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not month:
        return Stretch("year", year)
    if month in SEASON_FIRST_MONTH:
        return Stretch("season", year, month)
    if day:
        return Stretch("day", year, month, day) if exists(year, month, day) else None
    return Stretch("month", year, month) if month <= MONTHS else None
