"""Finds readers and exporters: every module of our own folder that has a `PLUGIN`, and every installed entry point.

A plug-in is a plain record; nothing registers itself, and importing a package has no effect. Two plug-ins of one name
are an error, never a silent replacement.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, TypeVar

import msgspec

from dragoman.errors import SetupError
from dragoman.model import RawDocument


class Reader(msgspec.Struct, frozen=True):
    """An input format.

    Attributes:
        name: What it is called in messages.
        suffixes: File name endings, with the dot, that suggest it.
        sniff: Does this content, of which the first 4,096 bytes are given with the file's name, look like the format?
        read: Turns the whole content and its source (path, URL or archive member) into documents. A document that
            cannot be read is still yielded, with an empty text and a `Problem`.
        order: Readers of a lower order are asked first.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Iterator[RawDocument]]
    order: int = 50


class Exporter(msgspec.Struct, frozen=True):
    """An output format.

    Attributes:
        name: What `--format` calls it.
        suffix: The usual file name ending, with the dot.
        write: Writes the case, which has the read methods of `store.Case`, to a path; returns how many rows it wrote.
        binary: The output cannot be printed on a terminal.
    """

    name: str
    suffix: str
    write: Callable[[Any, Path], int]
    binary: bool = False


Kind = TypeVar("Kind", Reader, Exporter)


def discover(package: str, kind: type[Kind]) -> dict[str, Kind]:
    """Collect the plug-ins of a kind by name.

    Args:
        package: Name of our folder ("read", "export"); the entry point group is `dragoman.` and the same name.
        kind: The record that a `PLUGIN` must be.

    Raises:
        SetupError: `plugins.kind`, where a `PLUGIN` is something else; `plugins.name`, where two have one name.
    """
    found: dict[str, Kind] = {}
    home = import_module(f"dragoman.{package}")
    places: list[tuple[str, EntryPoint | None]] = []
    places += [(f"dragoman.{package}.{module.name}", None) for module in iter_modules(home.__path__)]
    places += [(entry.value, entry) for entry in entry_points(group=f"dragoman.{package}")]
    for where, entry in places:
        plugin = entry.load() if entry is not None else getattr(import_module(where), "PLUGIN", None)
        if plugin is None:
            continue
        if not isinstance(plugin, kind):
            raise SetupError("plugins.kind", f"{where}: PLUGIN must be a {kind.__name__}; uninstall it or mend it.")
        if plugin.name in found:
            raise SetupError("plugins.name", f'{where}: another {kind.__name__} is called "{plugin.name}" already.')
        found[plugin.name] = plugin
    return found
