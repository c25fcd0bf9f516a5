"""What a person says of ids becomes judgements; what makes no sense is refused with what to do."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.explain import Explained
from dragoman.judge import append, judge, read_book
from dragoman.judging import Asked, judgements_of, usual_judge
from dragoman.model import (
    Account,
    ActorMention,
    FigureMention,
    Judgement,
    PlaceMention,
    TimeMention,
    Value,
    Verdict,
)
from dragoman.settle import judge_again
from dragoman.store import Case
from tests.judge.test_judge import SECOND, TEXT, THIRD, strike, told
from tests.judge.test_settled import ALIKE, OTHER, made

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long


def noted() -> Account:
    """The text with a named general, a dated Friday, a city and a figure."""
    document = told(strike(**ALIKE), strike(start=SECOND), document="a")
    day, city = TEXT.index("Friday"), TEXT.index("Baghdad")
    mentions = replace(
        document.mentions,
        actors=(ActorMention(16, 25, 0, "kb:S", "Qasem Soleimani", "IRN", "MIL", "name", 0.9, "made", True),),
        times=(TimeMention(day, day + 6, "2020-01-03", None, "date", "relative", "", 0.9, ""),),
        places=(PlaceMention(city, city + 7, "Baghdad", "IRQ", 33.3, 44.4, "city", 98182, 0.9, ""),),
        figures=(FigureMention(106, 107, 8, 8, 8, None, None, False, None, 0, None, (), ""),),
    )
    return replace(document, mentions=mentions)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return made(tmp_path / "case", noted(), told(strike("b", **ALIKE), strike("b", THIRD, **OTHER), document="b"))[0]


def ask(case: Case, what: Verdict, *ids: str, **more: object) -> tuple[Judgement, ...]:
    return judgements_of(Asked(what, ids, **more), Explained(case), "Ann", read_book(case.path)[0])


def value(case: Case, field: str, words: str, **more: object) -> Value:
    """What a field of the first strike is given as."""
    (one,) = ask(case, "correct", strike().id, field=field, value=words, **more)
    assert one.value is not None
    for shown in one.shown:
        assert TEXT[shown.start : shown.end] == shown.words
    return one.value


def test_a_judgement_names_words_and_not_ids(case: Case) -> None:
    """What is kept has the document, the span, its words, those around and the type; a beginning of an id suffices."""
    (one,) = ask(case, "wrong", strike().id[:6], why=" a drill ")
    (anchor,) = one.about
    assert (anchor.document, anchor.start, anchor.end, anchor.words, anchor.type) == ("a", 2, 8, "strike", "ASSAULT")
    assert (anchor.before, one.why, one.who) == ("A ", "a drill", "Ann")
    assert strike().id not in repr(one)


def test_values_are_shown_by_the_nearest_words_that_have_them(case: Case) -> None:
    """A date by its expression, a party by its name, a place, a number; each points to characters."""
    when = value(case, "when", "2020-01-03").when
    assert when is not None
    assert TEXT[when.start : when.end] == "Friday"
    (party,) = value(case, "recipients", "qasem soleimani").parties
    assert (party.id, party.start, party.end) == ("kb:S", 16, 25)
    (party,) = value(case, "actors", "Iran").parties
    assert TEXT[party.start : party.end] == "Iran"
    where = value(case, "where", "baghdad").where
    assert where is not None
    assert (where.name, where.lat, TEXT[where.start : where.end]) == ("Baghdad", 33.3, "Baghdad")
    assert value(case, "type", "threaten").word == "THREATEN"
    assert value(case, "status", "denied").word == "denied"
    assert value(case, "modes", "drone, targeted").words == ("drone", "targeted")
    one, other = value(case, "actors", "Iran; Somebody else", spans=((74, 78), (2, 8))).parties
    assert (one.name, other.name, other.start, other.country) == ("Iran", "Somebody else", 2, None)


@pytest.mark.parametrize(
    ("words", "bounds"), [("8", (8, 8, 8)), ("8-10", (8, None, 10)), ("8-", (8, None, None)), ("8.5", (8.5, 8.5, 8.5))]
)
def test_numbers_may_be_ranges_or_open(case: Case, words: str, bounds: tuple[float | None, ...]) -> None:
    """8 is exactly 8, 8-10 a range, 8- at least 8."""
    toll = value(case, "killed", words, spans=((2, 8),)).toll
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == bounds


def test_right_keeps_the_value_that_it_found_right(case: Case) -> None:
    """So that another rule's value does not replace it later; of a report one judgement is kept for each mention."""
    (one,) = ask(case, "right", strike().id, field="when")
    assert one.value is not None
    assert one.value.when is not None
    assert one.value.when.edtf == "2020-01-03"
    (after,) = judge([told(strike(when="2019"))], [one]).accounts
    assert after.mentions.events[0].when.edtf == "2020-01-03"
    report = next(report for report in case.reports() if len(report.mentions) == 1)
    assert len(ask(case, "right", report.id)) == 1


def test_null_is_a_value_with_a_reason(case: Case) -> None:
    """Nobody is named, the judge says; without saying how that is known it is refused."""
    (one,) = ask(case, "correct", strike().id, field="actors", value="null", why="the passive names nobody")
    assert (one.value, one.field) == (None, "actors")


def test_a_missed_event_is_added_at_its_words(case: Case) -> None:
    """The document goes by its id or source; the type is one of the codebook's."""
    (one,) = ask(case, "add", "a", value="reject", spans=((59, 72),))
    assert (one.about[0].words, one.about[0].type) == (TEXT[59:72], "REJECT")
    append(case.path, [one])
    assert judge_again(case) == ()
    assert "REJECT" in {event.type for event in case.events()}


def test_two_actors_two_reports_or_two_events_are_compared(case: Case) -> None:
    """Actors stand by the place that names them, reports by all their mentions; the undone says which."""
    actors = [actor.id for actor in case.actors()]
    (one,) = ask(case, "same", *actors[:2])
    assert (one.about[0].type, len(one.about), len(one.other)) == ("actor", 1, 1)
    first, second = (event.id for event in case.events()[:2])
    (pair,) = ask(case, "different", first, second)
    assert {anchor.type for anchor in pair.about} == {"ASSAULT"}
    append(case.path, [pair])
    (undo,) = ask(case, "undo", pair.id[:8])
    assert undo.of == pair.id


def slug(case: Case, what: Verdict, *ids: str, **more: object) -> str:
    with pytest.raises(SetupError) as caught:
        ask(case, what, *ids, **more)
    return caught.value.slug


def test_an_event_stands_for_its_report_where_it_has_no_other(case: Case) -> None:
    """Its only report is judged; of several the message names each with who tells it, and no report is chosen."""
    events = sorted(case.events(), key=lambda event: len(event.reports))
    (report,) = (one for one in case.reports() if one.id in events[0].reports)
    by_event, by_report = (ask(case, "wrong", id_, field="when") for id_ in (events[0].id, report.id))
    assert [one.about for one in by_event] == [one.about for one in by_report] != []
    several = events[-1]
    assert len(several.reports) > 1
    with pytest.raises(SetupError) as caught:
        ask(case, "wrong", several.id)
    assert caught.value.slug == "judge.target"
    assert all(id_[:8] in caught.value.message for id_ in several.reports)


def test_what_makes_no_sense_is_refused(case: Case) -> None:
    """Each with its slug; nothing is kept."""
    id_, event = strike().id, case.events()[0].id
    actor = case.actors()[0].id
    assert slug(case, "wrong", "nothing") == "explain.unknown"
    for ids in ((event,), (event, event), (event, actor)):
        assert slug(case, "same", *ids) == "judge.target"
    assert slug(case, "wrong", event) == "judge.target"
    assert slug(case, "wrong", id_, id_) == "judge.target"
    assert slug(case, "undo", "nothing") == "judge.target"
    assert slug(case, "add", "z", value="ASSAULT", spans=((0, 1),)) == "judge.target"
    assert slug(case, "right", id_, field="colour") == "judge.field"
    assert slug(case, "correct", id_, value="x") == "judge.field"
    for field, words in (("type", "ASSALT"), ("status", "maybe"), ("modes", "nice"), ("when", "Friday"),
                         ("where", "Atlantis"), ("killed", "many"), ("type", "null")):  # fmt: skip
        assert slug(case, "correct", id_, field=field, value=words) == "judge.value", field
    assert slug(case, "wrong", id_, field="type") == "judge.value"
    assert slug(case, "correct", id_, field="when", value="null") == "judge.why"
    assert slug(case, "correct", id_, field="when", value="2018-05-05") == "judge.span"
    for spans in ((), ((5, 5),), ((0, 10_000),), ((1, 2), (3, 4))):
        assert slug(case, "add", "a", value="ASSAULT", spans=spans) == "judge.span"
    for spans in (((0, 10_000),), ((8, 9),), ((5, 5),), ((-1, 4),), ((2, 8), (2, 8))):
        assert slug(case, "correct", id_, field="when", value="2018", spans=spans) == "judge.span"
    assert slug(case, "correct", id_, field="actors", value="A; B", spans=((2, 8),)) == "judge.span"


def test_a_judge_always_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows none, "somebody" judges."""

    def fail() -> str:
        raise OSError

    assert usual_judge()
    monkeypatch.setattr("dragoman.judging.getuser", fail)
    assert usual_judge() == "somebody"


def test_what_one_judge_left_out_another_may_judge(case: Case) -> None:
    """The mention is put back by the later judgement, and both stay in the book."""
    append(case.path, ask(case, "wrong", strike().id))
    judge_again(case)
    assert strike().id not in Explained(case).mentions
    append(case.path, ask(case, "right", strike().id))
    judge_again(case)
    assert strike().id in Explained(case).mentions
    assert [one.what for one in read_book(case.path)[0]] == ["wrong", "right"]
