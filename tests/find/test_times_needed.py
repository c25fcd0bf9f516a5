"""What a text must hold for a form of times to fit in it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.find.times.expressions import Forms
from dragoman.find.times.needed import folded, needs
from dragoman.find.times.words import TimeWords
from dragoman.lang import load_language

WORDS = load_language("en").section("times", TimeWords)
FORMS = Forms(WORDS)
LISTED = sorted({word for table in WORDS.tables.values() for word in table})
PIECES = st.sampled_from(
    [*LISTED, *"0123456789'’–-:/.,", "of", "the", "every", "1914", "2003", "the end of", "p.m.", "BC"]
)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("(?:the )?(?P<month>july|aug)(?!x)", {("july", "aug")}),
        ("in[1-3]+ (?=days)", {("in",), ("1", "2", "3"), (" ",), ("days",)}),
        (r"(?<=at )night|\d:\d", {("night", ":")}),
        (r"july|\d\d", set()),
        (r"[^a]b*c?", set()),
        ("(?:a|b c|d{2})", {("a", "b c", "d")}),
    ],
)
def test_a_form_needs_what_it_cannot_leave_out(pattern: str, needed: set[tuple[str, ...]]) -> None:
    """What is optional, excluded, behind, or one of several open choices is not needed; all else is."""
    assert needs(re.compile(pattern, re.I)) == {frozenset(words) for words in needed}


@given(st.lists(PIECES, max_size=12), st.sampled_from([str.lower, str.upper, str.title, str.swapcase]))
def test_no_form_is_left_out_that_fits(words: list[str], case: Callable[[str], str]) -> None:
    """Every form that fits somewhere in a text is among those that may, whatever letters it is written in."""
    text = case(" ".join(words))
    for strange in (text, text.replace("s", "ſ").replace("i", "ı"), text.replace("I", "İ").replace("k", "\u212a")):
        able = FORMS.leading(strange)
        assert [one for one in FORMS._leading if one[1].search(strange) and one[:2] not in able] == []


def test_a_text_is_folded_as_patterns_read_it() -> None:
    """The letters that a pattern takes for i, s and k in either case are folded to these."""
    for letter in "iskISKıİſ\u212a":
        plain = next(one for one in "isk" if re.fullmatch(one, letter, re.I))
        assert folded(letter) == plain
