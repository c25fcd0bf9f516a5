"""The measures of the field: precision and recall, clusters against clusters, and the agreement of judges."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import permutations

from dragoman.model import Record

Cluster = frozenset[Hashable]


class Measured(Record, frozen=True):
    """One line of an evaluation; None where there is nothing to count.

    Attributes:
        right, said, wanted: How many of those that the program (or the first judge) said, and of those in the
            reference (or by the second judge), agree; None for a measure that is no such count.
        precision: Share of what was said that is right; recall: share of what was wanted that was said.
        f1: Their harmonic mean (van Rijsbergen 1979); or the one number of a measure that has one.
    """

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    right: int | None = None
    said: int | None = None
    wanted: int | None = None


class Tally:
    """Counts of what agrees, what was said, and what was wanted."""

    def __init__(self) -> None:
        self.right = self.said = self.wanted = 0

    def add(self, right: int, said: int, wanted: int) -> None:
        """Count some more."""
        self.right += right
        self.said += said
        self.wanted += wanted

    def measured(self, name: str) -> Measured:
        """The line of these counts."""
        precision = self.right / self.said if self.said else None
        recall = self.right / self.wanted if self.wanted else None
        total = self.said + self.wanted
        f1 = 2 * self.right / total if total else None
        return Measured(name, precision, recall, f1, self.right, self.said, self.wanted)


# ------------------------------------------------------------------------------------------- clusters of one event


def clusters_measured(gold: Iterable[Cluster], said: Iterable[Cluster]) -> list[Measured]:
    """Compare two groupings of mentions; a mention that only one side has counts against the other.

    MUC counts the links that are missing (Vilain et al. 1995), B-cubed the share of each mention's group that is right
    (Bagga and Baldwin 1998), CEAF-e the best pairing of groups under 2 * shared / (sizes) (Luo 2005); CoNLL is the mean
    of their F1 (Pradhan et al. 2012).
    """
    true, made = list(gold), list(said)
    sides = {
        "MUC": (_muc(made, true), _muc(true, made)),
        "B-cubed": (_b_cubed(made, true), _b_cubed(true, made)),
        "CEAF-e": _ceaf(true, made),
    }
    lines = [Measured(f"same event, {name}", p, r, _harmonic(p, r)) for name, (p, r) in sides.items()]
    found = [one.f1 for one in lines if one.f1 is not None]
    conll = sum(found) / len(lines) if found else None
    return [*lines, Measured("same event, CoNLL", None, None, conll)]


def _harmonic(one: float | None, other: float | None) -> float | None:
    if one is None and other is None:
        return None
    one, other = one or 0.0, other or 0.0
    return 2 * one * other / (one + other) if one + other else 0.0


def _homes(clusters: Sequence[Cluster]) -> dict[Hashable, int]:
    return {member: number for number, cluster in enumerate(clusters) for member in cluster}


def _muc(clusters: Sequence[Cluster], other: Sequence[Cluster]) -> float | None:
    """Links of the one that the other has: of sizes less 1, sizes less the parts that the other makes of them."""
    homes = _homes(other)
    links = sum(len(one) - 1 for one in clusters)
    kept = sum(
        len(one) - len({homes[member] for member in one if member in homes}) - sum(m not in homes for m in one)
        for one in clusters
    )
    return kept / links if links else None


def _b_cubed(clusters: Sequence[Cluster], other: Sequence[Cluster]) -> float | None:
    """Over all mentions the mean share of their group that the other side has in one group with them."""
    homes = _homes(other)
    total = sum(len(one) for one in clusters)
    kept = 0.0
    for one in clusters:
        together = Counter(homes[member] for member in one if member in homes)
        kept += sum(count * count for count in together.values()) / len(one)
    return kept / total if total else None


def _ceaf(gold: Sequence[Cluster], said: Sequence[Cluster]) -> tuple[float | None, float | None]:
    """Precision and recall of the pairing of groups that shares most."""
    import networkx as nx  # noqa: PLC0415 - slow to load, and most commands do without it

    homes = _homes(said)
    graph = nx.Graph()
    for number, one in enumerate(gold):
        for other, shared in Counter(homes[member] for member in one if member in homes).items():
            weight = 2 * shared / (len(one) + len(said[other]))
            graph.add_edge(("gold", number), ("said", other), weight=weight)
    total = 0.0
    for part in nx.connected_components(graph):
        piece = graph.subgraph(part)
        total += sum(piece.edges[edge]["weight"] for edge in nx.max_weight_matching(piece))
    return (total / len(said) if said else None), (total / len(gold) if gold else None)


# --------------------------------------------------------------------------------------------- agreement of judges


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """How far two judges agree beyond chance: (observed - expected) / (1 - expected).

    Args:
        pairs: What the two say of each thing that both judged.

    Returns:
        1 for full agreement, 0 for what chance gives; None where nothing can be told: no thing, or one answer only.

    Source: Cohen 1960, A coefficient of agreement for nominal scales.
    """
    if not pairs:
        return None
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    observed = sum(one == other for one, other in pairs) / len(pairs)
    expected = sum(first[word] * second[word] for word in first) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(things: Iterable[Mapping[str, str]]) -> float | None:
    """How far any number of judges agree beyond chance, also where not everybody judged everything.

    Args:
        things: For each thing what each judge says of it; one that fewer than two judged tells nothing.

    Returns:
        1 for full agreement, 0 for what chance gives; None where nothing can be told.

    Source: Krippendorff 2004, Content Analysis, chapter 11: alpha for nominal data, 1 - observed / expected
    disagreement, from the matrix of coincidences.
    """
    together: dict[tuple[str, str], float] = defaultdict(float)
    for thing in things:
        if len(thing) > 1:
            for one, other in permutations(thing.values(), 2):
                together[one, other] += 1 / (len(thing) - 1)
    totals: Counter[str] = Counter()
    for (one, _), count in together.items():
        totals[one] += count  # type: ignore[assignment]  # counts are weights here
    whole = sum(totals.values())
    observed = sum(count for (one, other), count in together.items() if one != other)
    expected = (whole * whole - sum(count * count for count in totals.values())) / (whole - 1) if whole > 1 else 0
    return 1 - observed / expected if expected else None
