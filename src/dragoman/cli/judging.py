"""The commands of people who judge what the rules made: docs/howto/judgements.md."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from dragoman.cli.terminal import CasePath, Out, console, output, print_problems
from dragoman.coders.book import read_answers
from dragoman.display import count, plain
from dragoman.errors import SetupError
from dragoman.evaluate.coders import CoderAgreement, coder_agreements
from dragoman.evaluate.compare import compare
from dragoman.evaluate.judged import Agreement, against_judgements, agreements
from dragoman.evaluate.measures import Measured
from dragoman.evaluate.sheet import draw, read_sheet, write_sheet
from dragoman.evaluate.told import claims, read_claims
from dragoman.explain import SHORT_ID, Explained
from dragoman.export.annotations import record
from dragoman.export.events import rows as events_rows
from dragoman.judge import append, in_force, load, read_book
from dragoman.judge.verdicts import shown, signature
from dragoman.judging import Asked, judgements_of, usual_judge
from dragoman.model import Anchor, Judgement
from dragoman.origins import HASHED
from dragoman.settle import judge_again
from dragoman.store import Case, open_case

app = typer.Typer(help="Say what is right, wrong, missing or the same; it beats every rule.", no_args_is_help=True)

OneId = Annotated[str, typer.Argument(metavar="ID", help="Of a mention or a report; or of an event with one report.")]
Field = Annotated[str | None, typer.Argument(metavar="[FIELD]", help="type, actors, when, killed, ...")]
First = Annotated[str, typer.Argument(metavar="A", help="Of a mention, report, event or actor.")]
Second = Annotated[str, typer.Argument(metavar="B", help="Of another one.")]
As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who judges; you, unless you say otherwise.")]
Why = Annotated[str, typer.Option("--why", help="How you know.")]
Later = Annotated[bool, typer.Option("--later", help="Keep it, and let the next build or `apply` act on it.")]


@app.callback()
def _open(context: typer.Context, case: CasePath) -> None:
    context.obj = open_case(case)


@app.command()
def same(context: typer.Context, a: First, b: Second, as_: As = None, why: Why = "", later: Later = False) -> None:
    """Two reports, mentions or events are of one event; or two actors are one."""
    _judge(context.obj, Asked("same", (a, b), why=why), as_, later=later)


@app.command()
def different(context: typer.Context, a: First, b: Second, as_: As = None, why: Why = "", later: Later = False) -> None:
    """They are not."""
    _judge(context.obj, Asked("different", (a, b), why=why), as_, later=later)


@app.command()
def unsure(context: typer.Context, a: First, b: Second, as_: As = None, why: Why = "", later: Later = False) -> None:
    """Take back what you judged of two things, and keep that you looked at them."""
    _judge(context.obj, Asked("unsure", (a, b), why=why), as_, later=later)


@app.command()
def right(
    context: typer.Context, id_: OneId, field: Field = None, as_: As = None, why: Why = "", later: Later = False
) -> None:
    """The words do tell of such an event; or what a field holds is right."""
    _judge(context.obj, Asked("right", (id_,), field, why=why), as_, later=later)


@app.command()
def wrong(
    context: typer.Context, id_: OneId, field: Field = None, as_: As = None, why: Why = "", later: Later = False
) -> None:
    """The words tell of no such event; or what a field holds is wrong."""
    _judge(context.obj, Asked("wrong", (id_,), field, why=why), as_, later=later)


@app.command()
def correct(
    context: typer.Context,
    id_: OneId,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="type, status, actors, when, where, killed, ...")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='As it should be; "null" where nothing is said.')],
    span: Annotated[tuple[int, int] | None, typer.Option(metavar="START END", help="The words that show it.")] = None,
    as_: As = None,
    why: Why = "",
    later: Later = False,
) -> None:
    """Give a field another value."""
    _judge(context.obj, Asked("correct", (id_,), field, value, (span,) if span else (), why), as_, later=later)


@app.command()
def add(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOC", help="Its id, or the end of its path.")],
    start: Annotated[int, typer.Argument(metavar="START", min=0)],
    end: Annotated[int, typer.Argument(metavar="END", min=1)],
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="PLOVER type, such as ASSAULT.")],
    as_: As = None,
    why: Why = "",
    later: Later = False,
) -> None:
    """Add an event that was missed; then `correct` its mention to say who, whom, when and where."""
    _judge(context.obj, Asked("add", (document,), None, type_, ((start, end),), why), as_, later=later)


@app.command()
def undo(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(metavar="J", help="The id of a judgement, as `list` shows it.")],
    as_: As = None,
    why: Why = "",
    later: Later = False,
) -> None:
    """Take a judgement back; it stays in the book."""
    _judge(context.obj, Asked("undo", (judgement,), why=why), as_, later=later)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Print every judgement, the earliest first."""
    judgements, problems = read_book(context.obj.path)
    held = {one.id for one in in_force(judgements)}
    for one in judgements:
        state = "" if one.id in held or one.what == "undo" else "  [undone]"
        console().print(plain(_line(one) + state), soft_wrap=True)
    if not judgements:
        console().print("No judgements yet. The first: dragoman judge CASE same EVENT EVENT")
    print_problems(problems)


@app.command()
def export(context: typer.Context, out: Out = None) -> None:
    """Write every judgement as JSON lines, which `import` reads."""
    judgements, problems = read_book(context.obj.path)
    with output(out) as file:
        file.writelines(msgspec.json.encode(one) + b"\n" for one in judgements)
    print_problems(problems)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote; or a filled sheet, as CSV.")],
    as_: As = None,
    later: Later = False,
) -> None:
    """Take over the judgements of others, which are known again, or those of a sheet, which are yours."""
    if file.suffix.lower() == ".csv":
        made, unclear = read_sheet(file, Explained(context.obj), as_ or usual_judge())
        found, problems = list(made), list(unclear)
    else:
        found, problems = load(file)
    known = {one.id for one in read_book(context.obj.path)[0]}
    fresh = list({one.id: one for one in found if one.id not in known}.values())
    print_problems(problems)
    _keep(context.obj, fresh, later=later)
    console(stderr=True).print(plain(f"{len(fresh)} of {len(found)} judgements are new"))


@app.command()
def apply(context: typer.Context) -> None:
    """Let every judgement act that was kept for later."""
    print_problems(judge_again(context.obj))


def _judge(case: Case, asked: Asked, who: str | None, *, later: bool) -> None:
    """Keep a judgement, and let it act."""
    book, _ = read_book(case.path)
    _keep(case, judgements_of(asked, Explained(case), who or usual_judge(), book), later=later)


def _keep(case: Case, judgements: Iterable[Judgement], *, later: bool) -> None:
    made = tuple(judgements)
    append(case.path, made)
    for one in made:
        console().print(plain(_line(one)), soft_wrap=True)
    if made and not later:
        print_problems(judge_again(case))


def _line(judgement: Judgement) -> str:
    """A judgement in a line: its id, who and when, what it is about, and what it says."""
    places = " and ".join(_words(side) for side in (judgement.about, judgement.other) if side)
    about = f"{places}{f', {judgement.field}' if judgement.field else ''}"
    said = f"undoes {judgement.of}" if judgement.of else f"{about}: {shown(judgement)}"
    return f"{judgement.id[:SHORT_ID]}  {signature(judgement)}  {said}"


def _words(anchors: tuple[Anchor, ...]) -> str:
    """The words that a judgement is about, and how many more there are."""
    first, *more = anchors
    others = f" and {len(more)} more" if more else ""
    return f"“{' '.join(first.words.split())}” ({first.type}, {first.document.removeprefix(HASHED)[:SHORT_ID]}){others}"


# --------------------------------------------------------------------------------------------------------- evaluate


def evaluate(
    case: CasePath,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="GOLD.jsonl", help="A reference in one of the public forms.")
    ] = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="Draw so many mentions and pairs.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the chance by which they are drawn.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", metavar="SHEET.csv", help="Where the sheet is written.")] = None,
    coders: Annotated[bool, typer.Option("--coders", help="How far its coders agree: dragoman code.")] = False,
) -> None:
    """Score a case against a reference, its judgements or another coder; or draw a sheet to judge by hand."""
    opened = open_case(case)
    if coders:
        lines = coder_agreements(list(opened.documents(judged=False)), read_answers(opened.path))
        if not lines:
            raise SetupError(
                "evaluate.coders", f"only the rules coded {case} yet. Run: dragoman code {case} --coder ..."
            )
        console().print(_coders(lines))
    elif sample is not None:
        path = out or Path(f"{opened.name}-sheet.csv")
        rows_drawn = write_sheet(draw(Explained(opened), sample, seed), path)
        told = f"{count(rows_drawn, 'row')} in {path}. Fill it in, then: dragoman judge {case} import {path}"
        console(stderr=True).print(plain(told), soft_wrap=True)
    elif against is not None:
        gold, documents = read_claims(against)
        rows = events_rows(opened) if any(one.event for one in gold) else map(record, opened.documents())
        said, _ = claims(rows)
        console().print(_scores(compare(gold, [one for one in said if one.document in documents])))
    else:
        judgements, problems = read_book(opened.path)
        if not judgements:
            message = f"nothing was judged in {case} yet: see dragoman judge, or give --against or --sample."
            raise SetupError("evaluate.nothing", message)
        found = list(opened.documents(judged=False))
        console().print(_scores(against_judgements(found, judgements)))
        if between := agreements(found, judgements):
            console().print(_agreements(between))
        print_problems(problems)


def _scores(lines: list[Measured]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("", "precision", "recall", "F1", "right", "said", "wanted"):
        table.add_column(heading, justify="right" if heading else "left")
    for one in lines:
        shares = [_share(number) for number in (one.precision, one.recall, one.f1)]
        counts = ["" if number is None else str(number) for number in (one.right, one.said, one.wanted)]
        table.add_row(one.name, *shares, *counts)
    return table


def _agreements(lines: list[Agreement]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("judges", "about", "things", "Cohen's kappa", "Krippendorff's alpha", "detection F1"):
        table.add_column(heading)
    for one in lines:
        table.add_row(
            plain(" and ".join(one.judges)), one.about, str(one.things), _share(one.kappa), _share(one.alpha),
            _share(one.f1),
        )  # fmt: skip
    return table


def _coders(lines: list[CoderAgreement]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("coders", "about", "both", "the first", "the second", "agreement", "Krippendorff's alpha"):
        table.add_column(heading)
    for one in lines:
        counts = (one.measured.right, one.measured.wanted, one.measured.said)
        table.add_row(
            plain(" and ".join(one.coders)), one.measured.name, *map(str, counts), _share(one.measured.f1),
            _share(one.alpha),
        )  # fmt: skip
    return table


def _share(number: float | None) -> str:
    return "–" if number is None else f"{number:.3f}"
