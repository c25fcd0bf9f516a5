"""Search: full text over everything that a case holds, in an SQLite file beside it.

    CASE/search/GENERATION.sqlite

It is made when somebody first searches a build, and can be deleted at any time.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import SetupError
from dragoman.model import Account, Event, Record, Report
from dragoman.store import Case

FACETS = ("kind", "type", "outlet", "year")
MOST = 100  # hits that are listed; the facets count all
_BETWEEN = "\x1f"  # between the outlets of one entry
_WORD = re.compile(r"\w+")
_MAKE = """
create table entries (id integer primary key, kind text, title text, text text, outlets text, year text, type text,
                      view text, target text, start integer, "end" integer);
create virtual table words using fts5(title, text, content=entries, content_rowid=id,
                                      tokenize="unicode61 remove_diacritics 2");
"""
_ADD = "insert into entries values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FIND = """
select e.kind, e.title, e.text, e.outlets, e.year, e.type, e.view, e.target, e.start, e."end" from words
join entries e on e.id = words.rowid
where words match :asked and (e.kind <> 'text' or e.id in (select rowid from words where words match :inside))
order by bm25(words, 2.0, 1.0), e.id
"""


class Entry(Record, frozen=True):
    """A thing that can be found; `start`, `end` are where it stands in its document, None for a thing of the case."""

    kind: str
    title: str
    text: str
    outlets: tuple[str, ...]
    year: str
    type: str
    view: str
    target: str
    start: int | None = None
    end: int | None = None


class Found(Record, frozen=True):
    """The best hits, how many there are, and how often each value of each facet occurs among them."""

    hits: tuple[Entry, ...]
    count: int
    facets: dict[str, dict[str, int]]
    terms: tuple[str, ...]


def find(case: Case, query: str, chosen: dict[str, str]) -> Found:
    """Find entries that hold every word of a query; the last letters of a word of three and more may be missing.

    Args:
        case: The case.
        query: Words, as somebody typed them; no sign has a meaning.
        chosen: A value for some of `FACETS`.
    """
    words = _WORD.findall(query)
    if not words:
        return Found((), 0, {name: {} for name in FACETS}, ())
    asked = " ".join(f'"{word}"*' if len(word) > 2 else f'"{word}"' for word in words)
    with sqlite3.connect(f"file:{index(case)}?mode=ro", uri=True) as connection:
        # A paragraph bears the title of its document, which is found as the document.
        inside = f"{{text}}: ({asked})"
        rows = connection.execute(_FIND, {"asked": asked, "inside": inside}).fetchall()
    connection.close()
    entries = [_entry(row) for row in rows]
    facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for entry in entries:
        for name in FACETS:
            for value in _values(entry, name):
                facets[name][value] = facets[name].get(value, 0) + 1
    kept = [one for one in entries if all(value in _values(one, name) for name, value in chosen.items() if value)]
    return Found(tuple(kept[:MOST]), len(kept), facets, tuple(words))


def _entry(row: tuple[Any, ...]) -> Entry:
    kind, title, text, outlets, *rest = row
    return Entry(kind, title, text, tuple(outlets.split(_BETWEEN)) if outlets else (), *rest)


def _values(entry: Entry, facet: str) -> tuple[str, ...]:
    if facet == "outlet":
        return entry.outlets
    value = str(getattr(entry, facet))
    return (value,) if value else ()


def index(case: Case) -> Path:
    """Return the search file of the build that a case shows; make it where there is none.

    Those of builds that are gone are deleted then.

    Raises:
        SetupError: `search.write`, where it cannot be written.
    """
    path = case.path / "search" / f"{case.generation.name}.sqlite"
    if path.exists():
        return path
    waiting = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        waiting.unlink(missing_ok=True)
        connection = sqlite3.connect(waiting)
        connection.executescript(_MAKE)
        connection.executemany(_ADD, (_row(entry) for entry in entries(case)))
        connection.execute("insert into words(words) values ('rebuild')")
        connection.commit()
        connection.close()
        for former in path.parent.glob("*.sqlite"):
            if not (case.generation.parent / former.stem).exists():
                former.unlink()
        waiting.replace(path)
    except (OSError, sqlite3.Error) as error:
        message = f"{path} cannot be written ({error}). Free space, or make the folder writable."
        raise SetupError("search.write", message) from error
    return path


def _row(entry: Entry) -> tuple[Any, ...]:
    """An entry as columns; SQLite holds no half surrogates, which damaged texts may have."""
    values = (
        entry.kind, entry.title, entry.text, _BETWEEN.join(entry.outlets), entry.year, entry.type, entry.view,
        entry.target, entry.start, entry.end,
    )  # fmt: skip
    return tuple(one.encode("utf-8", "replace").decode("utf-8") if isinstance(one, str) else one for one in values)


def entries(case: Case) -> Iterator[Entry]:
    """Everything of a case that can be found: actors, events, paragraphs, quotations and figures."""
    for actor in case.actors():
        words = " · ".join(word for word in (actor.country, actor.sector, *actor.variants) if word)
        yield Entry("actor", actor.name, words, (), "", "", "actor", actor.id)
    outlets: dict[str, set[str]] = {}
    told: dict[str, list[Report]] = {}
    for report in case.reports():
        outlets.setdefault(report.event, set()).add(report.outlet or report.document)
        told.setdefault(report.event, []).append(report)
    for event in case.events():
        yield _event_entry(event, told.get(event.id, []), tuple(sorted(outlets.get(event.id, ()))))
    for document in case.documents():
        yield from _document_entries(document)


def _event_entry(event: Event, reports: list[Report], outlets: tuple[str, ...]) -> Entry:
    parties = [party.name for party in (*event.actors, *event.recipients)]
    words = dict.fromkeys(word for report in reports for word in report.wording)
    figures = [
        f"{one.best or one.low or one.high:g} {one.role}" for one in event.tolls if one.best or one.low or one.high
    ]
    place = [event.where.name] if event.where else []
    date = event.when.edtf if event.when else None
    text = " · ".join((*([date] if date else []), *place, *event.modes, *words, *figures, event.status))
    title = f"{event.type.capitalize()}: {', '.join(parties) or 'unnamed parties'}"
    return Entry("event", title, text, outlets, _year(date), event.type, "event", event.id)


def _document_entries(document: Account) -> Iterator[Entry]:
    meta = document.meta
    outlet = meta.outlet or document.source
    title = meta.title or document.source
    rest = ((outlet,), _year(meta.published.edtf), "", "read", document.id)
    about = " · ".join(one for one in (meta.author, meta.url, document.source, *document.sources) if one)
    yield Entry("document", title, about, *rest)
    for piece in document.pieces:
        yield Entry("text", title, piece.span.of(document.text), *rest, piece.start, piece.end)
    for quote in document.mentions.quotes:
        speaker = quote.speaker.name if quote.speaker and quote.speaker.name else "An unnamed speaker"
        words = document.text[quote.start : quote.end]
        yield Entry("quotation", f"{speaker}, in {outlet}", words, *rest, quote.start, quote.end)


def _year(edtf: str | None) -> str:
    found = re.match(r"-?\d{4}", edtf or "")
    return found[0] if found else ""
