"""Forms: lemma and parts of speech of words, by the model's own rules, worked out once for each form.

spaCy's rules and its lemmatiser look at a word, its tag and its relation, and in a few cases at the word after it. So
they are asked once for each such form, with a made sentence that holds nothing else, and the answer is kept.
"""

from collections.abc import Iterator
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


class Forms:
    """The rules and the lemmatiser of a model, remembered.

    Args:
        parser: The model; it must be one that `can_be_kept`.
    """

    def __init__(self, parser: Any) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - heavy, and not needed to read a case

        self._vocab = parser.vocab
        self._steps = [parser.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._longer = Matcher(parser.vocab)
        first = [[pattern[0]] for pattern in _patterns(parser) if len(pattern) > 1]
        if first:
            self._longer.add("first", first)
        self._kept: dict[tuple[Key, ...], list[Form]] = {}
        self._opens: dict[Key, bool] = {}

    def __call__(self, doc: Any) -> list[Form]:
        """The forms of the tokens of a text, which has tags and relations."""
        return list(self._forms(list(zip(*doc.to_array(["ORTH", "TAG", "DEP"]).T.tolist(), strict=True))))

    def _forms(self, keys: list[Key]) -> Iterator[Form]:
        """The forms of words that follow one another."""
        if len(self._kept) > MAX_FORMS:
            self._kept.clear()
            self._opens.clear()
        first = 0
        while first < len(keys):
            last = first
            while last + 1 < len(keys) and self._opens_a_rule(keys[last]):
                last += 1
            run = tuple(keys[first : last + 1])
            yield from self._kept.get(run) or self._ask(run)
            first = last + 1

    def _opens_a_rule(self, key: Key) -> bool:
        """May a rule about this word and the one after it apply?"""
        if (known := self._opens.get(key)) is None:
            known = self._opens[key] = bool(self._longer(self._made((key,)), allow_missing=True))
        return known

    def _ask(self, run: tuple[Key, ...]) -> list[Form]:
        """Let the model's own components answer for words that stand alone in a sentence."""
        doc = self._made(run)
        for step in self._steps:
            doc = step(doc)
        self._kept[run] = forms = forms_of(doc)
        return forms

    def _made(self, run: tuple[Key, ...]) -> Any:
        """A sentence of these words, with their tags and relations."""
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy, and not needed to read a case

        words, tags, deps = ([self._vocab.strings[one] for one in column] for column in zip(*run, strict=True))
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
