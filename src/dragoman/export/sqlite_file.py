"""`--format sqlite`: one file with every table, keys between them, views to read and full-text search.

Datasette, DB Browser and `sqlite3` open it. `documents_search` and `events_search` are FTS5 tables whose rows lead back
by `rowid`.
"""

import sqlite3
from pathlib import Path
from typing import Any

from dragoman.export.files import published
from dragoman.export.joined import Joined
from dragoman.export.tables import Table, tables
from dragoman.plugins import Exporter

_TYPES = {str: "text", int: "integer", float: "real", bool: "integer"}

_VIEWS = """
create view read_events as
    select e.id, e.edtf, e.headline, e.place, k.low as killed_low, k.best as killed_best, k.high as killed_high,
           e.reports, e.outlets, e.disputed, e.silent
    from events e left join event_figures k on k.event = e.id and k.role = 'killed' order by e.first_day, e.id;
create view read_accounts as
    select r.event, e.headline, r.outlet, d.title, r.status, r.wording, r.actors, r.recipients, r.edtf, r.place,
           m.words as act, substr(d.text, max(m.start - 80, 1), 200) as passage, m.document, m.start, m."end"
    from reports r join events e on e.id = r.event join documents d on d.id = r.document
    join mentions m on m.report = r.id order by r.event, r.outlet, m.start;
create view read_disputes as
    select u.event, e.headline, u.field, u.value, r.outlet, r.document, u.report
    from disputes u join events e on e.id = u.event join reports r on r.id = u.report
    order by u.event, u.field, u.value, r.outlet;
create virtual table documents_search using fts5(title, outlet, text, content="documents", tokenize='unicode61');
insert into documents_search(documents_search) values ('rebuild');
create virtual table events_search using fts5(headline, place, outlets, content="events", tokenize='unicode61');
insert into events_search(events_search) values ('rebuild');
"""


def _create(table: Table) -> str:
    """The statement that makes a table, its keys and an index for each key that leads elsewhere."""
    parts = [f'"{one.name}" {_TYPES[one.kind]}' + (" primary key" if one.name == "id" else "") for one in table.columns]
    if table.name == "reasons":  # its ids are those of several tables
        parts = [part.removesuffix(" primary key") for part in parts]
    keys = [one for one in table.columns if one.refers]
    parts += [f'foreign key ("{one.name}") references "{one.refers}"(id)' for one in keys]
    indexes = [f'create index "{table.name}_{one.name}" on "{table.name}"("{one.name}");' for one in keys]
    return f'create table "{table.name}" ({", ".join(parts)});' + "".join(indexes)


def write(case: Any, path: Path) -> int:
    """Write the database; returns how many rows its tables hold together."""
    count = 0
    with published(path) as waiting:
        waiting.write_bytes(b"")
        connection = sqlite3.connect(waiting)
        try:
            for table in tables(Joined(case)):
                connection.executescript(_create(table))
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(f'insert into "{table.name}" values ({marks})', map(_storable, table.rows))  # noqa: S608 - names of our own
                count += len(table.rows)
            connection.commit()
            connection.executescript(_VIEWS)
        finally:
            connection.close()
    return count


def _storable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """SQLite holds no half surrogates, which damaged texts may have; each becomes a question mark."""
    return tuple(one.encode("utf-8", "replace").decode("utf-8") if isinstance(one, str) else one for one in row)


PLUGIN = Exporter("sqlite", ".sqlite", write, binary=True)
