"""What resolve keeps of the accounts of a case after it has read each of them once."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

import numpy as np

from dragoman.model import Account
from dragoman.resolve.actors import Parties
from dragoman.resolve.columns import Columns, Document
from dragoman.resolve.copies import Sketches
from dragoman.resolve.setting import Surroundings
from dragoman.resolve.shelf import Chosen, Shelf
from dragoman.resolve.silence import Coverage
from dragoman.resolve.stories import Stories, Subjects
from dragoman.resolve.table import Table
from dragoman.resolve.texts import Texts
from dragoman.resolve.told import Said, join, told

AT_ONCE = 1 << 18  # characters of texts that are read at once: so few that they stay near the processor
DOCUMENTS_AT_ONCE = 1_000  # of short texts, as event data have them, so many
JOINED_AT_ONCE = 1_000  # accounts; their mentions take about 3 MB

# What is not looked at of an account, by the paths of the fields; it takes as long to read as all the rest.
UNSEEN = (
    "problems", "notes", "left_out", "pieces.reason", "meta.title", "meta.author", "meta.url", "meta.pages",
    "meta.published.because", "meta.published.reason", "mentions.quotes", "mentions.ties", "mentions.wording",
    "mentions.actors.noun", "mentions.actors.reason", "mentions.times.anchor", "mentions.times.reason",
    "mentions.places.reason", "mentions.figures.hedges", "mentions.figures.of", "mentions.figures.reason",
    "mentions.events.contexts", "mentions.events.hedges", "mentions.events.reasons", "codings.reasons",
)  # fmt: skip

_standing = attrgetter("start", "id")


class Gathered:
    """What documents tell, gathered some at a time in any order; none of them is held for long.

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
        self._subjects = Subjects(self.columns.vocabulary)
        self._shelf = Shelf(Said)
        self._places: dict[str, range] = {}
        some, size = [], 0
        for account in accounts:
            some.append(account)
            size += len(account.text)
            if size >= AT_ONCE or len(some) >= DOCUMENTS_AT_ONCE:
                self._add(some)
                some, size = [], 0
        self._add(some)

    def _add(self, accounts: Sequence[Account]) -> None:
        for account in accounts:
            self.parties.add(account)
            self.coverage.add(account)
            self.outlets[account.id] = account.meta.outlet
        for some in (
            [account for account in accounts if account.mentions.events],
            [account for account in accounts if not account.mentions.events],
        ):
            if some:
                self._read(some)

    def _read(self, accounts: Sequence[Account]) -> None:
        """Read the texts of documents that all tell of events, or none of them does."""
        texts = Texts(accounts, self.columns.vocabulary)
        bodies = texts.bodies()
        for account, words in zip(accounts, bodies.hashes, strict=True):
            self.sketches.add(account.id, account.meta.published.edtf, words)
        if accounts[0].mentions.events:
            self._subjects.add([account.id for account in accounts], bodies.words, bodies.names)
            self._add_mentions(accounts, texts)

    def _add_mentions(self, accounts: Sequence[Account], texts: Texts) -> None:
        ordered = [sorted(account.mentions.events, key=_standing) for account in accounts]
        document = np.repeat(np.arange(len(accounts)), [len(some) for some in ordered])
        mentions = list(chain.from_iterable(ordered))
        settings = Surroundings(accounts, texts, self.columns.near.number).of(mentions, document)
        documents = [self._document(account) for account in accounts]
        tellers = [accounts[number] for number in document.tolist()]
        said = [
            Said(account.id, account.meta.language, definite, (mention,))
            for account, definite, mention in zip(tellers, settings.definite, mentions, strict=True)
        ]
        self.columns.add(documents, document, list(map(told, said)), settings)
        first = len(self._shelf)
        for one in said:
            self._shelf.put(one)
        for account, some in zip(accounts, ordered, strict=True):
            self._places[account.id] = range(first, first := first + len(some))

    def _document(self, account: Account) -> Document:
        published = self.coverage.days[account.id]
        return Document(account.id, published[1] if published else float("inf"), account.row)

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
