"""Finds readers, exporters and coders: each module of our own folders with a `PLUGIN`, and each installed entry point.

A plug-in is a plain record; nothing registers itself, and importing a package has no effect. Two plug-ins of one name
are an error, never a silent replacement.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, BinaryIO, TypeVar

import msgspec

from dragoman.errors import DocumentError, SetupError
from dragoman.model import RawDocument, Stated


class ReadOptions(msgspec.Struct, frozen=True):
    """What the user says of the inputs.

    Attributes:
        columns: The column or key of a table that holds a part of an article ("text", "date" ...), by part; parts
            that are not named here are looked for under the usual names.
        outlet: Who published the articles of which no file or row states who did, or None.
    """

    columns: dict[str, str] = {}
    outlet: str | None = None


class Member(msgspec.Struct, frozen=True):
    """Content that lies inside other content (an archive's file, a crawl's page), to be read in its turn.

    Attributes:
        name: What it is called there; its source is the container's, "!/" and this.
        file: Its bytes, at their beginning, which are read once and before the next member is asked for. Where they
            turn out to be damaged, reading them may raise what the standard library's unpackers raise.
        stated: What the container says of it; it goes before what the member states itself.
        hinted: What the container heard of it elsewhere (a feed); it stands where the member itself is silent.
        cut: Why its end is missing, where the container knows that ("cut by the crawler"), else "".
    """

    name: str
    file: BinaryIO
    stated: Stated = Stated()
    hinted: Stated = Stated()
    cut: str = ""


class Reader(msgspec.Struct, frozen=True):
    """An input format.

    Attributes:
        name: What it is called in messages.
        suffixes: File name endings, with the dot, that suggest it.
        sniff: Does this content, of which the first 4,096 bytes are given with the file's name, look like the format?
        read: Turns a file, which can be sought in, its source (path, URL or archive member) and the user's options into
            documents, and into members that are read in their turn. A document that cannot be read is still yielded,
            with an empty text and a `Problem`. The reader of one article is `dragoman.read.article(function)`.
        order: Readers of a lower order are asked first.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[BinaryIO, str, ReadOptions], Iterator[RawDocument | Member]]
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


class CoderOptions(msgspec.Struct, frozen=True):
    """What the user says of a coder.

    Attributes:
        url: Where it answers.
        model: Which of its models codes.
        request: Further fields of a request, as the coder takes them; a None takes one out.
        answer_tokens: Tokens at most of one answer.
        timeout_s: Seconds at most until an answer is there.
    """

    url: str = ""
    model: str = ""
    request: dict[str, Any] = {}
    answer_tokens: int = 4000
    timeout_s: float = 120.0


class Reply(msgspec.Struct, frozen=True):
    """What a coder answers to one passage.

    Attributes:
        text: JSON in the form that the instructions describe.
        tokens_in, tokens_out: As it counts them; None where it does not.
    """

    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class Opened(msgspec.Struct, frozen=True):
    """A coder that is ready.

    Attributes:
        name: Who codes, with the model, as mentions state it ("openai:qwen").
        settings: What else decides its answers; kept answers of other settings are not taken for its own.
        ask: Codes one passage, by instructions that the passage is no part of; several threads may call it. Raises
            `TryAgain` where a later try may help, `DocumentError` where only this passage cannot be coded, and
            `SetupError` where none can be.
    """

    name: str
    settings: str
    ask: Callable[[str, str], Reply]


class Coder(msgspec.Struct, frozen=True):
    """Somebody who codes beside the rules: a model, a service, another program.

    Attributes:
        name: What `--coder` calls it.
        open: Makes it ready; raises `SetupError` where the options do not suffice.
    """

    name: str
    open: Callable[[CoderOptions], Opened]


class TryAgain(DocumentError):  # noqa: N818 - what is to be done
    """The passage was not coded, and a later try may help.

    Args:
        slug, message: As in every error.
        wait_s: How long to wait before it, where the coder says so.
    """

    def __init__(self, slug: str, message: str, wait_s: float | None = None) -> None:
        super().__init__(slug, message)
        self.wait_s = wait_s


Kind = TypeVar("Kind", Reader, Exporter, Coder)


def discover(package: str, kind: type[Kind]) -> dict[str, Kind]:
    """Collect the plug-ins of a kind by name.

    Args:
        package: Name of our folder ("read", "export", "coders"); the entry point group is `dragoman.` and that name.
        kind: The record that a `PLUGIN` must be.

    Raises:
        SetupError: `plugins.kind`, where a `PLUGIN` is something else; `plugins.name`, where two have one name.
    """
    found: dict[str, Kind] = {}
    places: list[tuple[str, Any]] = [*_held(f"dragoman.{package}")]
    places += [(entry.value, entry.load()) for entry in entry_points(group=f"dragoman.{package}")]
    for where, plugin in places:
        if not isinstance(plugin, kind):
            raise SetupError("plugins.kind", f"{where}: PLUGIN must be a {kind.__name__}; uninstall it or mend it.")
        if plugin.name in found:
            raise SetupError("plugins.name", f'{where}: another {kind.__name__} is called "{plugin.name}" already.')
        found[plugin.name] = plugin
    return found


def _held(package: str) -> Iterator[tuple[str, Any]]:
    """The `PLUGIN` of every module of a folder, and of its subfolders that hold none themselves."""
    for module in iter_modules(import_module(package).__path__):
        where = f"{package}.{module.name}"
        plugin = getattr(import_module(where), "PLUGIN", None)
        if plugin is not None:
            yield where, plugin
        elif module.ispkg:
            yield from _held(where)
