"""Hands: who does what can be done in parts."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple


class Hands(NamedTuple):
    """Those who work; by default this very process alone.

    Attributes:
        size: How many parts they do at a time.
        map: Applies a module-level function to each part, and yields the outcomes in their order.
    """

    size: int = 1
    map: Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]] = map


ALONE = Hands()
