"""Annotate: the grammar of the body, as plain columns.

Each paragraph is parsed by itself, in batches. The parser sees odd spaces as plain ones and does not see invisible
characters; the columns count in the untouched raw text all the same. A dateline is no part of the sentence behind it.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from dragoman.lang import Language, LanguageInfo
from dragoman.mend import Sentence, mend
from dragoman.model import AnnotatedDocument, CleanDocument, Piece, PieceKind, Problem, Tokens
from dragoman.parser import Parse, load_parser
from dragoman.parser.forms import Form

MAX_PARAGRAPH = 20_000  # code points; a longer one is cut at a blank, since the parser's memory grows with its length
DATELINES = 3  # body pieces in which a dateline is looked for: a title and a standfirst may stand before the report
DATELINE = 80  # code points that one may take: "PORT MORESBY, Papua New Guinea, Sept 13 (Coral Sea Press Agency) -"
PLACE_WORDS = 4  # words of a place, a region or a date in it
_DASH = re.compile(r"(?:(?<!\s)\s+)?(?:--|[\u2013\u2014])\s*|\s-\s+|:\s+")
_DAY = re.compile(r"[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+\.?")
_AGENCY = re.compile(r"(?:(?<!\s)\s+)?\([^()]+\)$")


def annotate(
    documents: Iterable[CleanDocument], *, lang: Language, model: str | None = None, include: Sequence[PieceKind] = ()
) -> Iterator[AnnotatedDocument]:
    """Parse documents, in their order.

    Args:
        documents: Clean documents; only their body pieces are parsed, and of these none that is in another language.
        lang: Their language.
        model: A spaCy model to use instead of the language's own.
        include: Kinds of pieces that are parsed like the body, each as a paragraph in its place.

    Raises:
        SetupError: `annotate.model`, where the model is not installed.
    """
    parser = load_parser(model or lang.info.model)
    kinds = {"body", *include}
    jobs = (
        (text, (document, offsets)) for document in documents for text, offsets in _paragraphs(document, lang, kinds)
    )
    for _, group in groupby(parser.parse(jobs), key=lambda made: id(made[1][0])):
        paragraphs = list(group)
        parses = [(parse, offsets) for parse, (_, offsets) in paragraphs]
        yield _assemble(paragraphs[0][1][0], parses, lang.info)


def _paragraphs(document: CleanDocument, lang: Language, kinds: Container[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield each paragraph as the parser shall see it, with the raw offset of each of its characters and its end.

    A dateline and what stands behind it are two texts; the first of them ends where the second begins.
    """
    normalise = lang.info.normalise
    empty, opening = True, document.body[:DATELINES]
    for piece in document.pieces:
        if piece.kind not in kinds or piece.language not in (None, lang.code):
            continue
        for first, last in _parts(document.text, piece, opens=piece in opening):
            offsets = [at for at in range(first, last) if normalise.get(document.text[at]) != ""]
            seen = "".join(normalise.get(document.text[at], document.text[at]) for at in offsets)
            if seen.strip():
                empty = False
                yield seen, [*offsets, last]
    if empty:
        yield "", [0]


def _parts(text: str, piece: Piece, *, opens: bool) -> Iterator[tuple[int, int]]:
    """Cut a piece where it is too long, and behind its dateline, if the text or a report of its own opens with it."""
    behind = piece.start + dateline_end(text[piece.start : piece.end], opens=opens)
    if behind > piece.start:
        yield piece.start, behind
    yield from _bounded(text, behind, piece.end)


def dateline_end(text: str, *, opens: bool = True) -> int:
    """Where the dateline ends that a text opens with ("GOMA, Congo (LNA) -", "ISLAMABAD:"); 0 where there is none.

    A place in capitals, or one with an agency in brackets or a day ("Goma, May 12 -"), behind it at most regions and a
    date, and a dash; a colon only right behind a place in capitals. Where the text does not open with it, as in a
    round-up, the place is in capitals, and a sentence stands behind a dash: "KABUL - Gunmen killed ten".
    """
    mark = _DASH.search(text, 0, DATELINE)
    if mark is None or mark.end() >= len(text):
        return 0
    if not opens and (":" in mark.group() or not text[mark.end()].isupper() or not text[:3].isupper()):
        return 0
    line = text[: mark.start()]
    bare = _AGENCY.sub("", line)
    place, *rest = bare.split(",")
    alone = place.isupper() and sum(letter.isalpha() for letter in place) > 3
    dated = any(_DAY.fullmatch(part.strip()) for part in rest)
    if not (alone or bare != line or dated) or (":" in mark.group() and (rest or bare != line)):
        return 0
    fits = all(0 < len(part.split()) <= PLACE_WORDS and _is_name(part) for part in (place, *rest))
    return mark.end() if fits else 0


def _is_name(words: str) -> bool:
    """Do the words of a place or date each begin with a capital or a figure?"""
    return all(word[0].isupper() or word[0].isdigit() for word in words.split())


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a very long paragraph at blanks."""
    while end - start > MAX_PARAGRAPH:
        cut = max(text.rfind(" ", start, start + MAX_PARAGRAPH), text.rfind("\n", start, start + MAX_PARAGRAPH))
        cut = cut if cut > start else start + MAX_PARAGRAPH
        yield start, cut
        start = cut
    yield start, end


def _assemble(
    document: CleanDocument, paragraphs: list[tuple[Parse, list[int]]], info: LanguageInfo
) -> AnnotatedDocument:
    """Join the parsed paragraphs of a document into one set of columns."""
    columns: list[list[Any]] = [[] for _ in Tokens.__struct_fields__]
    sentences: list[tuple[int, int]] = []
    bounds: list[tuple[int, int]] = []
    reached = 0
    for parse, offsets in paragraphs:
        before, first = len(sentences), len(columns[0])
        goes_on, reached = bool(bounds) and offsets[0] == reached, offsets[-1]  # behind its dateline
        _append(columns, parse, offsets, info)
        for start, end in parse.sentences:
            _mend(columns, first + start, first + end, info)
            sentences.append((first + start, first + end))
        if len(sentences) > before:
            bounds.append((bounds.pop()[0] if goes_on else before, len(sentences)))
    return AnnotatedDocument(
        id=document.id,
        source=document.source,
        text=document.text,
        meta=document.meta,
        pieces=document.pieces,
        tokens=Tokens(*(tuple(column) for column in columns)),
        sentences=tuple(sentences),
        paragraphs=tuple(bounds),
        problems=document.problems,
        notes=document.notes,
    )


def _append(columns: list[list[Any]], parse: Parse, offsets: list[int], info: LanguageInfo) -> None:
    """Append the tokens of one paragraph; their heads become rows of the document."""
    first = len(columns[0])
    made: tuple[list[Any], ...] = (
        [offsets[start] for start in parse.start],
        [offsets[end - 1] + 1 for end in parse.end],
        [_lemma(form, info) for form in parse.forms],
        [form.pos for form in parse.forms],
        [form.tag for form in parse.forms],
        [form.dep for form in parse.forms],
        [first + head for head in parse.head],
        [name for name, _ in parse.names],
        [begins for _, begins in parse.names],
    )
    for column, values in zip(columns, made, strict=True):
        column.extend(values)


def _lemma(form: Form, info: LanguageInfo) -> str:
    """A token's lemma: of a name as it stands, else in lower case, and right where the model's rules are wrong."""
    if form.pos == "PROPN":
        return form.lemma
    lemma = form.lemma.lower()
    by_tag, by_pos = info.lemmas.get(form.tag, {}), info.lemmas.get(form.pos, {})
    return by_tag.get(lemma) or by_pos.get(lemma) or lemma


def _mend(columns: list[list[Any]], first: int, last: int, info: LanguageInfo) -> None:
    """Let `mend` look at a sentence, given by its rows, and take over what it changed."""
    column = dict(zip(Tokens.__struct_fields__, columns, strict=True))
    rows = slice(first, last)
    words = [word.lower() for word in column["lemma"][rows]]
    heads = [head - first for head in column["head"][rows]]
    sentence = Sentence(words, column["pos"][rows], column["tag"][rows], column["dep"][rows], heads)
    mend(sentence, info.mend)
    column["pos"][rows], column["tag"][rows] = sentence.pos, sentence.tag
    column["dep"][rows] = sentence.dep
    column["head"][rows] = [head + first for head in sentence.head]


def unreadable(document: CleanDocument, problem: Problem) -> AnnotatedDocument:
    """The empty annotation of a document that could not be parsed, with the problem that says why."""
    return AnnotatedDocument(
        document.id, document.source, document.text, document.meta, document.pieces, Tokens(), (), (),
        (*document.problems, problem), document.notes,
    )  # fmt: skip
