"""Origins: a text that is found in several places is one document, which keeps all its sources.

Two outlets that state the same text remain two documents: `resolve` recognises copies, and who reports is counted by
outlet. A document that was given an id keeps it, whatever its text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.model import Account, Origin, Problem, RawDocument, Record, content_id

HASHED = "sha256:"  # how the id of a document begins that was given none


class Held(msgspec.Struct):
    """What a case holds.

    Attributes:
        texts: The hash of each document's text, by the document's id; "" where it has no text.
        places: Id and source of every document, and of every place where its text was found again.
    """

    texts: dict[str, str]
    places: set[tuple[str, str]]


def text_id(text: str) -> str:
    """The hash by which a text is known again; "" of a blank one."""
    return content_id(text) if text.strip() else ""


def sift(documents: Iterable[RawDocument], held: Held) -> Iterator[RawDocument | Origin | Problem]:
    """Pass on what the case does not hold yet, which `held` then counts as held.

    Yields:
        Documents that are new; for one that the case holds from elsewhere, its origin; and a problem for one that has
        the id of another text. Of documents without a text, which are all alike, each source is a new one, since the
        problem of each is to be told.
    """
    for document in documents:
        place, text = (document.id, document.source), text_id(document.text)
        known = document.id in held.texts
        if held.texts.setdefault(document.id, text) != text:
            message = (
                f"{document.source} has the id {document.id} of another text, and was left out; give each article an "
                f"id of its own, or build the case anew if this article has changed."
            )
            yield Problem("read", "read.duplicate", message, document.source)
        elif place not in held.places:
            held.places.add(place)
            yield Origin(document.id, document.id, document.source, document.stated.url) if known and text else document


class Known(Record, frozen=True):
    """What is known of a document: its text by its hash ("" of a blank one), and the outlet and day that it states."""

    id: str
    source: str
    url: str | None
    text: str
    outlet: str
    day: str


def gather(documents: Iterable[Known], again: Iterable[Origin]) -> tuple[Origin, ...]:
    """Say for every document, and every place where one was found again, which document of the case it belongs to.

    Documents of the same text are one, unless they were given ids, or name different outlets or days of publication.
    The outcome depends on nothing but the documents: those with given ids are kept, then those that state most, then
    those of the lowest id.

    Args:
        documents: The documents; no text is held.
        again: Places where documents were found again; each belongs to what the document belongs to.
    """
    known = list(documents)
    kept: dict[str, list[Known]] = defaultdict(list)
    belongs: dict[str, str] = {}
    for document in sorted(known, key=_standing):
        alike = kept[document.text] if document.text else []
        same = next((one for one in alike if not _differ(one, document)), None)
        if same is None or not document.id.startswith(HASHED):
            alike.append(document)
            same = document
        belongs[document.id] = same.id
    own = [Origin(belongs[one.id], one.id, one.source, one.url) for one in known]
    more = [msgspec.structs.replace(one, document=belongs[one.id]) for one in again if one.id in belongs]
    return tuple(sorted({*own, *more}, key=lambda one: (one.document, one.id != one.document, one.source)))


def known(document: Account) -> Known:
    """What is known of a document."""
    meta, published = document.meta, document.meta.published
    stated = published.basis in ("given", "stated")  # a day that is inferred from the text contradicts nothing
    return Known(
        document.id, document.source, meta.url, text_id(document.text), (meta.outlet or "").casefold(),
        (published.edtf or "") if stated else "",
    )  # fmt: skip


def _standing(document: Known) -> tuple[bool, int, str]:
    """What goes first where several documents have the same text."""
    return document.id.startswith(HASHED), -sum(1 for one in (document.outlet, document.day) if one), document.id


def _differ(one: Known, other: Known) -> bool:
    """Do two documents name different outlets or days?"""
    pairs = ((one.outlet, other.outlet), (one.day, other.day))
    return any(first and second and first != second for first, second in pairs)
