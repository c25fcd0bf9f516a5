"""Accounts of events laid out as columns, so that very many pairs of them can be compared at once.

A row is an account. What it has one of is an array; what it has several of (parties, words) is a `Sets`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Party
from dragoman.resolve.days import NO_YEAR
from dragoman.resolve.told import Told, described, vague

FEW = 100  # among fewer rows than this, counting cannot tell a common thing from a rare one
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
_DAY = re.compile(r"(?:\d{4}|XXXX)-(\d\d-\d\d)")
VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}  # PLOVER's verbal quads

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def rare(count: int, rows: int) -> float:
    """1 for a thing that one row has, 0 for one that all have."""
    return max(0.0, 1 - log(count) / log(max(FEW, rows)))


def telling(count: int, rows: int) -> float:
    """The logarithm of how few rows have a thing: its weight in a text (inverse document frequency)."""
    return log((rows + 1) / count)


class Sets:
    """For each row a set of things.

    Args:
        rows: The things of each row, none twice.
        weigh: What a thing weighs, by how many rows of how many have it.
        most: Of the things of a row, so many are kept, those that weigh most; 0 keeps all.
    """

    def __init__(self, rows: Iterable[Iterable[str]], weigh: Callable[[int, int], float] = rare, most: int = 0) -> None:
        number: dict[str, int] = {}
        listed = [[number.setdefault(thing, len(number)) for thing in sorted(row)] for row in rows]
        count, self._size = len(listed), max(1, len(number))
        lengths = np.fromiter(map(len, listed), np.int64, count)
        things = np.fromiter(chain.from_iterable(listed), np.int64, int(lengths.sum()))
        owners = np.repeat(np.arange(count), lengths)
        counts = np.bincount(things, minlength=self._size).clip(1)
        weight_of = {one: weigh(one, count) for one in set(counts.tolist())}
        self._weights = np.array([weight_of[one] for one in counts.tolist()])
        if most:
            order = np.lexsort((things, -self._weights[things], owners))
            first = np.repeat(np.cumsum(lengths) - lengths, lengths)
            kept = order[np.arange(len(order)) - first < most]
            things, owners = things[kept], owners[kept]
        self._keys = np.sort(owners * self._size + things)
        self._things = self._keys % self._size
        lengths = np.bincount(owners, minlength=count)
        self._starts = np.concatenate(([0], np.cumsum(lengths)))
        owned = self._weights[self._things]
        self._norms = np.sqrt(np.bincount(self._keys // self._size, owned**2, count))
        self._sums = np.bincount(self._keys // self._size, owned, count)
        self.some: Flags = lengths > 0

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _shared(self, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
        """For pairs of rows the things that both have, as (position of the pair, thing)."""
        lengths = self._starts[a + 1] - self._starts[a]
        pairs = np.repeat(np.arange(len(a)), lengths)
        offsets = np.arange(len(pairs)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        things = self._things[self._starts[a][pairs] + offsets]
        wanted = b[pairs] * self._size + things
        found = np.searchsorted(self._keys, wanted)
        hit = self._keys[np.minimum(found, len(self._keys) - 1)] == wanted if len(self._keys) else found < 0
        return pairs[hit], things[hit]

    def meet(self, a: Numbers, b: Numbers) -> Flags:
        """Do the two rows share a thing?"""
        pairs, _ = self._shared(a, b)
        found: Flags = np.bincount(pairs, minlength=len(a)) > 0
        return found

    def best(self, a: Numbers, b: Numbers) -> Floats:
        """The weight of the weightiest thing that two rows share; -1 where they share none."""
        pairs, things = self._shared(a, b)
        found = np.full(len(a), -1.0)
        np.maximum.at(found, pairs, self._weights[things])
        return found

    def part(self, a: Numbers, b: Numbers) -> Floats:
        """Which part of the weight of the lighter row the two share, 0 to 1."""
        pairs, things = self._shared(a, b)
        both = np.bincount(pairs, self._weights[things], len(a))
        less = np.minimum(self._sums[a], self._sums[b])
        found: Floats = np.divide(both, less, out=np.zeros(len(a)), where=less > 0)
        return found

    def cosine(self, a: Numbers, b: Numbers) -> Floats:
        """The likeness of two rows as the cosine of their weights, 0 to 1."""
        pairs, things = self._shared(a, b)
        both = np.bincount(pairs, self._weights[things] ** 2, len(a))
        norms = self._norms[a] * self._norms[b]
        found: Floats = np.divide(both, norms, out=np.zeros(len(a)), where=norms > 0)
        return found


class Side:
    """The actors, or the recipients, of every row.

    Attributes:
        ids: Those that are named.
        said: Those that are only described; a description ("civilians") fits many.
        names: Every word of their names and descriptions.
        some: Anybody is given; `unnamed`: all are only described; `vague`: one of them may be anybody.
        states: A state is among them, for which its organs act and speak.
    """

    def __init__(self, sides: Sequence[tuple[Party, ...]], words: Iterable[frozenset[str]]) -> None:
        self.ids = Sets({party.id for party in side if not described(party)} for side in sides)
        self.said = Sets({party.id for party in side if described(party)} for side in sides)
        self.names = Sets(words, telling)
        self.countries = Sets({party.country for party in side if party.country} for side in sides)
        self.some: Flags = np.array([bool(side) for side in sides], bool)
        self.vague: Flags = np.array([any(vague(party) for party in side) for side in sides], bool)
        self.unnamed: Flags = np.array([all(described(party) for party in side) for side in sides], bool)
        self.states: Flags = np.array(
            [any(party.id == f"kb:{party.country}" for party in side) for side in sides], bool
        )


def codes(values: Iterable[str | None]) -> Numbers:
    """A number for each value, the same for equal ones; -1 for None."""
    known: dict[str, int] = {}
    return np.array([-1 if value is None else known.setdefault(value, len(known)) for value in values], np.int64)


class Table:
    """Accounts as columns, one row each; see `Told` for what they mean.

    `data_set` and `listed` are codes of the data set and its event, of rows of event data that were imported.
    Unknown numbers are NaN; `day_of_year` is the code of a date without its year, -1 where there is none.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self.told = told
        self.document = codes(one.document for one in told)
        rows = [one.setting.row for one in told]
        self.data_set = codes(row.data_set if row else None for row in rows)
        self.listed = codes(f"{row.data_set} {row.event}" if row else None for row in rows)
        self.start = np.array([one.start for one in told], np.int64)
        self.type = codes(one.type for one in told)
        self.family = np.array([_families(one.type) for one in told], np.int64)
        self._flags(told)
        self._sets(told)
        self._when_and_where(told)
        self._tolls(told)

    def __len__(self) -> int:
        return len(self.told)

    def _flags(self, told: Sequence[Told]) -> None:
        self.verbal: Flags = np.array([one.type in VERBAL for one in told], bool)
        self.general: Flags = np.array([one.general for one in told], bool)
        self.several: Flags = np.array([one.several for one in told], bool)
        self.real: Flags = np.array([one.real for one in told], bool)
        self.planned: Flags = np.array([one.planned for one in told], bool)
        self.denied: Flags = np.array([one.denied for one in told], bool)
        self.bare: Flags = np.array([one.bare for one in told], bool)
        self.lead: Flags = np.array([one.setting.lead for one in told], bool)
        self.definite: Flags = np.array([one.setting.definite for one in told], bool)
        self.further: Flags = np.array([one.setting.further for one in told], bool)
        self.antecedent = np.array(_antecedents(told), np.int64)

    def _sets(self, told: Sequence[Told]) -> None:
        self.words = Sets(one.words for one in told)
        self.kinds = Sets(one.kinds for one in told)
        self.modes = Sets(one.modes for one in told)
        self.effects = Sets(one.effects for one in told)
        self.topic = Sets(one.topic for one in told)
        self.around = Sets((one.setting.around for one in told), telling)
        self.near = Sets((one.setting.near for one in told), telling)
        self.actors = Side([one.actors for one in told], (one.actor_words for one in told))
        self.recipients = Side([one.recipients for one in told], (one.recipient_words for one in told))
        self.parties = Sets(
            {party.id for party in (*one.actors, *one.recipients) if not described(party)} for one in told
        )
        self.killed = Sets(
            {party.id for party in one.recipients if party.person} if "killed" in one.effects else () for one in told
        )

    def _when_and_where(self, told: Sequence[Told]) -> None:
        nowhere = float("nan")
        self.first = np.array([one.days[0] if one.days else nowhere for one in told])
        self.last = np.array([one.days[1] if one.days else nowhere for one in told])
        self.dated: Flags = np.array([one.dated for one in told], bool)
        self.written = np.array([one.setting.written for one in told])
        days = [_DAY.fullmatch(one.date or "") for one in told]
        self.day_of_year = codes(day and day[1] for day in days)
        self.no_year: Flags = np.array([bool(one.date and one.date.startswith(NO_YEAR)) for one in told], bool)
        places = [one.where for one in told]
        self.place = codes(where.name if where else None for where in places)
        self.country = codes(where.country if where else None for where in places)
        self.place_kind = np.array([PLACE_KINDS[where.precision] if where else 0 for where in places], np.int64)
        known = [where if where and where.lat is not None and where.lon is not None else None for where in places]
        self.lat = np.radians([where.lat if where and where.lat is not None else nowhere for where in known])
        self.lon = np.radians([where.lon if where and where.lon is not None else nowhere for where in known])

    def _tolls(self, told: Sequence[Told]) -> None:
        """Bounds by role; an open one is infinite, NaN says that no figure of the role is given."""
        self.roles = sorted({toll.role for one in told for toll in one.tolls})
        shape = (len(self.roles), len(told))
        self.low, self.high = np.full(shape, float("nan")), np.full(shape, float("nan"))
        for row, one in enumerate(told):
            for toll in one.tolls:
                role = self.roles.index(toll.role)
                self.low[role, row] = 0.0 if toll.low is None else toll.low
                self.high[role, row] = float("inf") if toll.high is None else toll.high


def _antecedents(told: Sequence[Told]) -> list[int]:
    """For each bare account ("the strike") the row of the last one before it in its text that it may point back to.

    The rows stand in the order of the text. -1 where there is none, and for accounts that are not bare.
    """
    found = []
    for row, one in enumerate(told):
        before = row - 1 if one.bare else -1
        while before >= 0 and not _may_mean(one, told[before]):
            before = before - 1 if told[before].document == one.document else -1
        found.append(before)
    return found


def _may_mean(later: Told, earlier: Told) -> bool:
    """May words for an act stand for one that was told before: is it of their type, and of one of their kinds?"""
    if earlier.document != later.document or not _families(later.type) & _families(earlier.type):
        return later.type == earlier.type and earlier.document == later.document
    alike = later.words & earlier.words or later.kinds & earlier.kinds or later.effects & earlier.effects
    return bool(alike) or later.general or earlier.general


def _families(type_: str) -> int:
    """The families of a type as bits."""
    return sum(1 << number for number, family in enumerate(FAMILIES) if type_ in family)
