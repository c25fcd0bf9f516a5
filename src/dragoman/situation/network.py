"""The network of parties: who is central, and whether friends of friends are friends."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from dragoman.model import Record
from dragoman.resolve.days import days_of
from dragoman.situation.dyads import Dyad, period_of
from dragoman.situation.scene import Scene, overlap
from dragoman.situation.ties import FRIENDLY, HOSTILE, Tie, times

Sign = Literal["friendly", "hostile", "mixed"]
NEUTRAL = 1.0  # a mean of PLOVER's scores nearer to 0 than this, the least score of any act, has no sign of its own


class Bond(Record, frozen=True):
    """Two parties and how they stand to each other: by their events, by stated ties, or by both.

    Attributes:
        score: Mean of PLOVER's scores of their events, or None where only ties are stated.
        events: Ids of the events.
        ties: What is stated ("backs", "opposes").
    """

    a: str
    b: str
    sign: Sign
    score: float | None
    events: tuple[str, ...]
    ties: tuple[str, ...]


class Central(Record, frozen=True):
    """A party's place in the network: with how many others it stands in a bond, and its betweenness, 0 to 1.

    Source: L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977).
    """

    party: str
    degree: int
    betweenness: float


class Network(Record, frozen=True):
    """The parties of one period, or with None of all.

    Attributes:
        balance: Share of the triads of friendly and hostile bonds in which an odd number is friendly; None where there
            is no such triad. Source: D. Cartwright, F. Harary, Structural balance, Psychological Review 63 (1956).
        triads: How many there are.
        breaking: The parties of those that are not balanced.
    """

    period: str | None
    bonds: tuple[Bond, ...]
    central: tuple[Central, ...]
    balance: float | None
    triads: int
    breaking: tuple[tuple[str, str, str], ...]


def find_networks(scene: Scene, dyads: Sequence[Dyad], ties: Sequence[Tie]) -> tuple[Network, ...]:
    """Draw the network of all that was asked for, then that of each year in which something happened.

    A stated tie that holds for no time in particular belongs to the years in which it was published.
    """
    whole = _network(None, _bonds(scene, _scores(scene, dyads, None), ties))
    years = sorted({year for dyad in dyads for id_ in dyad.events if (year := _year(scene, id_))})
    drawn = (_network(year, _bonds(scene, _scores(scene, dyads, year), _of_year(ties, year))) for year in years)
    return (whole, *drawn)


def _year(scene: Scene, id_: str) -> str | None:
    when = scene.told.events[id_].when
    return period_of(when.edtf if when else None, "year")


def _scores(
    scene: Scene, dyads: Sequence[Dyad], year: str | None
) -> dict[tuple[str, str], tuple[float, tuple[str, ...]]]:
    """By pair, the mean score and the ids of its events, of one year or of all."""
    found = {}
    for dyad in dyads:
        events = tuple(id_ for id_ in dyad.events if year in (None, _year(scene, id_)))
        if events:
            scores = [scene.score(scene.told.events[id_]) for id_ in events]
            found[dyad.a, dyad.b] = (round(sum(scores) / len(scores), 2), events)
    return found


def _of_year(ties: Sequence[Tie], year: str) -> list[Tie]:
    """The ties that are stated of a year."""
    wanted = days_of(year)
    return [tie for tie in ties if any(days and overlap(days, wanted) for days in times(tie))]


def _bonds(
    scene: Scene, scores: Mapping[tuple[str, str], tuple[float, tuple[str, ...]]], ties: Sequence[Tie]
) -> list[Bond]:
    """Join the events and the stated ties of each pair. Signs that differ make a mixed bond."""
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    side_of = {actor.name: side.name for actor in scene.told.actors.values() if (side := scene.side(actor))}
    for tie in ties:
        one, other = sorted((side_of.get(tie.a, tie.a), side_of.get(tie.b, tie.b)))
        if tie.relation in FRIENDLY | HOSTILE and one != other and not tie.over:
            stated[one, other].add(tie.relation)
    bonds = []
    for pair in sorted({*scores, *stated}):
        score, events = scores.get(pair, (None, ()))
        relations = tuple(sorted(stated.get(pair, ())))
        bonds.append(Bond(*pair, _sign(score, relations), score, events, relations))
    return bonds


def _sign(score: float | None, relations: Sequence[str]) -> Sign:
    """Rule: friendly or hostile where what is stated and the mean score of the events do not contradict each other."""
    signs = {"friendly" if relation in FRIENDLY else "hostile" for relation in relations}
    if score is not None and abs(score) >= NEUTRAL:
        signs.add("friendly" if score > 0 else "hostile")
    if len(signs) != 1:
        return "mixed"
    return "friendly" if "friendly" in signs else "hostile"


def _network(period: str | None, bonds: Sequence[Bond]) -> Network:
    import networkx as nx  # noqa: PLC0415 - slow to load, and most commands do without it

    graph: nx.Graph = nx.Graph()
    graph.add_edges_from((bond.a, bond.b) for bond in bonds)
    between = nx.betweenness_centrality(graph)
    central = [Central(party, graph.degree(party), round(between[party], 3)) for party in graph]
    central.sort(key=lambda one: (-one.degree, -one.betweenness, one.party))
    triads = list(_triads(bonds))
    breaking = tuple(parties for parties, balanced in triads if not balanced)
    balance = round(1 - len(breaking) / len(triads), 3) if triads else None
    return Network(period, tuple(bonds), tuple(central), balance, len(triads), breaking)


def _triads(bonds: Sequence[Bond]) -> Iterator[tuple[tuple[str, str, str], bool]]:
    """Every three parties whose three bonds all have a sign, and whether they are in balance."""
    import networkx as nx  # noqa: PLC0415 - slow to load, and most commands do without it

    signs = {(bond.a, bond.b): bond.sign == "friendly" for bond in bonds if bond.sign != "mixed"}
    graph: nx.Graph = nx.Graph()
    graph.add_edges_from(signs)
    for party in sorted(graph):
        above = sorted(other for other in graph[party] if other > party)
        for one, other in combinations(above, 2):
            if (one, other) in signs:
                friendly = signs[party, one] + signs[party, other] + signs[one, other]
                yield (party, one, other), friendly % 2 == 1
