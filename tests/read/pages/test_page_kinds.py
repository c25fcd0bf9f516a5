"""The article on pages of many kinds: how they are built differs, what is found on them does not."""

import json
from textwrap import wrap

import pytest

from dragoman.clean import clean
from dragoman.lang import load_language
from dragoman.model import CleanDocument, Problem
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

TOLD = (
    "The governor of the northern province said on Monday that the bridge over the river would be closed for repairs, "
    "and that drivers should look for another way.",
    "Engineers who looked at the pillars in spring found cracks that run from the water line to the road, according to "
    "a report which the ministry published.",
    "“We will not wait until somebody is hurt,” the governor told reporters in the town hall. “The bridge is older "
    "than anyone who drives over it.”",
    "Traders on the eastern bank fear that their flour will spoil, because the next crossing lies more than forty "
    "kilometres to the south of the town.",
    "The ministry of transport put the cost of the repairs at nine million, of which the province is to pay a third "
    "within the next two years.",
    "Buses will run to the ferry every half hour from six in the morning until midnight, the operator said in a "
    "statement on its page.",
)
SAID = (
    "I have driven over that bridge for thirty years and it never had a crack, this is all about money for friends.",
    "They said the same thing about the school and then it took four years to build, nobody believes them any more.",
)
HEADLINE = "<h1>Bridge is closed</h1>"
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
FOOTER = '<footer><p>Copyright The River Post. All rights reserved.</p><a href="/contact">Contact</a></footer>'
RELATED = (
    '<div class="related"><h3>More</h3><ul><li><a href="/1">Flood warning for the lower valley as snow melts early</a>'
    '</li><li><a href="/2">Ferry operator orders two new ships for the summer</a></li></ul></div>'
)
COMMENTS = '<div id="comments">' + "".join(f'<div class="comment"><b>bob</b><p>{one}</p></div>' for one in SAID * 4)
PART = "<div class=part><p>{}</p></div><div class=advert>Advertisement</div>"
SIDE = "".join(f'<div class="teaser"><h4><a href="/x">Other news</a></h4><p>{one} It rained.</p></div>' for one in TOLD)


def paragraphs(lines: tuple[str, ...] = TOLD) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def each(pattern: str) -> str:
    return "".join(pattern.format(line) for line in TOLD)


KINDS = {
    "paragraphs in an article": f"{MENU}<article>{HEADLINE}{paragraphs()}</article>{RELATED}{COMMENTS}</div>{FOOTER}",
    "line breaks": f"{MENU}{HEADLINE}<div>{'<br><br>'.join(TOLD)}</div>{FOOTER}",
    "text directly in body": HEADLINE + "<br>\n<br>".join(TOLD) + FOOTER,
    "nothing but text": "\n\n".join(TOLD),
    "tables as layout": f"<table><tr><td>{MENU}</td><td>{HEADLINE}{paragraphs()}</td><td>{RELATED}</td></tr></table>",
    "an old table page": f"<table><tr><td><a href=/>Home</a><br><a href=/w>World</a></td><td><font size=5>Bridge is "
    f"closed</font><br><br>{'<br><br>'.join(TOLD)}</td></tr></table>",
    "amp": f"<main><article><header>{HEADLINE}</header><amp-img src=x></amp-img>{paragraphs(TOLD[:3])}<amp-ad></amp-ad>"
    f"{paragraphs(TOLD[3:])}</article></main>",
    "split by advertisements": f"{MENU}{HEADLINE}{each(PART)}",
    "in two parts": f"{MENU}{HEADLINE}<div class=a>{paragraphs(TOLD[:3])}</div><div class=slot>ADVERTISEMENT</div>"
    f"<section class=b><div>{paragraphs(TOLD[3:])}</div></section>{RELATED}{FOOTER}",
    "divs alone": f"{MENU}<div>Bridge is closed</div>{each('<div><div><span>{}</span></div></div>')}{FOOTER}",
    "a list in the text": f"<article>{HEADLINE}{paragraphs(TOLD[:2])}<ul>{each('<li>{}</li>')}</ul></article>{FOOTER}",
    "preformatted": f"{HEADLINE}<pre>{chr(10).join(chr(10).join(wrap(one, 70)) + chr(10) for one in TOLD)}</pre>",
    "a side column as long": f"{MENU}<div>{HEADLINE}{paragraphs()}</div><div class=sidebar>{SIDE}</div>{FOOTER}",
    "the article in classes of other things": f"{MENU}<article class=comment-piece>{HEADLINE}<div class=social-body>"
    f"{paragraphs()}</div></article>{FOOTER}",
    "set-off parts": f'<article>{HEADLINE}<p class="standfirst">Traders fear for their flour as a bridge of the last '
    f"century shows its age</p><figure><figcaption><p>The bridge from the eastern bank in spring.</p></figcaption>"
    f'</figure>{paragraphs()}<section class="footnotes"><p>1. Report of the ministry of the province, page four.</p>'
    "</section></article>",
    "a comment page": f"{MENU}<article>{HEADLINE}{paragraphs()}</article>{COMMENTS}{COMMENTS}</div></div>{FOOTER}",
}


def read_page(
    body: str, head: str = "<title>Bridge is closed - The River Post</title>"
) -> tuple[CleanDocument, list[str]]:
    """A page of this body, sorted; and its body pieces with plain blanks."""
    (raw,) = read_content(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")
    document = clean(raw, lang=load_language("en"))
    return document, [" ".join(piece.span.of(document.text).split()) for piece in document.body]


@pytest.mark.parametrize("kind", KINDS)
def test_the_article_and_nothing_else_is_the_body(kind: str) -> None:
    """Every paragraph of the article is body, and no menu, comment, teaser, caption, standfirst or note is."""
    _, body = read_page(KINDS[kind])
    told = TOLD[:2] + TOLD if kind == "a list in the text" else TOLD
    assert " ".join(body) == " ".join(told)


def test_a_menu_on_a_page_of_little_text_is_no_body() -> None:
    """Where the extractor takes a short page whole, the page's own menu and footer are still left out."""
    line = "The bridge over the river is closed, the governor said on Monday."
    assert read_page(f"{MENU}<article>{HEADLINE}<p>{line}</p></article>{FOOTER}")[1] == [line]


def test_a_heading_that_browsers_show_as_the_title_is_told_from_the_site() -> None:
    """Without a heading tag, the line that begins the browser's title is the headline, and the rest is the site."""
    document, _ = read_page(KINDS["divs alone"])
    assert (document.meta.title, document.meta.outlet) == ("Bridge is closed", "The River Post")
    assert [piece.span.of(document.text) for piece in document.dropped if piece.kind == "title"] == ["Bridge is closed"]


def test_a_heading_that_is_the_sites_own_name_is_no_headline() -> None:
    """A site that puts its name into the only first heading has it behind the headline in the browser's title too."""
    page = f"<h1>The River Post</h1><div><h2>Bridge is closed</h2>{paragraphs()}</div>"
    document, body = read_page(page)
    assert (document.meta.title, document.meta.outlet) == ("Bridge is closed", "The River Post")
    assert body == list(TOLD)


def test_classes_of_the_whole_page_say_nothing_of_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is all in a class of menus or comments keeps the paragraphs that the extractor dropped."""
    monkeypatch.setattr("dragoman.read.pages.html._chosen", lambda _root: [TOLD[0], TOLD[3], TOLD[5]])
    page = f'<div class="sidebar-open comment-policy">{MENU}{HEADLINE}{paragraphs()}</div>'
    assert read_page(page)[1] == list(TOLD)


def as_data(text: str) -> str:
    held = {"@graph": [{"@type": ["NewsArticle"], "headline": "Bridge is closed", "articleBody": text}]}
    return f'<script type="application/ld+json">{json.dumps(held)}</script>'


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_an_article_that_only_a_script_shows_is_taken_from_the_pages_data() -> None:
    """A page without visible text gives the text of its data, with a problem that says so."""
    document, body = read_page("<div id=root></div>", as_data("<p>" + "</p><p>".join(TOLD) + "</p>"))
    assert body == list(TOLD)
    assert codes(document.problems) == ["read.hidden"]


def test_an_article_behind_a_paywall_is_taken_from_the_pages_data() -> None:
    """Where a teaser is shown, the whole stands behind it in the text layer, and the teaser is a duplicate."""
    page = f"{HEADLINE}<p>{TOLD[0]}</p><div class=paywall>Subscribe to read on</div>"
    document, body = read_page(page, as_data("\n".join(TOLD)))
    assert body == list(TOLD)
    assert document.text.startswith(f"Bridge is closed\n\n{TOLD[0]}\n\nSubscribe to read on\n\n{TOLD[0]}")
    assert {piece.kind for piece in document.dropped} == {"title", "duplicate", "banner"}
    assert codes(document.problems) == ["read.hidden"]


def test_an_article_that_is_shown_whole_is_not_taken_twice() -> None:
    """The page's data change nothing where the page shows the article."""
    document, body = read_page(KINDS["paragraphs in an article"], as_data(" ".join(TOLD)))
    assert body == list(TOLD)
    assert document.problems == ()


def test_a_page_that_the_extractor_fails_on_is_sorted_by_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it keeps one line of much prose, its choice does not count."""
    monkeypatch.setattr("dragoman.read.pages.html._chosen", lambda _root: [TOLD[5]])
    assert read_page(KINDS["line breaks"])[1] == list(TOLD)


def test_a_paragraph_that_the_extractor_drops_among_others_stays_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prose in the very tags of the paragraphs that were kept is of the article."""
    monkeypatch.setattr("dragoman.read.pages.html._chosen", lambda _root: [one for one in TOLD if one != TOLD[2]])
    assert read_page(KINDS["paragraphs in an article"])[1] == list(TOLD)
