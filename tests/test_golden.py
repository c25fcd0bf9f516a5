"""The golden articles: short texts that we wrote, one a trap each, and what a careful reader finds in them.

`expected.lines` is the truth to be reached, not what the program prints: `event`, `quote`, `figure`, `body` and
`dropped` lines; a `?` marks what may be found or not. The scores over all articles stand on floors;
`pytest tests/test_golden.py -s` prints what is missed, what is wrong and what is too much.
"""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from dragoman.knowledge import load_knowledge
from dragoman.model import Account, EventMention
from dragoman.pipeline import accounts
from dragoman.read import read
from dragoman.resolve.days import days_of
from dragoman.settings import Settings, load_tools
from tests import floors

ROOT = Path(__file__).parent / "golden"
KNOWLEDGE = load_knowledge()
FOLDERS = sorted(path for path in ROOT.iterdir() if path.is_dir())

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told() -> dict[str, Account]:
    """What each golden article says, by its slug."""
    raws = [next(iter(path.glob("raw.*"))) for path in FOLDERS]
    found = accounts(read(raws), load_tools(Settings()))
    return {Path(account.source).parent.name: account for account in found}


def lines_of(folder: Path, kind: str) -> list[tuple[bool, list[str]]]:
    """The lines of a kind: whether each is required, and its fields."""
    lines = [line.split(" | ") for line in (folder / "expected.lines").read_text(encoding="utf-8").splitlines() if line]
    return [(fields[0] == kind, fields[1:]) for fields in lines if fields[0].rstrip("?") == kind]


def folded(words: str) -> set[str]:
    return set(re.findall(r"\w+", words.lower().replace("qasem", "qassem"))) - {"the", "a", "an", "of"}


def country_name(code: str | None) -> str:
    """The country of a party, whose name its description holds only as an adjective ("Iraqi soldiers")."""
    return country.name if code and (country := KNOWLEDGE.country(code)) else ""


def names_agree(expected: str, made: tuple) -> bool:
    """Is one of the parties, or nobody where "-" is expected, the one that is meant?"""
    if expected == "-":
        return not made
    for name in expected.split(", "):
        wanted = folded(name)
        for party in made:
            said = folded(f"{party.name} {country_name(party.country)}")
            shared = len(wanted & said)
            if shared and 2 * shared >= min(len(wanted), len(folded(party.name))):
                return True
    return False


def dates_agree(expected: str, said: str | None) -> bool:
    if expected == "-":
        return True
    true, found = days_of(expected), days_of(said)
    return bool(true and found and true[0] <= found[1] and found[0] <= true[1])


def match(
    account: Account, folder: Path
) -> tuple[list[tuple[list[str], EventMention | None, bool]], list[EventMention]]:
    """Each expected event with the mention that meets its trigger, and the mentions that nothing expects."""
    left = list(account.mentions.events)
    pairs = []
    for required, fields in sorted(lines_of(folder, "event"), key=lambda line: not line[0]):
        words = fields[-1].strip().strip('"')
        types = fields[0].split("/")
        near = [
            one
            for one in left
            for at in [hit.start() for hit in re.finditer(re.escape(words), account.text)]
            if one.start < at + len(words) and one.end > at
        ]
        best = max(near, key=lambda one: (one.type in types, _agreement(one, fields)), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((fields, best, required))
    return pairs, left


def _agreement(event: EventMention, fields: list[str]) -> int:
    return names_agree(fields[2][7:], event.actors) + names_agree(fields[3][11:], event.recipients)


def test_events_of_the_golden_articles(told: dict[str, Account]) -> None:
    """Found, of the right type, status, actor, recipient and time; and little that is not there."""
    count: Counter[str] = Counter()
    for folder in FOLDERS:
        pairs, extra = match(told[folder.name], folder)
        count["extra"] += len(extra)
        for one in extra:
            print(f"{folder.name}: too much: {one.type} {one.wording}")  # noqa: T201 - shown by -s
        for fields, event, required in pairs:
            if event is None:
                if required:
                    count["missed"] += 1
                    print(f"{folder.name}: missed: {' | '.join(fields)}")  # noqa: T201 - shown by -s
                continue
            right = {
                "type": event.type in fields[0].split("/"),
                "status": event.status == fields[1].strip(),
                "actor": names_agree(fields[2].removeprefix("actor: "), event.actors),
                "recipient": names_agree(fields[3].removeprefix("recipient: "), event.recipients),
                "when": dates_agree(fields[4].removeprefix("when: "), event.when.edtf),
            }
            count["found"] += 1
            count.update(field for field, is_right in right.items() if is_right)
            wrong = ", ".join(field for field, is_right in right.items() if not is_right)
            if wrong:
                sides = [[party.name for party in side] for side in (event.actors, event.recipients)]
                made = f"{event.type} {event.status} {sides} {event.when.edtf}"
                print(f"{folder.name}: {wrong}: {' | '.join(fields)} -- {made}")  # noqa: T201 - shown by -s
    found = count["found"]
    floors.check("golden.events_recall", found / (found + count["missed"]))
    floors.check("golden.events_precision", found / (found + count["extra"]))
    for field in ("type", "status", "actor", "recipient", "when"):
        floors.check(f"golden.events_{field}", count[field] / found)


def test_quotes_of_the_golden_articles(told: dict[str, Account]) -> None:
    """The expected quotations are found, with their speakers."""
    count: Counter[str] = Counter()
    for folder in FOLDERS:
        account = told[folder.name]
        for required, fields in lines_of(folder, "quote"):
            if not required:
                continue
            first, _, last = fields[-1].strip().strip('"').partition(" … ")
            start = account.text.find(first)
            end = account.text.find(last, start) + len(last) if last else start + len(first)
            shared = [
                one for one in account.mentions.quotes if min(one.end, end) - max(one.start, start) > (end - start) / 2
            ]
            best = min(shared, key=lambda one: abs(one.start - start) + abs(one.end - end), default=None)
            count["found" if best else "missed"] += 1
            name = folded(fields[1].removeprefix("speaker: "))
            said = folded(best.speaker.name or "") if best and best.speaker else set()
            count["speaker"] += bool(name & said) or (fields[1].endswith("-") and not said)
    floors.check("golden.quotes_recall", count["found"] / (count["found"] + count["missed"]))
    floors.check("golden.quotes_speaker", count["speaker"] / max(1, count["found"]))


def test_figures_of_the_golden_articles(told: dict[str, Account]) -> None:
    """The expected figures are found, with their bounds."""
    count: Counter[str] = Counter()
    for folder in FOLDERS:
        for required, fields in lines_of(folder, "figure"):
            bounds = re.search(r"(\d[\d.]*?)?\.\.(\d[\d.]*)?$", fields[0].strip())
            if not required or not bounds:
                continue
            low, high = (float(one) if one else None for one in bounds.groups())
            made = [one for one in told[folder.name].mentions.figures if (one.low, one.high) == (low, high)]
            count["found" if made else "missed"] += 1
    floors.check("golden.figures_recall", count["found"] / (count["found"] + count["missed"]))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_body_and_meta_of_a_golden_article(folder: Path, told: dict[str, Account]) -> None:
    """The body runs from its first to its last words; title, outlet and publication date are as expected."""
    account = told[folder.name]
    source = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    body = " ".join(" ".join(account.text[one.start : one.end] for one in account.pieces if one.kind == "body").split())
    ((_, (expected,)),) = lines_of(folder, "body")
    first, _, last = expected.strip().partition(" … ")
    assert body.startswith(" ".join(first.split()))
    assert body.endswith(" ".join(last.split()))
    assert (account.meta.title, account.meta.outlet) == (source.get("title"), source.get("outlet"))
    if source.get("basis") == "stated":
        assert account.meta.published.edtf == source["published"]
    elif source.get("published"):
        assert dates_agree(source["published"], account.meta.published.edtf)
