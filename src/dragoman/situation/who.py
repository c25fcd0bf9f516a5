"""Who is who: the parties of a case, what they are called and by whom, and what they are stated to lead or hold."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from dragoman.model import DESCRIBED, Actor, Record
from dragoman.situation.scene import Scene
from dragoman.situation.ties import Tie

CALLING = frozenset({"name", "office", "description"})  # ways of referring that choose words for a party
OFFICES = ("holds_office", "leads")


class Who(Record, frozen=True):
    """A party that has a name.

    Attributes:
        called: Who uses which words for it, where they are not its name: each wording with those who use it.
        ties: What it is stated to lead, hold, be part or a member of.
        events: In how many events of those asked for it acts or is acted upon.
        documents: How many documents name it.
    """

    id: str
    name: str
    country: str | None
    sector: str | None
    called: tuple[tuple[str, tuple[str, ...]], ...]
    ties: tuple[Tie, ...]
    events: int
    documents: int


def find_who(scene: Scene, ties: Sequence[Tie]) -> tuple[Who, ...]:
    """List the named parties of the events and ties that are asked for, those of most documents and events first."""
    taking: Counter[str] = Counter()
    for event in scene.events:
        taking.update({party.id for party in (*event.actors, *event.recipients)})
    stated: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.relation in (*OFFICES, "part_of", "member_of"):
            stated[tie.a].append(tie)
    naming = _naming(scene)
    found = []
    for actor in scene.told.actors.values():
        if not actor.id.startswith(DESCRIBED) and (actor.id in taking or actor.name in stated):
            found.append(_who(actor, stated.get(actor.name, ()), taking[actor.id], naming.get(actor.id, _Naming())))
    return tuple(sorted(found, key=lambda one: (-one.documents, -one.events, one.name)))


class _Naming(msgspec.Struct):
    """The documents that name a party, and the wordings that choose words for it, each with who uses them."""

    documents: set[str] = msgspec.field(default_factory=set)
    wordings: dict[str, dict[str, None]] = msgspec.field(default_factory=dict)


def _naming(scene: Scene) -> dict[str, _Naming]:
    """How each party is named, by its id."""
    found: dict[str, _Naming] = defaultdict(_Naming)
    for account in scene.told.accounts.values():
        for mention in account.mentions.actors:
            one = found[mention.id]
            one.documents.add(account.id)
            words = _called(scene, account.text[mention.start : mention.end])
            if mention.kind in CALLING and words != words.lower():
                one.wordings.setdefault(words, {})[scene.teller(account)] = None
    return found


def _who(actor: Actor, ties: Sequence[Tie], events: int, naming: _Naming) -> Who:
    """A party with the wordings that say more than its name and offices do; what names it alone has a capital."""
    known = set(" ".join([actor.name, *(tie.b for tie in ties)]).casefold().split())
    telling = {
        words: tuple(users) for words, users in naming.wordings.items() if not set(words.casefold().split()) <= known
    }
    called = sorted(telling.items(), key=lambda one: (-len(one[1]), one[0]))
    documents = len(naming.documents)
    return Who(actor.id, actor.name, actor.country, actor.sector, tuple(called), tuple(ties), events, documents)


def _called(scene: Scene, phrase: str) -> str:
    """The words that name a party, without the articles before them."""
    words = phrase.split()
    while words and (words[0].casefold() in scene.words.articles or not any(map(str.isalnum, words[0]))):
        del words[0]
    return " ".join(words)
