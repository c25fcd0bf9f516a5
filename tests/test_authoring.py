"""What the author of a codebook asks: failing examples, what nothing codes, what a change changes, and why not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.authoring import changes, failing_examples, fault_of, uncoded, why_nothing
from dragoman.codebook import PartyExample, load_codebook
from dragoman.errors import SetupError
from dragoman.find.events import find_events
from dragoman.find.events.whynot import why_not
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions, Span
from dragoman.pipeline import build
from dragoman.settings import Settings

SERENADE = """code = "SERENADE"
quad = "verbal cooperation"
meaning = "Somebody sings for somebody else."
score = 3.0
cameo = ["05"]

[[pattern]]
verbs = ["serenade"]

[[example]]
text = "The soldiers serenaded the mayor."
trigger = "serenaded"
actor = ["The soldiers"]

[[example]]
text = "The soldiers shelled the mayor."
trigger = "shelled"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's codebook of one type, of whose two examples one is wrong."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "serenade.toml").write_text(SERENADE, encoding="utf-8")
    return tmp_path / "own"


def explained(grammar: Grammar, word: str) -> str:
    """What is said of why a word codes nothing."""
    start = grammar.text.index(word)
    span = Span(start, start + len(word))
    lines = why_not(grammar, Mentions(), span, lang=load_language("en"), codebook=load_codebook())
    return "\n".join(line for _, line in lines)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The cook shelled the eggs.", "shelled", "fails not_object"),
        ("Rebels attacked the town.", "attacked", "codes ASSAULT"),
        ("The mayor demanded that rebels release the prisoners.", "release", '"demand" (REQUEST) asks'),
        ("The army launched an attack, killing ten.", "killing", "joins"),
        ("Rebels serenaded the town.", "serenaded", "no pattern knows it"),
        ("Rebels have left.", "have", "no sort of word"),
    ],
)
def test_every_word_says_why_it_codes_nothing(
    parse: Callable[..., Grammar], text: str, word: str, expected: str
) -> None:
    """The gate that failed, the act that it belongs to, or that nothing knows it."""
    assert expected in explained(parse(text), word)


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        (PartyExample("Rebels attacked the town.", trigger="attacked", actor=("Rebels",)), None),
        (PartyExample("Rebels attacked the town.", codes=False), "must not"),
        (PartyExample("Rebels left the town.", trigger="left"), "coded is nothing"),
        (PartyExample("Rebels attacked the town.", trigger="attacked", actor=("the town",)), "actor is"),
        (PartyExample("Rebels attacked the town.", trigger="attacked", recipient=()), "recipient is"),
        (PartyExample("Rebels attacked the town.", trigger="attacked", mode="aerial"), "mode is"),
        (PartyExample("Rebels attacked the town.", trigger="attacked", status="denied"), "status is"),
    ],
)
def test_the_fault_of_an_example_is_named(
    parse: Callable[..., Grammar], example: PartyExample, fault: str | None
) -> None:
    """An example that does not code as its file says tells what is wrong."""
    events = find_events(parse(example.text), Mentions(), lang=load_language("en"), codebook=load_codebook())
    told = fault_of(example, "ASSAULT", events)
    assert told is None if fault is None else fault in (told or "")


@pytest.mark.slow
def test_failing_examples_of_a_users_codebook_are_listed(folder: Path) -> None:
    """Of the user's two examples the wrong one is listed, and none of ours."""
    settings = Settings(codebook=str(folder))
    count, failures = failing_examples(load_codebook(folder), settings)
    assert [failure.text for failure in failures] == ["The soldiers shelled the mayor."]
    assert count == sum(len(kind.example) for kind in load_codebook(folder).types.values())


@pytest.mark.slow
def test_what_stands_between_known_parties_and_codes_nothing_is_counted(tmp_path: Path, folder: Path) -> None:
    """A predicate that no pattern knows is listed with its sentence; with a pattern for it, it is not."""
    article = tmp_path / "article.txt"
    article.write_text("Russia serenaded Turkey on Monday. Turkey serenaded Russia on Friday. Iran attacked Iraq.")
    (found,) = uncoded([article], Settings())
    assert (found.predicate, found.count) == ("serenade", 2)
    assert uncoded([article], Settings(codebook=str(folder))) == []


@pytest.mark.slow
def test_a_changed_codebook_shows_what_it_codes_otherwise(tmp_path: Path, folder: Path) -> None:
    """What the user's type adds is one line; what it leaves alone is none."""
    article = tmp_path / "article.txt"
    article.write_text("Russia serenaded Turkey on Monday. Iran attacked Iraq.")
    ((source, line),) = changes([article], Settings(), Settings(codebook=str(folder)))
    assert source == str(article)
    assert line == '+ SERENADE occurred "serenaded": Russia > Turkey'


@pytest.mark.slow
def test_why_not_asks_for_a_document_and_a_span_of_it(tmp_path: Path) -> None:
    """A span of a case's document is explained; an unknown document and a span outside it are refused."""
    article = tmp_path / "article.txt"
    article.write_text("Iran attacked Iraq on Monday, and the cook shelled eggs.")
    case, _ = build(tmp_path / "case", [article], settings=Settings(), workers=1)
    lines = [line for _, line in why_nothing(case, "article.txt", Span(43, 50), Settings())]
    assert any("fails not_object" in line for line in lines)
    with pytest.raises(SetupError) as caught:
        list(why_nothing(case, "nowhere.txt", Span(0, 1), Settings()))
    assert caught.value.slug == "explain.unknown"
    with pytest.raises(SetupError) as caught:
        list(why_nothing(case, "article.txt", Span(5, 500), Settings()))
    assert caught.value.slug == "explain.span"
