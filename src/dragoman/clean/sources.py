"""Sources of notes: the outlet, or the author and title, that a note names."""

import re
from collections.abc import Sequence
from functools import cached_property

import msgspec
from msgspec.structs import replace

from dragoman.model import Note, Span

QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’(?!\w)")
ADDRESS = re.compile(r"(?:https?://|www\.)(?:www\.)?(?P<host>[^\s/,;)>\]]+)\S*", re.IGNORECASE)
DATED = r"(?:\s*[,;(\[]|\s+[-–—])[^,;()\[\]]*\d"  # a part with a figure: a date, a place and year, a page
EDGES = " \t\r\n\xa0,;:.-–—(["


class CitationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`citations.toml`: words before the source that a note names, and words behind it."""

    lead: tuple[str, ...]
    place: tuple[str, ...]

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Words before the source, at the start of a note."""
        return re.compile(rf"\s*(?:{_either(self.lead)})(?!\w)[:,]?\s*", re.IGNORECASE)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """What ends the name of the source."""
        return re.compile(rf"{DATED}|(?<!\w)(?:{_either(self.place)})(?!\w)", re.IGNORECASE)


def with_sources(text: str, notes: Sequence[Note], words: CitationWords) -> tuple[Note, ...]:
    """Return the notes, each with the source that it, or the note it repeats, names.

    Args:
        text: The raw text.
        notes: The notes of the document.
        words: How notes cite.
    """
    return tuple(replace(note, source=source_named(_words(text, note), words)) for note in notes)


def source_named(note: str, words: CitationWords) -> str:
    """Return the outlet, or the author and title, that a note names.

    It is what stands before the first part with a figure in it (a date, a year, a page), the first address or the
    first word that leads on to them; figures within a quoted title end nothing. A note that is nothing but an address
    names its site. "" where it names nothing.
    """
    note = " ".join(note.split())
    if opening := words.opening.match(note):
        note = note[opening.end() :]
    address = ADDRESS.search(note)
    name = note[: address.start()] if address else note
    end = words.closing.search(QUOTED.sub(lambda title: "x" * len(title.group()), name))
    name = name[: end.start()] if end else name
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")]  # "..., (London" of "(London, 2002)"
    name = name.strip(EDGES)
    return name or (address["host"] if address else "")


def _words(text: str, note: Note) -> str:
    """The words of a note, or of the one that it repeats."""
    span: Span = note.stands_for or note.note
    return span.of(text)


def _either(words: Sequence[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
