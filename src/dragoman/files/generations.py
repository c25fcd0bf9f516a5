"""Generations: what was made anew stands beside what was made before, until no reader can be at that any more.

Readers take no lock, so that nobody knows who reads. A reader looks up once which generation is current, and reads its
files one by one for as long as its command, or a view of the page, takes.
"""

import os
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from time import time

KEPT = 4  # generations, the current one among them: a judgement that is taken back leads to the one before
READING = (
    3_600  # seconds after which nobody reads any more in a generation that is not current: a command takes minutes
)
_NEVER = float("-inf")


def forget(folder: Path, last: str, current: str) -> None:
    """Delete the generations of a folder that are neither current, nor among the newest, nor just replaced.

    What was left half made is deleted as well. The one who writes calls it, when a generation has become current; where
    something cannot be deleted it stays, and nothing depends on that.

    Args:
        folder: Holds a folder for each generation.
        last: The file of a generation that is written last, and deleted first: where it is, the others are. The time of
            its last change is when the generation was current last.
        current: The name of the one that is current.
    """
    now, times = time(), {one: _changed(one / last) for one in folder.iterdir() if one.name != current}
    newest = sorted(times, key=lambda one: (-times[one], one.name))
    for one in (folder / current, *newest[:1]):  # the newest beside the current one was current until now
        with suppress(OSError):
            os.utime(one / last, (now, now))
    for number, one in enumerate(newest, start=2):
        if times[one] == _NEVER or (number > KEPT and times[one] < now - READING):
            with suppress(OSError):
                (one / last).unlink(missing_ok=True)
                rmtree(one)


def _changed(file: Path) -> float:
    """When a file was changed last, in seconds; `_NEVER` where there is none."""
    try:
        return file.stat().st_mtime
    except OSError:
        return _NEVER
