"""A ledger: a file of lines to which lines are only ever added, by one process or several.

A batch of lines is written in one piece, under a lock of its file where the system has such locks, and is on the disk
before the writer goes on. Where a crash cut a line short, the next one begins on a line of its own.
"""

import os
import sys
from pathlib import Path
from typing import BinaryIO


def add_lines(path: Path, lines: bytes) -> None:
    """Add lines, each with its line break, to a file; it is made where there is none.

    Raises:
        OSError: where the file cannot be written, or the disk takes only a part of the lines.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+", buffering=0) as file:
        _lock(file)
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            lines = lines if file.read(1) == b"\n" else b"\n" + lines
        if file.write(lines) < len(lines):
            raise OSError("the disk took only a part of it")
        os.fsync(file.fileno())


def _lock(file: BinaryIO) -> None:
    """Wait until no other process adds to the file; closing the file gives the lock back."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - Windows does not have it; there a line is still written in one piece

        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
