"""Sets of things, one a row, laid out as arrays, so that very many pairs of rows can be compared at once."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain, count
from math import log

import numpy as np
from numpy.typing import NDArray

FEW = 100  # among fewer rows than this, counting cannot tell a common thing from a rare one
NONE, SEVERAL = -1, -2  # in the place of a row's only thing
PAIRS_AT_ONCE = 4_000  # pairs whose things are looked for at once: so few that they stay near the processor
ROWS_AT_ONCE = 65_536  # rows that are marked at once
MARKED, MOST_MARKS = 8, 8  # things that one number of 64 bits marks, so that few bits are set; so many numbers a row
_BIT = np.uint64(1)

Numbers = NDArray[np.int64]
Numbers32 = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# How many things each row has; and the things of all rows as numbers, one row after the other.
Laid = tuple[Numbers, NDArray[np.signedinteger]]


def rare(count: int, rows: int) -> float:
    """1 for a thing that one row has, 0 for one that all have."""
    return max(0.0, 1 - log(count) / log(max(FEW, rows)))


def telling(count: int, rows: int) -> float:
    """The logarithm of how few rows have a thing: its weight in a text (inverse document frequency)."""
    return log((rows + 1) / count)


class Rows:
    """For each row the things that it has, as numbers, while the rows come in.

    Args:
        rows: The things of each row, none twice.
        number: The numbers of things; it gives one to a thing that has none yet.
    """

    def __init__(self, rows: Sequence[Collection[str]] = (), number: dict[str, int] | None = None) -> None:
        self._number = defaultdict(count().__next__) if number is None else number
        self._things, self._lengths = array("i"), array("i")
        self.extend(rows)

    def extend(self, rows: Sequence[Collection[str]]) -> None:
        """Add the things of some more rows."""
        self._lengths.extend(map(len, rows))
        self._things.extend(map(self._number.__getitem__, chain.from_iterable(rows)))

    def number(self, thing: str) -> int:
        """The number of a thing."""
        return self._number[thing]

    def lay(self, rows: Laid) -> None:
        """Add some more rows that are laid out."""
        lengths, things = rows
        self._lengths.frombytes(lengths.astype(np.int32).tobytes())
        self._things.frombytes(things.astype(np.int32).tobytes())

    def join(self, places: Numbers, groups: Numbers) -> None:
        """Add a row for each group of rows: what any of them has.

        Args:
            places: The rows.
            groups: The number of the group of each, which rise from 0 without a gap.
        """
        lengths, things = self.laid(places)
        self.lay(once(np.repeat(groups, lengths), things, int(groups.max(initial=-1)) + 1))

    def numbers(self, things: Iterable[str]) -> Numbers:
        """The numbers of things, where a row has them."""
        return np.array([self._number[thing] for thing in things if thing in self._number], np.int64)

    def laid(self, places: Numbers | None = None) -> Laid:
        """Lay the rows out, or those at some places in their order."""
        lengths = np.frombuffer(self._lengths, np.int32).astype(np.int64)
        things = np.frombuffer(self._things, np.int32)
        if places is None:
            return lengths, things
        first = (np.cumsum(lengths) - lengths)[places]
        lengths = lengths[places]
        first -= np.cumsum(lengths) - lengths
        return lengths, things[np.repeat(first, lengths) + np.arange(int(lengths.sum()))]

    def renumbered(self, rank: Numbers) -> Laid:
        """As `laid`, with things numbered as if the row of the lowest rank had come first, in a row by the alphabet."""
        lengths, things = self.laid()
        size = max(1, len(self._number))
        owners = np.repeat(rank, lengths)
        first = np.full(size, len(rank))
        np.minimum.at(first, things, owners)
        listed = sorted(self._number)
        alphabet = np.zeros(size, np.int64)
        alphabet[np.fromiter(map(self._number.__getitem__, listed), np.int64, len(listed))] = np.arange(len(listed))
        number = np.argsort(np.lexsort((alphabet, first)))
        return lengths, number[things].astype(np.int32)


def once(rows: Numbers, things: NDArray[np.signedinteger], count: int) -> Laid:
    """Lay out things that so many rows have, none twice.

    Args:
        rows: The row of each thing, in any order.
        things: The things.
        count: How many rows there are.
    """
    size = int(things.max(initial=0)) + 1
    owners, found = parted(distinct(rows * size + things), size)
    return np.bincount(owners, minlength=count), found.astype(np.int32)


def parted(keys: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """What numbers made of two are made of, as `one * size + other`; numpy's own `divmod` takes ten times as long."""
    one = keys // size
    return one, keys - one * size


def distinct(keys: Numbers) -> Numbers:
    """Each of some numbers once, in order; they are sorted in place, which is faster than what numpy has for it."""
    keys.sort()
    fresh = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    return keys[fresh]


def ranges(firsts: Numbers, lasts: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of half-open ranges one after the other, as (number of the range, number in it)."""
    lengths = np.maximum(lasts - firsts, 0)
    of = np.repeat(np.arange(len(lengths)), lengths)
    return of, np.arange(len(of)) + (firsts - np.cumsum(lengths) + lengths)[of]


def united(*kinds: Sequence[Laid]) -> Laid:
    """For each row the things of several rows, none twice; things of one kind share their numbers, those of two do not.

    Args:
        kinds: Of each kind of things some rows, as many as of any other.
    """
    sizes = [1 + max(int(things.max(initial=-1)) for _, things in kind) for kind in kinds]
    size, rows = max(1, sum(sizes)), len(kinds[0][0][0])
    keys = [
        np.repeat(np.arange(rows) * size + sum(sizes[:number]), lengths) + things
        for number, kind in enumerate(kinds)
        for lengths, things in kind
    ]
    owners, found = parted(distinct(np.concatenate(keys)), size)
    return np.bincount(owners, minlength=rows), found.astype(np.int32)


class Sets:
    """For each row a set of things.

    Args:
        rows: The things of each row.
        weigh: What a thing weighs, by how many rows of how many have it.
        most: Of the things of a row, so many are kept, those that weigh most; 0 keeps all.
    """

    def __init__(self, rows: Laid, weigh: Callable[[int, int], float] = rare, most: int = 0) -> None:
        lengths, things = rows
        count, self._size = len(lengths), int(things.max(initial=0)) + 1
        counts = np.bincount(things, minlength=self._size).clip(1)
        weight_of = {one: weigh(one, count) for one in set(counts.tolist())}
        self._weights = np.array([weight_of[one] for one in counts.tolist()])
        if most:
            lengths, things = self._heaviest(lengths, things, most)
        keys = np.repeat(np.arange(count) * self._size, lengths)
        keys += things
        keys.sort()
        self._things = parted(keys, self._size)[1].astype(np.int32)
        self._starts = np.concatenate(([0], np.cumsum(lengths)))
        self.some: Flags = lengths > 0
        self._only = np.where(self.some, SEVERAL, NONE).astype(np.int32)
        self._only[lengths == 1] = self._things[self._starts[:-1][lengths == 1]]

    def _owners(self) -> Numbers32:
        """The row of each thing."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self._starts))

    @cached_property
    def _marks(self) -> NDArray[np.uint64]:
        """For each row some bits, one for each of its things; a thing whose bit is not set is none of the row's."""
        marks = np.zeros(len(self) * self._width, np.uint64)
        for at in range(0, len(self), ROWS_AT_ONCE):
            starts = self._starts[at : at + ROWS_AT_ONCE + 1]
            rows = np.repeat(np.arange(at, at + len(starts) - 1), np.diff(starts))
            np.bitwise_or.at(marks, *self._marked(rows, self._things[starts[0] : starts[-1]]))
        return marks

    @cached_property
    def _width(self) -> int:
        """How many numbers of 64 bits mark a row."""
        return max(1, min(MOST_MARKS, len(self._things) // max(1, len(self)) // MARKED))

    def _marked(self, rows: Numbers, things: Numbers32) -> tuple[Numbers, NDArray[np.uint64]]:
        """Which of the marks stand for things of rows, and by which bit."""
        return rows * self._width + (things >> 6) % self._width, _BIT << (things & 63).astype(np.uint64)

    @cached_property
    def _sums(self) -> Floats:
        """What the things of each row weigh together."""
        return np.bincount(self._owners(), self._weights[self._things], len(self)).astype(np.float64)

    @cached_property
    def _norms(self) -> Floats:
        """The length of each row, as a vector of weights."""
        return np.sqrt(np.bincount(self._owners(), self._weights[self._things] ** 2, len(self))).astype(np.float64)

    def _heaviest(self, lengths: Numbers, things: Numbers32, most: int) -> tuple[Numbers, Numbers32]:
        """Of the things of each row those that weigh most; of several alike, those of the lower numbers."""
        order = np.lexsort((np.arange(self._size), -self._weights))
        keys = np.repeat(np.arange(len(lengths)) * self._size, lengths)
        keys += np.argsort(order)[things]
        keys.sort()
        first = np.repeat(np.cumsum(lengths) - lengths, lengths)
        kept = keys[np.arange(len(keys)) - first < most]
        return np.minimum(lengths, most), order[kept % self._size].astype(np.int32)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def count(self) -> Numbers:
        """How many things each row has."""
        found: Numbers = np.diff(self._starts)
        return found

    def hold(self, things: Numbers) -> Flags:
        """Does a row hold any of these things?"""
        wanted = np.zeros(self._size + 1, bool)
        wanted[np.minimum(things, self._size)] = True
        wanted[self._size] = False
        found = np.zeros(len(self), bool)
        found[self._owners()[wanted[self._things]]] = True
        return found

    def _shared(self, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers32]:
        """For pairs of rows the things that both have, as (position of the pair, thing).

        Most rows have one thing or none, which is compared at once.
        """
        one, other = self._only[a], self._only[b]
        same = np.flatnonzero((one == other) & (one >= 0))
        several = np.flatnonzero((one == SEVERAL) & (other != NONE) | (other == SEVERAL) & (one != NONE))
        pairs, things = self._looked_for(several, a[several], b[several])
        return np.concatenate((same, pairs)), np.concatenate((one[same], things))

    def _looked_for(self, pairs: Numbers, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers32]:
        """As `_shared`, whatever rows have: each thing of one is looked for in the middle of the other's, and so on.

        Args:
            pairs: The positions of some pairs of rows that have something.
            a: The one row of each.
            b: The other.
        """
        found = [(pairs[:0], self._things[:0])]
        if self._width == 1 and len(pairs):
            maybe = np.flatnonzero(self._marks[a] & self._marks[b])
            pairs, a, b = pairs[maybe], a[maybe], b[maybe]
        for at in range(0, len(pairs), PAIRS_AT_ONCE):
            some = slice(at, at + PAIRS_AT_ONCE)
            found.append(self._found(pairs[some], a[some], b[some]))
        both, things = zip(*found, strict=True)
        return np.concatenate(both), np.concatenate(things)

    def _found(self, pairs: Numbers, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers32]:
        first, length = self._stretch(a)
        at = np.repeat(np.arange(len(pairs)), length)
        things: Numbers32 = self._things[np.arange(len(at)) + (first - np.cumsum(length) + length)[at]]
        place, bit = self._marked(b[at], things)
        maybe = np.flatnonzero(self._marks[place] & bit)
        at, things = at[maybe], things[maybe]
        low, left = (stretch[at] for stretch in self._stretch(b))
        for _ in range(int(left.max(initial=1) - 1).bit_length()):
            half = left >> 1
            left -= half
            half *= self._things[low + half] <= things
            low += half
        hit = self._things[low] == things
        return pairs[at[hit]], things[hit]

    def _stretch(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Where the things of rows begin, and how many each has."""
        first = self._starts[rows]
        return first, self._starts[rows + 1] - first

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
