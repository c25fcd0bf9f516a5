"""Resolve events: the reports, of one document or of many, that tell of the same thing."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

import msgspec
import numpy as np
from msgspec.structs import replace

from dragoman.model import Constraint, Event, EventMention, RelatedEvent, Report, SameEvent, content_id
from dragoman.resolve.clusters import Blocks, Cluster, candidates, cluster
from dragoman.resolve.days import days_of
from dragoman.resolve.derive import Telling, derived, independent
from dragoman.resolve.disputes import find_disputes, standing_tolls
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.hands import ALONE, Hands
from dragoman.resolve.judged import apart_at_first, bonds
from dragoman.resolve.related import relate
from dragoman.resolve.reports import main_type, make_report
from dragoman.resolve.sets import Floats
from dragoman.resolve.shelf import Chosen, Shelf
from dragoman.resolve.stories import Stories
from dragoman.resolve.table import DECIDED, Table
from dragoman.resolve.told import Said

_joining = attrgetter("a", "b")


class Finished(msgspec.Struct, frozen=True, gc=False):
    """An event and its reports, by document."""

    event: Event
    reports: tuple[Report, ...]


class Mentioned(msgspec.Struct, frozen=True, gc=False):
    """Of an account no more than its mentions."""

    document: str
    mentions: tuple[EventMention, ...]


def resolve_events(gathered: Gathered, judged: Sequence[Constraint] = (), hands: Hands = ALONE) -> Iterator[Finished]:
    """Put mentions together into reports and reports into events.

    First within each document, where a text returns to what it told; then across documents, where only accounts that
    share a party, a place, a day or a word are compared. A document that has two groups of one event gets one report
    of it. What belongs together without being one event (a set and its parts, a plan and its fulfilment, a demand and
    what it asks for) is related.

    Args:
        gathered: What the documents say.
        judged: Mentions that people judged to be of one event, or not.
        hands: Who compares them.

    Yields:
        Events, those with most documents first, then by date.
    """
    stories = gathered.stories()
    said, links = _returned(gathered, stories, judged, hands)
    table = gathered.table(said.places, last=True)
    pairs = candidates(_order(table, gathered), _blocks(table))
    across = cluster(table, stories, pairs, bonds(said, judged), hands)
    del pairs
    ids = [content_id("event", min(table.least[row] for row in one.rows)) for one in across.clusters]
    event_of = {table.ids[row]: id_ for id_, one in zip(ids, across.clusters, strict=True) for row in one.rows}
    related = relate(said, table, across.near, event_of)
    ranks = _ranks_alone(table, across.clusters)
    del table, stories, event_of
    making = _Making(said.partly(Mentioned), gathered, links, related)
    finished, places = Shelf(Finished), {}
    for number, one in enumerate(across.clusters):
        if len(one.rows) > 1:
            made = making.finish(ids[number], one)
            places[number], ranks[number] = finished.put(made), _rank(made)
    order = np.lexsort((np.array(ids, "S"), *ranks.T[::-1])).tolist()
    return (
        finished[places[number]] if number in places else making.finish(ids[number], across.clusters[number])
        for number in order
    )


class _Making:
    """All that events are made of.

    Args:
        mentioned: The mentions of each account, as rows.
        gathered: What the documents say.
        links: What put accounts of several mentions together, by row.
        related: What an event belongs with, by its id.
    """

    def __init__(
        self,
        mentioned: Chosen[Mentioned],
        gathered: Gathered,
        links: Mapping[int, Sequence[SameEvent]],
        related: Mapping[str, tuple[RelatedEvent, ...]],
    ) -> None:
        self._mentioned, self._links, self._related = mentioned, links, related
        self._outlets, self._coverage, self._copies = gathered.outlets, gathered.coverage, gathered.sketches.copies()
        self._telling = Telling(gathered.coverage.days)

    def finish(self, id_: str, cluster: Cluster) -> Finished:
        """Make an event and its reports."""
        members = [self._mentioned[row] for row in cluster.rows]
        joined = [*cluster.links, *[link for row in cluster.rows for link in self._links.get(row, ())]]
        reports = _mark_copies(_reports(id_, members, self._outlets), self._copies)
        own = independent(reports)
        tolls = standing_tolls(own, self._coverage.days)
        values = derived(own, tolls, self._telling)
        event = Event(
            id=id_, type=main_type([mention for one in members for mention in one.mentions]), modes=values.modes,
            status=values.status, when=values.when, where=values.where, actors=values.actors,
            recipients=values.recipients, tolls=values.tolls, reports=tuple([report.id for report in reports]),
            disputed=find_disputes(own, tolls), silent=self._coverage.silent(reports, values.when),
            links=tuple(sorted(joined, key=_joining)), reasons=values.reasons, related=self._related.get(id_, ()),
        )  # fmt: skip
        return Finished(event, tuple(reports))


def _returned(
    gathered: Gathered, stories: Stories, judged: Sequence[Constraint], hands: Hands
) -> tuple[Chosen[Said], dict[int, tuple[SameEvent, ...]]]:
    """Put together what each document tells of one event: its accounts in order, and the links that made each."""
    single = gathered.said()
    table = gathered.table(single.places)
    blocks = np.arange(len(table)), table.document
    pairs = candidates(_order(table, gathered), blocks)
    found = cluster(table, stories, pairs, apart_at_first(single, judged), hands)
    several = [[single.places[row] for row in one.rows] for one in found.clusters if len(one.rows) > 1]
    places, links, joined = array("q"), {}, iter(gathered.join(several))
    for one in found.clusters:
        if len(one.rows) > 1:
            links[len(places)] = one.links
            places.append(next(joined))
        else:
            places.append(single.places[one.rows[0]])
    return gathered.chosen(places), links


def _order(table: Table, gathered: Gathered) -> Floats:
    """The first day of each account, else that on which its document was published; NaN where neither is known."""
    published = [days[0] if (days := gathered.coverage.days[id_]) else float("nan") for id_ in table.documents]
    return np.where(np.isnan(table.first), np.array(published)[table.document], table.first)


def _blocks(table: Table) -> Blocks:
    """Accounts meet in a family of types, and in it where they share a party, a country, a place, a day or a word.

    A type that is in no family is one by itself. Rows of one event of a data set meet whatever their types are.
    """
    alone = np.where(table.family & ~DECIDED == 0, DECIDED.bit_length() + table.type, -1)
    family_of = [np.where(table.family >> number & 1, number, -1) for number in range(DECIDED.bit_length())]
    lengths, things = table.meeting
    size = int(things.max(initial=0)) + 2
    starts = np.cumsum(lengths) - lengths
    in_list = np.flatnonzero(table.listed >= 0)
    rows, block = [in_list], [(DECIDED.bit_length() + len(table.types)) * size + table.listed[in_list]]
    for family in (*family_of, alone):
        chosen = np.flatnonzero(family >= 0)
        rows.append(chosen)
        block.append(family[chosen] * size)
        repeated = np.repeat(chosen, lengths[chosen])
        within = np.arange(len(repeated)) - np.repeat(np.cumsum(lengths[chosen]) - lengths[chosen], lengths[chosen])
        rows.append(repeated)
        block.append(family[repeated] * size + 1 + things[starts[repeated] + within])
    return np.concatenate(rows), np.concatenate(block)


def _reports(id_: str, members: Sequence[Mentioned], outlet_of: Mapping[str, str | None]) -> list[Report]:
    """The reports of one event, by document."""
    by_document: dict[str, list[EventMention]] = defaultdict(list)
    for one in members:
        by_document[one.document] += one.mentions
    return [make_report(by_document[doc], doc, outlet_of[doc], id_) for doc in sorted(by_document)]


def _mark_copies(reports: list[Report], copies: Mapping[str, str]) -> list[Report]:
    """Say of a report in a copied document which report it repeats."""
    if copies.keys().isdisjoint([report.document for report in reports]):
        return reports
    by_document = {report.document: report.id for report in reports}
    return [replace(report, same_text_as=by_document.get(copies.get(report.document, ""))) for report in reports]


def _ranks_alone(table: Table, clusters: Sequence[Cluster]) -> Floats:
    """As `_rank`, a row for each event, as if it had one report, which disputes nothing."""
    ranks = np.zeros((len(clusters), 3))
    ranks[:, 0], ranks[:, 2] = -1, table.begins[[one.rows[0] for one in clusters]]
    return ranks


def _rank(finished: Finished) -> tuple[float, float, float]:
    """Those with most reports come first, then those that dispute most, then the earliest."""
    event = finished.event
    days = days_of(event.when.edtf) if event.when else None
    return -len(finished.reports), -len(event.disputed), days[0] if days else float("inf")
