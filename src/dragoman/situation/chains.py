"""Chains of action and response: what the texts state to answer, cause or follow what, and where they tell it apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from dragoman.model import Record, Span
from dragoman.situation.scene import Scene, Witness

Bond = Literal["responds_to", "causes", "follows"]


class Step(Record, frozen=True):
    """One event that is stated to lead to another; `relation` is what the effect is to the cause."""

    cause: str
    effect: str
    relation: Bond
    witnesses: tuple[Witness, ...]


class Chain(Record, frozen=True):
    """Events that stated steps hold together, by time; `steps` in the order in which they lead on from each other."""

    events: tuple[str, ...]
    steps: tuple[Step, ...]


class Telling(Record, frozen=True):
    """Steps that lead round in a ring: taken together, each of these events comes before itself.

    Attributes:
        tellers: Who states one of the steps. Of several, they tell differently what came first.
    """

    steps: tuple[Step, ...]
    tellers: tuple[str, ...]


class Chains(Record, frozen=True):
    """The chains of a case, and the rings that were taken out of them; nothing is left out of both."""

    chains: tuple[Chain, ...]
    rings: tuple[Telling, ...]


def find_chains(scene: Scene) -> Chains:
    """Lift the links that documents state from mentions to events, and follow them.

    Rule: only stated links count. Two events between which a way leads in both directions belong to no chain: all steps
    among them are told apart, since who struck first is then a matter of who tells it.
    """
    import networkx as nx  # noqa: PLC0415 - slow to load, and most commands do without it

    steps = _steps(scene)
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_edges_from((step.cause, step.effect) for step in steps)
    ring_of = {
        event: number
        for number, group in enumerate(nx.strongly_connected_components(graph))
        if len(group) > 1
        for event in group
    }
    ringed: dict[int, list[Step]] = defaultdict(list)
    straight = []
    for step in steps:
        number = ring_of.get(step.cause)
        if number is not None and ring_of.get(step.effect) == number:
            ringed[number].append(step)
        else:
            straight.append(step)
    rings = [Telling(tuple(group), _tellers(group)) for group in ringed.values()]
    rings.sort(key=lambda ring: ring.steps[0].cause)
    return Chains(tuple(_chains(scene, straight)), tuple(rings))


def _steps(scene: Scene) -> list[Step]:
    """The stated links, a step a pair of events and relation, in a fixed order."""
    event_of = {
        mention: event.id
        for event in scene.told.events.values()
        for report in event.reports
        for mention in scene.told.reports[report].mentions
    }
    found: dict[tuple[str, str, Bond], list[Witness]] = defaultdict(list)
    asked = {event.id for event in scene.events}
    for account in scene.told.accounts.values():
        for link in account.mentions.links:
            cause, effect = event_of.get(link.cause), event_of.get(link.effect)
            if cause and effect and cause != effect and asked & {cause, effect}:
                witness = scene.witness(account, Span(link.start, link.end), ())
                found[cause, effect, link.relation].append(witness)
    return [Step(*key, tuple(found[key])) for key in sorted(found)]


def _tellers(steps: list[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(witness.teller for step in steps for witness in step.witnesses))


def _chains(scene: Scene, steps: list[Step]) -> Iterator[Chain]:
    """Put steps that share an event together, the longest chain first; within one, causes before effects."""
    import networkx as nx  # noqa: PLC0415 - slow to load, and most commands do without it

    graph: nx.DiGraph = nx.DiGraph()
    graph.add_edges_from((step.cause, step.effect) for step in steps)
    time = {id_: (_when(scene, id_), id_) for id_ in graph}
    groups = sorted(nx.weakly_connected_components(graph), key=lambda one: (-len(one), min(time[id_] for id_ in one)))
    for group in groups:
        order = list(nx.lexicographical_topological_sort(graph.subgraph(group), key=time.__getitem__))
        place: Mapping[str, int] = {id_: number for number, id_ in enumerate(order)}
        mine = [step for step in steps if step.cause in group]
        mine.sort(key=lambda step: (place[step.cause], place[step.effect], step.relation))
        yield Chain(tuple(order), tuple(mine))


def _when(scene: Scene, id_: str) -> str:
    event = scene.told.events[id_]
    return event.when.edtf if event.when and event.when.edtf else "~"
