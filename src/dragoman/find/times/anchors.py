"""What an incomplete time is counted from: the day of publication, or the time that the story has reached.

The story is the document read from its start: every time that it gives moves the story on. "The next day" continues
from its last day, "in June" from its year, months moving forward.
"""

from dragoman.find.times.calendar import Stretch, bounds, exists, number, of_number
from dragoman.model import Record

BACK = 7  # months that a story may step back within a year; a longer step leads into the next year (tuned on WikiWars)


class Known(Record, frozen=True):
    """A time that the story gave, where, and whether its words fixed its year ("in 2003", "last year").

    Attributes:
        heads: It is the heading of a part of a chronicle, or its year is that of one: it holds down to the next.
    """

    stretch: Stretch
    start: int
    sentence: int
    paragraph: int
    dated: bool
    heads: bool = False


class Anchor(Record, frozen=True):
    """A day, or the first and last day of an interval, that times are counted from; its name in words."""

    first: int
    last: int
    name: str


class Story:
    """What the document has told so far.

    Args:
        published: EDTF of the publication date or interval, or None.
    """

    def __init__(self, published: str | None) -> None:
        days = bounds(published) if published else None
        self.published = Anchor(*days, f"published {published}") if days else None
        self.focus: Known | None = None
        self._last: dict[str, Known] = {}

    def tell(self, known: Known) -> None:
        """Move the story on to a time that the text gave."""
        stretch = known.stretch
        if self.focus is None or stretch.grain != "year" or stretch.year != self.focus.stretch.year:
            self.focus = known
        for grain in ("year", *(["month"] if stretch.grain in ("day", "month") else ())):
            self._last[grain] = known
        if stretch.grain in ("day", "week", "weekend"):
            self._last[stretch.grain] = known
        if stretch.grain in ("season", "decade", "century"):
            self._last[stretch.grain] = known

    def last(self, unit: str) -> Anchor | None:
        """The story's last time that is at least as exact as a unit asks for."""
        grain = {"week": "day", "weekend": "day", "fortnight": "day", "quarter": "month", "season": "year"}.get(
            unit, unit
        )
        known = self._last.get("year" if grain in ("decade", "century", "millennium") else grain)
        if known is None:
            return None
        return Anchor(known.stretch.first, known.stretch.first, f"{known.stretch.edtf} at {known.start}")

    def told_in(self, paragraph: int) -> bool:
        """Has this paragraph given a day?"""
        return "day" in self._last and self._last["day"].paragraph == paragraph

    def now(self) -> Anchor | None:
        """The day of publication."""
        return self.published

    def leads(self, sentence: int, paragraph: int, *, narrated: bool = False) -> bool:
        """Do dates without a year continue the story here, rather than count from the publication?

        They do where nothing says when the document was published, and where the story stands in a year before that,
        which this sentence or the one before it, of the same paragraph, gives. Words of narration ("one August
        morning") continue it from further away.
        """
        if self.focus is None or self.published is None:
            return self.focus is not None
        near = (
            narrated or self.focus.heads or (self.focus.paragraph == paragraph and sentence - self.focus.sentence <= 1)
        )
        return (
            near and self.focus.dated and self.focus.stretch.last < number(of_number(self.published.first).year, 1, 1)
        )

    def year_of(self, month: int) -> tuple[int, Anchor] | None:
        """The year of a month that continues the story, and the time it continues from."""
        if self.focus is None:
            return None
        stretch = self.focus.stretch
        anchor = Anchor(stretch.first, stretch.last, f"{stretch.edtf} at {self.focus.start}")
        at = of_number(stretch.first)
        dated = stretch.grain in ("day", "month", "week", "weekend", "season")
        return at.year + (dated and at.month - month > BACK), anchor


def nearest(month: int, day: int, anchor: Anchor, ahead: bool | None) -> int | None:
    """The year of a month, or day of a month, counted from a publication.

    Args:
        month: 1 to 12.
        day: Day of the month, or 0 for the month itself.
        anchor: The publication.
        ahead: True for the next such time, False for the last one, None for the nearest.

    Returns:
        The year; None where no near year has such a day.
    """
    at = of_number(anchor.last).year
    years = [year for year in range(at - 4, at + 5) if not day or exists(year, month, day)]
    stretches = [Stretch("day", year, month, day) if day else Stretch("month", year, month) for year in years]
    if ahead is True:
        return next((one.year for one in stretches if one.last >= anchor.first), None)
    if ahead is False:
        return next((one.year for one in reversed(stretches) if one.first <= anchor.last), None)
    return min(stretches, key=lambda one: abs(one.first - anchor.last)).year if stretches else None
