"""The two public forms: keys, their order, and that every span says what it claims."""

import json
from pathlib import Path

import pytest

from dragoman.export.annotations import record
from dragoman.export.events import PLUGIN, rows
from dragoman.model import (
    Account,
    LinkMention,
    Mentions,
    Meta,
    Piece,
    Published,
    QuoteMention,
    Span,
    Speaker,
    TieMention,
    TimeMention,
    Voice,
)
from tests.resolve.made import SOLEIMANI, US, account, event
from tests.test_store import built

pytestmark = pytest.mark.slow  # left out of `make quick`

RECORD = (
    "version", "id", "source", "meta", "body", "dropped", "events", "quotes", "figures", "times", "places", "actors",
    "ties", "links", "problems",
)  # fmt: skip
EVENT = (
    "id", "start", "end", "type", "modes", "contexts", "status", "historical", "score", "actors", "recipients", "when",
    "where", "figures", "voices", "reasons",
)  # fmt: skip
PARTY = ["start", "end", "text", "id", "name", "country", "sector", "explicit"]
CASE_EVENT = [
    "version",
    "id",
    "type",
    "modes",
    "when",
    "where",
    "actors",
    "recipients",
    "figures",
    "reports",
    "disputed",
    "silent",
]
REPORT = [
    "id",
    "document",
    "outlet",
    "status",
    "wording",
    "mentions",
    "actors",
    "recipients",
    "when",
    "where",
    "figures",
    "voices",
    "same_text_as",
]


def test_a_record_has_every_key_in_the_public_order() -> None:
    """No key is left out, none is added, and the order is that of docs/reference/interchange.md."""
    told = account("a", event("a", 10, "kill", actors=(US,), recipients=(SOLEIMANI,), when="2020-01-03", killed=5))
    row = record(told)
    assert tuple(row) == RECORD
    (made,) = row["events"]
    assert tuple(made) == EVENT
    assert list(made["actors"][0]) == PARTY
    assert made["where"] is None
    assert list(made["figures"][0]) == ["role", "low", "high", "start", "end"]
    assert list(row["meta"]["published"]) == ["edtf", "basis", "because"]


def test_every_kind_of_mention_has_its_public_form() -> None:
    """Quotes, times, ties and links print their keys in order, and null where something is absent."""
    text = "He said no. Iran-backed militia."
    found = Mentions(
        times=(TimeMention(0, 2, None, "P3D", "duration", "none", "", 0.5, "made"),),
        quotes=(QuoteMention(8, 10, (), "indirect", Speaker("He", 0, 2), Span(3, 7), (), 0.9, "made"),
                QuoteMention(8, 10, (Span(8, 9),), "direct", None, None, (Voice("outlet", "x"),), 0.9, "made")),
        ties=(TieMention(12, 24, "Iran", "backs", "militia", None, None, (), "made"),),
        links=(LinkMention("a", "b", "follows", 3, 7),),
    )  # fmt: skip
    meta = Meta(published=Published("2020", "stated", (Span(0, 2),)))
    row = record(Account("d", "s", text, meta, (Piece(0, len(text), "body", "made"),), found))
    assert row["quotes"][0]["speaker"] == {"start": 0, "end": 2, "text": "He", "id": None, "name": "He"}
    assert row["quotes"][0]["cue"] == {"start": 3, "end": 7, "text": "said"}
    assert row["quotes"][1]["speaker"] is None
    assert row["quotes"][1]["parts"] == [{"start": 8, "end": 9}]
    assert row["times"] == [{"start": 0, "end": 2, "edtf": None, "duration": "P3D", "kind": "duration"}]
    assert list(row["ties"][0]) == ["start", "end", "a", "relation", "b", "since", "until", "voices"]
    assert row["links"] == [{"cause": "a", "effect": "b", "relation": "follows", "start": 3, "end": 7}]
    assert row["meta"]["published"]["because"] == [{"start": 0, "end": 2}]


def test_events_of_a_case_have_every_key_in_the_public_order(tmp_path: Path) -> None:
    """Events and their reports print all keys in order; disputes name reports of the event."""
    case = built(tmp_path / "case")
    (row,) = rows(case)
    assert list(row) == CASE_EVENT
    assert [list(report) for report in row["reports"]] == [REPORT, REPORT]
    assert row["figures"] == [{"role": "killed", "low": 5, "best": 5, "high": 5}]
    assert PLUGIN.write(case, tmp_path / "out.jsonl") == 1
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(json.dumps(row))]


@pytest.mark.parametrize("key", RECORD)
def test_the_docs_name_every_key_of_a_record(key: str) -> None:
    """docs/reference/interchange.md explains each key."""
    docs = (Path(__file__).parents[2] / "docs" / "reference" / "interchange.md").read_text(encoding="utf-8")
    assert f"`{key}`" in docs
