"""Resolve actors: one id for a party over the whole case, and every name that was used for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.model import Account, Actor, ActorMention, Party


def resolve_actors(accounts: Iterable[Account]) -> tuple[Actor, ...]:
    """Gather the parties of a case by id.

    The finder gives a party the same id in every document: that of the knowledge base, else a hash of its neutral name.
    Country and sector are those that most mentions give; on a tie the first in alphabetical order.

    Returns:
        The parties, ordered by id; `variants` holds every wording that names them, the most frequent first, without
        pronouns and bare modifiers.
    """
    by_id: dict[str, list[tuple[ActorMention | Party, str]]] = defaultdict(list)
    for account in accounts:
        named = {(mention.id, mention.start, mention.end) for mention in account.mentions.actors}
        sides = (side for event in account.mentions.events for side in (event.actors, event.recipients))
        parties = (party for side in sides for party in side if (party.id, party.start, party.end) not in named)
        naming: list[ActorMention | Party] = [*account.mentions.actors, *dict.fromkeys(parties)]
        for one in naming:
            by_id[one.id].append((one, account.text[one.start : one.end]))
    return tuple(_actor(id_, mentions) for id_, mentions in sorted(by_id.items()))


def _actor(id_: str, mentions: list[tuple[ActorMention | Party, str]]) -> Actor:
    named = Counter(" ".join(words.split()) for one, words in mentions if _names(one))
    return Actor(
        id=id_,
        name=_most(one.name for one, _ in mentions) or id_,
        country=_most(one.country for one, _ in mentions),
        sector=_most(one.sector for one, _ in mentions),
        variants=tuple(words for words, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))),
    )


def _names(one: ActorMention | Party) -> bool:
    """Do the words name the party, rather than point to it or only modify another noun?"""
    return not (isinstance(one, ActorMention) and one.kind in ("pronoun", "adjective"))


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value; the alphabetically first of several."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
