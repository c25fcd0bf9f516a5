"""Nothing is lost: whatever is ended, full or forbidden at whatever moment, the case is right and the next run goes on.

Deaths come in two ways: from outside, at random moments, and at every single step of writing in turn.
"""

import errno
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest

from dragoman import intake
from dragoman.errors import SetupError
from dragoman.files import rows
from dragoman.judge import read_book
from dragoman.pipeline import build
from dragoman.settings import Settings
from dragoman.store import Case, open_case

pytestmark = pytest.mark.slow

STOPPED = "what is done is kept, and the same command goes on from there."
NOBODY = 65534  # the user without rights
DAYS = range(3, 7)


def write_articles(folder: Path, days: Any = DAYS, of: str = "Iran") -> Path:
    """A folder of short articles, one a day."""
    folder.mkdir(exist_ok=True)
    for day in days:
        text = f"{of} attacked Iraq on {day} January 2020, killing {day + 2} soldiers."
        (folder / f"{of}{day}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few articles are several files."""
    monkeypatch.setattr(intake, "DOCUMENTS_A_SHARD", 2)


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    return [write_articles(tmp_path / "in")]


def made(path: Path, inputs: list[Path]) -> Case:
    return build(path, inputs, settings=Settings(), workers=1)[0]


def held(case: Case) -> tuple[Any, ...]:
    """What a case shows."""
    return case.reports(), case.events(), sorted(one.id for one in case.documents()), case.generation.name


def check_whole(folder: Path) -> None:
    """Every table that bears its name can be read; what readers see is a finished build, or there is none yet."""
    for path in folder.rglob("*.parquet"):
        if not path.name.startswith("."):
            pq.ParquetFile(path).read()
    with suppress(SetupError):
        case = open_case(folder)
        if (folder / "current").exists():
            held(case)


class Ended(BaseException):
    """Stands for a process that is ended: nothing catches it."""


def dying(monkeypatch: pytest.MonkeyPatch, at: int, error: Callable[[], BaseException]) -> None:
    """Make the `at`-th step of writing fail, counted over all files: opening, writing and publishing are each one."""
    step = iter(range(1000))
    fsync, replace, table = os.fsync, Path.replace, pq.write_table

    def counted(function: Any) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            on_disk = not any(isinstance(one, BytesIO) for one in args)
            if on_disk and next(step) == at:
                raise error()
            return function(*args, **more)

        return call

    monkeypatch.setattr(rows.os, "fsync", counted(fsync))
    monkeypatch.setattr(Path, "replace", counted(replace))
    monkeypatch.setattr(rows.pq, "write_table", counted(table))


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("error", [Ended, full])
def test_a_build_that_ends_at_any_step_of_writing_is_completed_by_the_next(
    inputs: list[Path], tmp_path: Path, error: Callable[[], BaseException]
) -> None:
    """No table is half, readers see the build before or the new one, and the next run makes what one run makes."""
    whole = held(made(tmp_path / "whole", inputs))
    first = made(tmp_path / "case", [write_articles(tmp_path / "first", DAYS[:1])])
    before = held(first)
    seen: set[str] = set()
    slugs: set[str] = set()
    for at in range(1000):
        with pytest.MonkeyPatch.context() as patch:
            dying(patch, at, error)
            try:
                made(tmp_path / "case", [*inputs])
                break
            except (Ended, SetupError) as caught:
                slugs.add(getattr(caught, "slug", "ended"))
        check_whole(tmp_path / "case")
        seen.add(held(open_case(tmp_path / "case"))[3])
    assert at > 10
    assert slugs == {"store.write" if error is full else "ended"}
    assert seen <= {before[3], open_case(tmp_path / "case").generation.name}
    assert held(open_case(tmp_path / "case"))[:3] == whole[:3]
    assert not [path for path in (tmp_path / "case").rglob(".*") if rows.WAITING.fullmatch(path.name)]


def command(*arguments: object, **more: Any) -> "subprocess.Popen[str]":
    """Start a command in a process of its own."""
    line = [sys.executable, "-m", "dragoman", *map(str, arguments)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)


def below(process: int) -> list[int]:
    """The processes that a process started."""
    try:
        children = [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [*children, *(other for one in children for other in below(one))]


def test_a_build_that_is_killed_at_random_moments_is_completed_by_the_next(inputs: list[Path], tmp_path: Path) -> None:
    """`kill -9` of the building process, again and again: its workers end too, and the last run has the same ids."""
    write_articles(tmp_path / "in", range(3, 29), of="Turkey")
    whole = held(made(tmp_path / "whole", inputs))
    chance = random.Random(7)
    for _ in range(3):
        with command("build", tmp_path / "case", *inputs, "--workers", 2) as running:
            time.sleep(chance.uniform(0.5, 6))
            others = below(running.pid)
            running.kill()
        check_whole(tmp_path / "case")
        check_ended(others)
    case, built = build(tmp_path / "case", inputs, settings=Settings(), workers=2)
    assert (held(case)[:3], built.problems) == (whole[:3], ())


def check_ended(processes: list[int]) -> None:
    """None of them is left, soon after who started them has ended."""
    end = time.monotonic() + 20
    while (left := [one for one in processes if Path(f"/proc/{one}").exists()]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not left


def test_a_build_that_is_stopped_says_so_and_leaves_nothing_lying_about(tmp_path: Path) -> None:
    """The end of a container, which is as Ctrl-C, while two processes work: all end, and no temporary file is left."""
    folder, rest = write_articles(tmp_path / "in", range(3, 29)), tmp_path / "rest"
    rest.mkdir()
    for more in ("Egypt", "Turkey", "Russia", "Israel", "Syria"):
        write_articles(folder, range(3, 29), of=more)
    place = {**os.environ, "TMPDIR": str(rest)}
    with command("build", tmp_path / "case", folder, "--workers", 2, env=place) as running:
        while len(others := below(running.pid)) < 3 and running.poll() is None:  # two workers, and who tracks them
            time.sleep(0.05)
        running.terminate()
        told = running.communicate(timeout=20)[0]
    assert (running.returncode, told.strip()) == (1, f"dragoman: stopped; {STOPPED}")
    check_ended(others)
    assert not list(rest.rglob("*"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def judge(port: int, mention: str, number: int) -> bool:
    """Send a judgement as the page does; was it acknowledged?"""
    body = {"what": "right", "ids": [mention], "why": f"judgement {number}", "who": "Ann"}
    own = {"origin": f"http://127.0.0.1:{port}", "sec-fetch-site": "same-origin"}
    with suppress(httpx.TransportError):
        return httpx.post(f"http://127.0.0.1:{port}/api/judgements", json=body, headers=own, timeout=30).is_success
    return False


def test_a_judgement_that_was_acknowledged_outlives_the_server(inputs: list[Path], tmp_path: Path) -> None:
    """The server is killed at random moments while judgements are sent: each that was answered is in the book."""
    case = made(tmp_path / "case", inputs)
    mention = case.reports()[0].mentions[0]
    chance, kept = random.Random(3), []
    for number in range(2):
        port = free_port()
        with command("serve", case.path, "--port", port) as server:
            for _ in range(150):
                with suppress(httpx.TransportError):
                    httpx.get(f"http://127.0.0.1:{port}/")
                    break
                time.sleep(0.1)
            sent = 0
            while not judge(port, mention, 100 * number):
                sent += 1
                assert sent < 3
            kept.append(f"judgement {100 * number}")
            threading.Timer(chance.uniform(0.05, 3), server.kill).start()
            sent = 1
            while server.poll() is None and sent < 30:
                if judge(port, mention, 100 * number + sent):
                    kept.append(f"judgement {100 * number + sent}")
                sent += 1
            server.kill()
    book, broken = read_book(case.path)
    assert kept
    assert set(kept) <= {one.why for one in book}
    assert broken == ()
    check_whole(case.path)
    held(made(case.path, inputs))


def test_a_judgement_that_was_cut_short_costs_itself_alone(inputs: list[Path], tmp_path: Path) -> None:
    """A last line that a crash cut is named and passed over, and the next one is whole."""
    case = made(tmp_path / "case", inputs)
    mention = case.reports()[0].mentions[0]
    for number in range(2):
        subprocess.run(
            [
                sys.executable,
                "-m",
                "dragoman",
                "judge",
                str(case.path),
                "right",
                mention,
                "--as",
                "Ann",
                "--why",
                f"{number}",
            ],
            check=True,
            capture_output=True,
        )
        (book,) = (case.path / "judgements").glob("*.jsonl")
        if number == 0:
            book.write_bytes(book.read_bytes() + book.read_bytes()[:-30])
    found, broken = read_book(case.path)
    assert [one.why for one in found] == ["0", "1"]
    assert [one.code for one in broken] == ["judge.line"]


def test_two_builds_at_once_leave_a_right_case(inputs: list[Path], tmp_path: Path) -> None:
    """The second says that the first is at work; given again, it adds what is its own."""
    more = write_articles(tmp_path / "more", of="Egypt")
    both = [command("build", tmp_path / "case", one, "--workers", 1) for one in (*inputs, more)]
    told = [one.communicate()[0] for one in both]
    assert sorted(one.returncode for one in both) in ([0, 0], [0, 2])
    assert all("store.busy" in text for one, text in zip(both, told, strict=True) if one.returncode)
    check_whole(tmp_path / "case")
    last = made(tmp_path / "case", [*inputs, more])
    assert held(last)[:3] == held(made(tmp_path / "whole", [*inputs, more]))[:3]


def test_a_reader_sees_whole_builds_only(tmp_path: Path) -> None:
    """While builds add to a case, every look at it shows one of the builds, and never a mixture."""
    made(tmp_path / "case", [write_articles(tmp_path / "in", DAYS[:1])])
    seen: list[tuple[int, int]] = []
    over = threading.Event()

    def look() -> Iterator[tuple[int, int]]:
        while not over.is_set():
            case = open_case(tmp_path / "case")
            yield len(list(case.documents())), len({one.document for one in case.reports()})

    reader = threading.Thread(target=lambda: seen.extend(look()))
    reader.start()
    for number in (2, 3, 4):
        made(tmp_path / "case", [write_articles(tmp_path / "in", DAYS[:number])])
    over.set()
    reader.join()
    assert {1, 4} <= {documents for documents, _ in seen} | {4}
    assert all(documents == reporting for documents, reporting in seen)


@contextmanager
def without_rights() -> Iterator[None]:
    """Root may write everywhere; work as somebody who may not."""
    is_root = os.getuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_case_that_may_not_be_written_can_be_read(inputs: list[Path], tmp_path: Path) -> None:
    """Reading works, and building says what to do; nothing is changed."""
    case = made(tmp_path / "case", inputs)
    case.sql("select 1")
    files = {path: path.stat().st_mtime_ns for path in case.path.rglob("*") if path.is_file()}
    for path in (*case.path.rglob("*"), case.path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (tmp_path, *list(tmp_path.parents)[:3]):
        with suppress(PermissionError):
            path.chmod(path.stat().st_mode | 0o055)
    with without_rights():
        held(open_case(case.path))
        assert open_case(case.path).sql("select count(*) from events")[1]
        with pytest.raises(SetupError) as caught, open_case(case.path).building():
            pass
    assert caught.value.slug == "store.write"
    assert files == {path: path.stat().st_mtime_ns for path in files}
    for path in (case.path, *case.path.rglob("*")):
        path.chmod(0o755)


def test_clock_and_language_of_the_machine_change_nothing(inputs: list[Path], tmp_path: Path) -> None:
    """Time zones a day apart, and a machine that knows ASCII only: the same case, byte for byte."""
    (inputs[0] / "arabic.txt").write_text("قال: Iran attacked Iraq on 5 January 2020 — “again” 💥.", encoding="utf-8")
    (inputs[0] / "naïve name.txt").write_text("Turkey accused Egypt on Monday.", encoding="utf-8")
    found = []
    for number, more in enumerate(
        ({"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}, {"TZ": "Etc/GMT+12", "LC_ALL": "C.UTF-8"})
    ):
        case = tmp_path / f"{number}" / "case"
        with command("build", case, *inputs, "--workers", 1, env={**os.environ, **more}) as running:
            told = running.communicate()[0]
        assert running.returncode == 0, told
        found.append({path.relative_to(case): path.read_bytes() for path in case.rglob("*") if path.is_file()})
    assert found[0] == found[1]
