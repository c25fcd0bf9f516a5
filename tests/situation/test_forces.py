"""Forces: strengths are told from what is fired, hit or hurt, and each has its owner, place and teller."""

import pytest

from dragoman.situation.forces import gather_forces
from tests.situation.made import TARIM, VESNA, World


def strength(world: World, id_: str, outlet: str, number: int, published: str = "2020-03-01") -> None:
    """A document that gives Vesna's strength at Orm."""
    paper = world.document(id_, outlet, published)
    start = paper.say(f"Vesna has {number} troops in Orm and 50 in Dar.")
    paper.actor("Vesna", VESNA, start)
    paper.place("Orm", start)
    paper.place("Dar", start)
    paper.figure(str(number), number, "troops", "troops", start)
    paper.figure("50", 50, None, None, start)


def test_a_strength_has_its_owner_place_and_time() -> None:
    """A number without a noun of its own counts what the one before it counts, at its own place."""
    world = World()
    strength(world, "a", "North", 900)
    told = {(one.owner, one.kind, one.place): one.forces[0] for one in gather_forces(world.scene())}
    assert {key: force.best for key, force in told.items()} == {
        ("Vesna", "troops", "Orm"): 900,
        ("Vesna", "troops", "Dar"): 50,
    }
    assert told["Vesna", "troops", "Orm"].as_of == "2020-03-01"


@pytest.mark.parametrize(
    ("sentence", "role"),
    [("Vesna said 40 soldiers were killed in Orm.", "killed"), ("Vesna fired 40 soldiers at Orm.", None)],
)
def test_a_toll_and_what_is_fired_is_no_strength(sentence: str, role: str | None) -> None:
    """A word must say that forces are had, sent or stationed."""
    world = World()
    paper = world.document("a")
    start = paper.say(sentence)
    paper.actor("Vesna", VESNA, start)
    paper.figure("40", 40, "soldiers", "soldiers", start, role)
    assert gather_forces(world.scene()) == ()


def test_where_they_come_from_is_not_where_they_are() -> None:
    """Troops that were sent from a place are not there; the country behind a preposition is not their owner."""
    world = World()
    paper = world.document("a")
    start = paper.say("Vesna sent 100 troops from Orm. In Tarim there are 30 soldiers.")
    paper.actor("Vesna", VESNA, start)
    paper.place("Orm", start)
    paper.figure("100", 100, "troops", "troops", start)
    paper.actor("Tarim", TARIM, start)
    paper.figure("30", 30, "soldiers", "soldiers", start)
    assert {(one.owner, one.place) for one in gather_forces(world.scene())} == {("Vesna", None), (None, None)}


@pytest.mark.parametrize(
    ("outlet", "number", "published", "disputed"),
    [
        ("South", 400, "2020-03-01", True),
        ("South", 900, "2020-03-01", False),
        ("South", 400, "2021-03-01", False),
        ("North", 400, "2020-03-01", False),
    ],
)
def test_figures_are_disputed_where_tellers_exclude_each_other_at_one_time(
    outlet: str, number: int, published: str, disputed: bool
) -> None:
    """Another time, or the same teller, is no dispute."""
    world = World()
    strength(world, "a", "North", 900)
    strength(world, "b", outlet, number, published)
    series = {one.place: one for one in gather_forces(world.scene())}
    assert series["Orm"].disputed is disputed
    assert len(series["Orm"].forces) == 2


def test_what_a_country_hosts_stands_beside_the_numbers() -> None:
    """Bases that nobody counts are still said to be there."""
    world = World()
    world.know(VESNA)
    paper = world.document("a")
    sentence = "There are Vesnan bases in Tarim."
    paper.tie(sentence, "Tarim", "hosts", "Vesnan bases")
    paper.actor("Vesnan", VESNA, 0, "adjective")
    (series,) = gather_forces(world.scene())
    assert (series.owner, series.kind, series.place, series.forces[0].counted) == ("Vesna", "bases", "Tarim", False)
