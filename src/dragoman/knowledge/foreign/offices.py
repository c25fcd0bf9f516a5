"""What others call offices, brought to our plain names for them."""

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec

_SILENT = frozenset({"of", "the", "for", "and"})
NOT_HELD = "deputy"  # who is called so held another office than the one that is named


class OfficeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """offices.toml: titles by our name for them, the special before the general."""

    offices: dict[str, tuple[str, ...]]


@lru_cache
def _titles() -> dict[str, str]:
    """Our name by every title, in the order of the file."""
    text = files("dragoman.knowledge.foreign").joinpath("offices.toml").read_text(encoding="utf-8")
    told = msgspec.convert(tomllib.loads(text), OfficeFile).offices
    return {title: ours for ours, titles in told.items() for title in titles}


def office_title(said: str) -> str | None:
    """Our plain name of an office that a title names ("Minister of Foreign Affairs of Iraq"); None of any other."""
    words = " ".join(word for word in said.lower().replace(",", " ").split() if word not in _SILENT)
    found = next((ours for title, ours in _titles().items() if f" {title} " in f" {words} "), None)
    return None if found == NOT_HELD else found
