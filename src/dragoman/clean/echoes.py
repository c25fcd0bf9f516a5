"""Echoes: what a page says more than once, which tells its title, author, notes and pull quotes."""

import re
from collections import Counter

from dragoman.clean.lines import PROSE_WORDS, SCAN_CHARACTERS, Seen
from dragoman.clean.notes import cited_notes
from dragoman.clean.units import Unit

BYLINE = re.compile(r"(?i:(?:written |posted |story )?by):?\s+\(?(?P<name>[A-Z])[\w.'’-]*\s+(?:[\w.'’-]+\s+)?[A-Z]")
OPENING_NAME = re.compile(
    r"\W{0,5}(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+)?([A-Z][\w'’-]+(?:\s+[A-Z][\w.'’-]*)?\s+[A-Z][\w'’-]+)"
)
OFTEN = 4  # times that a line returns on a page; what returns so often is a button
BYLINE_WORDS = 12  # a byline with a date and a title of office is no longer
CAPITAL_NAME = 2  # words of a name in capitals; more are a heading
DATE_LENGTH = 20  # code points that may follow a name which stands alone: ", Friday, 16 July 2021"
LEAST_QUOTED, MOST_QUOTED = 4, 40  # content words of a pull quote
QUOTED_SHARE = 0.85  # of its content words that a pull quote shares with one paragraph; editors leave out a word or two
MOST_HOLDERS = 10  # paragraphs that are compared with a pull quote
TITLE_PROSE = 2  # lines of prose that may stand between two headlines: banners and standfirsts
TITLE_LETTERS = 12  # letters and digits that a headline has more than
TITLE_SHARE = 0.6  # of the longest repeated line that a headline has; the site's own name is shorter
TITLE_TO_TEXT = 12  # units below a headline in which the text begins: byline, date, share links, caption
LEAST_TOPIC = 3  # such words of a title that make it tell a topic
TOPIC_LETTERS = 4  # a shorter word of the title says nothing of its topic
TOPIC_REACH = 2  # units to either side whose words are compared with the title's


def title_at(seen: list[Seen]) -> int | None:
    """Row of the headline: a line that the page's first line repeats, with the text right below it.

    Of several, the last with no more than a banner and a standfirst between it and the one before it; a teaser or a
    running head has no text below it.
    """
    first = seen[0].key if seen else ""
    rows = [at for at, one in enumerate(seen) if at and one.words > 2 and _repeats(one.key, first)]
    longest = max((len(seen[at].key) for at in rows), default=0)
    rows = [at for at in rows if len(seen[at].key) >= TITLE_SHARE * min(longest, len(first))]
    found: int | None = None
    for at in rows:
        between = [] if found is None else seen[found + 1 : at]
        if sum(map(_is_paragraph, between)) > TITLE_PROSE and any(map(_is_paragraph, between[:TITLE_TO_TEXT])):
            break  # the text of the headline that was found stands between the two
        if found is None or any(map(_is_paragraph, seen[at + 1 : at + 1 + TITLE_TO_TEXT])):
            found = at
    return found


def _repeats(key: str, first: str) -> bool:
    """Is a line the page's first, or a part of it, or the other way round?"""
    return len(key) > TITLE_LETTERS and (key in first or first in key)


def _is_paragraph(one: Seen) -> bool:
    """Is it a paragraph of prose?"""
    return one.prose and one.words >= PROSE_WORDS


def repetition(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add whether a unit stands elsewhere on the page too, alone or as part of a longer line."""
    times = Counter(one.key for one in seen)
    heading = title_at(seen)
    for at, (one, mine) in enumerate(zip(seen, lists, strict=True)):
        if times[one.key] > 1 and one.words > 1:
            mine.append("repeated")
        if times[one.key] >= OFTEN:
            mine.append("repeated often")
        if heading is not None:
            if at < heading:
                mine.append("above the title")
            elif at == heading:
                mine.append("title")
            elif at - heading <= 4:
                mine.append("under the title")


def topic(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add whether a unit and its neighbours speak of what the headline speaks of; only where it stands twice."""
    heading = title_at(seen)
    if heading is None:
        return
    about = {word for word in seen[heading].content if len(word) >= TOPIC_LETTERS}
    if len(about) < LEAST_TOPIC:
        return
    shares = [len(about & one.content) if one.key != seen[heading].key else 0 for one in seen]
    for at, mine in enumerate(lists):
        near = shares[max(0, at - TOPIC_REACH) : at] + shares[at + 1 : at + 1 + TOPIC_REACH]
        mine.append(f"words of the title {min(3, shares[at])}")
        mine.append(f"words of the title near {min(3, sum(near))}")


def pull_quotes(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add which lines say what a sentence of a longer line says too, as pull quotes and summaries do."""
    holders: dict[str, list[int]] = {}
    for at, one in enumerate(seen):
        if one.prose:
            for word in one.content:
                holders.setdefault(word, []).append(at)
    for one, mine in zip(seen, lists, strict=True):
        apart = "ends as a sentence" not in one.signs or "one quotation" in one.signs
        if LEAST_QUOTED <= len(one.content) <= MOST_QUOTED and apart:
            rarest = min(one.content, key=lambda word: (len(holders.get(word, ())), word))
            longer = (seen[at] for at in holders.get(rarest, ())[:MOST_HOLDERS] if seen[at].words > one.words)
            if any(len(one.content & other.content) >= QUOTED_SHARE * len(one.content) for other in longer):
                mine.append("repeats a part of a longer line")


def notes(page: list[Unit], text: str, lists: list[list[str]]) -> None:
    """Add which lines are notes that the text above them cites."""
    for note in cited_notes(text, page):
        for row in note.rows:
            lists[row].append("note to a mark")


def authors(page: list[Unit], text: str, seen: list[Seen], lists: list[list[str]]) -> None:
    """Add which lines are bylines by their form, and which others begin with the name that one of them bears."""
    alone: dict[str, list[int]] = {}
    signed: dict[str, list[int]] = {}
    for at, (unit, one) in enumerate(zip(page, seen, strict=True)):
        line = text[unit.start : min(unit.end, unit.start + SCAN_CHARACTERS)]
        if one.words <= BYLINE_WORDS and (by := BYLINE.match(line)):
            lists[at].append("by and a name")
            if named := OPENING_NAME.match(line, by.start("name")):
                alone.setdefault(named[1], []).append(at)
        name = None if line.isupper() and one.words > CAPITAL_NAME else OPENING_NAME.match(line)
        if name and len(line) - name.end() <= DATE_LENGTH and one.words <= BYLINE_WORDS:
            alone.setdefault(name[1], []).append(at)
            lists[at].append("a name and little else")
        elif name and ("within byline" in lists[at] or line[0] == "*"):
            signed.setdefault(name[1], []).append(at)
    for author in alone.keys() & signed.keys():
        for at in alone[author] + signed[author]:
            lists[at].append("name of the author")
