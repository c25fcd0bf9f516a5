"""Measure how long `resolve` takes for made mentions, and how much memory.

usage: python bench/time_resolve.py [COUNT...]
"""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.resolve.made import news

from dragoman.resolve import resolve

for count in map(int, sys.argv[1:] or ("1000", "10000")):
    documents = list(news(count))
    began, used = time.perf_counter(), time.process_time()
    made = resolve(documents)
    wall, busy = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{count:9,} mentions: {wall:6.1f} s, {busy:6.1f} s of one core, peak {peak:5,} MB, {len(made.events):,} events"
    )
