"""Mails: body, headers, attachments; whatever is broken in them."""

from base64 import b64encode
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import RawDocument
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

STORY = "The bridge over the river is closed, the governor of the province said on Monday.\n\nBuses run to the ferry."
PAGE = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))


def mail(**headers: str) -> EmailMessage:
    """A mail with usual headers; underscores in names stand for hyphens."""
    message = EmailMessage()
    usual = {"From": "Ann Lee <ann@river.example>", "To": "desk@post.example", "Message-ID": "<1@river.example>"}
    for name, value in {**usual, **headers}.items():
        message[name.replace("_", "-")] = value
    return message


def read(message: EmailMessage | bytes, name: str = "a.eml") -> list[RawDocument]:
    return list(read_content(message if isinstance(message, bytes) else message.as_bytes(), name))


def test_a_plain_mail_gives_its_text_unchanged_and_its_headers() -> None:
    """Subject, sender and day in the sender's own zone are stated; quoted lines and the signature stay."""
    message = mail(Subject="Bridge – closed", Date="Thu, 04 Mar 2021 23:30:00 -0500")
    text = f"{STORY}\n\n> Is it closed?\n-- \nAnn\n"
    message.set_content(text)
    message["Content-Language"] = "en-GB"
    (found,) = read(message)
    assert found.text == text
    assert (found.stated.title, found.stated.author, found.stated.outlet) == ("Bridge – closed", "Ann Lee", None)
    assert (found.stated.published, found.stated.language, found.source) == ("2021-03-04", "en", "a.eml")
    assert found.id.startswith("sha256:")


def test_the_page_of_a_mail_is_preferred_to_its_plain_text() -> None:
    """Of two parts that say the same, the page keeps the paragraphs."""
    message = mail(Subject="Closed")
    message.set_content(STORY.replace(" ", "\n"))
    message.add_alternative(f"<html><body>{PAGE}</body></html>", subtype="html")
    (found,) = read(message)
    assert found.text == STORY


def test_the_plain_text_is_preferred_where_the_page_says_nothing() -> None:
    """A page that only asks to be opened elsewhere is not taken."""
    message = mail(Subject="Closed")
    message.set_content(STORY)
    message.add_alternative("<html><body><p>Open in browser</p></body></html>", subtype="html")
    (found,) = read(message)
    assert found.text.rstrip("\n") == STORY


@pytest.mark.parametrize(
    ("headers", "author", "outlet"),
    [({"From": "The Post <news@river.example>", "List_Unsubscribe": "<https://x.example>"}, None, "The Post"),
     ({"From": "Ann Lee via The River Post <a@x.example>"}, "Ann Lee", "The River Post"),
     ({"List_Id": "River watchers <w.x.example>", "List_Post": "<mailto:w@x.example>"}, "Ann Lee", "River watchers"),
     ({"From": "ann@river.example"}, None, None), ({"From": '"ann@river.example" <ann@river.example>'}, None, None),
     ({"Organization": "The River Post"}, "Ann Lee", "The River Post")],
)  # fmt: skip
def test_author_and_outlet_are_taken_as_far_as_they_are_sure(
    headers: dict[str, str], author: str | None, outlet: str | None
) -> None:
    """A newsletter's sender is its outlet; elsewhere the sender is the author; an address is no name."""
    message = mail(**headers)
    message.set_content(STORY)
    (found,) = read(message)
    assert (found.stated.author, found.stated.outlet) == (author, outlet)


def test_attached_articles_are_read_under_their_own_names_and_pictures_are_not() -> None:
    """Texts, pages and forwarded mails are members; the mail's own headers say nothing of them."""
    message = mail(Subject="For you", Date="Thu, 04 Mar 2021 23:30:00 -0500")
    message.set_content("See below.")
    message.add_attachment(STORY, filename="../story.txt")
    message.add_attachment(f"<html><body>{PAGE}</body></html>", subtype="html", filename="a page.html")
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="x.png")
    inner = mail(Subject="Inner")
    inner.set_content("Forwarded words.")
    message.add_attachment(inner)
    found = read(message)
    assert [one.source.removeprefix("a.eml") for one in found] == [
        "", "!/_story.txt", "!/a page.html", "!/forwarded-3.eml"
    ]  # fmt: skip
    assert [one.text.strip() for one in found] == ["See below.", STORY, STORY, "Forwarded words."]
    assert [one.stated.title for one in found] == ["For you", None, None, "Inner"]
    assert found[1].stated.published is None


def test_all_parts_of_a_body_are_in_the_text() -> None:
    """What a mail prints part by part is read part by part, and of parts that say the same one alone."""
    same = b"--a\nContent-Type: text/plain\n\nOne.\n--a\nContent-Type: text/html\n\n<p>One.</p>\n--a--\n"
    parts = b"--b\nContent-Type: multipart/alternative; boundary=a\n\n" + same + b"--b\n\nTwo.\n--b--\n"
    (found,) = read(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts)
    assert found.text == "One.\n\nTwo."


def test_a_mail_of_attachments_alone_gives_only_these() -> None:
    """A mail without a text is no document beside what it carries."""
    message = mail()
    message.add_attachment(STORY, filename="story.txt")
    assert [one.text.strip() for one in read(message)] == [STORY]


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8-r", "iso-2022-jp", "gb18030", "utf-16"])
def test_the_declared_encoding_of_a_part_is_undone(charset: str) -> None:
    """Texts in the encodings of the world's mails come out as they went in, headers too."""
    story = {"iso-2022-jp": "橋は月曜日に閉鎖された。", "gb18030": "桥梁周一关闭。"}.get(
        charset, "Мост закрыт в понедельник."
    )
    body = b64encode(story.encode(charset)).decode()
    subject = f"=?{charset}?B?{body}?=" if charset != "utf-16" else "x"
    head = f"From: a@b.c\nMessage-ID: <1>\nSubject: {subject}\nContent-Type: text/plain; charset={charset}\n"
    (found,) = read(f"{head}Content-Transfer-Encoding: base64\n\n{body}\n".encode())
    assert found.text == story
    assert charset == "utf-16" or found.stated.title == story


def test_an_article_that_begins_like_a_mail_is_none() -> None:
    """Lines of sender and day at the head of a text are not enough."""
    text = b"From: Ann Lee\nDate: 4 March 2021\nSubject: The bridge\n\nIt is closed."
    (found,) = read(text, "a.txt")
    assert found.text == text.decode()


HEAD = b"From: Ann Lee <a@b.c>\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [(HEAD + b"\n", "read.empty"), (HEAD + b"Content-Type: multipart/mixed\n\nno boundary", None),
     (HEAD + b"Content-Transfer-Encoding: base64\n\n!!!! not base64", None),
     (HEAD + b"Content-Type: text/plain; charset=x-none\n\nText \xe9\xe8.", None),
     (HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nnever closed', None),
     (HEAD + b"Content-Type: text/html\n\n<p>Broken <b>page", None),
     (HEAD + b'Content-Type: text/plain; charset="a\x00b"\n\nText \xe9.', None),
     (HEAD + b"Content-Transfer-Encoding: uuencode\n\nbegin 644 x\n\xff\xfe\nend", None)],
)  # fmt: skip
def test_broken_mails_are_read_as_far_as_they_go(content: bytes, code: str | None) -> None:
    """Whatever is broken, there is a text or a problem that says so."""
    (found,) = read(content)
    assert [problem.code for problem in found.problems][:1] == ([code] if code else [])
    assert bool(found.text) == (code is None)


@pytest.mark.slow
def test_ten_thousand_nested_parts_are_a_problem() -> None:
    """A mail that nests its parts without end is no crash and no hang."""
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000))
    (found,) = read(HEAD + parts + b"\nText.")
    assert [problem.code for problem in found.problems] == ["read.deep"]


def test_a_mailbox_gives_each_of_its_mails() -> None:
    """Mails behind "From " lines are members by number, and a quoted "From " in a text is undone."""
    one = HEAD + b"Subject: One\n\nFirst text.\n>From here on.\n\n"
    box = b"From a@b.c Thu Mar  4 23:30:00 2021\n" + one + b"From a@b.c Fri Mar  5\n" + one.replace(b"One", b"Two")
    found = read(box, "a.mbox")
    assert [(document.source, document.stated.title) for document in found] == [
        ("a.mbox!/1.eml", "One"), ("a.mbox!/2.eml", "Two")
    ]  # fmt: skip
    assert found[0].text.strip() == "First text.\nFrom here on."


def test_a_mail_beyond_every_size_in_a_mailbox_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not held in memory, and the mails behind it are read."""
    monkeypatch.setattr("dragoman.read.mails.mbox.MAX_ARTICLE_BYTES", 200)
    box = b"From a\n" + HEAD + b"\n" + b"x" * 300 + b"\n\nFrom b\n" + HEAD + b"\nText."
    first, second = read(box, "a.mbox")
    assert [problem.code for problem in first.problems] == ["read.large"]
    assert second.text == "Text."


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([
    b"From: a\n", b"MIME-Version: 1.0\n", b"Content-Type: multipart/mixed; boundary=b\n", b"\n", b"--b\n", b"--b--\n",
    b"Content-Type: message/rfc822\n", b"Content-Type: text/html; charset*=x''%ff\n", b"=?utf-8?b?====?=\n",
    b"\xff\xfe", b"Content-Transfer-Encoding: uuencode\n", b"text ",
    b"Content-Disposition: attachment; filename*0*=utf-8''%\n",
    b"Subject: =?x?q?=E9?=\n", b"Date: 99 Foo -1\n", b"From:\n", b"begin 644 x\n", b"Content-Type: ;;=\n", b"<p>"]),
    max_size=30))  # fmt: skip
def test_no_broken_mail_makes_reading_fail(lines: list[bytes]) -> None:
    """Headers, boundaries and encodings in any order give a text or a problem."""
    documents = read(HEAD + b"".join(lines))
    assert all(document.text.strip() or document.problems for document in documents)
