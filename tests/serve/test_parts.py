"""Tests of parts.py: what a page is sent of a large case."""

import json
from typing import Any

import pytest

from dragoman.serve.parts import case_json, part, situation_json
from dragoman.store import Case
from tests.page_case import stored_page_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of two documents."""
    return stored_page_case(tmp_path_factory.mktemp("parts") / "case")


def test_a_small_case_comes_whole_and_a_large_one_light(case: Case) -> None:
    """Light, it has every document, report and event, but no text, no mention and no reason."""
    whole, light = json.loads(case_json(case, 2)), json.loads(case_json(case, 1))
    assert (whole["whole"], light["whole"], light["part_documents"]) == (True, False, 0)
    assert whole["build"] == light["build"] == case.generation.name
    for table in ("documents", "reports", "events", "actors"):
        assert [one["id"] for one in whole[table]] == column(light, table, "id")
    assert column(light, "documents", "text") == [""]
    assert all(one["events"] == [] for one in column(light, "documents", "mentions"))
    assert column(light, "reports", "reasons") == column(light, "events", "reasons") == [{}]
    assert [one["outlet"] for one in column(light, "documents", "meta")] == ["The Harbour", "Radio Sahil"]


def column(light: dict[str, Any], table: str, name: str) -> list[Any]:
    """The different values of a column, in the order in which they first occur."""
    held = light[table]
    values: list[Any] = held["values"][held["names"].index(name)]
    return values


def test_the_situation_is_that_of_the_case(case: Case) -> None:
    """Who did what to whom is counted there."""
    told = json.loads(situation_json(case))
    assert {(one["a"], one["b"]) for one in told["dyads"]} == {("TRM", "VSN")}


def test_a_part_gives_back_what_the_light_case_leaves_out(case: Case) -> None:
    """The documents, reports and events of a part are those of the case."""
    event = case.events()[0]
    told = part(case, set(), event.id)
    assert told.events == (event,)
    assert {one.id for one in told.reports} == set(event.reports)
    assert {one.id for one in told.documents} == {one.document for one in told.reports}
    documents = {one.id: one for one in case.documents()}
    assert all(documents[one.id] == one for one in told.documents)
    assert part(case, {"none"}).documents == ()
