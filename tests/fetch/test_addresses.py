"""Tests of which addresses are asked for, and which machines may be connected to."""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DocumentError
from dragoman.fetch import fetch
from dragoman.fetch.addresses import is_public, web_address
from tests.fetch.site import Site, manners, page

pytestmark = pytest.mark.slow  # left out of `make quick`

INSIDE = [
    "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "fd00:ec2::254", "ff0e::1", "2001:db8::1", "2001:0:7f00:1::",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "localhost", "127.1", "0x7f000001", "", "8.8.8.8 ",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
def test_no_machine_inside_is_public(address: str) -> None:
    """This machine, private networks, links, groups, reserved ranges, and IPv6 that holds one, are not public."""
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_machines_of_the_internet_are_public(address: str) -> None:
    """IPv4 and IPv6 of the open internet, also one within the other, are public."""
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_an_address_is_judged_as_itself(address: object) -> None:
    """Mapped, 6to4 and NAT64 forms of an IPv4 address are public exactly when it is."""
    number = int(address)  # type: ignore[call-overload]
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    for form in (f"::ffff:{high}:{low}", f"2002:{high}:{low}::1", f"64:ff9b::{high}:{low}"):
        assert is_public(form) == is_public(str(address))


@pytest.mark.parametrize(
    "text",
    ["ftp://a.org/x", "file:///etc/passwd", "a.org/x", "", "https://", "http://me@a.org/", "http://me:pw@a.org/",
     "http://[::1", "http://a.org:99999/", "http://a.org/" + "x" * 9000, "javascript:alert(1)", "http://a.org:x/"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(text: str) -> None:
    """Other schemes, users and passwords, broken and endless addresses are `fetch.address`."""
    with pytest.raises(DocumentError) as refused:
        web_address(text)
    assert refused.value.slug == "fetch.address"


def test_one_page_has_one_address() -> None:
    """The place on the page, the case of the host and the usual port make no difference."""
    forms = ("http://A.org", "http://a.org/", "http://a.org:80/#top", " http://a.org/\n")
    assert {str(web_address(form)) for form in forms} == {"http://a.org/"}


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://a.org/", "http://["]))
def test_no_text_makes_an_address_fail(text: str, before: str) -> None:
    """Whatever the text, it is an address of the web or refused as none."""
    with suppress(DocumentError):
        assert web_address(before + text).scheme in {"http", "https"}


@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "0x7f.0.0.2", "[::ffff:127.0.0.2]"])
def test_a_redirect_into_this_machine_is_refused(host: str, site: Site, tmp_path: Path) -> None:
    """Where a page sends us is checked like what the user names; nothing is asked there."""
    port = site.url.rpartition(":")[2]
    site.pages["/a"] = (302, {"Location": f"http://{host}/secret"}, b"")
    site.pages["/b"] = (302, {"Location": f"http://{host}:{port}/secret"}, b"")
    done = fetch(tmp_path, [f"{site.url}/a", f"{site.url}/b"], manners())
    assert (done.pages, [problem.code for problem in done.problems]) == (0, ["fetch.address"] * 2)
    assert "/secret" not in site.paths()


def test_a_redirect_to_another_port_is_refused_unless_the_user_names_it(site: Site, tmp_path: Path) -> None:
    """A page may not send us to a port that is none of the web, even on an allowed machine."""
    site.pages["/a"] = (302, {"Location": "http://127.0.0.1:9/x"}, b"")
    (problem,) = fetch(tmp_path, [f"{site.url}/a"], manners()).problems
    assert (problem.code, "port 9" in problem.message) == ("fetch.address", True)


def test_loopback_is_refused_by_default(site: Site, tmp_path: Path) -> None:
    """Without leave, this machine is not asked for anything, whatever it is called."""
    site.pages["/a"] = page("A")
    links = [site.url + "/a", site.url.replace("127.0.0.1", "localhost") + "/a"]
    done = fetch(tmp_path, links, manners(allowed=is_public))
    assert [problem.code for problem in done.problems] == ["fetch.address"] * 2
    assert not site.asked


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is looked up once for a request: it cannot be public when it is checked and private when it is asked."""
    port = int(site.url.rpartition(":")[2])
    looked_up: list[str] = []

    async def resolve(_loop: object, host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolve)
    site.pages["/a"] = page("A")
    done = fetch(tmp_path, [f"http://news.example:{port}/a"], manners())
    assert (done.pages, done.problems) == (1, ())
    assert looked_up.count("news.example") == 2, "once for robots.txt and once for the page"
    assert {headers["host"] for _, _, headers in site.asked} == {f"news.example:{port}"}


def test_one_private_address_of_several_refuses_the_host(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that stands for a public and a private machine is not asked at all: chance must not decide."""

    async def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 80)) for place in ("127.0.0.1", "10.0.0.1")]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolve)
    (problem,) = fetch(tmp_path, ["http://news.example/a"], manners()).problems
    assert (problem.code, "10.0.0.1" in problem.message) == ("fetch.address", True)


def test_a_host_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    """No such name, and no answer at a port, are `fetch.connection`."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        done = fetch(tmp_path, ["http://no-such-host.invalid/", closed], manners())
    assert sorted(problem.code for problem in done.problems) == ["fetch.connection"] * 2
