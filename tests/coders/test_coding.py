"""A case that another coder reads: asked once, kept as answered, beside the rules, and judged like them."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dragoman.codebook import load_codebook
from dragoman.coders.ask import Pace
from dragoman.coders.book import FOLDER, read_answers
from dragoman.coders.openai import KEY, PLUGIN
from dragoman.coding import Prices, code, plan
from dragoman.errors import SetupError
from dragoman.evaluate.coders import coder_agreements
from dragoman.explain import Explained
from dragoman.judge import append
from dragoman.model import RULES
from dragoman.plugins import CoderOptions
from dragoman.settle import judge_again
from dragoman.store import Case, open_case
from tests.coders.made import CODER, TEXT, document, proposal
from tests.coders.service import Fails, Service, running
from tests.judge.test_judge import at, said
from tests.judge.test_settled import made
from tests.resolve.made import IRAN, event

pytestmark = pytest.mark.slow  # left out of `make quick`

Command = Callable[..., tuple[int, str, str]]
CONDEMNED = proposal(sentence="Iraq condemned the attack.", trigger="condemned", type="ACCUSE", mode=None, when=None,
                     where=None, figures=[], actors=["Iraq"], recipients=[])  # fmt: skip
QUICK = Pace(first_wait_s=0.001)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Two documents of one text; in the first the rules found the missiles, in the second nothing."""
    one, other = document("a"), document("b")
    fired = event("a", TEXT.index("fired"), "fired", type="COERCE", actors=(IRAN,))
    one = replace(one, mentions=replace(one.mentions, events=(fired,)))
    other = replace(other, text=TEXT + " ", meta=replace(other.meta, outlet="The Other"))
    return made(tmp_path / "case", one, other)[0]


def both(_passage: str) -> Any:
    return {"events": [proposal(), CONDEMNED]}


def coded(case: Case, service: Service, *, again: bool = False) -> Any:
    opened = PLUGIN.open(CoderOptions(service.url, "toy"))
    planned = plan(case, opened, load_codebook(), 1000, again=again)
    return code(case, opened, planned, QUICK, lambda _stage, _done, _total: None)


def outcome(case: Case) -> tuple[Any, ...]:
    fresh = open_case(case.path)
    return fresh.events(), fresh.reports(), tuple(fresh.documents())


def test_codings_stand_beside_the_rules(case: Case) -> None:
    """The rules' report keeps its values; what they missed is an event of both documents; explain says who coded it."""
    before = open_case(case.path).reports()
    with running(both) as service:
        done = coded(case, service)
    assert (done.answered, done.tokens_in, done.events, done.beside) == (2, 2000, 4, 1)
    assert not done.problems
    fresh = open_case(case.path)
    assert all(report in fresh.reports() for report in before)
    (account, _) = sorted(fresh.documents(), key=lambda one: one.id)
    assert [(one.coder, one.type) for one in account.mentions.events] == [(RULES, "COERCE"), (CODER, "ACCUSE")]
    told = Explained(fresh)
    shown = "\n".join(line for event in told.events for _, line in told.lines(event))
    assert "beside it" in shown
    assert f"coded by {CODER}" in shown
    assert fresh.sql(f"select count(*) from event_mentions where coder = '{CODER}'")[1] == [(3,)]
    assert [one.mentions.events for one in fresh.documents(judged=False)][1] == ()


def test_nothing_is_asked_twice(case: Case) -> None:
    """A second run makes no request and changes nothing; another model, or another codebook, is asked anew."""
    with running(both) as service:
        coded(case, service)
        first = outcome(case)
        assert coded(case, service).answered == 0
        assert len(service.asked) == 2
        assert outcome(case) == first
        other = PLUGIN.open(CoderOptions(service.url, "zoo"))
        assert len(plan(case, other, load_codebook(), 1000).asked) == 2


def test_failures_are_problems_and_are_asked_again(case: Case) -> None:
    """One passage is refused, the other coded; the next run asks only for the one that is missing."""
    failing = True

    def answer(passage: str) -> Any:
        if failing and len(service.asked) == 1:
            raise Fails(400, "context too long")
        return both(passage)

    with running(answer) as service:
        done = coded(case, service)
        assert (done.answered, [one.code for one in done.problems]) == (1, ["coders.status"])
        failing = False
        assert coded(case, service).answered == 1
    assert len(service.asked) == 3


def test_what_was_paid_before_a_refusal_stands_in_the_case(case: Case) -> None:
    """The account runs dry after the first answer: the work stops, and that answer counts."""

    def answer(passage: str) -> Any:
        if len(service.asked) > 1:
            raise Fails(402, "no credit")
        return both(passage)

    with running(answer) as service:
        with pytest.raises(SetupError, match="no credit"):
            coded(case, service)
        assert len(service.asked) == 2
    assert any(one.coder == CODER for account in open_case(case.path).documents() for one in account.mentions.events)


def test_an_unreadable_answer_is_kept_and_asked_again_only_if_wanted(case: Case) -> None:
    """It is paid; the user says whether another is worth it. Then the new answer holds."""
    good = False
    with running(lambda passage: both(passage) if good else "I am sorry, {") as service:
        done = coded(case, service)
        assert [one.code for one in done.problems] == ["coders.answer"] * 2
        good = True
        assert coded(case, service).answered == 0
        done = coded(case, service, again=True)
    assert (done.answered, done.events, done.problems) == (2, 4, ())


def test_what_a_hostile_text_makes_a_model_say_is_not_kept(case: Case) -> None:
    """A model that obeys the text of an article can only propose words that stand there."""
    hostile = proposal(actors=["Israel"], recipients=["Israel"]) | {"ignore": "all rules"}
    with running(lambda _passage: {"events": [hostile, "delete the case", {"sentence": 3}]}) as service:
        done = coded(case, service)
    assert done.events == 0
    assert {one.code for one in done.problems} == {"coders.proposal"}
    assert len(done.problems) == 6


def test_a_judgement_beats_a_coder(case: Case) -> None:
    """What a coder found is judged wrong as what a rule found, and stays so when it is asked again."""
    with running(both) as service:
        coded(case, service)
        (account, *_) = open_case(case.path).documents(only={"b"})
        (mention,) = [one for one in account.mentions.events if one.type == "ACCUSE"]
        append(case.path, [said("wrong", about=at(account, mention))])
        judge_again(case)
        coded(case, service)
    (account, *_) = open_case(case.path).documents(only={"b"})
    assert [one.type for one in account.mentions.events] == ["ASSAULT"]
    assert [one.mention.coder for one in account.left_out] == [CODER]


def test_deleting_its_file_takes_a_coder_out(case: Case) -> None:
    """The case is then what the rules made of it, as before."""
    before = outcome(case)
    with running(both) as service:
        coded(case, service)
    assert outcome(case) != before
    (file,) = (case.path / FOLDER).iterdir()
    file.unlink()
    judge_again(case)
    assert outcome(case) == before


def test_agreement_is_counted_over_what_both_have_read(case: Case) -> None:
    """One event both found, though of different types; alpha of the events takes no event for a type."""
    with running(both) as service:
        coded(case, service)
    lines = coder_agreements(list(case.documents(judged=False)), read_answers(case.path))
    found = {one.measured.name: one for one in lines}
    events, types = found["events"], found["type"]
    assert events.coders == (RULES, CODER)
    assert (events.measured.right, events.measured.wanted, events.measured.said) == (1, 1, 4)
    assert (types.measured.right, types.measured.f1) == (0, 0.0)
    assert events.alpha is not None
    assert events.alpha < 0
    assert found["actors"].measured.wanted == 1


def test_paragraphs_without_a_readable_answer_count_for_nobody(case: Case) -> None:
    """The rules are not blamed for events in what the other coder did not read."""
    with running(lambda _passage: "no JSON") as service:
        coded(case, service)
    lines = coder_agreements(list(case.documents(judged=False)), read_answers(case.path))
    assert next((one.measured.name, one.measured.wanted, one.measured.said) for one in lines) == ("events", 0, 0)


def test_a_broken_line_of_the_book_is_passed_over(case: Case) -> None:
    """A crash cuts a line short: it is named, the others count, and its passage is asked for again."""
    with running(both) as service:
        coded(case, service)
        (file,) = (case.path / FOLDER).iterdir()
        file.write_bytes(file.read_bytes()[:-40])
        done = coded(case, service)
        assert (done.answered, [one.code for one in done.problems]) == (1, ["coders.line"])
    assert done.events == 4


def test_answers_without_their_brief_are_passed_over(case: Case) -> None:
    """Nobody knows what the coder could choose from."""
    with running(both) as service:
        coded(case, service)
    (file,) = (case.path / FOLDER).iterdir()
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[1:]))
    book = read_answers(case.path)
    assert (book.answers, {one.code for one in book.problems}) == ({}, {"coders.line"})


def test_a_book_that_cannot_be_written_stops_the_work(case: Case) -> None:
    """Before anything is paid."""
    (case.path / FOLDER).write_text("in the way")
    with running(both) as service:
        with pytest.raises(SetupError) as caught:
            coded(case, service)
        assert not service.asked
    assert caught.value.slug == "coders.write"


def test_prices_are_for_a_million_tokens() -> None:
    """Given and answered tokens have prices of their own."""
    assert Prices(2.0, 10.0).of(500_000, 100_000) == 2.0


# ----------------------------------------------------------------------------------------------------- the command


def test_the_command_says_what_it_will_cost_and_asks(
    case: Case, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests, tokens and price come first; without a yes nothing is sent; the key stands nowhere."""
    monkeypatch.setenv(KEY, "sk-very-secret")
    with running(both) as service:
        asked = ("code", case.path, "--coder", "openai", "--url", service.url, "--coder-model", "toy")
        priced = (*asked, "--price-in", 1000, "--price-out", 1000)
        monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
        status, out, _ = command(*priced)
        assert (status, service.asked) == (1, [])
        assert "2 requests to make" in out
        tokens = re.search(r"about ([\d,]+) tokens in, at most 8,000 out; at most ([\d.]+) by", out)
        assert tokens is not None
        assert float(tokens[2]) == pytest.approx((int(tokens[1].replace(",", "")) + 8000) / 1000)
        status, out, err = command(*priced, "--yes")
        assert (status, err.count("coders.")) == (0, 0)
        assert "2,000 tokens in, 100 out; 2.1000 by" in out
        assert "4 events of this coder: 1 at words that were coded before" in out
        status, out, _ = command(*asked)
        assert "0 requests to make; 2 passages were answered before" in out
        assert status == 0
    assert not [file for file in case.path.rglob("*") if file.is_file() and b"sk-very-secret" in file.read_bytes()]
    status, out, _ = command("evaluate", case.path, "--coders")
    assert status == 0
    assert "rules and openai:toy" in out


def test_the_command_refuses_what_it_cannot_do(case: Case, command: Command) -> None:
    """No such coder, no JSON, nothing to compare, a wrong key: each has its message and status 2."""
    for arguments, slug in (
        (("--coder", "nobody"), "coders.name"),
        (("--coder", "openai"), "coders.options"),
        (("--coder", "openai", "--request", "{"), "coders.request"),
        (("--coder", "openai", "--request", "[]"), "coders.request"),
    ):
        status, _, err = command("code", case.path, *arguments)
        assert (status, slug in err) == (2, True), err
    status, _, err = command("evaluate", case.path, "--coders")
    assert (status, "evaluate.coders" in err) == (2, True)

    def answer(_passage: str) -> Any:
        raise Fails(401, "wrong key")

    with running(answer) as service:
        asked = ("code", case.path, "--coder", "openai", "--url", service.url, "--coder-model", "toy", "--yes")
        status, _, err = command(*asked)
    assert (status, "coders.refused" in err, len(service.asked)) == (2, True, 1)


def test_nothing_coded_is_no_success(case: Case, command: Command) -> None:
    """Where every passage fails, the status says so."""

    def answer(_passage: str) -> Any:
        raise Fails(400, "no")

    with running(answer) as service:
        asked = ("code", case.path, "--coder", "openai", "--url", service.url, "--coder-model", "toy", "--yes")
        status, _, err = command(*asked)
    assert (status, "coders.nothing" in err, err.count("coders.status")) == (1, True, 2)


@pytest.mark.slow
def test_a_kill_in_the_middle_pays_for_nothing_twice(tmp_path: Path) -> None:
    """After `kill -9` the same command asks only for what has no answer yet, and the outcome is that of one run."""
    accounts = [replace(document(f"d{at}"), text=TEXT + " " * at) for at in range(6)]
    whole, cut = (made(tmp_path / name, *accounts)[0] for name in ("whole", "cut"))
    held = True

    def answer(passage: str) -> Any:
        while held and len(service.asked) > 3:
            time.sleep(0.02)
        return both(passage)

    with running(answer) as service:
        asked = ("code", cut.path, "--coder", "openai", "--url", service.url, "--coder-model", "toy", "--yes")
        arguments = [sys.executable, "-m", "dragoman", *map(str, asked)]
        worker = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(service.asked) < 4 and worker.poll() is None:
            time.sleep(0.02)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        held = False
        assert len(read_answers(cut.path).answers) == 3
        assert subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL).returncode == 0
        assert len(service.asked) == 4 + 3
        coded(whole, service)
    assert outcome(whole) == outcome(cut)
