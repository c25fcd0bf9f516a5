"""Stated ties: per pair and relation who says so, from when to when, what changed and what is disputed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from dragoman.model import Record, Relation, Span, TieMention
from dragoman.resolve.days import Days, days_of
from dragoman.situation.scene import Scene, Witness, overlap

BOTH_WAYS: frozenset[Relation] = frozenset({"allied_with", "opposes", "neighbour_of"})
FRIENDLY: frozenset[Relation] = frozenset({"allied_with", "backs", "member_of", "part_of"})
HOSTILE: frozenset[Relation] = frozenset({"opposes"})

_Time = tuple[str | None, str | None, bool]  # since, until, told in the past tense


class Spell(Record, frozen=True):
    """A time for which a tie is stated, and who states it; None is not said.

    Attributes:
        past: Is it told in the past tense?
    """

    since: str | None
    until: str | None
    witnesses: tuple[Witness, ...]
    past: bool = False

    @property
    def over(self) -> bool:
        """Is it said to have ended?"""
        return self.until is not None


class Tie(Record, frozen=True):
    """A lasting bond between two parties, as documents state it; where it runs both ways `a` is the first name."""

    a: str
    relation: Relation
    b: str
    spells: tuple[Spell, ...]

    @property
    def over(self) -> bool:
        """Does everyone who states it say that it has ended?"""
        return all(spell.over for spell in self.spells)


class Contrast(Record, frozen=True):
    """Two ties of one pair that do not go together.

    Attributes:
        kind: `change`, where they are stated of different times, or one document states both; `dispute`, where
            different tellers state them of times that may be the same.
    """

    kind: Literal["change", "dispute"]
    one: Tie
    other: Tie
    reason: str


def gather_ties(scene: Scene) -> tuple[Tie, ...]:
    """Gather the stated ties of the documents, per pair and relation; those that most tellers state come first."""
    found: dict[tuple[str, Relation, str], dict[_Time, list[Witness]]] = defaultdict(dict)
    for account in scene.told.accounts.values():
        for mention in account.mentions.ties:
            if scene.concerns((mention.a, mention.b)) and scene.is_within(
                _told_of(mention, account.meta.published.edtf)
            ):
                witness = scene.witness(account, Span(mention.start, mention.end), mention.voices)
                spells = found[_key(mention)]
                spells.setdefault((mention.since, mention.until, mention.past), []).append(witness)
    ties = [
        Tie(
            a,
            relation,
            b,
            tuple(Spell(since, until, tuple(told), past) for (since, until, past), told in _sorted(spells)),
        )
        for (a, relation, b), spells in found.items()
    ]
    return tuple(sorted(ties, key=lambda tie: (-len(tellers(tie)), tie.relation, tie.a, tie.b)))


def _sorted(spells: dict[_Time, list[Witness]]) -> list[tuple[_Time, list[Witness]]]:
    return sorted(spells.items(), key=lambda one: str(one[0]))


def _key(tie: TieMention) -> tuple[str, Relation, str]:
    a, b = sorted((tie.a, tie.b)) if tie.relation in BOTH_WAYS else (tie.a, tie.b)
    return a, tie.relation, b[:1].upper() + b[1:] if tie.relation == "holds_office" else b


def _told_of(tie: TieMention, published: str | None) -> str | None:
    """The time that a tie is stated of; where it is not said, that of the document."""
    if tie.since is None and tie.until is None:
        return published
    return f"{_bound(tie.since, 0)}/{_bound(tie.until, 1) if tie.until else '..'}"


def _bound(edtf: str | None, end: int) -> str:
    """The first or the last date of an interval, or the date itself."""
    if edtf is None:
        return ".."
    return edtf.split("/")[end] if "/" in edtf else edtf


def tellers(tie: Tie) -> tuple[str, ...]:
    """Who states a tie, each once."""
    return tuple(dict.fromkeys(witness.teller for spell in tie.spells for witness in spell.witnesses))


def find_contrasts(ties: Sequence[Tie]) -> tuple[Contrast, ...]:
    """Find pairs that are stated to be on one side and on opposite ones, and tell change from dispute.

    Rule: two statements contradict each other only where different tellers make them of times that may be the same. A
    tie without since and until is stated of the day on which its document was published. A document that states both
    is taken to tell of a change or of different respects.
    """
    by_pair: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.relation in FRIENDLY | HOSTILE:
            by_pair[frozenset((tie.a, tie.b))].append(tie)
    return tuple(contrast for pair in by_pair.values() for contrast in _contrasts(pair))


def _contrasts(pair: Sequence[Tie]) -> Iterator[Contrast]:
    for one, other in combinations(pair, 2):
        if {one.relation, other.relation} & HOSTILE and one.relation != other.relation:
            if set(tellers(one)) & set(tellers(other)):
                yield Contrast("change", one, other, "one teller states both, of different times or respects")
            elif any(overlap(a, b) for a in times(one) for b in times(other)):
                yield Contrast("dispute", one, other, "different tellers state them of times that may be the same")
            else:
                yield Contrast("change", one, other, "they are stated of different times")


def times(tie: Tie) -> list[Days | None]:
    """The times that a tie is stated of, one for each witness."""
    return [
        days_of(witness.on if spell.since is None and spell.until is None else _interval(spell))
        for spell in tie.spells
        for witness in spell.witnesses
    ]


def _interval(spell: Spell) -> str:
    return f"{_bound(spell.since, 0)}/{_bound(spell.until, 1)}"
