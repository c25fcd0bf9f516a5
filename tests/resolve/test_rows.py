"""Tests of rows of event data beside texts: a data set knows which of its rows are one event."""

import pytest
from msgspec.structs import replace

from dragoman.model import Account, Constraint, DataRow
from dragoman.resolve import resolve
from tests.resolve.made import IRAN, SOLEIMANI, US, account, event

pytestmark = pytest.mark.slow  # left out of `make quick`

SAID = {"actors": (US,), "recipients": (IRAN,), "when": "2020-01-03", "where": "Baghdad"}


def row(number: int, data_set: str = "acled", listed: str | None = None) -> Account:
    """A row of a data set; they all say the same."""
    made = account(f"{data_set}:{number}", event(f"{data_set}:{number}", 0, killed=3, **SAID))
    return replace(made, row=DataRow(data_set, listed or str(number)))


def groups(*accounts: Account, judged: tuple[Constraint, ...] = ()) -> set[frozenset[str]]:
    """The documents of each event."""
    outcome = resolve(accounts, judged)
    told = {one.id: one.document for one in outcome.reports}
    return {frozenset(told[id_] for id_ in one.reports) for one in outcome.events}


def test_two_rows_of_one_data_set_are_two_events() -> None:
    """However alike they are, a row lists an event of its own; a row of another data set may tell of one of them."""
    assert groups(row(1), row(2)) == {frozenset({"acled:1"}), frozenset({"acled:2"})}
    assert groups(row(1), row(1, "ucdp")) == {frozenset({"acled:1", "ucdp:1"})}


def test_a_text_between_them_does_not_join_two_rows() -> None:
    """A text that fits both is joined to one of them."""
    text = account("text", event("text", 0, killed=3, **SAID))
    found = groups(row(1), row(2), text)
    assert len(found) == 2
    assert not any({"acled:1", "acled:2"} <= one for one in found)


def test_rows_that_a_data_set_lists_as_one_event_are_one() -> None:
    """Reports of one event stay together, even where they name another deed, day and place."""
    other = account(
        "set:2", event("set:2", 0, "kidnap", type="COERCE", recipients=(SOLEIMANI,), when="2019-05-05", where="Basra")
    )
    assert groups(row(1, "set", "e"), replace(other, row=DataRow("set", "e"))) == {frozenset({"set:1", "set:2"})}


def test_people_may_judge_two_rows_to_be_one() -> None:
    """A judgement beats what a data set lists."""
    one, two = row(1), row(2)
    ids = sorted(account.mentions.events[0].id for account in (one, two))
    judged = (Constraint(ids[0], ids[1], same=True, judgement="j", reason="judged"),)
    assert groups(one, two, judged=judged) == {frozenset({"acled:1", "acled:2"})}


def test_in_a_large_group_rows_stay_apart_too() -> None:
    """Among a hundred rows of two data sets that all say the same no event holds two rows of one of them."""
    found = groups(*(row(number, name) for number in range(50) for name in ("acled", "ucdp")))
    assert all(len({id_.partition(":")[0] for id_ in one}) == len(one) for one in found)
