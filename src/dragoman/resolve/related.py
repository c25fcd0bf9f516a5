"""Events that belong together without being one: a set and a part, a plan and its fulfilment, a demand and the act."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Literal

from dragoman.model import Party, RelatedEvent
from dragoman.resolve.clusters import Near
from dragoman.resolve.told import Told, described

CLEAR = 0.7  # probability, all but the number or the plan considered, from which two events are told to belong together
MOST = 20  # acts that one demand is related to; beyond, a word and a party in common say nothing
ASKING = {"REQUEST", "THREATEN", "AGREE"}  # their topic is an act that somebody is to do, or will do

Relation = Literal["part_of", "contains", "fulfils", "fulfilled_by", "asks_for", "asked_for_by"]
INVERSE: dict[Relation, Relation] = {"part_of": "contains", "fulfils": "fulfilled_by", "asks_for": "asked_for_by"}
REASONS: dict[Relation, str] = {
    "part_of": "one act of several that are told together; all else speaks for one event",
    "fulfils": "what was planned is told as done; all else speaks for one event",
    "asks_for": "what is demanded, promised or threatened is such an act by those who are to do it",
}

Related = dict[str, dict[tuple[str, Relation], float]]


def relate(
    told: Sequence[Told], near: Sequence[Near], event_of: Mapping[str, str]
) -> dict[str, tuple[RelatedEvent, ...]]:
    """Return for each event id those that it belongs with, the likeliest first.

    Args:
        told: The accounts, as rows.
        near: Pairs of rows in different events that only a number, or a plan, keeps apart.
        event_of: The event of each account.
    """
    found: Related = defaultdict(dict)
    for pair in near:
        one, other = told[pair.one], told[pair.other]
        relation, first = _relation(one, other)
        if relation and pair.score >= CLEAR:
            second = other if first is one else one
            _add(found, relation, (event_of[first.id], event_of[second.id]), pair.score)
    for asking, act in _asked(told):
        _add(found, "asks_for", (event_of[asking.id], event_of[act.id]), CLEAR)
    return {event: _listed(related) for event, related in found.items()}


def _relation(one: Told, other: Told) -> tuple[Relation | None, Told]:
    """What keeps the two apart, and which of them has the relation to the other; None where several things do."""
    plan = one.real != other.real
    if one.several != other.several:
        return (None if plan else "part_of"), (other if one.several else one)
    return ("fulfils" if plan else None), (one if one.real else other)


def _add(found: Related, relation: Relation, events: tuple[str, str], score: float) -> None:
    """Note a relation of two events, from both sides."""
    one, other = events
    if one != other:
        for event, key in ((one, (other, relation)), (other, (one, INVERSE[relation]))):
            found[event][key] = max(score, found[event].get(key, 0.0))


def _asked(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Demands, promises and threats, each with the acts that are named in it, not before it, by those who are to act.

    Who is asked is to act upon a demand, who speaks upon a promise or a threat; a state's organs act for it.
    """
    acts: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        if one.real and one.type not in ASKING:
            for key in product(sorted(one.words), sorted(_names(one.actors))):
                acts[key].append(one)
    for asking in told:
        if asking.type in ASKING:
            to_act = asking.recipients if asking.type == "REQUEST" else asking.actors
            named = [acts.get(key, []) for key in product(asking.topic, _names(to_act))]
            meant = {act.id: act for found in named if len(found) <= MOST for act in found}
            for id_ in sorted(meant):
                if not _before(meant[id_], asking):
                    yield asking, meant[id_]


def _names(parties: tuple[Party, ...]) -> set[str]:
    """The ids of named parties, and their countries."""
    named = [party for party in parties if not described(party)]
    return {party.id for party in named} | {party.country for party in named if party.country}


def _before(one: Told, other: Told) -> bool:
    """Is the one known to have ended before the other began?"""
    return bool(one.days and other.days and one.days[1] < other.days[0])


def _listed(related: Mapping[tuple[str, Relation], float]) -> tuple[RelatedEvent, ...]:
    ordered = sorted(related.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        RelatedEvent(event, relation, round(score, 3), _reason(relation)) for (event, relation), score in ordered
    )


def _reason(relation: Relation) -> str:
    """Why; the same for both sides."""
    return REASONS.get(relation) or next(REASONS[one] for one, back in INVERSE.items() if back == relation)
