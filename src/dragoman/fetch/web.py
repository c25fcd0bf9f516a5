"""The web, asked politely: robots.txt kept, one request at a time to a host with a pause, few tries, few redirects."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from msgspec.structs import replace
from protego import Protego

from dragoman.errors import DocumentError
from dragoman.fetch.addresses import port_of, web_address
from dragoman.fetch.manners import ROBOT, Manners
from dragoman.fetch.request import OK, UNCHANGED, Answer, Requests
from dragoman.model import Record

HOSTS_AT_ONCE = 8  # requests under way; more would not be faster than the pause at each host allows
TRIES = 3  # of a request that a server is too busy for
MOST_REDIRECTS = 5  # RFC 9309 asks for at least five for robots.txt; a page that needs more is a loop
LONGEST_WAIT_S = 120.0  # that a busy server may ask for; longer, and the user is told to come back
LONGEST_DELAY_S = 300.0  # between two pages that a robots.txt may ask for; longer, and it means no
ROBOTS_BYTES = 512_000  # of a robots.txt that are read; RFC 9309 asks for 500 KiB at least
BUSY = {429, 503}
MOVED = {301, 302, 303, 307, 308}
NO_SITE = {"fetch.address", "fetch.connection", "fetch.timeout"}  # it is not robots.txt that stands in the way
ADVICE = {
    401: "It wants a login; save the page in your browser and build from the file.",
    402: "It wants to be paid; save the page in your browser and build from the file.",
    403: "It does not let programs in; save the page in your browser and build from the file.",
    404: "There is no such page; check the address.",
    410: "The page was taken down.",
    429: "It is too busy for us; try again later.",
    451: "The page is withheld for legal reasons.",
}  # what to do about a status, where there is more to say than to try again later


class Rules(Record, frozen=True):
    """What a host's robots.txt says to us: what may be asked for, and the seconds between two requests."""

    read: Protego | None = None
    delay_s: float = 0.0

    def check(self, url: httpx.URL) -> None:
        """Pass over what the host asks to leave alone.

        Raises:
            DocumentError: `fetch.robots`.
        """
        if self.read is not None and not self.read.can_fetch(str(url), ROBOT):
            message = f"{url}: the site's robots.txt asks programs to leave it alone. Save it in your browser instead."
            raise DocumentError("fetch.robots", message)
        if self.delay_s > LONGEST_DELAY_S:
            message = f"{url}: the site's robots.txt asks for {self.delay_s:g} s between two pages; it is left alone."
            raise DocumentError("fetch.robots", message)


class Host:
    """A host in this run: who asks it now, when it may be asked next, and its rules by scheme and port."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.free_at = 0.0
        self.rules: dict[str, Rules | DocumentError] = {}


class Web:
    """The web as one run sees it.

    Args:
        manners: How to behave.
        named: The hosts and ports that the user's own URLs name.
    """

    def __init__(self, manners: Manners, named: frozenset[tuple[str, int]]) -> None:
        self._manners = manners
        self._requests = Requests(manners, named)
        self._hosts: dict[str, Host] = {}
        self._under_way = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def get(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        """Ask for a page, wherever it has moved to.

        Returns:
            An answer of status 200; or of 304 and empty, where the headers make a condition.

        Raises:
            DocumentError: where there is no page; the slug says why.
        """
        answer = await self._follow(url, lambda hop: self._polite(hop, headers))
        if answer.status != OK and not (answer.status == UNCHANGED and headers):
            advice = ADVICE.get(answer.status, "Try again later.")
            raise DocumentError("fetch.status", f"{answer.url} answers with status {answer.status}. {advice}")
        return answer

    async def _follow(self, url: httpx.URL, ask: Callable[[httpx.URL], Awaitable[Answer]]) -> Answer:
        """Ask, and go where the answer sends us; every address on the way is checked like the first."""
        came_by: list[str] = []
        while True:
            answer = await ask(url)
            if answer.status not in MOVED or "location" not in answer.headers:
                return replace(answer, came_by=tuple(came_by))
            came_by.append(str(url))
            if len(came_by) > MOST_REDIRECTS:
                raise DocumentError("fetch.redirects", f"{came_by[0]} sends us on and on. Check the address.")
            url = web_address(joined(url, answer.headers["location"]))

    async def _polite(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        """Ask when it is our turn at the host, if its robots.txt has nothing against it."""
        host = self._hosts.setdefault(url.host, Host())
        async with host.turn:
            rules = await self._rules(url, host)
            rules.check(url)
            return await self._patient(url, headers, host, max(self._manners.delay_s, rules.delay_s))

    async def _patient(
        self, url: httpx.URL, headers: Mapping[str, str], host: Host, pause_s: float, *, any_type: bool = False
    ) -> Answer:
        """Ask after the pause, and again where the server is busy, for as long as it asks for."""
        clock = asyncio.get_running_loop()
        for tried in range(1, TRIES + 1):
            await asyncio.sleep(max(0.0, host.free_at - clock.time()))
            try:
                async with self._under_way:
                    answer = await self._requests.ask(url, headers, any_type=any_type)
            finally:
                host.free_at = clock.time() + pause_s
            asked_s = retry_after_s(answer.headers.get("retry-after", ""))
            wait_s = pause_s * 2**tried if asked_s is None else asked_s
            if answer.status not in BUSY or wait_s > LONGEST_WAIT_S:
                break
            host.free_at = clock.time() + max(wait_s, pause_s)
        return answer

    async def _rules(self, url: httpx.URL, host: Host) -> Rules:
        """The rules of a host at this scheme and port; they are asked for once a run."""
        place = f"{url.scheme}:{port_of(url)}"
        if place not in host.rules:
            try:
                host.rules[place] = await self._read_rules(url, host)
            except DocumentError as error:
                message = f"{url}: the site is left alone, since its robots.txt cannot be read: {error.message}"
                host.rules[place] = error if error.slug in NO_SITE else DocumentError("fetch.robots", message)
        rules = host.rules[place]
        if isinstance(rules, DocumentError):
            raise rules
        return rules

    async def _read_rules(self, url: httpx.URL, host: Host) -> Rules:
        """Ask for robots.txt. None there means that all is allowed, a failing server that nothing is.

        Source: RFC 9309, 2.3.1; that 429 counts as failing is Google's reading of it.
        """
        robots = url.copy_with(raw_path=b"/robots.txt")
        pause_s = self._manners.delay_s
        answer = await self._follow(robots, lambda hop: self._patient(hop, {}, host, pause_s, any_type=True))
        if answer.status in BUSY or answer.status >= 500:
            raise DocumentError("fetch.status", f"{answer.url} answers with status {answer.status}.")
        if answer.status != OK:
            return Rules()
        read = Protego.parse(answer.content[:ROBOTS_BYTES].decode("utf-8", "replace"))
        rate = read.request_rate(ROBOT)
        pace_s = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return Rules(read, max(read.crawl_delay(ROBOT) or 0.0, pace_s))


def joined(base: httpx.URL, link: str) -> str:
    """An address as a page gives it, told from where the page stands.

    Raises:
        DocumentError: `fetch.address`, where it is none.
    """
    try:
        return str(base.join(link.strip()))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise DocumentError("fetch.address", f"{base} leads to {link[:200]}, which is no address ({error}).") from error


def retry_after_s(stated: str) -> float | None:
    """The seconds that a busy server asks to wait (RFC 9110, 10.2.3), or None where it names none."""
    if stated.strip().isdecimal():
        return float(stated)
    try:
        until = parsedate_to_datetime(stated)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
