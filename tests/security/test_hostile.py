"""What docs/security.md promises and no other test holds: articles, cases and queries of strangers do no harm."""

import ast
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import SetupError
from dragoman.pipeline import build
from dragoman.settings import Settings
from dragoman.store import Case, open_case

pytestmark = pytest.mark.slow  # left out of `make quick`

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "src" / "dragoman").rglob("*.py"))
# Moves the cursor, sets the title, makes a link, clears the screen; turns the direction of writing round.
STEERING = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil.test\x07\x9b31m\u202e\u2066\u200f\u2028\b\r"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]")
STORY = (
    "[bold red]Iran[/] attacked <script>alert(1)</script> Iraq on 3 January 2020, killing {n} soldiers, "
    "said =cmd|' /C calc'!A0 {steering} the minister. Turkey accused Egypt {steering} of lies."
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of hostile articles, under hostile names."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {"id": f"d{n}{STEERING}", "text": STORY.format(n=n, steering=STEERING), "date": "2020-01-05", "body": True,
         "outlet": f"[link=x]Paper {n}{STEERING}", "title": f"<img src=x onerror=alert({n})>{STEERING}"}
        for n in (5, 7)
    ]  # fmt: skip
    rows.append({"id": f"x{STEERING}", "text": ""})
    table = folder / "in.jsonl"
    table.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return build(folder / "case", [table], settings=Settings(), workers=1)[0]


@pytest.mark.slow
def test_no_article_steers_the_terminal(case: Case, command: Callable[..., tuple[int, str, str]]) -> None:
    """Whatever is printed of a case holds no control character, and none that turns the direction of writing."""
    event = case.events()[0]
    table = next(case.path.parent.glob("*.jsonl"))
    for line in (
        ("show", case.path),
        ("show", case.path, event.id),
        ("explain", case.path, event.id),
        ("explain", case.path, event.reports[0]),
        ("sql", case.path, "select * from documents"),
        ("situation", case.path),
        ("judge", case.path, "list"),
        ("build", case.path, table, "--workers", "1"),
        ("show", f"{case.path}{STEERING}"),
    ):
        _, out, err = command(*line)
        assert out or err
        assert not STEERS.search(out + err), line


@pytest.mark.slow
def test_markup_of_an_article_is_text_in_the_terminal(case: Case, command: Callable[..., tuple[int, str, str]]) -> None:
    """Square brackets, by which the terminal's library marks colours and links, are shown as they stand."""
    assert "[bold red]" in command("explain", case.path, case.reports()[0].mentions[0])[1]
    assert "[link=x]" in command("sql", case.path, "select outlet from documents")[1]


FORBIDDEN = (
    "attach 'x.db'",
    "attach ':memory:' as other",
    "install httpfs",
    "load httpfs",
    "install fts; select 1",
    "copy events to 'x.csv'",
    "copy events to '/dev/stdout'",
    "export database 'x'",
    "import database 'x'",
    "create table t as select 1",
    "create or replace view events as select 1",
    "create macro m() as 1",
    "drop view events",
    "delete from events",
    "insert into events select * from events",
    "update events set type = 'AID'",
    "set enable_external_access = true",
    "reset enable_external_access",
    "set allowed_directories = ['/']",
    "pragma enable_external_access",
    "pragma database_list",
    "call pragma_version()",
    "checkpoint",
    "use memory",
    "begin; select 1",
    "select * from '/etc/hostname'",
    "select * from read_text('/etc/hostname')",
    "select * from read_blob('/etc/hostname')",
    "select * from read_csv('/etc/hostname')",
    "select * from read_json('/etc/hostname')",
    "select * from read_parquet('../../*.parquet')",
    "select * from glob('/etc/*')",
    "select * from sniff_csv('/etc/hostname')",
    "select * from read_csv('http://127.0.0.1:9/x')",
    "select * from read_parquet('s3://bucket/x')",
    "select * from query('create table t as select 1')",
    "select getenv('HOME')",
)


@pytest.mark.slow
@pytest.mark.parametrize("query", FORBIDDEN)
def test_a_query_reads_the_case_and_does_nothing_else(case: Case, query: str) -> None:
    """No file outside the case, no network, no extension, nothing written, no setting changed."""
    files = sorted(case.path.rglob("*"))
    with pytest.raises(SetupError) as caught:
        case.sql(query)
    assert caught.value.slug == "store.sql"
    assert sorted(case.path.rglob("*")) == files


@pytest.mark.slow
@pytest.mark.parametrize("named", ["../../elsewhere", "/etc", "..", "", "a/b", "a\x00b"])
def test_a_case_of_a_stranger_leads_to_nothing_outside_it(case: Case, tmp_path: Path, named: str) -> None:
    """What a case says of its own files is a name, and never a path."""
    copy = Path(shutil.copytree(case.path, tmp_path / "case"))
    (copy / "current").write_text(named, encoding="utf-8")
    with pytest.raises(SetupError, match="changed") as caught:
        open_case(copy).events()
    assert caught.value.slug == "store.read"
    shutil.copy(case.path / "current", copy / "current")
    (open_case(copy).generation / "accounts.json").write_text(json.dumps([named]), encoding="utf-8")
    with pytest.raises(SetupError, match="changed"):
        list(open_case(copy).documents())


def everything(case: Case) -> None:
    """Read every table."""
    case.events(), case.reports(), case.actors(), case.constraints(), list(case.documents())


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"PAR1", b"\x00" * 5000, b"not parquet"])
def test_a_damaged_table_is_named_whatever_it_holds(case: Case, tmp_path: Path, content: bytes) -> None:
    """Each table of a case in turn: a message that names the file, and no crash."""
    copy = Path(shutil.copytree(case.path, tmp_path / "case"))
    for table in [*(copy / "generations").rglob("*.parquet"), *(copy / "accounts").glob("*.parquet")]:
        before = table.read_bytes()
        table.write_bytes(content)
        with pytest.raises(SetupError) as caught:
            everything(open_case(copy))
        assert (caught.value.slug, table.name in caught.value.message) == ("store.read", True)
        table.write_bytes(before)


def test_nothing_of_ours_runs_what_it_reads() -> None:
    """No pickle or its kin, no eval, no shell; one program is started, our own that reads PDFs apart."""
    modules = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "yaml", "subprocess", "joblib", "pty"}
    calls = {"eval", "exec", "compile", "__import__"}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found = {one.partition(".")[0] for one in named} & modules
            assert not found or (found, path.parts[-2:]) == ({"subprocess"}, ("pdf", "apart.py")), path
            if isinstance(node, ast.Call):
                assert not (isinstance(node.func, ast.Name) and node.func.id in calls), path
                assert not (isinstance(node.func, ast.Attribute) and node.func.attr in {"system", "popen"}), path


def test_no_query_is_put_together_from_values() -> None:
    """What is executed is a constant, or a constant that is filled with names and quoted paths of our own."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_query = node.func.attr in {"execute", "executemany", "executescript"}
                if is_query and node.args and isinstance(node.args[0], ast.JoinedStr):
                    held = [ast.unparse(part) for part in node.args[0].values if isinstance(part, ast.FormattedValue)]
                    ours = {"{table.name}", "{marks}"}  # tables of our own, and question marks
                    assert all("_quoted(" in one or one in ours for one in held), (path, held)
