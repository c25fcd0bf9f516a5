"""Links: which event a text says answers, causes or follows another."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.find.links import find_links
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import EventMention, Mentions, When

ENGLISH = load_language("en")


def event(grammar: Grammar, word: str) -> EventMention:
    """An event whose trigger is the first token that is spelt like this; its id is the word."""
    row = next(row for row in range(len(grammar.tokens)) if grammar.word(row) == word)
    span = grammar.span(row, row + 1)
    return EventMention(
        id=word, start=span.start, end=span.end, head=row, type="ASSAULT", modes=(), contexts=(), status="occurred",
        historical=False, score=1.0, wording=word, actors=(), recipients=(), when=When(None, None, None, "none"),
        where=None, tolls=(), topic=(), voices=(), reasons={},
    )  # fmt: skip


def links(grammar: Grammar, *words: str) -> list[tuple[str, str, str]]:
    found = Mentions(events=tuple(event(grammar, word) for word in words))
    return [(link.cause, link.relation, link.effect) for link in find_links(grammar, found, lang=ENGLISH)]


@pytest.mark.parametrize(
    ("text", "cause", "relation", "effect"),
    [
        ("Iran struck the base in retaliation for the killing.", "killing", "responds_to", "struck"),
        ("The US imposed sanctions in response to the attacks.", "attacks", "responds_to", "imposed"),
        ("The troops withdrew after the raid.", "raid", "follows", "withdrew"),
        ("After the army shelled the town, the rebels surrendered.", "shelled", "follows", "surrendered"),
        ("They protested because the government arrested him.", "arrested", "causes", "protested"),
        ("The strike provoked protests.", "strike", "responds_to", "protests"),
        ("The raid led to clashes.", "raid", "causes", "clashes"),
        ("The attack, which followed a raid, killed ten.", "raid", "follows", "attack"),
        ("The army attacked before the talks.", "attacked", "follows", "talks"),
        ("A drone killed the general. Since then Iran has attacked twice.", "killed", "follows", "attacked"),
        ("A drone killed the general. In response, Iran attacked the base.", "killed", "responds_to", "attacked"),
    ],
)
def test_a_link_is_read_from_its_words(
    parse: Callable[..., Grammar], text: str, cause: str, relation: str, effect: str
) -> None:
    """The words say what kind of link it is, the grammar which event is the cause."""
    assert links(parse(text), cause, effect) == [(cause, relation, effect)]


def test_the_span_is_the_linking_words(parse: Callable[..., Grammar]) -> None:
    """The span of a link holds the words that state it."""
    grammar = parse("Iran struck the base in retaliation for the killing.")
    found = Mentions(events=(event(grammar, "struck"), event(grammar, "killing")))
    (link,) = find_links(grammar, found, lang=ENGLISH)
    assert grammar.text[link.start : link.end] == "in retaliation for"


@pytest.mark.parametrize("text", ["They attacked and they fled.", "They attacked. They fled."])
def test_events_side_by_side_are_not_linked(parse: Callable[..., Grammar], text: str) -> None:
    """Without words that state a link there is none."""
    assert links(parse(text), "attacked", "fled") == []


def test_without_events_there_are_no_links(parse: Callable[..., Grammar]) -> None:
    """A link needs two events."""
    assert links(parse("It rained after dinner because of this.")) == []
    assert links(parse("They attacked after dinner."), "attacked") == []


@settings(deadline=None, max_examples=40)  # parsing takes as long as the machine is busy
@given(
    st.sampled_from(["after", "before", "because of", "since then", "in response to", "following", "prompting"]),
    st.text(max_size=40),
)
def test_odd_input_does_no_harm(parse: Callable[..., Grammar], words: str, text: str) -> None:
    """Whatever follows the linking words, links join two different events within the text."""
    grammar = parse(f"They attacked {words} {text}")
    found = Mentions(events=(event(grammar, "attacked"),))
    assert find_links(grammar, found, lang=ENGLISH) == ()


@pytest.mark.parametrize("status", ["hypothetical", "denied"])
def test_what_did_not_happen_follows_nothing(parse: Callable[..., Grammar], status: str) -> None:
    """An act that is only thought of, or denied, comes after nothing; as an answer it is kept."""
    for text, expected in (
        ("It would be the largest exit since the raid.", []),
        ("It would be an exit in response to the raid.", ["responds_to"]),
    ):
        grammar = parse(text)
        told = (replace(event(grammar, "exit"), status=status), event(grammar, "raid"))
        found = find_links(grammar, Mentions(events=told), lang=ENGLISH)
        assert [link.relation for link in found] == expected
