"""Parts of a case, for the page that a server shows: a large case is sent without what only single views need.

The page asks for the rest by document and by event, and the server searches the texts for it (`search`).
"""

from collections.abc import Iterator, Set
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.explain import Explained
from dragoman.export.page_data import (
    VERSION,
    WHOLE_DOCUMENTS,
    CaseData,
    Head,
    LightData,
    Part,
    bare,
    build_of,
    case_data,
    judgements_of,
    lighten,
    picture_of,
)
from dragoman.export.page_outcomes import outcomes, revisions
from dragoman.export.ruled import telling_of
from dragoman.files.rows import read_rows
from dragoman.resolve.days import days_of
from dragoman.store import Case


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


def situation_json(case: Case) -> bytes:
    """Return the situation of a case as the JSON object that the page reads."""
    return _situation_json(case, case.generation)


@lru_cache(maxsize=1)
def _situation_json(case: Case, _generation: Path) -> bytes:
    return msgspec.json.encode(picture_of(Explained(case)))


def heads(case: Case) -> Iterator[Head]:
    """What is known of each document of a case without its text."""
    merged = {origin.id for origin in case.origins() if origin.id != origin.document}
    for file in case.account_files():
        yield from (head for head in read_rows(file, Head) if head.id not in merged)


def light_data(case: Case) -> LightData:
    """Return a case without texts, mentions and reasons; the texts are not read for it."""
    documents = tuple(bare(head) for head in heads(case))
    reports, events = case.reports(), case.events()
    published = {one.id: days_of(one.meta.published.edtf) for one in documents}
    return lighten(
        CaseData(
            name=case.name,
            version=VERSION,
            documents=documents,
            actors=case.actors(),
            reports=reports,
            events=events,
            judgements=judgements_of(case),
            build=build_of(case),
            revisions=tuple(revisions(events, {one.id: one for one in reports}, published)),
        )
    )


def part(case: Case, documents: Set[str], event: str | None = None) -> Part:
    """Return these documents, and an event with all that its documents say of it; what the case has not is left out."""
    events = tuple(case.events(only={event})) if event else ()
    reports = tuple(case.reports(only={id_ for one in events for id_ in one.reports})) if events else ()
    wanted = {*documents, *(one.document for one in reports)}
    found = tuple(case.documents(only=wanted)) if wanted else ()
    otherwise = outcomes(events, {one.id: one for one in reports}, telling_of(found, reports))
    return Part(found, reports, events, tuple(otherwise))
