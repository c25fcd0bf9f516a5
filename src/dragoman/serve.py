"""`dragoman serve CASE`: the page and its data, for a browser on this machine and nobody else.

Articles are hostile input, and so is every other page that the same browser has open. The server listens on loopback
only; it answers only requests that name it by a loopback name, so that no foreign host name can be pointed at it (DNS
rebinding); its headers let the page run nothing but its own script, and no other page embed or read it; and all that it
writes are judgements that its own page sends.
"""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dragoman.errors import SetupError
from dragoman.export.page import template
from dragoman.judging.request import judging_route
from dragoman.parts import case_json, part, situation_json
from dragoman.search import FACETS, find
from dragoman.store import Case, open_case

HOST = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost", "[::1]")
# A browser sends `same-origin` for what the page itself asks and `none` for an address that the user typed or opened.
OWN_SITES = frozenset({"same-origin", "none"})
SMALLEST_TO_COMPRESS = 1024  # bytes
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


def make_app(case: Case | Path | str) -> Starlette:
    """Return the web application of a case.

    Raises:
        SetupError: `page.missing`, where the page was not built; those of `open_case`.
    """
    held = open_case(case) if isinstance(case, (str, Path)) else case
    page = template()
    headers = _headers(page)

    def show_page(_: Request) -> Response:
        return HTMLResponse(page, headers=headers)

    def told(answer: Callable[[Request], bytes]) -> Callable[[Request], Response]:
        def show(request: Request) -> Response:
            if request.headers.get("sec-fetch-site", "none") not in OWN_SITES:
                return PlainTextResponse("Only this server's own page may read the case.", 403, headers=headers)
            return Response(answer(request), media_type="application/json", headers=headers)

        return show

    def show_part(request: Request) -> bytes:
        asked = request.query_params
        return msgspec.json.encode(part(held, set(asked.getlist("document")), asked.get("event")))

    def show_found(request: Request) -> bytes:
        asked = request.query_params
        chosen = {name: asked[name] for name in FACETS if name in asked}
        return msgspec.json.encode(find(held, asked.get("q", ""), chosen))

    return Starlette(
        routes=[
            Route("/", show_page),
            Route("/case.json", told(lambda _: case_json(held))),
            Route("/part.json", told(show_part)),
            Route("/search.json", told(show_found)),
            Route("/situation.json", told(lambda _: situation_json(held))),
            judging_route(held, headers),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(NAMES), www_redirect=False),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_TO_COMPRESS),
        ],
    )


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


def serve(case: Case, port: int) -> None:
    """Serve a case on loopback until the user stops it."""
    uvicorn.run(make_app(case), host=HOST, port=port, log_level="warning")
