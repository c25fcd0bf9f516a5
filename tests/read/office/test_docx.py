"""DOCX: a Word file's text as it is shown, told apart from what stands around it."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.lang import load_language
from dragoman.model import RawDocument
from dragoman.read import installed, read_content

pytestmark = pytest.mark.slow  # left out of `make quick`

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="/word/document.xml"/></Relationships>"""
STYLES = """<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>"""
TALKS = "Envoys of both governments met in Amman on Thursday for a second round of talks, officials said."


def p(words: str, style: str = "") -> str:
    """A paragraph."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def part(body: str, root: str = "document", namespace: str = W) -> str:
    """A part of the file."""
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{namespace}" xmlns:mc="m" xmlns:wps="s">{inner}</w:{root}>'


def docx(body: str, namespace: str = W, **parts: str) -> bytes:
    """Make a DOCX file; more parts of its folder by name."""
    held = {"[Content_Types].xml": "<Types/>", "_rels/.rels": RELATIONS, "word/styles.xml": part(STYLES, "styles")}
    held["word/document.xml"] = part(body, namespace=namespace)
    held |= {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return packed(held)


def packed(held: dict[str, str]) -> bytes:
    """Make a ZIP."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in held.items():
            out.writestr(name, content)
    return file.getvalue()


def document(content: bytes, source: str = "a.docx") -> RawDocument:
    """The one document of a file."""
    (found,) = read_content(content, source)
    return found


def blocks(body: str, **parts: str) -> list[str]:
    """The blocks of a body's text layer."""
    return document(docx(body, **parts)).text.split("\n\n")


def kinds(found: RawDocument) -> dict[str, str]:
    """What is marked, with its kind."""
    return {piece.span.of(found.text): piece.kind for piece in found.marked}


def codes(found: RawDocument) -> list[str]:
    """The slugs of its problems."""
    return [problem.code for problem in found.problems]


def test_paragraphs_are_parted_by_blank_lines_and_styles_tell_kinds() -> None:
    """Styles are known by their built-in names, in whatever language the file names them."""
    body = p("Talks resume", "Titel") + p(TALKS) + p("The hotel. Photo: Test", "Beschriftung") + p(TALKS)
    for namespace in (W, STRICT):
        found = document(docx(body, namespace))
        assert found.text == f"Talks resume\n\n{TALKS}\n\nThe hotel. Photo: Test\n\n{TALKS}"
        assert kinds(found) == {"Talks resume": "title", "The hotel. Photo: Test": "caption"}


def test_changes_are_shown_as_accepted_and_hidden_words_are_not_shown() -> None:
    """Inserted and moved words are kept, deleted and hidden ones and the instructions of fields are not."""
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The guards </w:t></w:r><w:ins><w:r><w:t>left</w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>stayed</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> at dawn</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert blocks(body) == ["The guards left at dawn"]


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    """A line break ends a line, two of them a block; a tab of the paragraph's settings is none of its words."""
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr><w:r><w:t>By Ann Lee</w:t><w:tab/><w:t>5 May</w:t>"
        "<w:br/><w:t>Basra</w:t><w:br/><w:br/><w:t>al</w:t><w:noBreakHyphen/><w:t>Asad</w:t>"
        "<w:sym w:char='F0A7'/></w:r></w:p>"
    )
    assert blocks(body) == ["By Ann Lee\t5 May\nBasra", "al-Asad"]


def test_notes_stand_at_the_end_with_the_numbers_that_mark_them_in_the_text() -> None:
    """Notes are numbered as the text refers to them; separators and notes without a reference are not shown."""
    refer = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    body = f"<w:p><w:r><w:t>He left.</w:t></w:r>{refer.format('footnote', 7)}{refer.format('endnote', 1)}</w:p>"
    note = '<w:{0} w:id="{1}" {2}>{3}</w:{0}>'
    footnotes = note.format("footnote", 0, 'w:type="separator"', p("line")) + note.format(
        "footnote", 7, "", p("See A.")
    )
    endnotes = note.format("endnote", 1, "", p("See B.") + p("And C.")) + note.format("endnote", 2, "", p("Unused."))
    found = document(
        docx(body, word__footnotes=part(footnotes, "footnotes"), word__endnotes=part(endnotes, "endnotes"))
    )
    assert found.text == "He left. [1] [2]\n\n[1] See A.\n\n[2] See B. And C."
    assert set(kinds(found).values()) == {"footnotes"}


def test_a_text_box_is_read_once_and_its_paragraph_stays_whole() -> None:
    """A drawing has two forms, of which one is shown."""
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>The guards</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"<wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t> left.</w:t></w:r></w:p>"
    )
    assert blocks(body) == ["In the box.", "The guards left."]


def table(*rows: list[str]) -> str:
    """A table of cells."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_tables_row_is_a_line_and_columns_of_text_are_paragraphs() -> None:
    """Rows of figures are marked; where tables only lay out a page, their cells are read one after the other."""
    found = document(docx(table([p("Province"), p("Killed")], [p("Basra"), p("12")], [p("Kirkuk"), ""])))
    assert found.text == "Province\tKilled\n\nBasra\t12\n\nKirkuk"
    assert kinds(found) == {"Basra\t12": "other"}
    inner = table([p("a"), p("b")])
    assert blocks(table([p(TALKS) + p(TALKS), p("Beside")], [inner + p(TALKS), ""])) == [
        TALKS, TALKS, "Beside", "a\tb", TALKS
    ]  # fmt: skip


def test_heads_and_feet_of_pages_are_read_once_and_are_no_text() -> None:
    """What stands on every page is marked, each text once."""
    head = part(p("The Daily Test"), "hdr")
    found = document(docx(p(TALKS), word__header1=head, word__header2=head, word__footer1=part(p("Page 1"), "ftr")))
    assert found.text == f"The Daily Test\n\n{TALKS}\n\nPage 1"
    assert kinds(found) == {"The Daily Test": "nav", "Page 1": "nav"}


def core(title: str, creator: str) -> str:
    """The properties of a file."""
    return (
        f'<x:core xmlns:x="x" xmlns:dc="d"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>'
        "<x:created>2021-03-04T10:00:00Z</x:created></x:core>"
    )


def test_the_files_own_title_and_author_count_where_the_text_holds_them() -> None:
    """A title left over from another file and the name of a machine's user are not taken; nor is the day of saving."""
    body = p("Talks resume in Amman") + p("By Ann Lee") + p(TALKS)
    found = document(docx(body, docProps__core=core("Talks resume in Amman", "Ann Lee")))
    assert kinds(found) == {"Talks resume in Amman": "title"}
    assert (found.stated.author, found.stated.published) == ("Ann Lee", None)
    found = document(docx(body, docProps__core=core("Template 3", "Bob Stone")))
    assert (found.marked, found.stated.author) == ((), None)


def test_clean_sorts_what_the_file_does_not_tell() -> None:
    """Every character is in one piece, and the paragraphs are the body."""
    body = p("Talks resume in Amman after weeks", "Titel") + p("By Ann Lee, 4 March 2021") + p(TALKS) * 4
    cleaned = clean(document(docx(body, word__footer1=part(p("Page 1"), "ftr"))), lang=load_language("en"))
    covered = "".join(cleaned.text[piece.start : piece.end] for piece in cleaned.pieces)
    assert "".join(covered.split()) == "".join(cleaned.text.split())
    assert [piece.span.of(cleaned.text) for piece in cleaned.body] == [TALKS] * 4
    assert cleaned.meta.title == "Talks resume in Amman after weeks"


def test_a_docx_is_told_by_its_content() -> None:
    """A Word file under another name is read, and a plain ZIP that is called one is left to the reader of archives."""
    assert document(docx(p(TALKS)), "a.zip").text == TALKS
    reader = next(one for one in installed() if one.name == "docx")
    assert not reader.sniff(packed({"word/list.txt": TALKS})[:4096], "a.docx")
    assert not reader.sniff(packed({"a.txt": TALKS})[:4096], "a.docx")


@pytest.mark.parametrize(
    ("content", "code", "text"),
    [
        (docx(p(TALKS))[:-40], "read.damaged", ""),
        (docx(f"{p(TALKS)}<w:p><w:r><w:t>and then"), "read.damaged", TALKS),
        (packed({"word/styles.xml": part(STYLES, "styles")}), "read.damaged", ""),
        (docx(p("")), "read.empty", ""),
    ],
)
def test_a_broken_docx_is_a_problem(content: bytes, code: str, text: str) -> None:
    """What is cut off or not well-formed is read as far as it goes, with a problem."""
    found = document(content)
    assert codes(found) == [code]
    assert found.text.startswith(text)


def test_a_part_beyond_every_size_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that unpacks to a huge part is refused before it is parsed."""
    monkeypatch.setattr("dragoman.read.office.docx.MOST_PART_BYTES", 10_000)
    assert codes(document(docx(p("a" * 20_000)))) == ["read.large"]


def test_a_locked_docx_is_a_problem() -> None:
    """A file that is packed with a password says so."""
    content = bytearray(docx(p(TALKS)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 1)
    assert codes(document(bytes(content))) == ["read.locked"]


def test_entities_are_not_resolved() -> None:
    """Neither a file of the machine nor a word that multiplies itself gets into the text."""
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE w:document [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "/etc/hostname">{bomb}]>'
    whole = part(p("before &file; &e8; after")).replace("?>", f"?>{doctype}", 1)
    found = document(docx("", word__document=whole))
    assert "haha" not in found.text
    assert len(found.text) < 100


def test_deep_nesting_is_a_problem_and_no_crash() -> None:
    """Tables in tables without end are read as far as the parser follows."""
    body = "<w:tbl><w:tr><w:tc>" * 3000 + p(TALKS) + "</w:tc></w:tr></w:tbl>" * 3000
    assert codes(document(docx(p(TALKS) + body))) == ["read.damaged"]


WHOLE = docx(p("Talks resume", "Titel") + p(TALKS) + table([p("Basra"), p("12")]), docProps__core=core("a b", "c d"))
XML = part(p("Talks resume", "Titel") + p(TALKS) + table([p("Basra"), p("12")]))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 50), st.binary(max_size=9)), max_size=5), st.booleans())
def test_no_damage_makes_reading_fail(changes: list[tuple[int, int, bytes]], inside: bool) -> None:
    """Whatever is overwritten or left out, of the ZIP or of the XML in it, there is a text or a problem."""
    content = XML.encode() if inside else WHOLE
    for start, length, put in changes:
        at = start % len(content)
        content = content[:at] + put + content[at + length :]
    if inside:
        content = packed({"word/document.xml": content.decode("latin-1")})
    for found in read_content(content, "a.docx", [one for one in installed() if one.name in ("docx", "text")]):
        assert found.text.strip() or found.problems
        assert all(0 <= piece.start < piece.end <= len(found.text) for piece in found.marked)
