"""A case as plain tables: one row a thing, ids to join them, no nested values; for CSV, Parquet, SQLite and notebooks.

What a document says stands with its document and the span of the words; what is derived stands with the reports that it
is derived from. Lists are text joined by "; ", or tables of their own where their parts have spans or reasons.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import astuple

from dragoman.export.calendar import first_and_last, iso
from dragoman.export.joined import Joined, headline, names
from dragoman.export.page_data import judgements_of
from dragoman.model import Account, Event, EventMention, Report
from dragoman.resolve.derive import independent
from dragoman.resolve.diagnostics import diagnose
from dragoman.resolve.disputes import find_revisions
from dragoman.resolve.wordings import chosen, count

Row = tuple[Any, ...]
KINDS = {"text": str, "int": int, "float": float, "bool": bool}


class Column(NamedTuple):
    """A column: its name, the type of its values, and the table whose `id` it holds, or ""."""

    name: str
    kind: type
    refers: str = ""


class Table(NamedTuple):
    """A table of the case; rows are as long as its columns, and None stands for what is not known."""

    name: str
    columns: tuple[Column, ...]
    rows: list[Row]


def _columns(spec: str) -> tuple[Column, ...]:
    """Read `name` (text), `name:int`, `name>table` (the id of a row of that table)."""
    columns = []
    for one in spec.split():
        name, _, refers = one.partition(">")
        name, _, kind = name.partition(":")
        columns.append(Column(name, KINDS[kind or "text"], refers))
    return tuple(columns)


_SPAN = " document>documents start:int end:int words"
_PARTY = " side position:int actor>actors name country sector"
_WHEN_WHERE = " edtf first_day last_day place country lat:float lon:float precision"

# The tables in an order in which each refers only to those before it.
SPECS = {
    "documents": "id source title outlet author language url published published_basis published_reason text",
    "sources": "document>documents source url",
    "pieces": "document>documents start:int end:int kind language reason",
    "problems": "document>documents stage code message",
    "actors": "id name country sector",
    "actor_names": "actor>actors name",
    "actor_mentions": "actor>actors name country sector kind score:float reason" + _SPAN,
    "events": "id headline type modes status actors recipients" + _WHEN_WHERE + " reports:int outlets disputed silent",
    "event_parties": "event>events" + _PARTY,
    "event_figures": "event>events role low:float best:float high:float",
    "event_related": "event>events relation other>events score:float reason",
    "reports": "id event>events document>documents outlet type modes status wording actors recipients" + _WHEN_WHERE
    + " same_text_as",
    "report_parties": "report>reports" + _PARTY + " explicit:bool reason" + _SPAN,
    "report_figures": "report>reports role low:float best:float high:float" + _SPAN,
    "report_times": "report>reports edtf basis" + _SPAN,
    "report_places": "report>reports place country lat:float lon:float precision" + _SPAN,
    "report_voices": "report>reports position:int kind name" + _SPAN,
    "disputes": "event>events field value report>reports",
    "revisions": "event>events role outlet before>reports low_before:float best_before:float high_before:float"
    + " after>reports low:float best:float high:float",
    "diagnostics": "field outlet other event>events events:int disagreement:float confidence:float divergence:float"
    + " normalised:float range:float deviation:float",
    "silent": "event>events outlet",
    "mentions": "id report>reports type modes contexts status historical:bool score:float wording voices coder"
    + _SPAN,
    "codings": "coder type modes status actors recipients" + _WHEN_WHERE + _SPAN,
    "reasons": "of id field reason",
    "times": "edtf duration kind basis anchor score:float reason" + _SPAN,
    "places": "name country lat:float lon:float precision geonames:int score:float reason" + _SPAN,
    "figures": "low:float best:float high:float unit of approximate:bool as_of role voices reason" + _SPAN,
    "quotes": "kind speaker speaker_id cue voices score:float reason" + _SPAN,
    "ties": "a relation b since until voices reason" + _SPAN,
    "judgements": "id made who what field value why undoes",
    "judgement_words": "judgement>judgements part type" + _SPAN,
    "links": "cause>mentions relation effect>mentions" + _SPAN,
    "wording_counts": "thing of concept word outlet own:int reported:int quoted:int scare:int" + _SPAN,
    "wording": "of kind concept word" + _SPAN,
}  # fmt: skip


def tables(told: Joined) -> Iterator[Table]:
    """Yield every table of a case; their names and columns are always the same."""
    makers = _makers()
    for name, spec in SPECS.items():
        yield Table(name, _columns(spec), list(makers[name](told)))


def table(told: Joined, name: str) -> Table:
    """Return one table of a case."""
    return Table(name, _columns(SPECS[name]), list(_makers()[name](told)))


def _makers() -> dict[str, Callable[[Joined], Iterator[Row]]]:
    """What makes the rows of each table."""
    made: dict[str, Callable[[Joined], Iterator[Row]]] = {
        "documents": _documents,
        "sources": _sources,
        "judgements": _judgements,
        "judgement_words": _judgement_words,
        "actors": lambda told: ((one.id, one.name, one.country, one.sector) for one in told.actors.values()),
        "actor_names": lambda told: ((one.id, name) for one in told.actors.values() for name in one.variants),
        "events": lambda told: (_event(told, one) for one in told.events),
        "reports": lambda told: (_report(event, report) for event, report in told.rows()),
        "mentions": _mentions,
        "codings": _codings,
        "reasons": _reasons,
        "disputes": _disputes,
        "revisions": _revisions,
        "wording_counts": _wording_counts,
        "diagnostics": lambda told: map(astuple, diagnose(map(told.told, told.events), told.published)),
        "silent": lambda told: ((event.id, outlet) for event in told.events for outlet in event.silent),
        "event_parties": lambda told: (
            (event.id, side, place, one.id, one.name, one.country, one.sector)
            for event in told.events
            for side, place, one in _parties(event)
        ),
        "event_figures": lambda told: (
            (event.id, one.role, one.low, one.best, one.high) for event in told.events for one in event.tolls
        ),
        "event_related": lambda told: (
            (event.id, one.relation, one.event, one.score, one.reason) for event in told.events for one in event.related
        ),
    }
    return made | {name: _each_report(rows) for name, rows in _OF_REPORT.items()} | {
        name: _each_document(name, listed) for name, listed in _OF_DOCUMENT.items()
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- rows


def _joined(values: Sequence[str]) -> str | None:
    return "; ".join(values) or None


def _span(account: Account, one: Any) -> Row:
    """Document, start, end and words of a span; of one that is only implied, the document alone."""
    if one.start is None or one.end is None:
        return account.id, None, None, None
    return account.id, one.start, one.end, account.text[one.start : one.end]


def _voices(one: Any) -> str | None:
    return " → ".join(voice.name for voice in one.voices) or None


def _parties(owner: Event | Report) -> Iterator[tuple[str, int, Any]]:
    for side, parties in (("actor", owner.actors), ("recipient", owner.recipients)):
        for place, one in enumerate(parties, start=1):
            yield side, place, one


def _when_where(owner: Event | Report | EventMention) -> Row:
    when, where = owner.when, owner.where
    first, last = first_and_last(when)
    place = (where.name, where.country, where.lat, where.lon, where.precision) if where else (None,) * 5
    return (when.edtf if when else None, iso(first), iso(last), *place)


def _documents(told: Joined) -> Iterator[Row]:
    for one in told.documents.values():
        meta, published = one.meta, one.meta.published
        yield (
            one.id, one.source, meta.title, meta.outlet, meta.author, meta.language, meta.url, published.edtf,
            published.basis, published.reason, one.text,
        )  # fmt: skip


def _sources(told: Joined) -> Iterator[Row]:
    """Every place where a document was found; its own, where the case keeps no list of them."""
    origins = told.case.origins() if hasattr(told.case, "origins") else ()
    listed = {one.document for one in origins}
    yield from ((one.document, one.source, one.url) for one in origins if one.document in told.documents)
    yield from ((one.id, one.source, one.meta.url) for one in told.documents.values() if one.id not in listed)


def _event(told: Joined, event: Event) -> Row:
    reports = told.told(event)
    return (
        event.id, headline(event, reports), event.type, _joined(event.modes), event.status,
        names(event.actors) or None, names(event.recipients) or None, *_when_where(event), len(reports),
        _joined(sorted({told.teller(one) for one in reports})), _joined([one.field for one in event.disputed]),
        _joined(event.silent),
    )  # fmt: skip


def _report(event: Event, report: Report) -> Row:
    return (
        report.id, event.id, report.document, report.outlet, report.type, _joined(report.modes), report.status,
        _joined(report.wording), names(report.actors) or None, names(report.recipients) or None, *_when_where(report),
        report.same_text_as,
    )  # fmt: skip


def _mentions(told: Joined) -> Iterator[Row]:
    for _, report in told.rows():
        for one in told.said(report):
            yield (
                one.id, report.id, one.type, _joined(one.modes), _joined(one.contexts), one.status, one.historical,
                one.score, one.wording, _voices(one), one.coder, *_span(told.account(report), one),
            )  # fmt: skip


def _codings(told: Joined) -> Iterator[Row]:
    for account in told.documents.values():
        for one in account.codings:
            yield (
                one.coder, one.type, _joined(one.modes), one.status, names(one.actors) or None,
                names(one.recipients) or None, *_when_where(one), *_span(account, one),
            )  # fmt: skip


def _reasons(told: Joined) -> Iterator[Row]:
    owners: tuple[tuple[str, Sequence[Any]], ...] = (
        ("event", told.events), ("report", list(told.reports.values())), ("mention", list(told.mentions.values())),
    )  # fmt: skip
    for kind, things in owners:
        yield from ((kind, one.id, field, reason) for one in things for field, reason in one.reasons.items())


def _disputes(told: Joined) -> Iterator[Row]:
    for event in told.events:
        for dispute in event.disputed:
            for value in dispute.values:
                yield from ((event.id, dispute.field, value.value, id_) for id_ in value.reports)


def _revisions(told: Joined) -> Iterator[Row]:
    for event in told.events:
        for one in find_revisions(independent(told.told(event)), told.published):
            bounds = [(toll.low, toll.best, toll.high) for toll in (one.was, one.now)]
            yield event.id, one.role, one.outlet, one.before, *bounds[0], one.after, *bounds[1]


def _wording_counts(told: Joined) -> Iterator[Row]:
    for one in count(chosen(told.documents.values(), told.reports.values())):
        used, account = (one.own, one.reported, one.quoted, one.scare), told.documents[one.document]
        yield one.thing, one.of, one.concept or None, one.word, one.outlet, *used, *_span(account, one)


def _judgements(told: Joined) -> Iterator[Row]:
    for one in judgements_of(told.case):
        value = None if one.value is None else msgspec.json.encode(one.value).decode()
        yield one.id, one.when, one.who, one.what, one.field, value, one.why or None, one.of


def _judgement_words(told: Joined) -> Iterator[Row]:
    """The words that judgements are about, of the documents that the case holds still."""
    for one in judgements_of(told.case):
        for part, anchors in (("about", one.about), ("other", one.other), ("shown", one.shown)):
            listed = (it for it in anchors if it.document in told.documents)
            yield from ((one.id, part, it.type or None, it.document, it.start, it.end, it.words) for it in listed)


def _each_report(rows: Callable[[Account, Report], Iterator[Row]]) -> Callable[[Joined], Iterator[Row]]:
    def make(told: Joined) -> Iterator[Row]:
        for _, report in told.rows():
            yield from ((report.id, *row) for row in rows(told.account(report), report))

    return make


def _each_document(name: str, listed: Callable[[Account], Sequence[Any]]) -> Callable[[Joined], Iterator[Row]]:
    """Make the rows of a table whose columns are attributes of what is listed, but for those in `_READ`."""
    columns = [one.name for one in _columns(SPECS[name].removesuffix(_SPAN))]

    def make(told: Joined) -> Iterator[Row]:
        for account in told.documents.values():
            for one in listed(account):
                values = [_READ[it](account, one) if it in _READ else getattr(one, it) for it in columns]
                yield (*(None if value == "" else value for value in values), *_place(name, account, one))

    return make


def _place(name: str, account: Account, one: Any) -> Row:
    """The columns of the span, where the table has them."""
    return _span(account, one) if SPECS[name].endswith(_SPAN) else ()


_OF_REPORT: dict[str, Callable[[Account, Report], Iterator[Row]]] = {
    "report_parties": lambda account, report: (
        (side, place, one.id, one.name, one.country, one.sector, one.explicit, one.reason, *_span(account, one))
        for side, place, one in _parties(report)
    ),
    "report_figures": lambda account, report: (
        (one.role, one.low, one.best, one.high, *_span(account, one)) for one in report.tolls
    ),
    "report_times": lambda account, report: (
        (one.edtf, one.basis, *_span(account, one)) for one in (report.when,) if one is not None
    ),
    "report_places": lambda account, report: (
        (one.name, one.country, one.lat, one.lon, one.precision, *_span(account, one))
        for one in (report.where,)
        if one is not None
    ),
    "report_voices": lambda account, report: (
        (place, one.kind, one.name, *_span(account, one)) for place, one in enumerate(report.voices, start=1)
    ),
}

# Columns of what is listed in a document that are no attributes of it, and how they are read off.
_READ: dict[str, Callable[[Account, Any], Any]] = {
    "document": lambda account, _: account.id,
    "actor": lambda _, one: one.id,
    "voices": lambda _, one: _voices(one),
    "as_of": lambda _, figure: figure.when,
    "speaker": lambda _, quote: quote.speaker and quote.speaker.name,
    "speaker_id": lambda _, quote: quote.speaker and quote.speaker.id,
    "cue": lambda account, quote: quote.cue and quote.cue.of(account.text),
}
_OF_DOCUMENT: dict[str, Callable[[Account], Sequence[Any]]] = {
    "pieces": lambda account: account.pieces,
    "problems": lambda account: account.problems,
    "actor_mentions": lambda account: account.mentions.actors,
    "times": lambda account: account.mentions.times,
    "places": lambda account: account.mentions.places,
    "figures": lambda account: account.mentions.figures,
    "quotes": lambda account: account.mentions.quotes,
    "ties": lambda account: account.mentions.ties,
    "links": lambda account: account.mentions.links,
    "wording": lambda account: account.mentions.wording,
}
