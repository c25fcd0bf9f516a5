"""Tests of the commands, as a user types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.display import problem_lines
from dragoman.model import Problem

pytestmark = pytest.mark.slow  # left out of `make quick`

ARTICLE = """Baghdad, 5 January 2020 - Iraq's parliament voted on Sunday to expel foreign troops.

The vote came two days after an American drone strike near Baghdad airport killed the Iranian general Qassem Soleimani
and at least seven others, officials said. Iran has vowed to avenge his death, and thousands of mourners marched in the
capital on Saturday. The prime minister, Adel Abdul Mahdi, condemned the strike as a violation of the country's
sovereignty.
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of one article."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    status = subprocess.run(
        [sys.executable, "-m", "dragoman", "build", folder / "case", folder / "article.txt", "--workers", "1"],
        check=False,
    )
    assert status.returncode == 0
    return folder / "case"


@pytest.mark.slow
def test_build_says_what_it_did_and_lists_problems(tmp_path: Path, command) -> None:
    """Good and bad documents together: the good one is built, each bad one is named with what to do, status 0."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_text("")
    (tmp_path / "in" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    status, out, err = command("build", tmp_path / "case", tmp_path / "in", "--workers", 1)
    assert status == 0
    assert "3 documents" in out
    for name, code in (("empty.txt", "read.empty"), ("picture.txt", "read.binary")):
        assert any(name in line and code in line for line in err.splitlines())


@pytest.mark.slow
def test_build_of_nothing_is_status_1_and_of_a_missing_path_2(tmp_path: Path, command) -> None:
    """Nothing built is not success; a wrong path is wrong usage."""
    (tmp_path / "empty").mkdir()
    status, _, err = command("build", tmp_path / "a", tmp_path / "empty")
    assert (status, "build.nothing" in err) == (1, True)
    (tmp_path / "empty" / "nothing.txt").write_text(" \n")
    status, _, err = command("build", tmp_path / "b", tmp_path / "empty")
    assert (status, "nothing.txt" in err) == (1, True), "the problems are listed even where nothing was built"
    status, _, err = command("build", tmp_path / "c", tmp_path / "missing")
    assert (status, "read.missing" in err, str(tmp_path / "missing") in err) == (2, True, True)
    status, _, err = command("annotate", tmp_path / "empty" / "no such")
    assert status == 2


@pytest.mark.slow
def test_nothing_is_left_of_a_new_case_of_which_nothing_came(tmp_path: Path, command) -> None:
    """Neither an empty input nor a wrong one, nor an address that gives no page, makes a case; the message says why."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_text("")
    case = tmp_path / "case"
    for inputs, told in (
        (("folder",), "No file lies there"),
        (("empty.txt",), "holds no characters"),
        (("folder", "missing"), "does not exist"),
    ):
        status, out, err = command("build", case, *(tmp_path / one for one in inputs), "--workers", 1)
        assert (status > 0, told in err, "problems" in out, case.exists()) == (True, True, False, False), inputs
    status, _, err = command("add", case, "http://localhost/")
    assert (status, "add.nothing" in err, case.exists()) == (1, True, False)
    status, _, err = command("import", case, tmp_path / "empty.txt", "--format", "gdelt")
    assert (status, "imports.nothing" in err, case.exists()) == (1, True, False)


@pytest.mark.slow
def test_articles_without_an_outlet_are_counted_and_can_be_given_one(tmp_path: Path, command) -> None:
    """A text states none and is counted, one that a row states stays; what the user says fills the gap only."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    row = {"text": "Iran attacked Iraq on Sunday.", "body": True, "outlet": "The Row"}
    (tmp_path / "b.jsonl").write_text(json.dumps(row), encoding="utf-8")
    inputs = (tmp_path / "a.txt", tmp_path / "b.jsonl")
    _, out, _ = command("build", tmp_path / "bare", *inputs, "--workers", 1)
    assert "1 of 2 documents name no outlet" in " ".join(out.split())
    _, out, _ = command("build", tmp_path / "named", *inputs, "--outlet", "The Herald", "--workers", 1)
    assert "name no outlet" not in out
    _, out, _ = command("sql", tmp_path / "named", "select outlet from documents order by 1", "--json")
    assert [json.loads(line)["outlet"] for line in out.splitlines()] == ["The Herald", "The Row"]


@pytest.mark.slow
def test_show_lists_events_and_lays_out_one(case: Path, command) -> None:
    """The table names the parties; the id in it opens the event with its quoted words."""
    status, out, _ = command("show", case)
    assert status == 0
    assert "Soleimani" in out
    line = next(line for line in out.splitlines() if "Soleimani" in line and "ASSAULT" in line)
    status, out, _ = command("show", case, line.split()[-1])
    assert status == 0
    assert "drone strike near Baghdad airport" in " ".join(out.replace("│", " ").split())
    assert command("show", case, "zzz")[0] == 2
    assert "ASSAULT" in command("show", case, "--type", "assault")[1]
    status, _, err = command("show", case, "--type", "ASAULT")
    assert (status, "cli.type" in err, "ASSAULT" in err) == (2, True, True)


def test_who_is_asked_about_is_found_by_any_of_his_names(case: Path, command) -> None:
    """By a name of his own or his people, by the beginning of a word; a name that is none leads to those near it."""
    for name in ("Soleimani", "Ghassem Soleimani", "solei", "kill"):
        status, out, _ = command("show", case, "--about", name)
        assert (status, "Soleimani" in out) == (0, True), name
    status, _, err = command("show", case, "--about", "Solemani")
    assert (status, "explain.about" in err, "Soleimani" in err) == (2, True, True)
    assert command("show", case, "--about", "SOLEI")[0] == 2, "what is written as an acronym begins no other word"


@pytest.mark.slow
def test_a_query_ends_in_silence(case: Path) -> None:
    """In a process of its own, whose end is seen: nothing but the answer is printed."""
    line = [sys.executable, "-m", "dragoman", "sql", str(case), "select 1 as one", "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ('{"one":1}\n', "")


@pytest.mark.slow
def test_explain_walks_down_to_the_characters(case: Path, command) -> None:
    """From an event to its reports, mentions, triggers and offsets; unknown and ambiguous ids have their messages."""
    _, out, _ = command("sql", case, "select id from events", "--json")
    ids = [json.loads(line)["id"] for line in out.splitlines()]
    status, out, _ = command("explain", case, ids[0])
    assert status == 0
    assert "trigger [" in out
    assert "«" in out
    status, _, err = command("explain", case, "no such id")
    assert (status, "explain.unknown" in err) == (2, True)
    status, _, err = command("explain", case, "")
    assert (status, "explain.ambiguous" in err) == (2, True)
    _, out, _ = command("sql", case, "select id from actors limit 1", "--json")
    assert command("show", case, json.loads(out)["id"])[2].endswith("[cli.event]\n")


@pytest.mark.slow
def test_text_prints_the_text_layer_byte_for_byte(tmp_path: Path) -> None:
    """Windows line ends, no-break spaces and emoji come out as they went in."""
    raw = "Line one.\r\nLine\u00a0two 🕊️ قاسم.".encode()
    (tmp_path / "a.txt").write_bytes(raw)
    made = subprocess.run(
        [sys.executable, "-m", "dragoman", "text", tmp_path / "a.txt"], capture_output=True, check=True
    )
    assert made.stdout == raw


def test_text_of_what_is_no_text_is_status_1(tmp_path: Path, command) -> None:
    """A binary file has no text layer: the message says what to do."""
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 20)
    status, out, err = command("text", tmp_path / "a.bin")
    assert (status, out, "read.binary" in err) == (1, "", True)


@pytest.mark.slow
def test_two_documents_of_one_id_are_told(tmp_path: Path, command) -> None:
    """The first is kept; that the second was not is said."""
    lines = [
        json.dumps({"id": "x", "text": text, "body": True}) for text in ("Iran attacked Iraq.", "Iraq attacked Iran.")
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, out, err = command("build", tmp_path / "case", tmp_path / "in.jsonl", "--workers", 1)
    assert (status, "2 documents, 1 of them new" in out, "read.duplicate" in err) == (0, True, True)


def test_many_problems_of_one_sort_are_counted() -> None:
    """Ten thousand empty rows print a few lines and how many more there are; other problems are printed with them."""
    empty = [Problem("read", "read.empty", f"a.csv:{row} has an empty text.", f"a.csv:{row}") for row in range(10_000)]
    lines = list(problem_lines([*empty, Problem("read", "read.date", "b.csv:1 has no date.", "b.csv:1")]))
    assert len(lines) < 30
    assert any("read.date" in line for line in lines)
    assert "9980 more problems" in lines[-1]


def test_columns_of_a_table_are_named_by_the_user(tmp_path: Path, command) -> None:
    """`--map` says which column holds the text; a column that is not there, or another form, is told."""
    (tmp_path / "a.csv").write_text("Story;Tag\nIran attacked Iraq.;x\n")
    assert command("text", tmp_path / "a.csv", "--map", "text=story")[:2] == (0, "Iran attacked Iraq.")
    for wrong, told in (("text=nothing", "Story, Tag"), ("story", "text, id, date"), ("words=story", "text, id, date")):
        status, _, err = command("text", tmp_path / "a.csv", "--map", wrong)
        assert (status, "read.map" in err, told in err) == (2, True, True)


@pytest.mark.slow
def test_annotate_answers_every_line_under_its_id(tmp_path: Path, command) -> None:
    """A good, an empty and a broken line: three records, in the interchange form, each with its id."""
    lines = [
        json.dumps({"id": "x", "text": "Iran attacked Iraq.", "body": True}),
        json.dumps({"id": "y", "text": ""}),
        "{",
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, _, _ = command("annotate", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--workers", 1)
    assert status == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows][:2] == ["x", "y"]
    assert rows[0]["events"][0]["type"] == "ASSAULT"
    assert all(row["problems"] for row in rows[1:])
    status, _, err = command("annotate", tmp_path / "in.jsonl", "--out", tmp_path / "no" / "such" / "folder.jsonl")
    assert (status, "cli.out" in err) == (2, True)


def test_annotate_of_nothing_is_status_1(tmp_path: Path, command) -> None:
    """A folder without documents is answered, and is no success."""
    status, out, err = command("annotate", tmp_path)
    assert (status, out, "annotate.nothing" in err) == (1, "", True)


@pytest.mark.slow
def test_export_names_its_formats(case: Path, tmp_path: Path, command) -> None:
    """An unknown format is answered with those that exist."""
    status, _, err = command("export", case, "--format", "nonsense")
    assert (status, "export.format" in err, "events" in err) == (2, True, True)
    assert command("export", case, "--format", "events", "--out", tmp_path / "e.jsonl")[0] == 0
    assert (tmp_path / "e.jsonl").read_text(encoding="utf-8").startswith('{"version":1,"id":')


def test_wrong_usage_is_status_2(command) -> None:
    """Unknown commands and missing arguments are answered with usage."""
    assert command("nonsense")[0] == 2
    assert command("build")[0] == 2


@pytest.mark.slow
def test_a_broken_user_file_is_named(tmp_path: Path, command) -> None:
    """A wrong key in a file of one's own stops the work before it starts."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "mine.toml").write_text('[[actor]]\nid = "x"\nnmae = "X"\n')
    status, _, err = command("build", tmp_path / "case", tmp_path / "a.txt", "--knowledge", tmp_path / "mine.toml")
    assert (status, "mine.toml" in err) == (2, True)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "new.toml").write_text('code = "ASSAULT"\nquda = "x"\n')
    status, _, err = command("build", tmp_path / "case", tmp_path / "a.txt", "--codebook", tmp_path / "book")
    assert (status, "new.toml" in err) == (2, True)
    assert not (tmp_path / "case").exists()


def test_a_codebook_is_checked_and_shown(tmp_path: Path, command) -> None:
    """Its types are counted, a type is printed, a word claimed twice is named, an unknown type refused."""
    for name in ("waltz", "polka"):
        text = f'code = "{name.upper()}"\nquad = "verbal cooperation"\nmeaning = "A dance."\nscore = 1.0\ncameo = []\n'
        (tmp_path / f"{name}.toml").write_text(text + '[[pattern]]\nverbs = ["whirl"]\n', encoding="utf-8")
    status, out, err = command("codebook", "check", tmp_path)
    assert status == 0
    assert "ASSAULT" in out
    assert 'the verb "whirl" codes POLKA and WALTZ alike' in err
    status, out, _ = command("codebook", "show", "waltz", "--codebook", tmp_path)
    assert (status, "WALTZ: verbal cooperation" in out, "whirl" in out) == (0, True, True)
    status, _, err = command("codebook", "show", "tango")
    assert status == 2
    assert "[codebook.type]" in err


def test_disputes_are_listed_and_counted(case: Path, command) -> None:
    """One document disputes nothing; the summary is a table all the same, and a field can be chosen."""
    status, out, _ = command("disputes", case)
    assert (status, "0 of" in out) == (0, True)
    status, out, _ = command("disputes", case, "--summary", "--outlets", "--field", "killed")
    assert (status, "Modal confidence" in out) == (0, True)


def test_other_rules_derive_other_values_without_a_build(case: Path, tmp_path: Path, command) -> None:
    """`--rules` is understood wherever events are shown; what is no rule is named."""
    for arguments in (("show", case), ("export", case, "--format", "csv", "--out", tmp_path / "tables.zip")):
        assert command(*arguments, "--rules", "acled")[0] == 0
    status, _, err = command("show", case, "--rules", "none")
    assert (status, "rules.unknown" in err, "ucdp" in err) == (2, True, True)


def test_words_are_printed_by_outlet_and_proposed(case: Path, command) -> None:
    """What one asks about is shown whoever tells of it; one outlet alone proposes nothing."""
    status, out, _ = command("wording", case, "--about", "Iraq")
    assert (status, "actors and events:" in out) == (0, True)
    status, out, _ = command("wording", case, "--propose")
    assert (status, out.strip()) == (0, "")
