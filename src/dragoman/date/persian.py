"""Persian: days of the Solar Hijri calendar, as Iranian outlets print them, in the common calendar."""

from datetime import date, timedelta

SURE_YEARS = range(1370, 1421)  # 1991 to 2042; as lunar years these are 1950 to 1999, before news was on the web
LEAP_REMAINDERS = {1, 5, 9, 13, 17, 22, 26, 30}  # of the year by 33: the arithmetic calendar, right from 1178 to 1634
FIRST_YEAR, FIRST_DAY = 1370, date(1991, 3, 21)  # 1 Farvardin 1370
LONG_MONTHS = 6  # of 31 days; the five after them have 30, the last 29 or, in a leap year, 30


def from_persian(year: int, month: int, day: int) -> date | None:
    """That day of the Persian calendar as a day of the common one; None where there is none or the year is not sure.

    Source: the leap years of the Iranian calendar by the rule of 33 years, which agrees with the astronomical calendar
    for all years that are read.
    """
    leap = year % 33 in LEAP_REMAINDERS
    length = 31 if month <= LONG_MONTHS else 30 if month < 12 or leap else 29
    if year not in SURE_YEARS or not 1 <= month <= 12 or not 1 <= day <= length:
        return None
    years = sum(366 if one % 33 in LEAP_REMAINDERS else 365 for one in range(FIRST_YEAR, year))
    days = 31 * min(month - 1, LONG_MONTHS) + 30 * max(0, month - 1 - LONG_MONTHS) + day - 1
    return FIRST_DAY + timedelta(days=years + days)
