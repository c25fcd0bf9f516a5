"""Where what is made once of data files is kept: a folder of the user's, shared by all processes."""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import time

UNUSED_DAYS = 30  # after which an index is taken for one of an older version or of a file that was changed since
DAY_SECONDS = 86_400


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """Give a file of the cache folder, made where it is not there.

    Where that fails, it is made in a folder that goes when this process ends.

    Files of the same kind that nobody has opened for long are removed when a new one is made.

    Args:
        name: `KIND-HASH.suffix`; the hash must change with everything that the file depends on.
        make: Writes it to a path; it appears under its name only when it is whole.
    """
    path = cache_folder() / name
    if path.is_file():
        with suppress(OSError):
            path.touch()
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_whole(path, make)
        _remove_unused(path)
    except (OSError, sqlite3.OperationalError):
        folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = folder / name
        _make_whole(path, make)
    return path


def cache_folder() -> Path:
    """The folder: `DRAGOMAN_CACHE`, else `dragoman` in the user's cache folder."""
    own = os.environ.get("DRAGOMAN_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(own) if own else Path(home) / "dragoman"


def _remove_unused(made: Path) -> None:
    """Remove files of the kind of one that was just made which nobody has opened for `UNUSED_DAYS`."""
    kind = made.name.partition("-")[0]
    for other in made.parent.glob(f"{kind}-*{made.suffix}"):
        with suppress(OSError):
            if time() - other.stat().st_mtime > UNUSED_DAYS * DAY_SECONDS:
                other.unlink()


def _make_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Make a file under another name, and give it its own when it is done."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    make(draft)
    draft.replace(path)


def opened(path: Path) -> sqlite3.Connection:
    """Open an index that nobody writes to any more."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
