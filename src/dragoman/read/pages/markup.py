"""What the markup of a page tells of its lines: trafilatura's choice of the article, and the words of the tags around.

Which wins? On pages made for it (tests/read/test_page_kinds.py) trafilatura's choice was better than sorting the bare
text wherever the page has comments, related links, advertisements or long side columns, since it sees the tags. So it
stands, with three exceptions, each of which is told by the page's own marks:

- A line in `<nav>` or in the page's footer is no body, and neither is a caption, a pull quote, a standfirst or a note,
  whoever kept it: where a page has little text, trafilatura takes all of it.
- Prose that was dropped, but stands in the very same tags as a paragraph that was kept, is body.
- Where it kept less than a third of the prose that no tag speaks against, the page is built as it does not expect: then
  only the headline and what is set off are marked, and `clean` sorts the other lines by what they say.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from dragoman.model import Piece, PieceKind, Record
from dragoman.read.pages.layer import Block

LETTERS = re.compile(r"[\W_]+")
SHORT_BLOCK = 25  # letters; a shorter line is of the article only where it is a whole line of trafilatura's text
PROSE_WORDS = 20  # words from which on a line that ends as a sentence is prose, as in `clean`
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*$")
LEAST_KEPT = 1 / 3  # share of the prose that no tag speaks against, below which a choice is not trusted

# What the words of the tags around a block say of its kind; the innermost that says anything counts.
KINDS: tuple[tuple[PieceKind, re.Pattern[str]], ...] = (
    ("caption", re.compile(r"^(?:figcaption|figure)\b|caption|photo-?credit|image-?credit")),
    ("comments", re.compile(r"comment|disqus|respond|reply")),
    ("share", re.compile(r"share|social|follow")),
    ("standfirst", re.compile(r"\bdek\b|standfirst")),
    ("byline", re.compile(r"byline|author|dateline|posted-on|entry-meta|article-meta|publish")),
    ("pullquote", re.compile(r"pull-?quote")),
    ("footnotes", re.compile(r"footnote|endnote|references")),
    ("disclaimer", re.compile(r"disclaimer|copyright")),
    ("banner", re.compile(r"banner|cookie|consent|newsletter|subscribe|paywall|advert")),
    ("nav", re.compile(r"^(?:nav|footer|header|aside|menu)\b|nav|menu|breadcrumb|related|sidebar|tags|footer|widget")),
)

# Kinds that hold even where trafilatura kept the line: it takes what is set off in the text for a paragraph of it. The
# first are told by any tag around the line, the others only by the nearest two, since whole pages bear such classes.
SET_OFF = re.compile(r"^(?:figcaption|nav)\b|pull-?quote|\b(?:foot|end)notes?\b|doc-endnotes?")
SET_OFF_NEAR = re.compile(r"\bdek\b|standfirst")
NEAR = 2
PAGE_FOOTER = re.compile(r"^footer\b")
WITHIN_ARTICLE = re.compile(r"^(?:article|blockquote)\b")


class _Line(Record, frozen=True):
    """A line of a block.

    Attributes:
        start, end: Where it stands in the text layer.
        letters: Its letters and digits alone, by which it is found again in another layout.
        block: The block it stands in.
        kept: Trafilatura took it for the article.
        prose: It is long and ends as a sentence.
    """

    start: int
    end: int
    letters: str
    block: Block
    kept: bool
    prose: bool


def mark(text: str, blocks: Sequence[Block], article: Sequence[str], headlines: Sequence[str]) -> tuple[Piece, ...]:
    """Sort the lines of every block; those of which the markup tells too little are left to `clean`.

    Args:
        text: The text layer.
        blocks: Its blocks.
        article: The lines of trafilatura's choice.
        headlines: What the page's headline may be.
    """
    lines = list(_lines(text, blocks, article))
    titles = {_letters(one) for one in headlines} - {""}
    around = _around_article(lines)
    told = [_by_tags(line, around) for line in lines]
    among = {line.block.tags for line in lines if line.kept and line.prose}
    spoken_for = [line for line, (kind, _) in zip(lines, told, strict=True) if line.prose and kind == "other"]
    chosen = sum(len(line.letters) for line in spoken_for if line.kept or line.block.tags in among)
    trusted = chosen >= LEAST_KEPT * sum(len(line.letters) for line in spoken_for) and any(
        line.kept and line.letters not in titles and not _is_set_off(line.block.tags) for line in lines
    )
    marked: list[tuple[_Line, PieceKind, str]] = []
    titled = False
    for line, (kind, reason) in zip(lines, told, strict=True):
        if line.letters in titles:
            marked.append((line, "duplicate", "repeats it") if titled else (line, "title", "the page's headline"))
            titled = True
        elif _is_set_off(line.block.tags):
            marked.append((line, kind, reason))
        elif trusted and line.kept:
            marked.append((line, "body", "kept by trafilatura"))
        elif trusted and line.prose and kind == "other" and line.block.tags in among:
            marked.append((line, "body", "stands in the same tags as paragraphs that trafilatura kept"))
        elif trusted:
            marked.append((line, kind, reason))
    return tuple(_joined(marked))


def _lines(text: str, blocks: Sequence[Block], article: Sequence[str]) -> Iterator[_Line]:
    """Yield the lines of all blocks."""
    whole_lines = {_letters(line) for line in article} - {""}
    whole = "\n".join(_letters(line) for line in article)
    for block in blocks:
        at = block.start
        for line in text[block.start : block.end].split("\n"):
            letters = _letters(line)
            kept = letters in whole_lines or (len(letters) >= SHORT_BLOCK and letters in whole)
            prose = len(line.split(None, PROSE_WORDS)) > PROSE_WORDS - 1 and bool(SENTENCE_END.search(line[-40:]))
            yield _Line(at, at + len(line), letters, block, kept, prose)
            at += len(line) + 1


def _letters(line: str) -> str:
    """Letters and digits alone."""
    return LETTERS.sub("", line).lower()


def _around_article(lines: Sequence[_Line]) -> tuple[str, ...]:
    """The outermost tags that stand around most of the prose that was kept; they say nothing of the lines in them.

    A page whose whole is of the class "sidebar-visible" has no text in a side column.
    """
    kept = [line.block.tags for line in lines if line.kept and line.prose]
    around = Counter(tags[:depth] for tags in kept for depth in range(1, len(tags) + 1))
    return max((tags for tags, times in around.items() if 2 * times > len(kept)), key=len, default=())


def _by_tags(line: _Line, around: tuple[str, ...]) -> tuple[PieceKind, str]:
    """The kind of a line if it is no body, from the innermost tag that tells, and whether trafilatura had kept it."""
    who = "set off from the text" if line.kept else "dropped by trafilatura"
    tags = line.block.tags
    own = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(tags, around, strict=False)))
    for tag in reversed(tags[own:]):
        for kind, pattern in KINDS:
            if pattern.search(tag):
                return kind, f"{who}; stands in <{tag[:60]}>"
    return "other", who


def _is_set_off(tags: tuple[str, ...]) -> bool:
    """Do the tags around a line say that it is no paragraph of the article?"""
    if any(SET_OFF.search(tag) for tag in tags) or any(SET_OFF_NEAR.search(tag) for tag in tags[-NEAR:]):
        return True
    footer = next((at for at, tag in enumerate(tags) if PAGE_FOOTER.match(tag)), None)
    return footer is not None and not any(WITHIN_ARTICLE.match(tag) for tag in tags[:footer])


def _joined(marked: Sequence[tuple[_Line, PieceKind, str]]) -> Iterator[Piece]:
    """Yield the pieces, with the printed lines of a preformatted paragraph as one."""
    for (block, kind, reason), run in groupby(marked, key=lambda one: (one[0].block, *one[1:])):
        lines = [line for line, _, _ in run]
        if block.tags and block.tags[-1].startswith("pre"):
            yield Piece(lines[0].start, lines[-1].end, kind, reason)
        else:
            yield from (Piece(line.start, line.end, kind, reason) for line in lines)
