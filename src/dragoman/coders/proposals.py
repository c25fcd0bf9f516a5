"""Proposals: what an answer says in the form that was asked for. Nothing in it is believed yet."""

from typing import Any

import msgspec

from dragoman.errors import DocumentError
from dragoman.model import Record

MOST_PROPOSALS = 200  # of one passage; a dense page of news tells of some forty events


class ProposedFigure(Record, frozen=True):
    """A toll: its role, and the words that say it."""

    role: str
    words: str


class Proposal(Record, frozen=True):
    """An event as a coder proposes it: words of the passage, and codes of the codebook.

    Attributes:
        sentence: The sentence that tells of it.
        trigger: The words that name the act.
        actors, recipients, when, where: Words that stand for them.
    """

    sentence: str
    trigger: str
    type: str
    status: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: str | None = None
    where: str | None = None
    figures: tuple[ProposedFigure, ...] = ()


class _Events(Record, frozen=True):
    """The whole answer; its events are read one by one, so that one broken event does not take the others with it."""

    events: list[Any]


def proposals(answer: str) -> tuple[list[Proposal], list[str]]:
    """Read an answer.

    The JSON object may stand within other words, as some models add them.

    Returns:
        The proposals, and for each that does not have the form what is wrong with it.

    Raises:
        DocumentError: `coders.answer`, where the answer holds no such object.
    """
    start, end = answer.find("{"), answer.rfind("}") + 1
    try:
        told = msgspec.json.decode(answer[start:end].encode("utf-8", "replace") if start >= 0 else b"", type=_Events)
    except (msgspec.DecodeError, RecursionError) as error:
        message = (
            f"the answer is cut off, or not in the form that was asked for ({error}). See --again, --answer-tokens."
        )
        raise DocumentError("coders.answer", message) from error
    found: list[Proposal] = []
    broken: list[str] = []
    for number, one in enumerate(told.events, start=1):
        if number > MOST_PROPOSALS:
            broken.append(f"{len(told.events) - MOST_PROPOSALS} events more than the {MOST_PROPOSALS} that are read")
            break
        try:
            found.append(msgspec.convert(one, Proposal))
        except (msgspec.ValidationError, RecursionError) as error:
            broken.append(f"event {number} is not in the form that was asked for ({error})")
    return found, broken


def is_read(answer: str) -> bool:
    """Does an answer have the form that was asked for, whatever its events are worth?"""
    try:
        proposals(answer)
    except DocumentError:
        return False
    return True
