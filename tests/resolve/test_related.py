"""Tests of resolve/related.py: events that belong together without being one."""

from msgspec.structs import replace

from dragoman.model import Account, Event
from dragoman.resolve import resolve
from tests.resolve.made import IRAN, US, account, event

SIDES = {"actors": (IRAN,), "recipients": (US,)}


def by_document(*accounts: Account) -> dict[str, Event]:
    """The event that each document tells of."""
    made = resolve(accounts)
    document_of = {report.id: report.document for report in made.reports}
    return {document_of[id_]: one for one in made.events for id_ in one.reports}


def relations(found: dict[str, Event], document: str) -> set[tuple[str, str]]:
    """What the event of a document is to those of others."""
    names = {one.id: name for name, one in found.items()}
    return {(other.relation, names[other.event]) for other in found[document].related}


def test_a_set_of_attacks_contains_the_single_ones() -> None:
    """“Attacks” of a year are no attack of that year, but contain it; both sides say so, with a reason."""
    found = by_document(
        account("set", event("set", 10, "attacks", when="2023-11", where="Iraq", **SIDES)),
        account("one", event("one", 10, "attack", when="2023-11-04", where="Baghdad", **SIDES)),
        account("else", event("else", 10, "attack", when="2021-02-01", where="Baghdad", **SIDES)),
    )
    assert relations(found, "set") == {("contains", "one")}
    assert relations(found, "one") == {("part_of", "set")}
    assert relations(found, "else") == set()
    assert found["one"].related[0].reason


def test_a_plan_and_its_fulfilment_are_linked_and_not_merged() -> None:
    """A strike that is planned and the strike that was done are two events; the one fulfils the other."""
    plan = event("plan", 10, "strike", when="2023-11", status="planned", where="Baghdad", **SIDES)
    done = event("done", 10, "strike", when="2023-11-04", where="Baghdad", **SIDES)
    found = by_document(account("plan", plan), account("done", done))
    assert relations(found, "done") == {("fulfils", "plan")}
    assert relations(found, "plan") == {("fulfilled_by", "done")}


def test_a_demand_is_linked_to_what_it_asks_for() -> None:
    """A vote for a withdrawal asks for the withdrawal that follows, not for one before it or by others."""
    vote = {"type": "REQUEST", "actors": (IRAN,), "recipients": (US,), "topic": ("troop", "withdraw")}
    gone = {"type": "RETREAT", "actors": (US,)}
    found = by_document(
        account("vote", event("vote", 10, "vote", when="2020-01-05", **vote)),
        account("after", event("after", 10, "withdraw", when="2021-12", **gone)),
        account("before", event("before", 10, "withdraw", when="2011-12", **gone)),
        account("others", event("others", 10, "withdraw", when="2021-12", **(gone | {"actors": (IRAN,)}))),
    )
    assert ("asks_for", "after") in relations(found, "vote")
    assert ("asked_for_by", "vote") in relations(found, "after")
    assert relations(found, "before") == set()


def test_relations_name_events_of_the_case_and_are_seen_from_both_sides() -> None:
    """Every related event exists, and is related back."""
    told = [event("a", 10, "attacks", when="2023", **SIDES), event("a", 2000, "attack", when="2023-11-04", **SIDES)]
    made = resolve([account("a", *told), account("b", replace(event("b", 10, "attack", when="2023-11-04", **SIDES)))])
    events = {one.id: one for one in made.events}
    for one in made.events:
        for other in one.related:
            assert any(back.event == one.id for back in events[other.event].related)
