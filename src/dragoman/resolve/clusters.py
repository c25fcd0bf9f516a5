"""Put accounts together: candidate pairs from blocks, components of likely pairs, and within them the likeliest first.

The outcome depends on the set of accounts alone, not on their order. All pairs are never compared: the work grows with
the accounts, since an account meets in each of its blocks only so many others, the nearest in time.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

import msgspec
import numpy as np

from dragoman.model import SameEvent
from dragoman.resolve.compare import PAIRS_AT_ONCE, Compared, Part, Scored, compare, weighed
from dragoman.resolve.hands import ALONE, Hands
from dragoman.resolve.judged import Bonds
from dragoman.resolve.likeness import explained, probability
from dragoman.resolve.pairs import Pairs
from dragoman.resolve.sets import Flags, Floats, Numbers, parted
from dragoman.resolve.stories import Stories
from dragoman.resolve.table import Table

WHOLE_BLOCK = 60  # accounts; a block of so many, or fewer, is compared in full
BLOCK_REACH = 12  # neighbours, in the order of time, that a member of a larger block is compared with
WHOLE_COMPONENT = 60  # accounts; in a component of so many, or fewer, every pair is compared
# The two shares are set where the short stories and the sample articles fell apart least.
BEST_PAIR = 0.25  # share of the likeliest pair in the bond of two large groups; 0 would be average, 1 single linkage
BEST_ALONE = 0.25  # added to it where one group is a single account; half of it where the smaller has two, and so on

Blocks = tuple[Numbers, Numbers]  # rows, and the number of a block that each is in; a row may be in several


class Cluster(msgspec.Struct, frozen=True, gc=False):
    """Accounts of one event, as rows in their order, and the links that put them together."""

    rows: tuple[int, ...]
    links: tuple[SameEvent, ...]


class Near(msgspec.Struct, frozen=True, gc=False):
    """Two accounts, as rows, that would be of one event but for what makes them a part and a whole, or plan and act."""

    one: int
    other: int
    score: float


class Clustered(msgspec.Struct, frozen=True):
    """Every account in one cluster, and the pairs of different clusters that belong together in another way."""

    clusters: list[Cluster]
    near: list[Near]


class Bond(msgspec.Struct, frozen=True, gc=False):
    """What is known between two groups.

    Attributes:
        total: The sum of the log-odds of their pairs; `count` how many there are; `best` the likeliest of them.
        strength: The log-odds of the two groups: those of all pairs on average, and of the likeliest.
    """

    total: float
    count: int
    best: tuple[float, int, int]
    strength: float


Between = dict[int, dict[int, Bond]]  # of each group with others, by the lowest row of either


def _bond(total: float, count: int, best: tuple[float, int, int], smaller: int = 1) -> Bond:
    """What is known between two groups, the smaller of which has so many accounts."""
    share = BEST_PAIR + BEST_ALONE / smaller
    return Bond(total, count, best, (1 - share) * total / count + share * best[0])


def cluster(table: Table, stories: Stories, pairs: Numbers, judged: Bonds, hands: Hands = ALONE) -> Clustered:
    """Group the accounts of a table that tell of the same event.

    Args:
        table: The accounts, ordered by document and position.
        stories: What each document is about.
        pairs: Which accounts are compared; see `candidates`.
        judged: Rows that people judged to be of one event, or not: whatever else speaks for or against it.
        hands: Who compares them.

    Returns:
        The groups, ordered by their first row.
    """
    likely, kin, compared = compare(Part(table, stories, pairs), hands)
    same = np.array([rows for rows, reason in judged.items() if reason is not None], np.int64).reshape(-1, 2)
    home = _components(len(table), np.append(likely.a, same[:, 0]), np.append(likely.b, same[:, 1]))
    alone = np.bincount(home, minlength=len(home))[home] == 1
    groups: dict[int, list[int]] = {row: [row] for row in np.flatnonzero(~alone).tolist()}
    lists = zip(table.data_set.tolist(), table.listed.tolist(), strict=True)
    events: Listed = {row: {data_set: {event}} for row, (data_set, event) in enumerate(lists) if data_set >= 0}
    joined: list[tuple[int, int, int]] = []
    edges = _edges(Part(table, stories, pairs), home, compared, hands)
    _put_judged(edges, home, judged)
    for some in edges.values():
        joined += _agglomerate(some, groups, events)
    links = _links(table, stories, joined, judged)
    clusters = [Cluster((row,), ()) for row in np.flatnonzero(alone).tolist()]
    for rows in groups.values():
        clusters.append(Cluster(tuple(sorted(rows)), tuple(link for row in rows for link in links.get(row, ()))))
    clusters.sort(key=lambda one: one.rows[0])
    return Clustered(clusters, _near(kin, clusters))


def _near(kin: Scored, clusters: Sequence[Cluster]) -> list[Near]:
    """The pairs of different clusters that only a part, or a plan, keeps apart."""
    looked_at = {*kin.a.tolist(), *kin.b.tolist()}
    home = {row: number for number, one in enumerate(clusters) for row in one.rows if row in looked_at}
    pairs = zip(kin.a.tolist(), kin.b.tolist(), probability(kin.odds).tolist(), strict=True)
    return [Near(one, other, score) for one, other, score in pairs if home[one] != home[other]]


# ------------------------------------------------------------------------------------------------------ candidates


def candidates(order: Floats, blocks: Blocks) -> Numbers:
    """Pairs that share a block, each once, as one number: the lower row times the count of all rows, plus the other.

    Args:
        order: When each row was told of or published, as a day: neighbours in a large block are nearest in it.
        blocks: Only rows that share one are compared.
    """
    count = len(order)
    in_time = np.lexsort((np.arange(count), np.nan_to_num(order, nan=np.inf)))
    rank = np.empty(count, np.int64)
    rank[in_time] = np.arange(count)
    rows, block = blocks
    keys = np.sort(block * count + rank[rows])
    block, members = keys // count, in_time[keys % count]
    del keys
    sizes = np.diff(np.flatnonzero(np.diff(block, prepend=-1, append=-1)))
    reach = np.where(sizes <= WHOLE_BLOCK, sizes - 1, BLOCK_REACH)
    small = np.repeat(sizes <= WHOLE_BLOCK, sizes)
    pairs, end = np.empty(int((reach * sizes - reach * (reach + 1) // 2).sum()), np.int64), 0
    for step in range(1, WHOLE_BLOCK):
        if step == BLOCK_REACH + 1:
            members, block = members[small], block[small]
        near = np.flatnonzero(block[:-step] == block[step:])
        one, other = members[near], members[near + step]
        pairs[end : end + len(near)] = np.minimum(one, other) * count + np.maximum(one, other)
        end += len(near)
    del block, members
    pairs.sort()
    return _each_once(pairs)


def _each_once(ordered: Numbers) -> Numbers:
    """Each of some numbers once; it takes no more memory, since those that are kept move up to the front."""
    kept, last = 0, -1
    for at in range(0, len(ordered), PAIRS_AT_ONCE):
        some = ordered[at : at + PAIRS_AT_ONCE]
        some = some[np.diff(some, prepend=last) != 0]
        if len(some):
            last = int(some[-1])
            ordered[kept : kept + len(some)] = some
            kept += len(some)
    ordered.resize(kept, refcheck=False)
    return ordered


def _components(count: int, a: Numbers, b: Numbers) -> Numbers:
    """For each row the lowest row that a chain of pairs leads to."""
    home = np.arange(count)
    while ((one := home[a]) != (other := home[b])).any():
        low = np.minimum(one, other)
        np.minimum.at(home, one, low)
        np.minimum.at(home, other, low)
        home = home[home]
    return home


Edge = tuple[int, int, float]


def _edges(whole: Part, home: Numbers, compared: Compared, hands: Hands) -> dict[int, list[Edge]]:
    """The scored pairs of each component: all of a small one, of a large one those that share a block."""
    size, pairs, count = np.bincount(home, minlength=len(home)), compared.pairs, len(home)
    in_large, large = size[home] > WHOLE_COMPONENT, [pairs[:0]]
    for at in range(0, len(pairs) if in_large.any() else 0, PAIRS_AT_ONCE):
        some = pairs[at : at + PAIRS_AT_ONCE]
        some = some[in_large[some // count]]
        a, b = parted(some, count)
        large.append(some[home[a] == home[b]])
    small = _all_pairs(home, (size[home] > 1) & (size[home] <= WHOLE_COMPONENT))
    known = weighed(whole._replace(pairs=np.concatenate((*large, small))), compared, hands)
    edges: dict[int, list[Edge]] = defaultdict(list)
    for at, edge in zip(
        home[known.a].tolist(), zip(known.a.tolist(), known.b.tolist(), known.odds.tolist(), strict=True), strict=True
    ):
        edges[at].append(edge)
    return edges


def _put_judged(edges: dict[int, list[Edge]], home: Numbers, judged: Bonds) -> None:
    """Put judgements in the place of scores: no evidence outweighs what is infinitely likely or unlikely."""
    put: dict[int, list[Edge]] = defaultdict(list)
    for one, other in sorted(judged):
        if home[one] == home[other]:
            put[int(home[one])].append((one, other, float("-inf" if judged[one, other] is None else "inf")))
    for at, some in put.items():
        edges[at] = [edge for edge in edges[at] if edge[:2] not in judged] + some


def _all_pairs(home: Numbers, chosen: Flags) -> Numbers:
    """Every pair of chosen rows of one component, as `candidates` gives them."""
    rows = np.flatnonzero(chosen)
    rows = rows[np.argsort(home[rows], kind="stable")]
    found = [np.zeros(0, np.int64)]
    for step in range(1, WHOLE_COMPONENT):
        near = np.flatnonzero(home[rows[:-step]] == home[rows[step:]])
        found.append(rows[near] * len(home) + rows[near + step])
    return np.concatenate(found)


# ---------------------------------------------------------------------------------------------------------- groups


# Of each group that holds rows of event data, by its lowest row: which events of each data set.
Listed = dict[int, dict[int, set[int]]]


def _agglomerate(edges: Sequence[Edge], groups: dict[int, list[int]], events: Listed) -> Iterator[tuple[int, int, int]]:
    """Join the two likeliest groups of a component while the evidence between them speaks for one event on the whole.

    Groups that hold different events of one data set stay apart, whatever stands between them; only people may say
    otherwise.

    Args:
        edges: Its pairs, with their log-odds.
        groups: The rows of each group, by its lowest row; joined in place.
        events: What data sets list; joined in place.

    Yields:
        For each joining the group, and the likeliest pair between the two.
    """
    bonds: Between = defaultdict(dict)
    for one, other, score in edges:
        bonds[one][other] = bonds[other][one] = _bond(score, 1, (score, -one, -other))
    queue = [(-bonds[one][other].strength, one, other) for one, other, score in edges if score > 0]
    heapify(queue)
    while queue:
        negative, one, other = heappop(queue)
        bond = bonds[one].get(other) if one in bonds else None
        if bond is None or bond.strength != -negative:
            continue
        if bond.strength != float("inf") and _listed_apart(events, one, other):
            continue
        _list_together(events, one, other)
        groups[one] += groups.pop(other)
        yield one, -bond.best[1], -bond.best[2]
        _merge(bonds, groups, (one, other), queue)


def _listed_apart(events: Listed, one: int, other: int) -> bool:
    """Do two groups hold different events of one data set?"""
    ours, theirs = events.get(one, {}), events.get(other, {})
    return any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys())


def _list_together(events: Listed, one: int, other: int) -> None:
    """Give the events that data sets list of one group to another."""
    if theirs := events.get(other):
        ours = events.get(one, {})
        events[one] = {name: ours.get(name, set()) | theirs.get(name, set()) for name in ours.keys() | theirs.keys()}


def _merge(
    bonds: Between, groups: dict[int, list[int]], joined: tuple[int, int], queue: list[tuple[float, int, int]]
) -> None:
    """Give the bonds of one group to another, and put those by which more may be joined into the queue."""
    one, other = joined
    size = len(groups[one])
    ours, gone = bonds[one], bonds.pop(other)
    del ours[other], gone[one]
    for third, bond in gone.items():
        theirs = bonds[third]
        del theirs[other]
        total, count, best = bond.total, bond.count, bond.best
        if mine := ours.get(third):
            total, count, best = total + mine.total, count + mine.count, max(best, mine.best)
        ours[third] = theirs[one] = both = _bond(total, count, best, min(size, len(groups[third])))
        if (strength := both.strength) > 0:
            heappush(queue, (-strength, one, third) if one < third else (-strength, third, one))


def _links(
    table: Table, stories: Stories, joined: Sequence[tuple[int, int, int]], judged: Bonds
) -> dict[int, list[SameEvent]]:
    """The pairs that joined groups, as links with their scores and reasons, by the lower row."""
    found: dict[int, list[SameEvent]] = defaultdict(list)
    for at in range(0, len(joined), PAIRS_AT_ONCE):
        some = joined[at : at + PAIRS_AT_ONCE]
        a, b = (np.array([one[side] for one in some], np.int64) for side in (1, 2))
        for (_, one, other), (score, reason) in zip(some, explained(Pairs(table, a, b, stories)), strict=True):
            said = judged.get((min(one, other), max(one, other)))
            told = (round(score, 3), reason) if said is None else (1.0, said)
            found[one].append(SameEvent(table.ids[one], table.ids[other], *told))
    return found
