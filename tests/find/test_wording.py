"""Wording: contested words and scare quotes."""

from collections.abc import Callable

from dragoman.find.wording import find_wording
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import ActorMention, Mentions, QuoteMention

Parse = Callable[..., Grammar]


def wording(grammar: Grammar, found: Mentions | None = None) -> list[tuple[str, str, str, str]]:
    """Word, kind, concept and what it names."""
    return [
        (grammar.text[one.start : one.end], one.kind, one.concept, one.of)
        for one in find_wording(grammar, found or Mentions(), lang=load_language("en"))
    ]


def test_words_of_every_side_are_found(parse: Parse) -> None:
    """The loaded word and the plain one are both of the set."""
    found = wording(parse("The regime fell. The government fell. He was assassinated."))
    assert [(word, concept) for word, _, concept, _ in found] == [
        ("regime", "government"), ("government", "government"), ("assassinated", "killing"),
    ]  # fmt: skip


def test_a_word_is_tied_to_the_party_that_it_names(parse: Parse) -> None:
    """The word carries the id of the actor whose phrase holds it."""
    actor = ActorMention(0, 10, 1, "a1", "Government", None, "GOV", "description", 1.0, "made")
    found = Mentions(actors=(actor,))
    assert wording(parse("The regime fell."), found) == [("regime", "contested", "government", "a1")]


def test_scare_quotes_are_wording(parse: Parse) -> None:
    """Few words in marks that nobody is reported as saying are held off."""
    assert ("safe zone", "scare", "", "") in wording(parse("Five people lived in the “safe zone” near the border."))


def test_speech_is_no_scare_quote(parse: Parse) -> None:
    """Words that a direct quotation holds are its speaker's."""
    quote = QuoteMention(9, 18, (), "direct", None, None, (), 1.0, "made")
    assert wording(parse("He said “never ever” to us."), Mentions(quotes=(quote,))) == []


def test_a_contested_word_is_known_by_its_entry(parse: Parse) -> None:
    """However it is inflected, the word is the one that the set lists."""
    found = find_wording(parse("Militias and freedom fighters met."), Mentions(), lang=load_language("en"))
    assert [one.word for one in found] == ["militia", "freedom fighter"]
