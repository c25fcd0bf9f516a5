"""Forms: lines whose own form settles what they are, whatever stands around them."""

import re
from functools import cached_property

import msgspec

from dragoman.clean.lines import SCAN_CHARACTERS, SENTENCE_END, parts_of
from dragoman.model import PieceKind

LEAST_PARTS = 3  # of a menu; two parts can be a headline with its rubric
PART_WORDS = 4  # a menu's entries are no longer
SHORT_WORDS = 30  # words of a notice, call or credit: a longer line is a paragraph that speaks of such things
NAMED_SHARE = 0.5  # of a credit's words that begin with a capital; the others are "and", "in", "editing by"
DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d{2}\b")
COPYRIGHT = re.compile(r"^\W{0,3}(?:copyright\b\W*)?(?:©|\(c\)|copyright)\W*(?:19|20)\d\d\b|^\W{0,3}©", re.IGNORECASE)
ORNAMENTS = ("❝", "❞"), ("❛", "❜")  # quotation marks that only stand as a decoration
NOT_LETTERS = re.compile(r"[\W\d_]+")

Settled = tuple[PieceKind, str]


class FormWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`[forms]` of `cleaning.toml`: the words of lines that are known by their form.

    Attributes:
        credits: First words of a line that names who wrote and edited.
        notices: Words of a notice of rights.
        calls: First words of a line that asks the reader for something.
        links: First words of a line that points to another page; a colon follows them.
        switched: Words of a browser's or a site's technical notice.
        comments: The heading of readers' comments or of the form for them, without counts and punctuation.
        counted: What stands in such a heading behind a count.
    """

    credits: tuple[str, ...]
    notices: tuple[str, ...]
    calls: tuple[str, ...]
    links: tuple[str, ...]
    switched: tuple[str, ...]
    comments: frozenset[str]
    counted: tuple[str, ...]

    @cached_property
    def switch(self) -> re.Pattern[str]:
        """A technical notice anywhere in a line."""
        return re.compile(_any_of(self.switched))

    @cached_property
    def notice(self) -> re.Pattern[str]:
        """A notice of rights anywhere in a line."""
        return re.compile(_any_of(self.notices))

    @cached_property
    def credit(self) -> re.Pattern[str]:
        """The beginning of a credit."""
        return re.compile(rf"\W{{0,2}}{_any_of(self.credits)}")

    @cached_property
    def call(self) -> re.Pattern[str]:
        """The beginning of a call to the reader."""
        return re.compile(rf"\W{{0,2}}{_any_of(self.calls)}")

    @cached_property
    def link(self) -> re.Pattern[str]:
        """The beginning of a line that points to another page."""
        return re.compile(rf"\W{{0,2}}{_any_of(self.links)}\s?:")

    @cached_property
    def count(self) -> re.Pattern[str]:
        """The beginning of a counted heading of comments."""
        return re.compile(rf"\d[\d,.]{{0,9}}\s+{_any_of(self.counted)}")


def settle(line: str, words: FormWords) -> Settled | None:
    """Tell the kind of a line whose form leaves no doubt; None where it leaves one.

    Args:
        line: The line, without blanks around it.
        words: The words by which notices, calls and credits are known.
    """
    if len(line) > SCAN_CHARACTERS:
        return None
    if heads_comments(line, words):
        return "comments", "heads the readers' comments"
    if is_menu(line):
        return "nav", "a row of short parts"
    if any(line.startswith(left) and line.endswith(right) for left, right in ORNAMENTS):
        return "pullquote", "stands in ornamental quotation marks"
    if is_notice(line, words):
        return "disclaimer", "a notice of rights"
    return _by_words(line, words) if len(line.split()) <= SHORT_WORDS else None


def _by_words(line: str, words: FormWords) -> Settled | None:
    """Tell the kind of a short line that names its makers, turns to the reader or speaks of the page itself."""
    folded = line.lower().replace("’", "'")
    if words.credit.match(folded) and _names(line):
        return "byline", "names who wrote and edited"
    if words.call.match(folded):
        return "banner", "asks the reader for something"
    if words.link.match(folded):
        return "nav", "points to another page"
    if words.switch.search(folded):
        return "banner", "a technical notice of the page"
    return None


def is_menu(line: str) -> bool:
    """Is a line a menu or a trail of links: three short parts or more, set apart alike, and no date?"""
    parts = parts_of(line)
    if len(parts) < LEAST_PARTS or SENTENCE_END.search(line[-40:]) or DATED.search(line):
        return False
    return all(len(part.split()) <= PART_WORDS for part in parts)


def is_notice(line: str, words: FormWords) -> bool:
    """Is a line a short notice of rights, as it stands at the foot of a page?"""
    return len(line.split()) <= SHORT_WORDS and bool(
        COPYRIGHT.match(line) or words.notice.search(line.lower().replace("’", "'"))
    )


def heads_comments(line: str, words: FormWords) -> bool:
    """Is a line the heading of readers' comments or of the form to write one?"""
    if len(line) > SCAN_CHARACTERS:
        return False
    folded = line.lower().replace("’", "'")
    return NOT_LETTERS.sub(" ", folded).strip() in words.comments or bool(words.count.match(folded))


def _names(line: str) -> bool:
    """Do names make up the line?"""
    found = line.split()
    return sum(word.lstrip("(\"'“‘")[:1].isupper() for word in found) >= NAMED_SHARE * len(found)


def _any_of(phrases: tuple[str, ...]) -> str:
    """A pattern of whole phrases."""
    return rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in phrases)})(?!\w)"
