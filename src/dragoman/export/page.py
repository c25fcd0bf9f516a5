"""`--format page`: the whole case as one HTML file, which opens without a server or a network."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import SetupError
from dragoman.judge import in_force, read_book
from dragoman.model import Account, Actor, Event, Judgement, Record, Report
from dragoman.plugins import Exporter
from dragoman.store import Case

VERSION = 1
_SLOT = '<script type="application/json" id="case"></script>'
# What would end the data's element or, in an old browser, its line, is written as the same character's JSON escape.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class CaseData(Record, frozen=True):
    """What the page shows of a case.

    Attributes:
        judgements: Those in force, the earliest first.
        whole: False where documents come without their text and mentions, and events and reports without their
            reasons: the page then asks its server for those that it needs.
    """

    name: str
    version: int
    documents: tuple[Account, ...]
    actors: tuple[Actor, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...] = ()
    whole: bool = True


def case_data(case: Case) -> CaseData:
    """Return everything that the page shows of a case."""
    return CaseData(
        name=case.name,
        version=VERSION,
        documents=tuple(case.documents()),
        actors=case.actors(),
        reports=case.reports(),
        events=case.events(),
        judgements=judgements_of(case),
    )


def judgements_of(case: Any) -> tuple[Judgement, ...]:
    """Those in force; a part of a case has no folder and hence none."""
    path = getattr(case, "path", None)
    return in_force(read_book(path)[0]) if path else ()


def template() -> str:
    """Return the built page, without data.

    Raises:
        SetupError: `page.missing`, where the page was not built.
    """
    page = files("dragoman") / "page.html"
    if not page.is_file():
        raise SetupError("page.missing", "the page has not been built; in a checkout of the sources run: make page")
    return page.read_text(encoding="utf-8")


def fill(page: str, data: bytes) -> str:
    """Put a case into the page, and forbid it every connection.

    The data stands in a script element of a type that no browser runs; none of its characters can end that element.
    """
    text = data.decode("utf-8")
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    alone = page.replace("connect-src 'self'", "connect-src 'none'", 1)
    return alone.replace(_SLOT, _SLOT.replace("><", f">{text}<"), 1)


def write(case: Any, path: Path) -> int:
    """Write the page with the case in it; the number returned is that of its events."""
    data = case_data(case)
    path.write_text(fill(template(), msgspec.json.encode(data)), encoding="utf-8")
    return len(data.events)


PLUGIN = Exporter("page", ".html", write)
