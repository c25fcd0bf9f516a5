"""Who is silent: outlets that published while an event was told of, and do not report it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from dragoman.model import Report, When
from dragoman.resolve.days import Days, days_of

FRESH_DAYS = 30  # days after an event in which news of it may be expected: a month, as weeklies and reviews appear


class Coverage:
    """When each outlet of a case published what is coded; every document is added before anything is asked."""

    def __init__(self) -> None:
        self._all: dict[str, list[Days]] = defaultdict(list)
        self.days: dict[str, Days | None] = {}
        self._found: dict[Days, tuple[str, ...]] = {}

    def add(self, document: str, published: str | None, outlet: str | None) -> None:
        """Add a document, and whose report it is; None where nobody is silent about what it does not tell.

        Args:
            document: Its id.
            published: When it was published, in EDTF.
            outlet: The outlet.
        """
        self.days[document] = days = days_of(published)
        if outlet is not None:
            # A document without a date may have been published whenever the event was.
            self._all[outlet].append(days or (float("-inf"), float("inf")))

    @cached_property
    def _published(self) -> dict[str, tuple[list[float], list[float]]]:
        """By outlet the first days of its documents, in order, and the latest last day of each and those before it."""
        ordered = {outlet: sorted(self._all[outlet]) for outlet in sorted(self._all)}
        return {
            outlet: ([first for first, _ in days], list(accumulate((last for _, last in days), max)))
            for outlet, days in ordered.items()
        }

    def silent(self, reports: Sequence[Report], when: When | None) -> tuple[str, ...]:
        """Outlets that do not report an event although they may have published a document when others told of it.

        That time runs from the event to a month after it, and on to the last document that reports it; without the
        event's date, from the first document that reports it. A copied text is a report of the outlet that prints it.

        Args:
            reports: The event's reports.
            when: Its time.
        """
        telling = {report.outlet for report in reports}
        told = [days for report in reports if (days := self.days[report.document])]
        event = days_of(when.edtf) if when else None
        ends = [days[1] for days in told]
        if event:
            ends.append(event[1] + FRESH_DAYS)
        first = event[0] if event else min([days[0] for days in told], default=float("-inf"))
        last = max(ends, default=float("inf"))
        return tuple([outlet for outlet in self._active(first, last) if outlet not in telling])

    def _active(self, first: float, last: float) -> tuple[str, ...]:
        """The outlets that may have published a document between two days; they are looked up once for each two."""
        if (first, last) not in self._found:
            self._found[first, last] = tuple(
                outlet
                for outlet, (firsts, latest) in self._published.items()
                if (at := bisect_right(firsts, last)) and latest[at - 1] >= first
            )
        return self._found[first, last]
