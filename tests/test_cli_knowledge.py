"""The commands of the knowledge base, as a user types them."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest


@pytest.fixture
def knowledge(command: Callable[..., tuple[int, str, str]]) -> Callable[..., tuple[int, str, str]]:
    """`knowledge("show", name)` runs a command of the knowledge base."""
    return partial(command, "knowledge")


def test_show_a_name_on_a_day(knowledge) -> None:
    """A name in any spelling shows who may be meant, how that was found, and the offices of the day."""
    status, out, _ = knowledge("show", "Kassem Sulaimani", "--on", "2019-05")
    assert status == 0
    assert "qasem-soleimani" in out
    assert "sounds so" in out
    assert "commander of quds-force" in out
    assert "commander of quds-force" not in knowledge("show", "qasem-soleimani", "--on", "1990")[1]


def test_show_the_offices_of_a_country(knowledge) -> None:
    """A country shows who held its offices on the day, and without a day everyone."""
    _, out, _ = knowledge("show", "Iraq", "--on", "2020-01-03")
    assert "Adil Abdul-Mahdi" in out
    assert "Mustafa al-Kadhimi" not in out
    assert "Mustafa al-Kadhimi" in knowledge("show", "Iraq")[1]


def test_show_all_candidates(knowledge, tmp_path: Path) -> None:
    """Namesakes are all shown, a user's own among them."""
    mine = tmp_path / "mine.csv"
    mine.write_text("id,name,country\nother-soleimani,Qasem Soleimani,IRQ\n", encoding="utf-8")
    _, out, _ = knowledge("show", "Qasem Soleimani", "--knowledge", mine)
    assert "qasem-soleimani" in out
    assert "other-soleimani" in out


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [(("show", "Nobody at All"), "knowledge.unknown"), (("show", "Iraq", "--on", "May"), "knowledge.date")],
)
def test_show_faults(knowledge, arguments: tuple[str, ...], slug: str) -> None:
    """Who is not known, and a day that is none, are said so."""
    status, _, err = knowledge(*arguments)
    assert status == 2
    assert slug in err


def test_check(knowledge, tmp_path: Path) -> None:
    """Every fault of a file is listed with its line and entry; a file without one is said to have none."""
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[actor]]\nid = "guards"\nname = "Guards"\nkind = "group"\nsector = "XXX"\npart_of = ["nobody"]\n'
        '\n[[actor]]\nid = "guards"\nname = "Guards"\nkind = "tribe"\n',
        encoding="utf-8",
    )
    status, out, err = knowledge("check", path)
    assert status == 2
    assert "[knowledge.check]" in err
    assert 'line 5: "guards": "XXX" is no PLOVER sector' in out
    assert 'line 6: "guards": there is no "nobody"' in out
    assert re.search(r'line 11: "guards": .*tribe', out)
    path.write_text('[[actor]]\nid = "guards"\nname = "Guards"\nkind = "group"\n', encoding="utf-8")
    status, out, _ = knowledge("check", path)
    assert status == 0
    assert "nothing is wrong" in out


def test_a_file_that_is_not_there(knowledge, tmp_path: Path) -> None:
    """To check, or to know parties from, a file that does not exist is refused in words that name it."""
    missing = tmp_path / "none.toml"
    for arguments in (("check", missing), ("show", "Iraq", "--knowledge", missing)):
        status, _, err = knowledge(*arguments)
        assert (status, "knowledge.file" in err, f"{missing} cannot be read" in err, "Errno" in err) == (
            2,
            True,
            True,
            False,
        )


def test_import(knowledge, tmp_path: Path) -> None:
    """A dictionary becomes a file of ours, which has no fault; what was guessed is said."""
    source, out = tmp_path / "made.actors.txt", tmp_path / "made.toml"
    source.write_text("ADAM_RIVERMAN_ [IRQELI]\n\t[IRQGOV <20031201]\n", encoding="utf-8")
    status, _, err = knowledge("import", source, "--out", out)
    assert status == 0
    assert "1 party of a PETRARCH actor dictionary" in err
    assert "taken for persons" in err
    assert knowledge("check", out)[0] == 0
    assert "adam-riverman" in knowledge("show", "Adam Riverman", "--knowledge", out)[1]


@pytest.mark.parametrize("out", ["made.csv", "missing/made.toml"])
def test_import_to_a_wrong_place(knowledge, tmp_path: Path, out: str) -> None:
    """An output that could not be read again, or cannot be written, is refused."""
    source = tmp_path / "made.actors.txt"
    source.write_text("ADAM_RIVERMAN_ [IRQELI]\n", encoding="utf-8")
    status, _, err = knowledge("import", source, "--out", tmp_path / out)
    assert (status, "cli.out" in err) == (2, True)
