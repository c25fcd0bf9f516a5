"""Tests of arrays.py."""

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.files.arrays import records, schema_of, table
from dragoman.model import Record

pytestmark = pytest.mark.slow  # left out of `make quick`


class Inner(Record, frozen=True):
    """A record within another one."""

    name: str
    share: float | None
    sure: bool | None = None


class Outer(Record, frozen=True):
    """A record with every kind of field."""

    id: int
    words: tuple[str, ...]
    inner: Inner | None
    several: tuple[Inner, ...]
    reasons: dict[str, str]
    count: int | None = None
    later: str = "not said"
    packed: bytes = b""


WORDS = st.text(st.characters(codec="utf-8"), max_size=4)
INNER = st.builds(Inner, WORDS, st.none() | st.floats(allow_nan=False), st.none() | st.booleans())
OUTER = st.builds(
    Outer, st.integers(-(2**60), 2**60), st.lists(WORDS, max_size=3).map(tuple), st.none() | INNER,
    st.lists(INNER, max_size=3).map(tuple), st.dictionaries(WORDS, WORDS, max_size=3),
    st.none() | st.integers(0, 9), WORDS, st.binary(max_size=4),
)  # fmt: skip


def batch_of(rows: list[Outer]) -> pa.RecordBatch:
    told = [msgspec.to_builtins(row, builtin_types=(bytes,)) for row in rows]
    return pa.RecordBatch.from_pylist(told, schema=schema_of(Outer))


@settings(max_examples=60, deadline=None)
@given(st.lists(OUTER, max_size=5), st.integers(0, 5))
def test_records_come_back_from_arrays(rows: list[Outer], first: int) -> None:
    """Whatever is null, nested or empty, the same records come back, also of a part of a table."""
    assert list(records(batch_of(rows).slice(first), Outer)) == rows[first:]


@settings(max_examples=60, deadline=None)
@given(st.lists(OUTER, max_size=5))
def test_records_are_laid_out_as_if_row_by_row(rows: list[Outer]) -> None:
    """Whatever is null, nested or empty, the table is the one that is made of each row's own values."""
    made = table(rows, Outer)
    made.validate(full=True)
    assert made.equals(pa.Table.from_batches([batch_of(rows)]))


def test_a_column_that_is_missing_takes_its_default() -> None:
    """An older file lacks later fields; a field without a default may not, nor may a type differ."""
    row = Outer(1, ("a",), None, (), {"why": "because"}, 3, "said")
    batch = batch_of([row])
    assert next(records(batch.drop_columns(["count", "later"]), Outer)) == Outer(
        1, ("a",), None, (), {"why": "because"}
    )
    with pytest.raises(msgspec.ValidationError, match="no column words"):
        list(records(batch.drop_columns(["words"]), Outer))
    wrong = pa.RecordBatch.from_pylist([{"name": 1, "share": 0.5}])
    with pytest.raises(msgspec.ValidationError, match="int64"):
        list(records(wrong, Inner))
