"""What was fetched, as it was fetched: one WARC file a run, and what earlier runs hold (docs/decisions/0006)."""

import fcntl
import gzip
import zlib
from base64 import b32encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman import __version__
from dragoman.errors import SetupError
from dragoman.fetch.request import Answer
from dragoman.model import Record, Stated

SUFFIX = ".warc.gz"
WAITING = ".part"
HTTP_REQUEST = "application/http; msgtype=request"
HTTP_RESPONSE = "application/http; msgtype=response"
FIELDS = "application/warc-fields"
CAME_BY = "redirectedFrom"  # the field that names an address which led to a page
UNDONE = {b"transfer-encoding", b"content-encoding"}  # kept under another name: the body is kept without them
CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}  # RFC 9110, 13.1
CHUNK_BYTES = 1 << 20  # of a file, read at once


class Held(Record, frozen=True):
    """A page that is held: the hash of its body, and the headers that ask whether it has changed since."""

    digest: str
    conditions: tuple[tuple[str, str], ...] = ()


class Keeper:
    """Writes one run's file, and knows the pages that are held.

    Args:
        file: The run's file, open for writing.
        held: The pages of earlier runs, by address.
    """

    def __init__(self, file: BinaryIO, held: dict[str, Held]) -> None:
        self._file = file
        self._held = held
        self.pages = 0

    def holds(self, url: str) -> bool:
        """Is the page held, or one that this address led to?"""
        return url in self._held

    def conditions(self, url: str) -> dict[str, str]:
        """The headers of a request that wants the page only if it has changed."""
        return dict(self._held[url].conditions) if url in self._held else {}

    def page(self, answer: Answer, stated: Stated, via: str | None) -> bool:
        """Keep a page, with what the feed that named it states of it.

        Returns:
            False where the very same page is held already.
        """
        held = Held(_digest(answer.content), _conditions(answer.headers))
        if self.holds(answer.url) and self._held[answer.url].digest == held.digest:
            self.moved(answer)
            return False
        here, name = {"WARC-Target-URI": answer.url}, _new_name()
        beside = {**here, "WARC-Concurrent-To": f"<urn:{name}>"}
        fields = _fields(stated, via, answer.came_by)
        if fields:
            self._write(WarcRecordType.metadata, FIELDS, fields, beside)
        self._write(WarcRecordType.request, HTTP_REQUEST, answer.request + b"\r\n", beside)
        described = {**here, "WARC-Payload-Digest": held.digest}
        self._write(WarcRecordType.response, HTTP_RESPONSE, _response(answer), described, name)
        self._held |= dict.fromkeys((*answer.came_by, answer.url), held)
        self.pages += 1
        return True

    def moved(self, answer: Answer) -> None:
        """Remember the addresses that led to a page which is held."""
        came_by = [url for url in answer.came_by if url not in self._held]
        if came_by:
            here = {"WARC-Target-URI": answer.url}
            self._write(WarcRecordType.metadata, FIELDS, _fields(Stated(), None, came_by), here)
            self._held |= dict.fromkeys(came_by, self._held[answer.url])

    def feed(self, answer: Answer) -> None:
        """Keep a feed or sitemap beside the pages that it names; it is no page."""
        self._write(WarcRecordType.metadata, HTTP_RESPONSE, _response(answer), {"WARC-Target-URI": answer.url})

    def _write(
        self, kind: WarcRecordType, content_type: str, block: bytes, headers: dict[str, str], name: str = ""
    ) -> None:
        """Write one record, as one member of the gzip file that is whole on disk before the next begins.

        Raises:
            SetupError: `fetch.keep`, where the disk refuses.
        """
        record = WarcRecord()
        record.init_headers(kind, (name or _new_name()).encode())
        record.headers["Content-Type"] = content_type
        for header, value in headers.items():
            record.headers[header] = value
        record.set_bytes_content(block)
        whole = BytesIO()
        record.write(whole, checksum_data=True)
        try:
            self._file.write(gzip.compress(whole.getvalue(), mtime=0))
            self._file.flush()
        except OSError as error:
            message = f"{self._file.name} cannot be written ({error}). Free space, and give the same command again."
            raise SetupError("fetch.keep", message) from error

    def begin(self, agent: str) -> None:
        """Write the record that every crawl begins with: who made it."""
        software = f"software: dragoman/{__version__}\r\nformat: WARC File Format 1.1\r\n"
        self._write(WarcRecordType.warcinfo, FIELDS, f"{software}http-header-user-agent: {agent}\r\n".encode(), {})


@contextmanager
def keeping(folder: Path, agent: str) -> Iterator[Keeper]:
    """Open the file of a run; when the run ends, in whatever way, what it holds gets its name.

    Args:
        folder: Where the files of all runs stand; it is made.
        agent: What we call ourselves to the sites.

    Raises:
        SetupError: `fetch.keep`, where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _rescue(folder)
        path = _new_file(folder)
        waiting = path.with_name(f".{path.name}{WAITING}")
        file = waiting.open("xb")
    except OSError as error:
        raise SetupError("fetch.keep", f"{folder} cannot be written ({error}). Choose another place.") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        keeper = Keeper(file, _held(sorted(folder.glob(f"*{SUFFIX}"))))
        try:
            keeper.begin(agent)
            yield keeper
        finally:
            if keeper.pages:
                waiting.replace(path)
            else:
                waiting.unlink()


def _new_file(folder: Path) -> Path:
    """A name for a run's file that no other has, in the order of the runs."""
    now = datetime.now(UTC)
    return folder / f"{now:%Y%m%dT%H%M%S}.{now.microsecond:06}Z{SUFFIX}"


def _rescue(folder: Path) -> None:
    """Cut the file that a killed run left behind after its last whole record; if it holds a page, give it its name."""
    for waiting in sorted(folder.glob(f".*{SUFFIX}{WAITING}")):
        with waiting.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # another run writes it now
            file.truncate(_whole_bytes(file))
            if _held([waiting]):
                waiting.replace(folder / waiting.name.removeprefix(".").removesuffix(WAITING))
            else:
                waiting.unlink()


def _whole_bytes(file: BinaryIO) -> int:
    """How many bytes of a gzip file its whole members fill."""
    whole, stream = 0, zlib.decompressobj(zlib.MAX_WBITS | 16)
    rest = b""
    while chunk := rest or file.read(CHUNK_BYTES):
        try:
            stream.decompress(chunk)
        except zlib.error:
            return whole
        rest = stream.unused_data
        if stream.eof:
            whole = file.tell() - len(rest)
            stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return whole


def _held(paths: Iterable[Path]) -> dict[str, Held]:
    """The pages that these files hold, by every address that they are known under."""
    held: dict[str, Held] = {}
    moved: dict[str, str] = {}
    for path in paths:
        for record in _records(path):
            url = record.headers.get("WARC-Target-URI") or ""
            if record.record_type == WarcRecordType.response:
                record.parse_http()
                headers = {name.lower(): value for name, value in (record.http_headers or {}).items()}
                held[url] = Held(record.headers.get("WARC-Payload-Digest") or "", _conditions(headers))
            elif record.headers.get("Content-Type") == FIELDS:
                lines = record.reader.read().decode("utf-8", "replace").splitlines()
                told = [line.partition(": ") for line in lines]
                moved |= {value: url for name, _, value in told if name == CAME_BY}
    return held | {url: held[target] for url, target in moved.items() if target in held}


def _records(path: Path) -> Iterator[WarcRecord]:
    """Yield the pages of a file, and what is told of them; what is damaged is not held."""
    kinds = WarcRecordType.response | WarcRecordType.metadata
    with suppress(OSError, ValueError), path.open("rb") as file:
        yield from ArchiveIterator(file, record_types=kinds, parse_http=False)


def _new_name() -> str:
    """A name that no other record has; its id is `<urn:NAME>`."""
    return f"uuid:{uuid4()}"


def _digest(content: bytes) -> str:
    """The hash of a body as WARC states it."""
    return "sha1:" + b32encode(sha1(content, usedforsecurity=False).digest()).decode()


def _conditions(headers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What to send with the next request for a page with these headers."""
    stated = ((sent, headers.get(name, "")) for name, sent in CONDITIONS.items())
    return tuple((sent, value) for sent, value in stated if value and value.isascii() and value.isprintable())


def _fields(stated: Stated, via: str | None, came_by: Iterable[str]) -> bytes:
    """What is known of a page from elsewhere, one field a line."""
    known = [(name, getattr(stated, name)) for name in ("title", "author", "outlet", "language", "published")]
    known += [("via", via), *((CAME_BY, url) for url in came_by)]
    return "".join(f"{name}: {value}\r\n" for name, value in known if value).encode()


def _response(answer: Answer) -> bytes:
    """An answer as it is kept: its headers, with those renamed that no longer hold, and its body."""
    (version, status), *headers = answer.head
    lines = [version + b" " + status]
    for name, value in headers:
        if name.lower() != b"content-length":
            lines.append((b"X-Crawl-" if name.lower() in UNDONE else b"") + name + b": " + value)
    lines.append(b"Content-Length: %d" % len(answer.content))
    return b"\r\n".join(lines) + b"\r\n\r\n" + answer.content
