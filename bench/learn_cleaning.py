"""Learn what the signs of `dragoman.clean` weigh, from pages whose article is known.

usage: python bench/learn_cleaning.py DATA [--penalty P] [--cost C] [--folds N] [--write]

DATA holds `input.jsonl` (`{"id": "NAME-KIND", "text": ...}` a line; NAME is a page, KIND one way of flattening it) and
`gold.jsonl` (`{"id": NAME, "body": ...}`). Printed are the scores of the whole of `clean` on pages that the weights
were not learnt from: pages are dealt into folds by a hash of their names, all texts of a page into one. `--write` then
learns from all of them and puts the weights into `lang/en/cleaning.toml`.

The model is a linear chain of two states (a conditional random field) with an L2 penalty, learnt with a margin: a wrong
unit costs by the share of the page's words that it has, since a lost paragraph is worse than a lost line. A page counts
by the root of its units. A unit's label is whether most of its runs of four words stand in the known article.

Signs under `[set]` are not learnt. They are in force while the others are learnt, but for those that AFTERWARDS names:
"text without menus" would else be balanced away by the few texts that show it.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.clean import Looked, decide, look_at
from dragoman.clean.chain import Steps
from dragoman.clean.units import units
from dragoman.clean.words import CleaningWords, cleaning_words
from dragoman.lang import load_language

TARGET = Path(__file__).parent.parent / "src" / "dragoman" / "lang" / "en" / "cleaning.toml"
AFTERWARDS = {"text without menus"}  # signs of `[set]` that are not in force while the others are learnt
RUN = 4  # words; the measure of scrapinghub's article-extraction-benchmark
SHORT = 4  # words; a shorter line has no run of its own and must be a line of the known article
LEAST_WEIGHT = 0.05  # a sign that weighs less is left out of the file
LEAST_UNITS = 3  # that must show a sign in a text for the text to count
PENALTY, COST = 3.0, 0.3  # best of 1, 3, 6, 10 and of 0, 0.3, 0.6, 1 over folds
MOST_COST = 5.0  # times COST; no unit costs more
ITERATIONS = 120  # of L-BFGS; the figures do not move after about a hundred

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A text to learn from: whose page it is, what is seen of it, and for every unit its label and its words."""

    page: str
    id: str
    text: str
    looked: Looked
    labels: list[bool]
    words: list[int]


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text (the whole text where it is shorter), counted."""
    found = re.findall(r"\w+", text)
    return Counter(tuple(found[at : at + RUN]) for at in range(max(1, len(found) - RUN + 1)) if found)


def read_examples(folder: Path, words: CleaningWords) -> tuple[list[Example], dict[str, str]]:
    """Read the texts, and the known article of each page."""
    gold = {row["id"]: row["body"] for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    examples = []
    for row in map(json.loads, (folder / "input.jsonl").open(encoding="utf-8")):
        page, text = row["id"].rsplit("-", 1)[0], row["text"]
        cut = units(text)
        lines = [text[unit.start : unit.end] for unit in cut]
        counts = [max(1, len(re.findall(r"\w+", line))) for line in lines]
        labels = labels_of(lines, counts, gold[page])
        examples.append(Example(page, row["id"], text, look_at(text, cut, words), labels, counts))
    return examples, gold


def labels_of(lines: list[str], counts: list[int], body: str) -> list[bool]:
    """Whether each line is of the article; words that the article has once are used up by the first line with them."""
    left, whole = runs(body), {line.strip() for line in body.split("\n")}
    labels = []
    for line, count in zip(lines, counts, strict=True):
        mine = runs(line)
        inside = line.strip() in whole if count < SHORT else 2 * (mine & left).total() > mine.total()
        if inside:
            left -= mine
        labels.append(inside)
    return labels


# ------------------------------------------------------------------------------------------------------- learning


class Batch:
    """Texts as one table, one row a text and one column a unit, the longest first.

    Args:
        examples: The texts; what `clean` cuts off at an article's end is not learnt from.
        fixed: Signs with a given weight.
        cost: What a wrong unit costs that has its share of the words.
    """

    def __init__(self, examples: list[Example], fixed: dict[str, float], cost: float) -> None:
        kept = [(one, len(one.labels) if one.looked.end is None else one.looked.end) for one in examples]
        kept = sorted((pair for pair in kept if pair[1]), key=lambda pair: -pair[1])
        self.sizes = np.array([size for _, size in kept])
        shape = (len(kept), int(self.sizes[0]))
        self.mask = np.arange(shape[1]) < self.sizes[:, None]
        self.labels, self.given, self.costs = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        shown = Counter(
            sign for one, _ in kept for mine in one.looked.signs for sign in set(mine) if sign not in fixed
        )  # fmt: skip
        self.names = sorted(sign for sign, count in shown.items() if count >= LEAST_UNITS)
        place = {name: at for at, name in enumerate(self.names)}
        cells: list[tuple[int, int]] = []
        for row, (one, size) in enumerate(kept):
            self.labels[row, :size] = one.labels[:size]
            self.costs[row, :size] = cost * np.minimum(MOST_COST, size * np.array(one.words[:size]) / sum(one.words))
            silent = one.looked.silent
            for at in (at for at in range(size) if not silent[at]):
                signs = one.looked.signs[at]
                self.given[row, at] = sum(fixed.get(sign, 0.0) for sign in signs)
                cells += [(row * shape[1] + at, place[sign]) for sign in signs if sign in place]
        rows, columns = np.array(cells).T
        self.shows = csr_matrix((np.ones(len(cells)), (rows, columns)), (shape[0] * shape[1], len(self.names)))
        self.counts = self.sizes**-0.5 * len(kept) / (self.sizes**-0.5).sum()
        states = self.labels.astype(int)
        self.steps = np.zeros((2, 2))
        pairs = self.mask[:, 1:] * self.counts[:, None]
        np.add.at(self.steps, (states[:, :-1], states[:, 1:]), pairs)

    def loss(self, theta: Floats, penalty: float) -> tuple[float, Floats]:
        """Minus the log likelihood of the labels with its penalty, and its slope."""
        weights, steps = theta[:-4], theta[-4:].reshape(2, 2)
        scores = (self.shows @ weights).reshape(self.labels.shape) + self.given
        gains = np.stack([self.costs * self.labels, scores + self.costs * (1 - self.labels)], axis=-1)
        before, after, total = self._passes(gains, steps)
        inside = np.exp(before[:, :, 1] + after[:, :, 1] - total[:, None]) * self.mask
        taken = np.zeros((2, 2))
        for one in range(2):
            for two in range(2):
                way = before[:, :-1, one] + steps[one, two] + (gains + after)[:, 1:, two] - total[:, None]
                taken[one, two] = (np.exp(np.where(self.mask[:, 1:], way, -np.inf)) * self.counts[:, None]).sum()
        right = (scores * self.labels * self.mask * self.counts[:, None]).sum() + (self.steps * steps).sum()
        loss = (self.counts * total).sum() - right + penalty / 2 * (weights @ weights + 0.1 * (steps**2).sum())
        slope = self.shows.T @ ((inside - self.labels * self.mask) * self.counts[:, None]).ravel() + penalty * weights
        return float(loss), np.concatenate([slope, (taken - self.steps + 0.1 * penalty * steps).ravel()])

    def _passes(self, gains: Floats, steps: Floats) -> tuple[Floats, Floats, Floats]:
        """The forward and the backward pass over all texts at once, and the log sum of all ways through each."""
        before, after = np.zeros(gains.shape), np.zeros(gains.shape)
        before[:, 0] = gains[:, 0]
        last = gains.shape[1]
        for at in range(1, last):
            rows = int(self.mask[:, at].sum())
            came = before[:rows, at - 1, :, None] + steps
            before[:rows, at] = np.logaddexp(came[:, 0], came[:, 1]) + gains[:rows, at]
        for at in range(last - 2, -1, -1):
            rows = int(self.mask[:, at + 1].sum())
            goes = steps + (after[:rows, at + 1] + gains[:rows, at + 1])[:, None, :]
            after[:rows, at] = np.logaddexp(goes[:, :, 0], goes[:, :, 1])
        ends = before[np.arange(len(before)), self.sizes - 1]
        return before, after, np.logaddexp(ends[:, 0], ends[:, 1])


def learn(
    examples: list[Example], words: CleaningWords, *, penalty: float, cost: float
) -> tuple[dict[str, float], Steps]:
    """Learn the weights of all signs but those that are set, and of the steps."""
    batch = Batch(examples, {**words.set, **dict.fromkeys(AFTERWARDS, 0.0)}, cost)
    start = np.zeros(len(batch.names) + 4)
    found = minimize(batch.loss, start, (penalty,), "L-BFGS-B", jac=True, options={"maxiter": ITERATIONS}).x.tolist()
    weights = dict(zip(batch.names, found[:-4], strict=True))
    return weights, Steps(*(round(step, 2) for step in found[-4:]))


# ------------------------------------------------------------------------------------------------- scores and files


def body_of(one: Example, weighing: dict[str, float], steps: Steps) -> str:
    """What `clean` takes for the article."""
    return "\n".join(piece.span.of(one.text) for piece in decide(one.looked, weighing, steps) if piece.kind == "body")


def figures(said: dict[str, str], gold: dict[str, str]) -> str:
    """Precision, recall (means over pages), their F1, and the share of pages that lose more than a tenth; by kind."""
    lines = []
    for kind in sorted({name.rsplit("-", 1)[1] for name in said}):
        precisions, recalls = [], []
        for page, body in gold.items():
            wanted, found = runs(body), runs(said.get(f"{page}-{kind}", ""))
            shared = (wanted & found).total()
            precisions += [shared / found.total()] if found else []
            recalls += [shared / wanted.total()] if wanted else []
        precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
        lost = float(np.mean(np.array(recalls) < 0.9))
        f1 = 2 * precision * recall / (precision + recall)
        lines.append(f"{kind}: F1 {f1:.4f}, precision {precision:.3f}, recall {recall:.3f}, lost a tenth {lost:.3f}")
    return "; ".join(lines)


def cross_validated(examples: list[Example], words: CleaningWords, options: argparse.Namespace) -> dict[str, str]:
    """What `clean` says of each text with weights that were learnt without its page."""
    said = {}
    folds = [int(hashlib.sha256(one.page.encode()).hexdigest(), 16) % options.folds for one in examples]
    for fold in range(options.folds):
        rest = [one for one, mine in zip(examples, folds, strict=True) if mine != fold]
        weights, steps = learn(rest, words, penalty=options.penalty, cost=options.cost)
        weighing = {**weights, **words.set}
        said |= {
            one.id: body_of(one, weighing, steps) for one, mine in zip(examples, folds, strict=True) if mine == fold
        }
    return said


def write(weights: dict[str, float], steps: Steps) -> None:
    """Put the weights and steps in the place of those of the language file; what stands above them is left alone."""
    text = TARGET.read_text(encoding="utf-8")
    head = text[: text.index("[weights]\n")]
    lines = [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT]
    gains = [f"{name} = {getattr(steps, name)}" for name in Steps.__struct_fields__]
    said = "# What a step from one line to the next adds."
    TARGET.write_text("\n".join([f"{head}[weights]", *lines, "", said, "[steps]", *gains, ""]), encoding="utf-8")


def main() -> None:
    """Print the scores over folds; learn from everything and write the weights where asked to."""
    parser = argparse.ArgumentParser(description="Learn what the signs of dragoman.clean weigh.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--cost", type=float, default=COST)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    words = cleaning_words(load_language("en"))
    examples, gold = read_examples(options.data, words)
    print(f"over {options.folds} folds  {figures(cross_validated(examples, words, options), gold)}")
    weights, steps = learn(examples, words, penalty=options.penalty, cost=options.cost)
    kept = {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    said = {one.id: body_of(one, {**kept, **words.set}, steps) for one in examples}
    print(f"on what it was learnt from  {figures(said, gold)}")
    if options.write:
        write(weights, steps)
        print(f"written to {TARGET.name}: {len(kept)} signs")


if __name__ == "__main__":
    main()
