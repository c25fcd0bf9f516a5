"""Compound actors taken apart into pairs, and PLOVER types as CAMEO codes: for tables of one actor and one recipient.

Source: PLOVER manual, "Compound and reciprocal actors": the pairs are a step of export, never of coding.
"""

from collections.abc import Sequence
from itertools import permutations, product
from typing import TypeVar

from dragoman.codebook import EventType, load_codebook
from dragoman.model import Party, PartyName

Side = TypeVar("Side", Party, PartyName)

ROOT_DIGITS = 2  # of a CAMEO root code; what is shorter stands for nothing
QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}


def pairs(
    actors: Sequence[Side], recipients: Sequence[Side], *, reciprocal: bool
) -> list[tuple[Side | None, Side | None]]:
    """Return who did it to whom, a pair each, in the order in which they are named.

    Args:
        actors: Who acts.
        recipients: Whom it is done to.
        reciprocal: Several actors without a recipient did it to each other: every ordered pair of them.
    """
    if reciprocal and len(actors) > 1 and not recipients:
        return list(permutations(actors, 2))
    return list(product(actors or (None,), recipients or (None,)))


def kind_of(type_: str) -> EventType | None:
    """The codebook's entry of a type; None for a type of the user's own, which has no code elsewhere."""
    return load_codebook().types.get(type_)


def is_reciprocal(type_: str) -> bool:
    """Are all parties of this type actors, where none is named as recipient?"""
    kind = kind_of(type_)
    return kind is not None and kind.reciprocal


def cameo(type_: str, modes: Sequence[str]) -> str | None:
    """Return the most specific CAMEO code that is sure to cover what was found, at least its root; None without one.

    Several modes, or several root codes of a type, leave what they have in common; see `cameo_choices`.
    """
    shared, *others = cameo_choices(type_, modes) or ("",)
    for code in others:
        while not code.startswith(shared):
            shared = shared[:-1]
    return shared if len(shared) >= ROOT_DIGITS else None


def cameo_choices(type_: str, modes: Sequence[str]) -> tuple[str, ...]:
    """Return the CAMEO codes that an event may have: those of its modes, or where it has none the roots of its type.

    Where one mode's code refines another's, it stands for both. () for a type of the user's own.

    Source: PLOVER's table of CAMEO equivalents, as the codebook holds it.
    """
    kind = kind_of(type_)
    if kind is None:
        return ()
    codes = {code for mode in modes if mode in kind.modes and (code := kind.modes[mode].cameo) is not None}
    finest = (one for one in codes if not any(other != one and other.startswith(one) for other in codes))
    return tuple(sorted(finest)) or kind.cameo


def intensity(type_: str, modes: Sequence[str]) -> float | None:
    """PLOVER's score, -10 (conflict) to 10 (cooperation): that of the mode that lies furthest from 0, else the type's.

    Source: PLOVER manual, table of scores.
    """
    kind = kind_of(type_)
    if kind is None:
        return None
    scores = [score for mode in modes if mode in kind.modes and (score := kind.modes[mode].score) is not None]
    return max(scores, key=abs, default=kind.score)


def quad(type_: str) -> int | None:
    """The quad class, 1 to 4: verbal and material cooperation, verbal and material conflict."""
    kind = kind_of(type_)
    return QUADS[kind.quad] if kind else None
