"""Resolve actors: one id for a party over the whole case, and every name that was used for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.model import Account, Actor, ActorMention


def resolve_actors(accounts: Iterable[Account]) -> tuple[Actor, ...]:
    """Gather the parties of a case by id.

    The finder gives a party the same id in every document: that of the knowledge base, else a hash of its neutral name.
    Country and sector are those that most mentions give; on a tie the first in alphabetical order.

    Returns:
        The parties, ordered by id; `variants` holds every wording that names them, the most frequent first, without
        pronouns and bare modifiers.
    """
    by_id: dict[str, list[tuple[ActorMention, str]]] = defaultdict(list)
    for account in accounts:
        for mention in account.mentions.actors:
            by_id[mention.id].append((mention, mention.span.of(account.text)))
    return tuple(_actor(id_, mentions) for id_, mentions in sorted(by_id.items()))


def _actor(id_: str, mentions: list[tuple[ActorMention, str]]) -> Actor:
    named = Counter(
        " ".join(words.split()) for mention, words in mentions if mention.kind not in ("pronoun", "adjective")
    )
    return Actor(
        id=id_,
        name=_most(mention.name for mention, _ in mentions) or id_,
        country=_most(mention.country for mention, _ in mentions),
        sector=_most(mention.sector for mention, _ in mentions),
        variants=tuple(words for words, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))),
    )


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value; the alphabetically first of several."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
