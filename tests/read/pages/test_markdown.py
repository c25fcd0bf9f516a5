"""Markdown: what is shown of it, what its front matter states, and what is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import RawDocument, Stated
from dragoman.read import read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

FRONT = """---
title: "Bridge: closed"
author:
  - "[[Ann Lee]]"
  - Bo Day
published: 2021-03-04
created: 2022-01-01
source: "https://river.example/bridge"
site: The River Post
lang: en-GB
tags: [bridge, river]
---
"""
TEXT = """# Bridge is closed

The **governor** of the [northern](https://x.example "map") province
said on *Monday* that the bridge[^1] is ~~open~~ closed.

> Look for another way.

- by ferry
- by <b>bus</b>

| bank | traders |
|------|---------|
| east | 40      |

Line one  
line two ![a picture](x.png)

<!-- a remark --><script>x()</script>

[^1]: Report of the ministry.
[^a]: https://river.example/report
"""  # noqa: W291 - two blanks are a line break


def read(text: str, name: str = "a.md") -> RawDocument:
    (document,) = read_content(text.encode(), name)
    return document


def test_the_text_is_what_is_shown() -> None:
    """Marks and link targets are gone, paragraphs are apart, and footnotes keep mark and note."""
    assert read(TEXT).text.split("\n\n") == [
        "Bridge is closed",
        "The governor of the northern province said on Monday that the bridge[1] is open closed.",
        "Look for another way.", "by ferry", "by bus", "bank", "traders", "east", "40", "Line one\nline two",
        "[1] Report of the ministry.", "[a] https://river.example/report",
    ]  # fmt: skip


def test_front_matter_states_and_is_no_text() -> None:
    """Title, authors, day, address and site are taken from it; the day of clipping is not that of publication."""
    document = read(FRONT + TEXT)
    assert document.text.startswith("Bridge is closed\n\n")
    assert document.stated == Stated(
        "Bridge: closed", "Ann Lee, Bo Day", "The River Post", "en", "https://river.example/bridge", "2021-03-04"
    )


@pytest.mark.parametrize(
    ("front", "stated"),
    [("title: A\ndate: 2021-03-04T23:30:00-05:00\nsource: Post", Stated("A", outlet="Post", published="2021-03-04")),
     ("title: A\nauthors: [Ann Lee, 'Bo Day']", Stated("A", "Ann Lee, Bo Day")),
     ("title: A\nurl: https://x.example/a\nhostname: x.com", Stated("A", outlet="x.com", url="https://x.example/a")),
     ("title: A\nauthor:\ndate: soon", Stated("A"))],
)  # fmt: skip
def test_values_of_front_matter(front: str, stated: Stated) -> None:
    """Plain values, quoted ones and lists are read; empty and odd ones state nothing."""
    assert read(f"---\n{front}\n---\nIt is closed.").stated == stated


def test_the_first_heading_is_the_title() -> None:
    """Without front matter the heading names the article; it is marked, and the rest is left to be sorted."""
    document = read(TEXT)
    assert document.stated.title == "Bridge is closed"
    assert [(piece.span.of(document.text), piece.kind) for piece in document.marked] == [("Bridge is closed", "title")]


@pytest.mark.parametrize("text", [TEXT, FRONT + "It is closed.", "+++\ntitle = 'A'\n+++\nIt is closed."])
def test_markdown_is_told_by_content_too(text: str) -> None:
    """Front matter of known keys, or a heading and a link, are enough under any name."""
    assert read(text, "a.txt").stated.title


@pytest.mark.parametrize(
    "text", ["---\nIt is closed.\n---\nReally.", "# 7 is closed, and * is open.", "#bridge **closed"]
)
def test_plain_text_with_a_few_marks_stays_plain(text: str) -> None:
    """A rule, a lone number sign or stars do not make Markdown."""
    assert read(text, "a.txt").text == text


def test_a_rule_at_the_head_is_not_taken_for_front_matter() -> None:
    """What stands between two rules is text, unless it has a known key."""
    assert read("---\n\nIt is closed: really.\n\n---\n\nSo be it.").text == "It is closed: really.\n\nSo be it."


def test_a_web_page_under_a_markdown_name_is_a_web_page() -> None:
    """Content goes before the name."""
    assert read("<!DOCTYPE html><html><body><p>It *is* closed.</p></body></html>").text == "It *is* closed."


@pytest.mark.parametrize(
    "text", ["> " * 5_000 + "Deep.", "- " * 90 + "Deep.", "**" * 5_000 + "Deep.", "[" * 5_000 + "Deep."]
)
def test_no_nesting_loses_text(text: str) -> None:
    """Quotes in quotes, lists in lists and unclosed marks without end keep their words."""
    assert "Deep." in read(text).text


def test_markdown_beyond_every_length_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than any article is refused before it is worked on; one without text says so."""
    monkeypatch.setattr("dragoman.read.pages.markdown.MOST_CHARACTERS", 10)
    assert [problem.code for problem in read("longer than that").problems] == ["read.large"]
    assert [problem.code for problem in read("![](x)").problems] == ["read.empty"]


MARKS = (
    "word", "\n", "\n\n", "[^1]", "[^1]: ", "> ", "- ", "# ", "**", "[", "](", ")", "`", "```\n", "|", "|-|\n", "<div>",
    "<!--", "-->", "---\n", "title: x\n", "&amp;", "\\", "    ", "\t", "\x00", "é",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_no_markdown_makes_reading_fail(text: str) -> None:
    """Any marks in any order give a text or a problem."""
    for document in read_content(text.encode(), "a.md"):
        assert document.text.strip() or document.problems
