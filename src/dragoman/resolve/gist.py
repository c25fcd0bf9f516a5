"""What resolve needs to know of a document, which depends on that document alone.

It is made where the document is coded and kept beside what that says, so that a case is resolved without reading its
documents. How much a word or a name weighs depends on all documents: a gist holds words, and no weights.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, count, pairwise
from operator import attrgetter
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.model import Account, DataRow, EventMention
from dragoman.resolve.actors import Named, named
from dragoman.resolve.copies import sketch_of
from dragoman.resolve.sets import Laid, Numbers, Numbers32, distinct, once, parted
from dragoman.resolve.setting import Bounds, Surroundings
from dragoman.resolve.texts import Bodies, Texts, Vocabulary
from dragoman.resolve.told import Said, Told, told

AT_ONCE = 1 << 18  # characters of texts that are read at once: so few that they stay near the processor
DOCUMENTS_AT_ONCE = 1_000  # of short texts, as event data have them, so many

NUMBER = np.dtype("<i4")  # what gists are stored with, on any machine

_standing = attrgetter("start", "id")
_encoded = msgspec.msgpack.Encoder().encode


class Listed(NamedTuple):
    """Rows of things, laid out; see `Laid`.

    Attributes:
        lengths: How many things each row has; each a `NUMBER`, as in `things`.
        things: Their numbers in a list of the document's, rising in each row.
    """

    lengths: bytes
    things: bytes


class Around(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What stands around each mention of a document; see `Settings`.

    Attributes:
        words: As numbers in the document's `vocabulary`; `near` as numbers in `things`.
        lead, definite, further: A byte for each mention.
    """

    words: Listed
    near: Listed
    things: tuple[str, ...]
    bonds: tuple[tuple[str, ...], ...]
    lead: bytes
    definite: bytes
    further: bytes
    moved: tuple[Bounds | None, ...]


class Telling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a document that tells of events says of them.

    Attributes:
        vocabulary: The words of its text that are looked at, in the order of the alphabet.
        words: One row: the long words of the article as numbers in the vocabulary; `names` the names and numbers in it.
        told: What each mention tells, in text order; `said` the mentions themselves, each a `Said` as MessagePack.
    """

    vocabulary: tuple[str, ...]
    words: Listed
    names: Listed
    around: Around
    told: tuple[Told, ...]
    said: tuple[bytes, ...]


class Gist(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What resolve looks at of a document.

    Attributes:
        published: EDTF.
        reports: Is it coded, and an outlet's own? Only then that outlet is silent about what it does not tell.
        row: What it is of event data that were imported; None for a text.
        named: Who is named, and how.
        sketch: By which a copy of it is known; b"" of a short text.
        telling: What it tells of events; None where it tells of none.
    """

    id: str
    outlet: str | None
    published: str | None
    reports: bool
    row: DataRow | None
    named: Named
    sketch: bytes
    telling: Telling | None


def gists(accounts: Iterable[Account]) -> Iterator[Gist]:
    """Yield the gist of each document, in their order; many are read at once, which changes nothing of a gist."""
    some, size = [], 0
    for account in accounts:
        some.append(account)
        size += len(account.text)
        if size >= AT_ONCE or len(some) >= DOCUMENTS_AT_ONCE:
            yield from _gists(some)
            some, size = [], 0
    yield from _gists(some)


def _gists(accounts: Sequence[Account]) -> Iterator[Gist]:
    telling = [account for account in accounts if account.mentions.events]
    silent = [account for account in accounts if not account.mentions.events]
    words: dict[str, NDArray[np.uint32]] = {}
    found: dict[str, Telling] = {}
    for some in filter(None, (telling, silent)):
        texts = Texts(some, Vocabulary())
        bodies = texts.bodies()
        words.update(zip([account.id for account in some], bodies.hashes, strict=True))
        if some is telling:
            found.update(zip(words, _tellings(telling, texts, bodies), strict=True))
    yield from (_gist(account, words[account.id], found.get(account.id)) for account in accounts)


def _gist(account: Account, words: NDArray[np.uint32], telling: Telling | None) -> Gist:
    return Gist(
        account.id,
        account.meta.outlet,
        account.meta.published.edtf,
        account.is_coded and not account.is_of_data_set,
        account.row,
        named(account),
        sketch_of(words),
        telling,
    )


def _tellings(accounts: Sequence[Account], texts: Texts, bodies: Bodies) -> Iterator[Telling]:
    """What each of some documents tells; every one of them tells of something."""
    ordered = [sorted(account.mentions.events, key=_standing) for account in accounts]
    counts = [len(some) for some in ordered]
    document, mentions = np.repeat(np.arange(len(accounts)), counts), list(chain.from_iterable(ordered))
    number: defaultdict[str, int] = defaultdict(count().__next__)
    beside = Surroundings(accounts, texts, number.__getitem__).of(mentions, document)
    one = [1] * len(accounts)
    words = _owned(texts.vocabulary, (bodies.words, one), (bodies.names, one), (beside.around, counts))
    things = _owned(number, (beside.near, counts))
    bounds = pairwise(accumulate(counts, initial=0))
    for account, some, (first, last), (vocabulary, (long, names, words_near)), (met, (near,)) in zip(
        accounts, ordered, bounds, words, things, strict=True
    ):
        definite = beside.definite[first:last]
        said = [
            Said(account.id, account.meta.language, bool(known), (_looked_at(mention),))
            for known, mention in zip(definite, some, strict=True)
        ]
        around = Around(
            words=words_near,
            near=near,
            things=met,
            bonds=tuple([tuple(sorted(bonds)) for bonds in beside.bonds[first:last]]),
            lead=bytes(beside.lead[first:last]),
            definite=bytes(definite),
            further=bytes(beside.further[first:last]),
            moved=tuple(beside.moved[first:last]),
        )
        yield Telling(vocabulary, long, names, around, tuple(map(told, said)), tuple(map(_encoded, said)))


def _looked_at(mention: EventMention) -> EventMention:
    """A mention without what resolve never looks at; that takes as much room as all the rest."""
    return replace(mention, contexts=(), hedges=(), reasons={})


def _owned(
    number: Mapping[str, int], *kinds: tuple[Laid, Sequence[int]]
) -> Iterator[tuple[tuple[str, ...], list[Listed]]]:
    """Yield for each document the things that its rows have, by the alphabet, and the rows with numbers among these.

    Args:
        number: The numbers of the things in all documents.
        kinds: Of each kind of rows those of all documents, and how many of them each document has.
    """
    listed, size = sorted(number), max(1, len(number))
    rank = np.empty(len(listed), np.int32)
    rank[[number[thing] for thing in listed]] = np.arange(len(listed))
    rows = [_ranked(some, rank) for some, _ in kinds]
    lasts = [np.cumsum(counts) for _, counts in kinds]  # the row after each document's, and its first thing
    stops = [np.append(0, np.cumsum(lengths))[last] for (lengths, _), last in zip(rows, lasts, strict=True)]
    owners = [np.repeat(np.arange(len(stop)), np.diff(stop, prepend=0)) for stop in stops]
    keys = [owner * size + things for owner, (_, things) in zip(owners, rows, strict=True)]
    own = distinct(np.concatenate(keys))
    owner_of, met = parted(own, size)
    bounds = np.searchsorted(owner_of, np.arange(len(lasts[0]) + 1))
    numbers = [np.searchsorted(own, key) - bounds[owner] for key, owner in zip(keys, owners, strict=True)]
    told = [listed[at] for at in met.tolist()]
    parts = [
        map(Listed, _cut(lengths, last), _cut(things, stop))
        for (lengths, _), things, last, stop in zip(rows, numbers, lasts, stops, strict=True)
    ]
    for (first, last), *some in zip(pairwise(bounds.tolist()), *parts, strict=True):
        yield tuple(told[first:last]), some


def _ranked(rows: Laid, rank: Numbers32) -> Laid:
    """Rows with other numbers for their things, which rise in each row."""
    lengths, things = rows
    return once(np.repeat(np.arange(len(lengths)), lengths), rank[things], len(lengths))


def _cut(numbers: NDArray[np.signedinteger], stops: Numbers) -> Iterator[bytes]:
    """Numbers in pieces, of which each ends where the next begins."""
    written = numbers.astype(NUMBER).tobytes()
    ends = (stops * NUMBER.itemsize).tolist()
    return (written[first:last] for first, last in zip([0, *ends], ends, strict=False))
