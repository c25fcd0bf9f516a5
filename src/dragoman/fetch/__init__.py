"""Fetch: pages, feeds and lists of addresses from the web are kept as they were fetched, for `read` to read.

Fetching is the only thing that uses the network, and it asks for nothing but what the user names, what the feeds among
that name, and the robots.txt of their hosts.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from dragoman.errors import DocumentError, SetupError
from dragoman.fetch.addresses import port_of, web_address
from dragoman.fetch.feeds import is_feed, named_feed, read_feed, unpacked
from dragoman.fetch.keep import Keeper, keeping
from dragoman.fetch.manners import Manners
from dragoman.fetch.request import PAGES, UNCHANGED, Answer, media_type, no_article
from dragoman.fetch.web import Web, joined
from dragoman.model import Problem, Record, Stated

__all__ = ["Fetched", "Manners", "fetch", "links_of"]

DEEPEST = 2  # feeds in feeds: an index of sitemaps, a sitemap, and then only pages
COMMENT = "#"

Progress = Callable[[str, int, int | None], None]  # stage, how many are done, of how many


class Fetched(Record, frozen=True):
    """What a run did: how many pages it kept, how many were held already, and what could not be had."""

    pages: int
    held: int
    problems: tuple[Problem, ...]


class Wanted(Record, frozen=True):
    """An address to ask for.

    Attributes:
        url: As `addresses.web_address` reads it.
        stated: What the feed that names it states of it.
        via: The feed; None where the user names it.
        depth: How many feeds lie above it.
    """

    url: str
    stated: Stated = Stated()
    via: str | None = None
    depth: int = 0


def _silent(stage: str, done: int, total: int | None) -> None:
    """Report no progress."""


def fetch(folder: Path, links: Sequence[str], manners: Manners | None = None, progress: Progress = _silent) -> Fetched:
    """Fetch pages, and the pages that feeds and sitemaps name, and keep them in a new file of a folder.

    A page that the folder holds is not fetched again; a feed is. Stopped in whatever way, what was fetched is kept.

    Args:
        folder: Where the files of all runs stand, such as `CASE/fetched`; it is made.
        links: Addresses of pages, feeds, sitemaps and indexes of sitemaps; which it is, the content tells.
        manners: How to behave.
        progress: Is told how many addresses are done.

    Returns:
        What was done; an address that gives no page is a problem of its own, and the others go on.

    Raises:
        SetupError: `fetch.keep`, `fetch.proxy`.
    """
    ways = manners or Manners()
    with keeping(folder, ways.agent) as keeper:
        run = _Run(keeper, ways, progress)
        try:
            asyncio.run(run.all(links))
        except ExceptionGroup as group:
            stopped = group.subgroup(SetupError)
            raise (stopped.exceptions[0] if stopped else group) from None
        return Fetched(keeper.pages, run.held, tuple(run.problems))


def links_of(links: Sequence[str], file: Path | None = None) -> list[str]:
    """Put together what the user names: addresses, and a file of them, one a line.

    In the file blank lines are passed over, lines that begin with #, and whatever follows an address after a blank.

    Raises:
        SetupError: `fetch.list`, where the file cannot be read as text; `fetch.nothing`, where there is no address.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines() if file else []
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError("fetch.list", f"{file} cannot be read ({error}). Give a text file, one URL a line.") from error
    listed = [words[0] for line in lines if (words := line.split()) and not words[0].startswith(COMMENT)]
    if not links and not listed:
        raise SetupError("fetch.nothing", "no address is given. Name some, or a file of them with --from.")
    return [*links, *listed]


class _Run:
    """One run: what is asked for, what came of it."""

    def __init__(self, keeper: Keeper, manners: Manners, progress: Progress) -> None:
        self.held = 0
        self.problems: list[Problem] = []
        self._keeper = keeper
        self._manners = manners
        self._progress = progress
        self._seen: set[str] = set()
        self._done = 0
        self._room = manners.limit
        self._tasks = asyncio.TaskGroup()

    async def all(self, links: Sequence[str]) -> None:
        """Ask for everything, hosts side by side; return when nothing is left."""
        urls = [url for link in links if (url := self._address(link))]
        self._web = Web(self._manners, frozenset((url.host, port_of(url)) for url in urls))
        async with self._tasks:
            for url in urls:
                self._want(Wanted(str(url)))

    def _address(self, link: str, base: str | None = None) -> httpx.URL | None:
        """Read an address as the user or a feed gives it; one that is none is a problem."""
        try:
            return web_address(joined(httpx.URL(base), link) if base else link)
        except DocumentError as error:
            self._problem(error, base or link)
            return None

    def _want(self, wanted: Wanted) -> None:
        """Ask for an address, unless it was asked for in this run."""
        if wanted.url not in self._seen:
            self._seen.add(wanted.url)
            self._tasks.create_task(self._take(wanted))

    async def _take(self, wanted: Wanted) -> None:
        """Take one address, and say what is wrong with it."""
        try:
            await self._ask(wanted)
        except DocumentError as error:
            self._problem(error, wanted.url)
        self._done += 1
        self._progress("fetch", self._done, len(self._seen))

    async def _ask(self, wanted: Wanted) -> None:
        """Ask for an address; keep it if it is a page, go on to its pages if it is a feed."""
        again = self._manners.again
        for_feed = self._manners.feed and wanted.depth == 0
        if self._keeper.holds(wanted.url) and not again and not for_feed:
            self.held += 1
            return
        conditions = self._keeper.conditions(wanted.url) if again and not for_feed else {}
        answer = await self._web.get(httpx.URL(wanted.url), conditions)
        content = unpacked(answer.content, answer.url, self._manners.largest_bytes)
        if is_feed(content):
            self._feed(answer, content, wanted)
        elif for_feed:
            self._want(Wanted(_feed_of(answer, wanted), via=answer.url))
        else:
            self._page(answer, wanted)

    def _page(self, answer: Answer, wanted: Wanted) -> None:
        """Keep a page, unless it is held."""
        if self._keeper.holds(answer.url) and (answer.status == UNCHANGED or not self._manners.again):
            self._keeper.moved(answer)
            self.held += 1
            return
        if answer.status == UNCHANGED:
            message = f"{answer.url} says that it has not changed, but it is not held. Try without --again."
            raise DocumentError("fetch.status", message)
        kind = media_type(answer.headers.get("content-type", ""))
        if kind not in PAGES:
            raise no_article(answer.url, kind)
        self.held += not self._keeper.page(answer, wanted.stated, wanted.via)

    def _feed(self, answer: Answer, content: bytes, wanted: Wanted) -> None:
        """Ask for the pages of a feed, so many as there is room for."""
        if wanted.depth == DEEPEST:
            raise DocumentError("fetch.feed", f"{answer.url} is a feed in a feed in a feed; add it by itself.")
        self._keeper.feed(answer)
        feed = read_feed(content, answer.url)
        left_out = 0
        for entry in feed.entries:
            url = str(self._address(entry.link, answer.url) or "")
            known = not url or url in self._seen or self._keeper.holds(url)
            if not known and not self._room:
                left_out += 1
            elif url:
                self._room -= not known
                self._want(Wanted(url, entry.stated, answer.url, wanted.depth + 1))
        if feed.nameless:
            message = f"{answer.url}: {feed.nameless} of its entries name no page; add the pages themselves."
            self._problem(DocumentError("fetch.feed", message), answer.url)
        if left_out:
            message = f"{answer.url}: {left_out} of its pages were left out; raise --limit to have them."
            self._problem(DocumentError("fetch.many", message), answer.url)

    def _problem(self, error: DocumentError, source: str) -> None:
        self.problems.append(Problem("fetch", error.slug, error.message, source))


def _feed_of(answer: Answer, wanted: Wanted) -> str:
    """The feed that a page names, if it was not named as a feed itself.

    Raises:
        DocumentError: `fetch.feed`, where it names none; `fetch.address`.
    """
    link = named_feed(answer.content) if wanted.via is None else None
    if link is None:
        raise DocumentError("fetch.feed", f"{answer.url} is no feed and names none. Add it without --feed.")
    return str(web_address(joined(httpx.URL(answer.url), link)))
