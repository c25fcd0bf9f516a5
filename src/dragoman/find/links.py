"""Links: which event a document says answers, causes or follows another, and the words that say it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import EventMention, LinkMention, Mentions, Span

Bond = Literal["responds_to", "causes", "follows"]

DOWN = (
    "dobj",
    "pobj",
    "pcomp",
    "xcomp",
    "ccomp",
    "attr",
    "nsubjpass",
    "conj",
    "prep",
    "oprd",
    "dative",
    "acl",
    "compound",
)
OBJECTS = ("dobj", "xcomp", "ccomp", "attr", "nsubjpass", "conj", "oprd")  # what a verb itself governs
CLAUSES = ("advcl", "acl", "relcl", "xcomp", "conj", "ccomp", "pcomp")
DEPTH = 4  # steps down from a row to the event that it leads to; further down stand other things than what is linked
BACK = 2  # sentences back to the event that "since then" points to


class Connective(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Connectives of one meaning."""

    relation: Bond
    words: list[str]
    cause_first: bool = False


class LinkVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of one meaning."""

    relation: Bond
    lemmas: list[str]
    effect_first: bool = False


class LinkWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`links.toml`: the words of a language that link two events."""

    connectives: list[Connective]
    verbs: list[LinkVerb]
    backs: list[Connective]


def find_links(grammar: Grammar, found: Mentions, *, lang: Language) -> tuple[LinkMention, ...]:
    """Find the links between events that a document states.

    Args:
        grammar: The document.
        found: Its events, which the links join by id.
        lang: Its language.

    Returns:
        One mention a pair of events, in text order; its span holds the words that state the link.
    """
    if not found.events:
        return ()
    words = lang.section("links", LinkWords)
    linker = Linker(grammar, found)
    links: dict[tuple[str, str], LinkMention] = {}
    for link in (*linker.connected(words), *linker.verbs(words), *linker.backward(words)):
        links.setdefault((link.cause, link.effect), link)
    return tuple(sorted(links.values(), key=lambda link: (link.start, link.end, link.cause, link.effect)))


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first."""
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


class Linker:
    """Reads the links of one document.

    Args:
        grammar: The document.
        found: Its events.
    """

    def __init__(self, grammar: Grammar, found: Mentions) -> None:
        self.grammar = grammar
        self.events = sorted(found.events, key=lambda event: event.start)
        self._at: dict[int, EventMention] = {}
        for event in self.events:
            self._at.setdefault(event.head, event)

    def connected(self, words: LinkWords) -> Iterator[LinkMention]:
        """Links by a connective: "attacked in retaliation for the raid"."""
        taken: list[Span] = []
        for connective in sorted(words.connectives, key=lambda one: -max(map(len, one.words))):
            for match in _pattern(tuple(connective.words)).finditer(self.grammar.text):
                span = Span(*match.span())
                if any(span.overlaps(other) for other in taken):
                    continue
                effect, cause = self._around(span)
                if connective.cause_first:
                    effect, cause = cause, effect
                if effect and cause:
                    taken.append(span)
                    yield from self._link(cause, effect, connective.relation, span)

    def _around(self, span: Span) -> tuple[EventMention | None, EventMention | None]:
        """The event that a connective hangs on, and the one that it leads to."""
        grammar, tokens = self.grammar, self.grammar.tokens
        first, last = grammar.rows(span)
        if first == last:
            return None, None
        ending = last - 1
        governor = grammar.head(grammar.governor(first, last))
        if tokens.dep[ending] in ("mark", "advmod") or (tokens.dep[ending] == "aux" and governor is not None):
            inner = grammar.head(ending)
            outer = grammar.head(inner) if inner is not None else None
        else:
            inner = grammar.child(ending, "pobj", "pcomp")
            outer = governor
        if inner is None or outer is None or inner == outer:
            return self._in_order(first, last)
        block = grammar.subtree(inner)
        return self._over(outer, (min(block[0], first), block[1])), self._under(inner)

    def _in_order(self, first: int, last: int) -> tuple[EventMention | None, EventMention | None]:
        """Where a sentence begins with the connective and the parser lost the way: "After *cause*, *effect*"."""
        begin, end = self.grammar.sentence_rows(first)
        if first != begin:
            return None, None
        told = [event for event in self.events if last <= event.head < end]
        return (told[1], told[0]) if len(told) > 1 else (None, None)

    def _under(self, row: int, outside: tuple[int, int] = (0, 0), ways: tuple[str, ...] = DOWN) -> EventMention | None:
        """The event at a row or nearest below it by some relations, outside a block of rows."""
        level = [row]
        for _ in range(DEPTH):
            for one in level:
                if one in self._at:
                    return self._at[one]
            level = [child for one in level for child in self.grammar.children_by(one, *ways)
                     if not outside[0] <= child < outside[1]]  # fmt: skip
        return None

    def _over(self, row: int, outside: tuple[int, int]) -> EventMention | None:
        """The event at a row, below it, or nearest above it."""
        for one in (row, *self.grammar.ancestors(row)):
            event = self._under(one, outside, OBJECTS)
            if event is None and self.grammar.tokens.pos[one] == "AUX":  # "the raids *were* their answer to it"
                subject = self.grammar.child(one, "nsubj")
                event = self._at.get(subject) if subject is not None else None
            if event is not None:
                return event
        return None

    def verbs(self, words: LinkWords) -> Iterator[LinkMention]:
        """Links by a verb: "the strike prompted protests", "killing seven and provoking calls for revenge"."""
        tokens = self.grammar.tokens
        for row in range(len(tokens)):
            if tokens.pos[row] != "VERB":
                continue
            for verb in words.verbs:
                if self._is(row, verb.lemmas):
                    yield from self._by_verb(row, verb)

    def _is(self, row: int, lemmas: list[str]) -> bool:
        """Is it one of the verbs, with its preposition or particle?"""
        lemma = self.grammar.tokens.lemma[row].lower()
        if lemma in lemmas:
            return True
        return any(
            f"{lemma} {self.grammar.lower(child)}" in lemmas for child in self.grammar.children_by(row, "prep", "prt")
        )

    def _by_verb(self, row: int, verb: LinkVerb) -> Iterator[LinkMention]:
        """The event that does it, and those that it is done to."""
        grammar = self.grammar
        if grammar.tokens.dep[row] == "amod":
            yield from self._by_modifier(row, verb)
            return
        agent = grammar.child(row, "agent")
        passive = grammar.child(row, "nsubjpass")
        if agent is not None or passive is not None:
            subject, objects = agent, [passive] if passive is not None else []
            if passive is None and (above := grammar.head(row)) is not None:
                objects = [above]
        else:
            subject = grammar.child(row, "nsubj")
            objects = grammar.children_by(row, "dobj", "prep", "xcomp", "ccomp")
        first = self._subject(row, subject)
        targets = [
            event for one in objects for part in grammar.conjuncts(one) if (event := self._under(part, (row, row + 1)))
        ]
        for second in targets:
            if first is not None:
                pair = (second, first) if verb.effect_first else (first, second)
                yield from self._link(*pair, verb.relation, grammar.span(row, row + 1))

    def _by_modifier(self, row: int, verb: LinkVerb) -> Iterator[LinkMention]:
        """A participle that the parser took for an adjective: "killing seven and *provoking* calls"."""
        noun = self.grammar.head(row)
        above = self.grammar.head(self.grammar.first_conjunct(noun)) if noun is not None else None
        if noun is None or above is None or self.grammar.tokens.tag[row] != "VBG":
            return
        first, second = self._over(above, self.grammar.subtree(noun)), self._under(noun)
        if first is not None and second is not None:
            pair = (second, first) if verb.effect_first else (first, second)
            yield from self._link(*pair, verb.relation, self.grammar.span(row, row + 1))

    def _subject(self, row: int, subject: int | None) -> EventMention | None:
        """The event that is the subject; of a participle or relative clause, what it hangs on."""
        grammar, dep = self.grammar, self.grammar.tokens.dep
        if subject is not None and (event := self._under(subject)) is not None:
            return event
        if dep[row] not in CLAUSES:
            return None
        above = grammar.head(row)
        while above is not None and dep[row] == "conj" and dep[above] in CLAUSES and above not in self._at:
            row, above = above, grammar.head(above)
        return self._over(above, grammar.subtree(row)) if above is not None else None

    def backward(self, words: LinkWords) -> Iterator[LinkMention]:
        """Links to the event last told of: "Since then ..."."""
        for back in words.backs:
            for match in _pattern(tuple(back.words)).finditer(self.grammar.text):
                span = Span(*match.span())
                first, last = self.grammar.rows(span)
                if first == last or self.grammar.child(last - 1, "pobj", "pcomp", "prep") is not None:
                    continue
                governor = self.grammar.head(self.grammar.governor(first, last))
                effect = self._over(governor, (first, last)) if governor is not None else None
                cause = self._told_before(first)
                if effect is not None and cause is not None:
                    yield from self._link(cause, effect, back.relation, span)

    def _told_before(self, row: int) -> EventMention | None:
        """The last event told of in the sentences before this one, in the same paragraph."""
        grammar, sentence = self.grammar, self.grammar.sentence(row)
        near = [event for event in self.events if 0 < sentence - grammar.sentence(event.head) <= BACK
                and grammar.paragraph(event.head) == grammar.paragraph(row) and event.status == "occurred"]  # fmt: skip
        return near[-1] if near else None

    def _link(self, cause: EventMention, effect: EventMention, relation: Bond, span: Span) -> Iterator[LinkMention]:
        """The record, unless both are one; what is denied or only thought of comes after nothing."""
        if cause.id != effect.id and not (relation == "follows" and effect.status in ("hypothetical", "denied")):
            yield LinkMention(cause.id, effect.id, relation, span.start, span.end)
