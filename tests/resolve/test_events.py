"""Tests of resolve: what comes together and what stays apart."""

import gc
import random
from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Account
from dragoman.resolve import columns, gathered, gist, resolve, resolve_large
from dragoman.resolve.events import _rank
from dragoman.resolve.gist import Gist, gists
from tests.resolve.made import IRAN, MUHANDIS, SOLEIMANI, US, account, event, news, party


def groups(*accounts: Account) -> list[set[str]]:
    """The documents of each event, the largest first."""
    made = resolve(accounts)
    reports = {report.id: report.document for report in made.reports}
    return sorted(
        ({reports[id_] for id_ in one.reports} for one in made.events), key=lambda one: (-len(one), sorted(one))
    )


def test_one_killing_under_four_words_is_one_event() -> None:
    """Reports of a killing agree though one says assassination, one death, one gives only the year, one no actor."""
    made = groups(
        account("a", event("a", 10, "assassination", actors=(US,), recipients=(SOLEIMANI,), when="2020")),
        account("b", event("b", 10, "assassinate", recipients=(SOLEIMANI, MUHANDIS), when="2020-01")),
        account("c", event("c", 10, "killing", recipients=(SOLEIMANI, MUHANDIS), when="2020-01")),
        account(
            "d",
            event("d", 10, "kill", actors=(US,), recipients=(SOLEIMANI,), when="2020-01-03", where="Baghdad airport"),
        ),
    )
    assert made == [{"a", "b", "c", "d"}]


def test_two_strikes_of_the_same_parties_on_different_days_stay_apart() -> None:
    """Dates that exclude each other outweigh everything that is alike."""
    made = groups(
        account("a", event("a", 10, actors=(US,), recipients=(IRAN,), when="2024-01-12", where="Basra")),
        account("b", event("b", 10, actors=(US,), recipients=(IRAN,), when="2024-01-23", where="Basra")),
    )
    assert made == [{"a"}, {"b"}]


def test_one_attack_is_not_the_attacks_that_it_was_one_of() -> None:
    """An aggregate of a year does not swallow a single strike of that year."""
    sides = {"actors": (IRAN,), "recipients": (US,)}
    made = groups(
        account("a", event("a", 10, "attacks", when="2023", **sides)),
        account("b", event("b", 10, "attack", when="2023-11-04", **sides)),
    )
    assert made == [{"a"}, {"b"}]


def test_the_same_day_in_two_cities_is_two_events() -> None:
    """Places that a reader would tell apart separate strikes of one day."""
    made = groups(
        account("a", event("a", 10, actors=(US,), recipients=(IRAN,), when="2024-01-12", where="Basra")),
        account("b", event("b", 10, actors=(US,), recipients=(IRAN,), when="2024-01-12", where="Damascus")),
    )
    assert made == [{"a"}, {"b"}]


def test_nothing_but_a_type_in_common_joins_nothing() -> None:
    """Two bare mentions in two documents are two events."""
    assert groups(account("a", event("a", 10)), account("b", event("b", 10))) == [{"a"}, {"b"}]


def test_a_document_returns_to_its_event() -> None:
    """“The strike”, bare, soon after the strike was told of, is a second mention of it in the same report."""
    told = account("a", event("a", 10, actors=(US,), recipients=(SOLEIMANI,), when="2020-01-03"), event("a", 300))
    made = resolve([told])
    assert len(made.events) == len(made.reports) == 1
    assert len(made.reports[0].mentions) == 2


def test_a_document_has_one_report_of_an_event() -> None:
    """However many groups of mentions of a document end up in an event, they make one report."""
    dated = {"recipients": (SOLEIMANI,), "when": "2020-01-03"}
    made = resolve(
        [
            account("a", event("a", 10, "kill", **dated), event("a", 4000, "death", recipients=(SOLEIMANI,))),
            account("b", event("b", 10, "kill", **dated)),
        ]
    )
    for one in made.events:
        documents = [report.document for report in made.reports if report.event == one.id]
        assert len(documents) == len(set(documents))


def test_verbal_events_need_the_same_topic() -> None:
    """Two demands of one side in one month on two matters are two events; on one matter, one."""
    sides = {"type": "REQUEST", "actors": (IRAN,), "recipients": (US,), "when": "2020-01"}
    leave = [account(name, event(name, 10, "demand", topic=("troop", "withdraw"), **sides)) for name in "ab"]
    money = account("c", event("c", 10, "call", topic=("asset", "release"), **sides))
    assert groups(*leave, money) == [{"a", "b"}, {"c"}]


def test_differing_tolls_are_a_dispute_and_differing_precision_is_none() -> None:
    """25 killed against 31 is disputed; January 2020 against 3 January 2020 is not."""
    both = {"actors": (US,), "recipients": (party("Kataib Hezbollah", "IRQ", "PRM"),)}
    (found,) = resolve(
        [
            account("a", event("a", 10, killed=25, when="2019-12-29", **both)),
            account("b", event("b", 10, killed=31, when="2019-12", **both)),
        ]
    ).events
    assert [dispute.field for dispute in found.disputed] == ["killed"]
    assert found.when is not None
    assert found.when.edtf == "2019-12-29"
    (toll,) = found.tolls
    assert (toll.low, toll.best, toll.high) == (25, None, 31)


def test_only_outlets_that_could_have_known_are_silent() -> None:
    """An outlet that published before the event is not silent about it; one that published after is."""
    told = event("a", 10, recipients=(SOLEIMANI,), when="2020-01-03")
    (found,) = resolve([account("a", told), account("b"), account("c", published="2019-06-01")]).events
    assert found.silent == ("The b",)


def test_a_copied_text_is_one_voice() -> None:
    """Of three reports, two of which print the same text, the two count once in what is derived."""
    text = " ".join(f"word{number}" for number in range(200))
    both = {"actors": (US,), "recipients": (SOLEIMANI,), "when": "2020-01-03"}
    made = resolve(
        [
            account("a", event("a", 10, killed=5, **both), text=text, published="2020-01-04"),
            account("b", event("b", 10, killed=5, **both), text=text + " and more", published="2020-01-05"),
            account("c", event("c", 10, killed=8, **both)),
        ]
    )
    copies = {report.document: report.same_text_as for report in made.reports}
    original = next(report.id for report in made.reports if report.document == "a")
    assert copies == {"a": None, "b": original, "c": None}
    assert made.events[0].tolls[0].best is None, "five and eight are told by one independent account each"


@pytest.mark.slow
def test_the_order_of_documents_changes_nothing() -> None:
    """Whatever the order of the input, the same events, reports and ids come out."""
    four = [
        account("a", event("a", 10, "assassination", actors=(US,), recipients=(SOLEIMANI,), when="2020")),
        account("b", event("b", 10, "assassinate", recipients=(SOLEIMANI, MUHANDIS), when="2020-01")),
        account("c", event("c", 10, "strike", actors=(US,), recipients=(MUHANDIS,), when="2020-01-03")),
        account("d", event("d", 10, "attack", actors=(IRAN,), recipients=(US,), when="2020-01-08", where="Basra")),
    ]
    outcomes = [resolve(order) for order in permutations(four)]
    assert all(outcome == outcomes[0] for outcome in outcomes)


@pytest.mark.slow
def test_the_order_of_a_large_case_changes_nothing_either() -> None:
    """Documents of made news are numbered as they come in; what comes of them is the same in any order."""
    told = list(news(1_500))
    before = resolve(told)
    random.Random(4).shuffle(told)
    assert resolve(told) == before


def test_a_further_document_keeps_the_ids_of_what_it_does_not_touch() -> None:
    """Adding a document about something else leaves events and reports as they were."""
    told = account("a", event("a", 10, recipients=(SOLEIMANI,), when="2020-01-03"))
    before = resolve([told])
    after = resolve([told, account("b", event("b", 10, "meet", type="CONSULT", actors=(IRAN,), when="2021-05-05"))])
    assert {event.id for event in before.events} < {event.id for event in after.events}
    assert {report.id for report in before.reports} < {report.id for report in after.reports}


PARTIES = st.lists(st.sampled_from((US, IRAN, SOLEIMANI, MUHANDIS)), max_size=2, unique=True).map(tuple)
MENTIONS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 40), st.sampled_from(("kill", "strike", "meet")), PARTIES, PARTIES,
        st.sampled_from((None, "2020", "2020-01", "2020-01-03", "2020-01-08")),
        st.sampled_from((None, "Baghdad", "Basra", "Iraq")),
    ),
    max_size=12, unique_by=lambda made: (made[0], made[1]),
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(MENTIONS)
def test_every_mention_is_in_exactly_one_report_and_every_report_in_one_event(made: list[tuple]) -> None:
    """Nothing is lost and nothing told twice, whatever is found."""
    events = {
        name: [
            event(doc, at * 100, word, actors=who, recipients=whom, when=when, where=where)
            for doc, at, word, who, whom, when, where in made
            if doc == name
        ]
        for name in "abc"
    }
    outcome = resolve([account(name, *found) for name, found in events.items()])
    told = sorted(id_ for report in outcome.reports for id_ in report.mentions)
    assert told == sorted(mention.id for found in events.values() for mention in found)
    assert sorted(report.id for report in outcome.reports) == sorted(
        id_ for one in outcome.events for id_ in one.reports
    )
    assert all(report.event in {one.id for one in outcome.events} for report in outcome.reports)


def test_what_is_remembered_and_what_waits_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case is resolved alike, whether documents are read one by one or together, and looked at once or anew."""
    told = list(news(300))
    once = resolve(told)
    monkeypatch.setattr(gathered, "AT_ONCE", 1)
    monkeypatch.setattr(gist, "AT_ONCE", 1)
    monkeypatch.setattr(columns, "REMEMBERED", 2)
    assert resolve(told) == once


def test_events_come_in_the_order_of_their_ranks() -> None:
    """Those that are made last, of one report each, stand where they would if all had been made first."""
    ranks = [(*_rank(one), one.event.id) for one in resolve_large(gists(news(600))).finished]
    assert ranks == sorted(ranks)
    assert len({reports for reports, *_ in ranks}) > 1


@pytest.mark.parametrize("searched", [True, False])
def test_the_search_for_circles_rests_only_while_resolve_works(*, searched: bool) -> None:
    """Who asks for events has the collector as it was, between two of them and after the last one."""

    def told() -> Iterator[Gist]:
        for one in gists(news(100)):
            seen.add(("within", gc.isenabled()))
            yield one

    seen: set[tuple[str, bool]] = set()
    (gc.enable if searched else gc.disable)()
    try:
        for _ in resolve_large(told()).finished:
            seen.add(("between", gc.isenabled()))
        assert seen == {("within", False), ("between", searched)}
        assert gc.isenabled() == searched
    finally:
        gc.enable()
