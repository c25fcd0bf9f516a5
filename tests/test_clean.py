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
    assert page.meta.language == "en"


def test_what_the_container_states_comes_first() -> None:
    """Stated metadata beat those of the text."""
    stated = Stated(title="T", author="A", outlet="O", language="fr")
    meta = cleaned(PAGE, stated=stated).meta
    assert (meta.title, meta.author, meta.outlet, meta.language) == ("T", "A", "O", "fr")


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


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]), st.booleans())
def test_every_character_that_is_not_blank_stands_in_exactly_one_piece(lines: list[str], end: str, body: bool) -> None:
    """Body and dropped pieces together cover the text once, in order, whatever it holds."""
    text = end.join(lines)
    document = cleaned(text, is_body=body)
    covered = [at for piece in document.pieces for at in range(piece.start, piece.end)]
    assert covered == sorted(set(covered))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= set(covered)


@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, "a. " * 500_000, "(1) " * 300_000, "A " * 500_000, "\n".join("ab" * 20_000)]
)
def test_a_giant_text_does_not_hang(text: str) -> None:
    """Cleaning is linear: a giant line or tens of thousands of lines take seconds at most."""
    begun = time.monotonic()
    cleaned(text)
    assert time.monotonic() - begun < 8
