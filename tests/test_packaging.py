"""What is handed out: the wheel and the sdist, with the page, work outside of the sources; versions are one."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from dragoman import __version__

pytestmark = pytest.mark.slow  # left out of `make quick`

ROOT = Path(__file__).parent.parent
PAGE = "src/dragoman/page.html"
MADE_UP = "<!doctype html><html><head><meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\"></head>"
HERE = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}


def copied(folder: Path, *, page: bool) -> Path:
    """The sources in a folder of their own; with a page that is newer than they are, so that none is built."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in names.splitlines():
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/", "bench/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    built = ROOT / PAGE
    if page:
        (folder / PAGE).write_text(built.read_text(encoding="utf-8") if built.is_file() else MADE_UP, encoding="utf-8")
    return folder


def hatchling(folder: Path, *targets: str, **environment: str) -> subprocess.CompletedProcess[str]:
    wanted = [word for target in targets for word in ("-t", target)]
    command = [sys.executable, "-m", "hatchling", "build", *wanted]
    return subprocess.run(
        command, cwd=folder, env={**HERE, **environment}, check=False, capture_output=True, text=True
    )  # fmt: skip


def test_the_version_stands_in_one_place() -> None:
    """The package has it; pyproject.toml reads it from there, and the citation states the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/dragoman/__init__.py"
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert citation["license"] == project["project"]["license"]
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()


def test_the_container_installs_what_is_pinned_and_runs_as_nobody_in_particular() -> None:
    """Hashes are required, no index or path of a machine is named, and the user is not root."""
    told = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r /tmp/requirements.txt" in told
    assert not re.search(r"--(extra-)?index-url|--trusted-host|https?://", told)
    assert told.index("USER dragoman") < told.index("ENTRYPOINT")
    assert "ADD " not in told
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == ["*", "!requirements.txt", "!dist/*.whl"]


def test_every_extra_is_told_of() -> None:
    """The page on installing names each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = (ROOT / "docs" / "start" / "install.md").read_text(encoding="utf-8")
    assert not [name for name in project["project"]["optional-dependencies"] if f"`{name}`" not in told]


def test_a_shell_is_told_how_to_complete() -> None:
    """The names of commands complete, without a case or a model."""
    asked = {**os.environ, "_DRAGOMAN_COMPLETE": "complete_bash", "COMP_WORDS": "dragoman exp", "COMP_CWORD": "1"}
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'dragoman'; from dragoman.cli import main; main()"]
    told = subprocess.run(command, env=asked, check=False, capture_output=True, text=True).stdout
    assert told.split() == ["explain", "export"]


@pytest.mark.slow
def test_the_wheel_builds_a_case_and_its_page_outside_of_the_sources(tmp_path: Path) -> None:
    """Wheel and sdist carry data and page; in an environment of its own the whole line runs from the wheel."""
    sources = copied(tmp_path / "sources", page=True)
    built = hatchling(sources, "wheel", "sdist")
    assert built.returncode == 0, built.stderr
    (wheel,) = (sources / "dist").glob("*.whl")
    (sdist,) = (sources / "dist").glob("*.tar.gz")
    assert wheel.name.startswith(f"dragoman-{__version__}-py3")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    kept = {path.relative_to(sources / "src").as_posix() for path in (sources / "src").rglob("*") if path.is_file()}
    assert kept <= names
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {PAGE, "hatch_build.py", "pyproject.toml", "LICENSE", "web/build.py", "web/package-lock.json"} <= inside
    assert not [name for name in inside if "node_modules" in name]

    home = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    (packages,) = (home / "lib").glob("python*/site-packages")
    installed = [sys.executable, "-m", "pip", "--python", home / "bin" / "python", "--disable-pip-version-check"]
    installed += ["install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(installed, env=HERE, check=True)
    held = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    (packages / "held.pth").write_text(f"{held}\n", encoding="utf-8")
    (tmp_path / "one.txt").write_text("On 3 January 2020 the United States killed Qasem Soleimani in Baghdad.\n")
    for line in (
        "build case one.txt --workers 1",
        "export case --format page",
        "export case --format events",
        "doctor",
    ):
        arguments = line.split()
        done = subprocess.run(
            [home / "bin" / "dragoman", *arguments], cwd=tmp_path, env=HERE, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    assert "Soleimani" in (tmp_path / "case.jsonl").read_text(encoding="utf-8")
    assert (tmp_path / "case.html").stat().st_size > (sources / PAGE).stat().st_size
    where = [home / "bin" / "python", "-c", "import dragoman; print(dragoman.__file__)"]
    told = subprocess.run(where, cwd=tmp_path, env=HERE, check=True, capture_output=True, text=True).stdout
    assert Path(told.strip()).is_relative_to(packages)


@pytest.mark.slow
def test_without_page_and_npm_the_build_says_what_to_do(tmp_path: Path) -> None:
    """It stops with a message; an older page is taken with a warning."""
    (tmp_path / "empty").mkdir()
    sources = copied(tmp_path / "sources", page=False)
    built = hatchling(sources, "wheel", PATH=str(tmp_path / "empty"))
    assert built.returncode != 0
    assert "make page" in built.stdout + built.stderr
    (sources / PAGE).write_text(MADE_UP)
    os.utime(sources / PAGE, (0, 0))
    built = hatchling(sources, "wheel", PATH=str(tmp_path / "empty"))
    assert built.returncode == 0
    assert "older than web/" in built.stdout + built.stderr
