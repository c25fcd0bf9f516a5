"""The words by which a language tells places: `places.toml` of its folder."""

from typing import Literal

import msgspec

Precision = Literal["country", "region", "city", "site"]


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Attributes are explained beside the words, in the file.

    Attributes:
        inside: Small words that stand inside a place's name.
        before: Lemmas after which a place is named.
        titles: Words after which a person is named.
        bodies: Words after a name that make it a body's.
        after, ahead: Words beside a name that tell what sort of place it is, and the precision of its point.
    """

    inside: frozenset[str]
    before: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    after: dict[str, Precision]
    ahead: dict[str, Precision]
