"""`--format ftm-statements`: FollowTheMoney statements as CSV: one row a value, with the document that says it.

For events every report's own value is a statement, so that three outlets with two dates are three statements; `origin`
is the id of the document (of what no single document says, of a party's name in the whole case, it is empty).

Source: `CSV_COLUMNS` and `Statement.make_key` of FollowTheMoney 4.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.export.calendar import first_and_last, iso, the_day
from dragoman.export.files import cell, delimited, write_bytes
from dragoman.export.ftm import Entity, country, entities, entity_id, fitting, type_of
from dragoman.export.joined import Joined
from dragoman.model import Report
from dragoman.plugins import Exporter

DATASET = "dragoman"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
REPORTED = frozenset({"date", "startDate", "endDate", "location", "country", "involved", "proof", "publisher"})


def _statement(entity: Entity, prop: str, value: str, origin: str | None) -> list[Any]:
    shown = cell(value)  # a formula's apostrophe is part of what a reader of the file hashes
    key = f"{DATASET}.{entity['id']}.{prop}.{shown}"
    digest = hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    known = [entity["id"], entity["id"], prop, type_of(prop), entity["schema"], value, DATASET, origin]
    return [*known, None, None, "f", None, None, digest]


def _reported(told: Joined, report: Report) -> Iterator[tuple[str, str]]:
    """What one report says of an event, as properties and values."""
    first, last = first_and_last(report.when)
    where = report.where
    found = {
        "date": the_day(report.when),
        "startDate": iso(first),
        "endDate": iso(last),
        "location": where.name if where else None,
        "country": country(where.country if where else None),
        "proof": entity_id("document", report.document),
        "publisher": told.teller(report),
    }
    fit = {prop: fitting(prop, value) for prop, value in found.items() if value}
    yield from ((prop, value) for prop, value in fit.items() if value)
    yield from (("involved", entity_id("actor", one.id)) for one in (*report.actors, *report.recipients))


def statements(told: Joined) -> Iterator[list[Any]]:
    """Yield a row for each value of each entity, an event's values once for each report that gives them."""
    events = {entity_id("event", event.id): event for event in told.events}
    documents = {entity_id("document", id_): id_ for id_ in told.documents}
    notes = {entity_id("report", one.id): one.document for one in told.reports.values()}
    for entity in entities(told):
        event = events.get(entity["id"])
        origin = documents.get(entity["id"]) or notes.get(entity["id"])
        for prop, values in entity["properties"].items():
            if event is None or prop not in REPORTED:
                yield from (_statement(entity, prop, value, origin) for value in values)
        for report in told.told(event) if event else ():
            for prop, value in dict.fromkeys(_reported(told, report)) if event else ():
                yield _statement(entity, prop, value, report.document)


def write(case: Any, path: Path) -> int:
    """Write one row a statement; returns how many."""
    rows = list(statements(Joined(case)))
    write_bytes(path, delimited(COLUMNS, rows))
    return len(rows)


PLUGIN = Exporter("ftm-statements", ".csv", write)
