"""Pairs of accounts, and what their columns hold of the one and of the other."""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.resolve.sets import Flags, Floats, Numbers, Sets
from dragoman.resolve.stories import Stories
from dragoman.resolve.table import Table

Observed = dict[str, Floats]


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of accounts: rows of `table`, one of each pair in `a` and the other in `b`.

    Attributes:
        stories: What each document is about, by the number that `table.document` gives it.
        looked_up: Columns by their identity, each with what it holds of either row: most are asked for several times.
    """

    table: Table
    a: Numbers
    b: Numbers
    stories: Stories
    looked_up: dict[int, tuple[Any, Any, Any]] = msgspec.field(default_factory=dict)

    def at(self, chosen: Numbers) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.table, self.a[chosen], self.b[chosen], self.stories)

    def of(self, column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """What a column holds of the one, and of the other."""
        if id(column) not in self.looked_up:
            self.looked_up[id(column)] = column, column[self.a], column[self.b]
        _, one, other = self.looked_up[id(column)]
        return one, other

    def both(self, flags: Flags) -> Flags:
        """Is it so of both?"""
        one, other = self.of(flags)
        found: Flags = one & other
        return found

    def one(self, flags: Flags) -> Flags:
        """Is it so of exactly one of the two?"""
        one, other = self.of(flags)
        found: Flags = one != other
        return found

    def either(self, flags: Flags) -> Flags:
        """Is it so of one of the two, or of both?"""
        one, other = self.of(flags)
        found: Flags = one | other
        return found

    def meet(self, sets: Sets) -> Flags:
        """Do the two share a thing?"""
        return sets.meet(self.a, self.b)

    def same(self, codes: Numbers) -> Flags:
        """Have both the same value, which is not unknown?"""
        one, other = self.of(codes)
        found: Flags = (one == other) & (one >= 0)
        return found

    def differ(self, codes: Numbers) -> Flags:
        """Have both a value, and not the same?"""
        one, other = self.of(codes)
        found: Flags = (one != other) & (one >= 0) & (other >= 0)
        return found

    @property
    def within(self) -> Flags:
        """Are both told in one document?"""
        return self.same(self.table.document)


def related(pairs: Pairs) -> Flags:
    """May two tellers give one act the types of the two? No other pair is ever one event."""
    table = pairs.table
    one, other = pairs.of(table.family)
    found: Flags = pairs.same(table.type) | (one & other > 0)
    return found


def listed(pairs: Pairs) -> tuple[Flags, Flags]:
    """Which pairs are rows that one data set lists as one event, and which as two: it knows its own events."""
    one_set, one_event = pairs.same(pairs.table.data_set), pairs.same(pairs.table.listed)
    return one_event, one_set & ~one_event


def flag(flags: Flags) -> Floats:
    """Make observations of what is so, or not."""
    return flags.astype(np.float64)
