"""Tests of resolve/actors.py."""

from msgspec.structs import replace

from dragoman.model import ActorMention
from dragoman.resolve.actors import Named, Parties, named
from tests.resolve.made import US, account, event

TEXT = "The United\n  States and U.S. forces; it, American; United States."


def mention(words: str, kind: str = "name", country: str | None = "USA") -> ActorMention:
    start = TEXT.index(words)
    return ActorMention(start, start + len(words), 0, US.id, US.name, country, "GOV", kind, 1.0, "made")  # type: ignore[arg-type]


def told(*mentions: ActorMention) -> Named:
    made = account(
        "a", event("a", 0, actors=(replace(US, start=TEXT.index("U.S."), end=TEXT.index(" forces")),)), text=TEXT
    )
    return named(replace(made, mentions=replace(made.mentions, actors=mentions)))


def test_a_party_has_every_wording_that_names_it() -> None:
    """The commonest comes first, broken lines are joined, and a pronoun or an adjective is no name of it."""
    parties = Parties()
    parties.add(
        told(
            mention("United\n  States"),
            mention("United States."),
            mention("it", "pronoun"),
            mention("American", "adjective"),
        )
    )
    (found,) = parties.actors()
    assert (found.id, found.name) == (US.id, US.name)
    assert found.variants == ("U.S.", "United States", "United States.")


def test_a_party_of_an_event_is_counted_once() -> None:
    """The party of an event that is a mention too counts for one; of several countries alike the first one holds."""
    parties = Parties()
    for country in ("USA", "CAN", None):
        parties.add(told(mention("U.S.", country=country)))
    (found,) = parties.actors()
    assert found.variants == ("U.S.",)
    assert found.country == "CAN"
