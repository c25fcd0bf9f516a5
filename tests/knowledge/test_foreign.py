"""PETRARCH, FollowTheMoney and Wikidata files, read into entries and written as a file of ours."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.knowledge import Entry, Knowledge, Office, check_file, load_knowledge
from dragoman.knowledge.foreign import Imported, import_file
from dragoman.knowledge.foreign.offices import office_title
from dragoman.knowledge.read import read_file
from dragoman.knowledge.records import Spell
from dragoman.knowledge.write import as_toml

pytestmark = pytest.mark.slow  # left out of `make quick`

KNOWLEDGE = load_knowledge()

PETRARCH = """<!-- made for this test -->
<!-- a comment
of two lines -->
# another
&ARMY
+ARMY
+&MIL_ FORCES

&MIL
+MILITARY
+ARMED

!CHIEF! = LEADER, BOSS

IRAQ_ [IRQ] ; what follows a semicolon is a comment
+RIVERLAND_
+IRAQI_

ADAM_RIVERMAN_ [IRQELI]
+A._RIVERMAN
\t[IRQGOV <20031201]
\t[IRQREB 20031213-061230] # two forms of a date
\t[SYRMIL >20070101]

RIVER_LANDS_&ARMY_ [IRQREB]
RIVER_GUARD {RIVER_GUARDS} [IRQPRM]
GREEN {BANNER | FLAG} BRIGADE [SYRREB]
DELTA_!CHIEF! [IRQPTY]
AL-NOWHERE_BANK [MNC]
NOBODY_AT_ALL [---]
"""


def imported(folder: Path, text: str, name: str) -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_file(path, KNOWLEDGE)


def by_id(told: Imported) -> dict[str, Entry]:
    return {entry.id: entry for entry in told.entries}


def test_petrarch_names_and_codes(tmp_path: Path) -> None:
    """A phrase is a name in usual capitals, its synonyms variants, its code a country and a sector."""
    told = imported(tmp_path, PETRARCH, "made.actors.txt")
    entries = by_id(told)
    riverman = entries["adam-riverman"]
    assert (riverman.name, riverman.kind, riverman.country, riverman.sector) == (
        "Adam Riverman",
        "person",
        "IRQ",
        "ELI",
    )
    assert riverman.variants == ("A. Riverman",)
    assert (entries["al-nowhere-bank"] if "al-nowhere-bank" in entries else entries["nowhere-bank"]).sector == "MNC"
    assert any("no code" in note for note in told.notes)
    assert any("taken for persons" in note for note in told.notes)


def test_petrarch_dates(tmp_path: Path) -> None:
    """A code with a limit holds in its time only; the code without one holds otherwise."""
    riverman = by_id(imported(tmp_path, PETRARCH, "made.actors.txt"))["adam-riverman"]
    assert riverman.spells == (
        Spell(until="2003-12-01", sector="GOV"),
        Spell(since="2003-12-13", until="2006-12-30", sector="REB"),
        Spell(since="2007-01-01", country="SYR", sector="MIL"),
    )
    knowledge = Knowledge.of([riverman])
    then = [knowledge.on(riverman, day) for day in ("2001", "2005-05-05", "2003-12-05", "2010", "")]
    assert [(one.country, one.sector) for one in then] == [
        ("IRQ", "GOV"), ("IRQ", "REB"), ("IRQ", "ELI"), ("SYR", "MIL"), ("IRQ", "ELI"),
    ]  # fmt: skip


def test_petrarch_sets(tmp_path: Path) -> None:
    """Plurals, alternatives and lists, also lists within lists, are written out as names."""
    entries = by_id(imported(tmp_path, PETRARCH, "made.actors.txt"))
    names = {entry.name: set(entry.variants) for entry in entries.values()}
    assert names["River Lands Army"] == {"River Lands Military Forces", "River Lands Armed Forces"}
    assert names["River Guard"] == {"River Guards"}
    assert names["Green Banner Brigade"] == {"Green Flag Brigade"}
    assert names["Delta Leader"] == {"Delta Boss"}


def test_petrarch_countries(tmp_path: Path) -> None:
    """A bare country code adds names to the country, without those that it has and its demonyms."""
    iraq = by_id(imported(tmp_path, PETRARCH, "made.actors.txt"))["IRQ"]
    assert (iraq.name, iraq.kind, iraq.variants) == ("Iraq", "country", ("Riverland",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("&A\n+&A\n\nGUARD_&A [IRQMIL]\n", "holds itself"),
        ("GUARD_&NONE [IRQMIL]\n", "not defined"),
        ("MAN [IRQGOV <2003]\n", "YYYYMMDD"),
        ("\n".join(["&A", *(f"+X{n}" for n in range(30)), "", "GUARD_&A_&A [IRQMIL]"]), "more than"),
        ("NOBODY [---]\n", "no party"),
    ],
)
def test_petrarch_faults(tmp_path: Path, text: str, said: str) -> None:
    """A list that cannot be written out, or a date that is none, is refused with the phrase."""
    with pytest.raises(SetupError) as caught:
        imported(tmp_path, text, "made.actors.txt")
    assert caught.value.slug == "knowledge.import"
    assert said in caught.value.message


FTM = [
    {"id": "p", "schema": "Person", "caption": "Jane Riverwoman",
     "properties": {"name": ["Jane Riverwoman"], "alias": ["J. Riverwoman"], "country": ["iq"], "gender": ["female"],
                    "topics": ["role.pep"], "wikidataId": ["Q999999999"]}},
    {"id": "o", "schema": "Occupancy",
     "properties": {"holder": ["p"], "post": ["t"], "startDate": ["2019-02-01"], "endDate": ["2021-03"]}},
    {"id": "t", "schema": "Position",
     "properties": {"name": ["Minister of Foreign Affairs of Iraq"], "country": ["iq"]}},
    {"id": "g", "schema": "Organization", "properties": {"name": ["River Front"], "topics": ["crime.terror"]}},
    {"id": "m", "schema": "Membership", "properties": {"member": ["p"], "organization": [{"id": "g"}]}},
    {"id": "v", "schema": "Vessel", "properties": {"name": ["Sea Goat"]}},
]  # fmt: skip


def test_followthemoney(tmp_path: Path) -> None:
    """Entities become parties, occupancies offices, memberships what a party is part of; others are counted."""
    told = imported(tmp_path, "\n".join(map(json.dumps, FTM)), "export.ftm.json")
    jane, front = told.entries
    assert (jane.id, jane.kind, jane.country, jane.sector, jane.gender) == (
        "jane-riverwoman",
        "person",
        "IRQ",
        "GOV",
        "f",
    )
    assert jane.variants == ("J. Riverwoman",)
    assert jane.offices == (Office("foreign minister", "IRQ", "2019-02-01", "2021-03"),)
    assert jane.part_of == (front.id,) == ("river-front",)
    assert front.sector == "REB"
    assert told.notes == ("1 of Vessel left out",)


def statement(value: object, **qualifiers: object) -> dict[str, object]:
    snak = {"datavalue": {"value": value}}
    return {"mainsnak": snak, "qualifiers": {name: [{"datavalue": {"value": one}}] for name, one in qualifiers.items()}}


def item(id_: str, label: str, claims: dict[str, list[dict[str, object]]], *aliases: str) -> dict[str, object]:
    labels = {"en": {"language": "en", "value": label}} if label else {}
    return {"type": "item", "id": id_, "labels": labels, "aliases": {"en": [{"value": one} for one in aliases]},
            "claims": claims}  # fmt: skip


WIKIDATA = [
    item("Q900001", "Jane Riverwoman", {
        "P31": [statement({"id": "Q5"})], "P21": [statement({"id": "Q6581072"})], "P27": [statement({"id": "Q900003"})],
        "P39": [statement({"id": "Q900002"},
                          P580={"time": "+2019-02-01T00:00:00Z", "precision": 11},
                          P582={"time": "+2021-00-00T00:00:00Z", "precision": 9}),
                statement({"id": "Q900009"})],
        "P102": [statement({"id": "Q900004"})]}, "J. Riverwoman"),
    item("Q900002", "Minister for Foreign Affairs", {"P1001": [statement({"id": "Q900003"})], "P31": []}),
    item("Q900003", "Iraq", {"P298": [statement("IRQ")]}),
    item("Q900004", "River Party", {"P31": [statement({"id": "Q900005"})], "P17": [statement({"id": "Q900003"})]}),
    item("Q900005", "regional party", {"P279": [statement({"id": "Q7278"})]}),
    item("Q900006", "", {"P31": [statement({"id": "Q5"})]}),
]  # fmt: skip


@pytest.mark.parametrize("form", ["lines", "dump"])
def test_wikidata(tmp_path: Path, form: str) -> None:
    """Items become parties by their class; positions held become offices with the dates of their qualifiers."""
    lines = list(map(json.dumps, WIKIDATA))
    text = "\n".join(lines) if form == "lines" else "[\n" + ",\n".join(lines) + "\n]\n"
    told = imported(tmp_path, text, "export.json")
    jane, party = told.entries
    assert (jane.id, jane.kind, jane.country, jane.sector, jane.gender) == (
        "jane-riverwoman",
        "person",
        "IRQ",
        "GOV",
        "f",
    )
    assert jane.offices == (Office("foreign minister", "IRQ", "2019-02-01", "2021"),)
    assert jane.part_of == (party.id,) == ("river-party",)
    assert (party.kind, party.country, party.sector, party.wikidata) == ("party", "IRQ", "PTY", "Q900004")
    assert {note.partition(" left out: ")[0] for note in told.notes} == {"1", "3"}


def test_wikidata_knows_our_countries(tmp_path: Path) -> None:
    """Countries need not be in the export: they are told by the Wikidata ids of the knowledge base."""
    made = item("Q900001", "Jane Riverwoman", {"P31": [statement({"id": "Q5"})], "P27": [statement({"id": "Q796"})]})
    assert imported(tmp_path, json.dumps(made), "export.json").entries[0].country == "IRQ"


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("Prime Minister of Iraq", "prime minister"),
        ("Deputy Prime Minister", None),
        ("Minister of Foreign Affairs of the Republic", "foreign minister"),
        ("Vice President of Yemen", "vice president"),
        ("President of the Republic", "president"),
        ("member of the City Council", None),
    ],
)
def test_office_titles(said: str, ours: str | None) -> None:
    """A title is brought to our plain name for the office; a deputy's is another office."""
    assert office_title(said) == ours


def test_known_parties_keep_our_id_and_name(tmp_path: Path) -> None:
    """Who is in the knowledge base already adds to the entry there, and what refers to him follows."""
    made = [
        {
            "id": "a",
            "schema": "Person",
            "properties": {"name": ["Qassem Soleimani"], "alias": ["Q. S."], "country": ["ir"]},
        },
        {"id": "b", "schema": "Organization", "properties": {"name": ["Hizballah"], "country": ["lb"]}},
        {"id": "m", "schema": "Membership", "properties": {"member": ["a"], "organization": ["b"]}},
    ]
    told = imported(tmp_path, "\n".join(map(json.dumps, made)), "export.json")
    soleimani, hezbollah = told.entries
    assert (soleimani.id, soleimani.name, soleimani.variants) == ("qasem-soleimani", "Qasem Soleimani", ("Q. S.",))
    assert (hezbollah.id, soleimani.part_of) == ("hezbollah", ("hezbollah",))
    assert told.notes == ("2 add to parties that the knowledge base has",)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "name,colour\nA,red\n", "colour"),
        ("a.json", '{"schema": "Person", "properties": {}}\n{"oops', "line 1"),
        ("a.json", '{"labels": {}, "id": "Q1"}\nnone', "line 2"),
        ("a.pdf", "text", "no CSV"),
    ],
)
def test_what_cannot_be_imported(tmp_path: Path, name: str, text: str, said: str) -> None:
    """A file of no known form, or a broken line, is refused with what is wrong."""
    with pytest.raises(SetupError) as caught:
        imported(tmp_path, text, name)
    assert caught.value.slug == "knowledge.import"
    assert said in caught.value.message


NAMES = st.text(min_size=1, max_size=12).filter(lambda text: any(one.isalpha() for one in text) and "\r" not in text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(NAMES, st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs",))), max_size=3))
def test_written_and_read_again(tmp_path: Path, name: str, variants: list[str]) -> None:
    """Whatever an entry holds, it is the same after it was written and read."""
    entry = Entry("some-one", name, "person", "IRQ", "GOV", tuple(variants), offices=(Office("mayor", "IRQ", "2001"),),
                  spells=(Spell(until="2003", sector="REB"),))  # fmt: skip
    path = tmp_path / "made.toml"
    path.write_text(as_toml([entry], head="made\nby a test"), encoding="utf-8", newline="")
    if check_file(path, KNOWLEDGE.entries) == []:
        assert read_file(path) == (entry,)
