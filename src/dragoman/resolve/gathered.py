"""What resolve keeps of the documents of a case after it has taken in the gist of each of them once."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice

import numpy as np

from dragoman.resolve.actors import Parties
from dragoman.resolve.columns import Columns, Document
from dragoman.resolve.copies import Sketches
from dragoman.resolve.gist import NUMBER, Around, Gist, Listed, Telling
from dragoman.resolve.sets import Laid
from dragoman.resolve.setting import Settings
from dragoman.resolve.shelf import Chosen, Shelf
from dragoman.resolve.silence import Coverage
from dragoman.resolve.stories import Stories, Subjects
from dragoman.resolve.table import Table
from dragoman.resolve.told import Said, Told, join, told

AT_ONCE = 256  # documents; their gists take about 10 MB
JOINED_AT_ONCE = 1_000  # accounts; their mentions take about 3 MB


class Gathered:
    """What documents tell, gathered some at a time in any order; none of them is held for long.

    Args:
        gists: The documents.

    Attributes:
        parties: Everybody who is named.
        sketches: By which copies are known.
        coverage: When each outlet published, and when each document was published.
        columns: Every mention of an event, as far as pairs of them are compared by it.
        outlets: The outlet of each document.
    """

    def __init__(self, gists: Iterable[Gist]) -> None:
        self.parties, self.sketches, self.coverage = Parties(), Sketches(), Coverage()
        self.outlets: dict[str, str | None] = {}
        self.columns = Columns()
        self._subjects = Subjects(self.columns.vocabulary)
        self._shelf = Shelf(Said)
        self._places: dict[str, range] = {}
        ahead = iter(gists)
        while some := list(islice(ahead, AT_ONCE)):
            self._add(some)

    def _add(self, gists: Sequence[Gist]) -> None:
        for gist in gists:
            self.parties.add(gist.named)
            self.coverage.add(gist.id, gist.published, gist.outlet if gist.reports else None)
            self.sketches.add(gist.id, gist.published, gist.sketch)
            self.outlets[gist.id] = gist.outlet
        if telling := [(gist, gist.telling) for gist in gists if gist.telling]:
            self._add_mentions(telling)

    def _add_mentions(self, tellings: Sequence[tuple[Gist, Telling]]) -> None:
        documents, tell, around = list[Document](), list[Told](), list[Around]()
        for gist, telling in tellings:
            published = self.coverage.days[gist.id]
            documents.append(Document(gist.id, published[1] if published else float("inf"), gist.row))
            self._places[gist.id] = range(len(self._shelf), len(self._shelf) + len(telling.told))
            for said in telling.said:
                self._shelf.put_encoded(said)
            tell += telling.told
            around.append(telling.around)
        words = _Numbered([telling.vocabulary for _, telling in tellings], self.columns.vocabulary.__getitem__)
        things = _Numbered([one.things for one in around], self.columns.near.number)
        self._subjects.add(
            [gist.id for gist, _ in tellings],
            words.laid([telling.words for _, telling in tellings]),
            words.laid([telling.names for _, telling in tellings]),
        )
        document = np.repeat(np.arange(len(tellings)), [len(telling.told) for _, telling in tellings])
        settings = Settings(
            words.laid([one.words for one in around]),
            things.laid([one.near for one in around]),
            list(chain.from_iterable([one.bonds for one in around])),
            b"".join([one.lead for one in around]),
            b"".join([one.definite for one in around]),
            b"".join([one.further for one in around]),
            list(chain.from_iterable([one.moved for one in around])),
        )
        self.columns.add(documents, document, tell, settings)

    def join(self, groups: Sequence[Sequence[int]]) -> range:
        """Put accounts of one event in one document together, and return the places of what comes of them.

        Args:
            groups: The places of those that are one, in text order.
        """
        first = len(self._shelf)
        for at in range(0, len(groups), JOINED_AT_ONCE):
            some = groups[at : at + JOINED_AT_ONCE]
            joined = [join([self._shelf[place] for place in group]) for group in some]
            for said in joined:
                self._shelf.put(said)
            self.columns.join(list(map(told, joined)), some)
        return range(first, len(self._shelf))

    def stories(self) -> Stories:
        """What the documents are about; asked for once, when all of them are gathered: their words are given up."""
        subjects, self._subjects = self._subjects, Subjects(self.columns.vocabulary)
        return subjects.stories()

    def table(self, places: Sequence[int], *, last: bool = False) -> Table:
        """The accounts at some places as rows; for the last table that is asked for, the columns are given up."""
        columns = self.columns
        if last:
            self.columns = Columns()
        return Table(columns, places)

    def said(self) -> Chosen[Said]:
        """Every mention of an event, ordered by document and place in it."""
        return self.chosen(array("q", (place for id_ in sorted(self._places) for place in self._places[id_])))

    def chosen(self, places: Sequence[int]) -> Chosen[Said]:
        """The accounts at some places."""
        return Chosen(self._shelf, places, Said)


class _Numbered:
    """Things that each of some documents numbers for itself, with the numbers that they have in all documents.

    Args:
        lists: The things of each document.
        number: The number of a thing in all documents.
    """

    def __init__(self, lists: Sequence[Sequence[str]], number: Callable[[str], int]) -> None:
        self._numbers = np.array(list(map(number, chain.from_iterable(lists))), np.int32)
        lengths = np.array([len(one) for one in lists], np.int64)
        self._firsts = np.cumsum(lengths) - lengths

    def laid(self, rows: Sequence[Listed]) -> Laid:
        """The rows of all documents, one after the other."""
        lengths, things = (np.frombuffer(b"".join(part), NUMBER) for part in zip(*rows, strict=True))
        of_each = [len(one.things) // NUMBER.itemsize for one in rows]
        return lengths.astype(np.int64), self._numbers[things + np.repeat(self._firsts, of_each)]
