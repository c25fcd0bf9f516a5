"""Resolve events: the reports, of one document or of many, that tell of the same thing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dragoman.model import Account, Event, EventMention, Report, SameEvent, content_id
from dragoman.resolve.clusters import cluster
from dragoman.resolve.copies import body_of, find_copies
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.derive import (
    derive_actors,
    derive_parties,
    derive_tolls,
    derive_when,
    derive_where,
    find_disputes,
    find_silent,
    independent,
)
from dragoman.resolve.likeness import FAMILIES
from dragoman.resolve.reports import main_type, make_report
from dragoman.resolve.told import Corpus, Told, told_of


def resolve_events(accounts: Sequence[Account]) -> tuple[tuple[Report, ...], tuple[Event, ...]]:
    """Put mentions together into reports and reports into events.

    First within each document, where a text returns to what it told; then across documents, where only accounts that
    share a party, a place or a day are compared. A document that has two groups of one event gets one report of it.

    Returns:
        Reports ordered by event and document; events, those with most outlets first, then by date.
    """
    mentions = {mention.id: mention for account in accounts for mention in account.mentions.events}
    document_of = {mention.id: account.id for account in accounts for mention in account.mentions.events}
    texts = {account.id: account.text for account in accounts}
    single = [told_of([mention], document_of[id_], texts[document_of[id_]]) for id_, mention in mentions.items()]
    corpus = Corpus(single, {account.id: body_of(account) for account in accounts})
    within = cluster(single, corpus, blocks=lambda told: [told.document + family for family in _families(told)])
    groups: dict[str, list[str]] = {}
    links: dict[str, list[SameEvent]] = {}
    merged: list[Told] = []
    for members, joined in within:
        document = members[0].document
        told = told_of([mentions[member.id] for member in members], document, texts[document])
        merged.append(told)
        groups[told.id] = [member.id for member in members]
        links[told.id] = joined
    across = cluster(merged, corpus, blocks=_blocks)
    outlets = _outlets(accounts)
    copies = find_copies(accounts)
    made = [
        _event(
            [mentions[id_] for member in members for id_ in groups[member.id]],
            document_of,
            {account.id: account.meta.outlet for account in accounts},
            [*joined, *(link for member in members for link in links[member.id])],
        )
        for members, joined in across
    ]
    finished = [_finish(event, _mark_copies(reports, copies), outlets) for event, reports in made]
    finished.sort(key=lambda item: _rank(item[0], item[1]))
    return tuple(report for _, reports in finished for report in reports), tuple(event for event, _ in finished)


def _families(told: Told) -> list[str]:
    """Names of the families of types that this account's type belongs to; its own type where it is in none."""
    found = [f"|{number}" for number, family in enumerate(FAMILIES) if told.type in family]
    return found or [f"|{told.type}"]


def _blocks(told: Told) -> Iterator[str]:
    """What an account must share with another to be compared with it across documents."""
    for family in _families(told):
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
    mentions: Sequence[EventMention],
    document_of: dict[str, str],
    outlet_of: dict[str, str | None],
    links: Sequence[SameEvent],
) -> tuple[Event, list[Report]]:
    """Make the reports of one event, and the event without what depends on them as a whole."""
    by_document: dict[str, list[EventMention]] = defaultdict(list)
    for mention in mentions:
        by_document[document_of[mention.id]].append(mention)
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


def _finish(event: Event, reports: list[Report], outlets: dict[str, Days | None]) -> tuple[Event, list[Report]]:
    """Derive the event's values from its reports."""
    telling = independent(reports)
    when, when_reason = derive_when(telling)
    where, where_reason = derive_where(telling)
    statuses = sorted(report.status for report in telling)
    status = max(statuses, key=lambda one: (statuses.count(one), one == "occurred"))
    return replace(
        event,
        modes=tuple(sorted({mode for report in telling for mode in report.modes})),
        status=status,
        when=when,
        where=where,
        actors=derive_actors(report.actors for report in telling),
        recipients=derive_parties(report.recipients for report in telling),
        tolls=derive_tolls(telling),
        disputed=find_disputes(telling),
        silent=find_silent(reports, outlets, when),
        reasons={
            "when": when_reason,
            "where": where_reason,
            "actors": "parties that at least half of the reports that name anybody give",
            "status": f"the status that most of {len(telling)} independent reports give",
        },
    ), reports


def _outlets(accounts: Sequence[Account]) -> dict[str, Days | None]:
    """Every outlet whose words are coded, and from when to when it published them; None where one has no date."""
    found: dict[str, Days | None] = {}
    for account in sorted(accounts, key=lambda one: one.id):
        outlet, days = account.meta.outlet, days_of(account.meta.published.edtf)
        if outlet is None or not account.is_coded:
            continue
        known = found.get(outlet, days)
        found[outlet] = (min(known[0], days[0]), max(known[1], days[1])) if known and days else None
    return found


def _rank(event: Event, reports: Sequence[Report]) -> tuple[int, int, float, str]:
    days = days_of(event.when.edtf) if event.when else None
    return (
        -len({report.document for report in reports}),
        -len(event.disputed),
        days[0] if days else float("inf"),
        event.id,
    )
