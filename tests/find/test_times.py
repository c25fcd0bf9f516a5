"""Times: what is found, what it means, and what it was counted from."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.find.times import find_times
from dragoman.find.times.calendar import (
    Stretch,
    bounds,
    easter,
    lunar_stretch,
    number,
    of_number,
    shift,
    weekday,
    within,
)
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions, TimeMention

ENGLISH = load_language("en")
PUBLISHED = "2020-04-05"  # a Sunday


def times(grammar: Grammar) -> tuple[TimeMention, ...]:
    return find_times(grammar, Mentions(), lang=ENGLISH)


def read(parse: Callable[..., Grammar], text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """The expressions of a text, each with its EDTF or its length."""
    return [(text[one.start : one.end], one.edtf or one.duration) for one in times(parse(text, published=published))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It began on 3 January 2020.", ("3 January 2020", "2020-01-03")),
        ("It began on January 3rd, 2020.", ("January 3rd, 2020", "2020-01-03")),
        ("It began in January 2020.", ("January 2020", "2020-01")),
        ("It began in early 2014.", ("early 2014", "2014")),
        ("It began in the summer of 2016.", ("the summer of 2016", "2016-22")),
        ("It began in the first quarter of 2016.", ("the first quarter of 2016", "2016-33")),
        ("It grew in the 1980s.", ("the 1980s", "198X")),
        ("It grew in the 19th century.", ("the 19th century", "18XX")),
        ("He died in 44 BC.", ("44 BC", "-0043")),
        ("It was signed on 2020-01-03.", ("2020-01-03", "2020-01-03")),
        ("It fell on Christmas Day 2003.", ("Christmas Day 2003", "2003-12-25")),
        ("They met on the night of 5 June 1967.", ("the night of 5 June 1967", "1967-06-05")),
        ("It rained in the last week of August 1918.", ("the last week of August 1918", "1918-08-25/1918-08-31")),
    ],
)
def test_words_that_suffice_need_no_anchor(parse: Callable[..., Grammar], text: str, found: tuple[str, str]) -> None:
    """A time whose words fix it is read without a publication date."""
    assert read(parse, text, None) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The strike killed him on June 27.", ("June 27", "2019-06-27")),
        ("The talks will begin on June 27.", ("June 27", "2020-06-27")),
        ("He spoke on Friday.", ("Friday", "2020-04-03")),
        ("He will speak on Friday.", ("Friday", "2020-04-10")),
        ("He spoke last week.", ("last week", "2020-03-23/2020-03-29")),
        ("He spoke last weekend.", ("last weekend", "2020-03-28/2020-03-29")),
        ("He spoke yesterday.", ("yesterday", "2020-04-04")),
        ("He spoke three days ago.", ("three days ago", "2020-04-02")),
        ("He died in January this year.", ("January this year", "2020-01")),
        ("He has been away since last October.", ("last October", "2019-10")),
        ("The elections are planned for next year.", ("next year", "2021")),
        ("It happened two decades ago.", ("two decades ago", "200X")),
    ],
)
def test_news_counts_from_the_publication(parse: Callable[..., Grammar], text: str, found: tuple[str, str]) -> None:
    """What is incomplete is counted from the publication; the verb says in which direction."""
    assert read(parse, text) == [found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It began on 20 January 2020. The next day he died.", ["2020-01-20", "2020-01-21"]),
        ("They invaded in November 1939. It ended in March.", ["1939-11", "1940-03"]),
        ("They invaded on 7 December 1941. In January they fled.", ["1941-12-07", "1942-01"]),
        ("The Shah fell in 1979. Five decades later he is remembered.", ["1979", "202X"]),
        ("They met on 12 May 1940. That same day the war began.", ["1940-05-12", "1940-05-12"]),
    ],
)
def test_a_story_counts_from_what_it_told_before(parse: Callable[..., Grammar], text: str, values: list[str]) -> None:
    """Without a publication date the story itself is the anchor, and months move forward."""
    assert [value for _, value in read(parse, text, None)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The war lasted from 1914–1918.", ["1914", "1918"]),
        ("The war lasted from 1914–18.", ["1914", "1918"]),
        ("They fought between March and May 1945.", ["1945-03", "1945-05"]),
        ("They fought from 13 to 15 April 1945.", ["1945-04-13", "1945-04-15"]),
        ("They fought in the Punic War (264-241 BC).", ["-0263", "-0240"]),
    ],
)
def test_a_range_is_two_times(parse: Callable[..., Grammar], text: str, values: list[str]) -> None:
    """Both ends of a range are mentions, and each takes what it lacks from the other."""
    assert [value for _, value in read(parse, text, None)] == values


def test_a_missing_year_stays_missing(parse: Callable[..., Grammar]) -> None:
    """Where nothing fixes the year, the value has none, and the reason says so."""
    (time,) = times(parse("The strike was on June 27.", published=None))
    assert (time.edtf, time.basis) == ("XXXX-06-27", "none")
    assert "nothing fixes the year" in time.reason


def test_days_of_no_year_are_counted_from(parse: Callable[..., Grammar]) -> None:
    """A day counted from one whose year nothing tells lies in that year, but over the end of February no one knows."""
    text = "The strike was on June 27. Two days later they left. On 27 February it rained. Two days later it snowed."
    assert [value for _, value in read(parse, text, None)] == ["XXXX-06-27", "XXXX-06-29", "XXXX-02-27", None]


def test_nothing_to_count_from_is_null(parse: Callable[..., Grammar]) -> None:
    """A relative time without an anchor has no value, but a reason."""
    (time,) = times(parse("He resigned last week.", published=None))
    assert time.edtf is None
    assert time.basis == "none"
    assert time.reason


def test_the_anchor_is_named(parse: Callable[..., Grammar]) -> None:
    """A relative time names what it was counted from."""
    (time,) = times(parse("He spoke yesterday.", published=PUBLISHED))
    assert time.anchor == "published 2020-04-05"


def test_an_interval_of_publication_gives_an_interval(parse: Callable[..., Grammar]) -> None:
    """Where only the week of publication is known, "yesterday" is known to a week too."""
    assert read(parse, "He spoke yesterday.", "2020-04-05/2020-04-11") == [("yesterday", "2020-04-04/2020-04-10")]
    assert read(parse, "He spoke last month.", "2020-04-05/2020-04-11") == [("last month", "2020-03")]


def test_an_event_that_is_counted_from_is_part_of_the_time(parse: Callable[..., Grammar]) -> None:
    """What is counted from an event has no date of its own, and holds the event."""
    (time,) = times(parse("He resigned two days after the vote.", published=PUBLISHED))
    assert (time.start, time.end, time.edtf) == (12, 35, None)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("They talked for three days.", "P3D"),
        ("They fought for two and a half years.", "P2.5Y"),
        ("It was a two-hour raid.", "PT2H"),
        ("They shell the town every day.", "P1D"),
        ("It took two decades.", "P20Y"),
    ],
)
def test_lengths_are_iso_durations(parse: Callable[..., Grammar], text: str, length: str) -> None:
    """Lengths of time and what comes again have an ISO 8601 duration and no date."""
    (time,) = times(parse(text))
    assert (time.edtf, time.duration) == (None, length)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "The army lost 2000 men.",
        "Prices can fall or spring back.",
        "He met Theresa May.",
        "He wrote for USA Today.",
        "It was the second attack.",
    ],
)
def test_what_only_looks_like_a_time_is_none(parse: Callable[..., Grammar], text: str) -> None:
    """Verbs, names and counts are no times."""
    assert read(parse, text) == []


def test_ramadan_is_a_month_of_the_islamic_calendar(parse: Callable[..., Grammar]) -> None:
    """Ramadan 2021 began in the middle of April, give or take a day."""
    ((_, value),) = read(parse, "Fighting stopped during Ramadan 2021.")
    assert value is not None
    first, last = (part.rstrip("~") for part in value.split("/"))
    assert abs(number(*map(int, first.split("-"))) - number(2021, 4, 13)) <= 1
    assert abs(number(*map(int, last.split("-"))) - number(2021, 5, 12)) <= 1


@settings(deadline=None, max_examples=40)  # parsing takes as long as the machine is busy
@given(st.text(max_size=80), st.sampled_from([None, "2020", "2020-04-05", "2020-04-05/2020-04-11", "odd"]))
def test_every_span_lies_in_the_text(parse: Callable[..., Grammar], text: str, published: str | None) -> None:
    """Whatever the text, spans hold characters of it, stand in order and do not overlap."""
    grammar = parse("On 3 May, " + text, published=published)
    end = 0
    for time in times(grammar):
        assert end <= time.start < time.end <= len(grammar.text)
        end = time.end


@given(st.integers(min_value=-2_000_000, max_value=2_000_000))
def test_day_numbers_are_days(days: int) -> None:
    """A day and its number are the same thing, before our era too."""
    at = of_number(days)
    assert number(at.year, at.month, at.day) == days
    assert within(days, "week").first <= days <= within(days, "week").last
    assert weekday(within(days, "week").first) == 0


@pytest.mark.parametrize(
    ("stretch", "edtf"),
    [
        (Stretch("week", 2020, 3, 30), "2020-03-30/2020-04-05"),
        (Stretch("weekend", 2020, 4, 4), "2020-04-04/2020-04-05"),
        (Stretch("season", 2020, 24), "2020-24"),
        (Stretch("century", 1900), "19XX"),
        (Stretch("year", -43), "-0043"),
    ],
)
def test_stretches_are_written_in_edtf(stretch: Stretch, edtf: str) -> None:
    """Each grain has its EDTF form."""
    assert stretch.edtf == edtf
    assert stretch.first <= stretch.last


def test_calendar_arithmetic() -> None:
    """Shifts land on a stretch as long as their unit, and feasts on their day."""
    day = number(2020, 1, 31)
    assert shift(day, 1, "month") == Stretch("month", 2020, 2)
    assert shift(day, -1, "day") == Stretch("day", 2020, 1, 30)
    assert shift(day, 5, "hour") is None
    assert easter(2020) == Stretch("day", 2020, 4, 12)
    assert of_number(lunar_stretch(2020, 9, 30)[0]).edtf in ("2020-04-23", "2020-04-24")
    assert bounds("2020-02") == (number(2020, 2, 1), number(2020, 2, 29))
    assert bounds("20XX") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks are to be held on Thursday.", "2020-04-09"),
        ("The minister is to visit the town on Thursday.", "2020-04-09"),
        ("Both sides are due to meet on Thursday.", "2020-04-09"),
        ("Both sides are scheduled to meet on Thursday.", "2020-04-09"),
        ("Talks were held on Thursday.", "2020-04-02"),
        ("The date of the talks was set for Thursday.", "2020-04-09"),
        ("Crowds stormed the court on Thursday and set fire to it.", "2020-04-02"),
        ("Rebels set off a bomb on Thursday.", "2020-04-02"),
    ],
)
def test_what_is_to_come_lies_ahead(parse: Callable[..., Grammar], text: str, day: str) -> None:
    """A day of what is to be done is the next one, of what was done the last one."""
    assert read(parse, text) == [("Thursday", day)]
