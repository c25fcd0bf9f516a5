"""Build a case of many made articles, one in a hundred of them faulty, and say whether all the others are there.

    python bench/soak.py [--count 100000] [--workers 2]

Prints how many articles were coded, which problems were listed, articles a second and a core, and the memory of all
processes together, at its highest in each fifth of the coding: it must not grow.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from dragoman.store import open_case

LINES_A_FILE = 1000
ONE_IN = 100  # articles that are faulty
PARTIES = ("Iran", "Iraq", "Israel", "Turkey", "Egypt", "Russia", "Syria", "Lebanon", "Yemen", "Jordan")
ACTS = (
    "{a} attacked {b} on {day} March 2021, killing {n} soldiers, officials in {a} said.",
    "The foreign minister of {a} accused {b} of supporting the rebels.",
    "{a} and {b} signed an agreement on {day} March 2021.",
    "Troops of {a} withdrew from {b} after {n} days of fighting.",
    "{a} imposed sanctions on {n} officials of {b}.",
    "Thousands protested against {b} in the capital of {a}; police detained {n} people.",
)


def article(number: int, chance: random.Random) -> str:
    """Six sentences of which no two articles have the same."""
    told = []
    for form in chance.sample(ACTS, 5):
        one, other = chance.sample(PARTIES, 2)
        told.append(form.format(a=one, b=other, day=chance.randint(1, 28), n=chance.randint(2, 90)))
    return f"{' '.join(told)} This is dispatch {number}."


def fault(number: int, folder: Path) -> bytes:
    """A faulty article: a line for the table, or a file beside it and no line."""
    kind = number // ONE_IN % 6
    if kind == 0:
        return b'{"id": "broken", "text": "cut sh\n'
    if kind == 1:
        return json.dumps({"id": f"empty{number}", "text": "  "}).encode() + b"\n"
    content = {
        2: b"\x7fELF\x02\x01\x01" + bytes(200),
        3: b"PK\x03\x04" + bytes(300),
        4: b"%PDF-1.7\nnothing follows",
        5: b"\x1f\x8b\x08\x00" + bytes(range(200)),
    }[kind]
    (folder / f"fault{number:07}").write_bytes(content)
    return b""


def make(folder: Path, count: int) -> int:
    """Write the articles; returns how many are sound."""
    chance, sound = random.Random(1), 0
    for first in range(0, count, LINES_A_FILE):
        lines = []
        for number in range(first, min(first + LINES_A_FILE, count)):
            if number % ONE_IN == 0:
                lines.append(fault(number, folder))
            else:
                row = {"id": f"a{number}", "text": article(number, chance), "outlet": f"Outlet {number % 25}",
                       "date": f"2021-03-{number % 28 + 1:02}", "body": True}  # fmt: skip
                lines.append(json.dumps(row).encode() + b"\n")
                sound += 1
        (folder / f"{first:07}.jsonl").write_bytes(b"".join(lines))
    return sound


def memory_mb(parent: int) -> float:
    """What a process and all below it hold, in megabytes; shared pages count once a process."""
    held, below = 0.0, [parent]
    while below:
        one = below.pop()
        try:
            told = Path(f"/proc/{one}/status").read_text(encoding="ascii")
            below += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
            held += next((int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS")), 0) / 1024
        except (OSError, ValueError):
            continue
    return held


def main() -> None:
    """Make, build, and look."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=100_000)
    asked.add_argument("--workers", type=int, default=2)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        inputs, case = Path(place) / "in", Path(place) / "case"
        inputs.mkdir()
        sound = make(inputs, wanted.count)
        command = [sys.executable, "-m", "dragoman", "build", str(case), str(inputs), "--workers", str(wanted.workers)]
        begun = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as build:
            samples: list[tuple[float, int]] = []
            over = threading.Event()

            def watch() -> None:
                while not over.wait(1):
                    samples.append((memory_mb(build.pid), len(list((case / "accounts").glob("*.parquet")))))

            threading.Thread(target=watch, daemon=True).start()
            told, _ = build.communicate()
            over.set()
        seconds = time.monotonic() - begun
        print(told[-3000:])
        shards = max(done for _, done in samples)
        coding = [(held, done) for held, done in samples if 0 < done < shards]
        fifths = [max((h for h, d in coding if part <= 5 * d / shards < part + 1), default=0.0) for part in range(5)]
        documents = list(open_case(case).documents())
        coded = {one.id for one in documents if one.mentions.events}
        missing = [number for number in range(wanted.count) if number % ONE_IN and f"a{number}" not in coded]
        problems = Counter(problem.code for one in documents for problem in one.problems)
        print(f"sound {sound}, coded {sound - len(missing)}, missing {missing[:5]}; problems {dict(problems)}")
        print(f"{seconds:.0f} s, {wanted.count / seconds / wanted.workers:.1f} articles a second and process")
        print(f"memory by fifths of the coding: {', '.join(f'{one:.0f}' for one in fifths)} MB; "
              f"highest in all: {max(held for held, _ in samples):.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
