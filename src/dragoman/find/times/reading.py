"""What a reading is made of: the record, and counting from an anchor."""

from collections.abc import Callable
from typing import Literal

from dragoman.find.times.anchors import Anchor, Story
from dragoman.find.times.calendar import Stretch
from dragoman.model import Record

Kind = Literal["date", "time", "duration", "set"]

STATED = 1.0  # score where the words suffice; these three only order readings, no rule asks for more than their order
NEAR = 0.8  # score where it is counted from a sure anchor
GUESSED = 0.6  # score where it is counted from the time that the story has reached


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
    """Where an expression stands: sentence, paragraph, and whether its verb looks ahead (None where none tells).

    Attributes:
        narrated: Its words are those of a story ("one August morning"), which counts nothing from now.
    """

    sentence: int
    paragraph: int
    ahead: bool | None
    narrated: bool = False


def stated(stretch: Stretch, kind: Kind = "date") -> Reading:
    """A time that its words fix."""
    return Reading(kind, stretch.edtf, reason="the words fix it", days=stretch)


def unknown(reason: str, kind: Kind = "date", edtf: str | None = None) -> Reading:
    """A time that nothing fixes, and why."""
    return Reading(kind, edtf, basis="none", score=GUESSED, reason=reason)


def counted(anchor: Anchor, at: Callable[[int], Stretch | None], kind: Kind = "date", score: float = NEAR) -> Reading:
    """Count from both ends of an anchor: one stretch where they agree, else the interval from the first to the last."""
    first, last = at(anchor.first), at(anchor.last)
    if first is None or last is None:
        return unknown("shorter than a day", kind)
    if first == last:
        return Reading(kind, first.edtf, None, "relative", anchor.name, score, f"counted from {anchor.name}", first)
    edtf = f"{_ends(first)[0]}/{_ends(last)[1]}"
    return Reading(kind, edtf, None, "relative", anchor.name, score, f"counted from both ends of {anchor.name}")


def _ends(stretch: Stretch) -> tuple[str, str]:
    first, _, last = stretch.edtf.partition("/")
    return first, last or first


def anchor_of(base: str, unit: str, amount: int, story: Story) -> Anchor | None:
    """What "last", "that", "ago" and "later" are counted from."""
    then = story.last(unit)
    if base == "now":
        return story.now() or (then if amount >= 0 else None)
    return then or story.now()
