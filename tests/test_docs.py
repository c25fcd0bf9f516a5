"""The docs against the program: what they show is real, and nothing is missing from them."""

import contextlib
import importlib.util
import inspect
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import nbformat
import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from typer.main import get_command

from dragoman import cli, model
from dragoman.codebook import load_codebook
from dragoman.imports import formats
from dragoman.plugins import Exporter, Reader, ReadOptions
from dragoman.settings import Settings
from tests.export.made import made_case

pytestmark = pytest.mark.slow  # left out of `make quick`

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
TERMINAL = [DOCS / "start" / "tutorial.md", ROOT / "README.md"]  # pages that show what commands print
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)\s#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^(?:    |\$ |> )?(dragoman [a-z].*)$|`(dragoman [a-z][^`]*)`", re.MULTILINE)
ENVIRONMENT = re.compile(r"(?:environ(?:\.get\(|\[)|envvar=)\"(\w+)\"")


def loaded(name: str) -> ModuleType:
    """One of the scripts of docs/."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    """The pages that are written from the program, by their paths."""
    pages = [*loaded("generate").PAGES.items(), *loaded("notebook").PAGES.items()]
    return {path: write() for path, write in pages}


def commands() -> Iterator[tuple[str, Any, list[Any]]]:
    """Every command: how it is typed, itself, and the parameters that it takes with those of its group."""
    for name, one in get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        if hasattr(one, "commands"):
            yield from ((f"{name} {inner}", it, [*one.params, *it.params]) for inner, it in one.commands.items())
        else:
            yield name, one, one.params


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# ------------------------------------------------------------------------------------------------- pages and links


def test_every_page_stands_in_the_navigation(generated: dict[str, str]) -> None:
    """mkdocs.yml lists each page of docs/ and each generated one, once, and no other; decisions are found."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    listed = re.findall(r"[\w./-]+\.md", str(config["nav"]))
    found = loaded("navigation").decisions(DOCS)
    assert all(title for one in found for title in one)
    listed += [path for one in found for path in one.values()]
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} | set(generated)
    assert sorted(listed) == sorted(there)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path, generated: dict[str, str]) -> None:
    """Each relative link of a page is a file, or a page that is generated."""
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / link).resolve()
        assert path.exists() or path.relative_to(DOCS).as_posix() in generated, link


def test_messages_and_code_name_pages_that_exist(generated: dict[str, str]) -> None:
    """A path like docs/howto/python.md in a message, a comment or the README is a page."""
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.toml"), *ROOT.glob("*.md")]
    for place in places:
        for path in re.findall(r"docs/([a-z][\w/-]*\.md)", place.read_text(encoding="utf-8")):
            assert (DOCS / path).exists() or path in generated, f"{named(place)}: docs/{path}"


# -------------------------------------------------------------------------------------------- the reference is whole


def test_every_command_and_option_is_in_the_reference(generated: dict[str, str]) -> None:
    """A heading for each command, and a row for each of its options with what it does."""
    page = generated["reference/commands.md"]
    for name, command, parameters in commands():
        _, _, rest = page.partition(f"# dragoman {name}\n")
        section = rest.split("\n## ")[0].split("\n### ")[0]
        assert section, name
        assert inspect.cleandoc(command.help).splitlines()[0] in section
        for parameter in parameters:
            for option in parameter.opts if parameter.param_type_name == "option" else ():
                assert f"`{option}" in section, f"{name} {option}"
                assert parameter.help, f"{name} {option} says nothing"


def test_every_command_is_told_of_by_hand() -> None:
    """No command stands in the generated reference alone: some page or the README shows what it is for."""
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert not [name for name, _, _ in commands() if f"dragoman {name}" not in told.replace("judge CASE", "judge")]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_that_pages_show_exist(page: Path) -> None:
    """Each `dragoman ...` of a page is a command, and its options are options of it."""
    known = {name: {it for one in parameters for it in one.opts} for name, _, parameters in commands()}
    for whole, quoted in COMMAND.findall(page.read_text(encoding="utf-8")):
        words = shlex.split(
            (whole or quoted).split("  #")[0].replace("...", "").replace("[", " ").replace("]", " "), posix=False
        )
        first = words[1]
        group = any(name.startswith(f"{first} ") for name in known)
        inner = next((it for it in words[2:] if f"{first} {it}" in known), "")
        name = f"{first} {inner}" if group else first
        if group and not inner:
            continue  # `dragoman judge` alone
        assert name in known, whole or quoted
        for word in words[2:]:
            if word.startswith("--"):
                assert word.partition("=")[0] in known[name] | {"--help"}, f"{whole or quoted}: {word}"


def test_every_record_and_field_is_in_the_reference(generated: dict[str, str]) -> None:
    """Each record of model.py has a heading, and a row for each field of its own with its type."""
    page = generated["reference/records.md"]
    records = [it for it in vars(model).values() if isinstance(it, type) and issubclass(it, msgspec.Struct)]
    assert len(records) > 30
    for record in records:
        if record is not model.Record:
            _, _, rest = page.partition(f"\n### {record.__name__}\n")
            section = rest.split("\n#")[0]
            assert not [field for field in record.__struct_fields__ if f"| `{field}` | `" not in section], record


def test_settings_types_and_the_environment_are_in_the_reference(generated: dict[str, str]) -> None:
    """Each setting, each event type with its modes, and each variable of the environment that is read has its row."""
    assert not [it for it in Settings.__struct_fields__ if f"| `{it}` |" not in generated["reference/settings.md"]]
    for kind in load_codebook().types.values():
        _, _, section = generated["reference/codebook.md"].partition(f"\n## {kind.code}\n")
        assert not [mode for mode in kind.modes if f"| `{mode}` |" not in section.split("\n## ")[0]]
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = {name for source in sources for name in ENVIRONMENT.findall(source)}
    assert read
    told = "\n".join([*generated.values(), *(page.read_text(encoding="utf-8") for page in PAGES)])
    assert not [name for name in sorted(read) if name not in told]


def test_every_room_is_in_the_reference_and_those_of_the_tree_exist(generated: dict[str, str]) -> None:
    """Each module has its row with what it is for; CONTRIBUTING.md names none that is gone."""
    source = ROOT / "src" / "dragoman"
    rooms = {path.stem for path in source.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    for room in rooms - {"__init__"}:
        assert re.search(rf"\| `{room}` \| \S", generated["reference/rooms.md"]), room
    tree = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("```\nweb/")[0]
    listed = re.findall(r"^  ([\w./]+) ", tree.partition("src/dragoman/")[2], re.MULTILINE)
    assert len(listed) > 20
    assert not [path for path in listed if not (source / path).exists()]


def test_every_form_of_event_data_is_told_of() -> None:
    """A row for each name that `dragoman import --format` takes, with the columns that it is told by."""
    page = (DOCS / "howto" / "event-data.md").read_text(encoding="utf-8")
    for name, form in formats().items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", page, re.MULTILINE)
        assert not [column for column in form.needs if f"`{column}`" not in row]


def test_errors_of_the_docs_are_errors_of_the_program() -> None:
    """No slug stands in errors.md that nothing raises any more."""
    page = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    slugs = [slug for row in rows for slug in re.findall(r"`([a-z]+\.[a-z-]+)`", row)]
    assert len(slugs) == len(set(slugs)) > 50
    assert not [slug for slug in slugs if f'"{slug}"' not in sources and not slug.endswith(".failed")]


# -------------------------------------------------------------------------------------------------- examples are run


def test_what_a_page_shows_is_compared_line_by_line() -> None:
    """A gap stands for any lines; everything else must be as it was printed."""
    rerun = loaded("rerun")
    printed = "one\ntwo\nthree\nfour"
    for shown in (printed, "one\n⋮\nfour", "one\n⋮", "⋮\nfour", "one\ntwo\n⋮\nthree\nfour", "⋮"):
        assert rerun.fits(shown, printed), shown
    for shown in ("one\nthree\n⋮", "one", "⋮\nthree", "one\n⋮\nfive", "one\ntwo\nthree\nfou"):
        assert not rerun.fits(shown, printed), shown


def test_a_page_is_rewritten_with_what_is_printed_now() -> None:
    """The gap stays where it is; an id that changed changes in the commands that follow."""
    rerun = loaded("rerun")
    page = (
        "```console\n$ dragoman show\n0123abcd old\n⋮\n```\nthen\n```console\n$ dragoman explain 0123abcd\nold\n```\n"
    )
    asked = []

    def run(line: str) -> str:
        asked.append(line)
        return "fedc9876 new\nmore\nand more"

    made = rerun.rewrite(page, run)
    assert asked == ["dragoman show", "dragoman explain fedc9876"]
    assert made.startswith("```console\n$ dragoman show\nfedc9876 new\n⋮\n```\nthen\n")
    assert made.endswith("$ dragoman explain fedc9876\nfedc9876 new\nmore\nand more\n```\n")


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[Path]:
    """An empty folder to work in that has the examples, as the root of the sources has."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    with contextlib.chdir(tmp_path):
        yield tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", TERMINAL, ids=named)
def test_commands_print_what_pages_show(page: Path, sources: Path) -> None:
    """The commands of a page run one after the other, and each prints what stands there."""
    rerun = loaded("rerun")
    blocks = rerun.blocks(page.read_text(encoding="utf-8"))
    assert len(blocks) >= 3
    for command, shown in blocks:
        printed = rerun.run(command)
        assert rerun.fits(shown, printed), f"{command}\n{printed}\nRun: python docs/rerun.py {named(page)}"


WITH_PYTHON = [page for page in PAGES if PYTHON.search(page.read_text(encoding="utf-8"))]


def example(page: str) -> dict[str, Any]:
    """What the examples of a how-to define."""
    names: dict[str, Any] = {"__name__": "example"}
    exec("\n".join(PYTHON.findall((DOCS / "howto" / page).read_text(encoding="utf-8"))), names)
    return names


def test_the_plugins_of_the_guides_do_what_they_say(tmp_path: Path) -> None:
    """The exporter writes a name a line, the reader knows its format by content and keeps the text as it is."""
    exporter, reader = example("add-exporter.md")["PLUGIN"], example("add-format.md")["PLUGIN"]
    assert isinstance(exporter, Exporter)
    count = exporter.write(made_case(), tmp_path / "names.txt")
    assert len((tmp_path / "names.txt").read_text().splitlines()) == count > 0
    assert isinstance(reader, Reader)
    assert reader.sniff(b"TRANSCRIPT of a talk", "x.dat")
    assert not reader.sniff(b"A talk", "x.dat")
    (tmp_path / "x.transcript").write_bytes(b"TRANSCRIPT\nANN: Yes.\n")
    with (tmp_path / "x.transcript").open("rb") as file:
        (document,) = reader.read(file, "x.transcript", ReadOptions())
    assert document.text == "TRANSCRIPT\nANN: Yes.\n"


@pytest.mark.parametrize("page", [page for page in PAGES if "```toml" in page.read_text(encoding="utf-8")], ids=named)
def test_examples_of_data_files_are_toml(page: Path) -> None:
    """Each block of TOML is a whole file that can be read."""
    for block in re.findall(r"^ *```toml\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        assert tomllib.loads(block)


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_PYTHON, ids=named)
def test_examples_in_python_run(page: Path, sources: Path) -> None:
    """The blocks of a page run one after the other, and leave files where they say so."""
    blocks = PYTHON.findall(page.read_text(encoding="utf-8"))
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile("\n".join(blocks), str(page), "exec"), names)
    for name in re.findall(r'\.export\("[\w-]+", "([\w./-]+)"\)', "\n".join(blocks)):
        assert (sources / name).exists(), name


NOTEBOOK = ROOT / "examples" / "sample.ipynb"


def test_the_notebook_was_run_before_it_was_kept() -> None:
    """Every cell has run, none failed, each shows something, and nothing in it names this machine."""
    cells = [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [cell.source for cell in cells if not cell.outputs or cell.outputs[0].output_type == "error"]
    assert not re.findall(r"/tmp/|/home/|/root\b", NOTEBOOK.read_text(encoding="utf-8"))
    assert NOTEBOOK.stat().st_size < 200_000


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq.*", "ignore::DeprecationWarning:jupyter_client.*")
def test_the_notebook_runs() -> None:
    """All its cells run one after the other without an error, and show what they showed in kind."""
    kept = nbformat.read(NOTEBOOK, as_version=4)
    made = loaded("rerun").executed(NOTEBOOK)

    def kinds(notebook: Any) -> list[list[str]]:
        return [
            [kind for one in cell.get("outputs", ()) for kind in sorted(one.get("data", {}))] for cell in notebook.cells
        ]

    assert kinds(made) == kinds(kept)


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    """No dead link, no page outside the navigation, and no file from another host."""
    with contextlib.chdir(ROOT):
        build(load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(tmp_path / "site")))
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"?(?:https?:)?//", page.read_text()), page
