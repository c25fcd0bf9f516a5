"""Time limits: one document never holds up the others."""

import signal
import threading
import time

import pytest

from dragoman.errors import DocumentError
from dragoman.limits import coding_seconds, reading_seconds, time_limit


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
    assert time.monotonic() - before < 1


def test_what_is_done_in_time_is_left_alone() -> None:
    """No alarm is left behind, and the one who waited for alarms before waits again."""
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(5, "page.html"):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_other_threads_work_without_a_limit() -> None:
    """Only a main thread can be given alarms; elsewhere the work is done as it is."""
    done = []

    def work() -> None:
        with time_limit(0.01, "page.html"):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


def test_longer_documents_may_take_longer() -> None:
    """A long document has more time in proportion, and the shortest still has a minute."""
    assert reading_seconds(0) >= 60
    assert coding_seconds(0) >= 60
    assert reading_seconds(64 << 20) > 2 * reading_seconds(1 << 20)
    assert coding_seconds(10_000_000) > 2 * coding_seconds(1_000_000)
