"""What the knowledge base holds: parties, their names, and the offices that they held from one day to another."""

from typing import Any, Literal

import msgspec

# Source: PLOVER manual, table of sector codes
SECTORS = frozenset({
    "GOV", "MIL", "REB", "OPP", "COP", "JUD", "LEG", "PRM", "SPY", "UNK", "PTY", "MED", "CVL", "BUS", "EDU", "ELI",
    "REF", "CRM", "LAB", "REL", "IGO", "NGO", "IMG", "MNC",
})  # fmt: skip

Kind = Literal["person", "country", "body", "party", "group", "igo", "ngo", "company", "outlet", "people"]
Use = Literal["name", "adjective", "people", "seat"]


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office that a person held: what, of which country or body (its id), and from when until when.

    Attributes:
        title: Its plain English name in lower case ("prime minister").
        of: ISO 3166 alpha-3 of a country, or the id of a body.
        since, until: ISO dates to the year, month or day; "" is open or unknown.
    """

    title: str
    of: str
    since: str = ""
    until: str = ""


class Spell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time in which a party had another country or sector than its entry says: rebels who came to govern.

    Attributes:
        since, until: ISO dates to the year, month or day; "" is open.
        country, sector: As in the entry; None where this spell changes nothing of it.
    """

    since: str = ""
    until: str = ""
    country: str | None = None
    sector: str | None = None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party as a knowledge file gives it.

    Attributes:
        id: Lower-case letters, digits and hyphens; alpha-3 in capitals for countries.
        name: Neutral canonical name.
        country: ISO 3166 alpha-3, or None for what belongs to no country.
        sector: PLOVER sector code, or None.
        variants: Other spellings and names, a side's own choice of words among them.
        part_of: Ids of the bodies and states that it is part of or belongs to.
        gender: "f" or "m" of a person, where pronouns should know it.
        offices: What a person was, and when.
        spells: When it had another country or sector; of several on one day, the first.
        organ: Which organ of its country it is ("parliament", "armed forces"), where every state has one.
        adjectives, people, seats: Of countries: demonyms, and names that stand for the government.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    variants: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    gender: Literal["f", "m", ""] = ""
    wikidata: str = ""
    offices: tuple[Office, ...] = ()
    spells: tuple[Spell, ...] = ()
    organ: str = ""
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


def is_on(held: Office | Spell, day: str) -> bool:
    """Was it so on this day? Dates of different precision are compared as far as both go.

    Args:
        held: What has a beginning and an end.
        day: ISO date to the year, month or day.
    """
    begun = not held.since or held.since[: len(day)] <= day[: len(held.since)]
    lasting = not held.until or day[: len(held.until)] <= held.until[: len(day)]
    return begun and lasting


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A TOML file of parties: one `[[actor]]` table each, with the fields of an `Entry`."""

    actor: tuple[dict[str, Any], ...] = ()


class CountryRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of countries.toml."""

    name: str
    variants: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    wikidata: str = ""
