"""Ties: lasting bonds that a document states between two parties, with since and until where it says them."""

from msgspec.structs import replace

from dragoman.find.ties.mood import is_asserted, is_over, is_past, predicate
from dragoman.find.ties.parties import Parties
from dragoman.find.ties.patterns import Patterns, Stated
from dragoman.find.ties.words import TieWords
from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Mentions, QuoteMention, TieMention
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
    asserted = [one for one in patterns.all() if one.by is None or is_asserted(grammar, one.by, words)]
    stated = _once(_same_groups(asserted), grammar)
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
    voices = voices_at(grammar, _quotes(grammar, found, words, stated), span)
    return TieMention(
        span.start, span.end, stated.a, stated.relation, stated.b, since, until, voices, stated.reason,
        past=stated.by is not None and is_past(grammar, stated.by, words),
    )  # fmt: skip


def _quotes(grammar: Grammar, found: Mentions, words: TieWords, stated: Stated) -> tuple[QuoteMention, ...]:
    """The quotations whose speakers may state a tie: of what only a noun phrase holds, none that the writer words.

    In "parliament demanded that they leave after A, commander of B, was killed" it is the writer who says who A is.
    Source: appositives project out of reported speech (Potts, The Logic of Conventional Implicatures, 2005, chapter 4).
    """
    if stated.by is not None and predicate(grammar, stated.by, words) is not None:
        return found.quotes
    return tuple(quote for quote in found.quotes if quote.kind != "indirect")


def _period(grammar: Grammar, found: Mentions, words: TieWords, stated: Stated) -> tuple[str | None, str | None]:
    """Since when and until when it is said to hold; what is called former was over when the text was published.

    A tie said to have held throughout a time, or, in the past tense, in one, has that time as both bounds.
    """
    over = stated.over or (stated.by is not None and is_over(grammar, stated.by, words))
    since, until = None, grammar.document.meta.published.edtf if over else None
    sentence = grammar.sentence(stated.rows[0])
    verbs = {above for row in stated.rows for above in (row, *grammar.ancestors(row))}
    for time in found.times:
        row = grammar.row_at(time.start)
        if row is None or time.edtf is None or grammar.sentence(row) != sentence:
            continue
        prepositions = [one for one in (row, *grammar.ancestors(row)) if grammar.tokens.pos[one] in ("ADP", "SCONJ")]
        chained = [one for one in prepositions[:2] if one == prepositions[0] or grammar.head(prepositions[0]) == one]
        if not any(grammar.head(one) in verbs for one in chained):  # "to 2014" hangs on "from 2005"
            continue
        before = grammar.lower(prepositions[0])
        if before in words.grammar.since:
            since = time.edtf
        elif before in words.grammar.until:
            until = time.edtf
        elif _holds_within(grammar, words, stated, before):
            since, until = since or time.edtf, until or time.edtf
    return since, until


def _holds_within(grammar: Grammar, words: TieWords, stated: Stated, preposition: str) -> bool:
    """Does a preposition before a time make it the time of the tie; some do only beside a verb in the past tense."""
    past = stated.by is not None and is_past(grammar, stated.by, words)
    return preposition in words.grammar.throughout or (past and preposition in words.grammar.within)
