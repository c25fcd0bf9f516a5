"""JSON Lines: one article a line."""

import json

from dragoman.model import RawDocument, Stated
from dragoman.read import read_content


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
