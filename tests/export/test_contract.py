"""The contract that every exporter keeps, our own and installed ones alike."""

from pathlib import Path

import pytest

from dragoman.errors import SetupError
from dragoman.plugins import Exporter, Reader, discover
from tests.test_store import built

EXPORTERS = discover("export", Exporter)


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_an_exporter_writes_what_it_counts_and_nothing_else(name: str, tmp_path: Path) -> None:
    """It writes one file, says how many rows, writes the same again, and leaves the case as it was."""
    case = built(tmp_path / "case")
    before = {path: path.read_bytes() for path in case.path.rglob("*") if path.is_file()}
    out = tmp_path / f"out{EXPORTERS[name].suffix}"
    count = EXPORTERS[name].write(case, out)
    first = out.read_bytes()
    assert count > 0
    assert first
    EXPORTERS[name].write(case, out)
    assert out.read_bytes() == first
    assert {path: path.read_bytes() for path in case.path.rglob("*") if path.is_file()} == before


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
