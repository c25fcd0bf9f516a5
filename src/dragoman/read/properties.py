"""Properties: what a file says of itself, believed where its text says it too.

The title and the author of a PDF or Word file are often left over from another file, or name the user of a machine. The
day on which it was made is no publication date: a page is saved, and a report is scanned, years after it came out.
"""

import re
from collections.abc import Iterable

from dragoman.model import Piece

SIGNS = re.compile(r"[\W_]+")
FIGURES = re.compile(r"[\d.,:%+()$€£¥/–— -]+")  # what stands in the cells of a row of figures


def letters_of(text: str) -> str:
    """Letters and digits alone, in lower case, by which words are known again in another setting."""
    return SIGNS.sub("", text).lower()


def author_if_printed(name: str, text: str, marked: Iterable[Piece]) -> str | None:
    """The author that a file names, where it is a name of more than one word and the text holds it.

    Args:
        name: As the file has it.
        text: The text layer.
        marked: Its marked pieces; a name that only page furniture holds is none of the author.
    """
    words = name.split()
    if len(words) < 2:
        return None
    furniture = [piece.span for piece in marked if piece.kind == "nav"]
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if not any(span.start <= match.start() < span.end for span in furniture):
            return " ".join(words)
    return None


def is_row_of_figures(cells: Iterable[str]) -> bool:
    """Do all cells of a table's row but the first hold nothing but figures?"""
    rest = list(cells)[1:]
    return bool(rest) and all(FIGURES.fullmatch(cell) for cell in rest)
