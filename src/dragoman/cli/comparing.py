"""Commands that lay the accounts of a case side by side: where they differ, and in what words they tell."""

from typing import Annotated

import typer

from dragoman.cli.terminal import CasePath, console
from dragoman.display import diagnoses_table, disagreements, plain, what
from dragoman.explain import SHORT_ID, Explained
from dragoman.resolve.days import days_of
from dragoman.resolve.diagnostics import diagnose
from dragoman.store import open_case


def disputes(
    case: CasePath,
    field: Annotated[str | None, typer.Option(help="Only this field: when, where, actors, killed ...")] = None,
    summary: Annotated[bool, typer.Option("--summary", help="How far accounts differ, field by field.")] = False,
    outlets: Annotated[bool, typer.Option("--outlets", help="The same for each two outlets.")] = False,
) -> None:
    """Print where the accounts of an event differ, and what was revised; or how far they differ over all."""
    told = Explained(open_case(case))
    screen = console()
    if summary or outlets:
        accounts = ([told.reports[id_] for id_ in event.reports] for event in told.events.values())
        published = {id_: days_of(account.meta.published.edtf) for id_, account in told.accounts.items()}
        found = [one for one in diagnose(accounts, published) if field in (None, one.field)]
        if summary:
            screen.print(diagnoses_table([one for one in found if one.outlet is None], outlets=False))
        if outlets:
            pairs = sorted((one for one in found if one.outlet is not None), key=lambda one: -one.disagreement)
            screen.print(diagnoses_table(pairs, outlets=True))
        return
    count = 0
    for event in told.events.values():
        shown = [line for line in disagreements(told, event) if field is None or line.split()[1] == f"{field}:"]
        if shown:
            count += 1
            day = event.when.edtf if event.when and event.when.edtf else "–"
            act = what(event, [told.reports[id_] for id_ in event.reports])
            screen.print(plain(f"{event.id[:SHORT_ID]}  {day}  {act}"), style="bold", soft_wrap=True)
            for line in shown:
                screen.print(plain(f"  {line}"), soft_wrap=True)
    screen.print(plain(f"{count} of {len(told.events)} events; how far they differ: --summary, --outlets"))
