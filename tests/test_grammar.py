"""Tests of grammar.py: words and sentences by their rows."""

from dragoman.grammar import Grammar
from tests.conftest import parse_text


def test_a_row_knows_its_sentence_also_at_the_edges() -> None:
    """Every row is of the sentence that holds it; behind the text it is the last one, and no row is of none."""
    grammar: Grammar = parse_text("Iran struck. Iraq answered.\nNobody spoke.")
    assert [grammar.sentence(row) for row in range(len(grammar.tokens))] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert grammar.sentence(len(grammar.tokens)) == 2
    assert grammar.sentence(-1) == -1
    assert [grammar.paragraph(row) for row in (0, 3, 6)] == [0, 0, 1]
    assert parse_text(" ").sentence(0) == -1


def test_lemmas_are_lower_case_also_of_names() -> None:
    """A name's lemma stands as it is in the columns, and in lower case when it is asked for."""
    grammar = parse_text("Iran’s troops struck Iraq.")
    assert [grammar.lemma(row) for row in range(len(grammar.tokens))] == ["iran", "’s", "troop", "strike", "iraq", "."]
    assert grammar.lower(1) == "'s"
    assert grammar.word(1) == "’s"
