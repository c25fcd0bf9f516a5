"""Signs: what can be seen of a unit and its neighbours that tells an article's body from the rest of a page.

A sign is a short name that is true or not; `lang/LANGUAGE/cleaning.toml` holds what each weighs.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dragoman.clean.units import Unit
from dragoman.model import Record

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Han, Thai: words without blanks
MARK = re.compile(r"[(\[](\d{1,3})[)\]]")
NUMBERED = re.compile(r"[(\[]?(\d{1,3})[.)\]]?\s")
BYLINE = re.compile(r"(?i:(?:written |posted |story )?by):?\s+\(?[A-Z][\w.'’-]*\s+(?:[\w.'’-]+\s+)?[A-Z]")
OPENING_NAME = re.compile(r"\W*(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+)?([A-Z][\w'’-]+(?:\s+[A-Z][\w.'’-]*)?\s+[A-Z][\w'’-]+)")
CREDIT = re.compile(
    r"[A-Z]{3,}(?: [A-Z]{2,})*/[A-Z]{2,}(?:/[A-Z ]{2,})?\W*$|\((?:[\w .]+/)?(?:AP|AFP|EPA|Reuters|REUTERS)(?: [Pp]hoto)?\)\W*$"
)
STAMP = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b|\bago\b")
COUNTED = re.compile(r"^\W*\d[\d,.]*\s+")  # "18 Comments"
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*(?:\s*[(\[]\d+[)\]])?$")
INNER_END = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b")
LINK = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)@\w|\.com\b|pic\.twitter")
TRIM = " \t\u00a0.,:;!?|/<>»«›‹→←▼▲•·*+-–—()[]…\"'“”‘’"
SIZES = (2, 5, 10, 20, 40, 80)  # words; the bounds of the size signs
PROSE_WORDS = 20  # from here on, most lines of a page are prose (keeping just these gives 0.82 on whole pages)
SCAN_CHARACTERS = (
    400  # cues "within" are looked for in lines up to this length: longer ones are prose that may hold any
)
NEAR, FAR = 2, 6  # how many units to either side count as near and as around
MOST_LINKS = 0.2  # share of function words below which a line is rather a list of names or links than prose
OFTEN = 4  # times that a line returns on a page; what returns so often is a button
COMMENT_HEADINGS = (
    3  # headings and buttons of a comment form, close together: an article's own link to it is one or two
)
BYLINE_WORDS = 12  # a byline with a date and a title of office is no longer
LEAST_QUOTED, MOST_QUOTED = 4, 40  # content words of a pull quote
QUOTED_SHARE = 0.85  # of its content words that a pull quote shares with one paragraph; editors leave out a word or two
STAMP_WORDS = 9  # a stamp, with a name before it, is no longer than that
MOST_WORDS = 60  # of a line, that count for the main stretch: one giant line is no article
OTHER_COSTS = 7  # words of prose that outweigh a line of anything else in the main stretch; three times that with a cue
HEADING_REACH = 12  # units after a heading like "Most read" that are still taken to stand under it


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one kind of junk: entire lines, first words, and words anywhere in a line."""

    whole: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Seen(Record, frozen=True):
    """A unit with what was seen of it alone.

    Attributes:
        words: How many words it has.
        prose: It reads as running prose: long, or a sentence with function words.
        cues: Kinds of junk whose words it has.
        heads: The cues that are its whole line, as a heading's or a button's are.
        signs: Names of its own signs.
        key: Its letters and digits alone, by which repetition is told.
        stamp: It is short and holds a time or a year, as the heads of comments and teasers do.
        content: Its words without function words.
    """

    words: int
    prose: bool
    cues: tuple[str, ...]
    heads: tuple[str, ...]
    signs: tuple[str, ...]
    key: str
    stamp: bool
    content: frozenset[str]


class CueIndex:
    """Looks up the kinds of junk whose words a line has."""

    def __init__(self, cues: dict[str, Cues]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._start: dict[str, list[tuple[str, str]]] = {}
        self._within = {
            kind: re.compile("|".join(re.escape(phrase) for phrase in words.within))
            for kind, words in cues.items()
            if words.within
        }
        for kind, words in cues.items():
            for phrase in words.whole:
                self._whole.setdefault(phrase.strip(TRIM), []).append(kind)
            for phrase in words.start:
                self._start.setdefault(phrase[:2], []).append((phrase, kind))

    def find(self, line: str) -> Iterator[tuple[str, str]]:
        """Yield (way, kind) for every cue of a line that is in lower case with plain apostrophes."""
        for kind in self._whole.get(line.strip(TRIM), ()):
            yield "whole", kind
        for phrase, kind in self._start.get(line[:2], ()):
            if line.startswith(phrase) and not (phrase[-1].isalnum() and line[len(phrase) : len(phrase) + 1].isalnum()):
                yield "start", kind
        if len(line) <= SCAN_CHARACTERS:
            for kind, pattern in self._within.items():
                if pattern.search(line):
                    yield "within", kind


@lru_cache(maxsize=16_384)
def _key(line: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(filter(str.isalnum, line.lower()))


def look(line: str, cues: CueIndex, stopwords: frozenset[str]) -> Seen:
    """See what can be seen of a line alone."""
    folded = COUNTED.sub("", line.lower().replace("’", "'"))
    words = WORD.findall(folded[:2000])
    count = len(words) if len(folded) <= 2000 else len(folded.split())
    count = max(count, len(UNSPACED.findall(folded[:2000])) // 2)
    found = sorted(set(cues.find(folded)))
    stops = sum(word in stopwords for word in words) / max(1, len(words))
    signs = [f"size {bisect_right(SIZES, count)}"]
    ended = bool(SENTENCE_END.search(line[-40:]))
    if count > 2:
        signs.append(f"function words {min(4, int(stops * 10))}")
    signs += [f"{way} {kind}" for way, kind in found]
    kinds = Counter(kind for _, kind in found)
    signs += [f"{kind} twice" for kind, ways in kinds.items() if ways > 1]
    if CREDIT.search(line[-80:]):
        signs.append("credit at the end")
    signs += _form(line, words, ended)
    spoken = ended and not line.endswith(("...", "…"))
    prose = (spoken and count >= PROSE_WORDS / 2 and stops >= MOST_LINKS) or count >= 2 * PROSE_WORDS
    if prose:
        signs.append("prose")
    heads = tuple(kind for way, kind in found if way == "whole")
    stamp = count <= STAMP_WORDS and bool(STAMP.search(folded))
    return Seen(
        count, prose, tuple(sorted(kinds)), heads, tuple(signs), _key(line[:300]), stamp, frozenset(words) - stopwords
    )


def _form(line: str, words: list[str], ended: bool) -> Iterator[str]:
    """Yield the signs of a line's form: how it begins and ends, capitals, dates and links."""
    first, last = line[0], line[-1]
    if ended:
        yield "ends as a sentence" if not line.endswith(("...", "…")) else "ends in dots"
    elif last == ":":
        yield "ends in a colon"
    elif not last.isalnum():
        yield "ends in a mark"
    if first.islower():
        yield "begins small"
    elif first.isdigit():
        yield "begins with a digit"
    elif first in "\"“‘'«":
        yield "begins with a quotation mark"
    elif not first.isalnum():
        yield "begins with a mark"
    if len(words) > 2:
        capitals = sum(part[0].isupper() for part in line[:300].split()) / len(line[:300].split())
        if line[:300].isupper():
            yield "all capitals"
        elif capitals > 0.7:
            yield "capitalised"
    if len(line) <= SCAN_CHARACTERS:
        if CLOCK.search(line):
            yield "has a date"
        if LINK.search(line):
            yield "has a link"
    if INNER_END.search(line[:SCAN_CHARACTERS]):
        yield "more sentences"
    if not words:
        yield "no words"


def signs_of(text: str, page: list[Unit], seen: list[Seen]) -> list[list[str]]:
    """Name the signs of every unit, its own and those of its surroundings."""
    lists = [list(one.signs) for one in seen]
    _surroundings(page, seen, lists)
    _repetition(seen, lists)
    _headings(seen, lists)
    _main_stretch(seen, lists)
    _topic(seen, lists)
    _repeats_part(seen, lists)
    _notes(page, text, seen, lists)
    _authors(page, text, seen, lists)
    _whole_page(seen, lists)
    return lists


def _surroundings(page: list[Unit], seen: list[Seen], lists: list[list[str]]) -> None:
    """Add how much prose stands around each unit, and what its block and its neighbours are like."""
    sums = [0]
    for one in seen:
        sums.append(sums[-1] + one.prose)
    last = len(seen)
    block_sizes = Counter(unit.block for unit in page)
    block_words: Counter[int] = Counter()
    for unit, one in zip(page, seen, strict=True):
        block_words[unit.block] += one.words
    for at, (unit, one) in enumerate(zip(page, seen, strict=True)):
        above = sums[at] - sums[max(0, at - NEAR)]
        below = sums[min(last, at + 1 + NEAR)] - sums[at + 1]
        around = sums[min(last, at + 1 + FAR)] - sums[max(0, at - FAR)] - one.prose
        mine = lists[at]
        mine.append(f"prose above {above}")
        mine.append(f"prose below {below}")
        mine.append(f"prose around {min(4, (around + 1) // 2)}")
        if sums[at] == 0:
            mine.append("no prose before")
        if sums[last] == sums[at + 1]:
            mine.append("no prose after")
        size = block_sizes[unit.block]
        if size > 2:
            mine.append("in a list" if block_words[unit.block] < 8 * size else "in a block of lines")
        if at and (seen[at - 1].words < 4) and one.words < 4:
            mine.append("short after short")
        mine += [f"after a line of {kind}" for kind in seen[at - 1].heads] if at else ()
        mine += [f"before a line of {kind}" for kind in seen[at + 1].heads] if at + 1 < last else ()


def _repetition(seen: list[Seen], lists: list[list[str]]) -> None:
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


def title_at(seen: list[Seen]) -> int | None:
    """Row of the headline: the last line before the second line of prose that the page's first line repeats."""
    if not seen:
        return None
    first, found, prose = seen[0].key, None, 0
    for at, one in enumerate(seen):
        if at and one.words > 2 and len(one.key) > 12 and (one.key in first or first in one.key):
            found = at
        prose += one.prose and one.words >= PROSE_WORDS
        if prose > 2:
            break
    return found


def _headings(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add under which heading of junk ("Most read", "18 Comments") a unit stands, if no two lines of prose lie between."""
    under: dict[str, int] = {}
    for at, (one, mine) in enumerate(zip(seen, lists, strict=True)):
        for kind, since in under.items():
            if at - since <= HEADING_REACH:
                mine.append(f"under {kind}")
        for kind in one.heads:
            under[kind] = at
            if kind == "comments":
                under.pop("share", None)
    rows: list[int] = []
    begun = crowded = False
    for at, (one, mine) in enumerate(zip(seen, lists, strict=True)):
        if "comments" in one.heads:
            rows = [row for row in rows if at - row <= HEADING_REACH] + [at]
            begun, crowded = True, crowded or len(rows) >= COMMENT_HEADINGS
        if crowded:
            mine.append("after many comment headings")
        elif begun:
            mine.append("after comments")


def _main_stretch(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add where a unit stands to the stretch of the page that holds the most prose for the least of anything else.

    Source: the best-scoring unbroken run, as in Pasternack and Roth, Extracting Article Text from the Web with Maximum
    Subsequence Segmentation (2009).
    """
    first, last, best = 0, 0, 0.0
    start, total = 0, 0.0
    for at, one in enumerate(seen):
        gain = min(one.words, MOST_WORDS) if one.prose else -OTHER_COSTS * (3 if one.cues else 1)
        if total <= 0:
            start, total = at, 0.0
        total += gain
        if total > best:
            first, last, best = start, at + 1, total
    for at, mine in enumerate(lists):
        if first <= at < last:
            mine.append("in the main stretch")
        elif at < first:
            mine.append("above the main stretch" if first - at > NEAR else "just above the main stretch")
        else:
            mine.append("below the main stretch" if at - last >= NEAR else "just below the main stretch")


def _topic(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add whether a unit speaks of what the title speaks of, and whether it stands among stamps."""
    heading = title_at(seen)
    about = seen[heading or 0].content if seen else frozenset()
    about = frozenset(word for word in about if len(word) > 3)
    shares = [len(about & one.content) if not one.key == seen[heading or 0].key else 0 for one in seen]
    stamps = [one.stamp for one in seen]
    for at, mine in enumerate(lists):
        if len(about) > 2 and heading is not None:
            mine.append(f"words of the title {min(3, shares[at])}")
            near = shares[max(0, at - NEAR) : at] + shares[at + 1 : at + 1 + NEAR]
            mine.append(f"words of the title near {min(3, sum(near))}")
        around = sum(stamps[max(0, at - 4) : at + 5]) - stamps[at]
        mine.append(f"stamps around {min(3, around)}")
        if stamps[at]:
            mine.append("stamp")


def _repeats_part(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add which lines say what a sentence of a longer line says too, as pull quotes and summaries do."""
    holders: dict[str, list[int]] = {}
    for at, one in enumerate(seen):
        if one.prose:
            for word in one.content:
                holders.setdefault(word, []).append(at)
    for one, mine in zip(seen, lists, strict=True):
        if not LEAST_QUOTED <= len(one.content) <= MOST_QUOTED or "ends as a sentence" in one.signs:
            continue
        rarest = min(one.content, key=lambda word: len(holders.get(word, ())))
        for at in holders.get(rarest, ())[:10]:
            if seen[at].words > one.words and len(one.content & seen[at].content) >= QUOTED_SHARE * len(one.content):
                mine.append("repeats a part of a longer line")
                break


def _notes(page: list[Unit], text: str, seen: list[Seen], lists: list[list[str]]) -> None:
    """Add which numbered lines are notes: those whose number stands in brackets in a line of prose."""
    cited = {
        number
        for unit, one in zip(page, seen, strict=True)
        if one.prose
        for number in MARK.findall(text, unit.start, unit.end)
    }
    for unit, mine in zip(page, lists, strict=True):
        number = NUMBERED.match(text, unit.start, unit.end)
        if number and number[1] in cited:
            mine.append("note to a mark")


def _whole_page(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add how much of the page's words are prose: text that was cleaned before holds little else."""
    words = sum(min(one.words, MOST_WORDS) for one in seen)
    prose = sum(min(one.words, MOST_WORDS) for one in seen if one.prose)
    share = min(4, 5 * prose // max(1, words))
    for mine in lists:
        mine.append(f"page of prose {share}")


def _authors(page: list[Unit], text: str, seen: list[Seen], lists: list[list[str]]) -> None:
    """Add which lines are bylines by their form, and which others begin with the name that stands alone on one."""
    alone: dict[str, list[int]] = {}
    opening: dict[str, list[int]] = {}
    for at, (unit, one) in enumerate(zip(page, seen, strict=True)):
        line = text[unit.start : min(unit.end, unit.start + SCAN_CHARACTERS)]
        if one.words <= BYLINE_WORDS and BYLINE.match(line):
            lists[at].append("by and a name")
        name = OPENING_NAME.match(line)
        if name:
            opening.setdefault(name[1], []).append(at)
            if one.words <= len(name[1].split()) + 3 and name.end() <= len(line.rstrip(".,")) <= name.end() + 18:
                alone.setdefault(name[1], []).append(at)
    for name, rows in alone.items():
        others = [
            at
            for at in opening[name]
            if at not in rows and ("within byline" in lists[at] or text[page[at].start] == "*")
        ]
        for at in (rows + others) if others else []:
            lists[at].append("name of the author")
