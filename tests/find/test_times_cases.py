"""Times case by case, in a text published on Wednesday, 10 June 2020."""

from collections.abc import Callable

import pytest

from dragoman.find.times import find_times
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions

CASES = [
    ("The army came on 3 January 2020. Two days later it left.", "Two days later", "2020-01-05"),
    ("The army came on 3 January 2020. The same day it left.", "The same day", "2020-01-03"),
    ("The war began in 2003. The following year Iraq voted.", "The following year", "2004"),
    ("Two days after 3 January 2020 the army left.", "Two days after 3 January 2020", "2020-01-05"),
    ("Two days after the attack on 3 January 2020 the army left.",
     "Two days after the attack on 3 January 2020", "2020-01-05"),
    ("A year after the 2003 invasion, Iraq voted.", "A year after the 2003 invasion", "2004"),
    ("The army left a month before the June 2019 vote.", "a month before the June 2019 vote", "2019-05"),
    ("The army left a week before the vote.", "a week before the vote", None),
    ("Last June the war began.", "Last June", "2019-06"),
    ("Last May the war began.", "Last May", "2020-05"),
    ("Next June the war will end.", "Next June", "2021-06"),
    ("In July the war will end.", "July", "2020-07"),
    ("They ordered the army to leave by Friday.", "Friday", "2020-06-12"),
    ("He expected the army to be gone by 20 June.", "20 June", "2020-06-20"),
    ("They gave us until Friday.", "Friday", "2020-06-12"),
    ("1983\nIn November they left.\n\n1996\nClashes that August killed two.", "that August", "1996-08"),
    ("1974\n\nOn 15 July they came. Troops landed.\n\nThe war of June was lost.", "June", "1974-06"),
    ("Minutes of a meeting were leaked on Friday.", "Friday", "2020-06-05"),
    ("In July the war ended.", "July", "2019-07"),
    ("On Monday the army came.", "Monday", "2020-06-08"),
    ("On Friday the army will come.", "Friday", "2020-06-12"),
    ("Last Friday the army came.", "Last Friday", "2020-06-05"),
    ("Next week the army will come.", "Next week", "2020-06-15/2020-06-21"),
    ("Earlier this month the army came.", "Earlier this month", "2020-06"),
    ("Late last month the army came.", "Late last month", "2020-05"),
    ("In the 1980s Iraq fought.", "the 1980s", "198X"),
    ("In the spring of 2019 the war began.", "the spring of 2019", "2019-21"),
    ("Last winter the war began.", "Last winter", "2019-24"),
    ("In the third quarter of 2019 oil fell.", "the third quarter of 2019", "2019-35"),
    ("In fiscal 2019/20 the army spent more.", "2019/20", "2019/2020"),
    ("Rockets fell at 6:30 p.m. on 3 January 2020.", "6:30 p.m.", "2020-01-03T18:30:00"),
    ("At 0900 GMT on Friday rockets fell.", "0900 GMT", "2020-06-05T09:00:00Z"),
    ("Rockets fell at 2130 local time on Sunday.", "2130 local time", "2020-06-07T21:30:00"),
    ("In the year 1398 of the Persian calendar the law was passed.", "the year 1398 of the Persian calendar", None),
    ("In 1441 AH the war ended.", "1441 AH", None),
    ("On 15 Sha’ban 1441 the war ended.", "15 Sha’ban 1441", None),
    ("During Ramadan 1441 the war ended.", "Ramadan 1441", "2020-04-24~/2020-05-22~"),
    ("Since October the army has fought.", "October", "2019-10"),
    ("Three days ago the army came.", "Three days ago", "2020-06-07"),
    ("On the night of January 3 the army came.", "the night of January 3", "2020-01-03"),
    ("In January this year the army came.", "January this year", "2020-01"),
    ("In January last year the army came.", "January last year", "2019-01"),
    ("By the end of the year the army will leave.", "the end of the year", "2020"),
    ("On Christmas Day 2019 the army came.", "Christmas Day 2019", "2019-12-25"),
    ("A decade ago the war began.", "A decade ago", "201X"),
    ("In the early hours of Friday the army came.", "the early hours of Friday", "2020-06-05"),
    ("Yesterday the army came.", "Yesterday", "2020-06-09"),
    ("The airline suspended flights until 15 June.", "15 June", "2020-06-15"),
    ("In May 2020 the war began. They shelled us on the 19th and we ran.", "the 19th", "2020-05-19"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "edtf"), CASES)
def test_what_a_time_means(parse: Callable[..., Grammar], text: str, words: str, edtf: str | None) -> None:
    """Counted from the publication, from the story, or from a date that its own words hold; None where nothing does."""
    grammar = parse(text, published="2020-06-10")
    times = {text[one.start : one.end]: one.edtf for one in find_times(grammar, Mentions(), lang=load_language("en"))}
    assert words in times
    assert times[words] == edtf


def test_a_time_counted_from_a_date_names_it(parse: Callable[..., Grammar]) -> None:
    """The anchor of "two days after the attack on 3 January" is that day, which is a time of its own as well."""
    grammar = parse("Two days after the attack on 3 January 2020 the army left.")
    one, inner = find_times(grammar, Mentions(), lang=load_language("en"))
    assert one.basis == "relative"
    assert one.anchor == "2020-01-03 at 29"
    assert (inner.start, inner.edtf) == (29, "2020-01-03")
