"""Accounts of events laid out as columns, so that very many pairs of them can be compared at once.

A row is an account. What it has one of is an array; what it has several of (parties, words) is a `Sets`.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from operator import attrgetter

import numpy as np

from dragoman.resolve import sides
from dragoman.resolve.days import NO_YEAR
from dragoman.resolve.sets import Flags, Floats, Numbers, Rows, Sets, telling
from dragoman.resolve.told import Told

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


def _meeting(told: Told) -> set[str]:
    """What an account must share with another, beside a family of types, to be compared with it across documents."""
    actors, recipients = told.actor_side, told.recipient_side
    found = {*actors.named, *actors.said, *actors.countries, *recipients.named, *recipients.said, *recipients.countries}
    if told.where is not None:
        found.add(f"at {told.where.name}")
    if told.days is not None and told.days[1] - told.days[0] <= 1:
        found.add(f"on {told.days[0]:.0f}")
    found.update([f"by {word}" for word in told.words])
    return found


# What a row has several of.
_SETS: dict[str, Callable[[Told], Collection[str]]] = {
    "words": attrgetter("words"),
    "kinds": attrgetter("kinds"),
    "modes": attrgetter("modes"),
    "effects": attrgetter("effects"),
    "matter": attrgetter("matter"),
    "around": attrgetter("said.setting.around"),
    "near": attrgetter("said.setting.near"),
    "bonds": attrgetter("said.setting.bonds"),
    "parties": lambda one: one.actor_side.named | one.recipient_side.named,
    "killed": lambda one: one.recipient_side.persons if "killed" in one.effects else (),
    "meeting": _meeting,
}
_FLAGS = (
    "general", "several", "real", "planned", "denied", "bare", "dated",
    "said.setting.lead", "said.setting.definite", "said.setting.further", "outcome", "force",
    "recipient_side.one", "recipient_side.several", "recipient_side.site", "recipient_side.people",
)  # fmt: skip
_flags = attrgetter(*_FLAGS)
_SIDE_SETS = ("named", "said", "words", "countries")
_side_flags = attrgetter("some", "vague", "unnamed", "state")
_CODES = ("document", "type", "place", "country", "day_of_year", "data_set", "listed")


class Sides:
    """The actors, or the recipients, of accounts, while these come in."""

    def __init__(self) -> None:
        self.rows = [(attrgetter(name), Rows()) for name in _SIDE_SETS]
        self.flags = bytearray()

    def add(self, side: sides.Side) -> None:
        """Add those of one more account."""
        for get, rows in self.rows:
            rows.add(get(side))
        self.flags += bytes(_side_flags(side))


class Columns:
    """Accounts, while they come in: each gets a place, and is not held.

    Args:
        told: Accounts to begin with.
    """

    def __init__(self, told: Iterable[Told] = ()) -> None:
        self.ids: list[str] = []
        self.least: list[str] = []
        self.rows = {name: Rows() for name in _SETS}
        self.actors, self.recipients = Sides(), Sides()
        self.codes = {name: Codes() for name in _CODES}
        self.numbers, self.flags = array("d"), bytearray()
        self.tolls: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        for one in told:
            self.add(one)

    def add(self, one: Told) -> None:
        """Add an account."""
        for toll in one.tolls:
            low = 0.0 if toll.low is None else toll.low
            self.tolls[toll.role].append((len(self.ids), low, float("inf") if toll.high is None else toll.high))
        self.ids.append(one.id)
        self.least.append(min([mention.id for mention in one.said.mentions]))
        for name, rows in self.rows.items():
            rows.add(_SETS[name](one))
        self.actors.add(one.actor_side)
        self.recipients.add(one.recipient_side)
        where, day, row = one.where, _DAY.fullmatch(one.date or ""), one.said.setting.row
        listed = (row.data_set, f"{row.data_set} {row.event}") if row else (None, None)
        coded = one.said.document, one.type, where and where.name, where and where.country, day and day[1], *listed
        for codes, value in zip(self.codes.values(), coded, strict=True):
            codes.add(value)
        lat, lon = (where.lat, where.lon) if where else (None, None)
        lat, lon = (_NOWHERE, _NOWHERE) if lat is None or lon is None else (lat, lon)
        first, last = one.days or (_NOWHERE, _NOWHERE)
        kind = PLACE_KINDS[where.precision] if where else 0
        self.numbers.extend((one.start, families(one.type), kind, first, last, one.said.setting.written, lat, lon))
        self.flags += bytes((one.type in VERBAL, bool(one.date and one.date.startswith(NO_YEAR)), *_flags(one)))


class Side:
    """The actors, or the recipients, of every row.

    Attributes:
        ids: Those that are named.
        said: Those that are only described; a description ("civilians") fits many.
        names: Every word of their names and descriptions.
        some: Anybody is given; `unnamed`: all are only described; `vague`: one of them may be anybody.
        states: A state is among them, for which its organs act and speak.
    """

    def __init__(self, sides: Sides, places: Numbers) -> None:
        named, said, words, countries = (rows.laid(places) for _, rows in sides.rows)
        self.ids, self.said, self.names = Sets(named), Sets(said), Sets(words, telling)
        self.countries = Sets(countries)
        flags: list[Flags] = list(np.frombuffer(sides.flags, bool).reshape(-1, 4)[places].T.copy())
        self.some, self.vague, self.unnamed, self.states = flags


class Table:
    """Accounts as columns, one row each; see `Told` for what they mean.

    `data_set` and `listed` are codes of the data set and its event, of rows of event data that were imported.
    `least` is the smallest id of an account's mentions. Unknown numbers are NaN; `day_of_year` is the code of a date
    without its year, -1 where there is none. `meeting` holds what an account must share with another to be compared
    with it across documents; `antecedent` for a bare account ("the strike") the row of the last one before it in its
    text that it may point back to, -1 where there is none, and for others.

    Args:
        columns: The accounts.
        places: Those that are the rows, in their order: by document, and in it as in the text. By default all of them.
    """

    def __init__(self, columns: Columns, places: Sequence[int] | None = None) -> None:
        at = np.array(range(len(columns.ids)) if places is None else places, np.int64)
        self.ids = [columns.ids[place] for place in at.tolist()]
        self.least = [columns.least[place] for place in at.tolist()]
        self._word_rows = columns.rows["words"]
        self._lay_sets(columns, at)
        self._lay_numbers(columns, at)
        self._lay_tolls(columns, at)
        self.antecedent = self._antecedents()

    def __len__(self) -> int:
        return len(self.ids)

    def has_word(self, words: Iterable[str]) -> Flags:
        """Which rows name their act by one of these words?"""
        return self.words.hold(self._word_rows.numbers(words))

    def _lay_sets(self, columns: Columns, at: Numbers) -> None:
        rows = {name: one.laid(at) for name, one in columns.rows.items()}
        self.meeting = rows["meeting"]
        self.around, self.near = Sets(rows.pop("around"), telling), Sets(rows.pop("near"), telling)
        self.words, self.kinds, self.modes = Sets(rows["words"]), Sets(rows["kinds"]), Sets(rows["modes"])
        self.effects, self.matter = Sets(rows["effects"]), Sets(rows["matter"])
        self.parties, self.killed, self.bonds = Sets(rows["parties"]), Sets(rows["killed"]), Sets(rows["bonds"])
        self.actors, self.recipients = Side(columns.actors, at), Side(columns.recipients, at)

    def _lay_numbers(self, columns: Columns, at: Numbers) -> None:
        numbers: list[Floats] = list(np.frombuffer(columns.numbers).reshape(-1, 8)[at].T.copy())
        start, family, place_kind, self.first, self.last, self.written, lat, lon = numbers
        self.start, self.family, self.place_kind = (one.astype(np.int64) for one in (start, family, place_kind))
        self.lat, self.lon = np.radians(lat), np.radians(lon)
        self.types, self.documents = columns.codes["type"].values, columns.codes["document"].values
        codes = [one.array()[at] for one in columns.codes.values()]
        self.document, self.type, self.place, self.country, self.day_of_year, self.data_set, self.listed = codes
        flags: list[Flags] = list(np.frombuffer(columns.flags, bool).reshape(-1, 2 + len(_FLAGS))[at].T.copy())
        self.verbal, self.no_year, self.general, self.several, self.real, self.planned, self.denied = flags[:7]
        self.bare, self.dated, self.lead, self.definite, self.further = flags[7:12]
        self.outcome, self.force, self.one_met, self.several_met, self.site_met, self.people_met = flags[12:]

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


class Codes:
    """A number for each value of a column, the same for equal ones; -1 for None."""

    def __init__(self) -> None:
        self._number: defaultdict[str, int] = defaultdict()
        self._number.default_factory = self._number.__len__
        self._codes = array("i")

    def add(self, value: str | None) -> None:
        """Add the value of one more account."""
        self._codes.append(-1 if value is None else self._number[value])

    @property
    def values(self) -> list[str]:
        """The values, by their numbers."""
        return list(self._number)

    def array(self) -> Numbers:
        """The numbers of all accounts."""
        return np.frombuffer(self._codes, np.int32).astype(np.int64)


@cache
def families(type_: str) -> int:
    """The families of a type as bits."""
    return sum(1 << number for number, family in enumerate(FAMILIES) if type_ in family)
