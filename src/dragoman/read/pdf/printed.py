"""Printed pages: the words of a PDF page with the place and size at which they stand, as PDFium reads them."""

import math
import re
import sys
from collections.abc import Iterator
from ctypes import c_double
from typing import Any

import pypdfium2.raw as pdfium
from msgspec.structs import replace

from dragoman.model import Record

HYPHENS = "\x02\ufffe"  # what PDFium gives for a hyphen that it takes for one of a line's end
RUN = re.compile(rf"[^\s\x00{HYPHENS}]+[{HYPHENS}]?|[{HYPHENS}]")
QUARTER = math.pi / 2
SLANT = math.radians(10)  # text that is turned by more stands in no line: a stamp along the margin, a watermark
RAISED_SIZE = 0.8  # of its word's size: smaller characters at a word's end are the mark of a note
MARK_BEHIND = re.compile(r"(?<=\D)(?:\d{1,3}|[*†‡§]{1,3})$")
MARK_BEFORE = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})(?=\w)(?=\D)")
UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")  # no letter, or a letter of the font's own
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # scripts that are written from right to left
SAMPLE = 300  # characters of a page that are asked whether the file gives them a meaning
FEW_WORDS = 40  # a page with fewer may be a picture of text, with a stamp or a page number printed over it

Point = tuple[float, float]


class Word(Record, frozen=True):
    """A run of characters without a blank.

    Lengths are points (1/72 inch); `left` and `right` count from the left edge of the page as it is shown, or from the
    right one where it is read from there; `base`, the line that its letters stand on, counts upwards from the foot.

    Attributes:
        size: Size of its print.
        glued: No blank parts it from the word before: it is the mark of a note.
        turned: It does not stand upright.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    glued: bool = False
    turned: bool = False


class Page(Record, frozen=True):
    """A printed page.

    Attributes:
        words: In the order in which the file draws them.
        height: In points.
        picture: Share of the page that its largest picture covers; 0 where the page has words enough.
        unmapped: Share of its characters that the file gives no meaning for.
    """

    words: tuple[Word, ...]
    height: float
    picture: float
    unmapped: float


def read_page(page: Any) -> Page:
    """Read a page of an open document; words beyond the edges of what is shown are left out.

    Args:
        page: A `pypdfium2.PdfPage`.

    Raises:
        PdfiumError: where PDFium cannot read its text.
    """
    sheet = _Sheet(page.get_bbox(), page.get_rotation())
    text = page.get_textpage()
    try:
        letters = _Letters(text.raw, sheet)
        words = _read_from_right([word for word in letters.words() if sheet.shows(word)], sheet.width)
        unmapped = letters.unmapped_share()
    finally:
        text.close()
    return Page(tuple(words), sheet.height, _picture_share(page, sheet) if len(words) < FEW_WORDS else 0.0, unmapped)


def _read_from_right(words: list[Word], width: float) -> list[Word]:
    """Mirror the places of a page that is mostly written from right to left: what is read first stands left."""
    if sum(bool(LEFTWARD.search(word.text)) for word in words) * 2 <= len(words):
        return words
    return [replace(word, left=width - word.right, right=width - word.left) for word in words]


class _Sheet:
    """A page as it is shown: cut at its box, and turned.

    Args:
        box: Left, bottom, right and top of what is shown, in the file's coordinates.
        degrees: By how much it is turned clockwise, in quarters of a circle.
    """

    def __init__(self, box: tuple[float, float, float, float], degrees: int) -> None:
        self.turn = degrees // 90 % 4
        self.corner = (0.0, 0.0)
        corners = (self.place(box[0], box[1]), self.place(box[2], box[3]))
        self.corner = (min(x for x, _ in corners), min(y for _, y in corners))
        self.width = abs(corners[0][0] - corners[1][0])
        self.height = abs(corners[0][1] - corners[1][1])

    def place(self, x: float, y: float) -> Point:
        """Where a point of the file is shown."""
        across, up = ((x, y), (y, -x), (-x, -y), (-y, x))[self.turn]
        return across - self.corner[0], up - self.corner[1]

    def is_upright(self, angle: float) -> bool:
        """Is text at this angle, in radians against the clock, upright as it is shown?"""
        return math.cos(angle - self.turn * QUARTER) > math.cos(SLANT)

    def shows(self, word: Word) -> bool:
        """Does the middle of a word lie on the page? Printers' marks stand outside."""
        return 0 <= (word.left + word.right) / 2 <= self.width and 0 <= word.base <= self.height


class _Letters:
    """The characters of a page, numbered in the order in which the file draws them.

    Args:
        text: PDFium's handle of the page's text.
        sheet: The page as it is shown.
    """

    def __init__(self, text: Any, sheet: _Sheet) -> None:
        self.text, self.sheet = text, sheet
        codes = (pdfium.FPDFText_GetUnicode(text, at) for at in range(pdfium.FPDFText_CountChars(text)))
        self.shown = "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)
        self._matrix, self._box, self._x, self._y = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), c_double(), c_double()

    def unmapped_share(self) -> float:
        """The share of characters that the file gives no meaning for, from a sample."""
        sample = [at for at, char in enumerate(self.shown) if char > " "][:: len(self.shown) // SAMPLE + 1]
        odd = sum(
            bool(UNMAPPED.match(self.shown[at])) or pdfium.FPDFText_HasUnicodeMapError(self.text, at) == 1
            for at in sample
        )
        return odd / len(sample) if sample else 0.0

    def words(self) -> Iterator[Word]:
        """Yield the runs without a blank; a hyphen that ends a line ends a run, and a raised mark stands alone."""
        for run in RUN.finditer(self.shown):
            yield from self._parted(run.start(), run.group().replace(HYPHENS[0], "-").replace(HYPHENS[1], "-"))

    def _parted(self, first: int, shown: str) -> Iterator[Word]:
        """Yield a run, and by itself the raised mark of a note at its end or, in the note itself, at its beginning."""
        behind, before = MARK_BEHIND.search(shown), MARK_BEFORE.match(shown)
        size, angle = self._print(first)
        cut = behind.start() if behind else before.end() if before else 0
        other = self._print(first + cut)[0] if cut else size
        if cut and (other < RAISED_SIZE * size if behind else size < RAISED_SIZE * other):
            yield self._word((first, shown[:cut]), size, angle)
            yield self._word((first + cut, shown[cut:]), other, angle, glued=bool(behind))
        else:
            yield self._word((first, shown), size, angle)

    def _word(self, run: tuple[int, str], size: float, angle: float, *, glued: bool = False) -> Word:
        """Find the place of a run, given by its first character's number and its characters."""
        first, shown = run
        if LEFTWARD.search(shown):
            return self._leftward(first, shown, size, angle)
        pdfium.FPDFText_GetCharOrigin(self.text, first, self._x, self._y)
        pdfium.FPDFText_GetLooseCharBox(self.text, first + len(shown) - 1, self._box)
        left, base = self.sheet.place(self._x.value, self._y.value)
        ends = self.sheet.place(self._box.left, self._box.bottom), self.sheet.place(self._box.right, self._box.top)
        right = max(left, ends[0][0], ends[1][0])
        readable = shown.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(LIGATURES)
        return Word(readable, left, right, base, size, glued, not self.sheet.is_upright(angle))

    def _leftward(self, first: int, shown: str, size: float, angle: float) -> Word:
        """Put the characters of a run in order from the right; PDFium gives some runs as they stand on the page."""
        places: list[tuple[float, float, str]] = []
        for at, char in enumerate(shown, start=first):
            pdfium.FPDFText_GetLooseCharBox(self.text, at, self._box)
            pdfium.FPDFText_GetCharOrigin(self.text, at, self._x, self._y)
            ends = self.sheet.place(self._box.left, self._y.value), self.sheet.place(self._box.right, self._y.value)
            places.append((ends[0][0], ends[1][0], char))
        base = self.sheet.place(self._x.value, self._y.value)[1]
        read = "".join(char for _, _, char in sorted(places, key=lambda place: -place[0] - place[1]))
        left, right = min(place[0] for place in places), max(place[1] for place in places)
        return Word(read, left, right, base, size, turned=not self.sheet.is_upright(angle))

    def _print(self, at: int) -> tuple[float, float]:
        """The size of a character as it is printed, in points, and its angle in radians against the clock."""
        pdfium.FPDFText_GetMatrix(self.text, at, self._matrix)
        size = pdfium.FPDFText_GetFontSize(self.text, at) * math.hypot(self._matrix.c, self._matrix.d)
        return (size if 0 < size < math.inf else 1.0), math.atan2(self._matrix.b, self._matrix.a)


def _picture_share(page: Any, sheet: _Sheet) -> float:
    """How much of the page its largest picture covers."""
    area = sheet.width * sheet.height
    largest = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, abs((right - left) * (top - bottom)))
    return min(1.0, largest / area) if area > 0 else 0.0
