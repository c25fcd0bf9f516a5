"""Tests of a run as a whole: what is kept, and how a run goes on that was stopped."""

import fcntl
import gzip
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from dragoman.errors import SetupError
from dragoman.fetch import fetch, links_of
from tests.fetch.site import ARTICLE, Site, manners, page
from tests.fetch.test_feeds import RSS

pytestmark = pytest.mark.slow  # left out of `make quick`

Kept = tuple[str, dict[str, str], dict[str, str], bytes]  # type, WARC headers, HTTP headers, body


def records(folder: Path) -> list[Kept]:
    """Every record of a folder's files, in their order."""
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        for record in ArchiveIterator(BytesIO(path.read_bytes()), parse_http=True):
            http = dict(record.http_headers.items()) if record.http_headers else {}
            found.append((record.headers["WARC-Type"], dict(record.headers.items()), http, record.reader.read()))
    return found


def test_a_page_is_kept_as_it_was_fetched(site: Site, tmp_path: Path) -> None:
    """Its bytes unpacked and otherwise untouched, its headers, its last address, the request, and when it was."""
    body = ARTICLE.format(title="Café").encode("latin-1")
    packed = {"Content-Type": "text/html; charset=latin-1", "Content-Encoding": "gzip"}
    site.pages |= {"/a": (200, packed, gzip.compress(body)), "/old": (301, {"Location": "/a"}, b"")}
    assert fetch(tmp_path, [f"{site.url}/old"], manners()).pages == 1
    info, fields, request, response = records(tmp_path)
    assert [kind for kind, *_ in (info, fields, request, response)] == ["warcinfo", "metadata", "request", "response"]
    assert response[3] == body
    assert response[1]["WARC-Target-URI"] == f"{site.url}/a"
    assert response[1]["WARC-Date"].endswith("Z")
    assert response[2]["Content-Type"] == packed["Content-Type"]
    assert (response[2]["X-Crawl-Content-Encoding"], response[2]["Content-Length"]) == ("gzip", str(len(body)))
    assert "Content-Encoding" not in response[2]
    for concurrent in (fields, request):
        assert concurrent[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert f"redirectedFrom: {site.url}/old" in fields[3].decode()
    assert request[2]["User-Agent"].startswith("dragoman/")


def test_what_a_feed_states_of_a_page_is_kept_with_it(site: Site, tmp_path: Path) -> None:
    """One field a line, and the feed itself beside its pages, where no reader takes it for one."""
    feed = RSS.replace(b"https://a.example", site.url.encode())
    site.pages |= {"/feed": (200, {"Content-Type": "application/rss+xml"}, feed), "/1": page("A")}
    fetch(tmp_path, [f"{site.url}/feed"], manners())
    kept = [
        (headers["Content-Type"], body.decode()) for kind, headers, _, body in records(tmp_path) if kind == "metadata"
    ]
    assert kept[0][0] == "application/http; msgtype=response"
    assert kept[0][1].endswith(feed.decode())
    told = ["title: One & only", "author: Jane Roe", "published: 2020-01-05", f"via: {site.url}/feed"]
    assert kept[1] == ("application/warc-fields", "".join(f"{line}\r\n" for line in told))


def test_a_hostile_title_is_one_line(site: Site, tmp_path: Path) -> None:
    """What a feed states cannot add a field of its own."""
    items = "<item><title>A\r\nauthor: Nobody\u2028x: y</title><link>/1</link></item>"
    site.pages |= {"/feed": (200, {}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode()), "/1": page("A")}
    fetch(tmp_path, [f"{site.url}/feed"], manners())
    fields = next(body for _, headers, _, body in records(tmp_path) if headers["Content-Type"].endswith("warc-fields")
                  and "WARC-Concurrent-To" in headers)  # fmt: skip
    assert fields.decode().splitlines() == ["title: A author: Nobody x: y", f"via: {site.url}/feed"]


def test_what_is_held_is_not_fetched_again(site: Site, tmp_path: Path) -> None:
    """Neither under its own address nor under one that led to it; feeds are, since they change."""
    feed = RSS.replace(b"https://a.example", site.url.encode())
    site.pages |= {f"/{number}": page(f"Page {number}") for number in (1, 2, 3)}
    site.pages |= {"/feed": (200, {}, feed), "/old": (301, {"Location": "/1"}, b"")}
    fetch(tmp_path, [f"{site.url}/feed", f"{site.url}/old"], manners())
    site.asked.clear()
    done = fetch(tmp_path, [f"{site.url}/feed", f"{site.url}/old", f"{site.url}/1"], manners())
    assert (done.pages, done.problems, site.paths()) == (0, (), ["/feed"])
    assert len(list(tmp_path.iterdir())) == 1, "a run that keeps nothing leaves no file"


def test_a_page_that_changed_is_kept_again_on_request(site: Site, tmp_path: Path) -> None:
    """With `again` the site is asked whether it has changed, by its own mark; the same bytes are not kept twice."""

    def marked(handler: BaseHTTPRequestHandler) -> None:
        unchanged = handler.headers["If-None-Match"] == '"1"'
        handler.send_response(304 if unchanged else 200)
        handler.send_header("ETag", '"1"')
        handler.end_headers()
        handler.wfile.write(b"" if unchanged else b"<p>marked</p>")

    odd = {"ETag": '"\xff"'}  # what no request may hold is not sent back
    site.pages |= {"/marked": marked, "/same": page("Same", **odd), "/changed": page("Before")}
    site.pages["/old"] = (302, {"Location": "/marked"}, b"")
    links = [site.url + path for path in ("/old", "/same", "/changed")]
    assert fetch(tmp_path, links, manners()).pages == 3
    site.pages["/changed"] = page("After")
    done = fetch(tmp_path, links, manners(again=True))
    assert (done.pages, done.held, done.problems) == (1, 2, ())
    assert b"After" in records(tmp_path)[-1][3]
    site.pages |= {"/old": (302, {"Location": "/elsewhere"}, b""), "/elsewhere": marked}
    (problem,) = fetch(tmp_path, links[:1], manners(again=True)).problems
    assert (problem.code, "/elsewhere" in problem.message) == ("fetch.status", True)


def stopped_run(site: Site, folder: Path, number: int) -> None:
    """Start a run in a process of its own, and stop it by this signal while the third page is on its way."""
    reached, go_on = threading.Event(), threading.Event()

    def last(_: BaseHTTPRequestHandler) -> None:
        reached.set()
        go_on.wait(20)

    site.pages |= {"/1": page("A"), "/2": page("B"), "/3": last}
    program = (
        "import signal, sys; from pathlib import Path\n"
        "from tests.fetch.site import manners; from dragoman.fetch import fetch\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
        "fetch(Path(sys.argv[1]), sys.argv[2:], manners(read_s=20.0, whole_s=20.0))"
    )
    links = [f"{site.url}/{page_number}" for page_number in (1, 2, 3)]
    root = Path(__file__).parents[2]
    run = subprocess.Popen([sys.executable, "-c", program, folder, *links], cwd=root, stderr=subprocess.PIPE)
    assert reached.wait(20)
    os.kill(run.pid, number)
    run.communicate(timeout=20)
    go_on.set()
    assert run.returncode != 0


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    """What was whole when the process died is used by the next run and not fetched again, half a record is cut off."""
    stopped_run(site, tmp_path, signal.SIGKILL)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".")
    with left.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n" + bytes(1000))[:-9])
    site.asked.clear()
    site.pages["/3"] = page("C")
    done = fetch(tmp_path, [f"{site.url}/{number}" for number in (1, 2, 3)], manners())
    assert (done.pages, done.held, site.paths()) == (1, 2, ["/3"])
    bodies = [body for kind, _, _, body in records(tmp_path) if kind == "response"]
    assert len(bodies) == 3
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
def test_a_run_that_is_interrupted_keeps_what_it_has(site: Site, tmp_path: Path) -> None:
    """Ctrl-C gives the file its name, with every page that had arrived."""
    stopped_run(site, tmp_path, signal.SIGINT)
    (left,) = tmp_path.iterdir()
    assert not left.name.startswith(".")
    assert [kind for kind, *_ in records(tmp_path)].count("response") == 2


def test_the_file_of_a_run_that_goes_on_elsewhere_is_left_alone(site: Site, tmp_path: Path) -> None:
    """Two runs for one case do not take each other's files; what a dead one left without a page is cleared away."""
    site.pages["/1"] = page("A")
    living, dead = tmp_path / ".1.warc.gz.part", tmp_path / ".2.warc.gz.part"
    dead.write_bytes(gzip.compress(b"WARC/1.1\r\n")[:-3])
    with living.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert fetch(tmp_path, [f"{site.url}/1"], manners()).pages == 1
        assert living.exists()
        assert not dead.exists()


def test_a_list_of_addresses_is_read(tmp_path: Path) -> None:
    """One a line; comments, blank lines and what stands behind an address are passed over, a # within one is not."""
    listed = tmp_path / "urls.txt"
    listed.write_text("\ufeff# mine\n\nhttps://a.example/1#top  # the first\r\n  https://a.example/2\n#https://no\n")
    assert links_of(["https://b.example/"], listed) == [
        "https://b.example/", "https://a.example/1#top", "https://a.example/2",
    ]  # fmt: skip


def test_a_list_that_is_none_stops_the_work(tmp_path: Path) -> None:
    """A missing file, one that is no text, and no address at all, are wrong usage."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x81")
    (tmp_path / "empty").write_text("# nothing\n")
    for name, slug in (("missing", "fetch.list"), ("binary", "fetch.list"), ("empty", "fetch.nothing")):
        with pytest.raises(SetupError) as refused:
            links_of([], tmp_path / name)
        assert refused.value.slug == slug


def test_a_folder_that_cannot_be_written_stops_the_work(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "fetched").write_text("")
    with pytest.raises(SetupError) as refused:
        fetch(tmp_path / "fetched", ["https://a.example/"], manners())
    assert refused.value.slug == "fetch.keep"


def test_a_full_disk_stops_the_work_and_keeps_what_is_there(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says so; what was written before gets its name."""
    site.pages |= {"/1": page("A"), "/2": page("B")}
    compress, written = gzip.compress, []

    def full(content: bytes, mtime: float) -> bytes:
        written.append(content)
        if len(written) > 4:
            raise OSError(28, "No space left on device")
        return compress(content, mtime=mtime)

    monkeypatch.setattr("dragoman.fetch.keep.gzip.compress", full)
    with pytest.raises(SetupError) as refused:
        fetch(tmp_path, [f"{site.url}/1", f"{site.url}/2"], manners())
    assert refused.value.slug == "fetch.keep"
    assert [kind for kind, *_ in records(tmp_path)].count("response") == 1
