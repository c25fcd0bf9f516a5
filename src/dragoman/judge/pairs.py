"""Pairs that were judged the same or different: what they come to where they contradict each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from dragoman.judge.anchors import find_again, nearest
from dragoman.judge.book import in_time
from dragoman.judge.mentions import unattached
from dragoman.judge.verdicts import NOUNS, signature
from dragoman.model import Account, Anchor, Constraint, EventMention, Judgement, Problem, Record, Span

OF_PAIRS = frozenset({"same", "different", "unsure"})
PARTY = "actor"  # the `type` of an anchor that stands for a party


class Pair(Record, frozen=True):
    """A judgement of two things, each by the ids that it has now.

    Of two reports or events judged the same, the first mention of each stands for it; judged different, each mention
    of the one differs from each of the other.
    """

    judgement: Judgement
    a: tuple[str, ...]
    b: tuple[str, ...]

    @property
    def bonds(self) -> tuple[tuple[str, str], ...]:
        """Which two ids it joins or parts."""
        if self.judgement.what == "same":
            return ((self.a[0], self.b[0]),)
        return tuple(product(dict.fromkeys(self.a), dict.fromkeys(self.b)))


class Standing(Record, frozen=True):
    """The pairs that hold, the latest first.

    Attributes:
        against: By the id of a judgement that holds, those of other judges that say otherwise.
        groups: By id, all ids that are one with it.
    """

    holding: tuple[Pair, ...]
    against: dict[str, tuple[Judgement, ...]]
    groups: dict[str, tuple[str, ...]]


def standing(pairs: Iterable[Pair]) -> Standing:
    """Choose among judgements of pairs those that can be true together.

    Rule: the latest first, each that does not contradict those after it. What a judge says of two things replaces what
    the same judge said of them before; "unsure" only takes that back.
    """
    by_id = {pair.judgement.id: pair for pair in pairs}
    latest = [by_id[one.id] for one in reversed(in_time(pair.judgement for pair in by_id.values()))]
    groups = _Groups()
    held: list[Pair] = []
    seen: list[Pair] = []
    against: dict[str, list[Judgement]] = defaultdict(list)
    for pair in latest:
        replaced = any(one.judgement.who == pair.judgement.who and _about_the_same(one, pair) for one in seen)
        seen.append(pair)
        if replaced or pair.judgement.what == "unsure":
            continue
        if groups.take(pair):
            held.append(pair)
            continue
        for one in held:
            if one.judgement.what != pair.judgement.what and _about_the_same(one, pair):
                against[one.judgement.id].append(pair.judgement)
    return Standing(tuple(held), {id_: tuple(found) for id_, found in against.items()}, groups.members())


def _about_the_same(one: Pair, other: Pair) -> bool:
    """Do two judgements compare the same two things, either way round?"""
    ways = ((other.a, other.b), (other.b, other.a))
    return any(set(one.a) & set(a) and set(one.b) & set(b) for a, b in ways)


class _Groups:
    """What is one, and what must stay apart, so far."""

    def __init__(self) -> None:
        self.home: dict[str, str] = {}
        self.apart: dict[str, set[str]] = defaultdict(set)

    def root(self, id_: str) -> str:
        while id_ in self.home:
            id_ = self.home[id_]
        return id_

    def take(self, pair: Pair) -> bool:
        """Add a judgement, if it contradicts none so far."""
        roots = [(self.root(a), self.root(b)) for a, b in pair.bonds]
        if pair.judgement.what == "different":
            possible = all(a != b for a, b in roots)
            for a, b in roots if possible else ():
                self.apart[a].add(b)
                self.apart[b].add(a)
            return possible
        ((a, b),) = roots
        if b in self.apart[a]:
            return False
        if a != b:
            self._join(min(a, b), max(a, b))
        return True

    def members(self) -> dict[str, tuple[str, ...]]:
        """By id, all ids that are one with it, in order; none for what is one with nothing else."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted({*self.home, *self.home.values()}):
            found[self.root(id_)].append(id_)
        return {id_: tuple(ids) for ids in found.values() for id_ in ids}

    def _join(self, into: str, gone: str) -> None:
        self.home[gone] = into
        for other in self.apart.pop(gone, set()):
            self.apart[other].discard(gone)
            self.apart[other].add(into)
            self.apart[into].add(other)


def constraints(
    judgements: Iterable[Judgement], accounts: Iterable[Account]
) -> tuple[tuple[Constraint, ...], tuple[Problem, ...]]:
    """Say which mentions must, and which must not, be of one event.

    Args:
        judgements: Those in force; those of mentions and of parties are passed over.
        accounts: The documents, as judged.

    Returns:
        Constraints that do not contradict each other, ordered by their mentions; and a problem for each judgement
        whose mentions are not found any more.
    """
    documents = {account.id: account for account in accounts}
    told = [one for one in judgements if one.what in OF_PAIRS and one.about[0].type != PARTY]
    pairs, problems = attach_pairs(told, documents, _mention_at)
    held = standing(pairs)
    found: dict[tuple[str, str], Constraint] = {}
    for pair in held.holding:
        one = pair.judgement
        reason = pair_reason(one, held.against.get(one.id, ()))
        for a, b in (sorted(bond) for bond in _implied(pair, held.groups)):
            if a != b:
                found.setdefault((a, b), Constraint(a, b, one.what == "same", one.id, reason))
    return tuple(found[key] for key in sorted(found)), problems


def _implied(pair: Pair, groups: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """What a judgement joins or parts: what differs from one of several that are one differs from all of them."""
    if pair.judgement.what == "same":
        yield from pair.bonds
        return
    for a, b in pair.bonds:
        yield from product(groups.get(a, (a,)), groups.get(b, (b,)))


def pair_reason(judgement: Judgement, against: Sequence[Judgement]) -> str:
    """Why two things are one or two: who judged it so, and who otherwise."""
    why = f" ({judgement.why})" if judgement.why else ""
    told = f"judged by {signature(judgement)}: {NOUNS[judgement.what]}{why}"
    return "; otherwise ".join([told, *(f"by {signature(one)}: {NOUNS[one.what]}" for one in against)])


def attach_pairs(
    judgements: Iterable[Judgement],
    documents: Mapping[str, Account],
    identify: Callable[[Account, Span, str], str | None],
) -> tuple[list[Pair], tuple[Problem, ...]]:
    """Find what judgements compare; `identify` gives the id of what stands at a span."""
    pairs: list[Pair] = []
    problems: list[Problem] = []

    def found(anchor: Anchor) -> str | None:
        account = documents.get(anchor.document)
        span = find_again(anchor, account.text) if account else None
        return identify(account, span, anchor.type) if account and span else None

    for one in judgements:
        sides = [[id_ for anchor in side if (id_ := found(anchor))] for side in (one.about, one.other)]
        if all(sides):
            pairs.append(Pair(one, tuple(sides[0]), tuple(sides[1])))
            continue
        lost = next(
            anchor for side, ids in zip((one.about, one.other), sides, strict=True) if not ids for anchor in side
        )
        source = documents[lost.document].source if lost.document in documents else lost.document
        problems.append(unattached(one, lost, source))
    return pairs, tuple(problems)


def _mention_at(account: Account, span: Span, type_: str) -> str | None:
    """The event mention at a span, rather one of the type that it had when it was judged."""
    of_type: list[EventMention] = [one for one in account.mentions.events if one.type == type_]
    found = nearest(span, of_type) or nearest(span, account.mentions.events)
    return found.id if found else None
