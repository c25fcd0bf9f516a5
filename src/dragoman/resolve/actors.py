"""Resolve actors: one id for a party over the whole case, and every name that was used for it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from dragoman.model import Account, Actor, ActorMention, Party

_standing = attrgetter("id", "start", "end")
_telling = attrgetter("id", "name", "country", "sector")


class Named(NamedTuple):
    """The parties of a document.

    Attributes:
        told: Id, name, country and sector of each, and how often it is told so.
        worded: By id, the words that name it in the text, and how often.
    """

    told: tuple[tuple[str, str, str | None, str | None, int], ...]
    worded: tuple[tuple[str, str, int], ...]


def named(account: Account) -> Named:
    """Say who is named in a document; the party of an event that is a mention too counts for one."""
    mentions, text = account.mentions.actors, account.text
    standing = set(map(_standing, mentions))
    sides = [side for event in account.mentions.events for side in (event.actors, event.recipients)]
    parties = dict.fromkeys([party for side in sides for party in side if _standing(party) not in standing])
    naming: list[ActorMention | Party] = [*filter(_names, mentions), *parties]
    told = Counter([*map(_telling, mentions), *map(_telling, parties)])
    worded = Counter([(one.id, text[one.start : one.end]) for one in naming])
    return Named(
        tuple([(*key, times) for key, times in told.items()]), tuple([(*key, times) for key, times in worded.items()])
    )


class Parties:
    """Gathers the parties of a case by id.

    The finder gives a party the same id in every document: that of the knowledge base, else a hash of its neutral name.
    Country and sector are those that most mentions give; on a tie the first in alphabetical order.
    """

    def __init__(self) -> None:
        self._told: defaultdict[tuple[str, str, str | None, str | None], int] = defaultdict(int)
        self._worded: defaultdict[tuple[str, str], int] = defaultdict(int)  # by id, the words as they stand in a text

    def add(self, named: Named) -> None:
        """Add the parties of a document."""
        for id_, name, country, sector, times in named.told:
            self._told[id_, name, country, sector] += times
        for id_, words, times in named.worded:
            self._worded[id_, words] += times

    def actors(self) -> Iterator[Actor]:
        """Yield the parties, ordered by id; `variants` holds every wording that names one, the most frequent first."""
        told: dict[str, list[tuple[str, str | None, str | None, int]]] = defaultdict(list)
        for (id_, name, country, sector), number in self._told.items():
            told[id_].append((name, country, sector, number))
        worded: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (id_, words), number in self._worded.items():
            known, plain = worded[id_], " ".join(words.split())
            known[plain] = known.get(plain, 0) + number
        for id_, some in sorted(told.items()):
            names, countries, sectors, times = zip(*some, strict=True)
            variants = worded[id_]
            if len(variants) > 1:
                variants = dict(sorted(variants.items(), key=lambda item: (-item[1], item[0])))
            yield Actor(
                id_, _most(names, times) or id_, _most(countries, times), _most(sectors, times), tuple(variants)
            )


def _names(one: ActorMention) -> bool:
    """Do the words name the party, rather than point to it or only modify another noun?"""
    return one.kind not in ("pronoun", "adjective")


def _most(values: Sequence[str | None], times: Sequence[int]) -> str | None:
    """The value that is told most; the alphabetically first of several."""
    if len(values) == 1:
        return values[0] or None
    counted: dict[str, int] = {}
    for value, number in zip(values, times, strict=True):
        if value:
            counted[value] = counted.get(value, 0) + number
    if len(counted) < 2:
        return next(iter(counted), None)
    return min(counted, key=lambda value: (-counted[value], value))
