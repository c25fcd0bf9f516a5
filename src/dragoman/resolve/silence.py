"""Who is silent: outlets that published while an event was told of, and do not report it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from dragoman.model import Account, Report, When
from dragoman.resolve.days import Days, days_of

FRESH_DAYS = 30  # days after an event in which news of it may be expected: a month, as weeklies and reviews appear


class Coverage:
    """When each outlet of a case published what is coded.

    Args:
        accounts: The documents.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        published: dict[str, list[Days]] = defaultdict(list)
        self._days: dict[str, Days | None] = {}
        for account in accounts:
            days = days_of(account.meta.published.edtf)
            self._days[account.id] = days
            if account.meta.outlet is not None and account.is_coded:
                # A document without a date may have been published whenever the event was.
                published[account.meta.outlet].append(days or (float("-inf"), float("inf")))
        self._published: dict[str, tuple[list[float], list[float]]] = {}
        for outlet in sorted(published):
            ordered = sorted(published[outlet])
            latest = list(accumulate((last for _, last in ordered), max))
            self._published[outlet] = [first for first, _ in ordered], latest

    def silent(self, reports: Sequence[Report], when: When | None) -> tuple[str, ...]:
        """Outlets that do not report an event although they may have published a document when others told of it.

        That time runs from the event to a month after it, and on to the last document that reports it; without the
        event's date, from the first document that reports it. A copied text is a report of the outlet that prints it.

        Args:
            reports: The event's reports.
            when: Its time.
        """
        telling = {report.outlet for report in reports}
        told = [days for report in reports if (days := self._days[report.document])]
        event = days_of(when.edtf) if when else None
        first = event[0] if event else min((days[0] for days in told), default=float("-inf"))
        last = max([*(days[1] for days in told), *([event[1] + FRESH_DAYS] if event else [])], default=float("inf"))
        return tuple(
            outlet
            for outlet, (firsts, latest) in self._published.items()
            if outlet not in telling and (at := bisect_right(firsts, last)) and latest[at - 1] >= first
        )
