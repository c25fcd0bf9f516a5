"""Store: a case is a folder that needs no server and takes no lock.

    CASE/case.json                      format version, and the settings that it was built with
    CASE/raw/SHARD.parquet              documents as read; with them a case can be built anew without its inputs
    CASE/again/SHARD.parquet            further places where these documents were found
    CASE/accounts/SHARD-SETTINGS.parquet  what each of these documents says
    CASE/generations/ID/TABLE.parquet   actors, reports, events: the outcome of one `resolve`; origins: which documents
                                        are the same text; constraints: which mentions people judged one event, or not
    CASE/generations/ID/judged.parquet  what documents say by judgements and by further coders, where that is more
    CASE/judgements/NAME.jsonl          the judgements themselves: see judge/book.py
    CASE/coders/NAME.jsonl              the answers of further coders: see coders/book.py
    CASE/current                        the name of the generation that readers see, replaced last

Every file is written under another name and published by `os.replace`: a file that exists is whole, and no reader sees
half a build. All SQL stands in this file.
"""

import json
import os
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.model import Account, Actor, Constraint, Event, Origin, RawDocument, Record, Report, content_id
from dragoman.origins import Held, text_id
from dragoman.query import answer

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dragoman.resolve import Resolved

FORMAT_VERSION = 2
ROWS_AT_ONCE = 256  # rows that a reader holds in memory

Row = TypeVar("Row", bound=Record)

_PLAIN: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}

_VIEWS = """
create view documents as
    select id, source, coalesce(sources, [source]) as sources, meta.title as title, meta.outlet as outlet,
           meta.author as author, meta.language as language, meta.published.edtf as published,
           meta.published.basis as published_basis, text
    from accounts
    left join (select document, list(distinct source order by source) as sources from origins group by document)
    on document = id;
create view pieces as select id as document, unnest(piece) from (select id, unnest(pieces) as piece from accounts);
create view problems as select id as document, unnest(problem)
    from (select id, unnest(problems) as problem from accounts);
"""
_ACCOUNTS_VIEW = """
create view accounts as
    select * exclude (sources) from {found} where id not in (select id from origins where id <> document);
"""
_FOUND = "read_parquet([{files}])"
_FOUND_AND_JUDGED = """(
    select * from read_parquet([{files}]) where id not in (select id from read_parquet({judged}))
    union all by name select * from read_parquet({judged})
)"""
_PARQUET_VIEW = "create view {name} as select * from read_parquet([{files}])"
_MENTION_VIEW = """
create view {name} as select document, unnest(mention)
    from (select id as document, unnest(mentions.{field}) as mention from accounts);
"""
_MENTION_TABLES = {
    "actor_mentions": "actors", "times": "times", "places": "places", "figures": "figures", "quotes": "quotes",
    "event_mentions": "events", "ties": "ties", "links": "links", "wording": "wording",
}  # fmt: skip
_RESOLVED: dict[str, type[Record]] = {"actors": Actor, "reports": Report, "events": Event, "origins": Origin}
_CONSTRAINTS = "constraints"
TABLES = (*_RESOLVED, _CONSTRAINTS, *_MENTION_TABLES, "documents", "pieces", "problems")


def _values(row: Record) -> dict[str, Any]:
    """The fields of a record, as they are."""
    return {name: getattr(row, name) for name in row.__struct_fields__}


class _Kept(RawDocument, frozen=True):
    """A document as it is stored: beside it the hash of its text, so that it is known again without being read."""

    text_id: str = ""


def arrow_type(kind: Any) -> pa.DataType:
    """Return the Arrow type of an annotation: records are structs, tuples lists, dicts maps, literals strings."""
    origin = get_origin(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin is Literal:
        return pa.string()
    if origin in (Union, UnionType):
        return arrow_type(next(one for one in get_args(kind) if one is not type(None)))
    if origin is tuple:
        return pa.list_(arrow_type(get_args(kind)[0]))
    if origin is dict:
        return pa.map_(*(arrow_type(one) for one in get_args(kind)))
    return pa.struct([pa.field(name, one) for name, one in _fields(kind)])


def _fields(record: type[Record]) -> list[tuple[str, pa.DataType]]:
    hints = get_type_hints(record)
    return [(name, arrow_type(hints[name])) for name in record.__struct_fields__]


def write_rows(path: Path, rows: Sequence[Record], kind: type[Record]) -> None:
    """Write records as one Parquet file; it appears whole or not at all.

    Raises:
        SetupError: `store.write`, where the folder cannot be written.
    """
    schema = pa.schema([pa.field(name, one) for name, one in _fields(kind)])
    table = pa.Table.from_pylist([msgspec.to_builtins(row) for row in rows], schema=schema)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, waiting, compression="zstd")
        waiting.replace(path)
    except OSError as error:
        if waiting.is_file():
            waiting.unlink()
        raise SetupError("store.write", f"{path} cannot be written ({error}). Free or choose another place.") from error


def read_rows(path: Path, kind: type[Row], only: Set[str] | None = None) -> Iterator[Row]:
    """Read the records of a Parquet file, a few at a time; only those of some ids, and only the fields of their kind.

    Raises:
        SetupError: `store.read`, where the file is not one that this version wrote.
    """
    if only is not None and only.isdisjoint(_columns(path, "id")[0]):
        return
    try:
        with pq.ParquetFile(path) as file:
            columns = [name for name in file.schema_arrow.names if name in kind.__struct_fields__]
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=columns):
                rows = batch if only is None else batch.filter(pc.is_in(batch["id"], pa.array(sorted(only))))
                for row in rows.to_pylist(maps_as_pydicts="strict"):
                    yield msgspec.convert(row, kind)
    except (OSError, pa.ArrowException, msgspec.ValidationError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> SetupError:
    return SetupError("store.read", f"{path} cannot be read ({error}). Delete that file and run dragoman build again.")


def _columns(path: Path, *names: str) -> list[list[Any]]:
    """Read some columns of a Parquet file, and nothing of the others."""
    try:
        table = pq.ParquetFile(path).read(columns=list(names))
    except (OSError, pa.ArrowException) as error:
        raise _damaged(path, error) from error
    return [table.column(name).to_pylist() for name in names]


def _write_text(path: Path, text: str) -> None:
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)


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
            SetupError: `store.unbuilt`, where no build of the case was ever completed.
        """
        try:
            return self.path / "generations" / (self.path / "current").read_text(encoding="utf-8").strip()
        except OSError as error:
            message = f"{self.path} holds no finished build. Run: dragoman build {self.path} INPUT..."
            raise SetupError("store.unbuilt", message) from error

    def shards(self) -> tuple[Path, ...]:
        """The files of documents as read, by name."""
        return tuple(sorted((self.path / "raw").glob("*.parquet")))

    def add_raw(self, rows: Sequence[RawDocument]) -> Path:
        """Store a batch of documents as read; its name is the hash of what it holds."""
        name = content_id(*(content_id(row.id, row.source, row.text) for row in rows))
        path = self.path / "raw" / f"{name}.parquet"
        if not path.exists():
            kept = [_Kept(**_values(row), text_id=text_id(row.text)) for row in rows]
            write_rows(path, kept, _Kept)
        return path

    def add_again(self, rows: Sequence[Origin]) -> None:
        """Store a batch of places where documents of the case were found again."""
        name = content_id(*(content_id(row.id, row.source) for row in rows))
        write_rows(self.path / "again" / f"{name}.parquet", rows, Origin)

    def again(self) -> Iterator[Origin]:
        """Every place where a document of the case was found again."""
        for shard in sorted((self.path / "again").glob("*.parquet")):
            yield from read_rows(shard, Origin)

    def raw_documents(self) -> Iterator[RawDocument]:
        """Every document as read, once."""
        for shard in self.shards():
            yield from read_rows(shard, RawDocument)

    def held(self) -> Held:
        """What the case holds already; of its documents no more is read than what they are known by."""
        held = Held({}, set())
        for shard in self.shards():
            for id_, source, text in zip(*_columns(shard, "id", "source", "text_id"), strict=True):
                held.texts[id_] = text
                held.places.add((id_, source))
        held.places.update((row.id, row.source) for row in self.again())
        return held

    def account_file(self, shard: Path, fingerprint: str) -> Path:
        """Where the accounts of a raw shard stand, made with settings of this fingerprint."""
        return self.path / "accounts" / f"{shard.stem}-{fingerprint}.parquet"

    def publish(
        self,
        accounts: Sequence[Path],
        outcome: "Resolved",
        origins: Sequence[Origin] = (),
        judged: Sequence[Account] = (),
        constraints: Sequence[Constraint] = (),
    ) -> None:
        """Store the outcome of `resolve` over these account files as a new generation, and make it current.

        Args:
            accounts: The files.
            outcome: What was made of them.
            origins: To which document each of their accounts belongs; none where each is a document of its own.
            judged: The accounts that say something else by the judgements of people or by further coders.
            constraints: Which mentions were judged to be of one event, or not.
        """
        rows: dict[str, Sequence[Record]] = {
            "actors": outcome.actors, "reports": outcome.reports, "events": outcome.events, "origins": origins,
        }  # fmt: skip
        known = [[row.id for row in rows[table]] for table in _RESOLVED]  # type: ignore[attr-defined]
        known.append([f"{row.document} {row.source}" for row in origins])
        known.append([msgspec.json.encode(row).decode("utf-8") for row in (*judged, *constraints)])
        name = content_id(FORMAT_VERSION, *(file.name for file in accounts), json.dumps(known))
        folder = self.path / "generations" / name
        for table, kind in _RESOLVED.items():
            write_rows(folder / f"{table}.parquet", rows[table], kind)
        write_rows(folder / f"{_CONSTRAINTS}.parquet", constraints, Constraint)
        if judged:
            write_rows(folder / "judged.parquet", judged, Account)
        _write_text(folder / "accounts.json", json.dumps(sorted(file.name for file in accounts)))
        _write_text(self.path / "current", name)
        self.renew()

    def renew(self) -> None:
        """See from now on the build that is current now."""
        self.__dict__.pop("generation", None)

    def account_files(self) -> tuple[Path, ...]:
        """The account files that the current generation was made of."""
        names: list[str] = json.loads((self.generation / "accounts.json").read_text(encoding="utf-8"))
        return tuple(self.path / "accounts" / name for name in names)

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
        import duckdb  # noqa: PLC0415 - only queries need it, and it delays every other command

        connection = duckdb.connect()
        connection.execute(f"set allowed_directories = [{_quoted(str(self.path.resolve()))}]")
        connection.execute("set enable_external_access = false")
        for table in (*_RESOLVED, _CONSTRAINTS):
            if (file := self.generation / f"{table}.parquet").exists():
                connection.execute(_PARQUET_VIEW.format(name=table, files=_quoted(str(file.resolve()))))
        files = ", ".join(_quoted(str(file.resolve())) for file in self.account_files())
        judged = self.generation / "judged.parquet"
        found = _FOUND_AND_JUDGED if judged.exists() else _FOUND
        found = found.format(files=files, judged=_quoted(str(judged.resolve())))
        connection.execute(_ACCOUNTS_VIEW.format(found=found))
        connection.execute(_VIEWS)
        for name, field in _MENTION_TABLES.items():
            connection.execute(_MENTION_VIEW.format(name=name, field=field))
        connection.execute("set lock_configuration = true")
        return connection

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


def _quoted(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def open_case(path: str | Path) -> Case:
    """Open a case for reading.

    Raises:
        SetupError: `store.missing`, where the folder is no case; `store.version`, where another version wrote it.
    """
    folder = Path(path)
    try:
        stated = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{folder} is no case. Make one with: dragoman build {folder} INPUT..."
        raise SetupError("store.missing", message) from error
    if stated.get("format") != FORMAT_VERSION:
        message = f"{folder} was written in format {stated.get('format')}, this is {FORMAT_VERSION}. Build it anew."
        raise SetupError("store.version", message)
    return Case(folder)


def create_case(path: str | Path) -> Case:
    """Open a case for building; make it where it does not exist.

    Raises:
        SetupError: `store.occupied`, where a file or a folder of other things stands there; `store.write`.
    """
    folder = Path(path)
    if (folder / "case.json").is_file():
        return open_case(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SetupError("store.occupied", f"{folder} exists and is no case. Choose a path that does not exist yet.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_text(folder / "case.json", json.dumps({"format": FORMAT_VERSION}) + "\n")
    except OSError as error:
        message = f"{folder} cannot be written ({error}). Free or choose another place."
        raise SetupError("store.write", message) from error
    return Case(folder)
