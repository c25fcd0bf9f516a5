"""An account of an event, of one mention or of many, as far as likeness looks at it; and how rare its parts are."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import msgspec

from dragoman.model import EventMention, Party, Toll, Where, content_id
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.reports import main_type, most_precise_place, most_precise_time, parties, tolls

VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}  # PLOVER's verbal quads
REACH = 160  # code points on either side of a trigger whose words count as those around it: about its sentence
FEW_ACCOUNTS = 100  # a smaller case is too small to tell a common party from a rare one by counting

_WORD = re.compile(r"\w{4,}")  # shorter words are mostly grammar, in any language with spaces


class Told(msgspec.Struct, frozen=True):
    """What an account says of an event.

    Attributes:
        words: Lemmas that name the act.
        modes: How it was done.
        date: EDTF of its time; `days` the stretch of days that it may mean; `dated` whether its own sentence gives it.
        around: Words of the sentence around it, in lower case.
        effects: What the act's words say that it does to its recipients (`killed`).
        several: Its words name several acts at once.
        verbal: Something is said rather than done.
        real: It is told as something that happens or is denied, not as a plan or a possibility.
        denied: It is told as something that did not happen.
    """

    id: str
    document: str
    start: int
    type: str
    words: frozenset[str]
    modes: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: str | None
    days: Days | None
    dated: bool
    where: Where | None
    tolls: tuple[Toll, ...]
    topic: frozenset[str]
    around: frozenset[str]
    effects: frozenset[str]
    several: bool
    verbal: bool
    real: bool
    denied: bool

    @property
    def bare(self) -> bool:
        """Does it name no party, place or time of its own ("the strike")?"""
        return not (self.actors or self.recipients or self.where or (self.days and self.dated))


def words_around(text: str, start: int, end: int) -> frozenset[str]:
    """The words of a paragraph near a span, without those of the span itself."""
    before = text[max(0, start - REACH) : start].rpartition("\n")[2]
    after = text[end : end + REACH].partition("\n")[0]
    return frozenset(_WORD.findall(f"{before} {after}".lower()))


def told_of(mentions: Sequence[EventMention], document: str, text: str) -> Told:
    """What mentions of one event in one document say together."""
    first = min(mentions, key=lambda mention: mention.start)
    when = most_precise_time(mention.when for mention in mentions)
    type_ = main_type(mentions)
    around = [words_around(text, mention.start, mention.end) for mention in mentions]
    ids = [mention.id for mention in mentions]
    return Told(
        id=ids[0] if len(ids) == 1 else content_id(document, *ids),
        document=document,
        start=first.start,
        type=type_,
        words=frozenset(mention.wording for mention in mentions),
        modes=frozenset(mode for mention in mentions for mode in mention.modes),
        actors=parties(mention.actors for mention in mentions),
        recipients=parties(mention.recipients for mention in mentions),
        date=when.edtf if when else None,
        days=days_of(when.edtf) if when else None,
        dated=when is not None and when.basis != "document",
        where=most_precise_place(mention.where for mention in mentions),
        tolls=tolls(mentions),
        topic=frozenset(word for mention in mentions for word in mention.topic),
        around=frozenset().union(*around),
        effects=frozenset(mention.effect for mention in mentions if mention.effect),
        several=all(mention.several for mention in mentions),
        verbal=type_ in VERBAL,
        denied=all(mention.status == "denied" for mention in mentions),
        real=any(mention.status not in ("planned", "hypothetical") for mention in mentions),
    )


class Corpus:
    """How much it says that two accounts share a thing: much where few accounts of the case have it.

    Args:
        told: Every account of the case.
        bodies: The text of each document's body.
    """

    def __init__(self, told: Sequence[Told], bodies: Mapping[str, str]) -> None:
        counts: Counter[str] = Counter()
        for one in told:
            counts.update({party.id for party in (*one.actors, *one.recipients)})
            counts.update(one.words | one.around)
        total = log(max(FEW_ACCOUNTS, len(told)))
        self._rarity = {thing: max(0.0, 1 - log(count) / total) for thing, count in counts.items()}
        self._around: dict[str, float] = {}
        self._words = {id_: frozenset(_WORD.findall(body.lower())) for id_, body in bodies.items()}
        documents = Counter(word for words in self._words.values() for word in words)
        self._telling = {word: log((len(self._words) + 1) / count) for word, count in documents.items()}
        self._whole = {id_: self._weight(words) for id_, words in self._words.items()}
        self._stories: dict[tuple[str, str], float] = {}

    def rarity(self, thing: str) -> float:
        """1 for a thing of one account, 0 for one of them all."""
        return self._rarity.get(thing, 1.0)

    def words_shared(self, one: Told, other: Told) -> float:
        """Which part of the words around the one stand around the other, the rare ones counting most."""
        less = min(self._weight_around(one), self._weight_around(other))
        return sum(map(self.rarity, one.around & other.around)) / less if less else 0.0

    def _weight_around(self, told: Told) -> float:
        if told.id not in self._around:
            self._around[told.id] = sum(map(self.rarity, told.around))
        return self._around[told.id]

    def same_story(self, one: str, other: str) -> float:
        """Which part of the shorter document's words the other one has too, those that few documents have most."""
        pair = (min(one, other), max(one, other))
        if pair not in self._stories:
            less = min(self._whole[one], self._whole[other])
            both = self._weight(self._words[one] & self._words[other])
            self._stories[pair] = both / less if less else 0.0
        return self._stories[pair]

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._telling[word] for word in words)
