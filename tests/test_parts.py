"""Tests of parts.py: what a page is sent of a large case."""

import json

import pytest

from dragoman.parts import case_json, part
from dragoman.store import Case
from tests.page_case import stored_page_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of two documents."""
    return stored_page_case(tmp_path_factory.mktemp("parts") / "case")


def test_a_small_case_comes_whole_and_a_large_one_light(case: Case) -> None:
    """Light, it has every document, report and event, but no text, no mention and no reason."""
    whole, light = json.loads(case_json(case, 2)), json.loads(case_json(case, 1))
    assert (whole["whole"], light["whole"]) == (True, False)
    for table in ("documents", "reports", "events", "actors"):
        assert [one["id"] for one in whole[table]] == [one["id"] for one in light[table]]
    assert {one["text"] for one in light["documents"]} == {""}
    assert all(one["mentions"]["events"] == [] for one in light["documents"])
    assert all(one["reasons"] == {} for one in (*light["reports"], *light["events"]))
    assert [one["meta"]["outlet"] for one in light["documents"]] == ["The Harbour", "Radio Sahil"]


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
