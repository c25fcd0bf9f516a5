"""Time limits: no document holds up the others, whatever it is made to do."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from dragoman.errors import DocumentError

# An honest document must never be lost, also on a machine ten times slower than that of docs/quality/performance.md.
# There a page of 10 MB on one line, the slowest that we know, takes 15 s to read, and a million characters take 40 s to
# parse and 30 s to search; an ordinary article takes less than a second of both.
READ_SECONDS = 60.0  # for one step of a reader: the next article or member
READ_SECONDS_A_MB = 20.0
CODE_SECONDS = 120.0  # for one stage, or one finder, on one document
CODE_SECONDS_A_MILLION = 600.0  # characters
REMINDER_SECONDS = 1.0  # code that catches everything is told again and again


class _OutOfTime(BaseException):
    """The bell rang. It is no `Exception`, so that a library's own catch-all does not swallow it."""


def reading_seconds(size: int) -> float:
    """How long a reader may take for its next article or member of a file of so many bytes."""
    return READ_SECONDS + READ_SECONDS_A_MB * size / 1_000_000


def coding_seconds(characters: int) -> float:
    """How long a stage may take for documents of so many characters."""
    return CODE_SECONDS + CODE_SECONDS_A_MILLION * characters / 1_000_000


@contextmanager
def time_limit(seconds: float, source: str) -> Iterator[None]:
    """Break off what runs inside when its time is over.

    It works by an alarm of the system, which only the main thread of a process can be given: elsewhere, and on systems
    without alarms, there is no limit. Code in C is broken off when it returns. Limits do not nest.

    Args:
        seconds: By the clock.
        source: The document, for the message.

    Raises:
        DocumentError: `limit.time`.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, REMINDER_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _OutOfTime:
        message = f"{source} took longer than {seconds:.0f} s, which no article needs; split it, or leave it out."
        raise DocumentError("limit.time", message) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)  # again: the bell may have rung on the way out
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _OutOfTime
