"""What resolve keeps of the accounts of a case after it has read each of them once."""

from array import array
from collections.abc import Iterable, Sequence

from dragoman.model import Account
from dragoman.resolve.actors import Parties
from dragoman.resolve.columns import Columns, Table
from dragoman.resolve.copies import Sketches
from dragoman.resolve.shelf import Chosen, Shelf
from dragoman.resolve.silence import Coverage
from dragoman.resolve.stories import Bodies, Stories
from dragoman.resolve.told import Said, Told, tell


class Gathered:
    """What documents tell, gathered one by one in any order; none of them is held.

    Args:
        accounts: The documents.

    Attributes:
        parties: Everybody who is named.
        sketches: By which copies are known.
        coverage: When each outlet published, and when each document was published.
        columns: Every mention of an event, as far as pairs of them are compared by it.
        outlets: The outlet of each document.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.parties, self._bodies, self.sketches, self.coverage = Parties(), Bodies(), Sketches(), Coverage()
        self.outlets: dict[str, str | None] = {}
        self._shelf = Shelf(Said)
        self.columns = Columns()
        self._places: dict[str, range] = {}
        for account in accounts:
            self._add(account)

    def _add(self, account: Account) -> None:
        self.parties.add(account)
        self.coverage.add(account)
        body = self._bodies.body_of(account)
        self.sketches.add(body, account.meta.published.edtf)
        self.outlets[account.id] = account.meta.outlet
        if account.mentions.events:
            self._bodies.add(body)
            first = len(self._shelf)
            for told in tell(account):
                self.put(told)
            self._places[account.id] = range(first, len(self._shelf))

    def put(self, told: Told) -> int:
        """Add an account of an event, and return its place on the shelf and in the columns."""
        self.columns.add(told)
        return self._shelf.put(told.said)

    def stories(self) -> Stories:
        """What the documents are about; asked for once, when all of them are gathered: their words are given up."""
        bodies, self._bodies = self._bodies, Bodies()
        return bodies.stories()

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
