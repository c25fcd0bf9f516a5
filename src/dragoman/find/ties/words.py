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
    hyphened: list[str]
    state: list[str]
    rulers: list[str]
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
    throughout: list[str]
    within: list[str]
    by: list[str]
    bodies: list[str]
    unsaid: list[str]
    tasks: list[str]


class MoodWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By what a tie is denied, asked for, or only thought of.

    Attributes:
        negations: Words beside a verb or before a noun that deny it ("is *not* an ally", "*no* ally of").
        modals: Auxiliaries of what is not so, or not yet.
        conditions: Words that open a condition or a question.
        governors: Lemmas over a clause that is not said to be so ("*wants* to be an ally", "*denied* backing").
        imagined: Nouns whose clause of place tells what is only thought of ("a *future* where").
        scenes: Words that open such a clause.
        one: Words that stand for such a noun ("what they want is *one* where").
        ended: Words beside a verb by which it holds no more ("is no *longer* an ally").
    """

    negations: list[str]
    modals: list[str]
    conditions: list[str]
    governors: list[str]
    imagined: list[str]
    scenes: list[str]
    one: list[str]
    ended: list[str]


class TieWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ties.toml`."""

    relations: list[RelationWords]
    office: OfficeWords
    hosting: HostingWords
    rivalry: RivalryWords
    borders: BorderWords
    grammar: TieGrammar
    mood: MoodWords
