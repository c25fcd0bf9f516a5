"""Where quoted words stand: exactly there, or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coders.words import NotThere, Shown
from dragoman.model import Span

TEXT = "Menu: war. The war, a warning\nof war. Troops\tleft the\ncity."
SHOWN = Shown(TEXT, [Span(11, len(TEXT))])


def test_a_quote_stands_where_its_characters_are() -> None:
    """The span holds the quoted characters; a line break or a tab where the quote has a blank is the same."""
    assert SHOWN.place("a warning of war").of(TEXT) == "a warning\nof war"
    assert SHOWN.place(" Troops left the city. ").of(TEXT) == "Troops\tleft the\ncity."


@pytest.mark.parametrize("quote", ["peace", "", "  ", "THE WAR", "Menu", "arnin", "warn", "x" * 3000])
def test_what_is_not_there_is_refused(quote: str) -> None:
    """Neither other letters, nor parts of words, nor what was not shown, nor nothing at all."""
    with pytest.raises(NotThere, match="does not stand"):
        SHOWN.place(quote)


def test_of_several_places_the_one_in_the_sentence_is_meant() -> None:
    """Without a sentence, or with both in it, nobody knows which."""
    with pytest.raises(NotThere, match="stands in the text 2 times"):
        SHOWN.place("war")
    sentence = SHOWN.place("a warning of war.")
    assert SHOWN.place("war", sentence) == Span(sentence.end - 4, sentence.end - 1)
    with pytest.raises(NotThere, match="in its sentence 2 times"):
        SHOWN.place("war", SHOWN.place("The war, a warning of war."))


def test_a_value_may_stand_outside_its_sentence_where_it_stands_once() -> None:
    """A name that the sentence only points to."""
    assert SHOWN.place("Troops", SHOWN.place("The war")).of(TEXT) == "Troops"


@given(st.text(max_size=60), st.data())
def test_every_place_holds_the_quote(text: str, data: st.DataObject) -> None:
    """Whatever is quoted, a span that comes back lies in what was shown and holds the same words."""
    shown = [Span(0, max(1, len(text) // 2))]
    quote = data.draw(st.one_of(st.text(max_size=5), st.sampled_from(text.split() or [""])))
    try:
        span = Shown(text, shown).place(quote)
    except NotThere:
        return
    assert shown[0].holds(span)
    assert span.of(text).split() == quote.split()
