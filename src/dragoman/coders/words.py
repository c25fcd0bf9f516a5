"""Where the words that a coder quotes stand in the text: exactly there, or nowhere."""

import re
from collections.abc import Sequence

from dragoman.model import Span

LONGEST = 2_000  # code points of a quote; a longer one is no sentence of an article
SHOWN = 80  # code points of a quote that a message repeats


class NotThere(Exception):  # noqa: N818 - what is said of the words
    """The words do not stand in the text, or it is not clear where; the message says which."""


class Shown:
    """The words that were shown to a coder.

    Args:
        text: The raw text of the document.
        spans: The paragraphs that were shown.
    """

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans

    def place(self, quote: str, sentence: Span | None = None) -> Span:
        """Where a quote stands: the same characters, whole words, though blanks may be others.

        Where it stands more than once, the place in its sentence is meant.

        Raises:
            NotThere: where it stands nowhere, or its sentence does not tell which place is meant.
        """
        found = self._places(quote)
        within = [one for one in found if sentence is not None and sentence.holds(one)]
        meant = within or found
        if not meant:
            raise NotThere(f"“{_short(quote)}” does not stand in the text")
        if len(meant) > 1:
            where = "its sentence" if within else "the text"
            raise NotThere(f"“{_short(quote)}” stands in {where} {len(meant)} times")
        return meant[0]

    def _places(self, quote: str) -> list[Span]:
        """Every place of a quote."""
        words = quote.split()
        if not words or len(quote) > LONGEST:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = [match.span() for span in self._spans for match in pattern.finditer(self._text, span.start, span.end)]
        return [Span(start, end) for start, end in found if self._whole(start, end)]

    def _whole(self, start: int, end: int) -> bool:
        """Do a word's own beginning and end stand at the edges, not its middle ("war" in "warning")?"""
        text = self._text
        begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _short(quote: str) -> str:
    told = " ".join(quote.split())
    return told if len(told) <= SHOWN else f"{told[:SHOWN]}…"
