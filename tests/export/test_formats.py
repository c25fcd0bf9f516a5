"""What single formats promise beyond the contract."""

import csv
import hashlib
import io
import json
import re
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.cli import main
from dragoman.codebook import load_codebook
from dragoman.errors import SetupError
from dragoman.export.acled import equivalent
from dragoman.export.calendar import first_and_last, the_day, time_precision
from dragoman.export.dossier import escape
from dragoman.export.dyads import cameo, cameo_choices, intensity, pairs, quad
from dragoman.export.files import cell, delimited, write_files
from dragoman.export.ftm import LONGEST, TYPES, fitting, type_of
from dragoman.export.joined import Joined, headline, quote
from dragoman.export.part import part_of
from dragoman.export.tables import SPECS, table, tables
from dragoman.imports import bring
from dragoman.judge.book import append, signed
from dragoman.model import Anchor, Judgement, PartyName, Record, Span, When
from dragoman.plugins import Exporter, discover
from tests.export.made import BAD_XML, FORMULA, made_case
from tests.page_case import ATTACK
from tests.test_store import built

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

EXPORTERS = discover("export", Exporter)


def written(name: str, folder: Path) -> Path:
    """The made case in a format."""
    path = folder / f"out{EXPORTERS[name].suffix}"
    EXPORTERS[name].write(made_case(), path)
    return path


# ------------------------------------------------------------------------------------------------- tables and cells


@given(st.text())
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    """Whatever a text holds, a spreadsheet reads text or a number; without its apostrophe it is what it was."""
    shown = cell(text)
    assert not shown[:1] or shown[0] not in "=+-@\t\r" or shown.lstrip("+-").replace(".", "", 1).isdigit()
    assert shown.removeprefix("'") == text.removeprefix("'")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1), min_size=1, max_size=4))
def test_a_csv_is_read_back_as_it_was(values: list[str]) -> None:
    """Quotes, commas and line breaks within cells survive."""
    content = delimited([f"c{number}" for number in range(len(values))], [values]).decode()
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[1] == [cell(value) for value in values]


def test_tabs_and_breaks_never_add_a_column_or_row() -> None:
    """In a table separated by tabs they become spaces, as POLECAT's own broken files show they must."""
    assert delimited(("a", "b"), [("x\ty\nz", None)], tabs=True) == b"a\tb\nx y z\t\n"


def test_a_formula_in_a_name_is_text_in_every_table(tmp_path: Path) -> None:
    """The hostile name of the made case begins no cell of any CSV or TSV."""
    for name in ("acled", "eventreport", "cameo", "polecat", "ftm-statements"):
        assert not [
            line
            for line in written(name, tmp_path).read_text().replace('"', "").splitlines()
            if "\t=" in line or ",=" in line
        ]


def test_tables_go_into_a_new_folder_or_an_archive(tmp_path: Path) -> None:
    """A folder that holds something is left alone."""
    assert EXPORTERS["csv"].write(made_case(), tmp_path / "new") > 0
    assert {one.stem for one in (tmp_path / "new").iterdir()} == set(SPECS)
    with pytest.raises(FileExistsError):
        write_files(tmp_path / "new", [])


def test_tables_have_the_same_shape_and_every_key_leads_somewhere() -> None:
    """Rows are as long as their heading, and what refers to another table finds its row there."""
    made = {one.name: one for one in tables(Joined(made_case()))}
    ids = {name: {row[0] for row in one.rows} for name, one in made.items()}
    assert set(made) == set(SPECS)
    for one in made.values():
        for row in one.rows:
            assert len(row) == len(one.columns)
            for column, value in zip(one.columns, row, strict=True):
                assert value is None or isinstance(value, column.kind | int if column.kind is float else column.kind)
                assert not column.refers or value in ids[column.refers]
    assert table(Joined(made_case()), "events") == made["events"]


def test_words_in_tables_are_the_characters_of_the_text() -> None:
    """Behind emoji and Arabic, `words` is exactly what stands from `start` to `end`."""
    texts = {one.id: one.text for one in made_case().documents()}
    for one in tables(Joined(made_case())):
        names = [column.name for column in one.columns]
        if "words" in names:
            for row in (dict(zip(names, row, strict=True)) for row in one.rows):
                assert row["start"] is None or texts[row["document"]][row["start"] : row["end"]] == row["words"]


def test_the_database_is_searched_and_read_by_views(tmp_path: Path) -> None:
    """Keys hold, full-text search finds a word of a text, and the views show the accounts with their words."""
    with sqlite3.connect(written("sqlite", tmp_path)) as base:
        assert base.execute("pragma foreign_key_check").fetchall() == []
        found = base.execute("select title from documents_search where documents_search match 'massacred'").fetchall()
        assert found == [("Radio Sahil on Orm",)]
        accounts = base.execute("select outlet, act from read_accounts where event = 'e1'").fetchall()
        assert sorted(accounts) == [("Radio Sahil", "massacred"), ("The Harbour", "struck")]
        assert base.execute("select killed_low, killed_best, killed_high from read_events").fetchall()[0] == (
            3,
            None,
            10,
        )
        assert len(base.execute("select * from read_disputes").fetchall()) == 2
    base.close()


# -------------------------------------------------------------------------------------------------- codes and dates


def test_a_code_is_never_more_specific_than_what_was_found() -> None:
    """Type and mode give CAMEO's code; several codes give what they share, or none, but all are named."""
    assert cameo("CONSULT", ()) == "04"
    assert cameo("CONSULT", ("phone",)) == "041"
    assert cameo("ASSAULT", ()) is None
    assert cameo_choices("ASSAULT", ()) == ("18", "19", "20")
    assert cameo("ASSAULT", ("aerial", "heavy-weapons")) == "19"
    assert cameo_choices("ASSAULT", ("explosives", "suicide-attack")) == ("1831",)
    assert cameo("MY-OWN-TYPE", ("x",)) is None
    assert quad("MY-OWN-TYPE") is None
    assert intensity("ASSAULT", ("aerial",)) == -9.5


@pytest.mark.parametrize("kind", sorted(load_codebook().types))
def test_every_code_begins_with_a_root_of_its_type_or_mode(kind: str) -> None:
    """Whatever the modes, the code covers each mode's own code."""
    modes = load_codebook().types[kind].modes
    for one in modes:
        for other in modes:
            code = cameo(kind, (one, other))
            covered = [modes[mode].cameo for mode in (one, other) if modes[mode].cameo]
            assert code is None or all(known.startswith(code) or code.startswith(known) for known in covered)


def test_compound_actors_become_pairs() -> None:
    """Two on three are six; a meeting of three is six ordered pairs; nobody is made up for an empty side."""
    sides = [PartyName(name, name, None, None) for name in "abcde"]
    assert len(pairs(sides[:2], sides[2:], reciprocal=False)) == 6
    assert len(pairs(sides[:3], (), reciprocal=True)) == 6
    assert pairs(sides[:1], (), reciprocal=True) == [(sides[0], None)]
    assert pairs(sides[:2], (), reciprocal=False) == [(sides[0], None), (sides[1], None)]


@given(st.dates(), st.dates())
def test_days_go_to_edtf_and_back(one: date, other: date) -> None:
    """A day is itself; an interval has its two ends; only a day is ever given as a day."""
    first, last = sorted((one, other))
    assert the_day(When(first.isoformat(), None, None, "stated")) == first.isoformat()
    interval = When(f"{first}/{last}", None, None, "stated")
    assert first_and_last(interval) == (first, last)
    assert (the_day(interval) is None) is (first != last)


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [("2020-01-03", 1), ("2020-01-03/2020-01-05", 2), ("2020-01", 3), ("2020", 3), ("XXXX-01-03", None), (None, None),
     ("2020-01-03/..", None), ("-0043", None)],
)  # fmt: skip
def test_precision_of_time_is_acleds(edtf: str | None, precision: int | None) -> None:
    """1 a day, 2 up to a week, 3 longer; what has no year or no end has none."""
    assert time_precision(When(edtf, None, None, "stated")) == precision


def test_acled_types_are_given_only_where_modes_agree() -> None:
    """Two ways that are one event type but two subtypes leave the subtype empty."""
    event = made_case().events()[0]
    assert equivalent(event) == ("Political violence", "Explosions/Remote violence", "Air/drone strike")
    mixed = replace(event, modes=("aerial", "suicide-attack"))
    assert equivalent(mixed) == ("Political violence", "Explosions/Remote violence", "")
    assert equivalent(replace(event, type="ACCUSE", modes=())) == ("", "", "")


def test_a_plan_is_no_event_of_gdelt_and_is_marked_elsewhere(tmp_path: Path) -> None:
    """GDELT cannot say that talks are only planned, so they are not there; PLOVER's auxiliary modes say it."""
    with zipfile.ZipFile(written("gdelt", tmp_path)) as archive:
        assert len(archive.read("events.export.CSV").decode().splitlines()) == 1
    talks = [json.loads(line) for line in written("plover", tmp_path).read_text().splitlines()][-1]
    assert talks["mode"] == ["future", "historical"]
    assert (talks["date"], talks["enddate"]) == ("2020-05-01", "2020-05-31")
    assert "eventLoc" not in talks
    cameo_rows = csv.DictReader(io.StringIO(written("cameo", tmp_path).read_text()), delimiter="\t")
    assert [row["Event Date"] for row in cameo_rows if row["Status"] == "planned"] == ["", ""]


# ------------------------------------------------------------------------------------------ other programs' formats


def test_networks_hold_acts_and_ties_with_their_time(tmp_path: Path) -> None:
    """Names that no XML may hold survive as far as they can; the act has its day, the tie its year."""
    graph = nx.read_graphml(written("graphml", tmp_path))
    labels = {values["label"] for _, values in graph.nodes(data=True)}
    assert labels == {"Vesna", "Tarim", ATTACK, FORMULA, BAD_XML.replace("\x07", "\ufffd")}
    values = [one for *_, one in graph.edges(data=True)]
    act = next(one for one in values if one.get("event") == "e1")
    tie = next(one for one in values if one.get("start") == "2019-01-01")
    assert (act["start"], act["end"], act["killed_low"]) == ("2020-01-03", "2020-01-03", 3)
    assert (tie["label"], tie["kind"]) == ("leads", "tie")
    assert 'start="2020-01-03"' in written("gexf", tmp_path).read_text()


SCHEMATA = tomllib.loads((Path(__file__).parent / "ftm_schemata.toml").read_text(encoding="utf-8"))


def ftm_refuses(schema: str, prop: str, value: str, schema_of: dict[str, str]) -> bool:
    """Would FollowTheMoney refuse this value?"""
    told = SCHEMATA[schema]["properties"].get(prop)
    if told is None or not value or len(value) > told["longest"]:
        return True
    if told["type"] == "entity":
        return told["range"] not in SCHEMATA[schema_of[value]]["is"]
    forms = {"date": r"[12]\d{3}-\d\d-\d\d", "country": "[a-z]{2}", "url": r"(https?|ftp)://[^/\s]+\S*"}
    return value != " ".join(value.split()) or not re.fullmatch(
        forms.get(told["type"], r"[^\x00-\x1f\x7f-\x9f]+"), value
    )


def test_followthemoney_takes_every_entity_and_statement(tmp_path: Path) -> None:
    """Schemata, properties, types, lengths and links are those of its model; statements have its ids."""
    entities = [json.loads(line) for line in written("ftm", tmp_path).read_text().splitlines()]
    schema_of = {one["id"]: one["schema"] for one in entities}
    assert set(schema_of.values()) == SCHEMATA.keys() - {"Person"}  # nobody of the made case has a name of his own
    for entity in entities:
        assert set(SCHEMATA[entity["schema"]]["required"]) <= entity["properties"].keys()
        values = [(prop, value) for prop, found in entity["properties"].items() for value in found]
        assert not [one for one in values if ftm_refuses(entity["schema"], *one, schema_of)]
    with written("ftm-statements", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert not ftm_refuses(row["schema"], row["prop"], row["value"], schema_of)
        assert row["prop_type"] == SCHEMATA[row["schema"]]["properties"][row["prop"]]["type"]
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    assert {row["entity_id"] for row in rows} == schema_of.keys()


@given(
    st.sampled_from(sorted(TYPES)), st.one_of(st.text(), st.text(min_size=5000, alphabet="a /:"), st.dates().map(str))
)
def test_followthemoney_gets_values_that_it_takes_or_none(prop: str, value: str) -> None:
    """Whatever a text, a page's address or a date of antiquity holds."""
    fit = fitting(prop, value)
    assert fit is None or len(fit) <= LONGEST.get(type_of(prop), len(fit))
    assert fit is None or fit == fitting(prop, fit) == " ".join(fit.split())
    if type_of(prop) == "date" and fit is not None:
        assert "1000" <= fit[:4] <= "2999"


@pytest.mark.parametrize(
    ("prop", "value", "fit"),
    [
        ("sourceUrl", "https://a.example/b?c", "https://a.example/b?c"),
        ("sourceUrl", "javascript:alert(1)", None),
        ("sourceUrl", "/file.html", None),
        ("date", "0622-07-16", None),
        ("date", "2020-01-03", "2020-01-03"),
        ("name", "Two\nlines\x07", "Two lines"),
        ("location", "E" * 300, "E" * 249 + "…"),
    ],
)
def test_followthemoney_refuses_some_values(prop: str, value: str, fit: str | None) -> None:
    """What it was found to refuse: other schemes, years before 1000, long names."""
    assert fitting(prop, value) == fit


def test_annotations_quote_what_they_point_to(tmp_path: Path) -> None:
    """Position and quotation select the same characters of the text."""
    texts = {f"urn:dragoman:document:{one.id}": one.text for one in made_case().documents()}
    for item in json.loads(written("webannotation", tmp_path).read_text())["items"]:
        text = texts[item["target"]["source"]]
        position, words = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == words["exact"]
        assert text[:start].endswith(words["prefix"])
        assert text[end:].startswith(words["suffix"])


def test_a_claim_has_no_verdict(tmp_path: Path) -> None:
    """Both figures stand there in the same form, with who says so, and nothing rates them."""
    page = json.loads(written("claimreview", tmp_path).read_text())
    claims = [one["itemReviewed"] for one in page["@graph"]]
    assert [(one["name"], one["author"][0]["name"]) for one in claims] == [
        ("killed: 10", "Radio Sahil"),
        ("killed: 3", "The Harbour"),
    ]
    assert "reviewRating" not in json.dumps(page)


def test_maps_put_longitude_first_and_know_what_has_no_place(tmp_path: Path) -> None:
    """RFC 7946 and KML both want longitude before latitude."""
    attack, talks = json.loads(written("geojson", tmp_path).read_text())["features"]
    assert attack["geometry"] == {"type": "Point", "coordinates": [40.9, 34.4]}
    assert talks["geometry"] is None
    root = ET.parse(written("kml", tmp_path)).getroot()
    assert [one.text for one in root.iter("{http://www.opengis.net/kml/2.2}coordinates")] == ["40.9,34.4"]


def test_hostile_text_is_text_in_timeline_dossier_and_word(tmp_path: Path) -> None:
    """No tag of an article is a tag of what is made of it."""
    slides = json.loads(written("timeline", tmp_path).read_text())["events"]
    assert all("<img" not in one["text"]["text"] for one in slides)
    assert "<img" not in written("dossier", tmp_path).read_text()
    with zipfile.ZipFile(written("docx", tmp_path)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
        assert "massacred" in archive.read("word/document.xml").decode()


@given(st.text())
def test_markdown_of_any_text_is_one_line_without_markup(text: str) -> None:
    """Every character that could begin markup stands behind a backslash."""
    made = escape(text)
    assert "\n" not in made
    assert not made.replace("\\\\", "").replace("\\<", "").count("<")
    assert not made.lstrip().startswith(("# ", "- ", "+ "))


# ------------------------------------------------------------------------------------------------------ parts, quotes


def test_a_part_holds_one_event_or_the_events_of_one_actor(tmp_path: Path) -> None:
    """By id, its beginning or a name; every exporter takes it, and it holds nothing of other events."""
    case = made_case()
    talks = part_of(case, "et")
    assert [one.id for one in talks.events()] == ["et"]
    assert [one.id for one in talks.reports()] == ["rt"]
    assert [one.id for one in talks.documents()] == ["d1"]
    assert [one.id for one in part_of(case, "the VESNAN army").events()] == ["e1"]
    for name, exporter in EXPORTERS.items():
        assert exporter.write(talks, tmp_path / f"{name}{exporter.suffix}") >= 0
    with sqlite3.connect(tmp_path / "sqlite.sqlite") as base:
        assert base.execute("pragma foreign_key_check").fetchall() == []
    base.close()


@pytest.mark.parametrize("about", ["e", "nobody", ""])
def test_a_part_that_is_not_clear_is_refused(about: str) -> None:
    """Several things, nothing and everything are `export.about`."""
    with pytest.raises(SetupError) as caught:
        part_of(made_case(), about)
    assert caught.value.slug == "export.about"


@given(st.text(min_size=1), st.data())
def test_a_quotation_is_cut_from_its_paragraph(text: str, data: st.DataObject) -> None:
    """It holds the words themselves, and nothing of other lines."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = quote(text, Span(start, end), reach=10)
    assert one.words.split() == text[start:end].split()
    assert "\n" not in one.before + one.words + one.after


def test_a_headline_takes_nobodys_side() -> None:
    """All words that are used stand there, in the order of the reports; swapped names swap and change nothing else."""
    told = Joined(made_case())
    event = told.events[0]
    line = headline(event, told.told(event))
    assert line == "ASSAULT (struck/massacred) by Vesna upon Tarim"
    swapped = replace(event, actors=event.recipients, recipients=event.actors)
    assert headline(swapped, told.told(event)) == "ASSAULT (struck/massacred) by Tarim upon Vesna"


def test_the_command_writes_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--about` narrows any format; what is not clear is refused before anything is written."""
    case = built(tmp_path / "case")
    for about, status in (("Qassem Soleimani", None), ("nobody at all", 2)):
        out = tmp_path / f"{status}.md"
        argv = ["dragoman", "export", str(case.path), "--format", "dossier", "--out", str(out), "--about", about]
        monkeypatch.setattr("sys.argv", argv)
        if status:
            with pytest.raises(SystemExit) as stopped:
                main()
            assert stopped.value.code == status
        else:
            main()
        assert out.exists() is (status is None)


def test_judgements_go_along(tmp_path: Path) -> None:
    """The tables hold every judgement in force with the words that it is about."""
    case = built(tmp_path / "case")
    words = (Anchor("a", 0, 5, "aword", type="ASSAULT"),)
    append(case.path, [signed(Judgement("", "2026-01-01T12:00:00Z", "Ann", "wrong", words, why="no attack"))])
    told = Joined(case)
    (judgement,), (about,) = table(told, "judgements").rows, table(told, "judgement_words").rows
    assert judgement[1:] == ("2026-01-01T12:00:00Z", "Ann", "wrong", None, None, "no attack", None)
    assert about == (judgement[0], "about", "ASSAULT", "a", 0, 5, "aword")


def test_the_docs_name_every_format_table_and_column() -> None:
    """docs/reference/exports.md lists what `--format` takes, and the columns of the tables as they are."""
    text = (Path(__file__).parents[2] / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([a-z-]+)`", " ".join(line for line in text.splitlines() if line.startswith("| `"))))
    assert set(EXPORTERS) <= listed
    for one in tables(Joined(made_case())):
        row = next(line for line in text.splitlines() if line.startswith(f"| `{one.name}` |") and line.count("|") == 4)
        assert row.split("|")[3].strip() == ", ".join(column.name for column in one.columns)


@pytest.mark.parametrize("name", ["acled", "eventreport", "cameo", "polecat"])
def test_our_own_import_knows_the_tables(name: str, tmp_path: Path) -> None:
    """`dragoman import` tells each table by its columns and reads every row of it."""
    path = written(name, tmp_path)
    outcome = bring(tmp_path / "case", [path])
    assert outcome.problems == []
    assert outcome.added + outcome.known + outcome.left_out == outcome.rows > 0
    assert outcome.added > 0


def swapped(text: str) -> str:
    """The text with its two countries in each other's place; their names are of one length, so no span moves."""
    for one, other in (("Vesna", "Tarim"), ("vesna", "tarim"), ("VSN", "TRM")):
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


EVEN = "acled eventreport cameo polecat plover events geojson kml timeline dossier claimreview"


@pytest.mark.parametrize("name", EVEN.split())
def test_swapping_two_countries_swaps_the_output_and_nothing_else(name: str, tmp_path: Path) -> None:
    """No format orders, rounds or words one side otherwise than the other (where ids are no hashes of names)."""
    path = tmp_path / "turned"
    EXPORTERS[name].write(rewritten(swapped), path)
    turned = path.read_text()
    EXPORTERS[name].write(rewritten(str), path)
    assert turned == swapped(path.read_text())


def rewritten(change: Callable[[str], str]) -> Any:
    """The made case, after a change of all its texts and names."""
    case = made_case()

    def changed(records: Iterable[Record]) -> tuple[Any, ...]:
        return tuple(msgspec.json.decode(change(msgspec.json.encode(one).decode()), type=type(one)) for one in records)

    return SimpleNamespace(
        name=case.name,
        documents=lambda: iter(changed(case.documents())),
        actors=lambda: changed(case.actors()),
        reports=lambda: changed(case.reports()),
        events=lambda: changed(case.events()),
    )
