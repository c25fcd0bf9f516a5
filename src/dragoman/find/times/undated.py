"""Times counted from a day whose year nothing tells: "On 27 December ... Two days later" is its 29 December."""

from dragoman.find.times.anchors import Known, Story
from dragoman.find.times.calendar import NO_YEAR, Stretch
from dragoman.find.times.reading import GUESSED, Place, Reading
from dragoman.find.times.readings import read
from dragoman.find.times.words import Expression

YEARS = (2001, 2004)  # a common year and a leap year; what both say holds in every year
COUNTED = ("shift", "daypart", "unit")  # a day of the week is another one every year
DAY = len("XXXX-12-27")


class UndatedStory:
    """The days of a document that tells of no year, neither its own nor another."""

    def __init__(self) -> None:
        self._stories = {year: Story(None) for year in YEARS}

    def read(self, expression: Expression, place: Place, reading: Reading) -> Reading:
        """What an expression means that nothing else reads: a day counted from the last one; else the reading it had.

        Args:
            expression: The expression.
            place: Where it stands.
            reading: What it means by itself.
        """
        if reading.edtf is None and expression.means in COUNTED:
            found = {year: read(expression, story, place) for year, story in self._stories.items()}
            days = {(one.edtf or "")[len(NO_YEAR) :] for one in found.values()}
            first = found[YEARS[0]]
            if len(days) == 1 and first.days is not None and first.days.grain == "day":
                anchor = NO_YEAR + first.anchor[len(NO_YEAR) :]
                why = f"counted from {anchor}"
                reading = Reading("date", NO_YEAR + days.pop(), None, "relative", anchor, GUESSED, why)
        self._tell(expression, place, reading)
        return reading

    def _tell(self, expression: Expression, place: Place, reading: Reading) -> None:
        """Move the story on to a day of no year."""
        edtf = reading.edtf or ""
        if not edtf.startswith(NO_YEAR) or len(edtf) != DAY:
            return
        _, month, day = edtf.split("-")
        for year, story in self._stories.items():
            stretch = Stretch("day", year, int(month), int(day))
            story.tell(Known(stretch, expression.start, place.sentence, place.paragraph, False))
