"""Which judgements are in force, and which one holds where several say different things of one thing.

Rule: of what one judge says of one thing, the latest counts. Where judges differ, the latest of all holds, so that
whoever settles a disagreement need only judge after having seen it; the others are kept, and named in the reason.
"""

from collections.abc import Callable, Iterable

from dragoman.judge.book import in_time
from dragoman.judge.values import meaning
from dragoman.model import Judgement, Record

NOUNS = {"add": "an event", "right": "right", "wrong": "wrong", "same": "the same", "different": "not the same"}


class Decision(Record, frozen=True):
    """The judgement that holds, and those of other judges that say otherwise."""

    holds: Judgement
    against: tuple[Judgement, ...] = ()


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that are not undone, each once, the earliest first; what an undone undoing undid is in force.

    An undoing is dated after what it undoes, so that those dated last are looked at first. Anybody may undo anything;
    the book keeps who did.
    """
    undone: set[str] = set()
    ordered = in_time({one.id: one for one in judgements}.values())
    for one in reversed(ordered):
        if one.of is not None and one.id not in undone:
            undone.add(one.of)
    return tuple(one for one in ordered if one.what != "undo" and one.id not in undone)


def decide(judgements: Iterable[Judgement], says: Callable[[Judgement], object]) -> Decision:
    """Say which of some judgements of one thing holds.

    Args:
        judgements: At least one.
        says: What of a judgement must be alike, so that two judges agree.
    """
    latest = {one.who: one for one in in_time(judgements)}
    *earlier, holds = in_time(latest.values())
    return Decision(holds, tuple(one for one in earlier if says(one) != says(holds)))


def says_field(judgement: Judgement) -> str:
    """What a judgement says that a field is."""
    return meaning(judgement.value)


def says_there(judgement: Judgement) -> bool:
    """Does a judgement say that the words tell of an event?"""
    return judgement.what != "wrong" or judgement.field is not None


def signature(judgement: Judgement) -> str:
    """Who judged, and when."""
    return f"{judgement.who} on {judgement.when[:10]}"


def shown(judgement: Judgement) -> str:
    """A judgement in words: "right", "2020-01-03", with what the judge says of it."""
    words = NOUNS.get(judgement.what, judgement.what) if judgement.field is None else meaning(judgement.value)
    return f"{words} ({judgement.why})" if judgement.why else words


def reason(decision: Decision) -> str:
    """Why a value is what it is: who judged it so, and who otherwise."""
    told = f"judged by {signature(decision.holds)}: {shown(decision.holds)}"
    return "; otherwise ".join([told, *(f"by {signature(one)}: {shown(one)}" for one in decision.against)])
