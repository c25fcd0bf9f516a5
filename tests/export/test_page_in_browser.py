import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import Any

import pytest
import uvicorn
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, sync_playwright

from dragoman import serve
from dragoman.explain import Explained
from dragoman.export.page import write
from dragoman.judge import append
from dragoman.judging import Asked, judgements_of
from dragoman.serve import make_app
from dragoman.serve.parts import case_json
from dragoman.settle import judge_again
from dragoman.store import Case, open_case
from tests.page_case import ATTACK, page_case, ruled_page_case, stored_page_case

pytestmark = pytest.mark.slow

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = {
    "overview": "",
    "events": "events",
    "event": "event/e1",
    "documents": "documents",
    "reader": "read/d1",
    "actors": "actors",
    "actor": "actor/vesna",
    "disputes": "disputes",
    "wording": "wording",
    "search": "search?q=regret",
    "judgements": "judgements",
    "situation": "situation",
    "forces": "situation/forces",
    "positions": "situation/positions",
    "chains": "situation/chains",
    "pairs": "situation/dyads",
    "ties": "situation/ties",
    "nowhere": "event/none",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a screen."""
    if not CHROMIUM.exists():
        pytest.fail("these tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an exported page."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write(page_case(), path)
    return path.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must stay silent: no error, and no request to anywhere."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else faults.append(one.url))
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_by_its_address(page: Page, exported: str, view: str) -> None:
    """Each view draws a heading, on a phone too, without a word running out of the screen."""
    page.goto(f"{exported}#/{VIEWS[view]}")
    page.wait_for_selector("main h1")
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_timeout(100)
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")  # a busy machine draws later


def test_a_hostile_text_is_shown_as_text(page: Page, exported: str) -> None:
    """Its tags are letters; nothing of it runs."""
    page.goto(f"{exported}#/read/d1")
    page.wait_for_selector(".text")
    assert ATTACK in page.inner_text(".text")
    assert page.locator("img").count() == 0
    assert "hacked" not in page.title()


def test_wide_characters_do_not_shift_a_span(page: Page, exported: str) -> None:
    """Behind emoji and Arabic, the words that are lit are the words that were coded."""
    page.goto(f"{exported}#/event/e1")
    page.wait_for_selector("mark.act")
    assert page.locator("mark.act").all_inner_texts() == ["massacred", "struck"]
    page.get_by_role("link", name="“massacred”").click()
    page.wait_for_selector(".chosen")
    assert page.locator(".chosen").all_inner_texts() == ["massacred"]
    assert "the verb with an object" in page.inner_text("aside")


def test_dispute_and_agreement_are_told_in_words(page: Page, exported: str) -> None:
    """No colour is needed to see on what the accounts differ."""
    page.goto(f"{exported}#/event/e1")
    page.wait_for_selector(".accounts")
    rows = {row.split("\n")[0]: row for row in page.locator(".accounts tbody tr").all_inner_texts()}
    assert "agree" in rows["Who"]
    assert re.search("≠\\s*differ", rows["How many"])


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an exported page whose event other rules derive otherwise."""
    path = tmp_path_factory.mktemp("page") / "ruled.html"
    write(ruled_page_case(), path)
    return path.as_uri()


def test_other_rules_can_be_chosen_and_stay_chosen(page: Page, ruled: str) -> None:
    """The event view says what other rules make of a value, takes one of them, and its address holds the choice."""
    page.goto(f"{ruled}#/event/e1")
    row = page.locator(".accounts tbody tr", has_text="How many").locator(".derived")
    row.wait_for()
    assert "no best figure" in row.inner_text()
    assert "≠ minimum, latest, acled, ucdp: 5–10 killed, best 5" in row.inner_text()
    page.get_by_label("by the rules").select_option("acled")
    page.wait_for_function("document.querySelector('.accounts').innerText.includes('best is the lowest figure')")
    assert row.inner_text().startswith("5–10 killed, best 5")
    assert "≠ usual: 5–10 killed, no best figure" in row.inner_text()
    assert "rules=acled" in page.url


def test_a_revised_figure_is_marked_as_such(page: Page, ruled: str) -> None:
    """What an outlet said before and says since stand beside each other, and each leads to its words."""
    page.goto(f"{ruled}#/event/e1")
    page.wait_for_selector(".accounts")
    figures = page.locator(".accounts tbody tr", has_text="How many")
    assert re.search(r"3 killed\s*revised later to 5", figures.inner_text())
    assert re.search(r"5 killed\s*revised from 3", figures.inner_text())
    page.goto(f"{ruled}#/disputes")
    page.wait_for_selector("#revised-title")
    page.get_by_role("link", name="3 killed").click()
    page.wait_for_selector(".chosen")
    assert page.locator(".chosen").all_inner_texts() == ["3 dead"]


def test_another_coder_stands_beside_the_rules(page: Page, ruled: str) -> None:
    """The event view and the reader say on how much two coders agree, and what the other one says."""
    page.goto(f"{ruled}#/event/e1")
    page.wait_for_selector(".coding")
    assert page.locator(".coding").all_inner_texts() == [
        "made:one codes 4 of 7 values the same; what Assault, drone, whom no one named, how many no figure"
    ]
    page.goto(f"{ruled}#/read/d1?mention=md1")
    page.wait_for_selector(".chosen")
    assert "what: Assault, drone; whom: no one named" in page.inner_text("aside")


def test_stated_strengths_lead_to_their_words(page: Page, exported: str) -> None:
    """Two outlets give other figures of one time and place: the view says so, and each figure opens its words."""
    page.goto(f"{exported}#/situation")
    page.wait_for_selector(".stated .sentence mark")
    rows = page.inner_text(".stated")
    assert "figures differ" in rows
    assert page.locator(".stated .sentence mark").all_inner_texts() == ["300", "1000"]
    page.get_by_role("link", name="300", exact=True).click()
    page.wait_for_selector(".chosen")
    assert page.locator(".chosen").all_inner_texts() == ["300"]
    page.goto(f"{exported}#/actor/vesna")
    page.wait_for_selector("#forces-title")


def test_each_part_of_the_situation_is_a_table(page: Page, exported: str, tmp_path: Path) -> None:
    """It has an address of its own, and downloads as it is shown."""
    page.goto(f"{exported}#/situation")
    page.get_by_role("link", name="Forces", exact=True).click()
    page.wait_for_selector(".grid tbody td")
    with page.expect_download() as started:
        page.get_by_role("button", name="JSON").click()
    started.value.save_as(tmp_path / "rows.json")
    rows = json.loads((tmp_path / "rows.json").read_text())
    assert {(row["who"], row["kind"], row["where"], row["how many"]) for row in rows} == {
        ("Vesna", "troops", "Orm", 300), ("Vesna", "troops", "Orm", 1000),
    }  # fmt: skip
    assert all("troops deployed in Orm" in row["words"] for row in rows)
    page.go_back()
    page.wait_for_selector(".stated")


@pytest.mark.parametrize(
    ("view", "place", "expected"),
    [
        ("", "#coverage-title", {"told by The Harbour": "struck", "told by Radio Sahil": "massacred"}),
        ("event/e1", "#accounts-title", {"outlet": "Radio Sahil", "Who": "Vesna", "Whom": "Tarim"}),
    ],
)
def test_tables_side_by_side_download_too(
    page: Page, exported: str, tmp_path: Path, view: str, place: str, expected: dict[str, str]
) -> None:
    """A row each event or account."""
    page.goto(f"{exported}#/{view}")
    section = page.locator("section", has=page.locator(place))
    with page.expect_download() as started:
        section.get_by_role("button", name="JSON").click()
    started.value.save_as(tmp_path / "rows.json")
    rows = json.loads((tmp_path / "rows.json").read_text())
    assert expected.items() <= rows[0].items()


def test_back_leads_back(page: Page, exported: str) -> None:
    """From the overview to an event, to its words, and back twice."""
    page.goto(f"{exported}#/")
    page.locator(".matrix th a").first.click()
    page.wait_for_selector(".accounts")
    page.locator(".accounts tbody td:not(.derived) a").first.click()
    page.wait_for_selector(".text")
    page.go_back()
    page.wait_for_selector(".accounts")
    page.go_back()
    page.wait_for_selector(".timeline svg")


def test_the_brush_filters_every_view(page: Page, exported: str) -> None:
    """A stretch of time without events leaves none, and goes along to other views."""
    page.goto(f"{exported}#/?from=2021-01-01&to=2021-02-01")
    page.wait_for_selector(".brushed")
    assert page.locator(".ranking li").count() == 0
    page.get_by_role("link", name="Events", exact=True).click()
    page.wait_for_selector("text=Nothing fits")
    page.get_by_role("link", name="Show all").click()
    page.wait_for_selector("tbody tr")


def test_a_drag_across_the_timeline_sets_the_brush(page: Page, exported: str) -> None:
    """The address then holds the stretch of time."""
    page.goto(f"{exported}#/")
    box = page.locator(".catch").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.up()
    page.wait_for_selector(".brushed")
    assert "from=2020-01-03" in page.url


def test_a_mark_of_the_timeline_is_read_and_followed(page: Page, exported: str) -> None:
    """By hand and by keys: what it stands for is said below the chart, and it leads there, also beside a drag."""
    page.goto(f"{exported}#/")
    hot = page.locator(".timeline .hot")
    box = hot.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.wait_for_selector(".readout:has-text('2 reports')")
    page.mouse.down()
    page.mouse.move(x + 60, y)
    page.mouse.up()
    page.wait_for_selector(".brushed")
    assert "event" not in page.url
    page.get_by_role("link", name="Show all").click()
    page.wait_for_selector("text=Show all", state="detached")
    page.mouse.click(x, y)
    page.wait_for_selector(".accounts")
    page.go_back()
    hot.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".accounts")


def test_the_network_and_the_map_are_moved_and_enlarged(page: Page, exported: str) -> None:
    """By keys, buttons and the wheel with Ctrl; the wheel alone scrolls the page."""
    page.goto(f"{exported}#/")
    for chart, mark in ((".network", ".node"), (".map", ".spot")):
        drawn = page.locator(f"{chart} svg")
        drawn.scroll_into_view_if_needed()

        def place(chart: str = chart, mark: str = mark) -> str:
            return str(page.locator(f"{chart} g:has(> {mark})").first.get_attribute("transform"))

        drawn.focus()
        places = [place()]
        for key in ("ArrowLeft", "+"):
            page.keyboard.press(key)
            page.wait_for_timeout(50)
            places.append(place())
        page.locator(chart).get_by_label("Zoom in").click()
        page.wait_for_timeout(50)
        places.append(place())
        box = drawn.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        page.wait_for_timeout(100)
        places.append(place())
        assert len(set(places)) == len(places), chart
        drawn.focus()
        page.keyboard.press("0")
        page.wait_for_timeout(50)
        assert place() == places[0]


def test_tables_sort_filter_and_download(page: Page, exported: str, tmp_path: Path) -> None:
    """What is downloaded is what is shown."""
    page.goto(f"{exported}#/wording")
    page.get_by_role("combobox", name="outlet").select_option("Radio Sahil")
    page.wait_for_function("document.querySelectorAll('.grid tbody tr').length === 2")
    with page.expect_download() as started:
        page.locator(".grid").get_by_role("button", name="JSON").click()
    started.value.save_as(tmp_path / "rows.json")
    rows = json.loads((tmp_path / "rows.json").read_text())
    assert {row["outlet"] for row in rows} == {"Radio Sahil"}
    assert {row["word"] for row in rows} == {"massacred"}


def test_search_leads_to_the_words(page: Page, exported: str) -> None:
    """A word of a quotation is found, and its hit opens the text there."""
    page.goto(f"{exported}#/search?q=regret&kind=quotation")
    page.wait_for_selector(".hits mark")
    assert page.locator(".hits li").count() == 2
    page.locator(".hits a").first.click()
    page.wait_for_selector(".chosen")
    assert "".join(page.locator(".chosen").all_inner_texts()) == "We regret it,"


@contextmanager
def serving(case: Any) -> Iterator[str]:
    """The address of a server of a case."""
    port = socket.socket()
    port.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(case), log_level="warning", ws="none"))
    thread = Thread(target=server.run, kwargs={"sockets": [port]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port.getsockname()[1]}/"
    server.should_exit = True
    thread.join()


@pytest.fixture
def served() -> Iterator[str]:
    """The address of a server of the made case."""
    with serving(page_case()) as address:
        yield address


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page of a server, which must make no error."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def event_of(case: Case) -> str:
    """The id of the assault of a case."""
    return next(one.id for one in case.events() if one.type == "ASSAULT")


def test_a_judgement_is_made_by_keyboard_and_kept(desk: Page, tmp_path: Path) -> None:
    """The page shows the new state at once; a new build and a page opened anew show it too."""
    case = stored_page_case(tmp_path / "case")
    with serving(case) as address:
        desk.goto(f"{address}#/event/{event_of(case)}")
        desk.get_by_role("button", name="Judge Who, Radio Sahil").focus()
        desk.keyboard.press("Enter")
        desk.wait_for_selector("dialog h2")
        desk.keyboard.press("w")
        desk.wait_for_selector("dialog", state="detached")
        desk.wait_for_selector("text=1 judgement")
        row = desk.locator(".accounts tbody tr", has_text="Who").first
        assert "not said" in row.inner_text()
        assert "massacred" in desk.inner_text(".sentences")
    again = open_case(tmp_path / "case")
    judge_again(again)
    report = next(one for one in again.reports() if one.document == "d2")
    assert report.actors == ()
    with serving(again) as address:
        desk.goto(f"{address}#/judgements")
        desk.wait_for_selector("tbody tr")
        assert "“massacred”" in desk.inner_text("tbody")


def test_two_reports_are_judged_not_to_be_the_same(desk: Page, tmp_path: Path) -> None:
    """The page then shows the event that the words belong to now, and a judgement can be taken back."""
    case = stored_page_case(tmp_path / "case")
    event = event_of(case)
    if len(next(one for one in case.events() if one.id == event).reports) < 2:
        pytest.fail("the two accounts of the made case are no longer put together")
    with serving(case) as address:
        desk.goto(f"{address}#/event/{event}")
        desk.get_by_role("button", name="whether Radio Sahil tells of the same event").click()
        desk.get_by_role("button", name="Not the same").click()
        desk.wait_for_selector("dialog", state="detached")
        desk.wait_for_selector("text=1 document tells of it")
        desk.get_by_role("link", name="All judgements").click()
        desk.get_by_role("button", name="take it back").click()
        desk.get_by_role("button", name="Take it back", exact=True).last.click()
        desk.wait_for_selector("text=0 judgements")


def test_words_are_selected_behind_emoji_and_arabic(desk: Page, tmp_path: Path) -> None:
    """What is added stands at the very words that were selected."""
    case = stored_page_case(tmp_path / "case")
    with serving(case) as address:
        desk.goto(f"{address}#/read/d1")
        desk.wait_for_selector(".text")
        desk.evaluate(SELECT, "dead")
        desk.dispatch_event(".text", "mouseup")
        desk.get_by_role("button", name="Add an event").click()
        desk.get_by_label("Type").select_option("ASSAULT")
        desk.get_by_role("button", name="Add", exact=True).click()
        desk.wait_for_selector("dialog", state="detached")
    told = next(one for one in open_case(tmp_path / "case").documents() if one.id == "d1")
    assert "dead" in {told.text[one.start : one.end] for one in told.mentions.events}


def test_selected_words_become_a_value_of_the_event_in_hand(desk: Page, tmp_path: Path) -> None:
    """The words that were selected show it, behind emoji and Arabic, and a new build keeps it."""
    case = stored_page_case(tmp_path / "case")
    with serving(case) as address:
        desk.goto(f"{address}#/read/d2")
        desk.wait_for_selector(".text")
        desk.evaluate(SELECT, "10 dead")
        desk.dispatch_event(".text", "mouseup")
        assert desk.locator(".picked option").first.inner_text().startswith("“massacred”")
        desk.get_by_label("how many").select_option("injured")
        desk.wait_for_selector("dialog h2")
        desk.keyboard.press("c")
        desk.wait_for_selector("dialog", state="detached")
        desk.wait_for_selector("text=1 judgement")
    again = open_case(tmp_path / "case")
    judge_again(again)
    (toll,) = [one for report in again.reports() for one in report.tolls if one.role == "injured"]
    text = next(one.text for one in again.documents() if one.id == "d2")
    assert (toll.best, text[toll.start : toll.end]) == (10, "10 dead")


def test_a_party_is_added_beside_the_others(desk: Page, tmp_path: Path) -> None:
    """What stood there stays where that is wished, each party with its own words."""
    case = stored_page_case(tmp_path / "case")
    with serving(case) as address:
        desk.goto(f"{address}#/read/d1")
        desk.wait_for_selector(".text")
        desk.evaluate(SELECT, "Orm")
        desk.dispatch_event(".text", "mouseup")
        desk.get_by_role("button", name="whom", exact=True).click()
        desk.get_by_label("beside Tarim").check()
        desk.get_by_role("button", name="Correct").click()
        desk.wait_for_selector("dialog", state="detached")
    report = next(one for one in open_case(tmp_path / "case").reports() if one.document == "d1")
    assert {one.name for one in report.recipients} == {"Tarim", "Orm"}


def test_words_are_selected_and_copied_by_keyboard(page: Page, exported: str) -> None:
    """S takes the marked word that has the focus, Shift and arrows move the ends by words; the source goes along."""
    page.goto(f"{exported}#/read/d2")
    page.wait_for_selector(".span.events")
    page.focus(".span.events")
    page.keyboard.press("s")
    assert page.inner_text(".picked .words") == "“massacred”"
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert page.inner_text(".picked .words") == "“Vesna massacred Tarim”"
    page.keyboard.press("Shift+ArrowDown")
    copied = page.get_by_role("button", name="Copy with its source").get_attribute("title") or ""
    text = {one.id: one.text for one in page_case().documents()}["d2"]
    start = text.index("massacred")
    assert copied == (
        "“massacred Tarim” (Radio Sahil: Radio Sahil on Orm, 5 Jan 2020, d2.txt, "
        f"characters {start} to {start + len('massacred Tarim')})"
    )


SELECT = """(word) => {
  const all = [...document.querySelectorAll(".words-of")].map((one) => document.createTreeWalker(one, 4));
  for (const walker of all) {
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at + 1);
      range.setEnd(node, at + word.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
  }
}"""


def test_a_large_case_is_asked_for_in_parts(desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Event, text, actor and search show the same as those of a whole case."""
    monkeypatch.setattr(serve, "case_json", lambda held: case_json(held, 1))
    case = stored_page_case(tmp_path / "case")
    with serving(case) as address:
        desk.goto(f"{address}#/event/{event_of(case)}")
        desk.wait_for_selector("mark.act")
        assert desk.locator("mark.act").all_inner_texts() == ["massacred", "struck"]
        desk.goto(f"{address}#/disputes")
        desk.goto(f"{address}#/read/d2")
        desk.wait_for_selector(".span.events")
        assert ATTACK in desk.inner_text(".text")
        desk.goto(f"{address}#/actor/vesna")
        desk.wait_for_selector(".names h3")
        desk.goto(f"{address}#/search?q=regret&kind=quotation")
        desk.wait_for_selector(".hits mark")
        assert desk.locator(".hits li").count() == 2
        desk.locator(".hits a").first.click()
        desk.wait_for_selector(".chosen")
        assert "".join(desk.locator(".chosen").all_inner_texts()) == "We regret it,"


def test_no_address_but_one_of_the_web_becomes_a_link(page: Page, tmp_path: Path) -> None:
    """A script as an address, and tags in a title, are only letters."""
    case = page_case()
    bad = "javascript:document.title='hacked'"
    told = [
        replace(one, source=bad, sources=(bad, "https://example.org/a"), meta=replace(one.meta, url=bad, title=ATTACK))
        for one in case.documents()
    ]
    case.documents = lambda: iter(told)
    write(case, tmp_path / "report.html")
    for view in ("documents", "read/d1", "event/e1", "search?q=hacked", "situation", "situation/ties", "actor/vesna"):
        page.goto(f"{(tmp_path / 'report.html').as_uri()}#/{view}")
        page.wait_for_selector("main h1")
        hrefs = page.evaluate("[...document.links].map((link) => link.href)")
        assert not [href for href in hrefs if not href.startswith(("file:", "https://example.org/"))]
        assert page.locator("img").count() == 0
        assert "hacked" not in page.title()


def test_the_served_page_asks_its_own_server_and_nobody_else(browser: Browser, served: str) -> None:
    """It shows the same, with two requests and no error."""
    page = browser.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{served}#/event/e1")
    page.wait_for_selector("mark.act")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [served, f"{served}case.json"]
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_serious_fault_of_access(browser: Browser, exported: str, ruled: str, scheme: str) -> None:
    """Axe, the checker of the web's accessibility rules, finds nothing serious, in light and in dark."""
    if not AXE.exists():
        pytest.fail("this test needs axe-core: npm ci --ignore-scripts --prefix web")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    faults = []
    views = {name: f"{exported}#/{view}" for name, view in VIEWS.items()}
    for name, address in {**views, "rules and coders": f"{ruled}#/event/e1"}.items():
        page.goto(address)
        page.wait_for_selector("main h1")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run()")["violations"]
        faults += [
            (name, one["id"], node["html"][:120])
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"][:3]
        ]
    context.close()
    assert faults == []


def test_a_page_whose_build_is_gone_shows_the_newest(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks for a document of a build that was cleared away: it loads the newest, says so, and shows the document."""
    monkeypatch.setattr(serve, "case_json", lambda held: case_json(held, 1))
    case = stored_page_case(tmp_path / "case")
    page = browser.new_page()
    with serving(case) as address:
        page.goto(f"{address}#/events")
        page.wait_for_selector("tbody tr")
        before = case.generation
        other = open_case(tmp_path / "case")
        mention = next(one for one in other.reports() if one.document == "d2").mentions[0]
        append(other.path, judgements_of(Asked("wrong", (mention,)), Explained(other), "Ann"))
        judge_again(other)
        rmtree(before)
        page.evaluate("location.hash = '#/read/d1'")
        page.wait_for_selector(".text .span")
        assert "newest build" in page.inner_text(".top")
        page.wait_for_selector("text=1 judgement")
    page.close()
