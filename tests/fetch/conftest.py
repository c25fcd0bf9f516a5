"""The stand-in site, for every test of the room."""

from collections.abc import Iterator

import pytest

from tests.fetch.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that gives nothing yet."""
    with serving() as opened:
        yield opened
