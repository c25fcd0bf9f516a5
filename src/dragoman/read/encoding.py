"""Decode bytes into text: byte order marks, then UTF-8, then what the bytes themselves suggest."""

import codecs
import re

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
MARKED_16 = re.compile(rb"(?:[^\x00]\x00){8}|(?:\x00[^\x00]){8}")  # UTF-16 of Latin letters without a mark


class Decoded(Record, frozen=True):
    """A decoded text, the name of its encoding, and how many characters could not be decoded."""

    text: str
    encoding: str
    replaced: int


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode content; what cannot be decoded becomes U+FFFD.

    Args:
        content: All bytes; a byte order mark is not part of the text.
        declared: The encoding that the content itself declares; taken only where every byte agrees with it.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    for named in ("utf-8", declared or "utf-8"):
        text = _strictly(content, named)
        if text is not None:
            return Decoded(text, named, 0)
    return _replacing(content, _guess(content))


def is_binary(head: bytes) -> bool:
    """Do these first bytes belong to no text?"""
    if head.startswith(BINARY_STARTS):
        return True
    if any(head.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or MARKED_16.match(head):
        return False
    return len(head) - len(head.translate(None, CONTROLS)) > MOST_CONTROLS * len(head) or b"\x00" in head


def _strictly(content: bytes, encoding: str) -> str | None:
    """Decode, or give None where a byte does not fit or the encoding is not known."""
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _replacing(content: bytes, encoding: str) -> Decoded:
    """Decode, with U+FFFD for what does not fit."""
    text = content.decode(encoding, "replace")
    return Decoded(
        text, encoding, text.count("\ufffd") - (content.count("\ufffd".encode()) if encoding == "utf-8" else 0)
    )


def _guess(content: bytes) -> str:
    """Name the likeliest encoding of content that is not valid UTF-8."""
    if MARKED_16.match(content):
        return "utf-16-be" if content[0] == 0 else "utf-16-le"
    sample = content[:SAMPLE_BYTES]
    damaged = sample.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    if sum(char > "\x7f" for char in damaged) - broken > broken:
        return "utf-8"
    high = sum(byte > 0x7F for byte in sample)
    if len(sample) < ENOUGH_BYTES or high < len(sample) / 10:
        return WESTERN
    best = from_bytes(sample).best()
    return best.encoding if best is not None else WESTERN
