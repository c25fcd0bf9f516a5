"""Mailboxes (mbox): mails one after the other, each behind a line that begins with "From "."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from dragoman.model import RawDocument
from dragoman.plugins import Member, Reader, ReadOptions
from dragoman.read import MAX_ARTICLE_BYTES, unreadable

START = b"From "
BEGINNING = re.compile(rb"From [^\r\n]*\r?\n(?:[!-9;-~]+:[^\r\n]*\r?\n)")
QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)


def looks_like_mailbox(head: bytes, _source: str) -> bool:
    """Does it begin with the line that parts mails, and a mail's first header under it?"""
    return bool(BEGINNING.match(head))


def read_mailbox(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
    """Yield each mail as a member, numbered from 1; one that is too large is a problem, and the rest goes on."""
    for number, (mail, size) in enumerate(_mails(file), start=1):
        if size > MAX_ARTICLE_BYTES:
            name = f"{source}:{number}"
            yield unreadable(mail, name, "read.large", "is too large for one mail; save its attachments alone")
        else:
            yield Member(f"{number}.eml", BytesIO(QUOTED_START.sub(rb"\1", mail)))


def _mails(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each mail, cut at the largest size, and its full size."""
    lines: list[bytes] = []
    size, blank = 0, True
    for line in _lines(file):
        if blank and line.startswith(START):
            if size:
                yield b"".join(lines), size
            lines, size = [], 0
        else:
            size += len(line)
            if size <= MAX_ARTICLE_BYTES:
                lines.append(line)
        blank = not line.strip()
    if size:
        yield b"".join(lines), size


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield lines, and endless ones in parts."""
    while line := file.readline(1 << 20):
        yield line


PLUGIN = Reader("mailbox", (".mbox",), looks_like_mailbox, read_mailbox, order=11)
