"""Run the line over many documents: the only place that catches everything, so one document never stops the rest."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from dragoman.annotate import annotate, unreadable
from dragoman.clean import clean
from dragoman.clean.language import identify
from dragoman.date import publish
from dragoman.errors import DragomanError, SetupError
from dragoman.files.far import mirrored
from dragoman.files.rows import packed, unpacked, write_whole
from dragoman.gists import Kept, gist_file, kept
from dragoman.grammar import Grammar
from dragoman.imports import imported_files
from dragoman.intake import Progress, documents_of, take_in
from dragoman.limits import coding_seconds, memory_limit, memory_share, time_limit
from dragoman.model import (
    Account,
    AnnotatedDocument,
    CleanDocument,
    Mentions,
    Meta,
    Piece,
    Problem,
    RawDocument,
    Record,
)
from dragoman.read import read
from dragoman.resolve.hands import ALONE, Hands
from dragoman.scale import Crew, Rescue, crew, map_jobs
from dragoman.settings import Settings, Tools, load_tools
from dragoman.settle import settle
from dragoman.store import Case, create_case

CODING = "annotate and find"  # the stage that takes long, as it is called while it runs
BATCH = 32  # documents that are parsed together, and that travel together


def _silent(stage: str, done: int, total: int | None) -> None:
    """Report no progress."""


# ------------------------------------------------------------------------------------- from documents to accounts


def accounts(documents: Iterable[RawDocument], tools: Tools) -> Iterator[Account]:
    """Take documents from raw text to what they say, in their order; a failure becomes a `Problem` of its document."""
    for document in annotated(documents, tools):
        yield account_of(document, tools)


def annotated(documents: Iterable[RawDocument], tools: Tools) -> Iterator[AnnotatedDocument]:
    """Sort, date and parse documents, in their order; a failure becomes a `Problem` of its document."""
    return _parsed((_cleaned(document, tools) for document in documents), tools)


def _cleaned(raw: RawDocument, tools: Tools) -> CleanDocument:
    """Sort a document's text, and date it."""
    try:
        with time_limit(coding_seconds(len(raw.text)), raw.source):
            document = identify(clean(raw, lang=tools.lang), stated=raw.stated.language, lang=tools.lang)
            return publish(document, stated=raw.stated, lang=tools.lang, office_periods=tools.offices)
    except SetupError:
        raise
    except Exception as error:  # noqa: BLE001 - one document never stops the rest
        return _unsorted(raw, _problem("clean", error, raw.source))


def _unsorted(raw: RawDocument, problem: Problem) -> CleanDocument:
    """A document of which nothing can be told but what its container states."""
    whole = (Piece(0, len(raw.text), "other", "could not be sorted"),) if raw.text.strip() else ()
    known = {name: getattr(raw.stated, name) for name in ("title", "author", "outlet", "url", "pages")}
    return CleanDocument(raw.id, raw.source, raw.text, Meta(**known), whole, (*raw.problems, problem))


def _parsed(documents: Iterator[CleanDocument], tools: Tools) -> Iterator[AnnotatedDocument]:
    """Parse documents in batches; where a batch fails, each of its documents by itself."""
    while batch := list(islice(documents, BATCH)):
        try:
            with time_limit(coding_seconds(sum(len(one.text) for one in batch)), "a batch of documents"):
                parsed = list(annotate(batch, lang=tools.lang, model=tools.model, include=tools.include))
            yield from parsed
            continue
        except SetupError:
            raise
        except Exception:  # noqa: BLE001 - tried again one by one, where the failure is recorded
            single = batch
        for document in single:
            try:
                with time_limit(coding_seconds(len(document.text)), document.source):
                    parsed = list(annotate([document], lang=tools.lang, model=tools.model, include=tools.include))
            except Exception as error:  # noqa: BLE001 - one document never stops the rest
                parsed = [unreadable(document, _problem("annotate", error, document.source))]
            yield from parsed


def account_of(document: AnnotatedDocument, tools: Tools) -> Account:
    """Find what a document says; where a finder fails, the document keeps what the others find."""
    found, problems = Mentions(), list(document.problems)
    grammar = Grammar(document)
    for field, finder in tools.finders:
        try:
            with time_limit(coding_seconds(len(document.text)), document.source):
                found = replace(found, **{field: finder(grammar, found)})
        except SetupError:
            raise
        except Exception as error:  # noqa: BLE001 - one document never stops the rest
            problems.append(_problem("find", error, document.source))
    return Account(
        document.id, document.source, document.text, document.meta, document.pieces, found, tuple(problems),
        document.notes,
    )  # fmt: skip


def _problem(stage: str, error: Exception, source: str) -> Problem:
    """Record a failure so that it can be looked into."""
    if isinstance(error, DragomanError):
        return Problem(stage, error.slug, error.message, source)
    if isinstance(error, MemoryError):
        message = f"{source} takes more memory than any article needs, and is kept as far as it goes; split it."
        return Problem(stage, "limit.memory", message, source)
    message = f"{type(error).__name__}: {error}. The document is kept without what this stage would add; report this."
    return Problem(stage, f"{stage}.failed", message, source)


# ------------------------------------------------------------------------------------------------ the whole line


class Built(Record, frozen=True):
    """What a build did: numbers for the closing summary, and every problem; nothing is built where `readable` is 0.

    `same_text` counts the places of the case where the text of one of its documents was found once more, `unsigned` its
    documents of which nobody knows who published them.
    """

    read: int
    added: int
    readable: int
    dropped: dict[str, int]
    mentions: int
    reports: int
    events: int
    problems: tuple[Problem, ...]
    same_text: int = 0
    unsigned: int = 0


def nothing_read(built: Built, inputs: Sequence[str | Path]) -> SetupError:
    """The error `build.nothing`: nothing could be read from some inputs, with the first reason why."""
    names = ", ".join(map(str, inputs))
    why = built.problems[0].message if built.problems else "No file lies there."
    return SetupError("build.nothing", f"nothing could be read from {names}. {why}")


class _Shard(Record, frozen=True):
    """One unit of work: a file of raw documents, as it travels to whoever makes their accounts.

    Attributes:
        content: The file.
        settings: What decides the outcome.
        fingerprint: Of the settings and the program, where the work is handed out.
        memory: How many bytes the process may take; None for no limit.
    """

    content: bytes
    settings: Settings
    fingerprint: str
    memory: int | None = None

    def of(self, documents: Sequence[RawDocument]) -> "_Shard":
        """The same work for other documents."""
        return msgspec.structs.replace(self, content=packed(documents, RawDocument))


class _Coded(NamedTuple):
    """What a shard's documents say, and what settling looks at of it: the content of two files."""

    accounts: bytes
    gists: bytes


def _coded(told: Sequence[Account]) -> _Coded:
    return _Coded(packed(told, Account), packed(list(kept(told)), Kept))


def _work(shard: _Shard) -> _Coded:
    """Make the accounts of one shard, in whichever process this is."""
    if shard.settings.fingerprint() != shard.fingerprint:
        message = (
            "a worker has another version of Dragoman, or other files of the user's, than the machine that hands out "
            "the work. Install the same there, and put the files under the same paths."
        )
        raise SetupError("scale.version", message)
    with memory_limit(shard.memory):
        told = tuple(accounts(unpacked(shard.content, RawDocument), load_tools(shard.settings)))
    return _coded(told)


def _rescue(settings: Settings, fingerprint: str) -> Rescue[_Shard, _Coded]:
    """What to do with a shard that ends every process: find the document, and keep it without an account."""
    harmless = RawDocument("harmless", "harmless", "The talks ended on Friday.", is_body=True)

    def parts(shard: _Shard) -> list[_Shard]:
        return [shard.of([one]) for one in unpacked(shard.content, RawDocument)]

    def lost(shard: _Shard) -> _Coded:
        return _coded([_crashed(one) for one in unpacked(shard.content, RawDocument)])

    def join(outcomes: Sequence[_Coded]) -> _Coded:
        told = [row for one in outcomes for row in unpacked(one.accounts, Account)]
        return _Coded(
            packed(told, Account), packed([row for one in outcomes for row in unpacked(one.gists, Kept)], Kept)
        )

    first = _Shard(packed([harmless], RawDocument), settings, fingerprint)
    return Rescue(harmless=first, parts=parts, join=join, lost=lost)


def _crashed(raw: RawDocument) -> Account:
    """What is left of a document that ended every process which worked on it."""
    message = (
        f"{raw.source} made the process end that coded it, which it did again by itself, most often for want of "
        f"memory. It is kept without what it says; split it, or leave it out."
    )
    document = _unsorted(raw, Problem("annotate", "limit.crash", message, raw.source))
    return Account(document.id, document.source, document.text, document.meta, document.pieces, Mentions(),
                   document.problems)  # fmt: skip


def build(
    path: str | Path,
    inputs: Sequence[str | Path],
    *,
    settings: Settings,
    workers: int | str | None = None,
    progress: Progress = _silent,
) -> tuple[Case, Built]:
    """Build a case from documents, or add documents to one; what is done already is not done again.

    Args:
        path: The case's folder; it is made where it does not exist.
        inputs: Files and folders; none, to code anew what a case holds already.
        settings: What decides the outcome.
        workers: Processes of this machine, by default one a core; or the address of a Dask cluster.
        progress: Is told how far each stage is.

    Raises:
        SetupError: where work cannot start.
    """
    load_tools(settings)
    case = create_case(path, may_be_new=bool(inputs))
    with case.building(), crew(workers) as hands:
        added = take_in(case, documents_of(inputs, settings.reading(), hands), progress)
        files = (*_make_accounts(case, settings, hands, progress), *imported_files(case))
        progress("resolve and store", 0, None)
        with case.settling():
            settled = settle(case, files, _resolving(hands))
    built = Built(
        read=added.read,
        added=added.added,
        same_text=settled.same_text,
        unsigned=settled.unsigned,
        readable=settled.readable,
        dropped=settled.dropped,
        mentions=settled.mentions,
        reports=settled.reports,
        events=settled.events,
        problems=(*added.problems, *settled.problems),
    )
    return case, built


def build_far(
    url: str,
    inputs: Sequence[str | Path],
    *,
    settings: Settings,
    workers: int | str | None = None,
    progress: Progress = _silent,
) -> Built:
    """Build a case at any place that fsspec knows, as `build` does here; what is made is sent as soon as it is made.

    Nothing keeps two builds of one such case apart, since such places know no locks.

    Raises:
        SetupError: what `build` raises, and `mirrored`.
    """
    with mirrored(url) as mirror:

        def sent(stage: str, done: int, total: int | None) -> None:
            if stage == CODING:
                mirror.send()
            progress(stage, done, total)

        _, built = build(mirror.folder, inputs, settings=settings, workers=workers, progress=sent)
        mirror.send()
    return built


def _make_accounts(case: Case, settings: Settings, workers: Crew, progress: Progress) -> tuple[Path, ...]:
    """Make the accounts of every shard that has none yet."""
    fingerprint = settings.fingerprint()
    outs = {shard: case.account_file(shard, fingerprint) for shard in case.shards()}
    missing = [shard for shard, out in outs.items() if not out.exists()]
    memory = None if workers.is_elsewhere else memory_share(workers.size)
    jobs = (_Shard(shard.read_bytes(), settings, fingerprint, memory) for shard in missing)
    done = len(outs) - len(missing)
    progress(CODING, done, len(outs))
    made = map_jobs(_work, jobs, workers, _rescue(settings, fingerprint))
    for shard, coded in zip(missing, made, strict=True):
        write_whole(gist_file(outs[shard]), coded.gists)
        write_whole(outs[shard], coded.accounts)  # the last one: where it is, the shard is done
        done += 1
        progress(CODING, done, len(outs))
    return tuple(outs.values())


def _resolving(workers: Crew) -> Hands:
    """Who resolves: workers of this machine; what travels to others costs more than it saves."""
    if workers.size < 2 or workers.is_elsewhere:
        return ALONE
    return Hands(workers.size, lambda function, parts: map_jobs(function, parts, workers))


# ------------------------------------------------------------------------------------------------- without a case


class _Batch(Record, frozen=True):
    """Some documents, and the settings to read them with."""

    documents: tuple[RawDocument, ...]
    settings: Settings


def _work_batch(batch: _Batch) -> tuple[Account, ...]:
    return tuple(accounts(batch.documents, load_tools(batch.settings)))


def annotate_all(
    inputs: Sequence[str | Path], *, settings: Settings, workers: int | None = None, progress: Progress = _silent
) -> Iterator[Account]:
    """Yield what each document says, in the order of the inputs; nothing is stored, and few are held at a time.

    Raises:
        SetupError: where work cannot start.
    """
    load_tools(settings)
    documents = read(inputs, settings.reading())
    seen, done = 0, 0

    def batches() -> Iterator[_Batch]:
        nonlocal seen
        while batch := tuple(islice(documents, BATCH)):
            seen += len(batch)
            progress("read", seen, None)
            yield _Batch(batch, settings)

    with crew(workers) as hands:
        for made in map_jobs(_work_batch, batches(), hands):
            done += len(made)
            progress(CODING, done, seen)
            yield from made
