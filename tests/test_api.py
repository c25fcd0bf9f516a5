"""Tests of the Python API and of what a notebook shows."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import dragoman as dg
from dragoman.errors import SetupError
from dragoman.export.joined import Joined
from dragoman.export.tables import SPECS
from dragoman.model import Account, Mentions, Meta, Piece, Span, When, Where
from dragoman.notebook import account_html, accounts_html, case_html, marks_of, table_html, text_html
from dragoman.notebook.drawings import map_svg, timeline_svg
from tests.export.made import made_case
from tests.page_case import ATTACK
from tests.test_store import built

pytestmark = pytest.mark.slow  # left out of `make quick`

ROOT = Path(__file__).parent.parent


class Shown(HTMLParser):
    """Collects the tags and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def case(tmp_path: Path) -> dg.Case:
    """A small finished case on disk."""
    return dg.open(built(tmp_path / "case").path)


# ----------------------------------------------------------------------------------------------------------- the API


@pytest.mark.slow
def test_importing_the_package_loads_nothing_else() -> None:
    """Neither Arrow nor the parser is loaded before it is used, and the stage called annotate hides no function."""
    code = (
        "import sys, dragoman as dg; heavy = {'pyarrow', 'spacy', 'duckdb', 'dragoman.api'} & set(sys.modules);"
        "assert not heavy, heavy; import dragoman.annotate; assert callable(dg.annotate);"
        "from dragoman.annotate import unreadable; assert set(dg.__all__) <= set(dir(dg)); assert dg.build;"
        "assert not {'pandas', 'polars', 'spacy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = dg.nothing_like_it  # type: ignore[attr-defined]


def test_tables_are_arrow_and_say_what_they_hold(case: dg.Case) -> None:
    """Every table of the exports is there, with the rows of the case."""
    assert len(case.events()) == len(case.held.events())
    assert {row["document"] for row in case.reports()} == {"a", "b"}
    for name in SPECS:
        assert case.table(name).columns
    assert pa.table(case.events()).num_rows == len(case.events())
    assert "rows" in repr(case.actors())
    assert case.documents()._repr_html_().count("<tr>") == 3
    assert len(case.disputes()) == 0
    assert len(case.mentions()) == 2
    assert case.name == "case"
    assert case.path.name == "case"
    assert "2 documents" in repr(case)


def test_queries_read_and_never_write(case: dg.Case) -> None:
    """The answer of a SELECT is a table; anything else is `store.sql`."""
    assert case.sql("select count(*) as n from documents").arrow.to_pylist() == [{"n": 2}]
    with pytest.raises(SetupError) as caught:
        case.sql("create table t as select 1")
    assert caught.value.slug == "store.sql"


def test_a_library_that_is_missing_is_named(case: dg.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas or polars the message says what to install."""
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    for convert in (case.events().to_pandas, case.events().to_polars):
        with pytest.raises(SetupError, match="pip install") as caught:
            convert()
        assert caught.value.slug == "api.missing"


def test_what_is_asked_for_must_be_clear(case: dg.Case, tmp_path: Path) -> None:
    """Ids and names that mean nothing or several things have errors of their own."""
    ids = [row["id"] for row in case.events()]
    assert case.event(ids[0]).reports
    assert case.document("a").text
    wrong = {
        "api.event": lambda: case.event("nothing"),
        "api.document": lambda: case.document(""),
        "api.table": lambda: case.table("nothing"),
        "export.format": lambda: case.export("nothing", tmp_path / "x"),
        "export.about": lambda: case.about("nothing"),
        "api.one": lambda: dg.annotate(ROOT / "examples"),
    }
    for slug, ask in wrong.items():
        with pytest.raises(SetupError) as caught:
            ask()
        assert caught.value.slug == slug


@pytest.mark.parametrize("format_", ["acled", "docx", "sqlite"])
def test_a_folder_that_does_not_exist_is_named(case: dg.Case, tmp_path: Path, format_: str) -> None:
    """Text, archives and databases are written into no folder that is not there; the message says to make it."""
    folder = tmp_path / "none"
    with pytest.raises(SetupError) as caught:
        case.export(format_, folder / "x")
    assert caught.value.slug == "cli.out"
    assert caught.value.message.startswith(f"folder {folder} does not exist; make it")


def test_a_part_is_a_case(case: dg.Case, tmp_path: Path) -> None:
    """It has fewer events, is shown and handed on like the whole."""
    part = case.about("Qassem Soleimani")
    assert 0 < len(part.events()) <= len(case.events())
    assert part.export("dossier", tmp_path / "x.md") == len(part.reports())
    assert "Qassem" in part.name


@pytest.mark.slow
def test_a_single_text_is_annotated() -> None:
    """A string is the text; its events point to its characters; a notebook shows it with its words marked."""
    words = "On Friday the army of Iraq shelled Mosul, killing 12 people."
    text = dg.annotate(words, date="2020-01-09", outlet="The Test")
    event = next(iter(text.events()))
    assert words[event["start"] : event["end"]] == event["act"] == "shelled"
    assert event["when"] == "2020-01-03"
    assert text.record["meta"]["outlet"] == "The Test"
    assert Shown(text._repr_html_()).text.endswith(words)
    assert "1 event mention" in repr(text)


WRONG = (None, 7, b"x", [], Path("no such thing"), "no such thing", "")
ODD = ("a\0b", "\ud800", "x" * 5000)  # nothing is called so


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [*WRONG, *ODD], ids=lambda one: repr(one)[:20])
def test_every_error_of_the_api_is_one_of_ours(case: dg.Case, wrong: Any, tmp_path: Path) -> None:
    """Whatever is given in place of an id, a name, a path or a format: a message with a slug, and nothing is made."""
    new = tmp_path / "new"
    calls = [
        lambda: dg.open(wrong),
        lambda: dg.build(wrong, new),
        lambda: dg.build([wrong], new),
        lambda: case.table(wrong),
        lambda: case.sql(wrong),
        lambda: case.event(wrong),
        lambda: case.document(wrong),
        lambda: case.about(wrong),
        lambda: case.by_rules(wrong),
        lambda: case.export(wrong, tmp_path / "out"),
        lambda: dg.annotate("Iran attacked Iraq.", settings=wrong or 7),
        lambda: dg.annotate("Iran attacked Iraq.", date=wrong or 7),
    ]
    if wrong not in ODD:
        calls += [
            lambda: dg.annotate("Iran attacked Iraq.", settings=dg.Settings(knowledge=(wrong,))),
            lambda: dg.annotate("Iran attacked Iraq.", settings=dg.Settings(language=wrong)),
        ]
    for number, call in enumerate(calls):
        with pytest.raises(SetupError) as caught:
            call()
        assert caught.value.slug, number
    assert not new.exists()


@pytest.mark.slow
def test_what_is_of_another_kind_is_refused_with_what_to_give(case: dg.Case) -> None:
    """The message names the function, the argument and its kinds."""
    with pytest.raises(SetupError, match=r"event: id_ is None; give str\.") as caught:
        case.event(None)  # type: ignore[arg-type]
    assert caught.value.slug == "api.argument"


@pytest.mark.slow
def test_settings_may_hold_lists_and_paths(tmp_path: Path) -> None:
    """As one writes them in Python."""
    mine = tmp_path / "mine.toml"
    mine.write_text('[[actor]]\nid = "orm-front"\nname = "Orm Front"\nkind = "group"\n', encoding="utf-8")
    text = dg.annotate("The Orm Front attacked Iraq.", settings=dg.Settings(knowledge=[mine]))  # type: ignore[arg-type]
    assert "Orm Front" in next(iter(text.events()))["actors"]


@pytest.mark.slow
def test_a_case_of_nothing_is_refused(tmp_path: Path) -> None:
    """An input without an article is `build.nothing`."""
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(SetupError) as caught:
        dg.build(tmp_path / "empty.txt", tmp_path / "case")
    assert caught.value.slug == "build.nothing"


# ------------------------------------------------------------------------------------------------- what is displayed


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.sampled_from(["act", "actor", "killed"]), st.integers(0, 39), st.integers(1, 40))),
)
def test_a_marked_text_is_the_text(text: str, drawn: list[tuple[str, int, int]]) -> None:
    """Whatever spans overlap, all characters stand there once, in order, and no tag of the text is a tag."""
    marks = [(part, Span(start, end)) for part, start, end in drawn if start < end <= len(text)]
    shown = Shown(text_html(text, marks))
    assert shown.text.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")
    assert shown.tags <= {"div", "mark"}


def test_hostile_texts_are_shown_as_text() -> None:
    """The attack of the made case stands on the screen and does nothing, in every view."""
    told = Joined(made_case())
    account = told.documents["d1"]
    shown = Shown(text_html(account.text, marks_of(account)))
    assert ATTACK in shown.text
    assert shown.tags == {"div", "mark"}
    for html in (*(accounts_html(told, one) for one in told.events), table_html(["<b>"], [["<img onerror=x>"]], 1)):
        assert not {"script", "img"} & Shown(html).tags


def test_accounts_stand_side_by_side() -> None:
    """Each outlet has its column, with its own word and figure; what differs is said in words."""
    told = Joined(made_case())
    shown = Shown(accounts_html(told, told.events[0])).text
    outlets, words = ("The Harbour", "Radio Sahil"), ("struck", "massacred")
    for part in (*outlets, *words, "killed 3", "killed 10", "differ on (≠): killed", "how many ≠"):
        assert part in shown


def test_what_is_not_the_article_is_told_apart() -> None:
    """A menu is pale and says so; the colours that are used are named above the text, and no other."""
    account = Joined(made_case()).documents["d1"]
    text = f"Menu\n{account.text}"
    shown = account_html(Account("x", "x", text, Meta(), (Piece(0, 4, "nav", "a menu"),), Mentions()))
    assert 'opacity:.5" title="not the article: nav">Menu</mark>' in shown
    assert Shown(shown).text == f"not the article{text}"
    assert "recipient" in Shown(account_html(account)).text.removesuffix(account.text)


def test_a_case_is_shown_at_a_glance() -> None:
    """How much it holds, and a line an event with its words, parties and how many tell of it."""
    told = Joined(made_case())
    shown = Shown(case_html(told)).text
    for words in ("2 documents of 2 outlets", "2 events, 1 of them disputed", "struck / massacred", "Vesna", "Tarim"):
        assert words in shown
    told.events = (replace(told.events[0], status="denied"),)
    assert "ASSAULT, denied" in Shown(case_html(told)).text


def test_names_on_a_map_cover_no_other() -> None:
    """Of two places beside each other both are dots, and as many names stand as have room."""
    told = Joined(made_case())
    where = Where("Orm", "TRM", 10.0, 20.0, "city", 0, 1)
    near = [replace(where, name=f"A rather long name {number}", lon=20 + number / 100) for number in range(6)]
    told.events = tuple(replace(told.events[0], id=str(number), where=one) for number, one in enumerate(near))
    told.events += (replace(told.events[0], id="far", where=replace(where, lon=60.0, precision="country")),)
    drawing = ET.fromstring(map_svg(told))
    names = [it.text or "" for it in drawing.iter("{http://www.w3.org/2000/svg}text") if "name" in (it.text or "")]
    circles = list(drawing.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(circles) == 7
    assert 1 <= len(names) <= 2
    assert [it.get("fill") for it in circles].count("none") == 1


def test_drawings_are_xml_without_scripts_and_count_what_they_leave_out() -> None:
    """A timeline and a map parse as XML, hold a shape an event, and say how many have no day or place."""
    told = Joined(made_case())
    spot = "{http://www.w3.org/2000/svg}"
    timeline, earth = ET.fromstring(timeline_svg(told)), ET.fromstring(map_svg(told))
    assert len(list(timeline.iter(f"{spot}rect"))) == 2
    assert "2 events; 0 earlier, 0 later, 0 without a known day" in "".join(timeline.itertext())
    assert len(list(earth.iter(f"{spot}circle"))) == 1
    assert "1 without a known place" in "".join(earth.itertext())
    nothing = Joined(made_case())
    nothing.events = tuple(replace(one, when=None, where=None) for one in nothing.events)
    for drawing in (timeline_svg(nothing), map_svg(nothing)):
        assert "2 without a known" in drawing


def test_a_flashback_leaves_the_rest_its_room() -> None:
    """An event of another decade is counted, and the axis holds the others."""
    told = Joined(made_case())
    days = [f"2020-01-{day:02}" for day in range(1, 20)] + ["1979-02-11"]
    told.events = tuple(replace(told.events[0], id=day, when=When(day, None, None, "stated")) for day in days)
    drawing = ET.fromstring(timeline_svg(told))
    assert "2020-01-01 to 2020-01-19: 19 events; 1 earlier, 0 later" in "".join(drawing.itertext())


def test_a_text_without_anything_has_no_marks() -> None:
    """An empty document is shown as nothing."""
    assert text_html("", []) == '<div style="white-space:pre-wrap;max-width:50em"></div>'
    assert marks_of(Account("x", "x", "", Meta(), (), Mentions())) == []
