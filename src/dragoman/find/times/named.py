"""Seasons, quarters, and days and feasts that have a name."""

import re

from dragoman.find.times import calendar
from dragoman.find.times.anchors import Story
from dragoman.find.times.calendar import Stretch, of_number
from dragoman.find.times.dates import related_month, related_year, without_year, year_of
from dragoman.find.times.reading import GUESSED, NEAR, Kind, Place, Reading, stated, unknown

HIJRI_YEARS = 1600  # a year below it behind a feast of Islam ("Ramadan 1441") is one of its own calendar


def season(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A season or quarter, with its year or without."""
    code = int(parts.get("season") or parts.get("quarter") or calendar.QUARTERS + int(parts["quarter_number"]) - 1)
    year = year_of(parts)
    if year is not None:
        return stated(Stretch("season", year, code))
    if "year_word" in parts and "relation" in parts:
        found = related_year(parts, story)
        if found:
            stretch = Stretch("season", found[0], code)
            return Reading(
                "date",
                stretch.edtf,
                None,
                "relative",
                found[1].name,
                NEAR,
                f"year counted from {found[1].name}",
                stretch,
            )
    return _season_without_year(code, parts.get("relation", "now 0"), story, place)


def _season_without_year(code: int, relation: str, story: Story, place: Place) -> Reading:
    """Read "Last summer", "the winter"."""
    now, amount = story.now(), int(relation.split()[1])
    month = calendar.SEASON_FIRST_MONTH[code]
    told = story.year_of(month) if now is None or story.leads(place.sentence, place.paragraph) else None
    if told:
        year, anchor = told
        year += amount
    elif now:
        anchor, at = now, of_number(now.first)
        year = at.year
        here = Stretch("season", year, code)
        if amount < 0 or (amount == 0 and place.ahead is False and here.first > now.last):
            year -= here.last >= now.first
        elif amount > 0:
            year += here.first <= now.last
    else:
        return unknown("nothing fixes the year", edtf=f"{calendar.NO_YEAR}-{code}")
    stretch = Stretch("season", year, code)
    return Reading("date", stretch.edtf, None, "relative", anchor.name, GUESSED, f"year by {anchor.name}", stretch)


def feast(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A named day or feast."""
    kind: Kind = "time" if "daypart" in parts else "date"
    fixed = [
        int(part)
        for part in re.findall(
            r"-?\d+", parts["feast"].replace("-", " ") if parts["feast"][:1].isdigit() else parts["feast"]
        )
    ]
    year = year_of(parts)
    if parts["feast"][:1].isdigit() and len(fixed) == 3:
        return stated(Stretch("day", fixed[0], fixed[1], fixed[2]), kind)
    if not fixed:
        return unknown("its date differs from year to year or from country to country", kind)
    if parts["feast"][:1].isdigit():
        if year is not None:
            return stated(Stretch("day", year, fixed[0], fixed[1]), kind)
        if "relation" in parts:
            return related_month(parts, fixed[0], fixed[1], story, kind)
        return without_year(fixed[0], fixed[1], story, place, kind)
    anchor = story.last("year") if story.now() is None else story.now()
    if year is None and anchor is None:
        return unknown("nothing fixes the year", kind)
    name = anchor.name if anchor and year is None else ""
    at = year if year is not None else of_number(anchor.last if anchor else 0).year
    if parts["feast"].startswith("easter"):
        days = of_number(calendar.easter(at).first + fixed[0])
        return Reading(
            kind, days.edtf, None, "relative" if name else "stated", name, NEAR, "by the rule of Easter", days
        )
    if year is not None and year < HIJRI_YEARS:
        first = calendar.lunar(year, fixed[0], fixed[1])
        last = first + fixed[2] - 1
    else:
        first, last = _lunar_feast(fixed, at)
    if anchor and year is None and place.ahead is not True and first > anchor.last:
        first, last = _lunar_feast(fixed, at - 1)
    edtf = f"{of_number(first).edtf}~/{of_number(last).edtf}~" if last > first else f"{of_number(first).edtf}~"
    return Reading(kind, edtf, None, "relative" if name else "stated", name, NEAR,
                   "by the arithmetic Islamic calendar, a day either way")  # fmt: skip


def _lunar_feast(fixed: list[int], year: int) -> tuple[int, int]:
    """First and last day of a feast of the Islamic calendar."""
    month, day, length = fixed
    first, _ = calendar.lunar_stretch(year, month, length)
    return first + day - 1, first + day + length - 2
