"""Tests of resolve/compare.py: who compares accounts changes no outcome."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from dragoman.resolve import compare, resolve, resolve_large
from dragoman.resolve.gist import gists
from dragoman.resolve.hands import Hands
from dragoman.scale import crew, map_jobs
from tests.resolve.made import news

pytestmark = pytest.mark.slow  # left out of the quick checks


def test_whoever_compares_the_outcome_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that have half of the pairs each find what one finds in all of them."""
    told, tasks = list(news(300)), 0
    once = resolve(told)
    monkeypatch.setattr(compare, "SHARED_PAIRS", 1)
    with crew(2) as workers:

        def shared(function: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
            nonlocal tasks
            listed = list(parts)
            tasks += len(listed)
            return map_jobs(function, listed, workers)

        made = resolve_large(gists(told), hands=Hands(2, shared))
        assert tuple(one.event for one in made.finished) == once.events
    assert tasks > 2


def test_few_pairs_and_very_many_accounts_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not sent to others, since that would take longer, or more memory, than it saves."""

    def never(function: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        raise AssertionError("sent")

    told = list(news(100))
    for pairs, rows in ((1_000_000, 1_000_000), (1, 10)):
        monkeypatch.setattr(compare, "SHARED_PAIRS", pairs)
        monkeypatch.setattr(compare, "SHARED_ROWS", rows)
        assert list(resolve_large(gists(told), hands=Hands(2, never)).finished)


def test_accounts_are_sent_to_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many could work, no more get a copy of the accounts than are worth it."""
    sent: list[int] = []

    def counted(function: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        listed = list(parts)
        sent.append(len(listed))
        return map(function, listed)

    told = list(news(100))
    monkeypatch.setattr(compare, "SHARED_PAIRS", 1)
    made = resolve_large(gists(told), hands=Hands(64, counted))
    assert tuple(one.event for one in made.finished) == resolve(told).events
    assert sent
    assert set(sent) == {compare.SHARERS}
