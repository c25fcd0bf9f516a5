"""Measure how fast Dragoman is, as ratios of what runs side by side in one run; it never fails on a time.

usage: python bench/bench.py [--only line,reading,...] [--rounds 3] [--articles 60] [--corpus FOLDER]

All is measured in CPU time, of several processes together where several work; each figure is the median of the rounds,
with the least and the greatest beside it. Without --corpus the articles are made of our own examples (bench/corpus.py).
"""

import argparse
import cProfile
import os
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec
import soak
from corpus import articles, as_page, as_print, as_text, write_articles
from msgspec.structs import replace

from dragoman.annotate import annotate
from dragoman.clean import clean
from dragoman.clean.language import identify
from dragoman.date import publish
from dragoman.grammar import Grammar
from dragoman.intake import DOCUMENTS_A_SHARD
from dragoman.lang import load_language
from dragoman.model import AnnotatedDocument, CleanDocument, Mentions, RawDocument
from dragoman.pipeline import build
from dragoman.read import read
from dragoman.settings import Settings, Tools, load_tools

HERE = Path(__file__).resolve().parent
Clock = Callable[[], float]
Times = dict[str, list[float]]


def timed(times: Times, name: str, work: Callable[[], Any], clock: Clock = time.process_time) -> Any:
    """Do some work, and note how long it took under a name."""
    began = clock()
    made = work()
    times.setdefault(name, []).append(clock() - began)
    return made


def show(name: str, values: list[float], unit: str = "") -> None:
    """Print a median with its spread."""
    print(f"  {name:<46} {statistics.median(values):8.3f} {unit:<4} ({min(values):.3f} to {max(values):.3f})")


def ratios(times: Times, name: str, by: str) -> list[float]:
    """Each round's ratio of two times."""
    return [one / other for one, other in zip(times[name], times[by], strict=True)]


def documents(given: argparse.Namespace, seed: int) -> list[RawDocument]:
    """The documents of a round: other made articles each time, or the same share of the user's own."""
    if given.corpus:
        return list(read([given.corpus], load_settings().reading()))[seed % given.rounds :: given.rounds]
    made = articles(given.articles, seed=seed)
    return [RawDocument(f"{seed}-{number}", "made", as_text(one)) for number, one in enumerate(made)]


def load_settings() -> Settings:
    """The settings that a user has without asking for any."""
    return Settings()


def sorted_out(raw: RawDocument, tools: Tools, times: Times) -> CleanDocument:
    """Clean and date a document."""
    stated, lang = raw.stated, tools.lang
    document = timed(times, "clean", lambda: identify(clean(raw, lang=lang), stated=stated.language, lang=lang))
    return timed(times, "date", lambda: publish(document, stated=stated, lang=lang, office_periods=tools.offices))


def found(document: AnnotatedDocument, tools: Tools, times: Times) -> Mentions:
    """Find everything in a document, finder by finder."""
    grammar, mentions = timed(times, "grammar", lambda: Grammar(document)), Mentions()
    for field, finder in tools.finders:
        made = timed(times, field, lambda: finder(grammar, mentions))  # noqa: B023 - called at once
        mentions = replace(mentions, **{field: made})
    return mentions


# ------------------------------------------------------------------------------------------------------ one core


def line(given: argparse.Namespace) -> None:
    """Plain spaCy against annotate, and against annotate and find, over the same text on one core."""
    import spacy

    tools = load_tools(load_settings())
    plain, times, shares = spacy.load(tools.lang.info.model), Times(), Times()
    words = 0
    for seed in range(-1, given.rounds):  # the first round, in which everything is loaded, is not counted
        stages = Times()
        cleaned = [sorted_out(raw, tools, stages) for raw in documents(given, seed % 1000)]
        texts = [piece.span.of(one.text) for one in cleaned for piece in one.body]
        words = sum(timed(times, "plain", lambda: [len(doc) for doc in plain.pipe(texts)]))  # noqa: B023
        annotated = timed(times, "annotate", lambda: list(annotate(cleaned, lang=tools.lang)))  # noqa: B023
        timed(times, "find", lambda: [found(one, tools, stages) for one in annotated])  # noqa: B023
        for name, each in stages.items():
            shares.setdefault(name, []).append(sum(each))
    times = {name: each[1:] for name, each in times.items()}
    shares = {name: each[1:] for name, each in shares.items()}
    times["both"] = [a + b for a, b in zip(times["annotate"], times["find"], strict=True)]
    print(f"  plain spaCy: {words / times['plain'][-1]:,.0f} words a second on one core; all else as parts of its time")
    for name in ("annotate", "find", "both"):
        show("annotate and find" if name == "both" else name, ratios(times, name, "plain"))
    print("  and of that, stage by stage:")
    for name in shares:
        show(name, [one / all_ for one, all_ in zip(shares[name], times["plain"], strict=True)])


def memory(given: argparse.Namespace) -> None:
    """The peak memory of a process that annotates and finds, and of one that runs plain spaCy."""
    for name in ("ours", "plain"):
        command = [sys.executable, __file__, "--peak", name, "--articles", str(given.articles)]
        print(f"  {name:<46} {subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()}")


def peak(given: argparse.Namespace) -> None:
    """Do one kind of work in this process, and print the memory it took at most."""
    raws = documents(given, 0)
    if given.peak == "plain":
        import spacy

        for _ in spacy.load(load_language("en").info.model).pipe(raw.text for raw in raws):
            pass
    else:
        tools = load_tools(load_settings())
        for one in annotate((sorted_out(raw, tools, {}) for raw in raws), lang=tools.lang):
            found(one, tools, {})
    # What getrusage tells of a child begins with its parent's
    told = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    print(f"{int(told.split()[1]) // 1024} MB")


def reading(given: argparse.Namespace) -> None:
    """Reading and cleaning as parts of the time of annotate, for the same articles as text, web pages and prints."""
    tools, times = load_tools(load_settings()), Times()
    for seed in range(-1, given.rounds):
        made = list(articles(given.articles // 2, seed=seed % 1000))
        with tempfile.TemporaryDirectory() as folder:
            for kind, write in (
                ("text", lambda one, _: as_text(one).encode()),
                ("page", lambda one, number: as_page(one, number).encode()),
                ("print", lambda one, _: as_print(one)),
            ):
                home = Path(folder, kind)
                home.mkdir()
                for number, one in enumerate(made):
                    Path(home, f"{number}.{kind}").write_bytes(write(one, number))
                raws = timed(times, f"read {kind}", lambda: list(read([home], load_settings().reading())))  # noqa: B023
                done = timed(times, f"clean {kind}", lambda: [sorted_out(raw, tools, {}) for raw in raws])  # noqa: B023
                timed(times, f"annotate {kind}", lambda: list(annotate(done, lang=tools.lang)))  # noqa: B023
    times = {name: each[1:] for name, each in times.items()}
    for kind in ("text", "page", "print"):
        for step in ("read", "clean"):
            show(f"{step} {kind}, of annotate", ratios(times, f"{step} {kind}", f"annotate {kind}"))


# ---------------------------------------------------------------------------------------------- cases and processes


def children_seconds() -> float:
    """The CPU time of all processes that this one started and saw end, and of those that these did."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def apart(*options: str) -> tuple[float, str]:
    """Run this program in a process of its own: the CPU time of all that took part, and what was printed."""
    began = children_seconds()
    told = subprocess.run([sys.executable, __file__, *options], check=True, capture_output=True, text=True).stdout
    return children_seconds() - began, told


class Took(msgspec.Struct, frozen=True):
    """The CPU time of a build in seconds.

    Attributes:
        all: Of all processes together.
        serial: Of the process that asks, before it hands out work and when it has all of it back.
        between: Of the same process (with a cluster, of its scheduler too) in the meantime.
    """

    all: float
    serial: float
    between: float

    @property
    def on_two_cores(self) -> float:
        """How long two cores take for it that do nothing else: what is shared out evenly, and then what is not."""
        return self.serial + (self.all - self.serial) / 2


def hand_out(given: argparse.Namespace) -> None:
    """Build a case by one process, by two or by a cluster of two workers, and print what the one that asks took."""
    case, source, hands = given.build
    marks = {"begin": 0.0}

    def note(stage: str, _done: int, _total: int | None) -> None:
        marks.setdefault(stage, time.process_time())

    def work(workers: int | str) -> None:
        build(case, [source], settings=load_settings(), workers=workers, progress=note)

    if hands == "cluster":
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as made:
            work(made.scheduler_address)
    else:
        work(int(hands))
    before, after = marks["annotate and find"], marks["resolve and store"]
    print(before + time.process_time() - after, after - before)


def taken(source: Path, case: Path, hands: str) -> Took:
    """Build a case in a process of its own."""
    all_, told = apart("--build", str(case), str(source), hands)
    serial, between = map(float, told.split())
    return Took(all_, serial, between)


def held(case: Path) -> dict[str, bytes]:
    """Every file of a case that is not hidden."""
    files = (path for path in case.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(case)): path.read_bytes() for path in files}


def processes(given: argparse.Namespace) -> None:
    """One process, two, and a Dask cluster of two workers: CPU time, and what of it is start-up."""
    took: dict[str, list[Took]] = {}
    for seed in range(given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            source = write_articles(Path(folder, "in"), 2 * given.articles, first=seed * 1000)
            few = _short(Path(folder, "few"))
            for hands in ("1", "2", "cluster"):
                took.setdefault(hands, []).append(taken(source, Path(folder, hands), hands))
                took.setdefault(f"few {hands}", []).append(taken(few, Path(folder, f"few {hands}"), hands))
            alike = all(held(Path(folder, "1")) == held(Path(folder, other)) for other in ("2", "cluster"))
            print("  the case is the same, byte for byte" if alike else "  THE CASES DIFFER")
    show("one process: all CPU time", [one.all for one in took["1"]], "s")
    for hands, name in (("2", "two processes"), ("cluster", "cluster of two workers")):
        pairs = list(zip(took["1"], took[hands], strict=True))
        show(f"{name}: all CPU time", [one.all for one in took[hands]], "s")
        show("  of that for 64 short articles: start-up", [one.all for one in took[f"few {hands}"]], "s")
        show("  of that who asks, while others work", [one.between for one in took[hands]], "s")
        show("  of that who asks, before and after", [one.serial for one in took[hands]], "s")
        show("  all, of one process's", [other.all / one.all for one, other in pairs])
        show("  faster on two idle cores, by the work", [one.all / other.on_two_cores for one, other in pairs], "x")
    pairs = list(zip(took["2"], took["cluster"], strict=True))
    show("cluster of two workers, of two processes", [other.all / one.all for one, other in pairs])


def _short(folder: Path) -> Path:
    """Two shards of articles that take no time, so that both workers begin."""
    folder.mkdir()
    for number in range(2 * DOCUMENTS_A_SHARD):
        (folder / f"{number:03}.txt").write_text(f"The talks of group {number} ended on Friday.", encoding="utf-8")
    return folder


def again(given: argparse.Namespace) -> None:
    """Building a case once more as parts of the first time, in CPU time: unchanged, and with one article in 100 more.

    Two kinds of made articles: our examples' sentences, and those of soak.py, twenty an article, where hundreds tell of
    the same few parties and days.
    """
    kinds: dict[str, Callable[[Path, int, int], None]] = {"examples": _of_examples, "soak": _of_soak}
    for kind, write in kinds.items():
        times = Times()
        for seed in range(given.rounds):
            with tempfile.TemporaryDirectory() as folder:
                source, case = Path(folder, "in"), Path(folder, "case")
                write(source, 4 * given.articles, 1000 * seed)
                for name in ("first", "unchanged", "1 % more"):
                    if name == "1 % more":
                        write(source, max(1, given.articles // 25), 900_000 + seed)
                    times.setdefault(name, []).append(apart("--build", str(case), str(source), "1")[0])
        for name in ("unchanged", "1 % more"):
            show(f"{kind}: {name}", ratios(times, name, "first"))


def _of_examples(folder: Path, count: int, first: int) -> None:
    write_articles(folder, count, first=first)


def _of_soak(folder: Path, count: int, first: int) -> None:
    chance = Random(first)
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        told = "\n\n".join(soak.article(number, chance) for _ in range(4))
        (folder / f"{number:06}.txt").write_text(told, encoding="utf-8")


# ----------------------------------------------------------------------------------------------- others, and why


def resolving(_: argparse.Namespace) -> None:
    """Resolve at 10,000 and 100,000 mentions; a million take ten minutes: bench/time_resolve.py 1000000."""
    subprocess.run([sys.executable, str(HERE / "time_resolve.py"), "10000", "100000"], check=False)


def page(_: argparse.Namespace) -> None:
    """How fast the page of a large case opens and answers in Chromium."""
    subprocess.run([sys.executable, str(HERE / "time_page.py")], check=False)


def profile(given: argparse.Namespace) -> None:
    """Where the time of annotate and find goes, room by room."""
    tools = load_tools(load_settings())
    raws = documents(given, 0)
    profiler = cProfile.Profile(time.process_time)
    for watched in (False, True):
        if watched:
            profiler.enable()
        for one in annotate([sorted_out(raw, tools, {}) for raw in raws], lang=tools.lang):
            found(one, tools, {})
    profiler.disable()
    rooms: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        parts = Path(file).parts
        ours = parts[parts.index("dragoman") + 1 :] if "dragoman" in parts else ()
        rooms["/".join(ours[:2]) if ours else _library(file, name)] += own
    for room, own in rooms.most_common(25):
        print(f"  {room:<46} {own / sum(rooms.values()):8.1%}")


def _library(file: str, name: str) -> str:
    """The library that a profiled function is of."""
    for library in ("spacy", "thinc", "numpy", "msgspec", "rapidfuzz", "sqlite3", "re.Pattern"):
        if library in file or library in name:
            return f"({library})"
    return "(Python)"


MEASURES: dict[str, Callable[[argparse.Namespace], None]] = {
    "line": line, "memory": memory, "reading": reading, "processes": processes, "again": again,
    "resolve": resolving, "page": page, "profile": profile,
}  # fmt: skip


def main() -> None:
    """Run the measures that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(MEASURES), help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--articles", type=int, default=60, help="of a round; cases are made of two or four times as many"
    )
    parser.add_argument("--corpus", type=Path, help="a folder of your own articles, for line, memory and profile")
    parser.add_argument("--peak", choices=["ours", "plain"], help=argparse.SUPPRESS)
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        hand_out(given)
        return
    if given.peak:
        peak(given)
        return
    for name in given.only.split(","):
        measure = MEASURES[name]
        print(f"{name}: {(measure.__doc__ or '').splitlines()[0]}", flush=True)
        measure(given)


if __name__ == "__main__":
    main()
