"""What the names of an event's actors, or of its recipients, tell; looked at once for each company of names."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

import msgspec

from dragoman.model import ARMED, DESCRIBED, KNOWN, LEGISLATIVE, PLACE, Party, people_id
from dragoman.resolve.words import ActWords, act_words, every_language, governed

REMEMBERED = 4_096  # parties; news names the same ones again and again

_NAME_WORD = re.compile(r"\w{2,}")


class Face(NamedTuple):
    """A party, wherever a text names it."""

    id: str
    name: str
    country: str | None
    sector: str | None
    person: bool


Looks = tuple[str, str, str | None, str | None, bool]  # the fields of a face, which are looked up faster as they are
face_of: Callable[[Party | Face], Looks] = attrgetter(*Face._fields)


class Side(msgspec.Struct, frozen=True, gc=False):
    """The actors, or the recipients, of an account.

    Attributes:
        named: Ids of those that are named; `said` of those that are only described.
        persons: Ids of those that are one human being who has a name.
        words: The telling words of their names and descriptions.
        countries: Their countries.
        pair: Of two parties of two countries, or without one, both as one thing: who fights whom, who meets whom.
        some: Anybody is given; `unnamed`: nobody is named; `vague`: one that is only described may be anybody;
            `anyone`: and is not even said to fight.
        state: A state is among them, for which its organs act and speak.
        one, several: They are single beings; groups of whom more is said than "people".
        site, people: They are what stands or lies ("the base"); bodies of people ("soldiers").
        craft, aboard: They are what flies or sails, or people aboard of it; such people ("passengers on flight X").
        ashore: They are people who are not aboard of it ("protesters").
        assembly: They are a body that makes law, or its members, who do together what they do ("lawmakers voted").
    """

    named: frozenset[str]
    said: frozenset[str]
    persons: frozenset[str]
    words: frozenset[str]
    countries: frozenset[str]
    pair: frozenset[str]
    some: bool
    unnamed: bool
    vague: bool
    anyone: bool
    state: bool
    one: bool
    several: bool
    site: bool
    people: bool
    craft: bool
    aboard: bool
    ashore: bool
    assembly: bool


Faces = tuple[Looks, ...]  # of each party of a side


def faces(parties: Sequence[Party]) -> Faces:
    """What is looked at of the parties of a side."""
    return tuple([face_of(party) for party in parties])


def looked_at(told: Faces) -> tuple[Face, ...]:
    """The faces of a side."""
    return tuple([Face(*face) for face in told])


def side_of(language: str | None, told: Faces) -> Side:
    """Look at the names of some parties, in a text of a language."""
    parties, some = [_look(language, face) for face in told], bool(told)
    return Side(
        named=frozenset([one.id for one in parties if not one.described]),
        said=frozenset([one.id for one in parties if one.described]),
        persons=frozenset([one.id for one in parties if one.person]),
        words=frozenset().union(*[one.words for one in parties]),
        countries=frozenset([one.country for one in parties if one.country]),
        pair=_pair([one.country or one.id for one in parties if not one.vague]),
        some=some,
        unnamed=all(one.described for one in parties),
        vague=any(one.vague for one in parties),
        anyone=any(one.anyone for one in parties),
        state=any(one.state for one in parties),
        one=some and all(one.one for one in parties),
        several=some and all(one.several for one in parties),
        site=some and all(one.site for one in parties),
        people=some and all(one.people for one in parties),
        craft=some and all(one.craft for one in parties),
        aboard=some and all(one.aboard for one in parties),
        ashore=some and all(one.ashore for one in parties),
        assembly=is_assembly(language, told),
    )


def _pair(who: Sequence[str]) -> frozenset[str]:
    """Two, as one thing."""
    return frozenset([" and ".join(sorted(who))]) if len(who) == len(set(who)) == 2 else frozenset()


class _Look(NamedTuple):
    """What the name of one party tells; the fields are those of a side."""

    id: str
    country: str | None
    words: frozenset[str]
    described: bool
    vague: bool
    anyone: bool
    state: bool
    person: bool
    one: bool
    several: bool
    site: bool
    people: bool
    craft: bool
    aboard: bool
    ashore: bool
    assembly: bool


@lru_cache(maxsize=REMEMBERED)
def _look(language: str | None, face: Looks) -> _Look:
    """Look at the name of a party.

    It is one being where it is a human being who has a name, or is described as one ("unnamed contractor"); several,
    of whom more is said than that they are people ("fighters of the Mahdi Army", "Americans"); or a body of people
    ("soldiers", "the militia") rather than one man, a state, a place or a site.
    """
    words, party = act_words(language), Face(*face)
    is_described, is_vague, state, site = described(party), vague(party), is_state(party), is_site(party, words)
    is_described |= party.id == people_id(party.country)  # "Americans" are seldom the same ones
    said = party.name.lower().split()
    carried = is_described and not (
        words.aboard.isdisjoint(said) and (words.on not in said or words.craft.isdisjoint(said))
    )
    single = is_described and party.name.lower().partition(" ")[0] in words.single
    return _Look(
        party.id,
        party.country,
        words=frozenset(_NAME_WORD.findall(party.name.lower())) - words.empty,
        described=is_described,
        vague=is_vague,
        anyone=is_vague and party.sector not in ARMED,
        state=state and not is_described,
        person=party.person,
        one=party.person or single,
        several=not (party.person or is_vague or single) and (is_described or party.sector == "CVL"),
        site=site,
        people=(is_described or bool(party.sector)) and not (party.person or state or site),
        craft=carried or (not party.person and governed(party.name, words.craft)),
        aboard=carried,
        ashore=not party.person and governed(party.name, words.ashore),
        assembly=party.sector == LEGISLATIVE and not (party.person or single),
    )


def is_assembly(language: str | None, told: Faces) -> bool:
    """Is a side nothing but those who make law, and no single one of them?"""
    return bool(told) and all(_look(language, face).assembly for face in told)


def is_site(party: Party | Face, words: ActWords) -> bool:
    """Is it what stands or lies ("depots of the militia", "the American embassy", "Aleppo")?"""
    return not party.person and (party.id.startswith(PLACE) or governed(party.name, words.sites))


def is_state(party: Party | Face) -> bool:
    """Is it a state itself, for which its organs act and speak?"""
    return party.id == f"kb:{party.country}"


def described(party: Party | Face) -> bool:
    """Is it a description ("two soldiers", "men of the Quds Force"), which may mean others in another text?"""
    if party.id.startswith(KNOWN):
        return vague(party)
    first = party.name.partition(" ")[0]
    said = party.id.startswith(DESCRIBED) or first[:1].isdigit() or first.islower()  # "23 pirates", "a large cache"
    said |= first != party.name and party.name[1:].islower()  # "Two others", with which a sentence began
    said |= not party.person and governed(party.name, every_language().civil)  # "Woman", in a headline
    return said or vague(party)


def vague(party: Party | Face) -> bool:
    """Does it hold no name and no country, so that it may be anybody?"""
    return not party.country and party.name == party.name.lower()
