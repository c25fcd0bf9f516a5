"""Figures case by case: shares, ranges, standing forces, tolls, and what only looks like a figure."""

from collections.abc import Callable

import pytest

from dragoman.find.actors import find_actors
from dragoman.find.figures import find_figures
from dragoman.find.places import find_places
from dragoman.find.quotes import find_quotes
from dragoman.find.times import find_times
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.places import load_gazetteer
from dragoman.lang import load_language
from dragoman.model import FigureMention, Mentions

Parse = Callable[..., Grammar]
ENGLISH = load_language("en")


def figures(grammar: Grammar, found: Mentions | None = None) -> tuple[FigureMention, ...]:
    """The figures of a text."""
    times = find_times(grammar, Mentions(), lang=ENGLISH)
    return find_figures(grammar, found or Mentions(times=times), lang=ENGLISH)


def full(grammar: Grammar) -> tuple[FigureMention, ...]:
    """The figures of a text with known actors and places."""
    actors = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=load_knowledge())
    places = find_places(grammar, Mentions(actors=actors), lang=ENGLISH, gazetteer=load_gazetteer())
    return figures(grammar, Mentions(actors=actors, places=places))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third of the army deserted.", [(0.3333, "share")]),
        ("Two-thirds of the houses were destroyed.", [(0.6667, "share")]),
        ("One in five children is hungry.", [(0.2, "share")]),
        ("Half a million people fled.", [(500_000, "people")]),
        ("A quarter of a million refugees crossed the border.", [(250_000, "refugees")]),
        ("A dozen rockets were fired; half a dozen hit the base.", [(12, "rockets"), (6, "rockets")]),
        ("A 3,000-strong crowd gathered.", [(3000, "crowd")]),
        ("It has a population of 3 million.", [(3_000_000, "population")]),
        ("Turnout was 41.5%.", [(41.5, "percent")]),
        ("Oil rose 4 percent to $70 a barrel.", [(4, "percent"), (70, "USD")]),
        ("The loan was worth US$1.5 billion.", [(1_500_000_000, "USD")]),
        ("It is worth 200 million dinars.", [(200_000_000, "IQD")]),
        ("It lies 40 miles south of the river.", [(40, "miles")]),
        ("The missile flew 1,200 km.", [(1200, "km")]),
        ("A 12-year-old girl was seen.", [(12, "years")]),
        ("The truce lasted 48 hours.", [(48, "hours")]),
        ("They need 1,000 tonnes of wheat.", [(1000, "tonnes")]),
        ("The list names six Oman and Yemen-based shippers and 12 traders.",
         [(6, "shippers"), (12, "traders")]),
        ("The number rose by 5 to 27 people.", [(5, "people"), (27, "people")]),
        ("Two more soldiers came on Friday.", [(2, "soldiers")]),
        ("1,500 of the 2,500 soldiers will leave.", [(1500, "soldiers"), (2500, "soldiers")]),
    ],
)  # fmt: skip
def test_what_is_counted(parse: Parse, text: str, expected: list[tuple[float, str | None]]) -> None:
    """Every figure has the number that is printed, at full size, and the unit of what it counts."""
    assert [(figure.best, figure.unit) for figure in figures(parse(text, published="2020-06-10"))] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The budget rose from 3 to 5 million euros.", 3_000_000, 5_000_000),
        ("The war cost them between $1,301.5 to $1,407.3 billion.", 1_301_500_000_000, 1_407_300_000_000),
        ("Between 10 and 15 per cent of voters stayed away.", 10, 15),
        ("Five to seven rockets hit the base.", 5, 7),
        ("Seven or eight men were seen.", 7, 8),
        ("20-30 rockets landed near the base.", 20, 30),
    ],
)
def test_a_scale_and_a_unit_hold_for_both_ends(parse: Parse, text: str, low: float, high: float) -> None:
    """A range has two bounds and no best number."""
    (figure,) = figures(parse(text))
    assert (figure.low, figure.best, figure.high) == (low, None, high)


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("Nearly 300 people are missing.", [("missing", 300)]),
        ("Six civilians, including two children, were killed.", [("killed", 6), ("killed", 2)]),
        ("The strike killed 12 soldiers and wounded another 30.", [("killed", 12), ("injured", 30)]),
        ("Another 900 were wounded.", [("injured", 900)]),
        ("Hundreds were arrested.", [("detained", None)]),
        ("More than 100,000 people have been displaced.", [("displaced", 100_000)]),
        ("Four others were injured.", [("injured", 4)]),
        ("The attack left 3 dead and 10 wounded.", [("killed", 3), ("injured", 10)]),
        ("The army killed or wounded 4,000 rebels.", [("casualties", 4_000)]),
        ("The war has claimed some 2,400 lives.", [("killed", 2_400)]),
        ("The blast took the lives of 12 soldiers.", [("killed", 12)]),
        ("They spent 12 lives in the game.", [(None, 12)]),
    ],
)
def test_tolls_are_told_apart(parse: Parse, text: str, tolls: list[tuple[str, float | None]]) -> None:
    """Each count has what happened to those it counts; those among others share it."""
    assert [(figure.role, figure.best) for figure in figures(parse(text))] == tolls


@pytest.mark.parametrize(
    "text",
    [
        "The Group of 20 met.",
        "The P5+1 met.",
        "His phone number is 555-0123.",
        "The northern half of the city was quiet.",
        "In the second half of the year it was quiet.",
        "The third of the brothers left.",
        "He flew an F-35 over the town.",
        "A Boeing 737 crashed.",
        "Flight PS752 was shot down.",
        "The team won 3-0 on Saturday.",
        "They made a 180-degree turn.",
        "Resolution 2254 was adopted.",
        "Unit 400 trained them.",
        "Brigade 27 left the city.",
        "The 101st Airborne Division left.",
        "He spoke at 6:30 p.m. on 3 January 2020.",
        "The 1980s were bloody.",
        "The M1 motorway and Route 66 were closed.",
        "Both men left.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(parse: Parse, text: str) -> None:
    """Names, scores, ordinals, turns, times and parts that count nothing."""
    assert figures(parse(text)) == ()


def test_standing_forces_have_their_place_and_their_party(parse: Parse) -> None:
    """Each number has its own place; a bare number goes on counting the same party's people."""
    found = full(parse("The US has 2,500 soldiers in Iraq, 900 in Syria and a further 900 in Jordan."))
    assert [(one.best, one.unit, one.place) for one in found] == [
        (2500, "soldiers", "Iraq"),
        (900, "soldiers", "Syria"),
        (900, "soldiers", "Jordan"),
    ]
    assert {one.whose for one in found} == {"kb:USA"}


def test_tolls_say_whose_people_they_are(parse: Parse) -> None:
    """A demonym, a possessive or the noun behind "of" says it; swapped sides swap it."""
    (one,) = full(parse("The strike killed 12 Iranian soldiers."))
    (other,) = full(parse("The strike killed 12 Turkish soldiers."))
    (guard,) = full(parse("Twelve members of the Islamic Revolutionary Guard Corps were killed."))
    assert (one.whose, other.whose, guard.whose) == ("kb:IRN", "kb:TUR", "kb:irgc")


def test_an_unnamed_group_is_nobodys(parse: Parse) -> None:
    """Who is only described belongs to no party with a name."""
    (one,) = full(parse("The strike killed 12 fighters."))
    assert one.whose is None


def test_a_hedge_stands_with_the_figure(parse: Parse) -> None:
    """What a text leaves open is kept with the number."""
    grammar = parse("The strike reportedly killed 12 fighters.")
    (one,) = figures(grammar)
    assert [span.of(grammar.text) for span in one.hedges] == ["reportedly"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 40 rebels and perhaps 12 civilians died.", [(40, None, "rebels"), (12, 12, "civilians")]),
        ("He sold 3 cars, perhaps 2 boats.", [(3, 3, "cars"), (2, 2, "boats")]),
    ],
)
def test_a_second_number_of_something_else_widens_nothing(
    parse: Parse, text: str, expected: list[tuple[float, float | None, str]]
) -> None:
    """ "Perhaps" before another count leaves two figures, each with its own bounds."""
    assert [(one.low, one.high, one.unit) for one in figures(parse(text))] == expected


def test_a_figure_in_brackets_is_that_of_its_own_source(parse: Parse) -> None:
    """The number in brackets counts the same and is said by whom the brackets name; the first stays the outlet's."""
    grammar = parse("The raid killed 7 people (10 according to the Red Crescent).", outlet="Example Wire")
    quotes = find_quotes(grammar, Mentions(), lang=ENGLISH)
    first, second = figures(grammar, Mentions(quotes=quotes))
    assert [(one.best, one.unit, one.role) for one in (first, second)] == [
        (7, "people", "killed"),
        (10, "people", "killed"),
    ]
    assert [len(one.voices) for one in (first, second)] == [1, 2]


def test_what_is_elsewhere_is_in_none_of_the_named_places(parse: Parse) -> None:
    """The last of three forces stands in no place that the sentence names."""
    found = full(
        parse("The United States has 2,500 soldiers in Iraq, another 900 in Syria and a further 900 elsewhere.")
    )
    assert [one.place for one in found] == ["Iraq", "Syria", None]


def test_half_a_compound_is_not_what_is_counted(parse: Parse) -> None:
    """ "Six Iran- and Syria-based firms" are firms."""
    first, _ = figures(parse("It sanctioned six Iran- and Syria-based firms and 20 persons."))
    assert first.unit == "firms"


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Nearly a third fled.", (None, 0.3333, None)),
        ("More than a third of the island was occupied.", (0.3333, 0.3333, None)),
        ("Over half were children.", (0.5, 0.5, None)),
        ("85+ targets were hit.", (85, 85, None)),
        ("Prices rose by between 40 and 60 percent.", (40, None, 60)),
        ("Hundreds more arrived.", (200, None, 999)),
    ],
)
def test_hedged_shares_and_open_counts_have_their_bounds(
    parse: Parse, text: str, bounds: tuple[float | None, float | None, float | None]
) -> None:
    """A hedge or a plus sign opens a bound; a share behind one needs no "of"; steps that are ranges are ranges."""
    (one,) = figures(parse(text))
    assert (one.low, one.best, one.high) == bounds


@pytest.mark.parametrize("text", ["He failed for almost a third time.", "They hold the northern half of the city."])
def test_what_only_looks_like_a_share_is_none(parse: Parse, text: str) -> None:
    """An ordinal and a part of a town count nothing."""
    assert figures(parse(text)) == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Three massacres shook the valley.", None),
        ("Three deaths shook the valley.", "killed"),
        ("The massacre of three villagers shook the valley.", "killed"),
    ],
)
def test_massacres_are_no_dead(parse: Parse, text: str, role: str | None) -> None:
    """So many deaths are so many dead; who counts massacres counts acts."""
    assert [one.role for one in figures(parse(text))] == [role]
