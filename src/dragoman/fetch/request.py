"""One request and its answer: to a machine that was checked, within limits of time and size."""

import asyncio
from collections.abc import Mapping

import httpx

from dragoman.errors import DocumentError, SetupError
from dragoman.fetch.addresses import PORTS, machines, port_of
from dragoman.fetch.manners import Manners
from dragoman.model import Record

OK, UNCHANGED = 200, 304
CODINGS = {"", "identity", "gzip", "deflate"}  # one of these; a body that is packed twice over is a bomb
# What can be an article: the reader of crawls passes over all others
PAGES = frozenset({
    "", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "message/rfc822",
    "multipart/related", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
})  # fmt: skip
# What can only be a feed or a sitemap, as servers name them; one may come under a page's type as well
FEEDS = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/gzip", "application/x-gzip", "application/octet-stream",
})  # fmt: skip
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"


class Answer(Record, frozen=True):
    """What a server answered.

    Attributes:
        url: What was asked for.
        request: The head of the request as it was sent.
        status, head: Its status, and its first line and headers as they came.
        headers: The headers, names in lower case; of several of one name the last.
        content: The body with transfer and content coding undone; empty where the status is not 200.
        came_by: The addresses that led to this one, in order.
    """

    url: str
    request: bytes
    status: int
    head: tuple[tuple[bytes, bytes], ...]
    headers: dict[str, str]
    content: bytes
    came_by: tuple[str, ...] = ()


def media_type(stated: str) -> str:
    """The kind of content that a header states, in lower case and without its parameters."""
    return stated.partition(";")[0].strip().lower()


def no_article(url: str, kind: str) -> DocumentError:
    """The problem of content that can be no article."""
    return DocumentError("fetch.type", f"{url} is {kind[:80]}, which is no article. Add the page that shows it.")


class Requests:
    """Asks for one URL at a time: no cookies, no redirects, no settings of the machine.

    Args:
        manners: Limits, and which machines may be reached.
        named: The hosts and ports that the user's own URLs name; other hosts are asked at the ports of the web only.

    Raises:
        SetupError: `fetch.proxy`, where the proxy is none.
    """

    def __init__(self, manners: Manners, named: frozenset[tuple[str, int]]) -> None:
        self._manners = manners
        self._named = named
        single = httpx.Limits(max_keepalive_connections=0)  # hosts of one machine must not share a connection
        try:
            proxy = httpx.Proxy(manners.proxy) if manners.proxy else None
            self._transport = httpx.AsyncHTTPTransport(trust_env=False, limits=single, proxy=proxy)
        except (ValueError, httpx.InvalidURL, ImportError) as error:
            message = f"{manners.proxy} is no proxy ({error}). Give one as http://HOST:PORT."
            raise SetupError("fetch.proxy", message) from error

    async def ask(self, url: httpx.URL, headers: Mapping[str, str], *, any_type: bool = False) -> Answer:
        """Ask once.

        Args:
            url: What for; read by `addresses.web_address`.
            headers: Further headers of the request.
            any_type: Take a body of any content type.

        Raises:
            DocumentError: `fetch.address`, where the host may not be reached; `fetch.connection`, `fetch.timeout`,
                `fetch.large`, `fetch.type`, where the answer is none.
        """
        own = {
            "User-Agent": self._manners.agent, "Accept": ACCEPT, "Accept-Language": "*",
            "Accept-Encoding": "gzip, deflate", "Connection": "close",
        }  # fmt: skip
        limits = httpx.Timeout(self._manners.read_s, connect=self._manners.connect_s).as_dict()
        request = httpx.Request("GET", url, headers={**own, **headers}, extensions={"timeout": limits})
        try:
            async with asyncio.timeout(self._manners.whole_s):
                return await self._reach(request, any_type=any_type)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise DocumentError("fetch.timeout", f"{url} did not answer in time. Try again later.") from error
        except (httpx.TransportError, httpx.DecodingError, OSError) as error:
            reason = f"{type(error).__name__}: {error}".rstrip(": ")
            message = f"{url} broke off ({reason}). Check the address, or try again later."
            raise DocumentError("fetch.connection", message) from error

    async def _reach(self, request: httpx.Request, *, any_type: bool) -> Answer:
        """Connect to one of the machines that the host stands for: to the very address that was checked."""
        url = request.url
        places = await self._checked(url)
        for number, place in enumerate(places):
            request.url = url.copy_with(host=place)  # the Host header keeps the name
            request.extensions["sni_hostname"] = url.raw_host.decode("ascii")
            try:
                response = await self._transport.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number + 1 == len(places):
                    raise
                continue
            try:
                return await self._answer(url, request, response, any_type=any_type)
            finally:
                await response.aclose()
        raise DocumentError("fetch.connection", f"{url}: the host has no address.")

    async def _checked(self, url: httpx.URL) -> tuple[str, ...]:
        """The addresses to connect to; all of a host's must be allowed, so that chance does not decide."""
        host, port = url.host, port_of(url)
        if port not in PORTS and (host, port) not in self._named:
            message = f"{url.host}: port {port} is none of the web; if that is right, add the address itself."
            raise DocumentError("fetch.address", message)
        if self._manners.proxy:
            return (url.raw_host.decode("ascii"),)
        places = await machines(url)
        for place in places:
            if not self._manners.allowed(place):
                message = f"{url.host} is {place}, which is not on the open internet; nothing was asked of it."
                raise DocumentError("fetch.address", message)
        return places

    async def _answer(
        self, url: httpx.URL, request: httpx.Request, response: httpx.Response, *, any_type: bool
    ) -> Answer:
        """Take an answer in, so far as it is wanted."""
        reason = response.extensions.get("reason_phrase", b"")
        first = (response.extensions.get("http_version", b"HTTP/1.1"), b"%d %s" % (response.status_code, reason))
        return Answer(
            url=str(url),
            request=b"GET %s HTTP/1.1\r\n" % url.raw_path
            + b"".join(b"%s: %s\r\n" % header for header in request.headers.raw),
            status=response.status_code,
            head=(first, *response.headers.raw),
            headers={name.lower(): value for name, value in response.headers.items()},
            content=await self._body(url, response, any_type=any_type) if response.status_code == OK else b"",
        )

    async def _body(self, url: httpx.URL, response: httpx.Response, *, any_type: bool) -> bytes:
        """The body, unpacked as it arrives; no more of it than the limit is held."""
        kind = media_type(response.headers.get("content-type", ""))
        if kind not in PAGES | FEEDS and not any_type:
            raise no_article(str(url), kind)
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in CODINGS:
            raise DocumentError("fetch.type", f'{url} is packed as "{coding[:80]}", which was not asked for.')
        content = bytearray()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > self._manners.largest_bytes:
                message = f"{url} is longer than {self._manners.largest_bytes:,} bytes, and no article is."
                raise DocumentError("fetch.large", message)
        return bytes(content)
