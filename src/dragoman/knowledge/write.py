"""Writes parties as a TOML file of ours."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.knowledge.records import Entry


def as_toml(entries: Iterable[Entry], *, head: str = "") -> str:
    """Write parties, one `[[actor]]` table each, without what is unknown.

    Args:
        entries: The parties.
        head: Lines that say where they come from; each becomes a comment.
    """
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    return comment + "".join(f"\n[[actor]]\n{_fields(entry)}" for entry in entries)


def _fields(entry: Entry) -> str:
    told = msgspec.to_builtins(entry)
    return "".join(f"{key} = {_toml(value)}\n" for key, value in told.items() if value not in (None, "", [], ()))


def _toml(value: Any) -> str:
    """A value in TOML; a JSON string is a TOML string too, but for the one character that TOML wants escaped."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        pairs = (f"{key} = {_toml(one)}" for key, one in value.items() if one not in (None, ""))
        return "{ " + ", ".join(pairs) + " }"
    return "[" + ", ".join(map(_toml, value)) + "]"
