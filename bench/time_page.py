"""Measure how fast a large case opens and answers in Chromium: made data, nothing of it parsed.

usage: python bench/time_page.py [ROUNDS]

Each time is the best of the rounds, and beside it their median. Then comes the processor time of the page's own thread,
likewise the best: other work on the machine lengthens it less. The first is until the view can be used; the second is
what the page draws in later frames, behind what is in sight.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from dragoman.export.page import write
from dragoman.model import (
    Account,
    Actor,
    ActorMention,
    Dispute,
    DisputedValue,
    Estimate,
    Event,
    EventMention,
    FigureMention,
    Mentions,
    Meta,
    Party,
    PartyName,
    Piece,
    PlaceMention,
    Published,
    QuoteMention,
    Report,
    Speaker,
    Toll,
    Voice,
    When,
    Where,
    WordingMention,
)

DOCUMENTS, TOLD, OUTLETS, PARTIES, PLACES = 2_000, 15, 25, 1_200, 300
TYPES = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST", "THREATEN", "REJECT", "ACCUSE", "REQUEST", "CONSULT",
         "AGREE", "AID")  # fmt: skip
WORDS = ("struck", "shelled", "raided", "stormed", "warned", "met", "blamed", "demanded")
NEAR = 40  # documents among which the accounts of one event are spread
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
REASON = "the subject of the verb, which the sentence names; a rule of the codebook says that it acts"


def _place(number: int) -> Where:
    chance = random.Random(number)
    lat, lon = chance.uniform(-35, 60), chance.uniform(-100, 120)
    return Where(f"Town {number}", "IRQ", lat, lon, chance.choice(("city", "city", "region", "country")), 0, 5)


def _happening(chance: random.Random) -> dict[str, Any]:
    return {
        "type": chance.choice(TYPES),
        "parties": chance.sample(range(PARTIES), 2),
        "when": f"{chance.randint(2018, 2021)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "where": _place(chance.randrange(PLACES)),
        "killed": chance.choice((None, None, 3, 12)),
    }


def _told(chance: random.Random) -> list[list[tuple[int, dict[str, Any]]]]:
    """By document, the number of each event that it tells of, and what it says."""
    told: list[list[tuple[int, dict[str, Any]]]] = [[] for _ in range(DOCUMENTS)]
    number, document = 0, 0
    while document < DOCUMENTS:
        happening = _happening(chance)
        near = [one for one in range(document, min(DOCUMENTS, document + NEAR)) if len(told[one]) < TOLD]
        for place in chance.sample(near, min(len(near), chance.randint(1, 5))):
            told[place].append((number, happening))
        number += 1
        while document < DOCUMENTS and len(told[document]) >= TOLD:
            document += 1
    return told


def _party(number: int, start: int) -> Party:
    return Party(start, start + 9, f"kb:P{number}", f"Party {number}", f"C{number % 40:02}", "GOV", True, REASON)


def _mention(id_: str, at: int, said: dict[str, Any], outlet: str, chance: random.Random) -> EventMention:
    actor, recipient = said["parties"]
    tolls = (
        (Toll("killed", said["killed"], said["killed"], said["killed"], at + 40, at + 50),) if said["killed"] else ()
    )
    reasons = dict.fromkeys(("type", "actors", "recipients", "when", "where", "status"), REASON)
    return EventMention(
        id_, at + 10, at + 16, 3, said["type"], ("aerial",), (), "occurred", False, 0.9, chance.choice(WORDS),
        (_party(actor, at),), (_party(recipient, at + 17),), When(said["when"], at + 30, at + 40, "stated"),
        said["where"], tolls, (f"t{chance.randrange(900)}", "border"), (Voice("outlet", outlet),), reasons,
    )  # fmt: skip


def _document(number: int, told: list[tuple[int, dict[str, Any]]], chance: random.Random) -> Account:
    outlet = f"Outlet {number % OUTLETS}"
    filler = lambda: " ".join(f"w{chance.randrange(9_000)}" for _ in range(30))  # noqa: E731
    paragraphs = [f"Party 00 struck Party 01 on 3 January 2020, leaving 12 dead. {filler()}" for _ in told]
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    events = tuple(
        _mention(f"m{number}-{place}", start, said, outlet, chance)
        for place, (start, (_, said)) in enumerate(zip(starts, told, strict=True))
    )
    actors = tuple(
        ActorMention(one.start, one.end, 0, one.id, one.name, one.country, one.sector, "name", 0.9, REASON)
        for event in events
        for one in (*event.actors, *event.recipients)
    )
    voices = (Voice("outlet", outlet),)
    found = Mentions(
        actors=actors,
        events=events,
        places=tuple(PlaceMention(at, at + 5, "Orm", "IRQ", 33, 44, "city", 1, 0.9, REASON) for at in starts[:8]),
        figures=tuple(
            FigureMention(at, at + 2, 12, 12, 12, "dead", "dead", False, None, 1, "killed", voices, REASON)
            for at in starts[:6]
        ),
        quotes=tuple(
            QuoteMention(at, at + 50, (), "direct", Speaker("Party 3"), None, voices, 0.9, REASON) for at in starts[:5]
        ),
        wording=tuple(WordingMention(one.start, one.end, one.id, "contested", "attack") for one in events[:2]),
    )
    pieces = tuple(Piece(at, at + len(one), "body", "prose") for at, one in zip(starts, paragraphs, strict=True))
    meta = Meta(f"Article {number}", None, outlet, "en", Published(f"2020-{number % 12 + 1:02}-03", "stated"))
    return Account(f"d{number}", f"/news/{number}.txt", text, meta, pieces, found)


def _report(mention: EventMention, document: Account, event: int) -> Report:
    return Report(
        f"r{mention.id}", f"e{event}", document.id, document.meta.outlet, mention.type, mention.modes, mention.status,
        (mention.wording,), (mention.id,), mention.actors, mention.recipients, mention.when, mention.where,
        mention.tolls, mention.voices, None, dict.fromkeys(("when", "where", "actors"), REASON),
    )  # fmt: skip


def _event(id_: str, reports: list[Report]) -> Event:
    first = reports[0]
    sides = [tuple(PartyName(one.id, one.name, one.country, one.sector) for one in side)
             for side in (first.actors, first.recipients)]  # fmt: skip
    ids = tuple(one.id for one in reports)
    disputed = (Dispute("killed", (DisputedValue("3", ids[:1]), DisputedValue("12", ids[1:]))),) if len(ids) > 4 else ()
    tolls = tuple(Estimate(one.role, one.low, one.best, one.high) for one in first.tolls)
    return Event(
        id_, first.type, first.modes, first.status, first.when, first.where, sides[0], sides[1], tolls, ids, disputed,
        ("Outlet 3", "Outlet 7"), (), dict.fromkeys(("when", "where", "actors", "recipients"), REASON),
    )  # fmt: skip


def made_case(seed: int = 1) -> Any:
    """A case of the size that issue reports of large newsrooms speak of, with the read methods of `store.Case`."""
    chance = random.Random(seed)
    told = _told(chance)
    documents = [_document(number, one, chance) for number, one in enumerate(told)]
    reports, by_event = [], {}  # type: ignore[var-annotated]
    for document, one in zip(documents, told, strict=True):
        for mention, (event, _) in zip(document.mentions.events, one, strict=True):
            reports.append(_report(mention, document, event))
            by_event.setdefault(f"e{event}", []).append(reports[-1])
    events = tuple(_event(id_, mine) for id_, mine in by_event.items())
    actors = tuple(Actor(f"kb:P{number}", f"Party {number}", "IRQ", "GOV", (f"Party {number}",))
                   for number in range(PARTIES))  # fmt: skip
    return SimpleNamespace(
        name="A made case", path=Path("none"), documents=lambda: iter(documents), actors=lambda: actors,
        reports=lambda: tuple(reports), events=lambda: events, constraints=tuple, origins=tuple,
    )  # fmt: skip


GO = "(hash) => new Promise((done) => { const begun = performance.now(); location.hash = hash; %s })"
WHEN_SEEN = """const look = () => document.querySelector('%s') && !document.querySelector('.loading')
  ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)))
  : setTimeout(look, 1); setTimeout(look)"""
STEPS = (
    ("the table of all events", "/events", ".grid tbody td"),
    ("events that hold a word", "/events?has=struck", ".grid tbody td"),
    ("events, sorted otherwise", "/events?sort=words", ".grid tbody td"),
    ("the table of all actors", "/actors", ".grid tbody td"),
    ("the table of disputes", "/disputes", ".grid tbody td"),
    ("the table of documents", "/documents", ".grid tbody td"),
    ("the table of wording", "/wording", ".grid tbody td"),
    ("words that hold a word", "/wording?has=party", ".grid tbody td"),
    ("an event", "/event/e9", ".sentences mark"),
    ("a document", "/read/d7", ".text .span"),
    ("an actor", "/actor/kb:P3", "#did-title ~ .ranking li"),
    ("the situation", "/situation", ".situation h2"),
    ("the first search", "/search?q=w77", ".hits li"),
    ("a second search", "/search?q=struck", ".hits li"),
    ("the overview again", "/", ".timeline svg"),
    ("a brush", "/?from=2019-02-01&to=2019-04-01", ".top .brushed a"),
)


SEEN = """new MutationObserver((_, own) => document.querySelector('.timeline svg') && (own.disconnect(),
  requestAnimationFrame(() => setTimeout(() => performance.mark('seen')))))
  .observe(document, {childList: true, subtree: true})"""
NOW = "performance.now()"
QUIET = 400  # milliseconds in which a page does less than so many of work, when it is done
LITTLE = 12
OPENED = "performance.getEntriesByName('seen')[0].startTime"


def _measured(page: Page, client: CDPSession, address: str) -> Iterator[tuple[str, float, float, float]]:
    """For each step its name, milliseconds until it can be seen, and the thread's own until then and after it."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".timeline svg", timeout=60_000)
    opened = _busy(client)
    yield "open", page.evaluate(OPENED), opened, 0
    yield "all texts are taken in", _quiet(page, client), _busy(client) - opened, 0
    for name, hash_, seen in STEPS:
        before = _busy(client)
        took = page.evaluate(GO % (WHEN_SEEN % seen), hash_)
        then = _busy(client)
        _quiet(page, client)
        yield name, took, then - before, _busy(client) - then


def _quiet(page: Page, client: CDPSession) -> float:
    """Wait until the page has nothing to do any more; return when it last had, in milliseconds since it was opened."""
    busy, last = _busy(client), float(page.evaluate(NOW))
    while True:
        page.wait_for_timeout(QUIET)
        now = _busy(client)
        if now - busy < LITTLE:
            return last
        busy, last = now, float(page.evaluate(NOW))


def _busy(client: CDPSession) -> float:
    """Milliseconds of processor time that the page's thread has taken so far."""
    told = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
    return float(told["TaskDuration"]) * 1000


def main(rounds: int) -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        write(made_case(), path)
        print(f"{path.stat().st_size / 1e6:.1f} MB")
        found: dict[str, list[tuple[float, float, float]]] = {}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 1440, "height": 1000})
            page = context.new_page()
            client = context.new_cdp_session(page)
            client.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.add_init_script(SEEN)
            for name, *times in _measured(page, client, path.as_uri()):
                found.setdefault(name, []).append((times[0], times[1], times[2]))
            context.close()
        browser.close()
    for name, rows in found.items():
        took, busy, after = zip(*rows, strict=True)
        clock = f"{min(took):6.0f} ms (median {statistics.median(took):6.0f})"
        print(f"{name:26} {clock}, busy {min(busy):5.0f} ms, and {min(after):5.0f} after it")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
