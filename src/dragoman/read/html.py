"""Web pages: our own text layer, with trafilatura's choice of the article mapped back onto it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from dragoman.model import Piece, PieceKind, Problem, RawDocument, Stated
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.encoding import decode
from dragoman.read.layer import Block, text_layer_of
from dragoman.read.text import MAX_CHARACTERS, encoding_problems

MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|div|article|main|section|p|table|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
LETTERS = re.compile(r"[\W_]+")
SHORT_BLOCK = 25  # letters; a shorter block is of the article only where it is a whole line of trafilatura's text
TITLE_PARTING = re.compile(r"\s+(?:-|–|—|\||::|»|·)\s+(?P<site>\S(?:.{0,60}\S)?)")
DATED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

# What the words of the tags around a block say of its kind; the innermost that says anything counts.
KINDS: tuple[tuple[PieceKind, re.Pattern[str]], ...] = (
    ("caption", re.compile(r"^(?:figcaption|figure)\b|caption|photo-?credit|image-?credit")),
    ("comments", re.compile(r"comment|disqus|respond|reply")),
    ("share", re.compile(r"share|social|follow")),
    ("byline", re.compile(r"byline|author|dateline|posted-on|entry-meta|article-meta|publish")),
    ("pullquote", re.compile(r"pull-?quote")),
    ("footnotes", re.compile(r"footnote|endnote|references")),
    ("disclaimer", re.compile(r"disclaimer|copyright")),
    ("banner", re.compile(r"banner|cookie|consent|newsletter|subscribe|paywall|advert")),
    ("nav", re.compile(r"^(?:nav|footer|header|aside|menu)\b|nav|menu|breadcrumb|related|sidebar|tags|footer|widget")),
)

# Kinds that hold even where trafilatura kept the block: it takes what is set off in the text for a paragraph of it.
SET_OFF = re.compile(r"pull-?quote|^figcaption\b|\bdek\b|standfirst")


def looks_like_html(head: bytes, _source: str) -> bool:
    """Does it begin with a tag that only web pages have?"""
    return bool(MARKUP.match(decode(head).text))


def read_html(content: bytes, source: str) -> Iterator[RawDocument]:
    """Read a page: its visible text, which blocks of it are the article, and what its head states."""
    declared = DECLARED.search(content[:2048])
    decoded = decode(content, declared[1].decode("ascii", "ignore") if declared else None)
    if len(decoded.text) > MAX_CHARACTERS:
        yield unreadable(content, source, "read.large", "is too long for one page; save the article alone")
        return
    root, cut = _parse(decoded.text)
    text, blocks = text_layer_of(root) if root is not None else ("", [])
    if root is None or not text:
        yield unreadable(content, source, "read.empty", "shows no text; open it in a browser and save it as displayed")
        return
    problems = encoding_problems(decoded, source)
    if cut:
        message = f"{source} nests its tags too deep, and what lies deeper was left out; save the page as displayed."
        problems += (Problem("read", "read.large", message, source),)
    stated, article = _extract(root)
    yield RawDocument(
        content_hash(content), source, text, stated, _mark(text, blocks, article, stated.title), problems=problems
    )


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    """Build the tree of a page, whatever is wrong with it; None where nothing is left.

    Returns:
        The root, and whether the page nests deeper than the parser follows (2,048 tags), so that text was lost.
    """
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        root = lxml_html.document_fromstring(DECLARATION.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError):
        return None, False
    cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return (root if isinstance(root, etree._Element) else None), cut


def _extract(root: etree._Element) -> tuple[Stated, list[str]]:
    """What the head states, and the lines of the article that trafilatura finds."""
    stated = _stated_by_json(root)
    page = etree.tostring(root, encoding="unicode", method="html")
    found: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=True)
    if found is None:
        return stated, []
    published = stated.published or _day(found.date)
    return Stated(
        title=stated.title or found.title or None,
        author=stated.author or found.author or None,
        outlet=stated.outlet or found.sitename or _site_in_title(root, stated.title or found.title),
        language=_language(root) or found.language or None,
        url=found.url or None,
        published=published,
    ), (found.text or "").splitlines()


def _stated_by_json(root: etree._Element) -> Stated:
    """What the page's JSON-LD says of the article."""
    for node in root.iter("script"):
        if node.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            held = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things(held):
            if "article" in str(thing.get("@type", "")).lower() or "posting" in str(thing.get("@type", "")).lower():
                return Stated(
                    title=_named(thing.get("headline")),
                    author=_named(thing.get("author")),
                    outlet=_named(thing.get("publisher")),
                    published=_day(thing.get("datePublished")),
                )
    return Stated()


def _things(held: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script: itself, its list or its graph."""
    for thing in held if isinstance(held, list) else [held]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _named(value: Any) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, list):
        names = [name for entry in value if not isinstance(entry, list) and (name := _named(entry))]
        return ", ".join(names) or None
    name = value.get("name") if isinstance(value, dict) else value
    return " ".join(name.split()) or None if isinstance(name, str) else None


def _day(stamp: Any) -> str | None:
    """The day of an ISO time stamp as EDTF; hour and time zone are cut."""
    match = DATED.match(stamp.strip()) if isinstance(stamp, str) else None
    return match.group() if match else None


def _site_in_title(root: etree._Element, headline: str | None) -> str | None:
    """What stands behind the headline in the page's title, where it is set apart."""
    node = next(root.iter("title"), None)
    title = " ".join((node.text or "").split()) if node is not None else ""
    if not headline or not title.startswith(headline):
        return None
    behind = TITLE_PARTING.fullmatch(title[len(headline) :])
    return behind["site"] if behind else None


def _language(root: etree._Element) -> str | None:
    """The two-letter language of the page's root."""
    code = (root.get("lang") or "").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else None


def _mark(text: str, blocks: list[Block], article: list[str], title: str | None) -> tuple[Piece, ...]:
    """Sort the lines of every block: those that trafilatura kept are body, the others what their tags say.

    Where it kept nothing the page is left to `clean`, as if it were plain text.
    """
    lines = {_letters(line) for line in article} - {""}
    if not lines:
        return ()
    whole = "\n".join(_letters(line) for line in article)
    headline = _letters(title or "")
    pieces: list[Piece] = []
    titled = False
    for block in blocks:
        at = block.start
        for line in text[block.start : block.end].split("\n"):
            letters = _letters(line)
            kept = letters in lines or (len(letters) >= SHORT_BLOCK and letters in whole)
            if headline and letters == headline:
                kind: PieceKind = "duplicate" if titled else "title"
                pieces.append(Piece(at, at + len(line), kind, "the page's headline" if not titled else "repeats it"))
                titled = True
            elif kept and not (block.tags and SET_OFF.search(block.tags[-1])):
                pieces.append(Piece(at, at + len(line), "body", "kept by trafilatura"))
            else:
                pieces.append(Piece(at, at + len(line), *_by_tags(block, kept)))
            at += len(line) + 1
    return tuple(pieces)


def _letters(line: str) -> str:
    """Letters and digits alone, by which a line is found again in another layout."""
    return LETTERS.sub("", line).lower()


def _by_tags(block: Block, kept: bool) -> tuple[PieceKind, str]:
    """The kind of a block that is no body, from the innermost tag that tells, and whether trafilatura had kept it."""
    who = "set off from the text" if kept else "dropped by trafilatura"
    for tag in reversed(block.tags):
        for kind, pattern in KINDS:
            if pattern.search(tag):
                return kind, f"{who}; stands in <{tag[:60]}>"
    return "other", who


PLUGIN = Reader("html", (".html", ".htm", ".xhtml"), looks_like_html, article(read_html), order=20)
