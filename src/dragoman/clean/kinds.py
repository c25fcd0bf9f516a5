"""Kinds: what the lines are that are not the article."""

from collections.abc import Container

from dragoman.clean.echoes import title_at
from dragoman.clean.edges import trimmed
from dragoman.clean.forms import Settled
from dragoman.clean.lines import A_DATE, ASKS, Seen
from dragoman.model import PieceKind

# Which kind a line has that bears the words of several: the more telling words first.
ORDER: tuple[PieceKind, ...] = (
    "caption", "disclaimer", "footnotes", "share", "comments", "byline", "banner", "nav",
)  # fmt: skip
NO_HEADLINE = frozenset({"ends as a sentence", "more sentences", "stamp", "has a link"})
TITLE_WORDS = (3, 30)  # of a headline
MORE_THAN_A_NAME = 6  # words from which on a page's first line is rather its title than its site's name
SITE_LETTERS = 30  # of a site's name behind a headline
# The signs of a kind's words, the more telling first: a line that is or begins with them outweighs a mere mention.
BY_WORDS: tuple[tuple[str, PieceKind], ...] = (
    *((f"{way} {kind}", kind) for kind in ORDER for way in ("whole", "start")),
    *((f"within {kind}", kind) for kind in ORDER),
)
# The signs that settle what a line is where it is not the article.
BY_SIGN: tuple[tuple[str, PieceKind, str], ...] = (
    ("name of the author", "byline", 'a name that stands alone or after "by" on one line and begins another'),
    ("credit at the end", "caption", "ends in a picture credit"),
    ("by and a name", "byline", "begins like a byline"),
    ("note to a mark", "footnotes", "a note that is marked in the text"),
)
BYLINE_SIGNS = {"by and a name", A_DATE}
STANDFIRST_LINES, STANDFIRST_WORDS = 2, 6  # of a summary under the headline; a shorter line is a rubric or a name
TEXT_REACH = 4  # units below a byline in which the text begins
LEAST_PULLED = 8  # words of a pull quote; a shorter line that repeats the text is a subheading


def sort_out(
    seen: list[Seen], signs: list[list[str]], body: list[bool], settled: list[Settled | None]
) -> list[tuple[PieceKind, str]]:
    """Give every unit its kind and the reason, "" for what the chain decided alone.

    Args:
        seen: What was seen of each unit.
        signs: The signs of each unit.
        body: Whether the chain takes it for body.
        settled: The kind and reason of the units whose form alone settles them.
    """
    body = [
        inside and form is None and not is_pulled(one, mine)
        for one, mine, inside, form in zip(seen, signs, body, settled, strict=True)
    ]
    inside = [at for at, yes in enumerate(body) if yes]
    first, last = (inside[0], inside[-1]) if inside else (len(seen), len(seen))
    heading = headline(seen, signs, settled, first)
    stood = _standfirst(seen, signs, settled, heading)
    if heading is not None:
        body = [inside and not _repeats(one, seen[heading]) for one, inside in zip(seen, body, strict=True)]
        body = [inside and at not in stood for at, inside in enumerate(body)]
    body = trimmed(body, seen, heading)
    inside = [at for at, yes in enumerate(body) if yes]
    first, last = (inside[0], inside[-1]) if inside else (len(seen), len(seen))
    commented = _comments_begin(seen, settled, last)
    kinds: list[tuple[PieceKind, str]] = []
    for at, (one, mine) in enumerate(zip(seen, signs, strict=True)):
        if body[at]:
            kinds.append(("body", ""))
        elif heading is not None and _repeats(one, seen[heading]):
            kinds.append(("title", "the headline") if at == heading else ("duplicate", "repeats the headline"))
        elif (form := settled[at]) is not None:
            kinds.append(form)
        elif at in stood:
            kinds.append(("standfirst", "between headline and byline"))
        elif is_pulled(one, mine):
            kinds.append(("pullquote", "repeats words of a paragraph"))
        elif told := next(((kind, why) for sign, kind, why in BY_SIGN if sign in mine), None):
            kinds.append(told)
        elif heading is not None and heading < at < first and A_DATE in mine:
            kinds.append(("byline", "a date between headline and text"))
        elif commented is not None and at >= commented and "disclaimer" not in one.cues:
            kinds.append(("comments", "follows a heading of reader comments"))
        else:
            kinds.append(_by_words(mine) or _by_place(mine, (at, heading, first, last)))
    return kinds


def _standfirst(seen: list[Seen], signs: list[list[str]], settled: list[Settled | None], heading: int | None) -> range:
    """Rows of the standfirst: the one or two lines between a headline and a byline that has the text below it."""
    if heading is None:
        return range(0)
    for at in range(heading + 1, min(len(seen), heading + 2 + STANDFIRST_LINES)):
        if not BYLINE_SIGNS.isdisjoint(signs[at]):
            below = any(one.prose for one in seen[at + 1 : at + 1 + TEXT_REACH])
            return range(heading + 1, at) if below else range(0)
        if settled[at] or seen[at].cues or seen[at].words < STANDFIRST_WORDS or _repeats(seen[at], seen[heading]):
            return range(0)
    return range(0)


def headline(seen: list[Seen], signs: list[list[str]], settled: list[Settled | None], first: int) -> int | None:
    """Row of the headline.

    A line that repeats the page's first; else, of the lines above the text that could be one, the longest that stands
    there twice. Where that is no more than a name, the page's first line if it is more; else the first below the last
    menu that is more than a name, since what is above a menu is the site's own name.

    Args:
        seen: What was seen of each unit.
        signs: The signs of each unit.
        settled: The kind of the units whose form alone settles them.
        first: Row of the first unit that is taken for body.
    """
    repeated = title_at(seen)
    if repeated is not None and repeated <= first:
        key = seen[repeated].key
        return next(at for at, one in enumerate(seen) if one.key == key)
    told = (at for at in range(first, len(seen)) if settled[at] is None)
    told = (at for at in told if ASKS not in signs[at] or seen[at].words > TITLE_WORDS[1])
    prose = next((at for at in told if seen[at].prose or (at and "ends as a sentence" in signs[at])), first)
    if prose == 0:
        return None
    rows = [at for at in range(prose) if settled[at] is None and _could_be_headline(seen[at], signs[at])]
    rows = [at for at in rows if at + 1 == len(signs) or "begins small" not in signs[at + 1]]  # none runs on below
    twice = max((at for at in rows if "repeated" in signs[at]), key=lambda at: (seen[at].words, -at), default=None)
    if twice is not None and seen[twice].words >= MORE_THAN_A_NAME:
        return twice
    if seen[0].words >= MORE_THAN_A_NAME and settled[0] is None and _could_be_headline(seen[0], signs[0], {"nav"}):
        return 0
    if twice is not None:
        return twice
    menu = max((at for at in range(prose) if (form := settled[at]) and form[0] == "nav"), default=-1)
    below = [at for at in rows if at > menu] or rows
    return next((at for at in below if seen[at].words >= MORE_THAN_A_NAME), below[0] if below else None)


def _repeats(one: Seen, heading: Seen) -> bool:
    """Is it the headline, alone or with the site's name behind it?"""
    return one.key.startswith(heading.key) and len(one.key) - len(heading.key) <= SITE_LETTERS


def _could_be_headline(one: Seen, signs: list[str], bearing: Container[str] = ()) -> bool:
    """Is it of a headline's length, and no sentence but a question, stamp, link or line of other than given kinds?"""
    barred = NO_HEADLINE - {"ends as a sentence"} if ASKS in signs else NO_HEADLINE
    plain = all(kind in bearing for kind in one.cues) and not barred & set(signs)
    return plain and TITLE_WORDS[0] <= one.words <= TITLE_WORDS[1]


def is_pulled(one: Seen, signs: list[str]) -> bool:
    """Is it a pull quote: said in a paragraph too, and a quotation alone or long and without a full stop?"""
    return ("one quotation" in signs or one.words >= LEAST_PULLED) and "repeats a part of a longer line" in signs


def _comments_begin(seen: list[Seen], settled: list[Settled | None], last: int) -> int | None:
    """Row after the text from which on all are reader comments, or None."""
    for at in range(last + 1, len(seen)):
        form = settled[at]
        if "comments" in seen[at].heads or (form and form[0] == "comments"):
            return at
    return None


def _by_words(signs: list[str]) -> tuple[PieceKind, str] | None:
    """The kind whose words a line bears."""
    kind = next((kind for sign, kind in BY_WORDS if sign in signs), None)
    return None if kind is None else (kind, f"has the words of a {kind} line")


def _by_place(signs: list[str], rows: tuple[int, int | None, int, int]) -> tuple[PieceKind, str]:
    """The kind that a line without telling words has by where it stands."""
    at, heading, first, last = rows
    beside = first - 5 <= at < first or last < at <= last + 3 or (heading is not None and 0 < at - heading <= 4)
    if ("stamp" in signs and beside) or (A_DATE in signs and (beside or at == first + 1)):
        return "byline", "a date beside the headline or the text"
    if "a name and little else" in signs and (beside or first < at < last):
        return "byline", "a name beside the headline or the text"
    if heading is not None and heading < at < first:
        return "caption", "between headline and text, and neither byline nor link"
    if first < at < last:
        return "other", "between paragraphs, and not like them"
    if "repeated" in signs:
        return "duplicate", "stands on the page more than once"
    return ("nav", "above the text") if at < first else ("other", "below the text")
