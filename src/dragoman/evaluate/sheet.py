"""A sheet to judge by hand: a stratified sample of mentions and of pairs of reports, and the way back from it."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

from dragoman.display import safe
from dragoman.errors import SetupError
from dragoman.explain import Explained, passage
from dragoman.export.files import unwritable
from dragoman.judge.values import NULL, meaning, value_of
from dragoman.judging import Asked, judgements_of
from dragoman.model import EventMention, Judgement, Problem, Report, Verdict
from dragoman.resolve.days import days_of, gap

FIELDS = ("type", "status", "actors", "recipients", "when", "where")
COLUMNS = ("kind", "id", "other", "document", "words", "text", "other text", "verdict", "why",
           *(name for field in FIELDS for name in (field, f"{field} is")))  # fmt: skip
NEAR_DAYS = 1  # two reports of one type whose dates lie no further apart might be of one event
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula
_YES, _NO = {"right", "yes", "y", "r", "ok"}, {"wrong", "no", "n", "w"}

_Thing = TypeVar("_Thing")


def draw(told: Explained, size: int, seed: int) -> list[dict[str, str]]:
    """Draw mentions, and pairs of reports of different documents, to be judged.

    Mentions are drawn from each type in turn, so that rare types are judged as well as common ones; pairs in turn from
    those that are one event by the rules and from those that are not, though they are of one type and may be of one
    day or share a party. The same case and seed give the same sheet.

    Args:
        told: The case.
        size: How many of each, at most.
        seed: Of the chance.

    Returns:
        Rows of `COLUMNS`, mentions first.
    """
    chance = Random(seed)  # noqa: S311 - no secret
    types: dict[str, list[str]] = defaultdict(list)
    for id_, (mention, _) in sorted(told.mentions.items()):
        types[mention.type].append(id_)
    mentions = _in_turn(types, size, chance)
    pairs = _in_turn(_candidates(told), size, chance)
    return [*(_mention_row(told, id_) for id_ in mentions), *(_pair_row(told, *pair) for pair in pairs)]


def _in_turn(strata: Mapping[str, Sequence[_Thing]], size: int, chance: Random) -> list[_Thing]:
    """Draw one of each stratum after the other, until there are enough or none is left."""
    left = {name: chance.sample(list(things), len(things)) for name, things in sorted(strata.items())}
    drawn: list[_Thing] = []
    while len(drawn) < size and any(left.values()):
        for things in left.values():
            if things and len(drawn) < size:
                drawn.append(things.pop())
    return drawn


def _candidates(told: Explained) -> dict[str, list[tuple[str, str]]]:
    """Pairs of reports that are one event, and pairs that might be; of each report the next of either sort."""
    reports = sorted(told.reports.values(), key=lambda one: (one.type, one.id))
    found: dict[str, list[tuple[str, str]]] = {"together": [], "apart": []}
    for number, one in enumerate(reports):
        missing = {"together", "apart"}
        for other in reports[number + 1 :]:
            if not missing or other.type != one.type:
                break
            kind = "together" if one.event == other.event else "apart"
            if kind in missing and one.document != other.document and (kind == "together" or _might_be_one(one, other)):
                missing.discard(kind)
                found[kind].append((one.id, other.id))
    return found


def _might_be_one(one: Report, other: Report) -> bool:
    sides = [{party.id for party in (*report.actors, *report.recipients)} for report in (one, other)]
    days = [days_of(report.when.edtf) if report.when else None for report in (one, other)]
    near = days[0] is not None and days[1] is not None and gap(days[0], days[1]) <= NEAR_DAYS
    return bool(sides[0] & sides[1]) or near


def _mention_row(told: Explained, id_: str) -> dict[str, str]:
    mention, account = told.mentions[id_]
    row = {"kind": "mention", "id": id_, "document": account.source, **_text(told, mention, "words", "text")}
    for field in FIELDS:
        row[field] = meaning(value_of(mention, field))
    return row


def _pair_row(told: Explained, one: str, other: str) -> dict[str, str]:
    (first, account), (second, _) = (told.mentions[told.reports[id_].mentions[0]] for id_ in (one, other))
    row = {"kind": "pair", "id": one, "other": other, "document": account.source}
    return row | _text(told, first, "words", "text") | _text(told, second, "", "other text")


def _text(told: Explained, mention: EventMention, words: str, text: str) -> dict[str, str]:
    """The words of a mention, and its sentence with them marked."""
    _, account = told.mentions[mention.id]
    before, middle, after = passage(account.text, mention.start, mention.end)
    return {text: f"{before}«{middle}»{after}"} | ({words: middle} if words else {})


def write_sheet(rows: Iterable[Mapping[str, str]], path: Path) -> int:
    """Write a sheet as CSV in UTF-8, which a spreadsheet opens; no cell of it is a formula.

    Returns:
        The number of rows.

    Raises:
        SetupError: `cli.out`, where it cannot be written.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            for row in rows:
                writer.writerow({name: _cell(text) for name, text in row.items()})
                count += 1
    except OSError as error:
        raise unwritable(path, error) from error
    return count


def _cell(text: str) -> str:
    clean = safe(text)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def read_sheet(path: Path, told: Explained, who: str) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """Make judgements of a sheet that was filled in.

    `verdict` is right or wrong for a mention, same, different or unsure for a pair; "FIELD is" is right, wrong, null
    (with a reason under `why`) or the right value, as `dragoman judge correct` takes it. What is left empty was not
    judged.

    Returns:
        The judgements, and a problem for each row that cannot be understood.

    Raises:
        SetupError: `judge.file`, where the file is no sheet.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SetupError("judge.file", f"{path} cannot be read as a sheet ({error}). Save it as CSV, UTF-8.") from error
    if not rows or not {"kind", "id", "verdict"} <= rows[0].keys():
        raise SetupError("judge.file", f"{path} is no sheet: it has no rows, or not the columns kind, id and verdict.")
    made: list[Judgement] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=2):
        cells = {name: (text or "").strip() for name, text in row.items() if isinstance(name, str)}
        try:
            made += [one for asked in _asked(cells) for one in judgements_of(asked, told, who)]
        except SetupError as error:
            message = f"{path}, row {number} was passed over: {error.message}"
            problems.append(Problem("judge", "judge.row", message, str(path)))
    return tuple(made), tuple(problems)


def _asked(row: Mapping[str, str]) -> Iterator[Asked]:
    """What one row says."""
    verdict, why = row["verdict"].lower(), row.get("why", "")
    if row["kind"] == "pair":
        if verdict:
            yield Asked(_verdict(verdict), (row["id"], row.get("other", "")), why=why)
        return
    if verdict in _NO:
        yield Asked("wrong", (row["id"],), why=why)
        return
    if verdict:
        yield Asked(_verdict(verdict), (row["id"],), why=why)
    for field in FIELDS:
        said = row.get(f"{field} is", "")
        if said.lower() in _YES:
            yield Asked("right", (row["id"],), field, why=why)
        elif said.lower() in _NO:
            yield Asked("wrong", (row["id"],), field, why=why)
        elif said:
            value = NULL if said.lower() == NULL else said
            yield Asked("correct", (row["id"],), field, value, why=why)


def _verdict(word: str) -> Verdict:
    """The verdict that a cell means."""
    known: dict[str, Verdict] = {"same": "same", "different": "different", "unsure": "unsure"}
    if word not in known and word not in _YES:
        raise SetupError("judge.value", f'"{word}" is no verdict: write right, wrong, same, different or unsure.')
    return known.get(word, "right")
