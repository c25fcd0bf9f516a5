"""Tests of search.py: full text over a case."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.serve.search import find, index
from dragoman.store import Case
from tests.page_case import stored_page_case

pytestmark = pytest.mark.slow  # left out of `make quick`


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of two documents."""
    return stored_page_case(tmp_path_factory.mktemp("search") / "case")


def test_every_hit_leads_to_its_words(case: Case) -> None:
    """Behind emoji and Arabic, the span of a hit holds what was searched for."""
    texts = {one.id: one.text for one in case.documents()}
    found = find(case, "regret", {"kind": "quotation"})
    assert found.count == 2
    for hit in found.hits:
        assert hit.start is not None
        assert "regret" in texts[hit.target][hit.start : hit.end]


def test_a_paragraph_is_found_by_its_own_words(case: Case) -> None:
    """The title of a document finds the document, and not each of its paragraphs."""
    assert {hit.kind for hit in find(case, "Sahil on Orm", {}).hits} == {"document"}


def test_facets_count_all_hits_and_narrow_them(case: Case) -> None:
    """Each value of a facet says how many hits it would leave."""
    found = find(case, "massacred", {})
    for facet, values in found.facets.items():
        for value, number in values.items():
            assert find(case, "massacred", {facet: value}).count == number
    assert set(found.facets["outlet"]) == {"Radio Sahil", "The Harbour"}


@pytest.mark.parametrize(
    ("query", "fits"), [("massac", True), ("MASSACRED tarim", True), ("قال", True), ("sacred", False)]
)
def test_words_are_found_by_their_beginning_in_any_case_and_script(case: Case, query: str, fits: bool) -> None:
    """All words of a query must stand there."""
    assert (find(case, query, {}).count > 0) is fits


@given(query=st.text(max_size=30))
def test_no_sign_of_a_query_has_a_meaning(case: Case, query: str) -> None:
    """Whatever is typed is searched for, and never an error."""
    find(case, query, {})


def test_only_the_files_of_builds_that_are_kept_stay(case: Case) -> None:
    """The file of a build that is gone goes when a new one is made; a page may still show one that is not."""
    path = index(case)
    gone, former = path.with_name("gone.sqlite"), path.with_name("former.sqlite")
    for one in (gone, former):
        one.touch()
    (case.generation.parent / "former").mkdir()
    path.unlink()
    assert index(case) == path
    assert [gone.exists(), former.exists()] == [False, True]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The message names the file."""
    case = stored_page_case(tmp_path / "case")
    (case.path / "search").write_text("in the way", encoding="utf-8")
    with pytest.raises(SetupError, match="search") as caught:
        find(case, "word", {})
    assert caught.value.slug == "search.write"
