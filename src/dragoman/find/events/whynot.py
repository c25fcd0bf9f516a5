"""Why a word codes nothing: the patterns that know it, the gate that each fails, and what became of those that fit."""

from collections.abc import Iterator

from dragoman.codebook import Codebook, Entry
from dragoman.find.events import Finder
from dragoman.find.events.gates import failures
from dragoman.find.events.relatives import related
from dragoman.find.events.triggers import kind_of
from dragoman.find.events.words import vocabulary
from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Mentions, Span

Line = tuple[int, str]  # depth and words


def why_not(grammar: Grammar, found: Mentions, span: Span, *, lang: Language, codebook: Codebook) -> Iterator[Line]:
    """Say for every word of a span what the coder saw in it.

    Args:
        grammar: The document's grammar.
        found: The mentions of the finders before the events.
        span: Code points of the raw text.
        lang: The document's language.
        codebook: The event types.

    Yields:
        Depth and line: the word and how it is read, its patterns with the gates that each fails, its fate.
    """
    finder = Finder(grammar, found, vocabulary(lang), codebook)
    events, dropped = finder.decide()
    made = {event.head: event for event in events}
    for row in range(*grammar.rows(span)):
        kind = kind_of(finder.clauses, row)
        word = f'"{grammar.word(row)}" {grammar.tokens.pos[row]}, {grammar.tokens.dep[row]}'
        if kind is None:
            yield 0, f"{word}: no sort of word that names an act here (an auxiliary, a name, or part of a compound)"
            continue
        lemma = finder.clauses.lemma(row)
        yield 0, f'{word}: looked up as {kind} "{lemma}"'
        known = codebook.entries(kind, lemma) or related(codebook, kind, lemma, finder.clauses.vocabulary)
        entries = sorted(known, key=lambda one: (one.type, one.words))
        if not entries:
            yield 1, "no pattern knows it; see dragoman codebook show TYPE and docs/howto/add-event-type.md"
        for entry in entries:
            yield 1, _tried(entry, tuple(failures(finder.clauses, row, entry)))
        if row in made:
            yield 1, f"codes {made[row].type}, score {made[row].score}"
        elif row in dropped:
            yield 1, f"codes nothing: {dropped[row]}"


def _tried(entry: Entry, failed: tuple[str, ...]) -> str:
    """A pattern and its outcome."""
    outcome = f"fails {', '.join(failed)}" if failed else f"fits, weight {entry.pattern.weight}"
    return f'{entry.type} {entry.kind} "{" ".join(entry.words)}" {outcome}'
