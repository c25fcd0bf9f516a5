"""Arrays as records, and records as arrays: whole columns at a time."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, count, pairwise, repeat
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from dragoman.model import Record

Row = TypeVar("Row", bound=Record)

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary(),
}  # fmt: skip


def arrow_type(kind: Any) -> pa.DataType:
    """Return the Arrow type of an annotation: records are structs, tuples lists, dicts maps, literals strings."""
    origin = get_origin(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin is Literal:
        return pa.string()
    if origin in (Union, UnionType):
        return arrow_type(_filled(kind))
    if origin is tuple:
        return pa.list_(arrow_type(get_args(kind)[0]))
    if origin is dict:
        return pa.map_(*(arrow_type(one) for one in get_args(kind)))
    return pa.struct(schema_of(kind))


def schema_of(kind: type[Record]) -> pa.Schema:
    """The columns that records of a kind are stored in."""
    return pa.schema([pa.field(name, arrow_type(hint)) for name, hint in _hints(kind).items()])


def records(batch: pa.RecordBatch, kind: type[Row]) -> Iterator[Row]:
    """Yield the rows of a batch as records; fields without a column take their defaults.

    Raises:
        msgspec.ValidationError: where a column is of another type, or a field without a default has none.
    """
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    return map(kind, *_columns(columns, kind, batch.num_rows))


def table(rows: Sequence[Record], kind: type[Record]) -> pa.Table:
    """Lay records out as a table."""
    return pa.Table.from_arrays(_fields(rows, kind), schema=schema_of(kind))


def _fields(rows: Sequence[Record], kind: type[Record]) -> list[pa.Array]:
    """The fields of records, each as an array."""
    return [_array(list(map(attrgetter(name), rows)), _filled(hint)) for name, hint in _hints(kind).items()]


def _array(values: list[Any], kind: Any) -> pa.Array:
    """Values of what an annotation says, or None, as an array."""
    origin = get_origin(kind)
    if kind in _PLAIN or origin is Literal:
        return pa.array(values, arrow_type(kind))
    if origin is tuple:
        return pa.ListArray.from_arrays(
            _starts(values), _array(list(chain.from_iterable(values)), _filled(get_args(kind)[0]))
        )
    if origin is dict:
        name, thing = get_args(kind)
        names = _array(list(chain.from_iterable(values)), name)
        things = _array([held for value in values for held in value.values()], thing)
        return pa.MapArray.from_arrays(_starts(values), names, things)
    known = [value for value in values if value is not None]
    found = pa.StructArray.from_arrays(_fields(known, kind), fields=list(schema_of(kind)))
    if len(known) == len(values):
        return found
    number = count()
    return found.take(pa.array([None if value is None else next(number) for value in values], pa.int64()))


def _starts(values: list[Any]) -> pa.Array:
    """Where the things of each of several values begin, and where the last ones end."""
    return pa.array(accumulate(map(len, values), initial=0), pa.int32())


@cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kind.__struct_fields__}


def _filled(kind: Any) -> Any:
    """What an annotation allows beside None."""
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


def _columns(arrays: dict[str, pa.Array], kind: type[Record], size: int) -> Iterator[Iterable[Any]]:
    """The values of each field, in the order of the fields."""
    for field in msgspec.structs.fields(kind):
        hint = _filled(_hints(kind)[field.name])
        if field.name in arrays:
            yield _values(arrays[field.name], hint)
        elif field.required:
            raise msgspec.ValidationError(f"it has no column {field.name}")
        else:
            factory = field.default_factory
            yield repeat(field.default if factory is msgspec.NODEFAULT else factory(), size)


def _values(array: pa.Array, kind: Any) -> list[Any]:
    """The values of an array as what the annotation says, None where it is null."""
    origin = get_origin(kind)
    if origin is tuple and pa.types.is_list(array.type):
        found = _values(_within(array, array.values), _filled(get_args(kind)[0]))
        values: list[Any] = [tuple(found[start:end]) for start, end in _bounds(array)]
    elif origin is dict and pa.types.is_map(array.type):
        names, held = (_within(array, child) for child in (array.keys, array.items))
        pairs = list(zip(_values(names, get_args(kind)[0]), _values(held, get_args(kind)[1]), strict=True))
        values = [dict(pairs[start:end]) for start, end in _bounds(array)]
    elif origin is not Literal and kind not in _PLAIN and pa.types.is_struct(array.type):
        filled = array.drop_null() if array.null_count else array
        parts = dict(zip((field.name for field in array.type), filled.flatten(), strict=True))
        made = map(kind, *_columns(parts, kind, len(filled)))
        return [next(made) if known else None for known in _known(array)] if array.null_count else list(made)
    elif array.type == (pa.string() if origin is Literal else _PLAIN.get(kind)):
        plain = (
            array.fill_null(False if kind is bool else 0) if array.null_count and kind in (int, float, bool) else array
        )
        values = plain.to_numpy(zero_copy_only=False).tolist()
    else:
        raise msgspec.ValidationError(f"a column holds {array.type} in the place of {kind}")
    if array.null_count and not pa.types.is_string(array.type):
        return [value if known else None for value, known in zip(values, _known(array), strict=True)]
    return values


def _known(array: pa.Array) -> list[bool]:
    found: list[bool] = array.is_valid().to_numpy(zero_copy_only=False).tolist()
    return found


def _within(array: pa.Array, child: pa.Array) -> pa.Array:
    """What the lists of an array hold, one after the other."""
    first, last = array.offsets[0].as_py(), array.offsets[-1].as_py()
    return child.slice(first, last - first)


def _bounds(array: pa.Array) -> Iterator[tuple[int, int]]:
    """Where each list of an array begins and ends in what `_within` gives."""
    offsets = array.offsets.to_numpy()
    return pairwise((offsets - offsets[0]).tolist())
