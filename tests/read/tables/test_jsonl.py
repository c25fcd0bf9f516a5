"""JSON Lines: one article a line."""

import json

import pytest

from dragoman.model import RawDocument, Stated
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`


def lines(*rows: object) -> list[RawDocument]:
    """The documents of a JSON Lines file of these rows; a string is a line as it stands."""
    content = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return list(read_content(content.encode(), "articles.jsonl"))


def test_what_a_line_states_is_kept() -> None:
    """Every field of a line is stated by it, and its date is given."""
    (found,) = lines(
        {"id": 7, "text": "Text.", "date": "2020-04", "outlet": "O", "title": "T", "author": "A",
         "language": "en", "body": True}
    )  # fmt: skip
    assert (found.id, found.text, found.source, found.is_body) == ("7", "Text.", "articles.jsonl:1", True)
    assert found.stated == Stated("T", "A", "O", "en", None, "2020-04", published_given=True)


def test_a_broken_line_is_a_document_with_a_problem_that_names_it() -> None:
    """A line that is no article does not stop the others, and says file and line."""
    documents = lines(
        {"id": "a", "text": "One."}, '{"id": "b", "text":', "", {"id": "c"}, "[" * 100_000, {"id": "d", "text": "Two."}
    )
    assert [found.text for found in documents] == ["One.", "", "", "", "Two."]
    assert [[problem.code for problem in found.problems] for found in documents[1:4]] == [["read.line"]] * 3
    assert "articles.jsonl:2" in documents[1].problems[0].message


def test_an_empty_text_is_a_problem() -> None:
    """A line without a text keeps its id and says what is missing."""
    (found,) = lines({"id": "a", "text": "  "})
    assert (found.id, [problem.code for problem in found.problems]) == ("a", ["read.empty"])


def test_a_date_that_is_no_edtf_date_is_left_out_with_a_problem() -> None:
    """A date that no reader of the output could use is not passed on."""
    (found,) = lines({"id": "a", "text": "Text.", "date": "last Tuesday"})
    assert found.stated.published is None
    assert [problem.code for problem in found.problems] == ["read.date"]


def test_unknown_fields_are_passed_over_and_offsets_count_code_points() -> None:
    """A line may hold more than is asked for; its text is not touched."""
    (found,) = lines({"id": "a", "text": "😀\u00a0\r\nمرحبا", "tags": ["x"]})
    assert found.text == "😀\u00a0\r\nمرحبا"


def test_prose_that_begins_with_a_brace_is_no_table() -> None:
    """A text is JSON Lines only where its first line is an object."""
    (found,) = read_content(b"{This is an aside} and the story goes on.", "story.txt")
    assert found.text.startswith("{This")


def test_the_usual_names_of_other_programs_are_understood() -> None:
    """Keys are found in any capitals, with any separators, and inside the objects that news interfaces nest them in."""
    (found,) = lines(
        {"UID": "x1", "Article-Text": "Text.", "publishedAt": "2020-01-05T23:30:00-05:00",
         "source": {"id": None, "name": "O"}, "headline": "T", "authors": [{"name": "A"}, "B"], "lang": "en", "link": "https://o.example/1"}
    )  # fmt: skip
    assert (found.id, found.text) == ("x1", "Text.")
    assert found.stated == Stated("T", "A, B", "O", "en", "https://o.example/1", "2020-01-05")


def test_a_date_that_is_edtf_is_kept_as_it_is_given() -> None:
    """What docs/reference/interchange.md calls `date` is printed unchanged, with its time, doubt and interval."""
    for date in ("2020", "2020-04-05", "2020-04-05T10:00:00Z", "2020-04~", "2020-04-05/2020-04-11"):
        (found,) = lines({"id": "a", "text": "Text.", "date": date})
        assert (found.stated.published, found.stated.published_given) == (date, True)


def test_what_other_programs_write_that_is_no_json_is_let_pass() -> None:
    """NaN, halves of code points and other encodings cost no article; what cannot be stored becomes U+FFFD."""
    (found,) = lines('{"id": "a", "text": "Text \\ud83d.", "length": NaN}')
    assert found.text == "Text \ufffd."
    (found,) = read_content('{"id": "a", "text": "Café"}\n'.encode("cp1252"), "articles.jsonl")
    assert (found.text, [problem.code for problem in found.problems]) == ("Café", ["read.encoding"])


def test_a_line_may_list_articles() -> None:
    """The answer of a news interface on one line gives an article each, by line and number."""
    found = lines({"status": "ok", "articles": [{"id": "a", "content": "One."}, {"id": "b", "content": "Two."}]})
    assert [(one.id, one.source) for one in found] == [("a", "articles.jsonl:1:1"), ("b", "articles.jsonl:1:2")]


def test_a_text_that_is_markup_is_read_as_a_page_under_its_own_id() -> None:
    """What the line states goes before what the markup does; a text that is given as the body is never changed."""
    markup = "<html><head><title>Other</title></head><body><p>The talks ended on Friday.</p></body></html>"
    (found,) = lines({"id": "a", "text": markup, "title": "T"})
    assert (found.id, found.source, found.text) == ("a", "articles.jsonl:1", "The talks ended on Friday.")
    assert found.stated.title == "T"
    (found,) = lines({"id": "a", "text": markup, "body": True})
    assert found.text == markup


def test_a_line_beyond_every_length_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read into memory, and the lines after it are read."""
    monkeypatch.setattr("dragoman.read.tables.jsonl.MAX_ARTICLE_BYTES", 50)
    found = lines({"id": "a", "text": "x" * 300}, {"id": "b", "text": "Two."})
    assert [one.id for one in found[1:]] == ["b"]
    assert [problem.code for problem in found[0].problems] == ["read.large"]
