"""Date: when a document was published."""

from msgspec.structs import replace

from dragoman.lang import Language
from dragoman.model import CleanDocument, Published, Stated


def publish(document: CleanDocument, *, stated: Stated, lang: Language) -> CleanDocument:  # noqa: ARG001
    """Set `meta.published`."""
    if stated.published:
        basis = "given" if stated.published_given else "stated"
        published = Published(
            stated.published, basis, (), "given with the document" if basis == "given" else "page head"
        )
    else:
        published = Published(None, "none", (), "no date is printed")
    return replace(document, meta=replace(document.meta, published=published))
