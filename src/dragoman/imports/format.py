"""What a format of event data is: how its files are known, and what each row tells."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from dragoman.model import Piece, Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = 8  # digits of a date without dashes (20200103)


class Sheet:
    """A row as a text: for each cell that is not empty a line with its column's name, and one with its value.

    The names are no part of the body, and stand on lines of their own: what all rows share says nothing of one.

    Args:
        cells: The row, by column.
    """

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._spans: dict[str, Span] = {}
        self._cells = {name: value.strip() for name, value in cells.items() if value and value.strip()}
        pieces: list[Piece] = []
        self.text = ""
        for name, value in self._cells.items():
            if name.strip():
                pieces.append(Piece(len(self.text), len(self.text) + len(name), "other", "the name of a column"))
            start = len(self.text) + len(name) + 1
            self._spans[name] = Span(start, start + len(value))
            pieces.append(Piece(start, start + len(value), "body", "a cell of a row of event data"))
            self.text += f"{name}\n{value}\n"
        self.pieces = tuple(pieces)

    def get(self, *names: str) -> str:
        """The first of these cells that holds something, else ""."""
        return next((self._cells[name] for name in names if name in self._cells), "")

    def at(self, *names: str) -> Span:
        """Where the first of these cells that holds something stands; the whole row, which is not blank, where none."""
        return next((self._spans[name] for name in names if name in self._spans), Span(0, len(self.text)))

    def number(self, name: str) -> float | None:
        """A cell as a number, None where it is none."""
        try:
            return float(self.get(name))
        except ValueError:
            return None


class PartyCell(msgspec.Struct, frozen=True):
    """A party as a row gives it.

    Attributes:
        name: As printed; "" where only country or sector are given.
        country: ISO 3166 alpha-3, or the name of a country, or "".
        sector: PLOVER sector, or "".
        at: Where it stands.
    """

    name: str
    country: str
    sector: str
    at: Span


class PlaceCell(msgspec.Struct, frozen=True):
    """A place as a row gives it; `precision` as in the record of places."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    precision: str
    at: Span


class TollCell(msgspec.Struct, frozen=True):
    """A count of killed or injured as a row gives it."""

    role: str
    low: float | None
    best: float | None
    high: float | None
    at: Span


class Coded(msgspec.Struct, frozen=True):
    """What a row tells, in the words of this package.

    Attributes:
        id: The row's id in its data set.
        type, mode: PLOVER's; `mode` is "" where the row says none.
        word: A plain English lemma for the act.
        act: Where the code of the act stands.
        reason: Why it is of that type.
        edtf, when: Its time, and where it stands.
        sources: Who the data set says reports it, from the outlet inwards.
        published: EDTF of when the row or its source was published, or None.
        outlet: Who reports it, where a row is one source's report; "" where the data set itself tells.
        event: The event that it tells of, where rows of several reports have one; "" where each row is an event.
    """

    id: str
    type: str
    mode: str
    word: str
    act: Span
    reason: str
    actors: tuple[PartyCell, ...]
    recipients: tuple[PartyCell, ...]
    edtf: str | None
    when: Span
    where: PlaceCell | None = None
    tolls: tuple[TollCell, ...] = ()
    sources: tuple[str, ...] = ()
    published: str | None = None
    outlet: str = ""
    event: str = ""


class Format(msgspec.Struct, frozen=True):
    """A format of event data.

    Attributes:
        name: What `--format` calls it.
        outlet: The data set, which stands where an outlet stands.
        columns: The columns of a file without a header, by their number; () where files have a header.
        begins: Regular expression of how a line of a file without a header begins.
        needs: Columns that a header must have for the format to be known by it.
        code: What a row tells; None where its act has no counterpart in PLOVER.
    """

    name: str
    outlet: str
    code: Callable[[Sheet], Coded | None]
    columns: tuple[tuple[str, ...], ...] = ()
    begins: str = ""
    needs: frozenset[str] = frozenset()


def place_cell(
    sheet: Sheet, names: tuple[str, ...], precision: str, at: tuple[str, str] = ("latitude", "longitude")
) -> PlaceCell | None:
    """The place that a row names; None where it names none.

    Args:
        sheet: The row.
        names: Columns that name it, the closest first and the country last.
        precision: As in the record of places.
        at: The columns of its latitude and longitude.
    """
    name = sheet.get(*names)
    if not name:
        return None
    return PlaceCell(name, sheet.get(names[-1]), sheet.number(at[0]), sheet.number(at[1]), precision, sheet.at(*names))


def place_by_city(sheet: Sheet, names: tuple[str, ...]) -> PlaceCell | None:
    """The place of a row with a column each for city and country, as ICEWS and POLECAT have them."""
    precision = "city" if sheet.get("City") else "region" if sheet.get(*names) != sheet.get("Country") else "country"
    return place_cell(sheet, names, precision, ("Latitude", "Longitude"))


def iso_day(value: str) -> str | None:
    """A day as EDTF: 20200103, 2020-01-03, 2020-01-03 00:00:00 and 03 January 2020 are understood; None for others."""
    told = value.strip()
    parts = told.split()
    if told.isascii() and told.isdigit() and len(told) == DAY:
        day = f"{told[:4]}-{told[4:6]}-{told[6:]}"
    elif len(parts) == 3 and parts[1][:3].casefold() in MONTHS and parts[0].isdigit():
        day = f"{parts[2]}-{MONTHS.index(parts[1][:3].casefold()) + 1:02}-{parts[0]:>02}"
    else:
        day = told[: len("2020-01-03")]
    try:
        return date.fromisoformat(day).isoformat() if len(day) == len("2020-01-03") else None
    except ValueError:
        return None
