"""Fuzz a reader: `python tests/fuzz/fuzz_readers.py READER -runs=N` (any option of libFuzzer), or `all` by content.

Every input is one that atheris makes of the seeds below, steered by what the reader's code does with it. What must hold
stands in `check`; the first input that breaks it is written to a file, which is named at the end.
"""

import gzip
import io
import json
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.model import RawDocument
from dragoman.plugins import Reader, ReadOptions
from dragoman.read import installed
from dragoman.read.unpack import Allowance, unpacked

MOST_FOUND = 200  # documents and members of one input that are looked at
STORY = "The governor said on Monday that the bridge would be closed.\n\nBuses run to the ferry, “every hour”.\n"
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Closed - The Post</title>'
    '<meta property="article:published_time" content="2021-03-04T10:00:00Z"><script type="application/ld+json">'
    '{"@graph": [{"@type": "NewsArticle", "headline": "Closed", "author": {"@id": "#a"}, "articleBody": "It is."},'
    ' {"@id": "#a", "name": "Ann Lee"}]}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Closed</h1>'
    f"<time datetime='2021-03-04'>4 March</time><p>{STORY}</p><p hidden>x</p><pre>a\nb</pre><table><tr><td>1</table>"
    "<!-- c --><br><br><template>t</template></article></body></html>"
)
HEADERS = (
    "From: Ann Lee <ann@post.example>\nTo: a@b.c\nSubject: =?utf-8?q?Cl=C3=B6sed?=\nMessage-ID: <1@x>\n"
    "Date: Thu, 04 Mar 2021 23:30:00 -0500\nMIME-Version: 1.0\n"
)
PARTS = (
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
    + STORY
    + "\n--b\n"
    "Content-Type: text/html; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable\n\n<p>=41=\n</p>\n--b\n"
    "Content-Type: message/rfc822\n\nFrom: x\n\ny\n--b\nContent-Type: application/pdf\n"
    'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="a.pdf"\n\nJVBERi0=\n--b--\n'
)
FRONT = (
    "---\ntitle: Closed\nauthor:\n  - Ann Lee\ndate: 2021-03-04\n---\n# Closed\n\nThe **bridge**[^1] is `x`.\n\n[^1]: y"
)
CRAWL = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2021-03-04T10:00:00Z\r\n"
    "WARC-Target-URI: https://post.example/a\r\nContent-Type: application/http; msgtype=response\r\n"
)
ANSWER = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"


def _zip(files: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def _tar() -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(STORY.encode())
        archive.addfile(info, BytesIO(STORY.encode()))
    return out.getvalue()


WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>It is.'
)
DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    "word/document.xml": f"{WORD}</w:t></w:r></w:p></w:body></w:document>",
}
PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 45>>stream\nBT /F 12 Tf 20 200 Td (It is closed.) Tj ET\nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
ROW = {"id": "1", "text": STORY, "date": "2021-03-04", "title": "Closed"}
SEEDS: tuple[bytes, ...] = (
    STORY.encode(),
    STORY.encode("utf-16"),
    STORY.encode("cp1252"),
    PAGE.encode(),
    (HEADERS + PARTS).encode(),
    (HEADERS + "Content-Type: text/html\n\n" + PAGE).encode(),
    f"Snapshot-Content-Location: https://post.example/a\nMIME-Version: 1.0\n{PARTS}".replace(
        "mixed", "related"
    ).encode(),
    f"From a@b.c Thu Mar  4 2021\n{HEADERS}\n{STORY}\nFrom x\n{HEADERS}\n>From y\n".encode(),
    FRONT.encode(),
    f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n".encode(),
    json.dumps([ROW, ROW]).encode(),
    b'id,text,date\n1,"The bridge, closed",2021-03-04\n2,"It ""is""",2021\n',
    f"{CRAWL}Content-Length: {len(ANSWER.encode())}\r\n\r\n{ANSWER}\r\n\r\n".encode(),
    gzip.compress(f"{CRAWL}Content-Length: {len(ANSWER.encode())}\r\n\r\n{ANSWER}\r\n\r\n".encode(), mtime=0),
    gzip.compress(STORY.encode(), mtime=0),
    _zip({"a.txt": STORY, "b/c.html": PAGE}),
    _zip(DOCX),
    _tar(),
    PDF.encode(),
)


def check(reader: Reader, content: bytes) -> None:
    """Whatever the content, a reader gives documents with a text or a problem, and pieces that lie in the text.

    Raises:
        ValueError: where it does not.
    """
    source = f"fuzz{reader.suffixes[0] if reader.suffixes else ''}"
    reader.sniff(content[:4096], source)
    for number, found in enumerate(reader.read(io.BytesIO(content), source, ReadOptions())):
        if number >= MOST_FOUND:
            break
        if isinstance(found, RawDocument):
            _check_document(found)
        else:
            unpacked(found.file, source, Allowance.of(source, len(content)))[0].close()


def _check_document(document: RawDocument) -> None:
    if not document.text.strip() and not document.problems:
        raise ValueError("a document without a text and without a problem")
    document.text.encode()
    end = 0
    for piece in document.marked:
        if piece.start < end or piece.end > len(document.text):
            raise ValueError(f"piece {piece} overlaps another, or lies outside the text")
        end = piece.end


def main(arguments: list[str]) -> None:
    """Fuzz one reader, or with "all" the first that knows each input."""
    import atheris  # noqa: PLC0415 - the tests that share this file need no fuzzer

    with atheris.instrument_imports():
        readers = {reader.name: reader for reader in installed()}
    if len(arguments) < 2 or arguments[1] not in {*readers, "all"}:
        sys.exit(f"usage: {arguments[0]} all|{'|'.join(readers)} -runs=N")
    chosen = arguments.pop(1)

    def one_input(content: bytes) -> None:
        known = (one for one in readers.values() if chosen == "all" and one.sniff(content[:4096], "fuzz"))
        reader = readers.get(chosen) or next(known, None)
        if reader is not None:
            check(reader, content)

    with TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            Path(folder, str(number)).write_bytes(seed)
        atheris.Setup([*arguments, folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
