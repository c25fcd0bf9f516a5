import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from dragoman import serve
from dragoman.errors import SetupError
from tests.page_case import page_case

Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def ask() -> Ask:
    """`ask("GET", "/", host="…")` is the answer to a browser that names the server so."""
    app = serve.make_app(page_case())

    async def answer(method: str, path: str, **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
            return await client.request(method, path, headers=named)

    return lambda *args, **headers: asyncio.run(answer(*args, **headers))


def test_the_page_and_its_case_are_served(ask: Ask) -> None:
    """The page holds no data; /case.json holds the case."""
    page = ask("GET", "/")
    assert page.status_code == 200
    assert '<script type="text/plain" id="case"></script>' in page.text
    case = json.loads(ask("GET", "/case.json").text)
    assert [one["id"] for one in case["events"]] == ["e1"]


@pytest.mark.parametrize("path", ["/", "/case.json"])
def test_every_answer_has_a_strict_policy(ask: Ask, path: str) -> None:
    """Nothing inline runs but what its hash allows, and nobody frames the page."""
    policy = ask("GET", path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert ask("GET", path).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example"])
def test_a_foreign_host_name_is_refused(ask: Ask, host: str) -> None:
    """A name that was pointed at this machine cannot read the case."""
    assert ask("GET", "/case.json", host=host).status_code == 400


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_other_pages_of_the_browser_cannot_read_the_case(ask: Ask, site: str, status: int) -> None:
    """Only the page itself, or the user who types the address, may."""
    assert ask("GET", "/case.json", sec_fetch_site=site).status_code == status


@pytest.mark.parametrize("path", ["/part.json?document=d1", "/search.json?q=x"])
def test_no_part_of_the_case_is_told_to_others_either(ask: Ask, path: str) -> None:
    """What the page asks for later is guarded as the case is."""
    assert ask("GET", path, sec_fetch_site="cross-site").status_code == 403
    assert ask("GET", path, host="evil.example").status_code == 400


def test_parts_are_served_by_document_and_by_event(ask: Ask) -> None:
    """An event comes with its reports and their documents; what is not in the case is left out."""
    part = json.loads(ask("GET", "/part.json?event=e1").text)
    assert ({one["id"] for one in part["documents"]}, len(part["reports"])) == ({"d1", "d2"}, 2)
    part = json.loads(ask("GET", "/part.json?document=d2&document=none").text)
    assert [one["id"] for one in part["documents"]] == ["d2"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(ask: Ask, method: str) -> None:
    """The server only reads."""
    assert ask(method, "/case.json").status_code == 405


def test_the_server_listens_on_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other machine can reach it."""
    started = {}
    monkeypatch.setattr(serve.uvicorn, "run", lambda app, **settings: started.update(settings))
    serve.serve(page_case(), port=8765)
    assert started["host"] == "127.0.0.1"
    assert started["port"] == 8765


def test_a_page_without_a_policy_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was built otherwise could run what an article holds."""
    monkeypatch.setattr(serve, "template", lambda: "<html></html>")
    with pytest.raises(SetupError, match="make page") as caught:
        serve.make_app(page_case())
    assert caught.value.slug == "page.policy"
