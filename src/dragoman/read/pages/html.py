"""Web pages: our own text layer, with trafilatura's choice of the article mapped back onto it."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dragoman.model import Piece, Problem, RawDocument
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.encoding import decode
from dragoman.read.pages.head import head_of
from dragoman.read.pages.layer import text_layer_of
from dragoman.read.pages.markup import LETTERS, mark
from dragoman.read.pages.tree import tree_of
from dragoman.read.text import MAX_CHARACTERS, encoding_problems

MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|div|article|main|section|p|table|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
DECLARED_REACH = 2048  # bytes at the head of a page in which its encoding is declared; HTML asks for 1,024
# The comment in which browsers and SingleFile write where they saved a page from, and how far from its beginning.
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
SAVED_REACH = 4000
MOST_SHOWN = 1_000_000  # code points; the longest articles hold a fifth of it. More is left to `clean`, in text order
MOST_ELEMENTS = (
    100_000  # of a page whose article trafilatura looks for, some seconds' work; long live pages have 30,000
)
HAS_TOO_MANY = etree.XPath(f"count(//*) > {MOST_ELEMENTS}")
TIMES_SHOWN = 2  # an article in the page's data that is so much longer than the one on display is the whole one


def looks_like_html(head: bytes, _source: str) -> bool:
    """Does it begin with a tag that only web pages have?"""
    return bool(MARKUP.match(decode(head).text))


def read_html(content: bytes, source: str) -> Iterator[RawDocument]:
    """Yield the document that a page is."""
    yield page_document(content, source)


def page_document(content: bytes, source: str, charset: str | None = None, address: str | None = None) -> RawDocument:
    """Read a page: its visible text, which lines of it are the article, and what it states.

    A page that shows less than half of the article which its own data hold (a paywall, a page that a script fills) gets
    that text behind the visible one, and a `Problem` that says so.

    Args:
        content: The page.
        source: Where it stands.
        charset: The encoding that a mail's or a server's header declares; it goes before the page's own word.
        address: The URL that the page was fetched or saved from, where its container knows it.
    """
    declared = DECLARED.search(content, 0, DECLARED_REACH)
    decoded = decode(content, charset or (declared[1].decode("ascii", "ignore") if declared else None))
    if len(decoded.text) > MAX_CHARACTERS:
        return unreadable(content, source, "read.large", "is too long for one page; save the article alone")
    root = tree_of(decoded.text)
    text, blocks = text_layer_of(root) if root is not None else ("", [])
    saved = SAVED_FROM.search(decoded.text, 0, SAVED_REACH)
    head = head_of(root, text, address or (saved[1] if saved else None)) if root is not None else None
    problems = encoding_problems(decoded, source) + unclosed_problems(decoded.text, source)
    if root is None or head is None or not (text or head.article):
        return unreadable(content, source, "read.empty", "shows no text; open it in a browser and save it as displayed")
    marked = mark(text, blocks, _chosen(root) if len(text) <= MOST_SHOWN else [], head.headlines)
    if head.article is not None and _is_cut(text, marked, head.article):
        text, marked = _with_whole(text, marked, head.article)
        problems += (_untold(source),)
    return RawDocument(content_hash(content), source, text, head.stated, marked, problems=problems)


def _chosen(root: etree._Element) -> list[str]:
    """The lines of the article that trafilatura finds."""
    if HAS_TOO_MANY(root):
        return []
    import trafilatura  # noqa: PLC0415 - slow to load, and only web pages need it

    found: Any = trafilatura.bare_extraction(root, include_comments=False, include_tables=True)
    return (found.text or "").splitlines() if found is not None else []


def unclosed_problems(page: str, source: str) -> tuple[Problem, ...]:
    """Say that a comment without an end hides the rest of a page, as it does in a browser."""
    last = page.rfind("<!--")
    if last < 0 or page.find("-->", last) >= 0 or page.find("--!>", last) >= 0:
        return ()
    message = f"{source}: a comment in the markup never ends and hides the rest of the page; get the page again."
    return (Problem("read", "read.markup", message, source),)


# ---------------------------------------------------------------------------------------- articles in a page's data


def _is_cut(text: str, marked: tuple[Piece, ...], whole: str) -> bool:
    """Does a page show less than half of the article that its data hold?"""
    dropped = "".join(piece.span.of(text) for piece in marked if piece.kind != "body")
    shown = len(LETTERS.sub("", text)) - len(LETTERS.sub("", dropped))
    return len(LETTERS.sub("", whole)) >= TIMES_SHOWN * max(1, shown)


def _with_whole(text: str, marked: tuple[Piece, ...], whole: str) -> tuple[str, tuple[Piece, ...]]:
    """Put the article of the page's data behind the visible text, whose own beginning of it becomes a duplicate."""
    held = LETTERS.sub("", whole).lower()
    shown: list[Piece] = []
    for match in re.finditer(r"[^\n]+", text):
        known = next((one for one in marked if one.start <= match.start() < one.end), None)
        letters = LETTERS.sub("", match.group()).lower()
        if letters in held:
            shown.append(Piece(match.start(), match.end(), "duplicate", "stands in the article of the page's data too"))
        elif known is not None and known.kind != "body":
            shown.append(Piece(match.start(), match.end(), known.kind, known.reason))
        else:
            shown.append(Piece(match.start(), match.end(), "other", "is not in the article of the page's data"))
    begin = len(text) + 2 if text else 0
    body = (match.span() for match in re.finditer(r"[^\n]+", whole))
    reason = "the article in the page's data, of which the page shows less than half"
    pieces = (*shown, *(Piece(begin + start, begin + end, "body", reason) for start, end in body))
    return f"{text}\n\n{whole}" if text else whole, pieces


def _untold(source: str) -> Problem:
    """Say where the text comes from."""
    message = (
        f"{source} shows less than half of its article; the text is taken from the page's data (JSON-LD articleBody), "
        "where links and captions are missing. Save the page as displayed if you can."
    )
    return Problem("read", "read.hidden", message, source)


PLUGIN = Reader("html", (".html", ".htm", ".xhtml"), looks_like_html, article(read_html), order=20)
