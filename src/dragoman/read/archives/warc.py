"""Web crawls (WARC, plain or packed, as of Common Crawl): every page that was fetched is read by its own format.

What is no article by what the crawl says of it (pictures, scripts, pages not found, pages that are stored elsewhere)
is counted and passed over. The day of the crawl says nothing of the day of publication, and is not taken for it.

Source: ISO 28500:2017 (WARC 1.1), section 6; RFC 9110 and 9112 for what HTTP responses hold.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
from msgspec.structs import replace

from dragoman.model import RawDocument, Stated
from dragoman.plugins import Member, Reader, ReadOptions
from dragoman.read import HEAD_BYTES, MAX_ARTICLE_BYTES, passed_over, unreadable
from dragoman.read.archives.records import GZIP, VERSION, Records
from dragoman.read.days import stated_day

PAGES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "message/rfc822",
        "multipart/related",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)  # fmt: skip - the media types of the formats of articles
HTTP_HEAD_BYTES = 64 << 10  # the servers' own limits on headers lie between 8 and 64 KB
FIELDS = "application/warc-fields"
DESCRIBING = frozenset({"warcinfo", "request", "metadata"})  # records about the crawl itself
HOLDING = frozenset({"response", "resource", "conversion"})
ADDRESSES = frozenset({"http", "https", "ftp", "file", ""})  # crawlers keep logs and pictures of pages under others
ARC_START = b"filedesc://"
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
DECLARES = re.compile(rb"charset\s*=|encoding\s*=", re.IGNORECASE)  # the page says itself how it is encoded
BY_ZLIB = frozenset({"gzip", "x-gzip", "deflate"})
BY_READER: dict[str, Callable[[BinaryIO], Any]] = {"chunked": ChunkedReader, "br": BrotliReader, "zstd": ZstdReader}
PIECE_BYTES = 64 << 10


def looks_like_crawl(head: bytes, _source: str) -> bool:
    """Does it begin with a record of a crawl, packed or not?"""
    return _unpacked(head).startswith((VERSION, ARC_START))


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what is packed, or of what is not."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(ARC_START))
    except zlib.error:
        return b""


def read_crawl(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """Yield the pages of a crawl, and at the end a problem that says what else was in it."""
    head = file.read(HTTP_HEAD_BYTES)
    file.seek(0)
    if _unpacked(head).startswith(ARC_START):
        advice = "is in the ARC format, from before 2009; turn it into WARC, as with `warcio recompress`"
        yield unreadable(head, source, "read.binary", advice)
        return
    records = Records(file)
    pages, others = 0, Counter[str]()
    told_of, told = "", Stated()
    for fields in records.heads():
        if fields.get("content-type") == FIELDS and fields.get("warc-type") == "metadata":
            told_of, told = fields.get("warc-concurrent-to", ""), _told(records)
        page = _page(fields, records)
        if isinstance(page, Member):
            pages += 1
            yield replace(page, hinted=told) if told_of and told_of == fields.get("warc-record-id") else page
        else:
            others[page] += 1
    others.pop("", None)
    if records.damages:
        rest = ", and the rest was given up" if records.given_up else ""
        advice = f"is damaged in {records.damages:,} places{rest}; the records there are lost. Get it again"
        yield unreadable(head + b"damaged", source, "read.damaged", advice)
    if others:
        yield passed_over(head, source, pages, others)
    elif not pages and not records.damages:
        yield unreadable(head, source, "read.empty", "holds no pages; get another crawl")


def _told(records: Records) -> Stated:
    """What a record of our own crawls says that a feed stated of the page behind it (docs/decisions/0006)."""
    lines = records.content(PIECE_BYTES)[0].decode("utf-8", "replace").splitlines()
    said = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Stated(
        title=said.get("title") or None,
        author=said.get("author") or None,
        outlet=said.get("outlet") or None,
        language=said.get("language") or None,
        published=stated_day(said.get("published")),
    )


def _page(fields: dict[str, str], records: Records) -> Member | str:
    """The page that a record holds, else why it is none; "" for a record about the crawl itself."""
    kind = fields.get("warc-type", "").lower()
    if kind in DESCRIBING:
        return ""
    url = fields.get("warc-target-uri", "").strip("<> ")
    scheme = url.partition(":")[0].lower()
    if kind not in HOLDING or scheme not in ADDRESSES:
        return f"{scheme}: records" if kind in HOLDING else f"records of the kind {kind or 'unknown'}"
    if url.partition("?")[0].endswith("/robots.txt"):
        return "robots.txt"
    first, cut = records.content(HTTP_HEAD_BYTES)
    http: dict[str, str] = {}
    if first.startswith(b"HTTP/"):
        status, http, first = _response(first)
        if status != "200":
            return f"HTTP status {status}"
    declared = http.get("content-type", "") if http else fields.get("content-type", "")
    media = (fields.get("warc-identified-payload-type") or declared).partition(";")[0].strip().lower()
    if media and media not in PAGES:
        return media
    rest, cut_later = (b"", True) if cut else records.content(MAX_ARTICLE_BYTES + 1)
    content = _in_utf8(_decoded(first + rest, http), declared)
    if not content.strip():
        return "empty pages"
    why = fields.get("warc-truncated", "")
    why = "its record in the crawl is damaged" if cut_later else f"the crawler cut it: {why}" if why else ""
    name = url or fields.get("warc-record-id", "").strip("<> ") or "unnamed"
    return Member(name, BytesIO(content), Stated(url=url or None), cut=why)


def _response(content: bytes) -> tuple[str, dict[str, str], bytes]:
    """The status of an HTTP response, its header with keys in lower case, and the beginning of its content."""
    end = HEAD_END.search(content)
    lines = content[: end.start() if end else None].decode("latin-1").splitlines()
    status = (lines[0].split(maxsplit=2)[1:2] or ["unknown"])[0]
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return status[:3], fields, content[end.end() :] if end else b""


def _decoded(content: bytes, http: dict[str, str]) -> bytes:
    """Content without the codings that its header names; where they are named but not there, as it is."""
    codings = f"{http.get('content-encoding', '')},{http.get('transfer-encoding', '')}".lower().split(",")
    for coding in reversed([name.strip() for name in codings]):
        if coding in BY_ZLIB:
            content = _inflated(content)
        elif coding in BY_READER:
            content = _read_out(BY_READER[coding](BytesIO(content))) or content
    return content


def _inflated(content: bytes) -> bytes:
    """Unpack what is packed by gzip or deflate, which servers send with and without the header of zlib."""
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(content, MAX_ARTICLE_BYTES + 1) or content
        except zlib.error:
            continue
    return content


def _read_out(reader: Any) -> bytes:
    """All that a decoder gives before it meets an error, but no more than an article may hold."""
    pieces: list[bytes] = []
    try:
        while len(pieces) * PIECE_BYTES <= MAX_ARTICLE_BYTES and (piece := reader.read(PIECE_BYTES)):
            pieces.append(piece)
    except OSError:
        pass
    return b"".join(pieces)


def _in_utf8(content: bytes, declared: str) -> bytes:
    """A page of which only the server said how it is encoded, as UTF-8; any other as it is.

    Where the page itself says so, or is valid UTF-8, that counts: servers name one encoding for all their pages.
    """
    charset = CHARSET.search(declared)
    if charset is None or DECLARES.search(content[:HEAD_BYTES]):
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode(charset[1]).encode("utf-8", "surrogatepass")
        except (ValueError, LookupError):
            return content
    return content


PLUGIN = Reader("crawl", (".warc", ".warc.gz"), looks_like_crawl, read_crawl, order=30)
