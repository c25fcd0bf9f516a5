"""Small drawings of a case: its events in time, and on the earth.

They are SVG without scripts, styles of their own or anything fetched; all text in them is escaped. Each event's line
stands in the tooltip of its shape.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from math import ceil

from msgspec.structs import replace

from dragoman.export.calendar import first_and_last
from dragoman.export.files import xml_text
from dragoman.export.joined import Joined, headline
from dragoman.model import Record

WIDTH, MARGIN, LANE, DOT, LINE = 860, 24, 16, 4, 15  # pixels of the drawings
MAP_HEIGHT = 420  # pixels
LETTER = 6.2  # pixels that a letter of a label takes at most, on average
LANES = 40  # of events on one day that a timeline draws above each other; more lie on the last of them
FENCE, MONTH_DAYS = 1.5, 31  # see `_middle`
FRAME_DEGREES = 1.0  # around the places of a map, so that a single one has surroundings
NAMED = 8  # events that a timeline numbers and names below: those with most accounts
TICKS = 10  # lines of a grid at most
DAY_STEPS = (1, 2, 7, 14, 30, 91, 365, 3650, 36500)  # days from one line to the next
DEGREE_STEPS = (0.5, 1, 2, 5, 10, 20, 30)  # degrees from one line to the next
LINE_LETTERS = 125  # characters of a line that a drawing has room for

Box = tuple[float, float, float, float]  # left, top, right, bottom


# -------------------------------------------------------------------------------------------------------------- time


class Bar(Record, frozen=True):
    """An event in time: first and last day as ordinals, its line, how many accounts it has, its number or None."""

    first: int
    last: int
    line: str
    accounts: int
    number: int | None = None


def timeline_svg(told: Joined) -> str:
    """The events in time: a bar from the first to the last day that each may mean; what several tell is darker.

    The few that lie far from the others (flashbacks to other decades) would leave no room for these: the axis holds the
    middle of all, and what lies before or after it, or has no year, is counted below.
    """
    dated = sorted(_dated(told), key=lambda one: (one.first, one.last, one.line))
    note = f"{len(told.events) - len(dated)} without a known day"
    if not dated:
        return _svg(2 * MARGIN, _label(MARGIN, MARGIN, f"{note}."))
    low, high = _middle([one.first for one in dated])
    shown = _numbered([one for one in dated if low <= one.first <= high])
    first, last = shown[0].first, max(one.last for one in shown)
    outside = f"{sum(one.first < low for one in dated)} earlier, {sum(one.first > high for one in dated)} later"
    bars, lanes = _bars(shown, first, last)
    floor = MARGIN + lanes * LANE + LANE // 2
    note = f"{date.fromordinal(first)} to {date.fromordinal(last)}: {len(shown)} events; {outside}, {note}."
    named = sorted((one for one in shown if one.number is not None), key=lambda one: one.number or 0)
    lines = [note, *(f"{one.number}  {date.fromordinal(one.first)}  {one.line}" for one in named)]
    below = [_label(MARGIN, floor + (number + 2) * LINE, _cut(line)) for number, line in enumerate(lines)]
    return _svg(floor + (len(lines) + 2) * LINE, _days(first, last, floor) + bars + "".join(below))


def _dated(told: Joined) -> Iterator[Bar]:
    for event in told.events:
        first, last = first_and_last(event.when)
        if first and last:
            yield Bar(first.toordinal(), last.toordinal(), headline(event, told.told(event)), len(event.reports))


def _numbered(bars: Sequence[Bar]) -> list[Bar]:
    """The bars, with a number for those that most accounts tell of, in the order of time."""
    places = sorted((place for place, one in enumerate(bars) if one.accounts > 1), key=lambda it: -bars[it].accounts)
    numbers = {place: number for number, place in enumerate(sorted(places[:NAMED]), 1)}
    return [replace(one, number=numbers.get(place)) for place, one in enumerate(bars)]


def _middle(days: Sequence[int]) -> tuple[float, float]:
    """The stretch that holds the middle half of sorted days, widened by 1.5 times its length (but a month) each way.

    Source: the fences of a box plot (Tukey 1977).
    """
    low, high = days[len(days) // 4], days[3 * len(days) // 4]
    reach = max(FENCE * (high - low), MONTH_DAYS)
    return low - reach, high + reach


def _across(day: float, first: int, last: int) -> float:
    """Where a day begins, in pixels from the left."""
    return MARGIN + (day - first) * (WIDTH - 2 * MARGIN) / max(1, last + 1 - first)


def _bars(shown: Sequence[Bar], first: int, last: int) -> tuple[str, int]:
    """Draw bars so that none covers another as long as the lanes last; returns how many lanes there are."""
    free: list[float] = []  # where each lane is free from
    drawn = []
    for one in shown:
        left = _across(one.first, first, last)
        right = max(_across(one.last + 1, first, last) - 1, left + 2 * DOT)
        lane = min(next((place for place, until in enumerate(free) if until <= left), len(free)), LANES - 1)
        free[lane : lane + 1] = [right + 1]
        drawn.append(_bar(one, left, right, MARGIN + lane * LANE))
    return "".join(drawn), len(free)


def _bar(one: Bar, left: float, right: float, top: float) -> str:
    shape = f'x="{left:.1f}" y="{top}" width="{right - left:.1f}" height="{LANE - 4}" rx="3"'
    opacity = 0.9 if one.accounts > 1 else 0.35
    number = _label((left + right) / 2, top + LANE - 7, str(one.number), "middle", "#fff") if one.number else ""
    title = _safe(f"{one.line}\n{one.accounts} {'accounts' if one.accounts > 1 else 'account'}")
    return f'<rect {shape} fill="#2f5f8f" fill-opacity="{opacity}"><title>{title}</title></rect>{number}'


def _days(first: int, last: int, floor: float) -> str:
    """The lines of the axis with their days: Mondays for weeks, else every so many days."""
    step = next((one for one in DAY_STEPS if (last - first) / one <= TICKS), DAY_STEPS[-1])
    start = first + (-first + 1) % 7 if step % 7 == 0 else first
    drawn = []
    for day in range(start, last + 1, step):
        x = _across(day, first, last)
        drawn.append(_grid(x, MARGIN, x, floor))
        drawn.append(_label(x, floor + LINE - 2, str(date.fromordinal(day)), "middle" if day > first else "start"))
    return "".join(drawn)


# ------------------------------------------------------------------------------------------------------------- place


class Spot(Record, frozen=True):
    """A place with events: where it lies, its name, whether it is a point (a town, a site), the events' lines."""

    lon: float
    lat: float
    name: str
    is_point: bool
    lines: tuple[str, ...]


class Frame(Record, frozen=True):
    """What a map shows: degrees at its edges, and pixels a degree."""

    west: float
    north: float
    east: float
    south: float
    scale: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point lies in the drawing."""
        return MARGIN + (lon - self.west) * self.scale, MARGIN + (self.north - lat) * self.scale


def map_svg(told: Joined) -> str:
    """The events on the earth, a dot a place, larger for more events; a ring where only country or province is known.

    Plate carrée, without any border. A name that would cover another stands in the tooltip alone.
    """
    spots = _spots(told)
    count = sum(len(one.lines) for one in spots)
    note = f"{count} events at {len(spots)} places; {len(told.events) - count} without a known place."
    if not spots:
        return _svg(2 * MARGIN, _label(MARGIN, MARGIN, note))
    frame = _frame(spots)
    right, bottom = frame.at(frame.east, frame.south)
    taken: list[Box] = [_around(one, frame) for one in spots if one.is_point]
    drawn = [_net(frame)]
    for one in spots:
        drawn += [_dot(one, frame), _named(one, frame, taken)]
    box = f'x="{MARGIN}" y="{MARGIN}" width="{right - MARGIN:.1f}" height="{bottom - MARGIN:.1f}"'
    drawn.append(f'<rect {box} fill="none" stroke="currentColor" stroke-opacity="0.5"/>')
    key = "dot: town or site; ring: country or province, at a point that stands for all of it."
    below = _label(MARGIN, bottom + 2 * LINE, note) + _label(MARGIN, bottom + 3 * LINE, key)
    return _svg(bottom + 4 * LINE, "".join(drawn) + below)


def _spots(told: Joined) -> list[Spot]:
    """The places, those with most events first."""
    places: dict[tuple[float, float, str, bool], list[str]] = {}
    for event in told.events:
        where = event.where
        if where is not None and where.lat is not None and where.lon is not None:
            is_point = where.precision in ("city", "site")
            lines = places.setdefault((where.lon, where.lat, where.name, is_point), [])
            lines.append(headline(event, told.told(event)))
    ordered = sorted(places.items(), key=lambda one: (-len(one[1]), one[0]))
    return [Spot(*place, tuple(lines)) for place, lines in ordered]


def _frame(spots: Iterable[Spot]) -> Frame:
    lons, lats = [one.lon for one in spots], [one.lat for one in spots]
    west, east = min(lons) - FRAME_DEGREES, max(lons) + FRAME_DEGREES
    south, north = min(lats) - FRAME_DEGREES, max(lats) + FRAME_DEGREES
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (MAP_HEIGHT - 2 * MARGIN) / (north - south))
    return Frame(west, north, max(east, west + (WIDTH - 2 * MARGIN) / scale), south, scale)


def _size(spot: Spot) -> float:
    return float(DOT + min(len(spot.lines), 3 * DOT))


def _around(spot: Spot, frame: Frame) -> Box:
    (x, y), size = frame.at(spot.lon, spot.lat), _size(spot)
    return x - size, y - size, x + size, y + size


def _dot(spot: Spot, frame: Frame) -> str:
    x, y = frame.at(spot.lon, spot.lat)
    look = 'fill="#b5533c" fill-opacity="0.7"' if spot.is_point else 'fill="none" stroke="#b5533c" stroke-width="2"'
    title = _safe("\n".join([spot.name, *spot.lines]))
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_size(spot)}" {look}><title>{title}</title></circle>'


def _named(spot: Spot, frame: Frame, taken: list[Box]) -> str:
    """The name beside its dot, on the side where there is room; nothing where there is none."""
    (x, y), text = frame.at(spot.lon, spot.lat), f"{spot.name} ({len(spot.lines)})"
    long, gap = LETTER * len(text), _size(spot) + 3
    sides = (("start", x + gap, x + gap + long), ("end", x - gap - long, x - gap))
    for anchor, left, right in sides:
        box = (left, y - LINE / 2, right, y + LINE / 2)
        if left >= 0 and right <= WIDTH and not any(_meet(box, one) for one in taken):
            taken.append(box)
            return _label(left if anchor == "start" else right, y + DOT, text, anchor)
    return ""


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _net(frame: Frame) -> str:
    """The lines of longitude and latitude, with their degrees."""
    step = next((one for one in DEGREE_STEPS if (frame.east - frame.west) / one <= TICKS), DEGREE_STEPS[-1])
    right, bottom = frame.at(frame.east, frame.south)
    drawn = []
    for count in range(ceil(frame.west / step), ceil(frame.east / step)):
        x, _ = frame.at(count * step, frame.north)
        drawn.append(_grid(x, MARGIN, x, bottom) + _label(x, bottom + LINE - 3, _degrees(count * step, "EW"), "middle"))
    for count in range(ceil(frame.south / step), ceil(frame.north / step)):
        _, y = frame.at(frame.west, count * step)
        drawn.append(_grid(MARGIN, y, right, y) + _label(MARGIN + 2, y - 2, _degrees(count * step, "NS")))
    return "".join(drawn)


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):g}°{sides[value < 0] if value else ''}"


# --------------------------------------------------------------------------------------------------------------- SVG


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="currentColor" stroke-opacity="0.15"/>'


def _label(x: float, y: float, text: str, anchor: str = "start", colour: str = "currentColor") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="11" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {place}>{_safe(text)}</text>"


def _cut(line: str) -> str:
    return line if len(line) <= LINE_LETTERS else line[: LINE_LETTERS - 1] + "…"


def _safe(text: str) -> str:
    """The text as XML can hold it."""
    return escape(xml_text(text))


def _svg(height: float, content: str) -> str:
    size = f'width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif">{content}</svg>'
