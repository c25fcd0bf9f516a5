"""DOCX: the text of a Word file as it is shown, with its notes at the end."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from dragoman.model import Piece, Problem, RawDocument, Stated
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.office.wordml import Block, Notes, blocks_of, child, styles_of
from dragoman.read.properties import author_if_printed, letters_of
from dragoman.read.text import MAX_CHARACTERS
from dragoman.read.unpack import DAMAGE

ZIP = b"PK\x03\x04"
PARTS = re.compile(rb"word/(?:document|styles|settings|webSettings|numbering|fontTable|footnotes|theme/|_rels/)")
DOCUMENT_TYPE = "/officeDocument"  # the end of the type by which a file names its main part
MOST_PART_BYTES = 48 << 20  # of one part, unpacked; a book of a million words takes 15
PARTING = "\n\n"
TITLE_REACH = 10  # blocks from the beginning among which the one is that repeats the file's own title


def looks_like_docx(head: bytes, _source: str) -> bool:
    """Does it begin like a ZIP whose first files are parts of a Word document?"""
    return head.startswith(ZIP) and bool(PARTS.search(head))


def read_docx(content: bytes, source: str) -> Iterator[RawDocument]:
    """Read a Word file: paragraphs, and rows of tables, apart by blank lines, text boxes where they are anchored.

    Changes that are not accepted yet are shown as if they were; hidden text and readers' comments are left out. The
    file's own title and author are taken where the text holds them too (`read/properties.py`).
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = _Parts(packed)
            blocks = list(_blocks(parts))
            title, author = (_property(parts, name) for name in ("title", "creator"))
    except (*DAMAGE, NotImplementedError, RuntimeError) as error:
        locked = isinstance(error, RuntimeError) and "password" in str(error)
        code, advice = (
            ("read.locked", "is locked with a password; save it without one")
            if locked
            else ("read.damaged", f"is no whole DOCX file ({error}); get it again, or save it as plain text")
        )
        yield unreadable(content, source, code, advice)
        return
    text = PARTING.join(block.text for block in blocks)
    if parts.too_large or len(text) > MAX_CHARACTERS:
        yield unreadable(content, source, "read.large", "is too long for one article; split it")
    elif not text and parts.broken:
        yield unreadable(content, source, "read.damaged", "has no part with text that is whole; get it again")
    elif not text:
        advice = "holds no text; remove it, or run text recognition on the pictures that it holds"
        yield unreadable(content, source, "read.empty", advice)
    else:
        marked = tuple(_marked(blocks, title))
        message = f"{source} has parts that are broken, and was read as far as they go; open it in Word and save it."
        problems = (Problem("read", "read.damaged", message, source),) if parts.broken else ()
        stated = Stated(author=author_if_printed(author, text, marked))
        yield RawDocument(content_hash(content), source, text, stated, marked, problems=problems)


class _Parts:
    """The XML parts of a Word file.

    Args:
        packed: The file as a ZIP.
    """

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.names = sorted(packed.namelist())
        self.broken = self.too_large = False

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is none of that name, or nothing of it can be read.

        No entity is resolved, and nothing is fetched.
        """
        if name not in self.names or self.too_large:
            return None
        with self.packed.open(name) as part:
            held = part.read(MOST_PART_BYTES + 1)
        if len(held) > MOST_PART_BYTES:
            self.too_large = True
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
        try:
            root = etree.fromstring(held, parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        self.broken |= root is None or bool(parser.error_log)
        return root

    def main(self) -> str:
        """The name of the part that holds the text."""
        root = self.tree("_rels/.rels")
        for node in root.iter() if root is not None else ():
            if str(node.get("Type", "")).endswith(DOCUMENT_TYPE):
                return str(node.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def like(self, folder: str, kind: str) -> Iterator[etree._Element]:
        """Yield the roots of the parts of a folder that are called by a kind and a number."""
        for name in self.names:
            if re.fullmatch(rf"{re.escape(folder)}/{kind}\d*\.xml", name) and (root := self.tree(name)) is not None:
                yield root


def _blocks(parts: _Parts) -> Iterator[Block]:
    """Yield all that the file shows: heads of its pages, text, notes, feet of its pages."""
    main = parts.main()
    folder = str(PurePosixPath(main).parent)
    root = parts.tree(main)
    styles, notes = styles_of(parts.tree(f"{folder}/styles.xml")), Notes()
    yield from _furniture(parts.like(folder, "header"), "head")
    if root is None:
        parts.broken = True
    else:
        yield from blocks_of(root, styles, notes)
    numbered: list[tuple[int, Block]] = []
    for kind in ("footnote", "endnote"):
        part = parts.tree(f"{folder}/{kind}s.xml")
        numbered += notes.blocks(kind, part) if part is not None else ()
    yield from (block for _, block in sorted(numbered, key=lambda pair: pair[0]))
    yield from _furniture(parts.like(folder, "footer"), "foot")


def _furniture(roots: Iterator[etree._Element], where: str) -> Iterator[Block]:
    """Yield what is printed on every page, each text once: files keep it for first, even and odd pages."""
    texts = (block.text for root in roots for block in blocks_of(root, {}, Notes()))
    for text in dict.fromkeys(texts):
        yield Block(text, "nav", f"stands at the {where} of the pages")


def _marked(blocks: Sequence[Block], title: str) -> Iterator[Piece]:
    """Yield a piece for every block whose kind the file tells; the one that repeats its own title is the headline."""
    styled = any(block.kind == "title" for block in blocks)
    named = [
        block for block in blocks[:TITLE_REACH] if block.kind is None and letters_of(block.text) == letters_of(title)
    ]
    start = 0
    for block in blocks:
        end = start + len(block.text)
        if block.kind is not None:
            yield Piece(start, end, block.kind, block.reason)
        elif not styled and named and block is named[0]:
            yield Piece(start, end, "title", "the title that the file bears")
        start = end + len(PARTING)


def _property(parts: _Parts, name: str) -> str:
    """One of the properties that a file states of itself, or ""."""
    found = child(parts.tree("docProps/core.xml"), name)
    return " ".join((found.text or "").split()) if found is not None else ""


PLUGIN = Reader("docx", (".docx",), looks_like_docx, article(read_docx), order=15)
