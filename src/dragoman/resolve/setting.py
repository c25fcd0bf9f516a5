"""What stands around the mentions of events in a text."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dragoman.model import Account, EventMention, FigureMention
from dragoman.resolve.sets import Laid, Numbers, once, ranges
from dragoman.resolve.texts import Texts
from dragoman.resolve.told import VERBAL
from dragoman.resolve.words import act_words

REACH = 160  # code points on either side of a trigger whose words count as those around it: about its sentence
BEFORE = 24  # code points before a trigger in which its article and its adjectives stand
LEAD = 600  # code points at the beginning of a body in which news tells what it is about: the first paragraphs
COUNTED = 10  # words after a trigger in which the time is named within which acts are counted
SMALL = 2  # numbers up to this one are met everywhere, and tell nothing apart

MOVING = {"MOBILIZE", "RETREAT"}  # PLOVER's types of acts whose objects are sent, or go, somewhere
OBJECT = (
    16  # code points behind a verb within which the number of its objects begins ("is sending about another 3,000")
)
SUBJECT = 60  # code points before one that hold who is moved ("750 soldiers of the 82nd Division were being deployed")

Bounds = tuple[float, float]
_CLAUSE = re.compile(r"[.;:!?,]")


class Settings(NamedTuple):
    """What stands around mentions in their texts, a row each.

    Attributes:
        around: Long words near its trigger, by their numbers; `near` the parties, places, dates and figures there.
        bonds: The links that the text states between it and others ("in response to"), each as the ids of the two.
        lead: It is told at the beginning of the text.
        definite, further: Words before it say that it is known already ("the attack"), or a further one ("a second").
        moved: Of an act that moves people the least and the most that are moved by it; None where nobody counts them.
    """

    around: Laid
    near: Laid
    bonds: Sequence[Collection[str]]
    lead: Sequence[int]
    definite: Sequence[int]
    further: Sequence[int]
    moved: Sequence[Bounds | None]


class Surroundings:
    """Looks up what stands around the events of some documents.

    Args:
        accounts: What the documents say.
        texts: Their texts.
        numbered: Numbers things that are named anywhere.
    """

    def __init__(self, accounts: Sequence[Account], texts: Texts, numbered: Callable[[str], int]) -> None:
        self._accounts, self._texts = accounts, texts
        marks = [
            (begin + at, numbered(thing))
            for begin, account in zip(texts.begins.tolist(), accounts, strict=True)
            for at, thing in _marks(account)
        ]
        self._at, self._things = np.array(sorted(marks), np.int64).reshape(-1, 2).T
        leads = [min((one.start for one in account.pieces if one.kind == "body"), default=0) for account in accounts]
        self._leads = texts.begins + np.array(leads) + LEAD
        self._bonds: dict[str, set[str]] = defaultdict(set)
        for account in accounts:
            for link in account.mentions.links:
                for id_ in (link.cause, link.effect):
                    self._bonds[id_].add(f"{link.cause} {link.effect}")

    def of(self, mentions: Sequence[EventMention], document: Numbers) -> Settings:
        """What stands in the paragraphs near some mentions, each told in a document, and directly before them."""
        texts, count = self._texts, len(mentions)
        begin, stop = texts.begins[document], texts.ends[document]
        start = begin + np.array([mention.start for mention in mentions], np.int64)
        end = begin + np.array([mention.end for mention in mentions], np.int64)
        lines, within = texts.lines, np.minimum(start, stop)
        first = np.minimum(np.maximum(start - REACH, lines[np.searchsorted(lines, within) - 1] + 1), stop)
        last = np.minimum(end + REACH, lines[np.searchsorted(lines, np.minimum(end, stop))])
        after = np.minimum(end, last)
        stretch, words = texts.long_words(np.append(first, after), np.append(within, last))
        of, at = ranges(np.searchsorted(self._at, first), np.searchsorted(self._at, last, side="right"))
        before = np.minimum(np.maximum(first, start - BEFORE), stop)
        spoken = np.array([mention.type in VERBAL for mention in mentions], bool)
        announced = list(self._announced(document, before, within, np.stack((after, last, spoken))))
        return Settings(
            once(stretch % count, words, count),
            once(of, self._things[at], count),
            [self._bonds.get(mention.id, ()) for mention in mentions],
            (start < self._leads[document]).tolist(),
            [definite for definite, _ in announced],
            [further for _, further in announced],
            [self._moved(number, mention) for number, mention in zip(document.tolist(), mentions, strict=True)],
        )

    def _moved(self, number: int, mention: EventMention) -> Bounds | None:
        """How many an act moves: the number behind its verb, else the last before it in its clause."""
        if mention.type not in MOVING:
            return None
        account = self._accounts[number]
        near = [figure for figure in account.mentions.figures if _counts(figure, mention, account.text)]
        if not near or near[-1].role or (near[-1].unit and not near[-1].of):  # a toll; "years", which nobody moves
            return None
        low, high = (near[-1].low or 0.0, near[-1].high) if near[-1].best is None else (near[-1].best, near[-1].best)
        return low, float("inf") if high is None else high

    def _announced(
        self, document: Numbers, first: Numbers, last: Numbers, after: Numbers
    ) -> Iterator[tuple[bool, bool]]:
        """Do the words before mentions say that each is known already, and that it is a further one?

        Args:
            document: Where each is told.
            first: Where the words before it begin.
            last: Where they end.
            after: Where those after it begin, and where they end; and whether it is something said.
        """
        lower, words = self._texts.lower, [act_words(account.meta.language) for account in self._accounts]
        columns = (document, first, last, *after)
        for number, begin, end, then, stop, said in zip(*(column.tolist() for column in columns), strict=True):
            before = _of_noun_phrase(lower[begin:end].split()[-3:], words[number].breaks)
            clause = _CLAUSE.split(lower[then:stop], maxsplit=1)[0].split()
            definite = not words[number].definite.isdisjoint(before)
            further = not words[number].further.isdisjoint(before)
            if further and definite:  # what is counted ("the second attack in a week") is the one just told
                further = words[number].series.isdisjoint(clause[:COUNTED])
            further |= len(clause) <= COUNTED and not words[number].again.isdisjoint(clause[-1:])
            further |= bool(said) and not words[number].besides.isdisjoint(before[-1:])
            yield definite, further


def _of_noun_phrase(before: list[str], breaks: frozenset[str]) -> list[str]:
    """Of the words before an act those that can be of its own noun phrase: not "*that it* was attacked"."""
    last = next((at for at in reversed(range(len(before))) if before[at] in breaks), -1)
    return before[last + 1 :]


def _counts(figure: FigureMention, mention: EventMention, text: str) -> bool:
    """Does a number stand where the objects of an act do: right behind its verb, or before it in its clause?"""
    if figure.start >= mention.end:
        return figure.start - mention.end < OBJECT
    between = text[figure.end : mention.start]
    return figure.end <= mention.start and len(between) < SUBJECT and not _CLAUSE.search(between)


def _marks(account: Account) -> Iterator[tuple[int, str]]:
    """Where parties, places, dates and telling figures stand in a text, each as one string that names it anywhere."""
    found = account.mentions
    for actor in found.actors:
        if actor.kind != "pronoun":
            yield actor.start, actor.id
    for place in found.places:
        yield place.start, f"at {place.name}"
    for time in found.times:
        if time.edtf:
            yield time.start, f"on {time.edtf}"
    for figure in found.figures:
        if figure.best is not None and figure.best > SMALL:
            yield figure.start, f"{figure.best:g} {figure.unit}"
