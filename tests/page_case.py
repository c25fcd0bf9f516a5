"""A small made-up case for tests of the page: two outlets, one disputed event, hostile and wide characters."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from dragoman.export.ruled import telling_of
from dragoman.files.rows import write_rows
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
    RawDocument,
    Report,
    Span,
    Speaker,
    TieMention,
    Toll,
    Voice,
    When,
    Where,
    WordingMention,
)
from dragoman.resolve import resolve_large
from dragoman.resolve.derive import derive
from dragoman.resolve.gist import gists
from dragoman.store import Case, MadeOf, create_case

ATTACK = "</script><img src=x onerror=\"document.title='hacked'\">"
LEAD = "🕊️🕊️ قال متحدث إن القتال 🔥 توقف. "
ACTORS = (
    Actor("vesna", "Vesna", "VSN", "GOV", ("Vesna", "the Vesnan army")),
    Actor("tarim", "Tarim", "TRM", "GOV", ("Tarim",)),
)


def account(name: str, outlet: str, word: str, killed: int, day: str) -> tuple[Account, Report]:
    """A document with one mention of the event, and its report."""
    sentence = f"On {day} January Vesna {word} Tarim near Orm, leaving {killed} dead. “We regret it,” said Tarim."
    text = f"{ATTACK}\n\n{LEAD}{sentence} Vesna has {killed}00 troops deployed in Orm."
    begin = len(ATTACK) + 2

    def at(words: str) -> tuple[int, int]:
        start = text.index(words, begin + len(LEAD))
        return start, start + len(words)

    who = Party(*at("Vesna"), "vesna", "Vesna", "VSN", "GOV", True, "subject of the verb")
    whom = Party(*at("Tarim"), "tarim", "Tarim", "TRM", "GOV", True, "object of the verb")
    when = When(f"2020-01-0{day}", *at(f"{day} January"), "relative")
    where = Where("Orm", None, 34.4, 40.9, "city", *at("Orm"))
    tolls = (Toll("killed", killed, killed, killed, *at(f"{killed} dead")),)
    voices = (Voice("outlet", outlet),)
    reasons = {"type": "the verb with an object", "when": "the date that opens the sentence"}
    told = EventMention(
        f"m{name}", *at(word), 0, "ASSAULT", ("aerial",), (), "occurred", False, 0.9, word, (who,), (whom,), when,
        where, tolls, (), voices, reasons,
    )  # fmt: skip
    named = tuple(
        ActorMention(one.start, one.end, 0, one.id, one.name, one.country, one.sector, "name", 0.9, "a known name")
        for one in (who, whom)
    )
    said = QuoteMention(*at("We regret it,"), (), "direct", Speaker("Tarim", None, None, "tarim"), Span(*at("said")),
                        voices, 0.9, "quotation marks and a verb of saying")  # fmt: skip
    many, there = text.index(f"{killed}00 troops"), text.rindex("Orm")
    owner = replace(named[0], start=text.rindex("Vesna"), end=text.rindex("Vesna") + len("Vesna"))
    strength = FigureMention(
        many, many + len(f"{killed}00"), killed * 100, killed * 100, killed * 100, "troops", "troops", False, None, 0,
        None, voices, "a number with a noun",
    )  # fmt: skip
    tie = TieMention(owner.start, there + 3, "Vesna", "opposes", ATTACK, None, None, voices, "given")
    mentions = Mentions(
        actors=(*named, owner),
        figures=(strength,),
        places=(PlaceMention(there, there + 3, "Orm", None, 34.4, 40.9, "city", None, 0.9, "given"),),
        ties=(tie,),
        events=(told,),
        quotes=(said,),
        wording=(WordingMention(*at(word), told.id, "contested", "killing"),),
    )
    pieces = (
        Piece(0, len(ATTACK), "banner", "markup that is no prose"),
        Piece(begin, len(text), "body", "prose of the article"),
    )
    meta = Meta(f"{outlet} on Orm", None, outlet, "en", Published("2020-01-05", "stated"))
    report = Report(
        f"r{name}", "e1", name, outlet, "ASSAULT", ("aerial",), "occurred", (word,), (told.id,), (who,), (whom,), when,
        where, tolls, voices, None, {},
    )  # fmt: skip
    return Account(name, f"/articles/{name}.txt", text, meta, pieces, mentions), report


def page_case() -> Any:
    """The case, with the read methods of `store.Case`."""
    told = [account("d1", "The Harbour", "struck", 3, "3"), account("d2", "Radio Sahil", "massacred", 10, "4")]
    documents, reports = [one for one, _ in told], tuple(one for _, one in told)
    parties = [PartyName(one.id, one.name, one.country, one.sector) for one in ACTORS]
    disputed = Dispute("killed", (DisputedValue("10", ("rd2",)), DisputedValue("3", ("rd1",))))
    event = Event(
        "e1", "ASSAULT", ("aerial",), "occurred", reports[0].when, reports[0].where, (parties[0],), (parties[1],),
        (Estimate("killed", 3, None, 10),), ("rd1", "rd2"), (disputed,), (), (),
        {"when": "the date that most reports give"},
    )  # fmt: skip
    return SimpleNamespace(
        name="The Orm case",
        path=Path("none"),
        renew=lambda: None,
        documents=lambda only=None: iter(one for one in documents if only is None or one.id in only),
        origins=tuple,
        constraints=tuple,
        account_files=tuple,
        actors=lambda: ACTORS,
        reports=lambda only=None: tuple(one for one in reports if only is None or one.id in only),
        events=lambda only=None: (event,) if only is None or event.id in only else (),
    )


def ruled_page_case() -> Any:
    """The same with its event derived by the usual rules, a revised figure, and another coder beside the rules."""
    made = page_case()
    later, third = account("d3", "The Harbour", "hit", 5, "3")
    later = replace(later, meta=replace(later.meta, published=Published("2020-01-09", "stated")))
    documents, reports = [*made.documents(), later], (*made.reports(), third)
    ours = documents[0].mentions.events[0]
    theirs = replace(ours, id="c1", coder="made:one", modes=("drone",), recipients=(), tolls=())
    documents[0] = replace(documents[0], codings=(theirs,))
    event = replace(made.events()[0], reports=tuple(one.id for one in reports))
    event = derive(event, reports, telling_of(documents, reports))
    made.documents = lambda only=None: iter(one for one in documents if only is None or one.id in only)
    made.reports = lambda only=None: tuple(one for one in reports if only is None or one.id in only)
    made.events = lambda only=None: (event,) if only is None or event.id in only else ()
    return made


def stored_page_case(folder: Path) -> Case:
    """The same documents as a case on disk, resolved by the rules."""
    told = list(page_case().documents())
    case = create_case(folder)
    shard = case.add_raw([RawDocument(one.id, one.source, one.text) for one in told])
    file = case.account_file(shard, "made")
    write_rows(file, told, Account)
    case.publish(MadeOf("made", (file,)), resolve_large(gists(told)), bytes)
    return case
