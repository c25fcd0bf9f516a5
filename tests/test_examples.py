"""The sample corpus end to end: what a careful reader wrote into examples/expected.toml, against what comes out."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from dragoman.knowledge import load_knowledge
from dragoman.model import Account, EventMention
from dragoman.pipeline import build
from dragoman.resolve.days import days_of
from dragoman.settings import Settings
from dragoman.store import Case
from tests import floors

ROOT = Path(__file__).parent.parent / "examples"
EXPECTED = tomllib.loads((ROOT / "expected.toml").read_text(encoding="utf-8"))
ARTICLES: list[dict[str, Any]] = EXPECTED["article"]
KNOWLEDGE = load_knowledge()
EVENTS: list[dict[str, Any]] = EXPECTED["event"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The corpus, built once."""
    folder = tmp_path_factory.mktemp("examples") / "case"
    made, built = build(folder, [ROOT / "articles"], settings=Settings(), workers=1)
    assert built.problems == ()
    return made


@pytest.fixture(scope="module")
def accounts(case: Case) -> dict[str, Account]:
    """What each article says, by file name."""
    return {Path(account.source).name: account for account in case.documents()}


def body_of(account: Account) -> str:
    return "\n".join(account.text[piece.start : piece.end] for piece in account.pieces if piece.kind == "body")


def find_in_body(account: Account, words: str) -> int:
    """Where words first stand in the body; -1 where they do not."""
    bodies = [(piece.start, piece.end) for piece in account.pieces if piece.kind == "body"]
    at = account.text.find(words)
    while at >= 0 and not any(start <= at < end for start, end in bodies):
        at = account.text.find(words, at + 1)
    return at


def mention_at(account: Account, words: str, types: set[str]) -> EventMention | None:
    """The event mention of a right type that shares a character with these words."""
    at = find_in_body(account, words)
    near = [one for one in account.mentions.events if at >= 0 and one.start < at + len(words) and one.end > at]
    return next((one for one in near if one.type in types), None)


def triggers() -> list[tuple[str, set[str], str, str]]:
    """Slug, allowed types, article and words of every trigger that is expected."""
    return [
        (event["slug"], {event["type"], *event.get("also", [])}, report["article"], words)
        for event in EVENTS
        for report in event.get("report", [])
        for words in report["triggers"]
    ]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["file"])
def test_the_body_is_the_article_and_nothing_else(article: dict[str, Any], accounts: dict[str, Account]) -> None:
    """The body begins and ends where the article does, and holds no menu, caption, share link or comment."""
    body = " ".join(body_of(accounts[article["file"]]).split())
    assert body.startswith(" ".join(article["first"].split()))
    assert body.endswith(" ".join(article["last"].split()))
    kept = [words for words in article["not_body"] if " ".join(words.split()) in body]
    assert kept == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["file"])
def test_the_page_says_who_published_it_and_when(article: dict[str, Any], accounts: dict[str, Account]) -> None:
    """Title and outlet are those of the page; a stated date is exact, an inferred one contains the true day."""
    meta = accounts[article["file"]].meta
    assert (meta.title, meta.outlet) == (article["title"], article["outlet"])
    true, said = days_of(article["published"]), days_of(meta.published.edtf)
    assert said is not None
    assert true is not None
    if article["basis"] == "stated":
        assert meta.published.edtf == article["published"]
    else:
        assert meta.published.basis == "inferred"
        assert said[0] <= true[0] <= said[1]


def test_the_killing_of_soleimani_is_one_event(case: Case, accounts: dict[str, Account]) -> None:
    """Killed, martyred, assassinated, murdered: one event, with a report from every article that names the deed."""
    expected = {"03", "04", "05", "07", "08", "09", "10"}
    named = [
        event
        for event in case.events()
        if event.type == "ASSAULT"
        and "Qassem Soleimani" in " ".join(one.name for one in event.recipients).replace("Qasem", "Qassem")
    ]
    reports = {report.id: report for report in case.reports()}
    by_id = {account.id: name for name, account in accounts.items()}
    telling = [{by_id[reports[id_].document][:2] for id_ in event.reports} for event in named]
    most = max(telling, key=len)
    floors.check("examples.soleimani_articles", len(most & expected) / len(expected))
    assert len(most) >= 4, telling


def test_the_expected_acts_are_found(accounts: dict[str, Account]) -> None:
    """The share of the expected triggers at which an event of a right type is found does not fall."""
    found = [mention_at(accounts[article], words, types) is not None for _, types, article, words in triggers()]
    floors.check("examples.triggers_found", sum(found) / len(found))


def test_reports_of_one_event_come_together(case: Case, accounts: dict[str, Account]) -> None:
    """B-cubed over the expected triggers that were found: neither precision nor recall falls."""
    event_of = {mention: report.event for report in case.reports() for mention in report.mentions}
    truth: dict[str, str] = {}
    for slug, types, article, words in triggers():
        mention = mention_at(accounts[article], words, types)
        if mention is not None:
            truth.setdefault(mention.id, slug)
    expected, made = defaultdict(set), defaultdict(set)
    for id_, slug in truth.items():
        expected[slug].add(id_)
        made[event_of[id_]].add(id_)
    shared = {id_: len(expected[slug] & made[event_of[id_]]) for id_, slug in truth.items()}
    precision = sum(shared[id_] / len(made[event_of[id_]]) for id_ in truth) / len(truth)
    recall = sum(shared[id_] / len(expected[slug]) for id_, slug in truth.items()) / len(truth)
    floors.check("examples.same_event_precision", precision)
    floors.check("examples.same_event_recall", recall)


def test_events_have_their_parties_dates_and_types(case: Case, accounts: dict[str, Account]) -> None:
    """For each expected event, the one made of most of its triggers: is an actor, a recipient, the date right?"""
    events = {event.id: event for event in case.events()}
    event_of = {mention: report.event for report in case.reports() for mention in report.mentions}
    right: dict[str, list[bool]] = defaultdict(list)
    for expected in EVENTS:
        types = {expected["type"], *expected.get("also", [])}
        ids = [
            event_of[mention.id]
            for report in expected.get("report", [])
            for words in report["triggers"]
            if (mention := mention_at(accounts[report["article"]], words, types))
        ]
        right["found"].append(bool(ids))
        if not ids:
            continue
        made = events[max(sorted(set(ids)), key=ids.count)]
        for side in ("actors", "recipients"):
            if expected.get(side):
                parties = getattr(made, side)
                countries = [KNOWLEDGE.entries[one.country].name for one in parties if one.country in KNOWLEDGE.entries]
                names = " ".join([*(one.name for one in parties), *countries]).lower().replace("qasem", "qassem")
                right[side].append(any(name.lower() in names for name in expected[side]))
        if expected.get("when"):
            said, true = days_of(made.when.edtf if made.when else None), days_of(expected["when"])
            right["when"].append(bool(said and true and said[0] <= true[1] and true[0] <= said[1]))
    for field, answers in right.items():
        floors.check(f"examples.events_{field}", sum(answers) / len(answers))
