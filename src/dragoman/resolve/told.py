"""An account of an event, of one mention or of many in one document, as far as likeness looks at it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from sys import intern

import msgspec

from dragoman.model import DESCRIBED, Account, DataRow, EventMention, Party, Toll, Where, content_id
from dragoman.resolve.days import Days, days_of
from dragoman.resolve.reports import main_type, most_precise_place, most_precise_time, parties, tolls
from dragoman.resolve.words import ActWords, act_words

REACH = 160  # code points on either side of a trigger whose words count as those around it: about its sentence
BEFORE = 24  # code points before a trigger in which its article and its adjectives stand
LEAD = 600  # code points at the beginning of a body in which news tells what it is about: the first paragraphs
COUNTED = 10  # words after a trigger in which the time is named within which acts are counted
SMALL = 2  # numbers up to this one are met everywhere, and tell nothing apart

_CLAUSE = re.compile(r"[.;:!?,]")
_NAME_WORD = re.compile(r"\w{2,}")
_WORD = re.compile(r"\w{3,}")  # shorter words are mostly grammar, in any language with spaces


class Setting(msgspec.Struct, frozen=True):
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


class Told(msgspec.Struct, frozen=True):
    """What an account says of an event.

    Attributes:
        start: Where it is told first.
        words: Lemmas that name the act; `kinds` the kinds of act that these may name.
        general: The words would do for an act of any kind ("attack").
        outcome: They say what came of an act of force ("kill"); `force` by which force it was done ("shell").
        modes: How it was done.
        actor_words, recipient_words: The telling words of their names and descriptions.
        date: EDTF of its time; `days` the stretch of days that it may mean; `dated` whether its own sentence gives it.
        matter: What is said, demanded or agreed: the words of the topic, and the kinds of act that they name.
        effects: What the act's words say that it does to its recipients (`killed`).
        one_met, several_met: It is done to single beings only; to groups only, of whom more is said than "people".
        site_met, people_met: It is done to what stands or lies only ("the base"); to bodies of people ("soldiers").
        several: Its words name several acts at once.
        real: It is told as something that happens or is denied, not as a plan or a possibility.
        denied: It is told as something that did not happen; `planned` as something that is to happen.
    """

    id: str
    document: str
    start: int
    type: str
    words: frozenset[str]
    kinds: frozenset[str]
    general: bool
    outcome: bool
    force: bool
    modes: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    actor_words: frozenset[str]
    recipient_words: frozenset[str]
    date: str | None
    days: Days | None
    dated: bool
    where: Where | None
    tolls: tuple[Toll, ...]
    topic: frozenset[str]
    matter: frozenset[str]
    effects: frozenset[str]
    one_met: bool
    several_met: bool
    site_met: bool
    people_met: bool
    several: bool
    real: bool
    denied: bool
    planned: bool
    setting: Setting
    mentions: tuple[EventMention, ...]

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

    @property
    def words(self) -> ActWords:
        """The words of the document's language."""
        return self._words

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
            around=frozenset(map(intern, _WORD.findall(around))),
            near=frozenset(things),
            lead=start < self._lead,
            definite=any(word in self._words.definite for word in before),
            further=any(word in self._words.further for word in before) and not self._counted(before, text[end:last]),
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
    surroundings = Surroundings(account)
    ordered = sorted(account.mentions.events, key=lambda one: (one.start, one.id))
    return [_told(account.id, (one,), surroundings.of(one), surroundings.words) for one in ordered]


def join(told: Sequence[Told], language: str | None) -> Told:
    """What accounts of one event in one document say together."""
    if len(told) == 1:
        return told[0]
    ordered = sorted(told, key=lambda one: (one.start, one.id))
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
    return _told(ordered[0].document, mentions, setting, act_words(language))


def _told(document: str, mentions: Sequence[EventMention], setting: Setting, words: ActWords) -> Told:
    when = most_precise_time(mention.when for mention in mentions)
    if when and when.basis == "document" and setting.definite and not any(map(_names, mentions)):
        when = None  # "the attack" has the day of the attack that it points back to, not that of the words before it
    wording = frozenset(intern(mention.wording) for mention in mentions)
    actors, recipients = parties(one.actors for one in mentions), parties(one.recipients for one in mentions)
    ids = [mention.id for mention in mentions]
    kinds = frozenset(kind for word in wording for kind in words.kinds_of.get(word, ()))
    topic = frozenset(word for mention in mentions for word in mention.topic)
    return Told(
        id=ids[0] if len(ids) == 1 else content_id(document, *ids),
        document=document,
        start=mentions[0].start,
        type=main_type(mentions),
        words=wording,
        kinds=kinds,
        general=wording <= words.general,
        outcome=bool(kinds) and kinds <= words.outcomes,
        force=not kinds.isdisjoint(words.forces),
        modes=frozenset(mode for mention in mentions for mode in mention.modes),
        actors=actors,
        recipients=recipients,
        actor_words=_telling_words(actors, words),
        recipient_words=_telling_words(recipients, words),
        date=when.edtf if when else None,
        days=days_of(when.edtf) if when else None,
        dated=when is not None and when.basis != "document",
        where=most_precise_place(mention.where for mention in mentions),
        tolls=tolls(mentions),
        topic=topic,
        matter=topic | {intern(f"of {kind}") for word in topic for kind in words.kinds_of.get(word, ())},
        effects=frozenset(mention.effect for mention in mentions if mention.effect),
        **_met(recipients, words),
        several=all(mention.several for mention in mentions),
        denied=all(mention.status == "denied" for mention in mentions),
        planned=all(mention.status == "planned" for mention in mentions),
        real=any(mention.status not in ("planned", "hypothetical") for mention in mentions),
        setting=setting,
        mentions=tuple(mentions),
    )


def _met(recipients: Sequence[Party], words: ActWords) -> dict[str, bool]:
    """What sort of recipients they are; none is of no sort."""
    some = bool(recipients)
    return {
        "one_met": some and all(one.person or _single(one, words) for one in recipients),
        "several_met": some and all(_group(one, words) for one in recipients),
        "site_met": some and all(_site(one, words) for one in recipients),
        "people_met": some and all(_people(one, words) for one in recipients),
    }


def _names(mention: EventMention) -> bool:
    """Does it name a party or a place?"""
    return bool(mention.actors or mention.recipients or mention.where)


def _telling_words(side: Iterable[Party], words: ActWords) -> frozenset[str]:
    """The words of parties' names and descriptions, in lower case, without those that say nothing."""
    found = {intern(word) for party in side for word in _NAME_WORD.findall(party.name.lower())}
    return frozenset(found) - words.empty


def _single(party: Party, words: ActWords) -> bool:
    """Is it described as one being ("unnamed contractor")?"""
    return described(party) and party.name.lower().partition(" ")[0] in words.single


def _group(party: Party, words: ActWords) -> bool:
    """Is it several, of whom more is said than that they are people ("fighters of the Mahdi Army", "Americans")?"""
    if party.person or vague(party) or _single(party, words):
        return False
    return described(party) or party.sector == "CVL"


def _site(party: Party, words: ActWords) -> bool:
    """Is it what stands or lies ("depots of the militia", "the American embassy")?"""
    noun = party.name.lower().partition(" of ")[0].rpartition(" ")[2]
    return not party.person and (noun in words.sites or noun.removesuffix("s") in words.sites)


def _people(party: Party, words: ActWords) -> bool:
    """Is it a body of people ("soldiers", "the militia"), rather than one man, a state, a place or a site?"""
    known = described(party) or bool(party.sector)
    return known and not (party.person or is_state(party) or _site(party, words))


def is_state(party: Party) -> bool:
    """Is it a state itself, for which its organs act and speak?"""
    return party.id == f"kb:{party.country}"


def described(party: Party) -> bool:
    """Is it a description ("two soldiers", "men of the Quds Force"), which may mean others in another text?"""
    return party.id.startswith(DESCRIBED) or vague(party)


def vague(party: Party) -> bool:
    """Does it hold no name and no country, so that it may be anybody?"""
    return not party.country and party.name == party.name.lower()
