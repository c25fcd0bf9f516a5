"""The coder that is reached as OpenAI's chat completions are: against a real server on this machine."""

import time
from typing import Any

import pytest

from dragoman.coders.openai import KEY, PLUGIN
from dragoman.errors import DocumentError, SetupError
from dragoman.plugins import CoderOptions, Opened, TryAgain
from tests.coders.service import Cut, Drips, Fails, Service, running

pytestmark = pytest.mark.slow  # left out of `make quick`


def opened(service: Service, **more: Any) -> Opened:
    return PLUGIN.open(CoderOptions(url=service.url, model="toy", **more))


def test_a_request_holds_what_was_planned_and_the_answer_its_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instructions and passage are apart; the key goes into the head of the request, and the model into the name."""
    monkeypatch.setenv(KEY, "secret")
    with running(lambda _passage: {"events": []}) as service:
        coder = opened(service, request={"max_tokens": None, "max_completion_tokens": 9})
        reply = coder.ask("told", "<<<x\npassage\nx>>>\n")
    assert (reply.text, reply.tokens_in, reply.tokens_out) == ('{"events": []}', 1000, 50)
    (asked,) = service.asked
    assert asked["path"] == "/v1/chat/completions"
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert (asked["messages"][0]["content"], asked["temperature"], asked["model"]) == ("told", 0, "toy")
    assert (asked.get("max_tokens"), asked["max_completion_tokens"]) == (None, 9)
    assert service.headers[0]["authorization"] == "Bearer secret"
    assert coder.name == "openai:toy"
    assert "secret" not in coder.settings


def test_without_a_key_none_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of one's own needs none."""
    monkeypatch.delenv(KEY, raising=False)
    with running(lambda _passage: "{}") as service:
        opened(service).ask("", "\n\n")
    assert "authorization" not in service.headers[0]


@pytest.mark.parametrize(
    ("status", "headers", "kind", "slug", "wait"),
    [
        (429, {"Retry-After": "7"}, TryAgain, "coders.busy", 7.0),
        (429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, TryAgain, "coders.busy", 0.0),
        (503, {"Retry-After": "soon"}, TryAgain, "coders.busy", None),
        (500, {}, TryAgain, "coders.busy", None),
        (401, {}, SetupError, "coders.refused", None),
        (404, {}, SetupError, "coders.refused", None),
        (400, {}, DocumentError, "coders.status", None),
        (301, {"Location": "http://127.0.0.1:1/"}, DocumentError, "coders.status", None),
    ],
)
def test_what_is_no_answer_is_sorted_by_what_happens_next(
    status: int, headers: dict[str, str], kind: type[Exception], slug: str, wait: float | None
) -> None:
    """Try again, and when; stop everything; or leave this passage. The service's own words are repeated."""

    def answer(_passage: str) -> Any:
        raise Fails(status, "because of\n this", headers)

    with running(answer) as service, pytest.raises(kind, match="because of this") as caught:
        opened(service).ask("", "\n\n")
    assert caught.value.slug == slug
    assert getattr(caught.value, "wait_s", None) == wait
    assert len(service.asked) == 1


@pytest.mark.parametrize("drips", [False, True])
def test_a_slow_answer_is_broken_off(drips: bool) -> None:
    """Neither silence nor a trickle holds the work up for longer than the user allows."""

    def answer(_passage: str) -> Any:
        if drips:
            raise Drips
        time.sleep(0.6)
        return "{}"

    with running(answer) as service, pytest.raises(TryAgain) as caught:
        opened(service, timeout_s=0.2).ask("", "\n\n")
    assert caught.value.slug == "coders.timeout"


def test_a_cut_connection_is_tried_again() -> None:
    """And so is one that nobody takes."""

    def answer(_passage: str) -> Any:
        raise Cut

    with running(answer) as service, pytest.raises(TryAgain) as caught:
        opened(service).ask("", "\n\n")
    assert caught.value.slug == "coders.connection"
    with pytest.raises(TryAgain) as caught:  # it does not run any more
        opened(service).ask("", "\n\n")
    assert caught.value.slug == "coders.connection"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b'{"choices": []}', b"[" * 9000, b'{"choices": [{}]}', b"\xff"]
)
def test_something_else_than_a_completion_is_a_problem(body: bytes) -> None:
    """The passage is not coded; the others go on."""

    def answer(_passage: str) -> Any:
        raise Fails(200, body)

    with running(answer) as service, pytest.raises(DocumentError) as caught:
        opened(service).ask("", "\n\n")
    assert caught.value.slug == "coders.form"


def test_an_endless_answer_is_broken_off() -> None:
    """No service fills the memory."""

    def answer(_passage: str) -> Any:
        raise Fails(200, b" " * 4_100_000)

    with running(answer) as service, pytest.raises(DocumentError) as caught:
        opened(service).ask("", "\n\n")
    assert caught.value.slug == "coders.large"


@pytest.mark.parametrize(
    "options", [{}, {"url": "http://127.0.0.1/v1"}, {"model": "toy"}, {"url": "ftp://x/", "model": "toy"},
                {"url": "127.0.0.1:80", "model": "toy"}, {"url": "http://x:y/v1", "model": "toy"}],
)  # fmt: skip
def test_an_address_and_a_model_are_needed(options: dict[str, str]) -> None:
    """Nothing is asked of what is no web address."""
    with pytest.raises(SetupError) as caught:
        PLUGIN.open(CoderOptions(**options))
    assert caught.value.slug == "coders.options"


def test_only_what_changes_answers_is_a_setting() -> None:
    """Further fields of the request do; the port of a server, or a longer limit, is no reason to pay again."""
    made = {
        PLUGIN.open(CoderOptions(url, "toy", request, tokens)).settings
        for url in ("http://a/v1", "http://b/v1")
        for request in ({}, {"seed": 1})
        for tokens in (10, 20)
    }
    assert len(made) == 2
