"""How far the coders of a case agree: the rules, and whoever coded the same texts beside them."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from dragoman.coders import Coding, read_codings
from dragoman.coders.book import Book
from dragoman.evaluate.compare import compare, matched
from dragoman.evaluate.judged import NO_EVENT
from dragoman.evaluate.measures import Measured, alpha
from dragoman.evaluate.told import Claim, claims
from dragoman.export.annotations import record
from dragoman.model import RULES, Account, EventMention, Mentions, Record, Span


class CoderAgreement(Record, frozen=True):
    """How far two coders agree on one thing.

    Attributes:
        coders: The two.
        measured: `right` is what both say, `wanted` what the first says, `said` what the second says, and `f1` the
            share on which they agree, whichever of them is taken for right.
        alpha: Krippendorff's, for what is a choice of codes. That of the events takes "no event" for a type of what
            only one of them found; that of types and statuses looks at the events that both found.
    """

    coders: tuple[str, str]
    measured: Measured
    alpha: float | None


def coder_agreements(found: Sequence[Account], book: Book) -> list[CoderAgreement]:
    """Compare every two coders on the paragraphs that both have read.

    Two events are one where their triggers share a character; the fields agree as in a comparison with a reference.

    Args:
        found: What the rules found, without judgements.
        book: The answers of the others.
    """
    held = book.of_documents()
    codings = {one.id: _all(one, read_codings(one, held[one.id], book)[0]) for one in found if one.id in held}
    names = {name for of_document in codings.values() for name in of_document} - {RULES}
    lines: list[CoderAgreement] = []
    for pair in combinations((RULES, *sorted(names)), 2):
        shared = [(one, codings[one.id]) for one in found if one.id in codings and set(pair) <= codings[one.id].keys()]
        first, second = ([claim for one, of in shared for claim in _claims(one, of, name, pair)] for name in pair)
        lines += _lines(pair, first, second) if shared else []
    return lines


def _all(account: Account, others: Mapping[str, Coding]) -> dict[str, Coding]:
    """The codings of a document, with that of the rules, which read all of it."""
    return {RULES: Coding(account.mentions.events, (Span(0, len(account.text)),)), **others}


def _claims(account: Account, codings: Mapping[str, Coding], name: str, pair: tuple[str, str]) -> tuple[Claim, ...]:
    """What a coder says in the paragraphs that both of a pair have read."""
    both = [codings[one].read for one in pair]
    said = tuple(one for one in codings[name].mentions if all(_within(one, read) for read in both))
    bare = Account(account.id, account.source, account.text, account.meta, (), Mentions(events=said))
    return claims([record(bare)])[0]


def _within(mention: EventMention, read: Sequence[Span]) -> bool:
    return any(span.start <= mention.start and mention.end <= span.end for span in read)


def _lines(pair: tuple[str, str], first: Sequence[Claim], second: Sequence[Claim]) -> list[CoderAgreement]:
    found = [(first[other], second[one]) for one, other in matched(second, first)]
    types = [{pair[0]: one.type, pair[1]: other.type} for one, other in found]
    alone = [_alone(pair, one, first=True) for one in first if not any(one is both for both, _ in found)]
    alone += [_alone(pair, one, first=False) for one in second if not any(one is both for _, both in found)]
    alphas = {
        "events": alpha([*types, *alone]),
        "type": alpha(types),
        "status": alpha([{pair[0]: one.status or "", pair[1]: other.status or ""} for one, other in found]),
    }
    measured = [_named(one, len(found)) for one in compare(first, second)]
    return [CoderAgreement(pair, one, alphas.get(one.name)) for one in measured]


def _alone(pair: tuple[str, str], claim: Claim, *, first: bool) -> dict[str, str]:
    """What only one of two coders says."""
    said = (claim.type, NO_EVENT) if first else (NO_EVENT, claim.type)
    return dict(zip(pair, said, strict=True))


def _named(line: Measured, both: int) -> Measured:
    """A line in the words of coders: events instead of detection, and types of those that both found."""
    if line.name == "detection":
        return Measured("events", line.precision, line.recall, line.f1, line.right, line.said, line.wanted)
    if line.name == "type":
        share = line.right / both if line.right is not None and both else None
        return Measured("type", share, share, share, line.right, both, both)
    return line
