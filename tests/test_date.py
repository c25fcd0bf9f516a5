"""Dating: given, stated, printed, or inferred from inside evidence; else unknown."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.date import publish
from dragoman.date.evidence import OfficePeriod
from dragoman.lang import load_language
from dragoman.model import CleanDocument, Published, RawDocument, Stated

ENGLISH = load_language("en")
STORY = (
    "The governor of the northern province said that the bridge over the river would be closed for repairs this week."
)


def published(*lines: str, stated: Stated | None = None) -> Published:
    """The publication date of a page with a headline, these lines and a paragraph."""
    return dated(document("Bridge in the north is closed", *lines, STORY), stated or Stated())


def document(*lines: str) -> CleanDocument:
    """A page of these lines, cleaned."""
    return clean(RawDocument("id", "source", "\n\n".join(lines)), lang=ENGLISH)


def dated(page: CleanDocument, stated: Stated) -> Published:
    """Its publication date."""
    return publish(page, stated=stated, lang=ENGLISH).meta.published


def of_body(text: str) -> Published:
    """The publication date of a text that is nothing but an article."""
    page = clean(RawDocument("id", "source", text, is_body=True), lang=ENGLISH)
    return dated(page, Stated())


def test_a_given_date_is_unchanged_and_beats_the_text() -> None:
    """What the user gives is printed as it is."""
    found = published("3 May 2021", stated=Stated(published="2020-04", published_given=True))
    assert (found.edtf, found.basis) == ("2020-04", "given")


def test_the_containers_date_is_stated() -> None:
    """What the page's head states beats the text."""
    found = published("3 May 2021", stated=Stated(published="2021-05-02"))
    assert (found.edtf, found.basis) == ("2021-05-02", "stated")


@pytest.mark.parametrize(
    "line",
    ["3 May 2021", "May 3, 2021", "By Dana Malik, 3rd May 2021", "Published: 2021-05-03T10:00",
     "Monday, May 3, 2021 10:15 am",
     "Written by: Dana Malik on 3 May 2021", "Posted on 03.05.2021",
     "May 3 2021 / 6:45 AM UTC / by Dana Malik", "ID: 139810-11     Date: 2021/05/03 - 09:30     Service: Politics"],
)  # fmt: skip
def test_a_printed_date_is_read_in_every_usual_form(line: str) -> None:
    """A full date in a byline is the date, with its words as evidence."""
    found = published(line)
    assert (found.edtf, found.basis) == ("2021-05-03", "stated")
    assert len(found.because) == 1


@pytest.mark.parametrize(
    "line",
    ["Jan. 5, 2020 | 10:11 p.m. ET", "5 Jan 2020 - 14:02 GMT", "Published: Sun 5 Jan 2020", "05.01.2020", "2020/01/05",
     "Updated 3:04 PM EST, Sun January 5, 2020", "2020-01-05T10:15:00Z", "Sunday, 05 January 2020", "1398/10/15",
     "15 Dey 1398", "Sun., Jan. 5, 2020", "January 5th, 2020 at 3:04 pm", "5th of January, 2020", "Date: 5-Jan-2020",
     "JANUARY 5, 2020 / 10:11 AM / UPDATED 2 YEARS AGO", "First published on Sun 5 Jan 2020 10.00 GMT",
     "Sunday 5 January 2020 12.15 GMT", "Posted: 05 Jan 2020 10:11 PM", "Sun 05/01/2020"],
)  # fmt: skip
def test_the_forms_of_many_outlets_are_read(line: str) -> None:
    """Clocks, zones, bars, short weekdays and the Persian calendar do not hide the day."""
    assert (published(line).edtf, published(line).basis) == ("2020-01-05", "stated")


@pytest.mark.parametrize("line", ["3 hours ago", "10 Jumada al-awwal 1441", "1441/05/10", "1/5/20", "31.02.2020"])
def test_what_gives_no_sure_day_is_no_date(line: str) -> None:
    """An age without its anchor, a lunar date, a year of two digits and a day that does not exist are not read."""
    assert published(line).edtf is None


@pytest.mark.parametrize(
    ("line", "other", "edtf", "basis"),
    [
        ("5/1/2020", "", "2020-01-05/2020-05-01", "inferred"),
        ("5/1/2020", "Drivers wait on the bank, 25/04/2019. Photo: Sami Noor/AFP", "2020-01-05", "stated"),
        ("5/1/2020", "Drivers wait on the bank, 04/25/2019. Photo: Sami Noor/AFP", "2020-05-01", "stated"),
        ("5/5/2020", "", "2020-05-05", "stated"),
        ("13/01/2020", "", "2020-01-13", "stated"),
        ("01-13-2020", "", "2020-01-13", "stated"),
    ],
)
def test_day_and_month_in_digits_are_settled_or_left_open(line: str, other: str, edtf: str, basis: str) -> None:
    """Where nothing on the page tells day from month, the interval holds both; another date of the page tells them."""
    found = published(line, other) if other else published(line)
    assert (found.edtf, found.basis) == (edtf, basis)


@pytest.mark.parametrize(
    "lead",
    [
        "AMMAN, May 3, 2021 (AFP) - ",
        "AMMAN, Jordan, 3 May 2021 – ",
        "AMMAN, May 3, 2021. /TASS/. ",
        "Port Sudan, Sudan, May 3, 2021. ",
        "Bogotá, 3 May 2021: ",
    ],
)
def test_datelines_of_agencies_are_read(lead: str) -> None:
    """Behind a place that opens the text stands the day of the dispatch."""
    assert dated(document("Bridge in the north is closed", lead + STORY, STORY), Stated()).edtf == "2021-05-03"


def test_a_dateline_without_a_year_needs_evidence() -> None:
    """Alone it dates nothing and the reason says so; beside a month with its year it takes the first year that fits."""
    alone = dated(document("Bridge in the north is closed", "AMMAN, May 3 (Reuters) - " + STORY, STORY), Stated())
    assert (alone.edtf, "without its year" in alone.reason) == (None, True)
    past = "The bridge had been closed in March 2021 after the flood, and traders left the town. "
    found = dated(document("Bridge in the north is closed", "AMMAN, May 3 (Reuters) - " + STORY, past), Stated())
    assert (found.edtf, found.basis) == ("2021-05-03", "inferred")


# Made texts, each with the day on which it could have been written, and what must be inferred.
WRITTEN = [
    ("The flood of March 2019 had closed the bridge, and traders left the town.", "2020-06-01", "2019-03-01/.."),
    ("The bridge was opened in 2011. It was closed on 4 May 2018 after the flood.", "2018-05-05", "2018-05-04/.."),
    ("AMMAN, July 9 (Reuters) - The Islamic State was driven from the town.", "2017-07-09", "2014-07-09/.."),
    ("The coronavirus crisis has closed the bridge, the governor said.", "2020-05-01", "2020-01-30/2023-05-05"),
    ("The coronavirus crisis has closed it. On May 3 the army said that it was open.", "2021-05-04",
     "2020-05-03/2023-05-05"),
    ("Attacks have gone on since October 2023. On January 18 the minister said that they had left.", "2024-01-20",
     "2024-01-18/2024-02-18"),
    ("The bridge was rebuilt in 2012. On September 16 the mayor said that the market had opened.", "2015-09-17",
     "2012-09-16/.."),
    ("The bridge will be opened in 2031, and the ministry promised to finish by 2029.", "2020-01-01", None),
    ("The killing of Qassem Soleimani had closed the border, drivers said.", "2020-01-05", "2020-01-03/.."),
    ("He was born in 1971, and he left in May 1990. He returned in June 1999 and fell in July 2003.", "2015-01-01",
     "2003-07-01/.."),
    ("The full-scale invasion of Ukraine has raised the price of flour, the governor said.", "2022-04-01",
     "2022-02-24/.."),
    ("The fall of Kabul was on everybody's lips. It was on August 20 that the drivers heard of it.", "2021-08-21",
     "2021-08-20/.."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "edtf"), WRITTEN)
def test_the_inferred_interval_holds_the_day_and_is_no_narrower_than_the_evidence(
    text: str, day: str, edtf: str | None
) -> None:
    """A wrong narrow date is worse than a wide one: what the text leaves open stays open."""
    found = of_body(text)
    assert found.edtf == edtf
    if edtf is not None:
        low, high = edtf.split("/")
        assert low <= day
        assert high == ".." or day <= high
        assert found.because
    assert found.reason


def test_the_day_of_publication_beats_that_of_an_update() -> None:
    """Where both are printed, an article was published when it says so."""
    assert published("Updated 5 May 2021", "Published 3 May 2021").edtf == "2021-05-03"


def test_a_dateline_opens_the_text() -> None:
    """An agency's dateline stands before the first dash."""
    page = document("Bridge in the north is closed", "AMMAN, 3 May 2021 - " + STORY, STORY)
    assert dated(page, Stated()).edtf == "2021-05-03"


def test_nothing_datable_is_none() -> None:
    """Without any evidence the date is null, and the reason says so."""
    found = published()
    assert (found.edtf, found.basis, found.because) == (None, "none", ())
    assert found.reason


def test_a_past_year_is_a_lower_bound_with_an_open_end() -> None:
    """A text that tells of 2019 as past was published in or after 2019; nothing says when it must have been."""
    found = of_body("The bridge was closed in March 2019 after the flood, and traders left the town.")
    assert (found.edtf, found.basis) == ("2019-03-01/..", "inferred")


@pytest.mark.parametrize(
    "plan",
    ["The bridge will open in 2031.", "The bridge was promised by 2031.", "Elections are scheduled for May 2031."],
)
def test_a_planned_date_is_no_evidence(plan: str) -> None:
    """What is still to come says nothing of when the text was written."""
    assert of_body(plan).edtf is None


def test_a_byline_without_a_year_takes_the_first_that_fits() -> None:
    """Day and month of the byline fall into the first year after the latest month that the text names with its year."""
    text = (
        "He was killed in a strike in January 2020. In January this year thirty people were killed by an explosion. "
        + STORY
    )
    found = dated(document("Caught between two rivals in the north", "Dana Malik, July 16", text, STORY), Stated())
    assert (found.edtf, found.basis) == ("2021-07-16", "inferred")
    assert len(found.because) == 2


def test_a_month_of_the_year_of_writing_does_not_pass_that_year() -> None:
    """A month with its year is of another year only where the text calls its own "this year"."""
    text = "He took office in January 2021, and the bridge was closed by the flood. " + STORY
    found = dated(document("Caught between two rivals in the north", "Dana Malik, July 16", text, STORY), Stated())
    assert (found.edtf, found.basis) == ("2021-07-16", "inferred")


def test_a_weekday_settles_the_year() -> None:
    """A byline's weekday picks the year in which it fits."""
    text = "The bridge was closed in 2018 after the flood, and traders left the town. " + STORY
    found = dated(document("Bridge in the north is closed", "Dana Malik, Friday, July 16", text, STORY), Stated())
    assert found.edtf == "2021-07-16"


def test_a_fresh_day_puts_the_text_within_the_month_after_it() -> None:
    """A past day without a year was recent when the text was written."""
    found = of_body(
        "Attacks have gone on since October 2023. On January 18 the minister said that the troops had left."
    )
    assert found.edtf == "2024-01-18/2024-02-18"


def test_the_weekend_before_narrows_it() -> None:
    """ "Last weekend" beside a day that fell on one leaves the week after it."""
    found = of_body("Attacks have gone on since October 2023. The base was hit on January 20, last weekend.")
    assert found.edtf == "2024-01-20/2024-01-28"


def test_readers_comments_are_no_evidence() -> None:
    """A stamp below a comment dates the comment."""
    page = document(
        "Bridge in the north is closed",
        STORY,
        STORY,
        "2 Comments",
        "Oldest",
        "Newest",
        "Last edited 3 May 2021 by omar",
    )
    assert dated(page, Stated()).edtf is None


def test_named_office_holders_bound_the_date() -> None:
    """A person named in office closes the interval at the end of the term."""
    page = clean(
        RawDocument("id", "source", "Minister Malik said that the bridge was closed.", is_body=True), lang=ENGLISH
    )
    found = publish(
        page, stated=Stated(), lang=ENGLISH,
        office_periods=lambda text, start, end: [OfficePeriod(0, 14, "Dana Malik", (("2017-01-30", "2018-10"),))],
    ).meta.published  # fmt: skip
    assert found.edtf == "2017-01-30/2018-10-01"
    assert found.because[0].of(page.text) == "Minister Malik"


ODD = [
    STORY, "30 February 2021", "29 February", "May 31", "On June 31 he said so.", "was in 2099", "since 1999",
    "Dana Malik, July 16", "02/30/2020", "31/12/2020", "İ last weekend, 20 January was",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(ODD) | st.text(max_size=30)))
def test_no_text_makes_dating_fail_and_evidence_lies_in_the_text(lines: list[str]) -> None:
    """Odd dates are passed over, and every piece of evidence is words of the text."""
    page = document(*lines)
    found = dated(page, Stated())
    assert all(span.end <= len(page.text) for span in found.because)
    assert (found.edtf is None) == (found.basis == "none")


def test_offices_of_the_knowledge_base_bound_a_text_that_speaks_of_now() -> None:
    """An office holder in a sentence about these days closes the interval; a former one says nothing."""
    found = of_body("Last week the Iraqi Vice President, Nouri al-Maliki, told reporters that the bases were closed.")
    assert found.edtf == "2014-09-09/2018-10-02"
    assert (
        of_body(
            "Last week the former Iraqi Vice President, Nouri al-Maliki, told reporters that the bases were closed."
        ).edtf
        is None
    )


@pytest.mark.slow
def test_a_giant_line_is_dated_by_its_head() -> None:
    """Megabytes of text take no longer than a long report."""
    begun = time.process_time()
    assert (
        of_body("The bridge was closed in March 2019. " + "Nobody was hurt on Monday. " * 100_000).edtf
        == "2019-03-01/.."
    )
    assert time.process_time() - begun < 4


def test_more_than_one_year_that_fits_stays_open() -> None:
    """A recent day without a year, after a bare year long ago, fixes no year."""
    found = of_body("The town was rebuilt in 2012. On September 16 the mayor said that the market had opened.")
    assert found.edtf == "2012-09-16/.."
