"""Find quotations: everything that somebody is reported as saying or holding, with speaker, cue and content.

The grammar shows who reports what; quotation marks show what are the very words. Words in marks that no cue reports and
that are no sentence are scare quotes, which the finder of wording reads.
"""

from typing import Literal

from msgspec.structs import replace

from dragoman.find.quotes.carried import carried_on
from dragoman.find.quotes.cues import SCORES, Cue, find_cues
from dragoman.find.quotes.marks import Quoted, quoted_spans
from dragoman.find.quotes.relays import relayed
from dragoman.find.quotes.speech import Attachment, Speech, by_grammar
from dragoman.find.quotes.turns import turns
from dragoman.find.quotes.voices import chain, goes_on, holds_views, is_named_within, passes_on, speaker_of
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Mentions, QuoteMention, Span, Speaker
from dragoman.voices import voices_at

QuoteKind = Literal["direct", "indirect", "mixed"]

DIRECT_SHARE = 0.8  # share of the content within quotation marks from which it is direct; the attribution task's own

# Within another's words only these count: on the attribution task other forms are right there once in thirty.
NESTED_FAMILIES = frozenset({"say", "claim", "ask"})
LOOSE = frozenset({"object", "preposition", "noun", "infinitive", "predicate"})  # forms that things can stand in too
NESTED_FORMS = frozenset({"clause", "quote", "phrase"})


def find_quotes(grammar: Grammar, found: Mentions, *, lang: Language) -> tuple[QuoteMention, ...]:
    """Find what others are reported as saying, claiming, wanting and believing, in text order.

    Args:
        grammar: The parsed document.
        found: What other finders found; the actors give speakers their names.
        lang: Its `quotes.toml` gives the words of reporting.
    """
    words = lang.section("quotes", QuoteWords)
    quoted = quoted_spans(grammar)
    cues = [relayed(grammar, cue, words) for cue in find_cues(grammar, words)]
    speeches, used = _in_marks(grammar, words, cues, quoted)
    for cue in cues:
        pieces = by_grammar(grammar, cue, quoted) if cue.row not in used else ()
        if pieces and (cue.form not in LOOSE or holds_views(grammar, found, cue.source, words)):
            speeches.append(Speech(pieces, cue, SCORES[cue.form], f"{cue.form} of a word that reports ({cue.family})"))
    told = _outermost([*speeches, *turns(grammar, words)])
    told = sorted([*told, *carried_on(grammar, words, told)], key=lambda one: (_hull(one).start, -_hull(one).end))
    return tuple(_mentions(grammar, found, words, (told, quoted)))


def _in_marks(
    grammar: Grammar, words: QuoteWords, cues: list[Cue], quoted: tuple[Quoted, ...]
) -> tuple[list[Speech], set[int]]:
    """The quotations in marks, those within others too, and the rows of the cues that they use."""
    speeches: list[Speech] = []
    used: set[int] = set()
    for depth in sorted({one.depth for one in quoted}):
        level = tuple(one for one in quoted if one.depth == depth)
        found, rows = Attachment(grammar, words, cues, level).speeches()
        speeches, used = [*speeches, *found], used | rows
    return speeches, used


def _outermost(speeches: list[Speech]) -> list[Speech]:
    """In text order, without what clashes with a better one, and without what speakers say of mere attitudes.

    Within somebody's words only what that somebody reports as said counts: what "I think" opens there is his own.
    """
    kept: list[Speech] = []
    for speech in sorted(speeches, key=lambda one: (-one.score, one.pieces[0])):
        hull = _hull(speech)
        if not any(_clashes(hull, _hull(other)) for other in kept):
            kept.append(speech)
    hulls = [(_hull(one), one) for one in kept]
    told = [
        one
        for hull, one in hulls
        if one.depth or _is_told(one) or not any(outer.holds(hull) and other is not one for outer, other in hulls)
    ]
    return sorted(told, key=lambda one: (_hull(one).start, -_hull(one).end))


def _is_told(speech: Speech) -> bool:
    """Is it reported as said by a source of its own, so that it counts within another's words too?"""
    cue = speech.cue
    if cue is None or cue.source is None or cue.own:
        return False
    return cue.family in NESTED_FAMILIES and cue.form in NESTED_FORMS


def _hull(speech: Speech) -> Span:
    """From the first to the last character of its pieces."""
    return Span(min(piece.start for piece in speech.pieces), max(piece.end for piece in speech.pieces))


def _clashes(a: Span, b: Span) -> bool:
    """Are they the same, or do they overlap without one being within the other?"""
    return a == b or (a.overlaps(b) and not a.holds(b) and not b.holds(a))


def _mentions(
    grammar: Grammar, found: Mentions, words: QuoteWords, read: tuple[list[Speech], tuple[Quoted, ...]]
) -> list[QuoteMention]:
    """Give every speech its speaker and its chain of voices; a quotation within another hangs on the outer one."""
    speeches, quoted = read
    mentions: list[QuoteMention] = []
    last: Speaker | None = None
    for speech in speeches:
        cue, hull = speech.cue, _hull(speech)
        source = cue.source if cue is not None else None
        speaker = speaker_of(grammar, found, source, words)
        if speech.follows and last is not None:
            speaker = Speaker(last.name, id=last.id)
        nested = any(one.start <= hull.start and hull.end <= one.end for one in mentions)
        outer = voices_at(grammar, mentions, hull)
        if speaker is not None and last is not None and cue is not None and goes_on(grammar, cue.row, source, words):
            speaker = speaker if is_named_within(found, speaker, last) else replace(speaker, name=last.name, id=last.id)
        before = (*outer, *(passes_on(grammar, found, cue, words) if cue is not None else ()))
        kind = _kind(speech, quoted)
        holds = kind == "indirect" and cue is not None and cue.family in words.held
        mentions.append(
            QuoteMention(
                start=hull.start,
                end=hull.end,
                parts=tuple(sorted(speech.pieces)) if len(speech.pieces) > 1 else (),
                kind=kind,
                speaker=speaker,
                cue=_cue_span(grammar, cue),
                voices=(*before, *chain(grammar, found, source, speaker, words)),
                score=speech.score,
                reason=speech.reason,
                stance="holds" if holds else "asserts",
            )
        )
        last = speaker if not nested and speaker is not None else last
    return mentions


def _cue_span(grammar: Grammar, cue: Cue | None) -> Span | None:
    """Where the words stand that report; a colon is none."""
    return grammar.span(*cue.cue) if cue is not None and grammar.word(cue.row) != ":" else None


def _kind(speech: Speech, quoted: tuple[Quoted, ...]) -> QuoteKind:
    """Direct where nearly all of it stands in quotation marks, mixed where some does."""
    total = sum(piece.end - piece.start for piece in speech.pieces)
    inside = sum(
        max(0, min(piece.end, one.end) - max(piece.start, one.start))
        for piece in speech.pieces
        for one in quoted
        if one.depth == 0
    )
    if speech.verbatim or inside >= DIRECT_SHARE * total:
        return "direct"
    return "mixed" if inside else "indirect"
