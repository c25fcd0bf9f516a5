"""Judgements over a whole case: they decide which reports are of one event, and stand in everything that is read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.explain import Explained
from dragoman.files.rows import write_rows
from dragoman.judge import append, judge
from dragoman.judge.pairs import constraints
from dragoman.model import Account, Judgement, RawDocument
from dragoman.resolve import Resolved, resolve
from dragoman.settle import judge_again, settle
from dragoman.store import Case, create_case
from tests.judge.test_judge import SECOND, TEXT, THIRD, at, said, strike, told, when
from tests.resolve.made import IRAN, SOLEIMANI, US

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

ALIKE = {"actors": (US,), "recipients": (SOLEIMANI,), "when": "2020-01-03", "where": "Baghdad airport", "killed": 5}
OTHER = {"actors": (IRAN,), "recipients": (US,), "when": "2018-01-08", "where": "Basra", "killed": 80}


def groups(outcome: Resolved) -> set[frozenset[str]]:
    """The mentions of each event."""
    of_report = {report.id: report.mentions for report in outcome.reports}
    return {frozenset(one for id_ in event.reports for one in of_report[id_]) for event in outcome.events}


def one_event(outcome: Resolved, *ids: str) -> bool:
    return any(set(ids) <= group for group in groups(outcome))


def test_a_judgement_joins_what_no_rule_would_and_parts_what_every_rule_would() -> None:
    """Strikes of other years on other people are one; two accounts of one strike are two; links say who decided."""
    a, b = told(strike("a", **ALIKE), document="a"), told(strike("b", **ALIKE), document="b")
    c = told(strike("c", **OTHER), document="c")
    ids = [one.mentions.events[0].id for one in (a, b, c)]
    assert one_event(resolve([a, b, c]), ids[0], ids[1])
    assert not one_event(resolve([a, b, c]), ids[1], ids[2])
    same = said("same", about=at(b, b.mentions.events[0]), other=at(c, c.mentions.events[0]), why="a typing error")
    apart = said("different", about=at(a, a.mentions.events[0]), other=at(b, b.mentions.events[0]))
    bound, _ = constraints([same, apart], [a, b, c])
    outcome = resolve([a, b, c], bound)
    assert one_event(outcome, ids[1], ids[2])
    assert not one_event(outcome, ids[0], ids[1])
    (link,) = next(event for event in outcome.events if len(event.reports) == 2).links
    assert (link.score, link.reason) == (1.0, "judged by Ann on 2026-01-01: the same (a typing error)")


def test_within_one_document_too() -> None:
    """Two mentions of one document, alike in all, are two events; and two that are not are one report."""
    document = told(strike(**ALIKE), strike(start=SECOND, **ALIKE), strike(start=THIRD, **OTHER))
    first, second, third = (one.id for one in document.mentions.events)
    assert one_event(resolve([document]), first, second)
    mentions = {one.id: at(document, one) for one in document.mentions.events}
    bound, _ = constraints(
        [
            said("different", about=mentions[first], other=mentions[second]),
            said("same", about=mentions[second], other=mentions[third]),
        ],
        [document],
    )
    outcome = resolve([document], bound)
    assert groups(outcome) == {frozenset({first}), frozenset({second, third})}
    assert len(outcome.reports) == 2


DOCUMENTS = [
    told(
        strike(name, **(ALIKE if name in "abc" else OTHER)),
        strike(name, SECOND, **ALIKE),
        strike(name, THIRD, type="THREATEN", actors=(IRAN,)),
        document=name,
    )
    for name in "abcde"
]
MENTIONS = [(document, mention) for document in DOCUMENTS for mention in document.mentions.events]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(MENTIONS), st.sampled_from(MENTIONS)), max_size=8))
def test_every_constraint_that_can_hold_with_the_others_does(asked: list[tuple]) -> None:
    """Whatever is judged of five documents that tell of the same, no "same" is parted and no "different" joined."""
    verdicts = [
        said("same" if same else "different", day=day, about=at(*one), other=at(*other))
        for day, (same, one, other) in enumerate(asked, start=1)
        if one[1].id != other[1].id
    ]
    bound, problems = constraints(verdicts, DOCUMENTS)
    assert problems == ()
    home = {id_: group for group in groups(resolve(DOCUMENTS, bound)) for id_ in group}
    assert len(home) == len(MENTIONS)
    for one in bound:
        assert (home[one.a] == home[one.b]) is one.same


# ------------------------------------------------------------------------------------------------------- on the disk


def made(folder: Path, *accounts: Account) -> tuple[Case, Path]:
    """A case of made accounts, and the file that they are in."""
    case = create_case(folder)
    shard = case.add_raw([RawDocument(one.id, one.source, one.text) for one in accounts])
    file = case.account_file(shard, "made")
    write_rows(file, accounts, Account)
    settle(case, [file])
    return case, file


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Case, list[Account]]:
    accounts = [told(strike(**ALIKE)), told(strike("b", **OTHER), strike("b", SECOND), document="b", text=TEXT + " ")]
    return made(tmp_path / "case", *accounts)[0], accounts


def test_judgements_stand_in_records_in_sql_and_in_explain(pair: tuple[Case, list[Account]]) -> None:
    """A corrected date, a mention left out, two reports that are one; the rules' own findings can still be read."""
    case, (a, b) = pair
    first, second = b.mentions.events
    verdicts = [
        when(b, "2020-01-03", first, why="the Friday"),
        said("wrong", about=at(b, second)),
        said("same", about=at(a, a.mentions.events[0]), other=at(b, first)),
    ]
    append(case.path, verdicts)
    assert judge_again(case) == ()
    assert case.sql("select \"when\".edtf from event_mentions where document = 'b'")[1] == [("2020-01-03",)]
    assert case.sql("select same, reason from constraints")[1] == [(True, "judged by Ann on 2026-01-01: the same")]
    (event,) = case.events()
    assert len(event.reports) == 2
    lines = "\n".join(line for _, line in Explained(case).lines(event.id))
    assert "judged by Ann on 2026-01-01: 2020-01-03 (the Friday); the rule gave 2018-01-08" in lines
    assert "judged by Ann on 2026-01-01: the same" in lines
    assert [len(one.mentions.events) for one in case.documents()] == [1, 1]
    assert [len(one.mentions.events) for one in case.documents(judged=False)] == [1, 2]
    (left,) = next(one for one in case.documents() if one.id == "b").left_out
    assert left.mention == second


def test_a_judgement_survives_a_rebuild_with_other_rules(pair: tuple[Case, list[Account]]) -> None:
    """With a codebook that finds other words and types, what was judged still holds, and what is lost is named."""
    case, (a, b) = pair
    (first, second), (only,) = b.mentions.events, a.mentions.events
    append(case.path, [when(b, "2020-01-03", first), said("same", about=at(a, only), other=at(b, second))])
    changed = [told(strike(type="COERCE", **ALIKE)), told(document="b", text=b.text)]
    file = case.path / "accounts" / "changed.parquet"
    write_rows(file, changed, Account)
    problems = settle(case, [file]).problems
    assert [one.code for one in problems] == ["judge.unattached"]
    kept = [mention for one in case.documents() if one.id == "b" for mention in one.mentions.events]
    assert [(one.type, one.when.edtf) for one in kept] == [("ASSAULT", "2020-01-03")]
    (case.path / "judgements").rename(case.path / "elsewhere")
    assert judge_again(case) == ()
    assert [len(one.mentions.events) for one in case.documents()] == [1, 0]


def test_the_same_judgements_give_the_same_generation(pair: tuple[Case, list[Account]]) -> None:
    """Applied twice nothing changes; another value is another generation, also where no id changed."""
    case, (a, _) = pair
    before = case.generation.name
    assert judge_again(case) == ()
    assert case.generation.name == before
    verdict = when(a, "2020-01-02", a.mentions.events[0])
    append(case.path, [verdict])
    judge_again(case)
    once = case.generation.name
    judge_again(case)
    assert before != once == case.generation.name
    undo: Judgement = said("undo", day=2, of=verdict.id)
    append(case.path, [undo])
    judge_again(case)
    assert case.generation.name == before


def test_a_case_without_judgements_is_what_the_rules_found(pair: tuple[Case, list[Account]]) -> None:
    """No judgement, no change: the very same records."""
    _, accounts = pair
    assert all(one is other for one, other in zip(judge(accounts, []).accounts, accounts, strict=True))
