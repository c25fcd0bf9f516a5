"""Tests of resolve/copies.py."""

import random
from collections.abc import Sequence

from dragoman.model import Account
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import gists
from tests.resolve.made import account

WORDS = [f"word{number}" for number in range(3000)]


def text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def copies(accounts: Sequence[Account]) -> dict[str, str]:
    """Which document copies which."""
    return Gathered(gists(accounts)).sketches.copies()


def test_three_outlets_with_one_agency_text_are_one_account() -> None:
    """A text that is cut, begun otherwise or printed with a line more copies the one that was published first."""
    wire = text(1)
    found = copies(
        [
            account("cut", text=" ".join(wire.split()[:260]), published="2020-01-05"),
            account("begun", text="Our own correspondent reports. " + wire, published="2020-01-04"),
            account("wire", text=wire, published="2020-01-03"),
            account("other", text=text(2), published="2020-01-03"),
        ]
    )
    assert found == {"cut": "wire", "begun": "wire"}


def test_half_a_text_in_common_is_no_copy() -> None:
    """Two reports that quote the same speech at length remain two accounts."""
    speech = text(3, 120)
    assert copies([account(str(n), text=f"{text(n, 150)} {speech}") for n in (4, 5)]) == {}


def test_short_texts_are_copies_of_nothing() -> None:
    """A few words in common are too little to tell a copy from a coincidence."""
    assert copies([account(name, text="Talks were held on Friday.") for name in "ab"]) == {}


def test_the_order_of_documents_does_not_matter() -> None:
    """Whichever is read first, the one that was published first is the original."""
    told = [account(name, text=text(1), published=f"2020-01-0{number}") for number, name in enumerate("abc", 1)]
    assert copies(told) == copies(told[::-1]) == {"b": "a", "c": "a"}
