"""The file that makes a folder a case, and says in which format the case is written."""

import json
from pathlib import Path

MARKER = "case.json"


def case_format(folder: Path) -> int | None:
    """The format of a case; None where the folder is none."""
    try:
        stated = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    found = stated.get("format") if isinstance(stated, dict) else None
    return found if isinstance(found, int) else None


def marked(version: int) -> bytes:
    """What the file says of a case of a format."""
    return json.dumps({"format": version}).encode() + b"\n"
