"""The five promises of the README, and even-handedness, over the sample corpus and over made sentences."""

import re
import shutil
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.codebook import load_codebook
from dragoman.explain import Explained
from dragoman.export.annotations import record
from dragoman.model import Account, RawDocument, Span, Stated
from dragoman.pipeline import accounts, build
from dragoman.plugins import Exporter, Reader, discover
from dragoman.resolve import resolve
from dragoman.settings import Settings, load_tools
from dragoman.store import Case

ROOT = Path(__file__).parent.parent
ARTICLES = sorted((ROOT / "examples" / "articles").iterdir())
SETTINGS = Settings()


def read_texts(*texts: str, published: str | None = "2020-04-05") -> list[Account]:
    """What short texts say."""
    stated = Stated(outlet="The Test", language="en", published=published, published_given=published is not None)
    documents = [RawDocument(f"doc{number}", "made", text, stated, is_body=True) for number, text in enumerate(texts)]
    return list(accounts(documents, load_tools(SETTINGS)))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The sample corpus, built once."""
    made, _ = build(
        tmp_path_factory.mktemp("promises") / "case", [ROOT / "examples" / "articles"], settings=SETTINGS, workers=1
    )
    return made


def spans_of(account: Account) -> list[Span]:
    """Every span of a document's mentions, for whoever checks that values point to characters."""
    found = account.mentions
    kinds: tuple[tuple[Any, ...], ...] = (
        found.actors, found.times, found.places, found.figures, found.quotes, found.events, found.ties, found.links,
        found.wording,
    )  # fmt: skip
    return [Span(one.start, one.end) for kind in kinds for one in kind]


def check_values(account: Account) -> None:
    """Every value of a document points to characters that exist, and the words given with it stand there."""
    text = account.text
    for span in spans_of(account):
        assert 0 <= span.start < span.end <= len(text)
    row = record(account)
    for event in row["events"]:
        for party in event["actors"] + event["recipients"]:
            assert party["text"] == text[party["start"] : party["end"]]
            assert party["text"].strip() == party["text"] != ""


def check_pieces(account: Account) -> None:
    """Body and dropped pieces hold every character that is not blank exactly once, each dropped one with a reason."""
    held = [0] * len(account.text)
    for piece in account.pieces:
        assert piece.reason
        for at in range(piece.start, piece.end):
            held[at] += 1
    for at, character in enumerate(account.text):
        assert held[at] <= 1
        assert held[at] == 1 or character.isspace(), f"{account.source}: {account.text[at : at + 40]!r} is in no piece"


@pytest.mark.slow
def test_promise_1_every_value_points_to_characters(case: Case) -> None:
    """In every sample article each mention has a span inside the text, and the words given are those of the span."""
    for account in case.documents():
        check_values(account)


@pytest.mark.slow
def test_promise_2_nothing_is_dropped_or_null_without_a_reason(case: Case) -> None:
    """Pieces cover the text; every event says why its type, actors, recipients, time and place are what they are."""
    for account in case.documents():
        check_pieces(account)
        for event in account.mentions.events:
            for field in ("type", "actors", "recipients", "when", "where"):
                assert event.reasons.get(field), f"{account.source}: {event.wording} has no reason for {field}"
            if event.when.edtf is None:
                assert event.reasons["when"].startswith("null")
            if event.where is None:
                assert event.reasons["where"].startswith("null")


@pytest.mark.slow
def test_promise_2_a_publication_date_never_stands_in_for_an_event_date() -> None:
    """An undated sentence stays undated, whatever the document's date."""
    (account,) = read_texts("Soldiers attacked the village.", published="2020-04-05")
    assert account.mentions.events
    assert all(event.when.edtf is None for event in account.mentions.events)


@pytest.mark.slow
def test_promise_3_same_input_same_ids_in_any_order_and_number_of_processes(case: Case, tmp_path: Path) -> None:
    """The corpus read backwards, each article from another folder, by two processes: the same ids everywhere."""
    paths: list[Path] = []
    for number, article in enumerate(reversed(ARTICLES)):
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        paths.append(Path(shutil.copy(article, folder)))
    other, _ = build(tmp_path / "case", paths, settings=SETTINGS, workers=2)
    assert {one.id for one in other.documents()} == {one.id for one in case.documents()}
    assert {one.id for one in other.reports()} == {one.id for one in case.reports()}
    assert {one.id for one in other.events()} == {one.id for one in case.events()}
    assert other.events() == case.events()


@pytest.mark.slow
def test_promise_3_building_again_adds_nothing(case: Case) -> None:
    """The same articles once more change no event and add no document."""
    before = case.events()
    again, built = build(case.path, [ROOT / "examples" / "articles"], settings=SETTINGS, workers=1)
    assert built.added == 0
    assert again.events() == before


def test_promise_4_one_new_thing_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file put into the folder of readers, exporters or event types is used, and nothing else is touched."""
    reader = "Reader('new', ('.new',), lambda head, name: False, lambda content, source: iter(()))"
    exporter = "Exporter('new', '.new', lambda case, path: 0)"
    for package, kind, made in (("read", Reader, reader), ("export", Exporter, exporter)):
        home = import_module(f"dragoman.{package}")
        (tmp_path / package).mkdir()
        line = f"from dragoman.plugins import Exporter, Reader\nPLUGIN = {made}\n"
        (tmp_path / package / f"new_{package}.py").write_text(line, encoding="utf-8")
        monkeypatch.setattr(home, "__path__", [*home.__path__, str(tmp_path / package)])
        assert "new" in discover(package, kind)
    own = tmp_path / "codebook"
    own.mkdir()
    ours = (ROOT / "src" / "dragoman" / "codebook" / "protest.toml").read_text(encoding="utf-8")
    (own / "protest.toml").write_text(ours + '\n[[pattern]]\nverbs = ["flashmob"]\n', encoding="utf-8")
    assert load_codebook(own).size() == load_codebook().size() + 1


@pytest.mark.slow
def test_promise_5_what_happened_follows_from_who_said_what(case: Case) -> None:
    """Resolving the stored accounts anew gives the stored events, and every id explains down to the words."""
    made = resolve(case.documents())
    assert made.events == case.events()
    told = Explained(case)
    for event in case.events()[:20]:
        lines = [line for _, line in told.lines(event.id)]
        assert any("«" in line for line in lines), "an event must lead to the words"
        for id_ in event.reports:
            assert any(id_ in line for line in lines)


# ------------------------------------------------------------------------------------------------- even-handedness

COUNTRIES = {
    "Iran": ("Iran", "Iranian", "Iranians", "IRN"),
    "Israel": ("Israel", "Israeli", "Israelis", "ISR"),
    "the United States": ("the United States", "American", "Americans", "USA"),
    "Russia": ("Russia", "Russian", "Russians", "RUS"),
    "Turkey": ("Turkey", "Turkish", "Turks", "TUR"),
    "Egypt": ("Egypt", "Egyptian", "Egyptians", "EGY"),
}
SENTENCES = (
    "{A} attacked {B} on 3 January 2020.",
    "{a} warplanes struck {b} positions, killing 12 soldiers.",
    "The {a} foreign minister accused {B} of supporting the rebels.",
    "{B} was condemned by {A} after the raid.",
    "{A} and {B} signed an agreement in Geneva.",
    "{a} troops withdrew from {B}.",
    "{A} imposed sanctions on {b} officials.",
    "{A} denied that its forces had killed {b} civilians.",
    "A {b} convoy came under attack from {a} militants.",
    "The killing of a {b} general by {A} provoked protests.",
    "The {b} president said that {a} soldiers had opened fire on protesters.",
    "{A} threatened to bomb {B} if the talks failed.",
)


def coded(text: str) -> list[dict]:
    """What is coded in a text, without ids and names, which differ with the party."""
    (account,) = read_texts(text)
    return [
        {
            "type": event.type,
            "status": event.status,
            "modes": event.modes,
            "score": event.score,
            "wording": event.wording,
            "actors": [(party.country, party.sector, party.explicit) for party in event.actors],
            "recipients": [(party.country, party.sector, party.explicit) for party in event.recipients],
            "when": event.when.edtf,
            "figures": [(toll.role, toll.best) for toll in event.tolls],
        }
        for event in account.mentions.events
    ]


def filled(sentence: str, one: str, other: str) -> str:
    text = sentence.format(A=COUNTRIES[one][0], a=COUNTRIES[one][1], B=COUNTRIES[other][0], b=COUNTRIES[other][1])
    text = re.sub(r"\b([Aa]) (?=[AEIO])", r"\1n ", text)
    return text[0].upper() + text[1:]


def swapped(rows: Sequence[dict], one: str, other: str) -> list[dict]:
    exchange = {COUNTRIES[one][3]: COUNTRIES[other][3], COUNTRIES[other][3]: COUNTRIES[one][3]}
    return [
        {
            **row,
            "actors": [(exchange.get(country, country), *rest) for country, *rest in row["actors"]],
            "recipients": [(exchange.get(country, country), *rest) for country, *rest in row["recipients"]],
        }
        for row in rows
    ]


@pytest.mark.slow
@pytest.mark.parametrize("sentence", SENTENCES)
def test_two_parties_that_change_places_change_places_in_the_coding(sentence: str) -> None:
    """Exchanging two countries' names and demonyms exchanges them in the coding, and changes nothing else."""
    names = list(COUNTRIES)
    for one, other in pairwise(names):
        forth, back = coded(filled(sentence, one, other)), coded(filled(sentence, other, one))
        assert forth, sentence
        assert back == swapped(forth, one, other), filled(sentence, one, other)


# ---------------------------------------------------------------------------------------------------- any input


PARTS = st.sampled_from((
    "Iran", "attacked", "“", "”",
    "the", "killing of", "\u00a0", "\u00ad", "🕊️", "قاسم سليماني", "(8)", ".", ",",
    "said", "at least 7", "$3.5bn", "on June 27", "US-led", "\n", "\n\n",
    "who", "was", "by", "‘", "’s", "0", "…", "and",
    "Share on", "BAGHDAD (AP) —", "\u202e", "\x1b[31m", "roles.The", "1,5-", "44 BC", "next", "week",
))  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, max_size=40), st.booleans(), st.sampled_from((None, "2020-04-05", "2019", "2020-01/..")))
def test_any_text_keeps_the_promises(parts: list[str], is_body: bool, published: str | None) -> None:
    """Whatever stands in a text, nothing crashes, spans hold, pieces cover it, and the record can be written."""
    text = " ".join(parts)
    stated = Stated(outlet="The Test", published=published, published_given=published is not None)
    (account,) = accounts([RawDocument("doc", "made", text, stated, is_body=is_body)], load_tools(SETTINGS))
    assert [problem.code for problem in account.problems if problem.code.endswith(".failed")] == []
    check_values(account)
    check_pieces(account)
    msgspec.json.encode(record(account))
