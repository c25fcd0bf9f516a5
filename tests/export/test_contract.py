"""The contract that every exporter keeps, our own and installed ones alike."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pyarrow.parquet as pq
import pytest

from dragoman.errors import SetupError
from dragoman.export.joined import Joined
from dragoman.plugins import Exporter, Reader, discover
from tests.export.made import made_case
from tests.test_store import built

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

EXPORTERS = discover("export", Exporter)
WITHOUT_ROWS = {"claimreview"}  # the stored case has no dispute

Cited = list[list[tuple[str, int, int]]]  # of each row, the spans that it leads to
SPANS = re.compile(r"(\S+):((?:\d+-\d+,?)+)")


def cited(cell: str) -> list[tuple[str, int, int]]:
    """Read `DOCUMENT:START-END,START-END; DOCUMENT:START-END`."""
    return [
        (document, *map(int, one.split("-"))) for document, ranges in SPANS.findall(cell) for one in ranges.split(",")
    ]  # type: ignore[misc]


def of_table(content: bytes, delimiter: str = ",") -> Cited:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=delimiter)
    return [cited(row.get("spans") or row["Spans"]) for row in rows]


def of_reports(told: Joined, ids: list[str]) -> Cited:
    return [[(told.reports[id_].document, one.start, one.end) for one in told.said(told.reports[id_])] for id_ in ids]


def of_gdelt(told: Joined, path: Path) -> Cited:
    with zipfile.ZipFile(path) as archive:
        events, mentions = ([line.split("\t") for line in archive.read(name).decode().splitlines()]
                            for name in ("events.export.CSV", "mentions.CSV"))  # fmt: skip
    assert {len(row) for row in events} == {61}
    assert {len(row) for row in mentions} == {16}
    by_source = {one.source: one.id for one in told.documents.values()}
    return [[(by_source[it[5]], int(it[9]), int(it[9]) + 1) for it in mentions if it[0] == row[0]] for row in events]


def of_edges(graph: Any) -> Cited:
    return [cited(values["spans"]) for *_, values in graph.edges(data=True)]


def of_ftm(told: Joined, path: Path) -> Cited:
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    notes = [row for row in rows if row["schema"] == "Note"]
    assert {row["id"] for row in rows if row["schema"] == "Event"} == {row["properties"]["entity"][0] for row in notes}
    return of_reports(told, list(told.reports)) if len(notes) == len(told.reports) else []


def of_statements(told: Joined, path: Path) -> Cited:
    rows = of_csv(path.read_bytes())
    origins = {row["origin"] for row in rows if row["schema"] == "Note"}
    assert origins == {one.document for one in told.reports.values()}
    return of_reports(told, list(told.reports))


def of_annotations(path: Path) -> Cited:
    made = []
    for row in json.loads(path.read_text())["items"]:
        position, _ = row["target"]["selector"]
        made.append(
            [(row["target"]["source"].removeprefix("urn:dragoman:document:"), position["start"], position["end"])]
        )
    return made


def of_claims(path: Path) -> Cited:
    return [
        [
            (one["identifier"], *map(int, part["position"].split("-")))
            for one in row["itemReviewed"]["appearance"]
            for part in one["hasPart"]
        ]
        for row in json.loads(path.read_text())["@graph"]
    ]  # type: ignore[misc]


def of_timeline(told: Joined, path: Path) -> Cited:
    slides = json.loads(path.read_text())["events"]
    found = {slide["unique_id"]: re.findall(r"\[(\d+), (\d+)\)", slide["text"]["text"]) for slide in slides}
    assert all(len(found[one.id]) == len([it for r in told.told(one) for it in r.mentions]) for one in told.events)
    return of_reports(told, list(told.reports))[: len(slides)]


def of_kml(path: Path) -> Cited:
    spot = {"k": "http://www.opengis.net/kml/2.2"}
    marks = ET.parse(path).getroot().findall(".//k:Placemark", spot)
    return [cited(mark.findtext(".//k:Data[@name='spans']/k:value", "", spot)) for mark in marks]


def of_quotes(told: Joined, text: str) -> Cited:
    found = re.findall(r"\\?\[(\d+), (\d+)\)", text)
    assert len(found) == len(told.mentions)
    return of_reports(told, list(told.reports))


def of_files(told: Joined, path: Path, rows_of: Callable[[bytes], list[dict[str, Any]]]) -> Cited:
    """Every table's rows, each of which names its document, report, event or mention."""
    with zipfile.ZipFile(path) as archive:
        tables = {Path(name).stem: rows_of(archive.read(name)) for name in archive.namelist()}
    return [lead(told, name, row) for name, rows in tables.items() for row in rows]


def lead(told: Joined, name: str, row: dict[str, Any]) -> list[tuple[str, int, int]]:
    """The spans that a row of a table leads to, by itself or by the id that it holds."""
    events, places = {one.id: one for one in told.events}, {one.id: one for one in told.mentions.values()}
    if row.get("document") and row.get("start") not in (None, ""):
        return [(row["document"], int(row["start"]), int(row["end"]))]
    if row.get("document") or name == "documents":
        return [(row.get("document") or row["id"], 0, 1)]
    known = [row.get(one) for one in ("report", "event", "id", "actor")]
    for id_ in known:
        if id_ in told.reports:
            return of_reports(told, [id_])[0]
        if id_ in events:
            return of_reports(told, list(events[id_].reports))[0]
        if id_ in places:
            return [("d1", places[id_].start, places[id_].end)]
    named = (Party for one in told.reports.values() for Party in (*one.actors, *one.recipients))
    return [("d1", one.start, one.end) for one in named if one.id in known]


def of_csv(content: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def of_parquet(content: bytes) -> list[dict[str, Any]]:
    return pq.read_table(io.BytesIO(content)).to_pylist()


def of_sqlite(told: Joined, path: Path) -> Cited:
    with sqlite3.connect(path) as base:
        base.row_factory = sqlite3.Row
        names = [row[0] for row in base.execute("select name from sqlite_master where type = 'table'")]
        own = [name for name in names if "_search" not in name]
        tables = {name: [dict(row) for row in base.execute(f'select * from "{name}"')] for name in own}
    base.close()
    return [lead(told, name, row) for name, rows in tables.items() for row in rows]


READ: dict[str, Callable[[Joined, Path], Cited]] = {
    "acled": lambda _, path: of_table(path.read_bytes()),
    "eventreport": lambda _, path: of_table(path.read_bytes()),
    "cameo": lambda _, path: of_table(path.read_bytes(), "\t"),
    "polecat": lambda _, path: of_table(path.read_bytes(), "\t"),
    "gdelt": of_gdelt,
    "plover": lambda _, path: [
        [(row["citation"], one["start"], one["end"]) for one in row["mentions"]]
        for row in map(json.loads, path.read_text().splitlines())
    ],
    "events": lambda _, path: [
        [(it["document"], one["start"], one["end"]) for it in row["reports"] for one in it["mentions"]]
        for row in map(json.loads, path.read_text().splitlines())
    ],
    "graphml": lambda _, path: of_edges(nx.read_graphml(path)),
    "gexf": lambda _, path: of_edges(nx.read_gexf(path)),
    "ftm": of_ftm,
    "ftm-statements": of_statements,
    "webannotation": lambda _, path: of_annotations(path),
    "claimreview": lambda _, path: of_claims(path),
    "geojson": lambda _, path: [
        cited(one["properties"]["spans"]) for one in json.loads(path.read_text())["features"]
    ],
    "kml": lambda _, path: of_kml(path),
    "timeline": of_timeline,
    "dossier": lambda told, path: of_quotes(told, path.read_text()),
    "docx": lambda told, path: of_quotes(told, zipfile.ZipFile(path).read("word/document.xml").decode()),
    "csv": lambda told, path: of_files(told, path, of_csv),
    "parquet": lambda told, path: of_files(told, path, of_parquet),
    "sqlite": of_sqlite,
}  # fmt: skip

# How many rows each format has of the made case: 2 events, 3 reports, 1 of the events planned, 2 disputed values.
COUNTS = {
    "acled": 2, "events": 2, "geojson": 2, "kml": 2, "timeline": 2, "page": 2, "eventreport": 3, "polecat": 3,
    "plover": 3, "dossier": 3, "docx": 3, "cameo": 4, "gdelt": 1, "claimreview": 2, "graphml": 5, "gexf": 5,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_an_exporter_writes_what_it_counts_and_nothing_else(name: str, tmp_path: Path) -> None:
    """It writes one file, says how many rows, writes the same again, and leaves the case as it was."""
    case = built(tmp_path / "case")
    before = {path: path.read_bytes() for path in case.path.rglob("*") if path.is_file()}
    out = tmp_path / f"out{EXPORTERS[name].suffix}"
    count = EXPORTERS[name].write(case, out)
    first = out.read_bytes()
    assert (count > 0) is (name not in WITHOUT_ROWS)
    assert first
    EXPORTERS[name].write(case, out)
    assert out.read_bytes() == first
    assert {path: path.read_bytes() for path in case.path.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", sorted(READ))
def test_every_row_leads_to_the_words(name: str, tmp_path: Path) -> None:
    """Read back, each row of a format leads to at least one span that lies in the text of its document."""
    told, path = Joined(made_case()), tmp_path / f"out{EXPORTERS[name].suffix}"
    count = EXPORTERS[name].write(made_case(), path)
    rows = READ[name](told, path)
    assert rows
    for spans in rows:
        assert spans
        for document, start, end in spans:
            assert 0 <= start < end <= len(told.documents[document].text)
    assert count == COUNTS.get(name, count)
    if name in {"csv", "parquet", "sqlite", "graphml", "gexf", "acled", "cameo", "polecat", "webannotation"}:
        assert count == len(rows)


def test_every_format_of_ours_is_read_back() -> None:
    """No exporter of ours goes without a reader above; the page has tests of its own in a browser."""
    assert set(EXPORTERS) == set(READ) | {"page"}


def test_discovery_refuses_what_is_no_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PLUGIN of another kind and two of one name are errors that name the module."""
    import dragoman.export as home  # noqa: PLC0415 - its path is changed below

    (tmp_path / "odd_one.py").write_text("PLUGIN = 7\n")
    monkeypatch.setattr(home, "__path__", [*home.__path__, str(tmp_path)])
    with pytest.raises(SetupError, match="odd_one") as caught:
        discover("export", Exporter)
    assert caught.value.slug == "plugins.kind"
    (tmp_path / "odd_one.py").unlink()
    (tmp_path / "twin_one.py").write_text("from dragoman.export.events import PLUGIN as PLUGIN\n")
    with pytest.raises(SetupError, match="events") as caught:
        discover("export", Exporter)
    assert caught.value.slug == "plugins.name"


def test_readers_are_found() -> None:
    """Plain text, web pages and JSON Lines are read."""
    assert len(discover("read", Reader)) >= 3
