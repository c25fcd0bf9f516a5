"""Decode bytes into text: byte order marks, then UTF-8, then what is declared, then what the bytes themselves suggest.

A declaration is only believed where the bytes bear it out: pages and mails often declare another encoding than they
have, and Western single-byte encodings, the commonest wrong ones, accept any bytes.
"""

import codecs
import re
from unicodedata import category

from charset_normalizer import from_bytes

from dragoman.model import Record

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_STARTS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"PAR1",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)  # fmt: skip - the usual first bytes of formats that are no text
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"  # what no text file holds but by accident
MOST_CONTROLS = 0.02  # share of such bytes above which content is binary; scanned prose of old archives stays below
SAMPLE_BYTES = 65_536  # what the detection of an encoding looks at
ENOUGH_BYTES = 64  # fewer tell no encoding apart: then it is cp1252, the commonest after UTF-8 on the web
WESTERN = "cp1252"
# Share of bytes beyond ASCII up to which text is taken for Western: French has 4 %, Polish 8 %, others over 40 %.
# Below it the encodings of Europe's languages cannot be told apart safely: what is undeclared is taken for cp1252.
MOST_WESTERN = 0.25
BLANKS = " \t\r\n"
LEAST_BLANKS = 0.002  # share in UTF-16: a line end in five hundred ideographs; by chance it is one in 16,000
LEAST_PRINTABLE = 0.95  # share of letters, marks, figures, signs and blanks in text; bytes read wrongly stay below
SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr", "hz"})
# What labels mean on the web: the larger encoding that programs wrote under the smaller one's name.
# Source: WHATWG Encoding Standard, 4.2 Names and labels.
LARGER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis_620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
}  # fmt: skip
# The bytes 80 to 9F of cp1252 by the characters that they stand for; its five gaps stand for themselves.
AS_WESTERN_BYTES = {ord(bytes([byte]).decode(WESTERN, "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
TWICE = re.compile("[Â-ô]")  # what the first byte of a character in UTF-8 looks like in cp1252
JAPANESE = (b"\x1b$B", b"\x1b$@")  # how ISO-2022-JP begins; no other text holds it


class Decoded(Record, frozen=True):
    """A decoded text, the name of its encoding, and how many characters could not be decoded.

    Attributes:
        twice: It had been encoded as UTF-8 twice, as pages are that took their own text for cp1252.
    """

    text: str
    encoding: str
    replaced: int
    twice: bool = False


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode content; what cannot be decoded becomes U+FFFD.

    Args:
        content: All bytes; a byte order mark is not part of the text.
        declared: The encoding that the content or its container declares.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    named = "iso2022_jp" if any(mark in content[:SAMPLE_BYTES] for mark in JAPANESE) else _named(declared)
    if named in SEVEN_BIT and content.isascii() and (text := _strictly(content, named)) is not None:
        return Decoded(text, named, 0)
    if (wide := _wide(content)) is not None:
        return _replacing(content, wide)
    if (text := _strictly(content, "utf-8")) is not None:
        return _once(text)
    if named and _is_borne_out(content, named) and (text := _strictly(content, named)) is not None:
        return Decoded(text, named, 0)
    return _replacing(content, _guess(content))


def is_binary(head: bytes) -> bool:
    """Do these first bytes belong to no text?"""
    if head.startswith(BINARY_STARTS):
        return True
    if any(head.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or _wide(head) is not None:
        return False
    return len(head) - len(head.translate(None, CONTROLS)) > MOST_CONTROLS * len(head) or b"\x00" in head


def _named(declared: str | None) -> str | None:
    """Python's name of a declared encoding, or None where it has none."""
    try:
        name = codecs.lookup(declared or "").name
        "".encode(name)  # not everything that is registered is an encoding of text
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return LARGER.get(name, name)


def _is_borne_out(content: bytes, named: str) -> bool:
    """Can content be of the declared encoding? Western text has few bytes beyond ASCII; UTF-16 is told before."""
    if named.startswith(("utf_16", "utf-16", "utf_32", "utf-32")):
        return False
    return named != WESTERN or _share_beyond_ascii(content) <= MOST_WESTERN


def _share_beyond_ascii(content: bytes) -> float:
    """How many of the bytes that are no blanks are beyond ASCII: 0 to 1."""
    sample = b"".join(content[:SAMPLE_BYTES].split())
    return sum(byte > 0x7F for byte in sample) / max(1, len(sample))


def _strictly(content: bytes, encoding: str) -> str | None:
    """Decode, or give None where a byte does not fit or the encoding is not known."""
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _once(text: str) -> Decoded:
    """A text of UTF-8, with a second layer of UTF-8 taken off where all of it bears one.

    No text bears one by chance: each letter beyond ASCII would have to be followed by the one or two odd signs that
    make it a sound sequence of bytes.
    """
    if not text.isascii() and TWICE.search(text):
        try:
            return Decoded(text.translate(AS_WESTERN_BYTES).encode("latin-1").decode("utf-8"), "utf-8", 0, twice=True)
        except UnicodeError:
            pass
    return Decoded(text, "utf-8", 0)


def _replacing(content: bytes, encoding: str) -> Decoded:
    """Decode, with U+FFFD for what does not fit."""
    text = content.decode(encoding, "replace")
    return Decoded(
        text, encoding, text.count("\ufffd") - (content.count("\ufffd".encode()) if encoding == "utf-8" else 0)
    )


def _wide(content: bytes) -> str | None:
    """The kind of UTF-16 without a mark that content is: that in which it has the blanks of a text, and nothing odd."""
    sample = content[: SAMPLE_BYTES // 16 * 2]
    if b"\x00" not in sample:
        return None
    kinds = {kind: sample[: len(sample) // 2 * 2].decode(kind, "replace") for kind in ("utf-16-le", "utf-16-be")}
    kind, text = max(kinds.items(), key=lambda entry: sum(map(entry[1].count, BLANKS)))
    if sum(map(text.count, BLANKS)) < max(1, LEAST_BLANKS * len(text)):
        return None
    printable = sum(char in BLANKS or category(char)[0] in "LMNPSZ" or category(char) == "Cf" for char in text)
    return kind if printable - text.count("\ufffd") >= LEAST_PRINTABLE * len(text) else None


def _guess(content: bytes) -> str:
    """Name the likeliest encoding of content that is not valid UTF-8."""
    sample = content[:SAMPLE_BYTES]
    damaged = sample.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    if sum(char > "\x7f" for char in damaged) - broken > broken:
        return "utf-8"
    if len(sample) < ENOUGH_BYTES or _share_beyond_ascii(sample) < MOST_WESTERN / 2:
        return WESTERN
    best = from_bytes(sample).best()
    return best.encoding if best is not None else WESTERN
