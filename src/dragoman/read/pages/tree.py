"""The tree of a web page, whatever is wrong with its markup: no depth and no attribute makes it lose text."""

import re

from lxml import etree
from lxml import html as lxml_html

from dragoman.read.pages.layer import BLOCKS, HIDDEN

DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
MOST_DEPTH = 200  # tags within tags that are kept; pages that people write nest some thirty deep
LONGEST_ATTRIBUTE = 2000  # code points; longer ones hold images and programs, never a class or an address
WITH_LONG_ATTRIBUTES = etree.XPath(f"//*[@*[string-length() > {LONGEST_ATTRIBUTE}]]")


def tree_of(page: str) -> etree._Element | None:
    """Build the tree of a page; None where it holds no element.

    The parser itself stops at 2,048 tags within tags and drops the rest. Such a page is built anew with the tags that
    lie too deep side by side, so that its text is whole and the stages that follow never walk a deeper tree.
    """
    text = DECLARATION.sub("", page)
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
        if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
            root = etree.fromstring(text, etree.HTMLParser(target=_Flattening(), huge_tree=True))
    except (etree.LxmlError, ValueError):
        return None
    if not isinstance(root, etree._Element):
        return None
    for node in elements(root, WITH_LONG_ATTRIBUTES):
        for name in [name for name, value in node.attrib.items() if len(value) > LONGEST_ATTRIBUTE]:
            del node.attrib[name]
    return root


def elements(root: etree._Element, path: etree.XPath) -> list[etree._Element]:
    """The elements of a tree that a path leads to, in document order."""
    found = path(root)
    return [node for node in found if isinstance(node, etree._Element)] if isinstance(found, list) else []


class _Flattening:
    """Builds a tree from a parser's events; below `MOST_DEPTH` the tags of blocks only part their texts."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder(element_factory=lxml_html.html_parser.makeelement)
        self._depth = 0
        self._hidden = 0  # how many tags of the hidden element that is open below that depth
        self._parted = False  # no text has come since the last block was parted from what stood before

    def start(self, tag: str | bytes, attributes: dict[str | bytes, str | bytes]) -> None:
        """Open a tag."""
        self._depth += 1
        if self._depth <= MOST_DEPTH:
            self._builder.start(tag, attributes)
            return
        if self._hidden or tag in HIDDEN:
            self._hidden += 1
        elif tag in BLOCKS and not self._parted:
            self._builder.start("p", {})
            self._builder.end("p")
            self._parted = True

    def end(self, tag: str | bytes) -> None:
        """Close a tag."""
        if self._depth <= MOST_DEPTH:
            self._builder.end(tag)
        self._depth -= 1
        self._hidden = max(0, self._hidden - 1)

    def data(self, data: str | bytes) -> None:
        """Take text."""
        if not self._hidden:
            self._builder.data(data)
            self._parted = self._parted and not data.strip()

    def comment(self, text: str | bytes) -> None:
        """Pass a comment over."""

    def close(self) -> etree._Element:
        """The tree."""
        return self._builder.close()
