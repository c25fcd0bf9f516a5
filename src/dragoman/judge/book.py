"""The book of judgements: one file of JSON lines for each judge, to which lines are only ever added.

    CASE/judgements/NAME-HASH.jsonl

A line is written as `ledger.add_lines` writes it; one that was cut short is named and passed over. Judges who work in
different places can copy their files into one folder.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.files.ledger import add_lines
from dragoman.model import Anchor, Judgement, Problem, content_id

FOLDER = "judgements"
_UNSAFE = re.compile(r"[^\w.-]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_PAIRS = {"same", "different", "unsure"}


def signed(judgement: Judgement) -> Judgement:
    """Give a judgement its id: the hash of all the rest, so that a line that was changed by hand is noticed."""
    bare = replace(judgement, id="")
    return replace(bare, id=content_id(msgspec.json.encode(bare).decode("utf-8")))


def now() -> str:
    """The moment, as judgements state it: to the microsecond, so that those of one judge have an order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def append(case: Path, judgements: Sequence[Judgement]) -> None:
    """Add judgements to the book of a case.

    Args:
        case: The case's folder.
        judgements: Each is written to the file of its judge.

    Raises:
        SetupError: `judge.write`, where the folder cannot be written.
    """
    folder = case / FOLDER
    for who in dict.fromkeys(one.who for one in judgements):
        lines = b"".join(_line(one) for one in judgements if one.who == who)
        path = folder / f"{_UNSAFE.sub('_', who)[:40]}-{content_id(who)[:8]}.jsonl"
        try:
            add_lines(path, lines)
        except OSError as error:
            message = f"{path} cannot be written ({error}). Free space, or make the folder writable; then judge again."
            raise SetupError("judge.write", message) from error


def _line(judgement: Judgement) -> bytes:
    return msgspec.json.encode(judgement) + b"\n"


def read_book(case: Path) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """Every judgement of a case, each once, the earliest first; and a problem for each line that is none."""
    known: dict[str, Judgement] = {}
    problems: list[Problem] = []
    for path in sorted((case / FOLDER).glob("*.jsonl")):
        found, broken = load(path)
        known |= {one.id: one for one in found}
        problems += broken
    return in_time(known.values()), tuple(problems)


def in_time(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The earliest first; of one moment in the order of their ids."""
    return tuple(sorted(judgements, key=lambda one: (one.when, one.id)))


def load(path: Path) -> tuple[list[Judgement], list[Problem]]:
    """The judgements of a file in its order, and a problem for each line that is none.

    Raises:
        SetupError: `judge.file`, where the file cannot be read.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise SetupError("judge.file", f"{path} cannot be read ({error}). Check the path.") from error
    found: list[Judgement] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_checked(msgspec.json.decode(line, type=Judgement)))
        except (ValueError, UnicodeDecodeError) as error:
            cut = " It was cut short, most likely by a crash; judge it again." if number == len(lines) else ""
            message = f"{path}, line {number} is no judgement and was passed over ({error}).{cut}"
            problems.append(Problem("judge", "judge.line", message, str(path)))
    return found, problems


def _checked(judgement: Judgement) -> Judgement:
    """Refuse what no program of ours wrote."""
    if judgement != signed(judgement):
        raise ValueError("its id does not fit what it says: it was changed")
    if not _MOMENT.fullmatch(judgement.when):
        raise ValueError(f'"{judgement.when}" is no moment in UTC')
    anchors: tuple[Anchor, ...] = (*judgement.about, *judgement.other, *judgement.shown)
    if any(not 0 <= one.start < one.end or len(one.words) != one.end - one.start for one in anchors):
        raise ValueError("a span does not fit its words")
    paired = judgement.what in _PAIRS
    named = (bool(judgement.about), bool(judgement.other), judgement.of is not None)
    if named != (judgement.what != "undo", paired, judgement.what == "undo"):
        raise ValueError(f'it does not say what is "{judgement.what}"')
    if judgement.what == "correct" and judgement.field is None:
        raise ValueError("it does not say which field it corrects")
    return judgement
