"""Judge: a human decision beats every rule, and survives every re-run.

A judgement names what it is about by document, place and words, never by what a rule made of them. What it comes to is
a pure function of the documents and the judgements: neither their order nor that of the files they came from matters.
docs/howto/judgements.md tells it for users.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from dragoman.judge.book import append, load, now, read_book, signed
from dragoman.judge.mentions import OF_MENTIONS, judge_document, unattached
from dragoman.judge.pairs import constraints
from dragoman.judge.parties import judge_parties
from dragoman.judge.verdicts import in_force
from dragoman.model import Account, Anchor, Constraint, Judgement, Problem, Record

__all__ = ["Judged", "append", "constraints", "in_force", "judge", "load", "now", "read_book", "signed"]


class Judged(Record, frozen=True):
    """Documents as people judged them.

    Attributes:
        accounts: Every document, in the order given; one that no judgement is about is the same object.
        constraints: Which mentions must, and must not, be of one event.
        problems: Judgements that belong to nothing in the case any more.
    """

    accounts: tuple[Account, ...]
    constraints: tuple[Constraint, ...] = ()
    problems: tuple[Problem, ...] = ()


def judge(
    accounts: Sequence[Account], judgements: Iterable[Judgement], belongs: Mapping[str, str] | None = None
) -> Judged:
    """Apply judgements to what the rules found.

    Args:
        accounts: What each document says.
        judgements: All of them, in any order.
        belongs: For ids of documents that are the same text as another one, the id of that one.
    """
    held = [_at_home(one, belongs or {}) for one in in_force(judgements)]
    if not held:
        return Judged(tuple(accounts))
    of_documents: dict[str, list[Judgement]] = defaultdict(list)
    for one in held:
        if one.what in OF_MENTIONS:
            of_documents[one.about[0].document].append(one)
    problems: list[Problem] = []
    told: list[Account] = []
    for account in accounts:
        changed, missing = judge_document(account, of_documents.pop(account.id, ()))
        told.append(changed)
        problems += missing
    problems += [unattached(one, one.about[0], id_) for id_, ones in of_documents.items() for one in ones]
    named, lost = judge_parties(held, told)
    bound, unbound = constraints(held, named)
    problems += [*lost, *unbound]
    return Judged(named, bound, tuple(sorted(problems, key=lambda one: (one.source, one.message))))


def _at_home(judgement: Judgement, belongs: Mapping[str, str]) -> Judgement:
    """A judgement of the documents under whose ids their texts stand now."""

    def moved(anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        return tuple(replace(one, document=belongs.get(one.document, one.document)) for one in anchors)

    if all(belongs.get(one.document, one.document) == one.document for one in (*judgement.about, *judgement.other)):
        return judgement
    return replace(judgement, about=moved(judgement.about), other=moved(judgement.other))
