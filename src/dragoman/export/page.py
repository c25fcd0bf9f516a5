"""`--format page`: the whole case as one HTML file, which opens without a server or a network.

The data stands in two script elements of a type that no browser runs: before the page's own script the case and its
situation, behind it the parts of a large case, a line each. A line is JSON, packed as gzip and written as Base64: the
file stays small enough to be mailed, nothing in it can end the element, and the page unpacks only what a view needs.
"""

import gzip
from base64 import b64encode
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.explain import Explained
from dragoman.export.page_data import PART_DOCUMENTS, WHOLE_DOCUMENTS, case_data, lighten, parts, picture_of
from dragoman.plugins import Exporter

PACKED = 6  # gzip's own usual level: a higher one takes twice the time for 3 % less
_SLOT = '<script type="text/plain" id="{}"></script>'


def template() -> str:
    """Return the built page, without data.

    Raises:
        SetupError: `page.missing`, where the page was not built.
    """
    page = files("dragoman") / "page.html"
    if not page.is_file():
        raise SetupError("page.missing", "the page has not been built; in a checkout of the sources run: make page")
    return page.read_text(encoding="utf-8")


def packed(case: Any, whole: int = WHOLE_DOCUMENTS) -> dict[str, list[str]]:
    """Return the data of a case as the page reads it: its elements, with the lines of each.

    Args:
        case: The case.
        whole: A case of more documents than this comes light, with its parts behind it.
    """
    told = Explained(case)
    data = case_data(case, told)
    large = len(data.documents) > whole
    first = replace(lighten(data), part_documents=PART_DOCUMENTS) if large else data
    return {
        "case": [pack(first), pack(picture_of(told))],
        "parts": [pack(one) for one in parts(data)] if large else [],
    }


def pack(record: msgspec.Struct) -> str:
    """Return a record as packed JSON; the same record gives the same line, whenever it is packed."""
    return b64encode(gzip.compress(msgspec.json.encode(record), PACKED, mtime=0)).decode("ascii")


def fill(page: str, data: dict[str, list[str]]) -> str:
    """Put a case into the page, and forbid it every connection.

    Raises:
        SetupError: `page.old`, where the page was built by another version and has no place for it.
    """
    filled = page.replace("connect-src 'self'", "connect-src 'none'", 1)
    for name, lines in data.items():
        slot = _SLOT.format(name)
        if slot not in filled:
            raise SetupError("page.old", "the page was built from other sources; build it anew with: make page")
        filled = filled.replace(slot, slot.replace("><", ">" + "\n".join(lines) + "<"), 1)
    return filled


def write(case: Any, path: Path) -> int:
    """Write the page with the case in it; the number returned is that of its events."""
    path.write_text(fill(template(), packed(case)), encoding="utf-8")
    return len(case.events())


PLUGIN = Exporter("page", ".html", write)
