"""Map a function over jobs in several processes; the outcome is the same with one.

Workers start from a clean server process and end with their parent. Where a worker dies, the pool is made anew and only
the jobs without an outcome are done again.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from dragoman.errors import SetupError

MAX_DEATHS = 3  # times that the pool is made anew before the work is given up

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


def worker_count(jobs: int, *, wanted: int | None = None) -> int:
    """How many processes to use: no more than there are jobs, or cores that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return max(1, min(jobs, wanted or cores))


def map_jobs(
    function: Callable[[Job], Outcome], jobs: Sequence[Job], *, workers: int | None = None
) -> Iterator[tuple[int, Outcome]]:
    """Apply a function to every job and yield `(number of the job, outcome)` in the order of the jobs.

    Args:
        function: A module-level function; it and the jobs travel to the workers.
        jobs: What it is applied to.
        workers: Processes; the default is one a core. One worker means this very process.

    Raises:
        SetupError: `scale.workers`, where workers died again and again (too little memory, most often).
    """
    count = worker_count(len(jobs), wanted=workers)
    if count == 1:
        yield from ((number, function(job)) for number, job in enumerate(jobs))
        return
    done, deaths = 0, 0
    while done < len(jobs):
        try:
            for number, outcome in _one_pool(function, jobs, done, count):
                yield number, outcome
                done = number + 1
        except BrokenProcessPool as error:
            deaths += 1
            if deaths > MAX_DEATHS:
                message = "worker processes died again and again; run again with --workers 1."
                raise SetupError("scale.workers", message) from error


def _one_pool(
    function: Callable[[Job], Outcome], jobs: Sequence[Job], first: int, count: int
) -> Iterator[tuple[int, Outcome]]:
    """Work off the jobs from `first` on with one pool, holding few outcomes at a time."""
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("forkserver")) as pool:
        waiting: dict[int, Future[Outcome]] = {}
        submitted = first
        for number in range(first, len(jobs)):
            while submitted < len(jobs) and submitted <= number + 2 * count:
                waiting[submitted] = pool.submit(function, jobs[submitted])
                submitted += 1
            yield number, waiting.pop(number).result()
