"""`--format docx`: the dossier as a Word document, with styles that Word, LibreOffice and Pages know.

Source: ECMA-376, WordprocessingML; the smallest package that it allows.
"""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from dragoman.export.dossier import Block, blocks
from dragoman.export.files import write_zip, xml_text
from dragoman.export.joined import Joined
from dragoman.plugins import Exporter

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
</Types>"""
_PACKAGE_LINKS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_DOCUMENT_LINKS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>"""

# Word's own style of each kind of block, what it is based on and how it looks.
_SIZES = {1: 36, 2: 28, 3: 24}  # half points
_POINT, _QUOTE = "ListBullet", "Quote"


def _styles() -> str:
    """The styles: headings, points and quotations; all else is Word's default."""
    made = ['<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>']
    for level, size in _SIZES.items():
        look = f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        look += f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        made.append(_style(f"Heading{level}", f"heading {level}", look))
    made.append(_style(_POINT, "List Bullet", '<w:pPr><w:ind w:left="360" w:hanging="180"/></w:pPr>'))
    made.append(_style(_QUOTE, "Quote", '<w:pPr><w:ind w:left="720"/></w:pPr><w:rPr><w:i/></w:rPr>'))
    return f'{_HEAD}<w:styles xmlns:w="{_WORD}">{"".join(made)}</w:styles>'


def _style(id_: str, name: str, look: str) -> str:
    named = f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
    return f'<w:style w:type="paragraph" w:styleId="{id_}">{named}{look}</w:style>'


def _paragraph(block: Block) -> str:
    """A block as a paragraph."""
    style = {"heading": f"Heading{block.level}", "point": _POINT, "quote": _QUOTE, "text": "Normal"}[block.kind]
    text = f"• {block.text}" if block.kind == "point" else block.text
    runs = _run(text) + (_run(block.marked, bold=True) + _run(block.after) if block.kind == "quote" else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(xml_text(text))}</w:t></w:r>'


def write(case: Any, path: Path) -> int:
    """Write the dossier; returns how many accounts it quotes."""
    told = Joined(case)
    body = "".join(_paragraph(block) for block in blocks(told))
    document = f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_LINKS,
        "word/document.xml": document,
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _DOCUMENT_LINKS,
    }
    write_zip(path, {name: content.encode("utf-8") for name, content in parts.items()})
    return len(told.reports)


PLUGIN = Exporter("docx", ".docx", write, binary=True)
