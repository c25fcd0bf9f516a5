"""Query: the tables of a case as SQL views, and the answer to one SELECT from them. All SQL of cases stands here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import SetupError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_DOCUMENT_VIEWS = """
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
VIEWS = (*_MENTION_TABLES, "documents", "pieces", "problems")  # beside the tables that are named


def connected(
    folder: Path, tables: Mapping[str, Path], accounts: Sequence[Path], judged: Path | None
) -> "DuckDBPyConnection":
    """Open the tables of a case as views, in memory; nothing but its folder can be read, and nothing changed.

    Args:
        folder: The case's.
        tables: The files of tables that are shown as they are, by name; of those that are not there, nothing is shown.
        accounts: The files of what documents say.
        judged: The file of accounts that stand for others of the same id.
    """
    import duckdb  # noqa: PLC0415 - only queries need it, and it delays every other command

    connection = duckdb.connect()
    connection.execute(f"set allowed_directories = [{_quoted(folder)}]")
    connection.execute("set enable_external_access = false")
    for name, file in tables.items():
        if file.exists():
            connection.execute(_PARQUET_VIEW.format(name=name, files=_quoted(file)))
    found = _FOUND_AND_JUDGED if judged else _FOUND
    found = found.format(files=", ".join(map(_quoted, accounts)), judged=_quoted(judged) if judged else "")
    connection.execute(_ACCOUNTS_VIEW.format(found=found))
    connection.execute(_DOCUMENT_VIEWS)
    for name, field in _MENTION_TABLES.items():
        connection.execute(_MENTION_VIEW.format(name=name, field=field))
    connection.execute("set lock_configuration = true")
    return connection


def _quoted(path: Path) -> str:
    """A path as a string literal of SQL."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"


@contextmanager
def answer(connection: "DuckDBPyConnection", query: str, tables: Iterable[str]) -> Iterator["DuckDBPyRelation"]:
    """Yield the answer, to be read within the block.

    Args:
        connection: Where the tables are.
        query: One SELECT.
        tables: The names that a message lists where the query names none of them.

    Raises:
        SetupError: `store.sql`, where the query is no single SELECT, or DuckDB refuses it.
    """
    import duckdb  # noqa: PLC0415 - only queries need it, and it delays every other command

    try:
        statements = connection.extract_statements(query)
        if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
            raise SetupError("store.sql", "the case is read-only: give one SELECT statement.")
        yield connection.sql(query)
    except (duckdb.Error, TypeError) as error:  # the latter where it holds what is no character
        raise SetupError("store.sql", f"{error}\nThe tables are: {', '.join(sorted(tables))}.") from error
