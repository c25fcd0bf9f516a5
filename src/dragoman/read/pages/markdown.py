"""Markdown: the text as it is shown, without marks of emphasis and link targets, and what its front matter states."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from dragoman.model import Piece, RawDocument, Record, Stated
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.days import stated_day
from dragoman.read.encoding import decode, is_binary
from dragoman.read.pages.html import unclosed_problems
from dragoman.read.pages.layer import text_layer_of
from dragoman.read.pages.tree import tree_of
from dragoman.read.text import encoding_problems

MOST_CHARACTERS = (
    2_000_000  # code points; the longest articles hold a tenth, and twelve seconds' work is enough for one
)
MOST_NESTED = 20  # quotes and lists in each other; what lies deeper is lifted, since the renderer would drop it
FENCE = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\r?\n(?P<lines>.*?)^(?:\1|\.\.\.)[ \t]*$\r?\n?", re.DOTALL | re.MULTILINE)
ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*[:=](?:\s+|$)(?P<value>.*)")
ITEM = re.compile(r"\s*-\s+(?P<value>.+)")
# Names under which note-takers, clippers and publishing systems keep what is known of an article (lower case).
TITLES = ("title", "headline")
AUTHORS = ("author", "authors", "by", "creator")
DAYS = ("published", "date", "publish_date", "publishdate", "date_published", "datepublished", "pubdate")
OUTLETS = ("outlet", "publisher", "publication", "site", "site_name", "sitename", "website", "source", "hostname")
URLS = ("url", "source", "link", "permalink", "canonical", "canonical_url", "original_url", "source_url")
LANGUAGES = ("language", "lang")
KNOWN = frozenset((*TITLES, *AUTHORS, *DAYS, *OUTLETS, *URLS))
HEADING = re.compile(r"\s*# \S")
OTHER_SYNTAX = re.compile(r"\]\((?:https?:|/|#)\S*\)|^#{2,6} \S|\*\*\S|^\[\^?[\w-]+\]: ", re.MULTILINE)
NOTE = re.compile(r"^[ \t]*\[\^([^\]\s]{1,40})\]:", re.MULTILINE)
NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]{1,40})\]")
DEEP_MARKS = re.compile(rf"^((?:[ \t]*[-*+>]){{{MOST_NESTED}}})(?:[ \t]*[-*+>])+", re.MULTILINE)
DEEP_BLANKS = re.compile(rf"^(?: {{{2 * MOST_NESTED},}}|(?: *\t){{{MOST_NESTED // 2},}})[ \t]*", re.MULTILINE)
WEB = ("http://", "https://")


class Front(Record, frozen=True):
    """The front matter of a text, by lower-case key, and where the text itself begins."""

    values: dict[str, str]
    end: int


def looks_like_markdown(head: bytes, source: str) -> bool:
    """Does it bear the ending, begin with front matter of known keys, or with a heading and further marks?"""
    if is_binary(head):
        return False
    if source.lower().endswith(PLUGIN.suffixes):
        return True
    text = decode(head).text
    return bool(front_matter(text).values.keys() & KNOWN) or bool(HEADING.match(text) and OTHER_SYNTAX.search(text))


def read_markdown(content: bytes, source: str) -> Iterator[RawDocument]:
    """Yield the document that a text is: what a program would show of it, paragraphs apart by a blank line.

    Footnotes keep their mark in the text and their note where it stands, both as "[1]".
    """
    decoded = decode(content)
    if len(decoded.text) > MOST_CHARACTERS:
        yield unreadable(content, source, "read.large", "is too long for one article; split it")
        return
    front = front_matter(decoded.text)
    page = _renderer().render(_prepared(decoded.text[front.end :]))
    root = tree_of(page) if page.strip() else None
    text, blocks = text_layer_of(root) if root is not None else ("", [])
    if root is None or not text:
        yield unreadable(content, source, "read.empty", "holds no text; remove it or save the article again")
        return
    heading = next((block for block in blocks if block.tags[-1:] == ("h1",)), None)
    marked = (Piece(heading.start, heading.end, "title", "the first heading"),) if heading is not None else ()
    problems = encoding_problems(decoded, source) + unclosed_problems(page, source)
    stated = _stated(front.values, " ".join(marked[0].span.of(text).split()) if marked else None)
    yield RawDocument(content_hash(content), source, text, stated, marked, problems=problems)


def front_matter(text: str) -> Front:
    """Read the lines between fences at the head of a text: plain values, quoted ones, and lists of them.

    Front matter with none of the known keys is part of the text: a rule between two paragraphs looks the same.
    """
    fenced = FENCE.match(text)
    values: dict[str, str] = {}
    key = ""
    for line in fenced["lines"].splitlines() if fenced else ():
        if entry := ENTRY.match(line):
            key = entry["key"].strip().lower().replace("-", "_").replace(" ", "_")
            values.setdefault(key, _plain(entry["value"]))
        elif key and (item := ITEM.match(line)):
            values[key] = ", ".join(filter(None, (values[key], _plain(item["value"]))))
    return Front(values, fenced.end()) if fenced and values.keys() & KNOWN else Front({}, 0)


def _plain(value: str) -> str:
    """A value without quotation marks, list brackets and the brackets of links between notes."""
    text = value.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return ", ".join(filter(None, (_plain(entry) for entry in text[1:-1].split(","))))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return " ".join(text.removeprefix("[[").removesuffix("]]").split())


def _stated(front: dict[str, str], heading: str | None) -> Stated:
    """What the front matter states; the first heading is the title where it names none."""

    def first(names: tuple[str, ...], *, web: bool = False) -> str | None:
        found = (front[name] for name in names if front.get(name))
        return next((value for value in found if value.startswith(WEB) == web), None)

    language = (first(LANGUAGES) or "").lower()
    return Stated(
        title=first(TITLES) or heading or None,
        author=first(AUTHORS),
        outlet=first(OUTLETS),
        language=language[:2] if len(language) == 2 or language[2:3] in {"-", "_"} else None,
        url=first(URLS, web=True),
        published=next((day for name in DAYS if (day := stated_day(front.get(name)))), None),
    )


def _prepared(text: str) -> str:
    """The text with its footnotes written out, and with quotes and lists no deeper in each other than can be shown."""
    noted = NOTE_MARK.sub(r"\\[\1\\]", NOTE.sub(r"\n\n\\[\1\\]", text))
    return DEEP_BLANKS.sub(" " * 2 * MOST_NESTED, DEEP_MARKS.sub(r"\1", noted))


def _renderer() -> MarkdownIt:
    """CommonMark with tables and struck text; tags in the text are taken for what they are."""
    options = {"html": True, "maxNesting": 3 * MOST_NESTED}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


PLUGIN = Reader("markdown", (".md", ".markdown"), looks_like_markdown, article(read_markdown), order=25)
