"""Tests of politeness and limits: robots.txt, pauses, busy, slow, endless and odd servers, redirects."""

import asyncio
import gzip
import socket
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.fetch import Manners, fetch
from dragoman.fetch.web import retry_after_s
from tests.fetch.site import Site, manners, page

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

HTML = {"Content-Type": "text/html"}


def codes(site: Site, folder: Path, *paths: str, **changed: object) -> list[str]:
    """Fetch these paths; the slugs of what went wrong, in order."""
    done = fetch(folder, [site.url + path for path in paths], manners(**changed))
    return sorted(problem.code for problem in done.problems)


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    """The group that names us goes before the one for all; a page that is not forbidden is fetched."""
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: dragoman\nDisallow: /private\nAllow: /\n"
    site.pages |= {"/robots.txt": (200, {}, rules), "/a": page("A"), "/private/b": page("B")}
    assert codes(site, tmp_path, "/a", "/private/b") == ["fetch.robots"]
    assert site.paths() == ["/a"]


def test_robots_txt_holds_for_where_a_page_has_moved_to(site: Site, tmp_path: Path) -> None:
    """A redirect is no way around the rules."""
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private"),
        "/a": (301, {"Location": "/private/a"}, b""),
        "/private/a": page("A"),
    }
    assert codes(site, tmp_path, "/a") == ["fetch.robots"]
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("status", "expected"), [(404, []), (403, []), (410, []), (500, ["fetch.robots"]), (429, ["fetch.robots"])]
)
def test_no_robots_txt_allows_all_and_a_failing_one_nothing(
    status: int, expected: list[str], site: Site, tmp_path: Path
) -> None:
    """4xx is leave, as RFC 9309 has it; a server that fails or is too busy is left alone for now."""
    site.pages |= {"/robots.txt": (status, {}, b""), "/a": page("A")}
    assert codes(site, tmp_path, "/a") == expected


def test_robots_txt_is_asked_for_once_and_may_have_moved(site: Site, tmp_path: Path) -> None:
    """Its redirects are followed, and it serves every page of the run."""
    site.pages |= {"/robots.txt": (302, {"Location": "/r.txt"}, b""), "/a": page("A"), "/b": page("B")}
    site.pages["/r.txt"] = (200, {"Content-Type": "image/png"}, b"User-agent: *\nDisallow: /b")
    assert codes(site, tmp_path, "/a", "/b") == ["fetch.robots"]
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/r.txt", "/a"]


def test_requests_to_a_host_keep_their_distance(site: Site, tmp_path: Path) -> None:
    """Between any two requests lies the pause, also the longer one that robots.txt asks for."""
    site.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 0.2"), "/a": page("A"), "/b": page("B")}
    assert codes(site, tmp_path, "/a", "/b", delay_s=0.1) == []
    times = [when for _, when, _ in site.asked]
    pauses = [after - before for before, after in pairwise(times)]
    assert pauses[0] >= 0.1
    assert pauses[1] >= 0.2


def test_a_host_gets_one_request_at_a_time_and_hosts_are_asked_side_by_side(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages of each of two hosts: never two requests at one host, and some time both hosts at once."""
    port = int(site.url.rpartition(":")[2])
    under_way: list[str] = []
    met: set[tuple[str, ...]] = set()

    async def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    def slow(handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"].partition(":")[0]
        under_way.append(host)
        time.sleep(0.1)
        met.add(tuple(sorted(under_way)))
        under_way.remove(host)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(f"<p>{host}{handler.path}</p>".encode())

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolve)
    site.pages |= {"/1": slow, "/2": slow}
    links = [f"http://{host}.example:{port}/{number}" for number in (1, 2) for host in "ab"]
    assert fetch(tmp_path, links, manners()).pages == 4
    assert ("a.example", "b.example") in met
    assert all(len(set(hosts)) == len(hosts) for hosts in met)


def test_a_host_that_asks_for_hours_between_pages_is_left_alone(site: Site, tmp_path: Path) -> None:
    """So long a delay is a no, and must not hold up the run."""
    site.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 1e9"), "/a": page("A")}
    assert codes(site, tmp_path, "/a") == ["fetch.robots"]


@pytest.mark.slow
def test_a_busy_server_is_asked_again_when_it_says(site: Site, tmp_path: Path) -> None:
    """Retry-After is kept to; the page comes with the third try."""
    answers = [(503, {"Retry-After": "0"}, b""), (429, {"Retry-After": "1"}, b""), page("A")]

    def busy(handler: BaseHTTPRequestHandler) -> None:
        code, headers, body = answers.pop(0)  # type: ignore[misc]
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.pages["/a"] = busy
    assert codes(site, tmp_path, "/a") == []
    _, second, third = (when for path, when, _ in site.asked if path == "/a")
    assert third - second >= 1


def test_a_server_that_stays_busy_is_given_up(site: Site, tmp_path: Path) -> None:
    """Three tries, and none at all where it asks for a wait of hours; the next page is asked for all the same."""
    site.pages |= {"/a": (503, {"Retry-After": "0"}, b""), "/b": (429, {"Retry-After": "86400"}, b""), "/c": page("C")}
    assert codes(site, tmp_path, "/a", "/b", "/c") == ["fetch.status"] * 2
    assert sorted(site.paths()) == ["/a", "/a", "/a", "/b", "/c"]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 500])
def test_an_error_of_the_site_is_a_problem_that_says_what_to_do(status: int, site: Site, tmp_path: Path) -> None:
    """The message holds the number and a next step."""
    site.pages["/a"] = (status, HTML, b"<p>Sorry</p>")
    (problem,) = fetch(tmp_path, [f"{site.url}/a"], manners()).problems
    assert (problem.code, problem.stage, str(status) in problem.message) == ("fetch.status", "fetch", True)


@pytest.mark.slow
def test_a_slow_server_is_left(site: Site, tmp_path: Path) -> None:
    """One that says nothing, and one that drips for ever, both end in time; the others go on."""

    def silent(_: BaseHTTPRequestHandler) -> None:
        time.sleep(1)

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for _ in range(100):
            handler.wfile.write(b"X-Drip: x\r\n") if handler.wfile.writable() else None
            handler.flush_headers()
            time.sleep(0.05)

    site.pages |= {"/silent": silent, "/dripping": dripping, "/a": page("A")}
    began = time.monotonic()
    assert codes(site, tmp_path, "/silent", "/dripping", "/a", read_s=0.2, whole_s=0.4) == ["fetch.timeout"] * 2
    assert time.monotonic() - began < 5


def test_an_endless_page_is_cut_off(site: Site, tmp_path: Path) -> None:
    """A body without end is left at the limit, and nothing of it is kept."""
    sent = 0

    def endless(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            while sent < 50_000_000:
                sent += handler.wfile.write(b"<p>more" * 10_000)
        except OSError:
            handler.close_connection = True

    site.pages["/a"] = endless
    assert codes(site, tmp_path, "/a", largest_bytes=100_000) == ["fetch.large"]
    assert sent < 50_000_000
    assert not list(tmp_path.iterdir())


def test_a_page_that_unpacks_to_a_flood_is_cut_off(site: Site, tmp_path: Path) -> None:
    """The limit counts what is unpacked; a body that is packed twice over is refused outright."""
    once = gzip.compress(b"<p>" * 3_000_000)
    site.pages["/once"] = (200, {**HTML, "Content-Encoding": "gzip"}, once)
    site.pages["/twice"] = (200, {**HTML, "Content-Encoding": "gzip, gzip"}, gzip.compress(once))
    site.pages["/broken"] = (200, {**HTML, "Content-Encoding": "gzip"}, b"\x1f\x8b but no more")
    found = codes(site, tmp_path, "/once", "/twice", "/broken", largest_bytes=1_000_000)
    assert found == ["fetch.connection", "fetch.large", "fetch.type"]


def test_pictures_and_films_are_not_taken_in(site: Site, tmp_path: Path) -> None:
    """What cannot be an article is told by its type, before its body; what says no type is taken."""
    site.pages |= {
        "/a.jpg": (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff"),
        "/b.mp4": (200, {"Content-Type": "video/mp4; codecs=x"}, b"film"),
        "/c": (200, {}, b"<html><p>An article without a type."),
        "/d.xml": (200, {"Content-Type": "application/xml"}, b"<prices/>"),
    }
    assert codes(site, tmp_path, "/a.jpg", "/b.mp4", "/c", "/d.xml") == ["fetch.type"] * 3


def test_redirects_are_followed_to_a_limit(site: Site, tmp_path: Path) -> None:
    """Five are followed, a circle is not."""
    for number in range(5):
        site.pages[f"/{number}"] = (302, {"Location": f"{number + 1}"}, b"")
    site.pages |= {"/5": page("A"), "/round": (307, {"Location": "/round"}, b"")}
    assert codes(site, tmp_path, "/0", "/round") == ["fetch.redirects"]


@pytest.mark.parametrize("where", ["http://[::", "ftp://127.0.0.1/a", "http://me:pw@127.0.0.1/"])
def test_a_redirect_to_nowhere_is_a_problem(where: str, site: Site, tmp_path: Path) -> None:
    """A broken or strange target is refused like one that the user names."""
    site.pages["/a"] = (302, {"Location": where}, b"")
    assert codes(site, tmp_path, "/a") == ["fetch.address"]


def test_a_site_is_told_who_asks_and_gets_no_cookies_back(site: Site, tmp_path: Path) -> None:
    """Our name, the version and the user's contact; what one page sets is not sent with the next request."""
    site.pages |= {"/a": page("A", **{"Set-Cookie": "id=1; Path=/"}), "/b": page("B")}
    codes(site, tmp_path, "/a", "/b", contact="desk@paper.example")
    for _, _, headers in site.asked:
        assert headers["user-agent"].startswith("dragoman/")
        assert headers["user-agent"].endswith(" (+desk@paper.example)")
        assert "cookie" not in headers
    for contact in ("desk@paper.example\r\nX: y", "desk@zeitung.örg"):
        with pytest.raises(SetupError) as refused:
            Manners(contact=contact)
        assert refused.value.slug == "fetch.contact"


def test_a_proxy_is_used_where_the_user_names_one(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the machine are not obeyed; a proxy that is none stops the work."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.pages |= {"/a": page("A"), "http://news.example/b": page("B")}
    assert codes(site, tmp_path, "/a") == []
    assert fetch(tmp_path, ["http://news.example/b"], manners(proxy=site.url)).pages == 1
    with pytest.raises(SetupError) as refused:
        fetch(tmp_path, ["http://news.example/b"], Manners(proxy="no proxy"))
    assert refused.value.slug == "fetch.proxy"


def test_the_wait_that_a_server_asks_for_is_read_in_both_forms() -> None:
    """Seconds, or a moment; what is neither counts as none."""
    assert retry_after_s("120") == 120
    assert 50 < (retry_after_s(formatdate(time.time() + 60, usegmt=True)) or 0) <= 60
    assert retry_after_s(formatdate(time.time() - 60, usegmt=True)) == 0
    assert (retry_after_s(""), retry_after_s("soon"), retry_after_s("-1")) == (None, None, None)


@given(st.text(max_size=40))
def test_no_wait_that_a_server_asks_for_fails(stated: str) -> None:
    """Whatever the header holds, it is a number of seconds or none."""
    assert (retry_after_s(stated) or 0.0) >= 0
