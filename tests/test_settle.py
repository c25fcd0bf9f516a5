"""Tests of settle.py."""

import json
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import settle as room
from dragoman.files.rows import read_rows, write_rows, write_whole
from dragoman.gists import gist_file
from dragoman.judge import append
from dragoman.model import Account, RawDocument
from dragoman.pipeline import build
from dragoman.resolve import resolve
from dragoman.settings import Settings
from dragoman.settle import settle
from dragoman.store import Case, create_case
from tests.judge.test_judge import at, said
from tests.resolve.made import news

ARTICLE = """Rockets reportedly hit an air base near Erbil on Sunday, killing at least three soldiers of the militia.
The prime minister, Karim Latif, condemned the attack on the base and said that 25 people had been hurt in Mosul.
"We will answer," a spokesman of the militia said on Monday. The so-called regime is an ally of Iran.
Iran denied the attack. The United States struck two depots of the militia in retaliation for the rocket attack."""

pytestmark = pytest.mark.slow  # left out of `make quick`


def stored(folder: Path, told: list[Account], shards: int) -> tuple[Case, list[Path]]:
    """A case that holds these documents in so many files."""
    case, files = create_case(folder), []
    for number in range(shards):
        some = told[number::shards]
        shard = case.add_raw([RawDocument(one.id, one.source, one.text) for one in some])
        files.append(case.account_file(shard, "made"))
        write_rows(files[-1], some, Account)
    return case, files


def test_a_case_holds_what_its_documents_resolve_to(tmp_path: Path) -> None:
    """Read from files one by one, or all at once from memory: the same actors, reports and events in the same order."""
    told = list(news(300))
    case, files = stored(tmp_path / "case", told, 3)
    settled = settle(case, files)
    made = resolve(told)
    assert (case.actors(), case.reports(), case.events()) == (made.actors, made.reports, made.events)
    assert (settled.reports, settled.events, settled.mentions) == (len(made.reports), len(made.events), 300)


def test_a_case_is_settled_by_its_gists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where these are, no document is read; where one is missing it is made anew, and everything is the same."""
    lines = [json.dumps({"id": name, "text": ARTICLE, "outlet": name, "date": "2024-03-05"}) for name in "ab"]
    (tmp_path / "told.jsonl").write_text("\n".join(lines), encoding="utf-8")
    case, _ = build(tmp_path / "case", [tmp_path / "told.jsonl"], settings=Settings(), workers=1)
    (accounts,) = case.account_files()
    gists, tables = gist_file(accounts), sorted(case.generation.glob("*.parquet"))
    made = [file.read_bytes() for file in (gists, *tables)]
    held = list(read_rows(accounts, Account))
    assert len(case.events()) > 1
    assert (resolve(held).reports, resolve(held).events) == (case.reports(), case.events())

    def settled_anew() -> list[bytes]:
        rmtree(case.path / "generations")
        settle(case, [accounts])
        return [file.read_bytes() for file in (gists, *tables)]

    gists.unlink()
    assert settled_anew() == made
    accounts.write_bytes(b"nothing that can be read")
    monkeypatch.setattr(room, "_name", lambda *_: case.generation.name)
    assert settled_anew() == made


def test_gists_of_another_version_are_not_looked_at(tmp_path: Path) -> None:
    """They are made anew by the program that settles, and taken away."""
    case, files = stored(tmp_path / "case", list(news(20)), 1)
    write_whole(case.path / "gists" / f"{files[0].stem}-another.parquet", b"made by other rules")
    settle(case, files)
    assert list(case.path.glob("gists/*")) == [gist_file(files[0])]


@settings(max_examples=4, deadline=None)
@given(split=st.sets(st.integers(0, 5), min_size=1, max_size=5))
def test_documents_added_later_lead_to_what_one_build_of_all_makes(
    split: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whichever documents come first: the outcome is that of a build from nothing, down to every byte of its tables."""
    told = list(news(60))
    tmp_path = tmp_path_factory.mktemp("settled")
    case, files = stored(tmp_path / "case", [told[number] for number in sorted(split)], 1)
    settle(case, files)
    more, added = stored(tmp_path / "case", [one for number, one in enumerate(told) if number not in split], 1)
    settle(more, [*files, *added])
    whole, all_files = stored(tmp_path / "whole", told, 2)
    settle(whole, all_files)
    for table in ("actors", "reports", "events", "origins"):
        made, once = ((one.generation / f"{table}.parquet").read_bytes() for one in (more, whole))
        assert made == once, table


def test_what_is_settled_is_not_settled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing has changed no document is read; a judgement taken back leads to what was before."""
    told = list(news(50))
    case, files = stored(tmp_path / "case", told, 2)
    once = settle(case, files)
    before = case.generation
    with monkeypatch.context() as patch:
        patch.setattr(room, "read_rows", None)
        assert settle(case, files) == once
    verdict = said("wrong", about=at(told[0], told[0].mentions.events[0]))
    append(case.path, [verdict])
    assert settle(case, files).mentions == once.mentions - 1
    assert case.generation != before
    append(case.path, [said("undo", day=2, of=verdict.id)])
    with monkeypatch.context() as patch:
        patch.setattr(room, "read_rows", None)
        assert settle(case, files) == once
    assert case.generation == before


def test_another_version_of_the_program_settles_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rules made is not taken for what these make."""
    case, files = stored(tmp_path / "case", list(news(20)), 1)
    settle(case, files)
    before = case.generation
    monkeypatch.setattr(room, "program_fingerprint", lambda: "another")
    settle(case, files)
    assert case.generation != before
