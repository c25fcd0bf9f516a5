"""Words that the codebook does not hold, by their nearest relatives in it: "rearrested", "the torching of homes"."""

from collections.abc import Iterator

from msgspec.structs import replace

from dragoman.codebook import Codebook, Entry, Pattern, TriggerKind
from dragoman.find.events.words import Vocabulary

DISCOUNT = 0.8  # of a pattern's weight, for a word that is only related to one of its words; an estimate
LEAST_STEM = 4  # letters that must be left of a word without its prefix or ending
VOWELS = "aeiou"


def related(codebook: Codebook, kind: TriggerKind, lemma: str, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """The entries of a word's nearest relatives, at a lower weight; only for a word that has none of its own.

    A prefix that repeats or answers ("re", "counter") leaves the act what it is. A noun in "-ing" names the act of its
    verb, where the verb codes without asking for more.

    Args:
        codebook: The event types.
        kind: Whether the word is a verb or a noun.
        lemma: The word.
        vocabulary: The prefixes.
    """
    for prefix in vocabulary.prefixes:
        stem = lemma.removeprefix(prefix)
        if stem != lemma and len(stem) >= LEAST_STEM and codebook.entries(kind, stem):
            found = [one for one in codebook.entries(kind, stem) if len(one.words) == 1]
            return tuple(_weaker(one, kind, lemma, one.pattern) for one in found)
    if kind != "noun":
        return ()
    verbs = [one for verb in _verbs_of(lemma) for one in codebook.entries("verb", verb) if len(one.words) == 1]
    return tuple(
        _weaker(one, kind, lemma, Pattern(mode=one.pattern.mode, role=one.pattern.role, weight=one.pattern.weight))
        for one in verbs
        if not one.pattern.demands
    )


def _verbs_of(noun: str) -> Iterator[str]:
    """The verbs that a noun in "-ing" can come from: "raiding" of "raid", "stabbing" of "stab"."""
    stem = noun.removesuffix("ing")
    if stem == noun or len(stem) < LEAST_STEM - 1:
        return
    yield stem
    yield stem + "e"
    if len(stem) > LEAST_STEM and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        yield stem[:-1]


def _weaker(entry: Entry, kind: TriggerKind, lemma: str, pattern: Pattern) -> Entry:
    """The entry for a related word."""
    return Entry(entry.type, kind, (lemma,), replace(pattern, weight=round(pattern.weight * DISCOUNT, 3)))
