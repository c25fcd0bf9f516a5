"""Addresses: which URLs are asked for at all, and which machines may be connected to.

A page decides where its redirects and links lead, so every one of them is checked: a page on the web must not make this
machine ask its own network for anything.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from dragoman.errors import DocumentError

PORTS = frozenset({80, 443})  # of the web; another one only where the user's own URL names it
HIGHEST_PORT = 65_535
LONGEST_URL = 8000  # characters; servers must take that many (RFC 9110, 4.1), longer ones are an attack or a mistake
UNICAST = IPv6Network("2000::/3")  # what IANA gives out of IPv6 for machines that can be reached from everywhere
TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 addresses behind a NAT64 (RFC 6052)


def is_public(address: str) -> bool:
    """Does this IP address lead to a machine on the open internet?

    Not so for this machine, private networks, links, multicast, reserved and documentation ranges, nor for an IPv6
    address that holds such an IPv4 address within (mapped, 6to4, NAT64).

    Args:
        address: As the resolver gives it; anything that is no address is not public.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        held = _held(ip)
        if held is None:
            return ip in UNICAST and ip.is_global and ip.scope_id is None
        ip = held
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _held(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a packet to this IPv6 address ends at."""
    if ip in TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour


def web_address(text: str) -> httpx.URL:
    """Read a URL; what follows a # is cut, since it names a place on the same page.

    Raises:
        DocumentError: `fetch.address`, where it is none of the open web.
    """
    try:
        read = httpx.URL(text.strip())
        url = read.copy_with(fragment=None, raw_path=read.raw_path)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise DocumentError("fetch.address", f"{text[:200]} is no address ({error}).") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise DocumentError("fetch.address", f"{text[:200]} is no address of the web; it must begin with https://.")
    if url.userinfo:
        raise DocumentError("fetch.address", f"{url.host}: an address with a user name or password is not asked for.")
    if port_of(url) > HIGHEST_PORT:
        raise DocumentError("fetch.address", f"{text[:200]} names a port that does not exist.")
    if len(str(url)) > LONGEST_URL:
        raise DocumentError("fetch.address", f"{text[:200]}... is longer than an address may be.")
    return url


def port_of(url: httpx.URL) -> int:
    """The port that a URL leads to."""
    return url.port or (443 if url.scheme == "https" else 80)


async def machines(url: httpx.URL) -> tuple[str, ...]:
    """The IP addresses that a URL's host stands for, in the order in which the system would try them.

    Raises:
        DocumentError: `fetch.connection`, where there is no such host.
    """
    host = url.raw_host.decode("ascii")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port_of(url), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"{url}: there is no host {url.host}, or no network. Check the address."
        raise DocumentError("fetch.connection", message) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
