"""Derive an event's own values from its reports, each by a named rule.

What is stored is who said what; everything here follows from it. Reports that copy one another's text count as one
account. No outlet and no party weighs more than another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dragoman.model import Estimate, Party, PartyName, Report, Toll, When, Where
from dragoman.resolve.days import days_of, gap, length
from dragoman.resolve.disputes import apart
from dragoman.resolve.reports import BASIS, PRECISION
from dragoman.resolve.told import described

MAJORITY = 2  # a party stands for the event where half of the reports that name anybody name it


def independent(reports: Sequence[Report]) -> list[Report]:
    """The reports that are no copy of another one."""
    return [report for report in reports if report.same_text_as is None]


def derive_actors(sides: Iterable[tuple[Party, ...]]) -> tuple[PartyName, ...]:
    """Rule: as for `derive_parties`, where a state that a report names stands for its organs and weapons in all."""
    given = list(sides)
    states = {party.country: party for side in given for party in side if party.id == f"kb:{party.country}"}
    return derive_parties(tuple(states.get(party.country, party) for party in side) for side in given)


def derive_parties(sides: Iterable[tuple[Party, ...]]) -> tuple[PartyName, ...]:
    """Rule: the parties that at least half of the reports name that name anybody; where none is, those named most.

    A description ("men") is taken only where that leaves nobody who is named.
    """
    naming = [side for side in sides if side]
    counted: Counter[str] = Counter(id_ for side in naming for id_ in {party.id for party in side})
    if not counted:
        return ()
    first = {party.id: party for side in reversed(naming) for party in reversed(side)}
    most = max(counted.values())
    enough = most if most * MAJORITY < len(naming) else len(naming) / MAJORITY
    chosen = sorted((id_ for id_ in counted if counted[id_] >= enough), key=lambda id_: (-counted[id_], id_))
    named = [id_ for id_ in chosen if not described(first[id_])] or chosen
    return tuple(PartyName(id_, first[id_].name, first[id_].country, first[id_].sector) for id_ in named)


def derive_when(reports: Sequence[Report]) -> tuple[When | None, str]:
    """Rule: the time that most reports allow, the most precise of several; None where those exclude each other.

    Returns:
        The time as one report gives it, or None; and the reason.
    """
    times = [(report.when, days) for report in reports if report.when and (days := days_of(report.when.edtf))]
    if not times:
        partial = next((report.when for report in reports if report.when and report.when.edtf), None)
        return partial, "the first date, whose year nothing fixes" if partial else "null: no report gives a time"
    given = Counter(days for _, days in times)
    support = {days: sum(count for other, count in given.items() if not gap(days, other)) for days in given}
    most = max(support.values())
    best = [(when, days) for when, days in times if support[days] == most]
    shortest = min(length(days) for _, days in best)
    narrow = [(when, days) for when, days in best if length(days) == shortest]
    chosen = min(narrow, key=lambda item: (item[1], BASIS[item[0].basis], item[0].start or 0))
    if any(gap(chosen[1], days) for _, days in narrow):
        return None, "null: indeterminate, since reports give dates that exclude each other and are equally frequent"
    return chosen[0], f"the most precise time that {most} of {len(times)} reports with a time allow"


def derive_where(reports: Sequence[Report]) -> tuple[Where | None, str]:
    """Rule: the place that most reports allow; of several, the most precise, then the first in the alphabet."""
    places = [report.where for report in reports if report.where]
    if not places:
        return None, "null: no report gives a place"
    named = {(place.name, place.country): place for place in places}
    given = Counter((place.name, place.country) for place in places)
    support = {
        key: sum(count for other, count in given.items() if not apart(place, named[other]))
        for key, place in named.items()
    }
    most = max(support.values())
    best = [place for place in places if support[place.name, place.country] == most]
    chosen = min(best, key=lambda place: (PRECISION[place.precision], place.name, place.start))
    return chosen, f"the most precise place that {most} of {len(places)} reports with a place allow"


def derive_tolls(tolls: Mapping[str, Sequence[tuple[Toll, str]]]) -> tuple[Estimate, ...]:
    """Rule: low is the lowest and high the highest figure reported; best is the one reported most, None on a tie.

    Args:
        tolls: The figures that stand, by role, each with its report; see `disputes.standing_tolls`.
    """
    return tuple(_estimate(role, [toll for toll, _ in told]) for role, told in sorted(tolls.items()))


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
