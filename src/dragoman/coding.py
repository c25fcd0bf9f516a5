"""Code a case once more: have another coder read its documents, and put its codings beside those of the rules."""

from collections.abc import Callable, Sequence
from typing import Any

from dragoman.codebook import Codebook
from dragoman.coders.ask import Pace, ask_all
from dragoman.coders.book import Answer, Book, keep, key_of, read_answers
from dragoman.coders.brief import Brief, brief_of, handed, instructions
from dragoman.coders.passages import Passage, passages, tokens_of
from dragoman.coders.proposals import is_read
from dragoman.errors import SetupError
from dragoman.model import Account, Problem, Record
from dragoman.plugins import Coder, CoderOptions, Opened, Reply, discover
from dragoman.settle import Settled, settle
from dragoman.store import Case

A_MILLION = 1_000_000  # tokens that a price is for, as services state it


class Prices(Record, frozen=True):
    """What a coder costs, in the user's currency: for a million tokens that it is given, and that it answers."""

    given: float = 0.0
    answered: float = 0.0

    def of(self, given: int, answered: int) -> float:
        """What so many tokens cost."""
        return (given * self.given + answered * self.answered) / A_MILLION


class Plan(Record, frozen=True):
    """What a coder is still to be asked for.

    Attributes:
        coder: Its name, with the model.
        brief: What it will be told, and may choose from.
        instructions: What it is told.
        asked: The passages that it did not answer yet, each with its words as they are handed over.
        known: How many it answered before.
        tokens_in: About how many tokens it will be given.
        tokens_out: How many it may answer at most.
    """

    coder: str
    brief: Brief
    instructions: str
    asked: tuple[tuple[Passage, str], ...]
    known: int
    tokens_in: int
    tokens_out: int


class Done(Record, frozen=True):
    """What came of a plan.

    Attributes:
        answered: Passages that were answered now.
        tokens_in, tokens_out: As the coder counted them for these; None where it did not.
        events: Events that it found in the whole case; `beside` so many of them at words that the rules coded too.
        settled: What the case holds now.
        problems: Passages without an answer, and proposals that were not kept.
    """

    answered: int
    tokens_in: int | None
    tokens_out: int | None
    events: int
    beside: int
    settled: Settled
    problems: tuple[Problem, ...]


def open_coder(name: str, options: CoderOptions) -> Opened:
    """Make a coder ready.

    Raises:
        SetupError: `coders.name`, where there is none of that name; what the coder itself raises.
    """
    known = discover("coders", Coder)
    if name not in known:
        raise SetupError("coders.name", f'there is no coder "{name}"; there are: {", ".join(sorted(known))}.')
    return known[name].open(options)


def plan(case: Case, opened: Opened, codebook: Codebook, answer_tokens: int, *, again: bool = False) -> Plan:
    """Work out what a coder is still to be asked for in a case; nothing is asked yet.

    Args:
        case: A built case.
        opened: The coder.
        codebook: The types that it may choose from.
        answer_tokens: Tokens at most of one answer.
        again: Also ask again where an answer could not be read.
    """
    told = instructions(codebook)
    brief = brief_of(opened.name, opened.settings, told, codebook.types)
    book = read_answers(case.path)
    every = [passage for account in _texts(case) for passage in passages(account)]
    asked = tuple((one, handed(one.text)) for one in every if _is_open(one, brief, book, again=again))
    given = sum(tokens_of(told) + tokens_of(text) for _, text in asked)
    return Plan(
        opened.name, brief, told, asked, len(every) - len(asked), given, answer_tokens * len(asked)
    )  # fmt: skip


def _texts(case: Case) -> list[Account]:
    """The documents that were read as texts: a row of somebody's event data is coded already."""
    return [one for one in case.documents(judged=False) if one.row is None]


def _is_open(passage: Passage, brief: Brief, book: Book, *, again: bool) -> bool:
    """Is a passage still to be asked for?"""
    answer = book.answers.get(key_of(brief, passage))
    return answer is None or (again and not is_read(answer.text))


def code(case: Case, opened: Opened, plan: Plan, pace: Pace, progress: Callable[[str, int, int | None], Any]) -> Done:
    """Have a coder do what was planned, keep its answers as they come, and put the case together anew.

    Where the coder comes to refuse everything, what it answered before stands in the case all the same.

    Raises:
        SetupError: where the coder refuses everything; `coders.write`, where the case cannot be written.
    """
    if plan.asked and plan.brief.id not in read_answers(case.path).briefs:
        keep(case.path, plan.coder, [plan.brief])
    kept: list[Answer] = []

    def take(number: int, reply: Reply) -> None:
        passage = plan.asked[number][0]
        answer = Answer(
            key_of(plan.brief, passage), plan.brief.id, passage.document, passage.shown, reply.text, reply.tokens_in,
            reply.tokens_out,
        )  # fmt: skip
        keep(case.path, plan.coder, [answer])
        kept.append(answer)
        progress("code", len(kept), len(plan.asked))

    try:
        failed = ask_all(opened, plan.instructions, plan.asked, pace, take)
    except SetupError:
        if kept:
            _join(case, progress)
        raise
    return _done(plan.coder, kept, _join(case, progress), failed)


def _join(case: Case, progress: Callable[[str, int, int | None], Any]) -> Settled:
    """Put the case together with all answers that it holds."""
    progress("resolve and store", 0, None)
    with case.settling():
        return settle(case, case.account_files())


def _done(coder: str, kept: Sequence[Answer], settled: Settled, failed: Sequence[Problem]) -> Done:
    beside, alone = settled.beside.get(coder, 0), settled.coded.get(coder, 0)
    return Done(
        answered=len(kept),
        tokens_in=_total([one.tokens_in for one in kept]),
        tokens_out=_total([one.tokens_out for one in kept]),
        events=beside + alone,
        beside=beside,
        settled=settled,
        problems=(*failed, *(one for one in settled.problems if one.stage == "code")),
    )


def _total(counts: Sequence[int | None]) -> int | None:
    known = [one for one in counts if one is not None]
    return sum(known) if known else None
