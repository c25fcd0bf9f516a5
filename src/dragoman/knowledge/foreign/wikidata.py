"""Reads entities of a Wikidata JSON export, one a line, as the dumps and Special:EntityData give them.

Persons, bodies and groups become parties; positions held become offices, where the file holds the position too or its
label is given. Source: the JSON data model of Wikibase; properties and classes by their Wikidata ids.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.knowledge.foreign.offices import office_title
from dragoman.knowledge.read import slug
from dragoman.knowledge.records import Entry, Kind, Office

_INSTANCE, _SUBCLASS, _GENDER, _CODE = "P31", "P279", "P21", "P298"
_COUNTRIES = ("P27", "P17", "P1001")  # citizenship, country, applies to jurisdiction
_WHOLES = ("P102", "P463", "P361", "P749", "P108", "P241")  # party, member of, part of, parent body, employer, branch
_HELD, _SINCE, _UNTIL, _OF = "P39", "P580", "P582", "P642"
# Classes, and what their members are to us: kind and, where the class says it, PLOVER sector
_CLASSES: dict[str, tuple[Kind, str | None]] = {
    "Q5": ("person", None),
    "Q484652": ("igo", "IGO"), "Q245065": ("igo", "IGO"), "Q79913": ("ngo", "NGO"),
    "Q7278": ("party", "PTY"), "Q7210356": ("group", "PTY"),
    "Q17127659": ("group", "REB"), "Q17149090": ("group", "REB"), "Q1065118": ("group", "REB"),
    "Q327333": ("body", "GOV"), "Q192350": ("body", "GOV"), "Q37726": ("body", "MIL"), "Q176799": ("body", "MIL"),
    "Q47913": ("body", "SPY"), "Q35535": ("body", "COP"), "Q192283": ("outlet", "MED"), "Q11032": ("outlet", "MED"),
    "Q783794": ("company", "BUS"), "Q4830453": ("company", "BUS"), "Q6881511": ("company", "BUS"),
    "Q41710": ("people", "CVL"), "Q43229": ("body", None),
}  # fmt: skip
_GENDERS = {"Q6581097": "m", "Q6581072": "f"}
_DIGITS = {9: 4, 10: 7, 11: 10}  # precision of a time: characters of its ISO date that count


class Item(msgspec.Struct, frozen=True):
    """An item as it stands in the file; other keys are passed over."""

    id: str
    labels: dict[str, dict[str, str]] = {}
    aliases: dict[str, list[dict[str, str]]] = {}
    claims: dict[str, list[dict[str, Any]]] = {}

    @property
    def label(self) -> str:
        """Its English name, or the one of all languages."""
        return next((self.labels[lang]["value"] for lang in ("en", "mul") if lang in self.labels), "")

    def items(self, claim: str) -> list[str]:
        """The ids of the items that a property names, the preferred ones first."""
        held = sorted(self.claims.get(claim, ()), key=lambda one: one.get("rank") != "preferred")
        return [value["id"] for one in held if isinstance(value := _value(one.get("mainsnak")), dict) and "id" in value]


def read(text: str, known: Mapping[str, Entry]) -> tuple[list[Entry], list[str]]:
    """Read the items of an export.

    Args:
        text: The file: one JSON object a line, with or without the brackets and commas of a dump.
        known: Our parties; items are told by the Wikidata ids that these have.

    Returns:
        Entries, and what was left out.

    Raises:
        ValueError: where a line is no item; it names the line.
    """
    items = {item.id: item for item in _items(text)}
    ids = {known[party].wikidata: party for party in known if known[party].wikidata}
    for item in items.values():
        code = next((_value(claim.get("mainsnak")) for claim in item.claims.get(_CODE, ())), None)
        ids.setdefault(item.id, code if isinstance(code, str) and code in known else slug(item.label))
    classes = {item.id: found for item in items.values() if (found := _class_of(item, items))}
    world = World(items, ids, known, classes)
    left: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    for item in items.values():
        if item.id in classes and slug(item.label):
            entry = _entry(item, world, left)
            entries.setdefault(entry.id, entry)
        else:
            left["without an English name" if item.id in classes else "of a class that is no party"] += 1
    return list(entries.values()), [f"{count} left out: {what}" for what, count in left.items()]


def _items(text: str) -> Iterator[Item]:
    decode = msgspec.json.Decoder(Item).decode
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip().rstrip(",")
        if plain and plain not in ("[", "]"):
            try:
                yield decode(plain)
            except msgspec.DecodeError as error:
                message = f"line {number}: {error}"
                raise ValueError(message) from error


def _class_of(item: Item, items: Mapping[str, Item]) -> tuple[Kind, str | None] | None:
    """What an item is to us, by its class or, where the file holds them, the classes above it."""
    classes, seen = item.items(_INSTANCE), set[str]()
    while classes:
        told = next((_CLASSES[one] for one in classes if one in _CLASSES), None)
        if told is not None:
            return told
        seen.update(classes)
        above = (items[one] for one in classes if one in items)
        classes = [wider for one in above for wider in one.items(_SUBCLASS) if wider not in seen]
    return None


class World(msgspec.Struct, frozen=True):
    """What items refer to.

    Attributes:
        items: The items of the file, by their Wikidata ids.
        ids: Our ids, of the file's items and of the parties that we know, by Wikidata's.
        known: The parties that we know.
        classes: What each item of the file is to us, where it is a party.
    """

    items: Mapping[str, Item]
    ids: Mapping[str, str]
    known: Mapping[str, Entry]
    classes: Mapping[str, tuple[Kind, str | None]]

    def country(self, item: Item) -> str | None:
        """The first country of an item that we have."""
        named = (self.ids[one] for claim in _COUNTRIES for one in item.items(claim) if one in self.ids)
        return next((code for code in named if code in self.known and self.known[code].kind == "country"), None)

    def party(self, item: str) -> str | None:
        """Our id of an item, where it is a party of the file or one that we know."""
        ours = self.ids.get(item)
        return ours if ours is not None and (ours in self.known or item in self.classes) else None


def _entry(item: Item, world: World, left: Counter[str]) -> Entry:
    """Make an entry of an item."""
    kind, sector = world.classes[item.id]
    offices = tuple(_offices(item, world, left)) if kind == "person" else ()
    names = [alias["value"] for lang in ("en", "mul") for alias in item.aliases.get(lang, ())]
    wholes = [world.party(whole) for claim in _WHOLES for whole in item.items(claim)]
    gender = next((_GENDERS[one] for one in item.items(_GENDER) if one in _GENDERS), "")
    return Entry(
        id=world.ids[item.id], name=item.label, kind=kind, country=None if kind == "igo" else world.country(item),
        sector=sector or ("GOV" if offices else None), variants=tuple(dict.fromkeys(names)),
        part_of=tuple(dict.fromkeys(filter(None, wholes))), wikidata=item.id, offices=offices,
        gender=gender,  # type: ignore[arg-type]
    )  # fmt: skip


def _offices(item: Item, world: World, left: Counter[str]) -> Iterator[Office]:
    """The positions that a person held, as far as their titles have a plain name and a country or body."""
    for claim in item.claims.get(_HELD, ()):
        value = _value(claim.get("mainsnak"))
        post = world.items.get(value["id"]) if isinstance(value, dict) else None
        title = office_title(post.label) if post else None
        bodies = [world.party(one["id"]) for one in _qualifiers(claim, _OF) if isinstance(one, dict) and "id" in one]
        of = next(filter(None, bodies), None) or (world.country(post) if post else None)
        if title and of:
            since, until = (next(map(_day, _qualifiers(claim, limit)), "") for limit in (_SINCE, _UNTIL))
            yield Office(title, of, since, until)
        else:
            left["positions without a plain title or country in the file"] += 1


def _value(snak: Any) -> Any:
    """The value of a statement; None where it has none."""
    return (snak or {}).get("datavalue", {}).get("value")


def _qualifiers(claim: Mapping[str, Any], name: str) -> list[Any]:
    return [value for snak in claim.get("qualifiers", {}).get(name, ()) if (value := _value(snak)) is not None]


def _day(time: Mapping[str, Any]) -> str:
    """The ISO date of a time, to the year, month or day; "" where it is less precise."""
    size = _DIGITS.get(int(time.get("precision", 0)), 0)
    said = str(time.get("time", ""))
    return said.removeprefix("+")[:size] if said.startswith("+") else ""
