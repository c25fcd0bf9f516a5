"""What is left of a content: without its cue, without what hangs on it, and only where it can be what is reported."""

from dragoman.find.quotes.speakers import trimmed
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar

Rows = tuple[int, int]

OPENING = "``"  # the parser's tag of an opening quotation mark
_BETWEEN = ",—–-:(”\"'’“)…!?"  # what parts a content from the cue behind it


def reported(grammar: Grammar, content: tuple[Rows, ...], cue: Rows, form: str, words: QuoteWords) -> tuple[Rows, ...]:
    """Return the pieces of a content that can be what a cue reports.

    Args:
        grammar: The document.
        content: Rows that the grammar gives the cue.
        cue: Rows of the cue and, where it stands right before, its source.
        form: The grammar that shows it; the subject of a passive needs no comma behind it.
        words: The language's words.
    """
    pieces = tuple(own_clause(grammar, piece, cue[0]) for whole in content for piece in without(whole, cue))
    pieces = tuple(piece for piece in pieces if not _is_contrast(grammar, piece, cue, words))
    pieces = tuple(piece for piece in pieces if form == "passive" or _reaches(grammar, piece, cue))
    pieces = tuple(trimmed(grammar, first, _end(grammar, first, last, words)) for first, last in pieces)
    return tuple(piece for piece in pieces if piece[0] < piece[1] and not _is_relative(grammar, piece, words))


def own_clause(grammar: Grammar, piece: Rows, cue: int) -> Rows:
    """The piece of a content before its cue without what a semicolon or a label in capitals parts from it.

    It is empty where a semicolon parts the whole of it from the cue.
    """
    start = grammar.sentence_rows(piece[0])[0]
    if any(grammar.word(row) == ";" for row in range(piece[1], cue)):
        return (piece[1], piece[1])
    for row in range(min(piece[1], cue) - 1, piece[0], -1):
        mark = grammar.word(row)
        label = mark == ":" and all(grammar.word(one).isupper() for one in range(start, row))
        if piece[1] <= cue and (mark == ";" or label):
            return (row + 1, piece[1])
    return piece


def _is_contrast(grammar: Grammar, piece: Rows, cue: Rows, words: QuoteWords) -> bool:
    """Is it what the writer sets against what is said: "..., officials say, *though* ..."?"""
    first = trimmed(grammar, *piece)[0]
    return piece[0] >= cue[1] and first < piece[1] and grammar.lower(first) in words.contrasts


def _reaches(grammar: Grammar, piece: Rows, cue: Rows) -> bool:
    """Is it not a clause of its own before the cue, which no comma or a semicolon parts from it?"""
    if piece[1] > cue[0] or piece[0] + 1 == piece[1]:
        return True
    before = grammar.word(cue[0] - 1)
    return before[-1] in _BETWEEN or piece[1] < cue[0] - 1


def says_nothing(grammar: Grammar, content: tuple[Rows, ...]) -> bool:
    """Is it a lone word, a name or a day, and not quoted: nothing that somebody could have said of anything?"""
    rows = [row for first, last in content for row in range(first, last)]
    if any(first > 0 and grammar.tokens.tag[first - 1] == OPENING for first, _ in content):
        return False
    return len(rows) < 2 or all(grammar.tokens.name[row] or grammar.tokens.pos[row] == "DET" for row in rows)


def without(whole: Rows, cut: Rows) -> tuple[Rows, ...]:
    """What is left of a range of rows without another."""
    if cut[1] <= whole[0] or whole[1] <= cut[0]:
        return (whole,)
    pieces = ((whole[0], cut[0]), (cut[1], whole[1]))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _end(grammar: Grammar, first: int, last: int, words: QuoteWords) -> int:
    """Where a content ends: before a second report that hangs on it ("..., adding that", "and said: ...")."""
    tokens = grammar.tokens
    top = grammar.governor(first, last)
    for row in range(max(first, top) + 1, last):
        family = words.family_of.get(tokens.lemma[row].lower())
        if family is None or family.family not in words.spoken or tokens.head[row] != top:
            continue
        start = grammar.subtree(row)[0]
        if start - 1 <= top or (start != row and tokens.dep[row] == "conj"):
            continue
        before = grammar.lower(start - 1)
        if (tokens.dep[row] == "advcl" and before == ",") or (tokens.dep[row] == "conj" and before in words.joins):
            return start - 1
    return _without_aside(grammar, first, last, words)


def _without_aside(grammar: Grammar, first: int, last: int, words: QuoteWords) -> int:
    """Where a content ends without a relative clause behind its last comma, which adds what the writer knows."""
    for row in range(last - 1, first, -1):
        start, end = grammar.subtree(row)
        opening = start + 1 if grammar.tokens.pos[start] == "ADP" else start  # "in which"
        aside = grammar.tokens.dep[row] == "relcl" and grammar.lower(opening) in words.relatives
        aside = aside or (
            grammar.tokens.dep[row] in ("acl", "advcl") and grammar.tokens.tag[row] == "VBN" and start == row
        )
        if aside and end >= last - 1 and start - 1 > first and grammar.word(start - 1) == ",":
            return start - 1
    return last


def _is_relative(grammar: Grammar, rows: Rows, words: QuoteWords) -> bool:
    """Is it nothing but a relative pronoun ("*which*, officials say, ...")?"""
    return rows[1] - rows[0] == 1 and grammar.lower(rows[0]) in words.relatives
