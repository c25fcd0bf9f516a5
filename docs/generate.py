"""The pages of the reference that are written from the program itself when the site is built.

mkdocs loads this file as a hook (mkdocs.yml) and asks it for the pages of `PAGES`; they are never stored. A command, an
option, a record or an event type that is new stands in the docs without anybody's doing.
"""

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from typer.main import get_command

import dragoman
from dragoman import api, model, pipeline
from dragoman.cli import app
from dragoman.codebook import load_codebook

ATTRIBUTE = re.compile(r"^(?P<names>\w+(?:, \w+)*): (?P<text>.*)$")
SECTION = re.compile(r"^-+ (?P<name>[\w ]+)$")
MODULE = re.compile(r"\b(?:[a-z_]+[.])+(?=[A-Z])")  # "collections.abc.Sequence" is shown as "Sequence"
PAGE = re.compile(r"docs/(?P<path>[a-z]+/(?P<name>[\w-]+)\.md)")  # as help names a page; in the site it is a link
HEADS = ("Attributes:", "Args:", "Raises:", "Returns:", "Source:")


def cell(text: str) -> str:
    """A text as a cell of a Markdown table can hold it: bars escaped, angle brackets no tags."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a Markdown table, and a blank one."""
    named = list(heads)
    yield f"| {' | '.join(named)} |"
    yield f"|{'---|' * len(named)}"
    for row in rows:
        yield f"| {' | '.join(map(cell, row))} |"
    yield ""


# --------------------------------------------------------------------------------------------------------- docstrings


def told(docstring: str | None) -> tuple[str, dict[str, str], list[str]]:
    """A Google docstring in parts: its prose, what it says of each attribute or argument, what it raises."""
    prose: list[str] = []
    parts: dict[str, str] = {}
    raises: list[str] = []
    section, names = "", list[str]()
    for line in inspect.cleandoc(docstring or "").splitlines():
        words = line.strip()
        if line in HEADS:
            section = line
        elif line.startswith("Source: ") or (not line.startswith(" ") and words):
            section = ""
            prose.append(words)
        elif not words:
            prose.append("") if not section else None
        elif section in ("Attributes:", "Args:") and (found := ATTRIBUTE.match(words)) and line[4] != " ":
            names = found["names"].split(", ")
            parts |= dict.fromkeys(names, found["text"])
        elif section in ("Attributes:", "Args:"):
            parts |= {name: f"{parts[name]} {words}" for name in names}
        else:
            raises.append(words)
    return "\n".join(prose).strip(), parts, raises


# ----------------------------------------------------------------------------------------------------------- commands


def commands() -> Iterator[tuple[str, Any, Any]]:
    """Every command with its name as it is typed, and the group that it is of, or None."""
    for name, one in get_command(app).commands.items():  # type: ignore[attr-defined]
        if hasattr(one, "commands"):
            yield from ((f"{name} {inner}", command, one) for inner, command in one.commands.items())
        else:
            yield name, one, None


def option(parameter: Any) -> tuple[str, str, str]:
    """An option as a row: how it is typed, what it is without being given, what it says."""
    takes = "" if parameter.is_flag else f" {parameter.metavar or _kind(parameter)}"
    default = parameter.default
    without = "" if default in (None, "", False, ()) or callable(default) else f"`{default}`"
    help_ = " ".join([parameter.help or "", *([f"Else `${parameter.envvar}`."] if parameter.envvar else [])])
    return ", ".join(f"`{one}{takes}`" for one in (*parameter.opts, *parameter.secondary_opts)), without, help_


def _kind(parameter: Any) -> str:
    kind = parameter.type_descriptor.annotation
    text = getattr(kind, "__name__", str(kind))
    return next((word for part, word in KINDS.items() if part in f"{kind} {text}"), "TEXT")


KINDS = {"Path": "PATH", "int": "NUMBER", "float": "NUMBER"}


def commands_page() -> str:
    """Every command with its arguments and options."""
    lines = [
        "# Commands and options\n",
        "`dragoman COMMAND --help` prints the same. What went wrong ends with a slug in brackets: [errors](errors.md).",
        "Exit status 0: done, also where some documents had problems; 1: nothing could be done; 2: wrong usage or a",
        "broken data file. `dragoman --version` prints the version.\n",
    ]
    group = None
    for name, one, of in commands():
        if of is not None and of is not group:
            lines += [f"## dragoman {name.split()[0]}\n", f"{of.help}\n"]
        group = of
        owned = [*(of.params if of else ()), *one.params]
        arguments = [it for it in owned if it.param_type_name == "argument"]
        options = [it for it in owned if it.param_type_name == "option" and not it.hidden]
        # `dragoman judge CASE same A B`: what a group takes stands before the name of the command.
        before, after = (name.split()[0], f"{name.split()[1]} ") if of else (name, "")
        given = [_typed(it) for it in arguments]
        early = len([it for it in of.params if it.param_type_name == "argument"]) if of else 0
        typed = " ".join([before, *given[:early], after.strip(), *given[early:]]).replace("  ", " ").strip()
        lines += [f"{'###' if of else '##'} dragoman {name}\n", f"    dragoman {typed}{' [OPTIONS]' * bool(options)}\n"]
        lines += [f"{inspect.cleandoc(one.help or '')}\n"]
        said = [(f"`{it.metavar or it.name.upper()}`", it.help) for it in arguments if it.help]
        lines += table(("argument", "what"), said) if said else []
        lines += table(("option", "default", "what"), map(option, options)) if options else []
    return "\n".join(lines)


def _typed(argument: Any) -> str:
    """An argument as it stands in the line of a command: optional ones in brackets."""
    name = str(argument.metavar or argument.name.upper())
    return name if argument.required or name.startswith("[") else f"[{name}]"


# ------------------------------------------------------------------------------------------------------------ records


# What a field of these names holds in every record whose docstring does not say more.
USUAL = {
    "start": "Its first code point in the text layer.",
    "end": "The code point after its last.",
    "id": "What it is called in the whole case.",
    "document": "Id of the document.",
    "source": "Path, URL or archive member.",
    "text": "The text layer, in which every offset counts.",
    "meta": "What is known of the document as a whole.",
    "pieces": "The text sorted into the article and the rest.",
    "notes": "Footnotes.",
    "problems": "What could not be done with it.",
    "mentions": "What was found in it.",
    "name": "Canonical name.",
    "country": "ISO 3166 alpha-3, or None.",
    "sector": "PLOVER's code, or None.",
    "outlet": "Who published it, or None.",
    "edtf": "Date or interval, or None.",
    "low": "The least that is meant; None is open.",
    "high": "The most that is meant; None is open.",
    "best": "The printed or most reported number, or None.",
    "role": "What it counts: `killed`, `injured`, `detained`, `missing`, `displaced`.",
    "lat": "WGS 84 degrees north.",
    "lon": "WGS 84 degrees east.",
    "precision": "How narrow the place is.",
    "geonames": "Its id there, or None.",
    "actors": "Who acts.",
    "recipients": "Whom it is done to.",
    "when": "Its time, or None.",
    "where": "Its place, or None.",
    "tolls": "The figures that belong to it.",
    "type": "PLOVER's type.",
    "modes": "PLOVER's modes of the type.",
    "status": "Whether it is said to have happened.",
    "voices": "Who says so, from the outlet inwards.",
    "reasons": "For every field why it is what it is, or why it is null.",
    "reason": "Why it is so; which rule decided.",
    "score": "How sure, 0 to 1.",
    "kind": "What sort of thing it is.",
    "basis": "What the date rests on.",
}


def records() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every record of model.py in its order, with the section that it stands in."""
    source = inspect.getsource(model)
    heads = {number: found["name"] for number, line in enumerate(source.splitlines(), 1) if (found := _head(line))}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and node.name != "Record":
            yield next((heads[at] for at in sorted(heads, reverse=True) if at < node.lineno), ""), node


def _head(line: str) -> re.Match[str] | None:
    return SECTION.match(line.removeprefix("# ")) if line.startswith("# -") else None


def fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    """The fields of a record as rows: name, type, default, what the docstring says of it."""
    _, parts, _ = told(ast.get_docstring(node))
    for one in node.body:
        if isinstance(one, ast.AnnAssign):
            name = ast.unparse(one.target)
            default = f"`{ast.unparse(one.value)}`" if one.value is not None else ""
            yield f"`{name}`", f"`{ast.unparse(one.annotation)}`", default, parts.get(name) or USUAL.get(name, "")


def records_page() -> str:
    """Every record that travels along the line, with its fields."""
    lines = [
        "# Records and fields\n",
        "What the stages hand to each other, what a case stores and what the Python API returns, as they stand in",
        "`dragoman.model`. Every record is immutable and holds tuples. Every `start` and `end` is a half-open range of",
        "Unicode code points in the untouched text layer of its document. What other programs read is in",
        "[interchange](interchange.md) and [exports](exports.md), and is stable where this is not.\n",
    ]
    section = None
    for where, node in records():
        if where != section:
            lines += [f"## {where.capitalize()}\n"]
            section = where
        prose, _, _ = told(ast.get_docstring(node))
        lines += [f"### {node.name}\n", f"{prose}\n", *table(("field", "type", "default", "what"), fields(node))]
    lines += [
        "## Values\n",
        "The names that fields above use for a choice of words.\n",
        *table(("name", "is one of"), _choices()),
    ]
    return "\n".join(lines)


def _choices() -> Iterator[tuple[str, str]]:
    for node in ast.parse(inspect.getsource(model)).body:
        if isinstance(node, ast.Assign) and "Literal" in ast.unparse(node.value):
            yield f"`{ast.unparse(node.targets[0])}`", f"`{ast.unparse(node.value)}`"


# ----------------------------------------------------------------------------------------------------------- codebook


def codebook_page() -> str:
    """PLOVER's types as they are installed."""
    book = load_codebook()
    lines = [
        "# The codebook\n",
        f"{len(book.types)} event types of PLOVER, with {book.size():,} words of patterns and their modes. Intensity",
        "runs from -10 (conflict) to 10 (cooperation). `dragoman codebook show TYPE` prints what codes a type;",
        "[an event type of your own](../howto/add-event-type.md) is one more file.\n",
        *table(
            ("type", "quad class", "intensity", "CAMEO roots", "what it stands for"),
            (
                (f"[{it.code}](#{it.code.lower()})", it.quad, f"{it.score:g}", ", ".join(it.cameo), it.meaning)
                for it in book.types.values()
            ),
        ),
    ]
    for it in book.types.values():
        lines += [f"## {it.code}\n", f"{it.meaning}\n", *[f"- {rule}" for rule in _rules(it)], ""]
        rows = (
            (f"`{name}`", mode.meaning, f"{mode.score or it.score:g}", mode.cameo or "")
            for name, mode in it.modes.items()
        )
        lines += table(("mode", "meaning", "intensity", "CAMEO"), rows) if it.modes else []
    rows = ((f"`{name}`", ", ".join(words[:8])) for name, words in book.contexts.items())
    lines += [
        "## Contexts\n",
        "What an event is about; the words are some of those that show it.\n",
        *table(("context", "words"), rows),
    ]
    return "\n".join(lines)


def _rules(kind: Any) -> Iterator[str]:
    yield from kind.ambiguities
    if kind.needs_recipient:
        yield "Coded only where a recipient is named."
    if kind.reciprocal:
        yield "Reciprocal: all parties are actors, nobody is a recipient."
    if kind.content:
        yield "What is asked, promised or threatened in it is its content, and no second event."
    if kind.intended:
        yield f"A stated intention to do it is {kind.intended}."
    if kind.refused:
        yield f"A stated refusal to do it is {kind.refused}."


# ------------------------------------------------------------------------------------------------ settings, the API

# Source: the parameters of `dragoman build` and `dragoman annotate`.
OPTION_OF = {"language": "", "columns": "--map"}
AROUND = {
    "`DRAGOMAN_CACHE`": "Where indexes are kept; else `$XDG_CACHE_HOME/dragoman` or `~/.cache/dragoman`.",
    "`DRAGOMAN_PASSWORD`": "Of a served page, where no file is given ([the page](../howto/page.md)).",
    "`DRAGOMAN_CODER_KEY`": "Of a service that codes as well ([coders](../howto/coders.md)).",
    "`DASK_SCHEDULER_ADDRESS`": "Of the cluster that works, where `--cluster` names none.",
    "`NO_COLOR`, `COLUMNS`": "No colours; how wide tables in the terminal are.",
}


def settings_page() -> str:
    """What decides the outcome besides the documents."""
    prose, parts, _ = told(pipeline.Settings.__doc__)
    rows = (
        (
            f"`{name}`",
            f"`{OPTION_OF.get(name, f'--{name}')}`" if OPTION_OF.get(name, name) else "",
            f"`{default!r}`",
            parts.get(name, ""),
        )
        for name, default in zip(
            pipeline.Settings.__struct_fields__, pipeline.Settings.__struct_defaults__, strict=True
        )
    )
    return "\n".join([
        "# Settings\n",
        f"{prose}\n",
        "In Python they are `dragoman.Settings(...)`; on the command line they are options of `build`, `add` and",
        "`annotate`. The same documents with the same settings give the same ids, with any number of processes; with",
        "other settings the documents of a case are coded anew by the next `build`.\n",
        *table(("setting", "option", "default", "what"), rows),
        "## Around the program\n",
        *table(("name", "what"), AROUND.items()),
        "There is no configuration file; `HTTP_PROXY` is not obeyed ([fetching](../howto/fetching.md)).\n",
    ])  # fmt: skip


def api_page() -> str:
    """What `import dragoman` offers."""
    lines = [
        "# The Python API\n",
        "`import dragoman as dg`. [From Python](../howto/python.md) has examples of all of it, each run as a test.\n",
    ]
    for name in sorted(dragoman.__all__, key=lambda it: (not it.islower(), it)):
        one = getattr(api, name, None)
        if inspect.isfunction(one):
            lines += [*_function(f"dg.{name}", one, "##")]
        elif inspect.isclass(one) and name != "Settings":
            prose, _, _ = told(one.__doc__)
            lines += [f"## {name}\n", f"{prose}\n"]
            for member, value in vars(one).items():
                what = value.func if hasattr(value, "func") else getattr(value, "fget", value)
                if not member.startswith("_") and inspect.isfunction(what):
                    lines += [*_function(member, what, "###", called=what is value)]
    return "\n".join([*lines, "## Settings\n", "[Settings](settings.md) has them.\n"])


def _function(name: str, function: Callable[..., Any], level: str, *, called: bool = True) -> Iterator[str]:
    """The lines of a function or, where it is not called, of a property."""
    prose, parts, raises = told(function.__doc__)
    signature = (
        str(inspect.signature(function)).replace("(self, ", "(").replace("(self)", "()").replace("'", "")
        if called
        else ""
    )
    yield f"{level} {name}\n"
    yield f"```text\n{name}{MODULE.sub('', signature)}\n```\n"
    yield f"{prose}\n"
    yield from table(("argument", "what"), ((f"`{it}`", text) for it, text in parts.items())) if parts else ()
    yield f"Raises {' '.join(raises)}\n" if raises else ""


def rooms_page() -> str:
    """Every module and package of the program, by the first sentence of its docstring."""
    source = Path(dragoman.__file__).parent
    layers = tomllib.loads((source.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    lines = [
        "# The rooms of the code\n",
        "From the commands down to the foundations: a room imports from those below it, never from those above.",
        "`make lint` checks it; CONTRIBUTING.md says where to add what.\n",
    ]
    named = layers["contracts"][0]["layers"]
    rows = ((f"`{room}`", _first_sentence(source, room)) for row in named for room in row.split(" | "))
    return "\n".join([*lines, *table(("room", "what it is for"), rows)])


def _first_sentence(source: Path, room: str) -> str:
    path = source / room / "__init__.py" if (source / room).is_dir() else source / f"{room}.py"
    told_of = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return told_of.split("\n\n")[0]


# -------------------------------------------------------------------------------------------------------------- mkdocs

PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands_page,
    "reference/records.md": records_page,
    "reference/codebook.md": codebook_page,
    "reference/settings.md": settings_page,
    "reference/api.md": api_page,
    "reference/rooms.md": rooms_page,
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those of the folder (a hook of mkdocs)."""
    for path, write in PAGES.items():
        content = PAGE.sub(r"[\g<name>](../\g<path>)", write())
        files.append(File.generated(config, path, content=content))
    return files
