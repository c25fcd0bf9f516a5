"""`--format dossier`: the case, or the part that `--about` names, as Markdown: who says what, in the words of each.

What stands in a text is hostile: the characters that mean something in Markdown or HTML are escaped.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from dragoman.export.files import write_bytes
from dragoman.export.joined import Joined, headline, names, quote
from dragoman.model import Event, Record, Report
from dragoman.plugins import Exporter
from dragoman.resolve.disputes import show_toll

# What Markdown takes for markup anywhere, and what only where a line begins.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&]|^ *[-+=#]|^ *\d+[.)]")
NO_VERDICT = (
    "This dossier says who reports what, and in which words. It says nothing on what is true. "
    "Numbers in square brackets are positions in the text of the document, counted in Unicode characters from 0."
)


class Block(Record, frozen=True):
    """A paragraph of the dossier: a heading, a line of text, a point of a list, or a quotation with its marked words.

    Attributes:
        kind: How it is set.
        text: The text; of a quotation, what stands before the marked words.
        level: Of a heading, 1 to 4.
        marked, after: Of a quotation, the words that name the act, and what follows.
    """

    kind: Literal["heading", "text", "point", "quote"]
    text: str
    level: int = 0
    marked: str = ""
    after: str = ""


def blocks(told: Joined) -> Iterator[Block]:
    """Yield the dossier, paragraph by paragraph."""
    yield Block("heading", told.name, 1)
    yield Block("text", NO_VERDICT)
    count = f"{len(told.events)} events, {len(told.reports)} accounts of them in {len(told.documents)} documents."
    yield Block("text", count)
    for event in told.events:
        yield from _event(told, event)
    yield Block("heading", "Sources", 2)
    for account in told.documents.values():
        meta = account.meta
        day = meta.published.edtf or "no date"
        parts = (
            meta.outlet or "outlet not known",
            meta.title,
            meta.author,
            f"{day} ({meta.published.basis})",
            meta.url,
        )
        yield Block("point", ". ".join(filter(None, (*parts, account.source, account.id))))


def _event(told: Joined, event: Event) -> Iterator[Block]:
    """What is derived of an event, each value with its reason, then every account of it."""
    reports = told.told(event)
    yield Block("heading", headline(event, reports), 2)
    yield Block("text", f"Event {event.id}")
    for field, value in _derived(event):
        reason = event.reasons.get(field)
        yield Block("point", f"{field}: {value}" + (f" ({reason})" if reason else ""))
    yield from (Block("point", f"{one.role}: {show_toll(one)} over all accounts") for one in event.tolls)
    for dispute in event.disputed:
        sides = (f"{one.value}: {_tellers(told, one.reports)}" for one in dispute.values)
        yield Block("point", f"accounts differ on {dispute.field}: {'; '.join(sides)}")
    if event.silent:
        yield Block("point", f"not reported by: {', '.join(event.silent)}")
    for other in event.related:
        yield Block("point", f"{other.relation.replace('_', ' ')} event {other.event} ({other.reason})")
    for report in reports:
        yield from _report(told, report)


def _derived(event: Event) -> Iterator[tuple[str, str]]:
    yield "when", event.when.edtf if event.when and event.when.edtf else "not known"
    yield "where", f"{event.where.name} ({event.where.precision})" if event.where else "not known"
    yield "actors", names(event.actors) or "nobody named"
    yield "recipients", names(event.recipients) or "nobody named"
    yield "status", event.status


def _tellers(told: Joined, ids: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(told.teller(told.reports[id_]) for id_ in ids))


def _report(told: Joined, report: Report) -> Iterator[Block]:
    """What one document says, in its own words."""
    account = told.account(report)
    day = account.meta.published.edtf
    yield Block("heading", f"{told.teller(report)}{f', {day}' if day else ''}", 3)
    if report.same_text_as:
        yield Block("point", f"the same text as the account {report.same_text_as}")
    yield Block("point", f"words: {', '.join(report.wording)}; status: {report.status}")
    if report.when and report.when.edtf:
        yield Block("point", f"when: {report.when.edtf} ({report.when.basis})")
    if report.where:
        yield Block("point", f"where: {report.where.name}")
    yield from (Block("point", f"{one.role}: {show_toll(one)}") for one in report.tolls)
    if len(report.voices) > 1:
        yield Block("point", f"who says so: {' → '.join(one.name for one in report.voices)}")
    for mention in told.said(report):
        one = quote(account.text, mention)
        yield Block("quote", one.before, marked=one.words, after=f"{one.after} [{one.start}, {one.end})")


def markdown(block: Block) -> str:
    """A block as Markdown."""
    text = escape(block.text)
    if block.kind == "heading":
        return f"{'#' * block.level} {text}\n"
    if block.kind == "quote":
        return f"> {text}**{escape(block.marked)}**{escape(block.after)}\n"
    return f"- {text}" if block.kind == "point" else f"{text}\n"


def escape(text: str) -> str:
    """The text on one line, in which no character is taken for markup."""
    held = " ".join(text.split())
    padded = (" " if text[:1].isspace() else "") + held + (" " if held and text[-1:].isspace() else "")
    return _MARKUP.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", padded)


def write(case: Any, path: Path) -> int:
    """Write the dossier; returns how many accounts it quotes."""
    told = Joined(case)
    lines, last = [], ""
    for block in blocks(told):
        if last == "point" != block.kind:
            lines.append("")
        lines.append(markdown(block))
        last = block.kind
    write_bytes(path, ("\n".join(lines) + "\n").encode("utf-8", "replace"))
    return len(told.reports)


PLUGIN = Exporter("dossier", ".md", write)
