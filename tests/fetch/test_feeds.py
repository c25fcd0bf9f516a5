"""Tests of feeds and sitemaps: which pages they name, and what they state of each."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import DocumentError
from dragoman.fetch import fetch
from dragoman.fetch.feeds import Entry, day, is_feed, named_feed, read_feed, unpacked
from dragoman.model import Stated
from tests.fetch.site import Site, manners, page

pytestmark = pytest.mark.slow  # left out of `make quick`

HERE = "https://a.example/news/feed.xml"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand --><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
<item><title>One &amp;amp; only</title><link>https://a.example/1</link>
  <pubDate>Sun, 05 Jan 2020 23:30:00 -0500</pubDate><author>desk@a.example (Jane Roe)</author></item>
<item><title>Two</title><guid isPermaLink="true">https://a.example/2</guid><dc:creator>John Doe</dc:creator>
  <dc:date>2020-01-06T01:00:00+09:00</dc:date></item>
<item><title><![CDATA[<b>Three</b>]]></title><link>/3</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><title>News</title>
<entry><title>One</title><link rel="self" href="https://b.example/1.atom"/><link href="1.html"/>
  <published>2020-01-05T23:30:00-05:00</published><updated>2020-02-01T00:00:00Z</updated>
  <author><name>Jane Roe</name></author><author><name>John Doe</name></author></entry>
<entry><title>Two</title><link rel="alternate" href="/2"/><updated>2020-02-01T00:00:00Z</updated></entry></feed>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://a.example/1 </loc><lastmod>2021-01-01</lastmod><n:news><n:publication><n:name>The A</n:name>
  <n:language>en-GB</n:language></n:publication><n:publication_date>2020-01-05T10:00:00Z</n:publication_date>
  <n:title>One</n:title></n:news></url><url><loc>https://a.example/2</loc><lastmod>2021-01-01</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s</loc></sitemap></sitemapindex>"""


def test_an_rss_feed_names_its_pages_and_what_it_states_of_them() -> None:
    """Address, title, author, and the day in the zone that it is printed in; silent where the feed is silent."""
    one, two, three = read_feed(RSS, HERE).entries
    assert one.link == "https://a.example/1"
    assert one.stated == Stated(title="One & only", author="Jane Roe", published="2020-01-05")
    assert two == Entry("https://a.example/2", Stated(title="Two", author="John Doe", published="2020-01-06"))
    assert three.stated == Stated(title="Three")


def test_an_atom_feed_s_links_count_from_where_it_says() -> None:
    """Of several links the page's is taken; when an entry was updated is not when it was published."""
    one, two = read_feed(ATOM, HERE).entries
    assert one == Entry(
        "https://b.example/x/1.html", Stated(title="One", author="Jane Roe, John Doe", published="2020-01-05")
    )
    assert two == Entry("https://b.example/2", Stated(title="Two"))


def test_a_news_sitemap_names_the_outlet() -> None:
    """Title, outlet, language and day of a page of news; when a page was changed is not when it was published."""
    one, two = read_feed(NEWS, HERE).entries
    assert one.stated == Stated(title="One", outlet="The A", language="en", published="2020-01-05")
    assert two == Entry("https://a.example/2")


@pytest.mark.parametrize(
    "content",
    [RSS, ATOM, NEWS, INDEX, b"\xef\xbb\xbf \n" + RSS, RSS.decode().encode("utf-16"),
     b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS[39:],
     b"<rdf:RDF xmlns:rdf='x'>"],
)  # fmt: skip
def test_a_feed_is_told_by_its_first_tag(content: bytes) -> None:
    """Behind declarations, comments and byte order marks, in any encoding, and whatever its type or name."""
    assert is_feed(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><body><rss></body></html>", b"Say <rss> to subscribe", b"<!-- <rss> -->", b"<rssx>",
     b"<!--a-->" * 500 + b"<html>", b"<?" * 2000, b"<!DOCTYPE " * 400],
)  # fmt: skip
def test_a_page_is_no_feed(content: bytes) -> None:
    """A page that speaks of feeds is a page; thousands of comments do not hold us up."""
    assert not is_feed(content)


def test_a_damaged_feed_gives_what_is_left_of_it() -> None:
    """Entries before the damage are read; a feed without any is a problem."""
    assert len(read_feed(RSS[: RSS.index(b"Three")], HERE).entries) >= 2
    assert len(read_feed(NEWS[: NEWS.index(b"/2</loc>")], HERE).entries) >= 1
    for broken in (b"<rss>", RSS[:60], b"<urlset", b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>"):
        with pytest.raises(DocumentError) as refused:
            read_feed(broken, HERE)
        assert refused.value.slug == "fetch.feed"


def test_entities_of_a_feed_read_no_file_and_do_not_multiply(tmp_path: Path) -> None:
    """A feed cannot make us open a file, nor fill the memory with a billion laughs."""
    (tmp_path / "secret").write_text("https://a.example/secret")
    outside = f'<!DOCTYPE r [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'.encode()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    many = f'<!DOCTYPE r [<!ENTITY l0 "https://a.example/">{laughs}]>'.encode()
    for head, entity in ((outside, b"&s;"), (many, b"&l11;")):
        for feed in (
            b"<rss version='2.0'><channel><item><title>x</title><link>%s</link></item></channel></rss>",
            b"<urlset><url><loc>%s</loc></url></urlset>",
        ):
            try:
                entries = read_feed(head + feed % entity, HERE).entries
            except DocumentError:
                continue
            assert all("secret" not in entry.link and len(entry.link) < 10_000 for entry in entries)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2020-01-05T23:30:00-05:00", "2020-01-05"),
        ("2020-01", "2020-01"),
        ("2020", "2020"),
        ("Sun, 05 Jan 2020 23:30:00 EST", "2020-01-05"),
        ("5 Jan 20 10:00 GMT", "2020-01-05"),
        ("2020-13-05", None),
        ("Sun, 35 Jan 2020 23:30:00 GMT", None),
        ("20200105", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_is_taken_as_it_is_printed(stamp: str, expected: str | None) -> None:
    """Hour and zone are cut and nothing is converted; what is no day is none."""
    assert day(stamp) == expected


@given(st.text(max_size=40) | st.dates().map(str) | st.dates().map(lambda one: f"{one:%d %b %y} 25:61"))
def test_no_stamp_makes_a_day_fail(stamp: str) -> None:
    """Whatever the stamp, it is a day or none."""
    assert day(stamp) is None or day(stamp)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([RSS, ATOM, NEWS, INDEX]), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=8))))
def test_no_bytes_make_a_feed_fail(content: bytes, changes: list[tuple[int, bytes]]) -> None:
    """Damaged in whatever way, a feed gives entries or is refused as none."""
    for at, bytes_ in changes:
        content = content[:at] + bytes_ + content[at + len(bytes_) :]
    try:
        feed = read_feed(content, HERE)
    except DocumentError:
        return
    assert feed.entries


def test_a_packed_sitemap_is_unpacked_within_the_limit() -> None:
    """A gzip file that holds a sitemap is one; a bomb, another file and a damaged one are refused."""
    assert unpacked(gzip.compress(NEWS), HERE, 10_000) == NEWS
    assert unpacked(NEWS, HERE, 10) == NEWS
    for content, slug in (
        (gzip.compress(NEWS + b" " * 10_000_000), "fetch.large"),
        (gzip.compress(b"a tar file"), "fetch.type"),
        (b"\x1f\x8b damaged", "fetch.type"),
    ):
        with pytest.raises(DocumentError) as refused:
            unpacked(content, HERE, 100_000)
        assert refused.value.slug == slug


def test_the_pages_of_a_feed_are_fetched(site: Site, tmp_path: Path) -> None:
    """A feed of three: each page once, also those that other entries or the user name too."""
    site.pages |= {f"/{number}": page(f"Page {number}") for number in (1, 2, 3)}
    site.pages["/feed"] = (200, {"Content-Type": "text/plain"}, RSS.replace(b"https://a.example", site.url.encode()))
    done = fetch(tmp_path, [f"{site.url}/feed", f"{site.url}/2#top"], manners())
    assert (done.pages, done.problems) == (3, ())
    assert sorted(site.paths()) == ["/1", "/2", "/3", "/feed"]


def test_an_index_of_sitemaps_is_followed_and_no_deeper(site: Site, tmp_path: Path) -> None:
    """Index, sitemap, page; an index that names itself ends."""
    here = site.url.encode()
    site.pages |= {"/1": page("A"), "/2": page("B")}
    site.pages["/index"] = (200, {}, INDEX % (here + b"/map.gz"))
    site.pages["/map.gz"] = (200, {}, gzip.compress(NEWS.replace(b"https://a.example", here)))
    site.pages["/deep"] = (200, {}, INDEX % (here + b"/deeper"))
    site.pages["/deeper"] = (200, {}, INDEX % (here + b"/deepest"))
    site.pages["/deepest"] = (200, {}, INDEX % (here + b"/deep"))
    done = fetch(tmp_path, [f"{site.url}/index", f"{site.url}/deep"], manners())
    assert (done.pages, [problem.code for problem in done.problems]) == (2, ["fetch.feed"])


def test_a_feed_brings_no_more_than_the_limit(site: Site, tmp_path: Path) -> None:
    """What is left out is said, and comes with the next run: pages that are held do not count."""
    site.pages |= {f"/{number}": page(f"Page {number}") for number in (1, 2, 3)}
    site.pages["/feed"] = (200, {}, RSS.replace(b"https://a.example", site.url.encode()))
    first = fetch(tmp_path, [f"{site.url}/feed"], manners(limit=2))
    assert (first.pages, [problem.code for problem in first.problems]) == (2, ["fetch.many"])
    second = fetch(tmp_path, [f"{site.url}/feed"], manners(limit=2))
    assert (second.pages, second.held, second.problems) == (1, 2, ())


def test_a_feed_s_bad_entries_cost_only_themselves(site: Site, tmp_path: Path) -> None:
    """An entry without a page, one that leads inside, and one that is gone, each a problem."""
    site.pages["/1"] = page("A")
    items = "".join(
        f"<item><link>{link}</link></item>" for link in ("/1", "", "http://127.0.0.2/x", "/gone", "ftp://x/y")
    )
    site.pages["/feed"] = (200, {}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    done = fetch(tmp_path, [f"{site.url}/feed"], manners())
    assert done.pages == 1
    assert sorted(problem.code for problem in done.problems) == [
        "fetch.address", "fetch.address", "fetch.feed", "fetch.status",
    ]  # fmt: skip


def test_a_page_s_own_feed_is_found_where_it_is_asked_for(site: Site, tmp_path: Path) -> None:
    """With `feed` a page, also one that is held, stands for the feed that its head names; naming none is a problem."""
    site.pages |= {f"/{number}": page(f"Page {number}") for number in (1, 2, 3)}
    head = b'<html><head><link rel="alternate" type="application/rss+xml" href="feed"></head><body>Home</body></html>'
    site.pages |= {"/": (200, {}, head), "/feed": (200, {}, RSS.replace(b"https://a.example", site.url.encode()))}
    site.pages["/circle"] = (200, {}, head.replace(b'"feed"', b'"circle2"'))
    site.pages["/circle2"] = (200, {}, head.replace(b'"feed"', b'"circle"'))
    fetch(tmp_path, [f"{site.url}/"], manners())
    done = fetch(tmp_path, [f"{site.url}{path}" for path in ("/", "/1", "/circle")], manners(feed=True))
    assert (done.pages, [problem.code for problem in done.problems]) == (2, ["fetch.feed"] * 2)
    assert named_feed(b"") is None
    assert named_feed(b"<html>") is None
