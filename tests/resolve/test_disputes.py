"""Tests of resolve/disputes.py and resolve/derive.py: what reports can and cannot both be true of."""

import pytest
from msgspec.structs import replace

from dragoman.model import Account, Event, EventMention, Party, Toll
from dragoman.resolve import resolve
from dragoman.resolve.derive import Telling, derive
from dragoman.resolve.disputes import find_disputes, standing_tolls, tolls_differ
from tests.resolve.made import IRAN, US, account, event, party

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


def said(name: str, country: str | None = None, sector: str | None = "CVL") -> Party:
    """Somebody who is only described."""
    return Party(0, 1, f"said:{name}", name, country, sector, True, "made")


CIVILIANS, PEOPLE, SHOPPERS = said("civilians"), said("people"), said("shoppers")
MARKET, SQUARE = said("market", None, "BUS"), said("crowded market", None, "BUS")
RED, BLUE = party("Red Militia", "USA", "PRM"), party("Blue Militia", "IRN", "PRM")


def struck(*sides: tuple[Party, ...]) -> tuple[Event, list[str]]:
    """An event whose reports give these recipients, and the fields in dispute."""
    first = only_event(*(account(name, event(name, 10, when="2020-01-03", where="Baghdad", **SIDES)) for name in "ab"))
    made = resolve([account("a", event("a", 10, when="2020-01-03", where="Baghdad", **SIDES))]).reports[0]
    reports = [replace(made, id=str(at), recipients=side) for at, side in enumerate(sides)]
    telling = Telling({made.document: None})
    disputes = find_disputes(reports, standing_tolls(reports, telling.published))
    return derive(first, reports, telling), [one.field for one in disputes]


@pytest.mark.parametrize("fighters", [RED, BLUE])
@pytest.mark.parametrize(
    ("sides", "derived", "disputed"),
    [
        ([(MARKET,), (CIVILIANS, MARKET), ("them",), (PEOPLE, SQUARE)], {"market", "people"}, True),
        ([(CIVILIANS,), ("them",)], set(), True),  # as many say one as the other
        ([("them",), ("them",), (CIVILIANS,)], {"them"}, True),
        ([(PEOPLE,), ("them",)], {"them"}, False),  # people may be fighters
        ([(PEOPLE,), (SHOPPERS,), ("them",)], {"people"}, True),  # in the fewest and shortest words
        ([(CIVILIANS, "them"), ("them",)], {"them"}, False),  # one tells of both
        ([(MARKET,), ("them",)], {"them"}, False),  # what stands there is nobody
    ],
)
def test_who_is_described_counts_beside_who_is_named(
    fighters: Party, sides: list[tuple[Party | str, ...]], derived: set[str], disputed: bool
) -> None:
    """A party that a minority names is not what all say, whichever party it is; civilians are no fighters."""
    given = [tuple(fighters if one == "them" else one for one in side) for side in sides]
    found, fields = struck(*given)  # type: ignore[arg-type]
    assert {one.name for one in found.recipients} == {fighters.name if one == "them" else one for one in derived}
    assert ("recipients" in fields) is disputed
    assert found.reasons["recipients"].startswith("null: indeterminate") is (not derived)


def test_what_is_derived_of_parties_says_how_many_reports_give_it() -> None:
    """Where no party has half of the reports, the reason says so, and no name pushes out what is told as often."""
    assert (
        struck((CIVILIANS,), (PEOPLE,), (RED,))[0]
        .reasons["recipients"]
        .endswith("half of the reports that give any, 2 of 3")
    )
    found, _ = struck((PEOPLE,), (RED,), (MARKET,))
    assert {one.name for one in found.recipients} == {"people", RED.name, "market"}
    assert found.reasons["recipients"] == "none is given by half; given by most, 1 of 3"


def test_the_men_of_a_body_are_that_body() -> None:
    """ "Fighters of the Red Militia" count for the militia beside "men", and civilians of its town do not."""
    fighters, town = said("fighters of Red Militia", "USA", "PRM"), said("civilians of Red Militia city", "USA")
    found, _ = struck((RED,), (fighters,), (PEOPLE,), (said("men"),))
    assert RED.name in {one.name for one in found.recipients}
    found, _ = struck((RED,), (town,), (CIVILIANS,), (said("children"),))
    assert RED.name not in {one.name for one in found.recipients}


def test_sites_of_different_nouns_are_no_one_party() -> None:
    """A market and a bridge stay two; descriptions of two countries' soldiers as well."""
    bridge = said("bridge", None, None)
    assert {one.name for one in struck((MARKET,), (bridge,))[0].recipients} == {"market", "bridge"}
    ours, theirs = said("American soldiers", "USA", "MIL"), said("Iranian soldiers", "IRN", "MIL")
    assert {one.name for one in struck((ours,), (theirs,))[0].recipients} == {ours.name, theirs.name}
