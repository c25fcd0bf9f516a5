"""Limits of time and memory: no document holds up the others or ends them, whatever it is made to do."""

import ctypes
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
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
LEAST_MEMORY_BYTES = 2 << 30  # a process with its models takes 0.7 GB, and 10 MB of text on one page as much again
GROUP_MEMORY = Path("/sys/fs/cgroup/memory.max")  # of a container (Linux, control groups version 2)


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

    In the main thread an alarm of the system does it, which also ends what waits; in other threads, such as those of a
    cluster's worker, and on systems without alarms, a watch that is kept beside the work. Code in C is broken off when
    it returns. Limits do not nest.

    Args:
        seconds: By the clock.
        source: The document, for the message.

    Raises:
        DocumentError: `limit.time`.
    """
    has_alarm = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    watch = _Watch(seconds)
    try:
        if has_alarm:
            with _alarm(seconds):
                yield
        else:
            try:
                watch.begin()
                yield
            finally:
                watch.end()
    except _OutOfTime:
        watch.end()  # again: it may have rung on the way out
        message = f"{source} took longer than {seconds:.0f} s, which no article needs; split it, or leave it out."
        raise DocumentError("limit.time", message) from None


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Have the system ring."""
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, REMINDER_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)  # again: the bell may have rung on the way out
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _OutOfTime


class _Watch:
    """Another thread that rings for this one, until `end` is called."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._whom = threading.get_ident()
        self._over = threading.Event()
        self._gate = threading.Lock()

    def begin(self) -> None:
        """Keep watch from now on."""
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            with self._gate:
                if not self._over.is_set():
                    _interrupt(self._whom, _OutOfTime)
            wait = REMINDER_SECONDS

    def end(self) -> None:
        """Ring no more; what has rung and was not heard yet is not heard any more."""
        while True:
            try:
                with self._gate:
                    self._over.set()
                    _interrupt(self._whom, None)
            except _OutOfTime:
                continue
            return


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    """Raise an error in a thread as soon as it runs Python again, or take back one that it has not met yet."""
    told = ctypes.py_object(error) if error else ctypes.py_object()
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), told)


def memory_share(processes: int) -> int | None:
    """How many bytes each of so many processes may take, so that all fit into this machine, or the part we are given.

    None where the system does not say how large it is.
    """
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
    with suppress(OSError, ValueError):  # no group, or one without a limit
        whole = min(whole, int(GROUP_MEMORY.read_text(encoding="ascii")))
    return max(LEAST_MEMORY_BYTES, whole // max(1, processes))


@contextmanager
def memory_limit(most: int | None) -> Iterator[None]:
    """Let this process take no more memory than so many bytes: what asks for more meets a `MemoryError`.

    Without it the system ends some process, and not always the one at fault. None, or a system without such limits,
    is no limit.
    """
    try:
        import resource  # noqa: PLC0415 - Windows does not have it
    except ImportError:
        most = None
    if most is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    stated = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([most, *stated]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
