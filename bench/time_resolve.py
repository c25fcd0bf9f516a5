"""Measure how long `resolve` takes for made mentions, and how much memory, each count in a process of its own.

usage: python bench/time_resolve.py [COUNT...]

Documents come one by one, and what comes of them is not held, as where a case is settled; the time in which the news is
made is left out.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.resolve.made import news

from dragoman.model import Account
from dragoman.resolve import resolve_large
from dragoman.resolve.gist import gists

MIB = 1024  # `ru_maxrss` counts KiB on Linux


class News:
    """Made news, and the time of making it.

    Args:
        count: How many mentions.
    """

    def __init__(self, count: int) -> None:
        self.seconds = 0.0
        self._count = count

    def __iter__(self) -> Iterator[Account]:
        made = news(self._count)
        while True:
            began = time.process_time()
            one = next(made, None)
            self.seconds += time.process_time() - began
            if one is None:
                return
            yield one


def measure(count: int) -> None:
    """Resolve so many mentions, and print what it took."""
    told, began = News(count), time.process_time()
    events = sum(1 for _ in resolve_large(gists(told)).finished)
    busy = time.process_time() - began - told.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    each = busy / count * 1e6
    print(f"{count:9,} mentions: {busy:6.1f} s of one core, {each:.0f} µs each, peak {peak:5,} MB, {events:,} events")


if __name__ == "__main__":
    counts = sys.argv[1:] or ["10000", "100000"]
    if len(counts) == 1:
        measure(int(counts[0]))
    for one in counts if len(counts) > 1 else ():
        subprocess.run([sys.executable, __file__, one], check=True)
