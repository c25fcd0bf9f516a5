"""Tests of store.py."""

import json
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import store
from dragoman.errors import SetupError
from dragoman.files.marker import case_format
from dragoman.files.rows import read_rows, write_rows
from dragoman.model import Account, Origin, RawDocument, Record, Stated
from dragoman.origins import text_id
from dragoman.resolve import resolve, resolve_large
from dragoman.resolve.gist import gists
from dragoman.store import Case, MadeOf, create_case, open_case
from tests.resolve.made import SOLEIMANI, US, account, event

pytestmark = pytest.mark.slow  # left out of `make quick`


def built(folder: Path) -> Case:
    """A small finished case."""
    told = [
        account("a", event("a", 10, "kill", actors=(US,), recipients=(SOLEIMANI,), when="2020-01-03", killed=5)),
        account("b", event("b", 10, "strike", recipients=(SOLEIMANI,), when="2020-01-03", where="Baghdad")),
    ]
    case = create_case(folder)
    shard = case.add_raw([RawDocument(one.id, one.source, one.text) for one in told])
    file = case.account_file(shard, "made")
    write_rows(file, told, Account)
    case.publish(MadeOf("made", (file,)), resolve_large(gists(told)), bytes)
    return case


def test_what_is_stored_comes_back_the_same(tmp_path: Path) -> None:
    """Accounts, reports and events survive the way to Parquet and back, maps and spans included."""
    case = built(tmp_path / "case")
    told = list(case.documents())
    made = resolve(told)
    assert [one.id for one in told] == ["a", "b"]
    assert told[0].mentions.events[0].recipients == (SOLEIMANI,)
    assert (case.reports(), case.events()) == (made.reports, made.events)


@settings(max_examples=30, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=40), st.none() | st.text(st.characters(codec="utf-8"), max_size=9)
)
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, text: str, title: str | None) -> None:
    """Emoji, Arabic, quotes, control characters: what was read is what is stored."""
    path = tmp_path_factory.mktemp("rows") / "raw.parquet"
    document = RawDocument("id", "source", text, Stated(title=title))
    write_rows(path, [document], RawDocument)
    assert list(read_rows(path, RawDocument)) == [document]


@pytest.mark.slow
def test_sql_reads_every_table_and_changes_nothing(tmp_path: Path) -> None:
    """Each view answers; writing, several statements and other files are refused with `store.sql`."""
    case = built(tmp_path / "o'case")
    columns, rows = case.sql("select document, type, actors[1].name as who from event_mentions order by document")
    assert columns == ("document", "type", "who")
    assert rows == [("a", "ASSAULT", "United States"), ("b", "ASSAULT", None)]
    tables = (
        "documents pieces problems actors reports events actor_mentions times places figures quotes ties links wording"
    )
    for table in tables.split():
        case.sql(f"select count(*) from {table}")
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n")
    for query in (
        "create table t as select 1",
        "select 1; select 2",
        f"copy (select 1) to '{tmp_path}/x.csv'",
        f"select * from read_csv('{outside}')",
        "select * from nothing",
        "selec",
        "",
    ):
        with pytest.raises(SetupError) as caught:
            case.sql(query)
        assert caught.value.slug == "store.sql"


def test_a_build_that_is_not_finished_shows_the_one_before(tmp_path: Path) -> None:
    """Readers see the current generation until `current` is replaced, and none before the first is finished."""
    case = create_case(tmp_path / "case")
    with pytest.raises(SetupError, match="dragoman build") as caught:
        open_case(tmp_path / "case").events()
    assert caught.value.slug == "store.unbuilt"
    case = built(tmp_path / "case")
    before = case.events()
    (case.path / "generations" / "half").mkdir()
    (case.path / "generations" / "half" / "events.parquet").write_bytes(b"PAR1")
    assert open_case(case.path).events() == before


def test_damage_is_named(tmp_path: Path) -> None:
    """A damaged file, a folder that is no case, another version: each has its message."""
    case = built(tmp_path / "case")
    (case.generation / "events.parquet").write_bytes(b"not parquet")
    with pytest.raises(SetupError, match=r"events\.parquet") as caught:
        case.events()
    assert caught.value.slug == "store.read"
    with pytest.raises(SetupError) as caught:
        open_case(tmp_path)
    assert caught.value.slug == "store.missing"
    (case.path / "case.json").write_text('{"format": 99}')
    with pytest.raises(SetupError) as caught:
        open_case(case.path)
    assert caught.value.slug == "store.version"


@pytest.mark.parametrize(("found", "advice"), [(1, "dragoman build"), (99, "pip install"), (None, "is no case")])
def test_a_case_of_another_version_is_refused_with_what_to_run(tmp_path: Path, found: int | None, advice: str) -> None:
    """An older one is coded anew with its judgements, a newer one needs a newer program; others are no cases."""
    case = built(tmp_path / "case")
    (case.path / "case.json").write_text(json.dumps({"format": found} if found else []))
    for open_ in (open_case, create_case) if found != 1 else (open_case,):
        with pytest.raises(SetupError, match=advice) as caught:
            open_(case.path)
        assert caught.value.slug in ({"store.version"} if found else {"store.missing", "store.occupied"})


class OldDocument(Record, frozen=True):
    """A document as the first format kept it: the hash of its text did not stand beside it."""

    id: str
    source: str
    text: str


def test_a_case_of_an_older_format_is_renewed_with_what_it_holds(tmp_path: Path) -> None:
    """Its documents are known again and its judgements kept; until they are coded anew, readers see no build."""
    case = built(tmp_path / "case")
    (shard,) = case.shards()
    raw = list(read_rows(shard, RawDocument))
    write_rows(shard, [OldDocument(one.id, one.source, one.text) for one in raw], OldDocument)
    (case.path / "judgements").mkdir()
    (case.path / "judgements" / "ann.jsonl").write_text("{}\n")
    (case.path / "case.json").write_text('{"format": 1}')
    renewed = create_case(case.path, may_be_new=False)
    assert list(renewed.raw_documents()) == raw
    assert renewed.held().texts == {one.id: text_id(one.text) for one in raw}
    assert (case.path / "judgements" / "ann.jsonl").read_text() == "{}\n"
    with pytest.raises(SetupError) as caught:
        open_case(case.path).events()
    assert caught.value.slug == "store.unbuilt"


@pytest.mark.parametrize(
    "kept", ["judgements/ann.jsonl", "fetched/a.warc.gz", "accounts/import-1.parquet", "notes.txt"]
)
def test_a_case_is_taken_away_only_where_nothing_of_worth_is_in_it(tmp_path: Path, kept: str) -> None:
    """Documents, and whatever a build does not make itself, keep it; what is empty goes."""
    case = create_case(tmp_path / "case")
    (case.path / kept).parent.mkdir(exist_ok=True)
    (case.path / kept).write_text("mine")
    case.withdraw()
    assert (case.path / kept).read_text() == "mine"
    with_text = create_case(tmp_path / "text")
    with_text.add_raw([RawDocument("a", "a.txt", "The talks ended.")])
    with suppress(KeyError), with_text.building():
        raise KeyError
    assert with_text.shards()
    void = create_case(tmp_path / "void")
    void.add_raw([RawDocument("a", "a.txt", " ")])
    with void.building():
        pass
    assert not void.path.exists()


def test_where_nothing_is_to_be_added_there_must_be_a_case(tmp_path: Path) -> None:
    """A name that is mistyped makes no empty case."""
    with pytest.raises(SetupError, match="is no case") as caught:
        create_case(tmp_path / "cas", may_be_new=False)
    assert caught.value.slug == "store.missing"
    assert not (tmp_path / "cas").exists()


def test_one_build_at_a_time_adds_to_a_case(tmp_path: Path) -> None:
    """The second says so; when the first has ended, however it did, the next goes on and clears away what it left."""
    case = built(tmp_path / "case")
    left = case.path / "raw" / ".x.parquet.123"
    with case.building(), pytest.raises(SetupError, match="another build") as caught, open_case(case.path).building():
        pass
    assert caught.value.slug == "store.busy"
    left.write_bytes(b"PAR1")
    with case.building():
        assert not left.exists()
    assert case.events()


def test_a_case_is_not_made_over_other_things(tmp_path: Path) -> None:
    """A file, or a folder that holds something else, is left alone."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("full", "file"):
        with pytest.raises(SetupError) as caught:
            create_case(tmp_path / name)
        assert caught.value.slug == "store.occupied"
    with pytest.raises(SetupError) as caught:
        write_rows(tmp_path / "file" / "below" / "rows.parquet", [], RawDocument)
    assert caught.value.slug == "store.write"


def test_a_case_that_another_build_makes_at_this_moment_is_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its marker half written, written between two looks, or taken away once more where nothing came of it."""
    case = tmp_path / "case"
    case.mkdir()
    (case / ".case.json.123").write_text("{")
    create_case(case)
    assert open_case(case).shards() == ()

    def look(folder: Path) -> int | None:
        monkeypatch.undo()
        create_case(folder).add_raw([RawDocument("a", "a.txt", "text")])
        return case_format(folder)

    monkeypatch.setattr(store, "case_format", look)
    second = create_case(tmp_path / "second")
    assert len(second.shards()) == 1
    rmtree(second.path)
    with second.building():
        second.add_raw([RawDocument("a", "a.txt", "text")])
    assert len(open_case(second.path).shards()) == 1


def test_a_case_tells_what_it_holds_without_reading_the_texts(tmp_path: Path) -> None:
    """Ids, sources and hashes of texts are known of every document, and of every place where one was found again."""
    case = built(tmp_path / "case")
    case.add_again([Origin("a", "a", "elsewhere.txt")])
    held = case.held()
    places = {(document.id, document.source) for document in case.raw_documents()}
    assert held.places == places | {("a", "elsewhere.txt")}
    assert held.texts == {document.id: text_id(document.text) for document in case.raw_documents()}


def test_documents_of_one_text_are_one_with_all_its_sources(tmp_path: Path) -> None:
    """A document that is the same text as another shows only as its source, in records and in SQL."""
    case = built(tmp_path / "case")
    (file,) = case.account_files()
    told = list(read_rows(file, Account))
    origins = [
        Origin("a", "a", told[0].source),
        Origin("a", "b", "copy.html", "https://a.example"),
        Origin("a", "a", "c"),
    ]
    case.publish(MadeOf("merged", (file,), tuple(origins)), resolve_large(gists(told[:1])), bytes)
    (document,) = case.documents()
    assert (document.id, document.sources) == ("a", ("c", "copy.html"))
    assert case.sql("select id, sources from documents")[1] == [("a", sorted([told[0].source, "c", "copy.html"]))]
    assert case.sql("select distinct document from event_mentions")[1] == [("a",)]
