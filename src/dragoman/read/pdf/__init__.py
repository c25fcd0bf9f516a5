"""PDF: printed pages, with the text as it is read and where each page begins in it."""

from collections.abc import Iterator

import msgspec

from dragoman.model import Problem, RawDocument, Stated
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.pdf.answer import Printed
from dragoman.read.pdf.apart import apart
from dragoman.read.properties import author_if_printed

HEADER = b"%PDF-"
BEFORE = b"\xef\xbb\xbf \t\r\n\0"  # what editors and servers leave before the header
SECONDS = 45.0  # for one document: less than any reader may take; two thousand pages take 30
MODULE = "dragoman.read.pdf.sheets"


def looks_like_pdf(head: bytes, _source: str) -> bool:
    """Does it begin with the header of a PDF?"""
    return head.lstrip(BEFORE).startswith(HEADER)


def read_pdf(content: bytes, source: str) -> Iterator[RawDocument]:
    """Read a PDF's text layer: paragraphs whole, headline, furniture and notes marked, the rest for `clean` to sort.

    The file's own title and author are taken where the pages print them too (`read/properties.py`).
    """
    answer = apart(MODULE).ask(content, SECONDS)
    if answer is None:
        advice = f"takes too much memory, or over {SECONDS:.0f} s, as files made to do harm; print it to a new PDF"
        yield unreadable(content, source, "read.hostile", advice)
        return
    printed = msgspec.msgpack.decode(answer, type=Printed)
    layer, troubles = printed.layer, printed.troubles
    if not layer.text:
        yield unreadable(content, source, troubles[0].code, troubles[0].advice)
        return
    author = author_if_printed(printed.author, layer.text, layer.marked)
    stated = Stated(author=author, pages=layer.pages)
    problems = tuple(Problem("read", one.code, f"{source} {one.advice}.", source) for one in troubles)
    yield RawDocument(content_hash(content), source, layer.text, stated, layer.marked, problems=problems)


PLUGIN = Reader("pdf", (".pdf",), looks_like_pdf, article(read_pdf), order=12)
