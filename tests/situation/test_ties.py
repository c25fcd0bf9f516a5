"""Ties: gathered per pair, and set against each other only where they could contradict."""

from dragoman.situation.ties import find_contrasts, gather_ties, tellers
from tests.situation.made import World


def test_a_tie_that_several_state_is_one_with_all_who_state_it() -> None:
    """An alliance runs both ways; to back does not."""
    world = World()
    world.document("a", "North").tie("Vesna is an ally of Tarim.", "Vesna", "allied_with", "Tarim")
    world.document("b", "South").tie("Tarim is an ally of Vesna.", "Tarim", "allied_with", "Vesna")
    world.document("b", "South").tie("Tarim backs Vesna.", "Tarim", "backs", "Vesna")
    ties = gather_ties(world.scene())
    assert [(tie.a, tie.relation, tie.b, tellers(tie)) for tie in ties] == [
        ("Tarim", "allied_with", "Vesna", ("North", "South")),
        ("Tarim", "backs", "Vesna", ("South",)),
    ]


def test_a_bond_that_changed_is_no_contradiction() -> None:
    """An alliance until 2015 and enmity now, by different tellers, are two spells."""
    world = World()
    world.document("a", "North").tie("Until 2015 they were allies.", "Tarim", "allied_with", "Vesna", None, "2015")
    world.document("b", "South").tie("They are enemies.", "Tarim", "opposes", "Vesna")
    (contrast,) = find_contrasts(gather_ties(world.scene()))
    assert contrast.kind == "change"


def test_tellers_of_one_time_who_contradict_each_other_dispute() -> None:
    """Published on one day, ally and enemy are a dispute; by one teller they are two respects of the thing."""
    world = World()
    world.document("a", "North").tie("They are allies.", "Tarim", "allied_with", "Vesna")
    world.document("b", "South").tie("They are enemies.", "Tarim", "opposes", "Vesna")
    assert [one.kind for one in find_contrasts(gather_ties(world.scene()))] == ["dispute"]
    world.document("b", "South").tie("They are allies.", "Tarim", "allied_with", "Vesna")
    assert [one.kind for one in find_contrasts(gather_ties(world.scene()))] == ["change"]


def test_a_tie_belongs_to_its_own_time_not_to_that_of_its_document() -> None:
    """What ended in 2015 is left out of what is asked for from 2018 on, though it was published in 2020."""
    world = World()
    world.document("a").tie("Until 2015 they were allies.", "Tarim", "allied_with", "Vesna", "2010", "2015")
    assert gather_ties(world.scene(since="2018")) == ()
    assert len(gather_ties(world.scene(since="2014", until="2016"))) == 1
