"""`--format gdelt`: the two tables of GDELT 2.0 in a ZIP archive, without headings, separated by tabs.

`events.export.CSV` has 61 columns and one row a pair of parties; `mentions.CSV` has 16 and one row for each place in a
text that tells of it, with the offsets of the act and of both parties. What GDELT computes and Dragoman does not (tone,
Goldstein scale, root events, its FIPS codes of countries, the time of adding) is empty. GDELT has no column that says
that an event is planned, hypothetical or denied, so that only what occurred or goes on is written.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.export.calendar import first_and_last, the_day
from dragoman.export.dyads import cameo, is_reciprocal, pairs, quad
from dragoman.export.files import delimited, number, write_zip
from dragoman.export.joined import Joined
from dragoman.model import Event, EventMention, PartyName, Report, When, Where, content_id
from dragoman.plugins import Exporter

EVENT_COLUMNS, MENTION_COLUMNS = 61, 16
FACTUAL = ("occurred", "ongoing")
BASE_DIGITS, ROOT_DIGITS = 3, 2  # of CAMEO codes
LARGEST_ID = 2**63 - 1  # what a signed integer of 64 bits holds
WEB, CITATION = 1, 2  # GDELT's types of mentions: an address, or a citation only
# GDELT's types of places within the United States, and elsewhere.
# Source: GDELT 2.0 event codebook, "Geo_Type".
GEO_TYPES = {"country": (1, 1), "region": (2, 5), "city": (3, 4), "site": (3, 4)}

Pair = tuple[PartyName | None, PartyName | None]


def _pairs(event: Event) -> list[tuple[int, Pair]]:
    """The pairs of parties of an event, each with the number that GDELT wants as an id."""
    made: list[Pair] = pairs(event.actors, event.recipients, reciprocal=is_reciprocal(event.type))
    return [
        (int(content_id(event.id, actor and actor.id, recipient and recipient.id), 16) & LARGEST_ID, (actor, recipient))
        for actor, recipient in made
    ]


def event_rows(told: Joined) -> Iterator[list[Any]]:
    """Yield a row of the event table for each pair of parties of each event that took place."""
    for event in told.events:
        for number_, pair in _pairs(event) if event.status in FACTUAL else ():
            yield _event(told, event, number_, pair)


def _event(told: Joined, event: Event, number_: int, pair: Pair) -> list[Any]:
    reports = told.told(event)
    code = cameo(event.type, event.modes) or ""
    base = code[:BASE_DIGITS] if len(code) >= BASE_DIGITS else None
    mentions = sum(len(one.mentions) for one in reports)
    outlets = len({told.teller(one) for one in reports})
    first = told.account(reports[0])
    return [
        number_, *_day(event.when), None, *_actor(pair[0]), *_actor(pair[1]), None, code, base, code[:ROOT_DIGITS],
        quad(event.type), None, mentions, outlets, len({one.document for one in reports}), None, *[None] * 16,
        *_place(event.where), None, first.meta.url or first.source,
    ]  # fmt: skip


def _day(when: When | None) -> tuple[str | None, str | None, str | None]:
    """YYYYMMDD, YYYYMM and YYYY, each only where the time lies within one."""
    first, last = first_and_last(when)
    if first is None or last is None or first.year != last.year:
        return None, None, None
    month = f"{first:%Y%m}" if first.month == last.month else None
    return (f"{first:%Y%m%d}" if first == last else None), month, f"{first.year:04}"


def _actor(one: PartyName | None) -> list[str | None]:
    """Code, name, country, five empty columns but the first type, which is the sector."""
    if one is None:
        return [None] * 10
    return [f"{one.country or ''}{one.sector or ''}", one.name, one.country, *[None] * 4, one.sector, None, None]


def _place(where: Where | None) -> list[Any]:
    """Type, name, three codes, latitude, longitude and feature id of a place."""
    if where is None:
        return [None] * 8
    kind = GEO_TYPES[where.precision][where.country != "USA"]
    return [kind, where.name, None, None, None, number(where.lat), number(where.lon), None]


def mention_rows(told: Joined) -> Iterator[list[Any]]:
    """Yield a row of the mention table for each place in a text that tells of an event, a pair of parties at a time."""
    for event in told.events:
        for number_, pair in _pairs(event) if event.status in FACTUAL else ():
            for report in told.told(event):
                yield from (_mention(told, report, one, number_, pair) for one in told.said(report))


def _mention(told: Joined, report: Report, one: EventMention, number_: int, pair: Pair) -> list[Any]:
    account = told.account(report)
    url, published = account.meta.url, account.meta.published
    day = the_day(When(published.edtf, None, None, "none"))
    return [
        number_, None, day and day.replace("-", "") + "000000", WEB if url else CITATION, report.outlet,
        url or account.source, None, _offset(one, pair[0]), _offset(one, pair[1]), one.start, 1,
        round(100 * one.score), len(account.text), None, None, None,
    ]  # fmt: skip


def _offset(mention: EventMention, party: PartyName | None) -> int | None:
    """Where a party stands in a mention; None where this mention does not name it."""
    return next((one.start for one in (*mention.actors, *mention.recipients) if party and one.id == party.id), None)


def write(case: Any, path: Path) -> int:
    """Write the archive; returns how many rows the event table has."""
    told = Joined(case)
    events = list(event_rows(told))
    mentions = delimited((), mention_rows(told), tabs=True)
    write_zip(path, {"events.export.CSV": delimited((), events, tabs=True), "mentions.CSV": mentions})
    return len(events)


PLUGIN = Exporter("gdelt", ".zip", write, binary=True)
