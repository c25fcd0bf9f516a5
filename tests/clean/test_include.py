"""What may be coded besides the body: captions and standfirsts, where the user asks for them."""

import pytest

from dragoman.annotate import annotate
from dragoman.errors import SetupError
from dragoman.export.annotations import record
from dragoman.lang import load_language
from dragoman.model import CleanDocument, Meta, Piece, RawDocument
from dragoman.pipeline import accounts
from dragoman.settings import Settings, load_tools

pytestmark = pytest.mark.slow  # left out of `make quick`

LINES = ("Bridge is hit", "The army blew up the bridge.", "Soldiers shot two drivers on Monday.", "A governor left.")
KINDS = ("title", "standfirst", "caption", "body")


def pieces() -> tuple[Piece, ...]:
    """A piece a line, each of another kind."""
    starts = [sum(len(line) + 1 for line in LINES[:at]) for at in range(len(LINES))]
    rows = zip(starts, LINES, KINDS, strict=True)
    return tuple(Piece(start, start + len(line), kind, "told") for start, line, kind in rows)  # type: ignore[arg-type]


def seen(*include: str) -> list[str]:
    """The words of the document that are parsed."""
    text = "\n".join(LINES)
    document = CleanDocument("id", "source", text, Meta(language="en"), pieces())
    (told,) = annotate([document], lang=load_language("en"), include=include)  # type: ignore[arg-type]
    starts = [told.tokens.start[told.sentences[first][0]] for first, _ in told.paragraphs]
    return [text[start:].split("\n")[0] for start in starts]


def test_only_the_body_is_parsed_unless_more_is_asked_for() -> None:
    """Neither headline nor caption nor standfirst is parsed by itself."""
    assert seen() == [LINES[3]]


def test_what_is_included_is_parsed_in_its_place() -> None:
    """Captions and standfirsts become paragraphs of their own, in text order."""
    assert seen("caption") == [LINES[2], LINES[3]]
    assert seen("caption", "standfirst") == list(LINES[1:])


@pytest.mark.slow
def test_what_is_included_is_coded_and_stays_of_its_kind() -> None:
    """An event in a caption is found where it is asked for; the public form still prints the caption as dropped."""
    raw = RawDocument("id", "source", "\n".join(LINES), marked=pieces())
    (plain,) = accounts([raw], load_tools(Settings()))
    (more,) = accounts([raw], load_tools(Settings(include=("captions", "standfirst"))))
    shot = plain.text.index("shot")
    assert shot not in {event.start for event in plain.mentions.events}
    assert shot in {event.start for event in more.mentions.events}
    assert [one["kind"] for one in record(more)["dropped"]] == ["title", "other", "caption"]


def test_what_cannot_be_included_stops_the_work() -> None:
    """A kind that is not offered is refused before anything is read, with those that are."""
    with pytest.raises(SetupError, match="captions, standfirst") as caught:
        load_tools(Settings(include=("comments",)))
    assert caught.value.slug == "pipeline.include"


def test_what_is_included_is_part_of_the_fingerprint() -> None:
    """A case is coded anew when something else is included, in whatever order it is named."""
    both = Settings(include=("captions", "standfirst")).fingerprint()
    assert both != Settings().fingerprint()
    assert both == Settings(include=("standfirst", "captions")).fingerprint()
