"""Tests of resolve/likeness.py: how the evidence on pairs of accounts is added up."""

import numpy as np
import pytest

from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import gists
from dragoman.resolve.likeness import explained, log_odds, probability
from dragoman.resolve.pairs import Pairs
from tests.resolve.made import news


@pytest.fixture(scope="module")
def every_pair() -> Pairs:
    """All pairs of the mentions of some made news, of one document and of two."""
    gathered = Gathered(gists(news(150)))
    table = gathered.table(gathered.said().places)
    return Pairs(table, *np.triu_indices(len(table), 1), gathered.stories())


@pytest.mark.parametrize("least", [-5.0, 0.0])
def test_only_what_cannot_reach_what_is_asked_is_given_up(every_pair: Pairs, least: float) -> None:
    """What is given up would have come to no more; all else comes to what it comes to where nothing is given up."""
    full, asked = log_odds(every_pair)[0], log_odds(every_pair, least)[0]
    given_up = np.isnan(asked)
    assert given_up.any()
    assert not np.isnan(full).any()
    assert (full[given_up] <= least).all()
    assert (full[~given_up] == asked[~given_up]).all()


def test_a_pair_is_looked_at_in_any_company(every_pair: Pairs) -> None:
    """What speaks for and against a pair does not depend on the pairs that are looked at with it."""
    odds = log_odds(every_pair)[0]
    likeliest = np.argsort(-odds)[:20]
    alone = [log_odds(every_pair.at(np.array([at])))[0][0] for at in likeliest.tolist()]
    assert alone == odds[likeliest].tolist()


def test_a_link_says_what_its_pair_was_judged_by(every_pair: Pairs) -> None:
    """The score of a link is the probability of its pair, and its reason names what added most."""
    odds = log_odds(every_pair)[0]
    likely = np.flatnonzero(odds > 0)
    for (score, reason), at in zip(explained(every_pair.at(likely)), likely.tolist(), strict=True):
        assert score == probability(odds[[at]])[0]
        assert "same day +" in reason
