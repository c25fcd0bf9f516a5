"""Columns: which columns or keys of a table are the parts of an article, by their usual names or as the user maps them.

The readers of tables (JSON, delimited text, Parquet) hand over their rows; here each becomes a document.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.model import Problem, RawDocument, Stated
from dragoman.plugins import ReadOptions
from dragoman.read import content_hash, unreadable
from dragoman.read.pages import html
from dragoman.read.tables.cells import DayOrder, day_of, order_of
from dragoman.read.text import MAX_CHARACTERS

# The usual names of the parts of an article, letters and digits alone, in the order in which they are tried; the first
# name of each is that of docs/reference/interchange.md. They are those of news interfaces, crawlers and corpora.
PARTS: dict[str, tuple[str, ...]] = {
    "text": ("text", "articletext", "fulltext", "maintext", "bodytext", "articlebody", "body", "content", "article",
             "story", "storytext", "plaintext"),
    "id": ("id", "uid", "uuid", "guid", "articleid", "documentid", "docid"),
    "date": ("date", "published", "publishedat", "publishedon", "publishdate", "publisheddate", "publicationdate",
             "pubdate", "datepublish", "datepublished", "publishtime", "datetime", "timestamp"),
    "outlet": ("outlet", "publisher", "publication", "newspaper", "sourcename", "source", "sitename", "site",
               "sourcedomain", "domain"),
    "title": ("title", "headline", "articletitle"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang", "languagecode"),
    "url": ("url", "link", "permalink", "articleurl", "weburl"),
    "body": ("body",),
}  # fmt: skip
WITHIN = ("rendered", "name", "title", "text", "value")  # keys under which an object holds what its own key promises
# How much of a table is looked over for names of columns and the order of day and month before any row is read.
SURVEY_ROWS = 10_000
SURVEY_BYTES = 64 << 20
SHOWN_NAMES = 20  # columns that a message lists
NO_TEXT = 'is no article; a line must be {"id": "...", "text": "..."} with the fields of docs/reference/interchange.md'


class Row(msgspec.Struct, frozen=True):
    """A row of a table.

    Attributes:
        source: Where it stands.
        content: Its bytes, for the id of a row without one.
        cells: What it holds, by column; None where it cannot be read.
        problems: What is wrong with it; of a row without cells the first says why.
    """

    source: str
    content: bytes
    cells: Mapping[str, Any] | None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A column's name without what is written in different ways: capitals, blanks, underscores."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def known_parts(names: Iterable[str]) -> set[str]:
    """The parts of an article that these columns hold by their usual names."""
    seen = {plain_name(name) for name in names}
    return {part for part, usual in PARTS.items() if part != "body" and not seen.isdisjoint(usual)}


def mapped(pairs: str) -> dict[str, str]:
    """Read what a user maps: `text=story,date=day`.

    Raises:
        SetupError: `read.map`, where it has another form or names no part of an article.
    """
    found = {}
    for pair in pairs.split(","):
        part, parting, column = (side.strip() for side in pair.partition("="))
        if part not in PARTS or not parting or not column:
            message = f'--map "{pairs}" is no list like text=story,date=day; the parts are: {", ".join(PARTS)}.'
            raise SetupError("read.map", message)
        found[part] = column
    return found


def articles(
    rows: Callable[[], Iterator[Row]], source: str, options: ReadOptions, header: Iterable[str] = ()
) -> Iterator[RawDocument]:
    """Turn the rows of a table into documents, in their order; a row that holds no article is one with a problem.

    Args:
        rows: Yields the rows from the first on, each time it is called.
        source: The table's path, URL or archive member.
        options: What the user says of the columns.
        header: All its columns, where it has a header.

    Raises:
        SetupError: `read.map`, where the table has no column that the user names.
    """
    found, order = _survey(islice(rows(), SURVEY_ROWS), options)
    names = list(header) or list(found)
    missing = [column for column in options.columns.values() if plain_name(column) not in map(plain_name, names)]
    if missing and names:
        message = f'{source} has no column "{missing[0]}"; it has: {_listed(names)}. Mend --map.'
        raise SetupError("read.map", message)
    for row in rows():
        yield _document(row, options, order)


def without_text(names: Iterable[str], source: str) -> RawDocument:
    """The empty document that stands for a table none of whose columns holds texts."""
    advice = f"has no column of texts; it has: {_listed(names)}. Say which one it is with --map text=NAME"
    return unreadable(source.encode("utf-8", "surrogateescape"), source, "read.columns", advice)


def has_text(names: Iterable[str], options: ReadOptions) -> bool:
    """Does one of these columns hold texts, by its usual name or as the user says?"""
    return "text" in options.columns or "text" in known_parts(names)


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:SHOWN_NAMES]) + (" ..." if len(listed) > SHOWN_NAMES else "")


def _survey(rows: Iterable[Row], options: ReadOptions) -> tuple[dict[str, None], DayOrder]:
    """Look over a table: the names of its columns, and how it orders day and month."""
    names: dict[str, None] = {}
    days = []
    size = 0
    for row in rows:
        size += len(row.content)
        if size > SURVEY_BYTES:
            break
        if row.cells is not None:
            names.update(dict.fromkeys(row.cells))
            days.append(_cell(_by_name(row.cells), "date", options)[1])
    return names, order_of(days)


def _by_name(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells by the plain names of their columns, the first of each."""
    return {plain_name(name): value for name, value in reversed(list(cells.items()))}


def _cell(cells: dict[str, Any], part: str, options: ReadOptions) -> tuple[str, Any]:
    """The plain name of the column that holds a part of an article, and its cell; the first that is not blank."""
    usual = (plain_name(options.columns[part]),) if part in options.columns else PARTS[part]
    for name in usual:
        value = cells.get(name)
        if value is not None and value != "" and not (part == "text" and isinstance(value, bool)):
            return name, value
    return next((name for name in usual if name in cells), usual[0]), None


def _document(row: Row, options: ReadOptions, order: DayOrder) -> RawDocument:
    """Turn one row into a document."""
    if row.cells is None:
        return RawDocument(content_hash(row.content), row.source, "", problems=row.problems)
    by_name = _by_name(row.cells)
    cells = {part: _cell(by_name, part, options) for part in PARTS}
    source, problems = row.source, list(row.problems)
    text = _words(cells["text"][1])
    if text is None and (cells["text"][1] is not None or cells["text"][0] not in by_name):
        problems.append(Problem("read", "read.line", f"{source} {NO_TEXT}.", source))
    elif text is None or not text.strip():
        problems.append(Problem("read", "read.empty", f"{source} has an empty text; fill it in or remove it.", source))
    elif len(text) > MAX_CHARACTERS:
        problems.append(Problem("read", "read.large", f"{source} is too long for one article; split it.", source))
        text = ""
    published, given = day_of(cells["date"][1], order, timed=cells["date"][0] == PARTS["date"][0])
    if published is None and cells["date"][1] is not None:
        problems.append(_undated(cells["date"][1], source))
    stated = Stated(
        title=_words(cells["title"][1]),
        author=_words(cells["author"][1]),
        outlet=_outlet(_words(cells["outlet"][1])),
        language=_words(cells["language"][1]),
        url=_words(cells["url"][1]),
        published=published,
        published_given=given,
    )
    number = _within(cells["id"][1])
    id_ = content_hash(row.content) if number is None else _encodable(str(number))
    is_body = cells["body"][1] is True
    document = RawDocument(id_, source, text or "", stated, is_body=is_body, problems=tuple(problems))
    return document if is_body or not _is_markup(document.text) else _from_markup(document, options)


def _undated(value: Any, source: str) -> Problem:
    """Say why a date was left out."""
    message = f'{source}: "{str(value)[:60]}" is no date that can be told, and was left out; write it like 2020-04-05.'
    return Problem("read", "read.date", message, source)


def _within(value: Any) -> Any:
    """What an object holds under the key that says it ({"name": ...}, {"rendered": ...}); any other value itself."""
    if isinstance(value, Mapping):
        return next((value[key] for key in WITHIN if key in value), None)
    return value


def _words(value: Any) -> str | None:
    """The words of a cell: a string, an object that holds one, or several in a list; None where there are none."""
    if isinstance(value, list | tuple):
        return ", ".join(words for one in value if (words := _words(_within(one)))) or None
    words = _within(value)
    return _encodable(words) if words and isinstance(words, str) else None


def _encodable(words: str) -> str:
    """Words without halves of code points, which cannot be stored: each becomes U+FFFD."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _outlet(name: str | None) -> str | None:
    """An outlet's name; of an address its host."""
    if name is None or not name.startswith(("http://", "https://")):
        return name
    try:
        return (urlsplit(name).hostname or "").removeprefix("www.") or name
    except ValueError:
        return name


def _is_markup(text: str) -> bool:
    """Is a cell a page or a part of one?"""
    return text.rstrip().endswith(">") and html.PLUGIN.sniff(text[:4096].encode("utf-8", "replace"), "")


def _from_markup(document: RawDocument, options: ReadOptions) -> RawDocument:
    """Read a cell that holds markup; what the row states goes before what the markup does."""
    content = document.text.encode("utf-8")
    for found in html.PLUGIN.read(BytesIO(content), document.source, options):
        if isinstance(found, RawDocument):
            said = {name: value for name in Stated.__struct_fields__ if (value := getattr(document.stated, name))}
            stated = replace(found.stated, **said)
            problems = (*document.problems, *found.problems)
            return replace(found, id=document.id, source=document.source, stated=stated, problems=problems)
    return document
