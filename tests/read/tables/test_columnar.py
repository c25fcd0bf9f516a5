"""Parquet tables."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.model import RawDocument
from dragoman.plugins import ReadOptions
from dragoman.read import read_content


def parquet(**columns: Any) -> bytes:
    """A Parquet file of several row groups."""
    held = BytesIO()
    pq.write_table(pa.table(columns), held, row_group_size=2)
    return held.getvalue()


def read(content: bytes, **columns: str) -> list[RawDocument]:
    return list(read_content(content, "articles.parquet", options=ReadOptions(columns)))


def test_rows_are_articles_with_the_days_of_their_times() -> None:
    """Columns are found by name; times of any fineness are days, lists of authors names, bytes text."""
    times = pa.array(
        [datetime(2020, 1, 5, 23, 59, tzinfo=UTC), None, datetime(2020, 1, 7, tzinfo=UTC)], pa.timestamp("ns", "UTC")
    )
    found = read(
        parquet(Text=["One.", "Two.", None], published=times, domain=["a.example"] * 3, authors=[["A", "B"], [], None],
                title=[b"Caf\xc3\xa9", None, b"T"], vector=[[1.0], [2.0], [3.0]])
    )  # fmt: skip
    assert [(one.text, one.source) for one in found] == [
        ("One.", "articles.parquet:1"), ("Two.", "articles.parquet:2"), ("", "articles.parquet:3"),
    ]  # fmt: skip
    first = found[0].stated
    assert (first.title, first.author, first.outlet, first.published) == ("Café", "A, B", "a.example", "2020-01-05")
    assert [problem.code for problem in found[2].problems] == ["read.empty"]


def test_a_mapped_column_is_read() -> None:
    """The user's own names hold for this format too."""
    (found,) = read(parquet(inhalt=["The talks ended."]), text="inhalt")
    assert found.text == "The talks ended."
    with pytest.raises(SetupError, match="inhalt"):
        read(parquet(inhalt=["The talks ended."]), text="story")


def test_a_table_without_texts_is_a_problem() -> None:
    """It says which columns there are."""
    (found,) = read(parquet(a=[1], b=[2]))
    assert [problem.code for problem in found.problems] == ["read.columns"]


def test_an_unchanged_row_has_the_same_id_wherever_it_stands() -> None:
    """Without a column of ids a row is known by what it holds."""
    first, second = parquet(text=["One.", "Two."]), parquet(text=["Two.", "One."])
    assert {one.id for one in read(first)} == {one.id for one in read(second)}


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_makes_reading_fail(data: st.DataObject) -> None:
    """Cut or changed anywhere, a table gives documents or a problem."""
    content = bytearray(parquet(text=["One.", "Two.", "Three."], date=["2020", "2020-01-05", "x"]))
    at = data.draw(st.integers(4, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(content)) | st.just(len(content)))
    assert read(bytes(content[:cut]))


def test_a_long_text_that_many_rows_repeat_is_not_held_for_each() -> None:
    """A small file that stands for 2 GB of text is read row by row in far less."""
    rows, length = 1000, 2_000_000
    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x" * length]))
    held = BytesIO()
    pq.write_table(pa.table({"text": text}), held)
    before = pa.total_allocated_bytes()
    documents = read_content(held.getvalue(), "articles.parquet")
    assert len(next(documents).text) == length
    assert pa.total_allocated_bytes() - before < 50 * length
