import importlib.util
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import msgspec
import pytest

from dragoman.errors import SetupError
from dragoman.export import page as exporter
from dragoman.model import Account, Mentions, Meta, Piece

WEB = Path(__file__).parents[2] / "web"
HOSTILE = "</script><script>alert(1)</script> <!-- <img src=x onerror=alert(2)> \u2028 🕊️ قال & done"


def made_case(text: str = HOSTILE) -> Any:
    """A case of one document."""
    document = Account("d", "test", text, Meta(title=text), (Piece(0, len(text), "body", "given"),), Mentions())
    tables = {"actors": tuple, "reports": tuple, "events": tuple}
    return SimpleNamespace(name="A case", path=Path("none"), documents=lambda: iter([document]), **tables)


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"web_{name}", WEB / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data_of(page: str) -> Iterator[str]:
    """What a browser would take for the case: everything up to the first end tag."""
    for part in page.split('id="case">')[1:]:
        yield part.split("</script>")[0]


def test_the_filled_page_gives_back_the_case_and_no_text_can_end_its_element() -> None:
    """A text that tries to close the script element is still only text."""
    slot = '<body><script type="application/json" id="case"></script></body>'
    filled = exporter.fill(slot, msgspec.json.encode(exporter.case_data(made_case())))
    (held,) = data_of(filled)
    assert json.loads(held)["documents"][0]["text"] == HOSTILE
    assert filled.count("<") == slot.count("<")
    assert "\u2028" not in filled


def test_an_exported_page_may_not_connect_to_anything() -> None:
    """The served page may ask its own server; the exported one asks nobody."""
    slot = 'connect-src \'self\'; <script type="application/json" id="case"></script>'
    assert "connect-src 'none'" in exporter.fill(slot, b"{}")


def test_a_page_that_was_not_built_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message holds the command."""
    monkeypatch.setattr(exporter, "files", lambda _: tmp_path)
    with pytest.raises(SetupError, match="make page") as caught:
        exporter.write(made_case(), tmp_path / "out.html")
    assert caught.value.slug == "page.missing"


def test_the_types_and_the_codebook_of_the_page_are_current() -> None:
    """What web/write_types.py would write is what stands there."""
    for path, text in load("write_types").written().items():
        assert path.read_text(encoding="utf-8") == text, f"run: .venv/bin/python web/write_types.py ({path.name})"


def test_the_policy_allows_the_page_its_own_script_by_hash_and_no_other() -> None:
    """A changed script would not run."""
    page = '<meta charset="utf-8" /><script type="module">one()</script><style>a{}</style>'
    policy = load("build").with_policy(page)
    assert "script-src 'sha256-" in policy
    assert "unsafe-inline" not in policy
    other = load("build").with_policy(page.replace("one", "two"))
    assert policy.split("content=")[1].split(">")[0] != other.split("content=")[1].split(">")[0]


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
