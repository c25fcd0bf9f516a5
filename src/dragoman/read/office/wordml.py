"""WordprocessingML: the blocks of text in a part of a Word file.

Source: ECMA-376, Office Open XML File Formats, part 1, section 17. Elements are known by their local names: the strict
and the transitional form of the standard, and drawings in text, name what is read here alike.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from dragoman.model import PieceKind, Record
from dragoman.read.properties import is_row_of_figures

# What is not shown: properties, deleted and moved text, fields' instructions, readings above characters, and the second
# form that a drawing has for old programs.
UNSEEN = frozenset({
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "del", "moveFrom", "instrText", "delText",
    "delInstrText", "rt", "Fallback",
})  # fmt: skip
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
OFF = frozenset({"0", "false", "off"})
FIRST_PRIVATE = 0xD800  # from here on, symbols are a font's own ornaments, or no characters
EMPTY_LINE = re.compile(r"\n\s*\n")
BLANKS = re.compile(r"[ \r\f\v]*\t[ \t\r\f\v]*|[ \r\f\v]+")
LONG_CELL = 200  # characters; a row with a longer cell is the columns of a page, and no row of a table
STYLED: dict[str, tuple[PieceKind, str]] = {
    "title": ("title", "has the style of a title"),
    "subtitle": ("standfirst", "has the style of a subtitle"),
    "caption": ("caption", "has the style of a caption"),
}


class Block(Record, frozen=True):
    """A paragraph, or a row of a table; with its kind and the reason where the file tells them."""

    text: str
    kind: PieceKind | None = None
    reason: str = ""


class Notes:
    """The numbers of footnotes and endnotes, in the order in which the text refers to them."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def number(self, kind: str, id_: str) -> int:
        """The number of a note, given now where it has none yet."""
        return self.numbers.setdefault((kind, id_), len(self.numbers) + 1)

    def blocks(self, kind: str, root: etree._Element) -> Iterator[tuple[int, Block]]:
        """Yield the notes of a part that the text refers to, each with its number.

        Args:
            kind: `footnote` or `endnote`.
            root: The part that holds them.
        """
        for node in root:
            number = self.numbers.get((kind, attribute(node, "id"))) if name_of(node) == kind else None
            if number is not None:
                words = " ".join(block.text for block in blocks_of(node, {}, Notes()))
                yield number, Block(f"[{number}] {words}", "footnotes", "a note of the file's own")


def name_of(node: etree._Element) -> str:
    """The local name of an element; "" for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: etree._Element, name: str) -> str:
    """An attribute by its local name, or ""."""
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(node: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return next((one for one in node if name_of(one) == name), None) if node is not None else None


def styles_of(root: etree._Element | None) -> dict[str, str]:
    """The built-in names of styles, in lower case, by the ids that a file gives them."""
    styles = (node for node in root if name_of(node) == "style") if root is not None else ()
    named = ((attribute(node, "styleId"), child(node, "name")) for node in styles)
    return {id_: attribute(name, "val").lower() for id_, name in named if name is not None}


def blocks_of(root: etree._Element, styles: dict[str, str], notes: Notes) -> list[Block]:
    """Lay out what a part shows, as blocks in order. No recursion: tables and text boxes nest.

    Args:
        root: The part, or an element of it.
        styles: Names of styles by id.
        notes: Is told of each reference to a note; the reference stands in the text as a number in brackets.
    """
    reading = _Reading(styles, notes)
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            hidden += hidden > 0 or _is_unseen(node)
            if not hidden:
                reading.begin(name_of(node), node)
        elif hidden:
            hidden -= 1
        else:
            reading.end(name_of(node))
    return reading.sinks[0]


def _is_unseen(node: etree._Element) -> bool:
    """Is an element not shown?"""
    name = name_of(node)
    if name in UNSEEN:
        return True
    if name == "r":
        vanish = child(child(node, "rPr"), "vanish")
        return vanish is not None and attribute(vanish, "val") not in OFF
    return name == "tr" and child(child(node, "trPr"), "del") is not None


class _Paragraph(msgspec.Struct):
    """A paragraph that is being read."""

    style: str
    words: list[str]


class _Reading:
    """What was read of a part so far.

    Attributes:
        sinks: Where blocks go: the part itself, and within it each open cell of a table.
    """

    def __init__(self, styles: dict[str, str], notes: Notes) -> None:
        self.styles, self.notes = styles, notes
        self.sinks: list[list[Block]] = [[]]
        self._rows: list[list[list[Block]]] = []
        self._open: list[_Paragraph] = []

    def begin(self, name: str, node: etree._Element) -> None:
        """Begin an element."""
        if name == "p":
            style = child(child(node, "pPr"), "pStyle")
            self._open.append(_Paragraph(self.styles.get(attribute(style, "val"), "") if style is not None else "", []))
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self.sinks.append([])
        elif self._open:
            self._open[-1].words.append(self._shown(name, node))

    def _shown(self, name: str, node: etree._Element) -> str:
        """The characters that an element shows."""
        if name == "t":
            return (node.text or "").replace("\n", " ")
        if name in ("footnoteReference", "endnoteReference") and not attribute(node, "customMarkFollows"):
            return f" [{self.notes.number(name.removesuffix('Reference'), attribute(node, 'id'))}]"
        if name == "sym":
            code = attribute(node, "char")
            known = re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) and 0 < int(code, 16) < FIRST_PRIVATE
            return chr(int(code, 16)) if known else ""
        return CHARACTERS.get(name, "")

    def end(self, name: str) -> None:
        """End an element."""
        if name == "p" and self._open:
            paragraph = self._open.pop()
            kind, reason = STYLED.get(paragraph.style, (None, ""))
            texts = map(_tidy, EMPTY_LINE.split("".join(paragraph.words)))
            self.sinks[-1] += [Block(text, kind, reason) for text in texts if text]
        elif name == "tc":
            cell = self.sinks.pop()
            self._rows[-1].append(cell) if self._rows else self.sinks[-1].extend(cell)
        elif name == "tr":
            self.sinks[-1] += _row(self._rows.pop())


def _row(cells: Sequence[list[Block]]) -> list[Block]:
    """A row of a table as one block, its cells apart by tabs; the blocks of the cells where it is none."""
    if any(len(cell) > 1 or len(block.text) > LONG_CELL for cell in cells for block in cell):
        return [block for cell in cells for block in cell]
    texts = [cell[0].text if cell else "" for cell in cells]
    row = "\t".join(texts).strip("\t")
    filled = [text for text in texts if text]
    if len(filled) == 1:
        return [block for cell in cells for block in cell]
    return [Block(row, "other", "figures in columns") if is_row_of_figures(filled) else Block(row)] if row else []


def _tidy(text: str) -> str:
    """Runs of blanks as one, lines without blanks around them."""
    lines = (BLANKS.sub(lambda run: "\t" if "\t" in run.group() else " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
