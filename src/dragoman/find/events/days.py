"""What an EDTF date says in days: the first day that it can mean, and the date a length of time before a day."""

import re
from datetime import date, timedelta

LENGTH = re.compile(r"P(\d+)([YMWD])")
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?")  # one day, or an hour of it
MONTHS = 12
DAYS_IN = {"D": 1, "W": 7}


def first_day(edtf: str | None) -> date | None:
    """The first day that an EDTF date or interval can mean, of a season that of its year; None where it is open."""
    found = DATE.match(edtf or "")
    if found is None:
        return None
    year, month, day = (*found[0].split("-"), "01", "01")[:3]
    return date(int(year), int(month) if int(month) <= MONTHS else 1, int(day))


def before(day: date, duration: str | None) -> str | None:
    """The date a length of time before a day, no finer than the length: 40 years before 2021-05-03 is 1981."""
    found = LENGTH.fullmatch(duration or "")
    if found is None:
        return None
    amount, unit = int(found[1]), found[2]
    if unit == "Y":
        return f"{day.year - amount:04d}" if amount < day.year else None
    if unit == "M":
        months = day.year * MONTHS + day.month - 1 - amount
        return f"{months // MONTHS:04d}-{months % MONTHS + 1:02d}"
    return (day - timedelta(days=amount * DAYS_IN[unit])).isoformat()
