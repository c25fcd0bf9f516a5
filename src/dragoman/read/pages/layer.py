"""The text layer of a web page: its visible text in document order, block by block, each with the tags that hold it."""

import re
from collections.abc import Iterator

from lxml import etree

from dragoman.model import Record

HIDDEN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object", "embed", "svg",
    "canvas", "audio", "video", "map", "datalist", "select", "option", "button", "input", "textarea", "math",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
LINE_BREAK = "\x00"  # within a block; no parser lets this character through
EMPTY_LINE = re.compile(r"\x00[ \t\r\n\f\v]*\x00[\x00 \t\r\n\f\v]*")
UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# For screen readers only: the usual class of Bootstrap, of HTML5 Boilerplate and of WordPress.
UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
SHOWN_TEMPLATES = ("shadowrootmode", "shadowmode")  # a template that is shown: how browsers save a page's components
UNHIDEABLE = frozenset({"html", "body"})  # pages hide them until their scripts have run


class Block(Record, frozen=True):
    """A block of visible text.

    Attributes:
        start, end: Where it stands in the text layer.
        tags: The tags around it with the words of their class, id and role, from the outermost in.
    """

    start: int
    end: int
    tags: tuple[str, ...]


def text_layer_of(root: etree._Element) -> tuple[str, list[Block]]:
    """Lay out a page's visible text: blocks apart by a blank line, runs of blanks within a block as one.

    Two line breaks one after the other part blocks too, as they look; in preformatted text every line end is a break.

    Args:
        root: The page's tree.

    Returns:
        The text, and its blocks in order.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for words, tags in _blocks(root):
        for part in EMPTY_LINE.split(words):
            lines = [BLANKS.sub(" ", line).strip() for line in part.split(LINE_BREAK)]
            block = "\n".join(line for line in lines if line)
            if block:
                if parts:
                    parts.append("\n\n")
                    length += 2
                parts.append(block)
                blocks.append(Block(length, length + len(block), tags))
                length += len(block)
    return "".join(parts), blocks


def _blocks(root: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words of each block with its tags. No recursion: pages nest deep."""
    around: list[str] = []
    words: list[str] = []
    hidden = printed = 0  # how many of the open tags are hidden, and how many preformatted
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            if not hidden:
                words.append(_words(node.tail, printed))
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        if name in BLOCKS:
            yield "".join(words), tuple(around)
            words = []
        if event == "start":
            hidden += hidden > 0 or _is_unseen(name, node)
            printed += name == "pre"
            if name in BLOCKS:
                around.append(_described(name, node))
            if not hidden:
                words.append(LINE_BREAK if name == "br" else _words(node.text, printed))
        else:
            if name in BLOCKS:
                around.pop()
            hidden = max(0, hidden - 1)
            printed -= name == "pre"
            if not hidden:
                words.append(_words(node.tail, printed))
    yield "".join(words), ()


def _words(text: str | None, printed: int) -> str:
    """The words of a node; a line end is a break where the text is preformatted."""
    return (text or "").replace("\n", LINE_BREAK) if printed else text or ""


def _is_unseen(name: str, node: etree._Element) -> bool:
    """Does the page hide this element, or show it to screen readers only?"""
    if name in HIDDEN:
        return not any(attribute in node.attrib for attribute in SHOWN_TEMPLATES)
    if name == "dialog" and node.get("open") is None:
        return True
    if name in UNHIDEABLE:
        return False
    hides = node.get("hidden") is not None or node.get("aria-hidden") == "true"
    return (
        hides
        or bool(UNSEEN_STYLE.search(node.get("style", "")))
        or not UNSEEN_CLASSES.isdisjoint(node.get("class", "").lower().split())
    )


def _described(name: str, node: etree._Element) -> str:
    """A tag with the words of its class, id and role."""
    return " ".join((name, node.get("class", ""), node.get("id", ""), node.get("role", ""))).lower().strip()
