"""Tests of resolve/wordings.py: which words outlets choose for one thing, and whose words they are."""

from typing import Literal

from msgspec.structs import replace

from dragoman.model import Account, ActorMention, EventMention, Mentions, QuoteMention, Speaker, WordingMention
from dragoman.resolve import resolve
from dragoman.resolve.wordings import Chosen, chosen, count, propose
from tests.resolve.made import SOLEIMANI, account, event

GROUP = "kb:kataib-hezbollah"


def told(
    outlet: str, *called: str, sets: dict[str, str] | None = None, events: tuple[EventMention, ...] = ()
) -> Account:
    """What an outlet calls a group, a sentence a word; `sets` are the plain words of those that are contested."""
    text = ". ".join(f"the {word}" for word in called) + " " * 20
    actors, contested = [], []
    for word in called:
        start, end = text.index(word), text.index(word) + len(word)
        named = ActorMention(start - 4, end, 0, GROUP, "Kataib Hezbollah", "IRQ", "PRM", "description", 1.0, "made")
        actors.append(replace(named, noun=word))
        if sets and word in sets:
            contested.append(WordingMention(start, end, GROUP, "contested", sets[word], word))
    made = account(outlet, *events, text=text)
    return replace(made, mentions=Mentions(actors=tuple(actors), wording=tuple(contested), events=events))


def quoting(one: Account, word: str, kind: Literal["direct", "indirect"]) -> Account:
    """The same, where a spokesman says everything from a word on."""
    start, end = one.text.index(word) - 4, len(one.text)
    quote = QuoteMention(start, end, (), kind, Speaker("A Spokesman"), None, (), 1.0, "made")
    return replace(one, mentions=replace(one.mentions, quotes=(quote,)))


def words(*accounts: Account) -> list[Chosen]:
    """Every word that they choose."""
    return list(chosen(accounts, resolve(accounts).reports))


def test_words_are_counted_by_outlet_and_by_whose_they_are() -> None:
    """An outlet's own word is told from those that it only reports or quotes, with who says them."""
    one = quoting(told("A", "militia", "gang"), "gang", "direct")
    found = words(one, quoting(told("B", "militia"), "militia", "indirect"))
    assert [(one.word, one.outlet, one.own, one.reported, one.quoted) for one in count(found)] == [
        ("gang", "The A", 0, 0, 1), ("militia", "The A", 1, 0, 0), ("militia", "The B", 0, 1, 0),
    ]  # fmt: skip
    assert {one.word: one.speaker for one in found if one.outlet == "The A"} == {"militia": None, "gang": "A Spokesman"}


def test_a_contested_word_bears_its_plain_word_and_counts_once() -> None:
    """Where a set has the word, it stands for the phrase; another phrase gives its noun."""
    found = words(told("A", "resistance", "group", sets={"resistance": "armed group"}))
    assert [(one.word, one.concept) for one in found] == [("resistance", "armed group"), ("group", "")]


def test_every_word_points_to_its_characters() -> None:
    """The span of each word holds it."""
    made = told("A", "militia", "gang", sets={"gang": "armed group"})
    found = words(made)
    assert len(found) == 2
    assert all(one.word in made.text[one.start : one.end] for one in found)


def test_the_words_for_one_event_are_gathered_over_its_reports() -> None:
    """The words for the act count for the event, whatever they are."""
    accounts = [
        told(name, events=(event(name, 0, word, recipients=(SOLEIMANI,), when="2020-01-03"),))
        for name, word in (("A", "kill"), ("B", "assassinate"))
    ]
    found = count(words(*accounts))
    assert len({one.of for one in found}) == 1
    assert {(one.thing, one.outlet, one.word) for one in found} == {
        ("event", "The A", "kill"), ("event", "The B", "assassinate"),
    }  # fmt: skip


def test_words_in_each_others_place_are_proposed() -> None:
    """Two outlets that call one group otherwise; not words of sets, nor those that an outlet uses both of or quotes."""
    (one,) = propose(words(told("A", "group"), told("B", "outfit")))
    assert (one.words, one.of, one.by) == (("group", "outfit"), (GROUP,), (("The A",), ("The B",)))
    assert propose(words(told("A", "group"), told("B", "group", "outfit"))) == ()
    assert propose(words(told("A", "group"), quoting(told("B", "outfit"), "outfit", "direct"))) == ()
    sets = {"militia": "armed group", "proxy": "armed group"}
    assert propose(words(told("A", "militia", sets=sets), told("B", "proxy", sets=sets))) == ()
