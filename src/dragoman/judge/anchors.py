"""Find the place again that a judgement is about, though the text layer or the mentions of its document changed."""

from collections.abc import Iterable
from itertools import takewhile
from typing import Protocol, TypeVar

from dragoman.model import Account, Anchor, Span

CONTEXT = 32  # code points kept on either side of the words, as annotation tools do for the W3C's text quotes


class Placed(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Its first code point."""

    @property
    def end(self) -> int:
        """The one after its last."""


Thing = TypeVar("Thing", bound=Placed)


def anchor(account: Account, start: int, end: int, type_: str = "") -> Anchor:
    """Name a span of a document by its words, so that it is found again.

    Args:
        account: The document.
        start: Of the span, in code points of the raw text.
        end: Of the span.
        type_: As in `Anchor`.
    """
    text = account.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(account.id, start, end, text[start:end], before, after, type_)


def find_again(anchor: Anchor, text: str) -> Span | None:
    """Return where the words of an anchor stand in a text.

    Rule: of all places that have the words, the one with most of the same characters around it; of several, the one
    nearest to where they stood.

    Returns:
        None where the words stand nowhere any more.
    """
    size = len(anchor.words)
    if _is_there(anchor, text):
        return Span(anchor.start, anchor.end)
    places: list[int] = []
    at = text.find(anchor.words)
    while at >= 0:
        places.append(at)
        at = text.find(anchor.words, at + 1)
    if not places:
        return None
    best = min(places, key=lambda one: (-_likeness(anchor, text, one), abs(one - anchor.start), one))
    return Span(best, best + size)


def _is_there(anchor: Anchor, text: str) -> bool:
    """Does all of it stand where it stood? Most texts never change, and need no search."""
    begin = anchor.start - len(anchor.before)
    whole = anchor.before + anchor.words + anchor.after
    return begin >= 0 and text[begin : begin + len(whole)] == whole


def _likeness(anchor: Anchor, text: str, at: int) -> int:
    """How many characters on either side of a place are those that stood around the anchor."""
    before, end = text[max(0, at - CONTEXT) : at], at + len(anchor.words)
    return _alike(anchor.before[::-1], before[::-1]) + _alike(anchor.after, text[end : end + CONTEXT])


def _alike(one: str, other: str) -> int:
    """How many characters two texts share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def nearest(span: Span, things: Iterable[Thing]) -> Thing | None:
    """The thing that shares most characters with a span: of several the shortest, then the first; None if none does."""
    shared = [(min(span.end, one.end) - max(span.start, one.start), one) for one in things]
    touching = [(size, one) for size, one in shared if size > 0]
    if not touching:
        return None
    return min(touching, key=lambda item: (-item[0], item[1].end - item[1].start, item[1].start))[1]
