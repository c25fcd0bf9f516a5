"""On which fields the reports of an event differ: where two of their values cannot both be true.

A difference of precision is none ("in 2020", "on 3 January 2020"; "at least 4", 7), nor is silence.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar

from dragoman.model import Dispute, DisputedValue, Estimate, Party, Report, Toll, Where
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.likeness import EARTH_KM, FAR_KM
from dragoman.resolve.told import described

Value = TypeVar("Value", bound=Hashable)


Standing = dict[str, list[tuple[Toll, str]]]  # the figures of each role, each with the report that gives it


def find_disputes(reports: Sequence[Report], tolls: Standing) -> tuple[Dispute, ...]:
    """Name the fields on which reports differ, each with its values and the reports that give them.

    Args:
        reports: The event's independent reports.
        tolls: Their figures that stand; see `standing_tolls`.
    """
    found = [
        _dispute("when", [(r.when.edtf or "", r.id) for r in reports if r.when], times_differ(reports)),
        _dispute("where", [(r.where.name, r.id) for r in reports if r.where], _places_differ(reports)),
        _dispute("status", [(r.status, r.id) for r in reports], _status_differs(reports)),
        _dispute(
            "actors", [(_names(r.actors), r.id) for r in reports if r.actors], _sides_differ(r.actors for r in reports)
        ),
        _dispute(
            "recipients",
            [(_names(r.recipients), r.id) for r in reports if r.recipients],
            _sides_differ(r.recipients for r in reports),
        ),
        *_tolls(tolls),
    ]
    return tuple(dispute for dispute in found if dispute is not None)


def _dispute(field: str, values: Iterable[tuple[str, str]], differs: bool) -> Dispute | None:
    if not differs:
        return None
    by_value: dict[str, list[str]] = defaultdict(list)
    for value, report in values:
        by_value[value].append(report)
    return Dispute(field, tuple(DisputedValue(value, tuple(sorted(by_value[value]))) for value in sorted(by_value)))


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(sorted(party.name for party in parties))


def times_differ(reports: Sequence[Report]) -> bool:
    """Do two reports give times without a common day? Then one begins after another has ended."""
    times = [days for report in reports if report.when and (days := days_of(report.when.edtf))]
    return bool(times) and max(first for first, _ in times) > min(last for _, last in times)


def apart(one: Where, other: Where) -> bool:
    """Would a reader tell the two places apart? A place within another is none apart from it."""
    if one.country and other.country and one.country != other.country:
        return True
    if {one.precision, other.precision} <= {"site", "city"} and one.name != other.name:
        distance = kilometres(one, other)
        return distance is not None and distance >= FAR_KM
    return False


def kilometres(one: Where, other: Where) -> float | None:
    """The great-circle distance of two places; None where one was not resolved."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    east = radians(other.lon - one.lon)
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def _any_pair(values: Collection[Value], differ: Callable[[Value, Value], bool]) -> bool:
    return any(differ(one, other) for one, other in combinations(dict.fromkeys(values), 2))


def _places_differ(reports: Sequence[Report]) -> bool:
    by_name = {(r.where.name, r.where.country): r.where for r in reports if r.where}
    return _any_pair(list(by_name.values()), apart)


def _status_differs(reports: Sequence[Report]) -> bool:
    """Only a denial contradicts; a plan that one report tells of and another sees fulfilled does not."""
    stated = {report.status for report in reports}
    return "denied" in stated and bool(stated & {"occurred", "ongoing"})


Side = frozenset[tuple[str, str, str | None]]  # id, name and country of each party


def _sides_differ(sides: Iterable[tuple[Party, ...]]) -> bool:
    """Do two reports name parties none of which can be the same? A description, which may be anyone's, is no name."""
    named: list[Side] = [
        frozenset((party.id, party.name, party.country) for party in side)
        for side in sides
        if side and not any(described(party) or party.name[:1].islower() for party in side)
    ]
    return _any_pair(named, lambda ours, theirs: not any(_may_be_one(a, b) for a in ours for b in theirs))


def _may_be_one(one: tuple[str, str, str | None], other: tuple[str, str, str | None]) -> bool:
    """May two tellers mean the same party: a state, its organs and those who act for it, or a name within a name?"""
    if one[0] == other[0] or (one[2] and one[2] == other[2]):
        return True
    if one[2] and other[2]:
        return False
    ours, theirs = set(one[1].lower().split()), set(other[1].lower().split())
    return ours <= theirs or theirs <= ours


def standing_tolls(reports: Sequence[Report], published: Mapping[str, Days | None]) -> Standing:
    """The figures that stand, by role: of one outlet the one that it published last, which revises those before it.

    Args:
        reports: The event's independent reports.
        published: When each document was published.
    """
    last: dict[tuple[str, str | None], float] = {}
    given: list[tuple[Toll, Report, float]] = []
    for report in reports:
        days = published[report.document]
        for toll in report.tolls:
            given.append((toll, report, days[0] if days else float("inf")))
            key = (toll.role, report.outlet)
            last[key] = max(last.get(key, float("-inf")), days[0] if days else float("-inf"))
    found: Standing = defaultdict(list)
    for toll, report, day in given:
        if report.outlet is None or day >= last[toll.role, report.outlet]:
            found[toll.role].append((toll, report.id))
    return found


def _tolls(tolls: Standing) -> list[Dispute | None]:
    return [
        _dispute(role, [(show_toll(toll), id_) for toll, id_ in told], tolls_differ([toll for toll, _ in told]))
        for role, told in sorted(tolls.items())
    ]


def tolls_differ(tolls: Sequence[Toll]) -> bool:
    """Can two of these figures not both be true? Open bounds are infinite: "at least 4" and 7 agree."""
    lowest_high = min((toll.high for toll in tolls if toll.high is not None), default=float("inf"))
    return max((toll.low for toll in tolls if toll.low is not None), default=0.0) > lowest_high


def show_toll(toll: Toll | Estimate) -> str:
    """A figure as a person writes it: 7, at least 4, up to 80, 8 to 10."""

    def plain(number: float) -> str:
        return f"{number:,.0f}" if number == int(number) else f"{number:,}"

    low, best, high = toll.low, toll.best, toll.high
    if low is not None and low == high:
        return plain(low)
    if low is not None and high is not None:
        return f"{plain(low)} to {plain(high)}" if best is None else f"{plain(best)} ({plain(low)} to {plain(high)})"
    if low is not None:
        return f"at least {plain(low)}"
    return f"up to {plain(high)}" if high is not None else (plain(best) if best is not None else "unknown")
