"""Find wording: words that a side chooses for what others call otherwise, and words held off in scare quotes."""

import re
from functools import cached_property

import msgspec

from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Mentions, Span, WordingMention

MAX_SCARE_WORDS = 4  # longer words in marks are somebody's speech; a guess, not measured
_SCARE = re.compile(r"[“\"‘']([^“”\"‘’'\n]{1,60})[”\"’'](?!\w)")
_SENTENCE_END = ".!?"


class ContestedSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that different sides use for one thing.

    Attributes:
        concept: A neutral word for the thing.
        words: Lemmas; a word of several parts is written with blanks.
        pos: Parts of speech in which the words count; empty for any.
    """

    concept: str
    words: tuple[str, ...]
    pos: frozenset[str] = frozenset()


class WordingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The contested sets of a language."""

    set: tuple[ContestedSet, ...]

    @cached_property
    def entries(self) -> dict[tuple[str, ...], ContestedSet]:
        """Each contested word, as its lemmas; a word that stands in two sets is of the first."""
        table: dict[tuple[str, ...], ContestedSet] = {}
        for one in self.set:
            for word in one.words:
                table.setdefault(tuple(word.split()), one)
        return table

    @cached_property
    def first(self) -> frozenset[str]:
        """The lemmas that entries begin with."""
        return frozenset(entry[0] for entry in self.entries)

    @cached_property
    def longest(self) -> int:
        """How many lemmas the longest word has."""
        return max((len(entry) for entry in self.entries), default=0)


def find_wording(grammar: Grammar, found: Mentions, *, lang: Language) -> tuple[WordingMention, ...]:
    """Find contested words and scare quotes, in text order.

    Args:
        grammar: The parsed document.
        found: Actors, quotes and events; the word is tied to the party or event whose words it is part of.
        lang: Its `wording.toml` lists the contested sets.
    """
    words = lang.section("wording", WordingWords)
    mentions = [*_contested(grammar, found, words), *_scare(grammar, found)]
    return tuple(sorted(set(mentions), key=lambda one: (one.start, one.end, one.kind)))


def _contested(grammar: Grammar, found: Mentions, words: WordingWords) -> list[WordingMention]:
    """Every word of a contested set; the longest entry wins."""
    mentions, row, end = [], 0, len(grammar.tokens)
    while row < end:
        if grammar.lemma(row) not in words.first and grammar.lower(row) not in words.first:
            row += 1
            continue
        lengths = range(min(words.longest, end - row), 0, -1)
        entry = next((entry for length in lengths if (entry := _entry(grammar, row, length, words))), None)
        if entry is not None:
            span, (word, one) = grammar.span(row, row + len(entry[0])), entry
            named = _named(found, span)
            mentions.append(WordingMention(span.start, span.end, named, "contested", one.concept, " ".join(word)))
        row += len(entry[0]) if entry else 1
    return mentions


def _entry(grammar: Grammar, row: int, length: int, words: WordingWords) -> tuple[tuple[str, ...], ContestedSet] | None:
    """The entry and the set that the words from this row on belong to, by lemma or as they stand, outside of names."""
    rows = range(row, row + length)
    lemmas = tuple(grammar.lemma(at) for at in rows)
    word = lemmas if lemmas in words.entries else tuple(grammar.lower(at) for at in rows)
    one = words.entries.get(word)
    if one is None or (length == 1 and grammar.tokens.name[row] not in ("", "NORP") and grammar.word(row)[0].isupper()):
        return None
    return (word, one) if not one.pos or any(grammar.tokens.pos[at] in one.pos for at in rows) else None


def _scare(grammar: Grammar, found: Mentions) -> list[WordingMention]:
    """Few words in marks within a sentence, that are not somebody's reported speech."""
    speech = [
        part
        for quote in found.quotes
        if quote.kind == "direct"
        for part in (quote.parts or (Span(quote.start, quote.end),))
    ]
    mentions = []
    for rows in grammar.paragraphs:
        whole = grammar.span(*rows)
        for match in _SCARE.finditer(grammar.text, whole.start, whole.end):
            span = Span(match.start(1), match.end(1))
            before = grammar.text[match.start() - 1] if match.start() > whole.start else " "
            if _is_scare(match.group(1), before) and not any(part.overlaps(span) for part in speech):
                mentions.append(WordingMention(span.start, span.end, _named(found, span), "scare", "", match.group(1)))
    return mentions


def _is_scare(words: str, before: str) -> bool:
    """Are these few words, in marks that open after a blank, and no sentence?"""
    return (
        not before.isalnum()
        and words == words.strip()
        and 0 < len(words.split()) <= MAX_SCARE_WORDS
        and words[-1] not in _SENTENCE_END
        and words[0].isalnum()
    )


def _named(found: Mentions, span: Span) -> str:
    """The id of the event whose trigger, else of the party whose narrowest phrase, shares the word; "" for neither."""
    for event in found.events:
        if event.start < span.end and span.start < event.end:
            return event.id
    holding = [actor for actor in found.actors if actor.start <= span.start and span.end <= actor.end]
    return min(holding, key=lambda actor: actor.end - actor.start).id if holding else ""
