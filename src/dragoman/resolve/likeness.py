"""How likely two accounts tell of one event: observations for and against, each with a weight, added up.

A weight stands for the natural logarithm of how many times more often an observation is met among accounts of one event
than among accounts of two. `weights.toml` holds them, set by reason and moved by `bench/learn_resolve.py`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from dragoman.resolve.evidence import (
    SETTLING,
    TEXTS,
    Part,
    named_around,
    named_in_documents,
    words_around,
    words_of_documents,
)
from dragoman.resolve.pairs import Observed, Pairs, related
from dragoman.resolve.sets import Floats

ANY_TWO = "two accounts"  # what is assumed of any pair
NEVER = -50.0  # log-odds that nothing outweighs
ASIDE = ("a fact and a plan", "one act and several")  # they keep apart what belongs together all the same
FELT = 0.05  # log-odds; less than this is printed as 0.0, and not named among the reasons
# The texts as they are looked at: what takes little time and tells much comes first.
QUICK_FIRST = (named_around, named_in_documents, words_around, words_of_documents)
NO_ROWS = np.zeros(0, np.int64)
DIGITS = 6  # so that the order in which numbers are added up cannot tip a decision


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each observation weighs between two accounts of one document, and of two.

    Attributes:
        within, across: Weights by the name of the observation; "two accounts" is what is assumed of any pair.
    """

    within: dict[str, float]
    across: dict[str, float]


@cache
def load_weights() -> Weights:
    """The weights that come with the program."""
    text = (files("dragoman.resolve") / "weights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Weights)


def observe(pairs: Pairs, parts: Sequence[Part] = (*SETTLING, *TEXTS)) -> Observed:
    """Make every observation of every pair, or those of some parts."""
    found: Observed = {ANY_TWO: np.ones(len(pairs.a))}
    for part in parts:
        found |= part(pairs)
    return found


def weigh(pairs: Pairs, observed: Observed) -> Floats:
    """Add up what was observed, each with its weight."""
    weights, within = load_weights(), np.flatnonzero(pairs.within)
    total = np.zeros(len(pairs.a))
    if len(within) < len(total):
        for _, added in _added(observed, weights.across):
            total += added
    if len(within):
        total[within] = 0.0
        for _, added in _added({name: strength[within] for name, strength in observed.items()}, weights.within):
            total[within] += added
    return total


def _added(observed: Observed, weights: Mapping[str, float]) -> Iterator[tuple[str, Floats]]:
    """What each observation adds to the log-odds of each pair."""
    for name, strength in observed.items():
        if weight := weights.get(name, 0.0):
            yield name, strength * weight


def _against(observed: Observed) -> Observed:
    """The observations that speak against one event."""
    kinds = load_weights().within, load_weights().across
    return {name: strength for name, strength in observed.items()
            if name != ANY_TWO and any(kind.get(name, 0.0) < 0 for kind in kinds)}  # fmt: skip


def log_odds(pairs: Pairs, least: float = NEVER) -> tuple[Floats, Floats, Floats]:
    """Add up the evidence on each pair.

    The texts are not looked at where they could not tip the balance: where all that they can add leaves it negative.

    Args:
        pairs: The pairs.
        least: How much is asked of a pair, that what only says so of a part or a plan left aside; once what is left to
            look at cannot bring it there, the pair is given up.

    Returns:
        The log-odds that the two are one event, `NEVER` for types that no two tellers exchange, NaN of a pair that was
        given up; what of them speaks against that, the texts left aside; and what only says that the one is a part, or
        a plan, of the other. The last two are 0 or less.
    """
    settling = observe(pairs, SETTLING)
    kin, speaking = related(pairs), _against(settling)
    against = weigh(pairs, speaking)
    total = against + weigh(pairs, {name: settling[name] for name in settling if name not in speaking})
    total, against = np.where(kin, total, NEVER), np.where(kin, against, NEVER)
    aside = weigh(pairs, {name: settling[name] for name in ASIDE})
    most = [_most(part(pairs.at(NO_ROWS))) for part in QUICK_FIRST]
    going = np.flatnonzero(total > -sum(most))
    for number, part in enumerate(QUICK_FIRST):
        hopeless = total[going] - aside[going] + sum(most[number:]) <= least
        total[going[hopeless]] = np.nan
        going = going[~hopeless]
        some = pairs.at(going)
        total[going] += weigh(some, part(some))
    rounded: Floats = total.round(DIGITS)
    return rounded, against, aside


def _most(observed: Observed) -> float:
    """The most that observations can add to a pair."""
    weights = load_weights()
    return max(sum(max(0.0, kind.get(name, 0.0)) for name in observed) for kind in (weights.within, weights.across))


def probability(odds: Floats) -> Floats:
    """The probability, 0 to 1, that has these log-odds."""
    found: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return found


def explained(pairs: Pairs) -> list[tuple[float, str]]:
    """For each pair its probability, and every observation that was made with what it adds: what `explain` prints."""
    weights, within, total = load_weights(), pairs.within, np.zeros(len(pairs.a))
    words: list[list[str]] = [[] for _ in range(len(pairs.a))]
    for chosen, kind in ((np.flatnonzero(within), weights.within), (np.flatnonzero(~within), weights.across)):
        for name, added in _added(observe(pairs.at(chosen)), kind):
            total[chosen] += added
            felt = np.flatnonzero(np.abs(added) >= FELT)
            for at, weight in zip(chosen[felt].tolist(), added[felt].tolist(), strict=True):
                words[at].append(_worded(name, weight))
    odds = np.where(related(pairs), total, NEVER).round(DIGITS)
    return list(zip(probability(odds).tolist(), map(", ".join, words), strict=True))


@lru_cache
def _worded(name: str, weight: float) -> str:
    return f"{name} {weight:+.1f}"
