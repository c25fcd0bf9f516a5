"""The case as a network: parties are nodes, what one does to another and the ties between them are edges, with time.

An edge needs two parties. Events that name fewer are counted in the graph's own attribute `events_left_out`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx

from dragoman.export.calendar import first_and_last, iso
from dragoman.export.dyads import is_reciprocal, pairs
from dragoman.export.files import xml_text
from dragoman.export.joined import Joined, headline, role
from dragoman.model import Event, TieMention, When, content_id

Edge = tuple[str, str, dict[str, Any]]


def network(case: Any) -> nx.MultiDiGraph:
    """Return the network; every attribute is text or a number, and what is not known is left out."""
    told = Joined(case)
    graph = nx.MultiDiGraph(name=xml_text(told.name))
    ids = {one.name: one.id for one in told.actors.values()}
    edges = [*_acts(told), *_ties(told, ids)]
    drawn = {end for source, target, _ in edges for end in (source, target)}
    for id_, actor in told.actors.items():
        if id_ in drawn:
            graph.add_node(id_, **_known({"label": actor.name, "country": actor.country, "sector": actor.sector}))
    for source, target, values in edges:
        for end, label in ((source, values["source_name"]), (target, values["target_name"])):
            if end not in graph:
                graph.add_node(end, label=xml_text(label))
        graph.add_edge(source, target, key=values["id"], **_known(values))
    drawn_events = {values["event"] for _, _, values in edges if values["kind"] == "event"}
    graph.graph["events_left_out"] = len(told.events) - len(drawn_events)
    return graph


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """The attributes that have a value; text as XML can hold it."""
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


def _acts(told: Joined) -> Iterator[Edge]:
    """An edge for each pair of parties of each event."""
    for event in told.events:
        for actor, recipient in pairs(event.actors, event.recipients, reciprocal=is_reciprocal(event.type)):
            if actor is not None and recipient is not None:
                values = _act(told, event)
                values |= {"id": content_id(event.id, actor.id, recipient.id)}
                values |= {"source_name": actor.name, "target_name": recipient.name}
                yield actor.id, recipient.id, values


def _act(told: Joined, event: Event) -> dict[str, Any]:
    reports = told.told(event)
    killed = role(event.tolls, "killed")
    return {
        "kind": "event",
        "label": event.type,
        "event": event.id,
        "headline": headline(event, reports),
        "modes": "; ".join(event.modes),
        "status": event.status,
        "edtf": event.when.edtf if event.when else None,
        **_period(event.when),
        "reports": len(reports),
        "outlets": "; ".join(sorted({told.teller(one) for one in reports})),
        "killed_low": killed.low if killed else None,
        "killed_high": killed.high if killed else None,
        "spans": told.cite(reports),
    }


def _period(when: When | None) -> dict[str, str | None]:
    first, last = first_and_last(when)
    return {"start": iso(first), "end": iso(last)}


def _ties(told: Joined, ids: dict[str, str]) -> Iterator[Edge]:
    """An edge for each tie that texts state, with all the places that state it."""
    stated: dict[tuple[str, str, str], list[tuple[str, TieMention]]] = {}
    for account in told.documents.values():
        for tie in account.mentions.ties:
            stated.setdefault((tie.a, tie.relation, tie.b), []).append((account.id, tie))
    for (a, relation, b), places in stated.items():
        source, target = (ids.get(name) or f"name:{content_id(name)}" for name in (a, b))
        values = {
            "id": content_id(a, relation, b),
            "kind": "tie",
            "label": relation,
            "source_name": a,
            "target_name": b,
            "start": _bound((one.since for _, one in places), 0),
            "end": _bound((one.until for _, one in places), 1),
            "reports": len({document for document, _ in places}),
            "spans": "; ".join(f"{document}:{one.start}-{one.end}" for document, one in places),
        }
        yield source, target, values


def _bound(dates: Iterable[str | None], side: int) -> str | None:
    """The first day of a date (side 0) or its last (side 1), where every text that gives one gives the same."""
    stated = {one for one in dates if one}
    return iso(first_and_last(When(stated.pop(), None, None, "stated"))[side]) if len(stated) == 1 else None
