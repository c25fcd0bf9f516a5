"""Free indirect speech: a sentence that goes on with a speaker's words, though no word in it says so.

"Iran would answer, he warned. The answer would be crushing." The tense shows it: what was "will" in the speaker's mouth
stands as "would", right behind a sentence that reports in the past, in the same paragraph.
"""

from collections.abc import Iterator, Sequence

from dragoman.find.quotes.speech import Speech
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar
from dragoman.model import Span

SCORE = 0.4  # no word reports it; below every form that has one; an estimate
REPORTED = ("VBD", "VBN")  # tags of a cue that reports in the past
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def carried_on(grammar: Grammar, words: QuoteWords, speeches: Sequence[Speech]) -> Iterator[Speech]:
    """Yield the sentences that carry on the words of the sentence before them.

    Args:
        grammar: The document.
        words: The language's words.
        speeches: What is reported by a cue or stands in marks, in text order.
    """
    for first, last in grammar.document.paragraphs:
        open_ = False
        for number in range(first, last):
            begin, end = grammar.document.sentences[number]
            whole = grammar.span(begin, end)
            here = [one for one in speeches if any(piece.overlaps(whole) for piece in one.pieces)]
            if here:
                open_ = any(_reports_shifted(grammar, words, one) for one in here[-1:])
            else:
                open_ = open_ and _is_shifted(grammar, words, number)
                if open_:
                    yield _speech(grammar, begin, end)


def _speech(grammar: Grammar, begin: int, end: int) -> Speech:
    """The speech of a sentence, without its full stop."""
    last = end - 1 if grammar.tokens.pos[end - 1] == "PUNCT" and end - begin > 1 else end
    span: Span = grammar.span(begin, last)
    return Speech(
        (span,), None, SCORE, "goes on with the words of the sentence before, in the same tense", follows=True
    )


def _reports_shifted(grammar: Grammar, words: QuoteWords, speech: Speech) -> bool:
    """Is it reported in the past, in nobody's very words, with a tense that is shifted back?"""
    cue = speech.cue
    spoken = {family.family for family in words.verbs if "quote" in family.frames}
    if cue is None or cue.family not in spoken or cue.own or grammar.tokens.tag[cue.row] not in REPORTED:
        return False
    rows = (row for piece in speech.pieces for row in range(*grammar.rows(piece)))
    return any(grammar.lower(row) in words.shifted and grammar.tokens.dep[row] == "aux" for row in rows)


def _is_shifted(grammar: Grammar, words: QuoteWords, number: int) -> bool:
    """Is "would" the auxiliary of a sentence's main verb, under no condition, of somebody else than the writer?"""
    begin, end = grammar.document.sentences[number]
    root = grammar.governor(begin, end)
    shifted = any(grammar.lower(one) in words.shifted for one in grammar.children_by(root, "aux"))
    subject = grammar.child(root, *SUBJECTS)
    supposed = any(grammar.lower(row) in words.supposing for row in range(begin, end))
    mine = subject is None or grammar.lower(subject) in words.own
    asks = grammar.word(end - 1) == "?"
    return shifted and not supposed and not mine and not asks
