"""A fingerprint of the program, by which it knows what it made itself, and what another version did."""

from functools import cache
from pathlib import Path

from dragoman.model import content_id


@cache
def program_fingerprint() -> str:
    """A hash of the program's own files, so that a changed rule is never mistaken for the old one."""
    home = Path(__file__).parent
    files = sorted(path for path in home.rglob("*") if path.suffix in {".py", ".toml", ".csv"})
    return content_id(*(f"{path.relative_to(home)}:{path.read_text(encoding='utf-8')}" for path in files))
