"""Derive an event's own values from its reports, each by a named rule, and say where the reports differ.

What is stored is who said what; everything here follows from it. Reports that copy one another's text count as one
account. No outlet and no party weighs more than another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dragoman.model import Dispute, DisputedValue, Estimate, Party, PartyName, Report, Toll, When, Where
from dragoman.resolve.days import Days, days_of, gap, length
from dragoman.resolve.likeness import FAR_KM, alike, kilometres, meets
from dragoman.resolve.reports import BASIS, PRECISION

MAJORITY = 2  # a party stands for the event where half of the reports that name anybody name it


def independent(reports: Sequence[Report]) -> list[Report]:
    """The reports that are no copy of another one."""
    return [report for report in reports if report.same_text_as is None]


def derive_actors(sides: Iterable[tuple[Party, ...]]) -> tuple[PartyName, ...]:
    """Rule: as for `derive_parties`; where a state is among them, it stands for its own organs and weapons too."""
    chosen = derive_parties(sides)
    states = {party.country for party in chosen if party.country and party.id == f"kb:{party.country}"}
    return tuple(one for one in chosen if one.country not in states or one.id == f"kb:{one.country}")


def derive_parties(sides: Iterable[tuple[Party, ...]]) -> tuple[PartyName, ...]:
    """Rule: the parties that at least half of the reports name that name anybody; where none is, those named most."""
    naming = [side for side in sides if side]
    counted: Counter[str] = Counter(id_ for side in naming for id_ in {party.id for party in side})
    if not counted:
        return ()
    most = max(counted.values())
    enough = most if most * MAJORITY < len(naming) else len(naming) / MAJORITY
    first = {party.id: party for side in reversed(naming) for party in reversed(side)}
    chosen = sorted((id_ for id_ in counted if counted[id_] >= enough), key=lambda id_: (-counted[id_], id_))
    return tuple(PartyName(id_, first[id_].name, first[id_].country, first[id_].sector) for id_ in chosen)


def derive_when(reports: Sequence[Report]) -> tuple[When | None, str]:
    """Rule: the time that most reports allow, the most precise of several; None where those exclude each other.

    Returns:
        The time as one report gives it, or None; and the reason.
    """
    times = [(report.when, days) for report in reports if report.when and (days := days_of(report.when.edtf))]
    if not times:
        partial = next((report.when for report in reports if report.when and report.when.edtf), None)
        return partial, "the first date, whose year nothing fixes" if partial else "null: no report gives a time"
    support = [sum(not gap(days, other) for _, other in times) for _, days in times]
    best = [item for item, count in zip(times, support, strict=True) if count == max(support)]
    shortest = min(length(days) for _, days in best)
    narrow = [item for item in best if length(item[1]) == shortest]
    chosen = min(narrow, key=lambda item: (item[1], BASIS[item[0].basis], item[0].start or 0))
    if any(gap(chosen[1], days) for _, days in narrow):
        return None, "null: indeterminate, since reports give dates that exclude each other and are equally frequent"
    return chosen[0], f"the most precise time that {max(support)} of {len(times)} reports with a time allow"


def derive_where(reports: Sequence[Report]) -> tuple[Where | None, str]:
    """Rule: the place that most reports allow; of several, the most precise, then the first in the alphabet."""
    places = [report.where for report in reports if report.where]
    if not places:
        return None, "null: no report gives a place"
    support = {id(place): sum(not _apart(place, other) for other in places) for place in places}
    most = max(support.values())
    best = [place for place in places if support[id(place)] == most]
    chosen = min(best, key=lambda place: (PRECISION[place.precision], place.name, place.start))
    return chosen, f"the most precise place that {most} of {len(places)} reports with a place allow"


def derive_tolls(reports: Sequence[Report]) -> tuple[Estimate, ...]:
    """Rule: low is the lowest and high the highest figure reported; best is the one reported most, None on a tie."""
    by_role: dict[str, list[Toll]] = defaultdict(list)
    for toll in (toll for report in reports for toll in report.tolls):
        by_role[toll.role].append(toll)
    return tuple(_estimate(role, tolls) for role, tolls in sorted(by_role.items()))


def _estimate(role: str, tolls: Sequence[Toll]) -> Estimate:
    bests = Counter(toll.best for toll in tolls if toll.best is not None).most_common(2)
    tie = len(bests) > 1 and bests[0][1] == bests[1][1]
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls if toll.high is not None]
    return Estimate(
        role=role,
        low=min(lows) if lows else None,
        best=bests[0][0] if bests and not tie else None,
        high=max(highs) if len(highs) == len(tolls) else None,
    )


# -------------------------------------------------------------------------------------------------------- disputes


def find_disputes(reports: Sequence[Report]) -> tuple[Dispute, ...]:
    """Name the fields on which reports differ; a difference of precision, or an open bound that covers, is none."""
    fields = [
        _dispute("when", [(r.when.edtf or "", r.id) for r in reports if r.when], _times_differ(reports)),
        _dispute("where", [(r.where.name, r.id) for r in reports if r.where], _places_differ(reports)),
        _dispute("status", [(r.status, r.id) for r in reports], _status_differs(reports)),
        _dispute("actors", [(_names(r.actors), r.id) for r in reports if r.actors], _sides_differ(reports, "actors")),
        _dispute(
            "recipients",
            [(_names(r.recipients), r.id) for r in reports if r.recipients],
            _sides_differ(reports, "recipients"),
        ),
        *_figures(reports),
    ]
    return tuple(found for found in fields if found is not None)


def _dispute(field: str, values: list[tuple[str, str]], differs: bool) -> Dispute | None:
    """A dispute about a field, with the reports of each value."""
    if not differs:
        return None
    by_value: dict[str, list[str]] = defaultdict(list)
    for value, report in values:
        by_value[value].append(report)
    return Dispute(field, tuple(DisputedValue(value, tuple(sorted(by_value[value]))) for value in sorted(by_value)))


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(sorted(party.name for party in parties))


def _times_differ(reports: Sequence[Report]) -> bool:
    times: list[Days] = [days for report in reports if report.when and (days := days_of(report.when.edtf))]
    return any(gap(one, other) > 0 for one in times for other in times)


def _apart(one: Where, other: Where) -> bool:
    """Would a reader tell the two places apart?"""
    if one.country and other.country and one.country != other.country:
        return True
    if {one.precision, other.precision} <= {"site", "city"} and one.name != other.name:
        distance = kilometres(one, other)
        return distance is not None and distance >= FAR_KM
    return False


def _places_differ(reports: Sequence[Report]) -> bool:
    places = [report.where for report in reports if report.where]
    return any(_apart(one, other) for one in places for other in places)


def _status_differs(reports: Sequence[Report]) -> bool:
    """Only a denial contradicts; a plan that one report tells of and another sees fulfilled does not."""
    stated = {report.status for report in reports}
    return "denied" in stated and bool(stated & {"occurred", "ongoing"})


def _sides_differ(reports: Sequence[Report], side: str) -> bool:
    """Do two reports name parties none of which can be the same? A description, which may be anyone's, is no name."""
    given: list[tuple[Party, ...]] = [getattr(report, side) for report in reports]
    sides = [parties for parties in given if parties and not any(party.name[:1].islower() for party in parties)]
    return any(
        not any(one.id == other.id or alike(one, other) for one in ours for other in theirs)
        for ours in sides
        for theirs in sides
    )


def _figures(reports: Sequence[Report]) -> list[Dispute | None]:
    by_role: dict[str, list[tuple[Toll, str]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            by_role[toll.role].append((toll, report.id))
    return [
        _dispute(
            role, [(show_toll(toll), id_) for toll, id_ in told], not all(meets(a, b) for a, _ in told for b, _ in told)
        )
        for role, told in sorted(by_role.items())
    ]


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


def find_silent(reports: Sequence[Report], outlets: dict[str, Days | None], when: When | None) -> tuple[str, ...]:
    """Outlets of the case that could have reported an event and do not.

    An outlet whose every document was published before the event began is no silent one.

    Args:
        reports: The event's reports.
        outlets: Every outlet, and the days on which its documents were published (None: not known).
        when: The event's time.
    """
    telling = {report.outlet for report in reports}
    began = days_of(when.edtf) if when else None
    return tuple(
        sorted(
            outlet
            for outlet, published in outlets.items()
            if outlet not in telling and not (began and published and published[1] < began[0])
        )
    )
