"""The page of text: every section, and who says each thing."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from dragoman.situation import draw
from dragoman.situation.page import lines
from tests.situation.made import ORMS, TARIM, VESNA, World
from tests.test_cli import case  # noqa: F401 - a fixture


def made() -> World:
    world = World()
    north, south = world.document("a", "North"), world.document("b", "South")
    raid = world.event(north, "ASSAULT", [ORMS], [VESNA], when="2020-01-01", same="raid")
    strike = world.event(north, "ASSAULT", [VESNA], [ORMS], when="2020-01-02", same="strike")
    north.link("in response to", raid, strike)
    world.event(south, "REQUEST", [ORMS], topic=("troops", "withdrawal"))
    world.event(south, "REJECT", [VESNA], topic=("troops", "withdrawal"))
    world.know(TARIM)
    north.tie("Tarim backs the Orm Front.", "Tarim", "backs", "Orm Front")
    start = south.say("Vesna has 900 troops in Orm.")
    south.actor("Vesna", VESNA, start)
    south.place("Orm", start)
    south.figure("900", 900, "troops", "troops", start)
    return world


def test_pairs_of_one_event_are_counted_and_not_promised() -> None:
    """Where no pair has two events none is listed, and the page does not speak of more of them."""
    world = World()
    world.event(world.document("a", "North"), "ASSAULT", [ORMS], [VESNA], when="2020-01-01")
    scene = world.scene()
    page = [line for _, line in lines(scene, draw(scene))]
    assert "Of no pair is more than one event told; --json lists all 1." in page
    assert not any("more pairs" in line for line in page)


def test_each_statement_says_who_makes_it() -> None:
    """A tie, a strength, a position and a step each end with their tellers, and show the words."""
    scene = made().scene()
    page = "\n".join("  " * depth + line for depth, line in lines(scene, draw(scene)))
    assert "Tarim → Orm Front [North]" in page
    assert "900 troops, as published 2020-03-01 [South]" in page
    assert "answered by: Vesna → Orm Front: act (ASSAULT, 2020-01-02; strike)" in page
    assert "«in response to» it. [North]" in page
    assert "withdrawal of forces: for it Orm Front; against it Vesna" in page


def test_an_empty_case_says_that_nothing_is_stated() -> None:
    """No section is left out, and none is filled in."""
    world = World()
    world.document("a").say("Nothing happened.")
    scene = world.scene()
    page = [line for _, line in lines(scene, draw(scene))]
    assert page.count("Nothing is stated.") == 6


def test_the_situation_is_the_same_in_any_order_of_the_documents() -> None:
    """Same input, same page: events and documents may come in any order."""
    world = made()
    forth = msgspec.json.encode(draw(world.scene()).ties)
    world.documents = dict(reversed(world.documents.items()))
    assert msgspec.json.encode(draw(world.scene()).ties) == forth


def test_swapping_two_states_swaps_the_page_and_changes_nothing_else() -> None:
    """No party weighs more than another: the same lines, with the names exchanged."""

    def page(one, other):
        world = World()
        paper = world.document("a")
        first = world.event(paper, "ASSAULT", [one], [other], when="2020-01-01")
        second = world.event(paper, "AID", [other], [one], when="2020-01-02")
        paper.link("after", first, second, "follows")
        paper.tie("They are enemies.", one[1], "backs", other[1])
        world.event(paper, "REQUEST", [one], [other], topic=("troops", "withdrawal"))
        world.event(paper, "REJECT", [other], [one], topic=("troops", "withdrawal"))
        scene = world.scene()
        return sorted(line for depth, line in lines(scene, draw(scene)) if depth > 1)

    swapped = [
        line.replace("Vesna", "?").replace("Tarim", "Vesna").replace("?", "Tarim") for line in page(VESNA, TARIM)
    ]
    parts = [sorted(re.split("; |: | and ", line)) for line in page(TARIM, VESNA)]
    assert sorted(parts) == sorted(sorted(re.split("; |: | and ", line)) for line in swapped)


def test_a_long_series_is_printed_by_year_and_many_documents_by_number() -> None:
    """The page stays a page; the sums of years are those of their months."""
    world = World()
    for number in range(30):
        paper = world.document(f"d{number}", "North")
        world.event(paper, "ASSAULT", [VESNA], [TARIM], when=f"{2018 + number // 12}-{number % 12 + 1:02}")
    scene = world.scene()
    page = [line for _, line in lines(scene, draw(scene))]
    assert "North: 30 documents (published 2020-03-01 to 2020-03-01)" in page
    assert [line for line in page if line.startswith("20")] == [
        f"{year}: Vesna → Tarim conflict {count} ({-9 * count})" for year, count in ((2018, 12), (2019, 12), (2020, 6))
    ]


@pytest.mark.slow
def test_the_command_prints_a_page_or_one_object(case: Path, command) -> None:  # noqa: F811 - a fixture
    """On a case of one article the page names the parties, and --json is one object with the same."""
    status, page, _ = command("situation", case)
    assert status == 0
    assert "Who is who" in page
    assert "Adil Abdul-Mahdi" in page
    status, told, _ = command("situation", case, "--json")
    assert status == 0
    assert "Adil Abdul-Mahdi" in {one["name"] for one in json.loads(told)["who"]}
