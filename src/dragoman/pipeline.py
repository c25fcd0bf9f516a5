"""Run the line over many documents: the only place that catches everything, so one document never stops the rest."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dragoman import __version__
from dragoman.annotate import annotate, unreadable
from dragoman.clean import clean
from dragoman.clean.language import identify
from dragoman.codebook import Codebook, load_codebook
from dragoman.date import publish
from dragoman.date.expressions import DateWords
from dragoman.date.offices import OfficePeriods, office_periods
from dragoman.errors import DragomanError, SetupError
from dragoman.find import Finder, finders
from dragoman.grammar import Grammar
from dragoman.imports import imported_files
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.places import load_gazetteer
from dragoman.lang import Language, load_language
from dragoman.limits import coding_seconds, time_limit
from dragoman.model import (
    Account,
    AnnotatedDocument,
    CleanDocument,
    Mentions,
    Meta,
    Origin,
    Piece,
    PieceKind,
    Problem,
    RawDocument,
    Record,
    content_id,
)
from dragoman.origins import sift
from dragoman.plugins import ReadOptions
from dragoman.read import read
from dragoman.scale import map_jobs
from dragoman.settle import settle
from dragoman.store import Case, create_case, read_rows, write_rows

INCLUDED: dict[str, PieceKind] = {"captions": "caption", "standfirst": "standfirst"}  # may carry facts beside the body
DOCUMENTS_A_SHARD = 32  # enough to share a parser's start-up, few enough that a stopped build loses little

Progress = Callable[[str, int, int | None], None]  # stage, how many are done, of how many (None: not known yet)


def _silent(stage: str, done: int, total: int | None) -> None:
    """Report no progress."""


class Settings(Record, frozen=True):
    """What decides the outcome besides the documents; a case remembers none of it but the fingerprint.

    Attributes:
        language: ISO 639-1 code of the documents.
        model: A spaCy model instead of the language's own, or None.
        knowledge, places: The user's own files of actors and of places, which add to ours or override them.
        codebook: A folder of the user's own event types, or None.
        include: What is coded besides the body, by the names of `INCLUDED`.
        columns: The columns of tables that hold the parts of an article, where they do not bear usual names.
    """

    language: str = "en"
    model: str | None = None
    knowledge: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    codebook: str | None = None
    include: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()

    def reading(self) -> ReadOptions:
        """What the user says of the inputs; it acts while they are read, and not on what is made of them."""
        return ReadOptions(dict(self.columns))

    def fingerprint(self) -> str:
        """A hash of the settings, of the content of the files they name and of our own data files and version."""
        own = [Path(name) for name in (*self.knowledge, *self.places)]
        own += sorted(Path(self.codebook).glob("*.toml")) if self.codebook else []
        held = [path.read_text(encoding="utf-8", errors="replace") for path in own if path.is_file()]
        return content_id(__version__, _program_fingerprint(), self.language, self.model, *sorted(self.include), *held)


@lru_cache
def _program_fingerprint() -> str:
    """A hash of the program's own files, so that a changed rule is never mistaken for the old one."""
    home = Path(__file__).parent
    files = sorted(path for path in home.rglob("*") if path.suffix in {".py", ".toml", ".csv"})
    return content_id(*(f"{path.relative_to(home)}:{path.read_text(encoding='utf-8')}" for path in files))


class Tools(msgspec.Struct, frozen=True):
    """Everything that a process loads once."""

    lang: Language
    offices: OfficePeriods
    codebook: Codebook
    finders: tuple[tuple[str, Finder], ...]
    model: str | None
    include: tuple[PieceKind, ...] = ()


@lru_cache(maxsize=2)
def load_tools(settings: Settings) -> Tools:
    """Load the data files that the settings name.

    Raises:
        SetupError: where one of them is missing or broken; the message names file and entry.
    """
    lang = load_language(settings.language)
    knowledge = load_knowledge(tuple(Path(name) for name in settings.knowledge))
    gazetteer = load_gazetteer(tuple(Path(name) for name in settings.places))
    codebook = load_codebook(Path(settings.codebook) if settings.codebook else None)
    return Tools(
        lang=lang,
        offices=office_periods(knowledge, lang.section("dates", DateWords)),
        codebook=codebook,
        finders=finders(lang=lang, knowledge=knowledge, gazetteer=gazetteer, codebook=codebook),
        model=settings.model,
        include=tuple(_included(name) for name in settings.include),
    )


def _included(name: str) -> PieceKind:
    """The kind of pieces that a name of `--include` means."""
    if name not in INCLUDED:
        names = ", ".join(sorted(INCLUDED))
        raise SetupError("pipeline.include", f'"{name}" cannot be included; what can be is: {names}.')
    return INCLUDED[name]


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
        whole = (Piece(0, len(raw.text), "other", "could not be sorted"),) if raw.text.strip() else ()
        known = {name: getattr(raw.stated, name) for name in ("title", "author", "outlet", "url", "pages")}
        stated = Meta(**known)
        problems = (*raw.problems, _problem("clean", error, raw.source))
        return CleanDocument(raw.id, raw.source, raw.text, stated, whole, problems)


def _parsed(documents: Iterator[CleanDocument], tools: Tools) -> Iterator[AnnotatedDocument]:
    """Parse documents in batches; where a batch fails, each of its documents by itself."""
    while batch := list(islice(documents, DOCUMENTS_A_SHARD)):
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
    message = f"{type(error).__name__}: {error}. The document is kept without what this stage would add; report this."
    return Problem(stage, f"{stage}.failed", message, source)


# ------------------------------------------------------------------------------------------------ the whole line


class Built(Record, frozen=True):
    """What a build did: numbers for the closing summary, and every problem; nothing is built where `readable` is 0.

    `same_text` counts the places of the case where the text of one of its documents was found once more.
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


class _Shard(Record, frozen=True):
    """One unit of work: a file of raw documents, and the file of accounts to be made of it."""

    raw: str
    out: str
    settings: Settings


def _work(shard: _Shard) -> int:
    """Make the accounts of one shard, in whichever process this is."""
    rows = tuple(accounts(read_rows(Path(shard.raw), RawDocument), load_tools(shard.settings)))
    write_rows(Path(shard.out), rows, Account)
    return len(rows)


def build(
    path: str | Path,
    inputs: Sequence[str | Path],
    *,
    settings: Settings,
    workers: int | None = None,
    progress: Progress = _silent,
) -> tuple[Case, Built]:
    """Build a case from documents, or add documents to one; what is done already is not done again.

    Args:
        path: The case's folder; it is made where it does not exist.
        inputs: Files and folders.
        settings: What decides the outcome.
        workers: Processes; the default is one a core.
        progress: Is told how far each stage is.

    Raises:
        SetupError: where work cannot start.
    """
    load_tools(settings)
    case = create_case(path)
    added = _add(case, inputs, settings, progress)
    files = (*_make_accounts(case, settings, workers, progress), *imported_files(case))
    progress("resolve and store", 0, None)
    settled = settle(case, files)
    built = Built(
        read=added.read,
        added=added.added,
        same_text=settled.same_text,
        readable=settled.readable,
        dropped=Counter(piece.kind for row in settled.told for piece in row.pieces if piece.kind != "body"),
        mentions=sum(len(row.mentions.events) for row in settled.told),
        reports=settled.reports,
        events=settled.events,
        problems=(*added.problems, *settled.problems),
    )
    return case, built


class _Added(msgspec.Struct):
    """How many documents were read, how many of them are new, and the problems of those that were left out."""

    read: int = 0
    added: int = 0
    problems: list[Problem] = []


def _add(case: Case, inputs: Sequence[str | Path], settings: Settings, progress: Progress) -> _Added:
    """Store the documents of the inputs that the case does not hold yet, and where it finds others again."""
    outcome = _Added()

    def counted() -> Iterator[RawDocument]:
        for document in read(inputs, settings.reading()):
            outcome.read += 1
            progress("read", outcome.read, None)
            yield document

    fresh = sift(counted(), case.held())
    while batch := list(islice(fresh, DOCUMENTS_A_SHARD)):
        documents = [one for one in batch if isinstance(one, RawDocument)]
        again = [one for one in batch if isinstance(one, Origin)]
        if documents:
            case.add_raw(documents)
        if again:
            case.add_again(again)
        outcome.added += len(documents)
        outcome.problems += [one for one in batch if isinstance(one, Problem)]
    return outcome


def _make_accounts(case: Case, settings: Settings, workers: int | None, progress: Progress) -> tuple[Path, ...]:
    """Make the accounts of every shard that has none yet."""
    fingerprint = settings.fingerprint()
    outs = {shard: case.account_file(shard, fingerprint) for shard in case.shards()}
    missing = [_Shard(str(shard), str(out), settings) for shard, out in outs.items() if not out.exists()]
    progress("annotate and find", len(outs) - len(missing), len(outs))
    for number, _ in map_jobs(_work, missing, workers=workers):
        progress("annotate and find", len(outs) - len(missing) + number + 1, len(outs))
    return tuple(outs.values())


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
        while batch := tuple(islice(documents, DOCUMENTS_A_SHARD)):
            seen += len(batch)
            progress("read", seen, None)
            yield _Batch(batch, settings)

    for _, made in map_jobs(_work_batch, batches(), workers=workers):
        done += len(made)
        progress("annotate and find", done, seen)
        yield from made
