"""Accounts of events laid out as columns, so that very many pairs of them can be compared at once.

A row is an account. What it has one of is an array; what it has several of (parties, words) is a `Sets`. What many
accounts share (an act's words, a side, a place, a date) is looked at once, and the accounts hold its number.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, count
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.resolve import sides
from dragoman.resolve.days import NO_YEAR, days_of
from dragoman.resolve.sets import Flags, Laid, Numbers, Rows, Sets, telling, united
from dragoman.resolve.told import Act, Told

WAITING = 256  # accounts that are laid out together

EXACT, REGION, COUNTRY = 1, 2, 3  # how exactly a place is known; 0 where none is given
PLACE_KINDS = {"site": EXACT, "city": EXACT, "region": REGION, "country": COUNTRY}
# Types that tellers exchange for one another when they tell of one act.
FAMILIES = (
    {"ASSAULT", "COERCE"},
    {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"},
    {"ACCUSE", "REJECT", "THREATEN"},
    {"CONCEDE", "RETREAT"},
    {"AID", "COOPERATE"},
    {"PROTEST", "ASSAULT"},
)
VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}  # PLOVER's verbal quads

_DAY = re.compile(r"(?:\d{4}|XXXX)-(\d\d-\d\d)")
SEVERAL = 2  # counted, from which there are several
_NOWHERE = float("nan")

_Value = TypeVar("_Value", bound=Hashable)
_Scalar = TypeVar("_Scalar", int, float, bool)
_place = attrgetter("name", "country", "lat", "lon", "precision")

# What an account has of its own: several things, numbers, and what is so or not.
_SETS = {
    "modes": attrgetter("modes"),
    "effects": attrgetter("effects"),
    "matter": attrgetter("matter"),
    "around": attrgetter("said.setting.around"),
    "near": attrgetter("said.setting.near"),
    "bonds": attrgetter("said.setting.bonds"),
}
_numbers = attrgetter("start", "said.setting.written", "begins")
_FLAGS = (
    "several", "real", "planned", "denied", "bare", "dated",
    "said.setting.lead", "said.setting.definite", "said.setting.further",
)  # fmt: skip
_flags = attrgetter(*_FLAGS)
# What it shares with others.
_CODES: dict[str, Callable[[Told], Hashable]] = {
    "document": attrgetter("said.document"),
    "type": attrgetter("type"),
    "place": lambda one: one.where and _place(one.where),
    "date": attrgetter("date"),
    "row": attrgetter("said.setting.row"),
}
_ACT_SETS = {"words": attrgetter("words"), "kinds": attrgetter("kinds")}
_ACT_FLAGS = ("general", "outcome", "force")
_SIDE_SETS: dict[str, Callable[[sides.Side], Collection[str]]] = {
    "named": attrgetter("named"),
    "said": attrgetter("said"),
    "words": attrgetter("words"),
    "countries": attrgetter("countries"),
    "persons": attrgetter("persons"),
    "anybody": lambda one: one.named | one.said | one.countries,
}
_SIDE_FLAGS = ("some", "vague", "unnamed", "state", "one", "several", "site", "people")


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
        return _array(self._codes, places)


class Columns:
    """Accounts, while they come in: each gets a place, and is not held for long.

    Args:
        told: Accounts to begin with.
    """

    def __init__(self, told: Iterable[Told] = ()) -> None:
        self.ids: list[str] = []
        self.least: list[str] = []
        self.rows = {name: Rows() for name in _SETS}
        self.codes = {name: Codes() for name in _CODES}
        self.acts, self.sides = Shared[Act](_ACT_SETS, _ACT_FLAGS), Shared[sides.Side](_SIDE_SETS, _SIDE_FLAGS)
        self.act, self.actors, self.recipients = array("i"), array("i"), array("i")
        self.numbers, self.flags = array("d"), bytearray()
        self.tolls: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        self._waiting: list[Told] = []
        for one in told:
            self.add(one)

    def add(self, one: Told) -> None:
        """Add an account."""
        self._waiting.append(one)
        if len(self._waiting) >= WAITING:
            self.lay_waiting()

    def lay_waiting(self) -> None:
        """Lay out the accounts that came last."""
        waiting, self._waiting = self._waiting, []
        self._lay_tolls(waiting)
        self.ids += [one.id for one in waiting]
        self.least += [min([mention.id for mention in one.said.mentions]) for one in waiting]
        for name, rows in self.rows.items():
            rows.extend(list(map(_SETS[name], waiting)))
        for name, codes in self.codes.items():
            codes.extend(map(_CODES[name], waiting))
        self.act.extend(map(self.acts.__getitem__, [one.act for one in waiting]))
        self.actors.extend(map(self.sides.__getitem__, [one.actor_side for one in waiting]))
        self.recipients.extend(map(self.sides.__getitem__, [one.recipient_side for one in waiting]))
        self.numbers.extend(chain.from_iterable(map(_numbers, waiting)))
        self.flags += b"".join(map(bytes, map(_flags, waiting)))

    def _lay_tolls(self, waiting: Sequence[Told]) -> None:
        for place, one in enumerate(waiting, len(self.ids)):
            for toll in one.tolls:
                low = 0.0 if toll.low is None else toll.low
                self.tolls[toll.role].append((place, low, float("inf") if toll.high is None else toll.high))


class Side:
    """The actors, or the recipients, of every row.

    Attributes:
        ids: Those that are named.
        said: Those that are only described; a description ("civilians") fits many.
        names: Every word of their names and descriptions.
        some: Anybody is given; `unnamed`: all are only described; `vague`: one of them may be anybody.
        states: A state is among them, for which its organs act and speak.
    """

    def __init__(self, shared: Shared[sides.Side], numbers: Numbers) -> None:
        rows = shared.rows
        self.ids, self.said = Sets(rows["named"].laid(numbers)), Sets(rows["said"].laid(numbers))
        self.names, self.countries = Sets(rows["words"].laid(numbers), telling), Sets(rows["countries"].laid(numbers))
        flags = (shared.flags(name, numbers) for name in ("some", "vague", "unnamed", "state"))
        self.some, self.vague, self.unnamed, self.states = flags


class Table:
    """Accounts as columns, one row each; see `Told` for what they mean.

    `data_set` and `listed` are codes of the data set and its event, of rows of event data that were imported.
    `least` is the smallest id of an account's mentions. Unknown numbers are NaN; `day_of_year` is the code of a date
    without its year, -1 where there is none. `meeting` holds what an account must share with another, beside a family
    of types, to be compared with it across documents; `antecedent` for a bare account ("the strike") the row of the
    last one before it in its text that it may point back to, -1 where there is none, and for others.

    Args:
        columns: The accounts.
        places: Those that are the rows, in their order: by document, and in it as in the text. By default all of them.
    """

    def __init__(self, columns: Columns, places: Sequence[int] | None = None) -> None:
        columns.lay_waiting()
        at = np.array(range(len(columns.ids)) if places is None else places, np.int64)
        self.ids = [columns.ids[place] for place in at.tolist()]
        self.least = [columns.least[place] for place in at.tolist()]
        self._lay_what_it_is(columns, at)
        self._lay_own(columns, at)
        self._lay_places(columns, at)
        days = self._lay_dates(columns, at)
        words = self._lay_acts(columns, at)
        self._lay_sides(columns, at, (words, _single(self.place), _single(days)))
        self._lay_tolls(columns, at)
        self.antecedent = self._antecedents()

    def __len__(self) -> int:
        return len(self.ids)

    def has_word(self, words: Iterable[str]) -> Flags:
        """Which rows name their act by one of these words?"""
        return self.words.hold(self._word_rows.numbers(words))

    @cached_property
    def forceful(self) -> Flags:
        """Do the words say by which force it was done, or what came of it?"""
        return self.outcome | self.force

    @cached_property
    def of_a_kind(self) -> Flags:
        """Do the words say of which kind the act is?"""
        return self.kinds.some & ~self.general

    @cached_property
    def full(self) -> Flags:
        """Is it said who did it, and to whom?"""
        return self.actors.some & self.recipients.some

    @cached_property
    def spoken(self) -> Flags:
        """Is it something said, and told what about?"""
        return self.verbal & self.matter.some

    @cached_property
    def many(self) -> Flags:
        """Is it several acts, unless the words point back to them ("the raids")?"""
        with np.errstate(invalid="ignore"):
            brief = self.last - self.first <= 1  # of one day, "air strikes" are one operation
        found: Flags = self.several & ~(self.bare & self.definite) & ~self.verbal & ~brief
        return found

    def _lay_what_it_is(self, columns: Columns, at: Numbers) -> None:
        self.types, self.documents = columns.codes["type"].values, columns.codes["document"].values
        self.type, self.document = (columns.codes[name].array(at) for name in ("type", "document"))
        self.family = _each(map(families, self.types), 0, self.type)
        self.verbal = _each((one in VERBAL for one in self.types), False, self.type)
        rows, number = columns.codes["row"].values, columns.codes["row"].array(at)
        self.data_set = _each(_coded(row.data_set for row in rows), -1, number)
        self.listed = _each(_coded((row.data_set, row.event) for row in rows), -1, number)

    def _lay_own(self, columns: Columns, at: Numbers) -> None:
        rows = columns.rows
        self.around, self.near = Sets(rows["around"].laid(at), telling), Sets(rows["near"].laid(at), telling)
        self.modes, self.matter, self.bonds = (Sets(rows[name].laid(at)) for name in ("modes", "matter", "bonds"))
        self.effects = Sets(rows["effects"].laid(at))
        self._killing = self.effects.hold(rows["effects"].numbers(("killed",)))
        start, self.written, self.begins = np.frombuffer(columns.numbers).reshape(-1, 3)[at].T.copy()
        self.start = start.astype(np.int64)
        flags: list[Flags] = list(np.frombuffer(columns.flags, bool).reshape(-1, len(_FLAGS))[at].T.copy())
        self.several, self.real, self.planned, self.denied, self.bare, self.dated = flags[:6]
        self.lead, self.definite, self.further = flags[6:]

    def _lay_places(self, columns: Columns, at: Numbers) -> None:
        found, number = columns.codes["place"].values, columns.codes["place"].array(at)
        self.place = _each(_coded(name for name, *_ in found), -1, number)
        self.country = _each(_coded(country for _, country, *_ in found), -1, number)
        self.place_kind = _each((PLACE_KINDS[precision] for *_, precision in found), 0, number)
        points = [(lat, lon) for _, _, lat, lon, _ in found]
        known = [(_NOWHERE, _NOWHERE) if None in point else point for point in points]
        self.lat, self.lon = (np.radians(_each((point[side] for point in known), _NOWHERE, number)) for side in (0, 1))

    def _lay_dates(self, columns: Columns, at: Numbers) -> Numbers:
        """Return a code for what is of a known day, or of two."""
        dates, number = columns.codes["date"].values, columns.codes["date"].array(at)
        days = [days_of(date) or (_NOWHERE, _NOWHERE) for date in dates]
        self.first, self.last = (_each((stretch[end] for stretch in days), _NOWHERE, number) for end in (0, 1))
        self.day_of_year = _each(_coded(day and day[1] for day in map(_DAY.fullmatch, dates)), -1, number)
        self.no_year = _each((date.startswith(NO_YEAR) for date in dates), False, number)
        return _each(_coded(first if last - first <= 1 else None for first, last in days), -1, number)

    def _lay_acts(self, columns: Columns, at: Numbers) -> Laid:
        """Return the words that name the act of each row."""
        number, self._word_rows = _array(columns.act, at), columns.acts.rows["words"]
        named = self._word_rows.laid(number)
        self.words, self.kinds = Sets(named), Sets(columns.acts.rows["kinds"].laid(number))
        self.general, self.outcome, self.force = (columns.acts.flags(name, number) for name in _ACT_FLAGS)
        return named

    def _lay_sides(self, columns: Columns, at: Numbers, beside: Sequence[Laid]) -> None:
        """Lay out the parties, and by them and what else an account must share with another what it is met by."""
        shared, actors, recipients = columns.sides, _array(columns.actors, at), _array(columns.recipients, at)
        self.actors, self.recipients = Side(shared, actors), Side(shared, recipients)
        met = (shared.flags(name, recipients) for name in ("one", "several", "site", "people"))
        self.one_met, self.several_met, self.site_met, self.people_met = met
        lengths, persons = shared.rows["persons"].laid(recipients)
        self.killed = Sets((lengths * self._killing, persons[np.repeat(self._killing, lengths)]))
        named, anybody = (
            [shared.rows[name].laid(side) for side in (actors, recipients)] for name in ("named", "anybody")
        )
        self.parties = Sets(united(named))
        self.meeting = united(anybody, *([one] for one in beside))

    def _lay_tolls(self, columns: Columns, at: Numbers) -> None:
        """Bounds by role; an open one is infinite, NaN says that no figure of the role is given."""
        self.roles = sorted(columns.tolls)
        shape = (len(self.roles), len(columns.ids))
        low, high = np.full(shape, _NOWHERE), np.full(shape, _NOWHERE)
        for number, role in enumerate(self.roles):
            found = np.array(columns.tolls[role])
            rows = found[:, 0].astype(np.int64)
            low[number, rows], high[number, rows] = found[:, 1], found[:, 2]
        self.low, self.high = low[:, at], high[:, at]
        counted = self.recipients.some & ~self.recipients.vague & ~self.one_met
        with np.errstate(invalid="ignore"):
            self.several_met |= counted & (self.low >= SEVERAL).any(axis=0)  # "25 fighters of a militia"

    def _antecedents(self) -> Numbers:
        """Look back from every bare account, one row after the other, until one is found or its document begins."""
        found = np.full(len(self), -1)
        late, back = np.flatnonzero(self.bare), 0
        while len(late):
            back += 1
            late = late[late >= back]
            late = late[self.document[late - back] == self.document[late]]
            meant = self._may_mean(late, late - back)
            found[late[meant]] = late[meant] - back
            late = late[~meant]
        return found

    def _may_mean(self, late: Numbers, early: Numbers) -> Flags:
        """May words for an act stand for one told before: is it of their type, and of one of their kinds?"""
        alike = self.words.meet(late, early) | self.kinds.meet(late, early) | self.effects.meet(late, early)
        alike |= self.general[late] | self.general[early]
        alike |= (self.force[late] & self.outcome[early]) | (self.outcome[late] & self.force[early])
        kin = (self.family[late] & self.family[early]) > 0
        found: Flags = np.where(kin, alike, self.type[late] == self.type[early])
        return found & ~self.bonds.meet(late, early)


def _array(numbers: "array[int]", places: Numbers) -> Numbers:
    """Some of many numbers."""
    return np.frombuffer(numbers, np.int32)[places].astype(np.int64)


def _each(values: Iterable[_Scalar], unknown: _Scalar, numbers: Numbers) -> NDArray[Any]:
    """What each number stands for; the last is what -1, and nothing else, stands for."""
    return np.array([*values, unknown])[numbers]


def _coded(values: Iterable[Hashable]) -> Iterator[int]:
    """A number for each value, the same for equal ones; -1 for None."""
    number: dict[Hashable, int] = {None: -1}
    return (number.setdefault(value, len(number) - 1) for value in values)


def _single(codes: Numbers) -> Laid:
    """What rows have no more than one of, as things."""
    known = codes >= 0
    return known.astype(np.int64), codes[known].astype(np.int32)


@cache
def families(type_: str) -> int:
    """The families of a type as bits."""
    return sum(1 << number for number, family in enumerate(FAMILIES) if type_ in family)
