"""An account of an event, of one mention or of many in one document, as far as likeness looks at it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

import msgspec

from dragoman.model import EventMention, Party, Status, Toll, Where, content_id
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.reports import main_type, most_precise_place, most_precise_time, parties, tolls
from dragoman.resolve.sides import REMEMBERED, Side, side_of
from dragoman.resolve.words import ActWords, act_words


class Said(msgspec.Struct, frozen=True, gc=False):
    """The mentions of an account, in text order; all that it tells follows from these.

    Attributes:
        definite: Words before the first say that it is known already ("the attack").
    """

    document: str
    language: str | None
    definite: bool
    mentions: tuple[EventMention, ...]

    @property
    def id(self) -> str:
        """That of its mention; of several, one that depends on all."""
        ids = [mention.id for mention in self.mentions]
        return ids[0] if len(ids) == 1 else content_id(self.document, *ids)


class Act(msgspec.Struct, frozen=True, gc=False, eq=False):
    """What the words that name an act tell of it; looked up by identity, since alike ones are mostly one.

    Attributes:
        words: Lemmas; `kinds` the kinds of act that these may name.
        modes: How it was done; `effects` what the words say that it does to its recipients (`killed`).
        general: The words would do for an act of any kind ("attack").
        outcome: They say what came of an act of force ("kill"); `force` by which force it was done ("shell").
        several: They name several acts at once.
        real: It is told as something that happens or is denied, not as a plan or a possibility.
        denied: It is told as something that did not happen; `planned` as something that is to happen.
    """

    words: frozenset[str]
    kinds: frozenset[str]
    modes: frozenset[str]
    effects: frozenset[str]
    general: bool
    outcome: bool
    force: bool
    several: bool
    real: bool
    denied: bool
    planned: bool


_naming = attrgetter("wording", "modes", "effect", "several", "status")  # what `_act` looks at of a mention


@lru_cache(maxsize=REMEMBERED)
def _act(named: Sequence[tuple[str, tuple[str, ...], str | None, bool, Status]], words: ActWords) -> Act:
    """Look at how mentions name an act, in a text of the language of `words`."""
    lemmas, modes, effects, several, statuses = map(frozenset, zip(*named, strict=True))
    kinds = words.kinds_of(lemmas)
    return Act(
        words=lemmas,
        kinds=kinds,
        modes=frozenset(chain.from_iterable(modes)),
        effects=effects - {None},
        general=lemmas <= words.general,
        outcome=bool(kinds) and kinds <= words.outcomes,
        force=not kinds.isdisjoint(words.forces),
        several=False not in several,
        real=not statuses <= {"planned", "hypothetical"},
        denied=statuses == {"denied"},
        planned=statuses == {"planned"},
    )


class Told(msgspec.Struct, frozen=True, gc=False):
    """What an account says of an event.

    Attributes:
        least: The smallest id of its mentions.
        start: Where it is told first.
        act: What the words that name it tell.
        actor_side, recipient_side: What the names of its actors, and of its recipients, tell.
        date: EDTF of its time; `days` the stretch of days that it may mean; `dated` whether its own sentence gives it.
        begins: The first day that its mentions give, its own or not; infinite where they give none.
        topic: What is said, demanded or agreed; `matter` its words, and the kinds of act that they name.
    """

    id: str
    least: str
    start: int
    type: str
    act: Act
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    actor_side: Side
    recipient_side: Side
    date: str | None
    days: Days | None
    dated: bool
    begins: float
    where: Where | None
    tolls: tuple[Toll, ...]
    topic: frozenset[str]
    matter: frozenset[str]

    @property
    def bare(self) -> bool:
        """Does it name no party, place or time of its own ("the strike")?"""
        return not (self.actors or self.recipients or self.where or (self.days and self.dated))


def told(said: Said) -> Told:
    """Say of an account all that likeness looks at."""
    mentions, words = said.mentions, act_words(said.language)
    when = most_precise_time([mention.when for mention in mentions])
    given = days = days_of(when.edtf) if when else None
    if when and when.basis == "document" and said.definite and not any(map(_names, mentions)):
        when = days = None  # "the attack" has the day of the one that it points back to, not of the words before it
    actors = parties([mention.actors for mention in mentions])
    recipients = parties([mention.recipients for mention in mentions])
    topic = frozenset(chain.from_iterable([mention.topic for mention in mentions]))
    return Told(
        id=said.id,
        least=min([mention.id for mention in mentions]),
        start=mentions[0].start,
        type=main_type(mentions),
        act=_act(tuple(map(_naming, mentions)), words),
        actors=actors,
        recipients=recipients,
        actor_side=side_of(actors, words),
        recipient_side=side_of(recipients, words),
        date=when.edtf if when else None,
        days=days,
        dated=when is not None and when.basis != "document",
        begins=given[0] if given else float("inf"),
        where=most_precise_place([mention.where for mention in mentions]),
        tolls=tolls(mentions),
        topic=topic,
        matter=topic.union([f"of {kind}" for kind in words.kinds_of(topic)]) if topic else topic,
    )


def join(some: Sequence[Said]) -> Said:
    """What accounts of one event in one document say together; they come in text order."""
    first = some[0]
    return Said(
        first.document, first.language, first.definite, tuple(chain.from_iterable(one.mentions for one in some))
    )


def _names(mention: EventMention) -> bool:
    """Does it name a party or a place?"""
    return bool(mention.actors or mention.recipients or mention.where)
