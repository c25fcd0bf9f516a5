"""The words of a language by which `resolve` tells acts apart: kinds of act, and what announces a further one."""

from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from itertools import permutations

import msgspec

from dragoman.errors import SetupError
from dragoman.lang import installed, load_language


class ActWords(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, dict=True):
    """`resolve.toml` of a language.

    Attributes:
        definite: Words before the name of an act that say that it is known already ("the").
        breaks: Words that stand between no article and its noun ("that *it was* attacked").
        further: Words that say that it is another one than was told before ("second").
        besides: Words right before a verb of speech that say the same of it ("he *also* condemned").
        series: Words for the time within which acts are counted, the one told among them ("the second in a week").
        again: Words at the end of a clause that say the same of the act told in it ("killed Americans *before*").
        general: Names of acts of force that do not say of which kind it is ("attack").
        single: Words with which the description of one being begins.
        empty: Words of a name or a description that say nothing of who it is.
        sites: Nouns for what stands or lies, where people are besides ("base").
        civil: Nouns for people who do not fight ("civilians", "shopper").
        craft: Nouns for what flies or sails; `ashore` for people who are not aboard of it ("protester").
        aboard: Words by which people are said to be aboard; `on` says it before a craft ("on flight X").
        outcomes: Kinds that say what came of force; `forces` those that say by which.
        speech: Kinds that say that something is said; in what is said they tell nothing of its matter.
        kinds: Lemmas that tellers exchange for one another, by kind of act.
    """

    definite: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    further: frozenset[str] = frozenset()
    besides: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    civil: frozenset[str] = frozenset()
    craft: frozenset[str] = frozenset()
    ashore: frozenset[str] = frozenset()
    aboard: frozenset[str] = frozenset()
    on: str = ""
    outcomes: frozenset[str] = frozenset()
    forces: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    kinds: dict[str, frozenset[str]] = {}

    def kinds_of(self, words: Iterable[str]) -> frozenset[str]:
        """The kinds of act that lemmas may name."""
        return frozenset([kind for word in words for kind in self._kinds_of.get(word, ())])

    def kinds_meant(self, words: frozenset[str]) -> frozenset[str]:
        """The kinds of deed that lemmas may name, two together as well ("air strike").

        One for any act of force ("the crime") may mean all of these, unless more is said ("assault on the embassy").
        """
        kinds = self.kinds_of((*words, *map(" ".join, permutations(words, 2)))) - self.speech
        return kinds | self.outcomes | self.forces if words <= self.general else kinds

    @cached_property
    def _kinds_of(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kind, words in self.kinds.items():
            for word in words:
                found.setdefault(word, set()).add(kind)
        return {word: frozenset(kinds) for word, kinds in found.items()}


def governing(name: str) -> str:
    """The noun that governs a description ("market" in "crowded market of the town")."""
    return name.lower().partition(" of ")[0].rpartition(" ")[2]


def governed(name: str, nouns: frozenset[str]) -> bool:
    """Is the noun that governs a description one of these, or its plural with s?"""
    noun = governing(name)
    return noun in nouns or noun.removesuffix("s") in nouns


@lru_cache
def act_words(language: str | None) -> ActWords:
    """The words of a document's language; none where it is not known or not installed."""
    try:
        return load_language(language or "").section("resolve", ActWords)
    except SetupError as error:
        if error.slug != "lang.missing":
            raise
        return ActWords()


@cache
def every_language() -> ActWords:
    """The nouns of sites and of people of all languages, for what stands beside its text."""
    told = [act_words(code) for code in installed()]
    return ActWords(
        sites=frozenset().union(*(one.sites for one in told)), civil=frozenset().union(*(one.civil for one in told))
    )
