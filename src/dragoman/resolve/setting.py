"""What stands around the mentions of events in a text."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from sys import intern
from typing import NamedTuple

from dragoman.model import Account, EventMention
from dragoman.resolve.texts import Text
from dragoman.resolve.words import act_words

REACH = 160  # code points on either side of a trigger whose words count as those around it: about its sentence
BEFORE = 24  # code points before a trigger in which its article and its adjectives stand
LEAD = 600  # code points at the beginning of a body in which news tells what it is about: the first paragraphs
COUNTED = 10  # words after a trigger in which the time is named within which acts are counted
SMALL = 2  # numbers up to this one are met everywhere, and tell nothing apart

_CLAUSE = re.compile(r"[.;:!?,]")


class Setting(NamedTuple):
    """What stands around a mention in its text.

    Attributes:
        around: Long words near its trigger, by their numbers; `near` the parties, places, dates and figures there.
        bonds: The links that the text states between it and others ("in response to"), each as the ids of the two.
        lead: It is told at the beginning of the text.
        definite, further: Words before it say that it is known already ("the attack"), or a further one ("a second").
    """

    around: Set[int]
    near: Set[int]
    bonds: Set[str]
    lead: bool
    definite: bool
    further: bool


class Surroundings:
    """Looks up what stands around the events of one document.

    Args:
        account: What the document says.
        text: Its words.
        numbered: Numbers things that are named anywhere.
    """

    def __init__(self, account: Account, text: Text, numbered: Callable[[str], int]) -> None:
        self._lower, self._long = text.lower, text.long_words()
        self._words = act_words(account.meta.language)
        self._lead = min((piece.start for piece in account.pieces if piece.kind == "body"), default=0) + LEAD
        marks = sorted(_marks(account))
        self._at = [at for at, _ in marks]
        self._things = [numbered(thing) for _, thing in marks]
        self._bonds: dict[str, set[str]] = defaultdict(set)
        for link in account.mentions.links:
            for id_ in (link.cause, link.effect):
                self._bonds[id_].add(f"{link.cause} {link.effect}")

    def of(self, mention: EventMention) -> Setting:
        """What stands in the paragraph near a mention, and directly before it."""
        text, start, end = self._lower, mention.start, mention.end
        reach = max(0, start - REACH)
        first = max(reach, text.rfind("\n", reach, start) + 1)
        close = text.find("\n", end, end + REACH)
        last = end + REACH if close < 0 else close
        before = text[max(first, start - BEFORE) : start].split()[-3:]
        return Setting(
            self._long.between(first, start) | self._long.between(end, last),
            set(self._things[bisect_left(self._at, first) : bisect_right(self._at, last)]),
            self._bonds.get(mention.id, frozenset()),
            start < self._lead,
            not self._words.definite.isdisjoint(before),
            not self._words.further.isdisjoint(before) and not self._counted(before, text[end:last]),
        )

    def _counted(self, before: Sequence[str], after: str) -> bool:
        """Do the words count an act among those of a time ("the second attack in a week")? It is the one just told."""
        clause = _CLAUSE.split(after, maxsplit=1)[0].split()[:COUNTED]
        return not self._words.series.isdisjoint(clause) and not self._words.definite.isdisjoint(before)


def _marks(account: Account) -> Iterator[tuple[int, str]]:
    """Where parties, places, dates and telling figures stand in a text, each as one string that names it anywhere."""
    found = account.mentions
    for actor in found.actors:
        if actor.kind != "pronoun":
            yield actor.start, actor.id
    for place in found.places:
        yield place.start, intern(f"at {place.name}")
    for time in found.times:
        if time.edtf:
            yield time.start, intern(f"on {time.edtf}")
    for figure in found.figures:
        if figure.best is not None and figure.best > SMALL:
            yield figure.start, intern(f"{figure.best:g} {figure.unit}")
