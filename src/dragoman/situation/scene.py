"""What a situation is drawn from: the reports that were asked for, and for each statement who makes it and where."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

import pycountry

from dragoman.codebook import Codebook
from dragoman.errors import SetupError
from dragoman.explain import Explained, passage
from dragoman.knowledge.calling import advice, called
from dragoman.model import (
    DESCRIBED,
    STATE_SECTORS,
    Account,
    Actor,
    Event,
    EventMention,
    Party,
    PartyName,
    Record,
    Span,
    Voice,
)
from dragoman.resolve.days import Days, days_of
from dragoman.situation.words import IssueWords, SituationWords

Period = Literal["week", "month", "year"]

# Who acts for a state. Source: PLOVER manual, table of sector codes
# Armed and political groups, which act as one where they are only described too. Source: as above
ACTING = STATE_SECTORS | {"REB", "PRM", "OPP", "PTY", "CRM"}
UNNAMED = "unnamed "  # how the name of one person begins of whom the text gives none
REAL = ("occurred", "ongoing")


class Asked(Record, frozen=True):
    """What a situation is asked for.

    Attributes:
        since, until: EDTF dates; what cannot have been between them, or has no time, is left out.
        about: A party, by any of its names; what does not concern it is left out.
        issues: Issues of the user's own, beside those that are looked for in every case.
        by: Into which periods dyads are cut.
    """

    since: str | None = None
    until: str | None = None
    about: str | None = None
    issues: tuple[IssueWords, ...] = ()
    by: Period = "month"


class Witness(Record, frozen=True):
    """Where one document says something, and who says it.

    Attributes:
        document: Id of the document.
        start, end: The words.
        says: From the outlet inwards; where the outlet is not known, the document's file stands for it.
        on: EDTF of the document's publication, or None.
        id: Id of the event mention, where it is one.
    """

    document: str
    start: int
    end: int
    says: tuple[str, ...]
    on: str | None
    id: str | None = None

    @property
    def teller(self) -> str:
        """The outlet, or what stands for it."""
        return self.says[0]


class Side(Record, frozen=True, order=True):
    """A party of dyads and of the network: a state with all its organs, or a party that is no state."""

    id: str
    name: str


class Scene:
    """The reports of a case, cut to what is asked for.

    Args:
        told: The case.
        asked: What is asked for.
        words: The words of its language.
        codebook: The event types, with their intensities.

    Raises:
        SetupError: `situation.date`, where a date is none; `situation.about`, where nobody is called so.
    """

    def __init__(self, told: Explained, asked: Asked, words: SituationWords, codebook: Codebook) -> None:
        self.told, self.asked, self.words, self.codebook = told, asked, words, codebook
        self.span = (_day(asked.since, last=False), _day(asked.until, last=True))
        self._about = self._names_of(asked.about) if asked.about else None

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that were asked for, by time; those without one last."""
        chosen = [event for event in self.told.events.values() if self.has(event)]
        return tuple(sorted(chosen, key=_by_time))

    def has(self, event: Event) -> bool:
        """Is this event asked for?"""
        parties = (*event.actors, *event.recipients)
        names = [party.name for party in parties] + [side.name for party in parties if (side := self.side(party))]
        return self.is_within(event.when.edtf if event.when else None) and self.concerns(names)

    def is_within(self, edtf: str | None) -> bool:
        """May this time lie between the dates that were asked for? Without such dates everything does."""
        since, until = self.span
        if since is None and until is None:
            return True
        days = days_of(edtf)
        return days is not None and (since is None or days[1] >= since) and (until is None or days[0] <= until)

    def concerns(self, names: Iterable[str]) -> bool:
        """Is one of these the party that was asked for, or called after it ("Iran-backed militias")?"""
        return self._about is None or any(self._about.search(name) for name in names)

    def _names_of(self, about: str) -> re.Pattern[str]:
        """What finds a party by the name that it bears in the case, whichever of its names was given."""
        actors, wanted = self.told.actors, about.casefold()
        known = {actors[id_].name for id_ in called(actors.values(), about)}
        if not known and not any(wanted in actor.name.casefold() for actor in actors.values()):
            told = f'nobody in the case is called "{about}". {advice(actors.values(), about)}'
            raise SetupError("situation.about", told)
        either = "|".join(re.escape(name) for name in sorted(known or {about}))
        return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)

    def witness(self, account: Account, span: Span, voices: Sequence[Voice], id_: str | None = None) -> Witness:
        """Say who stands for these words: the outlet, whom it cites, and who is quoted around them."""
        cited = [voice.name for voice in voices if voice.kind != "outlet"]
        for quote in account.mentions.quotes:
            if quote.start <= span.start and span.end <= quote.end and quote.speaker and quote.speaker.name:
                cited.append(quote.speaker.name)
        says = tuple(dict.fromkeys([self.teller(account), *cited]))
        return Witness(account.id, span.start, span.end, says, account.meta.published.edtf, id_)

    def of_mention(self, mention: EventMention, account: Account) -> Witness:
        """Who stands for a mention of an event."""
        return self.witness(account, Span(mention.start, mention.end), mention.voices, mention.id)

    def teller(self, account: Account) -> str:
        """The outlet of a document, or where it is not known its file."""
        return account.meta.outlet or account.source.replace("\\", "/").rpartition("/")[2]

    def quoted(self, witness: Witness) -> str:
        """The sentence of a witness, with its words marked."""
        before, words, after = passage(self.told.accounts[witness.document].text, witness.start, witness.end)
        return f"{before}«{words}»{after}".strip()

    def side(self, party: Party | PartyName | Actor) -> Side | None:
        """Whom a party acts for; None for a description that names nobody ("militants"), which may be anyone.

        Source: the practice of event data to count states, with those who act for them, by country (ICEWS, GDELT).
        """
        if party.country and party.sector in STATE_SECTORS:
            return Side(f"kb:{party.country}", self._country(party.country))
        if party.id.startswith(DESCRIBED):
            told = party.sector in ACTING and party.name != party.name.lower() and not party.name.startswith(UNNAMED)
            return Side(party.name.casefold(), party.name) if told else None
        return Side(party.id, party.name) if party.sector else None

    def _country(self, code: str) -> str:
        known = self.told.actors.get(f"kb:{code}")
        country = pycountry.countries.get(alpha_3=code)
        return known.name if known else country.name if country else code

    def score(self, event: Event) -> float:
        """How cooperative or hostile an event is: PLOVER's score of its modes, the strongest, else of its type."""
        kind = self.codebook.types.get(event.type)
        if kind is None:
            return 0.0
        told = [kind.modes[mode].score for mode in event.modes if mode in kind.modes]
        return max((score for score in told if score is not None), key=abs, default=kind.score)


def _day(edtf: str | None, *, last: bool) -> float | None:
    """The first or last day of a date that the user gave."""
    if edtf is None:
        return None
    days = days_of(edtf)
    if days is None:
        raise SetupError("situation.date", f'"{edtf}" is no date; write it as 2020, 2020-01 or 2020-01-03.')
    return days[1] if last else days[0]


def _by_time(event: Event) -> tuple[float, str]:
    days = days_of(event.when.edtf) if event.when else None
    return (days[0] if days else float("inf"), event.id)


def overlap(one: Days | None, other: Days | None) -> bool:
    """Can two times be the same? An unknown one can be any."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
