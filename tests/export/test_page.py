import gzip
import importlib.util
import json
import os
import subprocess
from base64 import b64decode
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.export import page as exporter
from dragoman.export import page_data
from dragoman.model import Account, Mentions, Meta, Piece
from tests.page_case import page_case

pytestmark = pytest.mark.slow  # left out of `make quick`

WEB = Path(__file__).parents[2] / "web"
HOSTILE = "</script><script>alert(1)</script> <!-- <img src=x onerror=alert(2)> \u2028 🕊️ قال & done"


def made_case(text: str = HOSTILE) -> Any:
    """A case of one document."""
    document = Account("d", "test", text, Meta(title=text), (Piece(0, len(text), "body", "given"),), Mentions())
    tables = {"actors": tuple, "reports": tuple, "events": tuple, "constraints": tuple}
    return SimpleNamespace(name="A case", path=Path("none"), documents=lambda: iter([document]), **tables)


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"web_{name}", WEB / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines_of(page: str, name: str) -> list[Any]:
    """What a browser would take for the lines of an element: everything up to the first end tag, unpacked."""
    held = page.split(f'id="{name}">')[1].split("</script>", maxsplit=1)[0]
    return [json.loads(gzip.decompress(b64decode(line))) for line in held.split("\n") if line]


SLOTS = '<script type="text/plain" id="case"></script><i></i><script type="text/plain" id="parts"></script>'


def test_the_filled_page_gives_back_the_case_and_no_text_can_end_its_element() -> None:
    """A text that tries to close the script element is only packed letters."""
    filled = exporter.fill(SLOTS, exporter.packed(made_case()))
    case, situation = lines_of(filled, "case")
    assert case["documents"][0]["text"] == HOSTILE
    assert set(situation) == {"ties", "contrasts", "forces", "issues", "chains", "dyads"}
    assert filled.count("<") == SLOTS.count("<")
    assert lines_of(filled, "parts") == []


def test_a_large_case_comes_light_with_everything_else_in_its_parts() -> None:
    """Each document, report and event stands whole in exactly one part; the light case has the same ones."""
    told = page_case()
    filled = exporter.fill(SLOTS, exporter.packed(told, whole=1))
    light, parts = lines_of(filled, "case")[0], lines_of(filled, "parts")
    assert (light["whole"], light["part_documents"]) == (False, page_data.PART_DOCUMENTS)
    for table in ("documents", "reports", "events"):
        rows = [msgspec.to_builtins(one) for one in getattr(told, table)()]
        assert [one for part in parts for one in part[table]] == json.loads(json.dumps(rows))
        assert rows_of(light[table], "id") == [one["id"] for one in rows]
    assert set(rows_of(light["documents"], "text")) == {""}


def rows_of(columns: dict[str, Any], name: str) -> list[Any]:
    """A column of a light case, a value each row."""
    at = columns["names"].index(name)
    values, cells = columns["values"][at], columns["cells"][at]
    return [values[number] for number in cells] if cells else values


def test_the_same_case_gives_the_same_page() -> None:
    """No moment of packing stands in it."""
    assert exporter.packed(made_case()) == exporter.packed(made_case())


@given(st.lists(st.tuples(st.text(), st.sampled_from("ab"))))
def test_columns_hold_every_value_of_every_row(pairs: list[tuple[str, str]]) -> None:
    """Also where a value stands in many rows, and where each row has its own."""
    rows = [Piece(0, 1, "body", reason, language) for reason, language in pairs]
    columns = json.loads(msgspec.json.encode(page_data.columns(rows)))
    if rows:
        assert list(zip(rows_of(columns, "reason"), rows_of(columns, "language"), strict=True)) == pairs
    else:
        assert columns == {"names": [], "values": [], "cells": []}


def test_an_exported_page_may_not_connect_to_anything() -> None:
    """The served page may ask its own server; the exported one asks nobody."""
    assert "connect-src 'none'" in exporter.fill("connect-src 'self';" + SLOTS, {})


def test_a_page_that_was_not_built_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message holds the command."""
    monkeypatch.setattr(exporter, "files", lambda _: tmp_path)
    with pytest.raises(SetupError, match="make page") as caught:
        exporter.write(made_case(), tmp_path / "out.html")
    assert caught.value.slug == "page.missing"


def test_a_page_of_other_sources_is_not_filled() -> None:
    """It would show nothing, and say nothing of it."""
    with pytest.raises(SetupError, match="make page") as caught:
        exporter.fill("<html></html>", {"case": []})
    assert caught.value.slug == "page.old"


def test_the_types_and_the_codebook_of_the_page_are_current() -> None:
    """What web/write_types.py would write is what stands there."""
    for path, text in load("write_types").written().items():
        assert path.read_text(encoding="utf-8") == text, f"run: .venv/bin/python web/write_types.py ({path.name})"


def test_the_policy_allows_the_page_its_own_script_by_hash_and_no_other() -> None:
    """A changed script would not run."""
    page = '<meta charset="utf-8" /><script>one()</script><style>a{}</style>'
    policy = load("build").with_policy(page)
    assert "script-src 'sha256-" in policy
    assert "unsafe-inline" not in policy
    other = load("build").with_policy(page.replace("one", "two"))
    assert policy.split("content=")[1].split(">")[0] != other.split("content=")[1].split(">")[0]


def test_the_script_runs_before_the_parts_are_read() -> None:
    """It stands between the case and its parts, and is no module, which would wait for them."""
    page = '<head><script type="module" crossorigin>one()</script></head><i id="case"></i><!-- script --><i id="parts">'
    placed = load("build").in_place(page)
    assert placed.index('id="case"') < placed.index("one()") < placed.index('id="parts"')
    assert "module" not in placed


@pytest.mark.parametrize(
    ("version", "fits"),
    [((20, 20, 2), True), ((20, 18, 0), False), ((18, 20, 0), False), ((21, 1, 0), False), ((24, 19, 0), True)],
)
def test_only_a_node_that_the_build_runs_on_is_taken(version: tuple[int, ...], fits: bool) -> None:
    """The range in package.json decides."""
    build = load("build")
    demands = [one.strip() for one in json.loads((WEB / "package.json").read_text())["engines"]["node"].split("||")]
    assert any(build._admits(one, version) for one in demands) is fits


def test_the_lockfile_names_no_registry() -> None:
    """Only hashes stand in it, so that any registry can serve the packages."""
    locked = json.loads((WEB / "package-lock.json").read_text())["packages"]
    assert not any("resolved" in package for package in locked.values())
    assert all("integrity" in package for name, package in locked.items() if name)


def test_every_package_of_the_page_has_an_exact_version() -> None:
    """No range that a later day would read otherwise."""
    package = json.loads((WEB / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(version[0].isdigit() for version in versions)


@pytest.mark.slow
@pytest.mark.parametrize("script", ["test", "check"])
def test_the_page_passes_its_own_tests_and_types(script: str) -> None:
    """Vitest on the pure functions; TypeScript and the formatter on everything."""
    if not (WEB / "node_modules").is_dir():
        pytest.fail("this test needs the page's packages: npm ci --ignore-scripts --prefix web")
    path = load("build")._path_with_node()
    command = ["npm", "run", "--silent", script]
    done = subprocess.run(
        command, cwd=WEB, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
