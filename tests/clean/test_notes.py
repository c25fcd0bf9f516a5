"""Notes: the marks in the text, and the notes that they stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.lang import load_language
from dragoman.model import CleanDocument, RawDocument

pytestmark = pytest.mark.slow  # left out of `make quick`

ENGLISH = load_language("en")
STORY = (
    "The governor of the northern province said on Monday that the bridge would be closed{}",
    "Two convoys had crossed it during the night, according to drivers on the other bank{}",
    "The ministry has promised to rebuild it since the fighting of last year, but nobody came{}",
)
NOTES = ("Bridges of the North, Dana Malik, London, 2019, pp. 3-4", "The River Post, 3 May 2021", "Ibid.")


def cleaned(marks: tuple[str, ...], *below: str, is_body: bool = False) -> CleanDocument:
    """Three paragraphs with these marks, and what stands below them."""
    lines = [story.format(mark) for story, mark in zip(STORY, marks, strict=True)]
    text = "\n\n".join(["Bridge in the north is closed for repairs", *lines, *below])
    return clean(RawDocument("id", "source", text, is_body=is_body), lang=ENGLISH)


def tied(document: CleanDocument) -> list[tuple[str, str]]:
    """Every mark with the words of its note."""
    return [(note.mark.of(document.text), note.note.of(document.text)) for note in document.notes]


@pytest.mark.parametrize(
    ("marks", "form"),
    [
        ((". (1)", ". (2)", ". (3)"), "{}. {}"),
        ((".(1)", ".(2)", ".(3)"), "({}) {}"),
        ((". [1]", ". [2]", ". [3]"), "[{}] {}"),
        ((".¹", ".²", ".³"), "{} {}"),
        ((".1", ".2", ".3"), "{}. {}"),
        (("!1", "?2", ".”3"), "{} - {}"),
        ((". (1)", ". (2)", ". (3)"), "{}   {}"),
    ],
)
def test_every_mark_is_tied_to_its_note_and_no_note_is_body(marks: tuple[str, ...], form: str) -> None:
    """In brackets, raised or glued to the stop before it: the number leads to the note."""
    document = cleaned(marks, *(form.format(at + 1, note) for at, note in enumerate(NOTES)))
    assert [note for _, note in tied(document)] == list(NOTES)
    assert len(document.body) == 3
    assert all(note.reason for note in document.notes)


def test_raised_numbers_stand_before_raised_notes() -> None:
    """A note may bear its number raised as well."""
    document = cleaned((".¹", ".²", "."), "¹ The River Post", "² Dana Malik, Bridges")
    assert tied(document) == [("¹", "The River Post"), ("²", "Dana Malik, Bridges")]


def test_a_note_that_repeats_another_stands_for_it() -> None:
    """ "Ibid." stands for the note before it, "op. cit." for the one of that name and date, a number for that note."""
    below = [
        "1. Drone lost, Post, 3 May 2021.", "2. Ibid.", "3. Drone found, Post, 5 May 2021.",
        "4. Ledger, 7 May 2021.", "5. Post, op. cit., 3 May 2021.", "6. See note 4.",
    ]  # fmt: skip
    document = cleaned((". (1) It was so. (2)", ". (3) So it was. (4)", ". (5) It is so. (6)"), *below)
    stands_for = [one.stands_for and one.stands_for.of(document.text)[:12] for one in document.notes]
    assert stands_for == [None, "Drone lost, ", None, None, "Drone lost, ", "Ledger, 7 Ma"]


def test_ibid_after_ibid_stands_for_the_first() -> None:
    """A chain of repetitions leads to the note that names the source."""
    document = cleaned((". (1)", ". (2)", ". (3)"), "1. The River Post", "2. Ibid.", "3. Ibid., p. 4")
    assert {one.stands_for.of(document.text) for one in document.notes if one.stands_for} == {"The River Post"}


def test_a_note_that_is_cited_twice_has_two_marks() -> None:
    """Each mark is a tie of its own."""
    document = cleaned((". (1)", ". (2)", ". (1)"), "1. The River Post", "2. The Ledger")
    assert tied(document) == [("(1)", "The River Post"), ("(2)", "The Ledger"), ("(1)", "The River Post")]


@pytest.mark.parametrize("marks", [(".", ".", "."), (" in 2019.", " on F16 jets.", " at 5."), (" (2019).", ".", ".")])
def test_a_list_of_points_is_no_notes(marks: tuple[str, ...]) -> None:
    """Lines with numbers that the text does not mark are not tied to anything."""
    assert cleaned(marks, "1. Close the bridge.", "2. Look at the pillars.", "3. Open it again.").notes == ()


def test_a_text_that_is_all_body_has_its_notes_tied_too() -> None:
    """Where the user says that all is body it stays so, and the marks still lead to the notes."""
    document = cleaned((". (1)", ". (2)", "."), "1. The River Post", "2. The Ledger", is_body=True)
    assert len(document.notes) == 2
    assert {piece.kind for piece in document.pieces} == {"body"}


LINES = st.sampled_from(
    [*STORY, "1. a", "2. Ibid.", "(3) see note 1", "x (1) y (2)", "n.1 m.2 o.3", "¹²³", "4 - op. cit.", "", "9" * 40]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES | st.text(max_size=20), max_size=20))
def test_marks_come_before_their_notes_whatever_the_text(lines: list[str]) -> None:
    """Every tie leads from characters of the text to later ones, and what a note stands for comes before it."""
    document = clean(RawDocument("id", "source", "\n".join(lines)), lang=ENGLISH)
    for one in document.notes:
        assert one.mark.end <= one.note.start
        assert one.note.end <= len(document.text)
        assert one.stands_for is None or one.stands_for.end <= one.note.start
