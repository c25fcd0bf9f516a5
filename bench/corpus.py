"""Made articles for measuring: the sentences of our own examples in new order, with other numbers and some other names.

What a program remembers of one article helps it with the next less than with a plain copy, as in real news.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from tests.read.pdf.print_maker import column, pdf

EXAMPLES = Path(__file__).resolve().parent.parent / "examples/articles"
LINES = 50  # of a printed page
SENTENCES = 28  # of an article; the mean of our examples
OTHER_NAMES = 0.15  # of the capitalised words within sentences: about one new form in 60 words
ONSETS = [
    "b",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "z",
    "br",
    "dr",
    "gr",
    "kh",
    "sh",
    "st",
    "tr",
]
RHYMES = ["a", "e", "i", "o", "u", "an", "ar", "el", "en", "im", "in", "ir", "or", "ul", "ur"]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Halverton Press Agency</title>
<meta property="og:site_name" content="Halverton Press Agency">
<meta property="article:published_time" content="2020-01-0{day}T08:00:00Z"></head><body>
<header><nav>{links}</nav></header><main><article><h1>{title}</h1><p class="byline">By Miriam Castellane</p>
{body}</article><aside><h2>Read more</h2><ul>{links}</ul></aside></main>
<footer><p>Copyright Halverton Press Agency. All rights reserved.</p>{links}</footer></body></html>"""


def articles(count: int, *, seed: int = 0) -> Iterator[list[str]]:
    """Yield made articles, each as its paragraphs."""
    pool = [
        sentence
        for path in sorted(EXAMPLES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > 120  # prose; the rest is headlines, bylines and menus
        for sentence in re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", line)
    ]
    dice = random.Random(seed)
    for _ in range(count):
        chosen = [_altered(sentence, dice) for sentence in dice.choices(pool, k=SENTENCES)]
        lengths = [dice.randint(1, 4) for _ in chosen]
        paragraphs = []
        while chosen:
            size = lengths.pop()
            paragraphs.append(" ".join(chosen[:size]))
            chosen = chosen[size:]
        yield paragraphs


def _altered(sentence: str, dice: random.Random) -> str:
    """Another number for each number, and a made name for some words that begin with a capital."""
    sentence = re.sub(r"(?<![\d,])[1-9]\d{1,2}(?![\d,])", lambda _: str(dice.randint(10, 999)), sentence)
    return re.sub(r"(?<=[a-z] )[A-Z][a-z]{4,}", lambda found: _name(found[0], dice), sentence)


def _name(word: str, dice: random.Random) -> str:
    if dice.random() > OTHER_NAMES:
        return word
    return "".join(dice.choice(ONSETS) + dice.choice(RHYMES) for _ in range(dice.randint(2, 3))).capitalize()


def as_text(paragraphs: list[str]) -> str:
    """An article as plain text."""
    return "\n\n".join(paragraphs)


def as_page(paragraphs: list[str], number: int) -> str:
    """An article as a web page with the usual things around it."""
    links = "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in ("world", "business", "politics"))
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return PAGE.format(title=paragraphs[0][:60], day=number % 9 + 1, links=links, body=body)


def as_print(paragraphs: list[str]) -> bytes:
    """An article as a PDF of one column."""
    lines = [line for paragraph in paragraphs for line in ("", *wrap(paragraph, 85))]
    pages = (lines[first : first + LINES] for first in range(0, len(lines), LINES))
    return pdf(*(column("\n".join(page).encode("cp1252", "replace").decode("cp1252")) for page in pages))


def write_articles(folder: Path, count: int, *, first: int = 0) -> Path:
    """Write made articles into a folder, each a file of plain text; `first` numbers them on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, paragraphs in enumerate(articles(count, seed=first), start=first):
        (folder / f"{number:06}.txt").write_text(as_text(paragraphs), encoding="utf-8")
    return folder
