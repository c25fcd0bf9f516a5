"""The place finder: which words are places, and which place is meant."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.find.places import find_places
from dragoman.grammar import Grammar
from dragoman.knowledge.places import load_gazetteer
from dragoman.lang import load_language
from dragoman.model import ActorMention, Mentions, PlaceMention

Parse = Callable[..., Grammar]


def places_of(grammar: Grammar, found: Mentions | None = None) -> tuple[PlaceMention, ...]:
    return find_places(grammar, found or Mentions(), lang=load_language("en"), gazetteer=load_gazetteer())


def by_text(grammar: Grammar, found: Mentions | None = None) -> dict[str, PlaceMention]:
    return {grammar.text[place.start : place.end]: place for place in places_of(grammar, found)}


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Gunmen killed three people in Mosul.", "Mosul", "IRQ", "city"),
        ("The army shelled villages in Nineveh province.", "Nineveh", "IRQ", "region"),
        ("Rockets hit the Ain al-Assad airbase in Iraq.", "Ain al-Assad airbase", "IRQ", "site"),
        ("A tanker was seized in the Strait of Hormuz on Friday.", "Strait of Hormuz", None, "region"),
        ("After raids in the Middle East, the United States left.", "Middle East", None, "region"),
        ("He fled to Ho Chi Minh City by boat.", "Ho Chi Minh City", "VNM", "city"),
        ("They met in Côte d’Ivoire last week.", "Côte d’Ivoire", "CIV", "country"),
        ("The president of Zimbabwe was in Harare.", "Harare", "ZWE", "city"),
    ],
)
def test_a_named_place_is_found(parse: Parse, text: str, name: str, country: str | None, precision: str) -> None:
    """Countries, regions, cities, waters and bases are found in full length and placed."""
    place = by_text(parse(text))[name]
    assert (place.country, place.precision) == (country, precision)
    assert place.lat is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels took control of the town of Walikale.", "Walikale"),
        ("The army captured the last outpost in Kyaukphyu on Saturday.", "Kyaukphyu"),
        ("Vietcong headquarters lay in Loc Ninh, north of Saigon.", "Loc Ninh"),
        ("The attack on Erbil killed two men.", "Erbil"),
        ("The bombing of Aleppo went on for weeks.", "Aleppo"),
        ("The massacre of al-Qaim brought people to the streets.", "al-Qaim"),
    ],
)
def test_a_place_is_told_by_how_it_stands(parse: Parse, text: str, name: str) -> None:
    """The words "the town of X" and "the outpost in X" name a place, whatever the parser takes X for."""
    assert name in by_text(parse(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Iraqi soldiers met German officers.", "Iraqi"),
        ("The New York Times reported the attack.", "New York"),
        ("He studied at the University of London and liked reading.", "reading"),
        ("Michael Jordan scored. Jordan then left the game.", "Michael"),
        ("He spoke to us about it.", "us"),
        ("The attack on Rushdie shocked Britain.", "Rushdie"),
        ("The film cost US$ 5 million.", "US"),
        ("She caught the West Nile virus.", "West Nile"),
        ("In Dr. Benjamin, they have a healer.", "Benjamin"),
    ],
)
def test_what_is_no_place_is_left(parse: Parse, text: str, word: str) -> None:
    """Demonyms, papers, persons, ordinary words, money and diseases are not places."""
    assert word not in by_text(parse(text))


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("The shooting happened in Portland, Maine.", "Portland", 43.7, -70.3),
        ("The shooting happened in Portland, Oregon.", "Portland", 45.5, -122.7),
        ("Police in Birmingham, Alabama, arrested two men.", "Birmingham", 33.5, -86.8),
        ("Police in Birmingham arrested two men. The police in London and Leeds helped.", "Birmingham", 52.5, -1.9),
        ("A court in Atlanta, Georgia, ruled on Monday.", "Georgia", 32.7, -83.4),
        ("Fighting broke out in Georgia. Russia and Armenia closed their borders.", "Georgia", 42, 43.5),
        ("Voters in Alabama, Georgia and Tennessee went to the polls.", "Georgia", 32.7, -83.4),
        ("The protest in Tripoli in Lebanon was peaceful.", "Tripoli", 34.4, 35.8),
        ("Militias in Tripoli, Benghazi and Misrata in Libya agreed.", "Tripoli", 32.9, 13.2),
    ],
)
def test_an_ambiguous_name_is_settled_by_what_stands_around(
    parse: Parse, text: str, name: str, lat: float, lon: float
) -> None:
    """The container that the text names, its countries and the other places of the text decide."""
    place = by_text(parse(text))[name]
    assert place.lat == pytest.approx(lat, abs=0.6)
    assert place.lon == pytest.approx(lon, abs=0.6)


def test_unresolved_is_better_than_wrong(parse: Parse) -> None:
    """A place that nobody knows stands without a point and says why."""
    place = by_text(parse("Soldiers burned the village of Qarzhulat in Sudan."))["Qarzhulat"]
    assert (place.lat, place.lon, place.country, place.geonames) == (None, None, None, None)
    assert "null" in place.reason


def test_a_container_that_has_no_such_place_leaves_it_unresolved(parse: Parse) -> None:
    """When the text says where it lies and no place of the name lies there, none is taken."""
    place = by_text(parse("He was born in Rotterdam, Iraq."))["Rotterdam"]
    assert place.lat is None


def test_a_capital_that_acts_is_a_government(parse: Parse) -> None:
    """Where the actors say that a capital stands for its government, and it acts, it is no place."""
    grammar = parse("Washington condemned the attack. Troops marched in Washington.")
    said = ActorMention(0, 10, 0, "kb:x", "United States", "USA", "GOV", "name", 0.9, "seat")
    found = places_of(grammar, Mentions(actors=(said,)))
    assert [grammar.text[place.start : place.end] for place in found] == ["Washington"]
    assert found[0].start > 10


def test_what_the_actors_know_is_no_unlisted_place(parse: Parse) -> None:
    """A name that nobody lists as a place, and that a known actor bears, is not taken for one."""
    grammar = parse("She joined the opposition to Islamic State in Syria.")
    start = grammar.text.index("Islamic State")
    group = ActorMention(start, start + 13, 6, "kb:is", "Islamic State", None, "PRM", "name", 0.9, "known")
    assert list(by_text(grammar, Mentions(actors=(group,)))) == ["Syria"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("He was shot in Springfield, Va., on Friday.", "Va.", "USA"),
        ("A patient came to a hospital in Washington, D.C. on Monday.", "Washington, D.C.", "USA"),
        ("Troops left the Al Sayliyah base for Jordan.", "Al Sayliyah base", "QAT"),
        ("A blast near Baghdad airport killed ten people in Iraq.", "Baghdad airport", "IRQ"),
    ],
)
def test_the_name_is_taken_in_its_length(parse: Parse, text: str, name: str, country: str) -> None:
    """Abbreviated states, names with a comma, and sites with the word that tells their sort are one name each."""
    assert by_text(parse(text))[name].country == country


def test_the_country_of_actors_is_evidence(parse: Parse) -> None:
    """Actors of a country speak for places in it."""
    text = "A bomb exploded in Hamilton, officers said."
    spoken = ActorMention(30, 38, 7, "x", "officers", "NZL", "MIL", "description", 0.9, "given")
    grammar = parse(text)
    assert by_text(grammar, Mentions(actors=(spoken,)))["Hamilton"].country == "NZL"


def test_swapping_two_countries_swaps_the_output(parse: Parse) -> None:
    """Even-handed: with two names swapped, the places swap with them and change in nothing else."""
    one = places_of(parse("Troops from Iran entered Iraq."))
    other = places_of(parse("Troops from Iraq entered Iran."))
    assert [place.country for place in one] == ["IRN", "IRQ"]
    assert [place.country for place in other] == ["IRQ", "IRN"]
    assert [place.score for place in one] == [place.score for place in other]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("aAB é’'-.,()\n\u200b\U0001f600Иعin Paris Iraq"), min_size=1, max_size=60))
def test_every_span_lies_in_the_text(parse: Parse, text: str) -> None:
    """On odd input too, spans hold characters of the text, in order and without overlap."""
    grammar = parse(text)
    end = 0
    for place in places_of(grammar):
        assert end <= place.start < place.end <= len(text)
        assert 0 <= place.score <= 1
        assert place.reason
        end = place.end
