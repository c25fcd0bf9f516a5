"""An account of an event, of one mention or of many in one document, as far as likeness looks at it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from sys import intern

import msgspec

from dragoman.model import Account, DataRow, EventMention, Party, Toll, Where, content_id
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.reports import main_type, most_precise_place, most_precise_time, parties, tolls
from dragoman.resolve.sides import REMEMBERED, Side, side_of
from dragoman.resolve.words import ActWords, act_words

REACH = 160  # code points on either side of a trigger whose words count as those around it: about its sentence
BEFORE = 24  # code points before a trigger in which its article and its adjectives stand
LEAD = 600  # code points at the beginning of a body in which news tells what it is about: the first paragraphs
COUNTED = 10  # words after a trigger in which the time is named within which acts are counted
SMALL = 2  # numbers up to this one are met everywhere, and tell nothing apart

_CLAUSE = re.compile(r"[.;:!?,]")
_WORD = re.compile(r"\w{3,}")  # shorter words are mostly grammar, in any language with spaces


class Setting(msgspec.Struct, frozen=True, gc=False):
    """What stands around an account in its text.

    Attributes:
        around: Words near its triggers, in lower case; `near` the parties, places, dates and figures that stand there.
        lead: It is told at the beginning of the text.
        definite, further: Words before it say that it is known already ("the attack"), or a further one ("a second").
        bonds: The links that the text states between it and others ("in response to"), each as the ids of the two.
        written: The last day on which its document can have been published; infinite where nothing says.
        row: What its document is of event data that were imported; None for a text.
    """

    around: frozenset[str]
    near: frozenset[str]
    lead: bool
    definite: bool
    further: bool
    bonds: frozenset[str]
    written: float
    row: DataRow | None = None


class Said(msgspec.Struct, frozen=True, gc=False):
    """The mentions of an account, in text order, and what stands around them: all else is told by these."""

    document: str
    language: str | None
    mentions: tuple[EventMention, ...]
    setting: Setting

    @property
    def id(self) -> str:
        """That of its mention; of several, one that depends on all."""
        ids = [mention.id for mention in self.mentions]
        return ids[0] if len(ids) == 1 else content_id(self.document, *ids)


class Act(msgspec.Struct, frozen=True, gc=False, eq=False):
    """What the words that name an act tell of it; looked up by identity, since alike ones are mostly one.

    Attributes:
        words: Lemmas; `kinds` the kinds of act that these may name.
        general: The words would do for an act of any kind ("attack").
        outcome: They say what came of an act of force ("kill"); `force` by which force it was done ("shell").
    """

    words: frozenset[str]
    kinds: frozenset[str]
    general: bool
    outcome: bool
    force: bool


@lru_cache(maxsize=REMEMBERED)
def _act(named: frozenset[str], words: ActWords) -> Act:
    """Look at the words that name an act, in a text of the language of `words`."""
    named, kinds = frozenset(map(intern, named)), words.kinds_of(named)
    return Act(
        words=named,
        kinds=kinds,
        general=named <= words.general,
        outcome=bool(kinds) and kinds <= words.outcomes,
        force=not kinds.isdisjoint(words.forces),
    )


class Told(msgspec.Struct, frozen=True, gc=False):
    """What an account says of an event.

    Attributes:
        start: Where it is told first.
        act: What the words that name it tell; `modes` how it was done.
        actor_side, recipient_side: What the names of its actors, and of its recipients, tell.
        date: EDTF of its time; `days` the stretch of days that it may mean; `dated` whether its own sentence gives it.
        begins: The first day that its mentions give, its own or not; infinite where they give none.
        matter: What is said, demanded or agreed: the words of the topic, and the kinds of act that they name.
        effects: What the act's words say that it does to its recipients (`killed`).
        several: Its words name several acts at once.
        real: It is told as something that happens or is denied, not as a plan or a possibility.
        denied: It is told as something that did not happen; `planned` as something that is to happen.
    """

    said: Said
    id: str
    start: int
    type: str
    act: Act
    modes: frozenset[str]
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
    effects: frozenset[str]
    several: bool
    real: bool
    denied: bool
    planned: bool

    @property
    def bare(self) -> bool:
        """Does it name no party, place or time of its own ("the strike")?"""
        return not (self.actors or self.recipients or self.where or (self.days and self.dated))


class Surroundings:
    """Looks up what stands around the events of one document.

    Args:
        account: What the document says.
    """

    def __init__(self, account: Account) -> None:
        self._text = account.text
        self._words = act_words(account.meta.language)
        self._lead = min((piece.start for piece in account.pieces if piece.kind == "body"), default=0) + LEAD
        marks = sorted(_marks(account))
        self._at = [at for at, _ in marks]
        self._things = [thing for _, thing in marks]
        published = days_of(account.meta.published.edtf)
        self._row = account.row
        self._bonds: dict[str, set[str]] = defaultdict(set)
        for link in account.mentions.links:
            for id_ in (link.cause, link.effect):
                self._bonds[id_].add(f"{link.cause} {link.effect}")
        self._written = published[1] if published else float("inf")

    def of(self, mention: EventMention) -> Setting:
        """What stands in the paragraph near a mention, and directly before it."""
        text, start, end = self._text, mention.start, mention.end
        first = max(text.rfind("\n", 0, start) + 1, start - REACH)
        close = text.find("\n", end, end + REACH)
        last = end + REACH if close < 0 else close
        around = f"{text[first:start]} {text[end:last]}".lower()
        before = text[max(first, start - BEFORE) : start].lower().split()[-3:]
        things = self._things[bisect_left(self._at, first) : bisect_right(self._at, last)]
        return Setting(
            around=frozenset(_WORD.findall(around)),
            near=frozenset(things),
            lead=start < self._lead,
            definite=not self._words.definite.isdisjoint(before),
            further=not self._words.further.isdisjoint(before) and not self._counted(before, text[end:last]),
            bonds=frozenset(self._bonds.get(mention.id, ())),
            written=self._written,
            row=self._row,
        )

    def _counted(self, before: Sequence[str], after: str) -> bool:
        """Do the words count an act among those of a time ("the second attack in a week")? It is the one just told."""
        clause = _CLAUSE.split(after.lower(), maxsplit=1)[0].split()[:COUNTED]
        return not self._words.series.isdisjoint(clause) and not self._words.definite.isdisjoint(before)


def _marks(account: Account) -> Iterator[tuple[int, str]]:
    """Where parties, places, dates and telling figures stand in a text, each as one string that names it anywhere."""
    found = account.mentions
    for actor in found.actors:
        if actor.kind != "pronoun":
            yield actor.start, actor.id
    for place in found.places:
        yield place.start, intern(f"at {place.name}")
    for time in found.times:
        if time.edtf:
            yield time.start, intern(f"on {time.edtf}")
    for figure in found.figures:
        if figure.best is not None and figure.best > SMALL:
            yield figure.start, intern(f"{figure.best:g} {figure.unit}")


def tell(account: Account) -> list[Told]:
    """Every mention of an event in a document, as an account of its own."""
    surroundings, language = Surroundings(account), account.meta.language
    ordered = sorted(account.mentions.events, key=lambda one: (one.start, one.id))
    return [told(Said(account.id, language, (one,), surroundings.of(one))) for one in ordered]


def join(some: Sequence[Said]) -> Said:
    """What accounts of one event in one document say together."""
    ordered = sorted(some, key=lambda one: (one.mentions[0].start, one.id))
    settings = [one.setting for one in ordered]
    setting = Setting(
        around=frozenset().union(*(one.around for one in settings)),
        near=frozenset().union(*(one.near for one in settings)),
        lead=any(one.lead for one in settings),
        definite=settings[0].definite,
        further=settings[0].further,
        bonds=frozenset().union(*(one.bonds for one in settings)),
        written=settings[0].written,
        row=settings[0].row,
    )
    mentions = tuple(mention for one in ordered for mention in one.mentions)
    return Said(ordered[0].document, ordered[0].language, mentions, setting)


def told(said: Said) -> Told:
    """Say of an account all that likeness looks at."""
    mentions, setting, words = said.mentions, said.setting, act_words(said.language)
    when = most_precise_time([mention.when for mention in mentions])
    given = days = days_of(when.edtf) if when else None
    if when and when.basis == "document" and setting.definite and not any(map(_names, mentions)):
        when = days = (
            None  # "the attack" has the day of the attack that it points back to, not that of the words before it
        )
    actors = parties([mention.actors for mention in mentions])
    recipients = parties([mention.recipients for mention in mentions])
    topic = frozenset(chain.from_iterable([mention.topic for mention in mentions]))
    statuses = {mention.status for mention in mentions}
    return Told(
        said=said,
        id=said.id,
        start=mentions[0].start,
        type=main_type(mentions),
        act=_act(frozenset([mention.wording for mention in mentions]), words),
        modes=frozenset(chain.from_iterable([mention.modes for mention in mentions])),
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
        matter=topic.union([intern(f"of {kind}") for kind in words.kinds_of(topic)]) if topic else topic,
        effects=frozenset([mention.effect for mention in mentions if mention.effect]),
        several=all(mention.several for mention in mentions),
        denied=statuses == {"denied"},
        planned=statuses == {"planned"},
        real=not statuses <= {"planned", "hypothetical"},
    )


def _names(mention: EventMention) -> bool:
    """Does it name a party or a place?"""
    return bool(mention.actors or mention.recipients or mention.where)
