"""The Python API: `import dragoman as dg`, then build or open a case, ask it, and look at it in a notebook.

Tables are Arrow's; pandas and polars are used where the caller has them, and never needed. Nothing prints.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa

from dragoman import notebook, pipeline, store
from dragoman.arguments import checked
from dragoman.errors import SetupError
from dragoman.explain import check_former
from dragoman.export import write_as
from dragoman.export.annotations import record
from dragoman.export.joined import Joined, names
from dragoman.export.parquet_tables import arrow
from dragoman.export.part import part_of
from dragoman.export.ruled import by_rules
from dragoman.export.tables import SPECS, table
from dragoman.model import Account, Event, RawDocument, Stated, content_id
from dragoman.notebook.drawings import map_svg, timeline_svg
from dragoman.read import read
from dragoman.resolve.days import days_of
from dragoman.settings import Settings, load_tools

_COLUMNS = (
    "type",
    "modes",
    "status",
    "act",
    "actors",
    "recipients",
    "when",
    "where",
    "figures",
    "start",
    "end",
    "score",
)


class Table:
    """A table that a notebook shows, and that any library reads that knows Arrow (`polars.DataFrame(table)`).

    Args:
        held: The table in Arrow's form; it is also the attribute `arrow`.
    """

    def __init__(self, held: pa.Table) -> None:
        self.arrow = held

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.arrow.column_names)

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.arrow.to_pylist())

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the table to another library without a copy (Arrow's PyCapsule interface)."""
        return self.arrow.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame.

        Raises:
            SetupError: `api.missing`, where pandas is not installed.
        """
        _needed("pandas")
        return self.arrow.to_pandas()

    def to_polars(self) -> Any:
        """Return a polars DataFrame.

        Raises:
            SetupError: `api.missing`, where polars is not installed.
        """
        return _needed("polars").from_arrow(self.arrow)

    def _repr_html_(self) -> str:
        first = self.arrow.slice(0, notebook.ROWS_SHOWN).to_pylist()
        return notebook.table_html(self.columns, [list(row.values()) for row in first], len(self))


def _needed(library: str) -> Any:
    """A library of the caller's."""
    try:
        return import_module(library)
    except ImportError as error:
        raise SetupError("api.missing", f"{library} is not installed. Run: pip install {library}") from error


class Drawing:
    """A drawing that a notebook shows; `svg` is its text.

    Args:
        svg: The drawing, as SVG without scripts.
    """

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_html_(self) -> str:
        return self.svg


class Text:
    """One document and what it says; a notebook shows its text with the words marked on which a value rests.

    Args:
        account: What the document says.
    """

    def __init__(self, account: Account) -> None:
        self.account = account

    def __repr__(self) -> str:
        return f"<Text {self.account.source}: {len(self.account.mentions.events)} event mentions>"

    @property
    def text(self) -> str:
        """The text layer, in which every offset counts."""
        return self.account.text

    @cached_property
    def record(self) -> dict[str, Any]:
        """Everything that was found, in the public form of `dragoman annotate` (docs/reference/interchange.md)."""
        return record(self.account)

    def events(self) -> Table:
        """The event mentions, one a row; `act` is the words from `start` to `end`."""
        rows = [
            (
                one.type, "; ".join(one.modes), one.status, self.text[one.start : one.end], names(one.actors),
                names(one.recipients), one.when.edtf, one.where and one.where.name,
                "; ".join(self.text[toll.start : toll.end] for toll in one.tolls), one.start, one.end, one.score,
            )
            for one in self.account.mentions.events
        ]  # fmt: skip
        types = [*[pa.string()] * 9, pa.int64(), pa.int64(), pa.float64()]
        columns = list(zip(*rows, strict=True)) or [()] * len(types)
        arrays = [pa.array(values, kind) for values, kind in zip(columns, types, strict=True)]
        return Table(pa.Table.from_arrays(arrays, names=list(_COLUMNS)))

    def _repr_html_(self) -> str:
        return notebook.account_html(self.account)


class EventView:
    """One event with its accounts; a notebook shows them side by side.

    Args:
        told: The case, joined.
        event: The event; it is also an attribute.
    """

    def __init__(self, told: Joined, event: Event) -> None:
        self._told = told
        self.event = event
        self.reports = tuple(told.told(event))

    def __repr__(self) -> str:
        return f"<Event {self.event.id} {self.event.type}: {len(self.reports)} accounts>"

    def _repr_html_(self) -> str:
        return notebook.accounts_html(self._told, self.event)


class Case:
    """A case, or a part of one; made by `build`, `open` and `about`.

    Args:
        held: A `store.Case`, or what has its read methods.
        whole: The whole case, which answers queries.
    """

    def __init__(self, held: Any, whole: store.Case) -> None:
        self.held = held
        self._whole = whole

    @property
    def name(self) -> str:
        """What the case is called: its folder's name, with the event or actor of a part."""
        return str(self.held.name)

    @property
    def path(self) -> Path:
        """The case's folder."""
        return self._whole.path

    @cached_property
    def _told(self) -> Joined:
        return Joined(self.held)

    @checked
    def table(self, name: str) -> Table:
        """One of the tables of docs/reference/exports.md.

        Raises:
            SetupError: `api.table`, where there is none of that name.
        """
        if name not in SPECS:
            raise SetupError("api.table", f'there is no table "{name}"; there are: {", ".join(SPECS)}.')
        return Table(arrow(table(self._told, name)))

    def events(self) -> Table:
        """The events, most reported first: one row an event, derived from its reports."""
        return self.table("events")

    def reports(self) -> Table:
        """The reports: one row a document's account of an event."""
        return self.table("reports")

    def documents(self) -> Table:
        """The documents, with their texts."""
        return self.table("documents")

    def actors(self) -> Table:
        """The parties."""
        return self.table("actors")

    def mentions(self) -> Table:
        """The places in texts that tell of an event, each with its words."""
        return self.table("mentions")

    def disputes(self) -> Table:
        """The fields on which reports of an event differ: one row a value and report."""
        return self.table("disputes")

    @checked
    def sql(self, query: str) -> Table:
        """Answer one SELECT over the tables of the whole case, as `dragoman sql` does.

        Raises:
            SetupError: `store.sql`, where the query is no single SELECT.
        """
        return Table(self._whole.arrow(query))

    @checked
    def event(self, id_: str) -> EventView:
        """One event with its accounts.

        Args:
            id_: Its id, or a beginning of it that no other event has.

        Raises:
            SetupError: `api.event`, where no event or several have it; `explain.former`, where one of a build before
                had it.
        """
        found = [one for one in self._told.events if id_ and one.id.startswith(id_)]
        if id_ and not found:
            check_former(self._whole, id_)
        if len(found) != 1:
            raise SetupError("api.event", f'"{id_}" begins the ids of {len(found)} events; see events().')
        return EventView(self._told, found[0])

    @checked
    def document(self, id_: str) -> Text:
        """One document and what it says.

        Args:
            id_: Its id, or the end of its source ("05-vote.html").

        Raises:
            SetupError: `api.document`, where no document or several have it.
        """
        held = self._told.documents.values()
        found = [one for one in held if one.id == id_] or [one for one in held if one.source.endswith(id_)]
        if len(found) != 1 or not id_:
            raise SetupError("api.document", f'"{id_}" names {len(found)} documents; see documents().')
        return Text(found[0])

    @checked
    def about(self, name: str) -> "Case":
        """The part of the case that is about one event or actor.

        Args:
            name: An id, its beginning, or a name of an actor.

        Raises:
            SetupError: `export.about`, where nothing or several things are meant.
        """
        return Case(part_of(self.held, name), self._whole)

    @checked
    def by_rules(self, name: str | Path) -> "Case":
        """The case with the values of its events derived by other rules; SQL answers from what is stored.

        Args:
            name: Rules of docs/concepts/comparing.md (`acled`, `ucdp`, `latest` ...), or a TOML file of your own.

        Raises:
            SetupError: `rules.unknown`, `rules.file`, where there are no such rules.
        """
        return Case(by_rules(self.held, str(name)), self._whole)

    def timeline(self) -> Drawing:
        """The events in time."""
        return Drawing(timeline_svg(self._told))

    def map(self) -> Drawing:
        """The events on the earth."""
        return Drawing(map_svg(self._told))

    @checked
    def export(self, format_: str, path: str | Path) -> int:
        """Write the case in a format of docs/reference/exports.md; returns how many rows it has.

        Raises:
            SetupError: `export.format`, where there is no such format; `cli.out`, where the file cannot be written.
        """
        return write_as(self.held, format_, Path(path))

    def __repr__(self) -> str:
        told = self._told
        return f"<Case {self.name}: {len(told.documents)} documents, {len(told.events)} events>"

    def _repr_html_(self) -> str:
        return notebook.case_html(self._told)


@checked
def build(
    inputs: str | Path | Sequence[str | Path],
    path: str | Path,
    *,
    settings: Settings | None = None,
    workers: int | str = 1,
) -> Case:
    """Build a case from articles, or add articles to one; what is done already is not done again.

    Args:
        inputs: A file or folder, or several; none (`[]`), to code anew what a case holds already.
        path: The case's folder; it is made where it does not exist.
        settings: What decides the outcome besides the documents.
        workers: Processes, or the address of a Dask cluster (docs/howto/many-machines.md).

    Raises:
        SetupError: where work cannot start; `build.nothing`, where no document could be read.
    """
    listed = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    held, built = pipeline.build(path, listed, settings=(settings or Settings()).checked(), workers=workers)
    if not built.readable:
        raise pipeline.nothing_read(built, listed or [path])
    return Case(held, held)


@checked
def open(path: str | Path) -> Case:  # noqa: A001 - it is called as `dragoman.open`
    """Open a case.

    Raises:
        SetupError: `store.missing`, where the folder is no case; `store.version`, where another version wrote it.
    """
    held = store.open_case(path)
    return Case(held, held)


@checked
def annotate(
    text: str | Path, *, date: str | None = None, outlet: str | None = None, settings: Settings | None = None
) -> Text:
    """Find everything in one text, without making a case.

    Args:
        text: The text itself; or a `Path`, and the file's one article is read.
        date: When it was published (EDTF), where that is known.
        outlet: Who published it, where that is known.
        settings: What decides the outcome besides the text.

    Raises:
        SetupError: `api.one`, where the file holds no article or several; `api.argument`, where the date is none.
    """
    chosen = (settings or Settings()).checked()
    if isinstance(text, Path):
        documents = list(read([text], chosen.reading()))
        if len(documents) != 1:
            raise SetupError("api.one", f"{text} holds {len(documents)} articles; build a case of it.")
        raw = documents[0]
    else:
        if date is not None and days_of(date) is None:
            raise SetupError("api.argument", f'annotate: date is "{date}"; give an EDTF date, such as 2020-01-03.')
        stated = Stated(outlet=outlet, published=date, published_given=date is not None)
        raw = RawDocument(f"text:{content_id(text)}", "text", text, stated)
    return Text(next(pipeline.accounts([raw], load_tools(chosen))))
