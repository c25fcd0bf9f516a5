"""`--coder openai`: any service that speaks OpenAI's chat completions: llama.cpp, vLLM and Ollama on this machine too.

The key is taken from the environment variable `DRAGOMAN_CODER_KEY`, where the service needs one; it is kept nowhere.
No proxy or other setting of the machine is obeyed, no redirect followed, nothing but the passages sent.

Source: OpenAI API reference, "Create chat completion".
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

import httpx
import msgspec

from dragoman.errors import DocumentError, SetupError
from dragoman.plugins import Coder, CoderOptions, Opened, Reply, TryAgain

KEY = "DRAGOMAN_CODER_KEY"
CONNECT_S = 10.0  # to any machine that is there
LARGEST_BYTES = 4_000_000  # of one answer; a thousand events take less
SHOWN = 200  # code points of a service's own message that a problem repeats
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})  # states that pass by themselves
NEVER = frozenset({401, 402, 403, 404, 405})  # states in which every request will end


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class _Service:
    """A service, and the model of it that codes.

    Args:
        options: Its address, the model, and limits.

    Raises:
        SetupError: `coders.options`, where address or model are missing or wrong.
    """

    def __init__(self, options: CoderOptions) -> None:
        if not options.url or not options.model:
            message = "--coder openai needs --url (http://127.0.0.1:8080/v1) and --coder-model."
            raise SetupError("coders.options", message)
        self._options = options
        key = os.environ.get(KEY, "")
        try:
            self._url = httpx.URL(options.url.rstrip("/") + "/chat/completions")
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            timeout = httpx.Timeout(options.timeout_s, connect=CONNECT_S)
            self._client = httpx.Client(headers=headers, timeout=timeout, trust_env=False, follow_redirects=False)
        except (httpx.InvalidURL, UnicodeEncodeError, ValueError) as error:
            message = f"{options.url} is no address, or {KEY} no key. Give an address as http://HOST:PORT/v1."
            raise SetupError("coders.options", message) from error
        if self._url.scheme not in ("http", "https") or not self._url.host:
            raise SetupError("coders.options", f"{options.url} is no web address. Give one as http://HOST:PORT/v1.")

    def ask(self, instructions: str, passage: str) -> Reply:
        """Have one passage coded; see `Opened.ask`."""
        body = {
            "model": self._options.model,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": passage}],
            "temperature": 0,
            "max_tokens": self._options.answer_tokens,
            "response_format": {"type": "json_object"},
        }
        body = {name: value for name, value in (body | self._options.request).items() if value is not None}
        try:
            with self._client.stream("POST", self._url, json=body) as response:
                content = b"".join(self._content(response))
                self._check(response, content)
        except httpx.TimeoutException as error:
            raise TryAgain("coders.timeout", f"{self._url} did not answer in time. Try again later.") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            reason = f"{type(error).__name__}: {error}".rstrip(": ")
            message = f"{self._url} could not be asked ({reason}). Check that it runs, and its address."
            raise TryAgain("coders.connection", message) from error
        return self._reply(content)

    def _content(self, response: httpx.Response) -> Iterator[bytes]:
        """The body as it arrives, within the limits of time and size."""
        end, size = monotonic() + self._options.timeout_s, 0
        for part in response.iter_bytes():
            size += len(part)
            if monotonic() > end:
                raise httpx.ReadTimeout("the whole answer took too long")
            if size > LARGEST_BYTES:
                message = f"{self._url} answered more than {LARGEST_BYTES:,} bytes, which no coding needs."
                raise DocumentError("coders.large", message)
            yield part

    def _check(self, response: httpx.Response, content: bytes) -> None:
        """Sort what is no answer by what happens next."""
        status = response.status_code
        if response.is_success:
            return
        told = " ".join(content[: 4 * SHOWN].decode("utf-8", "replace").split())[:SHOWN]
        message = f"{self._url} answered {status}: {told}"
        if status in AGAIN:
            raise TryAgain("coders.busy", f"{message}. Try again later.", _wait_s(response.headers.get("retry-after")))
        if status in NEVER:
            raise SetupError("coders.refused", f"{message}. Check address and model, and the key in {KEY}.")
        raise DocumentError("coders.status", f"{message}. See --request for fields that it does not take.")

    def _reply(self, content: bytes) -> Reply:
        try:
            told = msgspec.json.decode(content, type=_Completion)
            text = told.choices[0].message.content or ""
        except (msgspec.DecodeError, RecursionError, IndexError) as error:
            message = f"{self._url} answered something else than a chat completion ({error}). Check the address."
            raise DocumentError("coders.form", message) from error
        usage = told.usage or _Usage()
        return Reply(text, usage.prompt_tokens, usage.completion_tokens)


def _wait_s(stated: str | None) -> float | None:
    """What a Retry-After header asks for, in seconds; None where it states nothing that can be read."""
    if not stated:
        return None
    try:
        return max(0.0, float(stated))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _open(options: CoderOptions) -> Opened:
    """Make a service ready; nothing is asked of it yet.

    Its address is no setting: the same model on another port gives the same answers.
    """
    service = _Service(options)
    settings = msgspec.json.encode(options.request, order="sorted").decode("utf-8")
    return Opened(f"openai:{options.model}", settings, service.ask)


PLUGIN = Coder("openai", _open)
