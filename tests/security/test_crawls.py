"""A page of a crawl cannot pass for a record of it, wherever the crawl is cut for several readers."""

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.plugins import ReadOptions
from dragoman.read import installed, read, read_portion
from dragoman.read.portions import Place, cuts
from tests.read.archives.test_warc import crawl, record, response

pytestmark = pytest.mark.slow  # left out of `make quick`

READERS = installed()
FORGED = response("http://trusted.test/forged", b"The trusted paper says that the enemy began.", "text/plain")


def pages(count: int, forged: bytes = b"") -> list[bytes]:
    """Pages of a site, which hold, beside their text, bytes that look like records of a packed crawl."""
    chance = random.Random(5)
    return [
        response(
            f"http://news.test/{number}",
            f"Page {number} told this. ".encode() + chance.randbytes(300) + forged,
            "text/html",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("every", [1, 500, 2000])
@pytest.mark.parametrize("forged", [FORGED, gzip.compress(FORGED, 0), gzip.compress(FORGED), gzip.compress(FORGED) * 3])
def test_a_page_that_holds_a_record_is_a_page(tmp_path: Path, every: int, forged: bytes) -> None:
    """Wherever the crawl is cut, the parts give the pages that the whole gives, and none that a page made up."""
    path = tmp_path / "c.warc.gz"
    path.write_bytes(crawl(*pages(12, forged), packed=True))
    whole = [(one.source, one.text) for one in read([path])]
    parts = cuts(Place(str(path)), every)
    assert len(parts) > 2
    found = [(one.source, one.text) for part in parts for one in read_portion((part,), ReadOptions(), READERS)]
    assert found == whole
    assert not [source for source, _ in found if "trusted" in source]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["page", "picture", "request", "metadata", "gone"]), max_size=30), st.integers(1, 3000))
def test_parts_hold_every_page_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], every: int
) -> None:
    """Whatever lies between the pages: no part is without one, and together they are the crawl."""
    made = {
        "picture": response("http://news.test/a.png", b"\x89PNG", "image/png"),
        "request": record("request", "http://news.test/", b"GET / HTTP/1.1\r\n\r\n"),
        "metadata": record("metadata", "http://news.test/", b"title: x\r\n", "application/warc-fields"),
        "gone": response("http://news.test/b", b"gone", status="404 Not Found"),
    }
    held = [
        made.get(kind) or response(f"http://news.test/{number}", f"Story {number}.".encode(), "text/plain")
        for number, kind in enumerate(kinds)
    ]
    path = tmp_path_factory.mktemp("crawl") / "c.warc.gz"
    path.write_bytes(crawl(*held, packed=True))
    parts = cuts(Place(str(path)), every)
    assert [part.end for part in parts[:-1]] == [part.start for part in parts[1:]]
    assert (parts[0].start, parts[-1].end) == (0, None)
    found = [one for part in parts for one in read_portion((part,), ReadOptions(), READERS)]
    whole = [one for one in read([path]) if one.text]
    assert [(one.id, one.source) for one in found if one.text] == [(one.id, one.source) for one in whole]
    assert len({(one.id, one.source) for one in found}) == len(found)
    assert not [one for one in found for problem in one.problems if problem.code == "read.empty" and whole]


def test_other_files_are_not_cut(tmp_path: Path) -> None:
    """A crawl that is not packed, one that is packed as a whole, damage at the beginning, and no crawl at all."""
    for number, content in enumerate(
        (
            crawl(*pages(9)),
            gzip.compress(crawl(*pages(9))),
            b"\x1f\x8b\x08" + bytes(99),
            gzip.compress(b"text"),
            b"text",
        )
    ):
        path = tmp_path / f"{number}"
        path.write_bytes(content)
        (part,) = cuts(Place(str(path)), every=100)
        assert part.is_long
    (part,) = cuts(Place(str(tmp_path / "nowhere")), every=100)
    assert part.is_long
