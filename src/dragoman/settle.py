"""Settle: from what each document says by all its coders, and what people judged of it, to what a case shows."""

from collections.abc import Sequence
from pathlib import Path

from dragoman.coders import join_codings
from dragoman.coders.book import read_answers
from dragoman.judge import judge, read_book
from dragoman.model import Account, Problem, Record
from dragoman.origins import gather
from dragoman.resolve import resolve
from dragoman.rows import read_rows
from dragoman.store import Case


class Settled(Record, frozen=True):
    """What documents say by the judgements of people, what came of them, and every problem of the two.

    Attributes:
        told: The documents of the case, each text once.
        readable: How many of them have a text; where it is 0 nothing was stored.
        same_text: How many places hold the text of a document once more.
        reports, events: How many there are.
    """

    told: tuple[Account, ...]
    readable: int
    same_text: int
    reports: int
    events: int
    problems: tuple[Problem, ...]


def settle(case: Case, files: Sequence[Path]) -> Settled:
    """Join what coders and people say of a case, put reports of one thing together, and store the outcome as current.

    Args:
        case: The case.
        files: The accounts of its documents, as the rules made them.
    """
    made = [row for file in files for row in read_rows(file, Account)]
    origins = gather(made, case.again())
    belongs = {origin.id: origin.document for origin in origins if origin.id != origin.document}
    found = [row for row in made if row.id not in belongs]
    judgements, broken = read_book(case.path)
    coded = join_codings(found, read_answers(case.path))
    judged = judge(coded.accounts, judgements, belongs)
    outcome = resolve(judged.accounts, judged.constraints)
    readable = sum(bool(row.text.strip()) for row in found)
    if readable:
        changed = [one for one, before in zip(judged.accounts, found, strict=True) if one is not before]
        case.publish(files, outcome, origins, changed, judged.constraints)
    return Settled(
        told=judged.accounts,
        readable=readable,
        same_text=len(origins) - len(found),
        reports=len(outcome.reports),
        events=len(outcome.events),
        problems=(
            *(problem for row in made for problem in row.problems),
            *coded.problems,
            *broken,
            *judged.problems,
        ),
    )


def judge_again(case: Case) -> tuple[Problem, ...]:
    """Apply the judgements of a built case, and resolve it anew; no document is read or coded again.

    Returns:
        A problem for each judgement that has no effect, and for each line of the judgements that cannot be read.

    Raises:
        SetupError: `store.unbuilt`, where no build of the case was ever completed.
    """
    with case.settling():
        return tuple(one for one in settle(case, case.account_files()).problems if one.stage == "judge")
