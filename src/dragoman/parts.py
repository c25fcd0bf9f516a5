"""Parts of a case, for the page that a server shows: a large case is sent without what only single views need.

The page asks for the rest by document and by event, and the server searches the texts for it (`search`).
"""

from collections.abc import Iterator, Set
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dragoman.export.page import VERSION, CaseData, case_data, judgements_of
from dragoman.model import Account, Event, Mentions, Meta, Problem, Record, Report
from dragoman.store import Case, read_rows

# A document with 40 event mentions takes about 145 kB of JSON; a browser reads 40 MB in well under a second.
WHOLE_DOCUMENTS = 300


class Head(Record, frozen=True):
    """What is known of a document without its text and what was found in it."""

    id: str
    source: str
    meta: Meta
    problems: tuple[Problem, ...] = ()


class Part(Record, frozen=True):
    """Some records of a case, each of them whole."""

    documents: tuple[Account, ...] = ()
    reports: tuple[Report, ...] = ()
    events: tuple[Event, ...] = ()


def case_json(case: Case, whole: int = WHOLE_DOCUMENTS) -> bytes:
    """Return the case as the JSON object that the page reads.

    Args:
        case: The case.
        whole: A case of more documents than this comes light.
    """
    if sum(1 for _ in heads(case)) <= whole:
        return msgspec.json.encode(case_data(case))
    return _light_json(case, case.generation, tuple(one.id for one in judgements_of(case)))


@lru_cache(maxsize=1)
def _light_json(case: Case, _generation: Path, _judged: tuple[str, ...]) -> bytes:
    """The light case of one build and its judgements, kept for the next time: it takes seconds to make."""
    return msgspec.json.encode(light_data(case))


def heads(case: Case) -> Iterator[Head]:
    """What is known of each document of a case without its text."""
    merged = {origin.id for origin in case.origins() if origin.id != origin.document}
    for file in case.account_files():
        yield from (head for head in read_rows(file, Head) if head.id not in merged)


def light_data(case: Case) -> CaseData:
    """Return a case without texts, mentions and reasons."""
    return CaseData(
        name=case.name,
        version=VERSION,
        documents=tuple(_bare(head) for head in heads(case)),
        actors=case.actors(),
        reports=tuple(replace(one, reasons={}) for one in case.reports()),
        events=tuple(replace(one, reasons={}, links=(), related=()) for one in case.events()),
        judgements=judgements_of(case),
        whole=False,
    )


def _bare(head: Head) -> Account:
    meta = replace(head.meta, pages=())
    return Account(head.id, head.source, "", meta, (), Mentions(), head.problems)


def part(case: Case, documents: Set[str], event: str | None = None) -> Part:
    """Return these documents, and an event with all that its documents say of it; what the case has not is left out."""
    events = tuple(case.events(only={event})) if event else ()
    reports = tuple(case.reports(only={id_ for one in events for id_ in one.reports})) if events else ()
    wanted = {*documents, *(one.document for one in reports)}
    return Part(tuple(case.documents(only=wanted)) if wanted else (), reports, events)
