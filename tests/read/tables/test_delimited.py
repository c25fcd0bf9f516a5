"""CSV and its kin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.model import RawDocument, Stated
from dragoman.plugins import ReadOptions
from dragoman.read import read_content


def read(content: str | bytes, name: str = "articles.csv", **columns: str) -> list[RawDocument]:
    held = content.encode() if isinstance(content, str) else content
    return list(read_content(held, name, options=ReadOptions(columns)))


def codes(documents: list[RawDocument]) -> list[list[str]]:
    return [[problem.code for problem in one.problems] for one in documents]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["articles.csv", "articles.txt"])
def test_columns_are_found_by_name_whatever_parts_them(delimiter: str, name: str) -> None:
    """A cell may hold the delimiter, quotes and line ends, which are of its text; the row is named by its line."""
    rows = (("Article_ID", "Head Line", "Publish Date", "Site", "Full Text"), ("7", "T", "2020-01-05", "O", "X"))
    content = (
        "\r\n".join(delimiter.join(row) for row in rows).replace("X", f'"One{delimiter} ""two""\nthree."') + "\r\n"
    )
    (found,) = read(content, name)
    assert (found.id, found.source, found.text) == ("7", f"{name}:2", f'One{delimiter} "two"\nthree.')
    assert found.stated == Stated("T", None, "O", None, None, "2020-01-05", published_given=True)


def test_the_user_says_which_columns_hold_what() -> None:
    """A mapped column goes before one of a usual name, and a name that the table lacks stops the work with a list."""
    content = "Inhalt,text,tag\nThe talks ended.,no,05.01.2020\n"
    (found,) = read(content, text="inhalt", date="tag")
    assert (found.text, found.stated.published) == ("The talks ended.", "2020-01-05")
    with pytest.raises(SetupError, match="Inhalt, text, tag") as caught:
        read(content, text="body")
    assert caught.value.slug == "read.map"
    with pytest.raises(SetupError, match="Inhalt"):
        read("Inhalt,text\n", text="body")


def test_a_table_without_texts_is_one_problem_that_lists_its_columns() -> None:
    """It is not passed over, and says how to name the column."""
    (found,) = read("a,b\n1,2\n3,4\n")
    assert [problem.code for problem in found.problems] == ["read.columns"]
    assert "a, b" in found.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    """What spreadsheet programs save comes out as it was typed."""
    (found,) = read("sep=;\ntitle;text\nÉlysée;Un café à la française\n".encode(encoding))
    assert (found.stated.title, found.text) == ("Élysée", "Un café à la française")


def test_the_column_settles_the_order_of_day_and_month() -> None:
    """One day after the twelfth settles it; where none does, or they differ, a date of two readings is left out."""
    settled = read("text,date\na,05/01/2020\nb,13/01/2020\n")
    assert [one.stated.published for one in settled] == ["2020-01-05", "2020-01-13"]
    american = read("text,date\na,01/05/2020\nb,01/13/2020\n")
    assert [one.stated.published for one in american] == ["2020-01-05", "2020-01-13"]
    for other in ("06/01/2020", "13/01/2020\nc,01/13/2020"):
        open_ = read(f"text,date\na,05/01/2020\nb,{other}\n")
        assert (open_[0].stated.published, codes(open_)[0]) == (None, ["read.date"])


def test_rows_that_are_wrong_say_so_and_the_others_are_read() -> None:
    """No text, too many cells, a quote that is never closed: the row is kept as far as it goes."""
    found = read('title,text\nA,\nB,one, two\nC,Three.\nD,"open\nE,five\n')
    assert [one.text for one in found] == ["", "one, two", "Three.", "open\nE,five\n"]
    assert codes(found) == [["read.empty"], ["read.table"], [], ["read.table"]]


def test_a_cell_beyond_every_length_ends_the_table_with_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that is never closed does not swallow a file of any size."""
    monkeypatch.setattr("dragoman.read.tables.delimited.MAX_CHARACTERS", 1000)
    found = read('title,text\nA,One.\nB,"' + "open\n" * 500)
    assert [one.text for one in found] == ["One.", ""]
    assert codes(found)[1] == ["read.table"]


@pytest.mark.parametrize(
    "text", ["Well, the text, he said, was late.\nMore.", "text;\nmore", "Text and date\n\nThe talks ended."]
)
def test_prose_with_commas_is_no_table(text: str) -> None:
    """A header must name the text and something else, in names."""
    (found,) = read(text, "story.txt")
    assert found.text == text


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=6), st.text(max_size=10))
def test_no_rows_make_reading_fail(rows: list[tuple[str, str]], tail: str) -> None:
    """Whatever the cells, there is a document for each row, or a problem."""
    content = "title,text\n" + "\n".join(",".join(row) for row in rows) + tail
    for found in read(content.encode("utf-8", "surrogatepass")):
        assert found.text.strip() or found.problems
