"""Reads entities of FollowTheMoney, one JSON object a line, as OpenSanctions and OpenAleph export them.

Persons, bodies and companies become parties; memberships, employments, directorships and occupancies become what they
are part of and the offices that they held. Source: the FollowTheMoney model, version 3 (schemata and topics).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pycountry

from dragoman.knowledge.foreign.offices import office_title
from dragoman.knowledge.read import slug
from dragoman.knowledge.records import Entry, Kind, Office

_KINDS: dict[str, Kind] = {
    "Person": "person", "Organization": "body", "PublicBody": "body", "Company": "company", "LegalEntity": "body",
}  # fmt: skip
# Links between parties: the property that holds the member, and the one that holds the whole
_LINKS = {
    "Membership": ("member", "organization"), "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
}  # fmt: skip
# The sector that a topic says, the most telling first
_TOPICS = {
    "crime.terror": "REB", "crime": "CRM", "gov.igo": "IGO", "gov.security": "MIL", "gov.judicial": "JUD",
    "gov.legislative": "LEG", "role.judge": "JUD", "role.journo": "MED", "role.pol": "PTY", "pol.party": "PTY",
    "pol.union": "LAB", "role.diplo": "GOV", "role.pep": "GOV", "gov": "GOV", "gov.national": "GOV", "gov.head": "GOV",
    "gov.executive": "GOV", "role.spy": "SPY", "rel": "REL", "mil": "MIL",
}  # fmt: skip
_BY_SCHEMA = {"Company": "BUS", "PublicBody": "GOV"}
_GENDERS = {"male": "m", "female": "f"}


class Thing(msgspec.Struct, frozen=True):
    """An entity as it stands in the file; other keys are passed over."""

    id: str
    schema: str
    properties: dict[str, tuple[Any, ...]] = {}
    caption: str = ""

    def first(self, name: str) -> str:
        """The first value of a property, or ""."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """The values of a property, of nested entities their ids."""
        values = self.properties.get(name, ())
        return [str(value["id"]) if isinstance(value, dict) else str(value) for value in values]


def read(text: str, known: Mapping[str, Entry]) -> tuple[list[Entry], list[str]]:
    """Read the entities of an export.

    Args:
        text: The file: one JSON object a line.
        known: Our parties.

    Returns:
        Entries, and what was left out.

    Raises:
        ValueError: where a line is no entity; it names the line.
    """
    things = {thing.id: thing for thing in _things(text)}
    offices, wholes = _held(things, known), _wholes(things)
    left: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    for thing in things.values():
        if thing.schema not in _KINDS:
            left[thing.schema] += 1
        elif not (thing.caption or thing.first("name")):
            left[f"{thing.schema} without a name"] += 1
        else:
            entry = _entry(thing, offices.get(thing.id, ()), wholes.get(thing.id, ()))
            entries.setdefault(entry.id, entry)
    used = {*_LINKS, "Occupancy", "Position"}
    return list(entries.values()), [f"{count} of {what} left out" for what, count in left.items() if what not in used]


def _things(text: str) -> Iterator[Thing]:
    decode = msgspec.json.Decoder(Thing).decode
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip().strip("[],") if line.strip() in ("[", "]") else line.strip().rstrip(",")
        if plain:
            try:
                yield decode(plain)
            except msgspec.DecodeError as error:
                message = f"line {number}: {error}"
                raise ValueError(message) from error


def _entry(thing: Thing, offices: tuple[Office, ...], wholes: tuple[str, ...]) -> Entry:
    """Make an entry of an entity."""
    name = thing.caption or thing.first("name")
    others = [*thing.all("name"), *thing.all("alias"), *thing.all("weakAlias"), *thing.all("abbreviation")]
    codes = [*thing.all("country"), *thing.all("nationality"), *thing.all("jurisdiction"), *thing.all("citizenship")]
    topics = set(thing.all("topics"))
    sector = next((sector for topic, sector in _TOPICS.items() if topic in topics), None)
    sector = sector or ("GOV" if offices else _BY_SCHEMA.get(thing.schema))
    kind = _KINDS[thing.schema]
    return Entry(
        id=slug(name) or slug(thing.id), name=name, kind="igo" if sector == "IGO" else kind,
        country=None if sector == "IGO" else next(filter(None, map(alpha3, codes)), None), sector=sector or None,
        variants=tuple(other for other in dict.fromkeys(others) if other != name), part_of=wholes,
        gender=_GENDERS.get(thing.first("gender").lower(), ""),  # type: ignore[arg-type]
        wikidata=thing.first("wikidataId"), offices=offices,
    )  # fmt: skip


def alpha3(code: str) -> str | None:
    """The alpha-3 code of a country that is given by its alpha-2 code in any case."""
    if code.upper() == "XK":
        return "XKX"
    found = pycountry.countries.get(alpha_2=code.upper()) if len(code) == 2 else None
    return found.alpha_3 if found else None


def _held(things: Mapping[str, Thing], known: Mapping[str, Entry]) -> dict[str, tuple[Office, ...]]:
    """The offices of each person: occupancies of positions that we have a plain name for."""
    held: dict[str, tuple[Office, ...]] = {}
    for thing in things.values():
        post = things.get(thing.first("post")) if thing.schema == "Occupancy" else None
        title = office_title(post.caption or post.first("name")) if post else None
        country = next(filter(None, map(alpha3, post.all("country"))), None) if post else None
        if title and country and country in known:
            office = Office(title, country, thing.first("startDate")[:10], thing.first("endDate")[:10])
            holder = thing.first("holder")
            held[holder] = (*held.get(holder, ()), office)
    return held


def _wholes(things: Mapping[str, Thing]) -> dict[str, tuple[str, ...]]:
    """The ids of what each party is part of."""
    wholes: dict[str, tuple[str, ...]] = {}
    for thing in things.values():
        member, whole = _LINKS.get(thing.schema, ("", ""))
        body = things.get(thing.first(whole)) if whole else None
        if body is not None and body.schema in _KINDS:
            party = slug(body.caption or body.first("name"))
            wholes[thing.first(member)] = (*wholes.get(thing.first(member), ()), party)
    return wholes
