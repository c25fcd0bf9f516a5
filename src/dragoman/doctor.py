"""Doctor: what is installed, what is missing, and what to run for it."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from dragoman import __version__
from dragoman.errors import SetupError
from dragoman.knowledge import index_version as actors_version
from dragoman.knowledge.cache import cache_folder
from dragoman.knowledge.places.build import index_version as places_version
from dragoman.lang import load_language
from dragoman.model import Record
from dragoman.plugins import Coder, Exporter, Reader, discover
from dragoman.scale import worker_count

OLDEST_PYTHON = (3, 11)  # as pyproject.toml has it
WORKER_MB = 500  # a process that parses takes 300 on the sample articles (`ru_maxrss`), and more on long pages
FREE_MB = 1000  # of disk: the indexes, and a case of some ten thousand articles
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"extra == [\"'](\w+)[\"']")
_PLUGINS: dict[str, Callable[[], Iterable[str]]] = {
    "read": lambda: discover("read", Reader),
    "export": lambda: discover("export", Exporter),
    "coders": lambda: discover("coders", Coder),
}


class Finding(Record, frozen=True):
    """One thing that was looked at.

    Attributes:
        about: What.
        told: What was found.
        state: `ok`; `optional` where it is missing or small and most work goes on without it; `missing`.
        remedy: What to run or do, or "".
    """

    about: str
    told: str
    state: str = "ok"
    remedy: str = ""


def examine(folder: Path) -> Iterator[Finding]:
    """Look at everything that work needs; nothing is made, changed or fetched.

    Args:
        folder: Where cases would be made.
    """
    yield _python()
    yield from _packages()
    yield from _models()
    yield from _indexes()
    yield _page()
    yield from _plugins()
    yield _cache()
    yield from _machine(folder)


def _python() -> Finding:
    told = f"{__version__}, Python {sys.version.split()[0]}"
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Finding("dragoman", told)
    return Finding("dragoman", told, "missing", f"install Python {'.'.join(map(str, OLDEST_PYTHON))} or later")


def _packages() -> Iterator[Finding]:
    """What the package asks for; of an extra one line, whether all of it is there."""
    try:
        wanted = requires("dragoman") or []
    except PackageNotFoundError:
        yield Finding("packages", "not known: run from sources that are not installed", "optional", "pip install .")
        return
    groups: dict[str, list[str]] = {"": []}
    for line in wanted:
        extra = _EXTRA.search(line)
        groups.setdefault(extra[1] if extra else "", []).append(_NAME.findall(line)[0])
    for group, names in groups.items():
        gone = [name for name in names if not _is_installed(name)]
        about = f"extra {group}" if group else "packages"
        if not gone:
            yield Finding(about, ", ".join(names) if group else f"all {len(names)} installed")
        elif group:
            yield Finding(about, f"without {', '.join(gone)}", "optional", f"pip install 'dragoman[{group}]'")
        else:
            yield Finding(about, f"without {', '.join(gone)}", "missing", f"pip install {' '.join(gone)}")


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _models() -> Iterator[Finding]:
    """The parser of each language that can be coded."""
    for entry in sorted(files("dragoman.lang").iterdir(), key=lambda one: one.name):
        if not (entry / "language.toml").is_file():
            continue
        about, info = f"language {entry.name}", load_language(entry.name).info
        if find_spec(info.model) is None:
            yield Finding(about, f"{info.name}, without its model", "missing", f"pip install {info.model}")
        else:
            yield Finding(about, f"{info.name}, {info.model}")


def _indexes() -> Iterator[Finding]:
    """What the first build makes of our data files."""
    for about, name in (("places", f"places-{places_version()}"), ("actors", f"actors-{actors_version(())}")):
        path = cache_folder() / f"{name}.sqlite"
        if path.is_file():
            yield Finding(f"index of {about}", str(path))
        else:
            remedy = "nothing: the first build makes it in some seconds"
            yield Finding(f"index of {about}", "not made yet", "optional", remedy)


def _page() -> Finding:
    page = files("dragoman") / "page.html"
    if page.is_file():
        return Finding("page", f"{len(page.read_bytes()) // 1000} kB")
    return Finding("page", "not built: neither serve nor export --format page work", "missing", "make page")


def _plugins() -> Iterator[Finding]:
    """The plug-ins of each room, our own and those of other packages."""
    for room, names in _PLUGINS.items():
        try:
            found = sorted(names())
        except SetupError as error:
            yield Finding(f"plug-ins: {room}", error.message, "missing", "mend or uninstall what is named")
        else:
            yield Finding(f"plug-ins: {room}", f"{len(found)}: {', '.join(found)}")


def _cache() -> Finding:
    """Whether indexes can be kept from one run to the next."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Finding("cache", str(folder))
    except OSError as error:
        remedy = "set DRAGOMAN_CACHE to a folder that can be written; until then each run makes its indexes anew"
        return Finding("cache", f"{folder} cannot be written ({error})", "optional", remedy)


def _machine(folder: Path) -> Iterator[Finding]:
    """Cores, memory and disk."""
    cores = worker_count()
    yield Finding("cores", str(cores))
    memory = _memory_mb()
    if memory is not None and memory < cores * WORKER_MB:
        few = max(1, memory // WORKER_MB)
        yield Finding("memory", f"{memory:,} MB free", "optional", f"build with --workers {few}")
    else:
        yield Finding("memory", "not known" if memory is None else f"{memory:,} MB free")
    free = shutil.disk_usage(folder).free // 1_000_000
    small = free < FREE_MB
    yield Finding("disk", f"{free:,} MB free in {folder}", *(("optional", "free some space") if small else ()))


def _memory_mb() -> int | None:
    """Memory that a further process could take; None where the system does not say."""
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii")
        return int(re.findall(r"MemAvailable:\s+(\d+) kB", told)[0]) // 1000
    except (OSError, IndexError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    except (AttributeError, ValueError, OSError):
        return None
