"""Dates, whole and in part, with decades and centuries."""

from msgspec.structs import replace

from dragoman.find.times import calendar
from dragoman.find.times.anchors import Anchor, Story, nearest
from dragoman.find.times.calendar import Stretch, of_number
from dragoman.find.times.reading import GUESSED, NEAR, Kind, Place, Reading, anchor_of, stated, unknown

AHEAD = 20  # years; a year or decade of two digits that lies further ahead of the story is one of the century before
LEAP_DAY = (2, 29)  # not every year has it, and readers of EDTF refuse it without one


def date(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A date, whole or in part."""
    kind: Kind = "time" if "daypart" in parts else "date"
    month = int(parts.get("month") or parts.get("month_number") or 0)
    day = int(parts.get("day") or 0)
    year = year_of(parts)
    if "short_year" in parts and year is not None:
        return _two_years(year, int(parts["short_year"]))
    if "short_year" in parts:
        year = _short_year(int(parts["short_year"]), story)
    if not month and not day:
        return stated(Stretch("year", year)) if year is not None else unknown("nothing tells the century")
    if not month:
        return _bare_day(day, year, story, kind)
    if year is not None:
        stretch = dated(year, month, day)
        return stated(stretch, kind) if stretch else unknown("there is no such day", kind)
    if "relation" in parts:
        return related_month(parts, month, day, story, kind)
    return without_year(month, day, story, replace(place, narrated="told" in parts), kind)


def _two_years(year: int, digits: int) -> Reading:
    """A year that begins in one calendar year and ends in the next ("2019/20")."""
    if (year + 1) % 100 != digits:
        return unknown("the second year does not follow the first")
    return Reading("date", f"{Stretch('year', year).edtf}/{Stretch('year', year + 1).edtf}", reason="the words fix it")


def year_of(parts: dict[str, str]) -> int | None:
    """The astronomical year that is written."""
    written = parts.get("year") or parts.get("early_year") or parts.get("ad_year")
    if not written:
        return None
    era = (parts.get("era") or parts.get("bc") or "").upper().replace(".", "").replace(" ", "")
    return 1 - int(written) if era.startswith("BC") and era != "" else int(written)


def related_year(parts: dict[str, str], story: Story) -> tuple[int, Anchor] | None:
    """The year of "last year", "that year"."""
    base, amount = parts["relation"].split()
    anchor = anchor_of(base, "year", int(amount), story)
    return (of_number(anchor.last).year + int(amount), anchor) if anchor else None


def dated(year: int, month: int, day: int) -> Stretch | None:
    """A day or month, if there is one."""
    if not day:
        return Stretch("month", year, month)
    return Stretch("day", year, month, day) if calendar.exists(year, month, day) else None


def _short_year(digits: int, story: Story) -> int | None:
    """A year of two digits, in the century of the story or of the publication."""
    anchor = story.last("year") or story.now()
    if anchor is None:
        return None
    at = of_number(anchor.first).year
    year = at - at % 100 + digits
    return year - 100 if year - at > AHEAD else year


def _bare_day(day: int, year: int | None, story: Story, kind: Kind) -> Reading:
    """A day of the month that the story stands in."""
    anchor = story.last("month") or story.now()
    if anchor is None:
        return unknown("nothing tells the month", kind)
    at = of_number(anchor.first)
    stretch = dated(at.year if year is None else year, at.month, day)
    if stretch is None:
        return unknown("the month has no such day", kind)
    return Reading(kind, stretch.edtf, None, "relative", anchor.name, GUESSED, f"month of {anchor.name}", stretch)


def related_month(parts: dict[str, str], month: int, day: int, story: Story, kind: Kind) -> Reading:
    """Read "June last year", and "last June", which is the last one before this month."""
    if "year_word" in parts:
        found = related_year(parts, story)
        if found is None:
            return unknown("nothing fixes the year", kind, _yearless(month, day))
        year, anchor = found
    else:
        base, amount = parts["relation"].split()
        counted = anchor_of(base, "month" if int(amount) else "year", int(amount), story)  # "that August"
        if counted is None:
            return unknown("nothing fixes the year", kind, _yearless(month, day))
        anchor, at = counted, of_number(counted.first)
        year = at.year
        if int(amount) < 0:
            year -= month >= at.month
        elif int(amount) > 0:
            year += month <= at.month
    stretch = dated(year, month, day)
    if stretch is None:
        return unknown("there is no such day", kind)
    return Reading(kind, stretch.edtf, None, "relative", anchor.name, NEAR, f"year counted from {anchor.name}", stretch)


def _yearless(month: int, day: int) -> str:
    """A month or day of a year that is not known, as EDTF writes it."""
    if (month, day) == LEAP_DAY:
        return f"{calendar.NO_YEAR}-{month:02d}"
    return f"{calendar.NO_YEAR}-{month:02d}" + (f"-{day:02d}" if day else "")


def without_year(month: int, day: int, story: Story, place: Place, kind: Kind) -> Reading:
    """A month or day whose year the story or the publication tells."""
    now = story.now()
    leads = now is None or story.leads(place.sentence, place.paragraph, narrated=place.narrated)
    told = story.year_of(month) if leads else None
    if told is not None:
        year, anchor = told
        why, score = f"year of the story at {anchor.name}", GUESSED
    elif now is not None:
        years = {nearest(month, day, Anchor(end, end, now.name), place.ahead) for end in (now.first, now.last)}
        found = nearest(month, day, now, place.ahead)
        if found is None or len(years) != 1:
            return unknown("the publication leaves two years open", kind, _yearless(month, day))
        year, anchor, score = found, now, NEAR
        way = {True: "the next one after", False: "the last one before", None: "the one nearest to"}[place.ahead]
        why = f"{way} {now.name}"
    else:
        return unknown("nothing fixes the year", kind, _yearless(month, day))
    stretch = dated(year, month, day)
    if stretch is None:
        return unknown("there is no such day", kind)
    return Reading(kind, stretch.edtf, None, "relative", anchor.name, score, why, stretch)


def decade(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """Read "The 1980s", "the '80s", "the eighties"."""
    if "early_decade" in parts:
        last = int(parts["early_decade"]) * 10
        edtf = f"{Stretch('year', -8 - last).edtf}/{Stretch('year', 1 - last).edtf}"
        return Reading("date", edtf, reason="the words fix it")
    if "decade" in parts:
        return stated(Stretch("decade", int(parts["decade"]) * 10))
    digits = int(parts.get("short_decade") or parts.get("bare_decade") or int(parts.get("decade_name", "0")) // 10)
    anchor = story.last("year") or story.now()
    at = of_number(anchor.first).year if anchor else 1999
    century = at - at % 100
    year = century + digits * 10
    if year > at:
        year -= 100 if year - at > AHEAD else 0
    return Reading("date", Stretch("decade", year).edtf, None, "relative", anchor.name if anchor else "", GUESSED,
                   "the century is that of the story", Stretch("decade", year))  # fmt: skip


def century(parts: dict[str, str], _: Story, __: Place) -> Reading:
    """Read "The 19th century"."""
    ordinal = int(parts.get("ordinal") or parts["century_number"])
    if (parts.get("era") or "").upper().startswith("B"):
        return unknown("a century before our era has no EDTF form of its own")
    return stated(Stretch("century", (ordinal - 1) * 100)) if ordinal else unknown("there is no such century")
