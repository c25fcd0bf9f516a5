"""Times that are beside the point: of a noun's own clause, of what is compared or recalled, within another time."""

from collections.abc import Sequence

from dragoman.find.events.aspect import tense_of
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.scenes import MAX_CHAIN
from dragoman.model import TimeMention

SUPERLATIVE = ("JJS", "RBS")
SOMEBODY = ("PERSON", "ORG", "NORP", "GPE")  # spaCy's types of names that can be a party
BESIDE = 2  # words from a verb to the time that is its own: "signed in 1992"


def is_of_noun(clauses: Clauses, noun: int, clause: int, head: int) -> bool:
    """Does a clause on a noun say when somebody was, a writing came out or something had been done to a thing?

    "A report *published on Monday*", "freed a ship that *pirates seized in May*", "the treaty, *signed in 1992*";
    but not "the raid, *launched in May*". A time far from the clause's verb may be that of the sentence.
    """
    words, subject = clauses.words, clauses.grammar.child(clause, *SUBJECT)
    of_others = subject is not None and clauses.grammar.lower(subject) not in words.relatives
    near = clauses.pos[noun] == "NOUN" and clause < clauses.grammar.subtree(head)[0] <= clause + BESIDE
    if clauses.lemma(noun) in words.publications or of_others or near:
        return not is_act(clauses, noun)
    return clauses.dep[clause] == "relcl" and is_somebody(clauses, noun)


def around(times: Sequence[TimeMention]) -> dict[int, TimeMention]:
    """By the start of a time the one that it is a part of: "three days before *Monday's* raid"."""
    return {
        one.start: other for one in times for other in times
        if other is not one and other.start <= one.start and one.end <= other.end
    }  # fmt: skip


def before_scene(clauses: Clauses, verb: int) -> int | None:
    """The noun right before a clause that tells what was then: "since Friday's *riot*, when ten were killed"."""
    first = clauses.grammar.subtree(verb)[0]
    before = first - 1 if first and clauses.pos[first - 1] != "PUNCT" else first - 2
    opened = clauses.grammar.lower(first) in clauses.words.scenes and first > 1
    return before if opened and clauses.pos[before] == "NOUN" else None


def compares(clauses: Clauses, head: int) -> bool:
    """Does a time only bound a comparison: "the deadliest raid *since 2014*", "the first since the war of 2006"?"""
    grammar = clauses.grammar
    above = list(grammar.ancestors(head))[:MAX_CHAIN]
    since = next((row for row in (head, *above) if grammar.lower(row) in clauses.words.since), None)
    if since is None:
        return False
    before = range(grammar.sentence_rows(since)[0], since)
    return any(clauses.tag[row] in SUPERLATIVE or grammar.lower(row) in clauses.words.ranks for row in before)


def recalls(clauses: Clauses, head: int) -> bool:
    """Does a time only say what a day recalls: "on the anniversary of the *9/11* attacks"?"""
    above = list(clauses.grammar.ancestors(head))[:MAX_CHAIN]
    return any(clauses.lemma(row) in clauses.words.anniversaries for row in above)


def is_past_of_now(clauses: Clauses, row: int, noun: int, clause: int) -> bool:
    """Is an act told in the present, a clause on a noun in the past: "it answers the raids, *which killed*"?"""
    tense = tense_of(clauses, row)
    now = tense == "present" or (tense == "perfect" and not is_act(clauses, noun))  # "have died in the war that began"
    return now and tense_of(clauses, clause) == "past"


def is_act(clauses: Clauses, noun: int) -> bool:
    """Is the noun a word for what is done, rather than for a thing: "the attack", "a strike"?"""
    words = clauses.words
    return any(clauses.lemma(noun) in some for some in (words.deeds, words.wars, words.lasting_nouns))


def is_somebody(clauses: Clauses, row: int) -> bool:
    """Is the noun a word for people or a body, or the name of one or of a country?"""
    return clauses.lemma(row) in clauses.words.people or clauses.grammar.tokens.name[row] in SOMEBODY
