"""When and where: what the dates and the places of two accounts say for one event, or for two."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.resolve.days import MONTH_DAYS, YEAR_DAYS
from dragoman.resolve.pairs import Observed, Pairs, flag
from dragoman.resolve.sets import Flags, Floats
from dragoman.resolve.table import EXACT, REGION

NEAR_KM, FAR_KM = 40.0, 120.0  # a site and its city; two places that a reader would tell apart
FAR_REGION_KM = 250.0  # the same of a region and what does not lie in it, from its middle
EARTH_KM = 6371.0  # mean radius
WEEK_DAYS = 7
NEARBY = 0.5  # of the weight of dates a month apart: what those within a month weigh that are not an account's own

Columns = Sequence[NDArray[Any]]  # of the accounts on one side of some pairs


def times(pairs: Pairs) -> Observed:
    """When; a time that was inherited from another sentence counts less."""
    table = pairs.table
    (first, other_first), (last, other_last) = pairs.of(table.first), pairs.of(table.last)
    written, other_written = pairs.of(table.written)
    sure = pairs.both(table.dated)
    known = ~np.isnan(first) & ~np.isnan(other_first)
    with np.errstate(invalid="ignore"):
        apart = np.maximum(first - other_last, other_first - last)
        years = apart > YEAR_DAYS  # a day taken from another sentence is seldom wrong by so much
        longer = np.maximum(last - first, other_last - other_first) + 1
    short = longer <= 2
    touch = known & (apart == 1) & short
    exclude = known & (apart >= 1) & ~touch & ~((apart == 1) & (longer <= WEEK_DAYS))  # "a week ago" is no exact day
    meet = known & (apart <= 0)
    partly = ~known & pairs.either(table.no_year)
    with np.errstate(invalid="ignore"):
        since = np.abs(written - other_written)  # NaN where neither is known
        undated = ~known & ~pairs.either(table.dated) & (since > MONTH_DAYS) & (since < np.inf)
    return {
        "same day": flag(meet & short & sure),
        "same month": flag(meet & ~short & (longer <= MONTH_DAYS) & sure),
        "same year": flag(meet & (longer > MONTH_DAYS) & (longer <= YEAR_DAYS) & sure),
        "same time, as it seems": flag(meet & (longer <= MONTH_DAYS) & ~sure),
        "days that touch": flag(touch),
        "dates that exclude each other": flag(exclude & sure & (longer <= MONTH_DAYS)),
        "years that exclude each other": flag(exclude & sure & (longer > MONTH_DAYS)),
        "other dates, as it seems": flag(exclude & ~sure & ~years) * np.where(apart > MONTH_DAYS, 1.0, NEARBY),
        "other years, as it seems": flag(exclude & ~sure & years),
        "told as a fact before the other can have been": _too_early(pairs),
        "undated, and published long apart": flag(undated),
        "undated, and published long after the other": _long_after(pairs),
        "same day of the year": flag(partly & pairs.same(table.day_of_year)),
        "other day of the year": flag(partly & pairs.differ(table.day_of_year)),
    }


def _too_early(pairs: Pairs) -> Floats:
    """Was one, which is no plan, published before the first day of the other, whose own sentence dates it?"""
    table = pairs.table

    def early(told: Columns, dated: Columns) -> Flags:
        (real, written, _, _), (_, _, own, first) = told, dated
        return real & own & (first > written + 1)

    return _either_way(pairs, (table.real, table.written, table.dated, table.first), early)


def _long_after(pairs: Pairs) -> Floats:
    """Has one no date, and was it published long after the other, whose own sentence dates it?"""
    table = pairs.table

    def late(undated: Columns, dated: Columns) -> Flags:
        (first, written, _, _), (_, _, own, last) = undated, dated
        return np.isnan(first) & own & (written > last + MONTH_DAYS) & (written < np.inf)

    return _either_way(pairs, (table.first, table.written, table.dated, table.last), late)


def _either_way(pairs: Pairs, columns: Columns, holds: Callable[[Columns, Columns], Flags]) -> Floats:
    """How often something holds of the two: of the one beside the other, and the other way about."""
    one, other = zip(*map(pairs.of, columns), strict=True)
    with np.errstate(invalid="ignore"):
        return flag(holds(one, other)) + flag(holds(other, one))


def places(pairs: Pairs) -> Observed:
    """Where: the same, within one another, or apart."""
    table = pairs.table
    kind, other_kind = pairs.of(table.place_kind)
    exact = (kind == EXACT) & (other_kind == EXACT)
    narrow = (kind > 0) & (kind <= REGION) & (other_kind > 0) & (other_kind <= REGION)
    name = pairs.same(table.place)
    abroad = pairs.differ(table.country)
    near, far = np.zeros((2, len(pairs.a)), bool)
    maybe = np.flatnonzero(narrow & ~name & ~abroad)
    apart = kilometres(pairs.at(maybe))
    with np.errstate(invalid="ignore"):
        near[maybe] = exact[maybe] & (apart <= NEAR_KM)
        far[maybe] = apart >= np.where(exact[maybe], FAR_KM, FAR_REGION_KM)
    same = ~abroad & exact & (name | near)
    region = ~abroad & name & (kind == REGION) & (other_kind == REGION)
    return {
        "same place": flag(same),
        "same region": flag(region),
        "same country": flag(pairs.same(table.country) & ~same & ~region & ~far),
        "another place": flag(far & ~same & ~region & ~abroad),
        "another country": flag(abroad),
    }


def kilometres(pairs: Pairs) -> Floats:
    """The great-circle distance of the places; NaN where one was not resolved."""
    lat, lon = pairs.table.lat, pairs.table.lon
    north, south = lat[pairs.a], lat[pairs.b]
    chord = np.sin((south - north) / 2) ** 2
    chord += np.cos(north) * np.cos(south) * np.sin((lon[pairs.b] - lon[pairs.a]) / 2) ** 2
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return found
