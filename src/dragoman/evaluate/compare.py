"""Score what a case says against a reference in one of the public forms."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any, TypeVar

from dragoman.evaluate.measures import Measured, Tally, clusters_measured
from dragoman.evaluate.told import Claim
from dragoman.resolve.days import days_of, gap

NEAR_KM = 161.0  # 100 miles: the usual distance within which a place counts as found (Leidner 2008)
EARTH_KM = 6371.0

_One = TypeVar("_One")


def compare(gold: Sequence[Claim], said: Sequence[Claim]) -> list[Measured]:
    """Compare claims of the same documents.

    An event is detected where its trigger shares a character with that of the reference, one to one, the largest
    overlap first; its type is right where it is besides the same. All other fields are counted over the events that
    were detected: a party agrees by id, name or place in the text; dates where they share a day; places of one name,
    or within `NEAR_KM`; figures of one role with the same numbers.
    """
    pairs = [(said[one], gold[other]) for one, other in matched(said, gold)]
    fields: dict[str, Tally] = defaultdict(Tally)
    fields["detection"].add(len(pairs), len(said), len(gold))
    fields["type"].add(sum(one.type == other.type for one, other in pairs), len(said), len(gold))
    for one, other in pairs:
        if one.status is not None and other.status is not None:
            fields["status"].add(one.status == other.status, 1, 1)
        fields["actors"].add(*_agree(one.actors, other.actors, _same_party))
        fields["recipients"].add(*_agree(one.recipients, other.recipients, _same_party))
        fields["dates"].add(*_agree(_some(one.when), _some(other.when), _same_day))
        fields["places"].add(*_agree(_some(one.where), _some(other.where), _same_place))
        fields["figures"].add(*_agree(one.figures, other.figures, _same_figure))
    lines = [tally.measured(name) for name, tally in fields.items()]
    if any(one.event for one in gold):
        lines += _events(gold, said)
    return lines


def matched(said: Sequence[Claim], gold: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs of claims about the same words, one to one, the largest overlap first, then those of one type."""
    near: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(gold):
        near[one.document].append(number)
    found = []
    for number, one in enumerate(said):
        for other in near[one.document]:
            shared = min(one.end, gold[other].end) - max(one.start, gold[other].start)
            if shared > 0:
                found.append((-shared, one.type != gold[other].type, one.start, number, other))
    pairs: list[tuple[int, int]] = []
    taken: set[tuple[str, int]] = set()
    for *_, number, other in sorted(found):
        if ("said", number) not in taken and ("gold", other) not in taken:
            taken |= {("said", number), ("gold", other)}
            pairs.append((number, other))
    return pairs


def _some(value: _One | None) -> tuple[_One, ...]:
    return () if value is None else (value,)


def _agree(said: Sequence[_One], gold: Sequence[_One], same: Callable[[_One, _One], bool]) -> tuple[int, int, int]:
    """How many agree, one to one in their order, of how many on either side."""
    left = list(gold)
    right = 0
    for one in said:
        match = next((other for other in left if same(one, other)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return right, len(said), len(gold)


def _same_party(one: Any, other: Any) -> bool:
    names = [(name or "").casefold() for name in (one[1], other[1])]
    here = one[2] is not None and other[2] is not None and one[2].overlaps(other[2])
    return (one[0] is not None and one[0] == other[0]) or (names[0] == names[1] != "") or here


def _same_day(one: str, other: str) -> bool:
    first, second = days_of(one), days_of(other)
    return one == other if first is None or second is None else gap(first, second) == 0


def _same_place(one: Any, other: Any) -> bool:
    if (one.get("name") or "").casefold() == (other.get("name") or "").casefold():
        return True
    points = [one.get("lat"), one.get("lon"), other.get("lat"), other.get("lon")]
    return None not in points and _distance_km(*points) <= NEAR_KM


def _distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Along a great circle, by the haversine formula."""
    up, down = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(sin((down - up) / 2) ** 2 + cos(up) * cos(down) * across))


def _same_figure(one: Any, other: Any) -> bool:
    return bool(one[0] == other[0] and (one[2] == other[2] if one[2] is not None else one[1:] == other[1:]))


def _events(gold: Sequence[Claim], said: Sequence[Claim]) -> list[Measured]:
    """Groups of mentions of one event; a mention of ours is that of the reference which it matches."""
    names: dict[int, Hashable] = {number: ("gold", other) for number, other in matched(said, gold)}
    true: dict[str | None, set[Hashable]] = defaultdict(set)
    made: dict[str | None, set[Hashable]] = defaultdict(set)
    for number, one in enumerate(gold):
        true[one.event].add(("gold", number))
    for number, one in enumerate(said):
        made[one.event].add(names.get(number, ("said", number)))
    whole = clusters_measured(map(frozenset, true.values()), map(frozenset, made.values()))
    found = set(names.values())
    parts = [[frozenset(one & found) for one in side.values() if one & found] for side in (true, made)]
    of_found = clusters_measured(*parts)
    return [*whole, *(_of_found(one) for one in of_found)]


def _of_found(line: Measured) -> Measured:
    """The line of a measure that looks only at the mentions that were detected."""
    return Measured(f"{line.name}, of those detected", line.precision, line.recall, line.f1)
