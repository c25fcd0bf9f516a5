"""Records beside the memory: a case of a million mentions holds more of them than a laptop can."""

from array import array
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, TypeVar, overload
from weakref import finalize

import msgspec

HELD = 64 << 20  # bytes of records that are held in memory before they go to a temporary file: some 50,000 mentions

Row = TypeVar("Row", bound=msgspec.Struct)
Part = TypeVar("Part", bound=msgspec.Struct)


class Shelf(Sequence[Row], Generic[Row]):
    """A sequence of records of which none stays in memory; each is decoded when it is asked for.

    The records lie in a temporary file, which is gone with the shelf, and with the process in any case.

    Args:
        kind: What the records are.
    """

    def __init__(self, kind: type[Row]) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 - closed with the shelf
        finalize(self, self._file.close)
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
        self._starts, self._lengths = array("q"), array("q")
        self._end = 0
        self._at_end = True

    def put(self, row: Row) -> int:
        """Add a record, and return its place."""
        if not self._at_end:
            self._file.seek(self._end)
            self._at_end = True
        data = self._encoder.encode(row)
        self._file.write(data)
        self._starts.append(self._end)
        self._lengths.append(len(data))
        self._end += len(data)
        return len(self._starts) - 1

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return self._decoder.decode(self.encoded(place))

    def encoded(self, place: int) -> bytes:
        """A record as it lies there: MessagePack."""
        self._at_end = False
        self._file.seek(self._starts[place])
        return self._file.read(self._lengths[place])


class Chosen(Sequence[Row], Generic[Row]):
    """Some records of a shelf, in an order of their own.

    Args:
        shelf: The shelf.
        places: Where they stand on it.
        kind: What is decoded of them: the records themselves, or such as have some of their fields.
    """

    def __init__(self, shelf: Shelf[Any], places: Sequence[int], kind: type[Row]) -> None:
        self.shelf, self.places = shelf, places
        self._decoder = msgspec.msgpack.Decoder(kind)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return self._decoder.decode(self.shelf.encoded(self.places[place]))

    def partly(self, kind: type[Part]) -> "Chosen[Part]":
        """Of the same records only the fields that another kind has."""
        return Chosen(self.shelf, self.places, kind)
