"""Settle: from what each document says by all its coders, and what people judged of it, to what a case shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dragoman import __version__
from dragoman.coders import join_codings
from dragoman.coders.book import Book, read_answers
from dragoman.files.rows import read_rows, write_rows
from dragoman.fingerprint import program_fingerprint
from dragoman.gists import Head, Kept, forget_others, gist_file, kept
from dragoman.judge import in_force, judge, read_book
from dragoman.judge.pairs import OF_PAIRS, PARTY
from dragoman.model import Account, Judgement, Problem, Record, content_id
from dragoman.origins import gather
from dragoman.resolve import Outcome, resolve_large
from dragoman.resolve.events import Finished
from dragoman.resolve.gist import Gist
from dragoman.resolve.hands import ALONE, Hands
from dragoman.store import FORMAT_VERSION, Case, MadeOf


class Settled(Record, frozen=True):
    """What came of the documents of a case and the judgements of people, in numbers, and every problem of the two.

    Attributes:
        readable: How many documents have a text; where it is 0 nothing was stored.
        unsigned: How many of these name no outlet.
        same_text: How many places hold the text of a document once more.
        dropped: How many pieces of each kind beside the body.
        mentions: How many events the documents tell of.
        coded: How many of these each coder found; `beside` how many more at words that others had coded.
        reports, events: How many there are.
    """

    readable: int
    unsigned: int
    same_text: int
    dropped: dict[str, int]
    mentions: int
    coded: dict[str, int]
    beside: dict[str, int]
    reports: int
    events: int
    problems: tuple[Problem, ...]


def settle(case: Case, files: Sequence[Path], hands: Hands = ALONE) -> Settled:
    """Join what coders and people say of a case, put reports of one thing together, and store the outcome as current.

    Where nothing has changed since it was done before, nothing is done. Documents are read one by one, and only those
    are held that coders or people speak of; all of them where people judged which parties are one.

    Args:
        case: The case.
        files: The accounts of its documents, as the rules made them.
        hands: Who compares accounts.
    """
    (judgements, broken), book = read_book(case.path), read_answers(case.path)
    name = _name(case, files, judgements, book)
    if before := case.settled(name):
        done = msgspec.json.decode(before, type=Settled)
        return replace(done, problems=(*done.problems, *broken))
    problems: list[Problem] = []
    origins = gather(_heads(files, problems), case.again())
    belongs = {origin.id: origin.document for origin in origins if origin.id != origin.document}
    found = list(_documents(files, belongs, only=_spoken_of(judgements, book, belongs)))
    coded = join_codings(found, book)
    judged = judge(coded.accounts, judgements, belongs)
    changed = {one.id: one for one, before in zip(judged.accounts, found, strict=True) if one is not before}
    problems += [*coded.problems, *judged.problems]
    del found, coded
    tally = _Tally()
    told = chain(_kept(files, {*belongs, *changed}), kept(changed.values()))
    outcome = tally.outcome(resolve_large(tally.documents(told), judged.constraints, hands))
    same_text = len(origins) - tally.count

    def settled() -> Settled:
        return tally.settled(same_text, tuple(problems))

    if tally.readable:
        made_of = MadeOf(name, tuple(files), origins, tuple(changed.values()), judged.constraints)
        case.publish(made_of, outcome, lambda: msgspec.json.encode(settled()))
        forget_others(case.path)
    return replace(settled(), problems=(*problems, *broken))


def _name(case: Case, files: Sequence[Path], judgements: Sequence[Judgement], book: Book) -> str:
    """A hash of all that the outcome depends on: it is known before any document is read."""
    held = [f"{file.name} {file.stat().st_size}" for file in sorted((*files, *case.again_files()))]
    said = [one.id for one in in_force(judgements)]
    return content_id(FORMAT_VERSION, __version__, program_fingerprint(), *held, *said, msgspec.json.encode(book))


def _heads(files: Sequence[Path], problems: list[Problem]) -> Iterator[Head]:
    """What is known of every document; its problems are added to the others. Gists that are not there are made."""
    for file in files:
        gists = gist_file(file)
        if not gists.exists():
            write_rows(gists, kept(read_rows(file, Account)), Kept)
        for one in read_rows(gists, Head):
            problems += one.problems
            yield one


def _documents(files: Sequence[Path], belongs: dict[str, str], only: Set[str] | None) -> Iterator[Account]:
    """What each document says by the rules, each text once; only those of some ids."""
    for file in files:
        yield from (one for one in read_rows(file, Account, only) if one.id not in belongs)


def _kept(files: Sequence[Path], without: Set[str]) -> Iterator[Kept]:
    """The gist of every document, but for those of some ids."""
    for file in files:
        yield from (one for one in read_rows(gist_file(file), Kept) if one.id not in without)


def _spoken_of(judgements: Sequence[Judgement], book: Book, belongs: dict[str, str]) -> Set[str] | None:
    """The ids of the documents that coders and people speak of; None for all."""
    held = in_force(judgements)
    if any(one.what in OF_PAIRS and one.about[0].type == PARTY for one in held):
        return None
    anchored = {anchor.document for one in held for anchor in (*one.about, *one.other)}
    return {belongs.get(id_, id_) for id_ in anchored | {answer.document for answer in book.answers.values()}}


class _Tally:
    """Counts documents and events as they pass."""

    def __init__(self) -> None:
        self.count = self.readable = self.unsigned = self.events = self.reports = 0
        self._dropped: Counter[str] = Counter()
        self._coded: Counter[str] = Counter()
        self._beside: Counter[str] = Counter()

    def documents(self, told: Iterable[Kept]) -> Iterator[Gist]:
        """Pass the gists of documents on."""
        for one in told:
            gist = one.gist
            self.count += 1
            self.readable += bool(one.text)
            self.unsigned += bool(one.text) and gist.outlet is None
            self._dropped.update(one.dropped)
            self._coded.update(one.coded)
            self._beside.update(one.beside)
            yield gist

    def outcome(self, outcome: Outcome) -> Outcome:
        """Pass on what came of them."""

        def counted() -> Iterator[Finished]:
            for one in outcome.finished:
                self.events += 1
                self.reports += len(one.reports)
                yield one

        return Outcome(outcome.actors, counted())

    def settled(self, same_text: int, problems: tuple[Problem, ...]) -> Settled:
        """The numbers."""
        return Settled(
            readable=self.readable,
            unsigned=self.unsigned,
            same_text=same_text,
            dropped=dict(self._dropped),
            mentions=self._coded.total(),
            coded=dict(self._coded),
            beside=dict(self._beside),
            reports=self.reports,
            events=self.events,
            problems=problems,
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
