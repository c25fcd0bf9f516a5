"""What settling looks at of a document, made where it is coded and kept beside what the document says.

A case is settled without its documents being read; what depends on several of them is worked out anew each time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.fingerprint import program_fingerprint
from dragoman.model import Account, Problem
from dragoman.origins import Known, known
from dragoman.resolve.gist import Gist, gists

_encoded = msgspec.msgpack.Encoder().encode
_decoded = msgspec.msgpack.Decoder(Gist).decode


def gist_file(accounts: Path) -> Path:
    """Where the gists of a case's file of accounts stand, as this very program makes them."""
    return accounts.parent.parent / "gists" / f"{accounts.stem}-{program_fingerprint()}.parquet"


def forget_others(case: Path) -> None:
    """Delete the gists of a case that another version of the program made: nobody looks at them any more."""
    for file in case.glob("gists/*.parquet"):
        if not file.stem.endswith(f"-{program_fingerprint()}"):
            file.unlink(missing_ok=True)


class Head(Known, frozen=True):
    """What is known of a document without its gist."""

    problems: tuple[Problem, ...]


class Kept(Head, frozen=True):
    """A row of a file of gists.

    Attributes:
        dropped: How many pieces of each kind it has beside the body.
        coded: How many of its events each coder found; `beside` how many more at words that others had coded.
        packed: The gist as MessagePack.
    """

    dropped: dict[str, int]
    coded: dict[str, int]
    beside: dict[str, int]
    packed: bytes

    @property
    def gist(self) -> Gist:
        """What resolve looks at."""
        return _decoded(self.packed)


def kept(accounts: Iterable[Account]) -> Iterator[Kept]:
    """Yield what is kept of documents, in their order."""
    told = list(accounts)
    for account, gist in zip(told, gists(told), strict=True):
        one = known(account)
        yield Kept(
            one.id, one.source, one.url, one.text, one.outlet, one.day,
            account.problems,
            dropped=Counter(piece.kind for piece in account.pieces if piece.kind != "body"),
            coded=Counter(mention.coder for mention in account.mentions.events),
            beside=Counter(mention.coder for mention in account.codings),
            packed=_encoded(gist),
        )  # fmt: skip
