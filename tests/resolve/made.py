"""Made accounts for the tests of resolve: events said in few words, without any parsing."""

import random
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from dragoman.model import (
    Account,
    EventMention,
    Mentions,
    Meta,
    Party,
    Piece,
    Published,
    Status,
    Toll,
    Voice,
    When,
    Where,
    content_id,
)

PLACES = {
    "Baghdad": Where("Baghdad", "IRQ", 33.34, 44.4, "city", 0, 1),
    "Baghdad airport": Where("Baghdad International Airport", "IRQ", 33.26, 44.23, "site", 0, 1),
    "Basra": Where("Basra", "IRQ", 30.5, 47.8, "city", 0, 1),
    "Iraq": Where("Iraq", "IRQ", 33.0, 44.0, "country", 0, 1),
    "Damascus": Where("Damascus", "SYR", 33.5, 36.3, "city", 0, 1),
}

FATAL = dict.fromkeys(("kill", "killing", "assassinate", "assassination", "death"), "killed")


def party(name: str, country: str | None = None, sector: str | None = None, *, person: bool = False) -> Party:
    return Party(0, 1, f"kb:{name}", name, country, sector, True, "made", person)


US = party("United States", "USA", "GOV")
IRAN = party("Iran", "IRN", "GOV")
SOLEIMANI = party("Qassem Soleimani", "IRN", "MIL", person=True)
MUHANDIS = party("Abu Mahdi al-Muhandis", "IRQ", "PRM", person=True)


def event(
    document: str,
    start: int,
    word: str = "strike",
    *,
    type: str = "ASSAULT",  # noqa: A002 - the record's own name
    actors: tuple[Party, ...] = (),
    recipients: tuple[Party, ...] = (),
    when: str | None = None,
    where: str | None = None,
    killed: float | None = None,
    status: Status = "occurred",
    topic: tuple[str, ...] = (),
) -> EventMention:
    tolls = (Toll("killed", killed, killed, killed, start, start + 1),) if killed is not None else ()
    return EventMention(
        id=content_id(document, start, start + len(word), type), start=start, end=start + len(word), head=0, type=type,
        modes=(), contexts=(), status=status, historical=False, score=0.9, wording=word, actors=actors,
        recipients=recipients, when=When(when, 0, 1, "stated") if when else When(None, None, None, "none"),
        where=PLACES[where] if where else None, tolls=tolls, topic=topic, voices=(Voice("outlet", document),),
        reasons={}, effect=FATAL.get(word), several=word.endswith("s"),
    )  # fmt: skip


def account(document: str, *events: EventMention, published: str | None = "2024-01-10", text: str = "") -> Account:
    """A document with these events; by default no word of its text stands in another document's."""
    text = text or " ".join(f"{document}word{number}" for number in range(800))
    dated = Published(published, "given" if published else "none")
    meta = Meta(outlet=f"The {document}", language="en", published=dated)
    pieces = (Piece(0, len(text), "body", "made"),)
    return Account(document, document, text, meta, pieces, Mentions(events=events))


def news(count: int, *, seed: int = 1) -> Iterator[Account]:
    """Documents with so many mentions in all: events of ten years, each told by one to five of 40 outlets.

    Parties, places and words are as many as a case of that size would have; a document tells of ten events.
    """
    chance = random.Random(seed)
    parties = [party(f"Q{number}x", chance.choice(("USA", "IRQ", "IRN", "SYR"))) for number in range(50 + count // 50)]
    waiting: list[dict[str, Any]] = []
    for document in range(count // 10):
        told = []
        for number in range(10):
            if not waiting:
                one = _happening(chance, parties)
                waiting = [one] * chance.randint(1, 5)
            told.append(event(f"d{document}", number * 300, **waiting.pop(chance.randrange(len(waiting)))))
            waiting += [_happening(chance, parties)] if chance.random() < 0.5 else []
        words = " ".join(f"w{chance.randrange(5_000)}" for _ in range(300))
        made = account(f"d{document}", *told, text=words)
        yield replace(made, meta=replace(made.meta, outlet=f"Outlet {document % 40}"))


def _happening(chance: random.Random, parties: list[Party]) -> dict[str, Any]:
    return {
        "word": chance.choice(("kill", "strike", "attack", "shell", "storm")),
        "actors": (chance.choice(parties),),
        "recipients": (chance.choice(parties),),
        "when": f"{chance.randint(2011, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "where": chance.choice((None, "Baghdad", "Basra", "Damascus")),
    }
