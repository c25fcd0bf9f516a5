"""From proposals to mentions: a coder says which words and which codes; what the words mean our own readers say.

A date, a point on the map, a number or the identity of a party is never taken from an answer. It is what the finders
read at the quoted words; where they read nothing there, the value is null with that reason.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar, cast, get_args

from dragoman.coders.brief import Brief
from dragoman.coders.proposals import Proposal, ProposedFigure
from dragoman.coders.words import NotThere, Shown
from dragoman.find.actors.words import ActorWords
from dragoman.lang import load_language
from dragoman.model import (
    DESCRIBED,
    NOT_PARSED,
    TOLL_ROLES,
    Account,
    EventMention,
    Party,
    Span,
    Status,
    Toll,
    When,
    Where,
    content_id,
)
from dragoman.voices import outlet_voice, quoted_voices

UNSURE = 0.5  # a coder does not say how sure it is in a way that could be compared: neither for nor against
SAME_WORDS = 0.5  # share of characters that two phrases have in common from which they are one phrase
NO_TIME = When(None, None, None, "none")


class Stands(Protocol):
    """A record that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """After its last one."""
        ...


Found = TypeVar("Found", bound=Stands)


class Reading:
    """Reads the proposals of one coder for one document.

    Args:
        account: What the rules found in it.
        brief: What the coder was told.
        shown: The words that it was shown.
    """

    def __init__(self, account: Account, brief: Brief, shown: Shown) -> None:
        self._account = account
        self._brief = brief
        self._shown = shown

    def mention(self, proposal: Proposal) -> EventMention:
        """The mention that a proposal comes to.

        Raises:
            NotThere: where any of its words does not stand in the text, or a code is none of the codebook.
        """
        self._check(proposal)
        sentence = self._shown.place(proposal.sentence)
        trigger = self._shown.place(proposal.trigger, sentence)
        if not sentence.holds(trigger):
            raise NotThere(f"“{proposal.trigger}” does not stand in the sentence that is quoted for it")
        coder, found = self._brief.coder, self._account.mentions
        said = f"{coder} codes it so"
        reasons = {"type": said, "status": said, "modes": said if proposal.mode else f"null: {coder} names none"}
        actors, reasons["actors"] = self._parties(proposal.actors, sentence)
        recipients, reasons["recipients"] = self._parties(proposal.recipients, sentence)
        when, reasons["when"] = self._when(proposal.when, sentence)
        where, reasons["where"] = self._where(proposal.where, sentence)
        tolls, reasons["figures"] = self._tolls(proposal.figures, sentence)
        account = self._account
        return EventMention(
            id=content_id(account.id, trigger.start, trigger.end, proposal.type), start=trigger.start, end=trigger.end,
            head=NOT_PARSED, type=proposal.type, modes=(proposal.mode,) if proposal.mode else (), contexts=(),
            status=cast(Status, proposal.status), historical=False, score=UNSURE,
            wording=" ".join(trigger.of(account.text).casefold().split()), actors=actors, recipients=recipients,
            when=when, where=where, tolls=tolls, topic=(),
            voices=quoted_voices(found.quotes, trigger) or (outlet_voice(account.meta),), reasons=reasons, coder=coder,
        )  # fmt: skip

    def _check(self, proposal: Proposal) -> None:
        """Refuse what is no code of the codebook."""
        modes = self._brief.types.get(proposal.type)
        if modes is None:
            raise NotThere(f"“{proposal.type[:20]}” is no type of the codebook")
        if proposal.mode is not None and proposal.mode not in modes:
            raise NotThere(f"“{proposal.mode[:20]}” is no mode of {proposal.type}")
        if proposal.status not in get_args(Status):
            raise NotThere(f"“{proposal.status[:20]}” is no status")
        wrong = next((one.role for one in proposal.figures if one.role not in TOLL_ROLES), None)
        if wrong is not None:
            raise NotThere(f"“{wrong[:20]}” is no role of a figure")

    def _parties(self, quotes: Sequence[str], sentence: Span) -> tuple[tuple[Party, ...], str]:
        """The parties that quotes stand for, each once; a pronoun of which nobody knows whom it means is left out."""
        found: dict[str, Party] = {}
        unknown: list[str] = []
        for span in [self._shown.place(quote, sentence) for quote in quotes]:
            party = self._party(span, explicit=sentence.holds(span))
            if party is None:
                unknown.append(f"whom “{span.of(self._account.text)}” means is not known")
            else:
                found.setdefault(party.id, party)
        told = f"words that {self._brief.coder} quotes" if found else f"null: {self._brief.coder} quotes nobody"
        return tuple(found.values()), "; ".join((told, *unknown))

    def _party(self, span: Span, *, explicit: bool) -> Party | None:
        """The party that the rules know at these words; else one that is only described by them."""
        known = _at(span, self._account.mentions.actors, SAME_WORDS)
        if known is not None:
            return Party(
                span.start, span.end, known.id, known.name, known.country, known.sector, explicit, known.reason,
                known.person,
            )  # fmt: skip
        name = " ".join(span.of(self._account.text).split())
        if self._is_pronoun(name) or not any(one.isalpha() for one in name):
            return None
        reason = "no rule takes these words for a party"
        return Party(span.start, span.end, DESCRIBED + content_id(name, None, None), name, None, None, explicit, reason)

    def _is_pronoun(self, name: str) -> bool:
        lang = load_language(self._account.meta.language or "en")
        return lang.section("actors", ActorWords).pronouns.holds(name)

    def _when(self, quote: str | None, sentence: Span) -> tuple[When, str]:
        if quote is None:
            return NO_TIME, f"null: {self._brief.coder} quotes no time"
        span = self._shown.place(quote, sentence)
        time = _at(span, [one for one in self._account.mentions.times if one.edtf is not None])
        if time is None:
            return NO_TIME, f"null: no date can be read from “{span.of(self._account.text)}”"
        return When(time.edtf, time.start, time.end, time.basis), time.reason

    def _where(self, quote: str | None, sentence: Span) -> tuple[Where | None, str]:
        if quote is None:
            return None, f"null: {self._brief.coder} quotes no place"
        span = self._shown.place(quote, sentence)
        place = _at(span, self._account.mentions.places)
        if place is None:
            return None, f"null: “{span.of(self._account.text)}” is no place that is known"
        where = Where(place.name, place.country, place.lat, place.lon, place.precision, place.start, place.end)
        return where, place.reason

    def _tolls(self, figures: Sequence[ProposedFigure], sentence: Span) -> tuple[tuple[Toll, ...], str]:
        found: dict[str, Toll] = {}
        unread: list[str] = []
        for role, span in [(one.role, self._shown.place(one.words, sentence)) for one in figures]:
            figure = _at(span, self._account.mentions.figures)
            if figure is None:
                unread.append(f"no number can be read from “{span.of(self._account.text)}”")
            else:
                toll = Toll(role, figure.low, figure.best, figure.high, figure.start, figure.end)
                found.setdefault(role, toll)
        told = f"words that {self._brief.coder} quotes" if found else f"null: {self._brief.coder} quotes none"
        return tuple(found.values()), "; ".join((told, *unread))


def _at(span: Span, found: Sequence[Found], share: float = 0.0) -> Found | None:
    """What was found at these words: of several the one that shares most with them, if it shares more than that."""

    def common(one: Found) -> float:
        both = min(span.end, one.end) - max(span.start, one.start)
        return both / (max(span.end, one.end) - min(span.start, one.start))

    best = max(found, key=common, default=None)
    return best if best is not None and common(best) > share else None
