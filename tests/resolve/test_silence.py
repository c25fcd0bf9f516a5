"""Tests of resolve/silence.py."""

import pytest
from msgspec.structs import replace

from dragoman.model import DataRow
from dragoman.resolve import resolve
from tests.resolve.made import SOLEIMANI, US, account, event

TOLD = {"actors": (US,), "recipients": (SOLEIMANI,), "when": "2020-01-03"}


@pytest.mark.parametrize(
    ("published", "silent"),
    [
        ("2019-06-01", False),  # before the event
        ("2020-01-03", True),
        ("2020-01-25", True),  # within a month of it
        ("2021-05-01", False),  # long after, when nobody told of it
        (None, True),  # it may have been published at any time
    ],
)
def test_silent_is_who_published_while_others_told_of_it(published: str | None, silent: bool) -> None:
    """An outlet is silent about an event only where it published a document that could have told of it."""
    (found,) = resolve(
        [account("a", event("a", 10, **TOLD), published="2020-01-10"), account("b", published=published)]
    ).events
    assert found.silent == (("The b",) if silent else ())


def test_that_time_lasts_as_long_as_documents_tell_of_it() -> None:
    """Where a document tells of an event years later, who published in between could have told of it too."""
    told = [
        account("a", event("a", 10, **TOLD), published="2020-01-10"),
        account("c", event("c", 10, **TOLD), published="2022-01-01"),
    ]
    (found,) = resolve([*told, account("b", published="2021-05-01")]).events
    assert found.silent == ("The b",)


@pytest.mark.parametrize(("data_set", "silent"), [("The b", ()), ("A spreadsheet", ("The b",))])
def test_a_data_set_is_never_silent(data_set: str, silent: tuple[str, ...]) -> None:
    """It lists what its coders chose; where a row is the report of an outlet, that is one like others."""
    row = replace(account("b", published="2020-01-10"), row=DataRow(data_set, "7"))
    (found,) = resolve([account("a", event("a", 10, **TOLD), published="2020-01-10"), row]).events
    assert found.silent == silent
