"""`--format ftm`: FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and the `ftm` commands.

Documents become Article, parties Person or LegalEntity, events Event, ties UnknownLink, reports Note: the
note's description quotes the words, its `proof` is the article. FollowTheMoney has no direction between the parties of
an event, no figures and no spans; the summary says who acts, and the notes give the spans.

Source: the schemata and property types of FollowTheMoney 4.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry

from dragoman.export.calendar import first_and_last, iso, the_day
from dragoman.export.files import write_lines
from dragoman.export.joined import Joined, headline, quote
from dragoman.model import Account, Actor, Event, Report, TieMention, When, content_id
from dragoman.plugins import Exporter
from dragoman.resolve.disputes import show_toll

Entity = dict[str, Any]

# The type of each property that is no plain string.
TYPES = {
    "name": "name", "alias": "name", "country": "country", "date": "date", "startDate": "date", "endDate": "date",
    "publishedAt": "date", "sourceUrl": "url", "location": "address", "involved": "entity", "proof": "entity",
    "entity": "entity", "subject": "entity", "object": "entity", "description": "text", "summary": "text",
    "notes": "text",
}  # fmt: skip
# Code points at most of a value of a type; FollowTheMoney refuses the whole entity for a longer one.
LONGEST = {"name": 384, "address": 250, "string": 1024, "text": 65_000, "url": 4096}
_DATE = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?")  # the years that FollowTheMoney reads
_URL = re.compile(r"(https?|ftp)://[^/\s]+\S*")


def entities(told: Joined) -> Iterator[Entity]:
    """Yield every entity, those that others refer to first."""
    people = {one.id for account in told.documents.values() for one in account.mentions.actors if one.person}
    yield from (_article(one) for one in told.documents.values())
    yield from (_actor(one, one.id in people) for one in told.actors.values())
    yield from (_event(told, one) for one in told.events)
    yield from (_note(told, event, report) for event, report in told.rows())
    yield from _ties(told)


def entity_id(kind: str, id_: str) -> str:
    """An id of letters, digits and hyphens, which is all that FollowTheMoney takes."""
    return f"{kind}-{content_id(id_)}"


def type_of(prop: str) -> str:
    """The type of a property's values."""
    return TYPES.get(prop, "string")


def fitting(prop: str, value: str) -> str | None:
    """A value as FollowTheMoney takes it: on one line, without control characters, cut where it is too long.

    Returns:
        None for a date or an address that it could not read.
    """
    seen = "".join(one for one in value if one.isspace() or unicodedata.category(one) != "Cc")
    text, kind = " ".join(seen.split()), type_of(prop)
    longest = LONGEST.get(kind, len(text))
    if kind == "date":
        return text if _DATE.fullmatch(text) else None
    if kind == "url":
        return text if _URL.fullmatch(text) and len(text) <= longest else None
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _entity(kind: str, id_: str, schema: str, **properties: Any) -> Entity:
    """An entity; its properties are lists of text, and those without a value are left out."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    known = {name: [fitting(name, str(one)) for one in values if one] for name, values in listed.items()}
    fit = {name: list(dict.fromkeys(one for one in values if one)) for name, values in known.items()}
    return {"id": entity_id(kind, id_), "schema": schema, "properties": {n: v for n, v in fit.items() if v}}


def country(code: str | None) -> str | None:
    """The two small letters that FollowTheMoney uses for an ISO 3166 alpha-3 code."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    return found.alpha_2.lower() if found else "xk" if code == "XKX" else None


def _article(account: Account) -> Entity:
    meta = account.meta
    published = When(meta.published.edtf, None, None, "none")
    name = meta.title or account.source
    return _entity(
        "document", account.id, "Article", name=name, title=meta.title, author=meta.author, publisher=meta.outlet,
        sourceUrl=meta.url, publishedAt=the_day(published), fileName=Path(account.source).name,
    )  # fmt: skip


def _actor(actor: Actor, is_person: bool) -> Entity:
    alias = [name for name in actor.variants if name != actor.name]
    schema = "Person" if is_person else "LegalEntity"
    sector = {} if is_person else {"sector": actor.sector}
    return _entity(
        "actor", actor.id, schema, name=actor.name, alias=alias, country=country(actor.country),
        notes=f"Dragoman id {actor.id}", **sector,
    )  # fmt: skip


def _event(told: Joined, event: Event) -> Entity:
    reports, where = told.told(event), event.where
    first, last = first_and_last(event.when)
    line = headline(event, reports)
    figures = [f"{one.role}: {show_toll(one)}" for one in event.tolls]
    return _entity(
        "event", event.id, "Event", name=line, summary=line, date=the_day(event.when), startDate=iso(first),
        endDate=iso(last), location=where.name if where else None, country=country(where.country if where else None),
        involved=[entity_id("actor", one.id) for one in (*event.actors, *event.recipients)],
        proof=[entity_id("document", one.document) for one in reports], publisher=[told.teller(one) for one in reports],
        recordId=event.id, description=figures,
    )  # fmt: skip


def _note(told: Joined, event: Event, report: Report) -> Entity:
    account = told.account(report)
    quotes = [quote(account.text, one) for one in told.said(report)]
    said = " / ".join(f"{one.before}«{one.words}»{one.after} [{one.start}, {one.end})" for one in quotes)
    return _entity(
        "report", report.id, "Note", name=f"{told.teller(report)}: {', '.join(report.wording)} ({report.status})",
        description=said, entity=entity_id("event", event.id), proof=entity_id("document", report.document),
        publisher=told.teller(report), sourceUrl=account.meta.url,
    )  # fmt: skip


def _ties(told: Joined) -> Iterator[Entity]:
    """A link for each tie whose two ends are parties of the case; an office is none."""
    ids = {one.name: one.id for one in told.actors.values()}
    stated: dict[tuple[str, str, str], list[TieMention]] = {}
    for account in told.documents.values():
        for tie in account.mentions.ties:
            if tie.a in ids and tie.b in ids and tie.a != tie.b:
                stated.setdefault((tie.a, tie.relation, tie.b), []).append(tie)
    for (a, relation, b), ties in stated.items():
        yield _entity(
            "tie", f"{a} {relation} {b}", "UnknownLink", subject=entity_id("actor", ids[a]),
            object=entity_id("actor", ids[b]), role=relation.replace("_", " "),
            startDate=[iso(first_and_last(When(one.since, None, None, "stated"))[0]) for one in ties],
            endDate=[iso(first_and_last(When(one.until, None, None, "stated"))[1]) for one in ties],
        )  # fmt: skip


def write(case: Any, path: Path) -> int:
    """Write one line an entity; returns how many."""
    return write_lines(path, entities(Joined(case)))


PLUGIN = Exporter("ftm", ".ftm.json", write)
