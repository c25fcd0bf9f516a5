"""Judgements that the page sends: taken from the page alone, and at once in what it shows."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from dragoman import serve
from dragoman.judge import read_book
from dragoman.judging.request import LONGEST
from dragoman.store import Case
from tests.judge.test_judge import strike, told
from tests.judge.test_settled import ALIKE, made

pytestmark = pytest.mark.slow  # left out of `make quick`

HOST = "http://127.0.0.1:8765"
OWN = {"origin": HOST, "sec-fetch-site": "same-origin", "content-type": "application/json"}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    page = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    monkeypatch.setattr(serve, "template", lambda: page)
    return made(tmp_path / "case", told(strike(**ALIKE)), told(strike("b", **ALIKE), document="b"))[0]


def send(case: Case, body: Any, **headers: str) -> httpx.Response:
    """The answer to a browser that sends a judgement."""

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(serve.make_app(case))
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            named = OWN | {name.replace("_", "-"): value for name, value in headers.items()}
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            return await client.post("/api/judgements", content=content, headers=named)

    return asyncio.run(answer())


def test_a_judgement_is_kept_and_acts(case: Case) -> None:
    """The answer holds it with the name of its judge; the case that is served shows it."""
    one, two = (report.id for report in case.reports())
    answer = send(case, {"what": "different", "ids": [one, two], "why": "two strikes", "who": "Ann"})
    assert answer.status_code == 200
    (judgement,) = answer.json()["judgements"]
    assert (judgement["who"], judgement["why"]) == ("Ann", "two strikes")
    assert [kept.id for kept in read_book(case.path)[0]] == [judgement["id"]]
    assert answer.json()["problems"] == []
    assert answer.json()["generation"] == case.generation.name
    assert len(case.events()) == 2
    mention = case.reports()[0].mentions[0]
    sent = {"what": "correct", "ids": [mention], "field": "when", "value": "2020-01-02", "spans": [[29, 35]]}
    assert send(case, sent).status_code == 200
    assert "2020-01-02" in {report.when.edtf for report in case.reports() if report.when}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
    ],
)
def test_no_other_page_can_judge(case: Case, headers: dict[str, str]) -> None:
    """Another origin, another site, or a form that needs no leave: refused, and nothing is written."""
    body = {"what": "wrong", "ids": [case.reports()[0].mentions[0]]}
    assert send(case, body, **headers).status_code == 403
    assert read_book(case.path)[0] == ()


def test_what_is_no_judgement_is_refused(case: Case) -> None:
    """No JSON, an unknown key, an unknown id, too long: a message, and nothing is written."""
    mention = case.reports()[0].mentions[0]
    for body in (b"{", b"\xff", {"what": "wrong"}, {"what": "wrong", "ids": [mention], "path": "/etc"}):
        assert send(case, body).status_code == 422
    unknown = send(case, {"what": "wrong", "ids": ["nothing"]})
    assert (unknown.status_code, "nothing" in unknown.text) == (422, True)
    assert send(case, b" " * (LONGEST + 1)).status_code == 413
    assert read_book(case.path)[0] == ()
