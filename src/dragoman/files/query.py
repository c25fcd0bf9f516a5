"""Query: answer one SELECT from open tables, and nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.errors import SetupError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation


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
    except duckdb.Error as error:
        raise SetupError("store.sql", f"{error}\nThe tables are: {', '.join(sorted(tables))}.") from error
