"""Forms: lemma and parts of speech of words, by the model's own rules, worked out once for each form.

spaCy's rules and its lemmatiser look at a word, its tag and its relation, and in a few cases at the word after it. So
they are asked once for each such form, for all new ones of a batch in one made sentence, and the answer is kept.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

SEEN = {"TAG", "LOWER", "DEP", "IS_SPACE"}  # what a rule may look at if its answer is to be kept
MAX_FORMS = 200_000  # answers that are kept; beyond it, they are begun anew
REACH = 2  # words that a rule looks at, at most


class Form(NamedTuple):
    """What is known of a word once its tag and its relation are."""

    lemma: str
    pos: str
    tag: str
    dep: str


Key = tuple[int, int, int]  # hashes of a word, its tag and its relation
Run = tuple[Key, ...]  # words that a rule may look at together


class Forms:
    """The rules and the lemmatiser of a model, remembered.

    Args:
        parser: The model; it must be one that `can_be_kept`.
    """

    def __init__(self, parser: Any) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - heavy, and not needed to read a case

        self._vocab = parser.vocab
        self._steps = [parser.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        known_lemmas = self._steps[1].lookups.get_table("lemma_index", {})
        for part in list(
            known_lemmas
        ):  # spaCy reads lists of tens of thousands of words from their start for each word
            known_lemmas[part] = frozenset(known_lemmas[part])
        self._longer = Matcher(parser.vocab)
        first = [[pattern[0]] for pattern in _patterns(parser) if len(pattern) > 1]
        if first:
            self._longer.add("first", first)
        self._kept: dict[Run, list[Form]] = {}
        self._opens: dict[Key, bool] = {}  # may a rule about this word and the one after it apply?

    def __call__(self, docs: Iterable[Any]) -> list[list[Form]]:
        """The forms of the tokens of each text of a batch; the texts have tags and relations."""
        if len(self._kept) > MAX_FORMS:
            self._kept.clear()
            self._opens.clear()
        texts = [list(zip(*doc.to_array(["ORTH", "TAG", "DEP"]).T.tolist(), strict=True)) for doc in docs]
        self._learn_openings(dict.fromkeys(key for keys in texts for key in keys))
        runs = [list(self._runs(keys)) for keys in texts]
        self._learn(dict.fromkeys(run for text in runs for run in text))
        return [[form for run in text for form in self._kept[run]] for text in runs]

    def _runs(self, keys: list[Key]) -> Iterator[Run]:
        """Cut words that follow one another behind each that opens no rule."""
        first = 0
        for last, key in enumerate(keys, start=1):
            if last == len(keys) or not self._opens[key]:
                yield tuple(keys[first:last])
                first = last

    def _learn_openings(self, keys: Iterable[Key]) -> None:
        """See of words that were not met before whether a rule opens with them."""
        new = [key for key in keys if key not in self._opens]
        if new:
            opening = {first for _, first, _ in self._longer(self._made(new), allow_missing=True)}
            self._opens.update((key, number in opening) for number, key in enumerate(new))

    def _learn(self, runs: Iterable[Run]) -> None:
        """Let the model's own components answer for runs that were not met before.

        No rule reaches from one run into the next, but from one that opens a rule at the end of its text: that is asked
        for alone.
        """
        new = [run for run in runs if run not in self._kept]
        self._ask([run for run in new if not self._opens[run[-1]]])
        for run in new:
            if self._opens[run[-1]]:
                self._ask([run])

    def _ask(self, runs: list[Run]) -> None:
        """Keep the forms of the words of some runs, as if they stood in one sentence."""
        if not runs:
            return
        doc = self._made([key for run in runs for key in run])
        for step in self._steps:
            doc = step(doc)
        forms, first = forms_of(doc), 0
        for run in runs:
            self._kept[run] = forms[first : first + len(run)]
            first += len(run)

    def _made(self, keys: list[Key]) -> Any:
        """A sentence of these words, with their tags and relations."""
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy, and not needed to read a case

        words, tags, deps = ([self._vocab.strings[one] for one in column] for column in zip(*keys, strict=True))
        return Doc(self._vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))


def forms_of(doc: Any) -> list[Form]:
    """The forms of the tokens of a text that went through the whole model."""
    return [Form(token.lemma_, token.pos_, token.tag_, token.dep_) for token in doc]


def _patterns(parser: Any) -> list[list[dict[str, Any]]]:
    """The patterns of the model's rules; each is a list of what its words must be."""
    return [pattern for rule in parser.get_pipe("attribute_ruler").patterns for pattern in rule["patterns"]]


def can_be_kept(parser: Any) -> bool:
    """Do rules and lemmatiser look at nothing but a word, its tag, its relation and the word after it?"""
    wanted = ("attribute_ruler", "lemmatizer")
    if not all(name in parser.pipe_names for name in wanted) or parser.get_pipe("lemmatizer").mode != "rule":
        return False
    return all(len(pattern) <= REACH and all(set(word) <= SEEN for word in pattern) for pattern in _patterns(parser))
