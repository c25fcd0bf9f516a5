"""Saved pages: the page in them, its address, and its frames."""

from dragoman.read import read_content

PROSE = "The governor of the northern province said on Monday that the bridge over the river would be closed. "
PAGE = f"<html><head><title>Closed</title></head><body><article><h1>Closed</h1><p>{PROSE}</p></article></body></html>"
HEAD = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://river.example/bridge\nSubject: Closed\n"
    "Date: Thu, 4 Mar 2021 23:30:00 -0000\nMIME-Version: 1.0\n"
)
RELATED = 'Content-Type: multipart/related; type="text/html"; boundary="b"'


def part(page: str, headers: str) -> str:
    return f"--b\nContent-Type: text/html; charset=utf-8\n{headers}\n\n{page}\n"


def test_the_page_is_read_with_its_address_and_without_the_day_of_saving() -> None:
    """The main part is a page like any other; its address is where it was saved from."""
    frame = part("<p>Buy now!</p>", "Content-Location: cid:frame-1@mhtml.blink")
    main = part(PAGE, "Content-Location: https://river.example/bridge")
    (found,) = read_content(f"{HEAD}{RELATED}\n\n{frame}{main}--b--\n".encode(), "a.mhtml")
    assert found.text == f"Closed\n\n{PROSE.strip()}"
    assert [piece.kind for piece in found.marked] == ["title", "body"]
    assert (found.stated.url, found.stated.outlet) == ("https://river.example/bridge", "river.example")
    assert (found.stated.title, found.stated.published, found.source) == ("Closed", None, "a.mhtml")


def test_the_part_that_the_headers_start_with_is_the_page() -> None:
    """Older browsers name the page by its id."""
    head = f'MIME-Version: 1.0\n{RELATED}; start="<2@x>"\n'
    parts = part("<p>Frame</p>", "Content-ID: <1@x>") + part(PAGE, "Content-ID: <2@x>")
    (found,) = read_content(f"{head}\n{parts}--b--\n".encode(), "a.mht")
    assert found.text.startswith("Closed")


def test_a_frame_with_an_articles_worth_of_text_is_read_too() -> None:
    """Frames of much text are members; buttons and advertisements are not."""
    parts = part(PAGE, "Content-ID: <1@x>") + part(f"<p>{PROSE * 12}</p>", "Content-ID: <2@x>")
    _, frame = read_content(f"{HEAD}{RELATED}\n\n{parts}--b--\n".encode(), "a.mhtml")
    assert frame.source == "a.mhtml!/frame-2.html"
    assert frame.text == (PROSE * 12).strip()


def test_a_saved_page_without_a_page_is_a_problem() -> None:
    """A file of pictures alone says what to do."""
    (found,) = read_content(f"{HEAD}{RELATED}\n\n--b\nContent-Type: image/png\n\nx\n--b--\n".encode(), "a.mhtml")
    assert [problem.code for problem in found.problems] == ["read.empty"]


def test_components_of_saved_pages_are_shown() -> None:
    """What a browser saved of a page's components stands in templates that are shown."""
    page = "<html><body><p>One.</p><x-card><template shadowmode=open><p>Two.</p></template></x-card></body></html>"
    (found,) = read_content(page.encode(), "a.html")
    assert found.text == "One.\n\nTwo."


def test_a_mail_with_pictures_in_its_page_is_no_saved_page() -> None:
    """What was sent is a mail, with its subject and day."""
    head = f"Message-ID: <1@x>\nTo: a@b.c\nDate: Thu, 4 Mar 2021 23:30:00 -0500\nMIME-Version: 1.0\n{RELATED}"
    (found,) = read_content(f"{head}\n\n{part(PAGE, 'X: y')}--b--\n".encode(), "a.eml")
    assert found.stated.published == "2021-03-04"
