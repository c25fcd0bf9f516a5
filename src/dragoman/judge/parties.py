"""Parties that were judged one or two: their ids and names, in every document."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from dragoman.judge.anchors import find_again, nearest
from dragoman.judge.pairs import OF_PAIRS, PARTY, Pair, attach_pairs, pair_reason, standing
from dragoman.model import (
    DESCRIBED,
    KNOWN,
    Account,
    ActorMention,
    EventMention,
    Judgement,
    Party,
    PartyName,
    Problem,
    QuoteMention,
    Span,
    content_id,
)

Naming = ActorMention | Party
Change = Callable[[Any], Any]  # of an actor's mention, or of a party of an event


def judge_parties(
    judgements: Iterable[Judgement], accounts: Sequence[Account]
) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """Apply what was judged of parties: first those that are two are told apart, then those that are one joined.

    Of parties that are one, the id and name of the one in the knowledge base stay, else of one that is named rather
    than described, else that of the smallest id. Of parties that are two and have one id, the second gets an id of its
    own, in its whole document, or where both stand in one document at its place alone.

    Returns:
        The documents, and a problem for each judgement whose words are not found any more.
    """
    told = [one for one in judgements if one.what in OF_PAIRS and one.about[0].type == PARTY]
    if not told:
        return tuple(accounts), ()
    parted = _part(told, accounts)
    pairs, problems = attach_pairs(told, {one.id: one for one in parted}, _party_at)
    held = standing(pairs)
    reasons = {
        pair.judgement.id: pair_reason(pair.judgement, held.against.get(pair.judgement.id, ())) for pair in pairs
    }
    return _join([pair for pair in held.holding if pair.judgement.what == "same"], parted, reasons), problems


def namings(account: Account) -> list[Naming]:
    """Every place of a document where a party is named: its mentions, and the parties of its events."""
    sides = (side for event in account.mentions.events for side in (event.actors, event.recipients))
    found: list[Naming] = [*account.mentions.actors, *(party for side in sides for party in side)]
    return sorted(found, key=lambda one: (one.start, one.end, one.id))


def _party_at(account: Account, span: Span, _: str) -> str | None:
    found = nearest(span, namings(account))
    return found.id if found else None


# ------------------------------------------------------------------------------------------------------ two, not one


def _part(judgements: Sequence[Judgement], accounts: Sequence[Account]) -> list[Account]:
    """Give a party of its own id to what was judged another one than a party that rules give the same id."""
    documents = {one.id: one for one in accounts}
    pairs, _ = attach_pairs(judgements, documents, _place_at)
    for pair in standing(pairs).holding:
        one = pair.judgement
        if one.what != "different":
            continue
        (first,), (second,) = one.about, one.other
        sides = [_found(documents, anchor.document, find_again(anchor, documents[anchor.document].text))
                 for anchor in (first, second)]  # fmt: skip
        if sides[0] is None or sides[1] is None or sides[0].id != sides[1].id:
            continue
        account, id_ = documents[second.document], sides[1].id
        at = Span(sides[1].start, sides[1].end) if first.document == second.document else None
        own = content_id("judged", account.id, id_, *((at.start, at.end) if at else ()))
        documents[account.id] = _changed(account, _other_party(id_, own, at, pair_reason(one, ())))
    return [documents[one.id] for one in accounts]


def _place_at(account: Account, span: Span, _: str) -> str | None:
    """What stands at a span, as a place: parties of one id in two places may be judged two."""
    found = nearest(span, namings(account))
    return f"{account.id} {found.start} {found.end}" if found else None


def _found(documents: Mapping[str, Account], document: str, span: Span | None) -> Naming | None:
    return nearest(span, namings(documents[document])) if span else None


def _other_party(id_: str, own: str, at: Span | None, reason: str) -> Change:
    """Give another id to what has this one, within a span or anywhere."""

    def change(one: Naming) -> Naming:
        meant = one.id == id_ and (at is None or at.overlaps(Span(one.start, one.end)))
        return replace(one, id=own, reason=f"{reason}; {one.reason}") if meant else one

    return change


# ------------------------------------------------------------------------------------------------------ one, not two


def _join(pairs: Sequence[Pair], accounts: Sequence[Account], reasons: Mapping[str, str]) -> tuple[Account, ...]:
    """Give one id and name to parties that are one."""
    groups: dict[str, set[str]] = {}
    why: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda one: one.judgement.id):
        joined = groups.get(pair.a[0], {pair.a[0]}) | groups.get(pair.b[0], {pair.b[0]})
        groups |= dict.fromkeys(joined, joined)
        for id_ in (pair.a[0], pair.b[0]):
            why.setdefault(id_, reasons[pair.judgement.id])
    if not groups:
        return tuple(accounts)
    names = _names(accounts, groups)
    kept = {id_: names[min(group, key=_standing)] for id_, group in groups.items()}

    def change(one: Naming) -> Naming:
        party = kept.get(one.id)
        if party is None or party.id == one.id:
            return one
        said = f"{why[one.id]}; {one.reason}"
        return replace(one, id=party.id, name=party.name, country=party.country, sector=party.sector, reason=said)

    return tuple(_changed(account, change) for account in accounts)


def _standing(id_: str) -> tuple[bool, bool, str]:
    """Which of several ids of one party stays: the first in this order."""
    return not id_.startswith(KNOWN), id_.startswith(DESCRIBED), id_


def _names(accounts: Sequence[Account], ids: Iterable[str]) -> dict[str, PartyName]:
    """The name, country and sector that most places give to each of some parties."""
    counted: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    wanted = frozenset(ids)
    for account in accounts:
        for one in namings(account):
            if one.id in wanted:
                counted[one.id][one.name, one.country or "", one.sector or ""] += 1
    most = {id_: min(found, key=lambda key: (-found[key], key)) for id_, found in counted.items()}
    return {id_: PartyName(id_, name, country or None, sector or None) for id_, (name, country, sector) in most.items()}


# ------------------------------------------------------------------------------------------------------- everywhere


def _changed(account: Account, change: Change) -> Account:
    """A document whose parties are changed wherever they stand; itself where none is."""
    told = [(one, change(one)) for one in namings(account)]
    if all(before is after for before, after in told):
        return account
    found = account.mentions
    ids = _whole((before.id, after.id) for before, after in told)
    names = _whole((before.name, after.name) for before, after in told)
    mentions = replace(
        found,
        actors=tuple(change(one) for one in found.actors),
        events=tuple(_event(one, change) for one in found.events),
        quotes=tuple(_quote(one, ids, names) for one in found.quotes),
        ties=tuple(replace(one, a=names.get(one.a, one.a), b=names.get(one.b, one.b)) for one in found.ties),
        wording=tuple(replace(one, of=ids.get(one.of, one.of)) for one in found.wording),
    )
    return replace(account, mentions=mentions)


def _whole(changes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What becomes of each id or name that everywhere becomes the same."""
    found: dict[str, set[str]] = defaultdict(set)
    for before, after in changes:
        found[before].add(after)
    return {before: next(iter(after)) for before, after in found.items() if len(after) == 1}


def _event(event: EventMention, change: Change) -> EventMention:
    sides: dict[str, Any] = {
        name: tuple(change(party) for party in getattr(event, name)) for name in ("actors", "recipients")
    }
    return replace(event, **sides)


def _quote(quote: QuoteMention, ids: Mapping[str, str], names: Mapping[str, str]) -> QuoteMention:
    speaker = quote.speaker
    if speaker is None or speaker.id is None or ids.get(speaker.id, speaker.id) == speaker.id:
        return quote
    named = replace(speaker, id=ids[speaker.id], name=names.get(speaker.name or "", speaker.name))
    return replace(quote, speaker=named)
