"""The words that state ties: what `ties.toml` holds."""

import msgspec

from dragoman.model import Relation


class RelationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A relation and the words that state it; the file says which way each runs."""

    relation: Relation
    nouns: list[str]
    reversed_nouns: list[str]
    verbs: list[str]
    reversed_verbs: list[str]
    suffixes: list[str]
    prefixes: list[str]
    links: list[str]


class OfficeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of offices."""

    nouns: list[str]
    titles: list[str]
    links: list[str]
    former: list[str]
    led: list[str]


class HostingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a country has on its soil."""

    nouns: list[str]
    links: list[str]
    keepers: list[str]
    stationed: list[str]


class RivalryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Adjectives that set two parties against each other."""

    adjectives: list[str]
    against: list[str]


class BorderWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What two countries share that touch, the word before the other one, and the word before both."""

    nouns: list[str]
    links: list[str]
    between: list[str]


class TieGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words that ties are made with."""

    be: list[str]
    including: list[str]
    since: list[str]
    until: list[str]
    by: list[str]
    bodies: list[str]
    unsaid: list[str]


class TieWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ties.toml`."""

    relations: list[RelationWords]
    office: OfficeWords
    hosting: HostingWords
    rivalry: RivalryWords
    borders: BorderWords
    grammar: TieGrammar
