"""An account of an event, of one mention or of many in one document, as far as likeness looks at it."""

from collections.abc import Callable, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import msgspec

from dragoman.model import EventMention, Party, Status, Toll, When, Where, content_id
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.reports import main_type, most_precise_place, most_precise_time, parties, tolls
from dragoman.resolve.words import act_words


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


class Act(msgspec.Struct, frozen=True, gc=False):
    """What the words that name an act tell of it.

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


Named = tuple[tuple[str, tuple[str, ...], str | None, bool, Status], ...]  # how mentions name an act
_named: Callable[[EventMention], tuple[str, tuple[str, ...], str | None, bool, Status]] = attrgetter(
    "wording", "modes", "effect", "several", "status"
)


def act_of(language: str | None, named: Named) -> Act:
    """Look at how mentions name an act, in a text of a language."""
    lemmas, modes, effects, several, statuses = map(frozenset, zip(*named, strict=True))
    words = act_words(language)
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


class Told(NamedTuple):
    """What the mentions of an account say of an event together.

    Attributes:
        least: The smallest id of its mentions.
        start: Where it is told first.
        named: How they name the act; see `act_of`.
        topic: What is said, demanded or agreed.
        back: Its words point back to an event that was told before ("the attack"), and it has its time from others.
    """

    id: str
    least: str
    start: int
    language: str | None
    type: str
    named: Named
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    where: Where | None
    tolls: tuple[Toll, ...]
    topic: frozenset[str]
    back: bool

    @property
    def days(self) -> Days | None:
        """The stretch of days that its time may mean."""
        return days_of(self.when.edtf) if self.when and not self.back else None

    @property
    def matter(self) -> frozenset[str]:
        """The words of its topic, and the kinds of act that they may name."""
        if not self.topic:
            return self.topic
        return self.topic.union([f"of {kind}" for kind in act_words(self.language).kinds_meant(self.topic)])


def told(said: Said) -> Told:
    """Say what an account tells."""
    mentions = said.mentions
    actors = parties([mention.actors for mention in mentions])
    recipients = parties([mention.recipients for mention in mentions])
    when = most_precise_time([mention.when for mention in mentions])
    where = most_precise_place([mention.where for mention in mentions])
    return Told(
        said.id,
        min([mention.id for mention in mentions]),
        mentions[0].start,
        said.language,
        main_type(mentions),
        tuple([_named(mention) for mention in mentions]),
        actors,
        recipients,
        when,
        where,
        tolls(mentions),
        frozenset(chain.from_iterable([mention.topic for mention in mentions])),
        said.definite and not (actors or recipients or where) and when is not None and when.basis == "document",
    )


def join(some: Sequence[Said]) -> Said:
    """What accounts of one event in one document say together; they come in text order."""
    first = some[0]
    return Said(
        first.document, first.language, first.definite, tuple(chain.from_iterable(one.mentions for one in some))
    )
