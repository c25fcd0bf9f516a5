"""Explain: a value is shown with the place where it stands."""

from types import SimpleNamespace
from typing import cast

import pytest

from dragoman.explain import Explained, page_of
from dragoman.model import Account, Actor, ActorMention, Mentions, Meta
from dragoman.store import Case


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
