"""Map a function over jobs in several processes, of this machine or of a Dask cluster; the outcome is that of one.

A job carries what it works on, and its outcome comes back to the one process that asked: workers need no disk in common
and write nothing, so that one that dies leaves nothing half done. Where one dies, the jobs that it had are done again,
each by itself; a job that ends every process that takes it is taken apart, until what is at fault is found.
"""

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from dragoman.errors import SetupError

AHEAD = 2  # jobs a worker that are handed out before their turn, so that none waits while outcomes are stored
CONNECT_SECONDS = 30  # until a scheduler, and the first worker, must have answered; so long a cluster may be empty
RETRIES = 2  # times that a cluster repeats a job which failed by an error, such as a store that did not answer

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
_one_at_a_time = threading.Lock()  # parsers are not made for threads, and a worker of a cluster may have several


class Rescue(msgspec.Struct, Generic[Job, Outcome], frozen=True):
    """What to do where a job ends every process that takes it.

    Attributes:
        harmless: A small job that is known to do no harm; where it ends its process as well, the workers are at fault.
        parts: Takes a job apart; one that cannot be taken apart is returned alone.
        join: Puts the outcomes of the parts together, in their order.
        lost: The outcome of a job that is at fault and cannot be taken apart.
    """

    harmless: Job
    parts: Callable[[Job], Sequence[Job]]
    join: Callable[[Sequence[Outcome]], Outcome]
    lost: Callable[[Job], Outcome]


class Promise(Protocol):
    """An outcome to come."""

    def result(self) -> Any:
        """Wait for it."""


class Crew(Protocol):
    """Processes that take jobs.

    Attributes:
        died: What `Promise.result` raises where the process that had the job died.
        gone: What it raises where nobody is left to take a job.
        repeats: How often a job that ended what had it is done again, alone, before it is taken apart.
        tries: How often one that cannot be taken apart may end what has it, alone, before it is held to be at fault.
        is_elsewhere: They may be on other machines, and see none of this one's files.
    """

    died: tuple[type[Exception], ...]
    gone: tuple[type[BaseException], ...]
    repeats: int
    tries: int
    is_elsewhere: bool

    @property
    def size(self) -> int:
        """How many jobs are done at a time; 0 where this very process does them."""

    def submit(self, function: Callable[[Job], Outcome], job: Job) -> Promise:
        """Hand out a job."""


class _Died(Exception):  # noqa: N818 - never shown; map_jobs answers it
    """The process that had a job ended before it had an outcome."""


class _Processes:
    """Processes of this machine; each starts from nothing, and they end with their parent.

    Each has a line of its own to a thread of this process: what one that dies half-way leaves on its line harms no
    other. The pools of the standard library share one line, which stays blocked then (gh-94777 and others like it).
    """

    died: tuple[type[Exception], ...] = (_Died,)
    gone: tuple[type[BaseException], ...] = ()
    repeats = 1  # once may be chance
    tries = 2
    is_elsewhere = False

    def __init__(self, count: int) -> None:
        self.size = 0 if count == 1 else count
        self._threads = ThreadPoolExecutor(max(1, self.size), "worker", _hear_nothing)
        self._own = threading.local()
        self._starting = threading.Lock()
        self._workers: list[_Worker] = []
        self._is_over = False

    def submit(self, function: Callable[[Job], Outcome], job: Job) -> Promise:
        """Hand out a job."""
        return self._threads.submit(self._done, function, job)

    def _done(self, function: Callable[[Job], Outcome], job: Job) -> Outcome:
        """Have a job done by the process of this thread, which is started, or started again, where there is none."""
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = self._started()
        try:
            return worker.do(function, job)
        except _Died:
            self._own.worker = None
            worker.end()
            raise

    def _started(self) -> "_Worker":
        with self._starting:
            if self._is_over:
                raise _Died
            worker = _Worker()
            self._workers.append(worker)
            return worker

    def close(self, *, at_once: bool) -> None:
        """End the processes, at once or when they have done what they began; a second Ctrl-C does not hinder it."""
        ending = threading.Thread(target=self._end, args=(at_once,))
        ending.start()
        ending.join()

    def _end(self, at_once: bool) -> None:
        if at_once:
            with self._starting:
                self._is_over = True
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()


class _Worker:
    """A process, and the line to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,))
        with _without_main():
            self._process.start()
        theirs.close()  # so that a line whose worker has died says so

    def do(self, function: Callable[[Job], Outcome], job: Job) -> Outcome:
        """Have a job done.

        Raises:
            _Died: The process ended; it is not to be used again.
            Exception: What the function raised.
        """
        try:
            self._line.send((function, job))
            outcome, failure = self._line.recv()
        except (EOFError, OSError) as error:
            raise _Died from error
        if failure is not None:
            raise failure
        return outcome  # type: ignore[no-any-return]

    def kill(self) -> None:
        """End the process, whatever it is about."""
        self._process.kill()

    def end(self) -> None:
        """Wait until the process has ended, which it does when its line is closed."""
        self._line.close()
        self._process.join()


@contextmanager
def _without_main() -> Iterator[None]:
    """Start a process that loads this module, and not the script or command that asks: it would run a second time."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _work(line: Connection) -> None:
    """Do what comes along a line, until it is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            function, job = line.recv()
            try:
                line.send((function(job), None))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is for who asked
                error.add_note(f"In a worker process:\n{traceback.format_exc()}")
                line.send((None, error))


def _end_with_parent() -> None:
    """End this process when its parent does, however that ends, and whatever this one is about."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _hear_nothing() -> None:
    """Make what this thread starts deaf to Ctrl-C, which a terminal sends to all and the main thread answers."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        resource_tracker.ensure_running()  # when it starts, it lets the thread hear again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Cluster:
    """The workers of a Dask cluster.

    Args:
        address: Of its scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        SetupError: `scale.cluster`, where Dask is not installed, or no scheduler with workers answers.
    """

    repeats = 0  # Dask has given it to four workers by then (allowed-failures), and each took seconds to come back
    tries = 1
    is_elsewhere = True

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker  # noqa: PLC0415 - an extra, and slow to load
            from distributed.client import WorkerStartTimeoutError  # noqa: PLC0415
            from distributed.comm.core import CommClosedError  # noqa: PLC0415
        except ImportError as error:
            message = 'Dask is not installed here. Run: pip install "dragoman[cluster]"'
            raise SetupError("scale.cluster", message) from error
        self.died: tuple[type[Exception], ...] = (KilledWorker,)
        self.gone: tuple[type[BaseException], ...] = (CancelledError, CommClosedError, WorkerStartTimeoutError)
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            message = f"no Dask scheduler answers at {address} ({error}). Start one with: dask scheduler"
            raise SetupError("scale.cluster", message) from error
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            self.close(at_once=True)
            message = f"the cluster at {address} has no workers. Start some with: dask worker {address} --nthreads 1"
            raise SetupError("scale.cluster", message) from error

    @property
    def size(self) -> int:
        """One job a worker."""
        return max(1, len(self._client.nthreads()))

    def submit(self, function: Callable[[Job], Outcome], job: Job) -> Promise:
        """Hand out a job, whose outcome is never taken from one of before."""
        sent = self._client.submit(_alone_in_process, function, job, pure=False, retries=RETRIES)
        return _Awaited(sent, self._client)

    def close(self, *, at_once: bool) -> None:  # noqa: ARG002 - Dask takes back at once what it has not begun
        """Leave the cluster as it is."""
        self._client.close()


class _Awaited:
    """An outcome that a cluster owes, for as long as it has workers: one without any would be waited for for ever."""

    def __init__(self, sent: Any, client: Any) -> None:
        self._sent = sent
        self._client = client

    def result(self) -> Any:
        """Wait for the outcome, and where it takes long, see whether anybody is left who works on it."""
        while True:
            try:
                return self._sent.result(timeout=CONNECT_SECONDS)
            except TimeoutError:
                if self._sent.done():
                    return self._sent.result()  # what is raised is the job's own
                self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)


def _alone_in_process(function: Callable[[Job], Outcome], job: Job) -> Outcome:
    with _one_at_a_time:
        return function(job)


def worker_count(wanted: int | None = None) -> int:
    """How many processes to use: those that are wanted, else one for each core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return max(1, wanted or cores)


@contextmanager
def crew(workers: int | str | None = None) -> Iterator[Crew]:
    """Gather who works, and let them go at the end.

    Args:
        workers: Processes of this machine, by default one a core, of which 1 is this very process; or the address of
            a cluster.

    Raises:
        SetupError: `scale.cluster`, where there is none.
    """
    gathered = _Cluster(workers) if isinstance(workers, str) else _Processes(worker_count(workers))
    is_done = False
    try:
        yield gathered
        is_done = True
    finally:
        gathered.close(at_once=not is_done)


def map_jobs(
    function: Callable[[Job], Outcome],
    jobs: Iterable[Job],
    workers: Crew,
    rescue: Rescue[Job, Outcome] | None = None,
) -> Iterator[Outcome]:
    """Apply a function to every job and yield the outcomes in the order of the jobs.

    Few jobs are taken ahead of the outcomes, so that a crawl need not be held in memory. A single job of this machine
    is done in this very process, since starting another one costs more.

    Args:
        function: A module-level function; it and the jobs travel to the workers.
        jobs: What it is applied to.
        workers: Who does it.
        rescue: What to do where a job ends every process that takes it.

    Raises:
        SetupError: `scale.workers`, where workers die whatever they do, or a job kills them and there is no rescue;
            `scale.cluster`, where the cluster is lost.
    """
    ahead = iter(jobs)
    first = list(islice(ahead, 2))
    ahead = chain(first, ahead)
    if workers.size == 0 or (isinstance(workers, _Processes) and len(first) < 2):
        yield from map(function, ahead)
        return
    try:
        yield from _mapped(function, ahead, workers, rescue)
    except workers.gone as error:
        message = f"the cluster was lost ({error}). What is done is kept: give the same command again."
        raise SetupError("scale.cluster", message) from error


def _mapped(
    function: Callable[[Job], Outcome], ahead: Iterator[Job], workers: Crew, rescue: Rescue[Job, Outcome] | None
) -> Iterator[Outcome]:
    """Hand out jobs and yield their outcomes; those that died with their process are done again by themselves."""
    waiting: deque[tuple[Job, Promise]] = deque()
    while True:
        for job in islice(ahead, max(0, AHEAD * workers.size + 1 - len(waiting))):
            waiting.append((job, workers.submit(function, job)))
        if not waiting:
            return
        try:
            outcome = waiting[0][1].result()
        except workers.died:
            ended = [(job, _ended(promise, workers)) for job, promise in waiting]
            waiting.clear()
            for job, outcomes in ended:
                yield outcomes[0] if outcomes else _alone(function, job, workers, rescue)
            continue
        waiting.popleft()
        yield outcome


def _ended(promise: Promise, workers: Crew) -> tuple[Any, ...]:
    """Wait for an outcome; nothing where the process died."""
    try:
        return (promise.result(),)
    except workers.died:
        return ()


def _alone(function: Callable[[Job], Outcome], job: Job, workers: Crew, rescue: Rescue[Job, Outcome] | None) -> Outcome:
    """Do a job while no other is done; where it is at fault, take it apart."""
    parts = rescue.parts(job) if rescue else ()
    is_one = len(parts) < 2
    for _ in range(workers.tries if is_one else workers.repeats):
        if done := _ended(workers.submit(function, job), workers):
            return done[0]  # type: ignore[no-any-return]
    if rescue and not is_one:
        return rescue.join([_alone(function, part, workers, rescue) for part in parts])
    if rescue is None or not _ended(workers.submit(function, rescue.harmless), workers):
        raise SetupError("scale.workers", "worker processes die whatever they do; run again with --workers 1.")
    return rescue.lost(job)
