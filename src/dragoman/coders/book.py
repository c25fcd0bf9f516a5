"""The book of a coder: its briefs and answers, kept in the case as they came, so that nothing is asked or paid twice.

    CASE/coders/NAME-HASH.jsonl

A line is a brief, or an answer under the brief before it that it names. What the answers come to is worked out anew
whenever the case is put together; deleting the file takes the coder out of the case.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from dragoman.coders.brief import Brief
from dragoman.coders.passages import Passage
from dragoman.errors import SetupError
from dragoman.files.ledger import add_lines
from dragoman.model import Problem, Record, Span, content_id

FOLDER = "coders"
_UNSAFE = re.compile(r"[^\w.-]+")


class Answer(Record, frozen=True, tag="answer"):
    """What a coder answered to one passage.

    Attributes:
        key: Hash of the brief and of the passage's words: where it is known, the passage was answered.
        brief: Id of the brief.
        document: Id of the document.
        shown: The paragraphs that were shown, in its raw text.
        text: The answer as it came.
        tokens_in, tokens_out: As the coder counted them, or None.
    """

    key: str
    brief: str
    document: str
    shown: tuple[Span, ...]
    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class _BriefLine(Record, frozen=True, tag="brief"):
    brief: Brief


class Book(Record, frozen=True):
    """Everything that coders answered in a case.

    Attributes:
        briefs: By id.
        answers: By key, the earliest first; of two under one key the later.
        problems: A problem for each line that is none of ours.
    """

    briefs: dict[str, Brief]
    answers: dict[str, Answer]
    problems: tuple[Problem, ...]

    def of_documents(self) -> dict[str, dict[str, list[Answer]]]:
        """For each document the answers of each coder; one to words that a later one was shown too is out of date."""
        held: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
        for answer in self.answers.values():
            before = held[answer.document][self.briefs[answer.brief].coder]
            before[:] = [one for one in before if not _share(one, answer)] + [answer]
        return held


def _share(one: Answer, other: Answer) -> bool:
    return any(span.overlaps(shown) for span in one.shown for shown in other.shown)


def key_of(brief: Brief, passage: Passage) -> str:
    """Under which an answer is known: the same words in another document are another passage."""
    return content_id(brief.id, passage.document, passage.text)


def keep(case: Path, coder: str, rows: Iterable[Brief | Answer]) -> None:
    """Add briefs and answers to the book of a coder.

    Raises:
        SetupError: `coders.write`, where the case cannot be written.
    """
    path = case / FOLDER / f"{_UNSAFE.sub('_', coder)[:40]}-{content_id(coder)[:8]}.jsonl"
    lines = [msgspec.json.encode(_BriefLine(one) if isinstance(one, Brief) else one) for one in rows]
    try:
        add_lines(path, b"".join(line + b"\n" for line in lines))
    except OSError as error:
        message = f"{path} cannot be written ({error}). Free space, or make the folder writable; then run it again."
        raise SetupError("coders.write", message) from error


def read_answers(case: Path) -> Book:
    """Read the books of all coders of a case; a line that is none of ours is a problem."""
    briefs: dict[str, Brief] = {}
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for path in sorted((case / FOLDER).glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            if not line.strip():
                continue
            try:
                row = msgspec.json.decode(line, type=_BriefLine | Answer)
                if isinstance(row, _BriefLine):
                    briefs[row.brief.id] = row.brief
                elif row.brief not in briefs:
                    raise ValueError("its brief is missing")
                else:
                    answers.pop(row.key, None)
                    answers[row.key] = row
            except (ValueError, UnicodeDecodeError) as error:
                message = f"{path}, line {number} is no answer and was passed over ({error}). Run dragoman code again."
                problems.append(Problem("code", "coders.line", message, str(path)))
    return Book(briefs, answers, tuple(problems))
