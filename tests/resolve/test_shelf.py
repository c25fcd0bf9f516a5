"""Tests of resolve/shelf.py."""

import random

import pytest

from dragoman.resolve import shelf
from dragoman.resolve.events import Mentioned
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import gists
from dragoman.resolve.shelf import Chosen, Shelf
from dragoman.resolve.told import Said
from tests.resolve.made import news


@pytest.mark.parametrize("held", [1, 1 << 20])
def test_what_is_put_on_a_shelf_is_found_there(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    """In memory and on disk, read in any order, and also where more is put on it after it was read."""
    monkeypatch.setattr(shelf, "HELD", held)
    told = list(Gathered(gists(news(50))).said())
    places = list(range(50))
    made = Shelf(Said)
    assert [made.put(one) for one in told[:40]] == places[:40]
    assert made[7] == told[7]
    assert [made.put(one) for one in told[40:]] == places[40:]
    random.Random(1).shuffle(places)
    chosen = Chosen(made, places, Said)
    assert list(chosen) == [told[place] for place in places]
    assert made[1:3] == told[1:3]
    assert [one.mentions for one in chosen.partly(Mentioned)] == [told[place].mentions for place in places]
