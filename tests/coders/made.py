"""A document that a coder reads, and answers to it."""

from typing import Any

from dragoman.coders.brief import Brief
from dragoman.coders.passages import Passage, passages
from dragoman.model import Account, ActorMention, FigureMention, Mentions, Meta, Piece, PlaceMention, TimeMention

MENU = "Home | News | Reported by Iran Watch\n"
BODY = (
    "Iran fired missiles at Erbil on Wednesday, and 12 soldiers were killed. Iraq condemned the attack.\n"
    "On Thursday Iran said that it would fire no more missiles. It warned the US, and the US warned it.\n"
)
TEXT = MENU + BODY
TYPES = {"ASSAULT": ("heavy-weapons", "aerial"), "ACCUSE": (), "THREATEN": ()}
CODER = "openai:toy"


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words, len(MENU))
    return start, start + len(words)


def actor(words: str, name: str, country: str) -> ActorMention:
    return ActorMention(*spot(words), 0, f"kb:{country}", name, country, "GOV", "name", 0.9, "called so")


def document(id_: str = "a") -> Account:
    """The document with what the finders read in it, but no event."""
    found = Mentions(
        actors=(actor("Iran", "Iran", "IRN"), actor("Iraq", "Iraq", "IRQ")),
        times=(TimeMention(*spot("on Wednesday"), "2020-01-08", None, "date", "relative", "", 0.9, "the day before"),),
        places=(PlaceMention(*spot("Erbil"), "Erbil", "IRQ", 36.19, 44.01, "city", 95446, 0.9, "a city"),),
        figures=(FigureMention(*spot("12"), 12, 12, 12, "soldiers", "12 soldiers", False, None, 0, "killed", (), ""),),
    )
    at = len(MENU)
    first = TEXT.index("\n", at)
    pieces = (
        Piece(0, at - 1, "nav", "a menu"),
        Piece(at, first, "body", "a paragraph"),
        Piece(first + 1, len(TEXT) - 1, "body", "a paragraph"),
    )
    return Account(id_, f"{id_}.txt", TEXT, Meta(outlet="The Test", language="en"), pieces, found)


def proposal(**changed: Any) -> dict[str, Any]:
    """What a good coder says of the first sentence, with some fields changed."""
    return {
        "sentence": "Iran fired missiles at Erbil on Wednesday, and 12 soldiers were killed.",
        "trigger": "fired missiles",
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "status": "occurred",
        "actors": ["Iran"],
        "recipients": ["12 soldiers"],
        "when": "Wednesday",
        "where": "Erbil",
        "figures": [{"role": "killed", "words": "12"}],
    } | changed


def brief() -> Brief:
    return Brief("b", CODER, TYPES)


def passage() -> Passage:
    (one,) = passages(document())
    return one
