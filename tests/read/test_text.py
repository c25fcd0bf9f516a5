"""Plain text: the decoded file, exactly."""

import pytest

from dragoman.model import RawDocument
from dragoman.read import read_content

STORY = "Le général a déclaré : « Nous partirons. »\r\nLes troupes quittent la base près d’Erbil à l’été.\r\n" * 3


def only(content: bytes) -> RawDocument:
    """The one document that content holds."""
    (document,) = read_content(content, "story.txt")
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252"])
def test_text_is_the_decoded_file_exactly(encoding: str) -> None:
    """The text is what was encoded: line ends stay, a byte order mark does not."""
    document = only(STORY.encode(encoding))
    assert document.text == STORY
    assert document.problems == ()


def test_cyrillic_of_old_files_is_decoded() -> None:
    """Text in a legacy Cyrillic encoding is read as Cyrillic."""
    story = "Переговоры о выводе войск из страны продолжились в пятницу, сообщил представитель министерства. " * 8
    assert only(story.encode("cp1251")).text == story


def test_bytes_that_fit_no_character_are_a_problem_but_are_read() -> None:
    """A damaged UTF-8 file is read, with a problem that counts the lost characters."""
    document = only("Der Übergang über die Brücke, müde – früh".encode() + b" \xff end")
    assert document.text.endswith(" \ufffd end")
    assert [problem.code for problem in document.problems] == ["read.encoding"]


def test_the_same_bytes_have_the_same_id() -> None:
    """The id is the hash of the bytes, whatever the name."""
    assert only(b"a text").id == only(b"a text").id
    assert only(b"a text").id.startswith("sha256:")
    assert only(b"a text").id != only(b"another").id


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than any article is a problem, not a hang."""
    monkeypatch.setattr("dragoman.read.text.MAX_CHARACTERS", 100)
    assert [problem.code for problem in only(b"x" * 101).problems] == ["read.large"]
