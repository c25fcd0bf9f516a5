"""The file that makes a folder a case, and says in which format the case is written."""

import json
from pathlib import Path

from dragoman.files.rows import WAITING, write_whole

MARKER = "case.json"


def case_format(folder: Path) -> int | None:
    """The format of a case; None where the folder is none."""
    try:
        stated = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    found = stated.get("format") if isinstance(stated, dict) else None
    return found if isinstance(found, int) else None


def mark(folder: Path, version: int) -> None:
    """Make a folder a case of a format; raises what `write_whole` raises."""
    write_whole(folder / MARKER, json.dumps({"format": version}).encode() + b"\n")


def holds_things(folder: Path) -> bool:
    """Is it a file, or does it hold more than a marker that a build is writing, or left half written?"""
    try:
        return any(not (WAITING.fullmatch(one.name) and one.name.startswith(f".{MARKER}.")) for one in folder.iterdir())
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        return True
