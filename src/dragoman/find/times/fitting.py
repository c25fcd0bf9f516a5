"""Does a run of words that looks like a time stand for one, and where exactly does it begin and end?"""

from msgspec.structs import replace

from dragoman.find.times.words import Expression, TimeWords
from dragoman.grammar import Grammar

MODIFIES = ("compound", "amod", "nmod", "nummod", "npadvmod", "quantmod")
NAMED = ("month", "season", "feast")
TITLES = ("deictic", "weekday")  # "USA Today", "Fox News Sunday"
WHOLE = (
    "date",
    "season",
    "feast",
    "duration",
    "decade",
    "century",
)  # readings whose article may belong to a later noun


def fitting(expression: Expression, grammar: Grammar, words: TimeWords) -> Expression | None:
    """Give the expression its exact span, or None where its grammar says that it is no time.

    Args:
        expression: Words that have the form of a time.
        grammar: The document.
        words: The language's `times.toml`.
    """
    first, last = grammar.rows(expression.span)
    if not _is_time(expression, grammar, words, first, last):
        return None
    if "direction" in expression.parts:
        return _from_event(expression, grammar, words, last)
    bare_year = set(expression.parts) == {"year"} and last - first == 2
    if expression.means in WHOLE and last - first > 1 and (bare_year or _modifies(grammar, expression.row, last)):
        trimmed = grammar.tokens.start[first + 1]
        if grammar.tokens.pos[first] == "DET" and trimmed < expression.end:
            return replace(expression, start=trimmed)
    return expression


def _modifies(grammar: Grammar, row: int, last: int) -> bool:
    """Does it modify a noun behind it ("the *1967* borders")?"""
    return grammar.tokens.head[row] >= last and grammar.tokens.dep[row] in MODIFIES


def _is_time(expression: Expression, grammar: Grammar, words: TimeWords, first: int, last: int) -> bool:
    """Is it a time, and not a verb, a name or a count that looks like one?"""
    parts, tokens = set(expression.parts), grammar.tokens
    if expression.means == "weekend" and tokens.pos[last - 1] == "PROPN":
        return False
    if parts == {"year"}:
        return not counts(expression, grammar, words)
    if parts == {"day"} and _modifies(grammar, expression.row, last):
        head = tokens.head[expression.row]
        return tokens.pos[head] == "NUM" or grammar.lower(head) in words.tables["month"]
    if expression.parts.get("unit") == "second" and tokens.pos[last - 1] == "ADJ":
        return False
    if last - first > 1 or not parts & {*NAMED, *TITLES}:
        return True
    if parts & set(TITLES):
        return not any(row < first and tokens.pos[row] == "PROPN" for row in grammar.children_by(first, "compound"))
    if tokens.pos[first] in words.not_a_time or tokens.name[first] in words.names:
        return False
    before = grammar.children_by(first, "compound", "poss", "det")
    return _modifies(grammar, first, last) or not any(row < first for row in before)


def counts(expression: Expression, grammar: Grammar, words: TimeWords) -> bool:
    """Does a number that could be a year or a day count something instead ("1500 men")?"""
    first, last = grammar.rows(expression.span)
    if last >= len(grammar.tokens):
        return False
    if grammar.lower(last) in words.counted:
        return True
    head = grammar.tokens.head[last - 1]
    before = grammar.lower(first - 1) if first else ""
    return head >= last and grammar.tokens.tag[head] in words.counted_tags and before not in words.year_lead


def _from_event(expression: Expression, grammar: Grammar, words: TimeWords, last: int) -> Expression | None:
    """Take in what it is counted from: "two days after *the vote*"; None for a length ("for a week before")."""
    tokens, link = grammar.tokens, last - 1
    if grammar.lower(link) not in words.event_links:
        return expression
    clause = tokens.head[link] if tokens.dep[link] == "mark" else None
    whole = clause if clause is not None else link if grammar.child(link, "pobj", "pcomp") is not None else None
    if whole is None or whole < link:
        return expression
    governor = grammar.head(expression.row)
    if tokens.dep[expression.row] == "pobj" and governor is not None and grammar.lower(governor) in words.length_links:
        return None
    end = grammar.subtree(whole)[1]
    end = next((row for row in range(last, end) if tokens.pos[row] == "PUNCT" or tokens.dep[row] == "cc"), end)
    return replace(expression, end=tokens.end[end - 1], parts={**expression.parts, "event": "yes"})
