"""Tests of resolve/clusters.py and resolve/evidence.py: what is compared, and why two accounts are one event."""

import math
import random
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.model import Account, Party
from dragoman.resolve import clusters, compare, resolve
from dragoman.resolve.events import _blocks
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import gists
from tests.resolve.made import IRAN, MUHANDIS, PLACES, US, account, event, news, party
from tests.resolve.test_events import groups

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

BASE = {"actors": (party("Kataib Hezbollah", "IRQ", "PRM"),), "recipients": (US,), "where": "Baghdad airport"}


def test_a_rocket_attack_a_week_on_one_base_stays_as_many_events() -> None:
    """Eight attacks by one group on one base, each told by three documents, are eight events."""
    days = [f"2020-0{3 + week // 4}-{3 + 7 * (week % 4):02}" for week in range(8)]
    told = [
        account(f"{day} {name}", event(f"{day} {name}", 10, "attack", when=day, **BASE))
        for day in days
        for name in "abc"
    ]
    assert groups(*told) == [{f"{day} {name}" for name in "abc"} for day in days]


def test_a_strike_by_the_state_and_by_its_president_is_one() -> None:
    """Tellers name a state, its forces or its head for one deed; for a speech each speaks for itself."""
    trump = party("Donald Trump", "USA", "GOV", person=True)
    pentagon = party("Pentagon", "USA", "MIL")
    deed = {"recipients": (party("Kataib Hezbollah", "IRQ", "PRM"),), "when": "2019-12-29"}
    assert groups(
        account("a", event("a", 10, "strike", actors=(US,), **deed)),
        account("b", event("b", 10, "strike", actors=(trump,), **deed)),
    ) == [{"a", "b"}]
    speech = {"type": "ACCUSE", "recipients": (IRAN,), "when": "2019-12"}
    assert groups(
        account("a", event("a", 10, "condemn", actors=(pentagon,), **speech)),
        account("b", event("b", 10, "denounce", actors=(trump,), **speech)),
    ) == [{"a"}, {"b"}]


def test_who_struck_whom_is_not_turned_round() -> None:
    """A strike of one state on another and one the other way round, on one day, are two events."""
    day = {"when": "2020-01-08", "where": "Baghdad"}
    assert groups(
        account("a", event("a", 10, "strike", actors=(US,), recipients=(IRAN,), **day)),
        account("b", event("b", 10, "strike", actors=(IRAN,), recipients=(US,), **day)),
    ) == [{"a"}, {"b"}]


def test_a_further_one_is_another_one() -> None:
    """In one text “the strike” is the one told before, “a second strike” is not."""
    texts = {"again": "A strike hit the base on Friday. The strike broke a wall.",
             "further": "A strike hit the base on Friday. A second strike broke a wall."}  # fmt: skip
    count = {}
    for name, text in texts.items():
        first, then = (found.start() for found in re.finditer("strike", text))
        told = event(name, first, "strike", actors=(US,), recipients=(IRAN,), when="2020-01-03")
        count[name] = len(resolve([account(name, told, event(name, then), text=text + " Blank." * 200)]).events)
    assert count == {"again": 1, "further": 2}


def swapped(one: Account) -> Account:
    """The same account with the names of the two states exchanged."""
    other = {US.id: IRAN, IRAN.id: US}

    def side(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(other.get(party.id, party) for party in parties)

    mentions = tuple(replace(m, actors=side(m.actors), recipients=side(m.recipients)) for m in one.mentions.events)
    return replace(one, mentions=replace(one.mentions, events=mentions))


def test_swapping_two_states_swaps_nothing_but_their_names() -> None:
    """The same mentions are put together, and for the same reasons, whoever of the two did it to the other."""
    told = [
        account("a", event("a", 10, "strike", actors=(US,), recipients=(IRAN,), when="2020-01")),
        account("b", event("b", 10, "bombing", actors=(US,), recipients=(IRAN,), when="2020-01-03")),
        account("c", event("c", 10, "attack", actors=(IRAN,), recipients=(US,), when="2020-01-08")),
        account("d", event("d", 10, "attack", actors=(IRAN,), when="2020-01-08"), event("d", 500, "strike")),
    ]
    before, after = resolve(told), resolve([swapped(one) for one in told])
    assert [(one.id, one.reports, one.links) for one in before.events] == [
        (one.id, one.reports, one.links) for one in after.events
    ]
    for one, other in zip(before.reports, after.reports, strict=True):
        assert [party.id for party in other.actors] == [{US.id: IRAN.id, IRAN.id: US.id}[p.id] for p in one.actors]


def test_the_reason_of_a_link_adds_up_to_its_score() -> None:
    """What `explain` prints of a link is all of it: its parts make the log-odds of its score."""
    told = {"actors": (US,), "recipients": (IRAN,), "when": "2020-01-03"}
    (found,) = resolve([account(name, event(name, 10, "strike", **told)) for name in "ab"]).events
    (link,) = found.links
    parts = [float(number) for number in re.findall(r"[+-]\d+\.\d", link.reason)]
    odds = math.log(link.score / (1 - link.score))
    assert sum(parts) == pytest.approx(odds, abs=0.05 * len(parts) + 0.6 * (link.score > 0.99))
    assert "same recipient" in link.reason


def compared(count: int) -> int:
    """How many pairs of a case of so many mentions are compared across documents."""
    gathered = Gathered(gists(news(count)))
    table = gathered.table(gathered.said().places)
    return len(clusters.candidates(table.first, _blocks(table)))


def test_rows_are_compared_with_those_of_their_blocks() -> None:
    """In a small block everybody meets everybody, in a large one those next in time; each pair is met once."""
    chance = random.Random(5)
    order = np.array([chance.choice((np.nan, *range(50))) for _ in range(200)])
    blocks = {0: list(range(0, 200, 2)), 1: list(range(0, 90, 3)), 2: [1], 3: list(range(60))}
    wanted = set()
    for rows in blocks.values():
        in_time = sorted(rows, key=lambda row: (np.inf if np.isnan(order[row]) else order[row], row))
        reach = len(rows) if len(rows) <= clusters.WHOLE_BLOCK else clusters.BLOCK_REACH
        wanted |= {tuple(sorted((a, b))) for at, a in enumerate(in_time) for b in in_time[at + 1 : at + 1 + reach]}
    rows, block = zip(*((row, number) for number, rows in blocks.items() for row in rows), strict=True)
    found = clusters.candidates(order, (np.array(rows, np.int64), np.array(block, np.int64)))
    assert [divmod(pair, 200) for pair in found.tolist()] == sorted(wanted)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.floats(-compare.BOUND, compare.BOUND), max_size=12))
def test_what_was_compared_is_known_again_to_the_last_bit(odds: dict[int, float]) -> None:
    """A pair that was compared has its rounded log-odds, and any other, also where none was, has none."""
    pairs = np.array(sorted(odds), np.int64)
    rounded = np.array([odds[pair] for pair in sorted(odds)]).round(compare.DIGITS)
    compared = compare.Compared(pairs, np.rint(rounded * compare.UNIT).astype(np.int32))
    known = dict(zip(sorted(odds), rounded.tolist(), strict=True))
    found = compared.odds_of(np.arange(-1, 32)).tolist()
    assert [None if math.isnan(one) else one for one in found] == [known.get(pair) for pair in range(-1, 32)]


def test_the_work_grows_with_the_accounts_not_with_their_pairs() -> None:
    """Of four times as many mentions no more than about four times as many pairs are compared."""
    assert compared(8_000) < 5 * compared(2_000)


def test_places_within_one_another_are_no_dispute_and_no_obstacle() -> None:
    """A strike at an airport, in its city and in its country is one event at one place."""
    told = {"actors": (US,), "recipients": (IRAN,), "when": "2020-01-03"}
    names = ("Baghdad airport", "Baghdad", "Iraq")
    (found,) = resolve([account(name, event(name, 10, "strike", where=name, **told)) for name in names]).events
    assert found.disputed == ()
    assert found.where == PLACES["Baghdad airport"]


def test_columns_hold_what_accounts_say() -> None:
    """A bare return knows the last act before it that it may mean, and no other row does."""
    told = account(
        "a",
        event("a", 10, "kill", recipients=(IRAN,)),
        event("a", 200, "meet", type="CONSULT", actors=(US,)),
        event("a", 400, "murder"),
    )
    table = Gathered(gists([told])).table(range(3))
    assert table.bare.tolist() == [False, False, True]
    assert table.antecedent.tolist() == [-1, -1, 0]


def test_nobody_tells_of_an_act_before_it_can_have_been() -> None:
    """Attacks told as facts in a text of 2020 are not those that another text puts into 2023."""
    sides = {"actors": (IRAN,), "recipients": (US,), "where": "Iraq"}
    early = account("early", event("early", 10, "attack", **sides), published="2020-04-05")
    late = account("late", event("late", 10, "attack", when="2023-10", **sides), published="2024-02-07")
    assert len(resolve([early, late]).events) == 2
    after = account("early", event("early", 10, "attack", **sides), published="2024-01-05")
    assert len(resolve([after, late]).events) == 1


def test_the_killing_of_a_man_is_not_that_of_his_compatriots() -> None:
    """One document tells of both in one word; a named person is none of several who are only described."""
    fighters = replace(party("fighters of the guard", "IRQ", "REB"), id="said:fighters")
    told = account(
        "a",
        event("a", 0, "kill", recipients=(MUHANDIS,)),
        event("a", 400, "kill", actors=(US,), recipients=(fighters,)),
    )
    assert len(resolve([told]).events) == 2


def test_what_two_states_do_on_one_day_is_not_one() -> None:
    """The same word, day and story do not make one act of those of two states."""
    one, other = (
        account(name, event(name, 0, "attack", actors=(state,), when="2020-01-03"))
        for name, state in (("a", US), ("b", IRAN))
    )
    assert len(resolve([one, other]).events) == 2


def test_what_is_feared_in_two_years_is_not_one() -> None:
    """Without dates of their own, accounts that were published long apart tell of two things."""
    said = {"status": "hypothetical", "recipients": (US,)}
    one, soon, later = (
        account(name, event(name, 0, "attack", **said), published=published)
        for name, published in (("a", "2020-04-05"), ("b", "2020-04-08"), ("c", "2021-07-16"))
    )
    assert len(resolve([one, soon]).events) == 1
    assert len(resolve([one, later]).events) == 2


def test_shooting_down_a_plane_is_no_shelling() -> None:
    """What one side does in one town on one day is two things where words of two kinds name it."""
    one, other = (
        account(name, event(name, 0, word, actors=(IRAN,), when="2020-01-08", where="Baghdad"))
        for name, word in (("a", "shell"), ("b", "shoot down"))
    )
    assert len(resolve([one, other]).events) == 2


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_a_component_is_all_that_a_chain_of_pairs_leads_to(pairs: list[tuple[int, int]]) -> None:
    """Each row is at home in the lowest row that can be reached from it, and a row in no pair in itself."""
    homes = [{row} for row in range(20)]
    for one, other in pairs:
        both = homes[one] | homes[other]
        for row in both:
            homes[row] = both
    a, b = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    assert clusters._components(20, a, b).tolist() == [min(home) for home in homes]
