"""Times that are beside the point: of a noun's own clause, of what is compared or recalled, within another time."""

from collections.abc import Sequence

from dragoman.find.events.aspect import tense_of
from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.conditions import condition
from dragoman.find.events.days import DAY
from dragoman.find.events.heads import OBJECT, SUBJECT
from dragoman.find.events.scenes import MAX_CHAIN, chain
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
    """Does a time only bound a comparison: "the deadliest raid *since 2014*", "the first since the war of 2006"?

    Not where it is that of those among which one is singled out: "the latest of ten raids *since 2014*".
    """
    grammar = clauses.grammar
    above = list(grammar.ancestors(head))[:MAX_CHAIN]
    since = next((row for row in (head, *above) if grammar.lower(row) in clauses.words.since), None)
    if since is None:
        return False
    before = range(grammar.sentence_rows(since)[0], since)
    ranked = [row for row in before if clauses.tag[row] in SUPERLATIVE or grammar.lower(row) in clauses.words.ranks]
    return any(grammar.lower(row + 1) != "of" for row in ranked)


def only_names(clauses: Clauses, head: int) -> bool:
    """Does a time date nothing, since it bounds a comparison or is what a day recalls?"""
    return compares(clauses, head) or _recalls(clauses, head)


def _recalls(clauses: Clauses, head: int) -> bool:
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


def is_of_another_act(clauses: Clauses, row: int, head: int) -> bool:
    """Is a time that of what hangs on an act, of what came of it, of who speaks of it, or of the past before it?"""
    hangs = is_of_later(clauses, row, head) or _is_condition_at(clauses, row, head)
    return hangs or _is_of_past(clauses, row, head)


def _is_of_past(clauses: Clauses, row: int, head: int) -> bool:
    """Does a verb stand in the present, and a time with another in the past: "it *obliges* X, who left in May"?"""
    verb = next((one for one in clauses.grammar.ancestors(head) if clauses.is_verb(one)), None)
    other = verb is not None and verb != row and tense_of(clauses, verb) == "past"
    return other and clauses.is_verb(row) and tense_of(clauses, row) == "present"


def is_of_later(clauses: Clauses, row: int, head: int) -> bool:
    """Is a time that of what came of a deed, or of who speaks of it?

    "The killing *led* to riots on 3 May"; "on Monday he *condemned* the raid", but not "condemned the raid on
    Monday", which may be either's.
    """
    verb, words, above = clauses.grammar.head(row), clauses.words, chain(clauses, head)
    if verb is None or verb not in above or row in above or clauses.is_verb(row):
        return False
    if clauses.dep[row] in SUBJECT:
        return head > verb and clauses.lemma(verb) in words.provoking
    return head < verb and clauses.dep[row] in OBJECT and clauses.lemma(verb) in words.judging


def is_day_of_war(clauses: Clauses, row: int, one: TimeMention) -> bool:
    """Is it one day, and the act a war that does not begin there: "he condemned *the war* on Monday"?"""
    if clauses.lemma(row) not in clauses.words.wars or clauses.is_verb(row):
        return False
    waged = clauses.dep[row] in (*SUBJECT, *PASSIVE_SUBJECT) or clauses.carrier(row) is not None
    return not waged and DAY.fullmatch(one.edtf or "") is not None


def _is_condition_at(clauses: Clauses, row: int, head: int) -> bool:
    """Is it a condition, and the time that of what hangs on it: "threatened it *on Monday* if it attacked"?"""
    beside = set(clauses.grammar.ancestors(head))
    verbs = (one for one in (row, *clauses.grammar.ancestors(row)) if clauses.is_verb(one))
    return any(one not in beside and condition(clauses, one) is not None for one in verbs)


def is_parted(clauses: Clauses, verb: int) -> bool:
    """Does a word open its clause that parts it from the one around: "*after* they had left"?"""
    marks = clauses.grammar.children_by(verb, "mark")
    return any(clauses.grammar.lower(one) in clauses.words.apart for one in marks)


def is_of_its_own(clauses: Clauses, verb: int) -> bool:
    """Is the time of a clause its own alone: set off by a length, told for the order only, or of whose words it was?"""
    return _is_at_length(clauses, verb) or _is_only_ordered(clauses, verb) or _is_likened(clauses, verb)


def _is_at_length(clauses: Clauses, verb: int) -> bool:
    """Does a length of time stand before the word that parts its clause from the one around: "*days* after"?"""
    marks = clauses.grammar.children_by(verb, "mark")
    return is_parted(clauses, verb) and any(clauses.lemma(one - 1) in clauses.words.lengths for one in marks if one)


def _is_only_ordered(clauses: Clauses, verb: int) -> bool:
    """Does the verb around a clause say nothing but that something was later: "the attack *came* after it sank"?"""
    above = clauses.grammar.head(verb)
    ordered = above is not None and clauses.lemma(above) in clauses.words.happening
    return ordered and is_parted(clauses, verb)


def _is_likened(clauses: Clauses, verb: int) -> bool:
    """Does a clause say whose words a deed or demand is like: "asked them to leave, *as the council demanded*"?"""
    opens = clauses.grammar.children_by(verb, "mark", "advmod")
    said = clauses.lemma(verb) in clauses.words.asked_before
    return said and any(clauses.grammar.lower(one) in clauses.words.comparing for one in opens)
