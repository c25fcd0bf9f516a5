"""The chain: decide for all units of a page together which are body, from the weights of their signs.

A linear chain of two states: each sign adds its weight to the score of "body", each step from line to line adds its
own, and the best-scoring way through the page is taken (Viterbi). Weights stand in `lang/LANGUAGE/cleaning.toml`.
"""

import msgspec


class Steps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it adds to the score to go from one line to the next."""

    stay_out: float
    enter: float
    leave: float
    stay_in: float


def score(signs: list[str], weights: dict[str, float]) -> float:
    """Log odds that a unit is body, from its signs alone; a sign without a weight adds nothing."""
    return sum(weights.get(sign, 0.0) for sign in signs)


def best_way(scores: list[float], steps: Steps) -> list[bool]:
    """Tell for each unit whether it is body, so that units and steps together score best."""
    came: list[tuple[bool, bool]] = []  # for out and for in: was the unit before it body?
    out, inside = 0.0, scores[0] if scores else 0.0
    for gain in scores[1:]:
        stay_out, leave = out + steps.stay_out, inside + steps.leave
        enter, stay_in = out + steps.enter, inside + steps.stay_in
        came.append((leave > stay_out, stay_in >= enter))
        out, inside = max(stay_out, leave), max(enter, stay_in) + gain
    way = [inside > out] if scores else []
    for before in reversed(came):
        way.append(before[way[-1]])
    return way[::-1]
