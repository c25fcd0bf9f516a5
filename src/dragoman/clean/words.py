"""The record of `cleaning.toml`, and what is made of it once a language."""

from functools import cached_property

import msgspec

from dragoman.clean.chain import Steps
from dragoman.clean.forms import FormWords
from dragoman.clean.lines import CueIndex, Cues
from dragoman.clean.notes import NoteWords
from dragoman.lang import Language


class MetaWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By what words a text names its author and outlet.

    Attributes:
        by: What stands before an author.
        honorifics: Titles that are no part of a name.
        not_names: Words that no person's name holds.
        calendar: Short words of dates, of which alone no name consists.
        outlet: Patterns of what names the outlet in so many words.
        outlet_words: Words as the names of newspapers, agencies and stations are made of.
        sections: Words of a site's sections, which make no outlet's name of them.
        articles: Articles, with which outlets' names begin and persons' do not.
        small: Words of a name without a capital.
    """

    by: tuple[str, ...]
    honorifics: frozenset[str]
    not_names: frozenset[str]
    calendar: frozenset[str]
    outlet: tuple[str, ...]
    outlet_words: frozenset[str]
    sections: frozenset[str]
    articles: frozenset[str]
    small: frozenset[str]


class CleaningWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`cleaning.toml`: function words, the words of each kind of junk and form, and what the signs weigh."""

    stopwords: str
    cues: dict[str, Cues]
    forms: FormWords
    notes: NoteWords
    meta: MetaWords
    weights: dict[str, float]
    set: dict[str, float]
    steps: Steps

    @cached_property
    def index(self) -> CueIndex:
        """The words of each kind of junk, ready to be looked up."""
        return CueIndex(self.cues)

    @cached_property
    def weighing(self) -> dict[str, float]:
        """What every sign weighs, learnt or set."""
        return {**self.weights, **self.set}

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The commonest words of the language."""
        return frozenset(self.stopwords.split())


def cleaning_words(lang: Language) -> CleaningWords:
    """Read a language's `cleaning.toml`.

    Raises:
        SetupError: `lang.section`, where it is missing or broken.
    """
    return lang.section("cleaning", CleaningWords)
