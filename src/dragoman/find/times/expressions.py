"""Time expressions: where a text names a time, by the forms that its language lists.

The forms stand in `lang/XX/times.toml`; here they become regular expressions, the longest expression at each place is
taken, and words that merely look like a time ("may", "2,000 men") are sorted out by their grammar.
"""

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.find.times.fitting import counts, fitting
from dragoman.find.times.needed import Need, folded, needs
from dragoman.find.times.words import Expression, TimeWords
from dragoman.grammar import Grammar
from dragoman.model import Span

DATED = ("date", "feast", "weekday")  # what tells a day of its own, in words that are counted from an event


class Forms:
    """The forms of a language, ready to be used.

    Args:
        words: The language's `times.toml`.
    """

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self._values = {name: {_plain(word): str(value) for word, value in table.items()}
                        for name, table in words.tables.items()}  # fmt: skip
        pieces = {name: f"(?P<{name}>{_either(table)})(?!\\w)" for name, table in words.tables.items()}
        pieces["any_month"] = f"(?:{_either(words.tables['month'])})(?!\\w)"
        self._pieces = pieces | words.fragments
        self.joint = re.compile(self._expand("{joint}"), re.I)
        leading = [(one.means, self._compile(rf"(?<![\w.,$€£]){one.form}")) for one in words.forms if not one.follows]
        self._leading = [(means, pattern, needs(pattern)) for means, pattern in leading]
        self._needs = frozenset[Need]().union(*(needed for *_, needed in self._leading))
        self._needed = frozenset[str]().union(*self._needs)
        self.following = [(form.means, self._compile(form.form)) for form in words.forms if form.follows]

    def _compile(self, form: str) -> re.Pattern[str]:
        """Make a form a pattern; a group that comes a second time is numbered, since names must differ."""
        seen: Counter[str] = Counter()

        def rename(group: re.Match[str]) -> str:
            seen[group[1]] += 1
            return f"(?P<{group[1]}_{seen[group[1]]}>" if seen[group[1]] > 1 else group[0]

        return re.compile(re.sub(r"\(\?P<(\w+)>", rename, self._expand(form)), re.I)

    def _expand(self, form: str) -> str:
        """Put the pieces in for their names, and any white space for a blank."""
        while True:
            opened = re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{self._pieces[name[1]]})", form)
            if opened == form:
                return re.sub(r"(?<!\\) ", r"\\s+", form).replace(r"\s+?", r"\s*")
            form = opened

    def leading(self, text: str) -> list[tuple[str, re.Pattern[str]]]:
        """The forms that may begin a time somewhere in a text, each with the reading that it gets."""
        text = folded(text)
        there = {word for word in self._needed if word in text}
        met = {need for need in self._needs if not there.isdisjoint(need)}
        return [(means, pattern) for means, pattern, needed in self._leading if needed <= met]

    def value(self, name: str, word: str) -> str:
        """What a word of a table stands for; the word itself, in lower case, where no table has it."""
        return self._values.get("units" if name == "vague" else name, {}).get(_plain(word), _plain(word))


def _plain(word: str) -> str:
    """A word as tables list it."""
    return re.sub(r"\s+", " ", word.lower().replace("’", "'"))


def _either(table: dict[str, str | int]) -> str:
    """A pattern for any of the words, the longest first."""
    words = sorted(table, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", " ").replace("'", "['’]") for word in words)


def find_expressions(grammar: Grammar, forms: Forms) -> list[Expression]:
    """Find the time expressions of a document, in text order, none within another."""
    found = []
    for rows in grammar.paragraphs:
        whole = grammar.span(*rows)
        matches = sorted(_matches(grammar, forms, whole.start, whole.end), key=lambda one: (one.start, -one.end))
        reach = whole.start
        for expression in matches:
            next_one: Expression | None = expression if expression.start >= reach else None
            while next_one is not None:
                found.append(next_one)
                reach = next_one.end
                next_one = _continued(grammar, forms, next_one, whole.end)
                if next_one is not None and any(_within(next_one, other) for other in matches):
                    next_one = None
    return found


def date_within(grammar: Grammar, forms: Forms, whole: Expression) -> Expression | None:
    """The day that an expression holds behind its first words ("two days after the attack of *3 January*")."""
    inner = [
        one
        for one in _matches(grammar, forms, whole.start, whole.end)
        if one.means in DATED and one.start > whole.start
    ]
    return max(inner, key=lambda one: (one.end - one.start, -one.start), default=None)


def _within(inner: Expression, outer: Expression) -> bool:
    """Is it but a part of the other?"""
    return outer.start <= inner.start and inner.end < outer.end


def _continued(grammar: Grammar, forms: Forms, before: Expression, end: int) -> Expression | None:
    """The time that goes on where another ended: "13–*15* April", "1914–*18*"."""
    joint = forms.joint.match(grammar.text, before.end, end)
    if joint is None:
        return None
    for means, pattern in forms.following:
        match = pattern.match(grammar.text, joint.end(), end)
        if match is None:
            continue
        expression = _expression(grammar, forms, means, match)
        if expression is not None and _goes_on(before, expression) and not counts(expression, grammar, forms.words):
            return expression
    return None


def _goes_on(before: Expression, expression: Expression) -> bool:
    """Does it say of the same thing (a day, a year) what the expression before it said?"""
    if "day" in expression.parts:
        return "day" in before.parts
    return "year" in before.parts and "month" not in before.parts


def _matches(grammar: Grammar, forms: Forms, begin: int, end: int) -> Iterator[Expression]:
    """Yield every plausible fit of every form within a paragraph."""
    for means, pattern in forms.leading(grammar.text[begin:end]):
        for match in pattern.finditer(grammar.text, begin, end):
            expression = _expression(grammar, forms, means, match)
            if expression is not None and _spelled(match, forms.words):
                fitted = fitting(expression, grammar, forms.words)
                if fitted is not None:
                    yield fitted


def _spelled(match: re.Match[str], words: TimeWords) -> bool:
    """Do the names of months, days and feasts begin with a capital letter?"""
    names = (match.groupdict().get(name) for name in words.capital)
    return all(name[:1].isupper() or name[:1].isdigit() or " " in name for name in names if name)


def _expression(grammar: Grammar, forms: Forms, means: str, match: re.Match[str]) -> Expression | None:
    """Turn a fit into an expression; None where it holds no word of the grammar or ends amid one."""
    start, end = match.span()
    end = start + len(match[0].rstrip(" -–—"))
    if end <= start:
        return None
    first, last = grammar.rows(Span(start, end))
    if first == last:
        return None
    parts: dict[str, str] = {}
    for group, text in match.groupdict().items():
        name = re.sub(r"_\d+$", "", group)
        if text and name not in parts:
            parts[name] = forms.value(name, text)
    return Expression(start, end, means, parts, grammar.governor(first, last))
