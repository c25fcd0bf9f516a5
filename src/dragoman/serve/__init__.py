"""`dragoman serve CASE`: the page and its data, for a browser on this machine; for others only with a password.

Articles are hostile input, and so is every other page that the same browser has open. The server listens on loopback;
it answers only requests that name it by a loopback name, so that no foreign host name can be pointed at it (DNS
rebinding); its headers let the page run nothing but its own script, and no other page embed or read it; and all that it
writes are judgements that its own page sends. On another address it asks everybody for a password, and answers to any
name: a foreign one reaches nothing, since a browser gives the password only to the name that it was typed for.
"""

import asyncio
import ipaddress
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from hmac import compare_digest
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.errors import SetupError
from dragoman.export.page import template
from dragoman.export.page_data import build_of
from dragoman.judging.request import judging_route
from dragoman.serve.builds import GONE, Builds
from dragoman.serve.parts import case_json, part, situation_json
from dragoman.serve.search import FACETS, find
from dragoman.store import Case, open_case

HOST = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost", "[::1]")
# A browser sends `same-origin` for what the page itself asks and `none` for an address that the user typed or opened.
OWN_SITES = frozenset({"same-origin", "none"})
SMALLEST_TO_COMPRESS = 1024  # bytes
# Source: NIST SP 800-63B-4, section 3.1.1.2, of passwords that are the only thing that is asked for
LEAST_LETTERS = 15
WRONG = 1.0  # seconds before a wrong password is answered, so that guessing takes long
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


class Guarded:
    """An application that answers only those who know a password; the name that a browser sends with it is anyone's.

    Source: RFC 7617, the Basic authentication scheme.
    """

    def __init__(self, app: ASGIApp, password: str) -> None:
        self._app = app
        self._password = password.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or ask for the password."""
        if scope["type"] != "http" or self._is_known(Headers(scope=scope).get("authorization", "")):
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(WRONG)
        asked = {"WWW-Authenticate": 'Basic realm="Dragoman", charset="UTF-8"', "Cache-Control": "no-store"}
        await PlainTextResponse("This case is shown to those who know its password.", 401, asked)(scope, receive, send)

    def _is_known(self, authorization: str) -> bool:
        kind, _, told = authorization.partition(" ")
        try:
            given = b64decode(told, validate=True).partition(b":")[2]
        except (NotBase64, ValueError):
            return False
        return kind.lower() == "basic" and compare_digest(given, self._password)


def make_app(case: Case | Path | str, password: str | None = None, names: Sequence[str] = NAMES) -> Starlette:
    """Return the web application of a case.

    Args:
        case: The case.
        password: What everybody is asked for; None asks for nothing.
        names: The host names by which it may be called.

    Raises:
        SetupError: `page.missing`, where the page was not built; those of `open_case`.
    """
    held = open_case(case) if isinstance(case, (str, Path)) else case
    page = template()
    headers, builds = _headers(page), Builds(held)

    def show_page(_: Request) -> Response:
        return HTMLResponse(page, headers=headers)

    return Starlette(
        routes=[
            Route("/", show_page),
            *(Route(path, _told(answer, builds, headers)) for path, answer in _answers(builds).items()),
            judging_route(held, headers),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(names), www_redirect=False),
            *([Middleware(Guarded, password=password)] if password else []),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_TO_COMPRESS),
        ],
    )


_Answer = Callable[[Case, Request], bytes]


def _told(answer: _Answer, builds: Builds, headers: Mapping[str, str]) -> Callable[[Request], Response]:
    """Answer the server's own page, of the build that it names.

    403 where another page asks, 410 where the build is gone, 500 with the reason where a file of it cannot be read.
    """

    def show(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "none") not in OWN_SITES:
            return PlainTextResponse("Only this server's own page may read the case.", 403, headers=headers)
        name = request.query_params.get("build", "")
        case = builds.of(name)
        try:
            if case is not None:
                return Response(answer(case, request), media_type="application/json", headers=headers)
        except SetupError as error:
            if builds.of(name) is not None:
                return PlainTextResponse(str(error), 500, headers=headers)
        return PlainTextResponse(GONE, 410, headers=headers)

    return show


def _answers(builds: Builds) -> dict[str, _Answer]:
    """What the page can ask for, by address; only the case as a whole is always that of the newest build."""

    def whole(_: Case, __: Request) -> bytes:
        builds.case.renew()
        return case_json(builds.case)

    def some(case: Case, request: Request) -> bytes:
        asked = request.query_params
        return msgspec.json.encode(part(case, set(asked.getlist("document")), asked.get("event")))

    def found(case: Case, request: Request) -> bytes:
        asked = request.query_params
        chosen = {name: asked[name] for name in FACETS if name in asked}
        return msgspec.json.encode(find(case, asked.get("q", ""), chosen))

    return {
        "/case.json": whole,
        "/current.json": lambda case, _: msgspec.json.encode({"build": _newest(case)}),
        "/part.json": some,
        "/search.json": found,
        "/situation.json": lambda case, _: situation_json(case),
    }


def _headers(page: str) -> dict[str, str]:
    """Return the headers of every answer; the policy is that of the page itself, and forbids framing besides."""
    found = _POLICY.search(page)
    if found is None:
        raise SetupError("page.policy", "the built page has no Content-Security-Policy; build it anew with: make page")
    return {
        "Content-Security-Policy": f"{found[1]}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def _newest(case: Case) -> str:
    """The name of the build that is current now, whichever the case shows."""
    try:
        return build_of(Case(case.path))
    except SetupError:
        return build_of(case)


def serve(case: Case, port: int, host: str = HOST, password: str | None = None) -> None:
    """Serve a case until the user stops it.

    Raises:
        SetupError: `serve.password`, where others could reach the case without a password, or it is too short.
    """
    if password is None and not is_loopback(host):
        message = f"on {host} others can reach the case: put a password into a file and give it with --password-file."
        raise SetupError("serve.password", message)
    if password is not None and len(password) < LEAST_LETTERS:
        raise SetupError("serve.password", f"the password has fewer than {LEAST_LETTERS} letters; choose a longer one.")
    app = make_app(case, password, ("*",) if password else NAMES)
    uvicorn.run(app, host=host, port=port, log_level="warning")


def is_loopback(host: str) -> bool:
    """Does only this machine reach the address?"""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
