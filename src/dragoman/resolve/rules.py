"""The named rules by which an event's values are derived from its reports; `rules.toml` holds and explains them."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.errors import SetupError

USUAL = "usual"

FigureRule = Literal["mode", "precise", "minimum", "maximum", "median", "latest"]
ValueRule = Literal["agreed", "mode", "precise", "latest"]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rule derives which value.

    Attributes:
        about: What they come to, in a line; `source` where they are taken from.
        figures: How the best figure is chosen.
        tie: What is best where several figures are reported equally often.
        firm: Figures that are hedged, or not told as a fact, can only raise the high bound.
        when, where, parties: How these are chosen.
    """

    about: str = ""
    figures: FigureRule = "mode"
    tie: Literal["indeterminate", "lower"] = "indeterminate"
    firm: bool = False
    when: ValueRule = "agreed"
    where: ValueRule = "agreed"
    parties: Literal["agreed", "latest"] = "agreed"
    source: str = ""


@cache
def presets() -> dict[str, Rules]:
    """The rules that come with the program, by name."""
    text = (files("dragoman.resolve") / "rules.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Rules])


def load_rules(name: str) -> Rules:
    """The rules of a name, or those of a TOML file of the user's, which holds the keys of one of ours.

    Raises:
        SetupError: `rules.unknown`, where there are none of that name; `rules.file`, where the file is broken.
    """
    if name in presets():
        return presets()[name]
    if not name.endswith(".toml"):
        known = ", ".join(presets())
        raise SetupError("rules.unknown", f'there are no rules "{name}"; there are: {known}; or give a .toml file.')
    try:
        return msgspec.convert(tomllib.loads(Path(name).read_text(encoding="utf-8")), Rules)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SetupError(
            "rules.file", f"{name} holds no rules ({error}). docs/concepts/comparing.md says what it may."
        ) from error
