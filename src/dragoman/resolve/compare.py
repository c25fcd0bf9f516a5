"""Compare accounts, so many pairs at once, and by as many processes as there are."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np

from dragoman.resolve.hands import Hands
from dragoman.resolve.likeness import DIGITS, log_odds
from dragoman.resolve.pairs import Pairs, listed
from dragoman.resolve.sets import Flags, Floats, Numbers, Numbers32, parted
from dragoman.resolve.stories import Stories
from dragoman.resolve.table import Table

PAIRS_AT_ONCE = 100_000  # pairs; their observations take about 200 MB
SHARED_PAIRS = 1_000_000  # from so many on, which take a second, it is worth while to start others for them
SHARED_ROWS = 100_000  # accounts; so many travel as some 100 MB, to each of those who compare them
SHARERS = 4  # processes that are sent accounts; with more, sending them takes longer than they save
BOUND = 5.0  # log-odds beyond which a single pair counts no more: it may rest on one value misread
LISTED = 1e6  # log-odds of two rows that a data set lists as one event: no bounded evidence outweighs it

OPEN = np.iinfo(np.int32).min  # in the place of log-odds: they are 0 or less, and were not worked out
UNIT = 10**DIGITS  # so many units are a log-odds of 1: what is rounded to digits is kept whole in half the memory

# Set where the short stories and the sample articles fell apart least.
SILENCE = 1.0  # log-odds; what two accounts of which little is told speak against the groups that they are in

_Outcome = TypeVar("_Outcome")


class Scored(msgspec.Struct, frozen=True):
    """Pairs with their log-odds, bounded."""

    a: Numbers
    b: Numbers
    odds: Floats

    def where(self, chosen: Flags) -> "Scored":
        """Some of the pairs."""
        return Scored(self.a[chosen], self.b[chosen], self.odds[chosen])


class Compared(msgspec.Struct, frozen=True):
    """Pairs that were compared, as `candidates` gives them.

    Attributes:
        odds: Their log-odds, bounded, in units of `UNIT`; or `OPEN`.
    """

    pairs: Numbers
    odds: Numbers32

    def odds_of(self, pairs: Numbers) -> Floats:
        """The log-odds of pairs; NaN of one that was not compared, or given up."""
        if not len(self.pairs):
            return np.full(len(pairs), np.nan)
        at = np.minimum(np.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
        known = (self.pairs[at] == pairs) & (self.odds[at] != OPEN)
        found: Floats = np.where(known, self.odds[at] / UNIT, np.nan)
        return found


_NO_PAIRS = Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


class Part(NamedTuple):
    """Some of the pairs that are to be compared, as they travel to who compares them."""

    table: Table
    stories: Stories
    pairs: Numbers

    def some(self) -> Iterator[Pairs]:
        """The pairs, so many at once."""
        for at in range(0, len(self.pairs), PAIRS_AT_ONCE):
            yield _unpacked(self.table, self.stories, self.pairs[at : at + PAIRS_AT_ONCE])


def _shared(hands: Hands, function: Callable[[Part], _Outcome], whole: Part) -> list[_Outcome]:
    """Have pairs compared in parts, one for each of some who work; few of them, or very many accounts, by one."""
    is_worth = len(whole.pairs) >= SHARED_PAIRS and len(whole.table) <= SHARED_ROWS
    parts = np.array_split(whole.pairs, min(hands.size, SHARERS)) if is_worth else [whole.pairs]
    tasks = [whole._replace(pairs=some) for some in parts]
    return list((hands.map if is_worth else map)(function, tasks))


def compare(whole: Part, hands: Hands) -> tuple[Scored, Scored, Compared]:
    """Compare pairs.

    Returns:
        The pairs that are rather one event than not; those that are a part and a whole, or a plan and an act, where
        all but that speaks for one event, with the log-odds of that; and all of them.
    """
    likely, kin, odds = zip(*_shared(hands, _compared, whole), strict=True)
    return _together(likely), _together(kin), Compared(whole.pairs, odds[0] if len(odds) == 1 else np.concatenate(odds))


def _compared(part: Part) -> tuple[Scored, Scored, Numbers32]:
    """As `compare`; of all of them the log-odds."""
    likely, kin, odds = [_NO_PAIRS], [_NO_PAIRS], np.empty(len(part.pairs), np.int32)
    for number, some in enumerate(part.some()):
        whole, against, aside = log_odds(some, least=0.0)
        one, two = listed(some)
        likely.append(Scored(some.a, some.b, whole).where(((whole > 0) | one) & ~two))
        kin.append(Scored(some.a, some.b, whole - aside).where((aside < 0) & (whole > aside) & ~two))
        at, given_up = number * PAIRS_AT_ONCE, np.isnan(whole)
        odds[at : at + PAIRS_AT_ONCE] = np.where(given_up, OPEN, np.rint(_bounded(whole, against) * UNIT))
    return _together(likely), _together(kin), odds


def _bounded(odds: Floats, against: Floats) -> Floats:
    """What pairs weigh in the bond of two groups: where little is told, little speaks against the groups.

    What is not known, since it cannot be more, is the least.
    """
    return np.fmin(np.fmax(odds, np.fmax(against - SILENCE, -BOUND)), BOUND)


def weighed(whole: Part, compared: Compared, hands: Hands) -> Scored:
    """What pairs say, bounded; those that were not compared yet are."""
    odds = compared.odds_of(whole.pairs)
    new = np.flatnonzero(np.isnan(odds))
    odds[new] = np.concatenate(_shared(hands, _weighed, whole._replace(pairs=whole.pairs[new])))
    found = [_NO_PAIRS]
    for number, some in enumerate(whole.some()):
        at = number * PAIRS_AT_ONCE
        one, two = listed(some)
        found.append(Scored(some.a, some.b, np.select([one, two], [LISTED, -BOUND], odds[at : at + PAIRS_AT_ONCE])))
    return _together(found)


def _weighed(part: Part) -> Floats:
    """The log-odds of pairs, bounded."""
    found = [np.zeros(0)]
    for some in part.some():
        odds, against, _ = log_odds(some, least=-BOUND)
        found.append(_bounded(odds, against))
    return np.concatenate(found)


def _unpacked(table: Table, stories: Stories, pairs: Numbers) -> Pairs:
    return Pairs(table, *parted(pairs, len(table)), stories)


def _together(parts: Sequence[Scored]) -> Scored:
    columns = ([getattr(part, name) for part in parts] for name in Scored.__struct_fields__)
    return Scored(*map(np.concatenate, columns))
