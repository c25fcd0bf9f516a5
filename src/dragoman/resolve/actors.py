"""Resolve actors: one id for a party over the whole case, and every name that was used for it."""

from collections import defaultdict
from collections.abc import Iterator

from dragoman.model import Account, Actor, ActorMention, Party


class Parties:
    """Gathers the parties of a case by id.

    The finder gives a party the same id in every document: that of the knowledge base, else a hash of its neutral name.
    Country and sector are those that most mentions give; on a tie the first in alphabetical order.
    """

    def __init__(self) -> None:
        self._said: dict[str, _Said] = defaultdict(_Said)

    def add(self, account: Account) -> None:
        """Add the parties of a document."""
        named = {(mention.id, mention.start, mention.end) for mention in account.mentions.actors}
        sides = (side for event in account.mentions.events for side in (event.actors, event.recipients))
        parties = (party for side in sides for party in side if (party.id, party.start, party.end) not in named)
        naming: list[ActorMention | Party] = [*account.mentions.actors, *dict.fromkeys(parties)]
        for one in naming:
            said = self._said[one.id]
            said.names[one.name] += 1
            said.countries[one.country] += 1
            said.sectors[one.sector] += 1
            if _names(one):
                said.variants[" ".join(account.text[one.start : one.end].split())] += 1

    def actors(self) -> Iterator[Actor]:
        """Yield the parties, ordered by id; `variants` holds every wording that names one, the most frequent first."""
        for id_, said in sorted(self._said.items()):
            variants = sorted(said.variants.items(), key=lambda item: (-item[1], item[0]))
            yield Actor(
                id=id_,
                name=_most(said.names) or id_,
                country=_most(said.countries),
                sector=_most(said.sectors),
                variants=tuple(words for words, _ in variants),
            )


class _Said:
    """How often each name, country, sector and wording of a party is given."""

    def __init__(self) -> None:
        self.names: dict[str | None, int] = defaultdict(int)
        self.countries: dict[str | None, int] = defaultdict(int)
        self.sectors: dict[str | None, int] = defaultdict(int)
        self.variants: dict[str, int] = defaultdict(int)


def _names(one: ActorMention | Party) -> bool:
    """Do the words name the party, rather than point to it or only modify another noun?"""
    return not (isinstance(one, ActorMention) and one.kind in ("pronoun", "adjective"))


def _most(counted: dict[str | None, int]) -> str | None:
    """The most frequent value; the alphabetically first of several."""
    known = [(-count, value) for value, count in counted.items() if value]
    return min(known)[1] if known else None
