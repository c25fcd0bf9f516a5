"""Who is who: the parties of a case, what they are called and by whom, and what they are stated to lead or hold."""

from collections import Counter, defaultdict
from collections.abc import Sequence

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
    found = []
    for actor in scene.told.actors.values():
        if not actor.id.startswith(DESCRIBED) and (actor.id in taking or actor.name in stated):
            found.append(_who(scene, actor, stated.get(actor.name, ()), taking[actor.id]))
    return tuple(sorted(found, key=lambda one: (-one.documents, -one.events, one.name)))


def _who(scene: Scene, actor: Actor, ties: Sequence[Tie], events: int) -> Who:
    used: dict[str, dict[str, None]] = defaultdict(dict)
    documents = set()
    known = " ".join([actor.name, *(tie.b for tie in ties)])
    for account in scene.told.accounts.values():
        for mention in account.mentions.actors:
            if mention.id == actor.id:
                documents.add(account.id)
                words = _called(scene, account.text[mention.start : mention.end])
                if mention.kind in CALLING and _is_telling(words, known):
                    used[words][scene.teller(account)] = None
    called = sorted(((words, tuple(users)) for words, users in used.items()), key=lambda one: (-len(one[1]), one[0]))
    return Who(actor.id, actor.name, actor.country, actor.sector, tuple(called), tuple(ties), events, len(documents))


def _called(scene: Scene, phrase: str) -> str:
    """The words that name a party, without the articles before them."""
    words = phrase.split()
    while words and (words[0].casefold() in scene.words.articles or not any(map(str.isalnum, words[0]))):
        del words[0]
    return " ".join(words)


def _is_telling(words: str, known: str) -> bool:
    """Does a wording say more than the party's name and offices do, and name it by itself ("the country" does not)?"""
    return words != words.lower() and not set(words.casefold().split()) <= set(known.casefold().split())
