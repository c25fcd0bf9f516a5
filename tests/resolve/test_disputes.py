"""Tests of resolve/disputes.py and resolve/derive.py: what reports can and cannot both be true of."""

import pytest
from msgspec.structs import replace

from dragoman.model import Account, Event, EventMention, Toll
from dragoman.resolve import resolve
from dragoman.resolve.disputes import tolls_differ
from tests.resolve.made import IRAN, US, account, event

SIDES = {"actors": (US,), "recipients": (IRAN,)}


def toll(low: float | None, high: float | None) -> Toll:
    """A figure of the killed."""
    return Toll("killed", low, low if low == high else None, high, 0, 1)


@pytest.mark.parametrize(
    ("figures", "differ"),
    [
        ([(7, 7), (7, 7)], False),
        ([(4, None), (7, 7)], False),  # at least 4, and 7
        ([(None, 10), (7, 7)], False),  # up to 10, and 7
        ([(5, 10), (7, 7)], False),  # a range that holds the other
        ([(25, None), (31, 31)], False),
        ([(25, 25), (31, 31)], True),
        ([(4, None), (3, 3)], True),
        ([(1, 5), (4, 9), (6, 6)], True),  # each two of three but the first and last could be
    ],
)
def test_figures_differ_only_where_they_cannot_both_be_true(figures: list[tuple], differ: bool) -> None:
    """An open bound covers what lies beyond it, a range what lies in it."""
    assert tolls_differ([toll(low, high) for low, high in figures]) is differ


def dead(document: str, killed: float, outlet: str, published: str) -> Account:
    """A document that reports one strike with a number of dead."""
    told = account(document, event(document, 10, killed=killed, when="2020-01-03", **SIDES), published=published)
    return replace(told, meta=replace(told.meta, outlet=outlet))


def only_event(*accounts: Account) -> Event:
    """The one event that the documents tell of."""
    (found,) = resolve(accounts).events
    return found


def test_an_update_by_the_same_outlet_revises_and_disputes_nothing() -> None:
    """Of one outlet the figure that it published last stands; that of another outlet is a dispute."""
    early, late = dead("a", 5, "Ledger", "2020-01-03"), dead("b", 8, "Ledger", "2020-01-05")
    (figure,) = only_event(early, late).tolls
    assert (figure.low, figure.best, figure.high) == (8, 8, 8)
    assert only_event(early, late).disputed == ()
    assert [one.field for one in only_event(early, late, dead("c", 5, "Courier", "2020-01-05")).disputed] == ["killed"]


def with_when(document: str, when: str) -> EventMention:
    return event(document, 10, when=when, where="Baghdad", **SIDES)


def test_precision_is_no_dispute_and_the_most_precise_time_is_taken() -> None:
    """A year, a month and a day that lie in one another agree; the day is derived, with its rule."""
    found = only_event(*(account(when, with_when(when, when)) for when in ("2020", "2020-01", "2020-01-03")))
    assert found.disputed == ()
    assert found.when is not None
    assert found.when.edtf == "2020-01-03"
    assert "3 of 3" in found.reasons["when"]


def test_a_denial_disputes_what_others_tell() -> None:
    """Where one outlet tells and another denies, the status is disputed, and names both."""
    told = event("a", 10, "kill", when="2020-01-03", where="Baghdad", **SIDES)
    denied = replace(event("b", 10, "kill", when="2020-01-03", where="Baghdad", **SIDES), status="denied")
    (dispute,) = only_event(account("a", told), account("b", denied)).disputed
    assert dispute.field == "status"
    assert [value.value for value in dispute.values] == ["denied", "occurred"]
