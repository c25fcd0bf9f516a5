"""Mentions of events laid out as columns while they come in.

A column holds numbers. What many accounts share (an act's words, a side, a place, a date) is looked at once, and the
accounts hold its number.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from dragoman.model import DataRow
from dragoman.resolve.sets import Flags, Numbers, Rows
from dragoman.resolve.setting import Bounds, Settings
from dragoman.resolve.sides import Side, side_of
from dragoman.resolve.told import Told, act_of, matter_of

REMEMBERED = 65_536  # acts, or sides; news names the same parties again and again, and a side takes about 1.5 KB

_Thing = TypeVar("_Thing")

_ACT_SETS = {name: attrgetter(name) for name in ("words", "kinds", "modes", "effects")}
_ACT_FLAGS = ("general", "outcome", "force", "several", "real", "planned", "denied", "lasting")
_SIDE_SETS: dict[str, Callable[[Side], Collection[str]]] = {
    "named": attrgetter("named"),
    "said": attrgetter("said"),
    "words": attrgetter("words"),
    "countries": attrgetter("countries"),
    "pair": attrgetter("pair"),
    "persons": attrgetter("persons"),
    "bodies": lambda one: frozenset() if one.site else one.named,
    "anybody": lambda one: one.named | one.said | one.countries,
}
MOVED = "moved"  # beside the roles of tolls: how many an act moves
_SIDE_FLAGS = ("some", "vague", "anyone", "unnamed", "state", "one", "several", "site", "people", "craft", "aboard",
               "ashore", "assembly")  # fmt: skip


class Shared(dict[tuple[Any, ...], int], Generic[_Thing]):
    """What accounts have in common (acts, sides), each laid out once; a dictionary of numbers.

    A thing that comes again long after it was last met gets a further number, so that few are held.

    Args:
        look: Makes such a thing of its key.
        sets: What it has several of.
        flags: What is so of it, or not.
    """

    def __init__(
        self,
        look: Callable[..., _Thing],
        sets: Mapping[str, Callable[[_Thing], Collection[str]]],
        flags: Sequence[str],
    ) -> None:
        super().__init__()
        self.rows = {name: Rows() for name in sets}
        self._look, self._sets = look, sets
        self._flags = {name: (attrgetter(name), bytearray()) for name in flags}
        self._count = count()

    def numbers(self, keys: Sequence[tuple[Any, ...]]) -> list[int]:
        """The number of each of some things."""
        new = list(dict.fromkeys([key for key in keys if key not in self]))
        if len(self) + len(new) > REMEMBERED:
            self.clear()
            new = list(dict.fromkeys(keys))
        things = [self._look(*key) for key in new]
        for name, rows in self.rows.items():
            rows.extend(list(map(self._sets[name], things)))
        for get, flags in self._flags.values():
            flags.extend(map(get, things))
        self.update(zip(new, self._count, strict=False))
        return [self[key] for key in keys]

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
        self.vocabulary: defaultdict[str, int] = defaultdict(count().__next__)
        self.documents: list[Document] = []
        self.ids: list[str] = []
        self.least: list[str] = []
        self.document, self.start = array("i"), array("i")
        self.type, self.place, self.time = Codes(), Codes(), Codes()
        self.acts, self.sides = Shared(act_of, _ACT_SETS, _ACT_FLAGS), Shared(side_of, _SIDE_SETS, _SIDE_FLAGS)
        self.act, self.actors, self.recipients = array("i"), array("i"), array("i")
        self.matter = Rows()
        self.around, self.near, self.bonds = Rows(number=self.vocabulary), Rows(), Rows()
        self.lead, self.definite, self.further = bytearray(), bytearray(), bytearray()
        self.tolls: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        self._moved: dict[int, Bounds] = {}

    def add(self, documents: Sequence[Document], document: Numbers, told: Sequence[Told], settings: Settings) -> None:
        """Add what some documents tell: of each mention the number of its document among these, and its setting."""
        self.document.extend((document + len(self.documents)).tolist())
        self.documents += documents
        self.around.lay(settings.around)
        self.near.lay(settings.near)
        self.bonds.extend(settings.bonds)
        self.lead.extend(settings.lead)
        self.definite.extend(settings.definite)
        self.further.extend(settings.further)
        self._lay(told, settings.moved)

    def join(self, told: Sequence[Told], groups: Sequence[Sequence[int]]) -> None:
        """Add accounts of several mentions each; around them stands what stands around any of these.

        Args:
            told: What they tell.
            groups: The places of the mentions of each, in text order.
        """
        places = np.array([place for group in groups for place in group], np.int64)
        number = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        for rows in (self.around, self.near, self.bonds):
            rows.join(places, number)
        self.document.extend([self.document[group[0]] for group in groups])
        self.lead.extend([any(self.lead[place] for place in group) for group in groups])
        self.definite.extend([self.definite[group[0]] for group in groups])
        self.further.extend([self.further[group[0]] for group in groups])
        self._lay(told, [next(filter(None, map(self._moved.get, group)), None) for group in groups])

    def _lay(self, told: Sequence[Told], moved: Sequence[Bounds | None]) -> None:
        for place, (one, bounds) in enumerate(zip(told, moved, strict=True), len(self.ids)):
            if bounds:
                self._moved[place] = bounds
                self.tolls[MOVED].append((place, *bounds))
            for role, low, high in one.tolls:
                self.tolls[role].append((place, low, high))
        self.ids += [one.id for one in told]
        self.least += [one.least for one in told]
        self.start.extend([one.start for one in told])
        self.type.extend([one.type for one in told])
        self.place.extend([one.place for one in told])
        self.time.extend([one.time for one in told])
        self.act.extend(self.acts.numbers([(one.language, one.named) for one in told]))
        self.actors.extend(self.sides.numbers([(one.language, one.actors) for one in told]))
        self.recipients.extend(self.sides.numbers([(one.language, one.recipients) for one in told]))
        self.matter.extend([matter_of(one.language, one.matter) for one in told])


def array_at(numbers: "array[int]", places: Numbers) -> Numbers:
    """Some of many numbers."""
    return np.frombuffer(numbers, np.int32)[places].astype(np.int64)
