"""PDF: printed pages become running text, with everything that stands around it told apart."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.lang import load_language
from dragoman.model import RawDocument
from dragoman.read import pdf as reader
from dragoman.read import read_content
from dragoman.read.pdf.apart import Apart
from dragoman.read.pdf.sheets import read_sheets
from tests.read.pdf.print_maker import HEIGHT, At, column, made, pdf, stream

pytestmark = pytest.mark.slow  # left out of `make quick`

ENVOYS = """Envoys of both governments met in Amman on Thursday for a
second round of talks, officials said, after weeks in which no
date had been named."""
TALKS = ENVOYS.replace("\n", " ")
GUARDS = """The guards at the northern crossing were withdrawn on the
same day, and the road to the capital was opened."""
ROAD = GUARDS.replace("\n", " ")


def document(content: bytes, source: str = "a.pdf") -> RawDocument:
    """The one document of a PDF."""
    (found,) = read_content(content, source)
    return found


def paragraphs(*pages: Sequence[At]) -> list[str]:
    """The paragraphs of the text layer of printed lines."""
    return document(pdf(*pages)).text.split("\n\n")


def codes(found: RawDocument) -> list[str]:
    """The slugs of its problems."""
    return [problem.code for problem in found.problems]


def kinds(found: RawDocument) -> dict[str, str]:
    """What is marked, with its kind."""
    return {piece.span.of(found.text): piece.kind for piece in found.marked}


# ------------------------------------------------------------------------------------------------- paragraphs


def test_the_lines_of_a_paragraph_are_one_line_of_the_text() -> None:
    """A paragraph is joined over its lines' ends, and ends where a line had room for the next one's first word."""
    assert paragraphs(column(f"{ENVOYS}\n{GUARDS}")) == [TALKS, ROAD]


def test_an_indent_or_a_gap_begins_a_paragraph() -> None:
    """A first line that is set in, and one behind a wider gap, begin a paragraph though the line before is full."""
    full = "The governor said on Monday that the bridge would be shut."
    indented = [*column(full), *column(" He gave no reason why it had to be closed for the day.\nNobody asked.", y=688)]
    assert paragraphs(indented)[0] == full
    assert paragraphs([*column(full), *column(full, y=676), *column(full, y=664)])[0] == full


def test_an_entry_of_a_list_is_a_paragraph() -> None:
    """Entries are apart by their marks, and their further lines belong to them."""
    lines = [*column("• The first point of the list is rather long and goes on\n on a second line.\n• The second.")]
    assert paragraphs(lines) == [
        "• The first point of the list is rather long and goes on on a second line.", "• The second."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "elsewhere", "expected"),
    [
        (("the govern-", "ment said so"), "", "the government said so"),
        (("a long-", "term plan"), "All long-term plans", "a long-term plan"),
        (("the Iranian-", "backed groups"), "Iranian groups, backed", "the Iranian-backed groups"),
        (("near al-", "Asad"), "", "near al-Asad"),
        (("in 2019-", "2020"), "", "in 2019-2020"),
        (("the AGREE-", "MENT"), "AGREEMENT", "the AGREEMENT"),
        (("he waited \u2013", "and left"), "", "he waited \u2013 and left"),
    ],
)
def test_a_hyphen_of_the_lines_end_is_left_out_and_one_of_the_word_is_kept(
    ends: tuple[str, str], elsewhere: str, expected: str
) -> None:
    """Whether the hyphen belongs to the word is told by the rest of the document."""
    before = "x" * 20
    text = document(pdf([*column(f"{before} {ends[0]}\n{ends[1]}"), *column(elsewhere, y=500)])).text
    assert f"{before} {expected}" in text


def test_a_document_that_breaks_no_words_keeps_every_hyphen() -> None:
    """Where hyphens at lines' ends are rare and make no known word, they are those of compounds."""
    filler = "\n".join(["The guards at the northern crossing were withdrawn again"] * 40)
    assert "the so-called state" in document(pdf(column(f"{filler} by the so-\ncalled state.", y=780))).text


def test_a_dash_or_a_stretched_line_does_not_end_a_paragraph() -> None:
    """Lines of prose may begin with a dash, and justified ones have wide blanks."""
    stretched = [At("guard", 72 + 66 * at, 688) for at in range(5)]
    lines = [
        *column("The envoys of both governments met in Amman on Thursday, the"),
        *stretched,
        At("– dawn.", 72, 676),
    ]
    assert paragraphs(lines) == [f"{lines[0].words} guard guard guard guard guard – dawn."]


def test_the_raised_mark_of_a_note_stands_in_brackets() -> None:
    """A small raised number is the mark of a note where the page has the note, and part of its word elsewhere."""
    marked = [At("The base was hit.", 72, 700), At("1", 152, 704, 6), At("Nobody died on the 9 km", 158, 700),
              At("2", 268, 704, 6), At("1 See the ministry's statement.", 72, 80, 7)]  # fmt: skip
    found = document(pdf([*column(ENVOYS, y=760), *marked]))
    assert "The base was hit. [1] Nobody died on the 9 km2" in found.text
    assert kinds(found) == {"1 See the ministry's statement.": "footnotes"}


def test_a_large_initial_belongs_to_its_word() -> None:
    """An initial over two lines begins the paragraph; a letter that is a word by itself stays one."""
    rest = "he envoys of both governments met in Amman on\nThursday for a second round of talks, officials\nsaid."
    lines = column(rest, x=92)
    expected = "The envoys of both governments met in Amman on Thursday for a second round of talks, officials said."
    assert paragraphs([At("T", 72, 688, 28), *lines]) == [expected]
    assert paragraphs([At("A", 72, 688, 28), *lines])[0].startswith("A ")


# ----------------------------------------------------------------------------------------- columns and pages


def test_columns_are_read_one_after_the_other() -> None:
    """A title over two columns is read first, then each column down, in whatever order they are drawn."""
    title = At("Talks resume in Amman after weeks of silence", 72, 740, 20)
    reason = "Yet nobody gave a reason for it."
    left, right = column(ENVOYS, x=72, size=9), column(f"{GUARDS}\n{reason}", x=350, size=9)
    expected = ["Talks resume in Amman after weeks of silence", TALKS, ROAD, reason]
    assert paragraphs([title, *left, *right]) == expected
    assert paragraphs([*right, *left, title]) == expected
    across = [line for row in zip(left, right, strict=True) for line in row]
    assert paragraphs([title, *across]) == expected


def test_a_paragraph_runs_on_in_the_next_column_and_on_the_next_page() -> None:
    """What is broken off in the middle of a sentence is joined, whatever is printed at the foot of the page."""
    first, second, third = ENVOYS.split("\n")
    foot = [At("The Daily Test", 72, 30, 8), At("Page 1", 500, 30, 8)]
    other = [At("The Daily Test", 72, 30, 8), At("Page 2", 500, 30, 8)]
    found = document(pdf([*column(f"{GUARDS}\n{first}\n{second}"), *foot], [*column(f"{third}\n{GUARDS}"), *other]))
    assert found.text.split("\n\n") == [ROAD, "The Daily Test\tPage 1", TALKS, ROAD, "The Daily Test\tPage 2"]
    assert kinds(found) == {"The Daily Test\tPage 1": "nav", "The Daily Test\tPage 2": "nav"}
    assert found.stated.pages == (0, found.text.index("date had"))
    assert paragraphs([*column(f"{first}\n{second}"), *column(third, x=400)]) == [TALKS]


def test_a_line_that_several_pages_print_at_the_same_height_is_no_text() -> None:
    """Running heads are told by their return, page numbers aside; a heading that returns elsewhere is text."""
    pages = [
        [
            At("WORLD", 72, 760, 8),
            At(str(number), 520, 760, 8),
            At("Report", 72, 700 - 90 * number),
            *column(text, y=500),
        ]
        for number, text in enumerate((ENVOYS, GUARDS), start=1)
    ]
    found = document(pdf(*pages))
    assert kinds(found) == {"WORLD\t1": "nav", "WORLD\t2": "nav"}
    assert found.text.count("Report") == 2


def test_a_text_that_runs_into_the_margin_is_text() -> None:
    """The last line of a loosely set page is no furniture though it stands near the edge, and a lone line there is."""
    lines = column("\n".join([ENVOYS.split("\n")[1]] * 8), y=34 + 7 * 18, leading=18)
    assert kinds(document(pdf(lines))) == {}
    lone = At("https://a.example/talks 1/1", 72, 20, 8)
    assert kinds(document(pdf([*column(ENVOYS), lone]))) == {lone.words: "nav"}


def test_the_largest_print_of_the_first_page_is_the_headline() -> None:
    """The headline is marked; of a file's own title only what is printed counts, and of its author too."""
    title = At("Talks resume in Amman after weeks", 72, 740, 20)
    byline = At("By Ann Lee", 72, 720)
    found = document(pdf([title, byline, *column(ENVOYS)], Title="Microsoft Word - draft3.doc", Author="ann"))
    assert kinds(found) == {title.words: "title"}
    assert (found.stated.title, found.stated.author, found.stated.published) == (None, None, None)
    found = document(pdf([title, byline, *column(ENVOYS)], Title="By Ann Lee", Author="Ann Lee"))
    assert kinds(found) == {"By Ann Lee": "title"}
    assert found.stated.author == "Ann Lee"


def test_what_does_not_stand_upright_is_no_text() -> None:
    """A stamp along the margin stands in the layer, and is marked."""
    found = document(pdf([*column(ENVOYS), At("Printed in Testville", 30, 300, 8, turned=True)]))
    assert kinds(found) == {"Printed in Testville": "other"}


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    """Text that is turned with its page is upright."""
    turned = [At(line.words, HEIGHT - line.y, line.x, turned=True) for line in column(ENVOYS)]
    assert document(pdf(turned, page=b"/Rotate 90")).text == TALKS


def test_words_beyond_the_pages_edge_are_left_out() -> None:
    """What the page's box cuts off, as printers' marks, is not in the text."""
    assert document(pdf([*column(ENVOYS), At("plate 3 cyan", 72, 790)], page=b"/CropBox [0 0 612 780]")).text == TALKS


def test_figures_in_columns_are_marked_and_stay_in_rows() -> None:
    """A table's rows keep their cells together, with a tab between."""
    rows = [
        At(words, 72 + 150 * at, 600 - 14 * row) for row in range(3) for at, words in enumerate(["Basra", "12", "7"])
    ]
    found = document(pdf([*column(ENVOYS), *rows]))
    assert "Basra\t12\t7" in kinds(found)


def test_clean_sorts_what_the_print_does_not_tell() -> None:
    """Every character is in one piece; the body is the paragraphs, without the page's furniture."""
    pages = [[At("The Daily Test", 72, 770, 8), *column(f"{ENVOYS}\n{GUARDS}\n{ENVOYS}")] for _ in range(2)]
    cleaned = clean(document(pdf(*pages)), lang=load_language("en"))
    covered = "".join(cleaned.text[piece.start : piece.end] for piece in cleaned.pieces)
    assert "".join(covered.split()) == "".join(cleaned.text.split())
    assert {piece.span.of(cleaned.text) for piece in cleaned.body} == {TALKS, ROAD}
    assert cleaned.meta.pages == (0, cleaned.text.rindex("The Daily Test"))


# -------------------------------------------------------------------------------------------------- what is wrong


PICTURE = stream(
    b"\xff", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def scan(pages: int, lines: Sequence[At] = ()) -> bytes:
    """A PDF whose pages are pictures, but for the first, which has lines too."""
    whole = pdf(lines, *[[] for _ in range(pages - 1)])
    number = 5 + 2 * pages
    objects = [part.split(b"obj\n", 1)[1].rsplit(b"\nendobj", 1)[0] for part in whole.split(b"\nendobj\n")[:-1]]
    draw = b"q 612 0 0 792 0 0 cm /I Do Q"
    for row in range(pages):
        objects[4 + 2 * row] = objects[4 + 2 * row].replace(b"/Font <<", b"/XObject << /I %d 0 R >> /Font <<" % number)
        if row or not lines:
            objects[5 + 2 * row] = stream(draw)
    return made([*objects, PICTURE], b"/Info 4 0 R")


def test_scanned_pages_without_text_are_a_problem_that_says_what_to_do() -> None:
    """A scan gives an empty text and names the remedy; where only some pages are scanned, the problem names them."""
    found = document(scan(2))
    assert (found.text, codes(found)) == ("", ["read.scanned"])
    assert "ocrmypdf" in found.problems[0].message
    found = document(scan(3, column(ENVOYS)))
    assert (found.text, codes(found)) == (TALKS, ["read.scanned"])
    assert "pages 2, 3" in found.problems[0].message


def test_letters_without_a_meaning_are_a_problem() -> None:
    """Where the fonts do not say which letters they show, the text is kept, and the problem says that it is none."""
    cmap = b"1 beginbfrange <20> <7e> <e020> endbfrange"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    whole = pdf(column(ENVOYS), font=font)
    objects = [part.split(b"obj\n", 1)[1].rsplit(b"\nendobj", 1)[0] for part in whole.split(b"\nendobj\n")[:-1]]
    begin = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    found = document(made([*objects, stream(begin + cmap + b" endcmap")], b"/Info 4 0 R"))
    assert codes(found) == ["read.letters"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n", "read.damaged"),
        (pdf(column(ENVOYS)).replace(b"/Kids [5 0 R]", b"/Kids [9 0 R]"), "read.damaged"),
        (pdf([]), "read.empty"),
        (made([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 999999 >>"]), "read.large"),
    ],
)
def test_a_broken_pdf_is_a_problem(content: bytes, code: str) -> None:
    """What is no whole PDF, and what has no text or too many pages, gives an empty text and a problem."""
    found = document(content)
    assert (found.text, codes(found)) == ("", [code])


def test_more_than_any_article_holds_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many pages, and too many characters, are told before the text is laid out."""
    monkeypatch.setattr("dragoman.read.pdf.sheets.MAX_CHARACTERS", 10)
    assert [one.code for one in read_sheets(pdf(column(ENVOYS))).troubles] == ["read.large"]
    monkeypatch.setattr("dragoman.read.pdf.sheets.MOST_PAGES", 1)
    assert [one.code for one in read_sheets(pdf([], [])).troubles] == ["read.large"]


def test_a_locked_pdf_is_a_problem() -> None:
    """A PDF that needs a password says so; one that only forbids printing is read."""
    entries = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [<00> <00>]"
    locked = pdf(column(ENVOYS)).replace(b"/Info 4 0 R", entries % (b"o" * 32, b"u" * 32))
    assert codes(document(locked)) == ["read.locked"]


def test_a_pdf_is_told_by_its_content() -> None:
    """The header may stand behind a few bytes, and under any name."""
    found = document(b"\r\n" + pdf(column(ENVOYS)), "letter.txt")
    assert found.text == TALKS


# ------------------------------------------------------------------------------------------------ hostile files


def bomb(levels: int) -> bytes:
    """A PDF of two kilobytes that draws a line ten to so many times."""
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /F 6 0 R >> >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< %s >>" % page,
               stream(b"/F Do " * 10), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    for level in range(levels):
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s >>"
        last = level == levels - 1
        held = b"/Font << /A 5 0 R >>" if last else b"/XObject << /F %d 0 R >>" % (7 + level)
        objects.append(stream(b"BT /A 9 Tf 72 700 Td (x) Tj ET" if last else b"/F Do " * 10, form % held))
    return made(objects)


@pytest.mark.slow
def test_a_file_that_is_made_to_do_harm_is_a_problem_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would fill the memory or take for ever ends another process than this one."""
    monkeypatch.setattr(reader, "SECONDS", 0.7)
    assert codes(document(bomb(9))) == ["read.hostile"]
    monkeypatch.setattr(reader, "SECONDS", 30.0)
    assert document(pdf(column(ENVOYS))).text == TALKS


@pytest.mark.slow
def test_the_other_process_is_begun_anew_where_it_died() -> None:
    """A process that ends without an answer gives none, and the next question is answered by a new one."""
    other = Apart("dragoman.read.pdf.sheets")
    assert other.ask(pdf(column(ENVOYS)), 30)
    first = other._process
    assert first is not None
    first.kill()
    first.wait()
    assert other.ask(b"%PDF", 30) is None
    assert other.ask(b"%PDF", 30)
    other.close()
    other.close()


WHOLE = pdf([At("Talks resume in Amman at last", 72, 740, 20), *column(ENVOYS)], column(GUARDS))


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 60), st.binary(max_size=12)), max_size=6),
    st.integers(0, len(WHOLE)),
)
def test_no_damage_makes_reading_fail(changes: list[tuple[int, int, bytes]], cut: int) -> None:
    """Whatever is overwritten, left out or cut off, there is a text whose marks lie in it, or a problem."""
    content = WHOLE
    for start, length, put in changes:
        content = content[:start] + put + content[start + length :]
    printed = read_sheets(content[: max(cut, 9)] if cut % 3 == 0 else content)
    text = printed.layer.text
    assert text or printed.troubles
    assert all(0 <= piece.start < piece.end <= len(text) for piece in printed.layer.marked)
    assert list(printed.layer.pages) == sorted(printed.layer.pages)


words = st.text(st.sampled_from("abcXYZ019.,-()"), min_size=1, max_size=12)
lines = st.lists(
    st.builds(At, words, st.floats(-50, 650), st.floats(-50, 850), st.floats(0.1, 80), st.booleans()), max_size=25
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3))
def test_every_word_that_is_shown_stands_in_the_text_once(pages: list[list[At]]) -> None:
    """However words are strewn over pages, the layer holds each visible character once but for hyphens."""
    printed = read_sheets(pdf(*pages))
    layer = printed.layer
    shown = "".join(layer.text.split()).replace("-", "").replace("[", "").replace("]", "")
    drawn = "".join(line.words for page in pages for line in page)
    assert sum(layer.letters) >= 0
    assert not set(shown) - set(drawn)
    inside = [
        line for page in pages for line in page if not line.turned and 20 <= line.x <= 250 and 20 <= line.y <= 700
    ]
    if len(inside) == sum(map(len, pages)) and all(line.size <= 20 for line in inside):
        assert sorted(shown) == sorted(drawn.replace("-", ""))
