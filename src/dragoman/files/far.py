"""Files that lie elsewhere: any place that fsspec has a driver for, such as S3, Google's cloud or HDFS.

A place is a path of this machine, or a URL. A URL means the same to every machine that is asked for it: `file:` too,
which is for folders that all of them see. Pages of the web are no files; they are fetched with manners (`add`).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

from dragoman.errors import SetupError
from dragoman.files.marker import MARKER

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # a letter alone is a drive
_WEB = {"http", "https", "ftp"}
LAST = (MARKER, "current")  # of a case: what makes all the rest count is sent when the rest is there


def is_far(place: str) -> bool:
    """Is it a URL?"""
    return _URL.match(place) is not None


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it.

    Raises:
        SetupError: `far.driver`, where nothing is installed for it; `far.web`, where it is a page of the web.
    """
    scheme = url.partition("://")[0].lower()
    if scheme in _WEB:
        raise SetupError("far.web", f"{url} is of the web. Fetch it with: dragoman add CASE {url}")
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        system, path = url_to_fs(url)  # type: ignore[no-untyped-call]
    except (ImportError, ValueError) as error:
        message = f'{url} cannot be reached ({error}). Install "dragoman[cluster]" and the driver that is named.'
        raise SetupError("far.driver", message) from error
    return system, str(path).rstrip("/")


def exists(url: str) -> bool:
    """Is there a file or a folder?"""
    system, path = _system(url)
    return bool(system.exists(path))


def listed(url: str) -> Iterator[tuple[str, int]]:
    """Yield URL and size in bytes of a file, or of every file below a folder, by name; hidden ones are passed over."""
    system, path = _system(url)
    for name, told in sorted(system.find(path, detail=True).items()):
        below = name[len(path) :] if name.startswith(path) else name
        if not any(part.startswith(".") for part in below.split("/")):
            yield str(system.unstrip_protocol(name)), int(told.get("size") or 0)


def opened(url: str) -> BinaryIO:
    """Open a file for reading."""
    system, path = _system(url)
    return cast(BinaryIO, system.open(path, "rb"))


class Mirror:
    """A folder of this machine that stands for one elsewhere.

    Args:
        url: The folder elsewhere.
        folder: The folder here, which is empty.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._system, self._there = _system(url)
        self.folder = folder
        self._sent: dict[str, tuple[int, int]] = {}

    def fetch(self) -> None:
        """Copy everything here."""
        if not self._system.exists(self._there):
            return
        for name in self._system.find(self._there):
            path = self.folder / name[len(self._there) :].lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            self._system.get_file(name, str(path))
        self._sent = dict(self._held())

    def send(self) -> None:
        """Copy there what is new or changed here: each file under another name first, those of `LAST` at the end."""
        for name, state in sorted(self._held(), key=lambda entry: (entry[0] in LAST, entry[0])):
            if self._sent.get(name) != state:
                there = f"{self._there}/{name}"
                self._system.makedirs(there.rpartition("/")[0], exist_ok=True)
                self._system.put_file(str(self.folder / name), f"{there}.part")
                self._system.mv(f"{there}.part", there)
                self._sent[name] = state

    def _held(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Name, and size and time of the last change, of every file here that is not hidden."""
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                told = path.stat()
                yield path.relative_to(self.folder).as_posix(), (told.st_size, told.st_mtime_ns)


@contextmanager
def mirrored(url: str) -> Iterator[Mirror]:
    """Bring a folder here for as long as it is worked on; nothing is sent but by `send`.

    Raises:
        SetupError: those of `_system`; `far.failed`, where the other side does not answer as it should.
    """
    with TemporaryDirectory(prefix="dragoman-") as folder:
        mirror = Mirror(url, Path(folder) / url.rstrip("/").rpartition("/")[2])
        mirror.folder.mkdir()
        try:
            mirror.fetch()
            yield mirror
        except OSError as error:
            message = f"{url} cannot be read or written ({error}). What was sent is kept: give the same command again."
            raise SetupError("far.failed", message) from error
