"""The words of a language for times, and a time expression as it is written."""

import msgspec

from dragoman.model import Record, Span


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to write a time, which reading it gets, and whether it stands only behind another time ("13–15 April")."""

    means: str
    form: str
    follows: bool = False


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`times.toml`: the words of a language for times, and the forms they are used in; the file says what each is."""

    future_words: list[str]
    done: list[str]
    done_labels: list[str]
    appointing: list[str]
    bidding: list[str]
    limits: list[str]
    being_to: list[str]
    infinitive_tags: list[str]
    past_tags: list[str]
    verbs: list[str]
    counted_tags: list[str]
    counted: list[str]
    year_lead: list[str]
    since: list[str]
    capital: list[str]
    not_a_time: list[str]
    names: list[str]
    event_links: list[str]
    length_links: list[str]
    tables: dict[str, dict[str, str | int]]
    fragments: dict[str, str]
    forms: list[Form]


class Expression(Record, frozen=True):
    """A time expression as it is written.

    Attributes:
        start, end: Where it stands.
        means: The reading that its form asks for ("date", "shift", "duration" ...).
        parts: What its words stand for, by the name of the table or group that caught them.
        row: Row of the token that governs it.
    """

    start: int
    end: int
    means: str
    parts: dict[str, str]
    row: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)
