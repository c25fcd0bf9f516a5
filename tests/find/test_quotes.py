"""Quotations: content, speaker, cue, kind and voices."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import parse_text

from dragoman.find.quotes import find_quotes
from dragoman.find.quotes.marks import quoted_spans
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions, QuoteMention

Parse = Callable[..., Grammar]

ODD = ["“", "”", "'", '"', "‘", "’", "«", "said", "He", "it", ",", ".", ":", "\n", "that"]


def quotes(grammar: Grammar) -> tuple[QuoteMention, ...]:
    """The quotations of a text, without known actors."""
    return find_quotes(grammar, Mentions(), lang=load_language("en"))


def said(grammar: Grammar) -> list[tuple[str | None, str | None, str]]:
    """Speaker, cue and content of each."""
    text = grammar.text
    return [
        (one.speaker.name if one.speaker else None, one.cue.of(text) if one.cue else None, text[one.start : one.end])
        for one in quotes(grammar)
    ]


def test_indirect_speech_has_source_cue_and_clause(parse: Parse) -> None:
    """A clause after a verb of saying is its content, and the verb's subject its speaker."""
    assert said(parse("The minister said that the talks had failed.")) == [
        ("The minister", "said", "that the talks had failed")
    ]


def test_direct_speech_on_both_sides_of_its_cue_is_one_quotation(parse: Parse) -> None:
    """A quotation that its cue breaks is one, with its pieces, and the marks stand outside."""
    text = '"We will never surrender," said John Smith. "We will win the war in the end."'
    (one,) = quotes(parse(text))
    assert one.kind == "direct"
    assert [part.of(text) for part in one.parts] == [
        "We will never surrender,",
        "We will win the war in the end.",
    ]


def test_a_phrase_names_the_source(parse: Parse) -> None:
    """The clause around "according to" is what its source says."""
    ((speaker, cue, content),) = said(parse("The attack killed five people, according to two officials."))
    assert (speaker, cue, content) == ("two officials", "according to", "The attack killed five people")


def test_a_parenthesis_is_cut_out(parse: Parse) -> None:
    """The pieces around "officials said" are the content."""
    (one,) = quotes(parse("The attack, officials said, killed five people."))
    assert len(one.parts) == 2


def test_mixed_speech_is_told_apart(parse: Parse) -> None:
    """A clause of which only some stands in marks is mixed."""
    (one,) = quotes(parse("Mr Smith said that the army would “defend every village” against the rebels."))
    assert one.kind == "mixed"


def test_scare_quotes_are_no_quotation(parse: Parse) -> None:
    """Few words in marks without a cue are not speech."""
    assert quotes(parse("Five people lived in the “safe zone” near the border.")) == ()


def test_a_text_speaks_for_its_issuer(parse: Parse) -> None:
    """A statement from an office is a source, and the office the speaker behind it."""
    (one,) = quotes(parse("A statement from the ministry said that the talks had failed."))
    assert [voice.kind for voice in one.voices] == ["outlet", "source", "speaker"]
    assert one.voices[-1].name == "the ministry"


def test_voices_nest(parse: Parse) -> None:
    """What one reports that another says hangs on the one who reports it."""
    found = quotes(parse("The paper reported that the minister said that the talks had failed."))
    assert [voice.name for voice in found[-1].voices] == ["The Test", "The paper", "the minister"]


def test_the_writer_has_no_voice_of_another(parse: Parse) -> None:
    """What the writer thinks is the outlet's own and no report of somebody's."""
    assert quotes(parse("I think that the talks had failed.")) == ()


def test_a_missing_mark_ends_with_its_paragraph(parse: Parse) -> None:
    """An unclosed quotation ends with its paragraph, at a lower score."""
    text = "She said: “We will go on with the talks.\nThe weather was fine."
    (one,) = quotes(parse(text))
    assert text[one.start : one.end] == "We will go on with the talks."
    assert one.score < 0.9


def test_apostrophes_are_no_marks(parse: Parse) -> None:
    """Possessives and contractions open nothing."""
    assert quoted_spans(parse("The officials' view isn't the army’s, they’re sure.")) == ()


def test_swapped_names_swap_the_speakers(parse: Parse) -> None:
    """Who says it makes no difference to what is found."""
    one = said(parse("Iran told reporters that Turkey had failed."))
    other = said(parse("Turkey told reporters that Iran had failed."))
    assert one == [("Iran", "told", "that Turkey had failed")]
    assert other == [("Turkey", "told", "that Iran had failed")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(["“", "”", "'", '"', "‘", "’", "«", "said", "He", "it", ",", ".", ":", "\n", "that"]),
        max_size=14,
    )
)
def test_odd_marks_never_break_it(pieces: list[str]) -> None:
    """Every span lies in the text, whatever marks stand where."""
    text = "A " + " ".join(pieces)
    for one in quotes(parse_text(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert all(one.start <= part.start < part.end <= one.end for part in one.parts)


def test_an_opening_mark_repeated_after_a_full_stop_goes_on(parse: Parse) -> None:
    """A long quotation whose paragraphs were joined is one, though each opened again."""
    text = "She said: “We are proud of the army. “We will go on with the talks.”"
    (one,) = quotes(parse(text))
    assert text[one.start : one.end].startswith("We are proud")
    assert text[one.start : one.end].endswith("talks.")


def test_a_day_before_the_verb_is_no_content(parse: Callable[..., Grammar]) -> None:
    """“On Tuesday blamed”: what stands between subject and verb is not what is said, and breaks no span."""
    grammar = parse("President Maria Lopez on Tuesday blamed the government for a suspected attack on the port.")
    for quote in find_quotes(grammar, Mentions(), lang=load_language("en")):
        assert "Tuesday" not in grammar.text[quote.start : quote.end]


def test_what_the_writer_adds_behind_a_comma_is_not_said(parse: Parse) -> None:
    """A relative clause behind the last comma of a content is the writer's own."""
    ((_, _, content),) = said(parse("Turkey said it would defend the town, which lies on the river."))
    assert content == "it would defend the town"


def test_as_somebody_says_reports_its_main_clause(parse: Parse) -> None:
    """The clause that "as X said" hangs on is what X said."""
    assert said(parse("As the minister said on Friday, the talks failed.")) == [
        ("the minister", "said", "the talks failed")
    ]


def test_who_adds_something_is_who_spoke_last(parse: Parse) -> None:
    """A pronoun before "added" is the speaker of the quotation before; a body's pronoun can speak too."""
    text = "John Smith said the war was lost. He added that the army would leave."
    assert [speaker for speaker, _, _ in said(parse(text))] == ["John Smith", "John Smith"]
    text = "The ministry said the war was lost. It added that the army would leave."
    assert [speaker for speaker, _, _ in said(parse(text))] == ["The ministry", "The ministry"]


def test_a_pronoun_is_no_name(parse: Parse) -> None:
    """A speaker whom only a pronoun names, and whom nobody is known to be, has no name."""
    assert said(parse("They said the war was lost.")) == [(None, "said", "the war was lost")]


def test_things_hold_no_views(parse: Parse) -> None:
    """Evidence and decisions support nothing that somebody said, and a lone word is no content."""
    assert quotes(parse("The evidence supports a prosecution in the south.")) == ()
    assert quotes(parse("The man called a friend for help.")) == ()


def test_nobody_says_nothing(parse: Parse) -> None:
    """“No group claimed responsibility” quotes no group, and who recalls an envoy says nothing of him."""
    assert quotes(parse("No group claimed responsibility for the blast in the town.")) == ()
    assert quotes(parse("Brazil recalled its envoy to the country.")) == ()
