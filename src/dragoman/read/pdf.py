"""PDF: printed pages, with the text as it is read and where each page begins in it."""

import re
from collections.abc import Iterator

import msgspec

from dragoman.model import Problem, RawDocument, Stated
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.apart import apart
from dragoman.read.compose import Layer
from dragoman.read.sheets import Printed

HEADER = b"%PDF-"
HEADER_REACH = 1024  # bytes at a file's beginning in which the header is looked for, as viewers do
SECONDS = 45.0  # for one document: less than any reader may take; two thousand pages take 30
MODULE = "dragoman.read.sheets"


def looks_like_pdf(head: bytes, _source: str) -> bool:
    """Does it begin with the header of a PDF, perhaps behind a few bytes of a mail or a server?"""
    return HEADER in head[:HEADER_REACH]


def read_pdf(content: bytes, source: str) -> Iterator[RawDocument]:
    """Read a PDF's text layer: paragraphs whole, headline, furniture and notes marked, the rest for `clean` to sort.

    Of the file's own properties the title and the author are taken where the pages print them too, since both are often
    left over from another file, or name the user of a machine. The day on which the file was made is no publication
    date: a page is printed, and a report is scanned, years after it was published.
    """
    answer = apart(MODULE).ask(content, SECONDS)
    if answer is None:
        advice = (
            f"takes more memory, or longer, than {SECONDS:.0f} s allow, or is made to do harm; print it to a new PDF"
        )
        yield unreadable(content, source, "read.hostile", advice)
        return
    printed = msgspec.msgpack.decode(answer, type=Printed)
    layer, troubles = printed.layer, printed.troubles
    if not layer.text:
        yield unreadable(content, source, troubles[0].code, troubles[0].advice)
        return
    stated = Stated(author=_if_printed(printed.author, layer), pages=layer.pages)
    problems = tuple(Problem("read", one.code, f"{source} {one.advice}.", source) for one in troubles)
    yield RawDocument(content_hash(content), source, layer.text, stated, layer.marked, problems=problems)


def _if_printed(name: str, layer: Layer) -> str | None:
    """A name of more than one word that stands in the text, elsewhere than in the furniture."""
    words = name.split()
    found = re.finditer(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", layer.text, re.IGNORECASE)
    furniture = [piece.span for piece in layer.marked if piece.kind == "nav"]
    within = (any(span.start <= match.start() < span.end for span in furniture) for match in found)
    return " ".join(words) if len(words) > 1 and not all(within) else None


PLUGIN = Reader("pdf", (".pdf",), looks_like_pdf, article(read_pdf), order=12)
