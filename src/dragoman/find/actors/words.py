"""The words of a language that tell who a noun phrase stands for; read from `lang/CODE/actors.toml`."""

from functools import cached_property
from typing import Literal

import msgspec

ARMED_FORCES = "armed forces"  # the organ that troops, soldiers and personnel of a state stand for
Being = Literal["person", "people", "body", "thing"]


class RoleNouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one PLOVER sector and kind of being; sector "" is taken from the words around."""

    sector: str
    being: Being
    nouns: tuple[str, ...]
    otherwise: str = ""


class Role(msgspec.Struct, frozen=True):
    """What one role noun says."""

    noun: str
    sector: str
    otherwise: str
    being: Being
    office: str


class SmallWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that change what a phrase stands for; see the data file."""

    unnamed: str
    belonging: str
    grounds: frozenset[str]
    idle: frozenset[str]
    article: str
    coordinators: frozenset[str]
    destination: str
    sponsor: frozenset[str]
    leader: frozenset[str]
    stance: frozenset[str]
    former: frozenset[str]
    being: frozenset[str]
    befalling: frozenset[str]
    of_acts: frozenset[str]
    own_objects: frozenset[str]
    civil: frozenset[str]
    striking: frozenset[str]
    assets: frozenset[str]
    reckonings: frozenset[str]
    deputies: frozenset[str]
    electors: frozenset[str]
    craft: frozenset[str]
    aboard: tuple[str, ...]
    on: str
    taking: frozenset[str]
    freeing: frozenset[str]
    addressing: frozenset[str]
    asking: frozenset[str]
    asked_for: frozenset[str]
    locative: frozenset[str]
    directional: frozenset[str]
    motion: frozenset[str]
    place_verbs: frozenset[str]
    aimed: frozenset[str]
    aiming: frozenset[str]
    based: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    complement: frozenset[str]
    feminine_titles: frozenset[str]
    masculine_titles: frozenset[str]
    titles: frozenset[str]


class GivenNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First names that are borne by one gender almost only."""

    feminine: frozenset[str]
    masculine: frozenset[str]

    def gender_of(self, word: str) -> str:
        """Say "f", "m" or "" by a lower-case first name."""
        return "f" if word in self.feminine else "m" if word in self.masculine else ""


class Pronouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pronouns by what they can stand for."""

    masculine: frozenset[str]
    feminine: frozenset[str]
    plural: frozenset[str]
    thing: frozenset[str]
    personal: frozenset[str]
    speaking: frozenset[str]

    def holds(self, word: str) -> bool:
        """Is a word, as it is written, a pronoun of any person? A name in capitals ("US") is none."""
        written = word[:1].lower() + word[1:]
        return self.kind_of(written) is not None or written in self.personal or written in self.speaking

    def kind_of(self, word: str) -> str | None:
        """What a lower-case word stands for, if it is a pronoun of a third person."""
        kinds = ("masculine", "feminine", "plural", "thing")
        return next((kind for kind in kinds if word in getattr(self, kind)), None)


class Anaphors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that, after "the" or "both", point back to a party named before."""

    country: frozenset[str]
    group: frozenset[str]
    agency: frozenset[str]
    owned: frozenset[str]
    otherwise: dict[str, frozenset[str]]
    site: frozenset[str]
    sites: frozenset[str]
    pairs: frozenset[str]
    duos: frozenset[str]
    sides: frozenset[str]
    two: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    pointing: frozenset[str]
    showing: frozenset[str]
    of_state: frozenset[str]


class ActorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`actors.toml` of a language."""

    state: frozenset[str]
    armed_forces: frozenset[str]
    only_of: frozenset[str]
    capital: frozenset[str]
    abstract_before_of: frozenset[str]
    no_parties: frozenset[str]
    others: frozenset[str]
    abroad: frozenset[str]
    bureaus: frozenset[str]
    mass: frozenset[str]
    not_with_of: frozenset[str]
    roles: tuple[RoleNouns, ...]
    offices: dict[str, tuple[str, ...]]
    organs: dict[str, tuple[str, ...]]
    words: SmallWords
    given_names: GivenNames
    pronouns: Pronouns
    anaphors: Anaphors

    @cached_property
    def organ_of(self) -> dict[str, str]:
        """The organ of a state that a noun names, by the name under which the knowledge base has it."""
        named = {noun: organ for organ, nouns in self.organs.items() for noun in nouns}
        return named | dict.fromkeys(self.armed_forces, ARMED_FORCES)

    @cached_property
    def by_last_word(self) -> dict[str, dict[tuple[str, ...], Role]]:
        """Role nouns by their last word, then by all their words."""
        office = {noun: title for title, nouns in self.offices.items() for noun in nouns}
        table: dict[str, dict[tuple[str, ...], Role]] = {}
        for group in self.roles:
            for noun in group.nouns:
                words = tuple(noun.replace("-", " - ").split())
                role = Role(noun, group.sector, group.otherwise, group.being, office.get(noun, ""))
                table.setdefault(words[-1], {}).setdefault(words, role)
        return table
