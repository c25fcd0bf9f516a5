"""What a time expression means: each kind of form has its reading, which may ask the story where it stands."""

import re
from collections.abc import Callable
from typing import Literal

from dragoman.find.times import calendar
from dragoman.find.times.anchors import Anchor, Story, nearest
from dragoman.find.times.calendar import Stretch, of_number
from dragoman.find.times.words import Expression
from dragoman.model import Record

Kind = Literal["date", "time", "duration", "set"]

STATED, NEAR, GUESSED = (
    1.0,
    0.8,
    0.6,
)  # scores: the words suffice; counted from a sure anchor; from the story's last time
ISO_UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W",
             "weekend": "D", "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "century": "Y", 
             "millennium": "Y"}  # fmt: skip
TIMES = {"fortnight": 2, "weekend": 2, "quarter": 3, "decade": 10, "century": 100, "millennium": 1000}


AHEAD = 20  # years; a year or decade of two digits that lies further ahead of the story is one of the century before


class Reading(Record, frozen=True):
    """What an expression means, and why.

    Attributes:
        days: The stretch meant, where it is one; the story goes on from it.
        edtf: Its EDTF form, or an interval.
    """

    kind: Kind
    edtf: str | None = None
    duration: str | None = None
    basis: Literal["stated", "relative", "none"] = "stated"
    anchor: str = ""
    score: float = STATED
    reason: str = ""
    days: Stretch | None = None


class Place(Record, frozen=True):
    """Where an expression stands: sentence, paragraph, and whether its verb looks ahead (None where none tells)."""

    sentence: int
    paragraph: int
    ahead: bool | None


def read(expression: Expression, story: Story, place: Place) -> Reading:
    """Say what an expression means where it stands."""
    return READINGS[expression.means](expression.parts, story, place)


def _stated(stretch: Stretch, kind: Kind = "date") -> Reading:
    return Reading(kind, stretch.edtf, reason="the words fix it", days=stretch)


def _unknown(reason: str, kind: Kind = "date", edtf: str | None = None) -> Reading:
    return Reading(kind, edtf, basis="none", score=GUESSED, reason=reason)


def _counted(anchor: Anchor, at: Callable[[int], Stretch | None], kind: Kind = "date", score: float = NEAR) -> Reading:
    """Count from both ends of an anchor: one stretch where they agree, else the interval from the first to the last."""
    first, last = at(anchor.first), at(anchor.last)
    if first is None or last is None:
        return _unknown("shorter than a day", kind)
    if first == last:
        return Reading(kind, first.edtf, None, "relative", anchor.name, score, f"counted from {anchor.name}", first)
    edtf = f"{_ends(first)[0]}/{_ends(last)[1]}"
    return Reading(kind, edtf, None, "relative", anchor.name, score, f"counted from both ends of {anchor.name}")


def _ends(stretch: Stretch) -> tuple[str, str]:
    first, _, last = stretch.edtf.partition("/")
    return first, last or first


def _anchor(base: str, unit: str, amount: int, story: Story) -> Anchor | None:
    """What "last", "that", "ago" and "later" are counted from."""
    then = story.last(unit)
    if base == "now":
        return story.now() or (then if amount >= 0 else None)
    return then or story.now()


def _year(parts: dict[str, str]) -> int | None:
    """The astronomical year that is written."""
    written = parts.get("year") or parts.get("early_year") or parts.get("ad_year")
    if not written:
        return None
    era = (parts.get("era") or parts.get("bc") or "").upper().replace(".", "").replace(" ", "")
    return 1 - int(written) if era.startswith("BC") and era != "" else int(written)


def _related_year(parts: dict[str, str], story: Story) -> tuple[int, Anchor] | None:
    """The year of "last year", "that year"."""
    base, amount = parts["relation"].split()
    anchor = _anchor(base, "year", int(amount), story)
    return (of_number(anchor.last).year + int(amount), anchor) if anchor else None


def _date(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A date, whole or in part."""
    kind: Kind = "time" if "daypart" in parts else "date"
    month = int(parts.get("month") or parts.get("month_number") or 0)
    day = int(parts.get("day") or 0)
    year = _year(parts)
    if "short_year" in parts:
        year = _short_year(int(parts["short_year"]), story)
    if not month and not day:
        return _stated(Stretch("year", year)) if year is not None else _unknown("nothing tells the century")
    if not month:
        return _bare_day(day, year, story, kind)
    if year is not None:
        stretch = _dated(year, month, day)
        return _stated(stretch, kind) if stretch else _unknown("there is no such day", kind)
    if "relation" in parts:
        return _related_month(parts, month, day, story, kind)
    return _without_year(month, day, story, place, kind)


def _dated(year: int, month: int, day: int) -> Stretch | None:
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
        return _unknown("nothing tells the month", kind)
    at = of_number(anchor.first)
    stretch = _dated(at.year if year is None else year, at.month, day)
    if stretch is None:
        return _unknown("the month has no such day", kind)
    return Reading(kind, stretch.edtf, None, "relative", anchor.name, GUESSED, f"month of {anchor.name}", stretch)


def _related_month(parts: dict[str, str], month: int, day: int, story: Story, kind: Kind) -> Reading:
    """ "June last year", and "last June", which is the last one before this month."""
    if "year_word" in parts:
        found = _related_year(parts, story)
        if found is None:
            return _unknown("nothing fixes the year", kind, _yearless(month, day))
        year, anchor = found
    else:
        base, amount = parts["relation"].split()
        counted = _anchor(base, "month", int(amount), story)
        if counted is None:
            return _unknown("nothing fixes the year", kind, _yearless(month, day))
        anchor, at = counted, of_number(counted.first)
        year = at.year
        if int(amount) < 0:
            year -= month >= at.month
        elif int(amount) > 0:
            year += month <= at.month
    stretch = _dated(year, month, day)
    if stretch is None:
        return _unknown("there is no such day", kind)
    return Reading(kind, stretch.edtf, None, "relative", anchor.name, NEAR, f"year counted from {anchor.name}", stretch)


def _yearless(month: int, day: int) -> str:
    """A month or day of a year that is not known, as EDTF writes it."""
    return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")


def _without_year(month: int, day: int, story: Story, place: Place, kind: Kind) -> Reading:
    """A month or day whose year the story or the publication tells."""
    now = story.now()
    told = story.year_of(month) if now is None or story.leads(place.sentence, place.paragraph) else None
    if told is not None:
        year, anchor = told
        why, score = f"year of the story at {anchor.name}", GUESSED
    elif now is not None:
        years = {nearest(month, day, Anchor(end, end, now.name), place.ahead) for end in (now.first, now.last)}
        found = nearest(month, day, now, place.ahead)
        if found is None or len(years) != 1:
            return _unknown("the publication leaves two years open", kind, _yearless(month, day))
        year, anchor, score = found, now, NEAR
        way = {True: "the next one after", False: "the last one before", None: "the one nearest to"}[place.ahead]
        why = f"{way} {now.name}"
    else:
        return _unknown("nothing fixes the year", kind, _yearless(month, day))
    stretch = _dated(year, month, day)
    if stretch is None:
        return _unknown("there is no such day", kind)
    return Reading(kind, stretch.edtf, None, "relative", anchor.name, score, why, stretch)


def _decade(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """ "The 1980s", "the '80s", "the eighties"."""
    if "early_decade" in parts:
        last = int(parts["early_decade"]) * 10
        edtf = f"{Stretch('year', -8 - last).edtf}/{Stretch('year', 1 - last).edtf}"
        return Reading("date", edtf, reason="the words fix it")
    if "decade" in parts:
        return _stated(Stretch("decade", int(parts["decade"]) * 10))
    digits = int(parts.get("short_decade") or parts.get("bare_decade") or int(parts.get("decade_name", "0")) // 10)
    anchor = story.last("year") or story.now()
    at = of_number(anchor.first).year if anchor else 1999
    century = at - at % 100
    year = century + digits * 10
    if year > at:
        year -= 100 if year - at > AHEAD else 0
    return Reading("date", Stretch("decade", year).edtf, None, "relative", anchor.name if anchor else "", GUESSED,
                   "the century is that of the story", Stretch("decade", year))  # fmt: skip


def _century(parts: dict[str, str], _: Story, __: Place) -> Reading:
    """ "The 19th century"."""
    ordinal = int(parts.get("ordinal") or parts["century_number"])
    if (parts.get("era") or "").upper().startswith("B"):
        return _unknown("a century before our era has no EDTF form of its own")
    return _stated(Stretch("century", (ordinal - 1) * 100)) if ordinal else _unknown("there is no such century")


def _season(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A season or quarter, with its year or without."""
    code = int(parts.get("season") or parts.get("quarter") or calendar.QUARTERS + int(parts["quarter_number"]) - 1)
    year = _year(parts)
    if year is not None:
        return _stated(Stretch("season", year, code))
    if "year_word" in parts and "relation" in parts:
        found = _related_year(parts, story)
        if found:
            stretch = Stretch("season", found[0], code)
            return Reading("date", stretch.edtf, None, "relative", found[1].name, NEAR, "", stretch)
    return _season_without_year(code, parts.get("relation", "now 0"), story, place)


def _season_without_year(code: int, relation: str, story: Story, place: Place) -> Reading:
    """ "Last summer", "the winter"."""
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
        return _unknown("nothing fixes the year", edtf=f"XXXX-{code}")
    stretch = Stretch("season", year, code)
    return Reading("date", stretch.edtf, None, "relative", anchor.name, GUESSED, f"year by {anchor.name}", stretch)


def _feast(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A named day or feast."""
    kind: Kind = "time" if "daypart" in parts else "date"
    fixed = [
        int(part)
        for part in re.findall(
            r"-?\d+", parts["feast"].replace("-", " ") if parts["feast"][:1].isdigit() else parts["feast"]
        )
    ]
    year = _year(parts)
    if parts["feast"][:1].isdigit() and len(fixed) == 3:
        return _stated(Stretch("day", fixed[0], fixed[1], fixed[2]), kind)
    if not fixed:
        return _unknown("its date differs from year to year or from country to country", kind)
    if parts["feast"][:1].isdigit():
        if year is not None:
            return _stated(Stretch("day", year, fixed[0], fixed[1]), kind)
        if "relation" in parts:
            return _related_month(parts, fixed[0], fixed[1], story, kind)
        return _without_year(fixed[0], fixed[1], story, place, kind)
    anchor = story.last("year") if story.now() is None else story.now()
    if year is None and anchor is None:
        return _unknown("nothing fixes the year", kind)
    name = anchor.name if anchor and year is None else ""
    at = year if year is not None else of_number(anchor.last if anchor else 0).year
    if parts["feast"].startswith("easter"):
        days = of_number(calendar.easter(at).first + fixed[0])
        return Reading(
            kind, days.edtf, None, "relative" if name else "stated", name, NEAR, "by the rule of Easter", days
        )
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


def _unit(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """ "Last week", "that day", "the following year", "the end of the month"."""
    unit = {"date": "day"}.get(parts["unit"], parts["unit"])
    relation = parts.get("relation")
    if "direction" in parts:
        relation = parts["direction"]
    base, amount = (relation or "then 0").split()
    anchor = _anchor(base, unit, int(amount), story)
    if anchor is None:
        return _unknown("nothing to count it from")
    return _counted(
        anchor, lambda days: calendar.shift(days, int(amount), unit), score=NEAR if base == "now" else GUESSED
    )


def _daypart(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """ "That night", "yesterday", "tomorrow evening", "last night"."""
    if "any" in parts:
        return _unknown("a part of any day", "time")
    if "deictic" in parts:
        anchor, amount = story.now(), int(parts["deictic"])
    else:
        base, counted = parts["relation"].split()
        amount = int(counted)
        anchor = _anchor(base, "day", amount, story)
    kind: Kind = "time" if "daypart" in parts else "date"
    if anchor is None:
        return _unknown("nothing to count it from", kind)
    return _counted(anchor, lambda days: calendar.shift(days, amount, "day"), kind)


def _weekday(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A day of the week: the last one before the publication, or the next, as its words and verb say."""
    kind: Kind = "time" if "daypart" in parts else "date"
    wanted = int(parts["weekday"])
    anchor = story.now() or story.last("day")
    if anchor is None:
        return _unknown("nothing tells the week", kind)
    amount = int(parts.get("relation", "now 0").split()[1])
    if "week_relation" in parts:
        weeks = {"last": -1, "this": 0, "next": 1}[parts["week_relation"].lower()]
        return _counted(anchor, lambda days: of_number(days - calendar.weekday(days) + 7 * weeks + wanted), kind)

    def at(days: int) -> Stretch:
        forward = (wanted - calendar.weekday(days)) % calendar.WEEK
        if amount > 0 or (amount == 0 and place.ahead is True):
            return of_number(days + (forward or (calendar.WEEK if amount else 0)))
        back = forward - calendar.WEEK if forward or amount < 0 else 0
        return of_number(days + back)

    return _counted(anchor, at, kind)


def _weekend(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """ "Last weekend", "the weekend"."""
    anchor = story.now() or story.last("day")
    if anchor is None:
        return _unknown("nothing tells the week")
    amount = int(parts.get("relation", "now 0").split()[1])

    def at(days: int) -> Stretch:
        saturday = calendar.weekday(days) >= 5
        step = amount if amount else (0 if saturday or place.ahead is True else -1)
        return calendar.weekend(days - calendar.weekday(days) + 7 * step)

    return _counted(anchor, at)


def _amount(parts: dict[str, str]) -> float | None:
    """The number in words or digits; None where it is vague ("several")."""
    if "digits" in parts:
        return float(parts["digits"].replace(",", ""))
    word = parts.get("number")
    if word is None or word == "X":
        return None
    ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return float(word) + (ones.index(parts["ones"].lower()) if "ones" in parts else 0)


def _shift(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """ "Three days ago", "five decades later", "months before"."""
    amount, unit = _amount(parts), parts.get("unit") or parts.get("units") or parts.get("vague") or ""
    if "event" in parts:
        return _unknown("it is counted from an event, whose date the words do not give")
    base, way = parts["direction"].split()
    if amount is None or amount != int(amount):
        return _unknown("the words do not say how long")
    unit = {"night": "day"}.get(unit, unit)
    anchor = story.now() if base == "now" else story.last(unit)
    if anchor is None:
        return _unknown("nothing to count it from")
    steps = int(amount) * int(way)
    return _counted(anchor, lambda days: calendar.shift(days, steps, unit), score=NEAR if base == "now" else GUESSED)


def _slice(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """The first or last days, weeks or months of a month or year."""
    whole = _date({name: part for name, part in parts.items() if name in ("month", "year", "relation", "year_word")}, story, place)
    amount = (_amount(parts) if "number" in parts or "digits" in parts else 1.0 if "unit" in parts else None)
    unit = parts.get("unit") or parts.get("units") or ""
    if whole.days is None or amount is None or unit not in ("day", "week", "month", "year"):
        return Reading(whole.kind, whole.edtf, None, whole.basis, whole.anchor, GUESSED, f"within it; {whole.reason}")
    edge, days = whole.days, calendar.DAYS_IN.get(unit, 0) * int(amount)
    if parts["edge"] in ("first", "opening"):
        last = edge.first + days - 1 if days else _after(edge.first, int(amount), unit) - 1
        ends = (edge.first, min(last, edge.last))
    else:
        first = edge.last - days + 1 if days else _after(edge.last + 1, -int(amount), unit)
        ends = (max(first, edge.first), edge.last)
    edtf = "/".join(of_number(end).edtf for end in ends)
    return Reading(whole.kind, edtf, None, whole.basis, whole.anchor, whole.score, whole.reason, whole.days)


def _after(day: int, amount: int, unit: str) -> int:
    """The first day of the month or year so many units away."""
    stretch = calendar.shift(day, amount, unit)
    return stretch.first if stretch is not None else day


def _duration(parts: dict[str, str], _: Story, __: Place) -> Reading:
    """A length of time."""
    unit = parts.get("unit") or parts.get("units") or parts.get("vague") or ""
    if "number" not in parts and "digits" not in parts:
        amount: float | None = 1.0 if "unit" in parts and "vague" not in parts else None
    else:
        amount = _amount(parts)
    return Reading("duration", None, _iso(amount, unit), reason="a length of time")


def _iso(amount: float | None, unit: str) -> str:
    """A length of time in ISO 8601, with X for a number that the words leave open, as TIMEX3 has it."""
    letters = ISO_UNITS[unit]
    number = "X" if amount is None else f"{amount * TIMES.get(unit, 1):g}"
    return f"P{letters[:-1]}{number}{letters[-1]}"


def _set(parts: dict[str, str], _: Story, __: Place) -> Reading:
    """What comes again and again."""
    if "set_word" in parts:
        return Reading("set", None, parts["set_word"], reason="it comes again and again")
    unit = parts.get("unit") or parts.get("units") or ("week" if "weekday" in parts else "day")
    amount = _amount(parts) if "number" in parts or "digits" in parts else 1.0
    return Reading("set", None, _iso(amount, unit), reason="it comes again and again")


def _clock(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """A time of day, on the day that the story stands at."""
    hour, minute = (
        int(parts.get("hour") or parts.get("hour24") or 0),
        int(parts.get("minute") or parts.get("minute24") or 0),
    )
    if "half" in parts:
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    anchor = story.last("day")
    if anchor is None:
        return _unknown("nothing tells the day", "time")
    day = of_number(anchor.first)
    edtf = f"{day.edtf}T{hour:02d}:{minute:02d}:00"
    return Reading("time", edtf, None, "relative", anchor.name, GUESSED, f"day of {anchor.name}")


def _vague(_: dict[str, str], __: Story, ___: Place) -> Reading:
    """ "Now", "recently": a time, but no stretch of the calendar."""
    return _unknown("the words name no stretch of the calendar")


READINGS: dict[str, Callable[[dict[str, str], Story, Place], Reading]] = {
    "date": _date, "decade": _decade, "century": _century, "season": _season, "feast": _feast, "unit": _unit,
    "daypart": _daypart, "weekday": _weekday, "weekend": _weekend, "slice": _slice, "shift": _shift, "duration": _duration, "set": _set,
    "clock": _clock, "vague": _vague,
}  # fmt: skip
