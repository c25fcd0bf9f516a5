"""Written fractions: "two thirds of", "half a million", "one in five"."""

import re
from collections.abc import Iterator
from functools import cached_property

from dragoman.find.figures.numbers import FigureWords, Written, either


class Fractions:
    """The written fractions of a language.

    Args:
        words: The language's `figures.toml`.
    """

    def __init__(self, words: FigureWords) -> None:
        self.words, self.numbers, self.scales = words.fractions, words.numbers, words.scales
        self.hedges = words.hedges

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """A part of a whole or of a scale, or a number out of another."""
        digits = rf"\d{{1,3}}|{either(self.numbers)}"
        count = rf"(?:(?P<count>{digits}|{either(self.words.one)})[\s-]+)?"
        part = rf"(?P<part>{either(self.words.parts)})\b"
        scale = rf"(?:\s+of)?\s+(?:{either(self.words.one)})\s+(?P<scale>{either(self.scales)})\b"
        whole = rf"(?=\s+(?:{either(self.words.of)})\b)"
        each = rf"(?P<some>{digits})\s+(?:{either(self.words.each)})\s+(?P<all>{digits})\b"
        hedge = rf"(?:(?P<hedge>{either(self.hedges)})\s+)?"  # behind one a part needs no "of": "nearly a third fled"
        parts = rf"{count}{part}(?:{scale}|(?(hedge)|{whole}))|{each}"
        return re.compile(rf"(?<![\w.,-]){hedge}(?:{parts})", re.IGNORECASE)

    def find(self, text: str, begin: int, end: int) -> Iterator[Written]:
        """Find the written fractions between two offsets; a share is a part of one."""
        for match in self._pattern.finditer(text, begin, end):
            value, unit = self._value(match), self.words.unit
            if match["scale"]:
                value, unit = value * self.scales[match["scale"].lower()], ""
            if value > 0 and (value < 1 or match["scale"]):
                yield self._written(match, round(value, 4), unit or None)

    def _written(self, match: re.Match[str], value: float, unit: str | None) -> Written:
        """The fraction, with the bounds that a hedge before it leaves."""
        hedge = self.hedges[" ".join(match["hedge"].lower().split())] if match["hedge"] else "exact"
        low = value if hedge in ("exact", "least") else None
        high = value if hedge in ("exact", "most") else None
        at = match.start() if not match["hedge"] else match.end("hedge") + 1
        about = hedge == "about"
        return Written(*match.span(), at, match.end(), low, high, value, unit, about, hedge != "exact", words=True)

    def _value(self, match: re.Match[str]) -> float:
        """The part that is written; 0 where the word is an ordinal."""
        if match["all"]:
            return self._count(match["some"]) / (self._count(match["all"]) or 1)
        part = match["part"].lower()
        counted = match["count"] or part in self.words.alone
        return self._count(match["count"]) * self.words.parts[part] if counted else 0.0

    def _count(self, written: str | None) -> float:
        """How many parts; one where no number says."""
        plain = (written or "").lower()
        return float(plain) if plain.isdigit() else self.numbers.get(plain, 1.0)
