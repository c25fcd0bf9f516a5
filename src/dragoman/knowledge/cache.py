"""Where what is made once of data files is kept: a folder of the user's, shared by all processes."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """Give a file of the cache folder, made where it is not there; in a folder for temporary files where that fails.

    Args:
        name: Its name, which must change with everything that it depends on.
        make: Writes it to a path; it appears under its name only when it is whole.
    """
    path = cache_folder() / name
    if path.is_file():
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_whole(path, make)
    except (OSError, sqlite3.OperationalError):
        path = Path(tempfile.mkdtemp(prefix="dragoman-")) / name
        _make_whole(path, make)
    return path


def cache_folder() -> Path:
    """The folder: `DRAGOMAN_CACHE`, else `dragoman` in the user's cache folder."""
    own = os.environ.get("DRAGOMAN_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(own) if own else Path(home) / "dragoman"


def _make_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Make a file under another name, and give it its own when it is done."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    make(draft)
    draft.replace(path)


def opened(path: Path) -> sqlite3.Connection:
    """Open an index that nobody writes to any more."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
