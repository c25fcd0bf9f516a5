import asyncio
import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

import httpx
import pytest

from dragoman import serve
from dragoman.errors import SetupError
from dragoman.explain import Explained
from dragoman.judge import append
from dragoman.judging import Asked, judgements_of
from dragoman.settle import judge_again
from dragoman.store import open_case
from tests.page_case import page_case, stored_page_case

pytestmark = pytest.mark.slow  # left out of `make quick`

Command = Callable[..., tuple[int, str, str]]
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


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server was started with; it does not run."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(serve.uvicorn, "run", lambda app, **settings: found.update(settings, app=app))
    return found


def test_the_server_listens_on_loopback_unless_told_otherwise(started: dict[str, Any]) -> None:
    """No other machine can reach it."""
    serve.serve(page_case(), port=8765)
    assert (started["host"], started["port"]) == ("127.0.0.1", 8765)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org"])
def test_nobody_else_is_served_without_a_password(started: dict[str, Any], host: str) -> None:
    """The message says how to give one."""
    with pytest.raises(SetupError, match="--password-file") as caught:
        serve.serve(page_case(), 8765, host)
    assert caught.value.slug == "serve.password"
    assert started == {}


def test_a_short_password_is_refused(started: dict[str, Any]) -> None:
    """On any address."""
    with pytest.raises(SetupError) as caught:
        serve.serve(page_case(), 8765, password="short")
    assert (caught.value.slug, started) == ("serve.password", {})


PASSWORD = "sesame sesame open"


def test_with_a_password_only_those_who_know_it_are_answered(
    started: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page, case and judgements alike, under whichever name the server is called; any user name will do."""
    monkeypatch.setattr(serve, "WRONG", 0)
    serve.serve(page_case(), 8765, "0.0.0.0", PASSWORD)

    async def status(method: str, path: str, told: str | None) -> int:
        auth = None if told is None else httpx.BasicAuth("anybody", told)
        transport = httpx.ASGITransport(started["app"])
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.example:8765") as client:
            return (await client.request(method, path, auth=auth or httpx.USE_CLIENT_DEFAULT)).status_code

    for method, path in (("GET", "/"), ("GET", "/case.json"), ("GET", "/current.json"), ("POST", "/api/judgements")):
        assert asyncio.run(status(method, path, None)) == 401
        assert asyncio.run(status(method, path, PASSWORD[:-1])) == 401
        assert asyncio.run(status(method, path, PASSWORD)) != 401
    assert asyncio.run(status("GET", "/case.json", PASSWORD)) == 200


@pytest.mark.parametrize("sent", ["", "Basic", "Basic !", "Bearer c2VzYW1l", "Basic " + b64encode(b"x").decode()])
def test_what_is_no_password_opens_nothing(sent: str) -> None:
    """Headers that are broken or of another kind are wrong passwords, and no error."""
    assert not serve.Guarded(make_nothing, PASSWORD)._is_known(sent)


def test_the_command_takes_the_password_from_a_file_or_the_environment(
    started: dict[str, Any], command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without either it refuses every address but this machine's; where others can listen it says how to encrypt."""
    case = stored_page_case(tmp_path / "case").path
    status, _, told = command("serve", case, "--host", "0.0.0.0")
    assert (status, started) == (2, {})
    assert "serve.password" in told
    (tmp_path / "word").write_text(f"{PASSWORD}\n")
    _, _, told = command("serve", case, "--host", "0.0.0.0", "--password-file", tmp_path / "word")
    assert started.pop("host") == "0.0.0.0"
    assert "TLS" in told
    monkeypatch.setenv("DRAGOMAN_PASSWORD", PASSWORD)
    command("serve", case, "--host", "::")
    assert started.pop("host") == "::"
    status, _, told = command("serve", case, "--password-file", tmp_path / "none")
    assert (status, "serve.password" in told) == (2, True)


async def make_nothing(*_: object) -> None:
    """An application that is never reached."""


def test_a_build_of_another_process_is_noticed_and_then_shown(tmp_path: Path) -> None:
    """The newest build has another name than the one shown, until the case is asked for anew."""
    case = stored_page_case(tmp_path / "case")
    app = serve.make_app(case)
    before = case.generation.name

    async def answer(path: str) -> Any:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
            return (await client.get(path)).json()

    assert asyncio.run(answer("/current.json")) == {"build": before}
    other = open_case(tmp_path / "case")
    asked = Asked("wrong", (other.reports()[0].mentions[0],))
    append(other.path, judgements_of(asked, Explained(other), "Ann"))
    judge_again(other)
    newest = asyncio.run(answer("/current.json"))["build"]
    assert newest != before
    assert case.generation.name == before
    assert asyncio.run(answer("/case.json"))["build"] == newest


def test_a_page_goes_on_with_its_own_build_until_that_is_gone(tmp_path: Path) -> None:
    """A build before the newest is answered as it was; one that is gone is answered 410, with what to do."""
    case = stored_page_case(tmp_path / "case")
    app = serve.make_app(case)
    before = case.generation

    def answer(path: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8765"
            ) as client:
                return await client.get(path)

        return asyncio.run(asked())

    def part() -> httpx.Response:
        return answer(f"/part.json?build={before.name}&document=d2")

    def mentions() -> int:
        return len(part().json()["documents"][0]["mentions"]["events"])

    found = mentions()
    other = open_case(tmp_path / "case")
    mention = next(one for one in other.reports() if one.document == "d2").mentions[0]
    append(other.path, judgements_of(Asked("wrong", (mention,)), Explained(other), "Ann"))
    judge_again(other)
    newest = answer("/case.json").json()["build"]
    assert newest != before.name
    assert mentions() == found
    rmtree(before)
    for path in ("part.json?", "search.json?q=a&", "situation.json?"):
        gone = answer(f"/{path}build={before.name}")
        assert gone.status_code == 410, path
        assert "Reload the page" in gone.text
    assert answer(f"/part.json?build={newest}&document=d2").status_code == 200


def test_a_damaged_file_is_told_to_the_page(tmp_path: Path) -> None:
    """What cannot be read says why, and what to do; the server goes on."""
    case = stored_page_case(tmp_path / "case")
    (case.generation / "actors.parquet").write_bytes(b"damaged")
    transport = httpx.ASGITransport(serve.make_app(case))

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
            return await client.get("/case.json")

    answer = asyncio.run(asked())
    assert answer.status_code == 500
    assert "actors.parquet" in answer.text


def test_a_page_without_a_policy_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was built otherwise could run what an article holds."""
    monkeypatch.setattr(serve, "template", lambda: "<html></html>")
    with pytest.raises(SetupError, match="make page") as caught:
        serve.make_app(page_case())
    assert caught.value.slug == "page.policy"
