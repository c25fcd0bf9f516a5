"""Days as containers print them: the forms that machines write into pages, mails and front matter."""

import re
from datetime import date, datetime
from email.utils import parsedate

ISO_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?![\d/.-])")  # also at the head of a time stamp
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(?:\d{4}|\d{6})Z?)?$")
WRITTEN = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%B %d %Y", "%d-%b-%Y")
WEEKDAY = re.compile(r"^[A-Za-z]{3,9},?\s+(?=\S+\s+\S+\s+\d{4})")
CLOCK = re.compile(r"(?<![,\s])[,\s]+(?:at\s+)?\d{1,2}:\d{2}.*$")
EARLIEST_YEAR, LATEST_YEAR = 1600, 2100  # the first newspapers; machines write 0001 and 9999 where they know no date


def stated_day(stamp: object) -> str | None:
    """The day of a time stamp as EDTF: as it is printed, with hour and time zone cut and never converted.

    ISO 8601 to the year, month or day, eight digits, mail dates, and a month by its English name as programs print it.
    A stamp of figures alone whose order is open (03/04/2020), and a count of seconds, which lies in no time zone, are
    not read.

    Args:
        stamp: What the container holds; anything but a string states no day.
    """
    if not isinstance(stamp, str):
        return None
    text = " ".join(stamp.split())
    for pattern, groups in ((COMPACT_DAY, (1, 2, 3)), (ISO_DAY, (1, 3, 4))):
        if match := pattern.match(text):
            return _edtf(*(int(part) if (part := match[group]) else None for group in groups))
    try:
        if (parts := parsedate(text)) is not None:
            return _edtf(*parts[:3])
    except (ValueError, TypeError, IndexError, OverflowError):  # not every odd header is told by the parser itself
        return None
    return _written(CLOCK.sub("", WEEKDAY.sub("", text)))


def _written(text: str) -> str | None:
    """A day whose month stands by its English name."""
    for form in WRITTEN:
        try:
            day = datetime.strptime(text, form)  # the day as it is printed, without a zone
        except ValueError:
            continue
        return _edtf(day.year, day.month, day.day)
    return None


def _edtf(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The EDTF of a day, month or year that the calendar has."""
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
