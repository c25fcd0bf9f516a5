"""Tests of scale.py."""

import os
from pathlib import Path

import pytest

from dragoman.errors import SetupError
from dragoman.scale import map_jobs, worker_count


def double(number: int) -> int:
    return 2 * number


def die_once(job: tuple[str, int]) -> int:
    """Kill the worker the first time that job 2 is met."""
    marker, number = job
    if number == 2 and not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return number


def always_die(number: int) -> int:
    os._exit(9)


def refuse(number: int) -> int:
    raise SetupError("store.write", f"{number}")


def test_outcomes_come_in_the_order_of_the_jobs_with_one_process() -> None:
    """One worker is this very process."""
    assert list(map_jobs(double, [3, 1, 2], workers=1)) == [(0, 6), (1, 2), (2, 4)]


@pytest.mark.slow
def test_outcomes_are_the_same_with_two_processes() -> None:
    """Two workers give what one gives, in the same order."""
    jobs = list(range(20))
    assert list(map_jobs(double, jobs, workers=2)) == list(map_jobs(double, jobs, workers=1))


@pytest.mark.slow
def test_a_worker_that_dies_costs_nothing(tmp_path: Path) -> None:
    """The pool is made anew, and every job has its outcome once."""
    jobs = [(str(tmp_path / "marker"), number) for number in range(6)]
    assert list(map_jobs(die_once, jobs, workers=2)) == [(number, number) for number in range(6)]


@pytest.mark.slow
def test_workers_that_always_die_end_the_work_with_advice() -> None:
    """The message says what to do."""
    with pytest.raises(SetupError, match="--workers 1") as caught:
        list(map_jobs(always_die, [1, 2], workers=2))
    assert caught.value.slug == "scale.workers"


@pytest.mark.slow
def test_an_error_travels_from_the_worker() -> None:
    """A setup error keeps slug and message on its way between processes."""
    with pytest.raises(SetupError) as caught:
        list(map_jobs(refuse, [1, 2], workers=2))
    assert (caught.value.slug, caught.value.message) == ("store.write", "1")


@pytest.mark.slow
def test_jobs_are_taken_as_they_are_needed() -> None:
    """Few jobs are taken ahead of the outcomes, with one process and with two."""
    for workers in (1, 2):
        taken = []
        outcomes = map_jobs(double, (taken.append(number) or number for number in range(100)), workers=workers)
        assert next(outcomes) == (0, 0)
        assert len(taken) < 10
        assert [outcome for _, outcome in outcomes] == [2 * number for number in range(1, 100)]


def test_no_jobs_give_nothing() -> None:
    """Without a job no process is started."""
    assert list(map_jobs(double, [], workers=2)) == []


def test_no_more_workers_than_jobs() -> None:
    """One job needs one process."""
    assert worker_count(1, wanted=8) == 1
    assert worker_count(0) == 1
