"""Limits of time and memory: one document never holds up the others."""

import resource
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import DocumentError
from dragoman.limits import coding_seconds, memory_limit, memory_share, reading_seconds, time_limit

pytestmark = pytest.mark.slow  # left out of `make quick`


def swallow(seconds: float) -> None:
    """Work on, whatever happens, as a library with a catch-all does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            time.sleep(0.01)
        except Exception:  # noqa: BLE001 - on purpose
            time.sleep(0.01)


@pytest.mark.parametrize("work", [time.sleep, swallow])
def test_what_takes_too_long_is_broken_off(work: object) -> None:
    """Sleep, loops and code that catches everything end soon after the time is over."""
    before = time.monotonic()
    with pytest.raises(DocumentError, match="took longer") as caught, time_limit(0.05, "page.html"):
        work(5)
    assert caught.value.slug == "limit.time"
    assert time.monotonic() - before < 4


def test_what_is_done_in_time_is_left_alone() -> None:
    """No alarm is left behind, and the one who waited for alarms before waits again."""
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(5, "page.html"):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


def in_thread(work: Callable[[], Any]) -> list[Any]:
    """What becomes of work in another thread: its outcome, or its error."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(work())
        except DocumentError as error:
            found.append(error.slug)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found


def loop(seconds: float) -> bool:
    """Be busy for a while; true where nothing came between."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return True


def limited(seconds: float, work: Callable[[float], Any], busy: float) -> Any:
    with time_limit(seconds, "page.html"):
        return work(busy)


@pytest.mark.parametrize("work", [loop, swallow])
def test_in_other_threads_too_what_takes_too_long_is_broken_off(work: Any) -> None:
    """A worker of a cluster does its work in a thread, which has no alarms."""
    before = time.monotonic()
    assert in_thread(lambda: limited(0.05, work, 5)) == ["limit.time"]
    assert time.monotonic() - before < 4


def test_in_other_threads_too_what_is_done_in_time_is_left_alone() -> None:
    """No watch rings behind the work, however close the two are."""
    before = threading.enumerate()
    for number in range(40):
        busy = 0.009 + number / 10_000
        assert in_thread(lambda busy=busy: limited(0.01, loop, busy) and loop(0.02)) in ([True], ["limit.time"])
    assert [one for one in threading.enumerate() if one not in before] == []
    assert in_thread(lambda: limited(5, loop, 0.01)) == [True]


def test_what_asks_for_too_much_memory_meets_an_error() -> None:
    """The process lives on, and may take as much as before when the limit is over."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with memory_limit(4 << 30), pytest.raises(MemoryError):
        bytearray(6 << 30)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    with memory_limit(None):
        assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_the_memory_of_a_machine_or_of_a_group_is_shared_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process has its part, and never less than it needs; a limit of the group goes before the machine's size."""
    alone = memory_share(1)
    assert alone is None or alone >= 2 << 30
    monkeypatch.setattr("dragoman.limits.GROUP_MEMORY", tmp_path / "memory.max")
    (tmp_path / "memory.max").write_text(f"{5 << 30}\n")
    assert memory_share(1) == min(alone or 0, 5 << 30)
    assert memory_share(100) == 2 << 30
    (tmp_path / "memory.max").write_text("max\n")
    assert memory_share(1) >= min(alone or 0, 5 << 30)


def test_longer_documents_may_take_longer() -> None:
    """A long document has more time in proportion, and the shortest still has a minute."""
    assert reading_seconds(0) >= 60
    assert coding_seconds(0) >= 60
    assert reading_seconds(64 << 20) > 2 * reading_seconds(1 << 20)
    assert coding_seconds(10_000_000) > 2 * coding_seconds(1_000_000)
