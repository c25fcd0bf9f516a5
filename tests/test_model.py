"""Tests of model.py and errors.py."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BrokenPromise, SetupError
from dragoman.model import Span, content_id


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_holds_characters(start: int, end: int) -> None:
    """Empty, reversed and negative spans cannot be made."""
    with pytest.raises(BrokenPromise) as caught:
        Span(start, end)
    assert caught.value.slug == "model.span"


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_spans_overlap_where_they_share_a_character(one: int, long: int, other: int, wide: int) -> None:
    """`overlaps` and `holds` agree with the sets of characters."""
    a, b = Span(one, one + long), Span(other, other + wide)
    ours, theirs = set(range(a.start, a.end)), set(range(b.start, b.end))
    assert a.overlaps(b) == bool(ours & theirs)
    assert a.holds(b) == (theirs <= ours)


def test_ids_depend_on_content_and_its_parts() -> None:
    """The same parts give the same id, and a part's border counts."""
    assert content_id("a", 1) == content_id("a", 1)
    assert content_id("ab", "c") != content_id("a", "bc")
    assert len(content_id("")) == 16
    assert content_id("\ud800"), "a lone surrogate is text too"


def test_errors_travel_between_processes() -> None:
    """Slug and message survive pickling."""
    error = pickle.loads(pickle.dumps(SetupError("a.b", "what to do")))
    assert (error.slug, error.message, str(error)) == ("a.b", "what to do", "what to do")
