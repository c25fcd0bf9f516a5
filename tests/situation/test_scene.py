"""What a situation is drawn from."""

import pytest

from dragoman.errors import SetupError
from dragoman.model import Span
from dragoman.situation.scene import Side
from tests.situation.made import ORMS, TARIM, VESNA, World


def test_only_what_may_lie_between_the_dates_is_taken() -> None:
    """An event without a date is left out where dates are asked for, and taken where none are."""
    world = World()
    paper = world.document("a")
    for when in ("2020-01-03", "2020-02", None):
        world.event(paper, "ASSAULT", [VESNA], [TARIM], when=when)
    taken = [event.when.edtf for event in world.scene(since="2020-02-10").events if event.when]
    assert taken == ["2020-02"]
    assert len(world.scene().events) == 3


def test_a_state_is_meant_with_all_who_act_for_it() -> None:
    """Who asks about a state gets what its army did."""
    world = World()
    army = ("kb:vsn-army", "Northern Legion", "VSN", "MIL")
    world.know(VESNA)
    world.event(world.document("a"), "ASSAULT", [army], [ORMS])
    world.event(world.document("a"), "ASSAULT", [ORMS], [TARIM])
    assert [event.actors[0].name for event in world.scene(about="vesna").events] == ["Northern Legion"]


@pytest.mark.parametrize(
    ("asked", "slug"),
    [({"since": "yesterday"}, "situation.date"), ({"about": "Atlantis"}, "situation.about")],
)
def test_what_cannot_be_asked_for_is_said_before_work(asked: dict[str, str], slug: str) -> None:
    """A date that is none, and a name that nobody bears, stop the work with what to do."""
    world = World()
    world.event(world.document("a"), "ASSAULT", [VESNA], [TARIM])
    with pytest.raises(SetupError) as stopped:
        world.scene(**asked)
    assert stopped.value.slug == slug


def test_who_is_quoted_around_words_stands_for_them_too() -> None:
    """The outlet comes first, then whoever's words they are; an outlet that is not known is its document's file."""
    world = World()
    paper = world.document("a", outlet=None)
    start = paper.say("“We hold the pass,” the Vesnan general said.")
    paper.quote("We hold the pass,", "Vesnan general", start)
    told = world.event(paper, "THREATEN", [VESNA])
    scene = world.scene()
    account = scene.told.accounts["a"]
    inside = scene.witness(account, Span(start + 1, start + 8), ())
    assert inside.says == ("a.txt", "Vesnan general")
    assert scene.of_mention(told, account).says == ("a.txt",)


@pytest.mark.parametrize(
    ("who", "side"),
    [
        (("kb:vsn-army", "Vesnan army", "VSN", "MIL"), Side("kb:VSN", "Vesna")),
        (ORMS, Side("kb:orm-front", "Orm Front")),
        (("said:1", "Tarim-backed rebels", None, "REB"), Side("tarim-backed rebels", "Tarim-backed rebels")),
        (("said:2", "militants", None, "REB"), None),
        (("said:3", "unnamed Tarimi guard", None, "REB"), None),
        (("said:4", "Tarimi civilians", "TRM", "CVL"), None),
    ],
)
def test_a_side_is_a_state_a_named_party_or_a_group_that_its_description_names(who, side: Side | None) -> None:
    """Descriptions that fit anyone are no side."""
    world = World()
    world.know(VESNA, who)
    scene = world.scene()
    assert scene.side(scene.told.actors[who[0]]) == side
