"""Edges: from which line on a page has left the article, and which lines at either end of it are none of it."""

from collections.abc import Sequence
from itertools import accumulate

from dragoman.clean.forms import FormWords, heads_comments, is_notice
from dragoman.clean.lines import A_DATE, PROSE_WORDS, YEAR_ALONE, Seen

MOST_PROSE = 0.5  # share of the page's words of prose above a line that can end the article: no menu or link ends it
LEAST_ABOVE = 60  # words of prose above a heading of comments that outweigh the article; a short report has as many
COMMENTS_REACH = 8  # units below it in which the first comment begins: a form, a sorting, a name
CLOSING = {"ends as a sentence", "ends in a colon"}  # signs of a line that can be an article's last
TOP = 2  # lines of the text among which the one with its date stands: the headline may be one of them
MOST_TAIL = 0.08  # share of the body's words behind its last sentence; more than that is a list of its own, no links


def ending(lines: Sequence[str], seen: list[Seen], signs: list[list[str]], words: FormWords) -> int | None:
    """Row from which on nothing is of the article: at its notes, at the readers' comments or at the notice of rights.

    Args:
        lines: The lines themselves.
        seen: What was seen of each.
        signs: The signs of each.
        words: The words by which such lines are known.
    """
    above = list(accumulate((one.words if one.prose else 0 for one in seen), initial=0))
    for at, line in enumerate(lines):
        most = above[at] >= MOST_PROSE * max(1, above[-1])
        if most and ("note to a mark" in signs[at] or is_notice(line, words)):
            return at
        if heads_comments(line, words) and (most or (above[at] >= LEAST_ABOVE and _comments_follow(signs, at))):
            return at
    return None


def _comments_follow(signs: list[list[str]], at: int) -> bool:
    """Do the names and times of many comments stand below a line?"""
    return any("in a stream of stamps" in mine for mine in signs[at + 1 : at + 1 + COMMENTS_REACH])


def trimmed(body: list[bool], seen: list[Seen], heading: int | None) -> list[bool]:
    """Take out of the body what stands above the headline, and the lines behind its last sentence.

    A line of a date and names at the top says who published it, and when. A year alone right above the body is the
    heading of its first part, and belongs to it.

    Args:
        body: Whether each line is taken for body.
        seen: What was seen of each.
        heading: Row of the headline, if there is one.
    """
    kept = [inside and (heading is None or at > heading) for at, inside in enumerate(body)]
    rows = [at for at, inside in enumerate(kept) if inside]
    if rows and rows[0] and rows[0] - 1 != heading and YEAR_ALONE in seen[rows[0] - 1].signs:
        kept[rows[0] - 1] = True
    dated = [at for at in rows if A_DATE in seen[at].signs]
    if len(dated) == 1 and dated[0] in rows[:TOP] and any(seen[at].prose for at in rows if at > dated[0]):
        kept[dated[0]] = False  # in a chronicle there are more
    ends = [at for at in rows if seen[at].words >= PROSE_WORDS or not CLOSING.isdisjoint(seen[at].signs)]
    tail = sum(seen[at].words for at in rows if ends and at > ends[-1])
    if not ends or tail > MOST_TAIL * sum(seen[at].words for at in rows):
        return kept
    return [inside and at <= ends[-1] for at, inside in enumerate(kept)]
