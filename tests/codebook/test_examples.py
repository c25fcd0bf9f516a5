"""Every example of the codebook codes as its file says: the examples are the tests of the patterns."""

from collections.abc import Callable

import pytest

from dragoman.authoring import fault_of
from dragoman.codebook import PartyExample, load_codebook
from dragoman.find.events import find_events
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

CODEBOOK = load_codebook()
EXAMPLES = [
    pytest.param(code, example, id=f"{code}: {example.text}")
    for code, kind in CODEBOOK.types.items()
    for example in kind.example
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_example_codes_as_its_file_says(parse: Callable[..., Grammar], code: str, example: PartyExample) -> None:
    """An example codes its type with trigger, parties, mode and status; a counter-example does not."""
    events = find_events(parse(example.text), Mentions(), lang=load_language("en"), codebook=CODEBOOK)
    assert fault_of(example, code, events) is None


def test_every_type_shows_what_it_codes() -> None:
    """Each of PLOVER's sixteen types has a meaning, patterns and an example."""
    assert len(CODEBOOK.types) == 16
    for kind in CODEBOOK.types.values():
        assert kind.meaning
        assert kind.pattern
        assert any(example.codes for example in kind.example)
