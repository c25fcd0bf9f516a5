"""Quotations in the forms that news use: relays, statements, nouns of saying, colons, marks within marks."""

from collections.abc import Callable

import pytest

from dragoman.find.actors import find_actors
from dragoman.find.quotes import find_quotes
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.lang import load_language
from dragoman.model import Mentions, QuoteMention

Parse = Callable[..., Grammar]


def quotes(grammar: Grammar) -> tuple[QuoteMention, ...]:
    """The quotations of a text, without known actors."""
    return find_quotes(grammar, Mentions(), lang=load_language("en"))


@pytest.mark.parametrize(
    ("text", "voices", "content"),
    [
        ("Reuters reported, citing two officials, that the bridge was closed.",
         ["Reuters", "two officials"], "that the bridge was closed"),
        ("The bridge was closed, Reuters reported, citing two officials.",
         ["Reuters", "two officials"], "The bridge was closed"),
        ("Tasnim quoted a commander as saying that the bridge was closed.",
         ["Tasnim", "a commander"], "that the bridge was closed"),
        ("The commander was quoted by Fars as saying that the war was over.",
         ["Fars", "The commander"], "that the war was over"),
        ("According to the New York Times, which cited two officials, Iran closed the bridge.",
         ["the New York Times", "two officials"], "Iran closed the bridge"),
        ("The minister issued a statement saying that the bridge was closed.",
         ["a statement", "The minister"], "that the bridge was closed"),
        ("A statement issued by the ministry said that the bridge was closed.",
         ["A statement issued by the ministry", "the ministry"], "that the bridge was closed"),
    ],
)  # fmt: skip
def test_who_passes_words_on_stands_before_who_says_them(
    parse: Parse, text: str, voices: list[str], content: str
) -> None:
    """Agencies that quote somebody and texts that somebody issues are sources between the outlet and the speaker."""
    (one,) = quotes(parse(text))
    assert [voice.name for voice in one.voices] == ["The Test", *voices]
    assert text[one.start : one.end] == content


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("The general made clear that the army would stay.", "The general", "made clear", "that the army would stay"),
        ("A small group claimed responsibility for the attack on the port.",
         "A small group", "claimed responsibility for", "the attack on the port"),
        ("The coroner paid tribute to his “courage and self-sacrifice”.",
         "The coroner", "paid tribute to", "his “courage and self-sacrifice”"),
        ("The war began after a French announcement that the port was closed.",
         "French", "announcement", "that the port was closed"),
        ("Jane Smith took to the radio to say that the war was lost.",
         "Jane Smith", "to say", "that the war was lost"),
        ("Jane Smith had a message for the rebels: “The war is lost.”", "Jane Smith", "had", "The war is lost."),
    ],
)  # fmt: skip
def test_light_words_of_saying_report_too(parse: Parse, text: str, speaker: str, cue: str, content: str) -> None:
    """Nouns with a light verb, an adjective with "make", a clause before a colon."""
    (one,) = quotes(parse(text))
    assert one.speaker is not None
    assert one.cue is not None
    assert (one.speaker.name, one.cue.of(text), text[one.start : one.end]) == (speaker, cue, content)


def test_each_paragraph_of_a_long_quotation_opens_again(parse: Parse) -> None:
    """Where only the last paragraph closes, all are one quotation, short ones too."""
    text = "The general said: “We are going home.\n“The war is over.\n“Nobody won.”"
    (one,) = quotes(parse(text))
    assert [part.of(text) for part in one.parts] == ["We are going home.", "The war is over.", "Nobody won."]


def test_a_quotation_within_another_has_both_speakers(parse: Parse) -> None:
    """Marks within marks are the words of somebody whom the speaker quotes."""
    text = "Jane Smith said: “The president told me, ‘Leave by Monday,’ and we left.”"
    outer, inner = quotes(parse(text))
    assert text[inner.start : inner.end] == "Leave by Monday,"
    assert [voice.name for voice in inner.voices] == ["The Test", "Jane Smith", "The president"]
    assert outer.start < inner.start < inner.end < outer.end


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is believed to have been closed.",
        "Iran can be regarded as a winner of the war.",
        "A charity called the Red Flower opened a school.",
        "The rebels attacked the town in the north.",
    ],
)
def test_what_nobody_is_named_for_is_no_report(parse: Parse, text: str) -> None:
    """A passive without an agent is the writer's own hedge, a name is no view, and an attack no criticism."""
    assert quotes(parse(text)) == ()


def test_another_clause_is_not_said(parse: Parse) -> None:
    """A clause that a semicolon parts from a cue is not what the cue reports."""
    text = "The rebels say two million people fled; the government says fewer left."
    contents = {one.speaker.name: text[one.start : one.end] for one in quotes(parse(text)) if one.speaker}
    assert contents["The rebels"] == "two million people fled"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister said that the war was lost.", "asserts"),
        ("The minister claimed that the war was lost.", "asserts"),
        ("The minister believes that the war is lost.", "holds"),
        ("Officials fear that the war is lost.", "holds"),
        ("John Smith is confident that the war is over.", "holds"),
        ("Officials suspect that the rebels left.", "holds"),
        ("“The war is lost,” the minister thought aloud.", "asserts"),
    ],
)
def test_who_says_is_told_from_who_is_said_to_believe(parse: Parse, text: str, stance: str) -> None:
    """Reported belief, wish and fear is held; what is reported as said, in the very words above all, is asserted."""
    (one,) = quotes(parse(text))
    assert one.stance == stance


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("Iran would answer, the general warned. The answer would be crushing. Six men died.",
         ["The answer would be crushing"]),
        ("The army said that it would attack. Its jets would bomb the town. Nobody would escape.",
         ["Its jets would bomb the town", "Nobody would escape"]),
        ("The army said that it would attack. If it did, rebels would flee.", []),
        ("The army said that it would attack. It would later take the town.", []),
        ("The army says that it is strong. It would be hard to tell.", []),
        ("The army said that it would attack.\nIts jets would bomb the town.", []),
        ("The army attacked. Its jets would bomb the town.", []),
    ],
)  # fmt: skip
def test_a_sentence_in_shifted_tense_goes_on_with_the_words_before(parse: Parse, text: str, carried: list[str]) -> None:
    """Free indirect speech is the speaker's: no cue, the same tense, the same paragraph; else it is the outlet's."""
    grammar = parse(text)
    quotes = find_quotes(grammar, Mentions(), lang=load_language("en"))
    found = [one for one in quotes if one.cue is None]
    assert [text[one.start : one.end] for one in found] == carried
    assert all(one.speaker is not None and one.speaker.name and one.kind == "indirect" for one in found)


def test_a_chain_of_sources_is_kept_to_its_end(parse: Parse) -> None:
    """Who says that somebody says that another claims: each stands within the one before."""
    text = "The agency said that according to the ministry the minister claimed that the war was over."
    *_, last = quotes(parse(text))
    assert [voice.name for voice in last.voices[-3:]] == ["The agency", "the ministry", "the minister"]


def test_a_short_sentence_in_marks_goes_on_with_the_words_before_it(parse: Parse) -> None:
    """What stands in marks right behind a quotation and its cue is the same speaker's; two words in marks are not."""
    (one,) = quotes(parse('"They killed him," the nurse said. "Nobody helped." The police left.'))
    assert len(one.parts) == 2
    (other,) = quotes(parse('"They killed him," the nurse said. The "safe zone" was empty.'))
    assert other.parts == ()


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("At least 23 people were killed and 60 hurt when jets struck a market, two nurses and a local group said.",
         "two nurses and a local group",
         "At least 23 people were killed and 60 hurt when jets struck a market"),
        ('Smith, who has fought the army since April, accused the generals of "a massacre of the innocent".',
         "Smith, who has fought the army since April", "a massacre of the innocent"),
        ("The war has killed 10,000 people, the ministry says, though the figure is disputed.",
         "the ministry", "The war has killed 10,000 people"),
        ("Jets carried out 16,000 raids; half of them hit houses, according to the ministry.",
         "the ministry", "half of them hit houses"),
        ("Smith predicted the fall of the town, in which thousands live.",
         "Smith", "the fall of the town"),
    ],
)  # fmt: skip
def test_what_is_said_ends_where_the_writer_goes_on(parse: Parse, text: str, speaker: str, content: str) -> None:
    """Asides, contrasts and what a semicolon parts are the writer's; a phrase before a last verb is who speaks."""
    found = [(one.speaker.name, text[one.start : one.end]) for one in quotes(parse(text)) if one.speaker]
    assert (speaker, content) in found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A colonel who spoke to the Straits Herald said that the bridge was closed.", "the Straits Herald"),
        ("In an interview with the Straits Herald a colonel said that the bridge was closed.", "the Straits Herald"),
        ("He told TF1 television that the bridge was closed.", "TF1 television"),
    ],
)
def test_the_press_to_which_it_was_said_is_a_source(parse: Parse, text: str, source: str) -> None:
    """Whoever was told what is reported passes it on: the outlet cites them."""
    *_, one = quotes(parse(text))
    assert (source, "source") in [(voice.name, voice.kind) for voice in one.voices]


def test_who_is_described_and_then_named_speaks_by_the_name(parse: Parse) -> None:
    """ "Her ally, A, said" is said by A, and not by the office or the description."""
    text = "The governor's ally, Olga Prentice, said that the war was over."
    grammar = parse(text)
    actors = find_actors(grammar, Mentions(), lang=load_language("en"), knowledge=load_knowledge())
    (one,) = find_quotes(grammar, Mentions(actors=actors), lang=load_language("en"))
    assert one.speaker is not None
    assert one.speaker.name == "Olga Prentice"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ('Sirens sounded, the police say. Nethercott: "They will pay for it."', "Nethercott", "They will pay for it."),
        ('"Nobody," a deputy who fled told me. "We counted 64 votes."', "a deputy who fled",
         'Nobody," a deputy who fled told me. "We counted 64 votes.'),
        ('Television showed a body; the website Ora insisted that "our leader is safe".', "the website Ora",
         'that "our leader is safe"'),
    ],
)  # fmt: skip
def test_a_name_before_a_colon_and_whoever_stands_outside_the_marks_speaks(
    parse: Parse, text: str, speaker: str, content: str
) -> None:
    """A colon reports for the name before it; nobody within quoted words says them; nor is another clause said."""
    found = [(one.speaker.name, text[one.start : one.end]) for one in quotes(parse(text)) if one.speaker]
    assert (speaker, content) in found


TRANSCRIPT = (
    "MS. LEE: Good afternoon. We struck two camps.\n\nIt will not be the last time.\n\n"
    "Q: Who ordered this strike?\n\nGEN. DALE: I am not going to say."
)


def test_turns_of_a_transcript_are_their_speakers_words(parse: Parse) -> None:
    """Whose name stands in capitals before a colon says what follows, by paragraph, until the next; a "Q" is nobody."""
    grammar = parse(TRANSCRIPT)
    told = [(one.speaker.name if one.speaker else None, one.kind, grammar.text[one.start : one.end])
            for one in quotes(grammar)]  # fmt: skip
    assert told == [
        ("MS. LEE", "direct", "Good afternoon. We struck two camps."),
        ("MS. LEE", "direct", "It will not be the last time."),
        ("GEN. DALE", "direct", "I am not going to say."),
    ]


def test_capitals_before_a_colon_make_no_transcript_alone(parse: Parse) -> None:
    """A dateline, or a line that leads elsewhere, is nobody who speaks."""
    text = "BAGHDAD: Troops left the town.\n\nThe town is empty.\n\nREAD MORE: The war in the north."
    assert not quotes(parse(text))
