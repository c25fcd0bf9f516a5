"""Voices: the chain from the outlet inwards, the same for events, figures, ties and quotations."""

from collections.abc import Callable

import msgspec

from dragoman.clean import clean
from dragoman.find.quotes import find_quotes
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions, Note, RawDocument, Span
from dragoman.voices import NO_OUTLET, voices_at

Parse = Callable[..., Grammar]
ENGLISH = load_language("en")


def names(grammar: Grammar, words: str) -> list[str]:
    """The voices of what these words of a text say."""
    start = grammar.text.index(words)
    quotes = find_quotes(grammar, Mentions(), lang=ENGLISH)
    return [voice.name for voice in voices_at(grammar, quotes, Span(start, start + len(words)))]


def with_notes(grammar: Grammar, **sources: str) -> Grammar:
    """The same text with its marks tied to notes of these sources, by the number behind the "n"."""
    notes = []
    for key, source in sources.items():
        at = grammar.text.index(f"({key[1:]})")
        notes.append(Note(Span(at, at + len(key) + 1), Span(0, 1), None, "made", source))
    return Grammar(msgspec.structs.replace(grammar.document, notes=tuple(notes)))


def test_what_nobody_is_quoted_for_is_the_outlets_own(parse: Parse) -> None:
    """Outside of quotations the outlet alone speaks, also where its name is not known."""
    assert names(parse("The army crossed the river."), "crossed") == ["The Test"]
    assert names(parse("The army crossed the river.", outlet=None), "crossed") == [NO_OUTLET]


def test_the_innermost_quotation_speaks(parse: Parse) -> None:
    """What one reports that another says has both for voices."""
    grammar = parse("The paper reported that the minister said that the army had crossed the river.")
    assert names(grammar, "crossed") == ["The Test", "The paper", "the minister"]


def test_the_words_of_a_cue_are_the_outlets(parse: Parse) -> None:
    """What stands between the pieces of a quotation is not said by its speaker."""
    grammar = parse("“The army,” said Jane Smith, head of the guard, “will cross the river.”")
    assert names(grammar, "head of the guard") == ["The Test"]
    assert names(grammar, "cross") == ["The Test", "Jane Smith, head of the guard"]


def test_a_footnote_is_a_source(parse: Parse) -> None:
    """A claim with a mark behind it rests on the source of the note; the next sentence does not."""
    grammar = parse("The army crossed the river. (1) Nobody was hurt.")
    grammar = with_notes(grammar, n1="The River Post")
    assert names(grammar, "crossed") == ["The Test", "The River Post"]
    assert names(grammar, "hurt") == ["The Test"]


def test_a_mark_reaches_back_to_the_mark_before_it(parse: Parse) -> None:
    """Each part of a sentence has its own note; two marks side by side are of the same words."""
    grammar = parse("The army crossed the river, (1) and the rebels burned the bridge. (2)(3)")
    grammar = with_notes(grammar, n1="The River Post", n2="The Bridge Daily", n3="Dana Malik")
    assert names(grammar, "crossed") == ["The Test", "The River Post"]
    assert names(grammar, "burned") == ["The Test", "The Bridge Daily", "Dana Malik"]


def test_who_is_quoted_in_a_footnoted_claim_stands_behind_the_source(parse: Parse) -> None:
    """Outlet, then the note's source, then the speaker."""
    grammar = with_notes(parse("The minister said that the army had crossed the river. (1)"), n1="The River Post")
    assert names(grammar, "crossed") == ["The Test", "The River Post", "The minister"]


def test_a_mark_without_a_word_before_it_is_set_to_nothing(parse: Parse) -> None:
    """Marks at the very start of a text note no claim."""
    grammar = with_notes(parse("(1)(2) The army crossed the river."), n1="The River Post", n2="Dana Malik")
    assert names(grammar, "crossed") == ["The Test"]


def test_a_note_that_repeats_another_has_its_source() -> None:
    """ "Ibid." names nobody: the source is that of the note before it."""
    story = "\n\n".join(f"The army crossed the wide river in the north on its {n} day. ({i})"
                        for i, n in enumerate(("first", "second"), 1))  # fmt: skip
    text = f"{story}\n\n1. The River Post, 3 May 2021\n2. Ibid."
    document = clean(RawDocument("id", "source", text), lang=ENGLISH)
    assert [note.source for note in document.notes] == ["The River Post", "The River Post"]


def test_swapped_names_swap_the_voices(parse: Parse) -> None:
    """Who says it makes no difference to how."""
    one = names(parse("Iran said that Turkey had crossed the river."), "crossed")
    other = names(parse("Turkey said that Iran had crossed the river."), "crossed")
    assert (one, other) == (["The Test", "Iran"], ["The Test", "Turkey"])
