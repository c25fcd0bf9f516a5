"""Apart: read in a process of its own what could take this one down.

Libraries in C end a process that runs out of memory, and no time limit of Python reaches into them. The other process
is started once and serves one document after the other; where it dies or takes too long, the next one gets a new one.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import IO

try:
    import resource
except ImportError:  # Windows, where nothing limits the memory of a process from within
    resource = None  # type: ignore[assignment]

MOST_MEMORY_BYTES = 3 << 30  # of the other process, Python included; the largest honest PDFs that we know take 0.5 GB
MOST_SERVED = 200  # documents, after which the process is begun anew, so that what they left in memory goes
LENGTH_BYTES = 8


class Apart:
    """A process that answers bytes with bytes.

    Args:
        module: What it runs: a module whose `main` calls `serve`.
    """

    def __init__(self, module: str) -> None:
        self.module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._owner, self._served, self._lock = os.getpid(), 0, threading.Lock()
        atexit.register(self.close)

    def ask(self, content: bytes, seconds: float) -> bytes | None:
        """Send bytes and wait for the answer; None where the process died or took longer than it may.

        Args:
            content: What to work on.
            seconds: By the clock, after which the process is ended.
        """
        with self._lock:
            process = self._ready()
            bell = threading.Timer(seconds, process.kill)
            bell.start()
            answer = None
            try:
                _send(process.stdin, content)
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                bell.cancel()
                if answer is None:
                    self.close()
            return answer

    def close(self) -> None:
        """End the process, if it runs and is ours."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()

    def _ready(self) -> subprocess.Popen[bytes]:
        """The process, begun anew where there is none of ours, or it has served long enough."""
        if self._served >= MOST_SERVED:
            self.close()
        if self._owner != os.getpid():
            self._process, self._owner = None, os.getpid()
        if self._process is None:
            command = [sys.executable, "-P", "-m", self.module]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module
            self._served = 0
        self._served += 1
        return self._process


@lru_cache
def apart(module: str) -> Apart:
    """The process that runs a module for this one."""
    return Apart(module)


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer what is asked on the standard input, until it ends."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    while (content := _receive(sys.stdin.buffer)) is not None:
        _send(sys.stdout.buffer, answer(content))


def _send(pipe: IO[bytes] | None, content: bytes) -> None:
    """Write a length and so many bytes."""
    if pipe is not None:
        pipe.write(len(content).to_bytes(LENGTH_BYTES, "big"))
        pipe.write(content)
        pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes | None:
    """Read a length and so many bytes; None where the pipe ends before."""
    head = pipe.read(LENGTH_BYTES) if pipe is not None else b""
    size = int.from_bytes(head, "big") if len(head) == LENGTH_BYTES else -1
    content = pipe.read(size) if pipe is not None and size >= 0 else b""
    return content if len(content) == size else None
