"""What a time expression means: each kind of form has its reading, which may ask the story where it stands."""

from collections.abc import Callable

from dragoman.find.times.anchors import Story
from dragoman.find.times.dates import century, date, decade
from dragoman.find.times.lengths import duration, set_of
from dragoman.find.times.named import feast, season
from dragoman.find.times.reading import Place, Reading, unknown
from dragoman.find.times.relative import clock, daypart, shift, slice_of, unit_of, weekday_of, weekend_of
from dragoman.find.times.words import Expression


def read(expression: Expression, story: Story, place: Place) -> Reading:
    """Say what an expression means where it stands."""
    return READINGS[expression.means](expression.parts, story, place)


def vague(_: dict[str, str], __: Story, ___: Place) -> Reading:
    """Read "Now", "recently": a time, but no stretch of the calendar."""
    return unknown("the words name no stretch of the calendar")


READINGS: dict[str, Callable[[dict[str, str], Story, Place], Reading]] = {
    "date": date, "decade": decade, "century": century, "season": season, "feast": feast, "unit": unit_of,
    "daypart": daypart, "weekday": weekday_of, "weekend": weekend_of, "slice": slice_of, "shift": shift,
    "duration": duration, "set": set_of, "clock": clock, "vague": vague,
}  # fmt: skip
