"""Learn what the observations of `dragoman.resolve` weigh, from texts whose events are known.

usage: python bench/learn_resolve.py DATA... [--penalty P] [--write]

Each DATA is a folder with `input.jsonl` (`{"id", "case", "text", ...}` a line) and `gold.jsonl` (`{"id", "mentions":
[{"kind": "event", "start", "end", "chain"}]}`): mentions of one case and chain tell of one event. The sample articles
of `examples/` are learnt from as well. Printed is, for each case, how well weights that were learnt from the others
tell its pairs of mentions apart. `--write` then learns from all of them and writes `src/dragoman/resolve/weights.toml`.

The weights of `resolve_priors.toml` were set by reason; a logistic regression moves them towards the data, held back by
an L2 penalty on how far they move (maximum a posteriori). A case counts by the root of its pairs, since the pairs of a
large one repeat each other.
"""

import argparse
import json
import tomllib
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dragoman.model import Account
from dragoman.pipeline import annotate_all
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import gists
from dragoman.resolve.likeness import observe
from dragoman.resolve.pairs import Pairs, related
from dragoman.settings import Settings

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "dragoman" / "resolve" / "weights.toml"
PRIORS = tomllib.loads((Path(__file__).parent / "resolve_priors.toml").read_text(encoding="utf-8"))
EXAMPLES = "examples"  # the case that our own articles make
PENALTY = 3.0  # 3 to 5 do about equally well on cases that were held out
FIRM = 8.0  # times the penalty
OWN = 3.0  # the sample articles are news of a conflict, as the texts will be that people bring; others count once
LEAST_WEIGHT = 0.01  # an observation that weighs less is left out of the file
# The known mentions are those that somebody found worth marking, so that pairs of one event are commoner among them
# than in a case. Moved by so much, about nine of ten mentions stand with their like only.
SHIFT = {"within": -0.45, "across": -0.8}
ALWAYS = "two accounts"

Floats = NDArray[np.float64]
Labels = dict[str, str]  # the event of each known mention


class Known(NamedTuple):
    """The pairs of known mentions of one case: what is observed of each, and whether they tell of one event."""

    case: str
    observed: dict[str, Floats]
    same: NDArray[np.bool_]
    within: NDArray[np.bool_]


# ------------------------------------------------------------------------------------------------------------ data


def read_examples() -> tuple[list[Account], Labels]:
    """The sample articles, and the events that a careful reader found in them."""
    expected = tomllib.loads((ROOT / "examples" / "expected.toml").read_text(encoding="utf-8"))
    accounts = list(annotate_all([ROOT / "examples" / "articles"], settings=Settings()))
    by_name = {Path(account.source).name: account for account in accounts}
    labels: Labels = {}
    for event in expected["event"]:
        types = {event["type"], *event.get("also", [])}
        for report in event.get("report", []):
            account = by_name[report["article"]]
            for words in report["triggers"]:
                at = _in_body(account, words)
                here = [m for m in account.mentions.events if m.start < at + len(words) and m.end > at >= 0]
                for mention in [m for m in here if m.type in types][:1]:
                    labels.setdefault(mention.id, event["slug"])
    return accounts, labels


def _in_body(account: Account, words: str) -> int:
    bodies = [piece.span for piece in account.pieces if piece.kind == "body"]
    at = account.text.find(words)
    while at >= 0 and not any(body.start <= at < body.end for body in bodies):
        at = account.text.find(words, at + 1)
    return at


def read_cases(folder: Path) -> Iterator[tuple[str, list[Account], Labels]]:
    """The cases of a data folder; a known mention is the found one that shares most characters with it."""
    rows = map(json.loads, (folder / "input.jsonl").open(encoding="utf-8"))
    case_of = {row["id"]: row["case"] for row in rows}
    gold = {row["id"]: row["mentions"] for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    accounts = list(annotate_all([folder / "input.jsonl"], settings=Settings()))
    for case in sorted(set(case_of.values())):
        chosen = [account for account in accounts if case_of[account.id] == case]
        labels: Labels = {}
        for account in chosen:
            for known in (one for one in gold[account.id] if one["kind"] == "event"):
                shared = {
                    m.id: min(m.end, known["end"]) - max(m.start, known["start"]) for m in account.mentions.events
                }
                best = max(shared, key=lambda id_: (shared[id_], id_), default=None)
                if best and shared[best] > 0:
                    labels.setdefault(best, known["chain"])
        yield case, chosen, labels


def observed_pairs(case: str, accounts: Sequence[Account], labels: Labels) -> Known:
    """Compare every two known mentions of a case whose types tellers may exchange."""
    gathered = Gathered(gists(accounts))
    table, stories = gathered.table(gathered.said().places), gathered.stories()
    rows = [row for row, id_ in enumerate(table.ids) if id_ in labels]
    a, b = np.array(list(combinations(rows, 2)), np.int64).reshape(-1, 2).T
    kept = related(Pairs(table, a, b, stories))
    pairs = Pairs(table, a[kept], b[kept], stories)
    same = [labels[table.ids[i]] == labels[table.ids[j]] for i, j in zip(pairs.a, pairs.b, strict=True)]
    return Known(case, observe(pairs), np.array(same, bool), pairs.within)


# -------------------------------------------------------------------------------------------------------- learning


def learn(known: Sequence[Known], place: str, penalty: float) -> dict[str, float]:
    """Move the weights set by reason towards the data; `place` is `within` or `across`."""
    names = list(known[0].observed)
    prior = np.array([PRIORS[place].get(name, 0.0) for name in names])
    hold = penalty * np.array([FIRM if name in PRIORS["firm"] else 1.0 for name in names])
    chosen = [one.within if place == "within" else ~one.within for one in known]
    x = np.concatenate(
        [np.stack([one.observed[n][at] for n in names], 1) for one, at in zip(known, chosen, strict=True)]
    )
    y = np.concatenate([one.same[at] for one, at in zip(known, chosen, strict=True)]).astype(float)
    counts = [max(1, int(at.sum())) for at in chosen]
    each = [(OWN if one.case == EXAMPLES else 1.0) / np.sqrt(n) for one, n in zip(known, counts, strict=True)]
    weight = np.concatenate([np.full(int(at.sum()), value) for at, value in zip(chosen, each, strict=True)])
    weight *= len(y) / weight.sum()

    def loss(moved: Floats) -> tuple[float, Floats]:
        z, away = x @ moved, moved - prior
        miss = 1 / (1 + np.exp(-z)) - y
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + (hold * away**2).sum() / 2
        return float(value), x.T @ (weight * miss) + hold * away

    bounds = [_bounds(name, value) for name, value in zip(names, prior, strict=True)]
    found: Floats = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B").x  # type: ignore[no-untyped-call]
    return {name: float(value) for name, value in zip(names, found, strict=True)}


def _bounds(name: str, prior: float) -> tuple[float | None, float | None]:
    """A weight keeps its sign; one that is held keeps its value, as does that of what is not listed."""
    if name == ALWAYS:
        return None, None
    if name in PRIORS["held"] or prior == 0:
        return prior, prior
    return (0.0, None) if prior > 0 else (None, 0.0)


def scores(one: Known, weights: dict[str, dict[str, float]]) -> str:
    """Precision and recall of the pairs that are likelier one event than two, and average precision."""
    odds = np.zeros(len(one.same))
    for place, at in (("within", one.within), ("across", ~one.within)):
        odds += at * sum(strength * weights[place][name] for name, strength in one.observed.items())
    right = int((one.same & (odds > 0)).sum())
    ranked = one.same[np.argsort(-odds, kind="stable")]
    average = (np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean() if ranked.any() else float("nan")
    precision, recall = right / max(1, int((odds > 0).sum())), right / max(1, int(one.same.sum()))
    return f"{len(one.same):6} pairs, {int(one.same.sum()):4} same: P {precision:.2f} R {recall:.2f} AP {average:.2f}"


def show(weights: dict[str, dict[str, float]]) -> str:
    """The weights as a file."""
    lines = ["# What each observation of evidence.py weighs; written by bench/learn_resolve.py, where it is explained."]
    for place in ("within", "across"):
        lines += ["", f"[{place}]"]
        shifted = {name: value + SHIFT[place] * (name == ALWAYS) for name, value in weights[place].items()}
        shifted |= PRIORS["afterwards"] | PRIORS.get(f"afterwards_{place}", {})
        lines += [f'"{name}" = {value:.2f}' for name, value in shifted.items() if abs(value) >= LEAST_WEIGHT]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the arguments, learn and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", nargs="*", type=Path, help="folders with input.jsonl and gold.jsonl")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--write", action="store_true", help="write the weights learnt from all cases")
    asked = parser.parse_args()
    known = [observed_pairs(EXAMPLES, *read_examples())]
    known += [observed_pairs(*case) for folder in asked.data for case in read_cases(folder) if len(case[2]) > 1]
    for one in known:
        rest = [other for other in known if other is not one]
        if rest:
            weights = {place: learn(rest, place, asked.penalty) for place in ("within", "across")}
            print(f"{one.case:12}{scores(one, weights)}")
    weights = {place: learn(known, place, asked.penalty) for place in ("within", "across")}
    text = show(weights)
    if asked.write:
        TARGET.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
