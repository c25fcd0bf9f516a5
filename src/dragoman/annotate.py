"""Annotate: the grammar of the body, as plain columns; no object of the parser leaves this file.

Each paragraph is parsed by itself, in batches. The parser sees odd spaces as plain ones and does not see invisible
characters; the columns count in the untouched raw text all the same.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from dragoman.errors import SetupError
from dragoman.lang import Language, LanguageInfo
from dragoman.mend import Sentence, mend, unfold
from dragoman.model import AnnotatedDocument, CleanDocument, PieceKind, Problem, Tokens

BATCH_PARAGRAPHS = 64  # paragraphs that the parser takes at once; larger batches gain nothing on a CPU
MAX_PARAGRAPH = 20_000  # code points; a longer one is cut at a blank, since the parser's memory grows with its length


@lru_cache(maxsize=2)
def load_parser(model: str) -> Any:
    """Load a spaCy model by name.

    Raises:
        SetupError: `annotate.model`, where it is not installed.
    """
    import spacy  # noqa: PLC0415 - heavy, and not needed to read a case

    try:
        return spacy.load(model)
    except OSError as error:
        raise SetupError("annotate.model", f"the model {model} is not installed: pip install {model}") from error


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
    parsed = parser.pipe(jobs, as_tuples=True, batch_size=BATCH_PARAGRAPHS)
    for _, group in groupby(parsed, key=lambda job: id(job[1][0])):
        paragraphs = list(group)
        parses = [(parse, offsets) for parse, (_, offsets) in paragraphs]
        yield _assemble(paragraphs[0][1][0], parses, lang.info)


def _paragraphs(document: CleanDocument, lang: Language, kinds: Container[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield each paragraph as the parser shall see it, with the raw offset of each of its characters and its end."""
    normalise = lang.info.normalise
    empty = True
    for piece in document.pieces:
        if piece.kind not in kinds or piece.language not in (None, lang.code):
            continue
        for first, last in _bounded(document.text, piece.start, piece.end):
            offsets = [at for at in range(first, last) if normalise.get(document.text[at]) != ""]
            seen = "".join(normalise.get(document.text[at], document.text[at]) for at in offsets)
            if seen.strip():
                empty = False
                yield seen, [*offsets, last]
    if empty:
        yield "", [0]


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a very long paragraph at blanks."""
    while end - start > MAX_PARAGRAPH:
        cut = max(text.rfind(" ", start, start + MAX_PARAGRAPH), text.rfind("\n", start, start + MAX_PARAGRAPH))
        cut = cut if cut > start else start + MAX_PARAGRAPH
        yield start, cut
        start = cut
    yield start, end


def _assemble(
    document: CleanDocument, paragraphs: list[tuple[Any, list[int]]], info: LanguageInfo
) -> AnnotatedDocument:
    """Join the parsed paragraphs of a document into one set of columns."""
    columns: list[list[Any]] = [[] for _ in Tokens.__struct_fields__]
    sentences: list[tuple[int, int]] = []
    bounds: list[tuple[int, int]] = []
    for parse, offsets in paragraphs:
        before = len(sentences)
        for sentence in parse.sents:
            words = [token for token in sentence if not token.is_space]
            if words:
                first = len(columns[0])
                _append(columns, words, offsets, info)
                _mend(columns, first, info.subordinators)
                sentences.append((first, len(columns[0])))
        if len(sentences) > before:
            bounds.append((before, len(sentences)))
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


def _append(columns: list[list[Any]], words: list[Any], offsets: list[int], info: LanguageInfo) -> None:
    """Append the tokens of one sentence; heads become rows of the document, blanks are passed over."""
    row = {token.i: len(columns[0]) + number for number, token in enumerate(words)}
    for token in words:
        last = token.idx + len(token.text) - 1
        head = token.head
        while head.i not in row and head.head.i != head.i:
            head = head.head
        values = (
            offsets[token.idx],
            offsets[last] + 1,
            _lemma(token, info),
            token.pos_,
            token.tag_,
            token.dep_,
            row.get(head.i, row[token.i]),
            token.ent_type_,
            token.ent_iob_ == "B",
        )
        for column, value in zip(columns, values, strict=True):
            column.append(value)


def _lemma(token: Any, info: LanguageInfo) -> str:
    """A token's lemma: of a name as it stands, else in lower case, and right where the model's rules are wrong."""
    if token.pos_ == "PROPN":
        return str(token.lemma_)
    lemma: str = token.lemma_.lower()
    by_tag, by_pos = info.lemmas.get(token.tag_, {}), info.lemmas.get(token.pos_, {})
    return by_tag.get(lemma) or by_pos.get(lemma) or lemma


def _mend(columns: list[list[Any]], first: int, subordinators: tuple[str, ...]) -> None:
    """Let `mend` look at the sentence that begins at a row, and take over what it changed."""
    column = dict(zip(Tokens.__struct_fields__, columns, strict=True))
    seen = [word.lower() for word in column["lemma"][first:]]
    if not any(word in subordinators for word in seen):
        return
    sentence = Sentence(
        seen, column["pos"][first:], column["tag"][first:], column["dep"][first:],
        [head - first for head in column["head"][first:]],
    )  # fmt: skip
    mend(sentence, subordinators)
    unfold(sentence, subordinators)
    column["pos"][first:], column["tag"][first:] = sentence.pos, sentence.tag
    column["dep"][first:] = sentence.dep
    column["head"][first:] = [head + first for head in sentence.head]


def unreadable(document: CleanDocument, problem: Problem) -> AnnotatedDocument:
    """The empty annotation of a document that could not be parsed, with the problem that says why."""
    return AnnotatedDocument(
        document.id, document.source, document.text, document.meta, document.pieces, Tokens(), (), (),
        (*document.problems, problem), document.notes,
    )  # fmt: skip
