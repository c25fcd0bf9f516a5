"""The words of a language that report what somebody says or holds; read from `lang/CODE/quotes.toml`."""

from functools import cached_property
from typing import Literal

import msgspec
from msgspec.structs import replace

Frame = Literal["clause", "infinitive", "object", "as", "quote", "small"]


class VerbFamily(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that report alike.

    Attributes:
        family: What they do with what they report ("say", "claim", "deny", "want").
        frames: In which grammar their content stands: a clause, an infinitive, the object, an object with "as", or
            words between quotation marks; `small` where a clause without a finite verb is what happens to somebody.
        verbs: Lemmas, with their particle where they need one ("point out").
    """

    family: str
    frames: frozenset[Frame]
    verbs: tuple[str, ...]


class QuoteWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The words of reporting; what each list is for stands in the data file."""

    verbs: tuple[VerbFamily, ...]
    prepositions: dict[str, frozenset[str]]
    predicates: frozenset[str]
    nouns: frozenset[str]
    noun_prepositions: dict[str, frozenset[str]]
    phrases: tuple[str, ...]
    documents: frozenset[str]
    issued_by: frozenset[str]
    outlets: frozenset[str]
    relatives: frozenset[str]
    first_person: frozenset[str]
    askers: frozenset[str]
    continuing: frozenset[str]
    empty_subjects: frozenset[str]
    none: frozenset[str]
    bodies: frozenset[str]
    own: frozenset[str]
    joins: frozenset[str]
    inner: frozenset[str]
    spoken: frozenset[str]
    citing: frozenset[str]
    told: frozenset[str]
    contrasts: frozenset[str]
    silent: frozenset[str]
    light: dict[str, frozenset[str]]
    held: frozenset[str]
    held_words: frozenset[str]
    shifted: frozenset[str]
    supposing: frozenset[str]

    def nobody(self, *, spoken: bool) -> frozenset[str]:
        """Subjects that are nobody; a verb of speech can have a body's pronoun ("*it* added that")."""
        return self.empty_subjects - self.bodies if spoken else self.empty_subjects

    @cached_property
    def family_of(self) -> dict[str, VerbFamily]:
        """The family of each verb; a verb that stands in several is of the first, with the frames of all of them."""
        table: dict[str, VerbFamily] = {}
        for family in self.verbs:
            for verb in family.verbs:
                first = table.get(verb, family)
                table[verb] = replace(first, frames=first.frames | family.frames)
        return table

    @cached_property
    def phrases_from(self) -> dict[str, list[tuple[str, ...]]]:
        """The prepositional cues by their first word, each as its words, longest first."""
        table: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted((tuple(phrase.split()) for phrase in self.phrases), key=len, reverse=True):
            table.setdefault(words[0], []).append(words)
        return table
