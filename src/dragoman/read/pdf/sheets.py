"""Sheets: a PDF from its bytes to its text layer, by PDFium; it runs in a process of its own (`read/pdf/apart.py`).

On files that are made to do harm, PDFium fills all memory and ends its process: a form that draws itself ten times,
ten levels deep, takes two kilobytes.
"""

from typing import Any

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as codes

from dragoman.read.pdf.answer import Layer, Printed, Trouble
from dragoman.read.pdf.apart import serve
from dragoman.read.pdf.compose import compose
from dragoman.read.pdf.printed import Page, read_page
from dragoman.read.text import MAX_CHARACTERS

MOST_PAGES = 5_000  # of one document; the longest reports have two thousand
LETTERS_OF_TEXT = 25  # a page with fewer, and a picture all over it, is a scanned page
PICTURE_SHARE = 0.5  # of the page that such a picture covers; scans cover all of it, but may be cut at the margins
MOST_UNMAPPED = 0.1  # share of characters without a meaning, above which a page's text is no text
LOCKED = (codes.FPDF_ERR_PASSWORD, codes.FPDF_ERR_SECURITY)
PAGES_NAMED = 10  # of those that a problem is about

NO_PAGE = Page((), 0.0, 0.0, 0.0)


def read_sheets(content: bytes) -> Printed:
    """Read a PDF; what is wrong with it is told, not raised."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code in LOCKED:
            return _failed("read.locked", "is locked with a password; save it without one")
        return _failed("read.damaged", "is no whole PDF; get it again, or print it to a new PDF")
    try:
        if len(document) > MOST_PAGES:
            return _failed("read.large", "has more pages than one article; split it")
        pages = [_page(document, number) for number in range(len(document))]
        named = document.get_metadata_dict()
    finally:
        document.close()
    if sum(len(word.text) for page in pages if page for word in page.words) > MAX_CHARACTERS:
        return _failed("read.large", "is too long for one article; split it")
    layer = compose([page or NO_PAGE for page in pages], named.get("Title", ""))
    return Printed(layer, named.get("Author", ""), tuple(_troubles(pages, layer)))


def _failed(code: str, advice: str) -> Printed:
    return Printed(troubles=(Trouble(code, advice),))


def _page(document: Any, number: int) -> Page | None:
    """Read one page; None where it is damaged."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return None
    try:
        return read_page(page)
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()


def _troubles(pages: list[Page | None], layer: Layer) -> list[Trouble]:
    """Say which pages are damaged, are pictures, or hold letters that mean nothing."""
    numbered = list(enumerate(pages, start=1))
    damaged = [number for number, page in numbered if page is None]
    scanned = [
        number
        for number, page in numbered
        if page and page.picture >= PICTURE_SHARE and layer.letters[number - 1] < LETTERS_OF_TEXT
    ]
    strange = [number for number, page in numbered if page and page.unmapped > MOST_UNMAPPED]
    advice = "run text recognition on it first, for example: ocrmypdf IN.pdf OUT.pdf"
    found = []
    if damaged:
        found.append(Trouble("read.damaged", f"was read without {_named(damaged)}, damaged; get it again"))
    if scanned and not any(layer.letters):
        found.append(Trouble("read.scanned", f"holds scanned pages without text; {advice}"))
    elif scanned:
        found.append(Trouble("read.scanned", f"was read without {_named(scanned)}, scanned without text; {advice}"))
    if strange:
        what = "letters without a meaning"
        found.append(Trouble("read.letters", f"has {what} on {_named(strange)}, since its fonts name none; {advice}"))
    if not found and not layer.text:
        found.append(Trouble("read.empty", "shows no text; remove it, or get it again"))
    return found


def _named(numbers: list[int]) -> str:
    """Page numbers in words."""
    named = ", ".join(str(number) for number in numbers[:PAGES_NAMED])
    more = f" and {len(numbers) - PAGES_NAMED} more" if len(numbers) > PAGES_NAMED else ""
    return f"page{'' if len(numbers) == 1 else 's'} {named}{more}"


def _answer(content: bytes) -> bytes:
    return msgspec.msgpack.encode(read_sheets(content))


if __name__ == "__main__":
    serve(_answer)
