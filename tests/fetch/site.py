"""A stand-in for the web: a server on this machine that gives what a test lays out, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

from dragoman.fetch import Manners

Answer = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]

ARTICLE = """<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The parliament of Iraq voted on Sunday to expel foreign troops, two days after an air strike near the airport.</p>
<p>{title}: the prime minister condemned the strike as a violation of the country's sovereignty, officials said.</p>
</article></body></html>"""


def page(title: str, **headers: str) -> Answer:
    """A short article of this headline."""
    return 200, {"Content-Type": "text/html; charset=utf-8", **headers}, ARTICLE.format(title=title).encode()


@dataclass
class Site:
    """What the server gives at each path, and the requests that it got: path, time in seconds, headers."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, float, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]


def manners(**changed: object) -> Manners:
    """No pauses, short limits, and leave to connect to 127.0.0.1, but to no other address of this machine."""
    own = {"delay_s": 0.0, "connect_s": 2.0, "read_s": 2.0, "whole_s": 5.0}
    return Manners(**{**own, "allowed": lambda address: address == "127.0.0.1", **changed})  # type: ignore[arg-type]


@contextmanager
def serving() -> Iterator[Site]:
    """Run the server while a test lasts."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, monotonic(), {name.lower(): value for name, value in self.headers.items()}))
            answer = site.pages.get(self.path, (404, {}, b"no such page"))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
