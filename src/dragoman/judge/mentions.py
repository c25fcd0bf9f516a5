"""What judgements make of one document: mentions left out, added, and corrected, each with who decided it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from dragoman.judge.anchors import find_again, nearest
from dragoman.judge.values import NULL, meaning, moved, spans_of, value_of, with_value
from dragoman.judge.verdicts import decide, reason, says_field, says_there
from dragoman.model import (
    NOT_PARSED,
    Account,
    Anchor,
    EventMention,
    Judgement,
    LeftOut,
    Mentions,
    Problem,
    Span,
    Value,
    Voice,
    When,
    content_id,
)

OF_MENTIONS = frozenset({"right", "wrong", "correct", "add"})


def judge_document(account: Account, judgements: Sequence[Judgement]) -> tuple[Account, tuple[Problem, ...]]:
    """Apply what was judged of a document's mentions.

    A judgement belongs to the mention of its type that shares most characters with its words; where a rule calls that
    mention something else now, to the one there that no other judgement is about. A mention that was judged right,
    corrected or added, and that no rule finds any more, is put back with what was judged of it.

    Args:
        account: What the rules found.
        judgements: Those in force of `OF_MENTIONS` about this document, the earliest first.

    Returns:
        The document as judged, and a problem for each judgement whose words it does not have any more.
    """
    if not judgements:
        return account, ()
    work = _Work(account)
    waiting = [one for one in judgements if not _denies(one) and not work.attach(one)]
    for one in waiting:
        if not work.attach(one):
            work.attach_elsewhere(one)
    for one in judgements:
        if _denies(one):
            work.attach(one)
    return work.outcome(), tuple(work.problems)


def _denies(judgement: Judgement) -> bool:
    """Does it say that the words tell of no such event? Where there is no such mention, nothing is left to do."""
    return not says_there(judgement)


class _Work:
    """A document's mentions while judgements are given to them.

    Attributes:
        called: The types that each mention goes by: a rule's, and those of judgements about it.
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self.pool = {one.id: one for one in account.mentions.events}
        self.called: dict[str, set[str]] = {one.id: {one.type} for one in self.pool.values()}
        self.judged: dict[str, list[Judgement]] = defaultdict(list)
        self.fields: dict[str, dict[str, list[Judgement]]] = defaultdict(lambda: defaultdict(list))
        self.problems: list[Problem] = []

    def attach(self, judgement: Judgement) -> bool:
        """Give a judgement to a mention that goes by its type; is there one, or do its words stand nowhere?"""
        (anchor,) = judgement.about
        span = find_again(anchor, self.account.text)
        if span is None:
            if not _denies(judgement):
                self.problems.append(unattached(judgement, anchor, self.account.source))
            return True
        fitting = [one for one in self._ordered() if anchor.type in self.called[one.id]]
        found = nearest(span, fitting)
        if found is not None:
            self._give(found.id, judgement)
        return found is not None

    def attach_elsewhere(self, judgement: Judgement) -> None:
        """Give a judgement to a mention of another type that no judgement is about, or put its mention back."""
        (anchor,) = judgement.about
        span = find_again(anchor, self.account.text)
        if span is None:
            return
        free = [one for one in self._ordered() if one.id not in self.judged] if judgement.what != "add" else []
        found = nearest(span, free)
        if found is None:
            found = _made(self.account, span, anchor.type)
            self.pool[found.id] = found
            self.called[found.id] = {found.type}
        self._give(found.id, judgement)

    def _ordered(self) -> list[EventMention]:
        return sorted(self.pool.values(), key=lambda one: (one.start, one.end, one.id))

    def _give(self, id_: str, judgement: Judgement) -> None:
        (anchor,) = judgement.about
        if judgement.field is None:
            self.called[id_].add(anchor.type)
            if not _denies(judgement):
                self.fields[id_]["type"].append(replace(judgement, field="type", value=Value(word=anchor.type)))
        else:
            placed = self._placed(judgement)
            if placed is None:
                return
            self.fields[id_][judgement.field].append(placed)
            self.called[id_] |= {anchor.type, *([placed.value.word] if placed.value and placed.value.word else [])}
        self.judged[id_].append(judgement)

    def _placed(self, judgement: Judgement) -> Judgement | None:
        """A judgement whose value stands where its words stand now; None, with a problem, where they are gone."""
        if judgement.value is None:
            return judgement
        found = {Span(one.start, one.end): find_again(one, self.account.text) for one in judgement.shown}
        gone = next((one for one in judgement.shown if found[Span(one.start, one.end)] is None), None)
        missing = next((span for span in spans_of(judgement.value) if span not in found), None)
        if gone is not None or missing is not None:
            self.problems.append(unattached(judgement, gone or judgement.about[0], self.account.source))
            return None
        return replace(judgement, value=moved(judgement.value, lambda span: found[span] or span))

    def outcome(self) -> Account:
        """The document as it was judged; itself where nothing was."""
        if not self.judged:
            return self.account
        kept: list[EventMention] = []
        left: list[LeftOut] = []
        for mention in self._ordered():
            if mention.id not in self.judged:
                kept.append(mention)
                continue
            decision = decide(self.judged[mention.id], says_there)
            if not says_there(decision.holds):
                left.append(LeftOut(mention, reason(decision)))
                continue
            changed = self._corrected(mention)
            if decision.against or decision.holds.field is None:
                changed = replace(changed, reasons={**changed.reasons, "judged": reason(decision)})
            kept.append(changed)
        kept.sort(key=lambda one: (one.start, one.end, one.id))
        mentions = without(self.account.mentions, {one.mention.id for one in left})
        return replace(self.account, mentions=replace(mentions, events=tuple(kept)), left_out=tuple(left))

    def _corrected(self, mention: EventMention) -> EventMention:
        fields = self.fields[mention.id]
        changed = mention
        for field in sorted(fields):
            decision = decide(fields[field], says_field)
            old, new = value_of(mention, field), decision.holds.value
            ruled = mention.reasons.get(field, "")
            if meaning(old) == meaning(new):
                said = "; ".join(one for one in (ruled.removeprefix(f"{NULL}: "), reason(decision)) if one)
            else:
                said = f"{reason(decision)}; the rule gave {meaning(old)}" + (f" ({ruled})" if ruled else "")
            changed = with_value(changed, field, new, said)
        if changed.type != mention.type and "modes" not in fields:
            of_type = f"{NULL}: modes belong to a type, and another type was judged"
            changed = replace(changed, modes=(), reasons={**changed.reasons, "modes": of_type})
        return changed


def _made(account: Account, span: Span, type_: str) -> EventMention:
    """A mention that no rule finds; its id is the one that a rule would give it."""
    null = f"{NULL}: a person named the event, and not this"
    outlet = account.meta.outlet
    return EventMention(
        id=content_id(account.id, span.start, span.end, type_), start=span.start, end=span.end, head=NOT_PARSED,
        type=type_, modes=(), contexts=(), status="occurred", historical=False, score=1.0,
        wording=" ".join(span.of(account.text).casefold().split()), actors=(), recipients=(),
        when=When(None, None, None, "none"), where=None, tolls=(), topic=(),
        voices=(Voice("outlet", outlet),) if outlet else (),
        reasons={"type": "no rule finds it", **dict.fromkeys(("actors", "recipients", "when", "where"), null)},
    )  # fmt: skip


def without(mentions: Mentions, ids: Iterable[str]) -> Mentions:
    """A document's mentions without some of its events, and without what was said of these."""
    gone = frozenset(ids)
    return replace(
        mentions,
        events=tuple(one for one in mentions.events if one.id not in gone),
        links=tuple(one for one in mentions.links if one.cause not in gone and one.effect not in gone),
        wording=tuple(replace(one, of="") if one.of in gone else one for one in mentions.wording),
    )


def unattached(judgement: Judgement, anchor: Anchor, source: str) -> Problem:
    """A judgement that belongs to nothing in the case now; it is kept, and has its effect when its words are back."""
    message = (
        f"what {judgement.who} judged on {judgement.when[:10]} ({judgement.what}, {judgement.id}) has no effect: "
        f"“{anchor.words}” stands for nothing in the case now. Judge anew, or undo it."
    )
    return Problem("judge", "judge.unattached", message, source)
