"""Chains: stated links lifted to events, and rings told apart."""

from dragoman.situation.chains import find_chains
from tests.situation.made import ORMS, TARIM, VESNA, World


def test_stated_links_make_a_chain_by_time() -> None:
    """Events that no link joins are in no chain, however near they lie."""
    world = World()
    paper = world.document("a")
    raid = world.event(paper, "ASSAULT", [ORMS], [VESNA], when="2020-01-01")
    strike = world.event(paper, "ASSAULT", [VESNA], [ORMS], when="2020-01-02")
    protest = world.event(paper, "PROTEST", [TARIM], [VESNA], when="2020-01-03")
    world.event(paper, "CONSULT", [TARIM], [VESNA], when="2020-01-02")
    paper.link("in response to", raid, strike)
    paper.link("after", strike, protest, "follows")
    (chain,) = find_chains(world.scene()).chains
    assert chain.events == ("em0000", "em0001", "em0002")
    assert [(step.cause, step.effect, step.relation) for step in chain.steps] == [
        ("em0000", "em0001", "responds_to"),
        ("em0001", "em0002", "follows"),
    ]


def test_outlets_that_tell_differently_who_struck_first_are_both_shown() -> None:
    """A ring is not broken at some step: all its steps stand apart, each with who tells it."""
    world = World()
    north, south = world.document("a", "North"), world.document("b", "South")
    raid = world.event(north, "ASSAULT", [ORMS], [VESNA], same="raid")
    strike = world.event(north, "ASSAULT", [VESNA], [ORMS], same="strike")
    north.link("in response to", raid, strike)
    raid_too = world.event(south, "ASSAULT", [ORMS], [VESNA], same="raid")
    strike_too = world.event(south, "ASSAULT", [VESNA], [ORMS], same="strike")
    south.link("in answer to", strike_too, raid_too)
    found = find_chains(world.scene())
    assert found.chains == ()
    (ring,) = found.rings
    assert ring.tellers == ("North", "South")
    assert {(step.cause, step.effect) for step in ring.steps} == {("raid", "strike"), ("strike", "raid")}


def test_what_leads_out_of_a_ring_stays_a_chain() -> None:
    """Every stated step is either in a chain or in a ring, none in neither."""
    world = World()
    paper = world.document("a")
    told = [world.event(paper, "ASSAULT", [ORMS], [VESNA]) for _ in range(3)]
    for cause, effect in ((0, 1), (1, 0), (1, 2)):
        paper.link("after", told[cause], told[effect], "follows")
    found = find_chains(world.scene())
    assert sum(len(chain.steps) for chain in found.chains) == 1
    assert sum(len(ring.steps) for ring in found.rings) == 2
