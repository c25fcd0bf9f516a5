"""Accounts of events as rows of a table, so that very many pairs of them can be compared at once.

A row is an account. What it has one of is an array; what it has several of (parties, words) is a `Sets`.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.resolve import sides
from dragoman.resolve.columns import MOVED, Columns, Shared, array_at
from dragoman.resolve.days import NO_YEAR, days_of
from dragoman.resolve.sets import Flags, Laid, Numbers, Sets, telling, united
from dragoman.resolve.told import VERBAL

EXACT, REGION, COUNTRY = 1, 2, 3  # how exactly a place is known; 0 where none is given
PLACE_KINDS = {"site": EXACT, "city": EXACT, "region": REGION, "country": COUNTRY}
# Types that tellers exchange for one another when they tell of one act.
FAMILIES = (
    {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"},
    {"ACCUSE", "REJECT", "THREATEN"},
    {"REQUEST", "THREATEN"},
    {"CONCEDE", "RETREAT"},
    {"AID", "COOPERATE"},
    {"PROTEST", "ASSAULT", "COERCE"},
    {"PROTEST", "REJECT"},
)
DECIDED = 1 << len(FAMILIES)  # as a family's bit: what an assembly demands, forbids or ends it does by one vote
OPPOSING = {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}  # verbal conflict: who speaks is not whom it is said to

_DAY = re.compile(r"(?:\d{4}|XXXX)-(\d\d-\d\d)")
SEVERAL = 2  # counted, from which there are several
_NOWHERE = float("nan")
_UNKNOWN = (_NOWHERE, _NOWHERE)  # days

_Scalar = TypeVar("_Scalar", int, float, bool)


class Side:
    """The actors, or the recipients, of every row.

    Attributes:
        ids: Those that are named.
        said: Those that are only described; a description ("civilians") fits many.
        names: Every word of their names and descriptions.
        pair: Two of them, as one thing.
        some: Anybody is given; `unnamed`: all are only described; `vague`: one of them may be anybody; `anyone`:
            and is not even said to fight.
        states: A state is among them, for which its organs act and speak.
    """

    def __init__(self, shared: Shared[sides.Side], numbers: Numbers) -> None:
        rows = shared.rows
        self.ids, self.said = Sets(rows["named"].laid(numbers)), Sets(rows["said"].laid(numbers))
        self.names, self.countries = Sets(rows["words"].laid(numbers), telling), Sets(rows["countries"].laid(numbers))
        self.pair = Sets(rows["pair"].laid(numbers))
        flags = (shared.flags(name, numbers) for name in ("some", "vague", "anyone", "unnamed", "state"))
        self.some, self.vague, self.anyone, self.unnamed, self.states = flags


class Table:
    """Accounts as columns, one row each; see `Told` for what they mean.

    `data_set` and `listed` are codes of the data set and its event, of rows of event data that were imported.
    `least` is the smallest id of an account's mentions. Unknown numbers are NaN; `day_of_year` is the code of a date
    without its year, -1 where there is none. `meeting` holds what an account must share with another, beside a family
    of types, to be compared with it across documents; `antecedent` for a bare account ("the strike") the row of the
    last one before it in its text that it may point back to, if it can be one of the same word, -1 where there is none,
    and for others; `outcome_of` for an account of nothing but what came of an act the row of that act, where it is told
    right before.

    Args:
        columns: The accounts.
        places: Those that are the rows, in their order: by document, and in it as in the text. By default all of them.
    """

    def __init__(self, columns: Columns, places: Sequence[int] | None = None) -> None:
        at = np.array(places, np.int64)
        self.ids = [columns.ids[place] for place in at.tolist()]
        self.least = [columns.least[place] for place in at.tolist()]
        self._lay_what_it_is(columns, at)
        self._lay_own(columns, at)
        self._lay_places(columns, at)
        days = self._lay_dates(columns, at)
        words = self._lay_acts(columns, at)
        self._lay_sides(columns, at, (words, _single(self.place), _single(days)))
        self._lay_tolls(columns, at)
        dated = self.dated & ~np.isnan(self.first)
        self.decided = columns.sides.flags("assembly", array_at(columns.actors, at))
        self.family |= np.where(self.decided, DECIDED, 0)
        self.bare = ~(self.actors.some | self.recipients.some | dated | (self.place_kind > 0))
        self.antecedent = self._antecedents()
        self.outcome_of = self._told_before()

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
    def voiceless(self) -> Flags:
        """Is it something said by nobody knows whom, unless the words point back to it ("the demand")?"""
        found: Flags = self.verbal & ~self.actors.some & ~self.definite
        return found

    @cached_property
    def spoken(self) -> Flags:
        """Is it something said, or voted on, and told what about?"""
        return (self.verbal | self.decided) & self.matter.some

    @cached_property
    def many(self) -> Flags:
        """Is it several acts, unless the words point back to them ("the raids")?"""
        with np.errstate(invalid="ignore"):
            brief = self.last - self.first <= 1  # of one day, "air strikes" are one operation
        found: Flags = self.several & ~(self.bare & self.definite) & ~self.verbal & ~brief
        return found

    def _lay_what_it_is(self, columns: Columns, at: Numbers) -> None:
        self.types = columns.type.values
        self.type = columns.type.array(at)
        self.family: Numbers = _each(map(families, self.types), 0, self.type)
        self.verbal = _each((one in VERBAL for one in self.types), False, self.type)
        self.asking = _each((one == "REQUEST" for one in self.types), False, self.type)
        self.opposing = _each((one in OPPOSING for one in self.types), False, self.type)
        documents = columns.documents
        self.documents, self.document = [one.id for one in documents], array_at(columns.document, at)
        self.written = _each((one.written for one in documents), _NOWHERE, self.document)
        lists = _coded(one.row and one.row.data_set for one in documents)
        self.data_set = _each(lists, -1, self.document)
        self.listed = _each(
            _coded(one.row and (one.row.data_set, one.row.event) for one in documents), -1, self.document
        )

    def _lay_own(self, columns: Columns, at: Numbers) -> None:
        self.around, self.near = Sets(columns.around.laid(at), telling), Sets(columns.near.laid(at), telling)
        self.matter, self.bonds = Sets(columns.matter.laid(at)), Sets(columns.bonds.laid(at))
        self.start = array_at(columns.start, at)
        flags = (np.frombuffer(column, bool)[at] for column in (columns.lead, columns.definite, columns.further))
        self.lead, self.definite, self.further = flags

    def _lay_places(self, columns: Columns, at: Numbers) -> None:
        found, number = columns.place.values, columns.place.array(at)
        self.place = _each(_coded(name for name, *_ in found), -1, number)
        self.country = _each(_coded(country for _, country, *_ in found), -1, number)
        self.place_kind = _each((PLACE_KINDS[precision] for *_, precision in found), 0, number)
        points = [(lat, lon) for _, _, lat, lon, _ in found]
        known = [(_NOWHERE, _NOWHERE) if None in point else point for point in points]
        self.lat, self.lon = (np.radians(_each((point[side] for point in known), _NOWHERE, number)) for side in (0, 1))

    def _lay_dates(self, columns: Columns, at: Numbers) -> Numbers:
        """Return a code for what is of a known day, or of two."""
        times, number = columns.time.values, columns.time.array(at)
        given = [days_of(edtf) for edtf, _, _ in times]
        self.begins = _each((days[0] if days else float("inf") for days in given), float("inf"), number)
        # "The attack" has the day of the one that it points back to, not of the words before it.
        days = [(days if days and not back else _UNKNOWN) for days, (_, _, back) in zip(given, times, strict=True)]
        self.first, self.last = (_each((stretch[end] for stretch in days), _NOWHERE, number) for end in (0, 1))
        self.dated = _each((not (elsewhere or back) for _, elsewhere, back in times), False, number)
        dates = ["" if back else edtf for edtf, _, back in times]
        self.day_of_year = _each(_coded(day and day[1] for day in map(_DAY.fullmatch, dates)), -1, number)
        self.no_year = _each((date.startswith(NO_YEAR) for date in dates), False, number)
        return _each(_coded(first if last - first <= 1 else None for first, last in days), -1, number)

    def _lay_acts(self, columns: Columns, at: Numbers) -> Laid:
        """Return the words that name the act of each row."""
        acts, number = columns.acts, array_at(columns.act, at)
        self._word_rows = acts.rows["words"]
        named = self._word_rows.laid(number)
        self.words = Sets(named)
        self.kinds, self.modes, self.effects = (
            Sets(acts.rows[name].laid(number)) for name in ("kinds", "modes", "effects")
        )
        self._killing = self.effects.hold(acts.rows["effects"].numbers(("killed",)))
        self.general, self.outcome, self.force = (acts.flags(name, number) for name in ("general", "outcome", "force"))
        self.several, self.real = acts.flags("several", number), acts.flags("real", number)
        self.planned, self.denied = acts.flags("planned", number), acts.flags("denied", number)
        self.lasting = acts.flags("lasting", number)
        # Of a war that goes on nothing but its last day is told.
        waged = self.lasting & self.kinds.hold(acts.rows["kinds"].numbers(("waging",))) & ~np.isnan(self.first)
        self.first = np.where(waged, float("-inf"), self.first)
        return named

    def _lay_sides(self, columns: Columns, at: Numbers, beside: Sequence[Laid]) -> None:
        """Lay out the parties, and by them and what else an account must share with another what it is met by."""
        shared, actors, recipients = columns.sides, array_at(columns.actors, at), array_at(columns.recipients, at)
        self.actors, self.recipients = Side(shared, actors), Side(shared, recipients)
        met = (shared.flags(name, recipients) for name in ("one", "several", "site", "people"))
        self.one_met, self.several_met, self.site_met, self.people_met = met
        self.craft_met, self.aboard_met, self.ashore_met = (
            shared.flags(name, recipients) for name in ("craft", "aboard", "ashore")
        )
        self.ground_met = self.site_met & ~self.craft_met
        lengths, persons = shared.rows["persons"].laid(recipients)
        self.killed = Sets((lengths * self._killing, persons[np.repeat(self._killing, lengths)]))
        named, bodies, anybody = (
            [shared.rows[name].laid(side) for side in (actors, recipients)] for name in ("named", "bodies", "anybody")
        )
        self.parties, self.bodied = Sets(united(named)), Sets(united(bodies)).some
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
        counted = self.recipients.some & ~self.recipients.anyone & ~self.one_met & ~self.site_met
        hurt = self.low[[role != MOVED for role in self.roles]]
        with np.errstate(invalid="ignore"):
            self.several_met |= counted & (hurt >= SEVERAL).any(axis=0)  # "25 fighters of a militia"
        self.several_met &= self.effects.count() < SEVERAL  # of those whom rockets wounded, they may have killed one

    def _antecedents(self) -> Numbers:
        """For every bare account the last one that it may mean; -1 where there is none."""
        named = self._looked_back(self.bare & self.definite & ~self.general, self._may_be_named_so)
        return np.where(named < 0, self._looked_back(self.bare & (named < 0), self._may_mean), named)

    def _told_before(self) -> Numbers:
        """The act told before an account of nothing but what came of it ("Two others were wounded"); -1 for others."""
        outcome = self.outcome & self.real & ~self.actors.some & (self.place_kind == 0) & ~self.dated
        return self._looked_back(outcome, self._may_have_caused)

    def _looked_back(self, which: Flags, meant: Callable[[Numbers, Numbers], Flags]) -> Numbers:
        """Look back from some accounts, one row after the other, until one is meant or the document begins."""
        found = np.full(len(self), -1)
        late, back = np.flatnonzero(which), 0
        while len(late):
            back += 1
            late = late[late >= back]
            late = late[self.document[late - back] == self.document[late]]
            here = meant(late, late - back)
            found[late[here]] = late[here] - back
            late = late[~here]
        return found

    def _may_have_caused(self, late: Numbers, early: Numbers) -> Flags:
        """Is it the last act of force before what came of one, of no other days, and no count of the same?"""
        kin = (self.family[late] & self.family[early]) > 0
        counted = self.effects.meet(late, early) & self.outcome[early]
        with np.errstate(invalid="ignore"):
            other = (self.first[late] > self.last[early] + 1) | (self.first[early] > self.last[late] + 1)
        found: Flags = kin & self.real[early] & ~(self.verbal[early] | self.many[early] | counted | other)
        return found & ~self.bonds.meet(late, early)

    def _may_be_named_so(self, late: Numbers, early: Numbers) -> Flags:
        """Does a word that is no general one stand for an act told before with the same ("the killing")?"""
        return self._may_mean(late, early) & self.words.meet(late, early)

    def _may_mean(self, late: Numbers, early: Numbers) -> Flags:
        """May words for an act stand for one told before: is it of their type, of one of their kinds, and no plan?"""
        alike = self.words.meet(late, early) | self.kinds.meet(late, early) | self.effects.meet(late, early)
        alike |= self.general[late] | self.general[early]
        alike |= (self.force[late] & self.outcome[early]) | (self.outcome[late] & self.force[early])
        kin = (self.family[late] & self.family[early]) > 0
        unreal = self.real[late] & ~self.real[early]  # "condemned the raids" points past "plans to attack" ...
        nothing = (
            self.bare[early] & self.several[early] & ~self.definite[early]
        )  # ... and past "called it fair strikes"
        found: Flags = np.where(kin, alike, self.type[late] == self.type[early]) & ~(unreal | nothing)
        return found & ~self.bonds.meet(late, early)


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
