"""Tests of scale.py: the same outcomes whoever works, and whoever dies."""

import gc
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import SetupError
from dragoman.scale import Rescue, crew, map_jobs, worker_count


def double(number: int) -> int:
    return 2 * number


def die_once(job: tuple[str, int]) -> int:
    """Kill the worker the first time that job 2 is met."""
    marker, number = job
    if number == 2 and not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return number


def die_once_half_way(job: tuple[str, int]) -> int:
    """Kill the worker the first time that job 2 is met, when a part of its outcome is on its way."""
    marker, number = job
    if number == 2 and not Path(marker).exists():
        Path(marker).touch()
        for line in [one for one in gc.get_objects() if isinstance(one, Connection) and one.writable]:
            os.write(line.fileno(), (1000).to_bytes(4, "big") + b"the first words of a thousand bytes")
        os._exit(9)
    return number


def always_die(job: tuple[int, ...]) -> int:
    os._exit(9)


def total(numbers: tuple[int, ...]) -> int:
    """Add numbers up; 13 kills the worker."""
    if 13 in numbers:
        os._exit(9)
    return sum(numbers)


def refuse(number: int) -> int:
    raise SetupError("store.write", f"{number}")


def mapped(function: Any, jobs: Any, workers: int, rescue: Any = None) -> list[Any]:
    with crew(workers) as hands:
        return list(map_jobs(function, jobs, hands, rescue))


RESCUE = Rescue(harmless=(1,), parts=lambda job: [(one,) for one in job], join=sum, lost=lambda job: 1000)


def test_outcomes_come_in_the_order_of_the_jobs_with_one_process() -> None:
    """One worker is this very process."""
    assert mapped(double, [3, 1, 2], 1) == [6, 2, 4]


@pytest.mark.slow
def test_outcomes_are_the_same_with_two_processes() -> None:
    """Two workers give what one gives, in the same order."""
    assert mapped(double, range(20), 2) == mapped(double, range(20), 1)


@pytest.mark.slow
@pytest.mark.parametrize("die", [die_once, die_once_half_way])
def test_a_worker_that_dies_costs_nothing(tmp_path: Path, die: Any) -> None:
    """Another one is started, and every job has its outcome once."""
    jobs = [(str(tmp_path / "marker"), number) for number in range(6)]
    assert mapped(die, jobs, 2) == list(range(6))


@pytest.mark.slow
def test_a_job_that_always_kills_is_taken_apart_until_what_is_at_fault_is_found() -> None:
    """The parts that do no harm have their outcomes, also in other jobs; only the one at fault is lost."""
    assert mapped(total, [(1, 2), (3, 13, 4), (5,), (13,)], 2, RESCUE) == [3, 1007, 5, 1000]


@pytest.mark.slow
@pytest.mark.parametrize("rescue", [None, RESCUE])
def test_workers_that_always_die_end_the_work_with_advice(rescue: Any) -> None:
    """Where a harmless job kills them too, no job is at fault; the message says what to do."""
    with pytest.raises(SetupError, match="--workers 1") as caught:
        mapped(always_die, [(1, 2), (3,)], 2, rescue)
    assert caught.value.slug == "scale.workers"


@pytest.mark.slow
def test_an_error_travels_from_the_worker() -> None:
    """A setup error keeps slug and message on its way between processes."""
    with pytest.raises(SetupError) as caught:
        mapped(refuse, [1, 2], 2)
    assert (caught.value.slug, caught.value.message) == ("store.write", "1")


@pytest.mark.slow
def test_jobs_are_taken_as_they_are_needed() -> None:
    """Few jobs are taken ahead of the outcomes, with one process and with two."""
    for workers in (1, 2):
        taken: list[int] = []
        with crew(workers) as hands:
            outcomes = map_jobs(double, (taken.append(number) or number for number in range(100)), hands)
            assert next(outcomes) == 0
            assert len(taken) < 10
            assert list(outcomes) == [2 * number for number in range(1, 100)]


def long(number: int) -> bytes:
    """More than a pipe holds: who hands it over waits until somebody takes it."""
    return bytes(1 << 20)


BOSS = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from dragoman.scale import crew, map_jobs
from tests.test_scale import long
if __name__ == "__main__":
    with crew(2) as hands:
        for _ in map_jobs(long, range(1000), hands):
            print(*(worker._process.pid for worker in hands._workers), flush=True)
            time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_who_asked_them(number: signal.Signals) -> None:
    """However their parent ends, and though they are about to hand over what they made: no process is left."""
    with subprocess.Popen([sys.executable, "-c", BOSS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as boss:
        workers = [int(one) for one in boss.stdout.readline().split()]
        assert len(workers) == 2
        time.sleep(0.2)
        boss.send_signal(number)
        boss.wait(10)
    end = time.monotonic() + 10
    while (left := [one for one in workers if Path(f"/proc/{one}").exists()]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not left


STOPPED_AT_START = """
import os, signal, sys, time
from multiprocessing import util
from dragoman.scale import crew, map_jobs
from tests.test_scale import double
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.default_int_handler)
start = util.spawnv_passfds
def start_and_stop(path, arguments, passed):
    process = start(path, arguments, passed)
    if "spawn_main" in str(arguments):
        os.kill(os.getpid(), int(sys.argv[1]))
        for moment in range(5):  # as a terminal does, whatever the process is about
            time.sleep(0.05)
            os.kill(process, signal.SIGINT)
    return process
if __name__ == "__main__":
    util.spawnv_passfds = start_and_stop
    try:
        with crew(2) as hands:
            print(list(map_jobs(double, range(1000), hands)))
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_is_stopped_while_a_worker_starts_stops_in_silence(number: signal.Signals) -> None:
    """A worker that has half of its task, or that hears Ctrl-C while it starts, has nothing to say of it."""
    line = [sys.executable, "-c", STOPPED_AT_START, str(int(number))]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("stopped\n", "", 0)


@pytest.mark.slow
def test_a_script_that_asks_runs_once(tmp_path: Path) -> None:
    """Workers load what they need, and not the script: it needs no guard around its start."""
    script = tmp_path / "asking.py"
    script.write_text(
        "from dragoman.scale import crew, map_jobs\n"
        "from tests.test_scale import double\n"
        "print('runs')\n"
        "with crew(2) as hands:\n"
        "    print(list(map_jobs(double, range(3), hands)))\n"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("runs\n[0, 2, 4]\n", "")


def test_no_jobs_give_nothing() -> None:
    """Without a job no process is started."""
    assert mapped(double, [], 2) == []


def test_a_single_job_is_done_in_this_process() -> None:
    """Another process would cost more than it saves."""
    assert mapped(lambda _: os.getpid(), [1], 2) == [os.getpid()]


def test_as_many_workers_as_are_wanted() -> None:
    """By default one a core."""
    assert worker_count(8) == 8
    assert worker_count() >= 1
