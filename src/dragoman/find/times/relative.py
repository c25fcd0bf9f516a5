"""Times counted from another: "last week", "two days later", "that night", "on Friday"."""

from dragoman.find.times import calendar
from dragoman.find.times.anchors import Anchor, Story
from dragoman.find.times.calendar import Stretch, of_number
from dragoman.find.times.dates import date
from dragoman.find.times.lengths import amount_of
from dragoman.find.times.reading import GUESSED, NEAR, Kind, Place, Reading, anchor_of, counted, unknown


def unit_of(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """Read "Last week", "that day", "the following year", "the end of the month"."""
    if "event" in parts:
        return unknown("it is counted from an event, whose date the words do not give")
    unit = {"date": "day"}.get(parts["unit"], parts["unit"])
    relation = parts.get("relation")
    if "direction" in parts:
        relation = parts["direction"]
    base, amount = (relation or "then 0").split()
    anchor = anchor_of(base, unit, int(amount), story)
    if anchor is None:
        return unknown("nothing to count it from")
    return counted(
        anchor, lambda days: calendar.shift(days, int(amount), unit), score=NEAR if base == "now" else GUESSED
    )


def daypart(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """Read "That night", "yesterday", "tomorrow evening", "last night", "overnight"."""
    if "any" in parts:
        return unknown("a part of any day", "time")
    if "nightly" in parts:
        today = story.now()
        night = Anchor(today.first - 1, today.last, today.name) if today is not None else None
        return counted(night, of_number, "time") if night is not None else unknown("nothing to count it from", "time")
    if "deictic" in parts:
        anchor, amount = story.now(), int(parts["deictic"])
    else:
        base, steps = parts["relation"].split()
        amount = int(steps)
        anchor = anchor_of(base, "day", amount, story)
    kind: Kind = "time" if "daypart" in parts else "date"
    if anchor is None:
        return unknown("nothing to count it from", kind)
    return counted(anchor, lambda days: calendar.shift(days, amount, "day"), kind)


def weekday_of(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A day of the week: the last one before the publication, or the next, as its words and verb say."""
    kind: Kind = "time" if "daypart" in parts else "date"
    wanted = int(parts["weekday"])
    anchor = story.now() or story.last("day")
    if anchor is None:
        return unknown("nothing tells the week", kind)
    amount = int(parts.get("relation", "now 0").split()[1])
    if "week_relation" in parts:
        weeks = {"last": -1, "this": 0, "next": 1}[parts["week_relation"].lower()]
        return counted(anchor, lambda days: of_number(days - calendar.weekday(days) + 7 * weeks + wanted), kind)

    def at(days: int) -> Stretch:
        forward = (wanted - calendar.weekday(days)) % calendar.WEEK
        if amount > 0 or (amount == 0 and place.ahead is True):
            return of_number(days + (forward or (calendar.WEEK if amount else 0)))
        back = forward - calendar.WEEK if forward or amount < 0 else 0
        return of_number(days + back)

    return counted(anchor, at, kind)


def weekend_of(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """Read "Last weekend", "the weekend"."""
    anchor = story.now() or story.last("day")
    if anchor is None:
        return unknown("nothing tells the week")
    amount = int(parts.get("relation", "now 0").split()[1])

    def at(days: int) -> Stretch:
        saturday = calendar.weekday(days) >= 5
        step = amount if amount else (0 if saturday or place.ahead is True else -1)
        return calendar.weekend(days - calendar.weekday(days) + 7 * step)

    return counted(anchor, at)


def shift(parts: dict[str, str], story: Story, _: Place) -> Reading:
    """Read "Three days ago", "five decades later", "months before"."""
    amount, unit = amount_of(parts), parts.get("unit") or parts.get("units") or parts.get("vague") or ""
    if "event" in parts:
        return unknown("it is counted from an event, whose date the words do not give")
    base, way = parts["direction"].split()
    if amount is None or amount != int(amount):
        return unknown("the words do not say how long")
    unit = {"night": "day"}.get(unit, unit)
    anchor = story.now() if base == "now" else story.last(unit)
    if anchor is None:
        return unknown("nothing to count it from")
    steps = int(amount) * int(way)
    return counted(anchor, lambda days: calendar.shift(days, steps, unit), score=NEAR if base == "now" else GUESSED)


def from_event(parts: dict[str, str], at: Anchor) -> Reading:
    """Read "two days after the attack of 3 January", from the date that its own words give."""
    amount, unit = amount_of(parts), parts.get("unit") or parts.get("units") or ""
    unit = {"night": "day"}.get(unit, unit)
    if amount is None or amount != int(amount):
        return unknown("the words do not say how long")
    steps = int(amount) * int(parts["direction"].split()[1])
    return counted(at, lambda days: calendar.shift(days, steps, unit))


def slice_of(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """The first or last days, weeks or months of a month or year."""
    whole = date(
        {name: part for name, part in parts.items() if name in ("month", "year", "relation", "year_word")}, story, place
    )
    amount = amount_of(parts) if "number" in parts or "digits" in parts else 1.0 if "unit" in parts else None
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


def clock(parts: dict[str, str], story: Story, place: Place) -> Reading:
    """A time of day, on the day that its paragraph stands at, else on that of the publication."""
    hour, minute = (
        int(parts.get("hour") or parts.get("hour24") or 0),
        int(parts.get("minute") or parts.get("minute24") or 0),
    )
    if "half" in parts:
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    now = story.now()
    anchor = story.last("day") if now is None or story.told_in(place.paragraph) else now
    if anchor is None or anchor.first != anchor.last:
        return unknown("nothing tells the day", "time")
    day = of_number(anchor.first)
    edtf = f"{day.edtf}T{hour:02d}:{minute:02d}:00" + ("Z" if "zone" in parts else "")
    return Reading("time", edtf, None, "relative", anchor.name, GUESSED, f"day of {anchor.name}")
