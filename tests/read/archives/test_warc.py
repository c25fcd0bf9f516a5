"""Web crawls: every page, whatever stands around it, and whatever is damaged."""

import gzip
import random
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import RawDocument
from dragoman.read import read, read_content
from dragoman.read.archives.records import Records

pytestmark = pytest.mark.slow  # left out of `make quick`

HTML = "text/html; charset=utf-8"


def page(number: int) -> bytes:
    """A page of a crawl."""
    story = f"The envoys met for the {number}th time, and agreed on {number * 7919} points of their agenda. " * 4
    return f"<!DOCTYPE html><html><body><p>{story.strip()}</p></body></html>".encode()


def record(kind: str, url: str, content: bytes, media: str = "application/http", **fields: str) -> bytes:
    """A record of a crawl."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-05T10:00:00Z\r\n{more}"
    return f"{head}Content-Type: {media}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n\r\n"


def response(
    url: str, content: bytes, media: str = HTML, status: str = "200 OK", http: str = "", **fields: str
) -> bytes:
    """A record of what a server sent."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{http}\r\n".encode()
    return record("response", url, head + content, "application/http; msgtype=response", **fields)


def crawl(*records: bytes, packed: bool = False) -> bytes:
    """A crawl of these records, behind the one that describes it."""
    described = (record("warcinfo", "", b"software: made\r\n", "application/warc-fields"), *records)
    return b"".join(gzip.compress(one) if packed else one for one in described)


def found(content: bytes) -> list[tuple[str, int, list[str]]]:
    """Source within the crawl, length of the text, and problems of each document."""
    documents = read_content(content, "c.warc.gz")
    return [(one.source.removeprefix("c.warc.gz!/"), len(one.text), codes(one)) for one in documents]


def codes(document: RawDocument) -> list[str]:
    """The slugs of a document's problems."""
    return [problem.code for problem in document.problems]


PAGES = [response(f"http://news.test/{number}", page(number)) for number in range(4)]
STORIES = [response(f"http://news.test/{number}", page(number)[30:-20], "text/plain") for number in range(2)]
SOURCES = [f"http://news.test/{number}" for number in range(4)]


@pytest.mark.parametrize("content", [crawl(*PAGES), crawl(*PAGES, packed=True), gzip.compress(crawl(*PAGES))])
def test_every_page_is_read_with_its_address(content: bytes) -> None:
    """Plain, packed by records and packed as a whole; the day of the crawl is not taken for one of publication."""
    documents = list(read_content(content, "c.warc.gz"))
    assert [one.source for one in documents] == [f"c.warc.gz!/{url}" for url in SOURCES]
    assert [one.stated.url for one in documents] == SOURCES
    assert {one.stated.published for one in documents} == {None}
    assert all(one.text.startswith("The envoys met for the") for one in documents)
    assert not any(one.problems for one in documents)


def test_what_is_no_article_is_counted_in_one_problem() -> None:
    """Pictures, pages not found, robots.txt and repeated visits are passed over, and one problem says how many."""
    content = crawl(
        PAGES[0],
        response("http://news.test/a.png", b"\x89PNG", "image/png"),
        response("http://news.test/b.png", b"\x89PNG", "image/png"),
        response("http://news.test/gone", b"gone", status="404 Not Found"),
        response("http://news.test/robots.txt", b"User-agent: *", "text/plain"),
        response("http://news.test/empty", b""),
        record("request", "http://news.test/0", b"GET / HTTP/1.1\r\n\r\n"),
        record("revisit", "http://news.test/0", b"HTTP/1.1 200 OK\r\n\r\n"),
        PAGES[1],
    )
    *pages, last = read_content(content, "c.warc")
    assert [one.stated.url for one in pages] == SOURCES[:2]
    (problem,) = last.problems
    assert (last.text, last.source, problem.code) == ("", "c.warc", "read.skipped")
    for reason in (
        "2 members",
        "2 image/png",
        "1 HTTP status 404",
        "1 robots.txt",
        "1 empty",
        "1 records of the kind rev",
    ):
        assert reason in problem.message


def test_records_without_a_server_are_read() -> None:
    """Files that were taken as they are, and the extracted text of Common Crawl."""
    content = crawl(
        record("resource", "file:///a.txt", b"The first story of the day.", "text/plain"),
        record("conversion", "http://news.test/b", b"The second story of the day.", "text/plain"),
        record("metadata", "http://news.test/b", b"fetchTimeMs: 3", "application/warc-fields"),
        record("resource", "metadata://gnu.org/software/wget/warc/wget.log", b"2020 saved.", "text/plain"),
    )
    first, second, rest = read_content(content, "c.wet")
    assert (first.text, second.text) == ("The first story of the day.", "The second story of the day.")
    assert "1 metadata: records" in rest.problems[0].message


def chunked(content: bytes) -> bytes:
    """Content in the pieces in which a server sends it."""
    pieces = [content[at : at + 50] for at in range(0, len(content), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("coded", "http"),
    [
        (chunked(page(0)), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(page(0)), "Content-Encoding: gzip\r\n"),
        (chunked(gzip.compress(page(0))), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (brotli.compress(page(0)), "content-encoding: BR\r\n"),
        (zlib.compress(page(0)), "Content-Encoding: deflate\r\n"),
        (zlib.compress(page(0))[2:-4], "Content-Encoding: deflate\r\n"),
        (page(0), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        (page(0), "Content-Encoding: br\r\n"),
        (page(0), "Content-Encoding: zstd, unheard-of\r\n"),
    ],
)
def test_pages_are_decoded_as_the_server_coded_them(coded: bytes, http: str) -> None:
    """Also where the crawler stored them decoded and left the header as it was."""
    (plain,) = read_content(crawl(PAGES[0]), "c.warc")
    (document,) = read_content(crawl(response("http://news.test/0", coded, http=http)), "c.warc")
    assert (document.text, document.problems) == (plain.text, ())


@pytest.mark.parametrize(
    ("markup", "charset"),
    [("<html>", "windows-1251"), ('<html><meta charset="windows-1251">', "iso-8859-1"), ("<html>", "no-such-charset")],
)
def test_the_server_says_how_a_page_is_encoded_that_does_not_say_so(markup: str, charset: str) -> None:
    """The header of the response counts where the page itself is silent."""
    story = "Переговоры о выводе войск продолжились в пятницу, сообщил представитель министерства. "
    media = f"text/html; charset={charset}"
    content = f"{markup}<body><p>{story * 4}</p></body></html>".encode("windows-1251")
    (document,) = read_content(crawl(response("http://news.test/", content, media)), "c.warc")
    assert document.text == (story * 4).strip()


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl_that_was_cut_off_says_so_wherever_it_ends(packed: bool) -> None:
    """Every page before the cut is there, and what the cut took is a problem."""
    content = crawl(*STORIES[:2], packed=packed)
    ends = [len(crawl(*STORIES[:count], packed=packed)) for count in range(3)]
    for end in range(ends[0] + 8, len(content), 7):
        documents = found(content[:end])
        whole = sum(end >= one for one in ends[1:])
        assert [source for source, length, problems in documents if length and not problems][:whole] == SOURCES[:whole]
        between = not packed and any(
            0 <= one - end <= 4 for one in ends
        )  # only the blank lines behind a record are gone
        assert between or end in ends or any("read.damaged" in problems for _, _, problems in documents), end


def test_a_damaged_record_costs_no_other() -> None:
    """Behind damage the next record is found again, in plain and in packed crawls."""
    for packed in (False, True):
        before, hit = (len(crawl(*PAGES[:count], packed=packed)) for count in (1, 2))
        content = bytearray(crawl(*PAGES, packed=packed))
        content[before + 2 : before + 40] = b"\xaa" * 38
        documents = found(bytes(content))
        assert [documents[number][0] for number in (0, 1, 2)] == [SOURCES[0], SOURCES[2], SOURCES[3]]
        assert documents[-1] == ("c.warc.gz", 0, ["read.damaged"])
        content = bytearray(crawl(*PAGES, packed=packed))
        content[hit - 60 : hit - 20] = b"\xaa" * 40
        sources = [source for source, length, _ in found(bytes(content)) if length]
        assert {SOURCES[0], SOURCES[2], SOURCES[3]} <= set(sources)


@pytest.mark.parametrize("length", ["10", "99999999999999999999", "-3", "many"])
def test_a_record_of_a_wrong_length_is_damage(length: str) -> None:
    """A stated length is not believed further than the file goes."""
    wrong = PAGES[1].replace(
        f"Content-Length: {len(PAGES[1])}".encode()[:16], f"Content-Length: {length}\r\nX: ".encode()
    )
    documents = found(crawl(PAGES[0], wrong, PAGES[2]))
    assert documents[0][0] == SOURCES[0]
    assert any("read.damaged" in problems for _, _, problems in documents)


def test_what_a_feed_told_of_a_page_stands_below_what_the_page_states() -> None:
    """A crawl of our own keeps the words of the feed beside the page, for that page alone."""
    told = (
        "title: As the feed has it\r\nauthor: A. Feed\r\npublished: 2020-01-05\r\nvia: http://a.test/feed\r\nbroken\r\n"
    )
    titled = page(0).replace(b"<body>", b"<head><title>As the page has it</title></head><body>")
    content = crawl(
        record("metadata", SOURCES[0], told.encode(), "application/warc-fields", WARC_Concurrent_To="<urn:uuid:0>"),
        record("request", SOURCES[0], b"GET / HTTP/1.1\r\n\r\n", WARC_Concurrent_To="<urn:uuid:0>"),
        response(SOURCES[0], titled, WARC_Record_ID="<urn:uuid:0>"),
        record("metadata", SOURCES[0], b"HTTP/1.1 200 OK\r\n\r\n<rss>", "application/http; msgtype=response"),
        response(SOURCES[1], page(1), WARC_Record_ID="<urn:uuid:1>"),
        record(
            "metadata", SOURCES[2], b"published: soon\r\n", "application/warc-fields", WARC_Concurrent_To="<urn:uuid:2>"
        ),
        response(SOURCES[2], page(2), WARC_Record_ID="<urn:uuid:2>"),
    )
    first, second, third = read_content(content, "c.warc")
    assert (first.stated.title, first.stated.author) == ("As the page has it", "A. Feed")
    assert (first.stated.published, first.stated.url) == ("2020-01-05", SOURCES[0])
    assert {(one.stated.author, one.stated.published) for one in (second, third)} == {(None, None)}


def test_what_the_crawler_cut_is_said_of_the_page() -> None:
    """A page that was cut at the crawler's limit is read, with a problem."""
    content = crawl(response("http://news.test/0", page(0)[:200], WARC_Truncated="length"))
    ((_, length, problems),) = found(content)
    assert (length > 100, problems) == (True, ["read.damaged"])


def test_hostile_addresses_are_shown_and_an_endless_header_is_damage() -> None:
    """A record's fields do no harm."""
    content = crawl(response("http://a.test/\x1b[31m/../..", page(1)), response("x" * 300_000, page(2)), PAGES[3])
    documents = found(content)
    assert documents[0][0] == "http://a.test/\\x1b[31m/../.."
    assert documents[1][0] == SOURCES[3]
    assert documents[2][2] == ["read.damaged"]


@pytest.mark.slow
def test_a_crawl_is_read_in_memory_that_does_not_grow_with_it(tmp_path: Path) -> None:
    """Forty megabytes of pictures, plain or packed, pass in a few."""
    picture = response("http://news.test/a.jpg", random.Random(1).randbytes(100_000), "image/jpeg")
    for packed in (False, True):
        path = tmp_path / f"{packed}.warc"
        path.write_bytes((gzip.compress(picture, 1) if packed else picture) * 400 + crawl(PAGES[0], packed=packed))
        list(read([path]))  # the reader of pages is loaded now
        tracemalloc.start()
        try:
            first, _ = read([path])
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert first.stated.url == SOURCES[0]
        assert peak < 8_000_000


def test_rubbish_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of nothing but damage is left."""
    monkeypatch.setattr("dragoman.read.archives.records.MOST_DAMAGES", 20)
    content = gzip.compress(crawl()) + b"\x1f\x8b\x08\xff" * 1000
    (document,) = read_content(content, "c.warc.gz")
    assert "given up" in document.problems[0].message


def test_the_format_before_warc_is_a_problem() -> None:
    """ARC files are named, with what to do."""
    for content in (b"filedesc://c.arc 0.0.0.0 2005 text/plain 76\n", gzip.compress(b"filedesc://c.arc 0.0.0.0\n")):
        (document,) = read_content(content, "c.arc")
        assert codes(document) == ["read.binary"]
        assert "WARC" in document.problems[0].message


@pytest.mark.parametrize("content", [crawl(), crawl(packed=True)])
def test_a_crawl_without_pages_is_a_problem(content: bytes) -> None:
    """Nothing to read is said."""
    assert found(content) == [("c.warc.gz", 0, ["read.empty"])]


def test_a_page_too_large_for_an_article_is_a_problem_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page never costs more memory than an article may."""
    for place in ("dragoman.read", "dragoman.read.archives.warc"):
        monkeypatch.setattr(f"{place}.MAX_ARTICLE_BYTES", 100_000)
    long = response(
        "http://a.test/long", gzip.compress(b"<html>" + b"x" * 5_000_000), http="Content-Encoding: gzip\r\n"
    )
    assert [problems for _, _, problems in found(crawl(long, PAGES[1]))] == [["read.large"], []]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_makes_reading_fail(data: st.DataObject) -> None:
    """Whatever bytes of a crawl are changed, moved or missing, there are documents, and an empty one says why."""
    content = bytearray(crawl(*STORIES, packed=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content)))
        change = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"WARC/1.0\r\n", b"\r\n\r\n", b"\x1f\x8b\x08", b"9" * 9])
        )
        content[at : at + data.draw(st.sampled_from([0, len(change), 300]))] = change
    documents = list(read_content(bytes(content), "c.warc"))
    assert documents
    assert all(document.text.strip() or document.problems for document in documents)
    assert not any("read.failed" in codes(document) for document in documents)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_the_walk_over_records_always_ends(tail: bytes, packed: bool) -> None:
    """Any bytes behind a record are walked over, and the record stays."""
    whole = gzip.compress(PAGES[0]) if packed else PAGES[0]
    records = Records(BytesIO(whole + tail))
    addresses = [head.get("warc-target-uri") for head in records.heads()]
    assert addresses[0] == SOURCES[0]
