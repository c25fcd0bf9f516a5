"""What people judged of mentions, as far as the accounts of a table go."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from dragoman.model import Constraint
from dragoman.resolve.told import Said

# By two rows, the lower first: why they are of one event, or None where they are not.
Bonds = dict[tuple[int, int], str | None]


def bonds(told: Sequence[Said], judged: Sequence[Constraint]) -> Bonds:
    """Say of which accounts people judged whether they are of one event."""
    row_of = {mention.id: row for row, one in enumerate(told) for mention in one.mentions} if judged else {}
    rows = ((row_of.get(one.a), row_of.get(one.b), one) for one in judged)
    return {
        (min(a, b), max(a, b)): one.reason if one.same else None
        for a, b, one in rows
        if a is not None and b is not None and a != b
    }


def apart_at_first(single: Sequence[Said], judged: Sequence[Constraint]) -> Bonds:
    """Keep the judged mentions of a document apart while it is looked at alone.

    If rules had put two of them together first, what was judged of the one could contradict what was judged of the
    other. What belongs together comes together when the documents are compared.
    """
    named = {id_ for one in judged for id_ in (one.a, one.b)}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(single if judged else ()):
        if one.id in named:
            rows[one.document].append(row)
    return dict.fromkeys((pair for some in rows.values() for pair in combinations(some, 2)), None)
