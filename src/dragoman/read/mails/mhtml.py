"""Saved pages: a page with all its parts in one file, as browsers save it (MHTML); the page itself is read."""

import re
from collections.abc import Iterator
from email.message import Message
from io import BytesIO

from msgspec.structs import replace

from dragoman.model import RawDocument
from dragoman.plugins import Member, Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.mails.mail import HTML, Mail, charset_of, content_of, headers_of, message_of, parts_of
from dragoman.read.pages.html import page_document

SENT = frozenset({"to", "received", "delivered-to", "return-path", "message-id"})  # headers of what was sent as a mail
RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
LEAST_FRAME = 1000  # code points of a frame that is an article of its own; advertisements and buttons hold less
TOO_LARGE = "is too large for one page; save it as HTML alone"


def looks_like_saved_page(head: bytes, _source: str) -> bool:
    """Does it begin with the headers of a page that a browser saved, and none of a mail that was sent?"""
    names = headers_of(head)
    if "snapshot-content-location" in names:
        return True
    saved = "content-location" in names or RELATED.search(head) is not None
    return "mime-version" in names and saved and not names & SENT


def read_saved_page(content: bytes, source: str) -> Iterator[RawDocument | Member]:
    """Yield the page, and each of its frames that holds an article's worth of text as a member.

    The headers' date is that of saving, and says nothing of publication; their subject is the page's title.
    """
    mail = message_of(content)
    if mail is None:
        yield unreadable(content, source, "read.deep", "nests its parts too deep; save the page anew")
        return
    pages = [part for part, _ in parts_of(mail) if part.get_content_type() in HTML]
    if not pages:
        yield unreadable(content, source, "read.empty", "holds no page; save it anew")
        return
    main = _main(mail, pages)
    document = page_document(content_of(main), source, charset_of(main), _address(mail, main))
    stated = replace(document.stated, title=document.stated.title or mail.header("subject"))
    yield replace(document, id=content_hash(content), stated=stated)
    for number, part in enumerate(pages, start=1):
        frame = content_of(part)
        if part is not main and len(page_document(frame, source, charset_of(part)).text) >= LEAST_FRAME:
            yield Member(f"frame-{number}.html", BytesIO(frame))


def _main(mail: Mail, pages: list[Message]) -> Message:
    """The page itself: the part that the headers name, else the first.

    Source: RFC 2387 (`start`), RFC 2557 (`Content-Location`).
    """
    start = mail.message.get_param("start")
    address = mail.header("snapshot-content-location")
    named = (part for part in pages if start and part.get("Content-ID") == start)
    at = (part for part in pages if address and str(part.get("Content-Location", "")).strip() == address)
    return next((part for found in (named, at) for part in found), pages[0])


def _address(mail: Mail, main: Message) -> str | None:
    """The URL that a page was saved from."""
    located = (mail.header("snapshot-content-location"), Mail(main).header("content-location"))
    return next((url for url in located if url and url.startswith(("http://", "https://"))), None)


PLUGIN = Reader("saved page", (".mhtml", ".mht"), looks_like_saved_page, article(read_saved_page, TOO_LARGE), order=11)
