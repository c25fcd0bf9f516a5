"""The parser: a spaCy model, with those of its steps done faster that can be; no object of it leaves this room.

Where a step of the model is not built as it is known here (`vectors.py`, `names.py`, `forms.py`), the model's own is
taken: another model is slower, and as right.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from dragoman.errors import SetupError
from dragoman.parser.forms import Form, Forms, can_be_kept, forms_of
from dragoman.parser.library import load_library
from dragoman.parser.names import recognise_names
from dragoman.parser.threads import one_thread
from dragoman.parser.vectors import recognise

MOST_STRINGS = 500_000  # strings that a model may have met, none of which spaCy forgets: some 200 MB
BATCH_TEXTS = 64  # texts that the model takes at once; larger batches gain nothing on a CPU

Job = TypeVar("Job")


class Parse(NamedTuple):
    """A parsed text as columns of equal length, one entry a token that is no blank, and its sentences.

    Attributes:
        start, end: Offsets in the text that was parsed.
        head: Place of the head; the root of a sentence is its own head.
        names: The type of the name that it is part of, else "", and whether it begins it.
        sentences: First and last + 1 token of each.
    """

    start: list[int]
    end: list[int]
    forms: list[Form]
    head: list[int]
    names: list[tuple[str, bool]]
    sentences: list[tuple[int, int]]


class Parser:
    """A model, ready to parse.

    Args:
        model: A loaded spaCy model; where one of its steps is done here, it is taken out of it.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._at_most = len(model.vocab.strings) + MOST_STRINGS
        kept = can_be_kept(model)
        self._forms: Callable[[list[Any]], list[list[Form]]] = Forms(model) if kept else _own_forms
        self._names = recognise_names(model.get_pipe("ner")) if "ner" in model.pipe_names else None
        done = {"attribute_ruler", "lemmatizer"} if kept else set()
        self._done = [*done, "ner"] if self._names else [*done]
        shared = model.get_pipe("tok2vec") if "tok2vec" in model.pipe_names else None
        if shared and (vectors := recognise(shared.model)):
            shared.model = _as_layer(vectors)

    @property
    def is_full(self) -> bool:
        """Has it met so many words that it should be loaded anew?"""
        return len(self._model.vocab.strings) > self._at_most

    def parse(self, jobs: Iterable[tuple[str, Job]]) -> Iterator[tuple[Parse, Job]]:
        """Parse texts, each with something that is passed through, in their order."""
        docs = self._model.pipe(jobs, as_tuples=True, batch_size=BATCH_TEXTS, disable=self._done)
        while True:
            with one_thread():
                batch = list(islice(docs, BATCH_TEXTS))
                forms = self._forms([doc for doc, _ in batch])
                made = [(self._columns(doc, known), job) for (doc, job), known in zip(batch, forms, strict=True)]
            if not made:
                return
            yield from made

    def _columns(self, doc: Any, forms: list[Form]) -> Parse:
        """Take the columns out of a parsed text, without its blanks."""
        table = doc.to_array(["IS_SPACE", "SENT_START", "HEAD", "IDX", "LENGTH"]).astype("int64")
        blank, starts = table[:, 0] == 1, table[:, 1] == 1
        heads, index, lengths = table[:, 2:].T.tolist()
        names = (
            self._names(doc, starts, blank) if self._names else [(one.ent_type_, one.ent_iob_ == "B") for one in doc]
        )
        kept: list[int] = np.flatnonzero(~blank).tolist()
        row = (np.cumsum(~blank) - 1).tolist()
        return Parse(
            [index[place] for place in kept],
            [index[place] + lengths[place] for place in kept],
            [forms[place] for place in kept],
            [row[_head(place, heads, blank)] for place in kept],
            [names[place] for place in kept],
            _sentences(kept, starts.tolist()),
        )


def _own_forms(docs: list[Any]) -> list[list[Form]]:
    """The forms of the tokens of texts that went through the whole model."""
    return [forms_of(doc) for doc in docs]


def _head(place: int, heads: list[int], blank: npt.NDArray[np.bool_]) -> int:
    """The place of the nearest word above a word; its own where there are only blanks.

    Args:
        place: The word, among words and blanks.
        heads: How far right of each word or blank its head stands.
        blank: Which of them are blanks.
    """
    above = place + heads[place]
    while blank[above] and heads[above]:
        above += heads[above]
    return place if blank[above] else above


def _sentences(kept: list[int], starts: list[bool]) -> list[tuple[int, int]]:
    """The first and last + 1 row of each sentence that holds a word."""
    bounds, before = [0], 0
    for row, place in enumerate(kept):
        if any(starts[before : place + 1]) and row:
            bounds.append(row)
        before = place + 1
    return [(first, last) for first, last in zip(bounds, [*bounds[1:], len(kept)], strict=True) if last > first]


def _as_layer(vectors: Any) -> Any:
    """Vectors as a layer of spaCy's, which takes texts and gives the vectors of each."""
    from thinc.api import Model  # noqa: PLC0415 - heavy, and not needed to read a case

    def forward(_: Any, docs: Any, is_train: bool) -> tuple[Any, Any]:  # noqa: ARG001 - thinc's form
        return [vectors(doc) for doc in docs], lambda gradient: gradient

    return Model("vectors", forward, dims={"nO": vectors.width})


def load_parser(name: str) -> Parser:
    """Load a spaCy model by name; anew where it has met so many words that a long crawl would fill the memory.

    Raises:
        SetupError: `annotate.model`, where it is not installed.
    """
    parser = _load(name)
    if parser.is_full:
        _load.cache_clear()
        parser = _load(name)
    return parser


@lru_cache(maxsize=2)
def _load(name: str) -> Parser:
    try:
        model = load_library().load(name)
    except OSError as error:
        raise SetupError("annotate.model", f"the model {name} is not installed: pip install {name}") from error
    return Parser(model)
