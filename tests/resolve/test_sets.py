"""Tests of resolve/sets.py."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.resolve import sets as sets_room
from dragoman.resolve.sets import Rows, Sets, rare, telling, united

pytestmark = pytest.mark.slow  # left out of `make quick`

ROWS = st.lists(st.sets(st.sampled_from("abcdefg"), max_size=5), min_size=2, max_size=8)


def weights_of(rows: list[set[str]]) -> dict[str, float]:
    """What each thing weighs, counted by hand."""
    things = set().union(*rows)
    return {thing: telling(sum(thing in row for row in rows), len(rows)) for thing in things}


@settings(deadline=None)
@given(ROWS)
def test_what_rows_share_is_what_their_sets_share(rows: list[set[str]]) -> None:
    """Whether rows share a thing, the weightiest one, and their likeness are those of plain sets."""
    sets, weights = Sets(Rows(rows).laid(), telling), weights_of(rows)
    pairs = [(a, b) for a in range(len(rows)) for b in range(len(rows))]
    a, b = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    meet, best, part, cosine = sets.meet(a, b), sets.best(a, b), sets.part(a, b), sets.cosine(a, b)
    for at, (one, other) in enumerate(pairs):
        both = rows[one] & rows[other]
        assert meet[at] == bool(both)
        assert best[at] == pytest.approx(max((weights[thing] for thing in both), default=-1.0))
        less = min(sum(weights[thing] for thing in rows[row]) for row in (one, other))
        assert part[at] == pytest.approx(sum(weights[thing] for thing in both) / less if less else 0.0)
        norms = math.prod(math.sqrt(sum(weights[thing] ** 2 for thing in rows[row])) for row in (one, other))
        assert cosine[at] == pytest.approx(sum(weights[thing] ** 2 for thing in both) / norms if norms else 0.0)


@settings(deadline=None)
@given(st.lists(st.sets(st.integers(0, 300).map(str), max_size=60), min_size=2, max_size=6))
def test_long_rows_share_what_their_sets_share(rows: list[set[str]]) -> None:
    """Rows of so many things that several numbers mark each, compared two pairs at a time, share what they have."""
    every = [*rows, set(map(str, range(100)))]
    weights = weights_of(every)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets_room, "PAIRS_AT_ONCE", 2)
        patch.setattr(sets_room, "ROWS_AT_ONCE", 2)
        laid = Sets(Rows(every).laid(), telling)
        a, b = np.array(list(product(range(len(rows)), repeat=2)), np.int64).T
        meet, best = laid.meet(a, b).tolist(), laid.best(a, b).tolist()
    both = [rows[one] & rows[other] for one, other in product(range(len(rows)), repeat=2)]
    assert meet == list(map(bool, both))
    assert best == pytest.approx([max((weights[thing] for thing in shared), default=-1.0) for shared in both])


def test_of_a_long_row_the_rarest_things_are_kept() -> None:
    """Where only so many things of a row are kept, they are those that few rows have."""
    sets = Sets(Rows([{"rare", "common", "usual"}, {"common", "usual"}, {"common"}]).laid(), telling, most=1)
    a, b = np.array([0, 1], np.int64), np.array([1, 2], np.int64)
    assert sets.meet(a, b).tolist() == [False, False]


def test_what_everybody_has_says_nothing() -> None:
    """A thing of all rows weighs nothing, one of a single row most; few rows are too few to count by."""
    assert rare(1, 1000) == 1
    assert rare(1000, 1000) == 0
    assert rare(2, 2) > 0.8


def test_no_rows_and_empty_rows_are_no_error() -> None:
    """A case without events, and accounts that name nobody, are compared like any others."""
    none = np.zeros(0, np.int64)
    assert Sets(Rows().laid()).meet(none, none).tolist() == []
    one = np.array([0], np.int64)
    assert Sets(Rows([set(), set()]).laid()).cosine(one, one + 1).tolist() == [0.0]


@given(st.lists(st.tuples(*[st.sets(st.sampled_from("abc"))] * 3), min_size=1, max_size=5))
def test_united_rows_hold_what_each_of_them_holds_once(rows: list[tuple[set[str], set[str], set[str]]]) -> None:
    """Things of one kind that two rows share are one thing; alike ones of two kinds are two."""
    alike, other = Rows(), Rows()
    alike.extend([one for one, _, _ in rows])
    alike.extend([two for _, two, _ in rows])
    other.extend([three for _, _, three in rows])
    at = np.arange(len(rows))
    found = Sets(united([alike.laid(at), alike.laid(at + len(rows))], [other.laid()]))
    plain = Sets(Rows([{*one, *two, *(f"other {thing}" for thing in three)} for one, two, three in rows]).laid())
    pairs = [(a, b) for a in range(len(rows)) for b in range(len(rows))]
    a, b = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    assert found.best(a, b).tolist() == pytest.approx(plain.best(a, b).tolist())
