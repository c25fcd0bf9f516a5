"""Web pages: a text layer of our own, and the article marked on it."""

from time import monotonic

import pytest

from dragoman.model import RawDocument
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Talks resume in Amman - The Daily Test</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks resume in Amman",
"datePublished": "2021-03-04T23:30:00+05:00", "author": [{"name": "Ann Lee"}],
"publisher": {"name": "The Daily Test"}}
</script></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Talks resume in Amman</h1><p class="byline">By Ann Lee</p>
<p>Envoys of both governments met in Amman on Thursday for a <b>second</b> round of talks, officials
said, after weeks.</p>
<figure><img src="x.jpg"><figcaption>The hotel where they met. Photo: Test</figcaption></figure>
<p>The two sides agreed to meet again next month and to exchange lists of
prisoners, a joint statement said.<!-- x --></p>
<p>“We are 😀 hopeful,” the host said. The talks had broken off in January over the release of detainees.</p>
<p style="display: none">Hidden words.</p></article>
<div class="comments"><p>bob: nonsense, they will never agree on anything at all</p></div></body></html>"""


@pytest.fixture(scope="module")
def page() -> RawDocument:
    """The page above."""
    (document,) = read_content(PAGE.encode(), "page.html")
    return document


def test_the_text_layer_is_the_visible_text_in_blocks(page: RawDocument) -> None:
    """Blocks are parted by blank lines; scripts and hidden parts are not in the layer, inline tags do not break it."""
    assert page.text.startswith("Home\n\nWorld\n\nTalks resume in Amman\n\nBy Ann Lee\n\nEnvoys of both")
    assert "for a second round of talks" in page.text
    assert "Hidden words" not in page.text
    assert "ld+json" not in page.text


def test_every_block_is_marked_with_its_kind(page: RawDocument) -> None:
    """What the extractor keeps is body; the rest is named by its tags."""
    kinds = {piece.span.of(page.text)[:12]: piece.kind for piece in page.marked}
    assert kinds == {
        "Home": "nav", "World": "nav", "Talks resume": "title", "By Ann Lee": "byline", "Envoys of bo": "body",
        "The hotel wh": "caption", "The two side": "body", "“We are 😀 ho": "body", "bob: nonsens": "comments",
    }  # fmt: skip


def test_the_head_states_title_author_outlet_language_and_day(page: RawDocument) -> None:
    """The page's own data are taken; the hour and the time zone are cut from its date."""
    stated = page.stated
    assert (stated.title, stated.author, stated.outlet) == ("Talks resume in Amman", "Ann Lee", "The Daily Test")
    assert (stated.language, stated.published, stated.published_given) == ("en", "2021-03-04", False)


def test_a_wrong_declared_charset_does_no_harm() -> None:
    """A page that declares another encoding than it has is decoded by its bytes."""
    content = '<html><head><meta charset="iso-8859-1"></head><body><p>Café in Kraków – “open”</p></body></html>'
    (document,) = read_content(content.encode("utf-8"), "page.html")
    assert document.text == "Café in Kraków – “open”"


@pytest.mark.parametrize(
    "deep",
    [
        "<div>" * 20_000,
        "<b>" * 20_000,
        "<table><tr><td>" * 1_500,
        "<p>" + "a & b " * 3,
        "<script>x</script><div>" * 3000,
    ],
)
def test_no_depth_of_tags_makes_a_page_lose_text(deep: str) -> None:
    """Text behind thousands of tags that are never closed is in the layer, and scripts among them are not."""
    (document,) = read_content(f"<html><body><p>First.</p>{deep}Last.".encode(), "page.html")
    assert document.text.startswith("First.")
    assert document.text.endswith("Last.")
    assert "x" not in document.text
    assert document.problems == ()


def test_what_a_comment_without_end_hides_is_a_problem() -> None:
    """The rest of the page is not shown, as in a browser, and the reader of the page is told."""
    (document,) = read_content(b"<html><body><p>First.</p><!-- note <p>Last.</p></body></html>", "page.html")
    assert document.text == "First."
    assert [problem.code for problem in document.problems] == ["read.markup"]


@pytest.mark.parametrize(
    "unseen",
    ["<noscript>{}</noscript>", "<template>{}</template>", "<p hidden>{}</p>", "<div aria-hidden=true><p>{}</p></div>",
     "<dialog>{}</dialog>", '<span class="sr-only">{}</span>', '<p style="DISPLAY:none">{}</p>', "<!-- {} -->",
     "<button>{}</button>", "<svg><text>{}</text></svg>"],
)  # fmt: skip
def test_what_a_browser_does_not_show_is_not_in_the_text(unseen: str) -> None:
    """Hidden elements give no text, and what stands behind them is still read."""
    (document,) = read_content(f"<html><body><p>First.{unseen.format('Unseen.')}</p>Last.".encode(), "page.html")
    assert document.text == "First.\n\nLast."


def test_a_page_that_hides_itself_until_its_scripts_ran_is_read() -> None:
    """A style on the whole page hides nothing."""
    (document,) = read_content(
        b'<html><body style="visibility:hidden"><p>Shown in time.</p></body></html>', "page.html"
    )
    assert document.text == "Shown in time."


def test_lines_of_preformatted_text_stay_lines_and_are_one_paragraph() -> None:
    """A mail archive's page keeps its line ends, and its hard-wrapped paragraphs are one piece each."""
    wrapped = "The governor said on Monday that the bridge\nwould be closed for repairs, and that drivers\nshould wait."
    document = marked(f"<pre>{wrapped}\n\n{wrapped.replace('Monday', 'Friday')}</pre>")
    bodies = [piece.span.of(document.text) for piece in document.marked if piece.kind == "body"]
    assert bodies[:2] == [wrapped, wrapped.replace("Monday", "Friday")]


def test_two_line_breaks_part_paragraphs() -> None:
    """Pages without paragraph tags are cut where they look cut."""
    (document,) = read_content(b"<html><body>One<br>line.<br>\n<br>Another.<br/></body></html>", "page.html")
    assert document.text == "One\nline.\n\nAnother."


@pytest.mark.parametrize(
    "page",
    ["<html><body><p>{}".format("word and word. " * 600_000), "<html><body><p a='{}'>Text.".format("a" * 5_000_000),
     "<html><body><img src='data:image/png;base64,{}'>Text.".format("a" * 5_000_000)],
    ids=["one line", "one attribute", "an image as data"],
)  # fmt: skip
@pytest.mark.slow
def test_giant_pages_are_read_in_seconds(page: str) -> None:
    """Nine megabytes in one line, or in an attribute, are no hang."""
    begun = monotonic()
    (document,) = read_content(page.encode(), "page.html")
    assert document.text
    assert monotonic() - begun < 10


def test_a_page_without_text_is_a_problem() -> None:
    """A page that shows nothing says what to do."""
    (document,) = read_content(b"<html><body><script>draw()</script></body></html>", "app.html")
    assert [problem.code for problem in document.problems] == ["read.empty"]


def marked(body: str, head: str = "") -> RawDocument:
    """A page of a headline, this body and a few paragraphs."""
    prose = "".join(
        f"<p>The governor of the {side} province said on Monday that the bridge over the river would be closed for "
        f"repairs, and that the drivers who wait on the {side} bank should look for another way.</p>"
        for side in ("northern", "southern", "eastern", "western")
    )
    page = f"<html><head>{head}</head><body><article><h1>Bridge is closed</h1>{body}{prose}</article></body></html>"
    (document,) = read_content(page.encode(), "page.html")
    return document


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ('<p class="dek">Traders fear that their flour will spoil on the road</p>', "standfirst"),
        ('<blockquote class="pullquote">“Look for another way over the river.”</blockquote>', "pullquote"),
    ],
)
def test_what_the_page_sets_off_from_the_text_is_no_body(block: str, kind: str) -> None:
    """Standfirsts and pull quotes are told by their tags, even where the extractor keeps them."""
    document = marked(f"{block}<p class='byline'>By Dana Malik</p>")
    kinds = {piece.span.of(document.text)[:8]: piece.kind for piece in document.marked}
    assert kinds.get("Traders ", kinds.get("“Look fo")) == kind


@pytest.mark.parametrize(
    ("title", "outlet"), [("Bridge is closed | The River Post", "The River Post"), ("Bridge is closed", None)]
)
def test_the_pages_title_names_the_site(title: str, outlet: str | None) -> None:
    """What stands behind the headline in the page's title is the outlet, where nothing else states it."""
    assert marked("", f"<title>{title}</title>").stated.outlet == outlet
