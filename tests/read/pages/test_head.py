"""What pages state of their article, in all the places where they do, and what is no statement."""

import json

import pytest

from dragoman.model import Stated
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

STORY = "<p>The bridge over the river is closed, the governor of the northern province said on Monday.</p>"


def stated(head: str = "", body: str = STORY, *, before: str = "") -> Stated:
    """What a page states."""
    page = f"{before}<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    (document,) = read_content(page.encode(), "page.html")
    return document.stated


def data(held: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(held)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bridge &amp; ferry",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Day"}],
    "publisher": {"@type": "Organization", "name": "The River Post"},
    "datePublished": "2021-03-04T23:30:00+05:00",
    "url": "https://river.example/bridge",
}
TOLD = Stated("Bridge & ferry", "Ann Lee, Bo Day", "The River Post", None, "https://river.example/bridge", "2021-03-04")


@pytest.mark.parametrize(
    "held",
    [ARTICLE, [ARTICLE], [[ARTICLE]], {"@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]},
     {"@type": "WebPage", "mainEntity": ARTICLE}, {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
     {"@graph": [{**ARTICLE, "author": [{"@id": "#1"}, {"@id": "#2"}]}, {"@id": "#1", "name": "Ann Lee"},
                 {"@id": "#2", "name": ["Bo Day"]}]},
     {"@graph": [{key: ARTICLE[key] for key in ARTICLE if key != "datePublished"},
                 {"@type": "WebPage", "datePublished": "2021-03-04"}]}],
)  # fmt: skip
def test_the_article_is_found_wherever_the_pages_data_hold_it(held: object) -> None:
    """Lists, graphs, references and what a page is about all lead to the same statement."""
    assert stated(data(held)) == TOLD


@pytest.mark.parametrize(
    "broken", ['{"@type": "NewsArticle", "headline": ', "[" * 100_000, "null", "7", '"x"', '{"@type": 7}']
)
def test_broken_data_state_nothing_and_harm_nothing(broken: str) -> None:
    """What cannot be read as data is passed over, and the meta tags are read."""
    head = f'<script type="application/ld+json">{broken}</script><meta property="og:title" content="Bridge">'
    assert stated(head).title == "Bridge"


def test_data_in_old_script_frames_are_read() -> None:
    """Comments and CDATA marks around the data are no part of them, and neither are bare line ends in a string."""
    held = json.dumps(ARTICLE).replace("Ann Lee", "Ann\n Lee")
    assert stated(f'<script type="application/ld+json">//<![CDATA[\n{held}\n//]]></script>') == TOLD


def test_halves_of_characters_in_data_are_no_text() -> None:
    """What JSON can hold but no file can is replaced, in names and in the article."""
    held = '{"@type": "NewsArticle", "headline": "Closed \\ud83d", "articleBody": "Word \\ude00 \\ud83d\\ude00"}'
    (found,) = read_content(f'<html><script type="application/ld+json">{held}</script></html>'.encode(), "page.html")
    assert (found.stated.title, found.text) == ("Closed \ufffd", "Word \ufffd 😀")


def test_an_outlet_is_no_author() -> None:
    """An organisation, an account or an address in the author's place gives no author."""
    for author in (
        {"@type": "NewsMediaOrganization", "name": "Desk"},
        "The River Post",
        "@river",
        "https://x.example/a",
    ):
        assert stated(data({**ARTICLE, "author": author})).author is None


@pytest.mark.parametrize(
    ("head", "body"),
    [('<meta property="article:published_time" content="2021-03-04T23:30:00-05:00">', STORY),
     ('<meta name="DC.date.issued" content="2021-03-04">', STORY),
     ('<meta name="parsely-pub-date" content="2021-03-04T01:00:00Z">', STORY),
     ('<meta name="sailthru.date" content="Thu, 04 Mar 2021 23:30:00 -0500">', STORY),
     ('<meta name="date" content="March 4, 2021 11:30 PM">', STORY),
     ('<meta name="pubdate" content="20210304">', STORY),
     ("", f'<span itemprop="datePublished" content="2021-03-04T10:00">today</span>{STORY}'),
     ("", f"<time pubdate datetime='2021-03-04'>4 March</time>{STORY}"),
     ("", f"<article><h1>Closed</h1><time datetime='2021-03-04T08:00'>4 March</time>{STORY}</article>")],
)  # fmt: skip
def test_the_day_of_publication_is_read_as_it_is_printed(head: str, body: str) -> None:
    """Meta tags of all systems, microdata and marked times give the day, without hour and zone."""
    assert stated(head, body).published == "2021-03-04"


@pytest.mark.parametrize(
    ("head", "body"),
    [('<meta property="article:modified_time" content="2021-03-04">', STORY),
     (data({"@type": "NewsArticle", "dateModified": "2021-03-04"}), STORY),
     ('<link rel="canonical" href="https://river.example/2021/03/04/bridge">', STORY),
     ('<meta name="date" content="03/04/2021">', STORY),
     ('<meta name="date" content="0001-01-01T00:00:00">', STORY),
     ('<meta name="date" content="2021-13-44">', STORY),
     ("", f"{STORY}<p>It was built on 4 March 1921, and repaired on 4 March 2021.</p>"),
     ("", f"<article><h1>Closed</h1><p class=updated><time datetime=2021-03-04>4 March</time></p>{STORY}</article>"),
     ("", f"<article><h1>Closed</h1>{STORY}<aside><time datetime='2021-03-04'>4 March</time></aside></article>"),
     ("", f"<article><h1>Closed</h1><p>{'It was built long ago. ' * 9}<time datetime=2021-03-04>then</time></p>")],
)  # fmt: skip
def test_a_guess_is_no_stated_day(head: str, body: str) -> None:
    """Days of change, of teasers, in addresses and in the text, and figures whose order is open, are not stated."""
    assert stated(head, body).published is None


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [('<meta property="og:title" content="Closed | The Post"><meta property="og:site_name" content="The Post">',
      "Closed", "The Post"),
     ("<title>Closed - The Post</title>", "Closed - The Post", None),
     ('<title>Closed</title><link rel="canonical" href="https://www.post.example/x">', "Closed", "post.example")],
)  # fmt: skip
def test_title_and_outlet_are_told_apart(head: str, title: str, outlet: str | None) -> None:
    """A known outlet is cut from the title; the host stands for an outlet that is not named."""
    told = stated(head)
    assert (told.title, told.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("head", "before", "url"),
    [('<link rel="canonical" href="https://a.example/x"><meta property="og:url" content="https://b.example">', "", "https://a.example/x"),
     ('<link rel="canonical" href="/x"><meta property="og:url" content="https://b.example">', "", "https://b.example"),
     ("", "<!-- saved from url=(0022)https://c.example/page -->", "https://c.example/page"),
     ("", "<!--\n Page saved with SingleFile \n url: https://d.example/ \n saved date: x -->", "https://d.example/"),
     ('<link rel="canonical" href="http://[">', "", None)],
)  # fmt: skip
def test_the_pages_own_address_is_found(head: str, before: str, url: str | None) -> None:
    """Canonical links, Open Graph and the comments of browsers that saved the page give its address."""
    assert stated(head, before=before).url == url
