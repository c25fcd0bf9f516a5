"""Tests of mend.py."""

from dragoman.mend import Sentence, mend
from tests.conftest import parse_text

WRONG = Sentence(  # "left after Ann and Bob were killed", as a parser that takes "after" for a preposition has it
    ["They", "left", "after", "Ann", ",", "a", "spy", ",", "were", "killed"],
    ["PRON", "VERB", "ADP", "PROPN", "PUNCT", "DET", "NOUN", "PUNCT", "AUX", "VERB"],
    ["PRP", "VBD", "IN", "NNP", ",", "DT", "NN", ",", "VBD", "VBN"],
    ["nsubj", "ROOT", "prep", "pobj", "punct", "det", "appos", "punct", "auxpass", "ccomp"],
    [1, 1, 1, 2, 3, 6, 3, 3, 9, 1],
)


def test_a_finite_verb_gets_the_subject_that_stands_before_it() -> None:
    """The noun behind “after” becomes the passive's subject, the verb a clause of time."""
    sentence = Sentence(*([*column] for column in (WRONG.words, WRONG.pos, WRONG.tag, WRONG.dep, WRONG.head)))
    mend(sentence, ("after",))
    assert (sentence.dep[9], sentence.head[9]) == ("advcl", 1)
    assert (sentence.dep[3], sentence.head[3]) == ("nsubjpass", 9)
    assert (sentence.dep[2], sentence.head[2]) == ("mark", 9)


def test_a_right_parse_is_left_alone() -> None:
    """A preposition with its noun, and a clause with its subject, stay what they are."""
    for text in ("They left after the war.", "They left after Ann was killed.", "After the vote they left the hall."):
        grammar = parse_text(text)
        words = [grammar.lower(row) for row in range(len(grammar.tokens))]
        row = words.index("after")
        expected = "mark" if "was" in words else "prep"
        assert grammar.tokens.dep[row] == expected, text
