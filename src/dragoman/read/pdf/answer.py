"""Answer: what the process that reads PDFs tells of one; these records load none of its libraries."""

from dragoman.model import Piece, Record


class Layer(Record, frozen=True):
    """The text layer of a document.

    Attributes:
        pages: Where each page begins in it.
        marked: What is not the running text, and the headline, each with its reason.
        letters: How many characters of each page are not furniture.
    """

    text: str
    pages: tuple[int, ...]
    marked: tuple[Piece, ...]
    letters: tuple[int, ...]


class Trouble(Record, frozen=True):
    """What is wrong with a document: the slug of its problem, and the rest of the sentence that says what to do."""

    code: str
    advice: str


class Printed(Record, frozen=True):
    """What was read from a PDF.

    Attributes:
        author: Of the file's own properties, as it stands there.
    """

    layer: Layer = Layer("", (), (), ())
    author: str = ""
    troubles: tuple[Trouble, ...] = ()
