"""A service on this machine that answers as OpenAI's chat completions do, by a function of the passage."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Told = dict[str, Any]


class Service:
    """What a service answers, and what it was asked.

    Args:
        answer: Gives the answer to a passage, as text or as an object; or raises `Fails`.
    """

    def __init__(self, answer: Callable[[str], Any]) -> None:
        self.answer = answer
        self.asked: list[Told] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    def passages(self) -> list[str]:
        """The passages that it was asked for, without their marks."""
        return ["\n".join(one["messages"][1]["content"].splitlines()[1:-1]) for one in self.asked]


class Fails(Exception):  # noqa: N818 - what the service does
    """The service answers something else than a completion."""

    def __init__(self, status: int, body: str | bytes = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body.encode() if isinstance(body, str) else body
        self.headers = headers or {}


class Drips(Exception):  # noqa: N818 - as above
    """The service sends a blank now and then, and never an answer."""


class Cut(Exception):  # noqa: N818 - as above
    """The service closes the connection without an answer."""


def completion(answer: Any) -> bytes:
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    usage = {"prompt_tokens": 1000, "completion_tokens": 50, "total_tokens": 1050}
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return json.dumps({"id": "x", "choices": [choice], "usage": usage}).encode()


@contextmanager
def running(answer: Callable[[str], Any]) -> Iterator[Service]:
    """A service that runs on a port of its own as long as the block does."""
    service = Service(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append({**body, "path": self.path})
            service.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                self._send(200, completion(service.answer(service.passages()[-1])), {})
            except Fails as failure:
                self._send(failure.status, failure.body, failure.headers)
            except Drips:
                self._drip()
            except Cut:
                self.close_connection = True

        def _drip(self) -> None:
            self.close_connection = True
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b" ")
                    time.sleep(0.02)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            try:
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
