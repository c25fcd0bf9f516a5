"""How fetching behaves: what it may reach, how long it waits, how much it takes, and what it calls itself."""

from collections.abc import Callable

import msgspec

from dragoman import __version__
from dragoman.errors import SetupError
from dragoman.fetch.addresses import is_public

ROBOT = "dragoman"  # the name that a robots.txt may speak to


class Manners(msgspec.Struct, frozen=True):
    """How pages are asked for.

    Attributes:
        delay_s: Seconds between two requests to one host; a longer delay that its robots.txt asks for goes before.
            Two are what crawlers of research keep by default (Nutch waits five, Scrapy by its template one).
        limit: Pages at most that feeds and sitemaps may bring in one run.
        feed: What the user names are feeds, or pages that name their feed.
        again: Ask again for pages that are held already; one that has not changed is not kept twice.
        contact: Where the operator of a site can reach the user: a page or a mail address.
        proxy: A proxy that everything goes through; it then decides where names lead.
        connect_s, read_s, whole_s: Seconds to connect, to wait for the next bytes, and for one answer in all.
        largest_bytes: Of one answer, unpacked. The sitemap protocol allows 50 MB, and no article reaches it.
        allowed: May this IP address be connected to?

    Raises:
        SetupError: `fetch.contact`, where the contact cannot stand in the head of a request.
    """

    delay_s: float = 2.0
    limit: int = 1000
    feed: bool = False
    again: bool = False
    contact: str | None = None
    proxy: str | None = None
    connect_s: float = 10.0
    read_s: float = 20.0
    whole_s: float = 90.0
    largest_bytes: int = 52_428_800
    allowed: Callable[[str], bool] = is_public

    def __post_init__(self) -> None:
        """Refuse what no server would take."""
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise SetupError("fetch.contact", "the contact must be a web or mail address in plain ASCII characters.")

    @property
    def agent(self) -> str:
        """What we call ourselves to a site."""
        return f"{ROBOT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")
