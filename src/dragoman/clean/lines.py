"""Lines: what can be seen of a line alone, before its neighbours are looked at."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

import msgspec

from dragoman.model import Record

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Han, Thai: words without blanks
CREDIT = re.compile(
    r"(?<![A-Z])[A-Z]{3,}(?: [A-Z]{2,})*/[A-Z]{2,}(?:/[A-Z ]{2,})?\W*$"
    r"|\((?:[\w .:]+/)?(?:AP|AFP|EPA|Reuters|REUTERS)(?: [Pp]hoto)?\)\W*$"
)
STAMP = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b|\bago\b")
COUNTED = re.compile(r"^\W{0,5}\d[\d,.]{0,9}\s+")  # "18 Comments"
SENTENCE_END = re.compile(
    r"[.!?…。！？؟۔।][\"'”’»)\]]*(?:\s*[(\[]\d+[)\]])?$"
    r"|(?<=[^\W\d_])[.!?…][\"'”’»)\]]*(?:[⁰¹²³⁴-⁹]{1,3}|\d{1,3})$"
)  # with the mark of a note behind it or not
DOTS = ("...", "…")
INNER_END = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\b[\s,./-]+(?:of\s+)?(?:[^\W\d]+[\s,./-]+)?(?:13|14|19|20)\d\d\b"
    r"|\b(?:13|14|19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
)  # "3 May 2021", "May 3, 2021", "2021/05/03", "1400/02/13"
PARTING = re.compile(r"\s+[/»>›·•]\s+|\s*\|\s*|\s{2,}")  # what stands between the parts of a menu, trail or byline
QUOTED = re.compile(r"[\"“«][^\"“”«»]+[\"”»]$")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b")
YEAR_ALONE, A_DATE, ASKS = "a year alone", "a date and little else", "asks"
YEAR = re.compile(r"[12]\d{3}[:.]?")  # a line of nothing but a year heads a part of a chronicle; it stamps nothing
LINK = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)@\w|\.com\b|pic\.twitter")
TRIM = " \t\u00a0.,:;!?|/<>»«›‹→←▼▲•·*+-–—()[]…\"'“”‘’"
SIZES = (2, 5, 10, 20, 40, 80)  # words; the bounds of the size signs
PROSE_WORDS = 20  # from here on, most lines of a page are prose (keeping just these gives 0.82 on whole pages)
MOST_LINKS = 0.2  # share of function words below which a line is rather a list of names or links than prose
SHORT_WORD = 3  # letters; longer phrases are found glued to other words too, as flattened pages have them
BYLINE_WORDS = 20  # a byline of several parts, of which one is a date, is no longer
STAMP_WORDS = 9  # a stamp, with a name before it, is no longer than that
NAMES = 0.7  # share of the words of a line of names that have a capital: "by", "of" and "and" have none
DATE_WORDS = 6  # words in letters of a date that stands alone: "last updated", weekday, month, "pm", "GMT"
HEAD = 300  # code points of a line by which its capitals and its repetition are told
COUNTED_HEAD = 2000  # code points in which function words are counted; the rest of a giant line is like its head
SCAN_CHARACTERS = 400  # words "within" are looked for in lines up to this length: longer ones are prose, which may


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
            kind: re.compile("|".join(map(_within, words.within))) for kind, words in cues.items() if words.within
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


def _within(phrase: str) -> str:
    """A pattern of a phrase; a short word must stand alone: "ago" does not stand in "Chicago"."""
    return rf"\b{phrase}\b" if phrase.isalpha() and len(phrase) <= SHORT_WORD else re.escape(phrase)


def look(line: str, cues: CueIndex, stopwords: frozenset[str]) -> Seen:
    """See what can be seen of a line alone.

    Args:
        line: The line, without blanks around it.
        cues: The words of each kind of junk.
        stopwords: The commonest function words of the language.
    """
    folded = COUNTED.sub("", line.lower().replace("’", "'"))
    head = folded[:COUNTED_HEAD]
    words = WORD.findall(head)
    count = len(words) if head == folded else len(folded.split())
    count = max(count, len(UNSPACED.findall(head)) // 2)
    stops = sum(word in stopwords for word in words) / max(1, len(words))
    spoken = bool(SENTENCE_END.search(line[-40:])) and not line.endswith(DOTS)
    prose = (spoken and count >= PROSE_WORDS / 2 and stops >= MOST_LINKS) or count >= 2 * PROSE_WORDS
    found = sorted(set(cues.find(folded)))
    signs = [f"size {bisect_right(SIZES, count)}", *(f"{way} {kind}" for way, kind in found)]
    if count > 2:
        signs.append(f"function words {min(4, int(stops * 10))}")
    if prose:
        signs.append("prose")
    kinds = Counter(kind for _, kind in found)
    signs += [f"{kind} twice" for kind, ways in kinds.items() if ways > 1]
    signs += [*_beginning(line[0]), *_ending(line), *_inside(line, words)]
    return Seen(
        words=count,
        prose=prose,
        cues=tuple(sorted(kinds)),
        heads=tuple(kind for way, kind in found if way == "whole"),
        signs=tuple(signs),
        key="".join(filter(str.isalnum, line[:HEAD].lower())),
        stamp=count <= STAMP_WORDS and bool(STAMP.search(folded)) and not YEAR.fullmatch(line),
        content=frozenset(words) - stopwords,
    )


def parts_of(line: str) -> list[str]:
    """The parts of a line that bars, slashes, arrows or wide gaps set apart."""
    return [part for part in PARTING.split(line) if part.strip()]


def _is_date(part: str) -> bool:
    """Is it a date with its year, and hardly a word besides?"""
    words = WORD.findall(part)
    spoken = len(words) > DATE_WORDS and part.endswith((".", "!", "?"))
    few = len(words) <= STAMP_WORDS and sum(map(str.isalpha, words)) <= DATE_WORDS
    return few and not spoken and bool(DAY.search(part))


def _is_signed(line: str) -> bool:
    """Is it a date beside names alone: "The Herald, 20 April 2025, by Ann Otieno"?"""
    rest = [word for word in WORD.findall(DAY.sub(" ", line)) if word.isalpha()]
    dated = len(DAY.findall(line)) == 1 and not SENTENCE_END.search(line[-40:])
    return dated and 0 < len(rest) <= STAMP_WORDS and sum(map(str.istitle, rest)) >= NAMES * len(rest)


def _beginning(first: str) -> Iterator[str]:
    """Yield how a line begins."""
    if first.islower():
        yield "begins small"
    elif first.isdigit():
        yield "begins with a digit"
    elif first in "\"“‘'«":
        yield "begins with a quotation mark"
    elif not first.isalnum():
        yield "begins with a mark"


def _ending(line: str) -> Iterator[str]:
    """Yield how a line ends."""
    if line.endswith(DOTS):
        yield "ends in dots"
    elif SENTENCE_END.search(line[-40:]):
        yield "ends as a sentence"
    elif line[-1] == ":":
        yield "ends in a colon"
    elif not line[-1].isalnum():
        yield "ends in a mark"
    if line.rstrip(TRIM.replace("?", "")).endswith("?"):
        yield ASKS
    if CREDIT.search(line[-80:]):
        yield "credit at the end"


def _inside(line: str, words: list[str]) -> Iterator[str]:
    """Yield what a line holds: capitals, dates, links, several sentences."""
    head = line[:HEAD]
    if len(words) > 2:
        parts = head.split()
        if head.isupper():
            yield "all capitals"
        elif sum(part[0].isupper() for part in parts) > 0.7 * len(parts):
            yield "capitalised"
    if YEAR.fullmatch(line):
        yield YEAR_ALONE
    if len(line) <= SCAN_CHARACTERS:
        if CLOCK.search(line) and not YEAR.fullmatch(line):
            yield "has a date"
        if LINK.search(line):
            yield "has a link"
        dated = not YEAR.fullmatch(line) and len(words) <= BYLINE_WORDS and any(map(_is_date, parts_of(line)))
        if dated or _is_signed(line):
            yield A_DATE
        if QUOTED.match(line) and SENTENCE_END.search(line[-40:]):
            yield "one quotation"
    if INNER_END.search(line[:SCAN_CHARACTERS]):
        yield "more sentences"
    if not words:
        yield "no words"
