"""A cluster gives the very case that one process gives, whoever dies meanwhile; it runs here, on loopback."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster

from dragoman.errors import SetupError
from dragoman.pipeline import build, build_far
from dragoman.read import portions
from dragoman.scale import crew, map_jobs
from dragoman.settings import Settings
from dragoman.store import Case, open_case
from tests.read.archives.test_warc import crawl, response
from tests.test_pipeline import deadly_work

pytestmark = pytest.mark.slow

STORY = "Troops of {} attacked {} on {} January 2020, killing {} soldiers, officials said. Each blamed the other."
NAMES = ("Iran", "Iraq", "Israel", "Turkey", "Egypt", "Russia")


def story(number: int) -> str:
    """A short article."""
    one, other = NAMES[number % 6], NAMES[(number * 5 + 1) % 6 - 1]
    return STORY.format(one, other, number % 28 + 1, number + 2)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Articles as files, in a table and in a packed crawl."""
    folder = tmp_path_factory.mktemp("inputs")
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(story(number), encoding="utf-8")
    pages = [
        response(f"http://news.test/{number}", f"<html><body><p>{story(number)}</p></body></html>".encode())
        for number in range(20, 60)
    ]
    (folder / "crawl.warc.gz").write_bytes(crawl(*pages, packed=True))
    return [folder]


@pytest.fixture(scope="module", autouse=True)
def _small_portions() -> Iterator[None]:
    """So that a small crawl is cut as a large one is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "PART_BYTES", 1500)
        patch.setattr(portions, "FILES_A_PORTION", 5)
        patch.setattr(portions.cuts, "__defaults__", (1500,))
        yield


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers on loopback; their processes see what tests import."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as made,
    ):
        yield made


def ids(case: Case) -> tuple[Any, ...]:
    """All that a case holds, byte for byte."""
    files = sorted(path.relative_to(case.path) for path in case.path.rglob("*") if not path.name.startswith("."))
    return (
        [str(path) for path in files],
        [one.id for one in case.documents()],
        case.reports(),
        case.events(),
        case.actors(),
        (case.path / "current").read_bytes(),
    )


@pytest.fixture(scope="module")
def alone(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case that one process makes."""
    case, built = build(tmp_path_factory.mktemp("alone") / "case", inputs, settings=Settings(), workers=1)
    assert (built.added, built.problems) == (60, ())
    return case


def test_two_processes_make_the_same_case(alone: Case, inputs: list[Path], tmp_path: Path) -> None:
    """Files, ids and values are those of one process, though a crawl was cut and read by both."""
    other, _ = build(tmp_path / "case", inputs, settings=Settings(), workers=2)
    assert ids(other) == ids(alone)


def test_a_cluster_makes_the_same_case(alone: Case, inputs: list[Path], tmp_path: Path, cluster: Any) -> None:
    """Its workers see no file of this machine; what they make is what one process makes."""
    other, _ = build(tmp_path / "case", inputs, settings=Settings(), workers=cluster.scheduler_address)
    assert ids(other) == ids(alone)


def test_workers_open_what_a_url_names(inputs: list[Path], tmp_path: Path, cluster: Any) -> None:
    """Inputs that every machine sees are read where they lie, and the case may lie elsewhere too."""
    url = f"file://{inputs[0]}"
    built = build_far(f"file://{tmp_path}/there/case", [url], settings=Settings(), workers=cluster.scheduler_address)
    assert (built.read, built.added) == (60, 60)
    assert len(list(open_case(tmp_path / "there" / "case").documents())) == 60
    assert not list(tmp_path.rglob("*.part"))


def test_workers_that_are_killed_cost_nothing(alone: Case, inputs: list[Path], tmp_path: Path, cluster: Any) -> None:
    """A worker is ended while it works; the cluster starts another, and the case is the same."""
    left = 2

    def kill(stage: str, done: int, total: int | None) -> None:
        nonlocal left
        if left and done:
            left -= 1
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    other, _ = build(tmp_path / "case", inputs, settings=Settings(), workers=cluster.scheduler_address, progress=kill)
    assert not left
    assert ids(other) == ids(alone)


def test_a_document_that_kills_every_worker_is_passed_over(
    tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept with its text and a problem that says so; what travelled with it, and all the others, are coded."""
    monkeypatch.setattr("dragoman.intake.DOCUMENTS_A_SHARD", 3)
    monkeypatch.setattr("dragoman.pipeline._work", deadly_work)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3, 9):
        (folder / f"{number}.txt").write_text(f"{story(number)} It was attack {number}.", encoding="utf-8")
    case, built = build(tmp_path / "case", [folder], settings=Settings(), workers=cluster.scheduler_address)
    told = {Path(one.source).stem: bool(one.mentions.events) for one in case.documents()}
    assert told == {"3": True, "4": True, "5": False, "6": True, "7": True, "8": True}
    assert [(one.code, one.source) for one in built.problems] == [("limit.crash", str(folder / "5.txt"))]


def rest(seconds: int) -> int:
    """Take long."""
    time.sleep(seconds)
    return seconds


def test_a_cluster_that_lost_its_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none comes back, the work ends, and the message says that what is done is kept."""
    monkeypatch.setattr("dragoman.scale.CONNECT_SECONDS", 1)
    with (
        LocalCluster(n_workers=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50) as made,
        crew(made.scheduler_address) as hands,
    ):
        outcomes = map_jobs(rest, [0, 60], hands)
        assert next(outcomes) == 0
        made.scale(0)
        with pytest.raises(SetupError, match="is kept") as caught:
            next(outcomes)
    assert caught.value.slug == "scale.cluster"


def test_where_no_scheduler_answers_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody at the address, no address at all, and a machine without Dask."""
    monkeypatch.setattr("dragoman.scale.CONNECT_SECONDS", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(SetupError, match="dask scheduler") as caught, crew(address):
            pass
        assert caught.value.slug == "scale.cluster"
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SetupError, match=r"dragoman\[cluster\]"), crew("tcp://127.0.0.1:9"):
        pass


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to start some."""
    monkeypatch.setattr("dragoman.scale.CONNECT_SECONDS", 1)
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50) as made,
        pytest.raises(SetupError, match="dask worker"),
        crew(made.scheduler_address),
    ):
        pass
