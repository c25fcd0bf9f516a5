"""Put accounts together: candidate pairs from blocks, then the likeliest first, unless something excludes it.

The outcome depends on the set of accounts alone, not on their order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from dragoman.model import SameEvent
from dragoman.resolve.likeness import VETO, Evidence, compare
from dragoman.resolve.told import Corpus, Told

SAME_EVENT = 0.55  # probability from which two accounts are put together
MEAN_SCORE = 0.35  # what the pairs between two groups must reach on average, before the groups become one
BLOCK_REACH = 60  # neighbours, in the order of time, that a member of a large block is compared with


def cluster(
    told: Sequence[Told], corpus: Corpus, *, blocks: Callable[[Told], Iterable[str]]
) -> list[tuple[list[Told], list[SameEvent]]]:
    """Group accounts that tell of the same event.

    Args:
        told: The accounts.
        corpus: How common things are in the case.
        blocks: The keys of an account; only accounts that share one are compared.

    Returns:
        Groups, each ordered by document and position, with the links that made it; groups ordered by their first id.
    """
    ordered = sorted(told, key=lambda one: (one.days or (0.0, 0.0), one.document, one.start, one.id))
    pairs = {pair: compare(*pair_of(pair, ordered), corpus) for pair in _candidates(ordered, blocks)}
    ranked = sorted(
        ((evidence, pair) for pair, evidence in pairs.items() if evidence.score >= SAME_EVENT),
        key=lambda item: (-item[0].log_odds, ordered[item[1][0]].id, ordered[item[1][1]].id),
    )
    groups = {number: [number] for number in range(len(ordered))}
    home = list(range(len(ordered)))
    links: dict[int, list[SameEvent]] = defaultdict(list)

    def evidence_of(one: int, other: int) -> Evidence:
        pair = (min(one, other), max(one, other))
        if pair not in pairs:
            pairs[pair] = compare(*pair_of(pair, ordered), corpus)
        return pairs[pair]

    for evidence, (one, other) in ranked:
        into, gone = sorted((home[one], home[other]))
        if into == gone or not _fit([evidence_of(a, b) for a in groups[into] for b in groups[gone]]):
            continue
        link = SameEvent(ordered[one].id, ordered[other].id, round(evidence.score, 3), evidence.reason)
        links[into] += [*links.pop(gone, []), link]
        for member in groups[gone]:
            home[member] = into
        groups[into] += groups.pop(gone)
    made = [([ordered[member] for member in members], links[into]) for into, members in groups.items()]
    for members, _ in made:
        members.sort(key=lambda one: (one.document, one.start, one.id))
    return sorted(made, key=lambda group: group[0][0].id)


def pair_of(pair: tuple[int, int], ordered: Sequence[Told]) -> tuple[Told, Told]:
    """The two accounts of a pair of positions."""
    return ordered[pair[0]], ordered[pair[1]]


def _fit(evidence: list[Evidence]) -> bool:
    """May two groups become one: does no pair exclude it, and are they alike on the whole?"""
    if any(one.log_odds <= VETO / 2 for one in evidence):
        return False
    return sum(one.score for one in evidence) / len(evidence) >= MEAN_SCORE


def _candidates(ordered: Sequence[Told], blocks: Callable[[Told], Iterable[str]]) -> set[tuple[int, int]]:
    """Pairs that share a block; in a large block only neighbours in time, so that the work grows with the accounts."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(ordered):
        for key in set(blocks(one)):
            members[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for block in members.values():
        if len(block) <= BLOCK_REACH:
            pairs.update(combinations(block, 2))
        else:
            for place, number in enumerate(block):
                pairs.update((number, other) for other in block[place + 1 : place + 1 + BLOCK_REACH])
    return pairs
