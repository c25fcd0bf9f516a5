"""What a person says that a field is, as a value whose every part points to characters of the document."""

import re
from collections.abc import Iterable
from typing import TypeVar, get_args

from dragoman.codebook import load_codebook
from dragoman.errors import SetupError
from dragoman.explain import Explained
from dragoman.judge.anchors import Placed
from dragoman.judge.parties import namings
from dragoman.judge.values import SIDES
from dragoman.model import Account, EventMention, Party, PartyName, Span, Status, Toll, Value, When, Where, content_id
from dragoman.resolve.days import NO_YEAR, days_of

BETWEEN = ";"  # between two parties
_BOUNDS = re.compile(r"(\d+(?:\.\d+)?)(?:(-)(\d+(?:\.\d+)?)?)?")
_Thing = TypeVar("_Thing", bound=Placed)


def event_type(word: str, told: Explained) -> str:
    """A type of the codebook, or one of the user's own that the case has.

    Raises:
        SetupError: `judge.value`.
    """
    known = {*load_codebook().types, *(event.type for event in told.events.values())}
    return _among(word.strip().upper(), known, "a type")


class Given:
    """Reads values that are given for a mention.

    Args:
        told: The case.
        account: The document of the mention.
        mention: What is judged.
    """

    def __init__(self, told: Explained, account: Account, mention: EventMention) -> None:
        self.told = told
        self.account = account
        self.mention = mention

    def value(self, field: str, words: str, spans: tuple[Span, ...]) -> Value:
        """Return the value of a field.

        Args:
            field: One of `FIELDS`.
            words: A type, a status, modes with commas between, parties with semicolons between, an EDTF date, the
                name of a place, a number or a range ("8-10", "8-" for at least 8).
            spans: The words that show it, one for each party; without them the nearest that the document has for
                that value are taken.

        Raises:
            SetupError: `judge.value`, where it is none of these; `judge.span`, where nothing shows it.
        """
        if field == "type":
            return Value(word=event_type(words, self.told))
        if field == "status":
            return Value(word=_among(words, get_args(Status), "a status"))
        if field == "modes":
            return Value(words=self._modes(words))
        if field in SIDES:
            return Value(parties=self._parties(words, spans))
        if len(spans) > 1:
            raise SetupError("judge.span", f"{field} has one value: give one span.")
        if field == "when":
            return Value(when=self._when(words, spans))
        if field == "where":
            return Value(where=self._where(words, spans))
        return Value(toll=self._toll(field, words, spans))

    def _modes(self, words: str) -> tuple[str, ...]:
        modes = sorted({one.strip() for one in words.split(",") if one.strip()})
        kind = load_codebook().types.get(self.mention.type)
        return tuple(_among(one, kind.modes, f"a mode of {self.mention.type}") if kind else one for one in modes)

    def _parties(self, words: str, spans: tuple[Span, ...]) -> tuple[Party, ...]:
        names = [one.strip() for one in words.split(BETWEEN) if one.strip()]
        if spans and len(spans) != len(names):
            raise SetupError("judge.span", f"{len(names)} parties: show each by a span of its own, or give no span.")
        return tuple(self._party(name, spans[number] if spans else None) for number, name in enumerate(names))

    def _party(self, name: str, span: Span | None) -> Party:
        """A party of the case that bears this name or id, or a new one."""
        party = self._named(name)
        if span is None:
            near = self._nearest(one for one in namings(self.account) if one.id == party.id)
            span = Span(near.start, near.end) if near else self._words(name)
        return Party(span.start, span.end, party.id, party.name, party.country, party.sector, True, "")

    def _named(self, name: str) -> PartyName:
        lower = name.casefold()
        actors = self.told.actors.values()
        found = [one for one in actors if name == one.id] or [one for one in actors if one.name.casefold() == lower]
        found = found or [one for one in actors if lower in (variant.casefold() for variant in one.variants)]
        here = {one.id for one in namings(self.account)}
        found = [one for one in found if one.id in here] or found
        if len(found) > 1:
            ids = ", ".join(f"{one.id} ({one.name})" for one in found)
            raise SetupError("judge.value", f'several parties are called "{name}": give an id of {ids}.')
        if found:
            return PartyName(found[0].id, found[0].name, found[0].country, found[0].sector)
        return PartyName(content_id("name", lower), name, None, None)

    def _when(self, words: str, spans: tuple[Span, ...]) -> When:
        if days_of(words) is None and not words.startswith(NO_YEAR):
            raise SetupError("judge.value", f'"{words}" is no date: write it as 2020, 2020-01, 2020-01-03 or A/B.')
        near = self._nearest(one for one in self.account.mentions.times if one.edtf == words)
        span = spans[0] if spans else Span(near.start, near.end) if near else self._words(words)
        return When(words, span.start, span.end, "stated")

    def _where(self, words: str, spans: tuple[Span, ...]) -> Where:
        lower = words.casefold()
        near = self._nearest(one for one in self.account.mentions.places if one.name.casefold() == lower)
        everywhere = (one for account in self.told.accounts.values() for one in account.mentions.places)
        known = near or next((one for one in everywhere if one.name.casefold() == lower), None)
        if known is None:
            raise SetupError("judge.value", f'no document of the case has a place of the name "{words}".')
        span = spans[0] if spans else Span(near.start, near.end) if near else self._words(words)
        return Where(known.name, known.country, known.lat, known.lon, known.precision, span.start, span.end)

    def _toll(self, role: str, words: str, spans: tuple[Span, ...]) -> Toll:
        read = _BOUNDS.fullmatch(words.replace(",", "").strip())
        if read is None:
            raise SetupError("judge.value", f'"{words}" is no number: write 8, 8-10, or 8- for at least 8.')
        low = float(read[1])
        high = float(read[3]) if read[3] else None if read[2] else low
        best = low if high == low else None
        figures = (one for one in self.account.mentions.figures if low in (one.best, one.low))
        near = self._nearest(figures)
        span = spans[0] if spans else Span(near.start, near.end) if near else self._words(read[1])
        return Toll(role, low, best, high, span.start, span.end)

    # ----------------------------------------------------------------------------------- what shows it

    def _nearest(self, things: Iterable[_Thing]) -> _Thing | None:
        """The thing that stands nearest to the mention."""
        return min(things, key=lambda one: (abs(one.start - self.mention.start), one.start), default=None)

    def _words(self, words: str) -> Span:
        """Where the words themselves stand, nearest to the mention.

        Raises:
            SetupError: `judge.span`, where they do not.
        """
        found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.account.text, re.IGNORECASE)
        spans = [Span(*one.span()) for one in found]
        nearest = self._nearest(spans)
        if nearest is None:
            message = f'"{words}" does not stand in {self.account.source}: show with --span START END what says it.'
            raise SetupError("judge.span", message)
        return nearest


def _among(word: str, known: Iterable[str], kind: str) -> str:
    names = sorted(known)
    if word not in names:
        raise SetupError("judge.value", f'"{word}" is not {kind}; there are: {", ".join(names)}.')
    return word
