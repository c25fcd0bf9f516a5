"""Measure how long `resolve` takes for made mentions, and how much memory, each count in a process of its own.

usage: python bench/time_resolve.py [COUNT...]

Documents come one by one, and what comes of them is not held, as where a case is settled; the time in which the news is
made is left out. What resolve looks at of a document is made where that is coded: it counts, and is also told apart.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.resolve.made import news

from dragoman.resolve import resolve_large
from dragoman.resolve.gist import gists

Thing = TypeVar("Thing")

MIB = 1024  # `ru_maxrss` counts KiB on Linux


class Timed(Iterator[Thing], Generic[Thing]):
    """Things as they come, and the CPU time in which they are made.

    Args:
        things: The things.
    """

    def __init__(self, things: Iterable[Thing]) -> None:
        self.seconds = 0.0
        self._things = iter(things)

    def __next__(self) -> Thing:
        began = time.process_time()
        try:
            return next(self._things)
        finally:
            self.seconds += time.process_time() - began


def measure(count: int) -> None:
    """Resolve so many mentions, and print what it took."""
    began = time.process_time()
    made = Timed(news(count))
    told = Timed(gists(made))
    events = sum(1 for _ in resolve_large(told).finished)
    busy = time.process_time() - began - made.seconds
    apart = told.seconds - made.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    each = busy / count * 1e6
    print(
        f"{count:9,} mentions: {busy:6.1f} s of one core, {each:.0f} µs each, peak {peak:5,} MB, {events:,} events; "
        f"of that, {apart:.1f} s for what is made where documents are coded"
    )


if __name__ == "__main__":
    counts = sys.argv[1:] or ["10000", "100000"]
    if len(counts) == 1:
        measure(int(counts[0]))
    for one in counts if len(counts) > 1 else ():
        subprocess.run([sys.executable, __file__, one], check=True)
