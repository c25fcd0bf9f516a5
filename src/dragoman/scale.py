"""Map a function over jobs in several processes; the outcome is the same with one.

Workers start from a clean server process and end with their parent. Where a worker dies, the pool is made anew and only
the jobs without an outcome are done again.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from dragoman.errors import SetupError

MANY = 1 << 30  # as many jobs as there may be workers
MAX_DEATHS = 3  # times that the pool is made anew before the work is given up

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


def worker_count(jobs: int, *, wanted: int | None = None) -> int:
    """How many processes to use: no more than there are jobs, or cores that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return max(1, min(jobs, wanted or cores))


def map_jobs(
    function: Callable[[Job], Outcome], jobs: Iterable[Job], *, workers: int | None = None
) -> Iterator[tuple[int, Outcome]]:
    """Apply a function to every job and yield `(number of the job, outcome)` in the order of the jobs.

    Few jobs are taken ahead of the outcomes, so that a crawl need not be held in memory.

    Args:
        function: A module-level function; it and the jobs travel to the workers.
        jobs: What it is applied to.
        workers: Processes; the default is one a core. One worker means this very process.

    Raises:
        SetupError: `scale.workers`, where workers died again and again (too little memory, most often).
    """
    ahead = iter(jobs)
    first = list(islice(ahead, worker_count(MANY, wanted=workers)))
    count = worker_count(len(first), wanted=workers)
    ahead = chain(first, ahead)
    if count == 1:
        yield from ((number, function(job)) for number, job in enumerate(ahead))
        return
    undone: deque[Job] = deque()
    number, deaths = 0, 0
    while deaths <= MAX_DEATHS:
        try:
            for outcome in _one_pool(function, undone, ahead, count):
                yield number, outcome
                number += 1
        except BrokenProcessPool:
            deaths += 1
        else:
            return
    raise SetupError("scale.workers", "worker processes died again and again; run again with --workers 1.")


def _one_pool(
    function: Callable[[Job], Outcome], undone: deque[Job], ahead: Iterator[Job], count: int
) -> Iterator[Outcome]:
    """Work off jobs with one pool; `undone` holds those that were taken and have no outcome yet."""
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("forkserver")) as pool:
        waiting = deque(pool.submit(function, job) for job in undone)
        while True:
            for job in islice(ahead, 2 * count + 1 - len(waiting)):
                undone.append(job)
                waiting.append(pool.submit(function, job))
            if not waiting:
                return
            outcome = waiting[0].result()
            waiting.popleft()
            undone.popleft()
            yield outcome
