"""Cleaning: every character in one piece, and the article told from the rest of its page."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.clean.units import units
from dragoman.lang import load_language
from dragoman.model import CleanDocument, Piece, RawDocument, Stated

ENGLISH = load_language("en")
PARAGRAPHS = [
    "The governor of the northern province said on Monday that the bridge over the river would be closed for repairs.",
    "Two convoys had crossed it during the night, according to drivers who were waiting on the other bank. (1)",
    "“We have been told to wait until the army has looked at every pillar,” said one of the drivers, carrying flour.",
    "The bridge was damaged in the fighting of last year, and the ministry has promised to rebuild it since then. (2)",
]
PAGE = "\n".join(
    [
        "Bridge in the north is closed for repairs | The River Post", "Home", "World", "Sport", "Sign in", "",
        "Bridge in the north is closed for repairs", "", "By Dana Malik", "", "3 May 2021", "",
        "Drivers wait on the northern bank. Photo: Sami Noor", "", "\n\n".join(PARAGRAPHS[:2]), "",
        "The army has looked at every pillar, and drivers carrying flour wait", "", "\n\n".join(PARAGRAPHS[2:]), "",
        "1. Bridges of the North, London, 2019, pp. 3-4.", "2. Ibid.", "", "Share on Facebook", "Tweet", "",
        "Disclaimer: The views expressed are the author's and do not necessarily reflect The River Post's views.",
        "", "2 Comments", "Oldest", "Newest", "Leave a reply", "", "omar", "", "they close it every year again", "",
        "Reply",
    ]
)  # fmt: skip


def cleaned(text: str, **fields: object) -> CleanDocument:
    """A text, cleaned."""
    return clean(RawDocument("id", "source", text, **fields), lang=ENGLISH)  # type: ignore[arg-type]


def kinds(document: CleanDocument) -> dict[str, str]:
    """The kind of every piece by its first words."""
    return {piece.span.of(document.text)[:20]: piece.kind for piece in document.pieces}


@pytest.fixture(scope="module")
def page() -> CleanDocument:
    """The page above, cleaned."""
    return cleaned(PAGE)


def test_the_body_is_the_paragraphs_of_the_article_one_piece_each(page: CleanDocument) -> None:
    """Exactly the four paragraphs are body, one piece each; footnote marks stay in them."""
    assert [piece.span.of(PAGE) for piece in page.body] == PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Home", "nav"), ("Bridge in the north ", "title"), ("By Dana Malik", "byline"), ("3 May 2021", "byline"),
        ("Drivers wait on the ", "caption"), ("The army has looked ", "pullquote"),
        ("1. Bridges of the No", "footnotes"),
        ("2. Ibid.", "footnotes"), ("Share on Facebook", "share"), ("Disclaimer: The view", "disclaimer"),
        ("2 Comments", "comments"), ("they close it every ", "comments"),
    ],
)  # fmt: skip
def test_what_is_not_the_article_has_its_kind_and_a_reason(page: CleanDocument, line: str, kind: str) -> None:
    """Every other line is dropped under its kind, with a reason."""
    assert kinds(page)[line] == kind
    assert all(piece.reason for piece in page.pieces)


def test_title_author_and_outlet_are_read_from_the_text(page: CleanDocument) -> None:
    """The headline, the byline and the disclaimer give the metadata that no container states."""
    assert (page.meta.title, page.meta.author) == ("Bridge in the north is closed for repairs", "Dana Malik")
    assert page.meta.outlet is not None
    assert "River Post" in page.meta.outlet


def page_of(*lines: str, above: tuple[str, ...] = ("Bridge in the north is closed for repairs",)) -> CleanDocument:
    """A page with a headline, three paragraphs, and these lines below them."""
    return cleaned("\n\n".join([*above, *PARAGRAPHS[:3], *lines]))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Reporting by Dana Malik; editing by Sami Noor)", "byline"),
        ("Writing by Dana Malik and Sami Noor", "byline"),
        ("World / Local / Sport / Culture", "nav"),
        ("World  Local  Sport  Culture", "nav"),
        ("© 2021 River Post. All rights reserved.", "disclaimer"),
        ("The River Post. Reproduction is permitted with a link.", "disclaimer"),
        ("If you liked this report, write to us.", "banner"),
        ("❝ They close it every year ❞", "pullquote"),
        ("“We have been told to wait until the army has looked.”", "pullquote"),
        ("Comments (3)", "comments"),
        ("7 thoughts on “Bridge in the north”", "comments"),
    ],
)  # fmt: skip
def test_a_form_settles_the_kind_of_a_line(line: str, kind: str) -> None:
    """Credits, menus, notices, calls, pull quotes and comment headings are told by their form alone."""
    document = page_of(line)
    assert kinds(document)[line[:20]] == kind
    assert len(document.body) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the ministry showed that two of the pillars had been damaged in the fighting of last year.",
        "The army said that all its rights over the bridge and over both of its banks were reserved by an old treaty.",
        "The governor uses cookies, tea and patience with drivers / smugglers who wait on the other bank for days.",
    ],
)
def test_a_paragraph_that_speaks_of_such_things_is_body(line: str) -> None:
    """Prose that holds such words is no credit, notice or menu."""
    assert kinds(page_of(line, PARAGRAPHS[3]))[line[:20]] == "body"


@pytest.mark.parametrize("end", ["© 2021 River Post", "Your comment", "3 COMMENTS"])
def test_nothing_below_the_end_of_an_article_is_body(end: str) -> None:
    """Notes, comments and the notice of rights end the article, however much what follows reads like it."""
    below = "They close it every year, and nobody has ever asked the people who live on the other bank what they think."
    assert len(page_of(end, below, below.upper() + ".").body) == 3


def test_a_comment_link_above_the_text_ends_nothing() -> None:
    """A heading ends the article only once most of the prose stands above it."""
    page = page_of(above=("Bridge in the north is closed for repairs", "Comments (3)"))
    assert [piece.span.of(page.text) for piece in page.body] == PARAGRAPHS[:3]


def test_an_article_ends_with_a_sentence() -> None:
    """Links below the last sentence are none of it."""
    assert len(page_of("Our charter").body) == 3


@pytest.mark.parametrize(
    "above",
    [
        ("The River Post", "news for both banks", "HOME / WORLD / SPORT", "Bridge in the north is closed"),
        ("The River Post", "Bridge in the north is closed", "Bridge in the north is closed", "By Dana Malik"),
        ("Bridge in the north is closed", "River Post", "3 May 2021"),
        ("Bridge in the north is closed | River Post", "World", "Best of the year"),
        ("Bridge in the north is closed", "3 May 2021 / 10:15 / by Dana Malik"),
    ],
)
def test_the_headline_is_found_among_menus_and_running_heads(above: tuple[str, ...]) -> None:
    """It stands below the menu, or twice, or first; a site's name behind it is none of it."""
    document = page_of(above=above)
    assert document.meta.title == "Bridge in the north is closed"
    assert len(document.body) == 3


HEADLINE = "Bridge in the north is closed"


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        ((HEADLINE, "River Press Agency", "May 3, 2021"), (), "River Press Agency"),
        ((HEADLINE, "River Press Agency | May 3"), (), "River Press Agency"),
        ((HEADLINE, "The Crossing", "3 May 2021"), (), "The Crossing"),
        ((HEADLINE, "Dana Malik", "3 May 2021"), (), None),
        (("RIVER MORNING POST", HEADLINE, HEADLINE), ("River Morning Post, Dam Street",), "River Morning Post"),
        (("World News", HEADLINE, HEADLINE), ("More World News",), None),
        (("The Crossing", HEADLINE, HEADLINE), ("© 2021 The Crossing. All rights reserved.",), "The Crossing"),
        (("The River Herald", HEADLINE, "3 May 2021"), (), "The River Herald"),
        (("River Voice", HEADLINE, "3 May 2021"), (), "River Voice"),
        (("World News", HEADLINE, "3 May 2021"), (), None),
        (("Dana Malik", HEADLINE, "3 May 2021"), (), None),
        ((HEADLINE, f"{HEADLINE} - Crossing"), (), "Crossing"),
        ((HEADLINE,), ("Views are the author's own and not those of The Crossing.",), "The Crossing"),
    ],
)
def test_the_outlet_is_read_where_a_page_names_it(
    above: tuple[str, ...], below: tuple[str, ...], outlet: str | None
) -> None:
    """Beside the date, in a head that returns, behind the headline, in a notice; a person is no outlet."""
    assert page_of(*below, above=above).meta.outlet == outlet


@pytest.mark.parametrize(("line", "author"), [("Sun Apr 7, 2024 09:12", None), ("Jan Dale, 7 April 2024", "Jan Dale")])
def test_a_date_is_no_author(line: str, author: str | None) -> None:
    """A line of a short day and month names nobody; a name may be a month's all the same."""
    assert page_of(above=("River Herald", HEADLINE, line)).meta.author == author


def test_an_outlet_beside_the_date_is_no_author() -> None:
    """The outlet's name is not taken for a person's."""
    meta = page_of(above=(HEADLINE, "By Noor al-Malik", "Tigris Morning Post", "3 May 2021")).meta
    assert (meta.author, meta.outlet) == ("Noor al-Malik", "Tigris Morning Post")


def test_a_credit_that_the_markup_kept_is_no_body() -> None:
    """A form settles lines of marked pages too, and a line between headline and byline is a standfirst."""
    lines = ["Bridge is closed", "Traders fear for their flour", "By Dana Malik", PARAGRAPHS[0], "Editing by Sami Noor"]
    kinds_ = ["title", "body", "byline", "body", "body"]
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    marked = tuple(
        Piece(start, start + len(line), kind, "marked")
        for start, line, kind in zip(starts, lines, kinds_, strict=True)
    )  # fmt: skip
    assert [one.kind for one in cleaned("\n".join(lines), marked=marked).pieces] == [
        "title", "standfirst", "byline", "body", "byline",
    ]  # fmt: skip


def test_what_the_container_states_comes_first() -> None:
    """Stated metadata beat those of the text."""
    stated = Stated(title="T", author="A", outlet="O")
    meta = cleaned(PAGE, stated=stated).meta
    assert (meta.title, meta.author, meta.outlet) == ("T", "A", "O")


def test_given_body_is_all_body() -> None:
    """Where the user says that the text is nothing but the article, nothing is dropped."""
    assert {piece.kind for piece in cleaned(PAGE, is_body=True).pieces} == {"body"}


def test_marked_pieces_stand() -> None:
    """What the markup told is not sorted anew."""
    marked = (Piece(0, 4, "body", "kept"),)
    assert cleaned("Home", marked=marked).pieces == marked


def test_a_hard_wrapped_paragraph_is_one_piece() -> None:
    """Lines that were broken at a width belong together; a blank line parts paragraphs."""
    text = (
        "The governor of the northern province said on Monday that the bridge\n"
        "over the river would be closed for repairs, and that two convoys had\n"
        "crossed it during the night.\n\n"
        "Drivers were waiting on the other bank with flour and fuel, and they\n"
        "had been told to wait until the army had looked at every pillar.\n"
    )
    assert len(units(text)) == 2
    assert len(cleaned(text).body) == 2


@pytest.mark.parametrize("line", ["The Lantern Review, 20 April 2025, by Ann Otieno", "Coast Post, 11 December 2024"])
@pytest.mark.parametrize("headline", ["What happened at Zamzam?", "Army jets strike a market"])
def test_a_headline_may_ask_and_names_with_a_date_sign_it(headline: str, line: str) -> None:
    """A question on top is the headline, and names beside a date are no paragraph."""
    text = "The army has taken the town after three days of fighting, its governor said on Monday. " * 3
    page = cleaned(f"{headline}\n\n{line}\n\n{text}\n\n{text}")
    assert [piece.kind for piece in page.pieces] == ["title", "byline", "body", "body"]


def test_a_single_sentence_is_body() -> None:
    """A sentence alone is an article of one paragraph."""
    assert [piece.kind for piece in cleaned("Iraq's parliament voted to expel US troops.").pieces] == ["body"]


def test_a_blank_text_has_no_pieces() -> None:
    """Nothing gives nothing."""
    assert cleaned(" \n\t\u00a0").pieces == ()


LINES = st.lists(
    st.sampled_from([*PAGE.split("\n"), "", "\u00a0", "x" * 50, "😀 مرحبا", "1. a", "…"]) | st.text(max_size=40),
    max_size=30,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]), st.booleans())
def test_every_character_that_is_not_blank_stands_in_exactly_one_piece(lines: list[str], end: str, body: bool) -> None:
    """Body and dropped pieces together cover the text once, in order, whatever it holds."""
    text = end.join(lines)
    document = cleaned(text, is_body=body)
    covered = [at for piece in document.pieces for at in range(piece.start, piece.end)]
    assert covered == sorted(set(covered))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= set(covered)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, "a. " * 500_000, "(1) " * 300_000, "A " * 500_000, "\n".join("ab" * 20_000)]
)
def test_a_giant_text_does_not_hang(text: str) -> None:
    """Cleaning is linear: a giant line or tens of thousands of lines take seconds at most."""
    begun = time.process_time()
    cleaned(text)
    assert time.process_time() - begun < 8


def test_years_that_head_the_parts_of_a_chronicle_are_of_its_body() -> None:
    """A line of nothing but a year is no byline, and what stands between two of them is no caption."""
    parts = [f"{year}\n{told}\n" for year, told in zip((1974, 1983, 1996), PARAGRAPHS, strict=False)]
    text = "A chronicle of the island war\n\nLIMASSOL, 12 May 2005\n\n" + "\n".join(parts)
    body = "\n".join(piece.span.of(text) for piece in cleaned(text).body)
    assert all(told in body for told in PARAGRAPHS[:3])
    assert all(str(year) in body for year in (1974, 1983, 1996))
