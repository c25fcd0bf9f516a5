"""An account of an event, of one mention or of many in one document, as far as likeness looks at it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

import msgspec

from dragoman.model import EventMention, Status, Toll, Where, content_id
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.reports import together
from dragoman.resolve.sides import Faces, faces, is_assembly
from dragoman.resolve.words import act_words

VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}  # PLOVER's verbal quads
REMEMBERED = 4_096  # topics; news tells of the same ones again and again


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
        lasting: It goes on as it is told.
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
    lasting: bool


Named = tuple[tuple[str, tuple[str, ...], str | None, bool, Status], ...]  # how mentions name an act
_named: Callable[[EventMention], tuple[str, tuple[str, ...], str | None, bool, Status]] = attrgetter(
    "wording", "modes", "effect", "several", "status"
)
_place: Callable[[Where], "Place"] = attrgetter("name", "country", "lat", "lon", "precision")


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
        lasting=statuses == {"ongoing"},
    )


Place = tuple[str, str | None, float | None, float | None, str]  # its name, country, latitude, longitude, precision


class Told(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the mentions of an account say of an event together.

    Attributes:
        least: The smallest id of its mentions.
        start: Where it is told first.
        named: How they name the act; see `act_of`.
        time: In EDTF; whether it was taken from elsewhere than its own sentence; and whether the words point back to
            an event that was told before ("the attack"), which has a time of its own.
        tolls: By role the lowest and the highest figure; infinite where it is open.
        topic: What is said, demanded or agreed.
    """

    id: str
    least: str
    start: int
    language: str | None
    type: str
    named: Named
    actors: Faces
    recipients: Faces
    time: tuple[str, bool, bool] | None
    place: Place | None
    tolls: tuple[tuple[str, float, float], ...]
    topic: tuple[str, ...]

    @property
    def matter(self) -> tuple[str, ...]:
        """What it is about: the topic, and for what an assembly does, by a vote on it, the deed itself."""
        if self.type in VERBAL or not is_assembly(self.language, self.actors):
            return self.topic
        return self.topic + tuple(dict.fromkeys([words for words, *_ in self.named]))

    @property
    def days(self) -> Days | None:
        """The stretch of days that its time may mean."""
        return days_of(self.time[0]) if self.time and not self.time[2] else None


def told(said: Said) -> Told:
    """Say what an account tells."""
    mentions = said.mentions
    what = together(mentions)
    when, where = what.when, what.where
    elsewhere = when is not None and when.basis == "document"
    back = said.definite and elsewhere and not (what.actors or what.recipients or where)
    return Told(
        said.id,
        min([mention.id for mention in mentions]),
        mentions[0].start,
        said.language,
        what.type,
        tuple(map(_named, mentions)),
        faces(what.actors),
        faces(what.recipients),
        (when.edtf, elsewhere, back) if when is not None and when.edtf is not None else None,
        _place(where) if where else None,
        tuple(map(_bounds, what.tolls)),
        tuple(dict.fromkeys(chain.from_iterable([mention.topic for mention in mentions]))),
    )


def _bounds(toll: Toll) -> tuple[str, float, float]:
    return toll.role, 0.0 if toll.low is None else toll.low, float("inf") if toll.high is None else toll.high


@lru_cache(maxsize=REMEMBERED)
def matter_of(language: str | None, topic: tuple[str, ...]) -> frozenset[str]:
    """The words of a topic, and the kinds of act that they may name."""
    words = frozenset(topic)
    return words.union([f"of {kind}" for kind in act_words(language).kinds_meant(words)]) if words else words


def join(some: Sequence[Said]) -> Said:
    """What accounts of one event in one document say together; they come in text order."""
    first = some[0]
    return Said(
        first.document, first.language, first.definite, tuple(chain.from_iterable(one.mentions for one in some))
    )
