"""Wants: where a text says of a party that it wants something, which is no act and so no event."""

import re
from collections.abc import Iterator

from dragoman.model import Account, ActorMention, EventMention, Record, Span
from dragoman.situation.scene import Scene
from dragoman.situation.words import SituationWords

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
GAP = re.compile(r"[^\S\n]*['’]?")  # between a party and its verb stand blanks, or the apostrophe of "doesn’t"
MOST_BETWEEN = 6  # auxiliaries and adverbs between a party and what it wants ("has for years also been seeking")
PLAN_WITHIN = 40  # characters from a wish to the act that is wanted: "seeks, by all means that it has, to *push*"
NO_SUBJECTS = ("adjective", "possessive")  # kinds of mentions that only modify another noun


class Want(Record, frozen=True):
    """A place where a party is said to want, or not to want, what the words behind say; the span is the verb."""

    party: str
    document: str
    span: Span
    negated: bool


def find_wants(scene: Scene, account: Account) -> Iterator[Want]:
    """Find them in one document.

    Rule: a verb or adjective of wanting right behind a party, with nothing between but auxiliaries, adverbs in "-ly"
    and the words that `situation.toml` lists. What is coded as an event (a demand, a plan) is left to the event.
    """
    for mention in account.mentions.actors:
        want = _want(scene.words, account, mention) if mention.kind not in NO_SUBJECTS else None
        if want is not None and not any(_is_coded(want, event) for event in account.mentions.events):
            yield want


def _is_coded(want: Want, event: EventMention) -> bool:
    """Is the wish itself an event, or is what the party wants one that it plans?"""
    planned = event.status == "planned" and want.party in [party.name for party in event.actors]
    near = 0 <= event.start - want.span.end < PLAN_WITHIN
    return want.span.overlaps(Span(event.start, event.end)) or (planned and near)


def _want(words: SituationWords, account: Account, mention: ActorMention) -> Want | None:
    at, negated = mention.end, False
    for _ in range(MOST_BETWEEN + 1):
        gap = GAP.match(account.text, at)
        found = WORD.match(account.text, gap.end() if gap else at)
        if found is None:
            return None
        word = found[0].casefold()
        if word in words.wanting:
            return Want(mention.name, account.id, Span(*found.span()), negated)
        if word not in words.before_wanting and not word.endswith("ly"):
            return None
        negated = negated or word in words.negations
        at = found.end()
    return None
