"""Offices: who is named with an office in a sentence, and when that office was held, from the knowledge base."""

import re
from collections.abc import Callable, Iterable, Iterator

from dragoman.date.evidence import OfficePeriod
from dragoman.date.expressions import DateWords
from dragoman.knowledge import Knowledge, Office, load_knowledge
from dragoman.knowledge.folding import fold

WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
REACH = 6  # words before a name in which its office stands: "Defence Minister Major General", and a country

NOBODY: tuple[int, list[Office], str] = (1, [], "")

OfficePeriods = Callable[[str, int, int], Iterable[OfficePeriod]]


def installed_offices(words: DateWords) -> OfficePeriods:
    """The finder of offices that the knowledge base which comes with the program makes."""
    return office_periods(load_knowledge(), words)


def office_periods(knowledge: Knowledge, words: DateWords) -> OfficePeriods:
    """Make a finder of people who are named with an office that they are known to have held.

    It gives the start of the office, which the text cannot precede. The end counts only where the sentence says that it
    speaks of now ("today", "last week"), since a text may name a former president by the title at any time.

    Args:
        knowledge: Who held which office when.
        words: `dates.toml`.
    """
    today = re.compile(rf"\b(?:{'|'.join(map(re.escape, words.now))})\b")

    def find(text: str, start: int, end: int) -> Iterator[OfficePeriod]:
        sentence = text[start:end].lower()
        now = bool(today.search(sentence))
        tokens = [token for token in WORD.finditer(text, start, end) if fold(token.group())]
        folded = [fold(token.group()) for token in tokens]
        at = 0
        while at < len(tokens):
            size, offices, name = _named(knowledge, folded, at, words) if tokens[at].group()[0].isupper() else NOBODY
            if offices:
                terms = [(office.since, office.until) for office in offices]
                held = tuple(terms) if now else ((min(terms)[0], ""),)
                yield OfficePeriod(tokens[at].start(), tokens[at + size - 1].end(), name, held)
            at += size

    return find


def _named(knowledge: Knowledge, folded: list[str], at: int, words: DateWords) -> tuple[int, list[Office], str]:
    """How many words a person's name takes here, and the terms of the office that the words before it name."""
    before = folded[max(0, at - REACH) : at]
    if any(word in words.former for word in before):
        return NOBODY
    for size, names in knowledge.index.at(folded[at:]):
        entries = [knowledge.entries[name.party] for name in names if name.use == "name"]
        for entry in entries:
            titles = sorted({office.title for office in entry.offices}, key=len, reverse=True)
            title = next((title for title in titles if _stands_in(title, before)), None)
            if title is not None:
                return size, [office for office in entry.offices if office.title == title and office.since], entry.name
        if entries:
            return size, [], ""
    return NOBODY


def _stands_in(title: str, before: list[str]) -> bool:
    """Do the words before a name hold an office's words side by side, as all that they say of office?"""
    wanted = [fold(word) for word in title.split()]
    heads = [at for at, word in enumerate(before) if word == wanted[-1]]
    if not heads:
        return False
    first = heads[-1] - len(wanted) + 1
    whole = first >= 0 and before[first : heads[-1] + 1] == wanted
    return whole and not (first > 0 and before[first - 1] in {"vice", "prime", "deputy"})
