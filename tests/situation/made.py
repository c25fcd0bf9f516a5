"""Small made-up cases for tests of the situation: sentences with what they tell of, put together by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from dragoman.explain import Explained
from dragoman.model import (
    Account,
    Actor,
    ActorMention,
    Event,
    EventMention,
    FigureMention,
    LinkMention,
    Mentions,
    Meta,
    Party,
    PartyName,
    Piece,
    PlaceMention,
    Published,
    QuoteMention,
    Report,
    Speaker,
    TieMention,
    Voice,
    When,
)
from dragoman.situation import look
from dragoman.situation.scene import Asked, Scene
from dragoman.store import Case

Who = tuple[str, str, str | None, str | None]  # id, name, country, sector
VESNA: Who = ("kb:VSN", "Vesna", "VSN", "GOV")
TARIM: Who = ("kb:TRM", "Tarim", "TRM", "GOV")
ORMS: Who = ("kb:orm-front", "Orm Front", None, "REB")


@dataclass
class Document:
    """A document that grows by sentences."""

    id: str
    outlet: str | None
    published: str | None
    text: str = ""
    mentions: dict[str, list[Any]] = field(default_factory=dict)

    def say(self, sentence: str) -> int:
        """Add a sentence; returns where it begins."""
        start = len(self.text)
        self.text += sentence + "\n"
        return start

    def at(self, words: str, start: int) -> tuple[int, int]:
        """The span of words at or behind an offset."""
        begin = self.text.index(words, start)
        return begin, begin + len(words)

    def add(self, kind: str, mention: Any) -> Any:
        self.mentions.setdefault(kind, []).append(mention)
        return mention

    def actor(self, words: str, who: Who, start: int, kind: str = "name") -> None:
        begin, end = self.at(words, start)
        self.add("actors", ActorMention(begin, end, 0, *who, kind, 0.9, "given"))  # type: ignore[arg-type]

    def place(self, words: str, start: int) -> None:
        self.add("places", PlaceMention(*self.at(words, start), words, None, None, None, "city", None, 0.9, "given"))

    def figure(
        self, words: str, number: float, unit: str | None, of: str | None, start: int, role: str | None = None
    ) -> None:
        self.add(
            "figures",
            FigureMention(*self.at(words, start), number, number, number, unit, of, False, None, 0, role, (), "given"),
        )

    def tie(
        self, sentence: str, a: str, relation: str, b: str, since: str | None = None, until: str | None = None
    ) -> None:
        start = self.say(sentence)
        self.add("ties", TieMention(start, start + len(sentence), a, relation, b, since, until, (), "given"))  # type: ignore[arg-type]

    def quote(self, words: str, speaker: str, start: int) -> None:
        told = Speaker(speaker)
        self.add("quotes", QuoteMention(*self.at(words, start), (), "direct", told, None, (), 0.9, "given"))

    def link(self, words: str, cause: EventMention, effect: EventMention, relation: str = "responds_to") -> None:
        start = self.say(f"That came {words} it.")
        self.add("links", LinkMention(cause.id, effect.id, relation, *self.at(words, start)))  # type: ignore[arg-type]

    def account(self) -> Account:
        published = Published(self.published, "given" if self.published else "none")
        meta = Meta(f"News of {self.id}", None, self.outlet, "en", published)
        pieces = (Piece(0, len(self.text), "body", "given"),)
        mentions = Mentions(**{kind: tuple(found) for kind, found in self.mentions.items()})
        return Account(self.id, f"folder/{self.id}.txt", self.text, meta, pieces, mentions)


class World:
    """A case in the making."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.events: dict[str, Event] = {}
        self.reports: list[Report] = []
        self.known: dict[str, Who] = {}

    def document(self, id_: str, outlet: str | None = "The Test", published: str | None = "2020-03-01") -> Document:
        return self.documents.setdefault(id_, Document(id_, outlet, published))

    def event(
        self, document: Document, type_: str, actors: Sequence[Who], recipients: Sequence[Who] = (), *,
        when: str | None = None, topic: Sequence[str] = (), wording: str = "act", same: str | None = None,
        status: str = "occurred", sentence: str | None = None, voices: Sequence[Voice] = (),
    ) -> EventMention:  # fmt: skip
        """Tell of an event in a sentence of its own; `same` names an event that another document told of already."""
        words = sentence or f"They {wording} then."
        start = document.say(words)
        begin, end = document.at(wording, start)
        id_ = f"m{sum(len(one.mentions.get('events', ())) for one in self.documents.values()):04}"
        sides = [tuple(Party(begin, end, *who, True, "given") for who in side) for side in (actors, recipients)]
        told = When(when, None, None, "stated")
        mention = EventMention(
            id_, begin, end, 0, type_, (), (), status, False, 0.9, wording, *sides, told, None, (),  # type: ignore[arg-type]
            tuple(topic), tuple(voices), {},
        )  # fmt: skip
        document.add("events", mention)
        self.known.update({who[0]: who for who in (*actors, *recipients)})
        key = same or f"e{id_}"
        report = Report(
            f"r{id_}", key, document.id, document.outlet, type_, (), status, (wording,), (id_,), *sides, told, None,  # type: ignore[arg-type]
            (), (), None, {},
        )  # fmt: skip
        self.reports.append(report)
        if key in self.events:
            old = self.events[key]
            self.events[key] = Event(
                **{**{n: getattr(old, n) for n in old.__struct_fields__}, "reports": (*old.reports, report.id)}
            )
        else:
            names = [tuple(PartyName(*who) for who in side) for side in (actors, recipients)]
            self.events[key] = Event(
                key, type_, (), status, told, None, *names, (), (report.id,), (), (), (), {}  # type: ignore[arg-type]
            )  # fmt: skip
        return mention

    def know(self, *parties: Who) -> None:
        """Add parties that only ties speak of."""
        self.known.update({who[0]: who for who in parties})

    def told(self) -> Explained:
        accounts = [document.account() for document in self.documents.values()]
        actors = [Actor(*who, (who[1],)) for who in self.known.values()]
        case = SimpleNamespace(
            documents=lambda: accounts, events=lambda: list(self.events.values()), reports=lambda: self.reports,
            actors=lambda: actors, constraints=lambda: [],
        )  # fmt: skip
        return Explained(cast(Case, case))

    def scene(self, **asked: Any) -> Scene:
        return look(self.told(), Asked(**asked))
