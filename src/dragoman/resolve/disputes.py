"""On which fields the reports of an event differ: where two of their values cannot both be true.

A difference of precision is none ("in 2020", "on 3 January 2020"; "at least 4", 7), nor is silence.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from dragoman.model import Dispute, DisputedValue, Estimate, Party, Record, Report, Toll, Where
from dragoman.resolve.days import Days, days_of, gap, length
from dragoman.resolve.kinds import Kind, kind_of
from dragoman.resolve.occasion import EARTH_KM, FAR_KM
from dragoman.resolve.sides import Face, Faces, described, faces

REMEMBERED = 4_096  # sides; the reports of an event name the same parties again and again

Value = TypeVar("Value", bound=Hashable)

Standing = dict[str, list[tuple[Toll, str]]]  # the figures of each role, each with the report that gives it


class Field(NamedTuple):
    """A field of reports: its values, how a person writes one, and which two of them cannot both be true.

    Values are hashable, equal where reports say the same, and None where a report gives none. `number` is a value as
    one number, where it is one.
    """

    name: str
    value: Callable[[Report], Any]
    show: Callable[[Any], str]
    differ: Callable[[Any, Any], bool]
    number: Callable[[Any], float | None] = lambda _: None


Given = list[tuple[Any, str]]  # values of a field, each with the report that gives it


def given(reports: Sequence[Report], tolls: Standing) -> Iterator[tuple[Field, Given]]:
    """Yield every field with the values that reports give for it; of figures those that stand.

    Args:
        reports: The event's independent reports.
        tolls: Their figures that stand; see `standing_tolls`.
    """
    for field in FIELDS:
        yield field, [(value, one.id) for one in reports if (value := field.value(one)) is not None]
    for role, told in sorted(tolls.items()):
        yield figures_of(role), [(replace(toll, start=0, end=1), id_) for toll, id_ in told]


def figures_of(role: str) -> Field:
    """The figures of a role as a field."""
    return Field(
        role,
        lambda report: _toll(report, role),
        show_toll,
        lambda one, other: tolls_differ((one, other)),
        lambda toll: toll.best,
    )


def _toll(report: Report, role: str) -> Toll | None:
    return next((replace(toll, start=0, end=1) for toll in report.tolls if toll.role == role), None)


def find_disputes(reports: Sequence[Report], tolls: Standing) -> tuple[Dispute, ...]:
    """Name the fields on which reports differ, each with its values and the reports that give them.

    Args:
        reports: The event's independent reports; one alone differs from none.
        tolls: Their figures that stand; see `standing_tolls`.
    """
    if len(reports) < 2:
        return ()
    return tuple(
        _dispute(field, values)
        for field, values in given(reports, tolls)
        if any_pair([value for value, _ in values], field.differ)
    )


def _dispute(field: Field, values: Given) -> Dispute:
    by_value: dict[str, list[str]] = defaultdict(list)
    for value, report in values:
        by_value[field.show(value)].append(report)
    return Dispute(
        field.name, tuple(DisputedValue(value, tuple(sorted(by_value[value]))) for value in sorted(by_value))
    )


def any_pair(values: Collection[Value], differ: Callable[[Value, Value], bool]) -> bool:
    """Can two of these values not both be true?"""
    unique = dict.fromkeys(values)
    return len(unique) > 1 and any(differ(one, other) for one, other in combinations(unique, 2))


# ---------------------------------------------------------------------------------------------------------- fields


def times_differ(one: str, other: str) -> bool:
    """Have two EDTF dates no day in common? One whose days are not known excludes none."""
    first, second = days_of(one), days_of(other)
    return first is not None and second is not None and gap(first, second) > 0


def _day(edtf: str) -> float | None:
    """The day that a date means, counted as `days_of` counts; None where it may mean several."""
    days = days_of(edtf)
    return days[0] if days and length(days) == 1 else None


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


def _place(report: Report) -> Where | None:
    """The place itself, wherever the report names it."""
    if not (where := report.where):
        return None
    return Where(where.name, where.country, where.lat, where.lon, where.precision, 0, 1)


def _status_differs(one: str, other: str) -> bool:
    """Only a denial contradicts; a plan that one report tells of and another sees fulfilled does not."""
    return "denied" in (one, other) and bool({one, other} & {"occurred", "ongoing"})


class Named(NamedTuple):
    """A party as far as a dispute looks at it; `anyone` may be other people in another text."""

    id: str
    name: str
    country: str | None
    anyone: bool
    kind: Kind


Side = frozenset[Named]


def side_of(parties: Sequence[Party]) -> Side | None:
    """A side; None where nobody is given."""
    return _side_of(faces(parties))


@lru_cache(maxsize=REMEMBERED)
def _side_of(told: Faces) -> Side | None:
    parties = [Face(*face) for face in told]
    return frozenset([Named(one.id, one.name, one.country, _anyone(one), kind_of(one)) for one in parties]) or None


def _anyone(party: Face) -> bool:
    return described(party) or party.name[:1].islower()


@lru_cache(maxsize=REMEMBERED)
def sides_differ(ours: Side, theirs: Side) -> bool:
    """Name two reports parties none of which can be the same?

    A description, which may be anyone's, is no name; but who tells of civilians alone differs from who tells of
    fighters alone, whatever was hit besides.
    """
    kinds = [{one.kind for one in side if one.kind != "site"} for side in (ours, theirs)]
    if {"civil"} in kinds and {"armed"} in kinds:
        return True
    if any(one.anyone for one in (*ours, *theirs)):
        return False
    return not any(_may_be_one(one, other) for one in ours for other in theirs)


def _may_be_one(one: Named, other: Named) -> bool:
    """May two tellers mean the same party: a state, its organs and those who act for it, or a name within a name?"""
    if one.id == other.id or (one.country and one.country == other.country):
        return True
    if one.country and other.country:
        return False
    ours, theirs = set(one.name.lower().split()), set(other.name.lower().split())
    return ours <= theirs or theirs <= ours


def _names(side: Side) -> str:
    return ", ".join(sorted(one.name for one in side))


FIELDS = (
    Field("when", lambda report: (report.when and report.when.edtf) or None, str, times_differ, _day),
    Field("where", _place, lambda where: where.name, apart),
    Field("status", lambda report: report.status, str, _status_differs),
    Field("actors", lambda report: side_of(report.actors), _names, sides_differ),
    Field("recipients", lambda report: side_of(report.recipients), _names, sides_differ),
)


# --------------------------------------------------------------------------------------------------------- figures


def standing_tolls(reports: Sequence[Report], published: Mapping[str, Days | None]) -> Standing:
    """The figures that stand, by role: of one outlet the one that it published last, which revises those before it.

    Args:
        reports: The event's independent reports.
        published: When each document was published.
    """
    last: dict[tuple[str, str | None], float] = {}
    given: list[tuple[Toll, Report, float]] = []
    for report in reports:
        days = published[report.document] if report.tolls else None
        for toll in report.tolls:
            given.append((toll, report, days[0] if days else float("inf")))
            key = (toll.role, report.outlet)
            last[key] = max(last.get(key, float("-inf")), days[0] if days else float("-inf"))
    found: Standing = defaultdict(list)
    for toll, report, day in given:
        if report.outlet is None or day >= last[toll.role, report.outlet]:
            found[toll.role].append((toll, report.id))
    return found


class Revision(Record, frozen=True):
    """What an outlet says later of a figure: no dispute, since it takes the place of what the outlet said before.

    Attributes:
        before, after: The reports that give the two figures.
        was, now: The figures.
    """

    role: str
    outlet: str
    before: str
    after: str
    was: Toll
    now: Toll


def find_revisions(reports: Sequence[Report], published: Mapping[str, Days | None]) -> tuple[Revision, ...]:
    """Name each change of a figure from one report of an outlet to its next, published on a later day.

    Args:
        reports: The event's independent reports.
        published: When each document was published; what is not dated revises nothing.
    """
    told: dict[tuple[str, str], list[tuple[float, str, Toll]]] = defaultdict(list)
    for report in reports:
        days = published[report.document]
        if report.outlet is not None and days is not None:
            for toll in report.tolls:
                told[toll.role, report.outlet].append((days[0], report.id, toll))
    return tuple(
        Revision(role, outlet, before, after, was, now)
        for (role, outlet), figures in sorted(told.items())
        for (first, before, was), (last, after, now) in pairwise(sorted(figures, key=lambda one: one[:2]))
        if first < last and (was.low, was.best, was.high) != (now.low, now.best, now.high)
    )


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
