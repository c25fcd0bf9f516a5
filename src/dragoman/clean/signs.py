"""Signs: what can be seen of a unit and its neighbours that tells an article's body from the rest of a page.

A sign is a short name that is true or not; `lang/LANGUAGE/cleaning.toml` holds what each weighs.
"""

from collections import Counter
from collections.abc import Iterator

from dragoman.clean import echoes
from dragoman.clean.lines import A_DATE, Seen
from dragoman.clean.units import Unit

NEAR, FAR = 2, 6  # how many units to either side count as near and as around
COMMENT_HEADINGS = 3  # headings and buttons close together that make a comment form; an article's link to it is one
MOST_WORDS = 60  # of a line, that count for the main stretch: one giant line is no article
OTHER_COSTS = 7  # words of prose that outweigh a line of anything else in the main stretch; three times that with a cue
HEADING_REACH = 12  # units after a heading like "Most read" that are still taken to stand under it
STREAM_STAMPS = 4  # stamps that make a stream; an article has its date, that of an update, and that of a picture
STREAM_REACH = 6  # units from one stamp of a stream to the next: a name, a stamp, a few paragraphs and buttons
FURNITURE = {"nav", "share", "comments", "banner"}  # kinds of buttons and headings that only whole pages have
BYLINES = {"stamp", A_DATE, "a name and little else", "by and a name", "name of the author"}
FEW_BUTTONS = 1  # an extractor leaves one or none; whole pages have twenty at the median of the learning data
STAMP_REACH = 4  # units to either side in which the stamps of other comments or teasers are counted


def signs_of(text: str, page: list[Unit], seen: list[Seen]) -> list[list[str]]:
    """Name the signs of every unit, its own and those of its surroundings."""
    lists = [list(one.signs) for one in seen]
    _surroundings(page, seen, lists)
    _headings(seen, lists)
    _main_stretch(seen, lists)
    _stamps(seen, lists)
    echoes.repetition(seen, lists)
    echoes.topic(seen, lists)
    echoes.pull_quotes(seen, lists)
    echoes.notes(page, text, lists)
    echoes.authors(page, text, seen, lists)
    _whole_page(seen, lists)
    return lists


def _surroundings(page: list[Unit], seen: list[Seen], lists: list[list[str]]) -> None:
    """Add how much prose stands around each unit, and what its block and its neighbours are like."""
    sums = [0]
    for one in seen:
        sums.append(sums[-1] + one.prose)
    last = len(seen)
    block_sizes = Counter(unit.block for unit in page)
    block_words: Counter[int] = Counter()
    for unit, one in zip(page, seen, strict=True):
        block_words[unit.block] += one.words
    for at, (unit, one) in enumerate(zip(page, seen, strict=True)):
        above = sums[at] - sums[max(0, at - NEAR)]
        below = sums[min(last, at + 1 + NEAR)] - sums[at + 1]
        around = sums[min(last, at + 1 + FAR)] - sums[max(0, at - FAR)] - one.prose
        mine = lists[at]
        mine.append(f"prose above {above}")
        mine.append(f"prose below {below}")
        mine.append(f"prose around {min(4, (around + 1) // 2)}")
        if sums[at] == 0:
            mine.append("no prose before")
        if sums[last] == sums[at + 1]:
            mine.append("no prose after")
        size = block_sizes[unit.block]
        if size > 2:
            mine.append("in a list" if block_words[unit.block] < 8 * size else "in a block of lines")
        if at and (seen[at - 1].words < 4) and one.words < 4:
            mine.append("short after short")
        mine += [f"after a line of {kind}" for kind in seen[at - 1].heads] if at else ()
        mine += [f"before a line of {kind}" for kind in seen[at + 1].heads] if at + 1 < last else ()


def _headings(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add under which headings of junk ("Most read", "18 Comments") a unit stands, none of them far above."""
    under: dict[str, int] = {}
    for at, (one, mine) in enumerate(zip(seen, lists, strict=True)):
        for kind, since in under.items():
            if at - since <= HEADING_REACH:
                mine.append(f"under {kind}")
        for kind in one.heads:
            under[kind] = at
            if kind == "comments":
                under.pop("share", None)
    rows: list[int] = []
    begun = crowded = False
    for at, (one, mine) in enumerate(zip(seen, lists, strict=True)):
        if "comments" in one.heads:
            rows = [row for row in rows if at - row <= HEADING_REACH] + [at]
            begun, crowded = True, crowded or len(rows) >= COMMENT_HEADINGS
        if crowded:
            mine.append("after many comment headings")
        elif begun:
            mine.append("after comments")


def _main_stretch(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add where a unit stands to the stretch of the page that holds the most prose for the least of anything else.

    Source: the best-scoring unbroken run, as in Pasternack and Roth, Extracting Article Text from the Web with Maximum
    Subsequence Segmentation (2009).
    """
    first, last, best = 0, 0, 0.0
    start, total = 0, 0.0
    for at, one in enumerate(seen):
        gain = min(one.words, MOST_WORDS) if one.prose else -OTHER_COSTS * (3 if one.cues else 1)
        if total <= 0:
            start, total = at, 0.0
        total += gain
        if total > best:
            first, last, best = start, at + 1, total
    for at, mine in enumerate(lists):
        if first <= at < last:
            mine.append("in the main stretch")
        elif at < first:
            mine.append("above the main stretch" if first - at > NEAR else "just above the main stretch")
        else:
            mine.append("below the main stretch" if at - last >= NEAR else "just below the main stretch")


def _whole_page(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add how much of the page's words are prose, and whether it is a text that was cut out of its page before."""
    words = sum(min(one.words, MOST_WORDS) for one in seen)
    prose = sum(min(one.words, MOST_WORDS) for one in seen if one.prose)
    share = min(4, 5 * prose // max(1, words))
    furniture = sum(not FURNITURE.isdisjoint(one.heads) for one in seen)
    bare, begun = furniture <= FEW_BUTTONS, False
    for one, mine in zip(seen, lists, strict=True):
        mine.append(f"page of prose {share}")
        begun = begun or one.prose or "ends as a sentence" in one.signs
        if bare and begun and not one.cues and BYLINES.isdisjoint(mine):
            mine.append("text without menus")


def _stamps(seen: list[Seen], lists: list[list[str]]) -> None:
    """Add how many short lines with a time stand around each unit."""
    stamps = [one.stamp for one in seen]
    for at, mine in enumerate(lists):
        around = sum(stamps[max(0, at - STAMP_REACH) : at + STAMP_REACH + 1]) - stamps[at]
        mine.append(f"stamps around {min(3, around)}")
        if stamps[at]:
            mine.append("stamp")
    for first, last in _streams(stamps):
        for mine in lists[max(0, first - 1) : last + STREAM_REACH]:
            mine.append("in a stream of stamps")


def _streams(stamps: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the runs of stamps that follow each other closely, as those of comments do: rows of first and last."""
    run: list[int] = []
    for at in [row for row, stamp in enumerate(stamps) if stamp] + [len(stamps) + STREAM_REACH]:
        if run and at - run[-1] > STREAM_REACH:
            if len(run) >= STREAM_STAMPS:
                yield run[0], run[-1]
            run = []
        run.append(at)
