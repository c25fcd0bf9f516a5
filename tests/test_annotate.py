"""Tests of annotate.py: columns count in the raw text, whatever the parser sees."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate import MAX_PARAGRAPH, annotate, dateline_end
from dragoman.errors import SetupError
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from tests.conftest import clean_document, parse_text


def test_a_missing_model_is_named_with_the_way_to_get_it() -> None:
    """The message holds the command."""
    with pytest.raises(SetupError, match="pip install no_such_model") as caught:
        list(annotate([clean_document("Hello.")], lang=load_language("en"), model="no_such_model"))
    assert caught.value.slug == "annotate.model"


def test_invisible_characters_do_not_split_words_nor_move_offsets() -> None:
    """A soft hyphen stays in the text; the word around it is one token, and its span holds it."""
    grammar = parse_text("The govern\u00adment\u00a0said no.")
    assert grammar.word(1) == "govern\u00adment"
    assert grammar.word(2) == "said"


def test_documents_come_back_in_their_order_also_without_words() -> None:
    """An empty document between two others has no token, and is not lost."""
    documents = [clean_document(text) for text in ("One.", " ", "Two.")]
    made = list(annotate(documents, lang=load_language("en")))
    assert [len(one.tokens) for one in made] == [2, 0, 2]


def test_a_sentence_never_crosses_paragraphs() -> None:
    """Two lines without full stops are two sentences of two paragraphs."""
    grammar = parse_text("Iran attacked\nIraq")
    assert len(grammar.document.paragraphs) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("GOMA (LNA) - Rebels left the town.", "GOMA (LNA) - "),
        (
            "PORT MORESBY, Papua New Guinea, Sept 13 (LNA) — Rebels left.",
            "PORT MORESBY, Papua New Guinea, Sept 13 (LNA) — ",
        ),
        ("KABUL: Rebels left the town.", "KABUL: "),
        ("Baghdad (LNA) – Rebels left the town.", "Baghdad (LNA) – "),
        ("Goma, May 12 — Rebels left the town.", "Goma, May 12 — "),
        ("Goma, 3 Sept. - Rebels left the town.", "Goma, 3 Sept. - "),
        ("Goma, Congo – a ruin – was left.", ""),
        ("The town – a ruin – was left.", ""),
        ("US - and others - left.", ""),
        ("Analysis: the rebels left.", ""),
        ("GOMA was left by rebels (as they said) - and burnt.", ""),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence_behind_it(text: str, line: str) -> None:
    """It is a sentence of its own in the same paragraph."""
    end = dateline_end(text)
    assert text[:end] == line
    grammar = parse_text(text)
    assert len(grammar.document.paragraphs) == 1
    assert grammar.tokens.start[grammar.document.sentences[bool(line)][0]] == end


def test_each_report_of_a_round_up_has_its_dateline() -> None:
    """In capitals, with a dash and a sentence behind it; what stands between dashes is no dateline."""
    reports = (
        "KABUL - Gunmen killed ten people.",
        "DELHI, India - Extremists set a shop on fire.",
        "NATO - it said - left.",
    )
    grammar = parse_text("Rebels left the town on Monday, the army said.\n\n" * 3 + "\n\n".join(reports))
    begin = [grammar.text[grammar.tokens.start[first] :] for first, _ in grammar.document.sentences]
    assert any(one.startswith("Gunmen") for one in begin)
    assert any(one.startswith("Extremists") for one in begin)
    assert any(one.startswith("NATO - it") for one in begin)


@pytest.mark.slow
def test_a_paragraph_of_any_length_is_read() -> None:
    """Beyond the cap it is cut at a blank: every word is still there."""
    words = MAX_PARAGRAPH // 5 + 50
    grammar = parse_text("word " * words)
    assert len(grammar.tokens) == words


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("aB .,\u00a0\u00ad\u200b“”'’\n\té🕊قا-1$"), max_size=60))
def test_tokens_lie_in_order_within_the_text(text: str) -> None:
    """Whatever stands there, tokens follow one another, hold characters, and every head is in its sentence."""
    grammar: Grammar = parse_text(text)
    tokens, last = grammar.tokens, 0
    for start, end in zip(tokens.start, tokens.end, strict=True):
        assert last <= start < end <= len(text)
        last = end
    for first, stop in grammar.document.sentences:
        assert all(first <= tokens.head[row] < stop for row in range(first, stop))
        for row in range(first, stop):
            left, right = grammar.subtree(row)
            assert first <= left <= row < right <= stop


def test_lemmas_that_the_model_makes_wrongly_are_set_right() -> None:
    """Words that name acts are found in every form: "staged" is of "stage", a plural "bases" of "base"."""
    grammar = parse_text("Rebels staged raids, waged war and fined traders near two bases.")
    assert {"stage", "wage", "fine", "base"} <= set(grammar.tokens.lemma)
