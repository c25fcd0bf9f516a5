"""Asking a coder for many passages: in order of what helps, not too fast, and every answer kept."""

import threading
import time
from collections.abc import Callable

import pytest

from dragoman.coders.ask import FAILURES_IN_A_ROW, TRIES, Pace, ask_all
from dragoman.coders.passages import Passage
from dragoman.errors import DocumentError, SetupError
from dragoman.plugins import Opened, Reply, TryAgain

pytestmark = pytest.mark.slow  # left out of `make quick`

QUICK = Pace(first_wait_s=0.001)
Ask = Callable[[str, str], Reply]


def asked(count: int) -> list[tuple[Passage, str]]:
    return [(Passage(f"d{number}", (), ""), str(number)) for number in range(count)]


def run(ask: Ask, count: int, pace: Pace = QUICK) -> tuple[dict[int, str], list[str]]:
    """Ask for so many passages: the answers that were kept, and the problems."""
    kept: dict[int, str] = {}

    def keep(number: int, reply: Reply) -> None:
        kept[number] = reply.text

    problems = ask_all(Opened("toy", "", ask), "told", asked(count), pace, keep)
    return kept, [one.code for one in problems]


def test_every_passage_is_asked_for_with_the_instructions() -> None:
    """Each once, each answer under its own number."""
    heard: list[tuple[str, str]] = []

    def ask(instructions: str, text: str) -> Reply:
        heard.append((instructions, text))
        return Reply(f"answer to {text}")

    assert run(ask, 5, Pace(at_once=3)) == ({number: f"answer to {number}" for number in range(5)}, [])
    assert sorted(heard) == [("told", str(number)) for number in range(5)]


def test_what_passes_by_itself_is_tried_again() -> None:
    """Some times, and no more; then it is a problem, and the others go on."""
    tries: dict[str, int] = {}

    def ask(_instructions: str, text: str) -> Reply:
        tries[text] = tries.get(text, 0) + 1
        if text == "1" or tries[text] < TRIES:
            raise TryAgain("coders.busy", "busy")
        return Reply("done")

    assert run(ask, 3) == ({0: "done", 2: "done"}, ["coders.busy"])
    assert tries == {"0": TRIES, "1": TRIES, "2": TRIES}


def test_the_coder_says_how_long_to_wait() -> None:
    """A further try comes no earlier than it asks for."""
    at: list[float] = []

    def ask(_instructions: str, _text: str) -> Reply:
        at.append(time.monotonic())
        if len(at) == 1:
            raise TryAgain("coders.busy", "busy", 0.2)
        return Reply("done")

    assert run(ask, 1)[1] == []
    assert at[1] - at[0] >= 0.2


def test_requests_are_spread_over_the_minute_and_limited_at_once() -> None:
    """At 600 a minute, five take four tenths of a second; never more under way than allowed."""
    lock, under_way, most = threading.Lock(), 0, 0

    def ask(_instructions: str, _text: str) -> Reply:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return Reply("done")

    begun = time.monotonic()
    run(ask, 5, Pace(at_once=2, a_minute=600))
    assert time.monotonic() - begun >= 0.4
    run(ask, 8, Pace(at_once=2))
    assert most == 2


def test_a_coder_that_fails_again_and_again_is_left() -> None:
    """The passages that were not asked for are listed, so that nothing is lost silently."""
    heard: list[str] = []

    def ask(_instructions: str, text: str) -> Reply:
        heard.append(text)
        raise DocumentError("coders.status", "no")

    kept, problems = run(ask, FAILURES_IN_A_ROW + 5)
    assert not kept
    assert len(heard) == FAILURES_IN_A_ROW
    assert problems == ["coders.status"] * FAILURES_IN_A_ROW + ["coders.left"] * 5


def test_a_refusal_stops_the_work_and_keeps_what_is_under_way() -> None:
    """Answers of other threads are paid for: they are waited for and kept."""
    began = threading.Event()

    def ask(_instructions: str, text: str) -> Reply:
        if text == "0":
            began.set()
            time.sleep(0.1)
            return Reply("paid")
        began.wait()
        raise SetupError("coders.refused", "wrong key")

    kept: dict[int, str] = {}
    with pytest.raises(SetupError, match="wrong key"):
        ask_all(
            Opened("toy", "", ask),
            "",
            asked(20),
            Pace(at_once=2),
            lambda number, reply: kept.update({number: reply.text}),
        )
    assert kept == {0: "paid"}


def test_a_stop_by_the_user_ends_waiting_and_keeps_what_is_under_way() -> None:
    """Ctrl-C: nobody waits for another try, and the answer that comes is kept."""
    kept: dict[int, str] = {}
    waiting = threading.Event()

    def ask(_instructions: str, text: str) -> Reply:
        if text == "1":
            waiting.set()
            raise TryAgain("coders.busy", "busy", 60)
        if text == "0":
            waiting.wait()
        return Reply("paid")

    def keep(number: int, reply: Reply) -> None:
        if number == 2:
            raise KeyboardInterrupt
        kept[number] = reply.text

    def slow(instructions: str, text: str) -> Reply:
        if text == "2":
            waiting.wait()
        return ask(instructions, text)

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        ask_all(Opened("toy", "", slow), "", asked(9), Pace(at_once=3), keep)
    assert time.monotonic() - begun < 10
    assert 1 not in kept
