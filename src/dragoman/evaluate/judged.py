"""Score what the rules found against the judgements of people, and the judgements of two people against each other."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.evaluate.measures import Measured, Tally, alpha, clusters_measured, kappa
from dragoman.judge import constraints, in_force
from dragoman.judge.anchors import find_again, nearest
from dragoman.judge.mentions import OF_MENTIONS, judge_document
from dragoman.judge.pairs import OF_PAIRS, PARTY
from dragoman.judge.values import SIDES, meaning, value_of
from dragoman.judge.verdicts import says_there
from dragoman.model import Account, Anchor, EventMention, Judgement, Record
from dragoman.resolve import resolve

NO_EVENT = "no event"  # what a judge says of words that tell of none


def against_judgements(found: Sequence[Account], judgements: Iterable[Judgement]) -> list[Measured]:
    """Score the rules on what people judged; what nobody judged counts neither way.

    Detection: of the mentions judged, those that the rules found (said) and those that are there (wanted). Its recall
    says how many of the events of a text are found only where people added all that they missed in it. A field is
    counted over the mentions for which it was judged: a party agrees by its id, any other value where it reads the
    same. "Same event, pairs" counts the pairs that were judged; the other measures take mentions that were compared
    and that nothing joins for mentions of different events.

    Args:
        found: What the rules found, without judgements.
        judgements: All of them; where judges differ, the one that holds.
    """
    held = in_force(judgements)
    fields: dict[str, Tally] = defaultdict(Tally)
    judged: list[Account] = []
    for account in found:
        told = [one for one in held if one.what in OF_MENTIONS and one.about[0].document == account.id]
        after, _ = judge_document(account, told)
        judged.append(after)
        _count(account, after, told, fields)
    lines = [tally.measured(name) for name, tally in fields.items()]
    return lines + _pairs(found, judged, held)


def _count(account: Account, after: Account, told: Sequence[Judgement], fields: dict[str, Tally]) -> None:
    """Count one document."""
    before = {one.id: one for one in account.mentions.events}
    there = {one.id: one for one in after.mentions.events}
    asked: dict[str, set[str]] = defaultdict(set)
    for judgement in told:
        target = _target(judgement.about[0], after)
        if target is not None:
            asked[target.id] |= {judgement.field} if judgement.field else set()
    for id_, names in asked.items():
        fields["detection"].add(id_ in before and id_ in there, id_ in before, id_ in there)
        if id_ not in before or id_ not in there:
            continue
        fields["type"].add(before[id_].type == there[id_].type, 1, 1)
        for name in names - {"type"}:
            fields[name].add(*_agree(before[id_], there[id_], name))


def _agree(one: EventMention, other: EventMention, field: str) -> tuple[int, int, int]:
    """How many values of a field are right, of how many said and wanted."""
    if field in SIDES:
        said, wanted = ({party.id for party in getattr(mention, field)} for mention in (one, other))
        return len(said & wanted), len(said), len(wanted)
    first, second = value_of(one, field), value_of(other, field)
    right = first is not None and second is not None and meaning(first) == meaning(second)
    return int(right), first is not None, second is not None


def _target(anchor: Anchor, account: Account) -> EventMention | None:
    """The mention that a judgement is about, also one that was left out."""
    span = find_again(anchor, account.text)
    mentions = (*account.mentions.events, *(one.mention for one in account.left_out))
    if span is None:
        return None
    return nearest(span, [one for one in mentions if one.type == anchor.type]) or nearest(span, mentions)


def _pairs(found: Sequence[Account], judged: Sequence[Account], held: Sequence[Judgement]) -> list[Measured]:
    """Score which mentions the rules put together, on the pairs that were judged."""
    bound, _ = constraints(held, judged)
    known = {one.id for account in found for one in account.mentions.events}
    bound = tuple(one for one in bound if {one.a, one.b} <= known)
    if not bound:
        return []
    outcome = resolve(found)
    event_of = {id_: report.event for report in outcome.reports for id_ in report.mentions}
    tally = Tally()
    true = _Joined()
    by_judgement: dict[str, list[bool]] = defaultdict(list)
    wanted: dict[str, bool] = {}
    for one in bound:
        by_judgement[one.judgement].append(event_of[one.a] == event_of[one.b])
        wanted[one.judgement] = one.same
        true.add(one.a, one.b, same=one.same)
    for id_, together in by_judgement.items():
        tally.add(any(together) and wanted[id_], any(together), wanted[id_])
    made: dict[str, set[Hashable]] = defaultdict(set)
    for id_ in true.home:
        made[event_of[id_]].add(id_)
    measured = clusters_measured(true.groups(), map(frozenset, made.values()))
    return [tally.measured("same event, pairs"), *measured]


class _Joined:
    """Mentions that were compared, and which of them are one."""

    def __init__(self) -> None:
        self.home: dict[str, str] = {}

    def add(self, a: str, b: str, *, same: bool) -> None:
        for id_ in (a, b):
            self.home.setdefault(id_, id_)
        if same and self.home[a] != self.home[b]:
            into, gone = self.home[a], self.home[b]
            self.home |= {id_: into for id_, at in self.home.items() if at == gone}

    def groups(self) -> Iterator[frozenset[Hashable]]:
        found: dict[str, set[Hashable]] = defaultdict(set)
        for id_, at in self.home.items():
            found[at].add(id_)
        return map(frozenset, found.values())


# ------------------------------------------------------------------------------------------------ judge against judge


class Agreement(Record, frozen=True):
    """How far judges agree.

    Attributes:
        judges: Two of them, or all.
        about: What they agree on: types (with "no event" as one of them), or whether two things are of one event.
        things: How many things both judged; of more than two judges, how many two of them did.
        kappa: Cohen's, of two judges; alpha: Krippendorff's, for nominal data.
        f1: Of detection: of two judges, by the mentions that each says are there.
    """

    judges: tuple[str, ...]
    about: str
    things: int
    kappa: float | None
    alpha: float | None
    f1: float | None = None


def agreements(found: Sequence[Account], judgements: Iterable[Judgement]) -> list[Agreement]:
    """Compare every two judges, and all of them, on what more than one of them judged.

    Args:
        found: What the rules found, without judgements.
        judgements: All of them; of each judge the latest of a thing counts.
    """
    held = in_force(judgements)
    lines: list[Agreement] = []
    for about, said in (("type", _types(found, held)), ("same event", _verdicts(held))):
        names = sorted({who for thing in said.values() for who in thing})
        for pair in combinations(names, 2):
            both = [(thing[pair[0]], thing[pair[1]]) for thing in said.values() if set(pair) <= thing.keys()]
            things = [dict(zip(pair, one, strict=True)) for one in both]
            f1 = _detection(both) if about == "type" else None
            if both:
                lines.append(Agreement(pair, about, len(both), kappa(both), alpha(things), f1))
        shared = [thing for thing in said.values() if len(thing) > 1]
        if len(names) > 2 and shared:
            lines.append(Agreement(tuple(names), about, len(shared), None, alpha(shared)))
    return lines


def _detection(both: Sequence[tuple[str, str]]) -> float | None:
    """F1 of the events that the one sees against those that the other sees, over what both looked at."""
    tally = Tally()
    for one, other in both:
        seen, wanted = one != NO_EVENT, other != NO_EVENT
        tally.add(seen and wanted, seen, wanted)
    return tally.measured("detection").f1


def _types(found: Sequence[Account], held: Sequence[Judgement]) -> dict[Hashable, dict[str, str]]:
    """For each mention what each judge says its type is."""
    said: dict[Hashable, dict[str, str]] = defaultdict(dict)
    for account in found:
        told = [one for one in held if one.what in OF_MENTIONS and one.about[0].document == account.id]
        after, _ = judge_document(account, told)
        for one in told:
            target = _target(one.about[0], after)
            if target is None:
                continue
            if not says_there(one):
                said[target.id][one.who] = NO_EVENT
            elif one.field is None or (one.field == "type" and one.value is not None):
                word = one.value.word if one.value is not None else None
                said[target.id][one.who] = word or one.about[0].type
    return said


def _verdicts(held: Sequence[Judgement]) -> dict[Hashable, dict[str, str]]:
    """For each pair of things, by where they stood, what each judge says of them."""
    said: dict[Hashable, dict[str, str]] = defaultdict(dict)
    for one in held:
        if one.what in OF_PAIRS and one.about[0].type != PARTY:
            places = frozenset((side[0].document, side[0].start, side[0].end) for side in (one.about, one.other))
            said[places][one.who] = one.what
    return said
