"""What judgements come to: a pure function of documents and judgements, whatever rules made of the documents."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.judge import constraints, in_force, judge, signed
from dragoman.judge.anchors import anchor, find_again
from dragoman.judge.values import value_of, with_value
from dragoman.model import (
    Account,
    ActorMention,
    EventMention,
    Judgement,
    LinkMention,
    Mentions,
    Span,
    Value,
    Verdict,
    When,
    WordingMention,
)
from tests.resolve.made import IRAN, SOLEIMANI, US, account, event

TEXT = "A strike killed Soleimani on Friday in Baghdad. The strike was denounced. Iran will strike back on 8 January."
FIRST, SECOND, THIRD = 2, 52, 84


def strike(document: str = "a", start: int = FIRST, **more: object) -> EventMention:
    """A mention of one of the three strikes of the text."""
    return event(document, start, "strike", **more)


def told(*events: EventMention, document: str = "a", text: str = TEXT) -> Account:
    return account(document, *events, text=text)


def at(document: Account, mention: EventMention):
    return (anchor(document, mention.start, mention.end, mention.type),)


def said(what: Verdict, who: str = "Ann", day: int = 1, **more: object) -> Judgement:
    """A judgement of one day of January 2026."""
    return signed(Judgement("", f"2026-01-{day:02}T12:00:00Z", who, what, **more))


def when(document: Account, edtf: str, mention: EventMention, **more: object) -> Judgement:
    """That a mention is of this day, as "Friday" shows."""
    start = document.text.index("Friday")
    shown = (anchor(document, start, start + 6),)
    value = Value(when=When(edtf, start, start + 6, "stated"))
    return said("correct", about=at(document, mention), field="when", value=value, shown=shown, **more)


# ---------------------------------------------------------------------------------------------- values and mentions


def test_a_corrected_value_replaces_the_rule_s_and_says_who_decided() -> None:
    """The new date stands with its words; the reason names the judge, the day, and what the rule had."""
    document = told(strike(when="2020-01-04"))
    (made,) = judge([document], [when(document, "2020-01-03", strike(), why="the Friday before")]).accounts
    (mention,) = made.mentions.events
    assert mention.when == When("2020-01-03", 29, 35, "stated")
    assert mention.reasons["when"] == (
        "judged by Ann on 2026-01-01: 2020-01-03 (the Friday before); the rule gave 2020-01-04"
    )
    assert mention.id == strike().id


def test_a_wrong_value_is_null_with_a_reason() -> None:
    """The actors are gone, and why begins with null; the other fields stay."""
    document = told(strike(actors=(US,), recipients=(SOLEIMANI,)))
    (made,) = judge([document], [said("wrong", about=at(document, strike()), field="actors")]).accounts
    (mention,) = made.mentions.events
    assert (mention.actors, mention.recipients) == ((), (SOLEIMANI,))
    assert mention.reasons["actors"].startswith("null: judged by Ann on 2026-01-01")


def test_a_wrong_mention_is_left_out_and_kept_with_its_reason() -> None:
    """It stands among what was left out; links of it are gone, words of it belong to nothing."""
    one, two = strike(), strike(start=SECOND)
    document = told(one, two)
    more = Mentions(
        events=(one, two),
        links=(LinkMention(one.id, two.id, "causes", 0, 1),),
        wording=(WordingMention(2, 8, one.id, "contested", "attack"),),
    )
    (made,) = judge(
        [replace(document, mentions=more)], [said("wrong", about=at(document, one), why="a drill")]
    ).accounts
    assert made.mentions.events == (two,)
    assert (made.mentions.links, made.mentions.wording[0].of) == ((), "")
    ((mention, reason),) = [(left.mention, left.reason) for left in made.left_out]
    assert (mention, reason) == (one, "judged by Ann on 2026-01-01: wrong (a drill)")


def test_a_missed_mention_comes_in_with_the_id_that_a_rule_would_give() -> None:
    """An event is added at a span; what nobody said of it is null with a reason."""
    document = told()
    (made,) = judge([document], [said("add", about=at(document, strike(start=SECOND)))]).accounts
    (mention,) = made.mentions.events
    assert (mention.id, mention.wording, mention.score) == (strike(start=SECOND).id, "strike", 1.0)
    assert mention.reasons["when"].startswith("null: ")
    assert "judged by Ann" in mention.reasons["judged"]


def test_a_type_can_be_corrected_and_its_modes_go_with_it() -> None:
    """Modes belong to a type; the id stays, so that links still hold."""
    document = told(replace(strike(), modes=("aerial",)))
    verdict = said("correct", about=at(document, strike()), field="type", value=Value(word="THREATEN"))
    (made,) = judge([document], [verdict]).accounts
    (mention,) = made.mentions.events
    assert (mention.type, mention.modes, mention.id) == ("THREATEN", (), strike().id)


@pytest.mark.parametrize("field", ["type", "status", "modes", "actors", "recipients", "when", "where", "killed"])
def test_every_field_can_be_read_and_set(field: str) -> None:
    """What is read from a mention and set again changes nothing but the reason."""
    mention = strike(actors=(IRAN,), recipients=(US,), when="2020-01-03", where="Baghdad", killed=5)
    mention = replace(mention, modes=("aerial",))
    value = value_of(mention, field)
    assert value is not None
    again = with_value(mention, field, value, "made")
    assert value_of(again, field) == value
    assert again.reasons[field] == "made"
    assert replace(again, reasons={}) == mention


# ---------------------------------------------------------------------------------------------------- other rules


def test_a_judgement_survives_other_words_for_the_trigger() -> None:
    """Where a rule takes "A strike" instead of "strike", the judgement of the one is one of the other."""
    before = told(strike())
    verdict = when(before, "2020-01-03", strike())
    longer = replace(strike(), id="other", start=0, wording="a strike")
    (made,) = judge([told(longer)], [verdict]).accounts
    assert made.mentions.events[0].when.edtf == "2020-01-03"


def test_what_was_judged_right_survives_a_rule_that_finds_it_no_more() -> None:
    """It is put back with what was judged of it; a rule that says something else of it does not win either."""
    before = told(strike(when="2020-01-03"))
    verdicts = [said("right", about=at(before, strike())), when(before, "2020-01-03", strike(), day=2)]
    (gone,) = judge([told()], verdicts).accounts
    assert [(one.type, one.when.edtf) for one in gone.mentions.events] == [("ASSAULT", "2020-01-03")]
    (other,) = judge([told(strike(type="COERCE", when="2019"))], verdicts).accounts
    assert [(one.type, one.when.edtf) for one in other.mentions.events] == [("ASSAULT", "2020-01-03")]


def test_a_mention_judged_wrong_stays_out_and_one_of_another_type_does_not() -> None:
    """The judgement says that the words tell of no assault; what else they tell of it does not say."""
    before = told(strike())
    verdict = said("wrong", about=at(before, strike()))
    assert judge([told(strike())], [verdict]).accounts[0].mentions.events == ()
    protest = strike(type="PROTEST")
    assert judge([told(protest)], [verdict]).accounts[0].mentions.events == (protest,)
    assert judge([told()], [verdict]).problems == ()


def test_a_judgement_follows_its_words_when_the_text_layer_moves() -> None:
    """A reader that keeps one more line before moves every offset; the second "strike" is still the second."""
    before = told(strike(start=SECOND))
    verdict = when(before, "2020-01-03", strike(start=SECOND))
    line = "A strike in the docks entered its third day.\n"
    moved = [strike(start=start + len(line)) for start in (FIRST, SECOND, THIRD)]
    after = told(strike(start=2), *moved, text=line + TEXT)
    (made,) = judge([after], [verdict]).accounts
    assert [one.when.edtf for one in made.mentions.events] == [None, None, "2020-01-03", None]
    found = made.mentions.events[2].when
    assert made.text[found.start : found.end] == "Friday"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30), st.data())
def test_words_are_found_again_wherever_a_text_is_put_in_another(before: str, data: st.DataObject) -> None:
    """Emoji, Arabic or nothing before it: the span has the same words and the same neighbours."""
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    named = anchor(told(), start, end)
    found = find_again(named, before + "\n" + TEXT)
    assert found is not None
    moved = len(before) + 1
    text = before + "\n" + TEXT
    assert found.of(text) == named.words
    assert find_again(named, TEXT) == Span(start, end)
    assert find_again(named, "nothing of it".replace(named.words, "")) is None
    if len(named.words) > 20:
        assert found == Span(start + moved, end + moved)


def test_a_judgement_without_its_words_is_listed_and_not_dropped() -> None:
    """`judge.unattached` says whose it is; when the document comes back, so does the effect."""
    document = told(strike())
    verdict = when(document, "2020-01-03", strike())
    rewritten = told(text="Nothing of the kind.")
    for documents in ([rewritten], []):
        outcome = judge(documents, [verdict])
        assert [one.code for one in outcome.problems] == ["judge.unattached"]
        assert verdict.id in outcome.problems[0].message
    assert judge([document], [verdict]).problems == ()
    other = replace(document, id="b")
    assert judge([other], [verdict], {"a": "b"}).accounts[0].mentions.events[0].when.edtf == "2020-01-03"


# -------------------------------------------------------------------------------------------------------- conflicts


def test_the_latest_of_a_judge_counts_and_an_undone_one_does_not() -> None:
    """A later word replaces an earlier one; undone, the earlier holds again; the undoing can be undone."""
    document = told(strike(when="2020-01-04"))
    first, second = (when(document, edtf, strike(), day=day) for edtf, day in (("2020-01-03", 1), ("2020-01-02", 2)))
    undo = said("undo", day=3, of=second.id)
    again = said("undo", day=4, of=undo.id)

    def date(*judgements: Judgement) -> str | None:
        return judge([document], judgements).accounts[0].mentions.events[0].when.edtf

    assert date(first, second) == "2020-01-02"
    assert date(first, second, undo) == "2020-01-03"
    assert date(first, second, undo, again) == "2020-01-02"
    assert in_force([undo]) == ()


def test_two_judges_who_differ_are_both_named_and_the_later_holds() -> None:
    """Whoever settles it judges last; the value that does not hold stands in the reason."""
    document = told(strike())
    ann = when(document, "2020-01-03", strike(), day=1)
    ben = when(document, "2020-01-02", strike(), day=2, who="Ben")
    eve = when(document, "2020-01-03", strike(), day=3, who="Eve")
    (mention,) = judge([document], [ann, ben]).accounts[0].mentions.events
    assert mention.when.edtf == "2020-01-02"
    assert (
        "judged by Ben on 2026-01-02: 2020-01-02; otherwise by Ann on 2026-01-01: 2020-01-03"
        in (mention.reasons["when"])
    )
    (mention,) = judge([document], [ann, ben, eve]).accounts[0].mentions.events
    assert mention.when.edtf == "2020-01-03"
    assert "by Ben" in mention.reasons["when"]
    assert "by Ann" not in mention.reasons["when"]
    there = said("right", about=at(document, strike()), who="Ben", day=5)
    gone = said("wrong", about=at(document, strike()), who="Ann", day=6)
    (left,) = judge([document], [there, gone]).accounts[0].left_out
    assert left.reason == "judged by Ann on 2026-01-06: wrong; otherwise by Ben on 2026-01-05: right"


def pairs_of(judgements: Sequence[Judgement], *documents: Account) -> list[tuple[str, str, bool]]:
    found, _ = constraints(judgements, documents)
    return [(one.a, one.b, one.same) for one in found]


def test_pairs_become_constraints_and_the_latest_that_fit_together_hold() -> None:
    """One event of three mentions by the chain; the later "different" of its ends breaks the earlier link."""
    documents = [told(strike(name), document=name) for name in "abc"]
    a, b, c = (at(one, one.mentions.events[0]) for one in documents)
    ids = {name: strike(name).id for name in "abc"}
    first, second = said("same", about=a, other=b), said("same", about=b, other=c, day=2)
    apart = said("different", about=c, other=a, day=3, who="Ben", why="a year lies between")
    low, high = sorted((ids["a"], ids["c"]))
    assert len(pairs_of([first, second], *documents)) == 2
    found = pairs_of([first, second, apart], *documents)
    assert (low, high, False) in found
    assert (*sorted((ids["b"], ids["c"])), True) in found
    assert (*sorted((ids["a"], ids["b"])), False) in found, "what differs from one of an event differs from all of it"
    assert len(found) == 3
    (constraint,) = constraints([apart], documents)[0]
    assert constraint.judgement == apart.id
    assert constraint.reason == "judged by Ben on 2026-01-03: not the same (a year lies between)"
    unsure = said("unsure", about=b, other=a, day=4)
    assert len(pairs_of([first, unsure], *documents)) == 0
    assert len(pairs_of([first, replace(unsure, who="Ben")], *documents)) == 1
    disputed = said("same", about=a, other=c, who="Ann")
    (constraint,) = constraints([disputed, apart], documents)[0]
    assert constraint.reason.endswith("; otherwise by Ann on 2026-01-01: the same")


def test_a_pair_whose_mention_is_gone_is_a_problem() -> None:
    """Nothing can be of one event with what nobody tells any more."""
    one, two = told(strike("a")), told(strike("b"), document="b")
    verdict = said("same", about=at(one, strike("a")), other=at(two, strike("b")))
    found, problems = constraints([verdict], [one, told(document="b")])
    assert (found, [problem.code for problem in problems]) == ((), ["judge.unattached"])


# ---------------------------------------------------------------------------------------------------------- parties


def named(document: str, name: str, id_: str, start: int = 16) -> Account:
    """A document that names a party, who is the actor of a strike."""
    one = ActorMention(start, start + 9, 0, id_, name, None, None, "name", 0.9, "made", True)
    party = replace(SOLEIMANI, start=start, end=start + 9, id=id_, name=name)
    made = told(strike(document, actors=(party,)), document=document)
    return replace(made, mentions=replace(made.mentions, actors=(one,)))


def test_two_parties_that_are_one_get_one_id_and_name() -> None:
    """The one of the knowledge base stays, in mentions and in events, with who decided it."""
    a, b = named("a", "Qasem Soleimani", "kb:S"), named("b", "Haj Qasem", "0hash")
    places = [(anchor(one, 16, 25, "actor"),) for one in (a, b)]
    verdict = said("same", about=places[1], other=places[0])
    first, second = judge([a, b], [verdict]).accounts
    assert first is a
    assert [one.id for one in second.mentions.actors] == ["kb:S"]
    (party,) = second.mentions.events[0].actors
    assert (party.id, party.name) == ("kb:S", "Qasem Soleimani")
    assert "judged by Ann on 2026-01-01: the same" in party.reason


def test_one_party_that_is_two_is_told_apart_and_can_be_joined_again() -> None:
    """The second document's gets an id of its own; a later "same" of the two takes that back."""
    a, b = named("a", "Soleimani", "kb:S"), named("b", "Soleimani", "kb:S")
    places = [(anchor(one, 16, 25, "actor"),) for one in (a, b)]
    apart = said("different", about=places[0], other=places[1])
    first, second = judge([a, b], [apart]).accounts
    assert first is a
    assert second.mentions.actors[0].id == second.mentions.events[0].actors[0].id != "kb:S"
    together = said("same", about=places[0], other=places[1], day=2)
    assert [one.mentions.actors[0].id for one in judge([a, b], [apart, together]).accounts] == ["kb:S", "kb:S"]


# ------------------------------------------------------------------------------------------------------------ order

DOCUMENTS = [
    told(strike(actors=(US,)), strike(start=SECOND, when="2020-01-04")),
    told(strike("b"), strike("b", THIRD, type="THREATEN"), document="b"),
    named("c", "Soleimani", "kb:S"),
]


@st.composite
def verdicts(draw: st.DrawFn) -> list[Judgement]:
    """Judgements of two judges of the three documents, some of them contradictory, some undone."""
    made: list[Judgement] = []
    for number in range(draw(st.integers(1, 9))):
        document = draw(st.sampled_from(DOCUMENTS))
        kind = draw(
            st.sampled_from(["right", "wrong", "correct", "add", "same", "different", "unsure", "undo", "field"])
        )
        start, type_ = draw(st.sampled_from([FIRST, SECOND, THIRD])), draw(st.sampled_from(["ASSAULT", "COERCE"]))
        place = (anchor(document, start, start + 6, type_),)
        other = (anchor(draw(st.sampled_from(DOCUMENTS)), FIRST, FIRST + 6, "ASSAULT"),)
        who, day = draw(st.sampled_from(["Ann", "Ben"])), draw(st.integers(1, 4))
        if kind == "undo" and made:
            made.append(said("undo", who, day, of=draw(st.sampled_from(made)).id))
        elif kind in ("same", "different", "unsure"):
            made.append(said(kind, who, day, about=place, other=other, why=str(number)))
        elif kind == "correct":
            edtf = draw(st.sampled_from(["2020-01-02", "2020-01-03"]))
            made.append(when(document, edtf, strike(document.id, start, type=type_), who=who, day=day))
        elif kind == "field":
            word = draw(st.sampled_from(["COERCE", "ASSAULT", "PROTEST"]))
            made.append(said("correct", who, day, about=place, field="type", value=Value(word=word)))
        elif kind != "undo":
            made.append(said(kind, who, day, about=place, why=str(number)))
    return made


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(verdicts(), st.randoms())
def test_judgements_in_any_order_come_to_the_same(made: list[Judgement], chance: random.Random) -> None:
    """Shuffled judgements over shuffled documents: the same accounts, constraints and problems; nothing twice."""
    first = judge(DOCUMENTS, made)
    shuffled, documents = [*made, *made], list(DOCUMENTS)
    chance.shuffle(shuffled)
    chance.shuffle(documents)
    second = judge(documents, shuffled)
    assert {one.id: one for one in second.accounts} == {one.id: one for one in first.accounts}
    assert (second.constraints, second.problems) == (first.constraints, first.problems)
    for one in first.accounts:
        ids = [mention.id for mention in one.mentions.events]
        assert len(ids) == len(set(ids))
