"""`--format events`: one JSON line an event of a case, exactly as docs/reference/interchange.md describes it."""

from pathlib import Path
from typing import Any

import msgspec

from dragoman.export.annotations import VERSION, party, toll, voice, when, where
from dragoman.model import Event, EventMention, PartyName, Report
from dragoman.plugins import Exporter
from dragoman.store import Case


def rows(case: Case) -> list[dict[str, Any]]:
    """Return every event of the case as plain values, its keys in the public order."""
    texts = {}
    mentions = {}
    for account in case.documents():
        texts[account.id] = account.text
        mentions.update({mention.id: mention for mention in account.mentions.events})
    reports = {report.id: report for report in case.reports()}
    return [_event(event, [reports[id_] for id_ in event.reports], texts, mentions) for event in case.events()]


def _name(one: PartyName) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "country": one.country}


def _event(
    event: Event, reports: list[Report], texts: dict[str, str], mentions: dict[str, EventMention]
) -> dict[str, Any]:
    return {
        "version": VERSION,
        "id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "when": None if event.when is None else {"edtf": event.when.edtf},
        "where": where(event.where),
        "actors": [_name(one) for one in event.actors],
        "recipients": [_name(one) for one in event.recipients],
        "figures": [{"role": one.role, "low": one.low, "best": one.best, "high": one.high} for one in event.tolls],
        "reports": [_report(report, texts[report.document], mentions) for report in reports],
        "disputed": [
            {
                "field": dispute.field,
                "values": [{"value": one.value, "reports": list(one.reports)} for one in dispute.values],
            }
            for dispute in event.disputed
        ],
        "silent": list(event.silent),
    }


def _report(report: Report, text: str, mentions: dict[str, EventMention]) -> dict[str, Any]:
    told = [mentions[id_] for id_ in report.mentions]
    return {
        "id": report.id,
        "document": report.document,
        "outlet": report.outlet,
        "status": report.status,
        "wording": list(report.wording),
        "mentions": [{"id": mention.id, "start": mention.start, "end": mention.end} for mention in told],
        "actors": [party(one, text) for one in report.actors],
        "recipients": [party(one, text) for one in report.recipients],
        "when": None if report.when is None else when(report.when),
        "where": where(report.where),
        "figures": [toll(one) for one in report.tolls],
        "voices": [voice(one) for one in report.voices],
        "same_text_as": report.same_text_as,
    }


def write(case: Case, path: Path) -> int:
    """Write JSON Lines, UTF-8, one event a line."""
    made = rows(case)
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in made))
    return len(made)


PLUGIN = Exporter(name="events", suffix=".jsonl", write=write)
