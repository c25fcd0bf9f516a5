"""Resolve events: the reports, of one document or of many, that tell of the same thing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from dragoman.model import Account, Constraint, Event, EventMention, Report, SameEvent, content_id
from dragoman.resolve.clusters import cluster
from dragoman.resolve.columns import FAMILIES, Floats, Table
from dragoman.resolve.copies import find_copies
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.derive import Telling, derive, independent
from dragoman.resolve.disputes import find_disputes, standing_tolls
from dragoman.resolve.judged import apart_at_first, bonds
from dragoman.resolve.related import relate
from dragoman.resolve.reports import main_type, make_report
from dragoman.resolve.silence import Coverage
from dragoman.resolve.stories import Stories, tell_stories
from dragoman.resolve.told import Told, join, tell


def resolve_events(
    accounts: Sequence[Account], judged: Sequence[Constraint] = ()
) -> tuple[tuple[Report, ...], tuple[Event, ...]]:
    """Put mentions together into reports and reports into events.

    First within each document, where a text returns to what it told; then across documents, where only accounts that
    share a party, a place, a day or a word are compared. A document that has two groups of one event gets one report
    of it. What belongs together without being one event (a set and its parts, a plan and its fulfilment, a demand and
    what it asks for) is related.

    Args:
        accounts: What the documents say, ordered by their ids.
        judged: Mentions that people judged to be of one event, or not.

    Returns:
        Reports ordered by event and document; events, those with most documents first, then by date.
    """
    stories = tell_stories(account for account in accounts if account.mentions.events)
    published = {account.id: days_of(account.meta.published.edtf) for account in accounts}
    told, links = _returned(accounts, stories, published, judged)
    across = cluster(Table(told), _order(told, published), stories, lambda row: _blocks(told[row]), bonds(told, judged))
    outlet_of = {account.id: account.meta.outlet for account in accounts}
    made = []
    event_of: dict[str, str] = {}
    for one in across.clusters:
        members = [told[row] for row in one.rows]
        joined = [*one.links, *(link for member in members for link in links[member.id])]
        event, reports = _event(members, outlet_of, joined)
        event_of |= {member.id: event.id for member in members}
        made.append((event, reports))
    related = relate(told, across.near, event_of)
    coverage, copies = Coverage(accounts), find_copies(accounts)
    finished = [_finish(event, _mark_copies(reports, copies), published, coverage) for event, reports in made]
    finished = [(replace(event, related=related.get(event.id, ())), reports) for event, reports in finished]
    finished.sort(key=lambda item: _rank(item[0], item[1]))
    return tuple(report for _, reports in finished for report in reports), tuple(event for event, _ in finished)


def _returned(
    accounts: Sequence[Account],
    stories: Stories,
    published: dict[str, Days | None],
    judged: Sequence[Constraint],
) -> tuple[list[Told], dict[str, tuple[SameEvent, ...]]]:
    """Put together what each document tells of one event: its accounts in order, and the links that made each."""
    languages = {account.id: account.meta.language for account in accounts}
    single = [told for account in accounts for told in tell(account)]
    order, apart = _order(single, published), apart_at_first(single, judged)
    found = cluster(Table(single), order, stories, lambda row: (single[row].document,), apart)
    told = [
        join([single[row] for row in one.rows], languages[single[one.rows[0]].document]) for one in found.clusters
    ]  # fmt: skip
    return told, {one.id: group.links for one, group in zip(told, found.clusters, strict=True)}


def _order(told: Sequence[Told], published: dict[str, Days | None]) -> Floats:
    """The first day of each account, else that on which its document was published; NaN where neither is known."""
    days = (one.days or published[one.document] for one in told)
    return np.array([day[0] if day else float("nan") for day in days])


def _families(told: Told) -> list[str]:
    """Names of the families of types that this account's type belongs to; its own type where it is in none."""
    found = [f"|{number}" for number, family in enumerate(FAMILIES) if told.type in family]
    return found or [f"|{told.type}"]


def _blocks(told: Told) -> Iterator[str]:
    """What an account must share with another to be compared with it across documents."""
    if told.setting.row is not None:
        yield f"{told.setting.row.data_set}|{told.setting.row.event}"
    for family in _families(told):
        yield family
        for party in (*told.actors, *told.recipients):
            yield f"{family}|{party.id}"
            if party.country:
                yield f"{family}|{party.country}"
        if told.where is not None:
            yield f"{family}|at {told.where.name}"
        if told.days is not None and told.days[1] - told.days[0] <= 1:
            yield f"{family}|on {told.days[0]:.0f}"
        for word in told.words:
            yield f"{family}|by {word}"


def _event(
    told: Sequence[Told],
    outlet_of: dict[str, str | None],
    links: Sequence[SameEvent],
) -> tuple[Event, list[Report]]:
    """Make the reports of one event, and the event without what depends on them as a whole."""
    by_document: dict[str, list[EventMention]] = defaultdict(list)
    for one in told:
        by_document[one.document] += one.mentions
    mentions = [mention for one in told for mention in one.mentions]
    id_ = content_id("event", min(mention.id for mention in mentions))
    reports = [make_report(by_document[doc], doc, outlet_of[doc], id_) for doc in sorted(by_document)]
    bare = Event(
        id=id_, type=main_type(mentions), modes=(), status=reports[0].status, when=None, where=None, actors=(),
        recipients=(), tolls=(), reports=tuple(report.id for report in reports), disputed=(), silent=(),
        links=tuple(sorted(links, key=lambda link: (link.a, link.b))), reasons={},
    )  # fmt: skip
    return bare, reports


def _mark_copies(reports: list[Report], copies: dict[str, str]) -> list[Report]:
    """Say of a report in a copied document which report it repeats."""
    by_document = {report.document: report.id for report in reports}
    return [replace(report, same_text_as=by_document.get(copies.get(report.document, ""))) for report in reports]


def _finish(
    event: Event, reports: list[Report], published: Mapping[str, Days | None], coverage: Coverage
) -> tuple[Event, list[Report]]:
    """Derive the event's values from its reports, and say where these differ and who is silent."""
    own = independent(reports)
    derived = derive(event, reports, Telling(published))
    disputed = find_disputes(own, standing_tolls(own, published))
    return replace(derived, disputed=disputed, silent=coverage.silent(reports, derived.when)), reports


def _rank(event: Event, reports: Sequence[Report]) -> tuple[int, int, float, str]:
    days = days_of(event.when.edtf) if event.when else None
    return (
        -len({report.document for report in reports}),
        -len(event.disputed),
        days[0] if days else float("inf"),
        event.id,
    )
