"""The network: bonds with a sign, central parties and triads in and out of balance."""

import pytest

from dragoman.situation.dyads import find_dyads
from dragoman.situation.network import Network, find_networks
from dragoman.situation.ties import gather_ties
from tests.situation.made import ORMS, TARIM, VESNA, World


def networks(world: World) -> tuple[Network, ...]:
    scene = world.scene()
    return find_networks(scene, find_dyads(scene), gather_ties(scene))


@pytest.mark.parametrize(
    ("third", "balance", "breaking"),
    [("AID", 0.0, (("Orm Front", "Tarim", "Vesna"),)), ("ASSAULT", 1.0, ())],
)
def test_my_enemys_friend_is_my_enemy(third: str, balance: float, breaking: tuple[tuple[str, ...], ...]) -> None:
    """Two friends of whom one helps the other's enemy are out of balance."""
    world = World()
    paper = world.document("a")
    world.event(paper, "AID", [VESNA], [TARIM])
    world.event(paper, "ASSAULT", [VESNA], [ORMS])
    world.event(paper, third, [TARIM], [ORMS])
    whole = networks(world)[0]
    assert (whole.balance, whole.breaking, whole.triads) == (balance, breaking, 1)
    assert [one.degree for one in whole.central] == [2, 2, 2]


def test_a_stated_tie_and_acts_that_contradict_it_make_a_mixed_bond() -> None:
    """A mixed bond takes no part in balance."""
    world = World()
    paper = world.document("a")
    world.event(paper, "ASSAULT", [VESNA], [TARIM])
    paper.tie("Vesna and Tarim are allies.", "Vesna", "allied_with", "Tarim")
    (bond,) = networks(world)[0].bonds
    assert (bond.sign, bond.ties, bond.score) == ("mixed", ("allied_with",), -9.0)


def test_each_year_has_its_own_network() -> None:
    """What was done in one year does not stand in another's."""
    world = World()
    paper = world.document("a")
    world.event(paper, "AID", [VESNA], [TARIM], when="2019-05")
    world.event(paper, "ASSAULT", [VESNA], [TARIM], when="2020-05")
    assert [(one.period, one.bonds[0].sign) for one in networks(world)] == [
        (None, "hostile"),
        ("2019", "friendly"),
        ("2020", "hostile"),
    ]
