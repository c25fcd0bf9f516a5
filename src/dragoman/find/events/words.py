"""The words that a language gives the event finder: `lang/*/events.toml`."""

from functools import lru_cache

import msgspec

from dragoman.codebook import words_of
from dragoman.errors import SetupError
from dragoman.lang import Language

ANY = "*"  # as a term of a pattern: the place must be filled, by whatever word


class EventWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemmas, in groups that the event finder asks for; `events.toml` says what each is for."""

    negators: frozenset[str]
    degrees: frozenset[str]
    negative_determiners: frozenset[str]
    nobody: frozenset[str]
    singles: frozenset[str]
    nor: frozenset[str]
    alternatives: frozenset[str]
    passing_over: frozenset[str]
    stopping_at: frozenset[str]
    reckonings: frozenset[str]
    at_once_with: frozenset[str]
    besides: frozenset[str]
    asked_before: frozenset[str]
    mishaps: frozenset[str]
    provoking: frozenset[str]
    judging: frozenset[str]
    leaving: frozenset[str]
    conditions: frozenset[str]
    inverted: frozenset[str]
    whoever: frozenset[str]
    anybody: frozenset[str]
    asking: frozenset[str]
    limits: frozenset[str]
    comparing: frozenset[str]
    at_once: frozenset[str]
    modal_hypothetical: frozenset[str]
    modal_future: frozenset[str]
    future_governors: frozenset[str]
    hypothetical_governors: frozenset[str]
    aims: frozenset[str]
    using: frozenset[str]
    denying_governors: frozenset[str]
    ongoing_governors: frozenset[str]
    keeping: frozenset[str]
    factive_governors: frozenset[str]
    planned_modifiers: frozenset[str]
    hypothetical_modifiers: frozenset[str]
    denied_modifiers: frozenset[str]
    ongoing_modifiers: frozenset[str]
    reports: frozenset[str]
    examples: frozenset[str]
    negating_prepositions: frozenset[str]
    ended: frozenset[str]
    definite: frozenset[str]
    imagined: frozenset[str]
    scenes: frozenset[str]
    ranks: frozenset[str]
    mentions: frozenset[str]
    commanding: frozenset[str]
    victims: frozenset[str]
    counting_among: frozenset[str]
    companions: frozenset[str]
    stances: frozenset[str]
    mourning: frozenset[str]
    claims: frozenset[str]
    disbelieving: frozenset[str]
    repelling: frozenset[str]
    wishing: frozenset[str]
    helping: frozenset[str]
    untrue: frozenset[str]
    untruly: frozenset[str]
    true: frozenset[str]
    naming: frozenset[str]
    arranging: frozenset[str]
    ongoing_adverbs: frozenset[str]
    lengths: frozenset[str]
    surrounding: frozenset[str]
    separating: frozenset[str]
    wars: frozenset[str]
    outbreaks: frozenset[str]
    lasting_verbs: frozenset[str]
    lasting_nouns: frozenset[str]
    upcoming: frozenset[str]
    prefixes: frozenset[str]
    recent: frozenset[str]
    elapsed: frozenset[str]
    since: frozenset[str]
    ranges: dict[str, frozenset[str]]
    back_to: frozenset[str]
    after_it: frozenset[str]
    following: frozenset[str]
    anniversaries: frozenset[str]
    ways: dict[str, int]
    publications: frozenset[str]
    deeds: frozenset[str]
    manners: frozenset[str]
    placing: frozenset[str]
    resuming: frozenset[str]
    apart: frozenset[str]
    after_act: frozenset[str]
    aftermaths: frozenset[str]
    answering: frozenset[str]
    answered_by: frozenset[str]
    responding: frozenset[str]
    responded_to: frozenset[str]
    example_phrases: frozenset[str]
    topics: frozenset[str]
    accusations: frozenset[str]
    wrongs: frozenset[str]
    dying: frozenset[str]
    moments: frozenset[str]
    fresh: frozenset[str]
    happening: frozenset[str]
    merely: frozenset[str]
    undergoing: frozenset[str]
    theatres: frozenset[str]
    aiming: frozenset[str]
    aimed_at: frozenset[str]
    imagined_of: frozenset[str]
    grounds: frozenset[str]
    charges: frozenset[str]
    shares: frozenset[str]
    others_plans: frozenset[str]
    papers: frozenset[str]
    laws: frozenset[str]
    councils: frozenset[str]
    deciding: frozenset[str]
    forgetting: frozenset[str]
    media: frozenset[str]
    having: frozenset[str]
    hours: frozenset[str]
    times: frozenset[str]
    repeatedly: frozenset[str]
    preparing: frozenset[str]
    pushed: frozenset[str]
    decided_on: frozenset[str]
    commissives: frozenset[str]
    promises: frozenset[str]
    addressing: frozenset[str]
    sites: frozenset[str]
    localities: frozenset[str]
    endings: frozenset[str]
    ending_verbs: frozenset[str]
    open_determiners: frozenset[str]
    likening: frozenset[str]
    perfect: frozenset[str]
    pluperfect: frozenset[str]
    progressive: frozenset[str]
    existence: frozenset[str]
    speaking: frozenset[str]
    carriers: frozenset[str]
    carriers_with: dict[str, str]
    object_controllers: frozenset[str]
    transitive: frozenset[str]
    delegates: frozenset[str]
    blaming: dict[str, str]
    agentive: dict[str, str]
    partitives: frozenset[str]
    relatives: frozenset[str]
    compound_prepositions: frozenset[str]
    free_relatives: frozenset[str]
    namers: frozenset[str]
    accompanying_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    speaking_prepositions: frozenset[str]
    journey_prepositions: frozenset[str]
    partner_prepositions: frozenset[str]
    first_persons: frozenset[str]
    third_persons: frozenset[str]
    singular_pronouns: frozenset[str]
    deadlines: frozenset[str]
    people: frozenset[str]
    play: frozenset[str]
    unspecific: frozenset[str]
    classes: dict[str, frozenset[str]]


class TermIndex(dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]):
    """Terms by their governing word: the words that must stand before it and behind it.

    The governing word is the last, or the one before "of" ("state of emergency"). `any_word` is set by the term "*";
    `names` holds the kinds of names that terms in capitals ask for ("@PERSON").
    """

    any_word: bool = False
    names: frozenset[str] = frozenset()


class Vocabulary:
    """A language's words, and the terms of patterns made ready for quick comparison.

    Args:
        words: The lists of `events.toml`.
    """

    def __init__(self, words: EventWords) -> None:
        self.words = words
        self.prefixes = sorted(words.prefixes, key=len, reverse=True)
        self._indices: dict[tuple[str, ...], TermIndex] = {}

    def index(self, terms: tuple[str, ...]) -> TermIndex:
        """The terms by their last word, with word classes spelt out."""
        found = self._indices.get(terms)
        if found is None:
            found = self._indices[terms] = self._build(terms)
        return found

    def _build(self, terms: tuple[str, ...]) -> TermIndex:
        """Spell out word classes and sort terms by their governing word."""
        index = TermIndex()
        plain = [term for term in terms if not _is_kind_of_name(term)]
        spelt = [one for term in plain for one in (self._members(term) if term.startswith("@") else (term,))]
        index.any_word = ANY in spelt
        index.names = frozenset(term[1:] for term in terms if _is_kind_of_name(term))
        for term in spelt:
            words = words_of(term)
            at = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
            index[words[at]] = (*index.get(words[at], ()), (words[:at], words[at + 1 :]))
        return index

    def _members(self, term: str) -> frozenset[str]:
        """The words of a class.

        Raises:
            SetupError: `codebook.file`, where the language has no class of that name.
        """
        members = self.words.classes.get(term[1:])
        if members is None:
            known = ", ".join(sorted(self.words.classes))
            raise SetupError("codebook.file", f'a pattern asks for the word class "{term}"; events.toml has: {known}')
        return members


def _is_kind_of_name(term: str) -> bool:
    """Does the term ask for a name of a kind that the parser tells: "@PERSON"?"""
    return term.startswith("@") and term[1:].isupper()


@lru_cache
def vocabulary(lang: Language) -> Vocabulary:
    """The vocabulary of a language, made once a process."""
    return Vocabulary(lang.section("events", EventWords))
