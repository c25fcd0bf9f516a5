"""Figures: the number, its bounds, what is counted, and what happened to it."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.find.figures import find_figures
from dragoman.find.times import find_times
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import FigureMention, Mentions

ENGLISH = load_language("en")


def figures(grammar: Grammar) -> tuple[FigureMention, ...]:
    found = Mentions(times=find_times(grammar, Mentions(), lang=ENGLISH))
    return find_figures(grammar, found, lang=ENGLISH)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("The US has 2,500 troops there.", (2500, 2500, 2500)),
        ("At least 165 attacks were counted.", (165, 165, None)),
        ("More than 30 people came.", (30, 30, None)),
        ("Up to 40 tanks were seen.", (None, 40, 40)),
        ("About 25 of us fled.", (None, 25, None)),
        ("Hundreds of families left.", (200, None, 999)),
        ("Dozens of tents burned.", (24, None, 99)),
        ("Between 8,000 and 10,000 fighters stayed.", (8000, None, 10000)),
        ("The dam cost $1,201.5 to $1,350.8 billion.", (1_201_500_000_000, None, 1_350_800_000_000)),
        ("It cost $3.5bn.", (3_500_000_000, 3_500_000_000, 3_500_000_000)),
        ("Two hundred thousand refugees came.", (200_000, 200_000, 200_000)),
        ("A further 900 soldiers arrived.", (900, 900, 900)),
        ("Some 5% of them voted.", (None, 5, None)),
        ("At least 7, perhaps 10 people were killed.", (7, None, 10)),
        ("At least seven people, possibly as many as ten, were wounded.", (7, None, 10)),
        ("Between 7 and, by some accounts, 12 people were killed.", (7, None, 12)),
        ("Seven or eight soldiers were killed.", (7, None, 8)),
    ],
)
def test_numbers_have_bounds(
    parse: Callable[..., Grammar], text: str, bounds: tuple[float | None, float | None, float | None]
) -> None:
    """The printed number is the best one, also under a hedge; ranges and vague words have bounds only."""
    (figure,) = figures(parse(text))
    assert (figure.low, figure.best, figure.high) == bounds


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("Three soldiers were killed and 34 injured.", {"killed": 3, "injured": 34}),
        ("The strike left three dead.", {"killed": 3}),
        ("The raid led to the deaths of seven soldiers.", {"killed": 7}),
        ("The death toll rose to 54.", {"killed": 54}),
        ("Police arrested 12 protesters.", {"detained": 12}),
        ("The war displaced 40,000 people.", {"displaced": 40000}),
        ("Nine people died in the blast.", {"killed": 9}),
        ("There were no casualties.", {"casualties": 0}),
        ("No one was injured.", {"injured": 0}),
        ("The group killed one man.", {"killed": 1}),
        ("It came days after jets had killed 25 fighters.", {"killed": 25}),
    ],
)
def test_tolls_have_a_role(parse: Callable[..., Grammar], text: str, tolls: dict[str, int]) -> None:
    """The grammar says what happened to those who are counted."""
    assert {figure.role: figure.best for figure in figures(parse(text))} == tolls


@pytest.mark.parametrize(
    "text",
    [
        "He was born on 5 May 1979.",
        "The F-16 turned back.",
        "Flight 752 was lost.",
        "It is told on page 3.",
        "The Third Army and the 82nd Airborne came.",
        "He said so. (13)",
        "They turned 180 degrees.",
        "The two countries agreed.",
        "One of them spoke.",
        "They spoke at 10:30.",
        "If no soldiers are killed, they will leave.",
    ],
)
def test_what_counts_nothing_is_no_figure(parse: Callable[..., Grammar], text: str) -> None:
    """Dates, ordinals, names, notes and repeated mentions are no figures."""
    assert figures(parse(text)) == ()


@pytest.mark.parametrize(
    ("text", "unit", "best"),
    [
        ("Ollie Hall, 24, died there.", "years", 24),
        ("The 33-year-old died.", "years", 33),
        ("He died aged 32.", "years", 32),
        ("He served for two and a half years.", "years", 2.5),
        ("He worked there for a month.", "months", 1),
        ("It lies 12km away.", "km", 12),
        ("He gave her £20.", "GBP", 20),
        ("It was about 42C.", "°C", 42),
    ],
)
def test_ages_lengths_and_measures_have_units(parse: Callable[..., Grammar], text: str, unit: str, best: float) -> None:
    """Ages, lengths of time, distances, money and temperatures have units of their own."""
    (figure,) = figures(parse(text))
    assert (figure.unit, figure.best) == (unit, best)


def test_a_second_number_is_not_merged_with_the_first(parse: Callable[..., Grammar]) -> None:
    """A bare number counts what the one before it counted, and is a figure of its own."""
    text = "Today the mission has 1,400 soldiers in Mali along with 600 posted to Niger, and a further 600 elsewhere."
    found = figures(parse(text))
    assert [(figure.best, figure.unit) for figure in found] == [
        (1400, "soldiers"),
        (600, "soldiers"),
        (600, "soldiers"),
    ]
    assert found[0].of == "soldiers in Mali"


def test_the_counted_noun_is_the_head(parse: Callable[..., Grammar]) -> None:
    """The event finder meets a toll at the noun that is counted."""
    grammar = parse("The strike killed at least seven of the militia forces.")
    (figure,) = figures(grammar)
    assert grammar.word(figure.head) == "forces"
    assert figure.role == "killed"


def test_swapping_sides_changes_nothing(parse: Callable[..., Grammar]) -> None:
    """A count of one side's dead is read like the other's."""
    one, other = "Israel killed 12 Iranian soldiers.", "Iran killed 12 Israeli soldiers."
    (first,), (second,) = figures(parse(one)), figures(parse(other))
    assert (first.best, first.role, first.unit) == (second.best, second.role, second.unit)


@settings(deadline=None, max_examples=40)  # parsing takes as long as the machine is busy
@given(st.text(alphabet="0123456789 ,.-–$%()killedor'", max_size=60))
def test_every_span_lies_in_the_text(parse: Callable[..., Grammar], text: str) -> None:
    """Whatever the text, spans hold characters of it and bounds are in order."""
    grammar = parse("About 5 " + text)
    for figure in figures(grammar):
        assert 0 <= figure.start < figure.end <= len(grammar.text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
