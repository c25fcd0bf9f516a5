"""Tests of resolve/texts.py: what is read at once is what a plain pattern finds in each text alone."""

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.model import Account, Piece
from dragoman.resolve.sets import Laid
from dragoman.resolve.texts import LONG, Texts, Vocabulary
from tests.resolve.made import account

TEXT = st.text(st.sampled_from("aBéÇΣ中مİ_²𝐀😀\ud800 .,-'\n019"), max_size=40)
NAME = re.compile(r"\b(?:[^\W\d_a-z]\w+|\d[\d,.]*\d\b)")


def lower(text: str) -> str:
    return text.replace("İ", "i").lower()


def of_lines(texts: list[str]) -> list[Account]:
    """Documents of which every second line is the article."""
    made = []
    for number, text in enumerate(texts):
        lines = [*re.finditer(r"[^\n]+", text)][::2]
        pieces = tuple(Piece(line.start(), line.end(), "body", "made") for line in lines)
        made.append(replace(account(str(number), text="."), text=text, pieces=pieces))
    return made


def named(laid: Laid, vocabulary: Vocabulary) -> list[set[str]]:
    """The words of each row; each stands there once."""
    words, (lengths, things) = list(vocabulary), laid
    rows = np.split([words[thing] for thing in things], np.cumsum(lengths)[:-1])
    assert [len(set(row)) for row in rows] == lengths.tolist()
    return [set(map(str, row)) for row in rows]


@given(st.lists(TEXT, min_size=1, max_size=4))
@example(["ÇΣ'B"])  # how a final sigma is written depends on what stands behind it
def test_articles_hold_the_words_and_names_of_their_pieces(texts: list[str]) -> None:
    """In any script, beside any other text, each article has its words in order, its long ones and its names."""
    made, vocabulary = of_lines(texts), Vocabulary()
    found = Texts(made, vocabulary).bodies()
    bodies = [" ".join(one.text[piece.start : piece.end] for piece in one.pieces) for one in made]
    said = [re.findall(r"\w+", lower(body)) for body in bodies]
    for hashes, words in zip(found.hashes, said, strict=True):
        assert hashes.tolist() == vocabulary.hashes(vocabulary.numbers(words)).tolist()
    assert named(found.words, vocabulary) == [{word for word in words if len(word) >= LONG} for words in said]
    names = [{lower(body)[slice(*one.span())] for one in NAME.finditer(body)} for body in bodies]
    assert named(found.names, vocabulary) == names


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_has_its_long_words_and_what_is_left_of_those_that_it_cuts(text: str, one: int, other: int) -> None:
    """They are what a pattern finds in the stretch alone; offsets count code points."""
    first, last = sorted((min(one, len(text)), min(other, len(text))))
    vocabulary = Vocabulary()
    texts = Texts(of_lines(["A text before. ", text]), vocabulary)
    begin = texts.begins[1]
    stretch, words = texts.long_words(begin + np.array([first, 0]), begin + np.array([last, 0]))
    assert set(stretch.tolist()) <= {0}
    known = list(vocabulary)
    assert {known[word] for word in words} == set(re.findall(rf"\w{{{LONG},}}", lower(text)[first:last]))
