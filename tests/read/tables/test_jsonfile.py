"""JSON files: one article, arrays, and the exports of news interfaces."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.read import read_content

ROWS = [{"id": "a", "text": "One.", "title": "T"}, {"id": "b", "text": "Two."}]
EXPORTS = {
    "an array": ROWS,
    "a list under a usual key": {"status": "ok", "totalResults": 2, "articles": ROWS},
    "a list inside a response": {"response": {"status": "ok", "results": ROWS}},
}


def read(content: str, name: str = "export.json") -> list[tuple[str, str, str]]:
    return [(one.id, one.source, one.text) for one in read_content(content.encode(), name)]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("form", EXPORTS)
def test_every_usual_wrapping_gives_its_articles(form: str, indent: int | None) -> None:
    """Pretty-printed or on one line, with or without its ending, an export gives each article once, in order."""
    for name in ("export.json", "export"):
        found = read(json.dumps(EXPORTS[form], indent=indent), name)
        assert [(id_, text) for id_, _, text in found] == [("a", "One."), ("b", "Two.")]


def test_a_file_may_be_one_article() -> None:
    """What crawlers write, one file an article, bears the file's own name."""
    content = json.dumps(
        {"maintext": "Text.", "date_publish": "2020-01-05 10:00:00", "source_domain": "o.example"}, indent=2
    )
    (found,) = read_content(content.encode(), "article.json")
    assert (found.text, found.source) == ("Text.", "article.json")
    assert (found.stated.outlet, found.stated.published) == ("o.example", "2020-01-05")


def test_a_broken_export_keeps_what_stands_before() -> None:
    """The articles before the fault are read, and a problem says where it lies."""
    found = list(read_content(b'[{"id": "a", "text": "One."}, {"id": "b" "text": "Two."}]', "export.json"))
    assert [one.id for one in found[:1]] == ["a"]
    assert [problem.code for problem in found[1].problems] == ["read.line"]


def test_an_array_longer_than_what_is_read_at_once_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that are cut by the ends of what was read are put together."""
    monkeypatch.setattr("dragoman.read.tables.jsonfile.CHUNK", 7)
    rows = [{"id": str(number), "text": f'Text {number} \\ " {{ é😀 ].'} for number in range(30)]
    assert [text for _, _, text in read(json.dumps(rows))] == [row["text"] for row in rows]
    assert [text for _, _, text in read(json.dumps(rows, ensure_ascii=False))] == [row["text"] for row in rows]


def test_lines_of_json_under_another_ending_are_lines() -> None:
    """JSON Lines that are called .json keep a problem a line."""
    found = read('{"id": "a", "text": "One."}\n{"id": "b", "te\n{"id": "c", "text": "Three."}\n')
    assert [text for _, _, text in found] == ["One.", "", "Three."]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.sampled_from('{}[]",:\\ x'))
def test_no_damage_makes_reading_fail(at: int, character: str) -> None:
    """Whatever character stands wrong, there is a document, and an empty one says why."""
    whole = json.dumps({"status": "ok", "articles": ROWS}, indent=1)
    at %= len(whole)
    found = list(read_content((whole[:at] + character + whole[at + 1 :]).encode(), "export.json"))
    assert found
    assert all(one.text.strip() or one.problems for one in found)
