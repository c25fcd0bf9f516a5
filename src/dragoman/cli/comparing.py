"""Commands that lay the accounts of a case side by side: where they differ, and in what words they tell."""

from itertools import groupby
from typing import Annotated

import typer

from dragoman.cli.terminal import CasePath, console
from dragoman.display import diagnoses_table, disagreements, named, plain, what, words_by_outlet
from dragoman.explain import SHORT_ID, Explained
from dragoman.knowledge.calling import called
from dragoman.resolve.days import days_of
from dragoman.resolve.diagnostics import diagnose
from dragoman.resolve.wordings import chosen, count, propose
from dragoman.store import open_case

THINGS_SHOWN = 40  # actors and events that `wording` prints unless it is asked for more


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
    screen.print(
        plain(f"{count} of {len(told.events)} events are disputed; how far accounts differ: --summary, --outlets")
    )


def wording(
    case: CasePath,
    about: Annotated[str | None, typer.Option(help="Only this event or actor: an id or a name.")] = None,
    propose_: Annotated[
        bool, typer.Option("--propose", help="Words that outlets choose in each other's place, for new contested sets.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Things, or proposals, at most.")] = THINGS_SHOWN,
) -> None:
    """Print in which words each outlet tells of the same actors and events, own words apart from quoted ones."""
    told = Explained(open_case(case))
    words = chosen(told.accounts.values(), told.reports.values())
    if about is not None:
        parties = called(told.actors.values(), about)
        words = (one for one in words if one.of in parties or _is_about(told, one.of, about))
    screen = console()
    if propose_:
        for one in propose(words)[:limit]:
            sides = (f"{word} ({', '.join(by)})" for word, by in zip(one.words, one.by, strict=True))
            screen.print(plain(f"{' / '.join(sides)}: {'; '.join(named(told, of) for of in one.of)}"), soft_wrap=True)
        return
    things = [list(found) for _, found in groupby(count(words), key=lambda one: one.of)]
    compared = [found for found in things if len({one.outlet for one in found}) > 1 or about is not None]
    for found in compared[:limit]:
        screen.print(plain(named(told, found[0].of)), style="bold", soft_wrap=True)
        for line in words_by_outlet(found):
            screen.print(plain(f"  {line}"), soft_wrap=True)
    screen.print(plain(f"actors and events: {len(compared)}"))


def _is_about(told: Explained, of: str, about: str) -> bool:
    return of.startswith(about) or about.casefold() in named(told, of).casefold()
