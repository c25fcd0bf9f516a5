"""Records beside the memory: a case of a million mentions holds more of them than a laptop can."""

from array import array
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Any, Generic, TypeVar, overload
from weakref import finalize

import msgspec

HELD = 16 << 20  # bytes of records that are held in memory before they go to a temporary file: some 10,000 mentions

Row = TypeVar("Row", bound=msgspec.Struct)
Part = TypeVar("Part", bound=msgspec.Struct)


class Shelf(Sequence[Row], Generic[Row]):
    """A sequence of records of which none stays in memory; each is decoded when it is asked for.

    They go into a temporary file in large pieces. It is gone with the shelf, and with the process in any case.

    Args:
        kind: What the records are.
    """

    def __init__(self, kind: type[Row]) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the shelf
        finalize(self, self._file.close)
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
        self._starts = array("q", (0,))  # of the records, and of the one that comes next
        self._held, self._filed = bytearray(), 0  # the last records; how many bytes before them are in the file

    def put(self, row: Row) -> int:
        """Add a record, and return its place."""
        return self.put_encoded(self._encoder.encode(row))

    def put_encoded(self, row: bytes) -> int:
        """Add a record that is MessagePack already, and return its place."""
        if len(self._held) >= HELD:
            self._file_held()
        self._held += row
        self._starts.append(self._filed + len(self._held))
        return len(self._starts) - 2

    def _file_held(self) -> None:
        """Write what is held to the end of the file, which may take it in several pieces."""
        self._file.seek(self._filed)
        written = 0
        while written < len(self._held):
            written += self._file.write(self._held[written:])
        self._filed += written
        self._held.clear()

    def __len__(self) -> int:
        return len(self._starts) - 1

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
        start, end = self._starts[place], self._starts[place + 1]
        if start >= self._filed:
            return bytes(self._held[start - self._filed : end - self._filed])
        self._file.seek(start)
        return self._file.read(end - start)


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
