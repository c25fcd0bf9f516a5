"""Commands for authors of a codebook: is it well formed, does it code its examples, what does it hold and miss?"""

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dragoman import authoring
from dragoman.cli.terminal import CodebookFolder, Inputs, KnowledgeFiles, Model, console, settings_of
from dragoman.codebook import Codebook, EventType, load_codebook
from dragoman.display import plain
from dragoman.errors import SetupError

WORDS_SHOWN = 12  # words of a pattern that `show` prints; the file holds them all

app = typer.Typer(no_args_is_help=True, help="Check, test and read the event types.")
Folder = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A folder of your own event types.")]


@app.command()
def check(folder: Folder = None) -> None:
    """Read every file of the codebook; say what is wrong, or what it holds."""
    codebook = load_codebook(folder)
    table = Table("type", "patterns", "words", "modes", "examples", show_edge=False, pad_edge=False)
    for code, kind in sorted(codebook.types.items()):
        words = sum(len(one.verbs) + len(one.nouns) + len(one.adjectives) for one in kind.pattern)
        table.add_row(*map(str, (code, len(kind.pattern), words, len(kind.modes), len(kind.example))))
    console().print(table)
    for clash in _clashes(codebook):
        console(stderr=True).print(plain(f"beware: {clash}"), soft_wrap=True)


def _clashes(codebook: Codebook) -> list[str]:
    """Words that two types claim under the same conditions, so that only the order of the names decides."""
    claimed: dict[tuple[object, ...], set[str]] = {}
    for code, kind in codebook.types.items():
        for pattern in kind.pattern:
            for word in {*pattern.verbs, *pattern.nouns, *pattern.adjectives}:
                bare = pattern.demands == 0 and not pattern.not_object and not pattern.not_near
                if bare:
                    part = "verb" if word in pattern.verbs else "noun" if word in pattern.nouns else "adjective"
                    claimed.setdefault((part, word, pattern.weight), set()).add(code)
    return sorted(
        f'the {part} "{word}" codes {" and ".join(sorted(codes))} alike; ask for more in one of them'
        for (part, word, _), codes in claimed.items()
        if len(codes) > 1
    )


@app.command("test")
def run_examples(folder: Folder = None, model: Model = None) -> None:
    """Code every example of the codebook, and list those that do not code as their file says."""
    settings = settings_of(model, None, None, folder)
    count, failures = authoring.failing_examples(load_codebook(folder), settings)
    for failure in failures:
        console().print(plain(f"{failure.type}: {failure.text}\n    {failure.fault}"), soft_wrap=True)
    console().print(plain(f"{count - len(failures)} of {count} examples code as their file says"))
    if failures:
        raise typer.Exit(1)


@app.command()
def show(
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="An event type, such as ASSAULT.")],
    codebook: CodebookFolder = None,
) -> None:
    """Print what an event type means, its modes, the words that code it and its examples."""
    types = load_codebook(codebook).types
    if type_.upper() not in types:
        raise SetupError("codebook.type", f'there is no event type "{type_}"; there are: {", ".join(sorted(types))}.')
    for line in _described(types[type_.upper()]):
        console().print(plain(line), soft_wrap=True)


def _described(kind: EventType) -> list[str]:
    """An event type in lines."""
    lines = [f"{kind.code}: {kind.quad}, score {kind.score:+g}, CAMEO {', '.join(kind.cameo)}", kind.meaning]
    lines += [f"  - {one}" for one in kind.ambiguities]
    lines += [f"mode {name}: {mode.meaning}" for name, mode in kind.modes.items()]
    for pattern in kind.pattern:
        words = list(chain(pattern.verbs, pattern.nouns, pattern.adjectives))
        more = f" and {len(words) - WORDS_SHOWN} more" if len(words) > WORDS_SHOWN else ""
        asks = {name: getattr(pattern, name) for name in ("subject", "object", "before", "near", "after")}
        asked = "; ".join(f"{name} {_terms(terms)}" for name, terms in asks.items() if terms)
        lines.append(
            f"pattern {pattern.weight:g}: {', '.join(words[:WORDS_SHOWN])}{more}" + f" [{asked}]" * bool(asked)
        )
    return lines + [f"{'codes' if one.codes else 'does not code'}: {one.text}" for one in kind.example]


def _terms(terms: tuple[str, ...] | dict[str, tuple[str, ...]]) -> str:
    """What a place of a pattern asks for, in a few words."""
    if isinstance(terms, dict):
        return "; ".join(f"{place} {_terms(words)}".strip() for place, words in terms.items())
    return ", ".join(terms[:WORDS_SHOWN]) + ("…" if len(terms) > WORDS_SHOWN else "")


@app.command()
def coverage(
    inputs: Inputs,
    codebook: CodebookFolder = None,
    knowledge: KnowledgeFiles = None,
    model: Model = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 40,
) -> None:
    """List what stands between known parties in articles and codes nothing, the most frequent first."""
    found = authoring.uncoded(inputs, settings_of(model, knowledge, None, codebook))
    table = Table("count", "predicate", "a sentence", show_edge=False, pad_edge=False)
    for one in found[:limit]:
        table.add_row(str(one.count), plain(one.predicate), plain(one.sentence))
    console().print(table)


@app.command()
def diff(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of your own event types.")],
    inputs: Inputs,
    model: Model = None,
) -> None:
    """Show what your own event types code otherwise in articles than the codebook that is installed."""
    before, after = (settings_of(model, None, None, one) for one in (None, folder))
    lines = list(authoring.changes(inputs, before, after))
    for source, line in lines:
        console().print(plain(f"{source}: {line}"), soft_wrap=True)
    console().print(plain(f"{len(lines)} lines changed"))
