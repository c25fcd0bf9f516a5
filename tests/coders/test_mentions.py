"""From an answer to mentions: words and codes are the coder's, and what the words mean is read by the finders."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.coders import join_codings, read_codings
from dragoman.coders.book import Answer, Book
from dragoman.model import Account, EventMention, Problem, Span, Voice
from dragoman.resolve import resolve
from tests.coders.made import BODY, CODER, MENU, TEXT, brief, document, passage, proposal
from tests.resolve.made import event

pytestmark = pytest.mark.slow  # left out of `make quick`


def book(*told: Any) -> Book:
    """A book in which the passage was answered so."""
    text = told[0] if len(told) == 1 and isinstance(told[0], str) else json.dumps({"events": told})
    return Book({"b": brief()}, {"k": Answer("k", "b", "a", passage().shown, text)}, ())


def coded(*told: Any) -> tuple[tuple[EventMention, ...], list[Problem]]:
    codings, problems = read_codings(document(), book(*told).of_documents()["a"], book(*told))
    return codings[CODER].mentions, problems


def test_a_proposal_becomes_a_mention() -> None:
    """Trigger and parties stand where they were quoted; country, date, place and number are what the finders read."""
    ((one,), problems) = coded(proposal())
    assert not problems
    assert TEXT[one.start : one.end] == "fired missiles"
    assert (one.type, one.modes, one.status, one.coder) == ("ASSAULT", ("heavy-weapons",), "occurred", CODER)
    ((iran,), (soldiers,)) = one.actors, one.recipients
    assert (iran.id, iran.name, iran.country, iran.sector, iran.explicit) == ("kb:IRN", "Iran", "IRN", "GOV", True)
    assert iran.start == len(MENU)
    assert (soldiers.name, soldiers.country, TEXT[soldiers.start : soldiers.end]) == (
        "12 soldiers",
        None,
        "12 soldiers",
    )
    assert (one.when.edtf, one.when.basis) == ("2020-01-08", "relative")
    assert one.where is not None
    assert (one.where.name, one.where.lat) == ("Erbil", 36.19)
    (toll,) = one.tolls
    assert (toll.role, toll.best) == ("killed", 12)
    assert one.voices == (Voice("outlet", "The Test"),)
    assert {"type", "modes", "status", "actors", "recipients", "when", "where", "figures"} <= one.reasons.keys()


def test_what_nobody_reads_is_null_with_a_reason() -> None:
    """A time without a date, a place that is none, a number that is none, a pronoun without a name."""
    ((one,), problems) = coded(
        proposal(
            sentence="It warned the US, and the US warned it.",
            trigger="warned the",
            type="THREATEN",
            mode=None,
            actors=["It"],
            recipients=[],
            when="Thursday",
            where="the US, and",
            figures=[{"role": "injured", "words": "the US warned"}],
        )
    )
    assert not problems
    assert (one.actors, one.recipients, one.when.edtf, one.where, one.tolls) == ((), (), None, None, ())
    for field in ("actors", "recipients", "when", "where", "figures", "modes"):
        assert one.reasons[field].startswith("null: "), field
    assert "whom “It” means is not known" in one.reasons["actors"]


def test_a_country_in_capitals_is_no_pronoun() -> None:
    """ "US" is not "us"."""
    ((one,), _) = coded(proposal(recipients=["US, and"]))
    assert [party.name for party in one.recipients] == ["US, and"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"trigger": "launched missiles"}, "does not stand in the text"),
        ({"trigger": "condemned"}, "does not stand in the sentence"),
        ({"sentence": "Iran attacked."}, "does not stand in the text"),
        ({"actors": ["Iran", "Israel"]}, "“Israel” does not stand"),
        ({"actors": ["Reported by Iran Watch"]}, "does not stand"),
        ({"recipients": ["the US"]}, "stands in the text 2 times"),
        ({"when": "8 January"}, "does not stand"),
        ({"where": "Baghdad"}, "does not stand"),
        ({"figures": [{"role": "killed", "words": "80"}]}, "does not stand"),
        ({"figures": [{"role": "angry", "words": "12"}]}, "is no role"),
        ({"type": "BOMB"}, "is no type"),
        ({"mode": "crowd"}, "is no mode"),
        ({"status": "certain"}, "is no status"),
        ({"type": 7}, "not in the form"),
        ({"figures": [12]}, "not in the form"),
        ({"actors": "Iran"}, "not in the form"),
    ],
)
def test_a_proposal_with_one_wrong_value_is_not_kept(changed: dict[str, Any], why: str) -> None:
    """It is a problem that says what was wrong; the other events of the answer are kept."""
    ((one,), (problem,)) = coded(proposal(**changed), proposal())
    assert TEXT[one.start : one.end] == "fired missiles"
    assert (problem.code, problem.source) == ("coders.proposal", "a.txt")
    assert why in problem.message


@pytest.mark.parametrize(
    "answer", ["", "no events", "{", "[1]", '{"events": 3}', '{"found": []}', "{" * 5000, "\ud800{}"]
)
def test_an_answer_that_is_none_is_a_problem(answer: str) -> None:
    """Nothing is kept of it, and it does not count as having been read."""
    codings, (problem,) = read_codings(document(), book(answer).of_documents()["a"], book(answer))
    assert problem.code == "coders.answer"
    assert (codings[CODER].mentions, codings[CODER].read) == ((), ())


def test_an_answer_may_stand_in_other_words() -> None:
    """Models like to wrap what they say."""
    ((_,), problems) = coded(f"Sure! ```json\n{json.dumps({'events': [proposal()]})}\n``` Anything else?")
    assert not problems


def test_too_many_events_are_cut() -> None:
    """A model that repeats itself is read so far as a passage can hold events, and each event once."""
    ((_,), (problem,)) = coded(*[proposal()] * 300)
    assert "100 events more" in problem.message


WORDS = st.one_of(
    st.sampled_from(BODY.split()),
    st.sampled_from(["Iran", "the US", "Erbil", "", "x"]),
    st.text("aIrn US.", max_size=8),
)
ANYTHING = st.fixed_dictionaries({}, optional={
    "sentence": st.sampled_from(BODY.replace("\n", " ").split(". ")),
    "trigger": WORDS,
    "type": st.sampled_from(["ASSAULT", "ACCUSE", "X"]),
    "mode": st.one_of(st.none(), WORDS),
    "actors": st.lists(WORDS, max_size=3),
    "recipients": st.lists(WORDS, max_size=3),
    "when": st.one_of(st.none(), WORDS),
    "where": st.one_of(st.none(), WORDS),
    "figures": st.lists(st.fixed_dictionaries({"role": st.just("killed"), "words": WORDS}), max_size=2),
    "id": st.just("kb:IRN"),
    "edtf": st.just("1999-01-01"),
})  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(ANYTHING, max_size=4))
def test_whatever_is_answered_every_value_quotes_the_body(told: list[dict[str, Any]]) -> None:
    """No answer, however hostile, puts a value into a case that does not stand in the words that were shown."""
    found, _ = coded(*(proposal(**one) for one in told))
    shown = passage().shown
    for one in found:
        spots = [(one.start, one.end), *((party.start, party.end) for party in (*one.actors, *one.recipients))]
        spots += [(toll.start, toll.end) for toll in one.tolls]
        spots += [(at.start, at.end) for at in (one.when, one.where) if at is not None and at.start is not None]
        for start, end in spots:
            assert any(span.holds(Span(start, end)) for span in shown)
        assert one.when.edtf in (None, "2020-01-08")


# ---------------------------------------------------------------------------------------------- beside the rules


def with_rules(*events: EventMention) -> Account:
    made = document()
    return replace(made, mentions=replace(made.mentions, events=events))


def test_what_the_rules_coded_stays_as_it_is_and_the_other_coding_stands_beside() -> None:
    """One report of it, with the rules' values; what only the coder found is a mention and a report of its own."""
    fired = TEXT.index("fired")
    rules = with_rules(event("a", fired, "fired", type="COERCE"))
    only = proposal(sentence="Iraq condemned the attack.", trigger="condemned", type="ACCUSE", mode=None, when=None,
                    where=None, figures=[], actors=["Iraq"], recipients=[])  # fmt: skip
    (both,) = join_codings([rules], book(proposal(), only)).accounts
    assert [(one.coder, one.type) for one in both.mentions.events] == [("rules", "COERCE"), (CODER, "ACCUSE")]
    assert both.mentions.events[0] == rules.mentions.events[0]
    assert [(one.coder, one.type) for one in both.codings] == [(CODER, "ASSAULT")]
    before, after = resolve([rules]), resolve([both])
    assert all(report in after.reports for report in before.reports)
    assert len(after.events) == 2
    assert [event for event in before.events if event in after.events]


def test_without_answers_every_document_is_the_same_object() -> None:
    """A case that nobody else coded is what the rules made of it."""
    rules = with_rules()
    assert join_codings([rules], Book({}, {}, ())).accounts == (rules,)
    assert join_codings([rules], Book({}, {}, ())).accounts[0] is rules


def test_a_third_coder_stands_beside_the_second() -> None:
    """The first by name has the mention where the rules have none; two codings of one coder do not hide each other."""
    one = book(proposal(), proposal(type="ACCUSE", mode=None))
    third = replace(brief(), id="c", coder="openai:zoo")
    answers = one.answers | {"l": replace(one.answers["k"], key="l", brief="c")}
    (told,) = join_codings([document()], Book({"b": brief(), "c": third}, answers, ())).accounts
    assert {(made.coder, made.type) for made in told.mentions.events} == {(CODER, "ASSAULT"), (CODER, "ACCUSE")}
    assert {made.coder for made in told.codings} == {"openai:zoo"}


def test_a_later_answer_to_the_same_words_replaces_the_earlier() -> None:
    """Another brief of the same coder; what it was not asked again stays."""
    one = book(proposal())
    later = replace(one.answers["k"], key="l", text='{"events": []}')
    held = Book(one.briefs, one.answers | {"l": later}, ()).of_documents()["a"]
    assert [answer.key for answer in held[CODER]] == ["l"]


def test_spans_beyond_the_text_are_passed_over() -> None:
    """A book that was changed by hand breaks nothing."""
    one = book(proposal())
    wild = replace(one.answers["k"], shown=(Span(5_000, 6_000),))
    told = join_codings([document()], Book(one.briefs, {"k": wild}, ()))
    assert [problem.code for problem in told.problems] == ["coders.proposal"]
