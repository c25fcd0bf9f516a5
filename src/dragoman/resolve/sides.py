"""What the names of an event's actors, or of its recipients, tell; looked at once for each company of names."""

import re
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec

from dragoman.model import ARMED, DESCRIBED, KNOWN, Party
from dragoman.resolve.words import ActWords, act_words, every_language, governed

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
        some: Anybody is given; `unnamed`: nobody is named; `vague`: one that is only described may be anybody;
            `anyone`: and is not even said to fight.
        state: A state is among them, for which its organs act and speak.
        one, several: They are single beings; groups of whom more is said than "people".
        site, people: They are what stands or lies ("the base"); bodies of people ("soldiers").
    """

    named: frozenset[str]
    said: frozenset[str]
    persons: frozenset[str]
    words: frozenset[str]
    countries: frozenset[str]
    some: bool
    unnamed: bool
    vague: bool
    anyone: bool
    state: bool
    one: bool
    several: bool
    site: bool
    people: bool


Faces = tuple[Looks, ...]  # of each party of a side


def faces(parties: Sequence[Party]) -> Faces:
    """What is looked at of the parties of a side."""
    return tuple([face_of(party) for party in parties])


def looked_at(told: Faces) -> tuple[Face, ...]:
    """The faces of a side."""
    return tuple([Face(*face) for face in told])


def side_of(language: str | None, told: Faces) -> Side:
    """Look at the names of some parties, in a text of a language."""
    words, parties = act_words(language), looked_at(told)
    some, named = bool(parties), [one for one in parties if not described(one)]
    return Side(
        named=frozenset(one.id for one in named),
        said=frozenset(one.id for one in parties if described(one)),
        persons=frozenset(one.id for one in parties if one.person),
        words=frozenset(word for one in parties for word in _NAME_WORD.findall(one.name.lower())) - words.empty,
        countries=frozenset(one.country for one in parties if one.country),
        some=some,
        unnamed=not named,
        vague=any(map(vague, parties)),
        anyone=any(vague(one) and one.sector not in ARMED for one in parties),
        state=any(map(is_state, named)),
        one=some and all(one.person or _single(one, words) for one in parties),
        several=some and all(_group(one, words) for one in parties),
        site=some and all(is_site(one, words) for one in parties),
        people=some and all(_people(one, words) for one in parties),
    )


def _single(party: Face, words: ActWords) -> bool:
    """Is it described as one being ("unnamed contractor")?"""
    return described(party) and party.name.lower().partition(" ")[0] in words.single


def _group(party: Face, words: ActWords) -> bool:
    """Is it several, of whom more is said than that they are people ("fighters of the Mahdi Army", "Americans")?"""
    if party.person or vague(party) or _single(party, words):
        return False
    return described(party) or party.sector == "CVL"


def is_site(party: Party | Face, words: ActWords) -> bool:
    """Is it what stands or lies ("depots of the militia", "the American embassy")?"""
    return not party.person and governed(party.name, words.sites)


def _people(party: Face, words: ActWords) -> bool:
    """Is it a body of people ("soldiers", "the militia"), rather than one man, a state, a place or a site?"""
    known = described(party) or bool(party.sector)
    return known and not (party.person or is_state(party) or is_site(party, words))


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
