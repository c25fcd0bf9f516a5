"""Tests of `dragoman add`, and of a case that is built from what it kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.cli import web
from dragoman.fetch import Manners, fetch
from dragoman.pipeline import build
from dragoman.read import read
from dragoman.settings import Settings
from dragoman.store import open_case
from tests.fetch.site import Site, manners, page
from tests.fetch.test_feeds import RSS

pytestmark = pytest.mark.slow  # left out of `make quick`

Command = Callable[..., tuple[int, str, str]]


def test_the_command_asks_nothing_of_this_machine(site: Site, tmp_path: Path, command: Command) -> None:
    """An address inside is refused, whatever the options; where nothing is fetched the status is 1."""
    site.pages["/a"] = page("A")
    status, _, err = command("add", tmp_path / "case", site.url + "/a")
    assert (status, "fetch.address" in err, "add.nothing" in err, site.asked) == (1, True, True, [])


def test_without_an_address_nothing_is_done(tmp_path: Path, command: Command) -> None:
    """No address, and a list that does not exist, are wrong usage, and no case is made."""
    status, _, err = command("add", tmp_path / "case")
    assert (status, "fetch.nothing" in err) == (2, True)
    status, _, err = command("add", tmp_path / "case", "--from", tmp_path / "none")
    assert (status, "fetch.list" in err) == (2, True)
    assert not (tmp_path / "case").exists()


def test_the_command_s_defaults_are_those_of_the_room() -> None:
    """The pause and the limit that the help names are the ones that hold."""
    assert (Manners().delay_s, Manners().limit) == (web.DELAY_S, web.PAGES)


@pytest.mark.slow
def test_a_list_of_pages_becomes_a_case(
    site: Site, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could be fetched is in the case, what could not is listed, and a second run fetches nothing anew."""
    site.pages["/a"] = page("Iraq votes to expel troops")
    (tmp_path / "urls.txt").write_text(f"# mine\n{site.url}/a\n{site.url}/gone\n")
    monkeypatch.setattr("dragoman.fetch.Manners", lambda **_: manners())
    options = (tmp_path / "case", "--from", tmp_path / "urls.txt", "--workers", 1)
    status, out, err = command("add", *options)
    assert (status, "1 new page" in out, "fetch.status" in err, "/gone" in err) == (0, True, True, True)
    (document,) = open_case(tmp_path / "case").documents()
    assert (document.meta.url, document.meta.title) == (f"{site.url}/a", "Iraq votes to expel troops")
    status, out, _ = command("add", *options)
    assert (status, "held already: 1" in out, site.paths().count("/a")) == (0, True, 1)


@pytest.mark.slow
def test_a_case_is_built_anew_from_what_was_kept(site: Site, tmp_path: Path) -> None:
    """Without the network the same pages give the same documents."""
    site.pages |= {f"/{number}": page(f"Account {number}") for number in (1, 2, 3)}
    site.pages["/feed"] = (200, {}, RSS.replace(b"https://a.example", site.url.encode()))
    kept = tmp_path / "case" / "fetched"
    fetch(kept, [f"{site.url}/feed"], manners())
    first, _ = build(tmp_path / "one", [kept], settings=Settings(), workers=1)
    second, _ = build(tmp_path / "two", [kept], settings=Settings(), workers=1)
    ids = [sorted(account.id for account in case.documents()) for case in (first, second)]
    assert len(ids[0]) == 3
    assert ids[0] == ids[1]


def test_what_a_feed_states_stands_where_the_page_is_silent(site: Site, tmp_path: Path) -> None:
    """The feed's day and author reach the document; the page's own title goes before the feed's."""
    site.pages |= {"/feed": (200, {}, RSS.replace(b"https://a.example", site.url.encode())), "/1": page("By the page")}
    fetch(tmp_path, [f"{site.url}/feed"], manners())
    document = next(one for one in read([tmp_path]) if one.text)
    stated = document.stated
    assert (stated.title, stated.author, stated.published) == ("By the page", "Jane Roe", "2020-01-05")
    assert stated.url == f"{site.url}/1"
    assert not document.problems
