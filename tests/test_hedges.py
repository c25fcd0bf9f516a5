"""Hedges: words that leave a value open are kept with it."""

from collections.abc import Callable

import pytest

from dragoman.grammar import Grammar
from dragoman.hedges import HedgeWords, hedges_at
from dragoman.lang import load_language

WORDS = load_language("en").section("hedges", HedgeWords)


def hedges(grammar: Grammar, word: str) -> list[str]:
    """The hedges of a word of a text."""
    row = next(row for row in range(len(grammar.tokens)) if grammar.word(row) == word)
    return [one.of(grammar.text) for one in hedges_at(grammar, row, WORDS)]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The army reportedly attacked the town.", "attacked", ["reportedly"]),
        ("The alleged attack closed the road.", "attack", ["alleged"]),
        ("The army is believed to have attacked the town.", "attacked", ["is believed"]),
        ("It is thought that the army attacked the town.", "attacked", ["is thought"]),
        ("The army appears to have attacked the town.", "attacked", ["appears"]),
        ("The rebels claimed that the army attacked the town.", "attacked", ["claimed"]),
        ("The army may have attacked the town.", "attacked", ["may"]),
        ("There were unconfirmed reports of an attack on the town.", "attack", ["unconfirmed", "reports"]),
        ("The strike reportedly killed 12 soldiers.", "soldiers", ["reportedly"]),
        ("As many as 12 soldiers are feared to have died.", "soldiers", ["are feared"]),
        ("The army attacked the town.", "attacked", []),
        ("The minister said that the army attacked the town.", "attacked", []),
        ("The army attacked the town and the rebels reportedly left.", "attacked", []),
        ("The army attacked the town, and the general claimed that the war was over.", "attacked", []),
    ],
)
def test_hedges_stand_beside_or_above(parse: Callable[..., Grammar], text: str, word: str, expected: list[str]) -> None:
    """An adverb, an adjective, a passive, a verb of claiming, a modal: each with its words, and nothing of others."""
    assert hedges(parse(text), word) == expected


def test_swapped_names_swap_no_hedge(parse: Callable[..., Grammar]) -> None:
    """Whose act it is makes no difference."""
    one = hedges(parse("Iran reportedly attacked Turkey."), "attacked")
    assert one == hedges(parse("Turkey reportedly attacked Iran."), "attacked") == ["reportedly"]
