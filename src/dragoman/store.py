"""Store: a case is a folder that needs no server; readers take no lock, and writers wait for each other.

    CASE/case.json                      format version, and the settings that it was built with
    CASE/raw/SHARD.parquet              documents as read; with them a case can be built anew without its inputs
    CASE/again/SHARD.parquet            further places where these documents were found
    CASE/accounts/SHARD-SETTINGS.parquet  what each of these documents says
    CASE/gists/SHARD-SETTINGS-PROGRAM.parquet  what settling looks at of each of them; made anew where it is not there
    CASE/generations/ID/TABLE.parquet   actors, reports, events: the outcome of one `resolve`; origins: which documents
                                        are the same text; constraints: which mentions people judged one event, or not
    CASE/generations/ID/judged.parquet  what documents say by judgements and by further coders, where that is more
    CASE/judgements/NAME.jsonl          the judgements themselves: see judge/book.py
    CASE/coders/NAME.jsonl              the answers of further coders: see coders/book.py
    CASE/current                        the name of the generation that readers see, replaced last; of those before it
                                        a few are kept: see files/generations.py

Every file is written under another name and published by `os.replace`: a file that exists is whole, and no reader sees
half a build.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.files.generations import forget
from dragoman.files.marker import MARKER, case_format, holds_things, mark
from dragoman.files.query import VIEWS, answer, connected
from dragoman.files.rows import leftovers, locked, read_columns, read_rows, write_rows, write_whole, writing
from dragoman.model import Account, Actor, Constraint, Event, Origin, RawDocument, Record, Report, content_id
from dragoman.origins import Held, text_id

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dragoman.resolve import Outcome

FORMAT_VERSION = 2
_NAME = re.compile(r"[0-9A-Za-z][\w.-]*")  # of a file or folder of ours
_CURRENT = "current"
_LOCKS = (".building", ".settling")
_FOLDERS = ("raw", "again", "accounts", "gists", "generations")  # that builds write to

_RESOLVED: dict[str, type[Record]] = {"actors": Actor, "reports": Report, "events": Event, "origins": Origin}
_CONSTRAINTS = "constraints"
_SETTLED = "settled.json"  # the last file of a generation: where it is, the others are
_NAMED = (*_RESOLVED, _CONSTRAINTS)  # the tables of a generation
TABLES = (*_NAMED, *VIEWS)


def _values(row: Record) -> dict[str, Any]:
    """The fields of a record, as they are."""
    return {name: getattr(row, name) for name in row.__struct_fields__}


class MadeOf(Record, frozen=True):
    """What a generation is made of.

    Attributes:
        name: Its name; it depends on all that the outcome depends on.
        accounts: The files of accounts.
        origins: To which document each of their accounts belongs; none where each is a document of its own.
        judged: The accounts that say something else by the judgements of people or by further coders.
        constraints: Which mentions were judged to be of one event, or not.
    """

    name: str
    accounts: tuple[Path, ...]
    origins: tuple[Origin, ...] = ()
    judged: tuple[Account, ...] = ()
    constraints: tuple[Constraint, ...] = ()


class _Kept(RawDocument, frozen=True):
    """A document as it is stored: beside it the hash of its text, so that it is known again without being read."""

    text_id: str = ""


def _kept(rows: Iterable[RawDocument]) -> Iterator[_Kept]:
    return (_Kept(**_values(row), text_id=text_id(row.text)) for row in rows)


class Case:
    """A case on disk; open one with `open_case` or `create_case`.

    Args:
        path: The case's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.resolve().name

    @cached_property
    def generation(self) -> Path:
        """The folder of the resolved tables that were current when first asked for.

        Raises:
            SetupError: `store.unbuilt`, where no build of the case was ever completed; `store.read`, where what is
                named lies outside the case.
        """
        try:
            named = (self.path / _CURRENT).read_text(encoding="utf-8").strip()
        except OSError as error:
            message = f"{self.path} holds no finished build. Run: dragoman build {self.path} INPUT..."
            raise SetupError("store.unbuilt", message) from error
        return self._inside("generations", named)

    def _inside(self, folder: str, name: str) -> Path:
        """The place of a file that the case itself names; a case of a stranger's leads to nothing outside it."""
        if not _NAME.fullmatch(name):
            message = f'{self.path} names a file "{name[:80]}", which is none of a case; it was changed. Build it anew.'
            raise SetupError("store.read", message)
        return self.path / folder / name

    @contextmanager
    def building(self) -> Iterator[None]:
        """Add documents or what they say; one at a time does so, and clears away what one before left half done.

        Where nothing came of a new case, the case is taken away again.

        Raises:
            SetupError: `store.busy`, where another build of this case is at work; `store.write`.
        """
        with locked(self.path / _LOCKS[0], wait=False) as is_free:
            if not is_free:
                message = f"another build of {self.path} is at work. Wait until it has ended, and try again."
                raise SetupError("store.busy", message)
            if case_format(self.path) is None:  # a build that nothing came of took it away meanwhile
                mark(self.path, FORMAT_VERSION)
            with self.settling():
                for left in chain.from_iterable(leftovers(self.path / name) for name in _FOLDERS):
                    left.unlink(missing_ok=True)
            try:
                yield
            finally:
                self.withdraw()

    def withdraw(self) -> None:
        """Take the case away again where nothing came of it."""
        if not (self.path / _CURRENT).exists() and self._is_void():
            rmtree(self.path, ignore_errors=True)

    def _is_void(self) -> bool:
        """Does the case hold no text and no event data of others, and its folder nothing that builds do not make?"""
        shards = tuple(shard.stem for shard in self.shards())
        others = [file for file in self.path.glob("accounts/*") if not file.name.startswith(shards)]
        if others or any(self.held().texts.values()):
            return False
        files = (one.relative_to(self.path) for one in self.path.rglob("*") if one.is_file())
        return {file.parts[0] for file in files} <= {MARKER, *_LOCKS, *_FOLDERS}

    @contextmanager
    def settling(self) -> Iterator[None]:
        """Make a new generation of what is current by now; others who want to wait until it is there.

        Raises:
            SetupError: `store.write`, where the case cannot be written.
        """
        with locked(self.path / _LOCKS[1], wait=True):
            self.renew()
            yield

    def shards(self) -> tuple[Path, ...]:
        """The files of documents as read, by name."""
        return tuple(sorted((self.path / "raw").glob("*.parquet")))

    def add_raw(self, rows: Sequence[RawDocument]) -> Path:
        """Store a batch of documents as read; its name is the hash of what it holds."""
        name = content_id(*(content_id(row.id, row.source, row.text) for row in rows))
        path = self.path / "raw" / f"{name}.parquet"
        if not path.exists():
            write_rows(path, _kept(rows), _Kept)
        return path

    def add_again(self, rows: Sequence[Origin]) -> None:
        """Store a batch of places where documents of the case were found again."""
        name = content_id(*(content_id(row.id, row.source) for row in rows))
        write_rows(self.path / "again" / f"{name}.parquet", rows, Origin)

    def again_files(self) -> tuple[Path, ...]:
        """The files of the places where documents of the case were found again, by name."""
        return tuple(sorted((self.path / "again").glob("*.parquet")))

    def again(self) -> Iterator[Origin]:
        """Every place where a document of the case was found again."""
        for shard in self.again_files():
            yield from read_rows(shard, Origin)

    def raw_documents(self) -> Iterator[RawDocument]:
        """Every document as read, once."""
        for shard in self.shards():
            yield from read_rows(shard, RawDocument)

    def held(self) -> Held:
        """What the case holds already; of its documents no more is read than what they are known by."""
        held = Held({}, set())
        for shard in self.shards():
            for id_, source, text in zip(*read_columns(shard, "id", "source", "text_id"), strict=True):
                held.texts[id_] = text
                held.places.add((id_, source))
        held.places.update((row.id, row.source) for row in self.again())
        return held

    def account_file(self, shard: Path, fingerprint: str) -> Path:
        """Where the accounts of a raw shard stand, made with settings of this fingerprint."""
        return self.path / "accounts" / f"{shard.stem}-{fingerprint}.parquet"

    def publish(self, made_of: MadeOf, outcome: "Outcome", settled: Callable[[], bytes]) -> None:
        """Store the outcome of `resolve` as a new generation, and make it current; it is read once, and not held.

        Args:
            made_of: What it was made of.
            outcome: What was made.
            settled: What is to be found again with it; it is asked for when all is stored.
        """
        folder = self._folder(made_of.name)
        write_rows(folder / "actors.parquet", outcome.actors, Actor)
        with writing(folder / "reports.parquet", Report) as put, writing(folder / "events.parquet", Event) as put_event:
            for one in outcome.finished:
                put_event(one.event)
                for report in one.reports:
                    put(report)
        write_rows(folder / "origins.parquet", made_of.origins, Origin)
        write_rows(folder / f"{_CONSTRAINTS}.parquet", made_of.constraints, Constraint)
        if made_of.judged:
            write_rows(folder / "judged.parquet", made_of.judged, Account)
        write_whole(folder / "accounts.json", json.dumps(sorted(file.name for file in made_of.accounts)).encode())
        write_whole(folder / _SETTLED, settled())
        self._make_current(made_of.name)

    def _folder(self, name: str) -> Path:
        return self.path / "generations" / name

    def _make_current(self, name: str) -> None:
        write_whole(self.path / _CURRENT, name.encode())
        self.renew()
        forget(self.path / "generations", _SETTLED, name)

    def renew(self) -> None:
        """See from now on the build that is current now."""
        self.__dict__.pop("generation", None)

    def settled(self, name: str) -> bytes:
        """Make the generation of a name current, and return what was published with it; b"" where there is none."""
        file = self._folder(name) / _SETTLED
        found = file.read_bytes() if file.is_file() else b""
        if found:
            self._make_current(name)
        return found

    def before(self) -> Iterator["Case"]:
        """The case as the builds and judgements before the current one left it, the last first; a few are kept."""
        ended = {file.parent: file.stat().st_mtime for file in self.path.glob(f"generations/*/{_SETTLED}")}
        for folder in sorted(ended, key=lambda one: (-ended[one], one.name)):
            if folder != self.generation:
                case = Case(self.path)
                case.generation = folder
                yield case

    def account_files(self) -> tuple[Path, ...]:
        """The account files that the current generation was made of."""
        names: list[str] = json.loads((self.generation / "accounts.json").read_text(encoding="utf-8"))
        return tuple(self._inside("accounts", name) for name in names)

    def documents(self, *, judged: bool = True, only: Set[str] | None = None) -> Iterator[Account]:
        """What each document, or those of these ids, says, with all its sources, in the order read within a shard.

        It says what people judged and further coders added; where `judged` is false, what the rules alone found.
        """
        merged: set[str] = set()
        found: dict[str, set[str]] = {}
        for origin in self.origins():
            found.setdefault(origin.document, set()).add(origin.source)
            if origin.id != origin.document:
                merged.add(origin.id)
        file = self.generation / "judged.parquet"
        changed = {one.id: one for one in read_rows(file, Account, only)} if judged and file.exists() else {}
        for shard in self.account_files():
            for account in read_rows(shard, Account, only):
                if account.id not in merged:
                    sources = tuple(sorted(found.get(account.id, set()) - {account.source}))
                    yield replace(changed.get(account.id, account), sources=sources)

    def origins(self) -> tuple[Origin, ...]:
        """Every place where a document of the case was found."""
        return tuple(read_rows(self.generation / "origins.parquet", Origin))

    def actors(self) -> tuple[Actor, ...]:
        """Every party of the case."""
        return tuple(read_rows(self.generation / "actors.parquet", Actor))

    def reports(self, only: Set[str] | None = None) -> tuple[Report, ...]:
        """Every document's account of every event, or those of these ids."""
        return tuple(read_rows(self.generation / "reports.parquet", Report, only))

    def events(self, only: Set[str] | None = None) -> tuple[Event, ...]:
        """Every event, or those of these ids; most reported first, then by date."""
        return tuple(read_rows(self.generation / "events.parquet", Event, only))

    def constraints(self) -> tuple[Constraint, ...]:
        """Which mentions people judged to be of one event, or not; none in a case that an older version built."""
        file = self.generation / f"{_CONSTRAINTS}.parquet"
        return tuple(read_rows(file, Constraint)) if file.exists() else ()

    def connect(self) -> "DuckDBPyConnection":
        """Open the case's tables as SQL views, in memory; the case itself cannot be changed through them."""
        tables = {name: self.generation / f"{name}.parquet" for name in _NAMED}
        judged = self.generation / "judged.parquet"
        return connected(self.path, tables, self.account_files(), judged if judged.exists() else None)

    def sql(self, query: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Answer one SELECT over the case's tables: its column names and its rows.

        Raises:
            SetupError: `store.sql`, where the query is no single SELECT, or DuckDB refuses it.
        """
        with self.connect() as connection, answer(connection, query, TABLES) as found:
            return tuple(found.columns), found.fetchall()

    def arrow(self, query: str) -> pa.Table:
        """Answer one SELECT as an Arrow table; raises what `sql` raises."""
        with self.connect() as connection, answer(connection, query, TABLES) as found:
            return found.to_arrow_table()


def open_case(path: str | Path) -> Case:
    """Open a case for reading.

    Raises:
        SetupError: `store.missing`, where the folder is no case; `store.version`, where another version wrote it.
    """
    folder = Path(path)
    found = case_format(folder)
    if found is None:
        raise SetupError("store.missing", f"{folder} is no case. Make one with: dragoman build {folder} INPUT...")
    if found != FORMAT_VERSION:
        advice = (
            "update Dragoman: pip install --upgrade dragoman"
            if found > FORMAT_VERSION
            else f"code anew what it holds, and keep what people judged: dragoman build {folder}"
        )
        message = f"{folder} is of format {found}, and this program reads format {FORMAT_VERSION}; {advice}"
        raise SetupError("store.version", message)
    return Case(folder)


def create_case(path: str | Path, *, may_be_new: bool = True) -> Case:
    """Open a case for building; make it where it does not exist, and renew one that an older version made.

    Args:
        path: The case's folder.
        may_be_new: Without it, there must be one.

    Raises:
        SetupError: `store.occupied`, where a file or a folder of other things stands there; `store.write`; those of
            `open_case`, but that of an older version.
    """
    folder = Path(path)
    is_taken = holds_things(folder)  # asked first: what another build makes there meanwhile is a case
    found = case_format(folder)
    if found is not None or not may_be_new:
        if found is not None and found < FORMAT_VERSION:
            _renew(Case(folder))
        return open_case(folder)
    if is_taken:
        raise SetupError("store.occupied", f"{folder} exists and is no case. Choose a path that does not exist yet.")
    mark(folder, FORMAT_VERSION)
    return Case(folder)


def _renew(case: Case) -> None:
    """Keep the documents as read, and what people judged, of a case of an older format; all else is made anew of them.

    A field that documents did not have then is left empty. Where it is broken off, it is done again.

    Raises:
        SetupError: `store.busy`, `store.write`; `store.read`, where a file of documents cannot be read.
    """
    with case.building():
        for shard in case.shards():
            write_rows(shard, _kept(read_rows(shard, RawDocument)), _Kept)
        (case.path / _CURRENT).unlink(missing_ok=True)
        mark(case.path, FORMAT_VERSION)
