"""From the codes of other data sets to PLOVER's types and modes: what the TOML files of this room hold."""

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec

from dragoman.codebook import load_codebook


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a code means; `fought` where each side did it to the other."""

    type: str
    word: str
    mode: str = ""
    fought: bool = False


class Crosswalk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of this room."""

    codes: dict[str, Act] = {}
    types: dict[str, Act] = {}
    sectors: dict[str, str] = {}


@lru_cache
def crosswalk(name: str) -> Crosswalk:
    """Read a crosswalk of this room ("cameo")."""
    text = (files("dragoman.imports") / f"{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Crosswalk)


@lru_cache(maxsize=1024)
def cameo(code: str) -> Act | None:
    """What a CAMEO code means in PLOVER; None for what has no counterpart there.

    Rule: the longest code of the crosswalk that begins it gives the type, the longest of the type's modes its mode; of
    several modes with one code the first of the codebook, which is the general one.
    """
    codes = crosswalk("cameo").codes
    known = next((code[:length] for length in range(len(code), 0, -1) if code[:length] in codes), None)
    if known is None:
        return None
    act = codes[known]
    modes = load_codebook().types[act.type].modes
    fitting = [(mode.cameo, name) for name, mode in modes.items() if mode.cameo and code.startswith(mode.cameo)]
    mode = max(fitting, key=lambda one: len(one[0]))[1] if fitting else ""
    return Act(act.type, act.word, mode)
