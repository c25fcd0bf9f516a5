"""Measure how long `resolve` takes for made mentions, and how much memory, each count in a process of its own.

usage: python bench/time_resolve.py [COUNT...]
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.resolve.made import news

from dragoman.resolve import resolve_large

MIB = 1024  # `ru_maxrss` counts KiB on Linux


def measure(count: int) -> None:
    """Resolve made news as a case does: documents are read one by one, and what comes of them is not held.

    Making the news is part of the time, and is told apart.
    """
    began = time.process_time()
    for _ in news(count):
        pass
    made = time.process_time() - began
    began = time.process_time()
    actors, finished = resolve_large(news(count))
    events = sum(1 for _ in finished)
    parties = sum(1 for _ in actors)
    busy = time.process_time() - began - made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    print(f"{count:9,} mentions: {busy:6.1f} s of one core, peak {peak:5,} MB, {events:,} events, {parties:,} actors")


if __name__ == "__main__":
    counts = sys.argv[1:] or ["10000", "100000"]
    if len(counts) == 1:
        measure(int(counts[0]))
    for one in counts if len(counts) > 1 else ():
        subprocess.run([sys.executable, __file__, one], check=True)
