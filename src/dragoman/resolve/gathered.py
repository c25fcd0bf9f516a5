"""What resolve keeps of the accounts of a case after it has read each of them once."""

from array import array
from collections.abc import Iterable, Sequence
from operator import attrgetter

from dragoman.model import Account
from dragoman.resolve.actors import Parties
from dragoman.resolve.columns import Columns, Document
from dragoman.resolve.copies import Sketches
from dragoman.resolve.setting import Surroundings
from dragoman.resolve.shelf import Chosen, Shelf
from dragoman.resolve.silence import Coverage
from dragoman.resolve.stories import Bodies, Stories
from dragoman.resolve.table import Table
from dragoman.resolve.texts import Text
from dragoman.resolve.told import Said, join, told


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
        self.parties, self.sketches, self.coverage = Parties(), Sketches(), Coverage()
        self.outlets: dict[str, str | None] = {}
        self.columns = Columns()
        self._bodies = Bodies(self.columns.vocabulary)
        self._shelf = Shelf(Said)
        self._places: dict[str, range] = {}
        for account in accounts:
            self._add(account)

    def _add(self, account: Account) -> None:
        self.parties.add(account)
        self.coverage.add(account)
        self.outlets[account.id] = account.meta.outlet
        text = Text(account, self.columns.vocabulary)
        body = text.body()
        self.sketches.add(body, account.meta.published.edtf)
        if account.mentions.events:
            self._bodies.add(body)
            self._add_mentions(account, Surroundings(account, text, self.columns.near.number))

    def _add_mentions(self, account: Account, surroundings: Surroundings) -> None:
        first, some = len(self._shelf), []
        for mention in sorted(account.mentions.events, key=attrgetter("start", "id")):
            setting = surroundings.of(mention)
            said = Said(account.id, account.meta.language, setting.definite, (mention,))
            self._shelf.put(said)
            some.append((told(said), setting))
        published = self.coverage.days[account.id]
        written = published[1] if published else float("inf")
        self.columns.add(Document(account.id, written, account.row), some)
        self._places[account.id] = range(first, len(self._shelf))

    def join(self, groups: Sequence[Sequence[int]]) -> range:
        """Put accounts of one event in one document together, and return the places of what comes of them.

        Args:
            groups: The places of those that are one, in text order.
        """
        first = len(self._shelf)
        joined = [join([self._shelf[place] for place in group]) for group in groups]
        for said in joined:
            self._shelf.put(said)
        self.columns.join(list(map(told, joined)), groups)
        return range(first, len(self._shelf))

    def stories(self) -> Stories:
        """What the documents are about; asked for once, when all of them are gathered: their words are given up."""
        bodies, self._bodies = self._bodies, Bodies(self.columns.vocabulary)
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
