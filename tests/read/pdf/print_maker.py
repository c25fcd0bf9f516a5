"""A maker of small PDFs for the tests: lines of Helvetica at given places, on as many pages as are wanted."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 612, 792
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


class At(NamedTuple):
    """Words to be printed, where they begin, and how large; turned counts against the clock."""

    words: str
    x: float
    y: float
    size: float = 10
    turned: bool = False


def made(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Put numbered objects together; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    count, table_at = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, table_at)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object that holds content."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def drawn(line: At) -> bytes:
    """The operators that print a line."""
    words = line.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    matrix = b"0 1 -1 0" if line.turned else b"1 0 0 1"
    return b"BT /F1 %g Tf %s %g %g Tm (%s) Tj ET" % (line.size, matrix, line.x, line.y, words)


def pdf(*pages: Iterable[At], page: bytes = b"", font: bytes = FONT, **properties: str) -> bytes:
    """Make a PDF.

    Args:
        pages: The lines of each page.
        page: More entries of every page's dictionary.
        font: The dictionary of the font.
        properties: `Title` and other properties of the file.
    """
    kids = b" ".join(b"%d 0 R" % (5 + 2 * row) for row in range(len(pages)))
    named = b" ".join(b"/%s (%s)" % (name.encode(), value.encode("cp1252")) for name, value in properties.items())
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
               font, b"<< %s >>" % named]  # fmt: skip
    for row, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R %s >>" % (WIDTH, HEIGHT, 6 + 2 * row, page)
        )
        objects.append(stream(b"\n".join(drawn(line) for line in lines)))
    return made(objects, b"/Info 4 0 R")


def column(text: str, x: float = 72, y: float = 700, size: float = 10, leading: float = 12) -> list[At]:
    """The lines of a text, one below the other; a blank in front indents a line by an em."""
    return [
        At(line.lstrip(" "), x + size * (len(line) - len(line.lstrip(" "))), y - leading * row, size)
        for row, line in enumerate(text.split("\n"))
        if line.strip()
    ]
