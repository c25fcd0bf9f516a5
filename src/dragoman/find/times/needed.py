"""What a text must hold for a form to fit anywhere in it: "July" or "Aug.", a hyphen, one of some figures.

Most forms of times fit nowhere in most paragraphs, and that is sooner seen than tried. What a form needs is read off
its own pattern.
"""

import re
from collections.abc import Iterable
from re import _constants as part  # type: ignore[attr-defined]
from re import _parser as patterns  # type: ignore[attr-defined]
from typing import Any

Need = frozenset[str]  # a text needs one of these, as `folded` writes them
REPEATS = (part.MAX_REPEAT, part.MIN_REPEAT, part.POSSESSIVE_REPEAT)
AHEAD = 1  # of what a pattern looks at without taking it: what stands behind, and so in the text that is read


def folded(text: str) -> str:
    """A text as needs are compared with it: a pattern that takes either case takes every kind of i, s and k too."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def needs(pattern: re.Pattern[str]) -> frozenset[Need]:
    """Everything that must stand in a text for a pattern to fit in it; where one need is not met, it fits nowhere.

    Args:
        pattern: Any pattern; where a part of it is not understood, it is taken to need nothing.
    """
    return frozenset(_needs(patterns.parse(pattern.pattern, pattern.flags)))


def _needs(parts: Iterable[tuple[Any, Any]]) -> list[Need]:
    """The needs of parts that follow one another; letters in a row are one word."""
    found, word = [], ""
    for kind, what in [*parts, (None, None)]:
        if kind is part.LITERAL:
            word += chr(what)
            continue
        if word:
            found.append(frozenset({folded(word)}))
            word = ""
        found += _needs_of(kind, what)
    return found


def _needs_of(kind: Any, what: Any) -> list[Need]:
    """The needs of one part of a pattern that is no letter."""
    if kind is part.SUBPATTERN:
        return _needs(what[-1])
    if kind in REPEATS and what[0] > 0:
        return _needs(what[-1])
    if kind is part.ASSERT and what[0] == AHEAD:
        return _needs(what[1])
    if kind is part.IN:
        return _either(_needs_of_one(*one) for one in what)
    return _either(_needs(one) for one in what[1]) if kind is part.BRANCH else []


def _needs_of_one(kind: Any, what: Any) -> list[Need]:
    """The need of one entry of a class of characters."""
    if kind is part.LITERAL:
        return [frozenset({folded(chr(what))})]
    return [frozenset(folded(chr(one)) for one in range(what[0], what[1] + 1))] if kind is part.RANGE else []


def _either(choices: Iterable[list[Need]]) -> list[Need]:
    """The need of parts of which one must fit: of each the longest words; none where one of them needs nothing."""
    each = list(choices)
    if not all(each):
        return []
    return [frozenset().union(*(max(found, key=lambda need: min(map(len, need))) for found in each))]
