"""Whom of a case a name means that a user gives."""

import pytest

from dragoman.knowledge.calling import advice, called
from dragoman.model import Actor

ACTORS = (
    Actor("kb:USA", "United States", "USA", "GOV", ("Washington",)),
    Actor("kb:qasem-soleimani", "Qasem Soleimani", "IRN", "MIL", ("Soleimani", "the general")),
    Actor("said:1", "Al-Nasr troops", None, "MIL", ("troops",)),
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("soleimani", "kb:qasem-soleimani"),
        ("Ghassem Soleimani", "kb:qasem-soleimani"),
        ("Americans", "kb:USA"),
        ("US", "kb:USA"),
        ("al-nasr troops", "said:1"),
    ],
)
def test_a_party_is_called_by_every_name_that_it_has_anywhere(name: str, id_: str) -> None:
    """As the case calls it, as the knowledge base does, its people, and in another transliteration."""
    assert called(ACTORS, name) == {id_}


@pytest.mark.parametrize("name", ["us", "Solei", "Vladimir Putin", "", "–"])
def test_nobody_is_called_by_a_part_of_a_name_or_that_of_another(name: str) -> None:
    """A pronoun is no acronym, and who is known but not in the case is nobody there."""
    assert called(ACTORS, name) == frozenset()


def test_what_the_case_calls_a_party_comes_before_what_others_do() -> None:
    """ "Washington" may be the city or a state, but where the case has a party of that name it is that one."""
    town = Actor("x", "Washington", None, None, ())
    assert called((town, Actor("kb:USA", "United States", "USA", "GOV", ())), "Washington") == {"x"}


def test_names_that_are_spelled_nearly_so_are_proposed() -> None:
    """By one word or the whole; where there are none, what else to try."""
    assert "Soleimani" in advice(ACTORS, "Solemani")
    assert "United States" in advice(ACTORS, "Unitde States")
    assert advice(ACTORS, "zzz") == "Try a part of the name."
