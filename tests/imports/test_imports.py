"""Event data of others: each format's rows become reports whose values point to their cells."""

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dragoman.codebook import load_codebook
from dragoman.errors import SetupError
from dragoman.imports import bring, formats, imported_files, recognise
from dragoman.imports.account import account_of
from dragoman.imports.crosswalk import cameo, crosswalk
from dragoman.imports.format import Sheet, iso_day
from dragoman.imports.gdelt import GDELT_1
from dragoman.knowledge import load_knowledge
from dragoman.pipeline import build
from dragoman.settings import Settings
from dragoman.store import open_case

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

ROWS: dict[str, dict[str, str]] = {
    "gdelt": {
        "GLOBALEVENTID": "77", "SQLDATE": "20200103", "Actor1Code": "USAMIL", "Actor1Name": "UNITED STATES",
        "Actor1CountryCode": "USA", "Actor1Type1Code": "MIL", "Actor2Code": "IRN", "Actor2Name": "IRAN",
        "Actor2CountryCode": "IRN", "EventCode": "195", "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Baghdad, Baghdad, Iraq", "ActionGeo_Lat": "33.3", "ActionGeo_Long": "44.4",
        "DATEADDED": "20200104",
    },
    "icews": {
        "Event ID": "5", "Event Date": "2020-01-03", "Source Name": "Military (United States)",
        "Source Sectors": "Government,Military", "Source Country": "United States", "Event Text": "fight",
        "CAMEO Code": "195", "Intensity": "-10", "Target Name": "Iran", "Target Sectors": "", "Target Country": "Iran",
        "Publisher": "A Paper", "City": "Baghdad", "Country": "Iraq", "Latitude": "33.3", "Longitude": "44.4",
    },
    "polecat": {
        "Event ID": "p5", "Event Date": "2020-01-03", "Event Type": "ASSAULT", "Event Mode": "drone",
        "Actor Name": "United States", "Actor Country": "USA", "Primary Actor Sector": "GOV", "Recipient Name": "Iran",
        "Recipient Country": "IRN", "Primary Recipient Sector": "GOV", "City": "Baghdad", "Country": "IRQ",
        "Source": "A Paper", "Publication Date": "2020-01-04",
    },
    "acled": {
        "event_id_cnty": "IRQ5", "event_date": "03 January 2020", "time_precision": "1",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
        "actor1": "Military Forces of the United States (2017-2021)", "inter1": "8",
        "actor2": "Military Forces of Iran (1989-)", "inter2": "8", "country": "Iraq", "location": "Baghdad",
        "latitude": "33.3", "longitude": "44.4", "geo_precision": "1", "source": "A Paper; Another", "fatalities": "10",
        "notes": "A strike, of which \"more\" is said.",
    },
    "ucdp": {
        "id": "9", "type_of_violence": "1", "side_a": "Government of United States of America",
        "side_b": "Government of Iran", "date_start": "2020-01-03 00:00:00.000", "date_end": "2020-01-03",
        "where_coordinates": "Baghdad", "where_prec": "1", "country": "Iraq", "latitude": "33.3", "longitude": "44.4",
        "best": "10", "low": "8", "high": "12", "source_original": "police",
    },
    "eventreport": {
        "event_id": "e1", "event_type": "assault:drone", "date": "2020-01-03", "actor": "United States",
        "recipient": "Iran", "location": "Baghdad", "country": "Iraq", "deaths_best": "10", "source": "A Paper",
    },
}  # fmt: skip


def write(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """A file of a format, as its makers write it."""
    path = folder / f"{name}.csv"
    columns = list(GDELT_1) if name == "gdelt" else list(rows[0])
    delimiter = "\t" if name in ("gdelt", "icews", "polecat") else ","
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, columns, delimiter=delimiter)
        if name != "gdelt":
            lines.writeheader()
        lines.writerows(rows)
    return path


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_row_becomes_a_report_whose_values_point_to_their_cells(tmp_path: Path, name: str) -> None:
    """The one strike of all formats: who, what, whom, when and where are the same, told by the data set."""
    file = write(tmp_path, name, ROWS[name])
    brought = bring(tmp_path / "case", [file])
    assert (brought.rows, brought.added, brought.problems) == (1, 1, [])
    (account,) = open_case(tmp_path / "case").documents()
    (mention,) = account.mentions.events
    assert (mention.type, mention.when.edtf, mention.status) == ("ASSAULT", "2020-01-03", "occurred")
    teller = "A Paper" if name == "eventreport" else formats()[name].outlet
    assert account.meta.outlet == teller == mention.voices[0].name
    assert {party.country for party in mention.actors} >= {"USA"}
    assert {party.country for party in mention.recipients} >= {"IRN"}
    assert mention.where is not None
    assert (mention.where.name, mention.where.country) == ("Baghdad", "IRQ")
    for party in (*mention.actors, *mention.recipients):
        assert account.text[party.start : party.end] in ROWS[name].values()
    assert account.text[mention.start : mention.end] in ROWS[name].values()
    assert account.text[mention.where.start : mention.where.end].startswith("Baghdad")
    assert {(toll.role, toll.best) for toll in mention.tolls} <= {("killed", 10.0)}
    covered = [at for piece in account.pieces for at in range(piece.start, piece.end)]
    assert len(covered) == len(set(covered))
    assert {at for at, one in enumerate(account.text) if not one.isspace()} <= set(covered)


def test_the_number_of_columns_tells_gdelts_versions() -> None:
    """57 and 58 columns in version 1, 61 in version 2."""
    assert sorted(len(columns) for columns in formats()["gdelt"].columns) == [57, 58, 61]


def test_a_battle_is_fought_by_both_sides(tmp_path: Path) -> None:
    """Where a data set gives no direction, neither side is made the one that struck."""
    battle = ROWS["acled"] | {"event_type": "Battles", "sub_event_type": "Armed clash"}
    bring(tmp_path / "case", [write(tmp_path, "acled", battle)])
    (event,) = open_case(tmp_path / "case").events()
    assert {party.country for party in event.actors} == {party.country for party in event.recipients} == {"USA", "IRN"}


@pytest.mark.parametrize(
    ("change", "edtf"),
    [
        ({"time_precision": "2"}, "2019-12-30/2020-01-05"), ({"time_precision": "3"}, "2020-01"),
        ({"event_date": "2020-01-03"}, "2020-01-03"), ({"event_date": "someday"}, None),
    ],
)  # fmt: skip
def test_a_coarse_date_stays_coarse(tmp_path: Path, change: dict[str, str], edtf: str | None) -> None:
    """A day that stands for its week or month does not become a day."""
    bring(tmp_path / "case", [write(tmp_path, "acled", ROWS["acled"] | change)])
    (account,) = open_case(tmp_path / "case").documents()
    assert account.mentions.events[0].when.edtf == edtf


def test_what_has_no_counterpart_is_counted_and_not_guessed(tmp_path: Path) -> None:
    """CAMEO's public statements are no event of PLOVER's."""
    file = write(tmp_path, "icews", ROWS["icews"] | {"CAMEO Code": "010"}, ROWS["icews"] | {"Event ID": "6"})
    brought = bring(tmp_path / "case", [file])
    assert (brought.rows, brought.added, brought.left_out) == (2, 1, 1)


def test_the_same_rows_are_imported_once(tmp_path: Path) -> None:
    """A second time, and a file that holds more, add only what is new."""
    first = write(tmp_path, "ucdp", ROWS["ucdp"])
    bring(tmp_path / "case", [first])
    again = bring(tmp_path / "case", [first])
    assert (again.added, again.known, again.settled) == (0, 1, None)
    more = bring(tmp_path / "case", [write(tmp_path, "ucdp", ROWS["ucdp"], ROWS["ucdp"] | {"id": "10"})])
    assert (more.added, more.known) == (1, 1)
    assert len(list(open_case(tmp_path / "case").documents())) == 2


def test_a_broken_row_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    """Too many cells, or no id: the row is named with its line."""
    file = write(tmp_path, "ucdp", ROWS["ucdp"], ROWS["ucdp"] | {"id": ""})
    file.write_text(file.read_text(encoding="utf-8") + "1,2,3\n", encoding="utf-8")
    brought = bring(tmp_path / "case", [file])
    assert [problem.code for problem in brought.problems] == ["imports.row", "imports.row"]
    assert brought.added == 1
    assert brought.problems[1].source.endswith("ucdp.csv:4")


def test_a_cell_without_end_is_a_problem_and_what_stands_before_it_is_kept(tmp_path: Path) -> None:
    """A quote that is not closed swallows rows until the limit of a cell; the rows before it are imported."""
    file = write(tmp_path, "ucdp", ROWS["ucdp"])
    file.write_text(file.read_text(encoding="utf-8") + '1,"' + "x" * 1_000_001 + "\n", encoding="utf-8")
    brought = bring(tmp_path / "case", [file])
    assert (brought.added, [problem.code for problem in brought.problems]) == (1, ["imports.row"])


def test_files_that_are_none_stop_the_work(tmp_path: Path) -> None:
    """A missing file, an unknown table and an unknown name of a format each say what to do; no case is made."""
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    for inputs, name, slug in (
        ([tmp_path / "none.csv"], None, "imports.missing"),
        ([other], None, "imports.format"),
        ([other], "gdelt3", "imports.format"),
    ):
        with pytest.raises(SetupError) as stopped:
            bring(tmp_path / "case", inputs, name)
        assert stopped.value.slug == slug
    assert not (tmp_path / "case").exists()


def test_an_empty_file_is_nothing_done(tmp_path: Path, command) -> None:
    """A header without rows ends with status 1; a whole file says what became of its rows."""
    file = write(tmp_path, "ucdp", ROWS["ucdp"])
    status, told, _ = command("import", tmp_path / "case", file)
    assert (status, told.splitlines()[0].startswith("1 row: 1 added")) == (0, True)
    empty = tmp_path / "empty.csv"
    empty.write_text(",".join(ROWS["ucdp"]) + "\n", encoding="utf-8")
    status, _, message = command("import", tmp_path / "case", empty)
    assert (status, "[imports.nothing]" in message) == (1, True)


def test_event_reports_of_one_event_are_one_and_compared_by_their_sources(tmp_path: Path) -> None:
    """Two sources of one event id differ on its dead; the other event id is another event, however alike."""
    row = ROWS["eventreport"]
    rows = row, {**row, "source": "Another", "deaths_best": "12"}, {**row, "event_id": "e2"}
    bring(tmp_path / "case", [write(tmp_path, "eventreport", *rows)])
    case = open_case(tmp_path / "case")
    assert sorted(len(event.reports) for event in case.events()) == [1, 2]
    (event,) = (event for event in case.events() if len(event.reports) == 2)
    assert [dispute.field for dispute in event.disputed] == ["killed"]
    assert {report.outlet for report in case.reports()} == {"A Paper", "Another"}


@pytest.mark.slow
def test_text_and_data_stand_side_by_side_and_outlast_a_build(tmp_path: Path) -> None:
    """Rows that were imported stay in the case when articles are added to it."""
    bring(tmp_path / "case", [write(tmp_path, "ucdp", ROWS["ucdp"])])
    article = tmp_path / "article.jsonl"
    article.write_text(
        '{"id": "x", "text": "On 3 January 2020 the United States attacked Iran in Baghdad.", "body": true}\n',
        encoding="utf-8",
    )
    case, _ = build(tmp_path / "case", [article], settings=Settings(), workers=1)
    assert {account.id for account in case.documents()} == {"ucdp:9", "x"}
    assert len(imported_files(case)) == 1


def test_every_type_of_the_crosswalks_is_one_of_the_codebook() -> None:
    """No row can get a type or mode that PLOVER has not."""
    types = load_codebook().types
    acts = [*crosswalk("cameo").codes.values(), *crosswalk("acled").types.values()]
    assert {act.type for act in acts} <= set(types)
    assert all(not act.mode or act.mode in types[act.type].modes for act in acts)


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("195", "ASSAULT", "aerial"),
        ("0871", "RETREAT", "ceasefire"),
        ("036", "AGREE", ""),
        ("1831", "ASSAULT", "suicide-attack"),
    ],
)
def test_the_longest_code_decides(code: str, type_: str, mode: str) -> None:
    """The type comes from the crosswalk, the mode from the codebook."""
    act = cameo(code)
    assert act is not None
    assert (act.type, act.mode) == (type_, mode)


CELLS = st.sampled_from(
    ["", "20200103", "2020-13-45", "03 Foo 2020", "aa Jan 2020", "1", "x", ";", "IRN", "195", "nan", "é(", "-"]
)


@given(st.sampled_from(sorted(ROWS)), st.data())
def test_no_row_whatever_it_holds_stops_the_others(name: str, data: st.DataObject) -> None:
    """Any cells give a report that can be stored, or none; spans stay within the row."""
    sheet = Sheet({column: data.draw(CELLS) for column in ROWS[name]} | data.draw(st.sampled_from([{}, ROWS[name]])))
    assume(sheet.text)
    coded = formats()[name].code(sheet)
    if coded is not None:
        account = account_of(coded, sheet, formats()[name], "x:1", load_knowledge())
        (mention,) = account.mentions.events
        assert 0 <= mention.start < mention.end <= len(account.text)


@given(st.dictionaries(st.text("abc", min_size=1), st.text()))
def test_a_cell_is_found_again_in_its_row(cells: dict[str, str]) -> None:
    """The text of a row holds every cell that is not empty at the place that is told of it."""
    sheet = Sheet(cells)
    for name, value in cells.items():
        if value.strip():
            assert sheet.at(name).of(sheet.text) == value.strip()
    assert sheet.get("none") == ""


@pytest.mark.parametrize("told", ["", "2020", "3/1/2020", "January", "2020-1-3"])
def test_a_date_of_another_form_is_none(told: str) -> None:
    """Days and months that could be each other are not guessed."""
    assert iso_day(told) is None


def test_a_wide_table_of_something_else_is_not_taken_for_gdelt(tmp_path: Path) -> None:
    """The number of columns alone is no sign: a line must begin with an id and a day."""
    wide = tmp_path / "wide.tsv"
    wide.write_text("\t".join(f"c{number}" for number in range(58)) + "\n", encoding="utf-8")
    with pytest.raises(SetupError, match="wide"):
        recognise(wide, formats())


def test_a_format_is_known_by_its_columns(tmp_path: Path) -> None:
    """Each made file is recognised as what it is, and as nothing else."""
    for name, row in ROWS.items():
        assert recognise(write(tmp_path, name, row), formats()).name == name
