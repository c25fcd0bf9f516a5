"""What the two public forms say of events, in the words of an evaluation."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import SetupError
from dragoman.model import Record, Span


class Claim(Record, frozen=True):
    """That an event is told of at a place of a text.

    Attributes:
        actors, recipients: Of each its id, name, and where it stands; what is not known is None.
        figures: Role, and low, best and high.
        event: Which event, where the form says so; claims of one event have the same.
    """

    document: str
    start: int
    end: int
    type: str
    status: str | None
    actors: tuple[tuple[str | None, str | None, Span | None], ...]
    recipients: tuple[tuple[str | None, str | None, Span | None], ...]
    when: str | None
    where: Mapping[str, Any] | None
    figures: tuple[tuple[str, float | None, float | None, float | None], ...]
    event: str | None = None


def read_claims(path: Path) -> tuple[tuple[Claim, ...], frozenset[str]]:
    """Read a file of either public form (docs/reference/interchange.md).

    Returns:
        Its claims, and the ids of the documents that it speaks of.

    Raises:
        SetupError: `evaluate.gold`, where a line is of neither form.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise SetupError("evaluate.gold", f"{path} cannot be read ({error}). Check the path.") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                rows.append(msgspec.json.decode(line))
        except msgspec.DecodeError as error:
            raise _foreign(path, number) from error
    try:
        return claims(rows)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _foreign(path, None) from error


def _foreign(path: Path, number: int | None) -> SetupError:
    where = f", line {number}" if number else ""
    message = f"{path}{where} is of neither public form; docs/reference/interchange.md has both, `annotate` prints one."
    return SetupError("evaluate.gold", message)


def claims(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[Claim, ...], frozenset[str]]:
    """The claims of rows of either form, and the documents that they speak of."""
    found: list[Claim] = []
    documents: set[str] = set()
    for row in rows:
        if "reports" in row:
            for report in row["reports"]:
                documents.add(report["document"])
                whole = {**report, "type": row["type"]}
                found += [_claim({**whole, **one}, report["document"], row["id"]) for one in report["mentions"]]
        else:
            documents.add(row["id"])
            found += [_claim(one, row["id"], None) for one in row["events"]]
    return tuple(found), frozenset(documents)


def _claim(row: Mapping[str, Any], document: str, event: str | None) -> Claim:
    span = Span(row["start"], row["end"])
    return Claim(
        document=document,
        start=span.start,
        end=span.end,
        type=row["type"],
        status=row.get("status"),
        actors=tuple(_party(one) for one in row.get("actors") or ()),
        recipients=tuple(_party(one) for one in row.get("recipients") or ()),
        when=(row.get("when") or {}).get("edtf"),
        where=row.get("where"),
        figures=tuple(
            (one["role"], one.get("low"), one.get("best"), one.get("high")) for one in row.get("figures") or ()
        ),
        event=event,
    )


def _party(row: Mapping[str, Any]) -> tuple[str | None, str | None, Span | None]:
    start, end = row.get("start"), row.get("end")
    return row.get("id"), row.get("name"), Span(start, end) if start is not None and end is not None else None
