"""Feeds and sitemaps: the pages that they name, and what they state of each."""

import re
import zlib
from datetime import date
from email.utils import parseaddr, parsedate
from html import unescape
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree
from lxml import html as lxml_html

from dragoman.errors import DocumentError
from dragoman.model import Record, Stated

HEAD_BYTES = 4096  # in which a feed's first tag must stand, behind comments and declarations
FIRST_TAG = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>)*+"  # atomic: no comment is tried twice
    rb"<(?:[\w.-]+:)?(?P<name>rss|feed|RDF|urlset|sitemapindex)[\s>/]",
    re.DOTALL,
)
SITEMAPS = {b"urlset", b"sitemapindex"}
PACKED = b"\x1f\x8b"  # gzip
FEED_TYPES = ("application/rss+xml", "application/atom+xml")
ISO_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?![\d-])")
DATED_ATOM = ("published",)  # its `updated` tells when an entry was changed
DATED_RSS = ("published", "updated")  # what feedparser calls `updated` there is Dublin Core's date, RSS 1.0's only one
RSS_AUTHOR = re.compile(r"\S+@\S+")  # RSS wants a mail address there, and the name behind it in brackets
LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")  # ISO 639, without region and script
TAG = re.compile(r"<[^<>]*>")
# What feedparser raises on odd bytes
FAULTS = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)


class Entry(Record, frozen=True):
    """A page that a feed or sitemap names: its address as it stands there, and what is stated of it."""

    link: str
    stated: Stated = Stated()


class Feed(Record, frozen=True):
    """What a feed or sitemap holds, in its order, and how many entries name no page."""

    entries: tuple[Entry, ...]
    nameless: int = 0


def unpacked(content: bytes, url: str, limit: int) -> bytes:
    """Unpack a sitemap that is kept as a gzip file; other content is returned as it is.

    Raises:
        DocumentError: `fetch.large`, `fetch.type`.
    """
    if not content.startswith(PACKED):
        return content
    stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        inner = stream.decompress(content, limit)
    except zlib.error as error:
        raise DocumentError("fetch.type", f"{url} is a damaged gzip file ({error}).") from error
    if stream.unconsumed_tail:
        raise DocumentError("fetch.large", f"{url} unpacks to more than {limit:,} bytes, and no sitemap does.")
    if not is_feed(inner):
        raise DocumentError("fetch.type", f"{url} is a packed file and no page; unpack it and build from the files.")
    return inner


def is_feed(content: bytes) -> bool:
    """Is this a feed or sitemap? Its first tag tells, whatever it is called."""
    return _first_tag(content) is not None


def read_feed(content: bytes, url: str) -> Feed:
    """Read a feed (RSS, Atom) or a sitemap, plain or of news, or an index of sitemaps.

    Args:
        content: All of it.
        url: Where it stands; a link in it may be told from there.

    Raises:
        DocumentError: `fetch.feed`, where no entry can be read.
    """
    feed = _sitemap(content) if _first_tag(content) in SITEMAPS else _news_feed(content, url)
    if not feed.entries:
        raise DocumentError("fetch.feed", f"{url} is a feed in which no page is named, or a damaged one.")
    return feed


def named_feed(page: bytes) -> str | None:
    """The first feed that a web page names in its head, as it stands there."""
    if not page.strip():
        return None
    try:
        root = lxml_html.document_fromstring(page)
    except (etree.LxmlError, ValueError):
        return None
    for link in root.iter("link"):
        if link.get("type", "").strip().lower() in FEED_TYPES and link.get("href"):
            return str(link.get("href"))
    return None


def day(stamp: str) -> str | None:
    """The day of a time stamp as it is printed there, as EDTF: hour and time zone are cut, nothing is converted.

    Args:
        stamp: ISO 8601, as Atom and sitemaps have it (also a month or a year alone), or RFC 5322, as RSS has it.
    """
    match = ISO_DAY.match(stamp.strip())
    if match:
        parts = [int(part) for part in match.groups() if part is not None]
        return match.group() if _exists(*parts) else None
    read = parsedate(stamp)
    return f"{read[0]:04}-{read[1]:02}-{read[2]:02}" if read and _exists(*read[:3]) else None


def _exists(year: int, month: int = 1, day_of_month: int = 1) -> bool:
    """Is there such a day?"""
    try:
        date(year, month, day_of_month)
    except ValueError:
        return False
    return True


def _first_tag(content: bytes) -> bytes | None:
    """The name of the first tag, if it is a feed's; UTF-16 is told by its letters too."""
    match = FIRST_TAG.match(content[:HEAD_BYTES].replace(b"\x00", b""))
    return match["name"] if match else None


# -------------------------------------------------------------------------------------------------------- RSS, Atom


def _news_feed(content: bytes, url: str) -> Feed:
    """Read RSS or Atom; a damaged one gives the entries before the damage, or more."""
    try:
        stands = {"content-location": url}
        read: Any = feedparser.parse(
            BytesIO(content), response_headers=stands, sanitize_html=False, resolve_relative_uris=False
        )
        dated = DATED_ATOM if read.version.startswith("atom") else DATED_RSS
        entries = [Entry(str(entry.get("link") or ""), _stated(entry, dated)) for entry in read.entries]
    except FAULTS as error:
        raise DocumentError("fetch.feed", f"{url} is a damaged feed ({type(error).__name__}: {error}).") from error
    named = tuple(entry for entry in entries if entry.link)
    return Feed(named, len(entries) - len(named))


def _stated(entry: Any, dated: tuple[str, ...]) -> Stated:
    """What a feed states of an entry, its day in the first of these fields that holds one."""
    days = [found for name in dated if name in entry and (found := day(str(entry[name])))]
    whole = str(entry.get("author") or "")
    named = (
        [parseaddr(whole)[0]] if RSS_AUTHOR.match(whole) else [one.get("name") for one in entry.get("authors") or ()]
    )
    return Stated(
        title=_line(unescape(TAG.sub("", entry.get("title") or ""))),
        author=", ".join(dict.fromkeys(name for one in named if (name := _line(one)))) or None,
        published=days[0] if days else None,
    )


def _line(text: Any) -> str | None:
    """A text in one line, or None where it is empty."""
    return " ".join(str(text or "").split()) or None


# --------------------------------------------------------------------------------------------------------- sitemaps


def _sitemap(content: bytes) -> Feed:
    """Read a sitemap; a damaged one gives the entries before the damage.

    Source: sitemaps.org protocol 0.9, and Google's extension for news.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        root = None
    rows = [] if root is None else list(root.iterfind("{*}url")) + list(root.iterfind("{*}sitemap"))
    entries = [Entry((row.findtext("{*}loc") or "").strip(), _stated_by_sitemap(row)) for row in rows]
    named = tuple(entry for entry in entries if entry.link)
    return Feed(named, len(entries) - len(named))


def _stated_by_sitemap(row: Any) -> Stated:
    """What a news sitemap states of a page. `lastmod` tells when it was changed, not when it was published."""
    news = row.find("{*}news")
    if news is None:
        return Stated()
    language = LANGUAGE.match((news.findtext("{*}publication/{*}language") or "").strip().lower())
    return Stated(
        title=_line(news.findtext("{*}title")),
        outlet=_line(news.findtext("{*}publication/{*}name")),
        language=language.group() if language else None,
        published=day(news.findtext("{*}publication_date") or ""),
    )
