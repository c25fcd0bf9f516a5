"""What a web page states of its article: in its data (JSON-LD), its meta tags, its links, and its marked-up times.

Guesses have no place here. A date that stands in a URL or somewhere in the text is not stated; `date` weighs what the
text itself prints.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from dragoman.model import Record, Stated
from dragoman.read.days import stated_day
from dragoman.read.pages.tree import elements

# Names under which publishing systems write into meta tags (lower case), the surest first. A day of change
# ("article:modified_time", "last-modified") is no day of publication: then the text is asked.
TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline",
          "twitter:title")  # fmt: skip
AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author",
           "sailthru.author", "byl", "authors")  # fmt: skip
OUTLETS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher",
           "application-name", "apple-mobile-web-app-title")  # fmt: skip
DAYS = ("article:published_time", "og:article:published_time", "og:published_time", "article:published",
        "datepublished", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
        "dc.date.created", "dcterms.created", "prism.publicationdate", "parsely-pub-date", "sailthru.date",
        "originalpublicationdate", "publication_date", "publication-date", "publish_date", "publish-date",
        "publishdate", "published_time", "pubdate", "article_date_original", "cxenseparse:recs:publishtime", "dc.date",
        "dcterms.date", "date")  # fmt: skip
LANGUAGES = ("content-language", "dc.language", "og:locale", "language")
ARTICLE_TYPE = re.compile(r"article|posting|^report$", re.IGNORECASE)  # schema.org: NewsArticle, BlogPosting ...
ORGANISATION = re.compile(r"organi[sz]ation", re.IGNORECASE)
SCRIPT_FRAME = re.compile(
    r"^\s*(?:<!--|/[/*]\s*<!\[CDATA\[(?:\s*\*/)?|<!\[CDATA\[)|(?://\s*)?(?:-->|(?:/\*\s*)?\]\]>.*)\s*$"
)
HALVES = re.compile("[\ud800-\udfff]")  # of characters, which data may hold but no text
MARKS_IN_DATA = re.compile(r"<(?:br|p|div|h\d|li)\b[^>]*>|</(?:p|div|h\d|li)>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
TITLE_PARTING = re.compile(r"(?<!\s)\s+(?:-|–|—|\||::|»|·)\s+")
TITLE_SITE = re.compile(TITLE_PARTING.pattern + r"(?P<site>\S(?:.{0,60}\S)?)")
BY_AUTHOR = etree.XPath("//*[@itemprop='author'][not(self::meta)]")  # microdata, as schema.org has it
BY_DAY = etree.XPath("//*[@itemprop='datePublished'] | //time[@pubdate]")
PROSE_LENGTH = 160  # code points; a time within a longer paragraph is one that the article tells of
ASIDE = frozenset({"aside", "nav", "footer"})
CHANGED = re.compile(r"updat|modif", re.IGNORECASE)


class Head(Record, frozen=True):
    """What a page states.

    Attributes:
        stated: For every page.
        headlines: What its headline may be where it stands in the text.
        article: The whole text of the article, where the page's data hold it; paragraphs are lines.
    """

    stated: Stated
    headlines: tuple[str, ...] = ()
    article: str | None = None


def head_of(root: etree._Element, shown: str, address: str | None) -> Head:
    """Gather what a page states of its article; the page's data go before its meta tags, these before its marks.

    Args:
        root: The page's tree.
        shown: Its text layer: a line that begins the browser's title is the headline in it.
        address: Where it was fetched or saved from, as far as that is known; the page's own word goes before it.
    """
    metas, data = _metas(root), _article_data(root)
    bar = _flat(next(root.iter("title"), None))
    headings = [text for node in root.iter("h1") if (text := _flat(node))]
    sites = [text for text in headings if _is_site_in(bar, text)]
    printed = [text for text in headings if text not in sites]
    headline = _name(data.get("headline")) or _first(metas, TITLES)
    title = headline or (printed[0] if len(printed) == 1 else None) or _headline_in(bar, shown) or bar or None
    site = next(iter(sites), None) or _site_behind(bar, [*([title] if title else []), *printed])
    url = _url(root, metas, data) or address
    outlet = _name(data.get("publisher")) or _first(metas, OUTLETS) or site or (_host(url) if url else None)
    stated = Stated(
        title=_without_site(title, outlet),
        author=_author(data, metas, root, outlet),
        outlet=outlet,
        language=_language(root, metas),
        url=url,
        published=stated_day(data.get("datePublished")) or _first_day(metas) or _marked_day(root),
    )
    headlines = [stated.title or "", title or "", *(printed if len(printed) == 1 else [])]
    return Head(stated, tuple(dict.fromkeys(filter(None, headlines))), _article_text(data))


def _metas(root: etree._Element) -> dict[str, str]:
    """The page's meta tags: the first content that is not blank under each name."""
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        content = " ".join(unescape(node.get("content", "")).split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := node.get(attribute, "").strip().lower()):
                found.setdefault(name, content)
    return found


def _first(metas: dict[str, str], names: Iterable[str]) -> str | None:
    """What stands under the first of these names that the page has."""
    return next((metas[name] for name in names if name in metas), None)


def _first_day(metas: dict[str, str]) -> str | None:
    """The first day among the page's meta tags."""
    return next((day for name in DAYS if (day := stated_day(metas.get(name)))), None)


# ------------------------------------------------------------------------------------------------------- JSON-LD


def _article_data(root: etree._Element) -> dict[str, Any]:
    """The article of the page's JSON-LD, with what it only refers to filled in; {} where there is none.

    Source: schema.org (Article and the types below it), JSON-LD 1.1 (`@graph`, references by `@id`).
    """
    things = [thing for node in root.iter("script") for thing in _things(_data(node))]
    known = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    article = next((thing for thing in things if _is_of(thing, ARTICLE_TYPE)), {})
    held = {key: _referred(value, known) for key, value in article.items()}
    if "datePublished" not in held:  # publishing systems date the page in place of the article in it
        pages = (thing for thing in things if _is_of(thing, re.compile("webpage", re.IGNORECASE)))
        held["datePublished"] = next((page["datePublished"] for page in pages if "datePublished" in page), None)
    return held


def _data(node: etree._Element) -> Any:
    """What a script of JSON-LD holds; None where it is broken or is something else."""
    if node.get("type", "").split(";")[0].strip().lower() != "application/ld+json":
        return None
    try:
        return json.loads(SCRIPT_FRAME.sub("", node.text or ""), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(held: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script: itself, those of its lists and graphs, and what a page is mainly about."""
    waiting = [held]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(reversed(thing))
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(thing[key] for key in ("mainEntity", "@graph") if isinstance(thing.get(key), dict | list))


def _is_of(thing: dict[str, Any], kind: re.Pattern[str]) -> bool:
    """Is an object of such a type?"""
    types = thing.get("@type")
    return any(kind.search(one) for one in (types if isinstance(types, list) else [types]) if isinstance(one, str))


def _referred(value: Any, known: dict[str, dict[str, Any]]) -> Any:
    """A value, with an object in the place of its bare `@id`."""
    if isinstance(value, list):
        return [_referred(entry, known) for entry in value if not isinstance(entry, list)]
    if isinstance(value, dict) and set(value) == {"@id"}:
        return known.get(str(value["@id"]), value)
    return value


def _name(value: Any) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, list):
        names = [name for entry in value if not isinstance(entry, list) and (name := _name(entry))]
        return ", ".join(dict.fromkeys(names)) or None
    name = value.get("name") if isinstance(value, dict) else value
    if isinstance(name, list):
        name = next((one for one in name if isinstance(one, str)), None)
    return " ".join(TAG.sub("", _sound(name)).split()) or None if isinstance(name, str) else None


def _sound(text: str) -> str:
    """A string of the data with its entities resolved, and without what is no character."""
    return HALVES.sub("\ufffd", unescape(text)).replace("\x00", "")


def _article_text(data: dict[str, Any]) -> str | None:
    """The article's text in the page's data, without tags; None where it is not given."""
    text = data.get("articleBody")
    if not isinstance(text, str):
        return None
    plain = _sound(TAG.sub("", MARKS_IN_DATA.sub("\n", text)))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n\n".join(line for line in lines if line) or None


# --------------------------------------------------------------------------------------------------------- people


def _author(data: dict[str, Any], metas: dict[str, str], root: etree._Element, outlet: str | None) -> str | None:
    """Who wrote it: no address, no account and not the outlet itself."""
    authors = data.get("author")
    people = [one for one in (authors if isinstance(authors, list) else [authors]) if not _is_body(one)]
    linked = (_flat(node) for node in root.iter("a") if "author" in node.get("rel", "").lower().split())
    marked = (_flat(node) for node in elements(root, BY_AUTHOR))
    named = (metas[name] for name in AUTHORS if name in metas)
    candidates = (_name(people), *named, *marked, *linked)
    return next((name for name in candidates if name and _is_name(name) and name != outlet), None)


def _is_body(author: Any) -> bool:
    """Is an author in the page's data an organisation?"""
    return isinstance(author, dict) and _is_of(author, ORGANISATION)


def _is_name(text: str) -> bool:
    """Is it no address, no account, and no longer than names are?"""
    return "://" not in text and "@" not in text and len(text) <= PROSE_LENGTH and any(map(str.isalpha, text))


# ---------------------------------------------------------------------------------------------------- page and day


def _marked_day(root: etree._Element) -> str | None:
    """The day that the page marks up as that of publication, or else prints as a time beside its only headline."""
    for node in elements(root, BY_DAY):
        day = stated_day(node.get("datetime") or node.get("content") or _flat(node))
        if day:
            return day
    headlines = list(root.iter("h1"))
    if len(headlines) != 1:
        return None
    around = next(headlines[0].iterancestors("article", "main"), None)
    times = around.iter("time") if around is not None else ()
    return next((day for node in times if _dates_its(around, node) and (day := stated_day(node.get("datetime")))), None)


def _dates_its(article: etree._Element | None, node: etree._Element) -> bool:
    """Does a time date the article around it, and not a change, a teaser, a comment or what the article tells of?"""
    if CHANGED.search(node.get("class", "") + node.get("itemprop", "")):
        return False
    for outer in node.iterancestors():
        if outer is article:
            return True
        words = f"{outer.tag} {outer.get('class', '')} {outer.get('id', '')}".lower()
        if outer.tag in ASIDE or outer.tag == "article" or "comment" in words or CHANGED.search(words):
            return False
        if outer.tag == "p" and len(_flat(outer)) > PROSE_LENGTH:
            return False
    return False


def _url(root: etree._Element, metas: dict[str, str], data: dict[str, Any]) -> str | None:
    """The page's own address."""
    canonical = (node.get("href", "") for node in root.iter("link") if node.get("rel", "").lower() == "canonical")
    main = data.get("mainEntityOfPage")
    held = (data.get("url"), main.get("@id") if isinstance(main, dict) else main)
    candidates = (*canonical, metas.get("og:url"), *held)
    return next((_sound(url).strip() for url in candidates if isinstance(url, str) and _host(url)), None)


def _host(url: str) -> str | None:
    """The site of an absolute web address."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and parts.scheme in {"http", "https"} else None


def _headline_in(bar: str, shown: str) -> str | None:
    """The part of what the browser shows as a page's title that stands on a line of its own in the text."""
    parts = [bar[: match.start()] for match in TITLE_PARTING.finditer(bar)]
    lines = {" ".join(line.split()) for line in shown.splitlines()} if parts else set()
    return next((part for part in reversed(parts) if part in lines), None)


def _is_site_in(bar: str, heading: str) -> bool:
    """Is a heading the site's own name, which the browser's title has behind the headline?"""
    return bar.endswith(heading) and TITLE_PARTING.search(bar[: -len(heading)][-3:]) is not None


def _site_behind(bar: str, headlines: Iterable[str]) -> str | None:
    """What stands behind the headline in the browser's title, where it is set apart."""
    found = (TITLE_SITE.fullmatch(bar[len(one) :]) for one in headlines if bar.startswith(one))
    return next((behind["site"] for behind in found if behind), None)


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name behind it."""
    if not title or not outlet or not title.endswith(outlet):
        return title
    start = title[: -len(outlet)]
    return start.rstrip(" -–—|:»·") or title if start != start.rstrip(" -–—|:»·") else title


def _language(root: etree._Element, metas: dict[str, str]) -> str | None:
    """The two-letter language that the page gives for itself."""
    said = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    for value in (*said, *(metas.get(name) for name in LANGUAGES)):
        code = re.split(r"[-_,]", value or "")[0].strip().lower()
        if len(code) == 2 and code.isalpha() and code.isascii():
            return code
    return None


def _flat(node: etree._Element | None) -> str:
    """The words of an element on one line."""
    return " ".join("".join(map(str, node.itertext())).split()) if node is not None else ""
