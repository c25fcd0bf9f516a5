"""The words that a language gives the event finder: `lang/*/events.toml`."""

from functools import lru_cache

import msgspec


class EventWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemmas, in groups that the event finder asks for; `events.toml` says what each is for."""

    negators: frozenset[str]
    negative_determiners: frozenset[str]
    conditions: frozenset[str]
    modal_hypothetical: frozenset[str]
    modal_future: frozenset[str]
    future_governors: frozenset[str]
    hypothetical_governors: frozenset[str]
    denying_governors: frozenset[str]
    ongoing_governors: frozenset[str]
    factive_governors: frozenset[str]
    planned_modifiers: frozenset[str]
    hypothetical_modifiers: frozenset[str]
    denied_modifiers: frozenset[str]
    ongoing_modifiers: frozenset[str]
    reports: frozenset[str]
    likening: frozenset[str]
    progressive: frozenset[str]
    existence: frozenset[str]
    speaking: frozenset[str]
    historical_words: frozenset[str]
    carriers: frozenset[str]
    carriers_with: dict[str, str]
    object_controllers: frozenset[str]
    partitives: frozenset[str]
    relatives: frozenset[str]
    place_prepositions: frozenset[str]
    instrument_prepositions: frozenset[str]
    people: frozenset[str]
    unspecific: frozenset[str]
    idioms: frozenset[str]
    classes: dict[str, frozenset[str]]

    def any_of(self, lemma: str, terms: tuple[str, ...]) -> bool:
        """Is the word among these, which may name word classes?"""
        return any(lemma in self.classes.get(term[1:], ()) if term[0] == "@" else lemma == term for term in terms)


@lru_cache(maxsize=4096)
def split_terms(term: str) -> tuple[str, ...]:
    """The words of a term of several words."""
    return tuple(term.split())
