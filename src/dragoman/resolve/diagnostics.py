"""How far the accounts of a case differ: the six diagnostics of the event-report literature, by field and outlets.

Source: S. van Baalen and co-authors' R package eventreport (`share_disagreement`, `modal_confidence`, `mean_dscore`,
`mean_range`, `mean_sd`). In two things these differ from the package's, since texts leave much unsaid: an event counts
for a field only where two reports or more give it, and two values count as one where both can be true, so that a
difference of precision ("in 2020", "on 3 January 2020") is no disagreement.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from statistics import fmean, stdev
from typing import Any

import msgspec

from dragoman.model import Record, Report
from dragoman.resolve.days import Days
from dragoman.resolve.derive import independent
from dragoman.resolve.disputes import Field, Given, given, standing_tolls


class Diagnosis(Record, frozen=True):
    """How far accounts differ in one field.

    Attributes:
        field: `when`, `where`, `status`, `actors`, `recipients`, or the role of a figure.
        outlet, other: The two outlets that are compared; None where all reports of the case are.
        event: The event whose accounts differ most in it.
        events: Events for which two reports or more (or both outlets) give the field.
        disagreement: Share of these in which two values cannot both be true.
        confidence: Modal confidence: the share of reports that agree with the value most agree with, on average.
        divergence: How many values exclude each other, less one, on average.
        normalised: The same, divided by how many different values the field takes in all.
        range: The highest less the lowest figure, on average; of times, days. None where there are no numbers.
        deviation: The standard deviation (of a sample) of figures, or of days, on average.
    """

    field: str
    outlet: str | None
    other: str | None
    event: str
    events: int
    disagreement: float
    confidence: float
    divergence: float
    normalised: float
    range: float | None
    deviation: float | None


class _Seen(msgspec.Struct):
    """What was seen of a field, event by event."""

    worst: tuple[float, str] = (0.0, "")
    different: set[str] = msgspec.field(default_factory=set)
    confidence: list[float] = msgspec.field(default_factory=list)
    divergence: list[int] = msgspec.field(default_factory=list)
    ranges: list[float] = msgspec.field(default_factory=list)
    deviations: list[float] = msgspec.field(default_factory=list)

    def add(self, event: str, field: Field, values: Sequence[Any]) -> None:
        """Count one event with the values that its reports give."""
        self.different |= {field.show(value) for value in values}
        if len(values) < 2:
            return
        agreed = confidence(values, field.differ)
        self.worst = min(self.worst, (agreed, event)) if self.confidence else (agreed, event)
        self.confidence.append(agreed)
        self.divergence.append(exclusive(values, field.differ) - 1)
        numbers = [number for value in values if (number := field.number(value)) is not None]
        if len(numbers) > 1:
            self.ranges.append(max(numbers) - min(numbers))
            self.deviations.append(stdev(numbers))

    def diagnosis(self, field: str, outlet: str | None, other: str | None) -> Diagnosis:
        """The means over the events."""
        divergence = fmean(self.divergence)
        return Diagnosis(
            field=field,
            outlet=outlet,
            other=other,
            event=self.worst[1],
            events=len(self.divergence),
            disagreement=fmean(map(bool, self.divergence)),
            confidence=fmean(self.confidence),
            divergence=divergence,
            normalised=divergence / len(self.different),
            range=fmean(self.ranges) if self.ranges else None,
            deviation=fmean(self.deviations) if self.deviations else None,
        )


def diagnose(events: Iterable[Sequence[Report]], published: Mapping[str, Days | None]) -> tuple[Diagnosis, ...]:
    """Say how far accounts differ, in each field over the whole case, and then for each two outlets.

    A copied text is no account of its own, and an outlet's later figure takes the place of its earlier one. Two outlets
    are compared by what each of them published last of an event.

    Args:
        events: The reports of each event.
        published: When each document was published.
    """
    seen: dict[tuple[str, str, str], _Seen] = {}
    for reports in events:
        own, event = independent(reports), reports[0].event
        by_id = {report.id: report for report in own}
        for field, values in given(own, standing_tolls(own, published)):
            seen.setdefault(("", "", field.name), _Seen()).add(event, field, [value for value, _ in values])
            for one, other, pair in _pairs(values, by_id, published):
                seen.setdefault((one, other, field.name), _Seen()).add(event, field, pair)
    return tuple(
        seen[one, other, field].diagnosis(field, one or None, other or None)
        for one, other, field in sorted(seen)
        if seen[one, other, field].divergence
    )


def _pairs(
    values: Given, by_id: Mapping[str, Report], published: Mapping[str, Days | None]
) -> Iterator[tuple[str, str, tuple[Any, Any]]]:
    """Every two outlets that give a field of an event, each with what it published last."""
    last: dict[str, tuple[float, str, Any]] = {}
    for value, id_ in values:
        report = by_id[id_]
        days = published[report.document]
        told = (days[0] if days else float("-inf"), id_, value)
        if report.outlet and (report.outlet not in last or last[report.outlet][:2] < told[:2]):
            last[report.outlet] = told
    for one, other in combinations(sorted(last), 2):
        yield one, other, (last[one][2], last[other][2])


def confidence(values: Sequence[Any], differ: Callable[[Any, Any], bool]) -> float:
    """The share of values that can be true together with the one of which most can."""
    return max(sum(not differ(value, other) for other in values) for value in set(values)) / len(values)


def exclusive(values: Sequence[Any], differ: Callable[[Any, Any], bool]) -> int:
    """How many values exclude each other, each of them all the others; at least 2 where any two do.

    They are taken in turn, first those that exclude most others, so that a value that fits all of them ("in 2020")
    takes nobody's place.
    """
    unique = list(dict.fromkeys(values))
    against = [sum(differ(value, other) for other in unique) for value in unique]
    kept: list[Any] = []
    for _, value in sorted(zip(against, unique, strict=True), key=lambda one: -one[0]):
        if all(differ(value, other) for other in kept):
            kept.append(value)
    return len(kept)
