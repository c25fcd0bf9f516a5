"""Positions: what parties demand, promise or refuse, gathered by issue."""

from pathlib import Path

import pytest

from dragoman.errors import SetupError
from dragoman.model import Voice
from dragoman.situation.positions import find_issues, read_issues
from tests.situation.made import ORMS, TARIM, VESNA, World


def stances(world: World, **asked: object) -> dict[str, dict[str, str]]:
    return {one.name: {p.party: p.stance for p in one.positions} for one in find_issues(world.scene(**asked))}


def test_demand_and_refusal_of_one_thing_are_for_and_against_it() -> None:
    """Who does both at different times is mixed, with both sets of words."""
    world = World()
    paper = world.document("a")
    topic = ("troops", "withdrawal")
    world.event(paper, "REQUEST", [ORMS], topic=topic, when="2020-01-01")
    world.event(paper, "REJECT", [VESNA], topic=topic, when="2020-01-02")
    world.event(paper, "AGREE", [TARIM], topic=topic, when="2020-01-03")
    world.event(paper, "REJECT", [TARIM], topic=topic, when="2020-02-03")
    assert stances(world) == {"withdrawal of forces": {"Orm Front": "for", "Tarim": "mixed", "Vesna": "against"}}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("They demand that the troops leave.", "for"),
        ("They demand that the troops not leave.", "against"),
        ("They demand that the troops stay.", "against"),
    ],
)
def test_the_words_behind_an_act_say_what_it_is_about(sentence: str, stance: str) -> None:
    """A negation and a word for the contrary turn the act round."""
    world = World()
    paper = world.document("a")
    world.event(paper, "REQUEST", [ORMS], sentence=sentence, wording="demand")
    world.event(paper, "REQUEST", [TARIM], topic=("troops", "withdrawal"))
    assert stances(world)["withdrawal of forces"]["Orm Front"] == stance


def test_others_than_forces_may_leave_without_being_an_issue() -> None:
    """A crowd that is asked to leave is not a withdrawal of forces."""
    world = World()
    for who in (ORMS, TARIM):
        world.event(world.document("a"), "REQUEST", [who], topic=("crowd", "leave"))
    assert stances(world) == {}


@pytest.mark.parametrize(("speaker", "stands"), [("Orm Front", True), ("Vesna", False), (None, True)])
def test_an_own_plan_is_a_wish_and_another_ones_tale_of_it_is_not(speaker: str | None, stands: bool) -> None:
    """Who plans to expel troops wants them gone; that others say so is no word of his."""
    world = World()
    paper = world.document("a")
    voices = [Voice("speaker", speaker)] if speaker else []
    world.event(paper, "REQUEST", [TARIM], topic=("troops", "withdrawal"))
    world.event(paper, "REQUEST", [VESNA], topic=("troops", "withdrawal"))
    world.event(paper, "COERCE", [ORMS], topic=("troops",), wording="expel", status="planned", voices=voices)
    assert ("Orm Front" in stances(world)["withdrawal of forces"]) is stands


def test_a_quotation_about_an_issue_is_shown_without_a_stance() -> None:
    """What is only said about it is left to the reader; what tells a position already is not said twice."""
    world = World()
    paper = world.document("a")
    for who in (TARIM, VESNA):
        world.event(paper, "REQUEST", [who], topic=("troops", "withdrawal"))
    start = paper.say("“Their troops do not want to leave,” said the mayor. “It rains,” he said.")
    paper.quote("Their troops do not want to leave,", "Mayor", start)
    paper.quote("It rains,", "Mayor", start)
    start = paper.say("He said: “They demand that the troops leave.”")
    world.event(paper, "REQUEST", [ORMS], sentence="They demand that the troops leave.", wording="demand")
    paper.quote(
        "They demand that the troops leave.", "Mayor", start + len("He said: “They demand that the troops leave.”")
    )
    (issue,) = find_issues(world.scene())
    assert [(one.speaker, paper.text[one.witness.start : one.witness.end]) for one in issue.spoken] == [
        ("Mayor", "Their troops do not want to leave,")
    ]


def test_words_that_several_share_show_an_issue_without_a_name() -> None:
    """One party alone, however often it speaks, is no issue."""
    world = World()
    paper = world.document("a")
    for who in (ORMS, ORMS, ORMS):
        world.event(paper, "REQUEST", [who], topic=("bridge", "toll"))
    assert stances(world) == {}
    world.event(paper, "REJECT", [VESNA], topic=("bridge", "toll"))
    assert stances(world) == {"“bridge” and “toll”": {"Orm Front": "for", "Vesna": "against"}}


def test_an_issue_of_the_users_shows_whoever_speaks_of_it(tmp_path: Path) -> None:
    """A file names the issue, and words for and against it."""
    file = tmp_path / "issues.toml"
    file.write_text('[[issues]]\nname = "the dam"\nwords = ["dam"]\nagainst = ["flood"]\n', encoding="utf-8")
    world = World()
    world.event(world.document("a"), "SUPPORT", [VESNA], topic=("dam",))
    assert stances(world, issues=read_issues(file)) == {"the dam": {"Vesna": "for"}}


def test_a_broken_file_of_issues_stops_the_work(tmp_path: Path) -> None:
    """The message names the file."""
    file = tmp_path / "issues.toml"
    file.write_text('[[issues]]\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(SetupError, match=r"issues\.toml") as stopped:
        read_issues(file)
    assert stopped.value.slug == "situation.issues"


def test_swapping_two_parties_swaps_their_positions_and_nothing_else() -> None:
    """No party has a weight of its own."""

    def told(one, other):
        world = World()
        world.event(world.document("a"), "REQUEST", [one], [other], topic=("troops", "withdrawal"))
        world.event(world.document("a"), "REJECT", [other], [one], topic=("troops", "withdrawal"))
        return stances(world)["withdrawal of forces"]

    there, back = told(VESNA, TARIM), told(TARIM, VESNA)
    assert there == {"Vesna": "for", "Tarim": "against"}
    assert back == {"Tarim": "for", "Vesna": "against"}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("The Orm Front does not want foreign bases.", "for"),
        ("The Orm Front doesn’t want foreign troops to stay.", "for"),
        ("The Orm Front has long been seeking to push all foreign troops out.", "for"),
        ("The Orm Front wants the bases to remain.", "against"),
        ("The Orm Front is determined that no troops leave.", "against"),
    ],
)
def test_a_wish_is_a_position_without_being_an_act(sentence: str, stance: str) -> None:
    """Who is said to want a thing is for it, unless the wish, or what is wished, is denied."""
    world = World()
    paper = world.document("a")
    paper.actor("The Orm Front", ORMS, paper.say(sentence))
    world.event(paper, "REQUEST", [TARIM], topic=("troops", "withdrawal"))
    assert stances(world)["withdrawal of forces"]["Orm Front"] == stance


def test_a_wish_further_on_is_somebody_elses() -> None:
    """Between a party and its wish stand only auxiliaries and adverbs."""
    world = World()
    paper = world.document("a")
    sentence = "The Orm Front met those who want the foreign troops to leave."
    paper.actor("The Orm Front", ORMS, paper.say(sentence))
    world.event(paper, "REQUEST", [TARIM], topic=("troops", "withdrawal"))
    assert "withdrawal of forces" not in stances(world)
