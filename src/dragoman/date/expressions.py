"""Dates as they are printed: full ones, months with a year, years, and a day and month that leave the year open."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

import msgspec

from dragoman.date.persian import from_persian
from dragoman.model import Record, Span

DAYS_A_WEEK = 7  # the names of the weekdays are listed from Monday, then their short forms in the same order
LAST_MONTH = 12  # a number above is a day


class Landmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A happening of record: a text that speaks of it was published after it began, and where `until` is given before.

    `until` is for words that name a state of things which has ended.
    """

    name: str
    since: str
    words: tuple[str, ...]
    until: str = ""


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`dates.toml`: how dates are written, and by which words a text shows when it was published."""

    weekdays: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    past: frozenset[str]
    past_endings: tuple[str, ...]
    future: tuple[str, ...]
    not_before: frozenset[str]
    former: frozenset[str]
    now: tuple[str, ...]
    this_year: tuple[str, ...]
    weekends: tuple[str, ...]
    months: dict[str, int]
    persian_months: dict[str, int] = {}
    landmarks: tuple[Landmark, ...] = ()

    def weekday(self, name: str) -> int:
        """The number of a weekday from 0 for Monday, by its name or the short form of it."""
        return self.weekdays.index(name.lower()) % DAYS_A_WEEK

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Every form of a date, the longest first."""
        month = "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))
        weekday = "|".join(map(re.escape, self.weekdays))
        persian = "|".join(sorted(map(re.escape, self.persian_months), key=len, reverse=True)) or r"(?!)"
        day, year, solar = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:19|20)\d\d", r"1[34]\d\d"
        return re.compile(
            rf"(?<![\w.-])(?:(?P<weekday>{weekday})\b\.?,?\s+)?(?:"
            rf"(?P<y1>{year})(?P<sign>[-/.])(?P<m1>0[1-9]|1[0-2])(?P=sign)(?P<d1>0[1-9]|[12]\d|3[01])(?!\d)"
            rf"|(?P<d2>{day})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{month})\b\.?(?:(?:,?\s+|-)(?P<y2>{year})\b)?"
            rf"|(?P<m3>{month})\b\.?\s+(?P<d3>{day})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y3>{year})\b)?"
            rf"|(?P<m4>{month})\b\.?,?\s+(?:of\s+)?(?P<y4>{year})\b"
            rf"|(?P<d5>{day})(?P<mark>[./-])(?P<m5>0?[1-9]|1[0-2])(?P=mark)(?P<y5>{year})\b"
            rf"|(?P<m6>0?[1-9]|1[0-2])(?P<slash>[/-])(?P<d6>{day})(?P=slash)(?P<y6>{year})\b"
            rf"|(?P<y10>{solar})(?P<bar>[/-])(?P<m10>0?[1-9]|1[0-2])(?P=bar)(?P<d10>{day})(?!\d)"
            rf"|(?P<d11>{day})\s+(?P<m11>{persian})\b,?\s+(?P<y11>{solar})\b"
            rf"|(?<=\bin )(?P<y7>{year})\b(?![-–]\d)"
            rf"|(?<=\bsince )(?P<y8>{year})\b"
            rf"|(?<=\bthe )(?P<y9>{year})\b"
            r")",
            re.IGNORECASE,
        )


class Printed(Record, frozen=True):
    """A date in the text; None where the words leave a part open.

    Attributes:
        weekday: 0 for Monday to 6, where it is printed too.
        either: The month could be the day and the day the month ("3/4/2020").
        order: Which of the two stands first where it is all digits and one of them can be no month: "day", "month".
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    either: bool = False
    order: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def first(self) -> date | None:
        """Its first day, where the year is known and the date exists."""
        if self.year is None:
            return None
        return on(self.year, self.month or 1, self.day or 1)


def on(year: int, month: int, day: int) -> date | None:
    """That day of the calendar, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def printed_dates(text: str, start: int, end: int, words: DateWords) -> Iterator[Printed]:
    """Yield the dates of a stretch of text, in order."""
    for match in words.pattern.finditer(text, start, end):
        parts = {name[0]: value for name, value in match.groupdict().items() if value and name[1:].isdigit()}
        if match["y10"] or match["y11"]:
            if one := _persian(match, parts, words):
                yield one
            continue
        month = parts.get("m", "").lower()
        number = words.months.get(month) or (int(month) if month.isdigit() else None)
        day = int(parts["d"]) if "d" in parts else None
        if month == "may" and match.group().islower():
            continue
        digits = bool(match["m5"] or match["m6"]) and "." not in match.group()
        either = digits and day is not None and day <= LAST_MONTH and day != number
        order = ("day" if match["m5"] else "month") if digits and not either and day != number else ""
        weekday = words.weekday(match["weekday"]) if match["weekday"] else None
        year = int(parts["y"]) if "y" in parts else None
        yield Printed(match.start(), match.end(), year, number, day, weekday, either, order)


def _persian(match: re.Match[str], parts: dict[str, str], words: DateWords) -> Printed | None:
    """A day that is printed in the Persian calendar, as a day of the common one."""
    month = parts["m"].lower()
    day = from_persian(int(parts["y"]), words.persian_months.get(month) or int(month), int(parts["d"]))
    return Printed(match.start(), match.end(), day.year, day.month, day.day) if day else None
