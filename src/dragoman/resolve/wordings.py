"""In which words outlets tell of one thing: counted by actor and event, and apart where they only quote them.

No word is called right or wrong here. A word of a contested set (lang/*/wording.toml) bears its set's plain word; which
other words outlets choose for one thing is told by `propose`, for people to make sets of.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Literal

from dragoman.model import DESCRIBED, Account, ActorMention, EventMention, Record, Report, Span, WordingMention

How = Literal["own", "reported", "quoted", "scare"]
Thing = Literal["actor", "event"]


class Chosen(Record, frozen=True):
    """A word that an outlet uses for an actor or an event.

    Attributes:
        of: Id of the actor or event.
        word: The lemma; of a contested set, its entry.
        concept: The plain word of the set, or "".
        how: The outlet's own word; in what it reports somebody as saying; in quotation marks, another's; or held off in
            scare quotes.
        speaker: Who is quoted or reported, where that is known.
        start, end: Where the word, or the phrase that it governs, stands in the document.
    """

    thing: Thing
    of: str
    outlet: str
    word: str
    concept: str
    how: How
    speaker: str | None
    document: str
    start: int
    end: int


def chosen(accounts: Iterable[Account], reports: Iterable[Report]) -> Iterator[Chosen]:
    """Yield the words for every named party and every event, in the order of the documents and their texts.

    A phrase for a party gives its contested words, else the common noun that governs it; a name alone is no choice.

    Args:
        accounts: The documents; what nobody knows the outlet of is left out.
        reports: Their reports, which tell of what event a mention is.
    """
    event_of = {id_: report.event for report in reports for id_ in report.mentions}
    for account in accounts:
        if account.meta.outlet is not None:
            found = [*_for_events(account, event_of), *_for_actors(account)]
            yield from sorted(found, key=lambda one: (one.start, one.end, one.thing, one.of, one.word))


def _for_events(account: Account, event_of: Mapping[str, str]) -> Iterator[Chosen]:
    for event in account.mentions.events:
        if event.id in event_of:
            span = Span(event.start, event.end)
            listed = next((one for one in _contested(account) if Span(one.start, one.end).overlaps(span)), None)
            word, concept = (listed.word, listed.concept) if listed else (event.wording, "")
            yield _chosen(account, ("event", event_of[event.id]), (word, concept), event)


def _for_actors(account: Account) -> Iterator[Chosen]:
    for actor in account.mentions.actors:
        if actor.kind in ("pronoun", "adjective") or actor.id.startswith(DESCRIBED):
            continue
        listed = [one for one in _contested(account) if one.of == actor.id and actor.start <= one.start < actor.end]
        for one in listed:
            yield _chosen(account, ("actor", actor.id), (one.word, one.concept), one)
        if actor.noun and not listed:
            yield _chosen(account, ("actor", actor.id), (actor.noun, ""), actor)


def _contested(account: Account) -> Iterator[WordingMention]:
    return (one for one in account.mentions.wording if one.kind == "contested")


def _chosen(
    account: Account,
    thing: tuple[Thing, str],
    word: tuple[str, str],
    at: ActorMention | EventMention | WordingMention,
) -> Chosen:
    how, speaker = _voice(account, Span(at.start, at.end))
    return Chosen(*thing, account.meta.outlet or "", *word, how, speaker, account.id, at.start, at.end)


def _voice(account: Account, span: Span) -> tuple[How, str | None]:
    """Whose word it is: that of the innermost quotation around it, else the outlet's."""
    if any(one.kind == "scare" and Span(one.start, one.end).overlaps(span) for one in account.mentions.wording):
        return "scare", None
    around = [
        quote
        for quote in account.mentions.quotes
        if any(part.holds(span) for part in quote.parts or (Span(quote.start, quote.end),))
    ]
    if not around:
        return "own", None
    inner = min(around, key=lambda quote: (quote.end - quote.start, quote.kind))
    return "reported" if inner.kind == "indirect" else "quoted", inner.speaker.name if inner.speaker else None


# ----------------------------------------------------------------------------------------------------------- counts


class Count(Record, frozen=True):
    """How often an outlet uses a word for a thing, by whose word it is; the span is that of its first place."""

    thing: Thing
    of: str
    concept: str
    word: str
    outlet: str
    own: int
    reported: int
    quoted: int
    scare: int
    document: str
    start: int
    end: int


def count(words: Iterable[Chosen]) -> tuple[Count, ...]:
    """Count words by thing, word and outlet; the things with most outlets first, then those with most words."""
    groups: dict[tuple[str, str], dict[tuple[str, str, str], list[Chosen]]] = defaultdict(lambda: defaultdict(list))
    for one in words:
        groups[one.thing, one.of][one.concept, one.word, one.outlet].append(one)
    ordered = sorted(groups.items(), key=lambda item: (-_outlets(item[1]), -len({key[1] for key in item[1]}), item[0]))
    return tuple(_count(found) for _, by in ordered for _, found in sorted(by.items()))


def _outlets(by: Iterable[tuple[str, str, str]]) -> int:
    return len({outlet for _, _, outlet in by})


def _count(found: list[Chosen]) -> Count:
    first, how = found[0], Counter(one.how for one in found)
    return Count(
        first.thing, first.of, first.concept, first.word, first.outlet, how["own"], how["reported"], how["quoted"],
        how["scare"], first.document, first.start, first.end,
    )  # fmt: skip


# -------------------------------------------------------------------------------------------------------- proposals


class Proposal(Record, frozen=True):
    """Two words by which different outlets call the same things, one of them at least in no contested set.

    Attributes:
        of: Ids of the things, sorted; `by` for each word the outlets that choose it for them and not the other word.
    """

    thing: Thing
    words: tuple[str, str]
    of: tuple[str, ...]
    by: tuple[tuple[str, ...], tuple[str, ...]]


def propose(words: Iterable[Chosen]) -> tuple[Proposal, ...]:
    """Propose words for contested sets: those that outlets choose in each other's place, most things first.

    Only an outlet's own words and what it reports count, since quoted words are another's. An outlet that uses both of
    two words for a thing does not choose between them there.
    """
    by_thing: dict[tuple[Thing, str], dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for word in words:
        if word.how in ("own", "reported"):
            by_thing[word.thing, word.of][word.outlet][word.word] = word.concept
    pairs: dict[tuple[Thing, str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for (thing, of), by_outlet in by_thing.items():
        for (one, ours), (other, theirs) in product(sorted(by_outlet.items()), repeat=2):
            for mine, yours in product(sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())):
                if mine < yours and not (ours[mine] and theirs[yours]):
                    pairs[thing, mine, yours].add((of, one, other))
    made = [_proposal(key, places) for key, places in pairs.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.of), -len({*one.by[0], *one.by[1]}), one.words)))


def _proposal(key: tuple[Thing, str, str], places: set[tuple[str, str, str]]) -> Proposal:
    thing, mine, yours = key
    of, ours, theirs = (tuple(sorted({place[at] for place in places})) for at in range(3))
    return Proposal(thing, (mine, yours), of, (ours, theirs))
