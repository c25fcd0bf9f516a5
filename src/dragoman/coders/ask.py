"""Ask a coder for many passages: several at a time, not too fast, again where it helps, and never twice for nothing."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from time import monotonic

import msgspec

from dragoman.coders.passages import Passage
from dragoman.errors import DocumentError
from dragoman.model import Problem
from dragoman.plugins import Opened, Reply, TryAgain

TRIES = 5  # of one passage
FIRST_WAIT_S = 1.0  # before the second try; doubled before each further one
LONGEST_WAIT_S = 120.0  # also where the coder asks for more: limits of a minute are usual
FAILURES_IN_A_ROW = 10  # passages that fail one after the other, before the others are left


class Pace(msgspec.Struct, frozen=True):
    """How fast a coder is asked.

    Attributes:
        at_once: Requests under way at most.
        a_minute: Requests begun in a minute at most; None where there is no limit.
        first_wait_s: Before the second try of a passage.
    """

    at_once: int = 1
    a_minute: float | None = None
    first_wait_s: float = FIRST_WAIT_S


def ask_all(
    opened: Opened,
    instructions: str,
    asked: Sequence[tuple[Passage, str]],
    pace: Pace,
    keep: Callable[[int, Reply], None],
) -> list[Problem]:
    """Have passages coded, and hand each answer on as soon as it is there.

    Where the user stops it, requests under way are waited for: their answers are paid, and are kept.

    Args:
        opened: The coder.
        instructions: What it is told.
        asked: The passages, each with its words as they are handed over.
        pace: How fast.
        keep: Takes the number of a passage and its answer; it is called by one thread at a time.

    Returns:
        A problem for each passage that was not coded.

    Raises:
        SetupError: where the coder refuses everything.
    """
    line = _Line(opened, instructions, pace)
    problems: list[Problem] = []
    ahead = iter(enumerate(asked))
    under_way: dict[Future[Reply], int] = {}
    failures = 0
    with ThreadPoolExecutor(pace.at_once) as pool:
        try:
            while True:
                while len(under_way) < pace.at_once and failures < FAILURES_IN_A_ROW and (one := next(ahead, None)):
                    under_way[pool.submit(line.ask, one[1][1])] = one[0]
                if not under_way:
                    break
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    number = under_way.pop(future)
                    problem = _taken(future, number, asked[number][0], keep)
                    problems += [problem] if problem else []
                    failures = failures + 1 if problem else 0
        finally:
            line.stop()
            for future, number in under_way.items():
                if future.exception() is None:
                    keep(number, future.result())
    return problems + [_left(passage) for _, (passage, _) in ahead]


def _taken(future: Future[Reply], number: int, passage: Passage, keep: Callable[[int, Reply], None]) -> Problem | None:
    """Hand an answer on; a problem where there is none."""
    try:
        keep(number, future.result())
    except DocumentError as error:
        return Problem("code", error.slug, error.message, passage.document)
    return None


def _left(passage: Passage) -> Problem:
    message = (
        f"{FAILURES_IN_A_ROW} passages failed one after the other; this one was not asked for. Run it again later."
    )
    return Problem("code", "coders.left", message, passage.document)


class _Line:
    """The way to a coder, which several threads share.

    Args:
        opened: The coder.
        instructions: What it is told.
        pace: How fast it is asked.
    """

    def __init__(self, opened: Opened, instructions: str, pace: Pace) -> None:
        self._opened = opened
        self._instructions = instructions
        self._pace = pace
        self._turn = threading.Lock()
        self._next = 0.0
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let nobody wait for a further try."""
        self._stopped.set()

    def ask(self, text: str) -> Reply:
        """Have one passage coded, in some tries.

        Raises:
            DocumentError: where none of them led to an answer.
            SetupError: where no passage can be coded.
        """
        for number in range(TRIES - 1):
            try:
                return self._once(text)
            except TryAgain as error:
                self._hold(min(LONGEST_WAIT_S, max(self._pace.first_wait_s * 2**number, error.wait_s or 0.0)))
        return self._once(text)

    def _once(self, text: str) -> Reply:
        self._wait_for_turn()
        return self._opened.ask(self._instructions, text)

    def _wait_for_turn(self) -> None:
        """Wait until a further request may begin."""
        gap = 60.0 / self._pace.a_minute if self._pace.a_minute else 0.0
        with self._turn:
            at = max(monotonic(), self._next)
            self._next = at + gap
        self._hold(at - monotonic())

    def _hold(self, seconds: float) -> None:
        """Wait; where the work was stopped meanwhile, give up."""
        if self._stopped.wait(max(0.0, seconds)) or self._stopped.is_set():
            raise CancelledError
