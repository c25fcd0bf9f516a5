"""Ties: lasting bonds that a document states between two parties, with since and until where it says them."""

from msgspec.structs import replace

from dragoman.find.ties.parties import Parties
from dragoman.find.ties.patterns import Patterns, Stated
from dragoman.find.ties.words import TieWords
from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Mentions, TieMention
from dragoman.voices import voices_at

BOTH_WAYS = ("allied_with", "neighbour_of")


def find_ties(grammar: Grammar, found: Mentions, *, lang: Language) -> tuple[TieMention, ...]:
    """Find the ties that a document states.

    Args:
        grammar: The document.
        found: Its actors, whose names the ties carry, its times, and its quotations, whose speakers state them.
        lang: Its language.

    Returns:
        One mention a place that states a tie, in text order; its span runs from the first to the last of both parties
        and the word that states it.
    """
    words = lang.section("ties", TieWords)
    patterns = Patterns(grammar, Parties(grammar, found), words)
    stated = _once(_same_groups(list(patterns.all())), grammar)
    ties = {_tie(grammar, found, words, one) for one in stated}
    return tuple(sorted(ties, key=lambda tie: (tie.start, tie.end, tie.relation, tie.a, tie.b)))


def _once(ties: list[Stated], grammar: Grammar) -> list[Stated]:
    """Keep each tie once a sentence; to be allied or neighbours runs both ways."""
    kept: dict[tuple[object, ...], Stated] = {}
    for tie in ties:
        sides: object = frozenset((tie.a, tie.b)) if tie.relation in BOTH_WAYS else (tie.a, tie.b)
        kept.setdefault((grammar.sentence(tie.rows[0]), tie.relation, sides), tie)
    return list(kept.values())


def _same_groups(ties: list[Stated]) -> list[Stated]:
    """Call the unnamed groups that one party backs by one name, that of the first: a text varies its nouns for them."""
    names: dict[tuple[str, str], str] = {}
    for tie in sorted((tie for tie in ties if tie.group is not None), key=lambda one: ("-" not in one.b, one.rows)):
        names.setdefault((tie.a, tie.relation), tie.b)
    at = {tie.group: names[tie.a, tie.relation] for tie in ties if tie.group is not None}
    same = []
    for tie in ties:
        if tie.group is not None:
            same.append(replace(tie, b=at[tie.group]))
        else:
            a, b = (at.get(row, name) for row, name in zip(tie.rows[:2], (tie.a, tie.b), strict=True))
            same.append(replace(tie, a=a, b=b))
    return same


def _tie(grammar: Grammar, found: Mentions, words: TieWords, stated: Stated) -> TieMention:
    """The record of a tie."""
    first, last = min(stated.rows), max(stated.rows)
    span = grammar.span(first, last + 1)
    since, until = _period(grammar, found, words, stated)
    voices = voices_at(grammar, found.quotes, span)
    return TieMention(span.start, span.end, stated.a, stated.relation, stated.b, since, until, voices, stated.reason)


def _period(grammar: Grammar, found: Mentions, words: TieWords, stated: Stated) -> tuple[str | None, str | None]:
    """Since when and until when it is said to hold; what is called former was over when the text was published."""
    since, until = None, grammar.document.meta.published.edtf if stated.over else None
    sentence = grammar.sentence(stated.rows[0])
    verbs = {above for row in stated.rows for above in (row, *grammar.ancestors(row))}
    for time in found.times:
        row = grammar.row_at(time.start)
        if row is None or not row or time.edtf is None or grammar.sentence(row) != sentence:
            continue
        before, heads = grammar.lower(row - 1), set(list(grammar.ancestors(row))[:2])
        if before in words.grammar.since and heads & verbs:
            since = time.edtf
        elif before in words.grammar.until and heads & verbs:
            until = time.edtf
    return since, until
