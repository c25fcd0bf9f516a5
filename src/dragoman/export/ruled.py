"""A case whose events are derived by other rules than the usual ones; nothing that is stored changes."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from dragoman.model import Account, Event, Report
from dragoman.resolve.days import days_of
from dragoman.resolve.derive import Telling, derive
from dragoman.resolve.rules import USUAL, Rules, load_rules


class Ruled:
    """A case, or a part of one, as some rules derive it; whatever else it is asked for is the case's own.

    Which reports are of one event, what is disputed and who is silent do not depend on the rules.

    Args:
        case: The case, which has the read methods of `store.Case`.
        rules: The rules.
        name: What they are called.
    """

    def __init__(self, case: Any, rules: Rules, name: str) -> None:
        self.rules_name = name
        self._case = case
        self._rules = rules

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def events(self, *chosen: Any) -> tuple[Event, ...]:
        """Every event, or those that the case is asked for, derived anew."""
        reports, telling = self._reports, self._telling
        return tuple(
            derive(event, [reports[id_] for id_ in event.reports], telling, self._rules)
            for event in self._case.events(*chosen)
        )

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {report.id: report for report in self._case.reports()}

    @cached_property
    def _telling(self) -> Telling:
        return telling_of(list(self._case.documents()), self._reports.values())


def telling_of(accounts: Sequence[Account], reports: Iterable[Report]) -> Telling:
    """What is known of some reports beside what they say; the document of each is among the accounts."""
    hedged = {one.id for account in accounts for one in account.mentions.events if one.hedges}
    return Telling(
        published={account.id: days_of(account.meta.published.edtf) for account in accounts},
        hedged=frozenset(report.id for report in reports if hedged.issuperset(report.mentions)),
    )


def by_rules(case: Any, name: str) -> Any:
    """Return a case as the rules of this name derive it; the case itself for the usual ones, by which it is stored.

    Raises:
        SetupError: `rules.unknown`, `rules.file`, where there are no such rules.
    """
    return case if name == USUAL else Ruled(case, load_rules(name), name)
