"""A part of a case: one event, or all events in which one actor takes part, in the form of a whole case.

Every exporter writes a part as it writes a case, since it has the same read methods.
"""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.knowledge.calling import called
from dragoman.model import Account, Actor, Constraint, Event, Origin, PartyName, Report
from dragoman.resolve.rules import USUAL


class Part:
    """Some events of a case, with what belongs to them and nothing else.

    A document keeps its text, its pieces and what is said in it besides events; of its event mentions, and of the links
    between them, those are left that tell of the events chosen.

    Args:
        case: The whole case.
        events: The events chosen.
        name: What the part is called.
    """

    def __init__(self, case: Any, events: tuple[Event, ...], name: str) -> None:
        self.name = name
        self.rules_name = getattr(case, "rules_name", USUAL)
        self._case = case
        self._events = events
        chosen = {event.id for event in events}
        self._reports = tuple(one for one in case.reports() if one.event in chosen)
        self._mentions = {id_ for one in self._reports for id_ in one.mentions}
        self._tellers = {one.document for one in self._reports}

    def events(self) -> tuple[Event, ...]:
        """The events chosen; of those that they belong with, the ones that are chosen too."""
        chosen = {event.id for event in self._events}
        return tuple(
            replace(event, related=tuple(one for one in event.related if one.event in chosen)) for event in self._events
        )

    def reports(self) -> tuple[Report, ...]:
        """The accounts of these events."""
        return self._reports

    def documents(self) -> Iterator[Account]:
        """The documents that tell of them."""
        for account in self._case.documents():
            if account.id in self._tellers:
                found = account.mentions
                events = tuple(one for one in found.events if one.id in self._mentions)
                links = tuple(one for one in found.links if {one.cause, one.effect} <= self._mentions)
                yield replace(account, mentions=replace(found, events=events, links=links))

    def actors(self) -> tuple[Actor, ...]:
        """Everybody who is named in these documents."""
        named = {one.id for account in self.documents() for one in account.mentions.actors}
        named |= {one.id for owner in (*self._events, *self._reports) for one in (*owner.actors, *owner.recipients)}
        return tuple(one for one in self._case.actors() if one.id in named)

    def constraints(self) -> tuple[Constraint, ...]:
        """What people judged of mentions of these events: to be of one event, or not."""
        return tuple(one for one in self._case.constraints() if {one.a, one.b} <= self._mentions)

    def origins(self) -> tuple[Origin, ...]:
        """Where these documents were found."""
        return tuple(one for one in self._case.origins() if one.document in self._tellers)


def part_of(case: Any, about: str) -> Part:
    """Return the part of a case that is about an event or an actor.

    Args:
        case: The case.
        about: The id of an event or actor, or its beginning; or a name of an actor, as any document or the
            knowledge base gives it.

    Raises:
        SetupError: `export.about`, where nothing or several things are meant, or the actor takes part in no event.
    """
    events = case.events()
    actors = {one.id: one for one in case.actors()}
    same = sorted(called(actors.values(), about))
    known = [*(one.id for one in events), *actors]
    meant = [id_ for id_ in known if id_ == about] or same or [id_ for id_ in known if id_.startswith(about)]
    if len(meant) != 1:
        found = f"means several: {', '.join(meant[:5])}" if meant else "is no event or actor of the case"
        raise SetupError("export.about", f'"{about}" {found}. dragoman show lists events with their ids.')
    chosen = tuple(one for one in events if one.id == meant[0] or meant[0] in _parties(one))
    if not chosen:
        raise SetupError("export.about", f'"{about}" takes part in no event of the case.')
    name = actors[meant[0]].name if meant[0] in actors else f"event {meant[0]}"
    return Part(case, chosen, f"{case.name}: {name}")


def _parties(event: Event) -> set[str]:
    sides: tuple[PartyName, ...] = (*event.actors, *event.recipients)
    return {one.id for one in sides}
