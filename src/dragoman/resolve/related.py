"""Events that belong together without being one: a set and a part, a plan and its fulfilment, a demand and the act."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Literal

import msgspec
import numpy as np

from dragoman.model import RelatedEvent
from dragoman.resolve.clusters import Near
from dragoman.resolve.days import Days
from dragoman.resolve.shelf import Chosen
from dragoman.resolve.sides import Face, described, looked_at
from dragoman.resolve.table import Table
from dragoman.resolve.told import Said, act_of, told

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


class _Deed(msgspec.Struct, frozen=True):
    """What is looked at of an account; see `Told`."""

    id: str
    type: str
    words: frozenset[str]
    topic: tuple[str, ...]
    actors: tuple[Face, ...]
    recipients: tuple[Face, ...]
    days: Days | None
    real: bool
    several: bool


def _deed(said: Said) -> _Deed:
    one = told(said)
    act, actors, recipients = act_of(one.language, one.named), looked_at(one.actors), looked_at(one.recipients)
    return _Deed(one.id, one.type, act.words, one.topic, actors, recipients, one.days, act.real, act.several)


def relate(
    said: Chosen[Said], table: Table, near: Sequence[Near], event_of: Mapping[str, str]
) -> dict[str, tuple[RelatedEvent, ...]]:
    """Return for each event id those that it belongs with, the likeliest first.

    Args:
        said: The accounts, as rows.
        table: The same accounts as columns.
        near: Pairs of rows in different events that only a number, or a plan, keeps apart.
        event_of: The event of each account.
    """
    found: Related = defaultdict(dict)
    for pair in near:
        one, other = _deed(said[pair.one]), _deed(said[pair.other])
        relation, first = _relation(one, other)
        if relation and pair.score >= CLEAR:
            second = other if first is one else one
            _add(found, relation, (event_of[first.id], event_of[second.id]), pair.score)
    for asking, act in _asked(said, table):
        _add(found, "asks_for", (event_of[asking], event_of[act]), CLEAR)
    return {event: _listed(related) for event, related in found.items()}


def _relation(one: _Deed, other: _Deed) -> tuple[Relation | None, _Deed]:
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


def _asked(said: Sequence[Said], table: Table) -> Iterator[tuple[str, str]]:
    """Demands, promises and threats, each with the acts that are named in it, not before it, by those who are to act.

    Who is asked is to act upon a demand, who speaks upon a promise or a threat; a state's organs act for it.
    """
    asks = np.isin(table.type, [number for number, type_ in enumerate(table.types) if type_ in ASKING])
    asking = [_deed(said[row]) for row in np.flatnonzero(asks).tolist()]
    wanted = [
        set(product(one.topic, _names(one.recipients if one.type == "REQUEST" else one.actors))) for one in asking
    ]
    known = {key for keys in wanted for key in keys}
    words = {word for word, _ in known}
    acts: dict[tuple[str, str], list[tuple[str, Days | None]]] = defaultdict(list)
    for row in np.flatnonzero(table.real & ~asks & table.has_word(words)).tolist():
        one = _deed(said[row])
        for key in product(sorted(one.words & words), sorted(_names(one.actors))):
            if key in known:
                acts[key].append((one.id, one.days))
    for one, keys in zip(asking, wanted, strict=True):
        named = [acts.get(key, []) for key in keys]
        meant = dict(act for found in named if len(found) <= MOST for act in found)
        yield from ((one.id, id_) for id_ in sorted(meant) if not _before(meant[id_], one.days))


def _names(parties: tuple[Face, ...]) -> set[str]:
    """The ids of named parties, and their countries."""
    named = [party for party in parties if not described(party)]
    return {party.id for party in named} | {party.country for party in named if party.country}


def _before(one: Days | None, other: Days | None) -> bool:
    """Is the one known to have ended before the other began?"""
    return bool(one and other and one[1] < other[0])


def _listed(related: Mapping[tuple[str, Relation], float]) -> tuple[RelatedEvent, ...]:
    ordered = sorted(related.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        RelatedEvent(event, relation, round(score, 3), _reason(relation)) for (event, relation), score in ordered
    )


def _reason(relation: Relation) -> str:
    """Why; the same for both sides."""
    return REASONS.get(relation) or next(REASONS[one] for one, back in INVERSE.items() if back == relation)
