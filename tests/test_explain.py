"""Explain: a value is shown with the place where it stands."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from dragoman.errors import SetupError
from dragoman.explain import Explained, page_of
from dragoman.model import Account, Actor, ActorMention, Mentions, Meta
from dragoman.settle import settle
from dragoman.store import Case
from tests.resolve.made import news
from tests.test_settle import stored

pytestmark = pytest.mark.slow  # left out of `make quick`


@pytest.mark.parametrize(
    ("pages", "at", "page"),
    [((), 5, None), ((0, 10, 25), 0, 1), ((0, 10, 25), 24, 2), ((0, 10, 10), 10, 3), ((3,), 0, 1)],
)
def test_a_page_holds_the_characters_from_its_beginning_to_the_next_ones(
    pages: tuple[int, ...], at: int, page: int | None
) -> None:
    """A page without text holds none; a document without pages has no page numbers."""
    assert page_of(pages, at) == page


@pytest.mark.parametrize(
    ("pages", "shown"), [((0, 4), "“the guards” [4, 14) page 2 in a.pdf"), ((), "[4, 14) in a.pdf")]
)
def test_the_printed_page_is_shown_beside_the_offsets(pages: tuple[int, ...], shown: str) -> None:
    """Where a document is printed on pages, whoever looks a value up is told on which."""
    mention = ActorMention(4, 14, 1, "a1", "guards", None, "MIL", "description", 1.0, "a rule")
    account = Account("d", "a.pdf", "Now the guards left.", Meta(pages=pages), (), Mentions(actors=(mention,)))
    case = SimpleNamespace(
        documents=lambda: [account], events=lambda: [], reports=lambda: [],
        actors=lambda: [Actor("a1", "guards", None, "MIL", ())], constraints=tuple,
    )  # fmt: skip
    assert any(shown in line for _, line in Explained(cast(Case, case)).lines("a1"))


def test_an_id_of_an_earlier_build_leads_to_what_the_event_is_now(tmp_path: Path) -> None:
    """Where an event has lost the mention that gave it its id; and of what nothing tells any more that is said."""
    told = list(news(60))
    case, files = stored(tmp_path / "case", told, 1)
    settle(case, files)
    reports = {one.id: one for one in case.reports()}
    lost = next(one for one in case.events() if len({reports[id_].document for id_ in one.reports}) > 1)
    first, *others = sorted((reports[id_] for id_ in lost.reports), key=lambda one: min(one.mentions))
    settle(*stored(tmp_path / "case", [one for one in told if one.id != first.document], 1))
    case.renew()
    walker = Explained(case)
    now = {one.event for one in case.reports() if one.id in {other.id for other in others}}
    assert lost.id not in walker.events
    for id_ in (lost.id, lost.id[:10]):
        with pytest.raises(SetupError) as caught:
            walker.find(id_)
        assert caught.value.slug == "explain.former"
        assert all(one[:8] in caught.value.message for one in now)
    with pytest.raises(SetupError, match="nothing tells") as caught:
        walker.find(first.id)
    with pytest.raises(SetupError) as caught:
        walker.find("never")
    assert caught.value.slug == "explain.unknown"
