"""Join words in quotation marks to the cue that reports them, and cues without marks to their clause."""

from bisect import bisect_left

from msgspec.structs import replace

from dragoman.find.quotes.cues import SCORES, Cue
from dragoman.find.quotes.marks import Quoted
from dragoman.find.quotes.speakers import source_of
from dragoman.find.quotes.words import QuoteWords
from dragoman.grammar import Grammar
from dragoman.model import Record, Span

# The five below are guesses, not measured.
MAX_LABEL = 6  # words of a name before a colon
MAX_TO_CUE = 25  # tokens between a quotation and its cue ("..., John Smith, a former officer of the guard, said")
MIN_ORPHAN = 6  # words of a quotation without a cue; shorter ones are scare quotes and titles
NO_CUE_SCORE = 0.5  # a quotation whose speaker is carried over from the one before
UNCLOSED_FACTOR = 0.7  # a mark is missing, so that the end is a guess
CALL = "call"  # the family of verbs that give their object a name
_STOPS = ".!?…"
_ENDS = ",.!?…—-–"


class Speech(Record, frozen=True):
    """Something reported: its pieces in the raw text, and the cue, which is None where it is carried over.

    Attributes:
        follows: The source is that of the quotation before.
        depth: How many other quotation marks it stands within.
        verbatim: They are somebody's very words, though no marks say so.
    """

    pieces: tuple[Span, ...]
    cue: Cue | None
    score: float
    reason: str
    follows: bool = False
    depth: int = 0
    verbatim: bool = False


class Attachment:
    """Which quotation belongs to which cue, for the quotations of one depth.

    Args:
        grammar: The document.
        words: The language's words.
        cues: All cues of the document.
        quoted: Its words in quotation marks that stand equally deep within others.
    """

    def __init__(self, grammar: Grammar, words: QuoteWords, cues: list[Cue], quoted: tuple[Quoted, ...]) -> None:
        self.grammar, self.words = grammar, words
        self.quoted = quoted
        self.rows = [grammar.rows(Span(one.outer, one.outer_end)) for one in self.quoted]
        self.inside = {row for first, last in self.rows for row in range(first, last)}
        spoken = {family.family for family in words.verbs if "quote" in family.frames}
        self.sayings = [self._outside(cue) for cue in cues if cue.row not in self.inside and cue.family in spoken]
        self.saying_rows = [cue.row for cue in self.sayings]

    def _outside(self, cue: Cue) -> Cue:
        """The cue with what of its source stands outside the marks: "'Nobody,' *a deputy* said"."""
        if cue.source is None or cue.source[0] not in self.inside:
            return cue
        rows = [row for row in range(*cue.source) if row not in self.inside]
        return replace(cue, source=(rows[0], cue.source[1])) if rows else cue

    def speeches(self) -> tuple[list[Speech], set[int]]:
        """All direct quotations, and the rows of the cues that they use."""
        groups: list[tuple[Cue | None, list[int]]] = []
        for number in range(len(self.quoted)):
            cue = self._after(number) or self._before(number) or self._introduced(number)
            if cue is not None:
                same = next((group for group in groups[-2:] if group[0] is not None and group[0].row == cue.row), None)
                if same is not None:
                    same[1].append(number)
                else:
                    groups.append((cue, [number]))
            elif groups and self._continues(number, *groups[-1]):
                groups[-1][1].append(number)
            elif self.quoted[number].depth == 0 and self._is_orphan(number):
                groups.append((None, [number]))
        return [self._speech(cue, numbers) for cue, numbers in groups], {
            cue.row for cue, _ in groups if cue is not None
        }

    def _speech(self, cue: Cue | None, numbers: list[int]) -> Speech:
        """Make one speech of the quotations of a cue."""
        parts = [self.quoted[number] for number in numbers]
        score = SCORES["quote"] if cue is not None else NO_CUE_SCORE
        closed = all(part.closed for part in parts[-1:])
        reason = (
            "words in quotation marks beside their cue" if cue is not None else "words in quotation marks without a cue"
        )
        if not closed:
            score, reason = score * UNCLOSED_FACTOR, reason + "; a closing mark is missing, it ends with its paragraph"
        pieces = tuple(Span(part.start, part.end) for part in parts)
        return Speech(pieces, cue, round(score, 3), reason, follows=cue is None, depth=parts[0].depth)

    def _after(self, number: int) -> Cue | None:
        """The cue behind a quotation: "...," she said."""
        quoted, last = self.quoted[number], self.rows[number][1]
        if not self._opens_sentence(number) or not self._has_end(quoted):
            return None
        limit = self._next_stop(last, number)
        at = bisect_left(self.saying_rows, last)
        cue = self.sayings[at] if at < len(self.sayings) else None
        if cue is None or cue.row >= min(limit, last + MAX_TO_CUE):
            return None
        ended = self.grammar.text[quoted.end - 1] in _STOPS and self._starts_new(last)
        start = min(cue.cue[0], cue.source[0]) if cue.source else cue.cue[0]
        return None if ended or not self._is_light(last, start) else cue

    def _before(self, number: int) -> Cue | None:
        """The cue before a quotation: she said: "..."; a comma, a colon or nothing but the cue stands between."""
        quoted, (first, _) = self.quoted[number], self.rows[number]
        at = bisect_left(self.saying_rows, first) - 1
        if at < 0:
            return None
        cue = self.sayings[at]
        close = self._mark_before(quoted.outer)
        names = cue.family == CALL and not cue.content and self._is_light(cue.cue[1], first)
        same = self.grammar.sentence(cue.row) == self.grammar.sentence(max(first - 1, 0))
        if not same or first - cue.row > MAX_TO_CUE or self.inside & set(range(cue.row, first)):
            return None
        beside = first == cue.cue[1] and self._has_end(quoted)
        return cue if names or close in ",:" or beside else None

    def _introduced(self, number: int) -> Cue | None:
        """A clause that a colon leads from to the quotation: "X had a message for the world: ..."."""
        quoted, (first, _) = self.quoted[number], self.rows[number]
        if first == 0 or self._mark_before(quoted.outer) != ":" or not self._has_end(quoted):
            return None
        if (named := self._label(first - 1)) is not None:
            return Cue(first - 1, (first - 1, first), named, (), "quote", "say")
        start, end = self.grammar.sentence_rows(first - 1)
        root = self.grammar.governor(start, min(first, end))
        source = source_of(self.grammar, root, self.words.empty_subjects)
        if (
            source is None
            or self.grammar.tokens.pos[root] not in ("VERB", "AUX")
            or self.inside & set(range(start, first))
        ):
            return None
        return Cue(root, (root, root + 1), source, (), "quote", "say")

    def _label(self, colon: int) -> tuple[int, int] | None:
        """The name that stands alone before a colon, as in "*The governor*: ..."."""
        tokens, start = self.grammar.tokens, colon
        while start and colon - start < MAX_LABEL and tokens.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN"):
            start -= 1
        opens = start == self.grammar.sentence_rows(start)[0] or self.grammar.word(start - 1) in (*_STOPS, ";")
        if not opens or start == colon or tokens.pos[colon - 1] not in ("PROPN", "NOUN"):
            return None
        return (start, colon) if self.grammar.word(start)[0].isupper() else None

    def _continues(self, number: int, cue: Cue | None, numbers: list[int]) -> bool:
        """Does a quotation go on directly where the one before, or the sentence of its cue, ended?"""
        quoted, before = self.quoted[number], self.quoted[numbers[-1]]
        if not before.closed and quoted.paragraph == before.paragraph + 1 and self._mark_before(quoted.outer) == "":
            return True  # each paragraph of a long quotation opens again
        end = before.outer_end
        if cue is not None and cue.row >= self.rows[numbers[-1]][1]:
            sentence = self.grammar.sentence_rows(cue.row)
            end = max(end, self.grammar.tokens.end[sentence[1] - 1])
        between = self.grammar.text[min(end, quoted.outer) : quoted.outer].strip(" \n\t\r\xa0.…\"”'’")
        return not between and (self._is_long(quoted) or self._is_sentence(quoted))

    def _is_orphan(self, number: int) -> bool:
        """Is it speech although no cue stands by?"""
        return (
            self._opens_sentence(number) and self._is_long(self.quoted[number]) and self._has_end(self.quoted[number])
        )

    def _is_long(self, quoted: Quoted) -> bool:
        """Has it as many words as a sentence?"""
        words = self.grammar.text[quoted.start : quoted.end].split()
        return len(words) >= MIN_ORPHAN and words[0][:1].isupper()

    def _is_sentence(self, quoted: Quoted) -> bool:
        """Is it a short sentence, with a capital and a full stop of its own within the marks?"""
        words = self.grammar.text[quoted.start : quoted.end]
        return words[:1].isupper() and words[-1:] in _STOPS and len(words.split()) > 1

    def _has_end(self, quoted: Quoted) -> bool:
        """Does a mark of punctuation close it, within or right behind?"""
        text = self.grammar.text
        return text[quoted.end - 1] in _ENDS or text[quoted.outer_end : quoted.outer_end + 1] in set(",:") | set(_STOPS)

    def _opens_sentence(self, number: int) -> bool:
        """Does nothing but a connecting word stand before it in its sentence?"""
        quoted = self.quoted[number]
        mark = self._mark_before(quoted.outer)
        return mark == "" or mark in _STOPS + "”\"’'»:)–—―"

    def _mark_before(self, offset: int) -> str:
        """The character before an opening mark, blanks aside; "" at the start of a line, " " where it is no sign."""
        text = self.grammar.text[:offset].rstrip(" \t\xa0")
        if not text or text[-1] in "\n\r":
            return ""
        return text[-1] if not text[-1].isalnum() else " "

    def _next_stop(self, row: int, number: int) -> int:
        """The row where the words behind a quotation end: at a full stop or at the next quotation."""
        end = self.rows[number + 1][0] if number + 1 < len(self.rows) else len(self.grammar.tokens)
        for at in range(row, end):
            if self.grammar.word(at) in (".", "!", "?", ";"):
                return at
        return end

    def _starts_new(self, row: int) -> bool:
        """Does a sentence with a subject before its verb begin here, rather than a tag such as "said X"?"""
        if row >= len(self.grammar.tokens):
            return True
        return self.grammar.word(row)[:1].isupper() and self.grammar.sentence_rows(row)[0] == row

    def _is_light(self, first: int, last: int) -> bool:
        """Does no other verb stand between a quotation and its cue clause?"""
        return not any(self.grammar.tokens.pos[row] == "VERB" for row in range(first, max(first, last)))


def by_grammar(grammar: Grammar, cue: Cue, quoted: tuple[Quoted, ...]) -> tuple[Span, ...]:
    """The pieces of a cue's content in the raw text: grown to the end of a quotation that they open, marks outside."""
    at = grammar.tokens.start[cue.row]
    around = next((one for one in quoted if one.depth == 0 and one.start <= at < one.end), None)
    spans = []
    for first, last in cue.content:
        if last <= first:
            continue
        span = grammar.span(first, last)
        for one in quoted:
            if one.outer <= span.start and span.end <= one.outer_end:
                span = Span(max(span.start, one.start), max(min(span.end, one.end), max(span.start, one.start) + 1))
            elif one.depth == 0 and span.start <= one.outer < span.end < one.outer_end:
                span = Span(span.start, one.end)
        behind = next((one for one in quoted if one.depth == 0 and _is_next(grammar, span, one)), None)
        spans.append(_with_closing(span if behind is None else Span(span.start, behind.end), quoted))
    if around is None:
        return tuple(spans)
    return tuple(span for span in spans if around.outer <= span.start and span.end <= around.outer_end)


def _is_next(grammar: Grammar, span: Span, quoted: Quoted) -> bool:
    """Do words in marks stand right behind a content, so that they belong to it: "of a war *against them*"?"""
    return span.end < quoted.outer and not grammar.text[span.end : quoted.outer].strip() and "\n" not in (
        grammar.text[span.end : quoted.outer])  # fmt: skip


def _with_closing(span: Span, quoted: tuple[Quoted, ...]) -> Span:
    """Keep the closing mark of a quotation that begins within, and the opening one of a quotation that ends within."""
    for one in quoted:
        if one.closed and span.start < one.outer and one.end == span.end:
            return Span(span.start, one.outer_end)
        if one.closed and one.start == span.start and one.outer_end < span.end:
            return Span(one.outer, span.end)
    return span
