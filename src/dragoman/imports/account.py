"""A row of event data as what a document says: its cells are the words, its data set the outlet."""

from functools import lru_cache
from typing import Literal, cast

from dragoman.imports.format import Coded, Format, PartyCell, PlaceCell, Sheet
from dragoman.knowledge import Entry, Knowledge
from dragoman.knowledge.records import SECTORS
from dragoman.model import (
    DESCRIBED,
    Account,
    DataRow,
    EventMention,
    Mentions,
    Meta,
    Party,
    Published,
    Toll,
    Voice,
    When,
    Where,
    content_id,
)

SURE = 1.0  # people or another program coded the row; how well is not for us to weigh
LANGUAGE = "en"  # of the words for acts, by which accounts are compared
GOVERNING = ("", "GOV")  # sectors that, of a country, mean the state itself
Precision = Literal["country", "region", "city", "site"]


def account_of(row: Coded, sheet: Sheet, format_: Format, source: str, knowledge: Knowledge) -> Account:
    """Make of a row what a document of its data set says; its id is that of the data set and the row."""
    id_ = f"{format_.name}:{row.id}"
    published = Published(row.published, "stated" if row.published else "none", (), "the row states it")
    meta = Meta(f"{format_.outlet} {row.id}", None, row.outlet or format_.outlet, LANGUAGE, published)
    mention = _mention(row, id_, format_, knowledge)
    listed = DataRow(format_.outlet, row.event or row.id)
    return Account(id_, source, sheet.text, meta, sheet.pieces, Mentions(events=(mention,)), row=listed)


def _mention(row: Coded, document: str, format_: Format, knowledge: Knowledge) -> EventMention:
    day = (row.edtf or "")[:10]
    actors, recipients = (
        tuple(dict.fromkeys(_party(cell, knowledge, day) for cell in side)) for side in (row.actors, row.recipients)
    )
    where = _where(row.where, knowledge) if row.where else None
    voices = (Voice("outlet", row.outlet or format_.outlet), *(Voice("source", name) for name in row.sources))
    reasons = {
        "type": row.reason,
        "actors": "as the row gives them" if actors else "null: the row names none",
        "recipients": "as the row gives them" if recipients else "null: the row names none",
        "when": "as the row gives it" if row.edtf else "null: the row gives no date",
        "where": "as the row gives it" if where else "null: the row gives no place",
    }
    return EventMention(
        id=content_id(document, row.act.start, row.type), start=row.act.start, end=row.act.end, head=0, type=row.type,
        modes=(row.mode,) if row.mode else (), contexts=(), status="occurred", historical=False, score=SURE,
        wording=row.word, actors=actors, recipients=recipients,
        when=When(row.edtf, row.when.start, row.when.end, "stated" if row.edtf else "none"), where=where,
        tolls=tuple(Toll(one.role, one.low, one.best, one.high, one.at.start, one.at.end) for one in row.tolls),
        topic=(), voices=voices, reasons=reasons,
    )  # fmt: skip


def _party(cell: PartyCell, knowledge: Knowledge, day: str) -> Party:
    """A party of a row.

    Rule: one that the knowledge base knows by that very name and no other; else of a country its state, or the organ
    that its sector means; else a party that is only described.
    """
    state = _country(cell.country, knowledge)
    sector = cell.sector if cell.sector in SECTORS else None
    found = _known(cell, state, knowledge)
    if found is not None:
        entry = knowledge.on(found, day)
        own = entry.sector or ("GOV" if entry.kind == "country" else sector)
        country = entry.id if entry.kind == "country" else entry.country
        return Party(
            cell.at.start, cell.at.end, f"kb:{entry.id}", entry.name, country, own, True,
            f"the row's “{cell.name or cell.country}” in the knowledge base", entry.kind == "person",
        )  # fmt: skip
    country = state.id if state else None
    named = cell.name or "unnamed party"
    name = named if state is None or state.name in named else f"{named} of {state.name}"
    id_ = DESCRIBED + content_id(name, country, sector)
    return Party(
        cell.at.start, cell.at.end, id_, name, country, sector, True, "the knowledge base has none of this name"
    )


def _known(cell: PartyCell, state: Entry | None, knowledge: Knowledge) -> Entry | None:
    exact = [entry for entry, how in knowledge.named(cell.name) if how == "called so"] if cell.name else []
    fitting = [entry for entry in exact if state is None or state.id in (entry.id, entry.country)]
    if len(fitting) == 1 and (fitting[0].kind != "country" or cell.sector in GOVERNING):
        return fitting[0]
    if state is not None and cell.sector in GOVERNING and not fitting:
        return state
    return knowledge.organ("armed forces", state.id) if state is not None and cell.sector == "MIL" else None


@lru_cache(maxsize=1024)
def _country(told: str, knowledge: Knowledge) -> Entry | None:
    """A country by its alpha-3 code or its name; None where it is none."""
    if not told:
        return None
    if coded := knowledge.country(told.upper()):
        return coded
    named = [entry for entry, how in knowledge.named(told) if how == "called so" and entry.kind == "country"]
    return named[0] if len(named) == 1 else None


def _where(cell: PlaceCell, knowledge: Knowledge) -> Where:
    country = _country(cell.country, knowledge)
    return Where(
        cell.name, country.id if country else None, cell.lat, cell.lon, cast(Precision, cell.precision), cell.at.start,
        cell.at.end,
    )  # fmt: skip
