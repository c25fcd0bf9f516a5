"""Mentions of events laid out as columns while they come in.

A column holds numbers. What many accounts share (an act's words, a side, a place, a date) is looked at once, and the
accounts hold its number.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import count, repeat
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np

from dragoman.model import DataRow
from dragoman.resolve import sides
from dragoman.resolve.sets import Flags, Numbers, Rows
from dragoman.resolve.setting import Setting
from dragoman.resolve.texts import Vocabulary
from dragoman.resolve.told import Act, Told

WAITING = 256  # accounts that are laid out together

_Value = TypeVar("_Value", bound=Hashable)
_place = attrgetter("name", "country", "lat", "lon", "precision")

_CODES: dict[str, Callable[[Told], Hashable]] = {
    "type": attrgetter("type"),
    "place": lambda one: one.where and _place(one.where),
    "date": attrgetter("date"),
}
_ACT_SETS = {name: attrgetter(name) for name in ("words", "kinds", "modes", "effects")}
_ACT_FLAGS = ("general", "outcome", "force", "several", "real", "planned", "denied")
_SIDE_SETS: dict[str, Callable[[sides.Side], Collection[str]]] = {
    "named": attrgetter("named"),
    "said": attrgetter("said"),
    "words": attrgetter("words"),
    "countries": attrgetter("countries"),
    "persons": attrgetter("persons"),
    "anybody": lambda one: one.named | one.said | one.countries,
}
_SIDE_FLAGS = ("some", "vague", "unnamed", "state", "one", "several", "site", "people")
_TOLD_FLAGS = ("bare", "dated")
_SETTING_FLAGS = ("lead", "definite", "further")


class Shared(dict[_Value, int]):
    """What accounts have in common (acts, sides), each laid out once; a dictionary of their numbers.

    A thing that comes again long after it was last met gets a further number, so that few are held.

    Args:
        sets: What such a thing has several of.
        flags: What is so of it, or not.
    """

    def __init__(self, sets: Mapping[str, Callable[[_Value], Collection[str]]], flags: Sequence[str]) -> None:
        super().__init__()
        self.rows = {name: Rows() for name in sets}
        self._sets, self._flags = sets, {name: (attrgetter(name), bytearray()) for name in flags}
        self._count = count()

    def __missing__(self, thing: _Value) -> int:
        if len(self) >= sides.REMEMBERED:
            self.clear()
        for name, rows in self.rows.items():
            rows.extend([self._sets[name](thing)])
        for get, flags in self._flags.values():
            flags.append(get(thing))
        self[thing] = number = next(self._count)
        return number

    def flags(self, name: str, numbers: Numbers) -> Flags:
        """What is so, or not, of the things of these numbers."""
        found: Flags = np.frombuffer(self._flags[name][1], bool)[numbers]
        return found


class Codes:
    """A number for each value of a column, the same for equal ones; -1 for None."""

    def __init__(self) -> None:
        self._number: defaultdict[Hashable, int] = defaultdict(count().__next__, {None: -1})
        self._codes = array("i")

    def extend(self, values: Iterable[Hashable]) -> None:
        """Add the values of some more accounts."""
        self._codes.extend(map(self._number.__getitem__, values))

    @property
    def values(self) -> list[Any]:
        """The values, by their numbers."""
        return list(self._number)[1:]

    def array(self, places: Numbers) -> Numbers:
        """The numbers of the accounts at some places."""
        return array_at(self._codes, places)


class Document(NamedTuple):
    """A document that tells of events.

    Attributes:
        written: The last day on which it can have been published; infinite where nothing says.
        row: What it is of event data that were imported; None for a text.
    """

    id: str
    written: float
    row: DataRow | None


class Columns:
    """Accounts of events; each gets a place, and is not held for long.

    Attributes:
        vocabulary: The words of their texts.
        documents: Where they are told; each account has its number among these.
        tolls: By role the places of the accounts that give one, with its bounds.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.documents: list[Document] = []
        self.ids: list[str] = []
        self.least: list[str] = []
        self.document, self.start, self.begins = array("i"), array("i"), array("d")
        self.flags = {name: bytearray() for name in (*_TOLD_FLAGS, *_SETTING_FLAGS)}
        self.codes = {name: Codes() for name in _CODES}
        self.acts, self.sides = Shared[Act](_ACT_SETS, _ACT_FLAGS), Shared[sides.Side](_SIDE_SETS, _SIDE_FLAGS)
        self.act, self.actors, self.recipients = array("i"), array("i"), array("i")
        self.matter = Rows()
        self.around, self.near, self.bonds = Rows(number=self.vocabulary), Rows(), Rows()
        self.tolls: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        self._waiting: list[tuple[Told, Setting]] = []

    def add(self, document: Document, some: Sequence[tuple[Told, Setting]]) -> None:
        """Add the mentions of a document, and what stands around each."""
        self.document.extend(repeat(len(self.documents), len(some)))
        self.documents.append(document)
        self._waiting += some
        if len(self._waiting) >= WAITING:
            self.lay_waiting()

    def join(self, told: Sequence[Told], groups: Sequence[Sequence[int]]) -> None:
        """Add accounts of several mentions each; around them stands what stands around any of these.

        Args:
            told: What they tell.
            groups: The places of the mentions of each, in text order.
        """
        self.lay_waiting()
        places = np.array([place for group in groups for place in group], np.int64)
        number = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        for rows in (self.around, self.near, self.bonds):
            rows.join(places, number)
        firsts = [group[0] for group in groups]
        self.document.extend([self.document[place] for place in firsts])
        self.flags["lead"].extend([any(self.flags["lead"][place] for place in group) for group in groups])
        for name in ("definite", "further"):
            self.flags[name].extend([self.flags[name][place] for place in firsts])
        self._lay_told(told)

    def lay_waiting(self) -> None:
        """Lay out the mentions that came last."""
        told, settings = [one for one, _ in self._waiting], [one for _, one in self._waiting]
        self._waiting.clear()
        self.around.extend_numbered([one.around for one in settings])
        self.near.extend_numbered([one.near for one in settings])
        self.bonds.extend([one.bonds for one in settings])
        for name in _SETTING_FLAGS:
            self.flags[name].extend(map(attrgetter(name), settings))
        self._lay_told(told)

    def _lay_told(self, told: Sequence[Told]) -> None:
        for place, one in enumerate(told, len(self.ids)):
            for toll in one.tolls:
                low = 0.0 if toll.low is None else toll.low
                self.tolls[toll.role].append((place, low, float("inf") if toll.high is None else toll.high))
        self.ids += [one.id for one in told]
        self.least += [one.least for one in told]
        self.start.extend([one.start for one in told])
        self.begins.extend([one.begins for one in told])
        for name in _TOLD_FLAGS:
            self.flags[name].extend(map(attrgetter(name), told))
        for name, codes in self.codes.items():
            codes.extend(map(_CODES[name], told))
        self.act.extend(map(self.acts.__getitem__, [one.act for one in told]))
        self.actors.extend(map(self.sides.__getitem__, [one.actor_side for one in told]))
        self.recipients.extend(map(self.sides.__getitem__, [one.recipient_side for one in told]))
        self.matter.extend([one.matter for one in told])


def array_at(numbers: "array[int]", places: Numbers) -> Numbers:
    """Some of many numbers."""
    return np.frombuffer(numbers, np.int32)[places].astype(np.int64)
