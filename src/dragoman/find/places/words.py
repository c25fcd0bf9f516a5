"""The words by which a language tells places: `places.toml` of its folder."""

from functools import cached_property
from typing import Literal

import msgspec

Precision = Literal["country", "region", "city", "site"]


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The words; what each list is for is said beside it in the file.

    Attributes:
        articles: Words that open a name without being of it.
        inside: Small words that stand inside a place's name.
        before, before_much: Lemmas after which a place is named, surely or perhaps.
        striking: Nouns for what befalls places, with the words that lead from them to its name ("siege *of* X").
        only_places: Those of them that befall no person ("siege").
        struck: Verbs whose object, where it is a name, is a place.
        within, within_inner: What stands between a place and the larger one that it lies in.
        line: What stands between places that are named in line.
        parts: Words that say which part of a place is meant.
        titles: Words before which a name is a person's.
        bodies: Words after a name with which it is no place.
        things: Words after a name for what is only called after the place.
        units: Words after a lesser place's name that make it a unit's.
        service: Words between a site's name and such a word ("military" base).
        area, feature, ahead: Words after or ahead of a name that tell the sort of a place, with its precision.
    """

    articles: frozenset[str]
    inside: frozenset[str]
    before: frozenset[str]
    before_much: frozenset[str]
    striking: dict[str, frozenset[str]]
    only_places: frozenset[str]
    struck: frozenset[str]
    within: frozenset[str]
    within_inner: frozenset[str]
    line: frozenset[str]
    parts: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    things: frozenset[str]
    units: frozenset[str]
    service: frozenset[str]
    area: dict[str, Precision]
    feature: dict[str, Precision]
    ahead: dict[str, Precision]

    @cached_property
    def generic(self) -> frozenset[str]:
        """Words that are no name by themselves, of part and sort."""
        return frozenset(self.parts | self.service | self.feature.keys())

    def sort_after(self, word: str) -> Precision | None:
        """The precision that this word tells of the name before it."""
        return self.area.get(word) or self.feature.get(word)
