"""Which of the figures that stand is the best, by each of the named rules."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from dragoman.model import Toll
from dragoman.resolve.rules import Rules

OPEN = float("inf")  # how far the bounds of a figure are apart of which one is not given


class Figure(NamedTuple):
    """A figure, the day on which it was published, and whether it is told as a fact and without a hedge."""

    toll: Toll
    day: float
    firm: bool


def best_figure(told: Sequence[Figure], rules: Rules) -> tuple[float | None, str]:
    """The best figure by a rule, and why; where several are left that are reported equally often, the rule for ties."""
    left, rule = FIGURES[rules.figures](told)
    counted = Counter(left).most_common()
    if not counted:
        return None, f"best is null: {rule}, but no report gives one number"
    tied = sorted(number for number, count in counted if count == counted[0][1])
    if len(tied) == 1:
        return tied[0], f"best is {rule}"
    if rules.tie == "lower":
        return tied[0], f"best is {rule}, of several the lower"
    either = " or ".join(f"{number:,.15g}" for number in tied)
    return None, f"best is null: indeterminate, since {rule} may be {either}"


def _numbers(told: Iterable[Figure]) -> list[float]:
    return [one.toll.best for one in told if one.toll.best is not None]


def _bounds(told: Iterable[Figure], *names: str) -> list[float]:
    """Of each figure the first of these bounds that it has."""
    found = (next((value for name in names if (value := getattr(one.toll, name)) is not None), None) for one in told)
    return [value for value in found if value is not None]


def _width(one: Figure) -> float:
    low, high = one.toll.low, one.toll.high
    return OPEN if low is None or high is None else high - low


def _narrowest(told: Sequence[Figure]) -> list[float]:
    least = min(map(_width, told), default=0.0)
    return _numbers(one for one in told if _width(one) == least)


def _middle(told: Sequence[Figure]) -> list[float]:
    """The middle figure; of an even number the two in the middle, since half of their sum would be nobody's figure."""
    ordered = sorted(_numbers(told))
    return ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]


def _last(told: Sequence[Figure]) -> list[float]:
    last = max((one.day for one in told), default=0.0)
    return _numbers(one for one in told if one.day == last)


FIGURES: dict[str, Callable[[Sequence[Figure]], tuple[list[float], str]]] = {
    "mode": lambda told: (_numbers(told), "the figure reported most"),
    "precise": lambda told: (_narrowest(told), "the figure with the narrowest bounds"),
    "minimum": lambda told: (sorted(_bounds(told, "low", "best", "high"))[:1], "the lowest figure"),
    "maximum": lambda told: (sorted(_bounds(told, "high", "best", "low"))[-1:], "the highest figure"),
    "median": lambda told: (_middle(told), "the figure in the middle"),
    "latest": lambda told: (_last(told), "the figure published last"),
}
