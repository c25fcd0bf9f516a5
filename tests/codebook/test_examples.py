"""Every example of the codebook codes as its file says: the examples are the tests of the patterns."""

from collections.abc import Callable

import pytest

from dragoman.codebook import PartyExample, load_codebook
from dragoman.find.events import find_events
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import EventMention, Mentions

CODEBOOK = load_codebook()
EXAMPLES = [
    pytest.param(code, example, id=f"{code}: {example.text}")
    for code, kind in CODEBOOK.types.items()
    for example in kind.example
]


def events_of(parse: Callable[..., Grammar], text: str) -> tuple[EventMention, ...]:
    return find_events(parse(text), Mentions(), lang=load_language("en"), codebook=CODEBOOK)


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_example_codes_as_its_file_says(parse: Callable[..., Grammar], code: str, example: PartyExample) -> None:
    """An example codes its type with trigger, parties, mode and status; a counter-example does not."""
    found = [event for event in events_of(parse, example.text) if event.type == code]
    if not example.codes:
        assert not found
        return
    words = {example.text[event.start : event.end]: event for event in found}
    assert example.trigger in words
    event = words[example.trigger]
    if example.actor is not None:
        assert tuple(example.text[party.start : party.end] for party in event.actors) == example.actor
    if example.recipient is not None:
        assert tuple(example.text[party.start : party.end] for party in event.recipients) == example.recipient
    if example.mode is not None:
        assert example.mode in event.modes
    if example.status is not None:
        assert event.status == example.status


def test_every_type_shows_what_it_codes() -> None:
    """Each of PLOVER's sixteen types has a meaning, patterns and an example."""
    assert len(CODEBOOK.types) == 16
    for kind in CODEBOOK.types.values():
        assert kind.meaning
        assert kind.pattern
        assert any(example.codes for example in kind.example)
