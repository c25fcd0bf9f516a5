"""Who says what stands at a place of a text: the chain of voices, from the outlet inwards, to any depth.

One rule for events, figures, ties and quotations: the voices of the innermost quotation that holds the place; outside
of any, the outlet alone, since what nobody else is named for is its own; and between the outlet and whoever it quotes,
the sources of the footnotes that the claim bears.
"""

from collections.abc import Sequence

from dragoman.grammar import Grammar
from dragoman.model import Meta, QuoteMention, Span, Voice

NO_OUTLET = "this document"  # the outermost voice of a document whose outlet is not known
_STOPS = " \t\r\n\xa0.,;:!?…\"'”’»)]"  # what may stand between a claim's last word and its mark


def voices_at(grammar: Grammar, quotes: Sequence[QuoteMention], span: Span) -> tuple[Voice, ...]:
    """Return the voices of what stands in a span, from the outlet inwards.

    Args:
        grammar: The document.
        quotes: Its quotations.
        span: The words of an event, a figure or a tie.
    """
    return quoted_voices(quotes, span) or document_voices(grammar, span)


def quoted_voices(quotes: Sequence[QuoteMention], span: Span) -> tuple[Voice, ...]:
    """Return the voices of the innermost quotation that holds a span; () where none does."""
    holding = [one for one in quotes if _holds(one, span)]
    return min(holding, key=lambda one: one.end - one.start).voices if holding else ()


def document_voices(grammar: Grammar, span: Span) -> tuple[Voice, ...]:
    """Return the outlet, and the sources of the footnotes of the claim in which a span stands.

    The claim that a mark is set to runs back to the mark before it, at most to the start of its sentence; marks that
    follow each other without a word between are set to the same claim.
    """
    cited: list[Voice] = []
    for claim, voice in _claims(grammar):
        if claim.overlaps(span) and voice not in cited:
            cited.append(voice)
    return (outlet_voice(grammar.document.meta), *cited)


def outlet_voice(meta: Meta) -> Voice:
    """Return the outermost voice of a document."""
    return Voice("outlet", meta.outlet or NO_OUTLET)


def _holds(quote: QuoteMention, span: Span) -> bool:
    """Does the quotation hold the span, and not only around the words of its cue?"""
    within = quote.start <= span.start and span.end <= quote.end
    return within and (not quote.parts or any(part.overlaps(span) for part in quote.parts))


def _claims(grammar: Grammar) -> list[tuple[Span, Voice]]:
    """The claims of a document that bear marks of notes, each with the source that its note names."""
    found: list[tuple[Span, Voice]] = []
    last_mark, claim = 0, None
    for note in grammar.document.notes:
        end = _last_word(grammar.text, note.mark.start)
        if end > last_mark:
            row = grammar.row_at(end - 1)
            first = None if row is None else grammar.tokens.start[grammar.sentence_rows(row)[0]]
            claim = None if first is None else Span(max(first, last_mark), end)
        last_mark = note.mark.end
        if claim is not None and note.source:
            origin = note.stands_for or note.note
            found.append((claim, Voice("source", note.source, origin.start, origin.end)))
    return found


def _last_word(text: str, offset: int) -> int:
    """Where the last word before an offset ends."""
    while offset and text[offset - 1] in _STOPS:
        offset -= 1
    return offset
