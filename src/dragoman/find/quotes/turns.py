"""Turns of a transcript: a paragraph opens with who speaks, in capitals, and a colon; the rest are his very words."""

import re
from collections.abc import Iterator

from dragoman.find.quotes.cues import Cue
from dragoman.find.quotes.speech import Speech
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar
from dragoman.model import Span

LABEL = re.compile(r"[\"“]?([A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,5}): ?(?=\S)")  # "MS. SINGH: "
# The three below are estimates, so that neither "BAGHDAD:" nor "READ MORE:" makes a transcript.
LEAST_TURNS = 3
LEAST_SPEAKERS = 2
LEAST_SHARE = 0.3  # of a document's paragraphs
SCORE = 0.9


def turns(grammar: Grammar, words: QuoteWords) -> Iterator[Speech]:
    """Yield what each speaker of a transcript says, by paragraph; nothing where a document is none.

    A paragraph without a label goes on with the speaker before it. Who asks in nobody's name ("Q:") is no speaker.

    Args:
        grammar: The document.
        words: The language's words.
    """
    spans = [grammar.span(*rows) for rows in grammar.paragraphs]
    labels = [LABEL.match(grammar.text, one.start, one.end) for one in spans]
    named = [one[1] for one in labels if one is not None]
    if len(named) < max(LEAST_TURNS, LEAST_SHARE * len(spans)) or len(set(named)) < LEAST_SPEAKERS:
        return
    is_open = False
    for span, label in zip(spans, labels, strict=True):
        if label is None:
            if is_open:
                yield Speech((span,), None, SCORE, "goes on with the turn before it", follows=True, verbatim=True)
            continue
        is_open = label[1].lower() not in words.askers
        if is_open:
            source, colon = grammar.rows(Span(*label.span(1))), grammar.rows(Span(label.end(1), label.end(1) + 1))
            cue = Cue(colon[0], colon, source, (), "quote", "say")
            yield Speech((Span(label.end(), span.end),), cue, SCORE, "a turn of a transcript", verbatim=True)
