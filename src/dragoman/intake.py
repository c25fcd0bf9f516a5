"""Intake: the inputs become documents of a case, read by as many processes as there are, in the order of one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import msgspec

from dragoman.files.far import is_far
from dragoman.model import Origin, Problem, RawDocument, Record
from dragoman.origins import sift
from dragoman.plugins import ReadOptions
from dragoman.read import crashed, installed, read, read_portion, without_doubles
from dragoman.read.portions import Place, Portion, carried, cuts, portions_of
from dragoman.scale import Crew, Rescue, map_jobs
from dragoman.store import Case

DOCUMENTS_A_SHARD = 32  # enough to share a parser's start-up, few enough that a stopped build loses little
MOST_CHARACTERS = 16_000_000  # that a process hands over at once; what holds more is read on as a stream

Progress = Callable[[str, int, int | None], None]  # stage, how many are done, of how many (None: not known yet)


class Added(msgspec.Struct):
    """How many documents were read, how many of them are new, and the problems of those that were left out."""

    read: int = 0
    added: int = 0
    problems: list[Problem] = []


def take_in(case: Case, documents: Iterable[RawDocument], progress: Progress) -> Added:
    """Store the documents that the case does not hold yet, and where it finds others again."""
    outcome = Added()

    def counted() -> Iterator[RawDocument]:
        for document in documents:
            outcome.read += 1
            progress("read", outcome.read, None)
            yield document

    fresh = sift(counted(), case.held())
    while batch := list(islice(fresh, DOCUMENTS_A_SHARD)):
        new = [one for one in batch if isinstance(one, RawDocument)]
        again = [one for one in batch if isinstance(one, Origin)]
        if new:
            case.add_raw(new)
        if again:
            case.add_again(again)
        outcome.added += len(new)
        outcome.problems += [one for one in batch if isinstance(one, Problem)]
    return outcome


# -------------------------------------------------------------------------------------------- by several processes


class _Job(Record, frozen=True):
    """What one process reads at a time."""

    portion: Portion
    options: ReadOptions


class _Found(Record, frozen=True):
    """The documents of a place; where it is not read to its end, the first of them."""

    place: Place
    documents: tuple[RawDocument, ...] = ()
    is_whole: bool = True


def documents_of(inputs: Sequence[str | Path], options: ReadOptions, workers: Crew) -> Iterator[RawDocument]:
    """Read every article of the inputs, in a fixed order, whoever works.

    Files of this machine travel to the workers of a cluster, but for long ones that cannot be cut, which are read here;
    what a URL names is opened by each worker itself.

    Raises:
        SetupError: those of `portions_of` and of `map_jobs`.
    """
    if workers.size == 0:
        return read(inputs, options)
    taken = portions_of(inputs, lambda _, large: _cut(large, workers))
    jobs = (_Job(carried(one) if workers.is_elsewhere else one, options) for one in taken)
    rescue = Rescue(harmless=_Job((), options), parts=_parts, join=_join, lost=_lost)
    read_ = map_jobs(_read, jobs, workers, rescue)
    return without_doubles(text for found in read_ for one in found for text in _to_its_end(one, options))


def _cut(large: Iterable[Place], workers: Crew) -> Iterator[Portion]:
    """Cut crawls, each where it can be opened."""
    listed = list(large)
    theirs = [place for place in listed if is_far(place.name) or not workers.is_elsewhere]
    done = dict(zip(theirs, map_jobs(cuts, theirs, workers), strict=True))
    return (done[place] if place in done else cuts(place) for place in listed)


def _read(job: _Job) -> tuple[_Found, ...]:
    """Read places, so far as their documents can be handed over at once."""
    found, left, readers = [], MOST_CHARACTERS, installed()
    for place in job.portion:
        documents: list[RawDocument] = []
        if not place.is_long:
            for document in read_portion((place,), job.options, readers):
                documents.append(document)
                left -= len(document.text)
                if left < 0:
                    break
        found.append(_Found(place, tuple(documents), is_whole=left >= 0 and not place.is_long))
    return tuple(found)


def _to_its_end(found: _Found, options: ReadOptions) -> Iterator[RawDocument]:
    """The documents of a place, of which the rest are read here."""
    yield from found.documents
    if not found.is_whole:
        yield from islice(read_portion((found.place,), options, installed()), len(found.documents), None)


def _parts(job: _Job) -> Sequence[_Job]:
    """Places by themselves, and of one crawl its pages."""
    if len(job.portion) == 1:
        return [_Job((place,), job.options) for place in cuts(job.portion[0], every=1)]
    return [_Job((place,), job.options) for place in job.portion]


def _join(outcomes: Sequence[tuple[_Found, ...]]) -> tuple[_Found, ...]:
    return tuple(chain.from_iterable(outcomes))


def _lost(job: _Job) -> tuple[_Found, ...]:
    return tuple(_Found(place, (crashed(place),)) for place in job.portion)
