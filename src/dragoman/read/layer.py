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
UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


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

    Args:
        root: The page's tree.

    Returns:
        The text, and its blocks in order.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for words, tags in _blocks(root):
        lines = [BLANKS.sub(" ", line).strip() for line in words.split("\x00")]
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
    """Yield the words of each block with its tags; a line break is U+0000. No recursion: pages nest deep."""
    around: list[str] = []
    words: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            if not hidden:
                words.append(node.tail or "")
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        block = name in BLOCKS
        if event == "start":
            hidden += name in HIDDEN or hidden > 0 or _is_unseen(node)
            if block:
                yield "".join(words), tuple(around)
                words = []
                around.append(_described(name, node))
            if not hidden:
                words.append("\x00" if name == "br" else node.text or "")
        else:
            if block:
                yield "".join(words), tuple(around)
                words = []
                around.pop()
            hidden = max(0, hidden - 1)
            if not hidden:
                words.append(node.tail or "")
    yield "".join(words), ()


def _is_unseen(node: etree._Element) -> bool:
    """Does the page itself hide this element?"""
    hides = node.get("hidden") is not None or node.get("aria-hidden") == "true"
    return hides or bool(UNSEEN_STYLE.search(node.get("style", "")))


def _described(name: str, node: etree._Element) -> str:
    """A tag with the words of its class, id and role."""
    return " ".join((name, node.get("class", ""), node.get("id", ""), node.get("role", ""))).lower().strip()
