"""A made case for the tests of exporters: a disputed attack, planned talks, wide and hostile characters, formulas."""

from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from dragoman.model import (
    Actor,
    Event,
    EventMention,
    FigureMention,
    LinkMention,
    Origin,
    Party,
    PartyName,
    PlaceMention,
    Report,
    TieMention,
    TimeMention,
    Voice,
    When,
)
from tests.page_case import page_case

FORMULA = '=HYPERLINK("x")'
BAD_XML = "Ghost\x07 & <Sons>"


def made_case() -> Any:
    """The case of the page's tests, with a second event, which is planned and has neither place nor full date."""
    case = page_case()
    documents, reports = list(case.documents()), list(case.reports())
    first = documents[0]
    start = len(first.text) + 1
    text = f"{first.text}\nIn May {FORMULA} and {BAD_XML} will meet, 1,200 strong; {FORMULA} leads {BAD_XML}."

    def at(words: str) -> tuple[int, int]:
        begin = text.index(words, start)
        return begin, begin + len(words)

    sides = (
        Party(*at(FORMULA), "formula", FORMULA, None, "REB", True, "subject of the verb"),
        Party(*at(BAD_XML), "ghost", BAD_XML, "XKX", None, True, "subject of the verb"),
    )
    when = When("2020-05", *at("In May"), "relative")
    voices = (Voice("outlet", "The Harbour"),)
    told = EventMention(
        "mt", *at("meet"), 0, "CONSULT", (), ("diplomatic",), "planned", True, 0.7, "meet", sides, (), when, None, (),
        (), voices, {"type": "a verb of meeting", "where": "null: no place"},
    )  # fmt: skip
    found = first.mentions
    mentions = replace(
        found,
        events=(*found.events, told),
        times=(TimeMention(*at("In May"), "2020-05", None, "date", "relative", "published 2020-01-05", 0.8, "month"),),
        places=(PlaceMention(*first_place(found), "Orm", None, 34.4, 40.9, "city", 7, 0.9, "gazetteer"),),
        figures=(
            FigureMention(*at("1,200"), 1200, 1200, 1200, "people", "1,200 strong", False, None, 0, None, voices, "n"),
        ),
        ties=(TieMention(*at("leads"), FORMULA, "leads", BAD_XML, "2019", None, voices, "a verb of leading"),),
        links=(LinkMention("md1", "mt", "causes", *at("will")),),
    )
    beside = replace(told, status="hypothetical", coder="openai:toy")
    documents[0] = replace(first, text=text, mentions=mentions, codings=(beside,))
    account = Report(
        "rt", "et", "d1", "The Harbour", "CONSULT", (), "planned", ("meet",), ("mt",), sides, (), when, None, (),
        voices, None, {"where": "null: no mention gives a place"},
    )  # fmt: skip
    reports.append(account)
    names = tuple(PartyName(one.id, one.name, one.country, one.sector) for one in sides)
    talks = Event(
        "et", "CONSULT", (), "planned", when, None, names, (), (), ("rt",), (), ("Radio Sahil",), (), {"when": "one"},
    )  # fmt: skip
    actors = (*case.actors(), *(Actor(one.id, one.name, one.country, one.sector, (one.name,)) for one in sides))
    events = (*case.events(), talks)
    return SimpleNamespace(
        name="The Orm case",
        documents=lambda: iter(documents),
        actors=lambda: actors,
        reports=lambda: tuple(reports),
        events=lambda: events,
        origins=lambda: tuple(Origin(one.id, one.id, one.source) for one in documents),
        constraints=tuple,
    )


def first_place(found: Any) -> tuple[int, int]:
    """Where the place of the first event stands."""
    where = found.events[0].where
    return where.start, where.end
